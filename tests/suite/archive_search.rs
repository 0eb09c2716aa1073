//! The index of an archive: made of the bags, brought up to date with them, and never trusted over them.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use spravka::archive::entry::Entry;
use spravka::archive::event::{Change, Status};
use spravka::archive::id::Id;
use spravka::archive::index::{Filter, Hit, Index};
use spravka::archive::record::{Filed, Record};
use spravka::archive::shelf::{BagName, Shelf};

use crate::archive_shelf::{Archive, person, record, side};
use crate::harness::seed;

/// The index of an archive, up to date, with how many records were read for it.
fn index(archive: &Archive) -> (Index, u64) {
    let mut index = Index::open(&archive.index(), archive.shelf()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index that is up to date");
    assert_eq!(refreshed.problems, []);
    (index, refreshed.read)
}

fn listed(index: &Index, filter: &Filter) -> Vec<Entry> {
    index.list(filter).expect("a list").collect::<Result<_, _>>().expect("entries")
}

fn ids(entries: &[Entry]) -> Vec<Id> {
    entries.iter().map(|entry| entry.id).collect()
}

fn found(index: &Index, words: &str) -> Vec<Hit> {
    index.search(words, &Filter::default(), 10).expect("hits")
}

/// A record of a meeting between these sides.
fn meeting(kind: &str, date: &str, text: &str) -> (Record, String) {
    let mut record = record(kind, date, "Встреча в Астане", &["ru"]);
    record.sides = vec![
        side(
            "ru=Агентство_цифрового_партнёрства kk=Цифрлық_әріптестік_агенттігі",
            &["ru=Нурлан_Самруков kk=Нұрлан_Самұрықов", "ru=Ерлан_Желмаянов"],
        ),
        side("ru=Лорийский_совет en=Lorian_Council", &["ru=Э._Талмаро en=E._Talmaro"]),
    ];
    record.author = Some(person("ru=Д._Байтерекова"));
    (record, text.to_owned())
}

/// An archive with three records, in the order of their days.
fn three() -> (Archive, [Id; 3]) {
    let archive = Archive::new();
    let (late, text) = meeting("minutes", "2026-03-18", "Протокол заседания о цифровых центрах.");
    archive.file(&late, &[("ru", &text)]);
    let mut early = record("memo", "2025-01-10", "Справка о выставке", &["ru", "kk"]);
    early.number = Some("01-15/123".to_owned());
    early.status = Filed::Registered;
    archive.file(&early, &[("ru", "Выставка открыта."), ("kk", "Көрме орталығында ашылды.")]);
    let middle = record("memo", "2026-03-01", "Exhibition", &["en"]);
    archive.file(&middle, &[("en", "The exhibitions were opened.")]);
    (archive, [early.id, middle.id, late.id])
}

#[test]
fn records_are_listed_by_day_and_then_by_id() {
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
fn an_index_is_only_read_when_no_bag_has_come_or_gone() {
    let (archive, _) = three();
    assert_eq!(index(&archive).1, 3);
    assert_eq!(index(&archive).1, 0, "nothing has changed");
    // Until the folder is settled its bags are compared again; then one look at its time is enough.
    thread::sleep(Duration::from_millis(2100));
    assert_eq!(index(&archive).1, 0);
    let mut settled = Index::open(&archive.index(), archive.shelf()).expect("an index");
    let start = Instant::now();
    settled.refresh(&mut |_, _| unreachable!("nothing is read")).expect("an index that is up to date");
    assert!(start.elapsed() < Duration::from_millis(100), "a look takes {:?}", start.elapsed());
}

#[test]
fn a_bag_that_comes_or_goes_is_noticed() {
    let (archive, [early, middle, late]) = three();
    index(&archive);
    let (new, text) = meeting("memo", "2026-04-01", "Новая запись.");
    archive.file(&new, &[("ru", &text)]);
    let (with_new, read) = index(&archive);
    assert_eq!(read, 1);
    assert_eq!(ids(&listed(&with_new, &Filter::default())), [early, middle, late, new.id]);
    archive.remove(BagName { record: middle, event: None });
    let (without, read) = index(&archive);
    assert_eq!((read, ids(&listed(&without, &Filter::default()))), (0, vec![early, late, new.id]));
    assert!(found(&without, "exhibition").is_empty());
}

#[test]
fn what_happens_to_a_record_is_noticed() {
    let (archive, [early, middle, late]) = three();
    index(&archive);
    archive.happen(early, Change::Superseded { by: late, reason: "ошибка в дате".to_owned() });
    let annulled = archive.happen(middle, Change::Annulled { reason: "заведена дважды".to_owned() });
    archive.happen(late, Change::Signed { paper: "ru.pdf".to_owned(), signature: "ru.pdf.p7s".to_owned() });
    let (after, read) = index(&archive);
    assert_eq!(read, 3);
    let entries = listed(&after, &Filter::default());
    let statuses: Vec<_> = entries.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [Status::Superseded, Status::Annulled, Status::Approved]);
    assert_eq!(entries[0].superseded_by, Some(late));
    assert_eq!(entries[1].annulled.as_deref(), Some("заведена дважды"));
    assert_eq!(entries[2].signatures, ["ru.pdf"]);
    archive.remove(annulled);
    let only_valid = Filter { status: Some(Status::Approved), ..Filter::default() };
    assert_eq!(ids(&listed(&index(&archive).0, &only_valid)), [middle, late]);
}

#[test]
fn a_record_that_was_changed_by_hand_is_shown_as_it_is_now() {
    let (archive, [early, ..]) = three();
    index(&archive);
    thread::sleep(Duration::from_millis(2100));
    index(&archive);
    let description = archive.description(early);
    let text = fs::read_to_string(&description).expect("a description");
    fs::write(&description, text.replace("01-15/123", "01-15/1234")).expect("a description");
    let (index, read) = index(&archive);
    assert_eq!(read, 0, "the folder of the year is as it was");
    assert_eq!(listed(&index, &Filter::default())[0].number.as_deref(), Some("01-15/1234"));
    let registered = Filter { status: Some(Status::Registered), ..Filter::default() };
    assert_eq!(listed(&index, &registered).len(), 1);
    fs::write(&description, text.replace("\"registered\"", "\"approved\"")).expect("a description");
    assert_eq!(listed(&index, &registered), []);
}

#[test]
fn a_bag_that_cannot_be_read_keeps_no_other_from_being_found() {
    let (archive, [early, middle, late]) = three();
    let description = archive.description(middle);
    let text = fs::read_to_string(&description).expect("a description");
    fs::write(&description, "format = ").expect("a description");
    let mut index = Index::open(&archive.index(), archive.shelf()).expect("an index");
    for _ in 0..2 {
        let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
        assert_eq!(refreshed.problems.len(), 1, "it is tried again each time");
        assert_eq!(ids(&listed(&index, &Filter::default())), [early, late]);
    }
    fs::write(&description, text).expect("a description");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert_eq!((refreshed.read, refreshed.problems), (1, Vec::new()));
    assert_eq!(listed(&index, &Filter::default()).len(), 3);
}

#[test]
fn a_damaged_index_is_made_again() {
    let (archive, all) = three();
    index(&archive);
    let files: Vec<_> = fs::read_dir(archive.index())
        .expect("the index")
        .map(|entry| entry.expect("a file").path())
        .collect();
    assert!(files.len() > 5);
    for file in files {
        for is_deleted in [false, true] {
            if is_deleted {
                fs::remove_file(&file).ok();
            } else if let Ok(mut bytes) = fs::read(&file) {
                let middle = bytes.len() / 3..bytes.len() - bytes.len() / 3;
                bytes[middle].iter_mut().for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(77));
                fs::write(&file, bytes).expect("a damaged file");
            }
            let (index, _) = index(&archive);
            assert_eq!(ids(&listed(&index, &Filter::default())), all, "{} {is_deleted}", file.display());
            assert_eq!(found(&index, "выставки").len(), 1);
        }
    }
}

#[test]
fn an_index_of_another_version_is_made_again() {
    let (archive, all) = three();
    index(&archive);
    let meta = archive.index().join("meta.json");
    let text = fs::read_to_string(&meta).expect("the list of files");
    let other = text.replace(r#"\"version\":1"#, r#"\"version\":999"#);
    assert_ne!(text, other);
    fs::write(&meta, other).expect("the list of files");
    let (index, read) = index(&archive);
    assert_eq!((read, ids(&listed(&index, &Filter::default()))), (3, all.to_vec()));
}

#[test]
fn an_index_that_cannot_be_written_is_made_for_this_run() {
    let (archive, all) = three();
    fs::write(archive.index(), "no folder").expect("a file");
    let mut index = Index::open(&archive.index(), archive.shelf()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert!(refreshed.problems[0].message.contains("for this run only"));
    assert_eq!(ids(&listed(&index, &Filter::default())), all);
}

#[test]
fn an_index_that_can_only_be_read_is_read_as_it_is() {
    let (archive, all) = three();
    index(&archive);
    // A lock that is a folder cannot be opened, even by who may do everything.
    for lock in [".tantivy-writer.lock", ".tantivy-meta.lock"] {
        fs::remove_file(archive.index().join(lock)).ok();
        fs::create_dir(archive.index().join(lock)).expect("a folder");
    }
    let (read_only, read) = index(&archive);
    assert_eq!((read, ids(&listed(&read_only, &Filter::default()))), (0, all.to_vec()));
    let new = record("memo", "2026-04-01", "Новая запись", &[]);
    archive.file(&new, &[]);
    let mut index = Index::open(&archive.index(), archive.shelf()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert_eq!((refreshed.read, refreshed.problems.len()), (4, 1));
    assert_eq!(listed(&index, &Filter::default()).len(), 4);
}

#[test]
fn two_programs_may_bring_the_index_up_to_date_at_once() {
    let (archive, all) = three();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let (index, _) = index(&archive);
                assert_eq!(ids(&listed(&index, &Filter::default())), all);
            });
        }
    });
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
        (Filter { status: Some(Status::Registered), ..none() }, vec![early]),
        (Filter { kind: Some("memo".to_owned()), status: Some(Status::Approved), ..none() }, vec![middle]),
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
fn a_snippet_marks_what_was_found_in_every_form() {
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
    // Only what the record says of itself has it.
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
fn every_listed_line_is_as_the_schema_says() {
    let (archive, [early, _, late]) = three();
    archive.happen(early, Change::Superseded { by: late, reason: "ошибка".to_owned() });
    archive.happen(late, Change::Signed { paper: "ru.pdf".to_owned(), signature: "ru.p7s".to_owned() });
    let schema = serde_json::to_value(schemars::schema_for!(Entry)).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let (index, _) = index(&archive);
    let entries = listed(&index, &Filter::default());
    assert_eq!(entries.len(), 3);
    for entry in &entries {
        let line = serde_json::to_value(entry).expect("a line");
        assert!(validator.is_valid(&line), "{line}");
        assert!(!line.to_string().contains("null"), "what there is not is left out: {line}");
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
fn whatever_is_typed_is_only_text() {
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
    proptest!(ProptestConfig { cases: 300, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() }, |(
        typed in any::<String>(), name in any::<String>(), pieces in proptest::collection::vec("[\"«» а-яәіa-z0-9\\-'’.]{0,9}", 0..5),
    )| {
        let filter = Filter { person: Some(name.clone()), side: Some(name), ..Filter::default() };
        prop_assert_eq!(index.search(&typed, &filter, 10).map(|hits| hits.len() <= 10), Ok(true));
        prop_assert_eq!(index.search(&pieces.join(" "), &Filter::default(), 2).map(|hits| hits.len() <= 2), Ok(true));
    });
}

#[test]
fn a_shelf_that_is_not_there_is_a_problem_and_not_an_empty_list() {
    let archive = Archive::new();
    let mut index =
        Index::open(&archive.index(), Shelf::new(archive.index().join("nothing"))).expect("an index");
    let problem = index.refresh(&mut |_, _| ()).expect_err("there are no bags");
    assert!(problem.message.starts_with("cannot read"), "{}", problem.message);
}
