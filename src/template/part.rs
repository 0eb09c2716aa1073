use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use super::file::{TemplateFile, files_of};
use super::printed::{PrintedPath, check};
use crate::assets::LIBRARY;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// The file that says what each part prints, in the library of a template.
pub const PARTS: &str = "lib/parts.toml";

/// The name of a part: `expected-positions`.
pub type PartName = String;

/// The parts that a template may have, by name.
type Parts = BTreeMap<PartName, Part>;

/// A part of a paper, as `lib/parts.toml` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    /// The keys of the brief that it prints.
    #[serde(default)]
    prints: Vec<PrintedPath>,
    /// What it prints on pieces with two faces.
    #[serde(default)]
    faces: Faces,
    /// How it lies on the sheets.
    #[serde(default)]
    layout: Layout,
}

/// The keys of the brief that the two faces of a piece print, each in the language of its readers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Faces {
    /// On the face that the person sees.
    sitter: Vec<PrintedPath>,
    /// On the face that the others see.
    others: Vec<PrintedPath>,
}

impl Faces {
    /// The keys on both faces.
    pub fn paths(&self) -> impl Iterator<Item = &PrintedPath> {
        self.sitter.iter().chain(&self.others)
    }
}

/// How the parts of a paper lie on its sheets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Layout {
    /// One after another.
    #[default]
    Paper,
    /// On small cards.
    HandCards,
    /// As pieces to be cut out.
    Pieces,
    /// In each of these ways.
    Any,
}

static BUILT_IN: LazyLock<Option<Parts>> = LazyLock::new(|| {
    let file = files_of(LIBRARY).find(|(path, _)| PARTS.ends_with(path.as_str()))?.1;
    toml::from_slice(&file.data).ok()
});

/// The keys that the parts of a template print. `file` describes them, if the template has one of its own.
///
/// # Errors
/// When there is no part of a name, parts cannot be on one paper, or a part of the user's prints a key of no
/// brief.
pub fn printed(
    names: &[PartName],
    file: Option<&TemplateFile>,
    folder: &Path,
) -> Result<Vec<PrintedPath>, Problem> {
    let own = file.map(|file| read(file, folder)).transpose()?;
    let known = own.as_ref().or(BUILT_IN.as_ref()).ok_or_else(|| no_parts(folder))?;
    let mut paths: Vec<PrintedPath> = Vec::new();
    let mut first: Option<(&str, Layout)> = None;
    for name in names {
        let part = known.get(name).ok_or_else(|| unknown_part(folder, name, known))?;
        match first {
            Some((other, layout)) if part.layout != Layout::Any && part.layout != layout => {
                return Err(other_layout(folder, other, name));
            }
            None if part.layout != Layout::Any => first = Some((name, part.layout)),
            _ => {}
        }
        let new = part.prints.iter().chain(part.faces.paths());
        for path in new {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
    }
    Ok(paths)
}

fn read(file: &TemplateFile, folder: &Path) -> Result<Parts, Problem> {
    let parts: Parts = toml::from_slice(&file.data).map_err(|error| unreadable(file, &error))?;
    for part in parts.values() {
        check(part.prints.iter().chain(part.faces.paths()), folder)?;
    }
    Ok(parts)
}

fn unreadable(file: &TemplateFile, error: &toml::de::Error) -> Problem {
    Problem::usage(format!("cannot read `{}` ({})", file.name, error.message().trim()))
        .hint("each part has `prints`, and perhaps `faces` and `layout`; see `templates/README.md`")
}

fn no_parts(folder: &Path) -> Problem {
    Problem::ours(format!("the template `{}` finds no parts", folder.display()))
}

fn unknown_part(folder: &Path, name: &str, known: &Parts) -> Problem {
    let names: Vec<_> = known.keys().collect();
    Problem::usage(format!("the template `{}` names the part `{name}`, which is none", folder.display()))
        .hint(did_you_mean(name, &names))
}

fn other_layout(folder: &Path, one: &str, other: &str) -> Problem {
    let folder = folder.display();
    let parts = format!("the parts `{one}` and `{other}` of the template `{folder}`");
    Problem::usage(format!("{parts} cannot be on one paper"))
        .hint("make two templates: cards and pieces to be cut out are papers of their own")
}
