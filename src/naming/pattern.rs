use std::iter::Peekable;
use std::str::{CharIndices, FromStr};

use super::{NameField, USUAL, Unnamed, Values, safe};
use crate::limits::NAME_BYTES;

/// The pattern for the file names of papers, with fields in braces: `{date}/{stem}-{paper}.pdf`. A part in
/// square brackets is omitted if a field in it is empty: `{stem}[-{audience}].pdf`. Doubled braces and
/// brackets are literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    NameField(NameField),
    Group(Vec<Piece>),
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong, in words.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// The part of the pattern that is wrong, or all of it.
    pub words: String,
}

impl Pattern {
    /// Whether its names contain a value that only the brief has.
    pub fn asks_brief(&self) -> bool {
        let of_brief = [NameField::Date, NameField::Number, NameField::Name];
        let of_brief = of_brief.into_iter().any(|field| self.has(field));
        // The name of the brief tells apart the meetings of different briefs.
        of_brief || (self.has(NameField::Meeting) && self.written != USUAL)
    }

    /// Whether it has this field.
    pub fn has(&self, field: NameField) -> bool {
        has(&self.pieces, field)
    }

    /// The name of a paper, with `/` between its folders: a relative path that only descends.
    ///
    /// # Errors
    /// When a field has no value, or a part of the name would be empty or too long.
    pub fn fill(&self, values: &Values<'_>) -> Result<String, Unnamed> {
        let mut name = String::new();
        fill(&self.pieces, values, &mut name)?;
        let parts = name.split('/').map(|part| safe::part(part).ok_or_else(|| Unnamed::Empty(name.clone())));
        let parts: Vec<_> = parts.collect::<Result<_, _>>()?;
        match parts.iter().find(|part| safe::is_too_long(part)) {
            Some(long) => Err(Unnamed::TooLong(long.clone())),
            None if parts.last().is_some_and(|file| is_only_ending(file)) => Err(Unnamed::Empty(name)),
            None => Ok(parts.join("/")),
        }
    }
}

impl Default for Pattern {
    fn default() -> Self {
        // A test parses the constant.
        USUAL.parse().unwrap_or(Self { written: USUAL.to_owned(), pieces: Vec::new() })
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Pattern {
    type Err = Flaw;

    fn from_str(written: &str) -> Result<Self, Flaw> {
        let mut reader = PatternReader { written, letters: written.char_indices().peekable() };
        let pattern = Self { written: written.to_owned(), pieces: reader.pieces(None)? };
        let example = example(&pattern.pieces);
        let ending = example.rsplit('/').next().unwrap_or_default();
        match pattern.pieces.last() {
            Some(Piece::Text(text)) if text.to_lowercase().ends_with(".pdf") => {}
            _ => return Err(no_pdf(written)),
        }
        if is_only_ending(ending) || example.split('/').any(|part| safe::part(part).is_none()) {
            return Err(empty_part(written));
        }
        match example.split('/').find(|part| part.ends_with(['.', ' ']) || part.starts_with(' ')) {
            Some(_) => Err(bare_end(written)),
            None if example.split('/').any(safe::is_too_long) => Err(too_long(written)),
            None => Ok(pattern),
        }
    }
}

/// Whether a file name is only an extension.
fn is_only_ending(file: &str) -> bool {
    file.len() == ".pdf".len()
}

fn has(pieces: &[Piece], field: NameField) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Text(_) => false,
        Piece::NameField(known) => *known == field,
        Piece::Group(pieces) => has(pieces, field),
    })
}

/// The name with a letter for each field.
fn example(pieces: &[Piece]) -> String {
    let sample = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::NameField(_) => "x".to_owned(),
        Piece::Group(pieces) => example(pieces),
    };
    pieces.iter().map(sample).collect()
}

fn fill(pieces: &[Piece], values: &Values<'_>, name: &mut String) -> Result<(), Unnamed> {
    for piece in pieces {
        match piece {
            Piece::Text(text) => name.push_str(text),
            Piece::NameField(field) => name.push_str(&values.of(*field).ok_or(Unnamed::Lacks(*field))?),
            Piece::Group(pieces) => {
                let before = name.len();
                if fill(pieces, values, name).is_err() {
                    name.truncate(before);
                }
            }
        }
    }
    Ok(())
}

struct PatternReader<'a> {
    written: &'a str,
    letters: Peekable<CharIndices<'a>>,
}

impl PatternReader<'_> {
    /// The pieces up to the end, or up to the bracket that closes the current group.
    fn pieces(&mut self, group: Option<usize>) -> Result<Vec<Piece>, Flaw> {
        let (mut pieces, mut text) = (Vec::new(), String::new());
        while let Some((at, letter)) = self.letters.next() {
            let doubled =
                "{}[]".contains(letter) && self.letters.next_if(|(_, next)| *next == letter).is_some();
            let piece = match letter {
                '{' if !doubled => Piece::NameField(self.field(at)?),
                '[' if !doubled && group.is_none() => Piece::Group(self.group(at)?),
                ']' if !doubled && group.is_some() => {
                    push_text(&mut pieces, &mut text);
                    return Ok(pieces);
                }
                '}' | '[' | ']' if !doubled => return Err(stray(self.written, letter)),
                '/' => {
                    text.push(letter);
                    continue;
                }
                _ if safe::is_forbidden(letter) => return Err(forbidden(self.written, letter)),
                _ => {
                    text.push(letter);
                    continue;
                }
            };
            push_text(&mut pieces, &mut text);
            pieces.push(piece);
        }
        push_text(&mut pieces, &mut text);
        match group {
            Some(at) => Err(unclosed(&self.written[at..], ']')),
            None => Ok(pieces),
        }
    }

    fn group(&mut self, at: usize) -> Result<Vec<Piece>, Flaw> {
        let pieces = self.pieces(Some(at))?;
        let has_field = pieces.iter().any(|piece| matches!(piece, Piece::NameField(_)));
        if has_field { Ok(pieces) } else { Err(nothing_to_leave_out(&self.written[at..])) }
    }

    fn field(&mut self, at: usize) -> Result<NameField, Flaw> {
        let rest = &self.written[at + 1..];
        let Some(end) = rest.find('}') else { return Err(unclosed(&self.written[at..], '}')) };
        while self.letters.next_if(|(next, _)| *next <= at + 1 + end).is_some() {}
        NameField::named(&rest[..end]).map_err(|hint| unknown_field(&rest[..end], hint))
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &mut String) {
    if !text.is_empty() {
        pieces.push(Piece::Text(std::mem::take(text)));
    }
}

fn flaw(message: impl Into<String>, hint: impl Into<String>, words: &str) -> Flaw {
    Flaw { message: message.into(), hint: hint.into(), words: words.to_owned() }
}

fn unknown_field(name: &str, hint: String) -> Flaw {
    let field = format!("{{{name}}}");
    flaw(format!("a file name has no field `{field}`"), hint, &field)
}

fn unclosed(rest: &str, closing: char) -> Flaw {
    let message = format!("`{rest}` is not closed in the pattern");
    flaw(message, format!("add `{closing}`; double a brace or bracket to print it"), rest)
}

fn stray(written: &str, letter: char) -> Flaw {
    let message = format!("the pattern `{written}` has a stray `{letter}`");
    let hint = "write a field as `{stem}` and an optional part as `[-{audience}]`; double a brace or \
                bracket to print it";
    flaw(message, hint, &letter.to_string())
}

fn nothing_to_leave_out(rest: &str) -> Flaw {
    let group = rest.find(']').map_or(rest, |end| &rest[..=end]);
    let hint = "square brackets mark a part that is omitted if a field in it is empty: `[-{audience}]`; \
                double a bracket to print it";
    flaw(format!("`{group}` has no field in it"), hint, group)
}

fn forbidden(written: &str, letter: char) -> Flaw {
    let name = letter.escape_debug();
    let message = format!("the pattern `{written}` has a `{name}`, which Windows does not allow in names");
    flaw(message, "remove it; `/` separates folders", &letter.to_string())
}

fn no_pdf(written: &str) -> Flaw {
    flaw(format!("the pattern `{written}` does not end in `.pdf`"), "add `.pdf`", written)
}

fn empty_part(written: &str) -> Flaw {
    let message = format!("the pattern `{written}` has an empty part");
    flaw(
        message,
        "write a path below the output folder: `{date}/{stem}.pdf`, without `..`, `//` or a leading `/`",
        written,
    )
}

fn bare_end(written: &str) -> Flaw {
    let message =
        format!("a part of the pattern `{written}` begins with a space, or ends in a space or a dot");
    flaw(message, "remove it: Windows ignores it", written)
}

fn too_long(written: &str) -> Flaw {
    let message =
        format!("a part of the pattern is longer than {NAME_BYTES} bytes, the limit of file systems");
    flaw(message, "shorten it", written)
}
