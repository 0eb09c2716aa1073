use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueHint};

use super::{language, themes, wanted};
use crate::archive::event::RecordStatus;
use crate::archive::id::Id;
use crate::check::Wanted;
use crate::language::Language;
use crate::load::Input;
use crate::theme::Theme;

/// File papers in an archive, find them and prove that they are whole.
///
/// The archive is a folder of plain files. Nothing in it is ever changed or deleted: a correction is a new record.
#[derive(Debug, Args)]
pub struct Archive {
    /// The folder of the archive [default: SPRAVKA_ARCHIVE, else the nearest archive around the current folder].
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub archive: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub command: ArchiveCommand,
}

/// What to do with an archive.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Make a new, empty archive.
    Init {
        /// The folder: a new one, or an empty one.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// File final papers of a brief. Prints the ids of the records.
    Add {
        /// What is filed.
        #[command(flatten)]
        filing: Filing,
        /// The kinds of paper, separated by commas: each is a record of its own, with all its languages.
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
    /// File a paper in place of a record; both bear the link.
    Supersede {
        /// The id of the record that is replaced.
        #[arg(value_name = "OLD")]
        old: Id,
        /// What is filed.
        #[command(flatten)]
        filing: Filing,
        /// The kind of paper [default: that of the record replaced].
        #[arg(short, long, alias = "templates", value_name = "TEMPLATE")]
        template: Option<String>,
        /// Why.
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        reason: String,
    },
    /// Note that a record no longer holds. It stays in the archive.
    Annul {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
        /// Why.
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        reason: String,
    },
    /// Keep a detached signature (CMS) beside the paper that it signs.
    Attach {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
        /// The signature.
        #[arg(value_name = "FILE.p7s", value_hint = ValueHint::FilePath)]
        signature: PathBuf,
        /// The language of the paper that is signed, where the signature does not tell.
        #[arg(short, long, alias = "languages", value_name = "CODE", value_parser = language)]
        language: Option<Language>,
    },
    /// Print what is known of a record, and what happened to it.
    Show {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
    },
    /// Print the paths of the papers of a record, or open them in a viewer on a terminal.
    Open {
        /// The id of the record.
        #[arg(value_name = "ID")]
        id: Id,
    },
    /// Check every hash: finds what is missing, extra or altered.
    Verify {
        /// The id of a record [default: all].
        #[arg(value_name = "ID")]
        id: Option<Id>,
        /// Make every paper once more as well, and compare the bytes.
        #[arg(long)]
        rebuild: bool,
    },
    /// Copy records, as bags that other archives take.
    Export {
        /// The ids of the records.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<Id>,
        /// A folder, or a file ending in .zip, .tar, .tar.gz or .tgz.
        #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
        output: PathBuf,
    },
    /// List records by date.
    List {
        /// Which records.
        #[command(flatten)]
        find: Find,
        /// How they are printed.
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: Format,
    },
    /// Find records by words, in whatever form they stand, the best match first.
    Search {
        /// The words, all of which have to occur; `"words in quotes"` in this order.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// Which records.
        #[command(flatten)]
        find: Find,
        /// How many at most.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// How they are printed.
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: Format,
    },
    /// Make the index of the archive anew from its records.
    Reindex,
    /// Print how many records there are, by kind, year, language and status.
    Stats,
}

/// What is filed, and under which terms.
#[derive(Debug, Args)]
pub struct Filing {
    /// The brief; `-` is standard input.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// The languages, separated by commas, or `all` that the brief offers [default: the brief's first].
    #[arg(short, long = "language", alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub languages: Option<Wanted>,

    /// The registration number, where the brief has none. It is printed on the paper.
    #[arg(long, value_name = "NUMBER", value_parser = NonEmptyStringValueParser::new())]
    pub number: Option<String>,

    /// The index of the case that the paper is filed in.
    #[arg(long, value_name = "INDEX", value_parser = NonEmptyStringValueParser::new())]
    pub case: Option<String>,

    /// How long it is kept, in the words of your own list.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub retention: Option<String>,

    /// What that is based on.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub basis: Option<String>,

    /// The day from which the marking of the paper no longer holds.
    #[arg(long, value_name = "DATE")]
    pub marking_until: Option<NaiveDate>,

    /// For whom the paper is: what is tagged for others is left out of it [default: everything is in it].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// How the paper looks [default: what spravka.toml says, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,
}

/// Which records.
#[derive(Debug, Clone, Args)]
pub struct Find {
    /// Of this day or a later one.
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,

    /// Of this day or an earlier one.
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,

    /// Of this kind: `summary`.
    #[arg(long, value_name = "TEMPLATE")]
    pub kind: Option<String>,

    /// With a side of this name, or part of a name.
    #[arg(long, value_name = "WORDS")]
    pub side: Option<String>,

    /// That name this person.
    #[arg(long, value_name = "WORDS")]
    pub person: Option<String>,

    /// That count as this now.
    #[arg(long, value_enum, value_name = "STATUS")]
    pub status: Option<RecordStatus>,
}

/// How records are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON array.
    Json,
    /// A JSON object on each line, for other programs.
    Jsonl,
    /// Values separated by commas, for a spreadsheet.
    Csv,
}
