use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::str::FromStr;

use serde::Deserialize;
use toml::{Table, Value};

use crate::brief;
use crate::fields::Shape;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// Stands for the letterhead and the logo of the project among the printed keys.
pub const LETTERHEAD: &str = "letterhead";

/// A key of the brief that a paper prints, with everything below it: `meeting.city`,
/// `sides[members].name`, `outcomes[!goal].text`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PrintedPath(Vec<Segment>);

/// A key of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The key.
    pub key: String,
    condition: Option<Condition>,
}

/// Which tables at a key the rest of a path applies to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Condition {
    /// Those that have this key.
    With(String),
    /// Those that do not.
    Without(String),
}

impl PrintedPath {
    /// The path of a key at the root of the brief.
    pub fn key(key: &str) -> Self {
        Self(vec![Segment { key: key.to_owned(), condition: None }])
    }

    /// Its keys, from the root of the brief.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether its first key is this one.
    pub fn starts_with(&self, key: &str) -> bool {
        self.0.first().is_some_and(|first| first.key == key)
    }

    /// Whether it is this single key.
    pub fn is(&self, key: &str) -> bool {
        matches!(&self.0[..], [only] if only.key == key)
    }
}

impl Segment {
    /// Whether the rest of the path applies to a value at this key.
    pub fn applies_to(&self, value: &Value) -> bool {
        let has = |key: &String| value.as_table().and_then(|table| table.get(key)).is_some_and(is_filled);
        match &self.condition {
            None => true,
            Some(Condition::With(key)) => has(key),
            Some(Condition::Without(key)) => !has(key),
        }
    }
}

/// Whether a value is more than an empty list or table.
pub fn is_filled(value: &Value) -> bool {
    !(value.as_array().is_some_and(Vec::is_empty) || value.as_table().is_some_and(Table::is_empty))
}

/// Checks that what a template of the user prints are keys of a brief. A test holds the built-in ones to it.
///
/// # Errors
/// When a path leads nowhere: what it was to name would not be printed.
pub fn check<'a>(paths: impl IntoIterator<Item = &'a PrintedPath>, folder: &Path) -> Result<(), Problem> {
    paths.into_iter().try_for_each(|path| path.check(folder))
}

impl PrintedPath {
    fn check(&self, folder: &Path) -> Result<(), Problem> {
        if self.is(LETTERHEAD) {
            return Ok(());
        }
        let mut shape = brief::fields();
        for segment in &self.0 {
            shape = shape.key(&segment.key).ok_or_else(|| unknown_key(folder, self, &segment.key, shape))?;
            shape = shape.item().unwrap_or(shape);
        }
        Ok(())
    }
}

fn unknown_key(folder: &Path, path: &PrintedPath, key: &str, shape: &Shape) -> Problem {
    let keys: Vec<_> = shape.table.iter().flat_map(|table| table.fields.keys()).collect();
    Problem::usage(format!(
        "the template `{}` prints `{path}`, and a brief has no such key",
        folder.display()
    ))
    .hint(did_you_mean(key, &keys))
}

impl Display for PrintedPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let segments: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&segments.join("."))
    }
}

impl Display for Segment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.condition {
            None => f.write_str(&self.key),
            Some(Condition::With(key)) => write!(f, "{}[{key}]", self.key),
            Some(Condition::Without(key)) => write!(f, "{}[!{key}]", self.key),
        }
    }
}

impl FromStr for PrintedPath {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let segments: Option<Vec<_>> = written.split('.').map(segment).collect();
        segments.map(Self).ok_or_else(|| format!("`{written}` is not a path such as `sides[members].name`"))
    }
}

impl TryFrom<String> for PrintedPath {
    type Error = String;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        written.parse()
    }
}

fn segment(written: &str) -> Option<Segment> {
    let (key, condition) = match written.split_once('[') {
        None => (written, None),
        Some((key, rest)) => (key, Some(condition(rest.strip_suffix(']')?)?)),
    };
    is_key(key).then(|| Segment { key: key.to_owned(), condition })
}

fn condition(written: &str) -> Option<Condition> {
    let (key, condition): (_, fn(String) -> Condition) = match written.strip_prefix('!') {
        Some(key) => (key, Condition::Without),
        None => (written, Condition::With),
    };
    is_key(key).then(|| condition(key.to_owned()))
}

fn is_key(written: &str) -> bool {
    !written.is_empty() && written.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
}
