//! Many briefs in one run: papers per second, compared with a loop of the stock `typst` command and with the
//! Python binding on the same pages; peak memory; and the cost of a second run.
//!
//! `cargo bench --bench batch`; another number of briefs with `-- 50 100`. The command is `$TYPST`, or
//! `typst` in the path; the binding is that of `$PYTHON`, or `python3` in the path. Use the engine's version
//! of both.

mod briefs;
#[path = "../measure.rs"]
mod measure;
mod rivals;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use measure::{median, peak, spravka, succeed};
use rivals::{Pages, Rival};

/// The numbers of briefs in the small run and the large one, unless others are given.
const COUNTS: [usize; 2] = [200, 1_000];
/// Measured rounds of the small run, after one warm-up, and of the large run.
const ROUNDS: [usize; 2] = [3, 1];

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let counts = <[usize; 2]>::try_from(given).unwrap_or(COUNTS);
    let folder = tempfile::tempdir()?;
    let visits = counts.map(|count| folder.path().join(format!("visits-{count}")));
    for (visits, count) in visits.iter().zip(counts) {
        fs::create_dir(visits)?;
        for number in 1..=count {
            fs::write(visits.join(format!("visit-{number:05}.toml")), briefs::brief(number))?;
        }
    }
    let rivals = Rival::found();
    let pages = if rivals.is_empty() { None } else { Some(Pages::eject(&visits[1], folder.path())?) };
    for ((visits, count), rounds) in visits.iter().zip(counts).zip(ROUNDS) {
        side_by_side(visits, count, rounds, &rivals, pages.as_ref())?;
    }
    memory(&visits, counts)?;
    second_run(&visits[1])
}

/// `spravka build` of a folder of briefs on all processors.
fn build(visits: &Path, out: &Path) -> Command {
    let mut command = spravka();
    command.arg("build").arg(visits).arg("-o").arg(out).arg("-q");
    command
}

/// The papers per second of every contender, in turn, and our speed relative to theirs.
fn side_by_side(
    visits: &Path,
    count: usize,
    rounds: usize,
    rivals: &[Rival],
    pages: Option<&Pages>,
) -> Result<(), Box<dyn Error>> {
    let (mut ours, mut theirs) = (Vec::new(), vec![Vec::new(); rivals.len()]);
    let warm_up = usize::from(rounds > 1);
    for round in 0..warm_up + rounds {
        let out = tempfile::tempdir()?;
        let time = succeed(&mut build(visits, out.path()))?;
        let mut times = Vec::new();
        for rival in rivals {
            times.push(pages.map_or(Ok(Duration::ZERO), |pages| rival.compile(pages, count))?);
        }
        if round >= warm_up {
            ours.push(time);
            theirs.iter_mut().zip(times).for_each(|(all, time)| all.push(time));
        }
    }
    let rate = |times: &[Duration]| median(times.iter().map(|time| count as f64 / time.as_secs_f64()));
    println!("{count} briefs (rounds: {rounds})");
    println!("  spravka build        {:7.1} papers/s", rate(&ours));
    for (rival, times) in rivals.iter().zip(&theirs) {
        let ratio =
            median(ours.iter().zip(times).map(|(ours, theirs)| theirs.as_secs_f64() / ours.as_secs_f64()));
        println!(
            "  {:<20} {:7.1} papers/s   spravka is {ratio:.2} times as fast (target: at least {})",
            rival.name,
            rate(times),
            rival.aim
        );
    }
    Ok(())
}

/// The peak memory of the small and the large run.
fn memory(visits: &[std::path::PathBuf; 2], counts: [usize; 2]) -> Result<(), Box<dyn Error>> {
    let mut peaks = Vec::new();
    for (visits, count) in visits.iter().zip(counts) {
        let out = tempfile::tempdir()?;
        peaks.push(peak(&mut build(visits, out.path()))?);
        println!("memory of {count:>5} briefs {:8.1} MB", peaks[peaks.len() - 1]);
    }
    println!("memory, large to small {:8.2}    (target: at most 1.3)", peaks[1] / peaks[0]);
    Ok(())
}

/// A second run over unchanged briefs, and one after a single edit.
fn second_run(visits: &Path) -> Result<(), Box<dyn Error>> {
    let out = tempfile::tempdir()?;
    let first = succeed(&mut build(visits, out.path()))?;
    let before = written(out.path())?;
    let second = succeed(&mut build(visits, out.path()))?;
    let rewritten = |then: &BTreeMap<_, _>, now: BTreeMap<_, _>| {
        now.into_iter().filter(|(name, time)| then.get(name) != Some(time)).count()
    };
    println!(
        "second run            {:7.3}    of the first, {} papers written (target: at most 0.05, and none)",
        second.as_secs_f64() / first.as_secs_f64(),
        rewritten(&before, written(out.path())?)
    );
    fs::write(visits.join("visit-00001.toml"), briefs::brief(0))?;
    let third = succeed(&mut build(visits, out.path()))?;
    println!(
        "after one edit        {:7.3}    of the first, {} papers written (target: one)",
        third.as_secs_f64() / first.as_secs_f64(),
        rewritten(&before, written(out.path())?)
    );
    Ok(())
}

/// The modification time of each paper in a folder.
fn written(folder: &Path) -> Result<BTreeMap<String, SystemTime>, Box<dyn Error>> {
    let mut times = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".pdf") {
            times.insert(name, entry.metadata()?.modified()?);
        }
    }
    Ok(times)
}
