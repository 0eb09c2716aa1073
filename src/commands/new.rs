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

/// Writes a commented brief to fill in. An existing file is kept.
pub fn run(options: &New) -> Vec<Problem> {
    if options.name.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]) || options.name.file_name().is_none() {
        return vec![no_name(&options.name)];
    }
    if ending::of_file(&options.name).is_some_and(|ending| ending != "toml") {
        return vec![ending::other_kind(
            &options.name,
            "a brief is a TOML file: name it `visit` or `visit.toml`",
        )];
    }
    let path = with_ending(&options.name);
    let mut languages: Vec<Language> = Vec::new();
    for language in options.language.iter().filter_map(|code| Language::from_code(code)) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let Some(text) = examples::new_brief(&languages) else {
        return vec![Problem::ours(format!("there is no new brief in `{}`", options.language.join(",")))];
    };
    match write::create(&path, text.as_bytes(), Access::Usual) {
        Ok(()) => print_line(&path.display().to_string()),
        Err(error) => vec![unwritable(&path, &error)],
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

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    if error.kind() == ErrorKind::AlreadyExists { already_exists(path) } else { cannot_write(path, error) }
}
