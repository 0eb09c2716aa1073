use std::io::{self, Write};

use super::print_line;
use crate::cli::Extract;
use crate::files::write;
use crate::provenance::attach::detach;
use crate::provenance::pdf_attachments::{attachments, read_pdf};
use crate::report::Problem;

/// Prints the brief that a PDF was made from, or writes it with all that belongs to it into a new folder.
pub fn run(options: &Extract) -> Vec<Problem> {
    match extract(options) {
        Ok(problems) => problems,
        Err(problem) => vec![problem],
    }
}

fn extract(options: &Extract) -> Result<Vec<Problem>, Problem> {
    let pdf = read_pdf(&options.pdf)?;
    let named = |problem: Problem| Problem {
        message: format!("`{}`: {}", options.pdf.display(), problem.message),
        ..problem
    };
    let (_, sources) = attachments(&pdf).and_then(detach).map_err(named)?;
    let Some(folder) = &options.output else {
        let written = io::stdout().lock().write_all(sources.brief.as_bytes());
        return Ok(written
            .err()
            .filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
            .map_or_else(Vec::new, |error| {
                vec![Problem::system(format!("cannot write to standard output ({error})"))]
            }));
    };
    write::make_new_folder(folder)?;
    let brief = sources.unpack(folder)?;
    Ok(print_line(&brief.name()))
}
