use std::num::NonZeroUsize;

use super::artifact::Artifact;
use super::plan::would_replace_brief;
use crate::check::Checked;
use crate::commands::source::BriefSource;
use crate::commands::trial;
use crate::files::write::{self, OutputFile};
use crate::load::Input;
use crate::naming::Which;
use crate::papers::PreparedTemplate;
use crate::parallel;
use crate::report::Problem;
use crate::template::Origin;
use crate::typeset::{Design, Profile, TypesetPaper, typeset};
use crate::view::Attachment;
use crate::view::View;

/// One paper to build.
pub struct Job<'a> {
    /// The checked brief.
    pub checked: &'a Checked,
    /// The parsed template.
    pub prepared: &'a PreparedTemplate,
    /// Which paper it is.
    pub which: Which<'a>,
    /// The content.
    pub view: View,
    /// The files to attach.
    pub attachments: Vec<Attachment>,
    /// The file to write, or `None` for standard output.
    pub file: Option<OutputFile>,
}

/// Builds all papers on `workers` threads. `made` is called with each paper that was written, in the order of
/// the jobs.
pub fn run_all(
    jobs: &[Job<'_>],
    source: &BriefSource,
    profile: &Profile,
    workers: NonZeroUsize,
    made: &mut dyn FnMut(Artifact),
) -> Vec<Problem> {
    let mut problems = Vec::new();
    parallel::each(
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

/// Typesets every paper of a template that is not built in, and writes none.
pub fn try_all(jobs: &[Job<'_>], profile: &Profile) {
    let is_foreign = |job: &&Job<'_>| job.prepared.parsed.origin() == Origin::Folder;
    for job in jobs.iter().filter(is_foreign) {
        trial::announce(job.which.paper, job.which.language.code());
        // What is wrong with it is said when it is built.
        drop(job.typeset(profile));
    }
}

impl Job<'_> {
    fn typeset(&self, profile: &Profile) -> Result<TypesetPaper, Vec<Problem>> {
        let (style, images) = (self.checked.style(), self.checked.images());
        let design = Design { template: &self.prepared.parsed, style, images };
        typeset(design, &self.view, &self.attachments, profile)
    }

    /// Builds and delivers the paper. Returns its artifact, if it became a file, and the warnings.
    fn run(
        &self,
        source: &BriefSource,
        profile: &Profile,
    ) -> Result<(Option<Artifact>, Vec<Problem>), Vec<Problem>> {
        let made = self.typeset(profile)?;
        self.deliver(&source.input, &made.pdf)?;
        let pages = made.pages.document.pages().len();
        let finished =
            |file: &OutputFile| Artifact::built(source, &self.which, file.path(), &made.pdf, pages);
        Ok((self.file.as_ref().map(finished), made.pages.warnings))
    }

    fn deliver(&self, input: &Input, pdf: &[u8]) -> Result<(), Problem> {
        if let (Some(file), Some(brief)) = (&self.file, input.path())
            && write::same_file(file.path(), brief)
        {
            return Err(would_replace_brief(file.path()));
        }
        write::deliver(
            self.file.as_ref(),
            pdf,
            self.checked.access_of_paper(self.which.paper, self.which.meeting),
        )
    }
}
