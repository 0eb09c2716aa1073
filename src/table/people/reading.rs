//! Parses a cell as a field of a person.

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::limits::CELL_CHARACTERS;
use crate::report::{Place, Problem};
use crate::table::cell::{Fault, Value, one_line};
use crate::table::field::{Field, Reading};
use crate::table::words;

/// The value of a field, parsed from a cell.
///
/// # Errors
/// If the cell has no value, or one that the field does not allow.
pub fn read(field: Field, value: &Value, place: &Place) -> Result<Json, Problem> {
    if let Value::Fault(fault) = value {
        return Err(broken(fault).at(place.clone()));
    }
    let read = match field.reading() {
        Reading::Truth => truth(value),
        Reading::Word(words) => word(field, words, value),
        Reading::Rank => rank(value),
        Reading::Date => date(value),
        Reading::LongText => text(value, str::to_owned),
        Reading::Line => text(value, |text| one_line(text).into_owned()),
    };
    read.map_err(|problem| problem.at(place.clone()))
}

fn text(value: &Value, written: impl Fn(&str) -> String) -> Result<Json, Problem> {
    match value {
        Value::Text(text) => Ok(Json::String(written(text))),
        _ => Err(no_text(value)),
    }
}

/// The keys of the words for yes and no in a language file.
const ANSWERS: [(&str, bool); 2] = [("yes", true), ("no", false)];

fn truth(value: &Value) -> Result<Json, Problem> {
    let answer = match value {
        Value::Truth(truth) => Some(*truth),
        Value::Text(_) | Value::Number(_) => {
            let is_said = |(key, _): &&(&str, bool)| words::means(&value.shown(), key);
            ANSWERS.iter().find(is_said).map(|(_, truth)| *truth)
        }
        _ => None,
    };
    answer.map(Json::Bool).ok_or_else(|| neither_yes_nor_no(value))
}

fn word(field: Field, words: &[String], value: &Value) -> Result<Json, Problem> {
    let said = match value {
        Value::Text(text) => words.iter().find(|word| words::means(text, word)),
        _ => None,
    };
    said.map(|word| Json::from(word.as_str())).ok_or_else(|| no_such_word(field, words, value))
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

/// `2019-04-15`, or `15.04.2019` as in Russian and Kazakh. With slashes, day and month are ambiguous.
fn written_date(text: &str) -> Option<NaiveDate> {
    let form = if text.contains('.') { "%d.%m.%Y" } else { "%Y-%m-%d" };
    let four_digits = text.len() == 10;
    NaiveDate::parse_from_str(text, form).ok().filter(|_| four_digits)
}

/// The error for a cell without a value.
pub fn broken(fault: &Fault) -> Problem {
    match fault {
        Fault::NotComputed => Problem::error("this formula was saved without its value")
            .hint("open the table in a spreadsheet program and save it again, or write the value instead"),
        Fault::Error(error) => {
            Problem::error(format!("this cell has an error instead of a value (`{error}`)"))
                .hint("correct the formula, or write the value instead")
        }
        Fault::Control(character) => {
            let code = u32::from(*character);
            Problem::error(format!("this cell contains a character that cannot be printed (U+{code:04X})"))
                .hint("write the text again")
        }
        Fault::TooLong(_) => {
            Problem::error(format!("this cell has more than {} characters", CELL_CHARACTERS))
                .hint("shorten it")
        }
        Fault::NoDate(stored) => Problem::error(format!(
            "this cell is formatted as a date or time, but its value is not one (`{stored}`)"
        ))
        .hint("write the date again, or correct the format of the cell"),
    }
}

fn no_text(value: &Value) -> Problem {
    let shown = value.shown();
    match value {
        Value::Number(_) => Problem::error(format!("this is the number {shown}, not a text"))
            .hint("format the cell as text and type it again, or type an apostrophe before it to keep zeros"),
        Value::Truth(_) => {
            Problem::error(format!("this is the truth value {shown}, not a text")).hint("write the text")
        }
        _ => Problem::error(format!("this is a date or a time ({shown}), not a text"))
            .hint("format the cell as text and type it again, or type an apostrophe before it"),
    }
}

fn neither_yes_nor_no(value: &Value) -> Problem {
    let [yes, no] = ANSWERS.map(|(key, _)| words::first(key));
    Problem::error(format!("`{}` is neither yes nor no", value.shown())).hint(format!(
        "write {}, or {} or nothing",
        yes.join(", "),
        no.join(", ")
    ))
}

fn no_such_word(field: Field, words: &[String], value: &Value) -> Problem {
    let known: Vec<_> = words.iter().flat_map(|word| words::first(word)).collect();
    Problem::error(format!("`{}` is not a {}", value.shown(), field.key()))
        .hint(format!("write one of {}", known.join(", ")))
}

fn no_rank(value: &Value) -> Problem {
    Problem::error(format!("`{}` is not a rank", value.shown()))
        .hint("write a whole number, or several joined by hyphens: `3`, `10-1`")
}

fn rank_became_date(value: &Value) -> Problem {
    Problem::error(format!("this rank has become a date ({})", value.shown())).hint(
        "format the cell as text and type the rank again, such as `10-1`: spreadsheets read that as a date",
    )
}

fn date_became_number(value: &Value) -> Problem {
    Problem::error(format!("this is the number {}, not a date", value.shown()))
        .hint("format the cell as a date and check that the date is right")
}

fn no_date(value: &Value) -> Problem {
    Problem::error(format!("`{}` is not a date", value.shown()))
        .hint("format the cell as a date, or write `2019-04-15` or `15.04.2019`")
}

/// A text for a field of a letter, with its lines if the field keeps them.
///
/// # Errors
/// If the cell has no text.
pub fn read_text(value: &Value, keeps_lines: bool, place: &Place) -> Result<Json, Problem> {
    if let Value::Fault(fault) = value {
        return Err(broken(fault).at(place.clone()));
    }
    let read = text(value, |text| if keeps_lines { text.to_owned() } else { one_line(text).into_owned() });
    read.map_err(|problem| problem.at(place.clone()))
}
