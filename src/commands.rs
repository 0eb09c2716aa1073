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

pub use build::Artifact;

use std::collections::HashSet;
use std::io::{self, Write};

use crate::cli::Command;
use crate::report::{MessageFormat, Problem};

/// Runs a command. What it makes goes to standard output or into files; what it has to say is returned.
pub fn run(command: &Command, format: MessageFormat) -> Vec<Problem> {
    let mut said = HashSet::new();
    let mut problems = problems(command, format);
    // Several briefs may share one wrong `spravka.toml`: a reader wants to know once, a program for each of them.
    problems.retain(|problem| {
        let place = problem.place.as_ref().map(|place| (place.source.name.clone(), place.range.clone()));
        let brief = problem.brief.clone().filter(|_| format == MessageFormat::Json);
        said.insert((problem.message.clone(), place, brief))
    });
    problems
}

fn problems(command: &Command, format: MessageFormat) -> Vec<Problem> {
    match command {
        #[cfg(feature = "archive")]
        Command::Archive(options) => archive::run(options),
        Command::Build(options) => build::run(options, format),
        Command::Check(options) => check::run(options),
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

/// Prints text of the product. A reader that has gone away, as `head` does, is no fault.
fn print(text: &str) -> Vec<Problem> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            vec![Problem::system(format!("cannot write to standard output ({error})"))]
        }
        _ => Vec::new(),
    }
}
