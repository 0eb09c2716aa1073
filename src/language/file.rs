use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

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
    /// What stands in the cells of tables of people: the words for `yes`, `no` and each word of a brief. Capitals make no difference.
    pub cells: BTreeMap<String, Vec<String>>,
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
    /// Regular expressions of a date with its weekday in a text; `{months}` and `{weekdays}` stand for all of them.
    pub weekday_patterns: Vec<String>,
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
pub struct Columns {
    /// What marks a column as written in this language: «Должность (каз.)».
    pub marks: Vec<String>,
    /// Numbers of rows, which are passed over.
    pub ordinal: Vec<String>,
    /// Parts of a name in columns of their own, which are refused.
    pub name_part: Vec<String>,
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
