use chrono::NaiveDate;

use super::record::Supersedes;
use crate::check::Wanted;
use crate::theme::Theme;

/// Under which terms a paper is filed.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The kinds of paper.
    pub templates: Vec<String>,
    /// The languages.
    pub wanted: Wanted,
    /// Who may read it.
    pub audience: Option<String>,
    /// How it looks, where that is not left to its project.
    pub theme: Option<Theme>,
    /// The registration number, where the brief has none.
    pub number: Option<String>,
    /// The index of the case.
    pub case: Option<String>,
    /// How long it is kept.
    pub retention: Option<String>,
    /// What that is based on.
    pub basis: Option<String>,
    /// The day from which its marking no longer holds.
    pub marking_until: Option<NaiveDate>,
    /// The record that it replaces.
    pub supersedes: Option<Supersedes>,
}
