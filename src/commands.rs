//! One short file per command, which combines the stages.

#[cfg(feature = "archive")]
mod archive;
mod build;
mod check;
mod close;
mod csv_cell;
mod discover;
mod export;
mod extract;
mod import;
mod new;
mod progress;
mod schema;
mod source;
mod template;
mod trial;
mod verify;

pub use check::well;
pub use import::members;

use std::collections::HashSet;

use crate::cli::Command;
use crate::files::write;
use crate::panics::caught;
use crate::report::{MessageFormat, Problem};

/// Runs a command. Products go to standard output or into files; problems are returned. A panic is a problem
/// like any other: what was written before it stays.
pub fn run(command: &Command, format: MessageFormat) -> Vec<Problem> {
    let mut problems = guarded(|| problems(command, format));
    drop_repeated(&mut problems, format);
    problems
}

/// Drops repeated problems. Several briefs may share one wrong `spravka.toml`: people are told once, a
/// program for each brief.
fn drop_repeated(problems: &mut Vec<Problem>, format: MessageFormat) {
    let mut seen = HashSet::new();
    problems.retain(|problem| {
        let place = problem.place.as_ref().map(|place| (place.source.name.clone(), place.range.clone()));
        let brief = problem.brief.clone().filter(|_| format == MessageFormat::Json);
        seen.insert((problem.message.clone(), place, brief))
    });
}

/// Runs `work` and turns a panic into a problem.
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

/// Prints a line on standard output.
fn print_line(line: &str) -> Vec<Problem> {
    print(&format!("{line}\n"))
}

/// Prints text on standard output.
fn print(text: &str) -> Vec<Problem> {
    write::print(text).into_iter().collect()
}
