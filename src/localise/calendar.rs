use chrono::{Datelike, NaiveDate};

use crate::brief::{Date, Time};
use crate::language::DatePatterns;

/// One day: 22 ноября 2026 года.
pub fn day(date: Date, patterns: &DatePatterns) -> String {
    fill(&patterns.day, date, date, patterns)
}

/// One day with its weekday: 22 ноября 2026 года, воскресенье.
pub fn day_with_weekday(date: Date, patterns: &DatePatterns) -> String {
    fill(&patterns.day_with_weekday, date, date, patterns)
}

/// The heading of a day: 15 марта, понедельник.
pub fn heading(date: Date, patterns: &DatePatterns) -> String {
    fill(&patterns.heading, date, date, patterns)
}

/// Several days: 22–24 ноября 2026 года. A range of one day is printed as that day.
pub fn range(first: Date, last: Date, patterns: &DatePatterns) -> String {
    let (from, to) = (first.0, last.0);
    let pattern = if from == to {
        &patterns.day_with_weekday
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        &patterns.same_month
    } else if from.year() == to.year() {
        &patterns.same_year
    } else {
        &patterns.other_year
    };
    fill(pattern, first, last, patterns)
}

/// A date to fill in by hand.
pub fn blank(year: Option<i32>, patterns: &DatePatterns) -> String {
    match year {
        Some(year) => patterns.blank.replace("{year}", &year.to_string()),
        None => patterns.blank_year.clone(),
    }
}

/// 10:00
pub fn time(time: Time) -> String {
    time.0.format("%H:%M").to_string()
}

/// 10:00–11:30, or only the start. The check guarantees that nothing has an end without a start.
pub fn times(start: Option<Time>, end: Option<Time>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) => Some(format!("{}–{}", time(start), time(end))),
        (Some(one), None) => Some(time(one)),
        (None, _) => None,
    }
}

fn fill(pattern: &str, first: Date, last: Date, patterns: &DatePatterns) -> String {
    let with = |text: String, prefix: &str, date: NaiveDate| {
        let month = date.month0() as usize;
        let weekday = date.weekday().num_days_from_monday() as usize;
        text.replace(&format!("{{{prefix}day}}"), &date.day().to_string())
            .replace(&format!("{{{prefix}month}}"), &patterns.months[month])
            .replace(&format!("{{{prefix}year}}"), &date.year().to_string())
            .replace(&format!("{{{prefix}weekday}}"), &patterns.weekdays[weekday])
    };
    with(with(pattern.to_owned(), "", first.0), "end-", last.0)
}
