use serde_json::Value;

use crate::fields::{Kind, Shape, WrittenText, written};
use crate::images::{Images, Owner};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::settings;

/// Reads every image that the texts of the brief and its project's settings name. Returns the problems of
/// each separately.
pub fn read(draft: &Draft, texts: &[WrittenText<'_>]) -> (Images, Vec<Problem>, Vec<Problem>) {
    let mut images = Images::default();
    let mut of_brief = Vec::new();
    for text in texts.iter().filter(|text| names_picture(text)) {
        let read = images.add(&draft.tree, Owner::Brief, &draft.root, &draft.folder, text.text);
        of_brief.extend(read.err().map(|problem| problem.at(draft.place(&text.path))));
    }
    let mut of_project = Vec::new();
    if let Some(settings) = &draft.project.settings {
        let folder = &draft.project.folder;
        for (path, file) in pictures_named(settings::fields(), &settings.values) {
            let read = images.add(&draft.tree, Owner::Project, folder, folder, file);
            of_project.extend(read.err().map(|problem| problem.at(settings.spans.value(&path))));
        }
    }
    (images, of_brief, of_project)
}

/// Every image that a file names, with its path. Empty names are left to the check for empty texts.
pub fn pictures_named<'a>(fields: &'a Shape, values: &'a Value) -> Vec<(KeyPath, &'a str)> {
    let texts = written(fields, values).texts.into_iter();
    texts.filter(names_picture).map(|text| (text.path, text.text)).collect()
}

fn names_picture(text: &WrittenText<'_>) -> bool {
    *text.kind == Kind::Picture && !text.text.trim().is_empty()
}
