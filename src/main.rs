//! The `spravka` command: parse, run, print the report, answer with an exit code.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;
use spravka::cli::Cli;
use spravka::{commands, report};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A panic is caught where it can happen and reported as a problem like any other.
    std::panic::set_hook(Box::new(|_| {}));
    let problems = commands::run(&cli.command, cli.message_format);

    let mut stderr = BufWriter::new(io::stderr().lock());
    let printed = report::render(&mut stderr, &problems, cli.message_format).and_then(|()| stderr.flush());
    match printed {
        Ok(()) => ExitCode::from(report::exit_code(&problems)),
        Err(_) => ExitCode::from(3),
    }
}
