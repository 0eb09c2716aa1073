//! Pipes, devices, sockets and links where a file is expected: nothing waits for them, nothing is written
//! into them, and no link leads out of a project.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::harness::{Ran, assert_reference, folder, folder_with, spravka};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\n[[sides]]\nname = \"Хозяева\"\n";
const OLDER: &str = "%PDF-1.7 a paper of somebody else";

/// How long a command may take before it is taken to wait for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the program; one that waits for a pipe fails the test.
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut child = spravka(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    while child.try_wait().expect("a status").is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().expect("the program ends");
            panic!("{arguments:?} waits");
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("an output").into()
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("there is a command `mkfifo`");
    assert!(made.success());
}

fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::symlink_metadata(path).expect("a pipe").file_type().is_fifo()
}

/// A folder with a brief and this file in it.
fn visit(name: &str, text: &str) -> TempDir {
    let folder = folder_with("visit.toml", BRIEF);
    if !name.is_empty() {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// What a command says, which must fail without a product.
fn refused(said: &mut String, what: &str, folder: &Path, arguments: &[&str]) {
    let ran = run(folder, arguments);
    assert!(matches!(ran.code, Some(1..=3)), "{what}: {:?} {}", ran.code, ran.stderr);
    assert_eq!(ran.stdout, "", "{what}");
    let folder = fs::canonicalize(folder).expect("a folder").display().to_string();
    *said +=
        &format!("# {what}: {:?}\n{}", ran.code.unwrap_or_default(), ran.stderr.replace(&folder, "<folder>"));
}

#[test]
fn a_pipe_or_a_device_is_not_read() {
    let mut said = String::new();
    let named = |text: &str| visit("named.toml", &format!("{text}{BRIEF}"));
    let pipes: [(&str, TempDir, &str, &[&str]); 9] = [
        ("a brief", visit("", ""), "pipe.toml", &["check", "pipe.toml"]),
        ("a brief that is closed", visit("", ""), "pipe.toml", &["close", "pipe.toml"]),
        ("settings", visit("", ""), "spravka.toml", &["build", "visit.toml"]),
        ("an included file", named("include = [\"a.toml\"]\n"), "a.toml", &["check", "named.toml"]),
        (
            "a register",
            visit("named.toml", &format!("{BRIEF}[[sides.members]]\nperson = \"a\"\n")),
            "people.toml",
            &["check", "named.toml"],
        ),
        (
            "a picture",
            visit("named.toml", &format!("{BRIEF}[[illustrations]]\nfile = \"a.png\"\nalt = \"А\"\n")),
            "a.png",
            &["check", "named.toml"],
        ),
        (
            "a table of members",
            visit("named.toml", &format!("{BRIEF}members_from = \"a.csv\"\n")),
            "a.csv",
            &["check", "named.toml"],
        ),
        ("a paper to verify", visit("", ""), "memo.pdf", &["verify", "memo.pdf"]),
        ("a paper to extract from", visit("", ""), "memo.pdf", &["extract", "memo.pdf"]),
    ];
    for (what, folder, name, arguments) in &pipes {
        pipe(&folder.path().join(name));
        refused(&mut said, what, folder.path(), arguments);
    }
    let folder = visit("", "");
    refused(&mut said, "a device", folder.path(), &["check", "/dev/zero"]);
    UnixListener::bind(folder.path().join("socket.toml")).expect("a socket");
    refused(&mut said, "a socket", folder.path(), &["check", "socket.toml"]);
    assert_reference("command-line/special-files.stderr", &said);
}

#[cfg(feature = "tables")]
#[test]
fn a_pipe_is_not_read_as_a_table() {
    let folder = visit("", "");
    pipe(&folder.path().join("rows.csv"));
    for arguments in [&["build", "visit.toml", "--each", "rows.csv"][..], &["import", "rows.csv"]] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""), "{}", ran.stderr);
    }
}

#[test]
fn nothing_is_written_into_what_is_not_a_file() {
    let folder = visit("older.pdf", OLDER);
    let path = |name: &str| folder.path().join(name);
    pipe(&path("pipe.pdf"));
    UnixListener::bind(path("socket.pdf")).expect("a socket");
    symlink("nowhere.pdf", path("dangling.pdf")).expect("a link");
    symlink("/dev/null", path("null.pdf")).expect("a link");
    symlink("older.pdf", path("visit.memo.ru.pdf")).expect("a link");
    let mut said = String::new();
    for output in ["pipe.pdf", "socket.pdf", "dangling.pdf", "null.pdf", "/dev/null", "/dev/stdout", "."] {
        if output != "." {
            refused(&mut said, output, folder.path(), &["build", "visit.toml", "-o", output]);
        }
    }
    // The program makes this name itself, so nobody has chosen where the link leads.
    refused(&mut said, "a link under a name that the program makes", folder.path(), &["build", "visit.toml"]);
    for output in ["pipe.pdf", "/dev/null"] {
        let export = ["export", "visit.toml", "-f", "json", "-o", output];
        let ran = run(folder.path(), &export);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    }
    assert_reference("command-line/special-outputs.stderr", &said);
    assert!(is_pipe(&path("pipe.pdf")));
    assert!(!path("nowhere.pdf").exists());
    assert_eq!(fs::read_to_string(path("older.pdf")).expect("a file"), OLDER);
    let printed = run(folder.path(), &["export", "visit.toml", "-f", "json", "-o", "-"]);
    assert_eq!((printed.code, printed.stdout.starts_with('{')), (Some(0), true), "`-` is standard output");
    assert!(!path("-").exists());
}

#[test]
fn no_folder_that_the_program_names_is_a_link_out_of_that_of_the_user() {
    let outside = folder();
    let folder = visit("", "");
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("within")).expect("a folder");
    symlink(outside.path(), out.join("memo")).expect("a link");
    symlink("within", out.join("ru")).expect("a link");
    let mut said = String::new();
    for name in ["{paper}/{stem}.pdf", "{paper}/{language}/{stem}.pdf"] {
        let arguments = ["build", "visit.toml", "-o", "out", "--name", name];
        refused(&mut said, name, folder.path(), &arguments);
    }
    assert_reference("command-line/link-to-folder.stderr", &said);
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
    let ran = run(folder.path(), &["build", "visit.toml", "-o", "out", "--name", "{language}/{stem}.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "out/ru/visit.pdf\n"), "{}", ran.stderr);
    assert!(out.join("within/visit.pdf").exists());
}

#[test]
fn the_list_of_built_papers_is_neither_a_pipe_nor_a_link() {
    let outside = folder_with("notes.txt", "mine\n");
    let (notes, out) = (outside.path().join("notes.txt"), "out/.spravka-built.jsonl");
    for is_link in [true, false] {
        let folder = visit("other.toml", BRIEF);
        fs::create_dir(folder.path().join("out")).expect("a folder");
        match is_link {
            true => symlink(&notes, folder.path().join(out)).expect("a link"),
            false => pipe(&folder.path().join(out)),
        }
        pipe(&folder.path().join("out/.spravka-old.part"));
        let ran = run(folder.path(), &["build", "visit.toml", "other.toml", "-o", "out"]);
        assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 2), "{}", ran.stderr);
        assert!(
            ran.stderr.starts_with("warning: cannot write `out/.spravka-built.jsonl` (it is not a regular")
        );
        assert_eq!(fs::read_to_string(&notes).expect("notes"), "mine\n");
    }
}

#[test]
fn a_link_out_of_a_project_is_not_followed() {
    let outside = folder_with("secret.toml", "title = 5\nletterhead = \"secret\"\n");
    let secret = outside.path().join("secret.toml");
    let folder = visit("", "");
    symlink(&secret, folder.path().join("spravka.toml")).expect("a link");
    let mut said = String::new();
    refused(&mut said, "settings", folder.path(), &["check", "visit.toml"]);
    assert_reference("command-line/link-to-settings.stderr", &said);
    assert!(!said.contains("secret"));

    let folder = folder_with("visit.toml", BRIEF);
    symlink("../visit.toml", folder.path().join("within.toml")).expect("a link");
    let visits = folder.path().join("visits");
    fs::create_dir(&visits).expect("a folder");
    fs::write(visits.join("own.toml"), BRIEF).expect("a brief");
    symlink("own.toml", visits.join("same.toml")).expect("a link");
    symlink(&secret, visits.join("foreign.toml")).expect("a link");
    let ran = run(folder.path(), &["build", "visits", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "out/own.memo.ru.pdf\n"), "{}", ran.stderr);
    // A link that the user names is followed.
    let ran = run(folder.path(), &["build", "within.toml", "-o", "out"]);
    assert_eq!(ran.code, Some(1), "the link leads nowhere");
}

#[cfg(feature = "archive")]
#[test]
fn an_archive_reads_and_writes_only_files() {
    let final_brief = format!("status = \"final\"\ndate = 2026-03-15\n{BRIEF}");
    let on = |folder: &Path, arguments: &[&str]| {
        run(folder, &[&["archive", "--archive", "store"], arguments].concat())
    };
    let filed = || {
        let folder = folder_with("visit.toml", &final_brief);
        assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
        let ran = on(folder.path(), &["add", "visit.toml", "-t", "memo"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        (folder, ran.stdout.trim().to_owned())
    };
    let year = |folder: &Path| {
        let years = fs::read_dir(folder.join("store/records")).expect("the years");
        years.map(|year| year.expect("a year").path()).next().expect("a year")
    };
    for name in ["spravka-archive.toml", "ledger.txt", "lock"] {
        let (folder, _) = filed();
        let path = folder.path().join("store").join(name);
        fs::remove_file(&path).expect("a file");
        pipe(&path);
        let ran = on(folder.path(), &["add", "visit.toml", "-t", "memo"]);
        assert!(matches!(ran.code, Some(1..=3)), "{name}: {:?}", ran.code);
        assert!(is_pipe(&path), "{name}");
    }
    for name in
        ["data/record.toml", "data/papers/memo.ru.pdf", "data/text/memo.ru.txt", "manifest-sha256.txt"]
    {
        let (folder, id) = filed();
        let path = year(folder.path()).join(&id).join(name);
        fs::remove_file(&path).expect("a file");
        pipe(&path);
        for arguments in
            [&["verify", "--rebuild"][..], &["show", &id], &["list"], &["export", "-o", "out", &id]]
        {
            on(folder.path(), arguments);
        }
        assert_eq!(on(folder.path(), &["verify"]).code, Some(1), "{name}");
    }
    let (folder, id) = filed();
    pipe(&folder.path().join("signature.p7s"));
    let ran = on(folder.path(), &["attach", &id, "signature.p7s"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    let outside = folder_with("notes.txt", "mine\n");
    let lock = folder.path().join("store/lock");
    fs::remove_file(&lock).expect("a file");
    symlink(outside.path().join("notes.txt"), &lock).expect("a link");
    assert_eq!(on(folder.path(), &["add", "visit.toml", "-t", "memo"]).code, Some(3));
    assert_eq!(fs::read_to_string(outside.path().join("notes.txt")).expect("notes"), "mine\n");
}
