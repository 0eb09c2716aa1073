use super::print_line;
use crate::cli::Verify;
use crate::provenance::reproduce::verify;
use crate::report::Problem;

/// Rebuilds each paper from its attachments and prints the paths of those with the same bytes.
pub fn run(options: &Verify) -> Vec<Problem> {
    let verified = options.pdfs.iter().map(|path| match verify(path) {
        Ok(()) => print_line(&path.display().to_string()),
        Err(problems) => problems,
    });
    verified.flatten().collect()
}
