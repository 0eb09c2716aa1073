use std::borrow::Cow;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::limits::CELL_CHARACTERS;

/// The error values of spreadsheets, in English and Russian.
const ERRORS: [&str; 19] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#Н/Д",
    "#ССЫЛКА!",
    "#ЗНАЧ!",
    "#ДЕЛ/0!",
    "#ИМЯ?",
    "#ПУСТО!",
    "#ЧИСЛО!",
    "#ПЕРЕНОС!",
    "#ВЫЧИСЛ!",
];

/// The bytes of a cell with the most characters, with as much white space around them. Of a longer text only
/// the beginning is looked at: all cells of a workbook may share it.
const LONGEST_WRITTEN: usize = 8 * CELL_CHARACTERS;

/// A non-empty cell.
#[derive(Debug)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// Its value.
    pub value: Value,
    /// Its place in the text of the table.
    pub range: Range<usize>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A non-empty text without white space around it; lines end with `\n`.
    Text(String),
    /// A number.
    Number(f64),
    /// A day of the calendar.
    Date(NaiveDate),
    /// A day and a time.
    Moment(NaiveDateTime),
    /// A time of the day.
    Time(NaiveTime),
    /// True or false.
    Truth(bool),
    /// Content without a usable value.
    Fault(Fault),
}

/// Why a cell has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A formula saved without its value.
    NotComputed,
    /// An error value, `#REF!`.
    Error(String),
    /// A text with a character that cannot be printed.
    Control(char),
    /// A text of more than 32,767 characters: its beginning.
    TooLong(String),
    /// An impossible date or time, as stored.
    NoDate(String),
}

impl Value {
    /// The value of a text in the file, or `None` if nothing in it is visible.
    pub fn text(written: &str) -> Option<Self> {
        if written.len() > LONGEST_WRITTEN {
            return Some(Self::Fault(Fault::TooLong(written.trim_start().chars().take(40).collect())));
        }
        let text = written.trim();
        if text.is_empty() {
            return None;
        }
        let text = if text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        };
        let control = |character: &char| character.is_control() && !matches!(character, '\n' | '\t');
        Some(if ERRORS.contains(&&*text) || is_error(&text) {
            Self::Fault(Fault::Error(text.into_owned()))
        } else if let Some(character) = text.chars().find(control) {
            Self::Fault(Fault::Control(character))
        } else if text.len() > CELL_CHARACTERS && text.chars().nth(CELL_CHARACTERS).is_some() {
            Self::Fault(Fault::TooLong(text.chars().take(40).collect()))
        } else {
            Self::Text(text.into_owned())
        })
    }

    /// The value on one line, for messages and for the text of a sheet.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => one_line(text).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Moment(moment) => moment.to_string(),
            Self::Time(time) => clock(*time),
            Self::Truth(truth) => truth.to_string().to_uppercase(),
            Self::Fault(Fault::NotComputed) => "= ?".to_owned(),
            Self::Fault(Fault::Error(error)) => error.clone(),
            Self::Fault(Fault::Control(character)) => format!("… {} …", character.escape_unicode()),
            Self::Fault(Fault::TooLong(beginning)) => format!("{} …", one_line(beginning)),
            Self::Fault(Fault::NoDate(stored)) => stored.clone(),
        }
    }

    /// The size of its text, in bytes.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Fault(Fault::Error(text) | Fault::NoDate(text)) => text.len(),
            _ => 0,
        }
    }
}

/// LibreOffice's own errors, `Err:502`, and `####`, a number too wide for its column.
fn is_error(text: &str) -> bool {
    let number = text.strip_prefix("Err:").or_else(|| text.strip_prefix("Ошибка:"));
    number.is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
        || (text.len() > 2 && text.bytes().all(|byte| byte == b'#'))
}

/// A text with its lines joined by spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(['\n', '\t']).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

/// `10:30`, or `10:30:15` if there are seconds.
pub fn clock(time: NaiveTime) -> String {
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}
