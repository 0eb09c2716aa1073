//! The path of a value in a brief: `agenda[2].speaker`.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use ecow::EcoString;

use crate::limits::KEY_PATH_STEPS;

/// One step from a table or a list to something inside it. Every value of a brief has a path, and most keys
/// are short enough to be copied without an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A key of a table.
    Key(EcoString),
    /// An index of a list, from 0.
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

/// The path from the root of a brief to a value. List indexes count from 0, as in TOML and JSON tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(Vec<Step>);

impl KeyPath {
    /// The root of the brief.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path of a key in the table at this path.
    pub fn key(&self, key: impl Into<EcoString>) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// The path of an item in the list at this path.
    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// The path of the parent, or `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        Some(Self(before.to_vec()))
    }

    /// Whether two paths are equal, or one leads to something inside the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The last key of the path, ignoring list indexes after it.
    pub fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }
}

impl FromIterator<Step> for KeyPath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

/// The error of a text that is not a key path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPath;

impl Display for NotAPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a key path consists of keys and list indexes from 0: `sides[0].members[1].name`")
    }
}

impl std::error::Error for NotAPath {}

impl FromStr for KeyPath {
    type Err = NotAPath;

    /// Parses what [`Display`] writes.
    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (key, indexes) = part.split_at(part.find('[').unwrap_or(part.len()));
            let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
            if key.is_empty() || !key.chars().all(is_key) {
                return Err(NotAPath);
            }
            steps.push(Step::Key(key.into()));
            let mut rest = indexes;
            while let Some(open) = rest.strip_prefix('[') {
                let (digits, after) = open.split_once(']').ok_or(NotAPath)?;
                steps.push(Step::Index(index(digits).ok_or(NotAPath)?));
                rest = after;
            }
            if !rest.is_empty() {
                return Err(NotAPath);
            }
        }
        if steps.len() > KEY_PATH_STEPS {
            return Err(NotAPath);
        }
        Ok(Self(steps))
    }
}

/// A list index: digits only.
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
