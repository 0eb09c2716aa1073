use std::sync::Arc;

use toml::de::DeTable;

use super::value::Node;
use super::{from_toml, tokens};
use crate::report::{self, Place, Problem, SourceText};

/// Parses TOML.
///
/// # Errors
/// Every syntax error, in the order of the file.
pub fn parse(source: &Arc<SourceText>) -> Result<Node, Vec<Problem>> {
    tokens::check(source)?;
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        from_toml::read(source, &table)
    } else {
        let problems = errors.iter().map(|error| syntax(source, error)).collect();
        Err(report::in_order(problems, &source.name))
    }
}

fn syntax(source: &Arc<SourceText>, error: &toml::de::Error) -> Problem {
    let place = Place { source: Arc::clone(source), range: error.span().unwrap_or(0..0) };
    let message = error.message().trim();
    Problem::error(format!("this is not TOML ({message})")).at(place).hint(remedy(message))
}

/// A hint for a syntax error, by the first words of the parser's message.
fn remedy(message: &str) -> &'static str {
    let remedies = [
        ("invalid date", "a date is a day of the calendar, written year-month-day: `2026-03-15`"),
        ("invalid time", "a time is written `10:00`"),
        ("invalid datetime", "a date is written `2026-03-15`, a time `10:00`"),
        ("invalid float", "a text goes in quotes; a date is written `2026-03-15`, without them"),
        ("invalid integer", "a text goes in quotes; a date is written `2026-03-15`, without them"),
        ("string values must be quoted", "put the text in quotes: `key = \"…\"`"),
        (
            "invalid basic string",
            "a text ends with the quote that it begins with; `\\` before a quote keeps it inside",
        ),
        ("invalid multi-line basic string", "a long text begins and ends with three quotes"),
        ("duplicate key", "keep the key only once in this table"),
        ("unclosed", "close the bracket"),
        ("missing comma", "put a comma between the items"),
    ];
    let found = remedies.iter().find(|(start, _)| message.starts_with(start));
    found.map_or(
        "a line is `key = value`, `[table]`, `[[list]]` or `# comment`; texts go in quotes",
        |(_, remedy)| remedy,
    )
}
