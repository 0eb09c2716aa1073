//! Where a value stands in a brief: `agenda[2].speaker`.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// One step from a table or a list to something inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// A place in a list, counted from 0.
    Index(usize),
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// The way from the top of a brief to one of its values. Lists are counted from 0, as TOML and JSON tools do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(Vec<Step>);

impl KeyPath {
    /// The top of the brief.
    pub fn root() -> Self {
        Self::default()
    }

    /// The value under `key` in the table that stands here.
    pub fn key(&self, key: impl Into<String>) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// The value at `index` in the list that stands here.
    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// The way to what this value stands in, or `None` at the top.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        Some(Self(before.to_vec()))
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The last key on the way, without the places in lists behind it.
    pub fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl FromIterator<Step> for KeyPath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

/// A text that is no way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPath;

impl Display for NotAPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a value is named by its keys, and in a list by its place from 0: `sides[0].members[1].name`",
        )
    }
}

impl std::error::Error for NotAPath {}

impl FromStr for KeyPath {
    type Err = NotAPath;

    /// Reads what [`Display`] writes.
    fn from_str(written: &str) -> Result<Self, NotAPath> {
        let mut steps = Vec::new();
        for part in written.split('.') {
            let (key, places) = part.split_at(part.find('[').unwrap_or(part.len()));
            let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
            if key.is_empty() || !key.chars().all(is_key) {
                return Err(NotAPath);
            }
            steps.push(Step::Key(key.to_owned()));
            let mut rest = places;
            while let Some(open) = rest.strip_prefix('[') {
                let (digits, behind) = open.split_once(']').ok_or(NotAPath)?;
                steps.push(Step::Index(index(digits).ok_or(NotAPath)?));
                rest = behind;
            }
            if !rest.is_empty() {
                return Err(NotAPath);
            }
        }
        if steps.len() > DEEPEST {
            return Err(NotAPath);
        }
        Ok(Self(steps))
    }
}

/// The most steps of a path that is read: no file nests deeper.
const DEEPEST: usize = 32;

/// A place in a list: nothing but digits.
fn index(digits: &str) -> Option<usize> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Display for KeyPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
