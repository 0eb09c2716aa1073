//! Placeholders that a writer leaves for later, and examples of a new brief that still stand. A final brief
//! must have none.

use std::sync::LazyLock;

use super::Extent;
use crate::brief::Status;
use crate::examples::{is_example, is_gap};
use crate::fields::WrittenText;
use crate::language::Language;
use crate::limits::PROBLEMS;
use crate::load::Draft;
use crate::report::Problem;
use crate::scan::{is_word_edge, prefix_length};

/// Placeholders used in any language. They are what this check looks for, not notes about this file.
const COMMON_WORDS: [&str; 3] = ["TODO", "TBD", "FIXME"]; // looked for in briefs
/// Placeholders made of signs.
const SIGNS: [&str; 3] = ["???", "[…]", "[...]"];
/// Filler text.
const FILLER: &str = "lorem ipsum";

/// The words of the language files. A placeholder is one of them in capitals, or square brackets that begin
/// with one of them.
struct Marks {
    small: Vec<String>,
    capitals: Vec<String>,
    /// The first letters of `capitals`.
    initials: Vec<char>,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let words: Vec<_> = Language::all().flat_map(|language| &language.file().draft_marks).collect();
    let common = COMMON_WORDS.into_iter().map(str::to_owned);
    let small = words.iter().map(|word| word.to_lowercase()).collect();
    let capitals: Vec<_> = common.chain(words.iter().map(|word| word.to_uppercase())).collect();
    let initials = capitals.iter().filter_map(|word| word.chars().next()).collect();
    Marks { small, capitals, initials }
});

/// Checks that the printed texts of a final brief have no placeholders. In a draft, only examples of a new
/// brief are reported. Papers of earlier versions, whose briefs are parts, may have them.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>], extent: Extent) -> Vec<Problem> {
    let printed = || texts.iter().filter(|wording| wording.kind.is_text());
    let examples = printed().filter(|wording| extent == Extent::Whole && is_still_an_example(draft, wording));
    let examples = examples.map(|wording| example(draft, wording)).take(PROBLEMS + 1);
    examples.chain(for_later(draft, printed())).collect()
}

/// Whether nobody has replaced the text of the example.
fn is_still_an_example(draft: &Draft, wording: &WrittenText<'_>) -> bool {
    let whole = wording.language.and_then(|_| wording.path.parent());
    // What stands for a name that a register lacks is not in the file.
    let is_in_file = || {
        let place = draft.spans().value(&wording.path);
        place.source.text.get(place.range.clone()).is_some_and(|written| written.contains(wording.text))
    };
    is_example(whole.as_ref().unwrap_or(&wording.path), wording.text) || is_gap(wording.text) && is_in_file()
}

/// The placeholders of a final brief.
fn for_later<'a>(draft: &Draft, printed: impl Iterator<Item = &'a WrittenText<'a>>) -> Vec<Problem> {
    if draft.brief().status != Status::Final {
        return Vec::new();
    }
    let found = printed.flat_map(|wording| marks(wording.text).map(move |mark| (wording, mark)));
    found.map(|(wording, mark)| left_for_later(draft, wording, mark)).take(PROBLEMS + 1).collect()
}

/// The placeholders in a text. They do not overlap.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    let mut free = 0;
    let last_bracket = text.rfind(']').unwrap_or(0);
    text.char_indices().filter_map(move |(start, letter)| {
        // A bracket that nothing closes is not looked for again and again.
        let is_placeholder = start >= free && (letter != '[' || start < last_bracket);
        let length = if is_placeholder { MARKS.length_at(text, start) } else { None };
        length.map(|length| {
            free = start + length;
            &text[start..free]
        })
    })
}

impl Marks {
    /// The length in bytes of the placeholder that begins at `start`. Most characters begin none.
    fn length_at(&self, text: &str, start: usize) -> Option<usize> {
        let rest = &text[start..];
        let sign = || SIGNS.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len());
        let filler = || prefix_length(rest, FILLER);
        match rest.chars().next()? {
            '?' | '[' => sign().or_else(|| self.in_brackets(rest)),
            'l' | 'L' => filler().or_else(|| self.in_capitals(text, start)),
            letter if self.initials.contains(&letter) => self.in_capitals(text, start),
            _ => None,
        }
    }

    fn in_brackets(&self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix('[')?;
        let word = self.small.iter().find_map(|word| prefix_length(inner, word))?;
        let close = inner[word..].find(']')?;
        Some("[".len() + word + close + "]".len())
    }

    fn in_capitals(&self, text: &str, start: usize) -> Option<usize> {
        let is_whole = |word: &&String| {
            text[start..].starts_with(word.as_str())
                && is_word_edge(text, start)
                && is_word_edge(text, start + word.len())
        };
        self.capitals.iter().find(is_whole).map(String::len)
    }
}

fn left_for_later(draft: &Draft, wording: &WrittenText<'_>, mark: &str) -> Problem {
    Problem::error(format!("a final brief contains the placeholder `{mark}`"))
        .at(draft.spans().words(&wording.path, mark))
        .hint("replace it, or set `status = \"draft\"`")
}

fn example(draft: &Draft, wording: &WrittenText<'_>) -> Problem {
    let message = format!("`{}` is still an example", wording.path);
    let place = draft.spans().value(&wording.path);
    match draft.brief().status {
        Status::Draft => Problem::warning(message).at(place).hint("replace it, or delete the line"),
        Status::Final => {
            Problem::error(message).at(place).hint("replace it, delete the line, or set `status = \"draft\"`")
        }
    }
}
