use super::build;
use super::print_line;
#[cfg(feature = "archive")]
use crate::archive::summary;
use crate::cli::{Schema, SchemaOf};
use crate::report::Problem;
use crate::{brief, settings};

/// Prints the JSON Schema of a kind of file, or of a line for other programs.
pub fn run(options: &Schema) -> Vec<Problem> {
    let schema = match options.of {
        SchemaOf::Brief => brief::written_schema(),
        SchemaOf::People => brief::people_schema(),
        SchemaOf::Organisations => brief::organisations_schema(),
        SchemaOf::Settings => settings::schema(),
        #[cfg(feature = "archive")]
        SchemaOf::Record => summary::schema(),
        SchemaOf::Paper => build::schema(),
    };
    print_line(&format!("{schema:#}"))
}
