use crate::language::{Language, NamePart};
use crate::report::Place;
use crate::table::header::Content;

/// A recognised column, or the columns of the parts of a name.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its index, from 0; that of the first part of a name.
    pub index: u32,
    /// Its contents.
    pub content: Content,
    /// Its language, if the header names one or the field has several columns.
    pub language: Option<Language>,
    /// Its header.
    pub place: Place,
    /// The languages whose files have the header.
    pub written_in: Vec<Language>,
    /// Whether it is in the dative, as in the address of a letter.
    pub dative: bool,
    /// The columns of the parts of a name with their headers, in the order of its language.
    pub parts: Vec<(NamePart, u32, String)>,
}

impl Column {
    /// Its language, or that of its header if it is certain.
    pub fn certain_language(&self) -> Option<Language> {
        self.language.or(match self.written_in[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    /// Every column of it.
    pub fn indices(&self) -> impl Iterator<Item = u32> {
        let parts = self.parts.iter().map(|(_, index, _)| *index);
        parts.chain(self.parts.is_empty().then_some(self.index))
    }
}
