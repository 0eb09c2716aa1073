use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Date, Id, Known, Prose, Reference, Text, Url, to};

/// The status of the papers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A draft, marked on every page.
    #[default]
    Draft,
    /// Ready for signature.
    Final,
}

/// A marking that restricts who may read the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// The wording, printed at the top right of the first page.
    pub text: Text,
    /// The number of this copy.
    #[schemars(range(min = 1, max = u32::MAX), extend("x-expects" = "a whole number from 1"))]
    pub copy: Option<std::num::NonZeroU32>,
    /// Whether to print the marking at the top and bottom of every page as well.
    #[serde(default)]
    pub every_page: bool,
}

/// An approval block, where a superior signs to approve or clear the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Whether the paper is approved (УТВЕРЖДАЮ) or cleared (СОГЛАСОВАНО).
    #[serde(default)]
    pub kind: ApprovalKind,
    /// The signatory's job title.
    pub position: Text,
    /// The signatory's name.
    #[schemars(extend("x-name" = true))]
    pub name: Text,
    /// The date of the signature [default: a blank to fill in by hand].
    pub date: Option<Known<Date>>,
}

/// The two kinds of approval block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalKind {
    /// УТВЕРЖДАЮ, БЕКІТЕМІН, APPROVED.
    #[default]
    Approve,
    /// СОГЛАСОВАНО, КЕЛІСІЛДІ, CLEARED.
    Clear,
}

/// Who prepared the paper, printed at its end.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreparedBy {
    /// The name.
    #[schemars(extend("x-name" = true))]
    pub name: Text,
    /// The unit or job title.
    pub position: Option<Text>,
    /// The telephone number, exactly as printed.
    pub phone: Option<Known<Text>>,
}

/// One recipient of the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// The number of this recipient's copy.
    #[schemars(range(min = 1, max = u32::MAX), extend("x-expects" = "a whole number from 1"))]
    pub copy: Option<std::num::NonZeroU32>,
    /// The recipient.
    #[schemars(extend("x-name" = true))]
    pub recipient: Text,
}

/// A source of facts.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A short name for statements and footnotes to refer to.
    pub id: Option<Id>,
    /// The title.
    #[schemars(extend("x-label" = true, "x-name" = true))]
    pub title: Text,
    /// The publisher.
    #[schemars(extend("x-label" = true, "x-name" = true))]
    pub publisher: Option<Text>,
    /// The date of publication.
    #[schemars(extend("x-label" = true))]
    pub date: Option<Known<Date>>,
    /// The web address.
    #[schemars(extend("x-label" = true))]
    pub url: Option<Url>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A signature under the text of a paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The signatory: the `id` of a member, whose name and job title are printed.
    pub by: Reference<to::Member>,
}

/// Overrides for one paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnRequisites {
    /// The subject of this paper.
    pub title: Option<Text>,
    /// The date of this paper.
    pub date: Option<Known<Date>>,
    /// The registration number of this paper.
    pub number: Option<Known<Text>>,
    /// The place where this paper was drawn up.
    pub place: Option<Known<Text>>,
    /// Whether this paper carries the marking of the brief.
    pub marking: bool,
}

impl OwnRequisites {
    /// These overrides, and what they do not override from others.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            title: self.title.or(others.title),
            date: self.date.or(others.date),
            number: self.number.or(others.number),
            place: self.place.or(others.place),
            marking: self.marking && others.marking,
        }
    }
}

impl Default for OwnRequisites {
    fn default() -> Self {
        Self { title: None, date: None, number: None, place: None, marking: true }
    }
}

/// An annex to the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// The title.
    pub title: Text,
    /// The text; if omitted, the annex is only listed.
    pub text: Option<Prose>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}
