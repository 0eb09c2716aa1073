//! Times whole processes.

#![allow(dead_code, reason = "no benchmark uses all of it")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program under test.
pub fn spravka() -> Command {
    Command::new(env!("CARGO_BIN_EXE_spravka"))
}

/// Runs a command to its end and returns its time.
pub fn succeed(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    let time = start.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(time)
}

/// The median of several values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The peak memory of a process in megabytes, sampled every millisecond.
pub fn peak(command: &mut Command) -> Result<f64, Box<dyn Error>> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let (mut most, start) = (0.0_f64, Instant::now());
    while child.try_wait()?.is_none() && start.elapsed() < Duration::from_secs(600) {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let line = seen
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok());
        most = most.max(line.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(most)
}
