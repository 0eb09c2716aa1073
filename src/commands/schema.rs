use super::print_line;
use crate::brief;
use crate::report::Problem;

/// Prints the JSON Schema of a brief.
pub fn run() -> Vec<Problem> {
    print_line(&format!("{:#}", brief::schema()))
}
