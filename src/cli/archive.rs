use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueHint};

use super::{language, themes, wanted};
use crate::archive::event::RecordStatus;
use crate::archive::id::Id;
use crate::archive::ledger::entry::Subject;
use crate::check::Wanted;
use crate::language::Language;
use crate::load::Input;
use crate::theme::Theme;

/// File papers in an archive, find them and prove that they are whole.
///
/// The archive is a folder of plain files. Nothing in it is ever changed or deleted: a correction is a new
/// record.
#[derive(Debug, Args)]
pub struct Archive {
    /// Use the archive in this folder [default: SPRAVKA_ARCHIVE, else the nearest one from the current folder
    /// up].
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub archive: Option<PathBuf>,

    /// The subcommand.
    #[command(subcommand)]
    pub command: ArchiveCommand,
}

/// The subcommands of `spravka archive`.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Create an empty archive.
    Init {
        /// A new or empty folder.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// File final papers of a brief and print the ids of their records.
    Add {
        /// The paper and its terms.
        #[command(flatten)]
        filing: Filing,
        /// File these kinds of paper, separated by commas, each as a record of its own in all its languages.
        #[arg(
            short,
            long = "template",
            alias = "templates",
            value_name = "TEMPLATES",
            value_delimiter = ',',
            default_value = "summary"
        )]
        templates: Vec<String>,
    },
    /// File a paper that replaces a record; the two records refer to each other.
    Supersede {
        /// The id of the record to replace.
        #[arg(value_name = "OLD")]
        old: Id,
        /// The paper and its terms.
        #[command(flatten)]
        filing: Filing,
        /// File this kind of paper [default: that of the replaced record].
        #[arg(short, long, alias = "templates", value_name = "TEMPLATE")]
        template: Option<String>,
        /// Give the reason; it is kept in the archive.
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        reason: String,
    },
    /// Mark a record as no longer valid; it stays in the archive.
    Annul {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
        /// Give the reason; it is kept in the archive.
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        reason: String,
        /// Who does it.
        #[command(flatten)]
        by: By,
    },
    /// Keep a detached signature (CMS) with the paper it signs.
    Attach {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
        /// The signature file.
        #[arg(value_name = "FILE.p7s", value_hint = ValueHint::FilePath)]
        signature: PathBuf,
        /// Name the language of the signed paper, if the signature does not tell which paper it is.
        #[arg(short, long, alias = "languages", value_name = "CODE", value_parser = language)]
        language: Option<Language>,
        /// Who does it.
        #[command(flatten)]
        by: By,
    },
    /// Print the metadata and the history of a record.
    Show {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
    },
    /// Print the paths of a record's papers and, on a terminal, open them in a viewer.
    Open {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
    },
    /// Check every hash and report missing, added and altered records and files.
    Verify {
        /// The id of the record to check [default: all].
        #[arg(value_name = "ID")]
        id: Option<Id>,
        /// Rebuild every paper, its text and its metadata as well, and compare.
        #[arg(long)]
        rebuild: bool,
        /// Check that the ledger goes on from this seal, or from the ledger in the folder of an export.
        #[arg(long, value_name = "SEAL", value_hint = ValueHint::AnyPath, conflicts_with = "id")]
        since: Option<PathBuf>,
        /// Check the folder of an export by its own ledger instead, without an archive.
        #[arg(
            long,
            value_name = "DIR",
            value_hint = ValueHint::DirPath,
            conflicts_with_all = ["id", "rebuild", "since"]
        )]
        export: Option<PathBuf>,
    },
    /// Record why a record is missing, added or altered; until then `verify` names it.
    Acknowledge {
        /// The id of the record or event as `verify` prints it, or `ledger`.
        #[arg(value_name = "ID")]
        subject: Subject,
        /// Give the reason; it is kept in the archive.
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        reason: String,
        /// Who does it.
        #[command(flatten)]
        by: By,
    },
    /// Write the state of the ledger to a file, to be signed and kept elsewhere.
    ///
    /// `verify --since SEAL` then proves that nothing filed before is gone. Signatures (`SEAL.p7s`) and time
    /// stamps (`SEAL.tsr`) that other programs made are compared with the seal if they are beside it.
    Seal {
        /// Write to this new file.
        #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: PathBuf,
        /// Who does it.
        #[command(flatten)]
        by: By,
    },
    /// Copy records as BagIt bags, for other archives.
    Export {
        /// The ids of the records.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<Id>,
        /// Write to this folder, or to this .zip, .tar, .tar.gz or .tgz file.
        #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
        output: PathBuf,
    },
    /// List records by date.
    List {
        /// The filters.
        #[command(flatten)]
        find: Find,
        /// Print the records in this format.
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: Format,
    },
    /// Find records by words in any inflected form, the best match first.
    Search {
        /// The words, all of which must occur; "words in quotes" must occur in this order.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// The filters.
        #[command(flatten)]
        find: Find,
        /// Print at most this many records.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Print the records in this format.
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: Format,
    },
    /// Rebuild the index of the archive from its records.
    Reindex,
    /// Count the records by kind, year, language and status.
    Stats,
}

/// What to file, and under which terms.
#[derive(Debug, Clone, Args)]
pub struct Filing {
    /// The brief; `-` is standard input.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// File the paper in these languages, separated by commas, or in `all` of the brief [default: its first].
    #[arg(short, long = "language", alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub languages: Option<Wanted>,

    /// File only the paper of this meeting of a visit with several [default: that of every meeting, each as a
    /// record of its own].
    #[arg(short, long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub meeting: Option<String>,

    /// Use this registration number, if the brief has none; it is printed on the paper.
    #[arg(long, value_name = "NUMBER", value_parser = NonEmptyStringValueParser::new())]
    pub number: Option<String>,

    /// File the paper under this case index.
    #[arg(long, value_name = "INDEX", value_parser = NonEmptyStringValueParser::new())]
    pub case: Option<String>,

    /// Record how long the paper is kept, in the words of your retention schedule.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub retention: Option<String>,

    /// Record the rule that the retention period is based on.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub basis: Option<String>,

    /// Record the day from which the marking of the paper no longer holds.
    #[arg(long, value_name = "DATE")]
    pub marking_until: Option<NaiveDate>,

    /// Include only what is tagged for this audience [default: everything].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// Use this theme [default: the one in spravka.toml, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,

    /// Who does it.
    #[command(flatten)]
    pub by: By,
}

/// Who changes the archive.
#[derive(Debug, Clone, Args)]
pub struct By {
    /// Record that this person did it [default: the user and the computer].
    #[arg(id = "by", long = "by", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub name: Option<String>,
}

/// Which records to print: those that match every filter.
#[derive(Debug, Clone, Args)]
pub struct Find {
    /// Print only papers of this day or later.
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,

    /// Print only papers of this day or earlier.
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,

    /// Print only papers of this kind, such as `summary`.
    #[arg(long, value_name = "TEMPLATE")]
    pub kind: Option<String>,

    /// Print only records with a side of this name, or a part of its name.
    #[arg(long, value_name = "WORDS")]
    pub side: Option<String>,

    /// Print only records that name this person.
    #[arg(long, value_name = "WORDS")]
    pub person: Option<String>,

    /// Print only records with this status.
    #[arg(long, value_enum, value_name = "STATUS")]
    pub status: Option<RecordStatus>,
}

/// The formats of a list of records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns for reading.
    #[default]
    Table,
    /// One JSON array.
    Json,
    /// One JSON object per line, for other programs.
    Jsonl,
    /// Comma-separated values, for a spreadsheet.
    Csv,
}
