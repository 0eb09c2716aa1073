use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::spans::start;
use super::value::{Node, NodeKind};
use crate::limits::KEY_PATH_STEPS;
use crate::report::{self, Place, Problem, SourceText};

/// Turns the spanned tree into plain values with their places. Dates and times become strings, as in JSON.
///
/// # Errors
/// A problem for each number that is malformed or too large, as the parser does not convert numbers, and for
/// each value that is nested too deep.
pub fn read(source: &Arc<SourceText>, table: &Spanned<DeTable<'_>>) -> Result<Node, Vec<Problem>> {
    let mut reader = TomlReader { source, problems: Vec::new(), depth: 0 };
    let root = Node::new(NodeKind::Table(reader.table(table.get_ref())), None, start(source));
    if reader.problems.is_empty() { Ok(root) } else { Err(report::in_order(reader.problems, &source.name)) }
}

struct TomlReader<'a> {
    source: &'a Arc<SourceText>,
    problems: Vec<Problem>,
    depth: usize,
}

impl TomlReader<'_> {
    fn table(&mut self, table: &DeTable<'_>) -> BTreeMap<String, Node> {
        let entries = table.iter().map(|(key, value)| {
            let place = self.place(key.span());
            (key.get_ref().to_string(), self.node(value, Some(place)))
        });
        entries.collect()
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, key: Option<Place>) -> Node {
        self.depth += 1;
        let kind = if self.depth > KEY_PATH_STEPS {
            self.problems.push(too_deep(self.place(value.span())));
            NodeKind::Plain(Value::Null)
        } else {
            self.kind(value)
        };
        self.depth -= 1;
        Node::new(kind, key, self.place(value.span()))
    }

    fn kind(&mut self, value: &Spanned<DeValue<'_>>) -> NodeKind {
        match value.get_ref() {
            DeValue::String(text) => NodeKind::Plain(Value::String(text.to_string())),
            DeValue::Integer(integer) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                self.number(number.map(Value::from), value.span())
            }
            DeValue::Float(float) => {
                let number = float.as_str().parse::<f64>().ok();
                self.number(number.map(|number| fraction(number, float.as_str())), value.span())
            }
            DeValue::Boolean(truth) => NodeKind::Plain(Value::Bool(*truth)),
            DeValue::Datetime(datetime) => NodeKind::Plain(Value::String(datetime.to_string())),
            DeValue::Array(items) => NodeKind::List(items.iter().map(|item| self.node(item, None)).collect()),
            DeValue::Table(table) => NodeKind::Table(self.table(table)),
        }
    }

    fn number(&mut self, number: Option<Value>, range: Range<usize>) -> NodeKind {
        NodeKind::Plain(number.unwrap_or_else(|| {
            self.problems.push(not_a_number(self.place(range)));
            Value::Null
        }))
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), range }
    }
}

/// A number with a decimal point. JSON has no infinite numbers; no key takes one, so they become strings.
/// `30.0` is the whole number 30, as in JSON Schema.
fn fraction(number: f64, written: &str) -> Value {
    let whole = format!("{number:.0}").parse::<i64>().ok().filter(|_| number.fract() == 0.0);
    let in_words = || Value::String(written.to_owned());
    let exact = || Number::from_f64(number).map_or_else(in_words, Value::Number);
    whole.map_or_else(exact, Value::from)
}

fn too_deep(place: Place) -> Problem {
    Problem::error(format!("this is nested more than {KEY_PATH_STEPS} levels deep"))
        .at(place)
        .hint("a brief nests tables and lists seven levels deep at most")
}

fn not_a_number(place: Place) -> Problem {
    Problem::error("this is not TOML (a number that cannot be read)")
        .at(place)
        .hint("a number has plain digits and is not too large; a text goes in quotes")
}
