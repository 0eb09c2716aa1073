use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A reader of a part. What is empty, `<a/>`, comes as its start and its end.
pub fn reader(part: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The next event of a part.
///
/// # Errors
/// What is wrong with the XML.
pub fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, String> {
    reader.read_event().map_err(|error| error.to_string())
}

/// An attribute of an element, by its name as it is written.
///
/// # Errors
/// When the attributes are not XML.
pub fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, String> {
    let found = element.try_get_attribute(name).map_err(|error| error.to_string())?;
    let value = found.map(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0));
    value.transpose().map_err(|error| error.to_string())
}

/// The character that `&amp;` or `&#1178;` stands for.
///
/// # Errors
/// When XML does not know it.
pub fn reference(reference: &BytesRef<'_>) -> Result<String, String> {
    let name: &str = reference;
    if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
        return Ok(known.to_owned());
    }
    let character = reference.resolve_char_ref().map_err(|error| error.to_string())?;
    character.map(String::from).ok_or_else(|| format!("`&{name};` stands for nothing"))
}

/// Passes over all that is in an element, up to its end.
///
/// # Errors
/// What is wrong with the XML.
pub fn skip(reader: &mut Reader<&[u8]>, element: &BytesStart<'_>) -> Result<(), String> {
    reader.read_to_end(element.name()).map(|_| ()).map_err(|error| error.to_string())
}
