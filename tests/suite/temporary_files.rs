//! No command writes a brief to a temporary folder, where others could read it: here there is none.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::{Ran, copy_pictures, folder, project, run, spravka};

/// A folder with the full-featured brief and its pictures.
fn visit() -> TempDir {
    let folder = folder();
    copy_pictures(folder.path());
    fs::copy(project().join("briefs/full.toml"), folder.path().join("full.toml")).expect("a copy");
    folder
}

/// Runs the program where the folder for temporary files does not exist.
fn run_without_a_temporary_folder(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = spravka(folder);
    for variable in ["TMPDIR", "TMP", "TEMP"] {
        command.env(variable, "/nowhere");
    }
    command.args(arguments).output().expect("the program starts").into()
}

/// Every file and folder below a folder, except below the archive.
fn everything(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("store") {
            found.extend(everything(&path));
        }
        found.push(path.display().to_string());
    }
    found.sort();
    found
}

#[test]
fn a_paper_is_verified_without_writing_a_file() {
    let folder = visit();
    let build = ["build", "full.toml", "--with-source", "--audience", "press", "-o", "memo.pdf"];
    assert_eq!(run(folder.path(), &build).code, Some(0));
    let before = everything(folder.path());
    let ran = run_without_a_temporary_folder(folder.path(), &["verify", "memo.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "memo.pdf\n", ""));
    assert_eq!(everything(folder.path()), before);
}

#[cfg(feature = "archive")]
#[test]
fn a_part_of_a_brief_is_filed_and_rebuilt_without_writing_the_whole() {
    let folder = visit();
    assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
    let before = everything(folder.path());
    let add = ["archive", "--archive", "store", "add", "full.toml", "--audience", "press"];
    let verify = ["archive", "--archive", "store", "verify", "--rebuild"];
    for arguments in [&add[..], &verify] {
        let ran = run_without_a_temporary_folder(folder.path(), arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
    assert_eq!(everything(folder.path()), before);
}
