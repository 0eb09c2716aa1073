//! The time of one `build` of the full-featured brief as a whole process, compared with the stock `typst`
//! command on the same pages: an ejected template and view, with the same fonts and standards.
//!
//! `cargo bench --bench build`. The command is `$TYPST`, or `typst` in the path; use the engine's version.

mod measure;

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use measure::{median, milliseconds, spravka, succeed};

/// Measured pairs of runs, after one warm-up.
const PAIRS: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let typst = env::var("TYPST").unwrap_or_else(|_| "typst".to_owned());
    let version = Command::new(&typst)
        .arg("--version")
        .output()
        .map_err(|error| format!("cannot run `{typst}` ({error})"))?;
    println!("compared with {}", String::from_utf8_lossy(&version.stdout).trim());

    let folder = tempfile::tempdir()?;
    let brief = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs/full.toml");
    let ejected = folder.path().join("memo");
    succeed(spravka().args(["template", "eject"]).arg(&brief).args(["-l", "ru", "-o"]).arg(&ejected))?;

    let mut ours = spravka();
    ours.arg("build").arg(&brief).args(["-l", "ru", "-o"]).arg(folder.path().join("ours.pdf"));
    let mut stock = Command::new(&typst);
    stock.args(["compile", "--ignore-system-fonts", "--pdf-standard", "a-2a,ua-1", "--font-path"]);
    stock.arg(ejected.join("fonts")).arg("--root").arg(&ejected);
    stock.arg(ejected.join("main.typ")).arg(folder.path().join("stock.pdf"));

    let mut empty = spravka();
    empty.arg("--version");

    succeed(&mut ours)?;
    succeed(&mut stock)?;
    let mut times: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..PAIRS {
        times.push((succeed(&mut ours)?, succeed(&mut stock)?));
    }
    let ratio = median(times.iter().map(|(ours, stock)| ours.as_secs_f64() / stock.as_secs_f64()));
    println!(
        "spravka build   {:7.1} ms (median of {PAIRS})",
        median(times.iter().map(|(ours, _)| milliseconds(*ours)))
    );
    println!("typst compile   {:7.1} ms", median(times.iter().map(|(_, stock)| milliseconds(*stock))));
    println!("empty process   {:7.1} ms", milliseconds(succeed(&mut empty)?));
    println!("ratio           {ratio:7.2}    (pair by pair; target: at most 0.60)");
    Ok(())
}
