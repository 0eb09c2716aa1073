//! Adds the section for the results of a meeting to a brief, keeping its text and comments.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::brief::{Brief, Reference, to};
use crate::check::Subject;
use crate::examples::closing_words;
use crate::meeting::meetings;

/// The key of the list that is written.
const OUTCOMES: &str = "outcomes";

/// The text of a brief with an empty outcome for every agenda item and goal that has none, or `None` if
/// nothing is missing.
///
/// # Errors
/// When `text` is not TOML. This cannot happen if `brief` was read from it.
pub fn close(text: &str, brief: &Brief) -> Result<Option<String>, toml_edit::TomlError> {
    let mut missing: Vec<_> = Subject::missing(brief).collect();
    let meetings = meetings(brief);
    missing.sort_by_key(|subject| {
        let of_subject = meeting_of(*subject, brief);
        meetings.iter().position(|meeting| of_subject.is_some_and(|named| named.is_to(Some(&meeting.id))))
    });
    if missing.is_empty() {
        return Ok(None);
    }
    let mut document: DocumentMut = text.parse()?;
    match document.get_mut(OUTCOMES) {
        Some(Item::Value(Value::Array(list))) => push_inline(list, &missing, brief),
        Some(Item::ArrayOfTables(tables)) => push_tables(tables, &missing, brief, ""),
        _ => {
            let mut tables = ArrayOfTables::new();
            // Text after the last value, such as a comment, stays before the new tables.
            let last = document.trailing().as_str().unwrap_or_default().to_owned();
            push_tables(&mut tables, &missing, brief, &format!("{last}{}", heading(text, brief)));
            document.set_trailing("");
            document.insert(OUTCOMES, Item::ArrayOfTables(tables));
        }
    }
    let closed = document.to_string();
    let crlf = text.contains("\r\n");
    Ok(Some(if crlf { closed.replace("\r\n", "\n").replace('\n', "\r\n") } else { closed }))
}

/// The comment above the first outcome, after a blank line: in the brief's first language, with a place for
/// each.
fn heading(text: &str, brief: &Brief) -> String {
    let words = closing_words(&brief.languages);
    let break_off = if text.ends_with('\n') { "\n" } else { "\n\n" };
    format!("{break_off}{words}")
}

fn push_tables(tables: &mut ArrayOfTables, missing: &[Subject], brief: &Brief, heading: &str) {
    let mut before = None;
    for (index, subject) in missing.iter().enumerate() {
        let meeting = meeting_of(*subject, brief).and_then(|named| title(named, brief));
        let of_meeting = meeting.clone().filter(|_| meeting != before);
        let of_meeting = of_meeting.map(|title| format!("# {title}\n")).unwrap_or_default();
        before = meeting;
        let mut table = Table::new();
        let (key, number) = reference(*subject, brief);
        table.insert(key, value(number));
        if let (Some(value), Some(words)) =
            (table.get_mut(key).and_then(Item::as_value_mut), words(*subject, brief))
        {
            value.decor_mut().set_suffix(format!("  # {words}"));
        }
        table.insert("text", place(brief));
        let above = if index == 0 { format!("{heading}\n") } else { "\n".to_owned() };
        table.decor_mut().set_prefix(above + &of_meeting);
        tables.push(table);
    }
}

/// Adds to `outcomes = [{ … }]`, which a `[[outcomes]]` table cannot follow.
fn push_inline(list: &mut Array, missing: &[Subject], brief: &Brief) {
    for subject in missing {
        let mut table = InlineTable::new();
        let (key, number) = reference(*subject, brief);
        table.insert(key, number);
        table.insert("text", "".into());
        list.push(table);
    }
}

/// The key and value that refer to the subject of an outcome.
fn reference(subject: Subject, brief: &Brief) -> (&'static str, Value) {
    let number = |index: usize| Value::from(i64::try_from(index + 1).unwrap_or(i64::MAX));
    match subject {
        Subject::Goal(index) => ("goal", number(index)),
        Subject::Item(index) => match brief.agenda.get(index).and_then(|item| item.id.as_deref()) {
            Some(id) => ("agenda", Value::from(id)),
            None => ("item", number(index)),
        },
    }
}

/// The meeting that an agenda item belongs to, if there are several.
fn meeting_of(subject: Subject, brief: &Brief) -> Option<&Reference<to::Meeting>> {
    let Subject::Item(index) = subject else { return None };
    brief.agenda.get(index)?.meeting.as_ref()
}

/// The title of a meeting of several in the brief's first language, on one line.
fn title(named: &Reference<to::Meeting>, brief: &Brief) -> Option<String> {
    let meeting = meetings(brief).into_iter().find(|meeting| named.is_to(Some(&meeting.id)))?;
    Some(on_one_line(meeting.title.get(*brief.languages.first())?))
}

/// The agenda item or the goal in the brief's first language, on one line, for a comment beside its number.
fn words(subject: Subject, brief: &Brief) -> Option<String> {
    let text = match subject {
        Subject::Item(index) => &brief.agenda.get(index)?.topic,
        Subject::Goal(index) => brief.centre.as_ref()?.goals.get(index)?,
    };
    Some(on_one_line(text.get(*brief.languages.first())?))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An empty text, or one for each language of the brief.
fn place(brief: &Brief) -> Item {
    match &brief.languages[..] {
        [] | [_] => value(""),
        languages => {
            let mut wordings = Table::new();
            wordings.set_dotted(true);
            for language in languages {
                wordings.insert(language.code(), value(""));
            }
            Item::Table(wordings)
        }
    }
}
