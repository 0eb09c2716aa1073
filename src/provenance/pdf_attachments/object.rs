//! The objects of a PDF (ISO 32000-1, 7.3).

use std::collections::BTreeMap;
use std::ops::Range;

/// The entries of a dictionary, by the names of their keys. An entry that is null is absent.
pub type Dict = BTreeMap<Vec<u8>, Object>;

/// The number and the generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    /// The object number.
    pub number: u32,
    /// The generation number.
    pub generation: u32,
}

/// An object of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// No value.
    Null,
    /// A truth value or a real number, which no attachment depends on.
    Other,
    /// A whole number.
    Integer(i64),
    /// A string, decoded.
    String(Vec<u8>),
    /// A name, decoded.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Self>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to an indirect object.
    Reference(Id),
    /// A stream: its dictionary, and where in the file its encoded bytes are.
    Stream(Dict, Range<usize>),
}

impl Object {
    /// The whole number that it is, if it fits.
    pub fn number<T: TryFrom<i64>>(&self) -> Option<T> {
        if let Self::Integer(number) = self { T::try_from(*number).ok() } else { None }
    }
}
