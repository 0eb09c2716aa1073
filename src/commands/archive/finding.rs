use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use super::table;
use crate::archive::Archive;
use crate::archive::index::{Filter, Hit, Index, Stats};
use crate::archive::reconcile::disagrees;
use crate::cli::{Find, Format};
use crate::commands::csv_cell::harmless;
use crate::commands::print_line;
use crate::commands::progress::Progress;
use crate::files::refusal::unprinted;
use crate::report::Problem;

/// Lists records by date.
pub fn list(archive: &Archive, find: &Find, format: Format) -> Result<Vec<Problem>, Problem> {
    let (index, mut problems) = current(archive)?;
    let mut records = index.list(&filter(find))?;
    let mut failed = None;
    let entries = std::iter::from_fn(|| match records.next()? {
        Ok(entry) => Some(entry),
        Err(problem) => {
            failed = Some(problem);
            None
        }
    });
    let printed = print(entries, format, |entry, out| writeln!(out, "{}", table::row(entry)), table::cells);
    problems.extend(printed.err().and_then(|error| unprinted(&error)));
    problems.extend(failed);
    Ok(problems)
}

/// Finds records by words.
pub fn search(
    archive: &Archive,
    words: &[String],
    find: &Find,
    limit: usize,
    format: Format,
) -> Result<Vec<Problem>, Problem> {
    let (index, mut problems) = current(archive)?;
    let hits = index.search(&words.join(" "), &filter(find), limit)?;
    let bold = io::stdout().is_terminal();
    let write_row = |hit: &Hit, out: &mut dyn Write| {
        writeln!(out, "{}\n    {}", table::row(&hit.entry), table::snippet(hit, bold))
    };
    let printed = print(hits.into_iter(), format, write_row, |hit| table::cells(&hit.entry));
    problems.extend(printed.err().and_then(|error| unprinted(&error)));
    Ok(problems)
}

/// Rebuilds the index and prints how many records it has.
pub fn reindex(archive: &Archive) -> Result<Vec<Problem>, Problem> {
    let progress = Progress::new("reading");
    let refreshed = archive.index()?.rebuild(&mut |done, of| progress.show(done, of))?;
    drop(progress);
    let printed = print_line(&format!("{} records", refreshed.read));
    Ok(printed.into_iter().chain(refreshed.problems).collect())
}

/// Prints the counts of [`Stats`].
pub fn stats(archive: &Archive) -> Result<Vec<Problem>, Problem> {
    let (index, mut problems) = current(archive)?;
    let Stats { records, bytes, kinds, statuses, years, languages } = index.stats()?;
    let mut lines = vec![format!("{:<12}{records:>10}", "records"), format!("{:<12}{bytes:>10}", "bytes")];
    let years = years.into_iter().map(|(year, count)| (year.to_string(), count)).collect();
    for (what, counts) in [("kind", kinds), ("status", statuses), ("language", languages), ("year", years)] {
        lines.push(format!("\n{what}"));
        lines.extend(counts.into_iter().map(|(name, count)| format!("  {name:<20}{count:>10}")));
    }
    problems.extend(print_line(&lines.join("\n")));
    Ok(problems)
}

/// Opens the index and syncs it with the bags.
fn current(archive: &Archive) -> Result<(Index, Vec<Problem>), Problem> {
    let mut index = archive.index()?;
    let progress = Progress::new("reading");
    let refreshed = index.refresh(&mut |done, of| progress.show(done, of))?;
    let mut problems = refreshed.problems;
    problems.extend(index.has_strays().then(disagrees));
    Ok((index, problems))
}

fn filter(find: &Find) -> Filter {
    let Find { from, to, kind, side, person, status } = find.clone();
    Filter { from, to, kind, side, person, status }
}

/// Prints items as they come, so that memory does not grow with their number.
fn print<T: Serialize>(
    items: impl Iterator<Item = T>,
    format: Format,
    write_row: impl Fn(&T, &mut dyn Write) -> io::Result<()>,
    cells: impl Fn(&T) -> Vec<String>,
) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => {
            for item in items {
                write_row(&item, &mut out)?;
            }
        }
        Format::Jsonl => {
            for item in items {
                serde_json::to_writer(&mut out, &item)?;
                out.write_all(b"\n")?;
            }
        }
        Format::Json => {
            out.write_all(b"[")?;
            for (index, item) in items.enumerate() {
                out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(&mut out, &item)?;
            }
            out.write_all(b"\n]\n")?;
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(table::HEADER)?;
            for item in items {
                table.write_record(cells(&item).iter().map(|cell| harmless(cell)))?;
            }
            table.flush()?;
        }
    }
    out.flush()
}
