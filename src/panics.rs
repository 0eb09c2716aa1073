//! A panic is a fault of ours: it is caught, and told of with the line of the code that it comes from.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, Location, PanicHookInfo, catch_unwind, resume_unwind};

use crate::report::Problem;

thread_local! {
    /// Where the last panic of this thread was raised: what is caught no longer says.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is known of a panic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    /// Its message.
    pub message: String,
    /// The line of the code that raised it, where a hook was there to see it.
    pub place: Option<String>,
}

/// Prints nothing when a panic is raised and remembers where: who catches it tells of it.
pub fn remember_places() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(in_words);
        PLACE.with_borrow_mut(|last| *last = place);
    }));
}

/// Does something, and catches a panic in it.
///
/// # Errors
/// What is known of the panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(Panic::of)
}

impl Panic {
    fn of(payload: Box<dyn Any + Send>) -> Self {
        let payload = match payload.downcast::<Self>() {
            // It comes from another thread, where it was caught first.
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

    /// Goes on with the panic on this thread.
    pub fn resume(self) -> ! {
        resume_unwind(Box::new(self))
    }

    /// The panic as a problem: what crashed, where and why.
    pub fn problem(&self, what: &str) -> Problem {
        let place = self.place.as_ref().map_or_else(String::new, |place| format!(" at {place}"));
        Problem::ours(format!("{what} crashed{place} ({})", self.message))
    }
}

/// A line of the code: `src/check.rs:12:5`, `typst-0.15.1/src/lib.rs:3:1`.
fn in_words(location: &Location<'_>) -> String {
    format!("{}:{}:{}", without_home(location.file()), location.line(), location.column())
}

/// The path of a source without the folders of the machine that the program was built on.
fn without_home(file: &str) -> &str {
    let after = |mark: &str| {
        let (_, behind) = file.split_once(mark)?;
        behind.split_once('/').map(|(_, path)| path)
    };
    after("/registry/src/").or_else(|| after("/rustc/")).unwrap_or(file)
}
