use chrono::NaiveDate;

use super::record::Supersedes;
use crate::check::Wanted;
use crate::theme::Theme;

/// The terms of filing.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The kinds of paper.
    pub templates: Vec<String>,
    /// The languages.
    pub wanted: Wanted,
    /// The only meeting whose papers are filed, by its id.
    pub meeting: Option<String>,
    /// The audience.
    pub audience: Option<String>,
    /// The theme, if it overrides that of the project.
    pub theme: Option<Theme>,
    /// The registration number, if the brief has none.
    pub number: Option<String>,
    /// The case index.
    pub case: Option<String>,
    /// How long the paper is kept.
    pub retention: Option<String>,
    /// The rule that the retention period is based on.
    pub basis: Option<String>,
    /// The date from which the marking no longer holds.
    pub marking_until: Option<NaiveDate>,
    /// Who files the paper.
    pub who: String,
    /// The record that the paper supersedes.
    pub supersedes: Option<Supersedes>,
}
