use chrono::{Datelike, NaiveDate};

use crate::fields::WrittenText;
use crate::language::{DatePatterns, Language, WrittenDate};
use crate::load::Draft;
use crate::report::Problem;

/// Checks that a date written with a weekday falls on that weekday.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let default = *draft.brief().languages.first();
    let printed = texts.iter().filter(|wording| wording.kind.is_text());
    printed.flat_map(|wording| check_one(draft, wording, wording.language.unwrap_or(default))).collect()
}

fn check_one(draft: &Draft, wording: &WrittenText<'_>, language: Language) -> Vec<Problem> {
    // Most texts name no date.
    if !wording.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let dates = &language.file().dates;
    let found = dates.written_in(wording.text);
    found.iter().filter_map(|date| disagreement(draft, wording, dates, date)).collect()
}

fn disagreement(
    draft: &Draft,
    wording: &WrittenText<'_>,
    dates: &DatePatterns,
    found: &WrittenDate,
) -> Option<Problem> {
    // In a range such as 15–16 марта it is ambiguous which day the weekday belongs to.
    if wording.text[..found.day.start].ends_with(['-', '–', '—']) {
        return None;
    }
    let day = wording.text[found.day.clone()].parse().ok()?;
    let written_year = found.year.clone().and_then(|year| wording.text[year].parse().ok());
    let year = written_year.or_else(|| year_of(draft))?;
    let words = &wording.text[found.range.clone()];
    let Some(date) = NaiveDate::from_ymd_opt(year, u32::try_from(found.month).ok()? + 1, day) else {
        return Some(no_such_day(draft, wording, words, year));
    };
    let is = usize::try_from(date.weekday().num_days_from_monday()).ok()?;
    (is != found.weekday)
        .then(|| wrong_weekday(draft, wording, words, date, &dates.weekdays[is], written_year.is_some()))
}

/// The year of a date written without one: that of the meeting, or of the document.
fn year_of(draft: &Draft) -> Option<i32> {
    let brief = draft.brief();
    let visit = brief.meeting.iter().map(|visit| &visit.date);
    let mut dates = visit.chain(brief.meetings.iter().map(|meeting| &meeting.date)).chain([&brief.date]);
    let date = dates.find_map(|date| date.as_ref()?.value())?;
    Some(date.0.year())
}

fn no_such_day(draft: &Draft, wording: &WrittenText<'_>, words: &str, year: i32) -> Problem {
    Problem::error(format!("`{words}` does not exist in {year}"))
        .at(draft.spans().words(&wording.path, words))
        .hint("correct the date")
}

fn wrong_weekday(
    draft: &Draft,
    wording: &WrittenText<'_>,
    words: &str,
    date: NaiveDate,
    weekday: &str,
    year_is_written: bool,
) -> Problem {
    let message = format!("`{words}`: {date} is a {}, `{weekday}`", date.format("%A"));
    let problem = if year_is_written { Problem::error(message) } else { Problem::warning(message) };
    problem.at(draft.spans().words(&wording.path, words)).hint("correct the date or the weekday")
}
