use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

use super::date_pattern::{Words, WrittenDatePattern};

/// A language file. `templates/README.md` explains every key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageFile {
    /// The code of the language, from its file name, if it has two letters.
    #[serde(skip)]
    pub iso: Option<[u8; 2]>,
    /// The name of the language in English, for help and messages.
    pub english_name: String,
    /// The script of the language.
    pub script: Script,
    /// How lines are broken.
    pub typesetting: Typesetting,
    /// The quotation marks.
    pub quotes: Quotes,
    /// Words that writers leave in square brackets or capitals for unfinished text.
    pub draft_marks: Vec<String>,
    /// What shows that a text is in this language.
    #[serde(default)]
    pub telling: Telling,
    /// How dates are written.
    pub dates: DatePatterns,
    /// How names are written.
    pub names: Names,
    /// The headers of tables of people.
    pub columns: Columns,
    /// The rows of tables of people that are not people.
    pub rows: ListRows,
    /// The values in the cells of tables of people: the words for `yes`, `no` and each word of a brief. Case
    /// is ignored.
    pub cells: BTreeMap<String, Vec<String>>,
    /// The words of the table of people to send out.
    pub questionnaire: Questionnaire,
    /// How letters are laid out.
    pub letters: Letters,
    /// Every word that a paper adds by itself.
    pub labels: BTreeMap<String, String>,
}

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// Cyrillic.
    Cyrillic,
    /// Latin.
    Latin,
}

/// What shows that a text is in a language, and not in another one of the same script.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// Its letters that other languages lack, in lower case.
    #[serde(default)]
    pub letters: String,
    /// Words that stand in most of its texts and in none of another language, in lower case.
    #[serde(default)]
    pub words: Vec<String>,
}

/// How lines are broken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typesetting {
    /// Whether the engine has hyphenation patterns for the language.
    pub hyphenate: bool,
    /// Whether paragraphs are justified.
    pub justify: bool,
    /// The vowels of a language without patterns in the engine, for dividing words by syllables.
    #[serde(default)]
    pub vowels: String,
    /// Words that keep the next word on their line.
    pub bind_to_next: Vec<String>,
    /// Words that stay on the line of the previous word.
    pub bind_to_previous: Vec<String>,
    /// Words that stay on the line of the number before them.
    pub units: Vec<String>,
}

/// The quotation marks, each as an opening and closing pair, and the apostrophe. Each is one character,
/// like what it replaces.
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

/// How dates are written: `{day}`, `{month}`, `{year}` and `{weekday}` are replaced by the parts of the
/// date, `{end-…}` by those of the last day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatePatterns {
    /// The months as written in a date, from January.
    pub months: [String; 12],
    /// The weekdays, from Monday.
    pub weekdays: [String; 7],
    /// The inflected forms of each weekday.
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
    /// The patterns of a date with its weekday in a text.
    pub weekday_patterns: Vec<WrittenDatePattern>,
    /// The months and weekdays, prepared when a text is first searched for them.
    #[serde(skip)]
    pub(super) words: OnceLock<Words>,
}

/// How names are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Where the form of courtesy goes.
    pub courtesy: Courtesy,
    /// The order of the parts of a name.
    pub parts: [NamePart; 3],
}

/// A part of a name that may have a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamePart {
    /// The name of the family.
    Family,
    /// The given name.
    Given,
    /// The patronymic or middle name.
    Patronymic,
}

impl NamePart {
    /// Every part, the family first, as lists are sorted.
    pub const ALL: [Self; 3] = [Self::Family, Self::Given, Self::Patronymic];
}

/// Where the form of courtesy goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Courtesy {
    /// г-н Ашикбаев, Mr Ko.
    Before,
    /// Ашықбаев мырза.
    After,
}

/// The headers of tables of people. Case, spaces and punctuation are ignored.
#[derive(Debug, Deserialize)]
pub struct Columns {
    /// What marks a column as written in this language: «Должность (каз.)».
    pub marks: Vec<String>,
    /// Row numbers, which are ignored.
    pub ordinal: Vec<String>,
    /// The side of the person.
    pub side: Vec<String>,
    /// The country of the person, which names the side if no other column does.
    pub country: Vec<String>,
    /// The parts of a name in columns of their own.
    pub name_part: BTreeMap<NamePart, Vec<String>>,
    /// The fields of the recipient of a letter that are not those of a person, by their keys.
    pub recipient: BTreeMap<String, Vec<String>>,
    /// What marks a column as written in the dative, for letters: «Ф.И.О. (дат. п.)».
    pub dative: Vec<String>,
    /// The headers of each field of a member, by its key: `name`, `photo.file`.
    #[serde(flatten, deserialize_with = "by_field")]
    pub fields: BTreeMap<String, Vec<String>>,
}

impl Columns {
    /// The headers of a field of a member; none where the file has none, which a test rules out.
    pub fn of_field(&self, key: &str) -> &[String] {
        self.fields.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The words of the table of people to send out.
#[derive(Debug, Deserialize)]
pub struct Questionnaire {
    /// The name of its sheet.
    pub sheet: String,
    /// Explanations of its columns, by the key of the field; `side` is that of the sides.
    #[serde(flatten)]
    pub explanations: BTreeMap<String, String>,
}

/// How the rows of tables of people begin that are not people. Case is ignored.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListRows {
    /// Totals: «Итого».
    pub total: Vec<String>,
    /// Signatures and notes: «Исп.».
    pub note: Vec<String>,
    /// Words of titles between people: «делегация».
    pub title: Vec<String>,
}

/// Reads the headers of a field, or those of each field within a table.
fn by_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Headers {
        Own(Vec<String>),
        Within(BTreeMap<String, Vec<String>>),
    }
    let mut fields = BTreeMap::new();
    for (key, headers) in BTreeMap::<String, Headers>::deserialize(deserializer)? {
        match headers {
            Headers::Own(headers) => fields.extend([(key, headers)]),
            Headers::Within(inner) => {
                fields
                    .extend(inner.into_iter().map(|(within, headers)| (format!("{key}.{within}"), headers)));
            }
        }
    }
    Ok(fields)
}

/// How letters are laid out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// The order of the parts of the addressee, above the address.
    pub addressee: [AddresseePart; 3],
    /// Whether the salutation is centred.
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
    /// The hyphenation patterns, if there are any.
    pub fn hyphenation(&self) -> Option<hypher::Lang> {
        hypher::Lang::from_iso(self.iso?).filter(|_| self.typesetting.hyphenate)
    }

    /// Parses a language file. The files are embedded, so one that cannot be parsed is a bug.
    pub(super) fn parse(code: &str, text: &str) -> Self {
        match toml::from_str(text) {
            Ok(file) => Self { iso: code.as_bytes().try_into().ok(), ..file },
            Err(error) => panic!("the language file `{code}` is broken ({error})"),
        }
    }

    /// The label under `key`, or the key itself if there is none, which a test rules out.
    pub fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.labels.get(key).map_or(key, String::as_str)
    }
}
