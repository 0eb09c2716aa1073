use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Id, Known, Prose, Reference, Tag, Text, Url, to};

/// How far the paper has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every page says that it is a draft.
    #[default]
    Draft,
    /// Ready to be signed.
    Final,
}

/// A marking that limits who may read the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// The words of the marking, at the top right of the first page.
    pub text: Text,
    /// The number of this copy.
    #[schemars(range(min = 1), extend("x-expects" = "a whole number from 1"))]
    pub copy: Option<std::num::NonZeroU32>,
    /// Whether the marking also stands at the top and bottom of every page.
    #[serde(default)]
    pub every_page: bool,
}

/// A block in which a superior approves or clears the paper by signature.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Whether the paper is approved (УТВЕРЖДАЮ) or cleared (СОГЛАСОВАНО).
    #[serde(default)]
    pub kind: ApprovalKind,
    /// The position of the one who signs.
    pub position: Text,
    /// The name of the one who signs.
    pub name: Text,
    /// The date of the signature; left out or unknown, a blank to fill in by hand is printed.
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

/// Who prepared the paper, at its foot.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreparedBy {
    /// The name.
    pub name: Text,
    /// The unit or position.
    pub position: Option<Text>,
    /// The telephone number, as it should be printed.
    pub phone: Option<Known<Text>>,
}

/// One addressee of the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// The number of the copy that goes to this addressee.
    #[schemars(range(min = 1), extend("x-expects" = "a whole number from 1"))]
    pub copy: Option<std::num::NonZeroU32>,
    /// The addressee.
    pub recipient: Text,
}

/// Where facts come from.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A short name by which statements and footnotes refer to this source.
    pub id: Option<Id>,
    /// What it is called.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When it was published.
    pub date: Option<Known<Date>>,
    /// Its address on the web.
    pub url: Option<Url>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// Who signs a paper, under its text.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The member who signs, by `id`: name and position are printed as they stand in the list of the side.
    pub by: Reference<to::Member>,
}

/// What one paper has of its own, instead of what the brief has for all.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnRequisites {
    /// What this paper is about.
    pub title: Option<Text>,
    /// The date of this paper.
    pub date: Option<Known<Date>>,
    /// The registration number of this paper.
    pub number: Option<Known<Text>>,
    /// Where this paper was drawn up.
    pub place: Option<Known<Text>>,
    /// Whether this paper bears the marking of the brief.
    pub marking: bool,
}

impl Default for OwnRequisites {
    fn default() -> Self {
        Self { title: None, date: None, number: None, place: None, marking: true }
    }
}

/// Something attached to the paper.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// What it is called.
    pub title: Text,
    /// Its text; left out, the annex is only listed.
    pub text: Option<Prose>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}
