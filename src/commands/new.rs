use std::io::{self, ErrorKind};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::print_line;
use crate::cli::New;
use crate::examples;
use crate::files::ending;
use crate::files::refusal::{already_exists, cannot_write};
use crate::files::rights::Access;
use crate::files::write;
use crate::language::Language;
use crate::report::Problem;
use crate::table::questionnaire;

/// Writes a commented brief to fill in, or a table of people. An existing file is kept.
pub fn run(options: &New) -> Vec<Problem> {
    let languages = languages(&options.language);
    match (&options.name, &options.table) {
        (_, Some(table)) => new_table(table, &languages),
        (Some(name), None) => new_brief(name, &languages),
        // The command line requires one of the two.
        (None, None) => Vec::new(),
    }
}

/// The languages of these codes, each once.
fn languages(codes: &[String]) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for language in codes.iter().filter_map(|code| Language::from_code(code)) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

fn new_table(path: &Path, languages: &[Language]) -> Vec<Problem> {
    if ending::of_file(path).as_deref() != Some("xlsx") {
        return vec![no_workbook(path)];
    }
    match questionnaire(languages) {
        Ok(bytes) => created(path, &bytes),
        Err(problem) => vec![problem],
    }
}

fn new_brief(name: &Path, languages: &[Language]) -> Vec<Problem> {
    if name.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]) || name.file_name().is_none() {
        return vec![no_name(name)];
    }
    if ending::of_file(name).is_some_and(|ending| ending != "toml") {
        return vec![ending::other_kind(name, "a brief is a TOML file: name it `visit` or `visit.toml`")];
    }
    match examples::new_brief(languages) {
        Some(text) => created(&with_ending(name), text.as_bytes()),
        None => vec![Problem::ours("there is no new brief in these languages")],
    }
}

/// Writes a new file and prints its path.
fn created(path: &Path, content: &[u8]) -> Vec<Problem> {
    match write::create(path, content, Access::Usual) {
        Ok(()) => print_line(&path.display().to_string()),
        Err(error) => vec![unwritable(path, &error)],
    }
}

fn with_ending(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("toml") => name.to_owned(),
        _ => {
            let mut name = name.as_os_str().to_owned();
            name.push(".toml");
            PathBuf::from(name)
        }
    }
}

fn no_name(name: &Path) -> Problem {
    Problem::usage(format!("`{}` is a folder, not the name of a brief", name.display()))
        .hint("name the file to write, for instance `visit`")
}

fn no_workbook(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is not the name of a workbook", path.display()))
        .hint("name the file to write with the extension `.xlsx`")
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    if error.kind() == ErrorKind::AlreadyExists { already_exists(path) } else { cannot_write(path, error) }
}
