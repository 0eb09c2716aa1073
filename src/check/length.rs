use unicode_normalization::char::is_combining_mark;

use crate::fields::{Kind, WrittenText};
use crate::limits::{COMBINING_MARKS, MARKDOWN_SIGNS, PARAGRAPH_CHARACTERS, PROBLEMS};
use crate::load::Spans;
use crate::report::Problem;

/// Checks that no text takes more time to lay out than there is, wherever it is printed.
pub fn check(spans: &Spans, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let found = texts.iter().filter_map(|text| check_one(spans, text));
    found.take(PROBLEMS + 1).chain(markdown(spans, texts)).collect()
}

fn check_one(spans: &Spans, text: &WrittenText<'_>) -> Option<Problem> {
    let longest = if is_markdown(text) { longest_paragraph(text.text) } else { text.text.chars().count() };
    if longest > PARAGRAPH_CHARACTERS {
        return Some(too_long(spans, text, longest));
    }
    let marks = most_marks(text.text);
    (marks > COMBINING_MARKS).then(|| too_many_marks(spans, text, marks))
}

fn is_markdown(text: &WrittenText<'_>) -> bool {
    matches!(text.kind, Kind::Markdown | Kind::Entry)
}

/// The characters of the longest paragraph, list item or row of a table.
fn longest_paragraph(markdown: &str) -> usize {
    let (mut longest, mut length) = (0, 0);
    for line in markdown.lines() {
        let start = line.trim_start();
        if start.is_empty() || start.starts_with(['-', '*', '+', '|', '#', '>']) {
            length = 0;
        }
        length += line.chars().count() + 1;
        longest = longest.max(length);
    }
    longest
}

/// The most combining marks in a row.
fn most_marks(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let (mut most, mut marks) = (0, 0);
    for character in text.chars() {
        // Nothing before U+0300 and no Cyrillic letter is a mark.
        let is_letter = matches!(character, '\0'..='\u{2FF}' | '\u{400}'..='\u{481}');
        marks = if !is_letter && is_combining_mark(character) { marks + 1 } else { 0 };
        most = most.max(marks);
    }
    most
}

/// The first long text at which all together have too many signs of Markdown.
fn markdown(spans: &Spans, texts: &[WrittenText<'_>]) -> Option<Problem> {
    let mut signs = 0;
    let first = texts.iter().filter(|text| is_markdown(text)).find(|text| {
        let is_sign = |byte: &u8| matches!(byte, b'\n' | b'*' | b'_' | b'[' | b'|' | b'`');
        signs += text.text.bytes().filter(is_sign).count();
        signs > MARKDOWN_SIGNS
    });
    first.map(|text| too_many_signs(spans, text))
}

fn too_long(spans: &Spans, text: &WrittenText<'_>, length: usize) -> Problem {
    let what = if is_markdown(text) { "has a paragraph of" } else { "has" };
    let hint = if is_markdown(text) {
        "divide it into paragraphs by empty lines"
    } else {
        "shorten it; long texts go into `background`, annexes and biographies"
    };
    Problem::error(format!("`{}` {what} {length} characters; the limit is {PARAGRAPH_CHARACTERS}", text.path))
        .at(spans.value(&text.path))
        .hint(hint)
}

fn too_many_marks(spans: &Spans, text: &WrittenText<'_>, marks: usize) -> Problem {
    Problem::error(format!(
        "`{}` has {marks} combining marks in a row; the limit is {COMBINING_MARKS}",
        text.path
    ))
    .at(spans.value(&text.path))
    .hint("type the letters again: a letter has one or two accents")
}

fn too_many_signs(spans: &Spans, text: &WrittenText<'_>) -> Problem {
    Problem::error(format!(
        "the long texts of the brief have more than {MARKDOWN_SIGNS} lines and signs of Markdown"
    ))
    .at(spans.value(&text.path))
    .hint("shorten them, or split them into several briefs")
}
