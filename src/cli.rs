//! The command line. The doc comments are the help texts.

#[cfg(feature = "archive")]
mod archive;
mod build;
mod shard;

#[cfg(feature = "archive")]
pub use archive::{Archive, ArchiveCommand, By, Filing, Find, Format};
pub use build::Build;
pub use shard::Shard;

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueHint};

use crate::check::Wanted;
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::{Input, Override};
use crate::report::MessageFormat;
use crate::theme::Theme;

/// Make the papers of a meeting in Russian, Kazakh and English, before and after it, from one TOML file.
///
/// Exit codes: 0 done, 1 problems in the input, 2 wrong usage, 3 a fault of the system or of spravka.
#[derive(Debug, Parser)]
#[command(name = "spravka", version, max_term_width = 100)]
pub struct Cli {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,

    /// Print problems on standard error in this format.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// The subcommands of `spravka`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the papers of one or more briefs.
    ///
    /// Prints the path of each paper, or a JSON object with `--message-format json`.
    Build(Build),
    /// Find every problem in briefs without writing a paper.
    ///
    /// On a terminal, one line for each brief without an error lists the papers that can be built from it.
    Check(Check),
    /// Write a new brief to fill in, or a table to send out.
    New(New),
    /// Add the after-meeting part to a brief: a place for the outcome of each agenda item and goal.
    Close(Close),
    /// Export a brief for other programs: the programme as a calendar, the participants as a table, or
    /// everything.
    Export(Export),
    /// Print the people of a CSV, XLSX or ODS table as members of a side, to paste into a brief.
    ///
    /// The headers name the columns in Russian, Kazakh or English, such as `Ф.И.О.`, `Должность (каз.)`,
    /// `Name (EN)`.
    Import(Import),
    /// Print the brief that a PDF was built from.
    Extract(Extract),
    /// Rebuild papers from their attachments and compare the bytes.
    Verify(Verify),
    /// Print the JSON Schema of a brief, a register, spravka.toml or the output for other programs.
    Schema(Schema),
    /// File papers in an archive, find them and prove that they are whole.
    #[cfg(feature = "archive")]
    Archive(Archive),
    /// List templates, or write one to a folder for editing.
    #[command(subcommand)]
    Template(Template),
}

/// Find every problem in briefs without writing a paper.
///
/// On a terminal, one line for each brief without an error lists the papers that can be built from it.
#[derive(Debug, Args)]
pub struct Check {
    /// Files, folders searched for briefs, or patterns such as `visits/**/2026-*.toml`; `-` is standard
    /// input.
    #[arg(required = true, value_name = "BRIEF|DIR", value_hint = ValueHint::AnyPath)]
    pub briefs: Vec<Input>,

    /// Lay out these papers as well, without writing them: ids separated by commas, `all` that the brief has
    /// content for, or, with a slash, the folder of a template of your own.
    #[arg(short, long = "template", alias = "templates", value_name = "TEMPLATES", value_delimiter = ',')]
    pub templates: Vec<String>,

    /// Check the briefs with each row of this table, as `build` does.
    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub each: Option<PathBuf>,

    /// Use this sheet of the table [default: the only visible one that is not empty].
    #[arg(long, value_name = "NAME", requires = "each", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,

    /// Override a value of the briefs, as for `build`.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,

    /// Print where this value is stated, instead of the problems: `sides[0].members[1].position`.
    #[arg(long, value_name = "KEY")]
    pub explain: Option<KeyPath>,

    /// List the texts that guests or both sides will read, by paper. On a terminal this is done for every
    /// brief with a marking.
    #[arg(long, conflicts_with = "explain")]
    pub readers: bool,
}

/// Write a new brief to fill in, or a table to send out.
#[derive(Debug, Args)]
pub struct New {
    /// The brief to write; `.toml` is added if it has no extension.
    #[arg(value_name = "NAME", value_hint = ValueHint::FilePath, required_unless_present = "table")]
    pub name: Option<PathBuf>,

    /// Write a workbook (.xlsx) of people instead, for others to fill in: `spravka import` and `members_from`
    /// read it back.
    #[arg(long, value_name = "FILE.xlsx", value_hint = ValueHint::FilePath, conflicts_with = "name")]
    pub table: Option<PathBuf>,

    /// Write it in these languages, the first of them the main one: `kk,ru`.
    #[arg(
        short,
        long,
        alias = "languages",
        value_name = "CODES",
        default_value = "ru",
        value_delimiter = ',',
        value_parser = language_codes()
    )]
    pub language: Vec<String>,
}

/// Add the after-meeting part to a brief. Everything in it is kept, comments included.
#[derive(Debug, Args)]
pub struct Close {
    /// The briefs to change.
    #[arg(required = true, value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub briefs: Vec<PathBuf>,
}

/// Export a brief for other programs: the programme as a calendar, the participants as a table, or
/// everything.
#[derive(Debug, Args)]
pub struct Export {
    /// The brief; `-` is standard input.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// Export in this format.
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,

    /// Write to this file; `-` is standard output [default: standard output].
    #[arg(short, long, value_name = "FILE|-", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Export in this language, or a table in several [default: the brief's first].
    #[arg(short, long, alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub language: Option<Wanted>,

    /// Include only what is tagged for this audience [default: everything].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// Include transport and responsible persons in the calendar.
    #[arg(long)]
    pub organisers: bool,

    /// Override a value of the brief, as for `build`.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,
}

/// The formats for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// The programme, or else the meeting, for a calendar (iCalendar, RFC 5545).
    Ics,
    /// The participants, for a spreadsheet; `members_from` reads it back.
    Csv,
    /// The whole brief with all included files, as `spravka schema` describes it.
    Json,
}

/// Print the people of a table as members of a side, to paste into a brief; of several sides, if a column
/// names them.
#[derive(Debug, Args)]
pub struct Import {
    /// The table: a row of headers, then a row for each person.
    #[arg(value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub table: PathBuf,

    /// Read this sheet of the workbook [default: the only visible one that is not empty].
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,

    /// Sort the people, within each side, by the alphabet of the language of their names [default: the order
    /// of the rows].
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<SortBy>,
}

/// What people are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SortBy {
    /// Their names; the family name if it has a column of its own.
    Name,
}

/// Print the brief that a PDF was built from.
#[derive(Debug, Args)]
pub struct Extract {
    /// The PDF: a paper from the archive, or one built with `--with-source`.
    #[arg(value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub pdf: PathBuf,

    /// Write the brief, its settings and its pictures to this new folder.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}

/// Rebuild papers from their attachments and compare the bytes.
///
/// Prints the paths of the papers whose bytes are the same.
#[derive(Debug, Args)]
pub struct Verify {
    /// The PDFs: papers from the archive, or built with `--with-source`.
    #[arg(required = true, value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub pdfs: Vec<PathBuf>,
}

/// Print the JSON Schema of a brief, a register, spravka.toml or the output for other programs.
#[derive(Debug, Args)]
pub struct Schema {
    /// Print the schema of this.
    #[arg(long, value_enum, default_value_t, value_name = "FILE")]
    pub of: SchemaOf,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum SchemaOf {
    /// A brief.
    #[default]
    Brief,
    /// The register of people, people.toml.
    People,
    /// The register of organisations, organisations.toml.
    Organisations,
    /// The settings of a project, spravka.toml.
    Settings,
    /// A record in a list of the archive: a line of `spravka archive list --format jsonl`.
    #[cfg(feature = "archive")]
    Record,
    /// A finished paper: a line of `spravka build --message-format json`.
    Paper,
}

/// List templates, or write one to a folder for editing.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// List the templates that come with spravka.
    List,
    /// Write a template, the view of a brief and the fonts to a folder; the `typst` command compiles it to
    /// the same pages.
    Eject(Eject),
}

/// Write a template with the view of a brief.
#[derive(Debug, Args)]
pub struct Eject {
    /// The brief whose view is written; `-` is standard input.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// Write to this new folder.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: PathBuf,

    /// Write this template.
    #[arg(short, long, alias = "templates", value_name = "TEMPLATE", default_value = "memo")]
    pub template: String,

    /// Use this theme [default: the one in spravka.toml, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,

    /// Write the view in this language [default: the brief's first].
    #[arg(short, long, alias = "languages", value_name = "CODE", value_parser = wanted)]
    pub language: Option<Wanted>,
}

/// Parses `ru,kk` or `all`. Repeated languages are dropped.
fn wanted(written: &str) -> Result<Wanted, String> {
    if written == "all" {
        return Ok(Wanted::All);
    }
    let mut languages = Vec::new();
    for code in written.split(',') {
        let language = language(code.trim())?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Ok(Wanted::These(languages))
}

fn language(code: &str) -> Result<Language, String> {
    let all: Vec<_> = Language::all().map(Language::code).collect();
    Language::from_code(code).ok_or_else(|| format!("there is no language `{code}`, only {}", all.join(", ")))
}

fn language_codes() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::all().map(Language::code))
}

fn themes() -> impl TypedValueParser<Value = Theme> {
    let names = PossibleValuesParser::new(Theme::all().map(Theme::name));
    names.try_map(|name| Theme::named(&name).ok_or("there is no such theme"))
}
