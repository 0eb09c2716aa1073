use std::borrow::Cow;
use std::num::NonZeroU32;

use super::Checked;
use crate::brief::{Brief, Image, Known, Text};
use crate::images::Images;
use crate::meeting::{narrow, whole_visit};
use crate::redact::{bears_marking, redact};
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
        self.printed_about(None, template, copy)
    }

    /// The same for a paper about one meeting of a visit, by its id, if it is not about the whole visit.
    ///
    /// # Errors
    /// As [`redact`].
    pub fn printed_about(
        &self,
        meeting: Option<&str>,
        template: &Template,
        copy: Option<NonZeroU32>,
    ) -> Result<PrintedBrief<'_>, Problem> {
        template.manifest.check_languages(&template.id, self.languages())?;
        let brief = Cow::Owned(redact(&self.about(meeting), template, copy)?);
        let has_letterhead =
            template.printed_paths().is_none_or(|paths| paths.iter().any(|path| path.is(LETTERHEAD)));
        Ok(PrintedBrief { brief, checked: self, has_letterhead, copy })
    }

    /// Whether copies of this paper may be numbered: it bears the marking, if there is one.
    pub fn numbers_copies(&self, meeting: Option<&str>, template: &Template) -> bool {
        bears_marking(&self.about(meeting), template)
    }

    /// All of it, to see for which papers it has content.
    pub fn whole(&self) -> PrintedBrief<'_> {
        self.whole_about(None)
    }

    /// All that papers about one meeting, or the whole visit, may print.
    pub fn whole_about(&self, meeting: Option<&str>) -> PrintedBrief<'_> {
        let brief = match meeting {
            Some(_) => self.about(meeting),
            None => whole_visit(&self.brief),
        };
        PrintedBrief { brief, checked: self, has_letterhead: true, copy: None }
    }

    /// The brief of a meeting alone, or of the whole visit.
    pub fn about(&self, meeting: Option<&str>) -> Cow<'_, Brief> {
        let narrowed = meeting.and_then(|meeting| narrow(&self.brief, meeting));
        narrowed.map_or(Cow::Borrowed(&self.brief), Cow::Owned)
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
