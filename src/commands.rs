//! What each command does: a short file for each, which puts the stages together.

#[cfg(feature = "archive")]
mod archive;
mod build;
mod check;
mod close;
mod discover;
mod export;
mod extract;
mod import;
mod new;
mod progress;
mod schema;
mod source;
mod template;
mod verify;

pub use check::well;

use std::collections::HashSet;

use crate::cli::Command;
use crate::files::write;
use crate::panics::caught;
use crate::report::{MessageFormat, Problem};

/// Runs a command. What it makes goes to standard output or into files; what it has to say is returned. A panic is a problem like
/// any other: what was made before it stays.
pub fn run(command: &Command, format: MessageFormat) -> Vec<Problem> {
    let mut problems = guarded(|| problems(command, format));
    say_once(&mut problems, format);
    problems
}

/// Several briefs may share one wrong `spravka.toml`: a reader wants to know once, a program for each of them.
fn say_once(problems: &mut Vec<Problem>, format: MessageFormat) {
    let mut said = HashSet::new();
    problems.retain(|problem| {
        let place = problem.place.as_ref().map(|place| (place.source.name.clone(), place.range.clone()));
        let brief = problem.brief.clone().filter(|_| format == MessageFormat::Json);
        said.insert((problem.message.clone(), place, brief))
    });
}

/// Does something for which a panic is a problem like any other.
fn guarded(work: impl FnOnce() -> Vec<Problem>) -> Vec<Problem> {
    caught(work).unwrap_or_else(|panic| vec![panic.problem("spravka")])
}

fn problems(command: &Command, format: MessageFormat) -> Vec<Problem> {
    match command {
        #[cfg(feature = "archive")]
        Command::Archive(options) => archive::run(options),
        Command::Build(options) => build::run(options, format),
        Command::Check(options) => check::run(options, format),
        Command::Close(options) => close::run(options),
        Command::Export(options) => export::run(options),
        Command::Extract(options) => extract::run(options),
        Command::Import(options) => import::run(options),
        Command::Verify(options) => verify::run(options),
        Command::New(options) => new::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Template(command) => template::run(command),
    }
}

/// Prints a line of the product.
fn print_line(line: &str) -> Vec<Problem> {
    print(&format!("{line}\n"))
}

/// Prints text of the product.
fn print(text: &str) -> Vec<Problem> {
    write::print(text.as_bytes()).into_iter().collect()
}
