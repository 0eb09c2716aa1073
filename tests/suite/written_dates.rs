//! Dates with their weekdays in texts: the patterns of the language files find what regular expressions of
//! the same meaning find.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_oneof, proptest};
use proptest::sample::select;
use regex::{Regex, RegexBuilder};
use spravka::internals::language::{DatePatterns, Language, WrittenDate};

use crate::harness::{project, seed};

/// What stands between the parts of a date.
const BETWEEN: [&str; 16] =
    [" ", " ", " ", " ", ", ", ", ", "\u{A0}", "  ", ",", "(", " (", "-", " - ", "–", "²", "\u{301}"];

/// Numbers, and what belongs to them.
const NUMBERS: [&str; 18] = [
    "1",
    "3",
    "15",
    "31",
    "40",
    "115",
    "2026",
    "20267",
    "2026",
    "15th",
    "1ST",
    "3xth",
    "2026 года",
    "2026г.",
    "2026 г.",
    "2026 жылғы",
    "2026 ж.",
    "2026 жылы ",
];

/// The patterns of a language as its file has them, each as a regular expression.
fn regexes(language: Language) -> Vec<Regex> {
    let path = project().join(format!("templates/languages/{language}.toml"));
    let file: toml::Table = std::fs::read_to_string(path).expect("a file").parse().expect("TOML");
    let patterns = file["dates"]["weekday_patterns"].as_array().expect("a list").clone();
    let dates = &language.file().dates;
    let regex = |pattern: &str| {
        let regex = format!(r"\b{}\b", as_regex(pattern, dates));
        RegexBuilder::new(&regex).case_insensitive(true).build().expect("a regular expression")
    };
    patterns.iter().map(|pattern| regex(pattern.as_str().expect("a text"))).collect()
}

fn as_regex(pattern: &str, dates: &DatePatterns) -> String {
    let months = alternatives(dates.months.iter());
    let weekdays = alternatives(dates.weekday_forms.iter().flatten());
    let signs: Vec<_> = pattern
        .chars()
        .map(|sign| match sign {
            ' ' => r"\s+".to_owned(),
            '[' | '<' => "(?:".to_owned(),
            ']' => ")?".to_owned(),
            '>' => ")".to_owned(),
            '|' | '{' | '}' => sign.to_string(),
            other => regex::escape(&other.to_string()),
        })
        .collect();
    signs
        .concat()
        .replace("{day}", r"(?P<day>\d{1,2})")
        .replace("{year}", r"(?P<year>\d{4})")
        .replace("{month}", &format!("(?P<month>{months})"))
        .replace("{weekday}", &format!("(?P<weekday>{weekdays})"))
}

/// The words as alternatives of a regular expression, longer ones first.
fn alternatives<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut words: Vec<_> = words.map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

/// What the regular expressions find in a text.
fn found_by_regexes(regexes: &[Regex], dates: &DatePatterns, text: &str) -> Vec<WrittenDate> {
    let all = regexes.iter().flat_map(|regex| regex.captures_iter(text));
    let date = |found: regex::Captures<'_>| {
        let is = |word: &String, part: &str| word.to_lowercase() == found[part].to_lowercase();
        WrittenDate {
            range: found.get(0).expect("a match").range(),
            day: found.name("day").expect("a day").range(),
            month: dates.months.iter().position(|month| is(month, "month")).expect("a month"),
            year: found.name("year").map(|year| year.range()),
            weekday: dates
                .weekday_forms
                .iter()
                .position(|forms| forms.iter().any(|form| is(form, "weekday")))
                .expect("a weekday"),
        }
    };
    all.map(date).collect()
}

#[test]
fn the_patterns_of_every_language_find_what_regular_expressions_find() {
    for language in Language::all() {
        let (dates, regexes) = (&language.file().dates, regexes(language));
        let either_case = |word: &String| [word.clone(), word.to_uppercase()];
        let months: Vec<_> = dates.months.iter().take(4).flat_map(either_case).collect();
        let weekdays: Vec<_> = dates.weekday_forms.iter().flatten().take(4).flat_map(either_case).collect();
        let numbers = NUMBERS.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>();
        let part = prop_oneof![1 => select(months), 1 => select(weekdays), 2 => select(numbers)];
        let texts = vec((part, select(BETWEEN.to_vec())), 3..8);
        let config = ProptestConfig { cases: 4000, rng_seed: seed(), ..ProptestConfig::default() };
        let found = Cell::new(0);
        proptest!(config, |(parts in texts)| {
            let text: String = parts.iter().flat_map(|(part, between)| [part.as_str(), between]).collect();
            let expected = found_by_regexes(&regexes, dates, &text);
            found.set(found.get() + expected.len());
            assert_eq!(dates.written_in(&text), expected, "{language}: {text:?}");
        });
        assert!(found.get() > 20, "{language}: {}", found.get());
    }
}

#[test]
fn a_date_is_found_as_it_is_met_in_letters() {
    let texts = [
        ("ru", "во вторник, 17 марта", (17, 2, None, 1)),
        ("ru", "17 марта 2026 года (вторник)", (17, 2, Some(2026), 1)),
        ("ru", "5 МАЯ 2026 г., СРЕДУ", (5, 4, Some(2026), 2)),
        ("kk", "2026 жылғы 17 наурыз, сейсенбі", (17, 2, Some(2026), 1)),
        ("kk", "сейсенбі, 17 наурыз", (17, 2, None, 1)),
        ("en", "Tuesday, March 17th, 2026", (17, 2, Some(2026), 1)),
        ("en", "17 March 2026 (Tuesday)", (17, 2, Some(2026), 1)),
    ];
    for (code, text, expected) in texts {
        let language = Language::from_code(code).expect("a language");
        let dates = language.file().dates.written_in(text);
        let number = |range: &std::ops::Range<usize>| text[range.clone()].parse::<u32>().expect("a number");
        let found: Vec<_> = dates
            .iter()
            .map(|date| (number(&date.day), date.month, date.year.as_ref().map(number), date.weekday))
            .collect();
        assert_eq!(found, [expected], "{text}");
    }
}
