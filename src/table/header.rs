//! The meaning of a header: a field of a person, perhaps in one language.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field::Field;
use super::words;
use crate::language::Language;
use crate::suggest::nearest;

/// The contents of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A field of the person.
    Field {
        /// The field.
        field: Field,
        /// The language that the header names: «Должность (каз.)».
        marked: Option<Language>,
        /// The languages whose files have the header.
        written_in: Vec<Language>,
    },
    /// Row numbers.
    Ordinal,
    /// A part of the name.
    NamePart,
}

/// Every header of every language file and every key, normalised.
static KNOWN: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for field in Field::all() {
        // The key of a picture's table stands for its file: `photo` is `photo.file`.
        let short = field.key().split('.').next().unwrap_or_default();
        for key in [field.key(), short] {
            known.entry(words::header(key)).or_insert(Meaning::Field {
                field,
                marked: None,
                written_in: Vec::new(),
            });
        }
    }
    for language in Language::all() {
        let columns = &language.file().columns;
        for field in Field::all() {
            for header in field.headers(columns) {
                let new = || Meaning::Field { field, marked: None, written_in: Vec::new() };
                if let Meaning::Field { written_in, .. } =
                    known.entry(words::header(header)).or_insert_with(new)
                {
                    written_in.push(language);
                }
            }
        }
        known.extend(columns.ordinal.iter().map(|header| (words::header(header), Meaning::Ordinal)));
        known.extend(columns.name_part.iter().map(|header| (words::header(header), Meaning::NamePart)));
    }
    known
});

/// The language marks of all languages, normalised, longest first.
static MARKS: LazyLock<Vec<(String, Language)>> = LazyLock::new(|| {
    let marks = Language::all().flat_map(|language| {
        language.file().columns.marks.iter().map(move |mark| (words::header(mark), language))
    });
    let mut marks: Vec<_> = marks.collect();
    marks.sort_by_key(|(mark, _)| std::cmp::Reverse(mark.len()));
    marks
});

/// The meaning of a header, or `None` if no language file has it.
pub fn meaning(written: &str) -> Option<Meaning> {
    let header = words::header(written);
    if let Some(known) = KNOWN.get(&header) {
        return Some(known.clone());
    }
    MARKS.iter().find_map(|(mark, language)| match KNOWN.get(header.strip_suffix(mark)?)? {
        Meaning::Field { field, written_in, .. } => {
            Some(Meaning::Field { field: *field, marked: Some(*language), written_in: written_in.clone() })
        }
        Meaning::Ordinal => None,
        Meaning::NamePart => Some(Meaning::NamePart),
    })
}

/// The known header closest to an unknown one.
pub fn suggestion(written: &str) -> Option<&'static str> {
    static HEADERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let headers =
            |language: Language| Field::all().flat_map(move |field| field.headers(&language.file().columns));
        Language::all().flat_map(headers).map(String::as_str).collect()
    });
    nearest(written, &HEADERS)
}

/// The commonest headers of a column of names in each language.
pub fn of_names() -> impl Iterator<Item = &'static str> {
    Language::all()
        .flat_map(|language| language.file().columns.of_field("name").iter().take(4))
        .map(String::as_str)
}
