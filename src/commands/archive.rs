mod finding;
mod keeping;
mod table;

use std::env;
use std::path::PathBuf;

use crate::archive::Archive;
use crate::archive::audit::Scope;
use crate::archive::declaration::DECLARATION;
use crate::cli::{self, ArchiveCommand};
use crate::report::Problem;
use finding::{list, reindex, search, stats};
use keeping::{
    acknowledge, add, annul, attach, export, init, open, seal, show, supersede, verify, verify_export,
};

/// Runs `spravka archive`.
pub fn run(options: &cli::Archive) -> Vec<Problem> {
    let result = match &options.command {
        ArchiveCommand::Init { folder } => init(folder),
        ArchiveCommand::Verify { export: Some(folder), .. } => {
            verify_export(folder).map_err(|problem| vec![problem])
        }
        command => open_archive(options)
            .map_err(|problem| vec![problem])
            .and_then(|archive| dispatch(&archive, command)),
    };
    result.unwrap_or_else(|problems| problems)
}

/// Runs a command on an open archive.
fn dispatch(archive: &Archive, command: &ArchiveCommand) -> Result<Vec<Problem>, Vec<Problem>> {
    let single = |problem| vec![problem];
    match command {
        ArchiveCommand::Init { folder } => init(folder),
        ArchiveCommand::Add { filing, templates } => add(archive, filing, templates),
        ArchiveCommand::Supersede { old, filing, template, reason } => {
            supersede(archive, *old, filing, template.as_deref(), reason)
        }
        ArchiveCommand::Annul { id, reason, by } => annul(archive, *id, reason, by).map_err(single),
        ArchiveCommand::Attach { id, signature, language, by } => {
            attach(archive, *id, signature, *language, by).map_err(single)
        }
        ArchiveCommand::Show { id } => show(archive, *id).map_err(single),
        ArchiveCommand::Open { id } => open(archive, *id).map_err(single),
        ArchiveCommand::Verify { id, rebuild, since, .. } => {
            let scope = Scope { only: *id, rebuild: *rebuild, since: since.as_deref() };
            verify(archive, scope).map_err(single)
        }
        ArchiveCommand::Acknowledge { subject, reason, by } => {
            acknowledge(archive, *subject, reason, by).map_err(single)
        }
        ArchiveCommand::Seal { output, by } => seal(archive, output, by).map_err(single),
        ArchiveCommand::Export { ids, output } => export(archive, ids, output),
        ArchiveCommand::List { find, format } => list(archive, find, *format).map_err(single),
        ArchiveCommand::Search { words, find, limit, format } => {
            search(archive, words, find, *limit, *format).map_err(single)
        }
        ArchiveCommand::Reindex => reindex(archive).map_err(single),
        ArchiveCommand::Stats => stats(archive).map_err(single),
    }
}

/// Opens the archive named by the option or the environment, else the nearest one from the current folder up.
fn open_archive(options: &cli::Archive) -> Result<Archive, Problem> {
    let named = options.archive.clone();
    let named =
        named.or_else(|| env::var_os("SPRAVKA_ARCHIVE").filter(|name| !name.is_empty()).map(PathBuf::from));
    if let Some(root) = named {
        return Archive::open(&root);
    }
    let current = env::current_dir().unwrap_or_default();
    let nearest = current.ancestors().find(|folder| folder.join(DECLARATION).is_file());
    nearest.map_or_else(|| Err(no_archive()), Archive::open)
}

fn no_archive() -> Problem {
    Problem::usage("there is no archive here")
        .hint("name its folder with `--archive DIR` or in the variable `SPRAVKA_ARCHIVE`")
        .hint("`spravka archive init DIR` creates one")
}
