//! A first look at an SVG, before it is parsed: what a parser of XML takes too long or too much memory for.

use crate::limits::{SVG_ATTRIBUTES, SVG_DEPTH, SVG_ENTITY_BYTES};

/// What a drawing has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// Elements in elements.
    Depth,
    /// Attributes of one element.
    Attributes,
    /// Text that entities stand for.
    Entities,
}

/// Looks at every tag. What is not well-formed is left to the parser.
///
/// # Errors
/// When the elements are nested too deeply, one has too many attributes, or entities stand for too much.
pub fn scan(text: &str) -> Result<(), Excess> {
    let (mut rest, mut depth) = (text, 0_usize);
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let length = if rest.starts_with("<!--") {
            past(rest, 4, "-->")
        } else if rest.starts_with("<![CDATA[") {
            past(rest, 9, "]]>")
        } else if rest.starts_with("<?") {
            past(rest, 2, "?>")
        } else if rest.starts_with("<!DOCTYPE") {
            let length = doctype_length(rest);
            check_entities(text, &rest[..length])?;
            length
        } else if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
            past(rest, 2, ">")
        } else {
            let (length, attributes) = tag(rest);
            if attributes > SVG_ATTRIBUTES {
                return Err(Excess::Attributes);
            }
            depth += usize::from(!rest[..length].ends_with("/>"));
            length
        };
        if depth > SVG_DEPTH {
            return Err(Excess::Depth);
        }
        rest = &rest[length..];
    }
    Ok(())
}

/// The length of a text up to and with an end mark.
fn past(text: &str, start: usize, end: &str) -> usize {
    text[start..].find(end).map_or(text.len(), |at| start + at + end.len())
}

/// The length of a start tag, and the number of its attributes.
fn tag(text: &str) -> (usize, usize) {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                attributes += 1;
            }
            (None, b'>') => return (at + 1, attributes),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    (text.len(), attributes)
}

/// The length of a document type declaration with its internal subset.
fn doctype_length(text: &str) -> usize {
    let subset = text.find('[').filter(|subset| text.find('>').is_none_or(|end| *subset < end));
    let start = subset.map_or(0, |subset| past(text, subset, "]"));
    past(text, start, ">")
}

/// An entity stands for plain text: the names of namespaces, as drawing programs write them.
fn check_entities(text: &str, doctype: &str) -> Result<(), Excess> {
    let values = doctype.split("<!ENTITY").skip(1).filter_map(|entity| {
        let quote = entity.find(['"', '\''])?;
        entity[quote + 1..].split(&entity[quote..=quote]).next()
    });
    let mut longest = 0;
    for value in values {
        if value.contains(['<', '&', '%']) {
            return Err(Excess::Entities);
        }
        longest = longest.max(value.len());
    }
    let references = text.bytes().filter(|byte| *byte == b'&').count();
    if longest.saturating_mul(references) > SVG_ENTITY_BYTES { Err(Excess::Entities) } else { Ok(()) }
}
