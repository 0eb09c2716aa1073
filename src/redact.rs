//! Redacts a checked brief to what one paper prints. Anything else is removed before the next stage, so it
//! cannot reach the text, the metadata or the attached source of the paper.

mod arrange;
mod prune;
mod readers;
mod references;

use std::num::NonZeroU32;

use serde::Deserialize;
use toml::Table;

use crate::brief::{self, Brief};
use crate::files::refusal::cannot_express;
use crate::meeting::{forget, whole_visit};
use crate::report::Problem;
use crate::template::{PrintedPath, Template};
pub use arrange::addressee;
use arrange::{addressed, arranged, of_letter, of_seating, without_idle_zone};
use prune::Pruning;
pub use readers::bears_marking;
use readers::{for_readers, stated};
use references::References;

/// What the paper of a template prints of a brief: the keys that the template names, and what they refer to.
/// `copy` is the number of the copy, if copies are made for their addressees. A template of the user that
/// names no keys may print everything.
///
/// # Errors
/// When the brief cannot be serialised or read again, which would be a bug.
pub fn redact(brief: &Brief, template: &Template, copy: Option<NonZeroU32>) -> Result<Brief, Problem> {
    let Some(printed) = template.printed_paths() else {
        return Ok(for_readers(&whole_visit(brief), template));
    };
    let mut paths = printed.to_vec();
    let prints = |key: &str| printed.iter().any(|path| path.is(key));
    let mut own = arranged(for_readers(&whole_visit(brief), template));
    let names_meetings = printed.iter().any(|path| path.starts_with("meetings"));
    if own.meetings.is_empty() || !names_meetings {
        forget(&mut own);
    }
    if printed.iter().any(|path| path.starts_with("invitation")) {
        own = of_letter(own);
    }
    if prints("seating") {
        own = of_seating(own);
    }
    if !prints("distribution") {
        own = addressed(own, copy);
    }
    if prints("marking") && copy.is_some() {
        paths.push(PrintedPath::key("distribution"));
    }
    let withheld = std::mem::take(&mut own.withheld_sources);
    let table = Table::try_from(&own).map_err(|error| cannot_express("the brief", &error))?;
    let shape = brief::fields();
    let mut references = References::default();
    loop {
        let kept =
            Pruning { paths: &paths, references: &references, withheld: &withheld }.brief(&table, shape);
        let found = References::of(&kept, shape);
        if found == references {
            let kept = Brief::deserialize(kept);
            let mut kept: Brief = kept.map_err(|error| cannot_express("the brief of a paper", &error))?;
            kept.papers = stated(&kept, template);
            return Ok(without_idle_zone(kept));
        }
        references = found;
    }
}
