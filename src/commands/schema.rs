use super::print_line;
use crate::cli::{Schema, SchemaOf};
use crate::report::Problem;
use crate::{brief, settings};

/// Prints the JSON Schema of a brief or of a project's settings.
pub fn run(options: &Schema) -> Vec<Problem> {
    let schema = match options.of {
        SchemaOf::Brief => brief::schema(),
        SchemaOf::Settings => settings::schema(),
    };
    print_line(&format!("{schema:#}"))
}
