//! The metadata of a record or of an event: `record.toml`, `event.toml`.

use std::fmt::Debug;
use std::path::{Component, Path};

use serde::Serialize;
use serde::de::DeserializeOwned;
use spravka::internals::archive::bag::PAYLOAD;
use spravka::internals::archive::event::Event;
use spravka::internals::archive::record::Record;
use spravka::internals::archive::store::{BagName, Store};
use spravka::internals::archive::summary::RecordSummary;

use super::sound::assert_sound;

/// What can be read can be written, and is the same when it is read again; a paper of a record is in its bag; no
/// value begins another line of `bag-info.txt`.
pub fn holds(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let event = again::<Event>(text);
    let Some(record) = again::<Record>(text) else { return };
    let summary = RecordSummary::of(&record, &[]);
    let json = serde_json::to_string(&summary).expect("a summary can be written");
    assert_eq!(serde_json::from_str::<RecordSummary>(&json).expect("a summary can be read"), summary);
    RecordSummary::of(&record, event.as_slice());
    for (label, value) in record.bag_info() {
        assert!(!value.contains(['\n', '\r']), "{label}: {value:?}");
    }
    let store = Store::new("store".into());
    let payload = store.path(BagName { record: record.id, event: None }).join(PAYLOAD);
    for paper in &record.papers {
        match store.places(record.id, paper) {
            Ok((file, text)) => {
                for path in [file, text] {
                    let within = path.strip_prefix(&payload).expect("a paper is in its bag");
                    assert!(within != Path::new(""), "a paper is a file");
                    assert!(within.components().all(|part| matches!(part, Component::Normal(_))));
                }
            }
            Err(problem) => assert_sound(&[problem]),
        }
    }
}

fn again<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) -> Option<T> {
    let read: T = toml::from_str(text).ok()?;
    let written = toml::to_string(&read).expect("what was read can be written");
    assert_eq!(toml::from_str::<T>(&written).as_ref(), Ok(&read), "{written}");
    Some(read)
}
