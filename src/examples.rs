//! The examples of a new brief: in one language or in several, and which texts of a brief are still examples.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use toml_edit::{Document, Item, Value};

use crate::assets;
use crate::brief;
use crate::fields::{Kind, Shape};
use crate::key_path::{KeyPath, Step};
use crate::language::Language;

/// Keys whose examples are as good as any other value: a paper may keep them.
const MAY_STAY: [&str; 17] = [
    "place",
    "expected_outcomes",
    "marking.text",
    "meeting.time_zone",
    "meeting.city",
    "meeting.working_languages",
    "sides.members.honorific",
    "sides.members.citizenship",
    "programme.events.event",
    "programme.events.transport",
    "agreements.state",
    "recipient.honorific",
    "invitation.interpretation",
    "invitation.dress_code",
    "invitation.notes",
    "invitation.closing",
    "invitation.enclosures",
];

/// The sign for what the writer adds. A text with it is never finished.
const GAP: char = '…';

/// The longest line of a text in several languages before each gets its own line.
const LINE: usize = 110;

/// The text of a new brief with every example in each of the languages, the first of them the main one.
pub fn new_brief(languages: &[Language]) -> Option<String> {
    let examples: Vec<_> = languages.iter().map(|language| Examples::of(*language)).collect::<Option<_>>()?;
    match &examples[..] {
        [] => None,
        [one] => Some(one.commented.to_owned()),
        [first, ..] => Some(in_each(first, &examples, languages)),
    }
}

/// The comment above the outcomes that `close` writes, with a place for each language.
pub fn closing_words(languages: &[Language]) -> String {
    let words = languages.first().and_then(|first| assets::closing_words(first.code())).unwrap_or_default();
    match languages {
        [] | [_] => words.to_owned(),
        several => {
            let gap = format!("\"{GAP}\"");
            words.replace(&gap, &in_one_line(several.iter().map(|language| (*language, gap.as_str()))))
        }
    }
}

/// Whether a text is only the sign for what the writer adds.
pub fn is_gap(text: &str) -> bool {
    text.trim().chars().eq([GAP])
}

/// Whether a text at a path, without the language, is an example that nobody has replaced.
pub fn is_example(path: &KeyPath, text: &str) -> bool {
    static EXAMPLES: LazyLock<BTreeSet<(String, String)>> = LazyLock::new(|| {
        let examples = Language::all().filter_map(Examples::of);
        examples.flat_map(|examples| examples.placeholders()).collect()
    });
    EXAMPLES.contains(&(keys(path), one_line(text)))
}

/// The keys of a path, without the numbers of items.
fn keys(path: &KeyPath) -> String {
    let keys = path.steps().iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

/// A text with one space for all white space, as a wrapped example may be indented.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The examples of one language.
struct Examples {
    /// The new brief as it is written.
    commented: &'static str,
    /// Its lines without the marks that make them examples, and whether they had one.
    lines: Vec<(bool, &'static str)>,
    /// These lines as one text.
    text: String,
    /// Its texts.
    texts: Vec<Example>,
}

/// A text among the examples.
struct Example {
    path: KeyPath,
    /// Its place, with the quotation marks.
    range: Range<usize>,
    words: String,
}

impl Examples {
    fn of(language: Language) -> Option<Self> {
        let commented = assets::new_brief(language.code())?;
        let lines = uncommented(commented);
        let text: String = lines.iter().flat_map(|(_, line)| [*line, "\n"]).collect();
        let document = Document::parse(text.as_str()).ok()?;
        let mut texts = Vec::new();
        for (key, item) in document.iter() {
            collect(item, &KeyPath::root().key(key), brief::fields().key(key), &mut texts);
        }
        texts.sort_by_key(|example| example.range.start);
        Some(Self { commented, lines, text, texts })
    }

    /// The texts that no finished brief keeps, with their keys.
    fn placeholders(self) -> impl Iterator<Item = (String, String)> {
        let texts = self.texts.into_iter().map(|example| (keys(&example.path), one_line(&example.words)));
        texts.filter(|(keys, words)| words.contains(GAP) || !MAY_STAY.contains(&keys.as_str()))
    }

    /// The text at a path as it is written, with its quotation marks.
    fn written(&self, path: &KeyPath) -> Option<&str> {
        let example = self.texts.iter().find(|example| example.path == *path)?;
        self.text.get(example.range.clone())
    }
}

/// The lines without the `# ` before an example, and whether they had one. Explanations keep theirs: `## `.
fn uncommented(text: &'static str) -> Vec<(bool, &'static str)> {
    let mut in_long_text = false;
    let lines = text.lines().map(|line| {
        let (is_example, line) = match in_long_text.then(|| line.strip_prefix('#')).flatten() {
            Some(rest) => (true, rest.strip_prefix(' ').unwrap_or(rest)),
            None => uncomment(line),
        };
        in_long_text ^= line.matches("\"\"\"").count() % 2 == 1 && !line.starts_with('#');
        (is_example, line)
    });
    lines.collect()
}

/// One line outside long texts.
fn uncomment(line: &'static str) -> (bool, &'static str) {
    let Some(rest) = line.strip_prefix("# ") else { return (false, line) };
    let key = rest.split(['=', ' ', '.']).next().unwrap_or_default();
    let is_key = !key.is_empty()
        && key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        && rest.contains(" = ");
    let is_table = rest.starts_with('[') && rest.trim_end().ends_with(']');
    let continues = rest.starts_with([' ', ']', '}', '"', '\'']);
    if is_key || is_table || continues { (true, rest) } else { (false, line) }
}

/// Collects the texts of an item.
fn collect(item: &Item, path: &KeyPath, shape: Option<&Shape>, found: &mut Vec<Example>) {
    match item {
        Item::Value(value) => collect_value(value, path, shape, found),
        Item::ArrayOfTables(tables) => {
            let shape = shape.and_then(Shape::item);
            for (index, table) in tables.iter().enumerate() {
                for (key, item) in table {
                    let field = shape.and_then(|shape| shape.key(key));
                    collect(item, &path.index(index).key(key), field, found);
                }
            }
        }
        Item::Table(table) => {
            for (key, item) in table {
                collect(item, &path.key(key), shape.and_then(|shape| shape.key(key)), found);
            }
        }
        Item::None => {}
    }
}

fn collect_value(value: &Value, path: &KeyPath, shape: Option<&Shape>, found: &mut Vec<Example>) {
    match value {
        Value::String(text) => {
            let is_text = shape.and_then(|shape| shape.kind.as_ref()).is_some_and(Kind::is_text);
            found.extend(value.span().filter(|_| is_text).map(|range| Example {
                path: path.clone(),
                range,
                words: text.value().clone(),
            }));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_value(item, &path.index(index), shape.and_then(Shape::item), found);
            }
        }
        Value::InlineTable(table) => {
            for (key, value) in table {
                collect_value(value, &path.key(key), shape.and_then(|shape| shape.key(key)), found);
            }
        }
        _ => {}
    }
}

/// The new brief of the first language with each text in all languages.
fn in_each(first: &Examples, examples: &[Examples], languages: &[Language]) -> String {
    let mut lines: Vec<(bool, String)> =
        first.lines.iter().map(|(is_example, line)| (*is_example, (*line).to_owned())).collect();
    for example in first.texts.iter().rev() {
        let written: Vec<_> = languages
            .iter()
            .zip(examples)
            .map(|(language, one)| (*language, one.written(&example.path).unwrap_or("\"…\"")))
            .collect();
        replace(&mut lines, &first.text, &example.range, &written);
    }
    for (_, line) in &mut lines {
        if line.starts_with("languages = ") {
            let codes: Vec<_> = languages.iter().map(|language| format!("\"{language}\"")).collect();
            *line = format!("languages = [{}]", codes.join(", "));
        }
    }
    let commented = lines.into_iter().map(|(is_example, line)| match (is_example, line.as_str()) {
        (true, "") => "#\n".to_owned(),
        (true, line) => format!("# {line}\n"),
        (false, line) => format!("{line}\n"),
    });
    commented.collect()
}

/// Replaces a text of the first language by the texts of all. What is before it in `lines` is still as in
/// `text`.
fn replace(lines: &mut Vec<(bool, String)>, text: &str, range: &Range<usize>, written: &[(Language, &str)]) {
    let before = &text[..range.start];
    let first = before.matches('\n').count();
    let column = range.start - before.rfind('\n').map_or(0, |end| end + 1);
    let last = first + text[range.clone()].matches('\n').count();
    let Some((is_example, line)) = lines.get(first).cloned() else { return };
    let (head, tail) = (&line[..column], line.get(column + range.len()..).unwrap_or_default());
    let short = in_one_line(written.iter().copied());
    let key = head.strip_suffix(" = ").filter(|key| !key.contains([' ', '=']));
    let is_long = last > first || head.chars().count() + short.chars().count() > LINE;
    let new: Vec<String> = match key.filter(|_| is_long) {
        Some(key) => {
            let lines = written.iter().map(|(language, words)| format!("{key}.{language} = {words}"));
            lines.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        None => vec![format!("{head}{short}{tail}")],
    };
    lines.splice(first..=last, new.into_iter().map(|line| (is_example, line)));
}

/// `{ kk = "…", ru = "…" }`
fn in_one_line<'a>(written: impl Iterator<Item = (Language, &'a str)>) -> String {
    let texts: Vec<_> = written.map(|(language, words)| format!("{language} = {words}")).collect();
    format!("{{ {} }}", texts.join(", "))
}
