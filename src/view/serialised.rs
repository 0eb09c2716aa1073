//! The view as the files that templates read: `/view.json`, and `/view.toml` for templates that predate it.

use toml::Value;

use super::View;

/// The keys of a stretch of text that TOML has only where they are true.
const STYLES: [&str; 3] = ["emphasis", "strong", "whole"];

impl View {
    /// The view as JSON. Every key is there: one without a value is `null`.
    ///
    /// # Errors
    /// When a value cannot be written as JSON, which would be a bug.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The view as TOML. TOML has no null, so a key without a value is absent, as is a style that is not set.
    /// The date of the document is a date.
    ///
    /// # Errors
    /// When a value cannot be written as TOML, which would be a bug.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let mut view = Value::try_from(self)?;
        omit_false_styles(&mut view);
        if let (Some(document), Ok(date)) = (view.get_mut("document"), self.document.date.parse()) {
            document["date"] = Value::Datetime(date);
        }
        toml::to_string(&view)
    }
}

fn omit_false_styles(value: &mut Value) {
    match value {
        Value::Table(table) => {
            table.retain(|key, value| *value != Value::Boolean(false) || !STYLES.contains(&key));
            table.iter_mut().for_each(|(_, value)| omit_false_styles(value));
        }
        Value::Array(items) => items.iter_mut().for_each(omit_false_styles),
        _ => {}
    }
}
