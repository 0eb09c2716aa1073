//! Stands in for the writer of tables in a build without the feature `tables`.

use crate::language::Language;
use crate::report::Problem;

/// Refuses.
///
/// # Errors
/// Always.
pub fn questionnaire(_: &[Language]) -> Result<Vec<u8>, Problem> {
    Err(Problem::usage("this build of spravka cannot write tables")
        .hint("use a build with the feature `tables`"))
}
