//! Panics are faults of spravka. They are caught and reported with the line of code that raised them.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, Location, PanicHookInfo, catch_unwind, resume_unwind};

use crate::report::Problem;

thread_local! {
    /// Where the last panic of this thread was raised: the caught payload no longer tells.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A caught panic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    /// Its message.
    pub message: String,
    /// The line of code that raised it, if the hook recorded it.
    pub place: Option<String>,
}

/// Installs a hook that records where a panic is raised and prints nothing; the panic is reported where it is
/// caught.
pub fn remember_places() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(in_words);
        PLACE.with_borrow_mut(|last| *last = place);
    }));
}

/// Runs `work` and catches a panic in it.
///
/// # Errors
/// The panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(Panic::of)
}

impl Panic {
    fn of(payload: Box<dyn Any + Send>) -> Self {
        let payload = match payload.downcast::<Self>() {
            // The panic was first caught on another thread.
            Ok(panic) => return *panic,
            Err(payload) => payload,
        };
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Self { message: message.to_owned(), place: PLACE.take() }
    }

    /// Resumes the panic on this thread.
    pub fn resume(self) -> ! {
        resume_unwind(Box::new(self))
    }

    /// The panic as a problem: what crashed, where and why.
    pub fn problem(&self, what: &str) -> Problem {
        let place = self.place.as_ref().map_or_else(String::new, |place| format!(" at {place}"));
        Problem::ours(format!("{what} crashed{place} ({})", self.message))
    }
}

/// A line of code: `src/check.rs:12:5`, `typst-0.15.1/src/lib.rs:3:1`.
fn in_words(location: &Location<'_>) -> String {
    format!("{}:{}:{}", without_home(location.file()), location.line(), location.column())
}

/// The path of a source file without the folders of the build machine.
fn without_home(file: &str) -> &str {
    let after = |mark: &str| {
        let (_, behind) = file.split_once(mark)?;
        behind.split_once('/').map(|(_, path)| path)
    };
    after("/registry/src/").or_else(|| after("/rustc/")).unwrap_or(file)
}
