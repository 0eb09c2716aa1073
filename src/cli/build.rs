use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueHint};

use super::{Shard, themes, wanted};
use crate::check::Wanted;
use crate::limits::COPIES;
use crate::load::{Input, Override};
use crate::theme::Theme;
use crate::typeset::Profile;

/// Build the papers of one or more briefs.
///
/// Prints the path of each paper, or a JSON object with `--message-format json`.
#[derive(Debug, Args)]
pub struct Build {
    /// Files, folders searched for briefs, or patterns such as `visits/**/2026-*.toml`; `-` is standard
    /// input.
    #[arg(required = true, value_name = "BRIEF|DIR", value_hint = ValueHint::AnyPath)]
    pub briefs: Vec<Input>,

    /// Write to this folder, to this .pdf file for one paper, or to standard output with `-` [default: the
    /// folder of the brief].
    #[arg(short, long, value_name = "DIR|FILE.pdf|-")]
    pub output: Option<PathBuf>,

    /// Name the papers by this pattern, such as `{date}-{stem}-{paper}-{language}.pdf`; `{number}`,
    /// `{meeting}`, `{audience}`, `{copy}` and `{name}` work too. `/` separates folders; square brackets
    /// enclose what is omitted if a field is empty [default: the pattern in spravka.toml, else brief, paper,
    /// meeting, language, audience and copy, separated by dots].
    #[arg(long, value_name = "PATTERN.pdf")]
    pub name: Option<String>,

    /// Build in these languages, separated by commas, or in `all` of the brief [default: its first].
    #[arg(short, long = "language", alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub languages: Option<Wanted>,

    /// Build these papers: ids separated by commas, `all` that the brief has content for, or, with a slash,
    /// the folder of a template of your own.
    #[arg(
        short,
        long = "template",
        alias = "templates",
        value_name = "TEMPLATES",
        value_delimiter = ',',
        default_value = "memo"
    )]
    pub templates: Vec<String>,

    /// Build only the papers of this meeting of a visit with several, each with what belongs to it [default:
    /// those of the visit and of every meeting].
    #[arg(short, long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub meeting: Option<String>,

    /// Include only what is tagged for this audience [default: everything].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// Number this many copies of each paper, each for the next addressee of the distribution list.
    #[arg(short, long, value_name = "N", value_parser = copies)]
    pub copies: Option<NonZeroU32>,

    /// Use this theme [default: the one in spravka.toml, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,

    /// Conform to these PDF standards, separated by commas [default: a-2a,ua-1; with the source a-3a,ua-1].
    #[arg(long, value_name = "STANDARDS")]
    pub pdf_standard: Option<Profile>,

    /// Build on this many threads [default: the number of processors].
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Build every paper, even those in the folder of `-o` that are up to date.
    #[arg(long)]
    pub force: bool,

    /// Stop at the first brief with an error.
    #[arg(long)]
    pub fail_fast: bool,

    /// Build papers for each row of this table: a CSV, XLSX, ODS or TOML file whose headers are those of a
    /// list of guests, or keys of a brief such as `recipient.name`.
    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub each: Option<PathBuf>,

    /// Use this sheet of the table [default: the only visible one that is not empty].
    #[arg(long, value_name = "NAME", requires = "each", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,

    /// Build only one share of the briefs, to divide them among machines: `3/16`.
    #[arg(long, value_name = "N/OF")]
    pub shard: Option<Shard>,

    /// Override a value of the briefs: `meeting.city=Астана`, `sides[0].members[1].rank=3`. Text needs no
    /// quotes; `"…"`, `[…]` and `{…}` are TOML.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,

    /// Print neither the paths of the papers nor progress.
    #[arg(short, long)]
    pub quiet: bool,

    /// Attach its sources to each paper, so that `spravka verify` can rebuild it.
    #[arg(long)]
    pub with_source: bool,
}

fn copies(written: &str) -> Result<NonZeroU32, String> {
    let number = written.parse().ok().filter(|number: &NonZeroU32| number.get() <= COPIES);
    number.ok_or_else(|| format!("copies are a whole number from 1 to {COPIES}"))
}
