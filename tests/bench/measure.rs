//! Whole processes, timed side by side.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program that is measured.
pub fn spravka() -> Command {
    Command::new(env!("CARGO_BIN_EXE_spravka"))
}

/// Runs a command to its end and answers with the time it took.
pub fn succeed(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    let time = start.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(time)
}

/// The middle one of several values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
