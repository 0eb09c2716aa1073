//! The objects of a PDF by their numbers, each parsed when it is asked for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::budget::Budget;
use super::cross_reference::{CrossReferences, Entry, indirect};
use super::fault::Fault;
use super::filter::decode;
use super::object::{Dict, Id, Object};
use super::parser::Parser;

/// A PDF.
#[derive(Debug)]
pub struct Document<'a> {
    data: &'a [u8],
    budget: Budget,
    references: CrossReferences,
    streams: RefCell<HashMap<u32, Rc<ObjectStream>>>,
}

/// A decoded object stream (ISO 32000-1, 7.5.7).
#[derive(Debug)]
struct ObjectStream {
    data: Vec<u8>,
    /// The number of each object, and where it begins.
    places: Vec<(u32, usize)>,
}

impl<'a> Document<'a> {
    /// Finds the objects of a PDF.
    ///
    /// # Errors
    /// When the file is damaged or encrypted.
    pub fn open(data: &'a [u8]) -> Result<Self, Fault> {
        let budget = Budget::new(data.len());
        let references = CrossReferences::read(data, &budget)?;
        Ok(Self { data, budget, references, streams: RefCell::default() })
    }

    /// The catalogue, where everything begins (7.7.2).
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn catalogue(&mut self) -> Result<Dict, Fault> {
        let root = self.references.trailer.remove(&b"Root"[..]);
        self.dict(root)?.ok_or(Fault::at(self.data.len(), "the catalogue is missing"))
    }

    /// A dictionary, or the one that an object refers to; nothing where there is none.
    ///
    /// # Errors
    /// When it is something else, or damaged.
    pub fn dict(&self, object: Option<Object>) -> Result<Option<Dict>, Fault> {
        let place = self.place_of(object.as_ref());
        match object.map(|object| self.resolve(object)).transpose()? {
            None | Some(Object::Null) => Ok(None),
            Some(Object::Dict(found)) => Ok(Some(found)),
            Some(_) => Err(Fault::at(place, "an object is of another kind")),
        }
    }

    /// The items of an array, or of the one that an object refers to; none where there is none.
    ///
    /// # Errors
    /// When it is something else, or damaged.
    pub fn array(&self, object: Option<Object>) -> Result<Vec<Object>, Fault> {
        let place = self.place_of(object.as_ref());
        match object.map(|object| self.resolve(object)).transpose()? {
            None | Some(Object::Null) => Ok(Vec::new()),
            Some(Object::Array(items)) => Ok(items),
            Some(_) => Err(Fault::at(place, "an object is of another kind")),
        }
    }

    /// The byte at which an object begins, as far as it is known.
    pub fn place_of(&self, object: Option<&Object>) -> usize {
        if let Some(Object::Reference(id)) = object { self.place(id.number) } else { self.data.len() }
    }

    fn resolve(&self, object: Object) -> Result<Object, Fault> {
        if let Object::Reference(id) = object { self.get(id) } else { Ok(object) }
    }

    /// The decoded bytes of a stream.
    ///
    /// # Errors
    /// When there is none, or it is damaged or too large.
    pub fn stream(&self, id: Id) -> Result<Vec<u8>, Fault> {
        match self.get(id)? {
            Object::Stream(dict, place) => {
                decode(&dict, &self.data[place.clone()], place.start, &self.budget)
            }
            _ => Err(Fault::at(self.place(id.number), "a stream is missing")),
        }
    }

    /// The object of an id; null where there is none.
    fn get(&self, id: Id) -> Result<Object, Fault> {
        match self.references.entries.get(&id.number) {
            Some(Entry::At { offset, generation }) if *generation == id.generation => {
                let (found, object) = indirect(self.data, *offset, &self.budget, |id| self.length(id))?;
                if found == id { Ok(object) } else { Err(Fault::at(*offset, "another object is there")) }
            }
            Some(Entry::InStream { stream, index }) if id.generation == 0 => {
                self.in_stream(id, *stream, *index)
            }
            _ => Ok(Object::Null),
        }
    }

    /// The length of a stream: a number that is an object of its own.
    fn length(&self, id: Id) -> Option<usize> {
        match self.references.entries.get(&id.number)? {
            Entry::At { offset, .. } => {
                let mut parser = Parser::new(self.data, *offset, &self.budget);
                let found = Id { number: parser.integer().ok()?, generation: parser.integer().ok()? };
                if found == id && parser.takes(b"obj") { parser.integer().ok() } else { None }
            }
            Entry::InStream { .. } | Entry::Free => None,
        }
    }

    fn in_stream(&self, id: Id, stream: u32, index: usize) -> Result<Object, Fault> {
        let known = self.streams.borrow().get(&stream).cloned();
        let found = match known {
            Some(found) => found,
            None => {
                let found = Rc::new(self.object_stream(stream)?);
                self.streams.borrow_mut().insert(stream, found.clone());
                found
            }
        };
        let place = found.places.get(index).filter(|(number, _)| *number == id.number);
        let (_, at) = place.ok_or(Fault::at(self.place(stream), "an object stream lacks an object"))?;
        let object = Parser::new(&found.data, *at, &self.budget).object();
        object.map_err(|fault| match fault {
            Fault::Damaged { what, .. } => Fault::at(self.place(stream), what),
            other => other,
        })
    }

    fn object_stream(&self, number: u32) -> Result<ObjectStream, Fault> {
        let at = self.place(number);
        let damaged = || Fault::at(at, "an object stream is damaged");
        let (_, object) = indirect(self.data, at, &self.budget, |id| self.length(id))?;
        let Object::Stream(dict, place) = object else { return Err(damaged()) };
        let of = |key: &[u8]| dict.get(key).and_then(Object::number::<usize>).ok_or_else(damaged);
        let (count, first) = (of(b"N")?, of(b"First")?);
        let data = decode(&dict, &self.data[place.clone()], place.start, &self.budget)?;
        let mut places = Vec::new();
        let mut parser = Parser::new(&data, 0, &self.budget);
        for _ in 0..count {
            self.budget.object()?;
            let (number, offset) = (parser.integer()?, parser.integer::<usize>()?);
            places.push((number, first.checked_add(offset).ok_or_else(damaged)?));
        }
        Ok(ObjectStream { data, places })
    }

    /// The byte at which an object begins, for messages and for object streams, which are never in another.
    fn place(&self, number: u32) -> usize {
        match self.references.entries.get(&number) {
            Some(Entry::At { offset, .. }) => *offset,
            _ => self.data.len(),
        }
    }
}
