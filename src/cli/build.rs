use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueHint};

use super::{Shard, themes, wanted};
use crate::check::Wanted;
use crate::load::{Input, Override};
use crate::theme::Theme;
use crate::typeset::Profile;

/// Make the papers of one or more briefs.
///
/// Prints the path of each paper; with `--message-format json` an object for each.
#[derive(Debug, Args)]
pub struct Build {
    /// The briefs: files, folders for every brief in them, patterns such as `visits/**/2026-*.toml`; `-` is standard input.
    #[arg(required = true, value_name = "BRIEF|DIR", value_hint = ValueHint::AnyPath)]
    pub briefs: Vec<Input>,

    /// Where the papers go: a folder, a file ending in .pdf for one paper, or `-` for standard output [default: beside the brief].
    #[arg(short, long, value_name = "DIR|FILE.pdf|-")]
    pub output: Option<PathBuf>,

    /// What the papers are called: `{date}-{stem}-{paper}-{language}.pdf`; also {number}, {audience}, {copy}. `/` stands between
    /// folders, and square brackets around what is left out where a field has nothing [default: what spravka.toml says, else
    /// brief, paper, language, audience and copy, with dots between them].
    #[arg(long, value_name = "PATTERN.pdf")]
    pub name: Option<String>,

    /// The languages, separated by commas, or `all` that the brief offers [default: the brief's first].
    #[arg(short, long = "language", alias = "languages", value_name = "CODES", value_parser = wanted)]
    pub languages: Option<Wanted>,

    /// The papers, separated by commas, or `all` that the brief has something for; a name with a slash is the folder of a
    /// template of your own.
    #[arg(
        short,
        long = "template",
        alias = "templates",
        value_name = "TEMPLATES",
        value_delimiter = ',',
        default_value = "memo"
    )]
    pub templates: Vec<String>,

    /// For whom the papers are: what is tagged for others is left out of them [default: everything is in them].
    #[arg(short, long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub audience: Option<String>,

    /// How many numbered copies of each paper, each with its addressee from the distribution list.
    #[arg(short, long, value_name = "N", value_parser = copies)]
    pub copies: Option<NonZeroU32>,

    /// How the papers look [default: what spravka.toml says, else standard].
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,

    /// The standards that the PDF is held to, separated by commas [default: a-2a,ua-1; with the source a-3a,ua-1].
    #[arg(long, value_name = "STANDARDS")]
    pub pdf_standard: Option<Profile>,

    /// On how many threads [default: as many as there are processors].
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Make every paper, also those that are up to date in the folder of `-o`.
    #[arg(long)]
    pub force: bool,

    /// End at the first brief with an error.
    #[arg(long)]
    pub fail_fast: bool,

    /// A table of which each row makes papers of its own: a CSV, XLSX, ODS or TOML file whose headers are keys of a brief, such as
    /// `recipient.name`.
    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub each: Option<PathBuf>,

    /// The sheet of that table [default: the only visible one that has anything in it].
    #[arg(long, value_name = "NAME", requires = "each", value_parser = NonEmptyStringValueParser::new())]
    pub sheet: Option<String>,

    /// Only a share of the briefs, for one of several machines: `3/16`.
    #[arg(long, value_name = "N/OF")]
    pub shard: Option<Shard>,

    /// A value in place of what the briefs say: `meeting.city=Астана`, `sides[0].members[1].rank=3`. Text as it is; `"…"`, `[…]` and
    /// `{…}` are TOML.
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,

    /// Do not print the paths of the papers, and no progress.
    #[arg(short, long)]
    pub quiet: bool,

    /// Attach to each paper what it is made from, so that `spravka verify` can make it once more.
    #[arg(long)]
    pub with_source: bool,
}

/// The most copies of one paper: nobody numbers more by hand.
const MOST_COPIES: u32 = 999;

fn copies(written: &str) -> Result<NonZeroU32, String> {
    let number = written.parse().ok().filter(|number: &NonZeroU32| number.get() <= MOST_COPIES);
    number.ok_or_else(|| format!("it is a whole number from 1 to {MOST_COPIES}"))
}
