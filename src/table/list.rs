//! Which rows of a list are people: totals, signatures and notes below it are not, nor are titles, repeated
//! headers and numbers of columns within it.

mod labels;

use std::collections::BTreeSet;

use super::cell::{Cell, Value, one_line};
use super::header;
use super::{Row, Table, words};
use crate::report::{CellName, Problem};
use labels::{has_word_of_title, is_note, is_total};

/// The letters of a row that a message shows.
const SHOWN: usize = 80;

/// The columns that tell people from other rows.
#[derive(Debug)]
pub struct Layout<'a> {
    /// The header row.
    pub header: &'a Row,
    /// The columns of row numbers.
    pub ordinals: BTreeSet<u32>,
    /// The columns of names and of their parts.
    pub names: Vec<u32>,
}

/// The rows below the headers, sorted out.
#[derive(Debug, Default)]
pub struct Listed<'a> {
    /// The rows of people.
    pub people: Vec<&'a Row>,
    /// A warning for each row that was left out, and an error for each that may be a person or not.
    pub problems: Vec<Problem>,
}

/// What a row is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing but its number.
    Blank,
    /// The headers once more, or the numbers of the columns.
    Header,
    /// A total, a signature or a note.
    Note,
    /// It begins like a total, but has other words.
    LikeTotal,
    /// Words in the column of numbers only.
    Aside,
    /// A person, as far as the row tells.
    Person,
    /// A row without a name.
    Nameless,
}

/// A row with what tells it from others.
struct Line<'a> {
    row: &'a Row,
    kind: Kind,
    is_numbered: bool,
    /// Whether it has a name and nothing else.
    is_bare: bool,
}

impl<'a> Layout<'a> {
    /// Sorts out the rows below the headers.
    pub fn sort_out(&self, table: &'a Table) -> Listed<'a> {
        let rows = table.rows_below(self.header);
        let lines: Vec<_> = rows.iter().enumerate().map(|(at, row)| self.line(row, at == 0)).collect();
        let context = Context::of(table, &lines);
        let mut listed = Listed::default();
        for (at, line) in lines.iter().enumerate() {
            match context.verdict(self, line, at) {
                Verdict::Person => listed.people.push(line.row),
                Verdict::Nothing => {}
                Verdict::LeftOut => listed.problems.push(left_out(table, line.row)),
                Verdict::Doubtful(why) => listed.problems.push(doubtful(table, line.row, why)),
            }
        }
        listed
    }

    fn line(&self, row: &'a Row, is_first: bool) -> Line<'a> {
        let is_number = |cell: &&Cell| self.ordinals.contains(&cell.column) && is_number(&cell.value);
        let is_numbered = row.cells.iter().any(|cell| is_number(&cell));
        let words: Vec<_> = row.cells.iter().filter(|cell| !is_number(cell)).collect();
        let is_name = |cell: &&&Cell| self.names.contains(&cell.column);
        let is_named = words.iter().any(|cell| is_name(&cell));
        let is_aside = words.iter().all(|cell| self.ordinals.contains(&cell.column));
        let is_bare = is_named && words.iter().all(|cell| is_name(&cell));
        // What a row is stands in its first words, or where the others have their names.
        let labels: Vec<_> = words.iter().take(1).chain(words.iter().filter(is_name)).copied().collect();
        let kind = match words.is_empty() {
            true => Kind::Blank,
            _ if self.repeats_header(row) || (is_first && counts_columns(row)) => Kind::Header,
            _ if labels.iter().any(|label| is_total(label)) => total(&labels, &words),
            _ if !is_numbered && labels.iter().any(|label| is_note(label)) => Kind::Note,
            _ if is_aside => Kind::Aside,
            _ if is_named => Kind::Person,
            _ => Kind::Nameless,
        };
        Line { row, kind, is_numbered, is_bare }
    }

    fn repeats_header(&self, row: &Row) -> bool {
        let same =
            |cell: &Cell| self.header.get(cell.column).is_some_and(|header| header.value == cell.value);
        row.cells.len() > 1 && row.cells.iter().all(same)
    }
}

/// What the other rows say of each.
struct Context {
    /// Whether people have numbers.
    is_numbered: bool,
    /// The index of the last numbered person.
    last_numbered: Option<usize>,
    /// The index of the last total or note.
    last_note: Option<usize>,
    /// The index of the last row with a name, if only it stands apart from the others.
    apart: Option<usize>,
    /// Whether most people have more than a name.
    have_more: bool,
    /// The index of the last row with a name.
    last_person: Option<usize>,
    /// The cells that are merged with others to their right.
    across: BTreeSet<CellName>,
}

/// What becomes of a row.
enum Verdict {
    Person,
    Nothing,
    LeftOut,
    Doubtful(&'static str),
}

impl Context {
    fn of(table: &Table, lines: &[Line<'_>]) -> Self {
        let people = || lines.iter().enumerate().filter(|(_, line)| line.kind == Kind::Person);
        let last_numbered = people().rfind(|(_, line)| line.is_numbered).map(|(at, _)| at);
        let more = people().filter(|(_, line)| !line.is_bare).count();
        Self {
            is_numbered: last_numbered.is_some(),
            last_numbered,
            last_note: lines.iter().rposition(|line| line.kind == Kind::Note),
            apart: apart(lines),
            have_more: more > 1 && 2 * more > people().count(),
            last_person: people().next_back().map(|(at, _)| at),
            across: table
                .merges
                .iter()
                .filter(|area| !area.is_in_one_column())
                .map(|area| area.first)
                .collect(),
        }
    }

    fn verdict(&self, layout: &Layout<'_>, line: &Line<'_>, at: usize) -> Verdict {
        let is_below = self.last_numbered.is_none_or(|last| at > last);
        let below_note = self.last_note.is_some_and(|note| at > note) && is_below;
        match line.kind {
            Kind::Blank => Verdict::Nothing,
            Kind::Header | Kind::Note => Verdict::LeftOut,
            Kind::LikeTotal => Verdict::Doubtful(LIKE_TOTAL),
            Kind::Aside if self.last_person.is_none_or(|last| at > last) => Verdict::LeftOut,
            Kind::Aside => Verdict::Doubtful(TITLE),
            Kind::Nameless if below_note && !line.is_numbered => Verdict::LeftOut,
            Kind::Nameless => Verdict::Person,
            Kind::Person if line.is_numbered => Verdict::Person,
            Kind::Person if below_note && line.is_bare && self.is_strange(layout, line.row) => {
                Verdict::LeftOut
            }
            Kind::Person if below_note => Verdict::Doubtful(BELOW_NOTE),
            Kind::Person if self.is_numbered && is_below => Verdict::Doubtful(NO_NUMBER),
            Kind::Person if self.is_numbered && line.is_bare => Verdict::Doubtful(TITLE),
            Kind::Person if self.apart == Some(at) => Verdict::Doubtful(APART),
            Kind::Person if self.have_more && line.is_bare && self.is_strange(layout, line.row) => {
                Verdict::Doubtful(TITLE)
            }
            Kind::Person => Verdict::Person,
        }
    }

    /// Whether a lone text in the column of names is not a name: it has a number, a colon or a line to sign
    /// on, has a word of a title, or is merged across columns.
    fn is_strange(&self, layout: &Layout<'_>, row: &Row) -> bool {
        let sign = |character: char| character.is_ascii_digit() || ":;_№«»\"“”".contains(character);
        row.cells.iter().filter(|cell| layout.names.contains(&cell.column)).any(|cell| {
            let text = words::cell(&cell.value.shown());
            let is_merged = self.across.contains(&row.name(cell.column));
            text.contains(sign) || has_word_of_title(&text) || is_merged
        })
    }
}

/// The last person, if there are empty rows above and nowhere else between people, of whom there are more.
fn apart(lines: &[Line<'_>]) -> Option<usize> {
    let last = lines.iter().rposition(|line| line.kind == Kind::Person)?;
    let gap = |pair: &[Line<'_>]| pair[1].row.number > pair[0].row.number + 1;
    let above = lines[..=last].windows(2).collect::<Vec<_>>();
    let (own, others) = above.split_last()?;
    (others.len() > 1 && gap(own) && !others.iter().any(|pair| gap(pair))).then_some(last)
}

/// A number of a row: a formula without its value counts as one.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Fault(_) => true,
        Value::Text(text) => {
            text.starts_with(|first: char| first.is_ascii_digit()) && !text.contains(char::is_alphabetic)
        }
        _ => false,
    }
}

/// Whether a row has the numbers of its columns: 1, 2, 3.
fn counts_columns(row: &Row) -> bool {
    let number = |cell: &Cell| match &cell.value {
        Value::Number(_) | Value::Text(_) => cell.value.shown().trim_end_matches('.').parse::<usize>().ok(),
        _ => None,
    };
    row.cells.len() > 1 && (1..).zip(&row.cells).all(|(place, cell)| number(cell) == Some(place))
}

/// A row that begins like a total: it is one if it has nothing else but counts.
fn total(labels: &[&Cell], words: &[&Cell]) -> Kind {
    let is_count = |cell: &&&Cell| match &cell.value {
        Value::Number(_) | Value::Fault(_) => true,
        other => other.shown().starts_with(|first: char| first.is_ascii_digit()),
    };
    let is_label = |cell: &&&Cell| labels.iter().any(|label| label.column == cell.column && is_total(label));
    if words.iter().all(|cell| is_label(&cell) || is_count(&cell)) { Kind::Note } else { Kind::LikeTotal }
}

/// The words of a row.
fn shown(row: &Row) -> String {
    let cells: Vec<_> = row.cells.iter().map(|cell| cell.value.shown()).collect();
    let text = one_line(&cells.join(" ")).into_owned();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}

fn left_out(table: &Table, row: &Row) -> Problem {
    Problem::warning(format!("row {} is not a person and was left out: `{}`", row.number, shown(row)))
        .at(row.cells.first().map(|cell| table.place(cell)))
        .hint("delete the row from the table, or leave it if that is right")
}

const TITLE: &str = "it looks like a title between people";
const LIKE_TOTAL: &str = "it begins like a total";
const NO_NUMBER: &str = "it has no number, unlike the rows above it";
const BELOW_NOTE: &str = "it is below a total or a note";
const APART: &str = "it stands apart, below the list";

fn doubtful(table: &Table, row: &Row, why: &str) -> Problem {
    let problem = Problem::error(format!("row {} may not be a person: {why} (`{}`)", row.number, shown(row)))
        .at(row.cells.first().map(|cell| table.place(cell)));
    problem.hint(match why {
        TITLE => format!(
            "delete it; if it names a side, write that in a column with one of the headers {}",
            header::of_sides()
        ),
        NO_NUMBER => "give it a number if it is a person; otherwise delete it".to_owned(),
        LIKE_TOTAL => "delete it; a person of such a name is written into the brief itself".to_owned(),
        _ => "move it up to the others if it is a person; otherwise delete it".to_owned(),
    })
}
