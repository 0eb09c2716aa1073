//! The command line. The doc comments are the help.

#[cfg(feature = "archive")]
mod archive;
mod build;
mod shard;

#[cfg(feature = "archive")]
pub use archive::{Archive, ArchiveCommand, Filing, Find, Format};
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

/// Makes the papers of a meeting, before it and after it, in Russian, Kazakh and English from one TOML file.
///
/// Exit codes: 0 done, 1 problems in the input, 2 wrong usage, 3 a fault of the system or of spravka.
#[derive(Debug, Parser)]
#[command(name = "spravka", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// How problems are printed on standard error.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the papers of one or more briefs.
    ///
    /// Prints the path of each paper; with `--message-format json` an object for each.
    Build(Build),
    /// Find every problem in briefs without making a paper.
    ///
    /// On a terminal a line for each brief without an error says so, and which papers it has something for.
    Check(Check),
    /// Write a new brief to fill in.
    New(New),
    /// Write the part of after the meeting into a brief: a place for the outcome of each agenda item and goal.
    Close(Close),
    /// Print a brief for other programs: its programme as a calendar, its participants as a table, or all of it.
    Export(Export),
    /// Print the people of a CSV, XLSX or ODS table as members of a side, to paste into a brief.
    ///
    /// The headers say what the columns hold, in Russian, Kazakh or English: `Ф.И.О.`, `Должность (каз.)`, `Name (EN)`.
    Import(Import),
    /// Print the brief that a PDF was made from.
    Extract(Extract),
    /// Make papers once more from what is attached to them, and say whether the bytes are the same.
    Verify(Verify),
    /// Print the JSON Schema of a brief, a register, spravka.toml, or of what other programs read.
    Schema(Schema),
    /// File papers in an archive, find them and prove that they are whole.
    #[cfg(feature = "archive")]
    Archive(Archive),
    /// Work with templates.
    #[command(subcommand)]
    Template(Template),
}

/// Find every problem in briefs without making a paper.
///
/// On a terminal a line for each brief without an error says so, and which papers it has something for.
#[derive(Debug, Args)]
pub struct Check {
    /// The briefs: files, folders for every brief in them, patterns such as `visits/**/2026-*.toml`; `-` is standard input.
    #[arg(required = true, value_name = "BRIEF|DIR", value_hint = ValueHint::AnyPath)]
    pub briefs: Vec<Input>,

    /// Set these papers as well, without writing them: separated by commas, or `all` that the brief has something for; a name
    /// with a slash is the folder of a template of your own.
    #[arg(short, long = "template", alias = "templates", value_name = "TEMPLATES", value_delimiter = ',')]
    pub templates: Vec<String>,

    /// A table of which each row is checked with the briefs, as for `build`.
    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub each: Option<PathBuf>,

    /// The sheet of that table [default: the only visible one that has anything in it].
    #[arg(long, value_name = "NAME", requires = "each", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,

    /// A value in place of what the briefs say, as for `build`.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,

    /// Print which file states a value, instead of the problems: `sides[0].members[1].position`.
    #[arg(long, value_name = "KEY")]
    pub explain: Option<KeyPath>,
}

/// Write a new brief to fill in.
#[derive(Debug, Args)]
pub struct New {
    /// The file to write; `.toml` is added where it lacks an ending.
    #[arg(value_name = "NAME", value_hint = ValueHint::FilePath)]
    pub name: PathBuf,

    /// The language of the brief.
    #[arg(short, long, alias = "languages", value_name = "CODE", default_value = "ru", value_parser = language_codes())]
    pub language: String,
}

/// Write the part of after the meeting into a brief. All that is in it stays as it is, comments included.
#[derive(Debug, Args)]
pub struct Close {
    /// The briefs.
    #[arg(required = true, value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub briefs: Vec<PathBuf>,
}

/// Print a brief for other programs: its programme as a calendar, its participants as a table, or all of it.
#[derive(Debug, Args)]
pub struct Export {
    /// The brief; `-` is standard input.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// In which form.
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,

    /// A file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// The language of a calendar, those of a table [default: the brief's first].
    #[arg(short, long, alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub language: Option<Wanted>,

    /// For whom it is: what is tagged for others is left out [default: everything is in it].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// With transport and responsible persons in a calendar.
    #[arg(long)]
    pub organisers: bool,

    /// A value in place of what the brief says, as for `build`.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,
}

/// A form for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// The programme, or else the meeting, for a calendar (iCalendar, RFC 5545).
    Ics,
    /// The participants, for a spreadsheet; `members_from` reads it back.
    Csv,
    /// The whole brief in one piece, as `spravka schema` describes it.
    Json,
}

/// Print the people of a table as members of a side, to paste into a brief.
#[derive(Debug, Args)]
pub struct Import {
    /// The table: a row of headers, and a row for each person.
    #[arg(value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub table: PathBuf,

    /// The sheet of a workbook [default: the only visible one that has anything in it].
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,
}

/// Print the brief that a PDF was made from.
#[derive(Debug, Args)]
pub struct Extract {
    /// The PDF: a paper of the archive, or one made with `--with-source`.
    #[arg(value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub pdf: PathBuf,

    /// A folder to make for the brief and all that belongs to it: settings and pictures.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}

/// Make papers once more from what is attached to them, and say whether the bytes are the same.
///
/// Prints the paths of the papers that have the same bytes.
#[derive(Debug, Args)]
pub struct Verify {
    /// The PDFs: papers of the archive, or made with `--with-source`.
    #[arg(required = true, value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub pdfs: Vec<PathBuf>,
}

/// Print the JSON Schema of a brief, a register, spravka.toml, or of what other programs read.
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema is of.
    #[arg(long, value_enum, default_value_t, value_name = "FILE")]
    pub of: SchemaOf,
}

/// What a schema is of.
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

/// Work with templates.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// List the templates that come with spravka.
    List,
    /// Write a template, the view of a brief and the fonts into a folder that the `typst` command compiles to the same pages.
    Eject(Eject),
}

/// Write a template with the view of a brief.
#[derive(Debug, Args)]
pub struct Eject {
    /// The brief whose view is written.
    #[arg(value_name = "BRIEF", value_hint = ValueHint::FilePath)]
    pub brief: Input,

    /// The folder to make.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: PathBuf,

    /// The template.
    #[arg(short, long, alias = "templates", value_name = "TEMPLATE", default_value = "memo")]
    pub template: String,

    /// How the pages look [default: what spravka.toml says, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,

    /// The language of the view [default: the brief's first].
    #[arg(short, long, alias = "languages", value_name = "CODE", value_parser = wanted)]
    pub language: Option<Wanted>,
}

/// Reads `ru,kk` or `all`. A language named twice is asked for once.
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
