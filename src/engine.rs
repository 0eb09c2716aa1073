//! The typesetting engine as a guest: a panic inside it is a problem, not the end of the run.

use crate::panics::caught;
use crate::report::Problem;

/// Runs a piece of the engine. A panic inside it is a fault of ours, not the end of the run.
///
/// # Errors
/// One problem with the words of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    caught(work).map_err(|panic| vec![panic.problem("the typesetting engine")])
}
