//! The search in an archive: by date, kind, status and name, and by words.

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use spravka::internals::archive::event::{Change, RecordStatus};
use spravka::internals::archive::id::Id;
use spravka::internals::archive::index::Filter;
use spravka::internals::archive::summary::RecordSummary;

use crate::archive_shelf::{found, ids, index, listed, record, three};
use crate::harness::seed;

#[test]
fn records_are_listed_by_date_and_then_by_id() {
    let (archive, [early, middle, late]) = three();
    let other = record("memo", "2026-03-01", "Exhibition", &[]);
    archive.file(&other, &[]);
    let (index, read) = index(&archive);
    assert_eq!(read, 4);
    assert_eq!(ids(&listed(&index, &Filter::default())), [early, middle, other.id, late]);
    let stats = index.stats().expect("stats");
    assert_eq!((stats.records, stats.bytes), (4, 4000));
    assert_eq!(
        stats.kinds.into_iter().collect::<Vec<_>>(),
        [("memo".to_owned(), 3), ("minutes".to_owned(), 1)]
    );
    assert_eq!(stats.years.into_iter().collect::<Vec<_>>(), [(2025, 1), (2026, 3)]);
    assert_eq!(stats.languages["ru"], 2);
    assert_eq!(stats.statuses["registered"], 1);
}

#[test]
fn filters_take_days_kinds_and_statuses() {
    let (archive, [early, middle, late]) = three();
    let (index, _) = index(&archive);
    let day = |day: &str| Some(day.parse().expect("a day"));
    let none = Filter::default;
    for (filter, expected) in [
        (Filter { from: day("2026-03-01"), ..none() }, vec![middle, late]),
        (Filter { to: day("2026-03-01"), ..none() }, vec![early, middle]),
        (Filter { from: day("2025-01-11"), to: day("2026-02-28"), ..none() }, vec![]),
        (Filter { kind: Some("minutes".to_owned()), ..none() }, vec![late]),
        (Filter { kind: Some("minute".to_owned()), ..none() }, vec![]),
        (Filter { status: Some(RecordStatus::Registered), ..none() }, vec![early]),
        (
            Filter { kind: Some("memo".to_owned()), status: Some(RecordStatus::Approved), ..none() },
            vec![middle],
        ),
    ] {
        assert_eq!(ids(&listed(&index, &filter)), expected, "{filter:?}");
    }
    let memos = Filter { kind: Some("memo".to_owned()), ..none() };
    let hits = index.search("exhibition", &memos, 10).expect("hits");
    assert_eq!(hits.iter().map(|hit| hit.entry.id).collect::<Vec<_>>(), [middle]);
}

#[test]
fn filters_take_names_in_any_language_and_form() {
    let (archive, [.., late]) = three();
    let (index, _) = index(&archive);
    let is_found = |filter: &Filter| ids(&listed(&index, filter)) == [late];
    let person = |name: &str| is_found(&Filter { person: Some(name.to_owned()), ..Filter::default() });
    let side = |name: &str| is_found(&Filter { side: Some(name.to_owned()), ..Filter::default() });
    for name in [
        "Самруков",
        "самрукова",
        "САМРУКОВЫМ",
        "Нурлан Самруков",
        "Самрукову Нурлану",
        "Н. Самруков",
        "Самруков Н.",
        "Самұрықовтың",
        "Н. Самұрықов",
        "Эрвин Талмаро",
        "Ervin Talmaro",
        "E. Talmaro",
        "Байтерековой",
        "Дана Байтерекова",
    ] {
        assert!(person(name), "{name}");
    }
    for name in
        ["А. Самруков", "Нурлан Желмаянов", "Эрвин", "Самру", "Н. Талмаро", "…", "", "Эрвин Байтерекова"]
    {
        assert!(!person(name), "{name}");
    }
    for name in ["Лорийского совета", "lorian council", "агентством", "Агенттікке", "цифровое партнерство"]
    {
        assert!(side(name), "{name}");
    }
    for name in ["Лорийское агентство", "Л. совет", "Council of Agency", "Самруков", "л"]
    {
        assert!(!side(name), "{name}");
    }
}

#[test]
fn a_snippet_marks_every_inflected_form() {
    let (archive, [early, _, late]) = three();
    let (index, _) = index(&archive);
    let marked = |words: &str| {
        let hit = found(&index, words).into_iter().next().unwrap_or_else(|| panic!("{words} is not found"));
        let text: String = hit.snippet.iter().map(|stretch| stretch.text.as_str()).collect();
        let marked = hit.snippet.iter().filter(|stretch| stretch.is_match);
        let marked: Vec<_> = marked.map(|stretch| stretch.text.clone()).collect();
        (hit.entry.id, hit.language, text, marked.join("|"))
    };
    let all = |id: Id, language: &str, text: &str, marked: &str| {
        (id, language.to_owned(), text.to_owned(), marked.to_owned())
    };
    let minutes = "Протокол заседания о цифровых центрах";
    assert_eq!(marked("протоколом центр"), all(late, "ru", minutes, "Протокол|центрах"));
    assert_eq!(marked("орталықтар"), all(early, "kk", "Көрме орталығында ашылды", "орталығында"));
    assert_eq!(marked("Астана"), all(late, "ru", "Встреча в Астане", "Астане"));
    assert_eq!(marked("протокол цифр"), all(late, "ru", minutes, "Протокол|цифровых"));
    // The number is in the metadata only.
    assert_eq!(marked("01-15/123").0, early);
}

#[test]
fn numbers_are_found_as_they_are_typed() {
    let (archive, [early, ..]) = three();
    let (index, _) = index(&archive);
    let found = |words: &str| found(&index, words).iter().map(|hit| hit.entry.id).collect::<Vec<_>>();
    assert_eq!(found("01-15/123"), [early]);
    assert_eq!(found("123"), [early]);
    for other in ["01-15/124", "15-01/123", "01-15/1234"] {
        assert_eq!(found(other), [], "{other}");
    }
}

#[test]
fn every_listed_line_matches_the_schema() {
    let (archive, [early, _, late]) = three();
    archive.happen(
        early,
        Change::Superseded { by: late, number: None, date: None, reason: "ошибка".to_owned() },
    );
    archive.happen(late, Change::Signed { paper: "ru.pdf".to_owned(), signature: "ru.p7s".to_owned() });
    let schema = serde_json::to_value(schemars::schema_for!(RecordSummary)).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let (index, _) = index(&archive);
    let entries = listed(&index, &Filter::default());
    assert_eq!(entries.len(), 3);
    for entry in &entries {
        let line = serde_json::to_value(entry).expect("a line");
        assert!(validator.is_valid(&line), "{line}");
        assert!(!line.to_string().contains("null"), "absent values are omitted: {line}");
    }
    let last = entries.last().expect("an entry");
    assert_eq!(last.folder, format!("records/{:04}/{late}", late.year()));
    assert_eq!(last.filed.as_deref(), Some("2026-03-18T09:30:00Z"));
    assert!(
        last.persons.contains(&"Нұрлан Самұрықов".to_owned())
            && last.persons.contains(&"Д. Байтерекова".to_owned())
    );
    for name in schema["properties"].as_object().expect("properties").values() {
        assert!(name["description"].as_str().is_some_and(|text| !text.is_empty()), "{name}");
    }
}

#[test]
fn no_query_is_a_syntax_error() {
    let (archive, _) = three();
    let (index, _) = index(&archive);
    for typed in [
        "",
        "\"",
        "\"\"",
        "«»",
        "title:выставка",
        "+a -b",
        "(",
        "a AND",
        "*",
        "~",
        "выставк*",
        "[a TO b]",
        "\\",
        "'s",
    ] {
        index.search(typed, &Filter::default(), 10).expect("hits");
    }
    assert_eq!(index.search("выставка", &Filter::default(), 0).expect("hits"), []);
    assert_eq!(index.search("выставка", &Filter::default(), usize::MAX).expect("hits").len(), 1);
    let config = ProptestConfig {
        cases: 300,
        rng_seed: seed(),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(
        typed in any::<String>(),
        name in any::<String>(),
        pieces in proptest::collection::vec("[\"«» а-яәіa-z0-9\\-'’.]{0,9}", 0..5),
    )| {
        let filter = Filter { person: Some(name.clone()), side: Some(name), ..Filter::default() };
        prop_assert_eq!(index.search(&typed, &filter, 10).map(|hits| hits.len() <= 10), Ok(true));
        let hits = index.search(&pieces.join(" "), &Filter::default(), 2);
        prop_assert_eq!(hits.map(|hits| hits.len() <= 2), Ok(true));
    });
}
