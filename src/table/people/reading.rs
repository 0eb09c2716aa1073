//! What a cell says as a field of a person.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::report::{Place, Problem};
use crate::table::cell::{Fault, Value, one_line};
use crate::table::field::Field;
use crate::table::words::{self, List};

/// The value of a field that a cell gives.
///
/// # Errors
/// When the cell has no value, or not one that the field can have.
pub fn read(field: Field, value: &Value, place: &Place) -> Result<Json, Problem> {
    if let Value::Fault(fault) = value {
        return Err(broken(fault).at(place.clone()));
    }
    let read = match field {
        Field::Head => truth(value),
        Field::Role => role(value),
        Field::Rank => rank(value),
        Field::AppointedOn => date(value),
        Field::Biography => text(value, str::to_owned),
        Field::Id
        | Field::Name
        | Field::Position
        | Field::Organisation
        | Field::Honorific
        | Field::PhotoFile
        | Field::PhotoAlt => text(value, |text| one_line(text).into_owned()),
    };
    read.map_err(|problem| problem.at(place.clone()))
}

fn text(value: &Value, written: impl Fn(&str) -> String) -> Result<Json, Problem> {
    match value {
        Value::Text(text) => Ok(Json::String(written(text))),
        _ => Err(no_text(value)),
    }
}

/// Yes and no, and the words for each in a language file.
const ANSWERS: [(bool, List); 2] = [(true, |cells| &cells.yes), (false, |cells| &cells.no)];

fn truth(value: &Value) -> Result<Json, Problem> {
    static WORDS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| words::meanings(&ANSWERS));
    let answer = match value {
        Value::Truth(truth) => Some(*truth),
        Value::Text(_) | Value::Number(_) => WORDS.get(&words::cell(&value.shown())).copied(),
        _ => None,
    };
    answer.map(Json::Bool).ok_or_else(|| neither_yes_nor_no(value))
}

/// The roles, by their names in a brief, and the words for each in a language file.
const ROLES: [(&str, List); 3] = [
    ("member", |cells| &cells.member),
    ("interpreter", |cells| &cells.interpreter),
    ("note-taker", |cells| &cells.note_taker),
];

fn role(value: &Value) -> Result<Json, Problem> {
    static WORDS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| words::meanings(&ROLES));
    let role = match value {
        Value::Text(text) => WORDS.get(&words::cell(text)).copied(),
        _ => None,
    };
    role.map(Json::from).ok_or_else(|| no_role(value))
}

fn rank(value: &Value) -> Result<Json, Problem> {
    /// The highest number in a rank.
    const HIGHEST: u64 = 999_999_999;
    match value {
        Value::Number(number) => {
            let whole = format!("{number}").parse::<u64>().ok().filter(|number| *number <= HIGHEST);
            whole.map(Json::from).ok_or_else(|| no_rank(value))
        }
        Value::Text(text) => {
            let part =
                |part: &str| (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse::<u64>() {
                Ok(number) if part(text) => Ok(Json::from(number)),
                _ if text.split('-').all(part) => Ok(Json::from(text.as_str())),
                _ => Err(no_rank(value)),
            }
        }
        Value::Date(_) | Value::Moment(_) => Err(rank_became_date(value)),
        _ => Err(no_rank(value)),
    }
}

fn date(value: &Value) -> Result<Json, Problem> {
    let day = |date: NaiveDate| Ok(Json::String(date.format("%Y-%m-%d").to_string()));
    match value {
        Value::Date(date) => day(*date),
        Value::Text(text) => written_date(text).map_or_else(|| Err(no_date(value)), day),
        Value::Number(_) => Err(date_became_number(value)),
        _ => Err(no_date(value)),
    }
}

/// `2019-04-15`, or `15.04.2019` as it is written in Russian and Kazakh. With slashes nobody knows which is the month.
fn written_date(text: &str) -> Option<NaiveDate> {
    let form = if text.contains('.') { "%d.%m.%Y" } else { "%Y-%m-%d" };
    let four_digits = text.len() == 10;
    NaiveDate::parse_from_str(text, form).ok().filter(|_| four_digits)
}

/// What to say of a cell without a value.
pub fn broken(fault: &Fault) -> Problem {
    match fault {
        Fault::NotComputed => Problem::error("this formula was saved without its value")
            .hint("open the table in a spreadsheet program and save it again, or write the value instead"),
        Fault::Error(error) => Problem::error(format!("this cell has no value, but an error (`{error}`)"))
            .hint("mend the formula, or write the value instead"),
        Fault::Control(character) => {
            let code = u32::from(*character);
            Problem::error(format!("this cell has a character in it that cannot be printed (U+{code:04X})"))
                .hint("write the text anew")
        }
        Fault::TooLong(_) => {
            Problem::error(format!("this cell has more than {} characters", crate::table::cell::LONGEST))
                .hint("shorten it")
        }
        Fault::NoDate(stored) => {
            Problem::error(format!("this cell should be a date or a time, but is none (`{stored}`)"))
                .hint("write the date anew, or format the cell as what it is")
        }
    }
}

fn no_text(value: &Value) -> Problem {
    let shown = value.shown();
    match value {
        Value::Number(_) => Problem::error(format!("this is the number {shown}, not a text"))
            .hint("format the cell as text and type it again, or type an apostrophe before it: a number loses its zeros"),
        Value::Truth(_) => Problem::error(format!("this is the truth value {shown}, not a text")).hint("write the text"),
        _ => Problem::error(format!("this is a date or a time ({shown}), not a text"))
            .hint("format the cell as text and type it again, or type an apostrophe before it"),
    }
}

fn neither_yes_nor_no(value: &Value) -> Problem {
    let [yes, no] = ANSWERS.map(|(_, list)| words::first(list));
    Problem::error(format!("`{}` says neither yes nor no", value.shown())).hint(format!(
        "write {}, or {} or nothing",
        yes.join(", "),
        no.join(", ")
    ))
}

fn no_role(value: &Value) -> Problem {
    let words: Vec<_> = ROLES.iter().flat_map(|(_, list)| words::first(*list)).collect();
    Problem::error(format!("`{}` is not a role", value.shown()))
        .hint(format!("write one of {}", words.join(", ")))
}

fn no_rank(value: &Value) -> Problem {
    Problem::error(format!("`{}` is not a rank", value.shown()))
        .hint("write a whole number, or several joined by hyphens: `3`, `10-1`")
}

fn rank_became_date(value: &Value) -> Problem {
    Problem::error(format!("this rank has become a date ({})", value.shown())).hint(
        "format the cell as text and type the rank again, such as `10-1`; spreadsheets take that for a date",
    )
}

fn date_became_number(value: &Value) -> Problem {
    Problem::error(format!("this is the number {}, not a date", value.shown()))
        .hint("format the cell as a date and look whether it is the right one")
}

fn no_date(value: &Value) -> Problem {
    Problem::error(format!("`{}` is not a date", value.shown()))
        .hint("format the cell as a date, or write `2019-04-15` or `15.04.2019`")
}
