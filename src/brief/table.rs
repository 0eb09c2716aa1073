use std::fmt::{self, Formatter};
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// Reads a struct from a table only. Serde also reads one from a list of the values of its fields, which is
/// not in its schema.
///
/// # Errors
/// When it is not a table, or does not fit the struct.
pub fn from_table<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(TableOf(PhantomData))
}

struct TableOf<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TableOf<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(table))
    }
}
