//! The time of all papers of the full-featured brief in all languages, built in one process, compared with
//! one memo in one language and with the same papers built one by one.
//!
//! `cargo bench --bench visit`.

mod measure;

use std::error::Error;
use std::path::Path;
use std::process::Command;

use measure::{median, milliseconds, spravka, succeed};
use spravka::internals::language::Language;
use spravka::internals::template::Template;

/// Measured rounds, after one warm-up.
const ROUNDS: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let brief = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs/full.toml");
    let build = |papers: &str, languages: &str| {
        let mut command: Command = spravka();
        command.arg("build").arg(&brief).args(["-t", papers, "-l", languages, "-o"]).arg(folder.path());
        command
    };
    let one_by_one: Vec<(&str, &str)> = Template::ids()
        .into_iter()
        .flat_map(|paper| Language::all().map(move |language| (paper, language.code())))
        .collect();

    let (mut everything, mut memo, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let times = (
            succeed(&mut build("all", "all"))?,
            succeed(&mut build("memo", "ru"))?,
            one_by_one.iter().map(|(paper, code)| succeed(&mut build(paper, code))).sum::<Result<_, _>>()?,
        );
        if round > 0 {
            everything.push(times.0);
            memo.push(times.1);
            apart.push(times.2);
        }
    }
    let ratio = |parts: &[std::time::Duration]| {
        median(everything.iter().zip(parts).map(|(all, part)| all.as_secs_f64() / part.as_secs_f64()))
    };
    let middle = |times: &[std::time::Duration]| median(times.iter().map(|time| milliseconds(*time)));
    println!("{} papers at once {:8.1} ms (median of {ROUNDS})", one_by_one.len(), middle(&everything));
    println!("one memo           {:8.1} ms", middle(&memo));
    println!("one by one         {:8.1} ms", middle(&apart));
    println!("to one memo        {:8.2}    (round by round; target: at most 5)", ratio(&memo));
    println!("to one by one      {:8.2}    (target: at most 0.35)", ratio(&apart));
    Ok(())
}
