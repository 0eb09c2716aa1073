use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::{Files, SimpleFiles};
use codespan_reporting::term;
use serde::Serialize;

use super::{Place, Problem, Severity, SourceText};
use crate::text::{visible, visible_line};

/// The formats of problems.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageFormat {
    /// Source lines with the problem underlined.
    #[default]
    Human,
    /// One line per problem: file:line:column: error: message.
    Short,
    /// One JSON object per line and problem.
    Json,
}

/// Prints problems in the order given.
///
/// # Errors
/// When `out` cannot be written to.
pub fn render(out: &mut impl Write, problems: &[Problem], format: MessageFormat) -> io::Result<()> {
    let texts = Texts::of(problems);
    for problem in problems {
        match format {
            MessageFormat::Human => for_people(out, |out| human(out, &texts, problem))?,
            MessageFormat::Short => for_people(out, |out| short(out, &texts, problem))?,
            MessageFormat::Json => {
                serde_json::to_writer(&mut *out, &Object::of(&texts, problem))?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

/// Writes what people read. Nothing in it can control their terminal, wherever it comes from: a message, a
/// hint, the name of a file or a line of it.
fn for_people(out: &mut impl Write, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
    let mut written = Vec::new();
    write(&mut written)?;
    out.write_all(visible(&String::from_utf8_lossy(&written)).as_bytes())
}

/// The texts that the problems point into, each indexed by line only once.
struct Texts<'a> {
    files: SimpleFiles<Cow<'a, str>, &'a str>,
    ids: HashMap<*const SourceText, usize>,
    /// The last byte that was asked for, by text and line, with its column.
    last: Cell<Option<Column>>,
}

/// The column of a byte.
#[derive(Clone, Copy)]
struct Column {
    text: usize,
    line: usize,
    byte: usize,
    column: usize,
}

impl<'a> Texts<'a> {
    fn of(problems: &'a [Problem]) -> Self {
        let mut texts = Self { files: SimpleFiles::new(), ids: HashMap::new(), last: Cell::new(None) };
        let places = problems.iter().flat_map(|problem| {
            problem
                .place
                .iter()
                .chain(problem.related.iter().map(|(place, _)| place))
                .chain(problem.trace.iter().map(|(place, _)| place))
        });
        for place in places {
            let text: &'a SourceText = &place.source;
            texts
                .ids
                .entry(Arc::as_ptr(&place.source))
                .or_insert_with(|| texts.files.add(visible_line(&text.name), text.text.as_str()));
        }
        texts
    }

    fn id(&self, place: &Place) -> usize {
        self.ids[&Arc::as_ptr(&place.source)]
    }

    /// The line and column of a byte, from 1; columns count characters.
    fn line_and_column(&self, place: &Place, byte: usize) -> (usize, usize) {
        let id = self.id(place);
        let Ok(line) = self.files.line_index(id, byte) else { return (1, 1) };
        let start = self.files.line_range(id, line).map_or(byte, |range| range.start);
        // Problems are in the order of their places: in a line of megabytes, each continues from the last.
        let is_before = |last: &Column| (last.text, last.line) == (id, line) && last.byte <= byte;
        let known = self.last.get().filter(is_before);
        let (from, column) = known.map_or((start, 1), |last| (last.byte, last.column));
        let column = column + place.source.text.get(from..byte).map_or(0, |text| text.chars().count());
        self.last.set(Some(Column { text: id, line, byte, column }));
        (line + 1, column)
    }

    /// The range of the line in which a place starts.
    fn line(&self, place: &Place) -> Range<usize> {
        let id = self.id(place);
        let line =
            self.files.line_index(id, place.range.start).and_then(|index| self.files.line_range(id, index));
        line.unwrap_or(place.range.clone())
    }

    /// Whether the line of a place can be shown with a mark below it: it is not long, and no character of it
    /// is escaped, which would shift the mark.
    fn fits_a_frame(&self, place: &Place) -> bool {
        let line = self.line(place);
        let text = place.source.text.get(line.clone()).unwrap_or_default().trim_end_matches(['\r', '\n']);
        line.len() <= LONG_LINE && matches!(visible(text), Cow::Borrowed(_))
    }

    fn header(&self, place: &Place) -> String {
        let (line, column) = self.line_and_column(place, place.range.start);
        let cell = place.cell().map_or_else(String::new, |cell| format!(": cell {cell}"));
        format!("{}:{line}:{column}{cell}", visible_line(&place.source.name))
    }
}

/// The longest line that is shown in full, in bytes. Of a longer line only the text around the problem is
/// shown.
const LONG_LINE: usize = 600;
/// How many characters of a long line are shown on each side of a problem.
const AROUND: usize = 40;

fn human(out: &mut impl Write, texts: &Texts<'_>, problem: &Problem) -> io::Result<()> {
    let mut places = problem.place.iter().chain(problem.related.iter().map(|(place, _)| place));
    if places.any(|place| !texts.fits_a_frame(place)) {
        return excerpt(out, texts, problem);
    }
    let primary = problem
        .place
        .iter()
        .map(|place| Label::primary(texts.id(place), place.range.clone()).with_message(label(place, "")));
    let related = problem.related.iter().map(|(place, what)| {
        Label::secondary(texts.id(place), place.range.clone()).with_message(label(place, what))
    });
    let calls = problem.trace.iter().map(|(place, call)| format!("{call} at {}", texts.header(place)));
    let diagnostic = match problem.severity {
        Severity::Error => Diagnostic::error(),
        Severity::Warning => Diagnostic::warning(),
    }
    .with_message(&problem.message)
    .with_labels_iter(primary.chain(related))
    .with_notes_iter(problem.hints.iter().map(|hint| format!("hint: {}", visible_line(hint))).chain(calls));

    let config = term::Config { tab_width: 2, ..term::Config::default() };
    term::emit_to_io_write(out, &config, &texts.files, &diagnostic).map_err(io::Error::other)
}

/// The label of a place: the name of its cell and its relation to the problem.
fn label(place: &Place, what: &str) -> String {
    match place.cell() {
        Some(cell) if what.is_empty() => format!("cell {cell}"),
        Some(cell) => format!("cell {cell}: {what}"),
        None => what.to_owned(),
    }
}

/// A problem in a long line, with the text around it instead of a frame.
fn excerpt(out: &mut impl Write, texts: &Texts<'_>, problem: &Problem) -> io::Result<()> {
    writeln!(out, "{}: {}", severity(problem), problem.message)?;
    let primary = problem.place.iter().map(|place| (place, ""));
    let related = problem.related.iter().map(|(place, what)| (place, what.as_str()));
    for (place, what) in primary.chain(related) {
        let (text, line) = (&place.source.text, texts.line(place));
        let (start, end) = (place.range.start, place.range.end.min(line.end));
        let before: String = text[line.start..start].chars().rev().take(AROUND).collect();
        let before: String = before.chars().rev().collect();
        let after: String = text[end..line.end].chars().take(AROUND).collect();
        let within: String = text[start..end].chars().take(AROUND).collect();
        let colon = if what.is_empty() { "" } else { ": " };
        writeln!(out, "  ┌─ {}{colon}{what}", texts.header(place))?;
        writeln!(out, "  │ … {}⟨{within}⟩{} …", before.trim_start(), after.trim_end())?;
    }
    for hint in &problem.hints {
        writeln!(out, "  = hint: {}", visible_line(hint))?;
    }
    writeln!(out)
}

fn short(out: &mut impl Write, texts: &Texts<'_>, problem: &Problem) -> io::Result<()> {
    if let Some(place) = &problem.place {
        write!(out, "{}: ", texts.header(place))?;
    }
    writeln!(out, "{}: {}", severity(problem), problem.message)
}

/// A problem as a JSON object. Lines and columns count from 1, bytes from 0.
#[derive(Serialize)]
struct Object<'a> {
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    brief: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trace: Vec<RelatedObject<'a>>,
    hints: &'a [String],
}

#[derive(Serialize)]
struct PlaceObject<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: usize,
    end_byte: usize,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    message: &'a str,
    place: PlaceObject<'a>,
}

impl<'a> Object<'a> {
    fn of(texts: &Texts<'_>, problem: &'a Problem) -> Self {
        let with_places = |list: &'a [(Place, String)]| {
            list.iter()
                .map(|(place, message)| RelatedObject { message, place: PlaceObject::of(texts, place) })
                .collect()
        };
        Self {
            severity: severity(problem),
            message: &problem.message,
            brief: problem.brief.as_deref(),
            place: problem.place.as_ref().map(|place| PlaceObject::of(texts, place)),
            related: with_places(&problem.related),
            trace: with_places(&problem.trace),
            hints: &problem.hints,
        }
    }
}

impl<'a> PlaceObject<'a> {
    fn of(texts: &Texts<'_>, place: &'a Place) -> Self {
        let (line, column) = texts.line_and_column(place, place.range.start);
        let (end_line, end_column) = texts.line_and_column(place, place.range.end);
        let grid = place.source.grid.as_ref();
        Self {
            file: grid.map_or(&place.source.name, |grid| &grid.file),
            sheet: grid.and_then(|grid| grid.sheet.as_deref()),
            cell: place.cell().map(|cell| cell.to_string()),
            line,
            column,
            end_line,
            end_column,
            start_byte: place.range.start,
            end_byte: place.range.end,
        }
    }
}

fn severity(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
