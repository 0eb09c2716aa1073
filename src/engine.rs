//! The guard around the typesetting engine, which turns a panic into a problem.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::report::Problem;

/// Runs a call into the engine and catches a panic inside it.
///
/// # Errors
/// One problem with the message of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        vec![Problem::ours(format!("the typesetting engine crashed ({message})"))]
    })
}
