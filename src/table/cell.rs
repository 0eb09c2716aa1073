use std::borrow::Cow;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The most characters of a cell; spreadsheets have the same limit.
pub const LONGEST: usize = 32_767;

/// What spreadsheets write in a cell whose value cannot be computed or does not fit.
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

/// A cell that has something in it.
#[derive(Debug)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// What is in it.
    pub value: Value,
    /// Where it stands in the text of its table.
    pub range: Range<usize>,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text without white space around it; it is not empty. Lines in it end with `\n`.
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
    /// Something that nobody can take a value from.
    Fault(Fault),
}

/// Why a cell has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A formula whose value was not saved with it.
    NotComputed,
    /// An error value, `#REF!`.
    Error(String),
    /// A text with a character that cannot be printed.
    Control(char),
    /// A text with more than 32,767 characters; its beginning.
    TooLong(String),
    /// A date or time that no calendar or clock has, as it is stored.
    NoDate(String),
}

impl Value {
    /// A text as it is in the file, or `None` where nothing can be seen in it.
    pub fn text(written: &str) -> Option<Self> {
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
        } else if text.len() > LONGEST && text.chars().nth(LONGEST).is_some() {
            Self::Fault(Fault::TooLong(text.chars().take(40).collect()))
        } else {
            Self::Text(text.into_owned())
        })
    }

    /// The value as a message or a row of the text of a sheet shows it, on one line.
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

    /// How many bytes of text it keeps.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Fault(Fault::Error(text) | Fault::NoDate(text)) => text.len(),
            _ => 0,
        }
    }
}

/// LibreOffice's own errors, `Err:502`, and a number that its column was too narrow for, `####`.
fn is_error(text: &str) -> bool {
    let number = text.strip_prefix("Err:").or_else(|| text.strip_prefix("Ошибка:"));
    number.is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
        || (text.len() > 2 && text.bytes().all(|byte| byte == b'#'))
}

/// A text whose lines are joined by spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(['\n', '\t']).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

/// `10:30`, or `10:30:15` where there are seconds.
pub fn clock(time: NaiveTime) -> String {
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}
