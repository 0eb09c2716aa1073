//! The guard around the typesetting engine, which turns a panic into a problem.

use std::sync::Once;

use crate::limits::STACK_BYTES;
use crate::panics::caught;
use crate::report::Problem;

/// The engine's own threads, with a stack of ours.
static THREADS: Once = Once::new();

/// Runs a call into the engine and catches a panic inside it.
///
/// # Errors
/// One problem with the message of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    // Where they cannot be started, the engine tries again, and says so.
    THREADS.call_once(|| drop(rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build_global()));
    caught(work).map_err(|panic| vec![panic.problem("the typesetting engine")])
}
