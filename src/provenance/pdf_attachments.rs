//! The attachments of any PDF (ISO 32000-1, 7.11.4).
//!
//! The reader is strict: it repairs nothing and guesses nothing, so that it has no recovery that could take
//! long, and sees the same files as the next reader. It reads what other programs make of a paper, signed or
//! compressed.

mod budget;
mod cross_reference;
mod document;
mod fault;
mod filter;
mod object;
mod parser;
mod string;

use std::collections::{BTreeMap, HashSet};
use std::io::{self, ErrorKind};
use std::path::Path;

use document::Document;
use fault::Fault;
use object::{Dict, Id, Object};

use super::recipe::is_attached_name;
use crate::files::open;
use crate::files::refusal::cannot_read;
use crate::limits;
use crate::report::Problem;

/// Reads a PDF from a file.
///
/// # Errors
/// When there is no such file, it is too large, or the system refuses.
pub fn read_pdf(path: &Path) -> Result<Vec<u8>, Problem> {
    let pdf = open::read(path, limits::PDF_BYTES).map_err(|error| unreadable(path, &error))?;
    if pdf.len() as u64 > limits::PDF_BYTES { Err(too_large(path)) } else { Ok(pdf) }
}

/// The files that this program attached to a PDF, in the order of their names. Others are left alone.
///
/// # Errors
/// When it is not a PDF, it is encrypted or damaged, or its attachments are too large or ambiguous.
pub fn attachments(pdf: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    if !pdf.starts_with(b"%PDF-") {
        return Err(not_a_pdf());
    }
    Ok(embedded_files(pdf)?)
}

fn embedded_files(pdf: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut document = Document::open(pdf)?;
    let mut catalogue = document.catalogue()?;
    let mut names = document.dict(catalogue.remove(&b"Names"[..]))?.unwrap_or_default();
    let mut found = Found::default();
    if let Some(tree) = names.remove(&b"EmbeddedFiles"[..]) {
        found.collect(&document, tree, 0)?;
    }
    let ours = found.streams.into_iter().filter(|(name, _)| is_attached_name(name));
    ours.map(|(name, id)| Ok((name, document.stream(id)?))).collect()
}

/// What a walk through a name tree has found so far.
#[derive(Default)]
struct Found {
    seen: HashSet<Id>,
    streams: BTreeMap<String, Id>,
}

impl Found {
    /// Collects the files of a node of a name tree (ISO 32000-1, 7.9.6).
    fn collect(&mut self, document: &Document<'_>, tree: Object, depth: usize) -> Result<(), Fault> {
        let place = document.place_of(Some(&tree));
        if depth > limits::NAME_TREE_DEPTH {
            return Err(Fault::at(place, "a list of attachments is nested too deeply"));
        }
        let mut node = self.dict(document, tree)?;
        for kid in document.array(node.remove(&b"Kids"[..]))? {
            self.collect(document, kid, depth + 1)?;
        }
        let mut items = document.array(node.remove(&b"Names"[..]))?.into_iter();
        while let Some(_key) = items.next() {
            let file = items.next().ok_or(Fault::at(place, "a list of attachments is odd"))?;
            let place = document.place_of(Some(&file));
            let specification = self.dict(document, file)?;
            self.add(document, specification, place)?;
        }
        Ok(())
    }

    /// Adds the file of a file specification (7.11.3).
    fn add(&mut self, document: &Document<'_>, mut found: Dict, place: usize) -> Result<(), Fault> {
        let damaged = Fault::at(place, "an attachment is damaged");
        let files = document.dict(found.remove(&b"EF"[..]))?.ok_or(damaged.clone())?;
        let name = either(&found, |name| match name {
            Object::String(name) => Some(string::text(name)),
            _ => None,
        });
        let stream = either(&files, |stream| match stream {
            Object::Reference(id) => Some(*id),
            _ => None,
        });
        let (name, stream) = name.zip(stream).ok_or(damaged)?;
        if !self.seen.insert(stream) {
            return Err(Fault::at(place, "an attachment is listed twice"));
        }
        match self.streams.insert(name.clone(), stream) {
            None => Ok(()),
            Some(_) => Err(Fault::Twice(name)),
        }
    }

    /// The dictionary of a node or a file, each once.
    fn dict(&mut self, document: &Document<'_>, object: Object) -> Result<Dict, Fault> {
        let place = document.place_of(Some(&object));
        if let Object::Reference(id) = object
            && !self.seen.insert(id)
        {
            return Err(Fault::at(place, "an attachment is listed twice"));
        }
        document.dict(Some(object))?.ok_or(Fault::at(place, "an attachment is damaged"))
    }
}

/// What stands under the keys for new and old readers, if it is the same under both.
fn either<T: PartialEq>(dict: &Dict, read: impl Fn(&Object) -> Option<T>) -> Option<T> {
    match (dict.get(&b"UF"[..]), dict.get(&b"F"[..])) {
        (Some(new), Some(old)) => read(new).filter(|found| read(old).as_ref() == Some(found)),
        (one, other) => read(one.or(other)?),
    }
}

fn not_a_pdf() -> Problem {
    Problem::usage("it is not a PDF").hint("name a PDF built by spravka")
}

fn too_large(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is larger than the limit of 1 GiB", path.display()))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Problem::usage(format!("there is no file `{}`", path.display())).hint("check the path")
        }
        ErrorKind::IsADirectory => {
            Problem::usage(format!("`{}` is a folder", path.display())).hint("name the PDF inside it")
        }
        _ => cannot_read(path.display(), error),
    }
}
