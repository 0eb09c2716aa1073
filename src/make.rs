//! One paper from its view: world → compile → export.

mod printed;

pub use printed::printed;

use crate::check::Checked;
use crate::compile::{Pages, compile};
use crate::export::{Profile, pdf};
use crate::localise::View;
use crate::recipe::Attachment;
use crate::report::Problem;
use crate::world::Stage;

/// A finished paper.
#[derive(Debug)]
pub struct Made {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its pages, with what the engine had to say about the template.
    pub pages: Pages,
}

/// Makes one paper, with files beside its pages where there are any.
///
/// # Errors
/// What is wrong with the template, or with the pages under the rules of the profile; or a fault of ours.
pub fn make(
    stage: &Stage,
    checked: &Checked,
    view: &View,
    attachments: &[Attachment],
    profile: &Profile,
) -> Result<Made, Vec<Problem>> {
    let attached = attachments.iter().map(|file| file.about.clone()).collect();
    let view = View { attached, ..view.clone() };
    let world = stage.world(checked, &view).with(attachments);
    let pages = compile(&world)?;
    let pdf = pdf(&world, &pages, profile)?;
    Ok(Made { pdf, pages })
}
