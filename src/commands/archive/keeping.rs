use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::archive::Archive;
use crate::archive::acknowledge;
use crate::archive::actor::named;
use crate::archive::audit::of_export::{self, Export};
use crate::archive::audit::{Scope, audit, keep, last_report};
use crate::archive::event::Change;
use crate::archive::event_bag::write_event;
use crate::archive::id::Id;
use crate::archive::ingest::ingest;
use crate::archive::ledger::entry::Subject;
use crate::archive::reconcile::disagrees;
use crate::archive::record::Supersedes;
use crate::archive::sealing::seal as seal_ledger;
use crate::archive::staging::Staging;
use crate::archive::store::BagName;
use crate::archive::terms::Terms;
use crate::archive::{export, signature};
use crate::cli::{By, Filing};
use crate::commands::print_line;
use crate::commands::progress::Progress;
use crate::files::ending;
use crate::files::refusal::cannot_express;
use crate::language::Language;
use crate::report::{Problem, Severity};
use crate::template::Template;

/// Creates an empty archive.
pub fn init(folder: &Path) -> Result<Vec<Problem>, Vec<Problem>> {
    ending::of_folder(folder)?;
    let archive = Archive::init(folder, &named(None))?;
    Ok(print_line(&archive.root().display().to_string()))
}

/// Files papers and prints the ids of their records.
pub fn add(archive: &Archive, filing: &Filing, templates: &[String]) -> Result<Vec<Problem>, Vec<Problem>> {
    file(archive, filing, templates, None)
}

/// Files a paper that replaces a record.
pub fn supersede(
    archive: &Archive,
    old: Id,
    filing: &Filing,
    template: Option<&str>,
    reason: &str,
) -> Result<Vec<Problem>, Vec<Problem>> {
    archive.still_in_force(old)?;
    let record = archive.store().record(old)?;
    let template = template.unwrap_or(&record.kind).to_owned();
    let of_record = || record.meeting.as_ref().and_then(|meeting| meeting.id.clone());
    let filing = Filing { meeting: filing.meeting.clone().or_else(of_record), ..filing.clone() };
    let supersedes =
        Supersedes { id: old, number: record.number, date: record.date, reason: reason.to_owned() };
    file(archive, &filing, &[template], Some(supersedes))
}

fn file(
    archive: &Archive,
    filing: &Filing,
    templates: &[String],
    supersedes: Option<Supersedes>,
) -> Result<Vec<Problem>, Vec<Problem>> {
    let mut distinct: Vec<String> = Vec::new();
    for template in templates {
        Template::built_in(template)?;
        if !distinct.contains(template) {
            distinct.push(template.clone());
        }
    }
    let terms = Terms {
        templates: distinct,
        wanted: filing.languages.clone().unwrap_or_default(),
        meeting: filing.meeting.clone(),
        audience: filing.audience.clone(),
        theme: filing.theme,
        number: filing.number.clone(),
        case: filing.case.clone(),
        retention: filing.retention.clone(),
        basis: filing.basis.clone(),
        marking_until: filing.marking_until,
        who: named(filing.by.name.as_deref()),
        supersedes,
    };
    let ingested = ingest(archive, &filing.brief, &terms)?;
    let printed = ingested.ids.iter().flat_map(|id| print_line(&id.to_string()));
    Ok(printed.chain(ingested.warnings).collect())
}

/// Marks a record as no longer valid.
pub fn annul(archive: &Archive, id: Id, reason: &str, by: &By) -> Result<Vec<Problem>, Problem> {
    archive.still_in_force(id)?;
    let staging = Staging::begin(archive.root(), archive.store(), &named(by.name.as_deref()))?;
    write_event(&staging, id, Change::Annulled { reason: reason.to_owned() }, &[])?;
    let unfinished = staging.put_away(archive.store(), || archive.still_in_force(id))?;
    Ok(print_line(&id.to_string()).into_iter().chain(unfinished).collect())
}

/// Keeps a signature with the paper it signs.
pub fn attach(
    archive: &Archive,
    id: Id,
    file: &Path,
    language: Option<Language>,
    by: &By,
) -> Result<Vec<Problem>, Problem> {
    let warnings = signature::attach(archive, id, file, language, &named(by.name.as_deref()))?;
    Ok(print_line(&id.to_string()).into_iter().chain(warnings).collect())
}

/// Prints the metadata and the history of a record, as TOML.
pub fn show(archive: &Archive, id: Id) -> Result<Vec<Problem>, Problem> {
    let (record, events) = archive.history(id)?;
    let unwritable = |error: toml::ser::Error| cannot_express("a record", &error);
    let folder = archive.store().path(BagName { record: id, event: None });
    let mut lines = vec![format!("# {}", folder.display())];
    lines.push(toml::to_string(&record).map_err(unwritable)?);
    for event in events {
        lines.push(format!("[[later]]\n{}", toml::to_string(&event).map_err(unwritable)?));
    }
    if let Some(report) = last_report(archive) {
        let found = if report.damaged.contains(&id.to_string()) { "damaged" } else { "whole" };
        lines.push(format!("[checked]\nat = \"{}\"\nfound = \"{found}\"", report.ended));
    }
    let strays = archive.is_as_in_ledger(id).err().map(|_| disagrees());
    Ok(print_line(&lines.join("\n")).into_iter().chain(strays).collect())
}

/// Prints the paths of a record's papers and, on a terminal, opens them.
pub fn open(archive: &Archive, id: Id) -> Result<Vec<Problem>, Problem> {
    let record = archive.store().record(id)?;
    let mut problems = Vec::new();
    for paper in &record.papers {
        let (path, _) = archive.store().places(id, paper)?;
        problems.extend(print_line(&path.display().to_string()));
        if io::stdout().is_terminal() {
            problems.extend(open_in_viewer(&path));
        }
    }
    Ok(problems)
}

/// Opens a file in the system's viewer for it.
fn open_in_viewer(path: &Path) -> Option<Problem> {
    let (program, arguments): (_, &[&str]) = match () {
        () if cfg!(windows) => ("cmd", &["/C", "start", ""]),
        () if cfg!(target_os = "macos") => ("open", &[]),
        () => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let error = command.spawn().err()?;
    Some(
        Problem::warning(format!("cannot open `{}` (`{program}`: {error})", path.display()))
            .hint("its path was printed"),
    )
}

/// Checks every hash, and saves a report if the whole archive was checked.
pub fn verify(archive: &Archive, scope: Scope<'_>) -> Result<Vec<Problem>, Problem> {
    let progress = Progress::new("verifying");
    let (report, mut problems) = audit(archive, scope, &|done, of| progress.show(done, of))?;
    drop(progress);
    if scope.only.is_none() {
        problems.extend(keep(archive, &report).err());
    }
    if problems.iter().all(|problem| problem.severity != Severity::Error) {
        let rebuilt = if report.rebuilt { ", and every paper was rebuilt with the same bytes" } else { "" };
        let (records, files, bytes, entries) = (report.records, report.files, report.bytes, report.entries);
        let acknowledged = match report.acknowledgements {
            0 => String::new(),
            number => format!(" with {number} acknowledgements"),
        };
        problems.extend(print_line(&format!(
            "whole: {records} records, {files} files, {bytes} bytes, {entries} ledger entries{acknowledged}\
             {rebuilt}"
        )));
    }
    Ok(problems)
}

/// Checks the folder of an export.
pub fn verify_export(folder: &Path) -> Result<Vec<Problem>, Problem> {
    let (Export { records, files, bytes, entries }, mut problems) = of_export::check(folder)?;
    if problems.iter().all(|problem| problem.severity != Severity::Error) {
        problems.extend(print_line(&format!(
            "whole: {records} records, {files} files, {bytes} bytes, {entries} ledger entries"
        )));
    }
    Ok(problems)
}

/// Records that something is not as it was filed, and why.
pub fn acknowledge(
    archive: &Archive,
    subject: Subject,
    reason: &str,
    by: &By,
) -> Result<Vec<Problem>, Problem> {
    let warnings = acknowledge::acknowledge(archive, subject, reason, &named(by.name.as_deref()))?;
    Ok(print_line(&subject.to_string()).into_iter().chain(warnings).collect())
}

/// Writes the seal of the ledger.
pub fn seal(archive: &Archive, output: &Path, by: &By) -> Result<Vec<Problem>, Problem> {
    let mut problems = seal_ledger(archive, output, &named(by.name.as_deref()))?;
    problems.extend(print_line(&output.display().to_string()));
    Ok(problems)
}

/// Copies records as bags, for other archives.
pub fn export(archive: &Archive, ids: &[Id], target: &Path) -> Result<Vec<Problem>, Vec<Problem>> {
    let progress = Progress::new("exporting");
    let warnings = export::export(archive, ids, target, &|done, of| progress.show(done, of))?;
    drop(progress);
    Ok(print_line(&target.display().to_string()).into_iter().chain(warnings).collect())
}
