//! A batch that is ended in the middle leaves whole papers only, and the next run makes the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::harness::{folder, run, spravka};

const BRIEFS: usize = 24;

fn visits() -> TempDir {
    let folder = folder();
    let visits = folder.path().join("visits");
    fs::create_dir(&visits).expect("a folder");
    for number in 1..=BRIEFS {
        let brief =
            format!("title = \"Встреча {number}\"\nlanguages = [\"ru\"]\n\n[[sides]]\nname = \"Хозяева\"\n");
        fs::write(visits.join(format!("b{number:02}.toml")), brief).expect("a brief");
    }
    folder
}

fn papers(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry"));
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let pdfs = names.filter(|name| name.ends_with(".pdf"));
    pdfs.map(|name| (name.clone(), fs::read(folder.join(&name)).expect("a paper"))).collect()
}

/// The temporary files in a folder.
fn parts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.ends_with(".part")).collect()
}

/// The papers that the folder remembers, and when each was written.
fn finished(folder: &Path) -> BTreeMap<String, SystemTime> {
    let memory = fs::read_to_string(folder.join(".spravka-built.jsonl")).unwrap_or_default();
    let all = papers(folder);
    let remembered = all.keys().filter(|name| memory.contains(&format!("/{name}\"")));
    let time = |name: &String| fs::metadata(folder.join(name)).expect("a paper").modified().expect("a time");
    remembered.map(|name| (name.clone(), time(name))).collect()
}

/// Builds all briefs until so many papers are there, then ends the process with a signal.
fn interrupt(folder: &TempDir, signal: &str, papers_then: usize) {
    let out = folder.path().join("out");
    let mut child = spravka(folder.path())
        .args(["build", "visits", "-o", "out", "-j", "2"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    while papers(&out).len() < papers_then && child.try_wait().expect("a status").is_none() {
        thread::sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    assert!(sent.is_ok(), "there is a command `kill`");
    child.wait().expect("the program ends");
}

#[test]
fn a_batch_that_is_ended_at_any_time_leaves_whole_papers_and_is_finished_by_the_next_run() {
    let folder = visits();
    let out = folder.path().join("out");
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "whole"]).code, Some(0));
    let whole = papers(&folder.path().join("whole"));
    for (signal, papers_then) in
        [("-INT", 1), ("-KILL", 2), ("-KILL", 7), ("-INT", 12), ("-KILL", BRIEFS - 1)]
    {
        let _ = fs::remove_dir_all(&out);
        interrupt(&folder, signal, papers_then);
        let left = papers(&out);
        assert!(left.len() >= papers_then, "{signal} after {papers_then}: {:?}", left.keys());
        let half: Vec<_> = left.iter().filter(|(name, pdf)| whole.get(*name) != Some(pdf)).collect();
        assert!(half.is_empty(), "{signal} after {papers_then} leaves {half:?}");
        let before = finished(&out);
        let ran = run(folder.path(), &["build", "visits", "-o", "out"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert!(papers(&out) == whole, "{signal} after {papers_then}: the next run makes the rest");
        assert_eq!(parts(&out), [""; 0], "{signal} after {papers_then}");
        let after = finished(&out);
        let anew: BTreeSet<_> = before.iter().filter(|(name, time)| after.get(*name) != Some(time)).collect();
        assert!(anew.is_empty(), "{signal} after {papers_then} makes once more {anew:?}");
    }
}

#[test]
fn what_a_killed_process_has_left_is_removed_and_what_a_living_one_writes_is_not() {
    let folder = visits();
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    for name in [".spravka-dead.part", ".spravka-alive.part", "spravka.part", ".spravka-mine.txt"] {
        fs::write(out.join(name), "%PDF-").expect("a file");
    }
    let alive = File::options().write(true).open(out.join(".spravka-alive.part")).expect("a file");
    alive.lock().expect("a lock");
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "out"]).code, Some(0));
    assert_eq!(parts(&out).into_iter().collect::<BTreeSet<_>>().len(), 2, "{:?}", parts(&out));
    assert!(!out.join(".spravka-dead.part").exists());
    assert!(out.join(".spravka-mine.txt").exists());
    drop(alive);
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "out"]).code, Some(0));
    assert_eq!(parts(&out), ["spravka.part"], "nobody writes it any more");
    for number in 1..=2 {
        fs::write(folder.path().join(format!("visits/.spravka-{number}.part")), "").expect("a file");
    }
    assert_eq!(run(folder.path(), &["build", "visits"]).code, Some(0));
    assert_eq!(parts(&folder.path().join("visits")), [""; 0], "beside the briefs as well");
}
