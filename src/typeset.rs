//! From a view to a PDF: world → pages → PDF. Knows neither briefs nor checks.

mod compile;
mod pdf;
mod source;
mod warm_up;
mod world;

pub use compile::{Pages, compile};
pub use pdf::{DEFAULT_PROFILE, Profile, pdf};
pub use warm_up::{warm_up, warm_up_template};
pub use world::ParsedTemplate;

use crate::images::Images;
use crate::report::Problem;
use crate::theme::Style;
use crate::view::{Attachment, View};

/// How a paper is drawn, whatever its contents.
#[derive(Debug, Clone, Copy)]
pub struct Design<'a> {
    /// The template.
    pub template: &'a ParsedTemplate,
    /// The theme, with the project's overrides.
    pub style: &'a Style,
    /// The pictures that the view may refer to.
    pub images: &'a Images,
}

/// A finished paper.
#[derive(Debug)]
pub struct TypesetPaper {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its pages, with the engine's warnings about the template.
    pub pages: Pages,
}

/// Typesets one paper with its attachments.
///
/// # Errors
/// The errors in the template, or in the pages under the rules of the profile; or a bug of ours.
pub fn typeset(
    design: Design<'_>,
    view: &View,
    attachments: &[Attachment],
    profile: &Profile,
) -> Result<TypesetPaper, Vec<Problem>> {
    let attached = attachments.iter().map(|file| file.info.clone()).collect();
    let view = View { attached, ..view.clone() };
    let world = design.template.world(design.style, design.images, &view).with(attachments);
    let pages = compile(&world)?;
    let pdf = pdf(&world, &pages, profile)?;
    Ok(TypesetPaper { pdf, pages })
}
