//! A picture: PNG, JPEG or SVG.

use std::path::{Path, PathBuf};

use spravka::internals::files::tree::FileTree;
use spravka::internals::images::{Images, Owner, Picture, cleaned};

use super::document::is_built;
use super::sound::{assert_sound, bytes, on_own_stack};

const BRIEF: &str = "title = \"T\"\nlanguages = [\"en\"]\n[[sides]]\nname = \"S\"\n[[illustrations]]\n";

/// A problem is sound; a picture that is cleaned is the same picture, stays so, and can be printed.
pub fn holds(data: &[u8]) {
    on_own_stack(|| file(data));
}

fn file(data: &[u8]) {
    let name = match data {
        [0x89, ..] => "picture.png",
        [0xFF, ..] => "picture.jpg",
        _ => "picture.svg",
    };
    let Some(picture) = read(name, data) else { return };
    assert!(picture.ratio.is_finite() && picture.ratio > 0.0, "{}", picture.ratio);
    let clean = cleaned(name, data).expect("it was cleaned before");
    assert!(read(name, &clean) == Some(picture), "the clean picture is the same");
    assert!(cleaned(name, &clean).expect("it is clean") == clean, "what is clean stays as it is");
    let brief = format!("{BRIEF}file = \"{name}\"\nalt = \"A\"\n");
    let files = [("brief.toml", brief.as_bytes()), (name, data)];
    let files = files.map(|(name, data)| (PathBuf::from(name), bytes(data)));
    is_built(&FileTree::of(files), "brief.toml", 0).expect("a picture that can be read can be printed");
}

fn read(name: &str, data: &[u8]) -> Option<Picture> {
    let files = FileTree::of([(PathBuf::from(name), bytes(data))]);
    let (mut images, root) = (Images::default(), Path::new("/"));
    match images.add(&files, Owner::Brief, root, root, name) {
        Ok(()) => images.pictures().first().cloned(),
        Err(problem) => {
            assert!(problem.is_error());
            assert_sound(&[problem]);
            None
        }
    }
}
