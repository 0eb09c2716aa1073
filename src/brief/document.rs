use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Brief, Date, Id, Known, Prose, Reference, Text, Url, to};

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
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
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
    /// Whether this paper carries the marking of the brief [default: only a paper for the own side does].
    pub marking: Option<bool>,
    /// Who approves or clears this paper: a list of its own, or `true` for that of the brief [default: only
    /// a paper for the own side has that of the brief].
    pub approvals: Option<OfPaper<Approval>>,
    /// Who receives this paper: a list of its own, or `true` for that of the brief [default: only a paper for
    /// the own side has that of the brief].
    pub distribution: Option<OfPaper<Distribution>>,
}

/// A list of the brief that one paper may have in another form.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(extend("x-expects" = "`true`, `false`, or a list of its own"))]
pub enum OfPaper<T> {
    /// Whether it has that of the brief.
    OfBrief(bool),
    /// It has its own.
    Own(Vec<T>),
}

impl<T: Clone> OfPaper<T> {
    /// The list of the paper, if that of the brief is `of_brief`.
    fn list(this: Option<&Self>, of_brief: Vec<T>) -> Vec<T> {
        match this {
            None | Some(Self::OfBrief(true)) => of_brief,
            Some(Self::OfBrief(false)) => Vec::new(),
            Some(Self::Own(list)) => list.clone(),
        }
    }
}

impl OwnRequisites {
    /// The brief with these requisites in place of its own.
    pub(super) fn applied_to(self, mut brief: Brief) -> Brief {
        brief.title = self.title.unwrap_or(brief.title);
        brief.date = self.date.or(brief.date);
        brief.number = self.number.or(brief.number);
        brief.place = self.place.or(brief.place);
        brief.marking = brief.marking.filter(|_| self.marking != Some(false));
        brief.approvals = OfPaper::list(self.approvals.as_ref(), brief.approvals);
        brief.distribution = OfPaper::list(self.distribution.as_ref(), brief.distribution);
        brief
    }
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
            marking: self.marking.or(others.marking),
            approvals: self.approvals.or(others.approvals),
            distribution: self.distribution.or(others.distribution),
        }
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
