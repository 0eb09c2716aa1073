//! The text of a brief.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use spravka::internals::audience;
use spravka::internals::check::{Wanted, check};
use spravka::internals::close::close;
use spravka::internals::files::tree::FileTree;
use spravka::internals::load::{Draft, Input, load_from};
use spravka::internals::provenance::flatten::in_one_piece;
use spravka::internals::report::Problem;

use super::sound::{assert_sound, bytes, on_own_stack, sound};

/// Where the brief is in memory.
const NAME: &str = "brief.toml";

/// Problems are sound; a brief that is written again, closed, or filtered twice is what it was.
pub fn holds(data: &[u8]) {
    on_own_stack(|| text(data));
}

fn text(data: &[u8]) {
    let Some(draft) = sound(read(data)) else { return };
    assert_sound(&draft.parsed.problems);
    if !draft.parsed.problems.iter().any(Problem::is_error) {
        is_the_same_when_written_again(&draft);
        is_closed_once(data, &draft);
    }
    let Some(checked) = sound(check(draft, &Wanted::All)) else { return };
    assert_sound(&checked.warnings);
    for tag in audience::tags(checked.brief()) {
        let once = audience::keep(checked.brief().clone(), &tag);
        let written = written(&once);
        assert_eq!(written, self::written(&audience::keep(once, &tag)), "what `{tag}` sees of what it sees");
    }
}

fn read(data: &[u8]) -> Result<Draft, Vec<Problem>> {
    let files = FileTree::of([(PathBuf::from(NAME), bytes(data))]);
    load_from(&files, &Input::File(Path::new(NAME).to_owned()))
}

fn written(brief: &spravka::internals::brief::Brief) -> String {
    in_one_piece(brief, &BTreeMap::new()).expect("a brief can be written")
}

/// A brief that is written and read again is written in the same way. Only what it names is not there.
fn is_the_same_when_written_again(draft: &Draft) {
    let once = written(draft.brief());
    let again = read(once.as_bytes()).unwrap_or_else(|problems| panic!("{once}\n{problems:?}"));
    assert_eq!(once, written(again.brief()));
}

/// A closed brief can be read, and has nothing to close.
fn is_closed_once(data: &[u8], draft: &Draft) {
    let text = String::from_utf8(data.to_vec()).expect("a brief is UTF-8");
    let text = text.trim_start_matches('\u{feff}');
    let Some(closed) = close(text, draft.brief()).expect("TOML for one parser is TOML for the other") else {
        return;
    };
    let again = read(closed.as_bytes()).unwrap_or_else(|problems| panic!("{closed}\n{problems:?}"));
    assert_eq!(close(&closed, again.brief()).expect("TOML"), None, "{closed}");
}
