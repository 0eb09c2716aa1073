//! The `spravka` command: parse, run, print the report, answer with an exit code.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::report::{MessageFormat, Problem};
use crate::{commands, panics, report};

/// The exit code of a fault of the system or of ours.
const FAULT: u8 = 3;

/// Runs the program with the arguments that it was given.
pub fn main() -> ExitCode {
    panics::remember_places();
    let cli = Cli::parse();
    let problems = commands::run(&cli.command, cli.message_format);
    let printed = panics::caught(|| print(&problems, cli.message_format));
    match printed {
        Ok(Ok(())) => ExitCode::from(report::exit_code(&problems)),
        Ok(Err(_)) => ExitCode::from(FAULT),
        Err(panic) => {
            // Where even the report cannot be drawn, one line says so. There is nobody left to tell if that
            // fails, too.
            let _ = print(&[panic.problem("the report of spravka")], MessageFormat::Short);
            ExitCode::from(FAULT)
        }
    }
}

fn print(problems: &[Problem], format: MessageFormat) -> io::Result<()> {
    let mut stderr = BufWriter::new(io::stderr().lock());
    report::render(&mut stderr, problems, format)?;
    stderr.flush()
}
