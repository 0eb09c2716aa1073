//! Who does something to the archive.

use std::env;
use std::fs;
use std::path::Path;

use crate::files::open;
use crate::limits::METADATA_BYTES;
use crate::text::on_one_line;

/// The person named with `--by`, else the user of this process and the computer: `aru@registry`.
pub fn named(by: Option<&str>) -> String {
    let name = by.map(on_one_line).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| format!("{}@{}", user(), host()))
}

/// The name of the user. On Unix it is that of the process, which the environment cannot change.
fn user() -> String {
    let named = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| of_environment(name));
    user_of_process().or_else(named).unwrap_or_else(|| "unknown".to_owned())
}

/// The name in `/etc/passwd` of the user that the process runs as, or the number of the user.
fn user_of_process() -> Option<String> {
    let id = owner_of_process()?.to_string();
    let users = open::read_text(Path::new("/etc/passwd"), METADATA_BYTES).unwrap_or_default();
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let own = fields.into_iter().find(|fields| fields.get(2) == Some(&id.as_str()));
    let name = own.and_then(|fields| fields.first().map(|name| on_one_line(name)));
    Some(name.filter(|name| !name.is_empty()).unwrap_or(id))
}

#[cfg(unix)]
fn owner_of_process() -> Option<u32> {
    fs::metadata("/proc/self").ok().map(|process| std::os::unix::fs::MetadataExt::uid(&process))
}

#[cfg(not(unix))]
fn owner_of_process() -> Option<u32> {
    None
}

/// The name of this computer.
fn host() -> String {
    let of_kernel = open::read_text(Path::new("/proc/sys/kernel/hostname"), METADATA_BYTES)
        .ok()
        .map(|name| on_one_line(&name));
    let named = || ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| of_environment(name));
    of_kernel.filter(|name| !name.is_empty()).or_else(named).unwrap_or_else(|| "unknown".to_owned())
}

fn of_environment(name: &str) -> Option<String> {
    env::var(name).ok().map(|value| on_one_line(&value)).filter(|value| !value.is_empty())
}
