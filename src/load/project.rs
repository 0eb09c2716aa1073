use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::parsed::{Parsed, parse_model};
use super::read::{Input, read_settings};
use crate::files::tree::FileTree;
use crate::report::Problem;
use crate::settings::Settings;
use crate::theme::Theme;

/// The file of the settings that the papers of a project share.
pub const SETTINGS: &str = "spravka.toml";

/// The project of a brief: the nearest folder above it with a `spravka.toml`.
#[derive(Debug, Default)]
pub struct Project {
    /// Its settings, unless there are none or they cannot be read.
    pub settings: Option<Parsed<Settings>>,
    /// What keeps the settings from being read.
    pub problems: Vec<Problem>,
    /// The folder that the path of the logo is relative to.
    pub folder: PathBuf,
}

impl Project {
    /// Finds and reads the settings for the brief at `input`. A brief called `spravka.toml` is not its own
    /// settings.
    pub fn of(files: &FileTree, input: &Input) -> Self {
        let found = settings_in(files, input);
        found
            .as_deref()
            .and_then(Path::parent)
            .map(|folder| Self::in_folder(files, folder))
            .unwrap_or_default()
    }

    fn in_folder(files: &FileTree, folder: &Path) -> Self {
        let path = folder.join(SETTINGS);
        let leads_out = files.real(&path).is_ok_and(|real| !real.starts_with(folder));
        let seen = files.as_seen(&path);
        let read = if leads_out { Err(is_outside(&seen)) } else { read_settings(files, &seen) };
        let read = read.map_err(|problem| vec![problem]);
        let (settings, problems) = match read.and_then(|source| parse_model(&Arc::new(source))) {
            Ok(settings) => (Some(settings), Vec::new()),
            Err(problems) => (None, problems),
        };
        Self { settings, problems, folder: folder.to_owned() }
    }

    /// The folder that every included file must be inside: the project's, or the brief's own where it has
    /// no project.
    pub fn root_for(&self, files: &FileTree, input: &Input) -> PathBuf {
        if self.folder.as_os_str().is_empty() { folder_of(files, input) } else { self.folder.clone() }
    }

    /// The theme of its papers.
    pub fn theme(&self) -> Option<Theme> {
        self.settings.as_ref().and_then(|settings| settings.model.theme)
    }
}

/// The real path of the settings for a brief on the disk: the nearest `spravka.toml`, from its folder
/// upwards.
pub fn settings_of(input: &Input) -> Option<PathBuf> {
    settings_in(&FileTree::Disk, input)
}

fn settings_in(files: &FileTree, input: &Input) -> Option<PathBuf> {
    let brief = input.path().and_then(|path| files.real(path).ok());
    let is_settings = |path: &PathBuf| files.has(path) && Some(path) != brief.as_ref();
    folder_of(files, input).ancestors().map(|folder| folder.join(SETTINGS)).find(is_settings)
}

/// The theme of a brief's project, so that its fonts can be read early.
pub fn theme_of(input: &Input) -> Theme {
    Project::of(&FileTree::Disk, input).theme().unwrap_or(Theme::STANDARD)
}

/// The file name pattern of a brief's project, so that it is known before the brief is read.
pub fn naming_of(input: &Input) -> Option<String> {
    let settings = Project::of(&FileTree::Disk, input).settings;
    settings.and_then(|settings| settings.model.name).map(|name| name.to_string())
}

/// The real folder of a brief; for one on standard input, the current folder.
pub fn folder_of(files: &FileTree, input: &Input) -> PathBuf {
    let real = input.path().and_then(|path| files.real(path).ok());
    let folder = real.as_deref().and_then(Path::parent).map(Path::to_owned);
    folder.or_else(|| files.real(Path::new(".")).ok()).unwrap_or_default()
}

fn is_outside(path: &Path) -> Problem {
    Problem::error(format!("`{}` is a link out of its folder", path.display()))
        .hint("copy the settings into the folder: a link could lead to a file that is none of its own")
}
