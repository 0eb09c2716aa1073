//! Where the objects of a PDF are (ISO 32000-1, 7.5.4 to 7.5.8): the tables and streams of all its updates,
//! the newest first.

use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::budget::Budget;
use super::fault::Fault;
use super::filter::decode;
use super::object::{Dict, Id, Object};
use super::parser::Parser;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// Nowhere: it was deleted.
    Free,
    /// At a byte of the file.
    At {
        /// The byte.
        offset: usize,
        /// The generation that it has.
        generation: u32,
    },
    /// In an object stream.
    InStream {
        /// The number of the stream.
        stream: u32,
        /// Its index there.
        index: usize,
    },
}

/// The entries of all updates, and the newest trailer.
#[derive(Debug)]
pub struct CrossReferences {
    /// The place of each object.
    pub entries: HashMap<u32, Entry>,
    /// The newest trailer.
    pub trailer: Dict,
}

impl CrossReferences {
    /// Reads them all.
    ///
    /// # Errors
    /// When one is damaged, or the file is encrypted.
    pub fn read(data: &[u8], budget: &Budget) -> Result<Self, Fault> {
        let mut reader = Reader { data, budget, entries: HashMap::new() };
        let (mut seen, mut newest) = (HashSet::new(), None);
        let mut next = Some(start(data, budget)?);
        while let Some(at) = next {
            if !seen.insert(at) {
                return Err(Fault::at(at, "an update refers to itself"));
            }
            let trailer = reader.section(at)?;
            if trailer.contains_key(&b"Encrypt"[..]) {
                return Err(Fault::Encrypted);
            }
            next = offset(&trailer, b"Prev", at)?;
            newest.get_or_insert(trailer);
        }
        Ok(Self { entries: reader.entries, trailer: newest.unwrap_or_default() })
    }
}

/// The byte at which the newest section begins.
fn start(data: &[u8], budget: &Budget) -> Result<usize, Fault> {
    const KEYWORD: &[u8] = b"startxref";
    let place = data.windows(KEYWORD.len()).rposition(|window| window == KEYWORD);
    let place = place.ok_or(Fault::at(data.len(), "the end of the file is missing"))?;
    Parser::new(data, place + KEYWORD.len(), budget).integer()
}

fn offset(trailer: &Dict, key: &[u8], at: usize) -> Result<Option<usize>, Fault> {
    let offset = trailer.get(key).map(|value| value.number().ok_or(Fault::at(at, "an offset is damaged")));
    offset.transpose()
}

struct Reader<'a> {
    data: &'a [u8],
    budget: &'a Budget,
    entries: HashMap<u32, Entry>,
}

impl<'a> Reader<'a> {
    /// Reads a table or a stream, with the stream that a table may name, and returns its trailer.
    fn section(&mut self, at: usize) -> Result<Dict, Fault> {
        let mut parser = Parser::new(self.data, at, self.budget);
        if !parser.takes(b"xref") {
            return self.stream(at);
        }
        while !parser.takes(b"trailer") {
            let (first, count): (u32, u32) = (parser.integer()?, parser.integer()?);
            for index in 0..count {
                let (offset, generation) = (parser.integer()?, parser.integer()?);
                let entry = if parser.takes(b"n") {
                    Entry::At { offset, generation }
                } else if parser.takes(b"f") {
                    Entry::Free
                } else {
                    return Err(parser.fault("an entry of a cross-reference table is damaged"));
                };
                self.add(first.checked_add(index), entry, at)?;
            }
        }
        let Object::Dict(trailer) = parser.object()? else { return Err(parser.fault("no trailer")) };
        if let Some(stream) = offset(&trailer, b"XRefStm", at)? {
            self.stream(stream)?;
        }
        Ok(trailer)
    }

    /// Reads a cross-reference stream, whose dictionary is its trailer.
    fn stream(&mut self, at: usize) -> Result<Dict, Fault> {
        let (_, object) = indirect(self.data, at, self.budget, |_| None)?;
        let Object::Stream(trailer, place) = object else {
            return Err(Fault::at(at, "a cross-reference table is missing"));
        };
        let decoded = decode(&trailer, &self.data[place.clone()], place.start, self.budget)?;
        let widths =
            numbers(&trailer, b"W").filter(|widths| widths.len() == 3 && widths.iter().all(|one| *one <= 8));
        let widths = widths.ok_or(Fault::at(at, "a cross-reference stream is damaged"))?;
        let width: usize = widths.iter().sum();
        let size = trailer.get(&b"Size"[..]).and_then(Object::number).unwrap_or(0);
        let ranges = numbers(&trailer, b"Index").unwrap_or_else(|| vec![0, size]);
        let mut rows = decoded.chunks_exact(width.max(1));
        for range in ranges.chunks_exact(2) {
            for index in 0..range[1] {
                let row = rows.next().ok_or(Fault::at(at, "a cross-reference stream is too short"))?;
                let entry =
                    row_entry(row, &widths).ok_or(Fault::at(at, "a cross-reference stream is damaged"))?;
                let number = range[0].checked_add(index).and_then(|number| u32::try_from(number).ok());
                self.add(number, entry, at)?;
            }
        }
        Ok(trailer)
    }

    /// Adds an entry, unless a newer section has one.
    fn add(&mut self, number: Option<u32>, entry: Entry, at: usize) -> Result<(), Fault> {
        self.budget.object()?;
        let number = number.ok_or(Fault::at(at, "an object number is too large"))?;
        if let Slot::Vacant(slot) = self.entries.entry(number) {
            slot.insert(entry);
        }
        Ok(())
    }
}

/// An entry of a cross-reference stream (7.5.8.3).
fn row_entry(row: &[u8], widths: &[usize]) -> Option<Entry> {
    let field = |range: Range<usize>| {
        row.get(range)?
            .iter()
            .try_fold(0_usize, |value, byte| value.checked_mul(256).map(|value| value + usize::from(*byte)))
    };
    let (first, second) = (widths[0], widths[0] + widths[1]);
    let kind = if first == 0 { 1 } else { field(0..first)? };
    let (second, third) = (field(first..second)?, field(second..row.len())?);
    match kind {
        0 => Some(Entry::Free),
        1 => Some(Entry::At { offset: second, generation: third.try_into().ok()? }),
        2 => Some(Entry::InStream { stream: second.try_into().ok()?, index: third }),
        _ => None,
    }
}

fn numbers(dict: &Dict, key: &[u8]) -> Option<Vec<usize>> {
    let Object::Array(items) = dict.get(key)? else { return None };
    items.iter().map(Object::number).collect()
}

/// The indirect object at a byte of the file (7.3.10). `length` finds the length of a stream where it is an
/// object of its own.
///
/// # Errors
/// When there is none, or it is damaged.
pub fn indirect(
    data: &[u8],
    at: usize,
    budget: &Budget,
    length: impl Fn(Id) -> Option<usize>,
) -> Result<(Id, Object), Fault> {
    let mut parser = Parser::new(data, at, budget);
    let id = Id { number: parser.integer()?, generation: parser.integer()? };
    if !parser.takes(b"obj") {
        return Err(parser.fault("an object is missing"));
    }
    let object = parser.object()?;
    let Object::Dict(dict) = object else { return Ok((id, object)) };
    if !parser.takes(b"stream") {
        return Ok((id, Object::Dict(dict)));
    }
    parser.skip_line_end();
    let start = parser.position();
    let length = match dict.get(&b"Length"[..]) {
        Some(Object::Reference(id)) => length(*id),
        direct => direct.and_then(Object::number),
    };
    let end = length.and_then(|length| start.checked_add(length)).filter(|end| *end <= data.len());
    let end = end.ok_or(Fault::at(start, "the length of a stream is damaged"))?;
    if !Parser::new(data, end, budget).takes(b"endstream") {
        return Err(Fault::at(end, "the length of a stream is damaged"));
    }
    Ok((id, Object::Stream(dict, start..end)))
}
