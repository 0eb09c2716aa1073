use std::collections::BTreeSet;

use serde_json::Value;

use crate::brief::Member;
use crate::check::Checked;
use crate::commands::csv_cell::harmless;
use crate::files::refusal::cannot_express;
use crate::language::Language;
use crate::precedence::in_protocol_order;
use crate::report::Problem;
use crate::table::{Field, Reading};
use crate::text::BYTE_ORDER_MARK;

/// The separator of cells. Excel expects a comma only in locales with a decimal point.
const SEPARATOR: u8 = b';';

/// The fields that have a column if any member has a value, in the order of the columns.
fn fields() -> Vec<Field> {
    let mut fields: Vec<_> = Field::all().filter(|field| field.is_plain()).collect();
    fields.sort_by_key(|field| field.is_id());
    fields
}

/// The participants as a table (CSV, RFC 4180) that a spreadsheet opens and `members_from` reads back: the
/// sides in the order of the brief, their members in protocol order. A text with different wordings has a
/// column per language.
///
/// # Errors
/// If the table cannot be written, which is a fault of spravka.
pub fn participants(checked: &Checked) -> Result<String, Problem> {
    let (sides, languages) = (&checked.brief().sides, checked.languages());
    let first = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let members: Vec<_> =
        sides.iter().flat_map(|side| &side.members).map(values).collect::<Result<_, _>>()?;
    let columns: Vec<_> =
        fields().into_iter().flat_map(|field| columns(field, &members, languages)).collect();
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
            let member = values(member)?;
            let cells = columns.iter().map(|column| harmless(&column.cell(&member, first)));
            table
                .write_record(std::iter::once(name.clone()).chain(cells))
                .map_err(|error| unwritable(&error))?;
        }
    }
    let bytes = table.into_inner().map_err(|error| unwritable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| unwritable(&error))?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
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

    fn cell(&self, member: &Value, first: Language) -> String {
        in_words(self.field, member, self.language.unwrap_or(first))
    }
}

/// The columns of a field: none if it is empty for all members, one if it is the same in every language.
fn columns(field: Field, members: &[Value], languages: &[Language]) -> Vec<Column> {
    let first = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let wordings = |member: &Value| {
        let wordings = languages.iter().map(|language| in_words(field, member, *language));
        wordings.collect::<BTreeSet<_>>().len()
    };
    let column = Column { field, language: None };
    if field.has_languages() && members.iter().any(|member| wordings(member) > 1) {
        languages.iter().map(|language| Column { field, language: Some(*language) }).collect()
    } else if members.iter().any(|member| !column.cell(member, first).is_empty()) {
        vec![column]
    } else {
        Vec::new()
    }
}

/// The fields of a member as a brief has them.
fn values(member: &Member) -> Result<Value, Problem> {
    serde_json::to_value(member).map_err(|error| unwritable(&error))
}

/// A field that is not a text, in the words of a language.
fn in_words(field: Field, member: &Value, language: Language) -> String {
    let value = &member[field.key()];
    let word = |key: &str| language.file().cells.get(key).and_then(|words| words.first()).cloned();
    match value {
        _ if value == field.default() => String::new(),
        Value::String(text) => match field.reading() {
            Reading::Word(_) => word(text).unwrap_or_default(),
            _ => text.clone(),
        },
        Value::Object(wordings) => {
            wordings.get(language.code()).and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Value::Bool(truth) => word(if *truth { "yes" } else { "no" }).unwrap_or_default(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Array(_) => String::new(),
    }
}

fn unwritable(error: &dyn std::fmt::Display) -> Problem {
    cannot_express("the table of participants", error)
}
