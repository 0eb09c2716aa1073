use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions, Value,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use super::analysis::Analysis;
use super::tokenizer::NAMES;
use crate::archive::event::Event;
use crate::archive::id::Id;
use crate::archive::record::{Record, Wordings};
use crate::archive::summary::{RecordSummary, persons};

/// The names of the fast fields.
pub mod column {
    /// The first half of the id of the record.
    pub const ID_HIGH: &str = "id-high";
    /// The second half.
    pub const ID_LOW: &str = "id-low";
    /// The first halves of the ids of its events.
    pub const EVENT_HIGH: &str = "event-high";
    /// The second halves, in the same order.
    pub const EVENT_LOW: &str = "event-low";
    /// The date of the paper, as a number of [`number_of`](super::number_of).
    pub const DATE: &str = "date";
    /// The size of all PDFs.
    pub const BYTES: &str = "bytes";
    /// The kind of paper.
    pub const KIND: &str = "kind";
    /// The current status.
    pub const STATUS: &str = "status";
    /// The languages of the paper.
    pub const LANGUAGE: &str = "language";
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The id of the record, as it is printed.
    pub id: Field,
    id_high: Field,
    id_low: Field,
    event_high: Field,
    event_low: Field,
    bytes: Field,
    /// The date of the paper.
    pub date: Field,
    /// The kind of paper.
    pub kind: Field,
    /// The current status.
    pub status: Field,
    language: Field,
    /// The names of the sides.
    pub sides: Field,
    /// The names of all persons.
    pub persons: Field,
    title: BTreeMap<Analysis, Field>,
    text: BTreeMap<Analysis, Field>,
    stored: Field,
}

/// Everything to index of a record.
#[derive(Debug)]
pub struct IndexedRecord<'a> {
    /// The record.
    pub record: Record,
    /// Its events.
    pub events: Vec<Event>,
    /// The ids of its events, including those that cannot be read.
    pub event_bags: &'a [Id],
    /// The plain texts of its papers, each with its language.
    pub texts: Vec<(String, String)>,
}

impl Fields {
    /// The fields and their schema.
    pub fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let each = |schema: &mut SchemaBuilder, what: &str| {
            let field = |analysis: Analysis| {
                let name = analysis.name();
                (analysis, schema.add_text_field(&format!("{what}-{name}"), words(name)))
            };
            Analysis::ALL.map(field).into()
        };
        let keyword = || STRING.set_fast(RAW_TOKENIZER_NAME);
        let fields = Self {
            id: schema.add_text_field("id", STRING),
            id_high: schema.add_u64_field(column::ID_HIGH, FAST),
            id_low: schema.add_u64_field(column::ID_LOW, FAST),
            event_high: schema.add_u64_field(column::EVENT_HIGH, FAST),
            event_low: schema.add_u64_field(column::EVENT_LOW, FAST),
            bytes: schema.add_u64_field(column::BYTES, FAST),
            date: schema.add_u64_field(column::DATE, FAST | INDEXED),
            kind: schema.add_text_field(column::KIND, keyword()),
            status: schema.add_text_field(column::STATUS, keyword()),
            language: schema.add_text_field(column::LANGUAGE, keyword()),
            sides: schema.add_text_field("sides", words(NAMES)),
            persons: schema.add_text_field("persons", words(NAMES)),
            title: each(&mut schema, "title"),
            text: each(&mut schema, "text"),
            stored: schema.add_text_field("entry", STORED),
        };
        (fields, schema.build())
    }

    /// The fields with the words of a language, and their weights.
    pub fn of(&self, analysis: Analysis) -> impl Iterator<Item = (Field, f32)> {
        let title = self.title.get(&analysis).map(|field| (*field, TITLE_WEIGHT));
        title.into_iter().chain(self.text.get(&analysis).map(|field| (*field, 1.0)))
    }

    /// The document of a record.
    pub fn document(&self, indexed: &IndexedRecord<'_>) -> TantivyDocument {
        let IndexedRecord { record, events, event_bags, texts } = indexed;
        let entry = RecordSummary::of(record, events);
        let mut document = TantivyDocument::new();
        let (high, low) = halves(record.id);
        document.add_text(self.id, record.id.to_string());
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        for (high, low) in event_bags.iter().copied().map(halves) {
            document.add_u64(self.event_high, high);
            document.add_u64(self.event_low, low);
        }
        document.add_u64(self.bytes, entry.papers.iter().map(|paper| paper.bytes).sum());
        document.add_u64(self.date, entry.date.parse().map_or(0, number_of));
        document.add_text(self.kind, &entry.kind);
        document.add_text(self.status, entry.status.name());
        let named =
            [(self.language, &entry.languages), (self.sides, &entry.sides), (self.persons, &entry.persons)];
        for (field, name) in
            named.into_iter().flat_map(|(field, names)| names.iter().map(move |name| (field, name)))
        {
            document.add_text(field, name);
        }
        self.add_words(&mut document, record, texts);
        document.add_text(self.stored, serde_json::to_string(&entry).unwrap_or_default());
        document
    }

    fn add_words(&self, document: &mut TantivyDocument, record: &Record, texts: &[(String, String)]) {
        let mut add = |fields: &BTreeMap<Analysis, Field>, language: &str, text: &str| {
            if let Some(field) = fields.get(&Analysis::of(language)) {
                document.add_text(*field, text);
            }
        };
        for (language, title) in &record.title {
            add(&self.title, language, title);
        }
        for (language, text) in texts.iter().map(|(language, text)| (language, text)).chain(wordings(record))
        {
            add(&self.text, language, text);
        }
        for language in &record.languages {
            for text in record.number.iter().chain(&record.case) {
                add(&self.text, language, text);
            }
        }
    }

    /// The summary of a record that is stored in its document.
    pub fn summary(&self, document: &TantivyDocument) -> Option<RecordSummary> {
        let stored = document.get_first(self.stored)?;
        serde_json::from_str(stored.as_str()?).ok()
    }
}

/// A word in the title counts as much as two in the text.
const TITLE_WEIGHT: f32 = 2.0;

/// The texts of a record except its title, by language.
fn wordings(record: &Record) -> impl Iterator<Item = (&String, &String)> {
    let meeting = record.meeting.iter();
    let meeting = meeting.flat_map(|meeting| meeting.venue.iter().chain(&meeting.city).chain(&meeting.topic));
    let persons = persons(record)
        .flat_map(|person| [&person.name].into_iter().chain(&person.position).chain(&person.organisation));
    let marking = record.marking.iter().map(|marking| &marking.text);
    let sides = record.sides.iter().map(|side| &side.name);
    let all: Box<dyn Iterator<Item = &Wordings>> =
        Box::new(record.body.iter().chain(marking).chain(meeting).chain(sides).chain(persons));
    all.flatten()
}

fn words(tokenizer: &str) -> TextOptions {
    let words = TextFieldIndexing::default().set_tokenizer(tokenizer);
    TextOptions::default()
        .set_indexing_options(words.set_index_option(IndexRecordOption::WithFreqsAndPositions))
}

/// A date as a number that sorts like the date: 20260318.
pub fn number_of(day: NaiveDate) -> u64 {
    let year = u64::try_from(day.year()).unwrap_or_default();
    year * 10_000 + u64::from(day.month()) * 100 + u64::from(day.day())
}

/// An id as two numbers, which fit into fast fields.
fn halves(id: Id) -> (u64, u64) {
    let [high, low] = [64, 0].map(|shift| u64::try_from((u128::from(id) >> shift) & u128::from(u64::MAX)));
    (high.unwrap_or_default(), low.unwrap_or_default())
}

/// The id from its two halves.
pub fn whole(high: u64, low: u64) -> Id {
    Id::from(u128::from(high) << 64 | u128::from(low))
}
