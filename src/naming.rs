//! File names of papers: a pattern such as `{date}-{stem}-{paper}-{language}.pdf`, filled in.
//!
//! Every name is valid on Linux, macOS and Windows: forbidden characters are replaced, or the name is
//! refused.

mod pattern;
mod safe;

pub use pattern::{Flaw, Pattern};
pub use safe::{folded, is_portable};

use std::num::NonZeroU32;

use crate::brief::Date;
use crate::language::Language;
use crate::suggest::did_you_mean;

/// The default pattern.
pub const USUAL: &str = "{stem}.{paper}[.{meeting}].{language}[.{audience}][.copy-{copy}][.{row}].pdf";

/// A field of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameField {
    /// The name of the brief's file without its ending.
    Stem,
    /// The date of the document.
    Date,
    /// Its registration number.
    Number,
    /// The id of the paper.
    Paper,
    /// The id of the meeting that it is about, if there are several.
    Meeting,
    /// The code of its language.
    Language,
    /// The audience that it is made for.
    Audience,
    /// The number of the copy.
    Copy,
    /// The number of the row of a table.
    Row,
    /// The name of the guest that the paper is for.
    Name,
}

impl NameField {
    /// Every field.
    pub const ALL: [Self; 10] = [
        Self::Stem,
        Self::Date,
        Self::Number,
        Self::Paper,
        Self::Meeting,
        Self::Language,
        Self::Audience,
        Self::Copy,
        Self::Row,
        Self::Name,
    ];

    /// Its name in a pattern.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stem => "stem",
            Self::Date => "date",
            Self::Number => "number",
            Self::Paper => "paper",
            Self::Meeting => "meeting",
            Self::Language => "language",
            Self::Audience => "audience",
            Self::Copy => "copy",
            Self::Row => "row",
            Self::Name => "name",
        }
    }

    fn named(name: &str) -> Result<Self, String> {
        let field = Self::ALL.into_iter().find(|field| field.name() == name);
        field.ok_or_else(|| {
            let names = Self::ALL.map(|field| format!("{{{}}}", field.name()));
            did_you_mean(&format!("{{{name}}}"), &names)
        })
    }
}

/// Identifies one paper of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which<'a> {
    /// The id of the paper.
    pub paper: &'a str,
    /// The meeting that it is about, if there are several.
    pub meeting: Option<&'a str>,
    /// Its language.
    pub language: Language,
    /// The audience that it is made for.
    pub audience: Option<&'a str>,
    /// The number of the copy.
    pub copy: Option<NonZeroU32>,
    /// The number of the row of a table.
    pub row: Option<&'a str>,
}

/// The values of the fields for one paper. `None` is unknown or was not requested.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The name of the brief's file without its ending.
    pub stem: &'a str,
    /// The date of the document.
    pub date: Option<Date>,
    /// Its registration number.
    pub number: Option<&'a str>,
    /// The name of the guest.
    pub guest: Option<&'a str>,
    /// Identifies the paper within its brief.
    pub which: Which<'a>,
}

impl Values<'_> {
    /// The value of a field, made safe, or `None` if it comes out empty.
    fn of(&self, field: NameField) -> Option<String> {
        let value = match field {
            NameField::Stem => Some(safe::value(self.stem)),
            NameField::Date => self.date.map(|date| date.0.to_string()),
            NameField::Number => self.number.map(safe::value),
            NameField::Paper => Some(safe::value(self.which.paper)),
            NameField::Meeting => self.which.meeting.map(safe::tag),
            NameField::Language => Some(self.which.language.code().to_owned()),
            NameField::Audience => self.which.audience.map(safe::tag),
            NameField::Copy => self.which.copy.map(|copy| copy.to_string()),
            NameField::Row => self.which.row.map(str::to_owned),
            NameField::Name => self.guest.map(safe::value),
        };
        value.filter(|value| !value.is_empty())
    }
}

/// Why a paper cannot be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unnamed {
    /// The paper has no value for a field of the pattern.
    Lacks(NameField),
    /// A part of the name is empty; this is the whole name.
    Empty(String),
    /// A part of the name is too long; this is that part.
    TooLong(String),
}
