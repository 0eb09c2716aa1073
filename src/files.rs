//! The user's files: resolves the paths that other files name, and writes files atomically.

pub mod ending;
pub mod refusal;
pub mod resolve;
pub mod write;
