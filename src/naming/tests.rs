//! What a pattern makes of values: names that every system can have, or the reason why there is none.

use std::cell::Cell;
use std::num::NonZeroU32;

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::proptest;
use spravka::internals::brief::Date;
use spravka::internals::language::Language;
use spravka::internals::limits::NAME_BYTES;
use spravka::internals::naming::{NameField, Pattern, USUAL, Unnamed, Values, Which};

use crate::harness::seed;

const WHICH: Which<'_> = Which {
    paper: "memo",
    meeting: None,
    language: Language::RUSSIAN,
    audience: None,
    copy: None,
    row: None,
};

const VALUES: Values<'_> = Values { stem: "visit", date: None, number: None, guest: None, which: WHICH };

fn pattern(written: &str) -> Pattern {
    written.parse().unwrap_or_else(|flaw| panic!("{written}: {flaw:?}"))
}

fn filled(written: &str, values: &Values<'_>) -> String {
    pattern(written).fill(values).unwrap_or_else(|unnamed| panic!("{written}: {unnamed:?}"))
}

#[test]
fn without_a_pattern_the_name_says_brief_paper_and_language_and_what_else_was_asked_for() {
    assert_eq!(Pattern::default(), pattern(USUAL));
    assert_eq!(filled(USUAL, &VALUES), "visit.memo.ru.pdf");
    let copy = NonZeroU32::new(2);
    let all = Values { which: Which { audience: Some("press & TV"), copy, ..WHICH }, ..VALUES };
    assert_eq!(filled(USUAL, &all), "visit.memo.ru.press---TV.copy-2.pdf");
}

#[test]
fn what_a_name_cannot_have_is_replaced_and_never_makes_a_folder() {
    let name = |stem| filled("{stem}.pdf", &Values { stem, ..VALUES });
    assert_eq!(name("a/b\\c:d*e?f\"g<h>i|j"), "a-b-c-d-e-f-g-h-i-j.pdf");
    assert_eq!(name("бри\u{306}ф\u{200B}\u{202E} 5\n"), "брйф 5.pdf");
    let folder = |stem| filled("{stem}/{paper}.pdf", &Values { stem, ..VALUES });
    assert_eq!(folder("visit.. ."), "visit/memo.pdf");
    for device in ["CON", "nul", "Com1", "LPT9", "com²", "aux.март", "conin$"] {
        let (first, ending) = device.split_once('.').unwrap_or((device, ""));
        let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
        assert_eq!(folder(device), format!("{first}_{ending}/memo.pdf"));
    }
    assert_eq!(folder("COM10"), "COM10/memo.pdf");
    let number = Values { number: Some("00-12/026"), ..VALUES };
    assert_eq!(filled("{number}-{{{paper}}}[[{language}]].pdf", &number), "00-12-026-{memo}[ru].pdf");
}

#[test]
fn what_stands_in_brackets_is_left_out_where_a_field_in_it_has_nothing() {
    let written = "[{date}/][{number} ]{stem}[-{audience}].pdf";
    let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 10).map(Date);
    assert_eq!(filled(written, &VALUES), "visit.pdf");
    assert_eq!(
        filled(written, &Values { date, which: Which { audience: Some("head"), ..WHICH }, ..VALUES }),
        "2026-03-10/visit-head.pdf"
    );
    assert_eq!(pattern("{date}.pdf").fill(&VALUES), Err(Unnamed::Lacks(NameField::Date)));
    assert_eq!(
        pattern("{number}.pdf").fill(&Values { number: Some("\u{200B}"), ..VALUES }),
        Err(Unnamed::Lacks(NameField::Number))
    );
    assert_eq!(pattern("[{date}]/a.pdf").fill(&VALUES), Err(Unnamed::Empty("/a.pdf".to_owned())));
    assert_eq!(pattern("[{date}].pdf").fill(&VALUES), Err(Unnamed::Empty(".pdf".to_owned())));
}

#[test]
fn a_name_longer_than_a_file_system_takes_is_refused() {
    let long = "щ".repeat(125);
    let fits = Values { stem: &long, ..VALUES };
    assert_eq!(filled("{stem}.pdf", &fits).len(), 254);
    let name = format!("{long}-ru.pdf");
    assert_eq!(pattern("{paper}/{stem}-{language}.pdf").fill(&fits), Err(Unnamed::TooLong(name)));
}

/// Characters that file systems quarrel about, and some that they do not.
fn word() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        Just("con"),
        Just("NUL"),
        Just("lpt1"),
        Just("."),
        Just(" "),
        Just("/"),
        Just("\\"),
        Just(":"),
        Just("\n"),
        Just("é"),
        Just("e\u{301}"),
        Just("Й"),
        Just("й"),
        Just("a"),
        Just("A"),
        Just("\u{202E}"),
        Just("ß"),
        Just("щщщщщщщщщщщщщщщщщщщщ"),
        Just("-"),
    ];
    let known = proptest::collection::vec(letters, 0..8).prop_map(|letters| letters.concat());
    prop_oneof![known, any::<String>()]
}

fn written() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        NameField::ALL.map(|field| format!("{{{}}}", field.name())).prop_map_any(),
        word(),
        Just("/".to_owned()),
        Just("[-{audience}]".to_owned()),
        Just("[{date}/]".to_owned()),
        Just("-".to_owned()),
    ];
    (proptest::collection::vec(pieces, 0..6), any::<bool>())
        .prop_map(|(pieces, pdf)| pieces.concat() + if pdf { ".pdf" } else { "" })
}

/// One of several texts.
trait OneOf {
    fn prop_map_any(self) -> proptest::sample::Select<String>;
}

impl<const N: usize> OneOf for [String; N] {
    fn prop_map_any(self) -> proptest::sample::Select<String> {
        proptest::sample::select(self.to_vec())
    }
}

/// What Microsoft, Apple and Linux ask of one part of a path, written apart from the program's own rules.
fn assert_safe(part: &str) {
    assert!(!part.is_empty() && part.len() <= NAME_BYTES, "{part:?}");
    assert!(
        !part.contains(['<', '>', ':', '"', '\\', '|', '?', '*']) && !part.chars().any(char::is_control),
        "{part:?}"
    );
    assert!(!part.ends_with(['.', ' ']) && !part.starts_with(' '), "{part:?}");
    let device = part.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let ports = ["COM", "LPT"].iter().flat_map(|port| (0..=9).map(move |digit| format!("{port}{digit}")));
    let devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].map(str::to_owned);
    assert!(!devices.into_iter().chain(ports).any(|known| known == device), "{part:?}");
}

#[test]
fn any_pattern_with_any_values_gives_a_safe_name_or_says_why_not() {
    let (cases, named) = (4000, Cell::new(0));
    let config =
        ProptestConfig { cases, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(
        written in written(), stem in word(), number in word(), audience in word(), copy in 0_u32..3,
    )| {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 10).map(Date).filter(|_| copy > 0);
        let number = Some(number.as_str()).filter(|_| copy > 1);
        let which = Which { audience: Some(&audience), copy: NonZeroU32::new(copy), ..WHICH };
        let values = Values { stem: &stem, date, number, guest: number, which };
        let Ok(pattern) = written.parse::<Pattern>() else { return Ok(()) };
        let Ok(name) = pattern.fill(&values) else { return Ok(()) };
        name.split('/').for_each(assert_safe);
        let file = name.rsplit('/').next().expect("a name");
        assert!(file.len() > 4 && file.to_lowercase().ends_with(".pdf"), "{name:?}");
        let apart = pattern.fill(&Values { stem: &name_of(&stem), ..values });
        assert_eq!(apart, Ok(name), "a name is the same in both forms of letters");
        named.set(named.get() + 1);
    });
    assert!(named.get() > cases / 10, "only {} of {cases} had a name", named.get());
}

/// The same text with its letters and their marks apart.
fn name_of(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfd(text).collect()
}
