use serde::Serialize;

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Title, publisher and date.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}
