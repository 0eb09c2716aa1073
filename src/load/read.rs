use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::files::open;
use crate::files::refusal::cannot_read;
use crate::files::tree::FileTree;
use crate::limits::{BRIEF_BYTES, MIB};
use crate::report::{Place, Problem, SourceText};
use crate::text::BYTE_ORDER_MARK;

/// Where a brief comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, written `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name of the input in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The file, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path),
        }
    }
}

impl std::str::FromStr for Input {
    type Err = std::convert::Infallible;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        Ok(if written == "-" { Self::Stdin } else { Self::File(PathBuf::from(written)) })
    }
}

/// Reads the whole text of a brief, without its byte order mark.
///
/// # Errors
/// When the input cannot be read, is too large, is empty, or is not UTF-8.
pub fn read(files: &FileTree, input: &Input) -> Result<SourceText, Problem> {
    let source = read_any(files, input, &BRIEF)?;
    if source.text.trim().is_empty() {
        return Err(empty(&source.name));
    }
    Ok(source)
}

/// Reads the whole text of a `spravka.toml`, which may be empty, without its byte order mark.
///
/// # Errors
/// When the file cannot be read, is too large, or is not UTF-8.
pub fn read_settings(files: &FileTree, path: &Path) -> Result<SourceText, Problem> {
    read_any(files, &Input::File(path.to_owned()), &SETTINGS)
}

/// Reads the whole text of an included file, without its byte order mark.
///
/// # Errors
/// When the file cannot be read, is too large, or is not UTF-8.
pub fn read_part(files: &FileTree, path: &Path) -> Result<SourceText, Problem> {
    read_any(files, &Input::File(path.to_owned()), &PART)
}

/// The words for a kind of file in messages.
struct FileWords {
    a: &'static str,
    the: &'static str,
    if_missing: &'static str,
    if_folder: &'static str,
    if_not_regular: &'static str,
    if_too_large: &'static str,
}

const BRIEF: FileWords = FileWords {
    a: "a brief",
    the: "the brief",
    if_missing: "check the path, or create a brief with `spravka new`",
    if_folder: "name the TOML file inside it",
    if_not_regular: "name a file; a brief from another program is read from standard input, `-`",
    if_too_large: "check that it is a brief; split a very large visit into several briefs",
};

const SETTINGS: FileWords = FileWords {
    a: "settings",
    the: "`spravka.toml`",
    if_missing: "it is a broken link: fix it or delete it",
    if_not_regular: "`spravka.toml` is the name of a project's settings file: rename what has it",
    if_folder: "`spravka.toml` is the name of a project's settings file: rename the folder",
    if_too_large: "check that it is the settings of a project",
};

const PART: FileWords = FileWords {
    a: "a part of a brief",
    the: "the file",
    if_missing: "check the path",
    if_folder: "name a TOML file inside it",
    if_not_regular: "name a file",
    if_too_large: "check that it is a part of a brief",
};

fn read_any(files: &FileTree, input: &Input, words: &FileWords) -> Result<SourceText, Problem> {
    let name = input.name();
    let bytes = match input {
        Input::Stdin => open::read_at_most(io::stdin().lock(), BRIEF_BYTES),
        Input::File(path) => files.read(path, BRIEF_BYTES),
    }
    .map_err(|error| unreadable(&name, words, &error))?;
    if bytes.len() as u64 > BRIEF_BYTES {
        return Err(too_large(&name, words));
    }
    let text = into_text(&name, words, bytes)?;
    Ok(SourceText::new(name, text))
}

fn into_text(name: &str, words: &FileWords, bytes: Vec<u8>) -> Result<String, Problem> {
    let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(name, words, &error))?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.remove(0);
    }
    Ok(text)
}

fn unreadable(name: &str, words: &FileWords, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => Problem::error(format!("there is no file `{name}`")).hint(words.if_missing),
        ErrorKind::IsADirectory => {
            Problem::error(format!("`{name}` is a folder, not {}", words.a)).hint(words.if_folder)
        }
        ErrorKind::PermissionDenied => Problem::system(format!("cannot read `{name}` (permission denied)"))
            .hint("ask for read access, or copy the file to a folder of your own"),
        ErrorKind::InvalidInput => not_regular(name, words),
        _ => cannot_read(name, error),
    }
}

fn not_regular(name: &str, words: &FileWords) -> Problem {
    Problem::error(format!("`{name}` is not a regular file, so it is not {}", words.a))
        .hint(words.if_not_regular)
}

fn too_large(name: &str, words: &FileWords) -> Problem {
    Problem::error(format!("`{name}` is larger than {} MiB, the limit for {}", BRIEF_BYTES / MIB, words.a))
        .hint(words.if_too_large)
}

fn empty(name: &str) -> Problem {
    Problem::error(format!("`{name}` is empty")).hint("create a brief with `spravka new`")
}

fn not_utf8(name: &str, words: &FileWords, error: &std::string::FromUtf8Error) -> Problem {
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let byte = bytes[valid];
    let text = String::from_utf8_lossy(bytes).into_owned();
    let source = SourceText::new(name, text);
    let place = Place { source: source.into(), range: valid..valid + char::REPLACEMENT_CHARACTER.len_utf8() };
    Problem::error(format!("{} is not UTF-8 (byte 0x{byte:02X})", words.the))
        .at(place)
        .hint("save the file as UTF-8; older programs save Cyrillic text as Windows-1251")
}
