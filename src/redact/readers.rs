use std::collections::BTreeMap;

use crate::brief::{Brief, OfPaper, OwnRequisites};
use crate::template::{Readers, Template};

/// The brief of one paper as its readers get it: marking, approvals and distribution are for the own side,
/// unless the brief says otherwise for this paper.
pub fn for_readers(brief: &Brief, template: &Template) -> Brief {
    let mut own = brief.for_paper(&template.id).into_owned();
    if template.manifest.readers == Readers::Own {
        return own;
    }
    let stated = brief.papers.get(&template.id);
    own.marking = own.marking.filter(|_| bears_marking(brief, template));
    if stated.is_none_or(|stated| stated.approvals.is_none()) {
        own.approvals.clear();
    }
    if stated.is_none_or(|stated| stated.distribution.is_none()) {
        own.distribution.clear();
    }
    own
}

/// Whether a paper bears a marking or the number of a copy, if there is one.
pub fn bears_marking(brief: &Brief, template: &Template) -> bool {
    let stated = brief.papers.get(&template.id).and_then(|stated| stated.marking);
    stated.unwrap_or(template.manifest.readers == Readers::Own)
}

/// What the brief of one paper says of it, so that the paper keeps what others of its readers do not have.
pub fn stated(of_paper: &Brief, template: &Template) -> BTreeMap<String, OwnRequisites> {
    let stated = OwnRequisites {
        marking: of_paper.marking.is_some().then_some(true),
        approvals: (!of_paper.approvals.is_empty()).then_some(OfPaper::OfBrief(true)),
        distribution: (!of_paper.distribution.is_empty()).then_some(OfPaper::OfBrief(true)),
        ..OwnRequisites::default()
    };
    let says_nothing =
        stated.marking.is_none() && stated.approvals.is_none() && stated.distribution.is_none();
    if template.manifest.readers == Readers::Own || says_nothing {
        return BTreeMap::new();
    }
    BTreeMap::from([(template.id.clone(), stated)])
}
