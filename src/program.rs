//! The `spravka` command: parses the arguments, runs the command, prints the report and returns an exit code.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::report::{MessageFormat, Problem};
use crate::{commands, panics, parallel, report};

/// The exit code of a fault of the system or of spravka.
const FAULT: u8 = 3;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    panics::remember_places();
    let cli = Cli::parse();
    parallel::on_own_stack(|| run(&cli))
}

fn run(cli: &Cli) -> ExitCode {
    let problems = commands::run(&cli.command, cli.message_format);
    let printed = panics::caught(|| print(&problems, cli.message_format));
    match printed {
        Ok(Ok(())) => ExitCode::from(report::exit_code(&problems)),
        Ok(Err(_)) => ExitCode::from(FAULT),
        Err(panic) => {
            // If the report itself panics, print one line instead. A failure to print that is ignored: there
            // is no other channel.
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
