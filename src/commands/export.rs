mod participants;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::build::{fallback_date, unknown_tag};
use super::print;
use crate::calendar::{self, Order, calendar};
use crate::check::{Checked, check};
use crate::cli::{Export, ExportFormat};
use crate::files::{ending, write};
use crate::load::{Draft, Input, load_with};
use crate::provenance::flatten::{filtered, in_one_piece};
use crate::report::Problem;
use participants::participants;

/// Prints a brief in a format for other programs, or writes it to a file.
pub fn run(options: &Export) -> Vec<Problem> {
    export(options).unwrap_or_else(|problems| problems)
}

fn export(options: &Export) -> Result<Vec<Problem>, Vec<Problem>> {
    let draft = load_with(&options.brief, &options.set)?;
    let output = options.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(path) = output {
        would_replace(path, &options.brief, &draft).map_or(Ok(()), |problem| Err(vec![problem]))?;
        of_format(path, options.format)?;
    }
    let mut checked = check(draft, &options.language.clone().unwrap_or_default())?;
    let mut problems = std::mem::take(&mut checked.warnings);
    if let Some(audience) = &options.audience {
        problems.extend(unknown_tag(&checked, &options.brief, audience));
        checked = checked.for_audience(audience);
    }
    let text = match options.format {
        ExportFormat::Ics => ics(options, &checked, &mut problems)?,
        ExportFormat::Csv => participants(&checked)?,
        ExportFormat::Json => json(&checked, options.audience.is_some())?,
    };
    match output {
        Some(path) => write::replace_named(path, text.as_bytes(), checked.access())?,
        None => problems.extend(print(&text)),
    }
    Ok(problems)
}

/// Checks that a file has the extension of its format, `.txt` or none.
fn of_format(path: &Path, format: ExportFormat) -> Result<(), Problem> {
    let (own, what) = match format {
        ExportFormat::Ics => ("ics", "a calendar"),
        ExportFormat::Csv => ("csv", "a table"),
        ExportFormat::Json => ("json", "a brief as JSON"),
    };
    let instead = format!("{what} ends in `.{own}`");
    match ending::of_file(path) {
        Some(other) if other != own && other != "txt" => Err(ending::other_kind(path, &instead)),
        None if path.is_dir() => Err(is_folder(path, own)),
        _ => Ok(()),
    }
}

/// An export never replaces one of its sources.
fn would_replace(path: &Path, brief: &Input, draft: &Draft) -> Option<Problem> {
    let mut sources = draft.files.iter().map(PathBuf::as_path).chain(brief.path());
    sources.any(|source| write::same_file(path, source)).then(|| own_source(path))
}

/// The programme, or else the meeting, as a calendar in one language.
fn ics(options: &Export, checked: &Checked, problems: &mut Vec<Problem>) -> Result<String, Problem> {
    let [language] = *checked.languages() else { return Err(one_language()) };
    let brief = checked.brief();
    let zone = brief.meeting.as_ref().and_then(|meeting| meeting.time_zone_id.as_deref());
    let zone = zone.and_then(calendar::named);
    let organisers = options.organisers;
    let order = Order { language, zone, organisers, fallback_date: fallback_date()? };
    let text = calendar(brief, &order).ok_or_else(|| no_dates(&options.brief.name()))?;
    if order.zone.is_none() && text.contains("DTSTART:") {
        problems.push(no_zone());
    }
    Ok(text)
}

/// The whole brief, with all included files.
fn json(checked: &Checked, is_part: bool) -> Result<String, Problem> {
    let brief = checked.brief();
    let text =
        if is_part { filtered(brief, &BTreeMap::new())? } else { in_one_piece(brief, &BTreeMap::new())? };
    let values: toml::Table = toml::from_str(&text).map_err(|error| unreadable(&error))?;
    let json = serde_json::to_value(values).map_err(|error| unreadable(&error))?;
    Ok(format!("{json:#}\n"))
}

fn is_folder(path: &Path, own: &str) -> Problem {
    Problem::usage(format!("`{}` is a folder", path.display()))
        .hint(format!("name a file in it, such as `visit.{own}`"))
}

fn own_source(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is a source of the export and would be replaced", path.display()))
        .hint("name another file with `-o`; nothing was changed")
}

fn one_language() -> Problem {
    Problem::usage("a calendar is in one language").hint("name it: `-l ru`")
}

fn no_dates(name: &str) -> Problem {
    Problem::error(format!("`{name}` has no events for a calendar"))
        .hint("add a programme with events, or a `date` to `[meeting]`")
}

fn no_zone() -> Problem {
    Problem::warning("the calendar has no time zone: each reader takes its times for local time")
        .hint("add one to `[meeting]`: `time_zone_id = \"Asia/Almaty\"`")
}

fn unreadable(error: &dyn std::fmt::Display) -> Problem {
    Problem::ours(format!("a brief was written, but cannot be read ({error})"))
}
