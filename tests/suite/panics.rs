//! A panic anywhere is a problem like any other: it says that it is our fault, and where, and what was done
//! before it stays.

use std::num::NonZeroUsize;

use spravka::internals::panics::{Panic, caught};
use spravka::internals::parallel;
use spravka::internals::report::{Blame, exit_code};

use crate::harness::{assert_reference, folder_with, run, spravka};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\n\n[[sides]]\nname = \"Хозяева\"\n";

#[test]
fn a_panic_is_a_fault_of_ours_with_a_request_to_report_it() {
    let panic = caught(|| -> u8 { panic!("index out of bounds") }).expect_err("a panic is caught");
    assert_eq!(panic.message, "index out of bounds");
    let place = Some("src/check.rs:12:5".to_owned());
    let problem = Panic { message: panic.message, place }.problem("spravka");
    assert_eq!(problem.message, "spravka crashed at src/check.rs:12:5 (index out of bounds)");
    assert_eq!(problem.blame, Blame::Ours);
    assert!(problem.hints[0].contains("please report it"), "{:?}", problem.hints);
    assert_eq!(exit_code(&[problem]), 3);
}

#[test]
fn a_panic_on_a_worker_thread_arrives_after_the_results_before_it() {
    let items: Vec<u32> = (0..100).collect();
    for workers in [1, 2, 7] {
        let workers = NonZeroUsize::new(workers).expect("a number");
        let mut results = Vec::new();
        let work = |item: &u32| if *item == 40 { panic!("the item {item}") } else { item * 2 };
        let panic = caught(|| {
            parallel::each(&items, workers, work, |_, result| {
                results.push(result);
                true
            });
        });
        assert_eq!(panic.expect_err("the panic arrives").message, "the item 40");
        assert_eq!(results, (0..40).map(|item| item * 2).collect::<Vec<_>>());
    }
}

/// A machine that has no thread left for the program, as far as the program can tell: its threads are to have
/// more memory than there are addresses. What the standard library does then is a panic, and not one in the
/// engine.
#[cfg(target_os = "linux")]
#[test]
fn a_panic_outside_the_engine_is_told_of_by_the_program() {
    let folder = folder_with("visit.toml", BRIEF);
    let build = |format: &str| {
        let mut command = spravka(folder.path());
        command.env("RUST_MIN_STACK", "1000000000000000");
        command.args(["build", "visit.toml", "--copies", "2"]);
        let ran = crate::harness::Ran::from(
            command.args(["--message-format", format]).output().expect("the program starts"),
        );
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""), "{}", ran.stderr);
        // The line is one of the standard library, which is another in every version of it.
        let place = regex::Regex::new(r"at library/std/src/[a-z/]+\.rs:\d+:\d+").expect("a pattern");
        place.replace(&ran.stderr, "at <line>").into_owned()
    };
    let told = ["human", "short", "json"].map(build);
    assert_reference("command-line/broken-down.stderr", &told.concat());
    let check = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!((check.code, check.stderr.as_str()), (Some(0), ""));
}
