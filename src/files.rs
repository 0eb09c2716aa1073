//! Files of the user's: found by the names that other files give them, and written whole or not at all.

pub mod ending;
pub mod refusal;
pub mod resolve;
pub mod write;
