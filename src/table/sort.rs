use super::{Entries, Entry};
use crate::language::{Language, collation};

impl Entries {
    /// Sorts people by their names in the alphabet of a language; equal names stay in the order of the rows.
    pub fn sort_by_name(&mut self, language: Language) {
        collation::sort(&mut self.entries, language, |entry| entry.sort_key(language).to_owned());
    }
}

impl Entry {
    /// The name to sort by: that in the language, else that in all, else any.
    fn sort_key(&self, language: Language) -> &str {
        let keys = &self.sort_keys;
        let key = keys.get(&Some(language)).or_else(|| keys.get(&None)).or_else(|| keys.values().next());
        key.map_or("", String::as_str)
    }
}
