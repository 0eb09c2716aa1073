use std::borrow::Cow;
use std::num::NonZeroU32;

use super::Checked;
use crate::brief::{Brief, Image, Known, Text};
use crate::images::Images;
use crate::redact::redact;
use crate::report::Problem;
use crate::settings::Letterhead;
use crate::template::{LETTERHEAD, Template};

/// What one paper prints of a checked brief and its project.
#[derive(Debug)]
pub struct PrintedBrief<'a> {
    brief: Cow<'a, Brief>,
    checked: &'a Checked,
    has_letterhead: bool,
    copy: Option<NonZeroU32>,
}

impl Checked {
    /// What the paper of a template prints; `copy` is its number, if copies are made for their addressees.
    ///
    /// # Errors
    /// As [`redact`].
    pub fn printed(
        &self,
        template: &Template,
        copy: Option<NonZeroU32>,
    ) -> Result<PrintedBrief<'_>, Problem> {
        let brief = Cow::Owned(redact(&self.brief, template, copy)?);
        let has_letterhead =
            template.printed_paths().is_none_or(|paths| paths.iter().any(|path| path.is(LETTERHEAD)));
        Ok(PrintedBrief { brief, checked: self, has_letterhead, copy })
    }

    /// All of it, to see for which papers it has content.
    pub fn whole(&self) -> PrintedBrief<'_> {
        PrintedBrief { brief: Cow::Borrowed(&self.brief), checked: self, has_letterhead: true, copy: None }
    }
}

impl PrintedBrief<'_> {
    /// The printed part of the brief.
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The images of the brief and its project.
    pub fn images(&self) -> &Images {
        &self.checked.images
    }

    /// The logo at the head of the first page.
    pub fn logo(&self) -> Option<&Image> {
        self.checked.logo.as_ref().filter(|_| self.has_letterhead)
    }

    /// The letterhead.
    pub fn letterhead(&self) -> Option<&Letterhead> {
        self.checked.letterhead.as_ref().filter(|_| self.has_letterhead)
    }

    /// Whether the paper has a letterhead, if the project has one.
    pub fn has_letterhead(&self) -> bool {
        self.has_letterhead
    }

    /// The same with this registration number.
    #[must_use]
    pub fn numbered(self, number: &str) -> Self {
        let mut brief = self.brief.into_owned();
        brief.number = Some(Known::Value(Text::Same(number.to_owned())));
        Self { brief: Cow::Owned(brief), ..self }
    }

    /// The number of the copy.
    pub fn copy(&self) -> Option<NonZeroU32> {
        self.copy
    }
}
