//! The guard around the typesetting engine, which turns a panic into a problem.

use crate::panics::caught;
use crate::report::Problem;

/// Runs a call into the engine and catches a panic inside it.
///
/// # Errors
/// One problem with the message of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    caught(work).map_err(|panic| vec![panic.problem("the typesetting engine")])
}
