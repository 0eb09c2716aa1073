use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::date_pattern::{Words, WrittenDatePattern};

/// What a language file holds. `templates/README.md` explains every key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageFile {
    /// The code of the language, from the name of its file, where it has two letters.
    #[serde(skip)]
    pub iso: Option<[u8; 2]>,
    /// The name of the language in English, for help and messages.
    pub english_name: String,
    /// The script that the language is written in.
    pub script: Script,
    /// Where lines break.
    pub typesetting: Typesetting,
    /// The quotation marks.
    pub quotes: Quotes,
    /// Words that a writer leaves in square brackets or capitals for what is still to be done.
    pub draft_marks: Vec<String>,
    /// How dates are written.
    pub dates: DatePatterns,
    /// How names are written.
    pub names: Names,
    /// The headers of tables of people.
    pub columns: Columns,
    /// What stands in the cells of tables of people.
    pub cells: Cells,
    /// How letters are laid out.
    pub letters: Letters,
    /// Every word that a paper says by itself.
    pub labels: BTreeMap<String, String>,
}

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// Кириллица.
    Cyrillic,
    /// Latin.
    Latin,
}

/// Where lines break.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typesetting {
    /// Whether the engine has hyphenation patterns for the language.
    pub hyphenate: bool,
    /// Whether paragraphs are justified.
    pub justify: bool,
    /// The vowels of a language for which the engine has no patterns: where a word must be divided, it is by syllables.
    #[serde(default)]
    pub vowels: String,
    /// Words that keep the next word on their line.
    pub bind_to_next: Vec<String>,
    /// Words that stay on the line of the word before.
    pub bind_to_previous: Vec<String>,
    /// Words that stay on the line of the number before.
    pub units: Vec<String>,
}

/// The quotation marks, each pair opening and closing, and the apostrophe. Each is one character, as is what it replaces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Around a quotation.
    pub outer: [char; 2],
    /// Around a quotation within a quotation.
    pub inner: [char; 2],
    /// The apostrophe within a word.
    pub apostrophe: char,
}

/// How dates are written: `{day}`, `{month}`, `{year}` and `{weekday}` stand for the parts, `{end-…}` for those of the last day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatePatterns {
    /// The months as they stand in a date, from January.
    pub months: [String; 12],
    /// The weekdays, from Monday.
    pub weekdays: [String; 7],
    /// The forms in which each weekday is met in texts.
    pub weekday_forms: [Vec<String>; 7],
    /// One day.
    pub day: String,
    /// One day with its weekday.
    pub day_with_weekday: String,
    /// The heading of a day in a programme.
    pub heading: String,
    /// Several days of one month.
    pub same_month: String,
    /// Several days in two months of one year.
    pub same_year: String,
    /// Several days in two years.
    pub other_year: String,
    /// A date to fill in by hand in a known year.
    pub blank: String,
    /// A date to fill in by hand.
    pub blank_year: String,
    /// How a date with its weekday is met in texts.
    pub weekday_patterns: Vec<WrittenDatePattern>,
    /// The months and weekdays, made ready when a text is first searched for them.
    #[serde(skip)]
    pub(super) words: OnceLock<Words>,
}

/// How names are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Where the form of courtesy stands.
    pub courtesy: Courtesy,
}

/// Where the form of courtesy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Courtesy {
    /// г-н Ашикбаев, Mr Ko.
    Before,
    /// Ашықбаев мырза.
    After,
}

/// The headers of tables of people. Capitals, points, spaces and other signs make no difference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// What marks a column as written in this language: «Должность (каз.)».
    pub marks: Vec<String>,
    /// Numbers of rows, which are passed over.
    pub ordinal: Vec<String>,
    /// Parts of a name in columns of their own, which are refused.
    pub name_part: Vec<String>,
    /// The short name of the person.
    pub id: Vec<String>,
    /// The whole name.
    pub name: Vec<String>,
    /// The position.
    pub position: Vec<String>,
    /// The organisation.
    pub organisation: Vec<String>,
    /// Whether the person heads the side.
    pub head: Vec<String>,
    /// What the person does at the table.
    pub role: Vec<String>,
    /// The place in protocol order.
    pub rank: Vec<String>,
    /// The date of appointment.
    pub appointed_on: Vec<String>,
    /// The form of courtesy.
    pub honorific: Vec<String>,
    /// A biographical note.
    pub biography: Vec<String>,
    /// The file of a portrait.
    pub photo: Vec<String>,
    /// What the portrait shows.
    pub photo_alt: Vec<String>,
}

/// What stands in the cells of tables of people. Capitals make no difference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cells {
    /// Yes.
    pub yes: Vec<String>,
    /// No.
    pub no: Vec<String>,
    /// Who takes part in the talks.
    pub member: Vec<String>,
    /// Who interprets.
    pub interpreter: Vec<String>,
    /// Who takes the notes.
    pub note_taker: Vec<String>,
}

/// How letters are laid out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// In which order the parts of the addressee stand, above the address.
    pub addressee: [AddresseePart; 3],
    /// Whether the words that address the recipient stand in the middle.
    pub centred_salutation: bool,
}

/// A part of the addressee of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddresseePart {
    /// The name, with the form of courtesy.
    Name,
    /// The position.
    Position,
    /// The organisation.
    Organisation,
}

impl LanguageFile {
    /// The patterns by which words are divided, where there are any.
    pub fn hyphenation(&self) -> Option<hypher::Lang> {
        hypher::Lang::from_iso(self.iso?).filter(|_| self.typesetting.hyphenate)
    }

    /// Reads a language file. The files are part of the program, so one that cannot be read is a fault of the program.
    pub(super) fn parse(code: &str, text: &str) -> Self {
        match toml::from_str(text) {
            Ok(file) => Self { iso: code.as_bytes().try_into().ok(), ..file },
            Err(error) => panic!("the language file `{code}` is broken ({error})"),
        }
    }

    /// The label under `key`; the key itself where the file has none, which a test rules out.
    pub fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.labels.get(key).map_or(key, String::as_str)
    }
}
