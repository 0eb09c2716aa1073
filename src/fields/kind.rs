use serde_json::Value;

/// The kind of a single value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text, printed literally.
    Text,
    /// A long text in Markdown.
    Markdown,
    /// A long text in Markdown that may still be empty.
    Entry,
    /// A web address, which is printed.
    Url,
    /// An image file.
    Picture,
    /// Another file.
    File,
    /// The id of its own table.
    Id,
    /// The id of another table.
    Reference(Referent),
    /// An audience tag.
    Tag,
    /// A name that is not printed.
    Name,
    /// One of these words.
    Word(Vec<String>),
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A rank in protocol order.
    Rank,
    /// True or false.
    Truth,
    /// A number.
    Number,
}

/// The targets of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referent {
    /// The tables of the schema.
    pub tables: Vec<String>,
    /// The same in words.
    pub in_words: String,
}

impl Kind {
    /// Whether it is a text, which may be translated.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Entry)
    }

    /// Whether papers print it.
    pub fn is_printed(&self) -> bool {
        self.is_text() || *self == Self::Url
    }

    /// Whether it is an address, which may mix scripts in any language.
    pub fn is_address(&self) -> bool {
        matches!(self, Self::Url | Self::Picture | Self::File)
    }

    /// The kind that a schema declares or implies, if it describes a single value.
    pub(super) fn of(schema: &Value) -> Option<Self> {
        let kind = match schema["x-holds"].as_str() {
            Some("text") => Some(Self::Text),
            Some("markdown") => Some(Self::Markdown),
            Some("entry") => Some(Self::Entry),
            Some("url") => Some(Self::Url),
            Some("picture") => Some(Self::Picture),
            Some("file") => Some(Self::File),
            Some("id") => Some(Self::Id),
            Some("reference") => Some(Self::Reference(Referent {
                tables: words(&schema["x-refers-to"]),
                in_words: schema["x-in-words"].as_str().unwrap_or_default().to_owned(),
            })),
            Some("tag") => Some(Self::Tag),
            Some("name") => Some(Self::Name),
            Some("date") => Some(Self::Date),
            Some("time") => Some(Self::Time),
            Some("rank") => Some(Self::Rank),
            _ => None,
        };
        kind.or_else(|| match &schema["enum"] {
            Value::Array(_) => Some(Self::Word(words(&schema["enum"]))),
            _ => schema["const"].as_str().map(|word| Self::Word(vec![word.to_owned()])),
        })
        .or_else(|| {
            let is =
                |name: &str| schema["type"] == name || words(&schema["type"]).iter().any(|one| one == name);
            if is("boolean") {
                Some(Self::Truth)
            } else {
                (is("integer") || is("number")).then_some(Self::Number)
            }
        })
    }
}

/// The strings of a list.
fn words(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
