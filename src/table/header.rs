//! The meaning of a header: a field of a person, perhaps in one language.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field::Field;
use super::words;
use crate::key_path::KeyPath;
use crate::language::{Columns, Language, NamePart};
use crate::suggest::nearest;

/// What a column of people holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// A field of the person.
    Field(Field),
    /// The side of the person.
    Side,
    /// The country of the person, which names the side if nothing else does.
    Country,
    /// The number of the row.
    Ordinal,
    /// A part of the name.
    Part(NamePart),
    /// A field of the recipient of a letter that a person does not have: `salutation`, `address`.
    Letter(&'static str),
}

/// A header with the language that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What the column holds.
    pub content: Content,
    /// The language that the header names: «Должность (каз.)».
    pub marked: Option<Language>,
    /// The languages whose files have the header.
    pub written_in: Vec<Language>,
    /// Whether the column is in the dative: «Кому».
    pub dative: bool,
}

impl Content {
    /// The key of the field, or the word for it in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field(field) => field.key(),
            Self::Side | Self::Country => "side",
            Self::Ordinal => "number",
            Self::Part(_) => "name",
            Self::Letter(key) => key,
        }
    }

    /// The path of the value within a person or, for the side, within a side.
    pub fn path(self) -> KeyPath {
        match self {
            Self::Field(field) => field.path(),
            Self::Letter(key) => KeyPath::root().key(key),
            _ => KeyPath::root().key("name"),
        }
    }

    /// Whether it can have a value per language.
    pub fn has_languages(self) -> bool {
        match self {
            Self::Field(field) => field.has_languages(),
            Self::Side | Self::Country | Self::Part(_) | Self::Letter(_) => true,
            Self::Ordinal => false,
        }
    }

    /// Whether cells merged downwards mean a value shared by several people.
    pub fn is_shared(self) -> bool {
        match self {
            Self::Field(field) => field.is_shared(),
            Self::Side | Self::Country => true,
            Self::Ordinal | Self::Part(_) | Self::Letter(_) => false,
        }
    }

    /// Whether it is the whole name of a person.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Field(field) if field.is_name())
    }
}

impl Header {
    fn of(content: Content) -> Self {
        Self { content, marked: None, written_in: Vec::new(), dative: false }
    }

    /// The language of the header, if it is certain.
    pub fn language(&self) -> Option<Language> {
        self.marked.or(match self.written_in[..] {
            [only] => Some(only),
            _ => None,
        })
    }
}

type Headers = HashMap<String, Header>;

/// Every header of every language file and every key, normalised.
static KNOWN: LazyLock<Headers> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for field in Field::all() {
        // The key of a picture's table stands for its file: `photo` is `photo.file`.
        let short = field.key().split('.').next().unwrap_or_default();
        for key in [field.key(), short] {
            known.entry(words::header(key)).or_insert(Header::of(Content::Field(field)));
        }
    }
    for language in Language::all() {
        let columns = &language.file().columns;
        for field in Field::all() {
            add(&mut known, Content::Field(field), field.headers(columns), language);
        }
        add(&mut known, Content::Side, &columns.side, language);
        add(&mut known, Content::Country, &columns.country, language);
        add(&mut known, Content::Ordinal, &columns.ordinal, language);
    }
    known
});

/// The headers of parts of a name, normalised. Some are those of a whole name as well: «Имя».
static PARTS: LazyLock<Headers> = LazyLock::new(|| {
    let mut parts = HashMap::new();
    for language in Language::all() {
        for (part, headers) in &language.file().columns.name_part {
            add(&mut parts, Content::Part(*part), headers, language);
        }
    }
    parts
});

/// The headers of what only a letter has, normalised: «Кому» is the name in the dative.
static LETTERS: LazyLock<Headers> = LazyLock::new(|| {
    let mut letters = HashMap::new();
    let name = Field::name().map(Content::Field);
    let contents = [
        ("name", name),
        ("salutation", Some(Content::Letter("salutation"))),
        ("address", Some(Content::Letter("address"))),
    ];
    for language in Language::all() {
        for (key, content) in contents {
            let headers = language.file().columns.recipient.get(key).map(Vec::as_slice);
            if let (Some(content), Some(headers)) = (content, headers) {
                add(&mut letters, content, headers, language);
            }
        }
    }
    letters
});

fn add(known: &mut Headers, content: Content, headers: &[String], language: Language) {
    for header in headers {
        known.entry(words::header(header)).or_insert(Header::of(content)).written_in.push(language);
    }
}

/// The language marks of all languages, normalised, longest first.
static MARKS: LazyLock<Vec<(String, Language)>> = LazyLock::new(|| longest_first(|columns| &columns.marks));

/// What marks a header as in the dative, normalised, longest first.
static DATIVE: LazyLock<Vec<(String, Language)>> = LazyLock::new(|| longest_first(|columns| &columns.dative));

fn longest_first(of: fn(&Columns) -> &Vec<String>) -> Vec<(String, Language)> {
    let words = |language: Language| {
        of(&language.file().columns).iter().map(move |word| (words::header(word), language))
    };
    let mut words: Vec<_> = Language::all().flat_map(words).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}

/// The meaning of a header as that of a whole value, or `None` if no language file has it.
pub fn meaning(written: &str) -> Option<Header> {
    look_up(&KNOWN, &words::header(written))
        .filter(|header| header.marked.is_none() || header.content != Content::Ordinal)
}

/// The part of a name that a header means, if it may mean one.
pub fn name_part(written: &str) -> Option<Header> {
    look_up(&PARTS, &words::header(written))
}

fn look_up(known: &Headers, header: &str) -> Option<Header> {
    if let Some(known) = known.get(header) {
        return Some(known.clone());
    }
    MARKS.iter().find_map(|(mark, language)| {
        let known = known.get(header.strip_suffix(mark)?)?;
        Some(Header { marked: Some(*language), ..known.clone() })
    })
}

/// The meaning of a header of a list of recipients that says more than one of a list of people: what only a
/// letter has, or the dative.
pub fn of_letter(written: &str) -> Option<Header> {
    let header = words::header(written);
    if let Some(known) = look_up(&LETTERS, &header) {
        return Some(Header { dative: known.content.is_name(), ..known });
    }
    DATIVE.iter().find_map(|(mark, language)| {
        let known = look_up(&KNOWN, header.strip_suffix(mark)?)?;
        let is_text = matches!(known.content, Content::Field(field) if field.has_languages());
        let written_in = if known.written_in.is_empty() { vec![*language] } else { known.written_in.clone() };
        is_text.then_some(Header { dative: true, written_in, ..known })
    })
}

/// The known header closest to an unknown one.
pub fn suggestion(written: &str) -> Option<&'static str> {
    static HEADERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let headers = |language: Language| {
            let columns = &language.file().columns;
            Field::all().flat_map(move |field| field.headers(columns)).chain(&columns.side)
        };
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

/// The commonest header of the sides in each language, in backticks for messages.
pub fn of_sides() -> String {
    let first = |language: Language| language.file().columns.side.first();
    Language::all().filter_map(first).map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ")
}
