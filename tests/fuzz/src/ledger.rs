//! The ledger of an archive.

use std::fs;

use spravka::internals::archive::ledger::{Account, Addition, Deed, Entry, Flaw, LEDGER, ORIGIN, Subject};
use spravka::internals::digest::sha256;
use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().expect("a folder");
}

/// A ledger without a flaw is the ledger that this program writes for its entries, and each line has the hash of
/// the line before. Whatever is there, another entry can be appended and nothing else changes.
pub fn holds(data: &[u8]) {
    FOLDER.with(|folder| {
        let path = folder.path().join(LEDGER);
        fs::write(&path, data).expect("a ledger");
        let before = Account::read(folder.path(), None).expect("a ledger can be read");
        is_true(data, &before);
        let deeds = [Deed::Acknowledged { subject: Subject::Ledger, state: None, reason: "why".to_owned() }];
        let (addition, _) = Addition::prepare(folder.path(), &deeds, "who@where").expect("a ledger is there");
        assert_eq!(Addition::parse(&addition.to_text()).as_ref(), Some(&addition));
        addition.complete(folder.path()).expect("a ledger can be written");
        // A process that was killed completes it once more.
        addition.complete(folder.path()).expect("a ledger can be written");
        let written = fs::read(&path).expect("a ledger");
        assert!(written.starts_with(data), "what was there stays");
        let after = Account::read(folder.path(), Some(before.lines)).expect("a ledger can be read");
        assert_eq!(after.lines, before.lines + 1);
        assert_eq!(after.acknowledgements, before.acknowledgements + 1);
        let is_whole = before.flaws.is_empty() && before.lines > 0;
        let new: Vec<_> = after.flaws.iter().filter(|flaw| !before.flaws.contains(flaw)).collect();
        // The clock of a ledger may be ahead.
        assert!(!is_whole || matches!(new[..], [] | [Flaw::Earlier(_)]), "{new:?}");
    });
}

fn is_true(data: &[u8], account: &Account) {
    let lines: Vec<_> = data.split_inclusive(|byte| *byte == b'\n').collect();
    assert_eq!(account.lines, lines.len() as u64);
    assert_eq!(account.head, lines.last().map_or(ORIGIN.to_owned(), |line| sha256(line)));
    if !account.flaws.is_empty() {
        return;
    }
    let mut previous = ORIGIN.to_owned();
    for (line, number) in lines.into_iter().zip(1..) {
        let text = std::str::from_utf8(line).expect("a ledger is UTF-8");
        // What stands before an acknowledgement of the ledger may be anything.
        let Ok(entry) = text.trim_end_matches('\n').parse::<Entry>() else {
            assert!(account.acknowledgements > 0, "line {number} is no entry");
            continue;
        };
        assert_eq!(format!("{entry}\n"), text, "an entry is written in one way");
        assert!(account.acknowledgements > 0 || entry.previous == previous, "line {number} is chained");
        previous = sha256(line);
    }
}
