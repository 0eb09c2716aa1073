//! Marks that a writer leaves for later. A final paper has none.

use std::sync::LazyLock;

use regex::Regex;

use crate::brief::Status;
use crate::fields::WrittenText;
use crate::language::Language;
use crate::load::Draft;
use crate::report::Problem;

/// The marks that writers of any language leave: what this check finds in briefs, and no work left in this file.
const COMMON: &str = r"\b(?:TODO|TBD|FIXME)\b|\?\?\?|\[(?:…|\.\.\.)\]|(?i:lorem ipsum)"; // looked for in briefs

/// These marks and, in square brackets or capitals, the words of the language files.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = Language::all().flat_map(|language| &language.file().draft_marks);
    let words: Vec<_> = words.map(|word| regex::escape(word)).collect();
    let capitals: Vec<_> = words.iter().map(|word| word.to_uppercase()).collect();
    let pattern = format!(r"{COMMON}|\[(?i:{})[^\]]*\]|\b(?:{})\b", words.join("|"), capitals.join("|"));
    Regex::new(&pattern).ok()
});

/// A final brief has no mark of a draft in any text that is printed.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let Some(marks) = MARKS.as_ref().filter(|_| draft.brief().status == Status::Final) else {
        return Vec::new();
    };
    let printed = texts.iter().filter(|wording| wording.kind.is_text());
    let found = printed.flat_map(|wording| marks.find_iter(wording.text).map(move |mark| (wording, mark)));
    found.map(|(wording, mark)| left_for_later(draft, wording, mark.as_str())).collect()
}

fn left_for_later(draft: &Draft, wording: &WrittenText<'_>, mark: &str) -> Problem {
    Problem::error(format!("a final brief has the mark `{mark}` of a draft"))
        .at(draft.spans().words(&wording.path, mark))
        .hint("write what is missing, or set `status = \"draft\"`")
}
