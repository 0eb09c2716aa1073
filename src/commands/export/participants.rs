use std::collections::BTreeSet;

use crate::brief::{Known, Member, Role, Text};
use crate::check::Checked;
use crate::files::refusal::cannot_express;
use crate::language::{Language, LanguageFile};
use crate::localise::in_protocol_order;
use crate::report::Problem;
use crate::table::Field;
use crate::text::BYTE_ORDER_MARK;

/// The separator of cells. Excel expects a comma only in locales with a decimal point.
const SEPARATOR: u8 = b';';

/// The fields that have a column if any member has a value, in the order of the columns.
const FIELDS: [Field; 9] = [
    Field::Name,
    Field::Honorific,
    Field::Position,
    Field::Organisation,
    Field::Head,
    Field::Role,
    Field::Rank,
    Field::AppointedOn,
    Field::Id,
];

/// The participants as a table (CSV, RFC 4180) that a spreadsheet opens and `members_from` reads back: the
/// sides in the order of the brief, their members in protocol order. A text with different wordings has a
/// column per language.
///
/// # Errors
/// If the table cannot be written, which is a fault of spravka.
pub fn participants(checked: &Checked) -> Result<String, Problem> {
    let (sides, languages) = (&checked.brief().sides, checked.languages());
    let first = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let members: Vec<_> = sides.iter().flat_map(|side| &side.members).collect();
    let columns: Vec<_> = FIELDS.iter().flat_map(|field| columns(*field, &members, languages)).collect();
    let mut table = csv::WriterBuilder::new()
        .delimiter(SEPARATOR)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header = columns.iter().map(|column| column.header(first));
    let header = std::iter::once(first.file().label("side").to_owned()).chain(header);
    table.write_record(header).map_err(|error| unwritable(&error))?;
    for side in sides {
        let name = harmless(side.name.get(first).unwrap_or_default());
        for member in in_protocol_order(&side.members) {
            let cells = columns.iter().map(|column| harmless(&column.cell(member, first)));
            table
                .write_record(std::iter::once(name.clone()).chain(cells))
                .map_err(|error| unwritable(&error))?;
        }
    }
    let bytes = table.into_inner().map_err(|error| unwritable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| unwritable(&error))?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

/// A cell that a spreadsheet does not run as a formula.
fn harmless(cell: &str) -> String {
    let quote = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{quote}{cell}")
}

/// A column of the table.
struct Column {
    field: Field,
    /// The only language of the column; `None` if the field is the same in all.
    language: Option<Language>,
}

impl Column {
    /// The header, in the language of the column, which tells the columns of one field apart.
    fn header(&self, first: Language) -> String {
        let file = self.language.unwrap_or(first).file();
        self.field.headers(&file.columns).first().cloned().unwrap_or_else(|| self.field.key().to_owned())
    }

    fn cell(&self, member: &Member, first: Language) -> String {
        match text(self.field, member) {
            Some(text) => text.get(self.language.unwrap_or(first)).unwrap_or_default().to_owned(),
            None => plain(self.field, member, first.file()),
        }
    }
}

/// The columns of a field: none if it is empty for all members, one if it is the same in every language.
fn columns(field: Field, members: &[&Member], languages: &[Language]) -> Vec<Column> {
    let first = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let wordings =
        |text: &Text| languages.iter().map(|language| text.get(*language)).collect::<BTreeSet<_>>().len();
    let differs = members.iter().filter_map(|member| text(field, member)).any(|text| wordings(text) > 1);
    let column = Column { field, language: None };
    if differs {
        languages.iter().map(|language| Column { field, language: Some(*language) }).collect()
    } else if members.iter().any(|member| !column.cell(member, first).is_empty()) {
        vec![column]
    } else {
        Vec::new()
    }
}

fn text(field: Field, member: &Member) -> Option<&Text> {
    match field {
        Field::Name => Some(&member.name),
        Field::Position => member.position.as_ref().and_then(Known::value),
        Field::Organisation => member.organisation.as_ref().and_then(Known::value),
        Field::Honorific => member.honorific.as_ref(),
        _ => None,
    }
}

/// A field that is not a text, in the words of a language.
fn plain(field: Field, member: &Member, file: &LanguageFile) -> String {
    let word = |words: &[String]| words.first().cloned().unwrap_or_default();
    match field {
        Field::Id => member.id.clone().unwrap_or_default(),
        Field::Head if member.head => word(&file.cells.yes),
        Field::Role => match member.role {
            Role::Member => String::new(),
            Role::Interpreter => word(&file.cells.interpreter),
            Role::NoteTaker => word(&file.cells.note_taker),
        },
        Field::Rank => member.rank.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::AppointedOn => member.appointed_on.map(|date| date.0.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn unwritable(error: &dyn std::fmt::Display) -> Problem {
    cannot_express("the table of participants", error)
}
