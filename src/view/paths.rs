//! The paths of the files that a template reads. They are the same for every paper, because the engine
//! never frees a path.

/// The path of the view.
pub const VIEW: &str = "view.json";
/// The path of the same view as TOML, for templates that predate `/view.json`.
pub const TOML_VIEW: &str = "view.toml";
/// The path of the theme, which `lib/theme.typ` reads.
pub const THEME: &str = "theme.toml";

/// The path of a picture by its number.
pub fn image(index: usize) -> String {
    format!("images/{index}")
}

/// The path of an attachment by its number.
pub fn attachment(index: usize) -> String {
    format!("attached/{index}")
}
