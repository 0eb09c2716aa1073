//! A brief made of several files, with its registers, tables and settings.

use std::path::{Path, PathBuf};

use spravka::internals::check::{Wanted, check};
use spravka::internals::files::tree::FileTree;
use spravka::internals::load::{Input, load_from};

use super::parts::parts;
use super::sound::{assert_sound, bytes, on_own_stack, sound};

/// Where the brief is among them.
const BRIEF: &str = "visit/brief.toml";

/// Problems are sound, and a brief is read from its own files only: each of them is in the list of what it
/// depends on.
pub fn holds(data: &[u8]) {
    on_own_stack(|| tree(data));
}

fn tree(data: &[u8]) {
    let parts = parts(BRIEF, data);
    let files = FileTree::of(parts.iter().map(|(name, text)| (PathBuf::from(name), bytes(text))));
    let Some(draft) = sound(load_from(&files, &Input::File(Path::new(BRIEF).to_owned()))) else { return };
    assert_sound(&draft.parsed.problems);
    assert_sound(&draft.project.problems);
    for file in &draft.files {
        assert!(file.starts_with(&draft.root) || file.starts_with("/"), "{file:?}");
    }
    let Some(checked) = sound(check(draft, &Wanted::All)) else { return };
    assert_sound(&checked.warnings);
}
