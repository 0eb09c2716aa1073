//! A panic anywhere is a problem like any other: it says that it is our fault, and where, and what was done
//! before it stays.

use std::num::NonZeroUsize;

use spravka::internals::panics::{Panic, caught};
use spravka::internals::parallel;
use spravka::internals::report::{Blame, MessageFormat, exit_code, render};

use crate::harness::{assert_reference, folder_with, spravka};

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

#[test]
fn a_panic_outside_the_engine_is_told_of_in_every_format() {
    let place = Some("src/check.rs:12:5".to_owned());
    let panic = Panic { message: "index out of bounds".to_owned(), place };
    let told = [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json].map(|format| {
        let mut out = Vec::new();
        render(&mut out, &[panic.problem("spravka")], format).expect("a report");
        String::from_utf8(out).expect("a text")
    });
    assert_reference("command-line/broken-down.stderr", &told.concat());
}

/// A machine that has no thread left for the program, as far as the standard library can tell: threads whose
/// stack is not stated are to have more memory than there are addresses.
#[cfg(target_os = "linux")]
#[test]
fn papers_are_built_whatever_stack_the_system_has_for_threads() {
    let folder = folder_with("visit.toml", BRIEF);
    let mut command = spravka(folder.path());
    command.env("RUST_MIN_STACK", "1000000000000000").args(["build", "visit.toml", "--copies", "2"]);
    let ran = crate::harness::Ran::from(command.output().expect("the program starts"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, "visit.memo.ru.copy-1.pdf\nvisit.memo.ru.copy-2.pdf\n");
}
