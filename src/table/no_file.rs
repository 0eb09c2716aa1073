//! Stands in for the reader of tables in a build without the feature `tables`.

use std::path::Path;

use super::Table;
use crate::files::tree::FileTree;
use crate::report::Problem;

/// Refuses every table.
///
/// # Errors
/// Always.
pub fn read(_: &FileTree, path: &Path, _: Option<&str>) -> Result<Table, Vec<Problem>> {
    let message = format!("`{}` is a table, and this build of spravka cannot read tables", path.display());
    Err(vec![Problem::usage(message).hint("use a build with the feature `tables`")])
}
