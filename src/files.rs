//! The user's files: opens them, resolves the paths that other files name, and writes files atomically.

pub mod ending;
pub mod open;
pub mod refusal;
pub mod resolve;
pub mod rights;
pub mod tree;
pub mod write;
