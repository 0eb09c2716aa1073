//! The typesetting engine as a guest: a panic inside it is a problem, not the end of the run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::report::Problem;

/// Runs a piece of the engine. A panic inside it is a fault of ours, not the end of the run.
///
/// # Errors
/// One problem with the words of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        vec![Problem::ours(format!("the typesetting engine broke down ({words})"))]
    })
}
