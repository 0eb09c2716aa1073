use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::bag::PAYLOAD;
use super::event::Event;
use super::id::Id;
use super::record::{FORMAT, FiledPaper, Record};
use crate::files::open;
use crate::files::refusal::cannot_read;
use crate::limits::{METADATA_BYTES, MIB};
use crate::report::Problem;

/// The metadata of a record, in its payload.
pub const RECORD: &str = "record.toml";
/// The folder of the PDFs in the payload of a record.
pub const PAPERS: &str = "papers";
/// The folder of the plain texts there.
pub const TEXTS: &str = "text";
/// The folder of the source files there.
pub const SOURCE: &str = "source";
/// The metadata of an event, in its payload.
pub const EVENT: &str = "event.toml";

/// The name of a bag: the id of the record and, for an event, the id of the event. So a listing shows events
/// next to their record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BagName {
    /// The record.
    pub record: Id,
    /// The event; none for the record itself.
    pub event: Option<Id>,
}

impl Display for BagName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.record)?;
        self.event.map_or(Ok(()), |event| write!(f, ".{event}"))
    }
}

impl FromStr for BagName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let (record, event) = match name.split_once('.') {
            Some((record, event)) => (record, Some(event.parse()?)),
            None => (name, None),
        };
        Ok(Self { record: record.parse()?, event })
    }
}

/// The bags of an archive: a folder for each year with a folder for each bag.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The bags in a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder of all bags.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of a bag, which need not exist.
    pub fn path(&self, name: BagName) -> PathBuf {
        self.folder.join(format!("{:04}", name.record.year())).join(name.to_string())
    }

    /// The folders of the years, sorted.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn years(&self) -> io::Result<Vec<PathBuf>> {
        let entries: Vec<_> = fs::read_dir(&self.folder)?.collect::<io::Result<_>>()?;
        let mut years: Vec<_> = entries.iter().map(fs::DirEntry::path).filter(|path| path.is_dir()).collect();
        years.sort();
        Ok(years)
    }

    /// The bags in the folder of a year, in order of creation. Anything with another name is skipped.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn bags(year: &Path) -> io::Result<Vec<BagName>> {
        let mut bags = Vec::new();
        for entry in fs::read_dir(year)? {
            bags.extend(entry?.file_name().to_str().and_then(|name| name.parse::<BagName>().ok()));
        }
        bags.sort();
        Ok(bags)
    }

    /// The bag of a record and the bags of its events, in order.
    ///
    /// # Errors
    /// When there is no such bag, or the folder of the year cannot be read.
    pub fn bags_of(&self, id: Id) -> Result<Vec<BagName>, Problem> {
        let path = self.path(BagName { record: id, event: None });
        let year = path.parent().filter(|year| year.is_dir()).ok_or_else(|| no_record(id))?;
        let mut bags = Self::bags(year).map_err(|error| cannot_read(year.display(), &error))?;
        bags.retain(|bag| bag.record == id);
        if bags.is_empty() { Err(no_record(id)) } else { Ok(bags) }
    }

    /// Reads a record.
    ///
    /// # Errors
    /// When there is no such record, or its metadata cannot be read.
    pub fn record(&self, id: Id) -> Result<Record, Problem> {
        let folder = self.real(BagName { record: id, event: None }).ok_or_else(|| no_record(id))?;
        parse(&folder.join(PAYLOAD).join(RECORD))
    }

    /// Reads the events of a record, in order.
    ///
    /// # Errors
    /// When the folder or an event cannot be read.
    pub fn events(&self, id: Id) -> Result<Vec<Event>, Problem> {
        let events = self.bags_of(id)?.into_iter().filter(|bag| bag.event.is_some());
        events.map(|bag| self.event(bag)).collect()
    }

    /// Reads the event of a bag.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn event(&self, bag: BagName) -> Result<Event, Problem> {
        let folder = self.real(bag).ok_or_else(|| no_record(bag.record))?;
        parse(&folder.join(PAYLOAD).join(EVENT))
    }

    /// The plain text of a paper.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self, id: Id, paper: &FiledPaper) -> Result<String, Problem> {
        plain_text(&self.places(id, paper)?.1)
    }

    /// The paths of a paper's PDF and plain text, which need not exist.
    ///
    /// # Errors
    /// When the record names a path outside its bag.
    pub fn places(&self, id: Id, paper: &FiledPaper) -> Result<(PathBuf, PathBuf), Problem> {
        let payload = self.path(BagName { record: id, event: None }).join(PAYLOAD);
        Ok((payload.join(within(&paper.file)?), payload.join(within(&paper.text)?)))
    }

    /// Whether the folder of a bag exists and is not a link, which could lead out of the archive.
    pub fn holds(&self, name: BagName) -> bool {
        let path = self.path(name);
        let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        path.parent().is_some_and(is_folder) && is_folder(&path)
    }

    fn real(&self, name: BagName) -> Option<PathBuf> {
        self.holds(name).then(|| self.path(name))
    }
}

/// A path from a record, if it stays inside the bag: the record may have been tampered with.
fn within(path: &str) -> Result<&Path, Problem> {
    let parts = Path::new(path).components();
    let stays = !path.is_empty() && parts.into_iter().all(|part| matches!(part, Component::Normal(_)));
    if stays { Ok(Path::new(path)) } else { Err(leads_out(path)) }
}

/// Parses metadata. The format is checked first, because a newer one may have unknown keys.
fn parse<T: DeserializeOwned>(path: &Path) -> Result<T, Problem> {
    let text = plain_text(path)?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| damaged(path, &error))?;
    if table.get("format").and_then(toml::Value::as_integer).is_some_and(|format| format > i64::from(FORMAT))
    {
        return Err(newer(path));
    }
    table.try_into().map_err(|error| damaged(path, &error))
}

fn plain_text(path: &Path) -> Result<String, Problem> {
    let metadata = fs::symlink_metadata(path).map_err(|error| cannot_read(path.display(), &error))?;
    let why = match metadata.len() {
        _ if !metadata.is_file() => Some("it is not a regular file".to_owned()),
        length if length > METADATA_BYTES => Some(format!("it is larger than {} MiB", METADATA_BYTES / MIB)),
        _ => None,
    };
    match why {
        Some(why) => Err(cannot_read(path.display(), &io::Error::other(why))),
        None => {
            open::read_own_text(path, METADATA_BYTES).map_err(|error| cannot_read(path.display(), &error))
        }
    }
}

fn no_record(id: Id) -> Problem {
    Problem::usage(format!("there is no record `{id}` in this archive"))
        .hint("`spravka archive list` prints the ids of the records")
}

fn leads_out(path: &str) -> Problem {
    Problem::error(format!("the record names `{path}`, which is outside its bag"))
        .hint("`spravka archive verify` lists all damage")
}

fn newer(folder: &Path) -> Problem {
    Problem::usage(format!("`{}` has a newer format than this program reads", folder.display()))
        .hint("use a newer version of spravka; nothing was changed")
}

fn damaged(path: &Path, error: &toml::de::Error) -> Problem {
    Problem::error(format!("`{}` is damaged ({})", path.display(), error.message().trim()))
        .hint("`spravka archive verify` lists all damage")
}
