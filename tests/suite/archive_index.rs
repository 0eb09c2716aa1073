//! The index of an archive: a cache of the bags, synced with them before each use.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use spravka::internals::archive::event::{Change, RecordStatus};
use spravka::internals::archive::index::{Filter, Index};
use spravka::internals::archive::store::{BagName, Store};

use crate::archive_shelf::{Archive, found, ids, index, listed, meeting, record, three};

#[test]
fn an_index_is_not_synced_if_no_bag_was_added_or_removed() {
    let (archive, _) = three();
    assert_eq!(index(&archive).1, 3);
    assert_eq!(index(&archive).1, 0, "nothing has changed");
    // While the modification time of the folder is fresh its bags are compared; later the time is enough.
    thread::sleep(Duration::from_millis(2100));
    assert_eq!(index(&archive).1, 0);
    let mut settled = Index::open(&archive.index(), archive.store()).expect("an index");
    let start = Instant::now();
    settled.refresh(&mut |_, _| unreachable!("nothing is read")).expect("an index that is up to date");
    assert!(start.elapsed() < Duration::from_millis(100), "a look takes {:?}", start.elapsed());
}

#[test]
fn an_added_or_removed_bag_is_noticed() {
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
fn a_new_event_is_noticed() {
    let (archive, [early, middle, late]) = three();
    index(&archive);
    archive.happen(
        early,
        Change::Superseded {
            by: late, number: None, date: None, reason: "ошибка в дате".to_owned()
        },
    );
    let annulled = archive.happen(middle, Change::Annulled { reason: "заведена дважды".to_owned() });
    archive.happen(late, Change::Signed { paper: "ru.pdf".to_owned(), signature: "ru.pdf.p7s".to_owned() });
    let (after, read) = index(&archive);
    assert_eq!(read, 3);
    let entries = listed(&after, &Filter::default());
    let statuses: Vec<_> = entries.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [RecordStatus::Superseded, RecordStatus::Annulled, RecordStatus::Approved]);
    assert_eq!(entries[0].superseded_by, Some(late));
    assert_eq!(entries[1].annulled.as_deref(), Some("заведена дважды"));
    assert_eq!(entries[2].signatures, ["ru.pdf"]);
    archive.remove(annulled);
    let only_valid = Filter { status: Some(RecordStatus::Approved), ..Filter::default() };
    assert_eq!(ids(&listed(&index(&archive).0, &only_valid)), [middle, late]);
}

#[test]
fn a_record_that_was_changed_by_hand_is_listed_as_it_was_filed_until_the_index_is_rebuilt() {
    let (archive, [early, ..]) = three();
    index(&archive);
    let description = archive.description(early);
    let text = fs::read_to_string(&description).expect("a description");
    fs::write(&description, text.replace("01-15/123", "01-15/1234")).expect("a description");
    let (mut index, read) = index(&archive);
    assert_eq!(read, 0, "records never change, and `verify` reports one that was");
    assert_eq!(listed(&index, &Filter::default())[0].number.as_deref(), Some("01-15/123"));
    assert_eq!(index.rebuild(&mut |_, _| ()).expect("an index").read, 3);
    assert_eq!(listed(&index, &Filter::default())[0].number.as_deref(), Some("01-15/1234"));
}

#[test]
fn an_unreadable_bag_does_not_hide_others() {
    let (archive, [early, middle, late]) = three();
    let description = archive.description(middle);
    let text = fs::read_to_string(&description).expect("a description");
    fs::write(&description, "format = ").expect("a description");
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
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
fn a_record_without_its_text_is_found_by_its_title_and_read_again_each_time() {
    let (archive, [early, ..]) = three();
    let path = archive.store().path(BagName { record: early, event: None }).join("data/ru.txt");
    let text = fs::read_to_string(&path).expect("a text");
    fs::remove_file(&path).expect("removed");
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
    for _ in 0..2 {
        let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
        assert_eq!(refreshed.problems.len(), 1, "it is tried again each time");
        assert_eq!(found(&index, "справка").len(), 1);
        assert_eq!(found(&index, "открыта").len(), 0);
    }
    fs::write(&path, text).expect("a text");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert_eq!((refreshed.read, refreshed.problems), (1, Vec::new()));
    assert_eq!(found(&index, "открыта").len(), 1);
    thread::sleep(Duration::from_millis(2100));
    index.refresh(&mut |_, _| ()).expect("an index");
    index.refresh(&mut |_, _| unreachable!("nothing is read")).expect("an index that is up to date");
}

#[test]
fn a_damaged_index_is_rebuilt() {
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
fn an_index_of_another_version_is_rebuilt() {
    let (archive, all) = three();
    index(&archive);
    let meta = archive.index().join("meta.json");
    let text = fs::read_to_string(&meta).expect("the list of files");
    let other = text.replace(r#"\"version\":2"#, r#"\"version\":999"#);
    assert_ne!(text, other);
    fs::write(&meta, other).expect("the list of files");
    let (index, read) = index(&archive);
    assert_eq!((read, ids(&listed(&index, &Filter::default()))), (3, all.to_vec()));
}

#[test]
fn an_index_that_cannot_be_written_is_built_for_this_run() {
    let (archive, all) = three();
    fs::write(archive.index(), "no folder").expect("a file");
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert!(refreshed.problems[0].message.contains("for this run only"));
    assert_eq!(ids(&listed(&index, &Filter::default())), all);
}

#[test]
fn a_read_only_index_is_used_as_it_is() {
    let (archive, all) = three();
    index(&archive);
    // A lock that is a folder cannot be opened, even by root.
    for lock in [".tantivy-writer.lock", ".tantivy-meta.lock"] {
        fs::remove_file(archive.index().join(lock)).ok();
        fs::create_dir(archive.index().join(lock)).expect("a folder");
    }
    let (read_only, read) = index(&archive);
    assert_eq!((read, ids(&listed(&read_only, &Filter::default()))), (0, all.to_vec()));
    let new = record("memo", "2026-04-01", "Новая запись", &[]);
    archive.file(&new, &[]);
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index");
    assert_eq!((refreshed.read, refreshed.problems.len()), (4, 1));
    assert_eq!(listed(&index, &Filter::default()).len(), 4);
}

#[test]
fn several_processes_may_sync_the_index_at_once() {
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
fn a_missing_folder_of_bags_is_a_problem_and_not_an_empty_list() {
    let archive = Archive::new();
    let mut index =
        Index::open(&archive.index(), Store::new(archive.index().join("nothing"))).expect("an index");
    let problem = index.refresh(&mut |_, _| ()).expect_err("there are no bags");
    assert!(problem.message.starts_with("cannot read"), "{}", problem.message);
}
