use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::request::{Desk, would_replace_brief};
use crate::check::Checked;
use crate::commands::print_line;
use crate::export::Profile;
use crate::load::Input;
use crate::localise::View;
use crate::make::make;
use crate::output;
use crate::recipe::Attachment;
use crate::report::Problem;

/// One paper to be made.
pub struct Job<'a> {
    /// The brief that it is made from.
    pub checked: &'a Checked,
    /// The template, ready to be used.
    pub desk: &'a Desk,
    /// What is printed.
    pub view: View,
    /// The files that go into the PDF.
    pub attachments: Vec<Attachment>,
    /// The file, or `None` for standard output.
    pub path: Option<PathBuf>,
}

/// Makes all papers, on as many threads as there are processors, and prints their paths in the order of the jobs.
pub fn work_off(jobs: &[Job<'_>], input: &Input, profile: &Profile) -> Vec<Problem> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    let next = AtomicUsize::new(0);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || {
                let mut mine = iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
                while let Some((index, job)) = mine.next().and_then(|index| Some((index, jobs.get(index)?))) {
                    // Nobody waits for the result only when the program is already ending.
                    let _ = done.send((index, job.run(input, profile)));
                }
            });
        }
        drop(done);
        in_order(results).flat_map(|(index, made)| report(&jobs[index], made)).collect()
    })
}

/// Results in the order of their jobs, each as soon as those before it are there.
fn in_order<T>(results: Receiver<(usize, T)>) -> impl Iterator<Item = (usize, T)> {
    let mut early = BTreeMap::new();
    let mut expected = 0;
    iter::from_fn(move || {
        while !early.contains_key(&expected) {
            let (index, result) = results.recv().ok()?;
            early.insert(index, result);
        }
        expected += 1;
        early.remove_entry(&(expected - 1))
    })
}

/// Prints the path of a paper that was made, and passes on what there is to say about it.
fn report(job: &Job<'_>, made: Result<Vec<Problem>, Vec<Problem>>) -> Vec<Problem> {
    match (made, &job.path) {
        (Ok(warnings), Some(path)) => {
            warnings.into_iter().chain(print_line(&path.display().to_string())).collect()
        }
        (Ok(problems) | Err(problems), _) => problems,
    }
}

impl Job<'_> {
    /// Makes the paper and puts it where it belongs; answers with the warnings about it.
    fn run(&self, input: &Input, profile: &Profile) -> Result<Vec<Problem>, Vec<Problem>> {
        let made = make(&self.desk.stage, self.checked, &self.view, &self.attachments, profile)?;
        self.deliver(input, &made.pdf).map_err(|problem| vec![problem])?;
        Ok(made.pages.warnings)
    }

    fn deliver(&self, input: &Input, pdf: &[u8]) -> Result<(), Problem> {
        match (self.path.as_deref(), input.path()) {
            (Some(path), Some(brief)) if same_file(path, brief) => Err(would_replace_brief(path)),
            (path, _) => output::deliver(path, pdf),
        }
    }
}

/// Whether two paths lead to one file, by whatever links.
fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
