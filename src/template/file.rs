use std::borrow::Cow;

use crate::assets;

/// The entry file of a template.
pub const MAIN: &str = "main.typ";
/// The file that describes a template.
pub const MANIFEST: &str = "template.toml";

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// The name of the file in messages.
    pub name: String,
    /// The contents.
    pub data: Cow<'static, [u8]>,
}

/// The files of an embedded folder, by name.
pub fn files_of(folder: &str) -> impl Iterator<Item = (String, TemplateFile)> + use<> {
    assets::files(folder).map(|(name, path, data)| {
        (name, TemplateFile { name: format!("templates/{path}"), data: Cow::Borrowed(data) })
    })
}
