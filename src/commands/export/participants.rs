use std::collections::BTreeSet;

use crate::brief::{Known, Member, Role, Text};
use crate::check::Checked;
use crate::language::Language;
use crate::localise::in_protocol_order;
use crate::report::Problem;

/// What spreadsheets know a file in UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The texts of a participant, by their keys.
const TEXTS: [(&str, fn(&Member) -> Option<&Text>); 4] = [
    ("name", |member| Some(&member.name)),
    ("position", |member| member.position.as_ref().and_then(Known::value)),
    ("organisation", |member| member.organisation.as_ref().and_then(Known::value)),
    ("honorific", |member| member.honorific.as_ref()),
];

/// The participants as a table (CSV, RFC 4180) that a spreadsheet opens and `members_from` reads back: the sides as they are written,
/// the members of each in protocol order. A text that has its own wording in some language has a column for each.
///
/// # Errors
/// When the table cannot be written, which would be a fault of ours.
pub fn participants(checked: &Checked) -> Result<String, Problem> {
    let (sides, languages) = (&checked.brief().sides, checked.languages());
    let members = || sides.iter().flat_map(|side| &side.members);
    let columns: Vec<_> =
        TEXTS.iter().flat_map(|(key, text)| columns(key, *text, members(), languages)).collect();
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let plain = ["id", "head", "role", "rank", "appointed_on"].map(str::to_owned);
    let header = std::iter::once("side".to_owned()).chain(columns.iter().map(Column::header)).chain(plain);
    table.write_record(header).map_err(|error| unwritable(&error))?;
    for side in sides {
        let side_name = languages.first().and_then(|language| side.name.get(*language)).unwrap_or_default();
        for member in in_protocol_order(&side.members) {
            let texts = columns.iter().map(|column| column.cell(member).to_owned());
            let cells = std::iter::once(side_name.to_owned()).chain(texts).chain(plain_cells(member));
            table.write_record(cells).map_err(|error| unwritable(&error))?;
        }
    }
    let bytes = table.into_inner().map_err(|error| unwritable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| unwritable(&error))?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

/// A column of texts.
struct Column {
    key: &'static str,
    /// The only language of the column; none where the text is the same in all.
    language: Option<Language>,
    text: fn(&Member) -> Option<&Text>,
    /// The language to take where there is a column for all.
    any: Language,
}

impl Column {
    fn header(&self) -> String {
        self.language.map_or_else(|| self.key.to_owned(), |language| format!("{}.{language}", self.key))
    }

    fn cell<'a>(&self, member: &'a Member) -> &'a str {
        let text = (self.text)(member);
        text.and_then(|text| text.get(self.language.unwrap_or(self.any))).unwrap_or_default()
    }
}

/// The columns for one text: none where nobody has it, one where it is the same in every language.
fn columns<'a>(
    key: &'static str,
    text: fn(&Member) -> Option<&Text>,
    members: impl Iterator<Item = &'a Member>,
    languages: &[Language],
) -> Vec<Column> {
    let any = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let texts: Vec<_> = members.filter_map(text).collect();
    let differs = |text: &&Text| {
        languages.iter().map(|language| text.get(*language)).collect::<BTreeSet<_>>().len() > 1
    };
    let column = |language| Column { key, language, text, any };
    match texts.iter().any(differs) {
        _ if texts.is_empty() => Vec::new(),
        true => languages.iter().map(|language| column(Some(*language))).collect(),
        false => vec![column(None)],
    }
}

fn plain_cells(member: &Member) -> [String; 5] {
    let role = match member.role {
        Role::Member => "member",
        Role::Interpreter => "interpreter",
        Role::NoteTaker => "note-taker",
    };
    [
        member.id.clone().unwrap_or_default(),
        if member.head { "true".to_owned() } else { String::new() },
        role.to_owned(),
        member.rank.as_ref().map(ToString::to_string).unwrap_or_default(),
        member.appointed_on.map(|date| date.0.to_string()).unwrap_or_default(),
    ]
}

fn unwritable(error: &dyn std::fmt::Display) -> Problem {
    Problem::ours(format!("the table of participants cannot be written ({error})"))
}
