use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A reader of a part. An empty element, `<a/>`, is reported as a start and an end.
pub fn reader(part: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The next event of a part.
///
/// # Errors
/// If the XML is malformed.
pub fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, String> {
    reader.read_event().map_err(|error| error.to_string())
}

/// An attribute of an element, by its qualified name.
///
/// # Errors
/// If the attributes are malformed.
pub fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, String> {
    let found = element.try_get_attribute(name).map_err(|error| error.to_string())?;
    let value = found.map(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0));
    value.transpose().map_err(|error| error.to_string())
}

/// The character that `&amp;` or `&#1178;` stands for.
///
/// # Errors
/// If the reference is undefined.
pub fn reference(reference: &BytesRef<'_>) -> Result<String, String> {
    let name: &str = reference;
    if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
        return Ok(known.to_owned());
    }
    let character = reference.resolve_char_ref().map_err(|error| error.to_string())?;
    character.map(String::from).ok_or_else(|| format!("`&{name};` is not a known character"))
}

/// Skips the contents of an element and its end.
///
/// # Errors
/// If the XML is malformed.
pub fn skip(reader: &mut Reader<&[u8]>, element: &BytesStart<'_>) -> Result<(), String> {
    reader.read_to_end(element.name()).map(|_| ()).map_err(|error| error.to_string())
}
