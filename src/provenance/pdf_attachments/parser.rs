//! The syntax of objects (ISO 32000-1, 7.2 and 7.3), without guesses at what is not well-formed.

use super::budget::Budget;
use super::fault::Fault;
use super::object::{Dict, Id, Object};
use super::string;
use crate::limits;

/// Reads the bytes of a string, and its length in the file.
type StringReader = fn(&[u8]) -> Option<(Vec<u8>, usize)>;

/// A place in the bytes of a file or of an object stream.
#[derive(Debug, Clone, Copy)]
pub struct Parser<'a> {
    data: &'a [u8],
    at: usize,
    budget: &'a Budget,
}

impl<'a> Parser<'a> {
    /// A parser that starts at a byte.
    pub fn new(data: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self { data, at, budget }
    }

    /// The next byte.
    pub fn position(&self) -> usize {
        self.at
    }

    /// A fault at the next byte.
    pub fn fault(&self, what: &'static str) -> Fault {
        Fault::at(self.at, what)
    }

    /// The next object.
    ///
    /// # Errors
    /// When there is none, or it is not well-formed, too deep or too large.
    pub fn object(&mut self) -> Result<Object, Fault> {
        let start = self.at;
        let object = self.nested(0);
        self.budget.parse(self.at - start)?;
        object
    }

    /// The next whole number.
    ///
    /// # Errors
    /// When something else is there.
    pub fn integer<T: TryFrom<i64>>(&mut self) -> Result<T, Fault> {
        self.skip_space();
        let start = self.at;
        let token = self.regular();
        self.budget.parse(token.len())?;
        let number = std::str::from_utf8(token).ok().and_then(|digits| digits.parse::<i64>().ok());
        number.and_then(|number| T::try_from(number).ok()).ok_or(Fault::at(start, "a number is missing"))
    }

    /// Skips a keyword if it is next.
    pub fn takes(&mut self, keyword: &[u8]) -> bool {
        let before = self.at;
        self.skip_space();
        let found = self.regular() == keyword;
        if !found {
            self.at = before;
        }
        found
    }

    /// Skips the end of the line after the keyword `stream` (7.3.8.1).
    pub fn skip_line_end(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Fault> {
        self.budget.object()?;
        if depth > limits::PDF_DEPTH {
            return Err(self.fault("an object is nested too deeply"));
        }
        self.skip_space();
        match (self.peek(), self.data.get(self.at + 1)) {
            (Some(b'<'), Some(b'<')) => self.dict(depth),
            (Some(b'['), _) => self.array(depth),
            (Some(b'<'), _) => self.string(string::hexadecimal),
            (Some(b'('), _) => self.string(string::literal),
            (Some(b'/'), _) => self.name().map(Object::Name),
            (Some(b'0'..=b'9' | b'+' | b'-' | b'.'), _) => self.number(),
            _ => self.keyword(),
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Object, Fault> {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.skip_space();
            if self.data[self.at..].starts_with(b">>") {
                self.at += 2;
                dict.retain(|_, value| *value != Object::Null);
                return Ok(Object::Dict(dict));
            }
            let start = self.at;
            let key = self.name()?;
            if dict.insert(key, self.nested(depth + 1)?).is_some() {
                return Err(Fault::at(start, "a dictionary has a key twice"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Object, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Object::Array(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    fn string(&mut self, read: StringReader) -> Result<Object, Fault> {
        let (text, length) =
            read(&self.data[self.at..]).ok_or_else(|| self.fault("a string is not well-formed"))?;
        self.at += length;
        Ok(Object::String(text))
    }

    fn name(&mut self) -> Result<Vec<u8>, Fault> {
        if self.peek() != Some(b'/') {
            return Err(self.fault("a name is missing"));
        }
        self.at += 1;
        let start = self.at;
        string::name(self.regular()).ok_or(Fault::at(start, "a name is not well-formed"))
    }

    /// A number, or the reference that begins with it.
    fn number(&mut self) -> Result<Object, Fault> {
        let start = self.at;
        let token = self.regular();
        let text = std::str::from_utf8(token).ok();
        let Some(number) = text.and_then(|text| text.parse::<i64>().ok()) else {
            let is_real = text.and_then(|text| text.parse::<f64>().ok()).is_some();
            return is_real.then_some(Object::Other).ok_or(Fault::at(start, "a number is not well-formed"));
        };
        let mut ahead = *self;
        ahead.skip_space();
        let generation = std::str::from_utf8(ahead.regular()).ok().and_then(|text| text.parse().ok());
        let reference = u32::try_from(number).ok().zip(generation).filter(|_| ahead.takes(b"R"));
        Ok(reference.map_or(Object::Integer(number), |(number, generation)| {
            self.at = ahead.at;
            Object::Reference(Id { number, generation })
        }))
    }

    fn keyword(&mut self) -> Result<Object, Fault> {
        let start = self.at;
        match self.regular() {
            b"null" => Ok(Object::Null),
            b"true" | b"false" => Ok(Object::Other),
            _ => Err(Fault::at(start, "an object is missing")),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// The regular characters up to the next space or delimiter.
    fn regular(&mut self) -> &'a [u8] {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| is_space(*byte) || is_delimiter(*byte)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Skips space and comments.
    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.data[self.at..];
                self.at += rest.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}
