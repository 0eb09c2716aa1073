use super::{print, print_line};
use crate::cli::Extract;
use crate::files::{ending, write};
use crate::provenance::attach::detach;
use crate::provenance::pdf_attachments::{attachments, read_pdf};
use crate::report::Problem;

/// Prints the brief that a PDF was built from, or writes it with all its sources to a new folder.
pub fn run(options: &Extract) -> Vec<Problem> {
    match extract(options) {
        Ok(problems) => problems,
        Err(problem) => vec![problem],
    }
}

fn extract(options: &Extract) -> Result<Vec<Problem>, Problem> {
    options.output.as_deref().map_or(Ok(()), ending::of_folder)?;
    let pdf = read_pdf(&options.pdf)?;
    let named = |problem: Problem| Problem {
        message: format!("`{}`: {}", options.pdf.display(), problem.message),
        ..problem
    };
    let (_, sources) = attachments(&pdf).and_then(detach).map_err(named)?;
    let Some(folder) = &options.output else {
        return Ok(print(sources.brief()));
    };
    let access = sources.access();
    write::make_new_folder(folder, access)?;
    let brief = sources.unpack(folder, access)?;
    Ok(print_line(&brief.display().to_string()))
}
