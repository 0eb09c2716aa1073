//! A clock that is obviously wrong: papers do not depend on it, and an archive refuses to bear its time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::harness::{Ran, assert_reference, folder_with, run, spravka};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\nstatus = \"final\"\ndate = 2026-03-15\n\
                     [[sides]]\nname = \"Хозяева\"\n";

/// A library that is loaded before that of the system and tells the time in `SECONDS`.
const CLOCK: &str = "#include <stdlib.h>\n#include <time.h>\n#include <unistd.h>\n#include <sys/syscall.h>\n\
                     int clock_gettime(clockid_t clock, struct timespec *time) {\n\
                     if (clock != CLOCK_REALTIME) return syscall(SYS_clock_gettime, clock, time);\n\
                     time->tv_sec = atoll(getenv(\"SECONDS_NOW\")); time->tv_nsec = 5; return 0; }\n";

fn clock(folder: &Path) -> PathBuf {
    if folder.join("clock.so").exists() {
        return folder.join("clock.so");
    }
    fs::write(folder.join("clock.c"), CLOCK).expect("a source");
    let mut compiler = Command::new("cc");
    compiler.current_dir(folder).args(["-shared", "-fPIC", "-o", "clock.so", "clock.c"]);
    let made = compiler.status().expect("there is a C compiler, which the program needs as well");
    assert!(made.success());
    folder.join("clock.so")
}

/// Runs the program at so many seconds after 1970.
fn run_at(folder: &Path, seconds: i64, arguments: &[&str]) -> Ran {
    let mut command = spravka(folder);
    command.env("LD_PRELOAD", clock(folder)).env("SECONDS_NOW", seconds.to_string()).args(arguments);
    command.output().expect("the program starts").into()
}

/// A folder with an archive that has one record.
fn archive() -> TempDir {
    let folder = folder_with("visit.toml", BRIEF);
    for arguments in [
        &["archive", "init", "store"][..],
        &["archive", "--archive", "store", "add", "visit.toml", "-t", "memo"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    folder
}

#[test]
fn an_archive_refuses_a_clock_that_is_obviously_wrong_and_can_be_read_nevertheless() {
    let folder = archive();
    let mut said = String::new();
    for seconds in [i64::MIN, -1_000_000_000, -1, 0, 1_000_000_000, 13_569_465_600, i64::MAX] {
        for arguments in [
            &["archive", "init", "another"][..],
            &["archive", "--archive", "store", "add", "visit.toml", "-t", "memo"],
            &["archive", "--archive", "store", "verify"],
            &["archive", "--archive", "store", "seal", "-o", "seal.toml"],
        ] {
            let ran = run_at(folder.path(), seconds, arguments);
            assert_eq!(
                (ran.code, ran.stdout.as_str()),
                (Some(3), ""),
                "{seconds} {arguments:?}: {}",
                ran.stderr
            );
            if arguments.contains(&"init") {
                said += &format!("# {seconds}\n{}", ran.stderr);
            } else {
                assert!(said.ends_with(&ran.stderr), "{seconds} {arguments:?}: {}", ran.stderr);
            }
        }
        let listed = run_at(folder.path(), seconds, &["archive", "--archive", "store", "list"]);
        assert_eq!(
            (listed.code, listed.stdout.lines().count()),
            (Some(0), 1),
            "{seconds}: {}",
            listed.stderr
        );
    }
    assert!(!folder.path().join("another").exists());
    assert_reference("archive/clock.stderr", &said);
    assert_eq!(run(folder.path(), &["archive", "--archive", "store", "verify"]).code, Some(0));
}

#[test]
fn no_paper_depends_on_the_clock() {
    let folder = folder_with("visit.toml", BRIEF);
    let build = ["build", "visit.toml", "-o", "-"];
    let now = run(folder.path(), &build);
    for seconds in [i64::MIN, -1, 0, i64::MAX] {
        let ran = run_at(folder.path(), seconds, &build);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{seconds}");
        assert!(ran.raw_stdout == now.raw_stdout, "{seconds}");
    }
    assert_eq!(run_at(folder.path(), -1, &["build", "visit.toml", "-o", "out"]).code, Some(0));
}
