//! Archives for tests, whose bags are written without the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use spravka::internals::archive::bag::PAYLOAD;
use spravka::internals::archive::event::{Change, Event};
use spravka::internals::archive::id::Id;
use spravka::internals::archive::index::{Filter, Hit, Index};
use spravka::internals::archive::record::{
    FORMAT, Filed, FiledPaper, MadeWith, Milestone, Record, RecordedPerson, RecordedSide, What, Wordings,
};
use spravka::internals::archive::store::{BagName, EVENT, RECORD, Store};
use spravka::internals::archive::summary::RecordSummary;
use tempfile::TempDir;

use crate::harness::folder;

/// An archive in a temporary folder.
pub struct Archive {
    folder: TempDir,
}

impl Archive {
    /// An archive without a record.
    pub fn new() -> Self {
        let archive = Self { folder: folder() };
        fs::create_dir(archive.store().folder()).expect("a folder");
        archive
    }

    /// Its bags.
    pub fn store(&self) -> Store {
        Store::new(self.folder.path().join("records"))
    }

    /// The folder of its index.
    pub fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Files a record with the texts of its papers.
    pub fn file(&self, record: &Record, texts: &[(&str, &str)]) {
        let payload = self.payload(BagName { record: record.id, event: None });
        for (language, text) in texts {
            fs::write(payload.join(format!("{language}.txt")), text).expect("a text");
        }
        write(&payload.join(RECORD), record);
    }

    /// Writes an event of a record.
    pub fn happen(&self, about: Id, change: Change) -> BagName {
        let event = Event {
            format: FORMAT,
            id: Id::new(),
            about,
            at: "2026-04-01T10:00:00Z".to_owned(),
            who: None,
            change,
        };
        let bag = BagName { record: about, event: Some(event.id) };
        write(&self.payload(bag).join(EVENT), &event);
        bag
    }

    /// Deletes a bag.
    pub fn remove(&self, bag: BagName) {
        fs::remove_dir_all(self.store().path(bag)).expect("the bag is removed");
    }

    /// The path of a record's `record.toml`.
    pub fn description(&self, id: Id) -> PathBuf {
        self.store().path(BagName { record: id, event: None }).join(PAYLOAD).join(RECORD)
    }

    fn payload(&self, bag: BagName) -> PathBuf {
        let payload = self.store().path(bag).join(PAYLOAD);
        fs::create_dir_all(&payload).expect("a folder");
        payload
    }
}

fn write<T: Serialize>(path: &Path, what: &T) {
    fs::write(path, toml::to_string(what).expect("it can be written as TOML")).expect("a file");
}

/// A record in these languages, with this title in all of them.
pub fn record(kind: &str, date: &str, title: &str, languages: &[&str]) -> Record {
    let paper = |language: &&str| FiledPaper {
        language: (*language).to_owned(),
        file: format!("{language}.pdf"),
        text: format!("{language}.txt"),
        bytes: 1000,
        sha256: "0".repeat(64),
    };
    Record {
        format: FORMAT,
        id: Id::new(),
        kind: kind.to_owned(),
        number: None,
        date: date.to_owned(),
        case: None,
        status: Filed::Approved,
        retention: None,
        basis: None,
        audience: None,
        languages: languages.iter().map(|language| (*language).to_owned()).collect(),
        title: languages.iter().map(|language| ((*language).to_owned(), title.to_owned())).collect(),
        body: None,
        marking: None,
        supersedes: None,
        author: None,
        meeting: None,
        made_with: MadeWith {
            spravka: "0.1.0".to_owned(),
            typst: "0.15.1".to_owned(),
            template: kind.to_owned(),
            theme: "plain".to_owned(),
            profile: "a-2b".to_owned(),
            fonts: BTreeMap::new(),
        },
        approvers: Vec::new(),
        signatories: Vec::new(),
        sides: Vec::new(),
        papers: languages.iter().map(paper).collect(),
        events: vec![Milestone { what: What::Filed, at: "2026-03-18T09:30:00Z".to_owned(), who: None }],
    }
}

/// A name in each language, from `ru=Самруков kk=Самұрықов` with `_` for spaces.
pub fn wordings(text: &str) -> Wordings {
    let names = text.split_whitespace().filter_map(|name| name.split_once('='));
    names.map(|(language, name)| (language.to_owned(), name.replace('_', " "))).collect()
}

/// A person of this name.
pub fn person(name: &str) -> RecordedPerson {
    RecordedPerson { name: wordings(name), position: None, organisation: None }
}

/// A side of this name with these members.
pub fn side(name: &str, members: &[&str]) -> RecordedSide {
    RecordedSide { name: wordings(name), members: members.iter().map(|name| person(name)).collect() }
}

/// The synced index of an archive, and how many records the sync read.
pub fn index(archive: &Archive) -> (Index, u64) {
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
    let refreshed = index.refresh(&mut |_, _| ()).expect("an index that is up to date");
    assert_eq!(refreshed.problems, []);
    (index, refreshed.read)
}

/// The records that match a filter.
pub fn listed(index: &Index, filter: &Filter) -> Vec<RecordSummary> {
    index.list(filter).expect("a list").collect::<Result<_, _>>().expect("entries")
}

/// Their ids.
pub fn ids(entries: &[RecordSummary]) -> Vec<Id> {
    entries.iter().map(|entry| entry.id).collect()
}

/// The records that match a search.
pub fn found(index: &Index, words: &str) -> Vec<Hit> {
    index.search(words, &Filter::default(), 10).expect("hits")
}

/// A record of a meeting between these sides.
pub fn meeting(kind: &str, date: &str, text: &str) -> (Record, String) {
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

/// An archive with three records, whose ids are returned by date.
pub fn three() -> (Archive, [Id; 3]) {
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
