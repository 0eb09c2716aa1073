use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::key_path::KeyPath;
use crate::report::{Place, Problem, SourceText};

/// Where every value of a file stands in its text.
#[derive(Debug)]
pub struct Spans {
    source: Arc<SourceText>,
    spans: HashMap<KeyPath, Span>,
}

#[derive(Debug)]
struct Span {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl Spans {
    /// The whole text.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The place of the value at `path`, or of the nearest thing around it.
    pub fn value(&self, path: &KeyPath) -> Place {
        self.nearest(path, |span| span.value.clone())
    }

    /// The place of the key at `path`; for an item of a list, of the item.
    pub fn key(&self, path: &KeyPath) -> Place {
        self.nearest(path, |span| span.key.clone().unwrap_or_else(|| span.value.clone()))
    }

    /// The place of the first `character` in the text at `path`, or of the whole text where it is written as an escape.
    pub fn character(&self, path: &KeyPath, character: char) -> Place {
        let place = self.value(path);
        match self.source.text[place.range.clone()].find(character) {
            Some(offset) => {
                let start = place.range.start + offset;
                Place { range: start..start + character.len_utf8(), ..place }
            }
            None => place,
        }
    }

    /// As [`Spans::character`], with the characters around it: for one that cannot be seen.
    pub fn around_character(&self, path: &KeyPath, character: char) -> Place {
        let place = self.character(path, character);
        let text = &self.source.text;
        let before = text[..place.range.start].chars().next_back().map_or(0, char::len_utf8);
        let after = text[place.range.end..].chars().next().map_or(0, char::len_utf8);
        let range = place.range.start - before..place.range.end + after;
        if self.value(path).range == place.range { place } else { Place { range, ..place } }
    }

    /// The place of the first `words` in the text at `path`, or of the whole text where they are not written so.
    pub fn words(&self, path: &KeyPath, words: &str) -> Place {
        let place = self.value(path);
        match self.source.text[place.range.clone()].find(words) {
            Some(offset) => {
                let start = place.range.start + offset;
                Place { range: start..start + words.len(), ..place }
            }
            None => place,
        }
    }

    fn nearest(&self, path: &KeyPath, pick: impl Fn(&Span) -> Range<usize>) -> Place {
        let mut at = Some(path.clone());
        while let Some(path) = at {
            if let Some(span) = self.spans.get(&path) {
                return Place { source: Arc::clone(&self.source), range: pick(span) };
            }
            at = path.parent();
        }
        Place { source: Arc::clone(&self.source), range: 0..0 }
    }
}

/// Turns the spanned tree into plain values and a map of their places. Dates and times become strings, as JSON has them.
///
/// # Errors
/// A problem for each number that is none or is too large: the parser leaves numbers to whoever reads them.
pub fn read(source: &Arc<SourceText>, table: &Spanned<DeTable<'_>>) -> Result<(Value, Spans), Vec<Problem>> {
    let spans = Spans { source: Arc::clone(source), spans: HashMap::new() };
    let mut reader = Reader { spans, problems: Vec::new() };
    let value = reader.table(table.get_ref(), &KeyPath::root());
    if reader.problems.is_empty() { Ok((value, reader.spans)) } else { Err(reader.problems) }
}

struct Reader {
    spans: Spans,
    problems: Vec<Problem>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>, path: &KeyPath) -> Value {
        let entries = table.iter().map(|(key, value)| {
            let path = path.key(key.get_ref().to_string());
            (key.get_ref().to_string(), self.value(value, Some(key.span()), &path))
        });
        Value::Object(entries.collect::<Map<_, _>>())
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, key: Option<Range<usize>>, path: &KeyPath) -> Value {
        let read = match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(integer) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                self.number(number.map(Value::from), value.span())
            }
            DeValue::Float(float) => {
                let number = float.as_str().parse::<f64>().ok();
                self.number(number.map(|number| fraction(number, float.as_str())), value.span())
            }
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(datetime) => Value::String(datetime.to_string()),
            DeValue::Array(items) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| self.value(item, None, &path.index(index))).collect()
            }
            DeValue::Table(table) => self.table(table, path),
        };
        self.spans.spans.insert(path.clone(), Span { key, value: value.span() });
        read
    }

    fn number(&mut self, number: Option<Value>, range: Range<usize>) -> Value {
        number.unwrap_or_else(|| {
            let place = Place { source: Arc::clone(&self.spans.source), range };
            self.problems.push(not_a_number(place));
            Value::Null
        })
    }
}

/// A number with a point. JSON knows no infinite numbers: no key takes one, so their names will do. `30.0` is the whole
/// number 30, as JSON Schema has it.
fn fraction(number: f64, written: &str) -> Value {
    let whole = format!("{number:.0}").parse::<i64>().ok().filter(|_| number.fract() == 0.0);
    let in_words = || Value::String(written.to_owned());
    let exact = || Number::from_f64(number).map_or_else(in_words, Value::Number);
    whole.map_or_else(exact, Value::from)
}

fn not_a_number(place: Place) -> Problem {
    Problem::error("this is not TOML (a number that cannot be read)")
        .at(place)
        .hint("a number has plain digits and is not too large; a text stands in quotes")
}
