//! Rebuilds a paper from its sources and compares the bytes.

use std::path::Path;

use chrono::NaiveDate;

use super::attach::{attach, detach};
use super::collect::collect;
use super::pdf_attachments::{attachments, read_pdf};
use super::recipe::{FORMAT, Recipe, SPRAVKA, font_hashes, typst};
use super::sources::SourceFiles;
use crate::brief::Date;
use crate::check::{Wanted, check_part};
use crate::language::Language;
use crate::localise::{Paper, localise};
use crate::report::Problem;
use crate::template::Template;
use crate::theme::Theme;
use crate::typeset::{Design, Pages, ParsedTemplate, Profile, TypesetPaper, typeset};
use crate::view::View;

/// A paper that was rebuilt with the same bytes.
// Only the archive holds more of a paper against its record than its bytes.
#[cfg_attr(not(feature = "archive"), expect(dead_code))]
pub struct Rebuilt {
    /// Its recipe.
    pub recipe: Recipe,
    /// Its sources.
    pub sources: SourceFiles,
    /// Its template.
    pub template: Template,
    /// What it shows.
    pub view: View,
    /// Its pages.
    pub pages: Pages,
}

/// Rebuilds a paper. Only what it is made from is taken from its recipe: the rest, such as the version of the
/// program, is that of this one.
fn reproduce(recipe: &Recipe, sources: &SourceFiles) -> Result<(Template, View, TypesetPaper), Vec<Problem>> {
    if recipe.format < FORMAT {
        return Err(Vec::new());
    }
    let (language, theme, profile, fallback_date) =
        terms(recipe).ok_or_else(|| vec![unknown_terms(recipe)])?;
    let template = Template::built_in(&recipe.template).map_err(|_| vec![unknown_terms(recipe)])?;
    let draft = sources.draft()?;
    let files = collect(&draft)?;
    let checked = check_part(draft.in_theme(Some(theme)), &Wanted::These(vec![language]))?;
    let printed = checked.printed(&template, recipe.copy)?;
    // Nothing that the paper does not print, and nothing withheld that still leaves a trace.
    if files.of_paper(&printed)? != *sources {
        return Err(vec![more_than_is_printed()]);
    }
    let view = localise(&printed, Paper { kind: template.manifest.kind(), language, fallback_date });
    let parsed = ParsedTemplate::parse(&template)?;
    let recipe = Recipe::new(&template.id, language, theme, profile.name(), fallback_date, recipe.copy);
    let attachments = attach(&recipe, sources)?;
    let design = Design { template: &parsed, style: checked.style(), images: checked.images() };
    let paper = typeset(design, &view, &attachments, &profile)?;
    Ok((template, view, paper))
}

fn terms(recipe: &Recipe) -> Option<(Language, Theme, Profile, Date)> {
    let date: NaiveDate = recipe.fallback_date.parse().ok()?;
    Some((
        Language::from_code(&recipe.language)?,
        Theme::named(&recipe.theme)?,
        recipe.profile.parse().ok()?,
        Date(date),
    ))
}

/// Rebuilds the paper in a PDF and compares the bytes.
///
/// # Errors
/// When the PDF cannot be read, has no source attached, or its bytes differ.
pub fn verify(path: &Path) -> Result<(), Vec<Problem>> {
    let pdf = read_pdf(path)?;
    verify_bytes(&pdf, &path.display().to_string()).map(|_| ())
}

/// Rebuilds the paper in the bytes of a PDF, compares the bytes, and returns the rebuilt paper. `name` is the
/// name of the PDF.
///
/// # Errors
/// When the PDF has no source attached, or its bytes differ.
pub fn verify_bytes(pdf: &[u8], name: &str) -> Result<Rebuilt, Vec<Problem>> {
    let about =
        |problem: Problem| vec![Problem { message: format!("`{name}`: {}", problem.message), ..problem }];
    let files = attachments(pdf).map_err(about)?;
    let (recipe, sources) = detach(files).map_err(about)?;
    let (template, view, TypesetPaper { pdf: rebuilt, pages }) =
        reproduce(&recipe, &sources).map_err(|problems| not_rebuilt(name, &recipe, problems))?;
    match first_difference(pdf, &rebuilt) {
        None => Ok(Rebuilt { recipe, sources, template, view, pages }),
        Some(at) => Err(vec![different_bytes(name, &recipe, at, pdf.len(), rebuilt.len())]),
    }
}

/// The position of the first byte in which two files differ.
fn first_difference(a: &[u8], b: &[u8]) -> Option<usize> {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    (common < a.len() || common < b.len()).then_some(common)
}

/// How this program differs from the one that built a paper.
fn other_builder(recipe: &Recipe) -> Option<String> {
    if recipe.format < FORMAT {
        return Some("an earlier version of spravka built it, by other rules".to_owned());
    }
    if recipe.spravka != SPRAVKA {
        return Some(format!("it was built by spravka {}, and this is {SPRAVKA}", recipe.spravka));
    }
    if recipe.typst != typst() {
        return Some(format!("it was built with typst {}, and this program has {}", recipe.typst, typst()));
    }
    let fonts = Theme::named(&recipe.theme).map(font_hashes);
    (fonts.as_ref() != Some(&recipe.fonts)).then(|| "it was built with other font files".to_owned())
}

fn different_bytes(name: &str, recipe: &Recipe, at: usize, length: usize, rebuilt: usize) -> Problem {
    match other_builder(recipe) {
        Some(why) => Problem::error(format!("`{name}`: rebuilding it gives different bytes ({why})")).hint(
            "only the version that built a paper gives the same bytes; the pages may still be the same",
        ),
        None => Problem::error(format!(
            "`{name}`: rebuilding it gives different bytes (from byte {at} on; {length} and {rebuilt} bytes)"
        ))
        .hint("this version of spravka built it, so it was changed afterwards"),
    }
}

fn not_rebuilt(name: &str, recipe: &Recipe, problems: Vec<Problem>) -> Vec<Problem> {
    let why = other_builder(recipe).unwrap_or_else(|| "its attachments were changed".to_owned());
    let first = Problem::error(format!("`{name}`: it cannot be rebuilt ({why})"));
    std::iter::once(first).chain(problems).collect()
}

fn unknown_terms(recipe: &Recipe) -> Problem {
    Problem::error(format!(
        "unknown template `{}`, language `{}`, theme `{}` or standard `{}`, or wrong date `{}`",
        recipe.template, recipe.language, recipe.theme, recipe.profile, recipe.fallback_date
    ))
}

fn more_than_is_printed() -> Problem {
    Problem::error("the attached brief, settings or pictures are not just what the paper prints")
}
