use super::build;
use super::print_line;
use crate::archive::entry;
use crate::cli::{Schema, SchemaOf};
use crate::report::Problem;
use crate::{brief, settings};

/// Prints the JSON Schema of a brief, of a project's settings, of a record in a list or of a paper that was built.
pub fn run(options: &Schema) -> Vec<Problem> {
    let schema = match options.of {
        SchemaOf::Brief => brief::schema(),
        SchemaOf::Settings => settings::schema(),
        SchemaOf::Record => entry::schema(),
        SchemaOf::Paper => build::schema(),
    };
    print_line(&format!("{schema:#}"))
}
