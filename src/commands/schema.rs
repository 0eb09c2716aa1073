use super::print_line;
use crate::archive::entry;
use crate::cli::{Schema, SchemaOf};
use crate::report::Problem;
use crate::{brief, settings};

/// Prints the JSON Schema of a brief, of a project's settings or of a record in a list.
pub fn run(options: &Schema) -> Vec<Problem> {
    let schema = match options.of {
        SchemaOf::Brief => brief::schema(),
        SchemaOf::Settings => settings::schema(),
        SchemaOf::Record => entry::schema(),
    };
    print_line(&format!("{schema:#}"))
}
