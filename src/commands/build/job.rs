use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::finished::Finished;
use super::request::{Desk, would_replace_brief};
use super::source::Source;
use crate::check::Checked;
use crate::export::Profile;
use crate::load::Input;
use crate::localise::View;
use crate::make::make;
use crate::naming::Which;
use crate::output;
use crate::recipe::Attachment;
use crate::report::Problem;
use crate::workers;

/// One paper to be made.
pub struct Job<'a> {
    /// The brief that it is made from.
    pub checked: &'a Checked,
    /// The template, ready to be used.
    pub desk: &'a Desk,
    /// Which paper it is.
    pub which: Which<'a>,
    /// What is printed.
    pub view: View,
    /// The files that go into the PDF.
    pub attachments: Vec<Attachment>,
    /// The file, or `None` for standard output.
    pub path: Option<PathBuf>,
}

/// Makes all papers on so many threads; `made` is told of each that has become a file, in the order of the jobs.
pub fn work_off(
    jobs: &[Job<'_>],
    source: &Source,
    profile: &Profile,
    workers: NonZeroUsize,
    made: &mut dyn FnMut(Finished),
) -> Vec<Problem> {
    let mut problems = Vec::new();
    workers::each(
        jobs,
        workers,
        |job| job.run(source, profile),
        |_, done| {
            match done {
                Ok((paper, warnings)) => {
                    paper.into_iter().for_each(&mut *made);
                    problems.extend(warnings);
                }
                Err(refusals) => problems.extend(refusals),
            }
            true
        },
    );
    problems
}

impl Job<'_> {
    /// Makes the paper and puts it where it belongs; answers with what there is to say of its file, and with the warnings about it.
    fn run(
        &self,
        source: &Source,
        profile: &Profile,
    ) -> Result<(Option<Finished>, Vec<Problem>), Vec<Problem>> {
        let made = make(&self.desk.stage, self.checked, &self.view, &self.attachments, profile)?;
        self.deliver(&source.input, &made.pdf).map_err(|problem| vec![problem])?;
        let pages = made.pages.document.pages().len();
        let finished = |path: &PathBuf| Finished::built(source, &self.which, path, &made.pdf, pages);
        Ok((self.path.as_ref().map(finished), made.pages.warnings))
    }

    fn deliver(&self, input: &Input, pdf: &[u8]) -> Result<(), Problem> {
        match (self.path.as_deref(), input.path()) {
            (Some(path), Some(brief)) if output::same_file(path, brief) => Err(would_replace_brief(path)),
            (path, _) => output::deliver(path, pdf),
        }
    }
}
