use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex, RegexBuilder};

use crate::brief::Known;
use crate::fields::WrittenText;
use crate::language::{DatePatterns, Language};
use crate::load::Draft;
use crate::report::Problem;

/// Where a text names a date with its weekday, the two agree.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let default = draft.brief().languages.first().copied().unwrap_or(Language::RUSSIAN);
    let printed = texts.iter().filter(|wording| wording.kind.is_text());
    printed.flat_map(|wording| check_one(draft, wording, wording.language.unwrap_or(default))).collect()
}

fn check_one(draft: &Draft, wording: &WrittenText<'_>, language: Language) -> Vec<Problem> {
    let dates = &language.file().dates;
    // Most texts name no date: they never meet the patterns, which take longer to build than a brief to read.
    if !wording.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let lower = wording.text.to_lowercase();
    if !dates.weekday_forms.iter().flatten().any(|form| lower.contains(&form.to_lowercase())) {
        return Vec::new();
    }
    let patterns = patterns(language);
    let found = patterns.iter().flat_map(|pattern| pattern.captures_iter(wording.text));
    found.filter_map(|captures| disagreement(draft, wording, dates, &captures)).collect()
}

fn disagreement(
    draft: &Draft,
    wording: &WrittenText<'_>,
    dates: &DatePatterns,
    captures: &Captures<'_>,
) -> Option<Problem> {
    let written_day = captures.name("day")?;
    // The last day of a range, 15–16 марта, may have a weekday of its own; what it belongs to cannot be told.
    if wording.text[..written_day.start()].ends_with(['-', '–', '—']) {
        return None;
    }
    let day = written_day.as_str().parse().ok()?;
    let month = position(&dates.months, captures.name("month")?.as_str(), |month, word| same(month, word))?;
    let said = position(&dates.weekday_forms, captures.name("weekday")?.as_str(), |forms, word| {
        forms.iter().any(|form| same(form, word))
    })?;
    let written_year = captures.name("year").and_then(|year| year.as_str().parse().ok());
    let year = written_year.or_else(|| year_of(draft))?;
    let Some(date) = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()? + 1, day) else {
        return Some(no_such_day(draft, wording, &captures[0], year));
    };
    let is = usize::try_from(date.weekday().num_days_from_monday()).ok()?;
    (is != said).then(|| {
        let words = &captures[0];
        wrong_weekday(draft, wording, words, date, &dates.weekdays[is], written_year.is_some())
    })
}

fn position<T>(list: &[T], word: &str, is: impl Fn(&T, &str) -> bool) -> Option<usize> {
    list.iter().position(|item| is(item, word))
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The year that a date without one is in: that of the meeting, or of the document.
fn year_of(draft: &Draft) -> Option<i32> {
    let meeting = draft.brief().meeting.as_ref().and_then(|meeting| meeting.date.as_ref());
    let date =
        meeting.and_then(Known::value).or_else(|| draft.brief().date.as_ref().and_then(Known::value))?;
    Some(date.0.year())
}

/// The patterns of a language, built when a text first names a weekday.
fn patterns(language: Language) -> Vec<Regex> {
    static PATTERNS: LazyLock<Mutex<HashMap<Language, Vec<Regex>>>> = LazyLock::new(Mutex::default);
    let build = || {
        let dates = &language.file().dates;
        let months = alternatives(dates.months.iter());
        let weekdays = alternatives(dates.weekday_forms.iter().flatten());
        let fill = |pattern: &String| pattern.replace("{months}", &months).replace("{weekdays}", &weekdays);
        let regex = |pattern: String| {
            RegexBuilder::new(&format!(r"\b{pattern}\b")).case_insensitive(true).build().ok()
        };
        dates.weekday_patterns.iter().map(fill).filter_map(regex).collect()
    };
    match PATTERNS.lock() {
        Ok(mut patterns) => patterns.entry(language).or_insert_with(build).clone(),
        Err(_) => build(),
    }
}

/// The words as alternatives of a regular expression, longer ones first.
fn alternatives<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut words: Vec<_> = words.map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

fn no_such_day(draft: &Draft, wording: &WrittenText<'_>, words: &str, year: i32) -> Problem {
    Problem::error(format!("`{words}`: there is no such day in {year}"))
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
