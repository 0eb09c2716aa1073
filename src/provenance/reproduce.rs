//! A paper made once more from what it was made from, and whether its bytes are the same.

use std::path::Path;

use chrono::NaiveDate;

use super::attach::{attach, detach};
use super::pdf_attachments::{attachments, read_pdf};
use super::recipe::{Recipe, SPRAVKA, font_hashes, typst};
use super::sources::SourceFiles;
use crate::brief::Date;
use crate::check::Wanted;
use crate::language::Language;
use crate::localise::{Paper, localise};
use crate::report::Problem;
use crate::template::Template;
use crate::theme::Theme;
use crate::typeset::{Design, ParsedTemplate, Profile, typeset};

/// Makes a paper once more.
///
/// # Errors
/// What keeps it from being made: the recipe names what this program does not have, or the brief no longer passes.
pub fn reproduce(recipe: &Recipe, sources: &SourceFiles) -> Result<Vec<u8>, Vec<Problem>> {
    let (language, theme, profile, fallback_date) =
        terms(recipe).ok_or_else(|| vec![unknown_terms(recipe)])?;
    let folder = tempfile::tempdir().map_err(|error| vec![no_room(&error)])?;
    let checked = sources.checked(folder.path(), Some(theme), &Wanted::These(vec![language]))?;
    let template = Template::built_in(&recipe.template).map_err(|_| vec![unknown_terms(recipe)])?;
    let (id, label) = (template.id.as_str(), template.manifest.label.as_str());
    let view = localise(&checked, Paper { id, label, language, fallback_date, copy: recipe.copy });
    let parsed = ParsedTemplate::parse(&template)?;
    let attachments = attach(recipe, sources)?;
    let design = Design { template: &parsed, style: checked.style(), images: checked.images() };
    Ok(typeset(design, &view, &attachments, &profile)?.pdf)
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

/// Makes the paper in a PDF once more and compares the two.
///
/// # Errors
/// When the PDF cannot be read or has no source in it, or when the bytes are not the same, with why.
pub fn verify(path: &Path) -> Result<(), Vec<Problem>> {
    let pdf = read_pdf(path)?;
    verify_bytes(&pdf, &path.display().to_string())
}

/// As [`verify`], for a PDF that is already in memory.
///
/// # Errors
/// As [`verify`].
pub fn verify_bytes(pdf: &[u8], name: &str) -> Result<(), Vec<Problem>> {
    let about =
        |problem: Problem| vec![Problem { message: format!("`{name}`: {}", problem.message), ..problem }];
    let files = attachments(pdf).map_err(about)?;
    let (recipe, sources) = detach(files).map_err(about)?;
    let remade = reproduce(&recipe, &sources).map_err(|problems| not_remade(name, &recipe, problems))?;
    match first_difference(pdf, &remade) {
        None => Ok(()),
        Some(at) => Err(vec![other_bytes(name, &recipe, at, pdf.len(), remade.len())]),
    }
}

/// How many bytes two files have in common at their start, unless they are the same.
fn first_difference(a: &[u8], b: &[u8]) -> Option<usize> {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    (common < a.len() || common < b.len()).then_some(common)
}

/// In what this program is not the one that made a paper.
fn other_maker(recipe: &Recipe) -> Option<String> {
    if recipe.spravka != SPRAVKA {
        return Some(format!("it was made by spravka {}, and this is {SPRAVKA}", recipe.spravka));
    }
    if recipe.typst != typst() {
        return Some(format!("it was made with typst {}, and this one has {}", recipe.typst, typst()));
    }
    let fonts = Theme::named(&recipe.theme).map(font_hashes);
    (fonts.as_ref() != Some(&recipe.fonts)).then(|| "it was made with other font files".to_owned())
}

fn other_bytes(name: &str, recipe: &Recipe, at: usize, has: usize, remade: usize) -> Problem {
    match other_maker(recipe) {
        Some(why) => Problem::error(format!("`{name}`: made anew it has other bytes ({why})"))
            .hint("only the version that made a paper makes the same bytes; its pages may still be the same"),
        None => Problem::error(format!(
            "`{name}`: made anew it has other bytes (they differ from byte {at} on; it has {has}, made anew {remade})"
        ))
        .hint("this version of spravka has made it, so it was changed afterwards"),
    }
}

fn not_remade(name: &str, recipe: &Recipe, problems: Vec<Problem>) -> Vec<Problem> {
    let why = other_maker(recipe).unwrap_or_else(|| "what is attached to it was changed".to_owned());
    let first = Problem::error(format!("`{name}`: it cannot be made anew ({why})"));
    std::iter::once(first).chain(problems).collect()
}

fn unknown_terms(recipe: &Recipe) -> Problem {
    Problem::error(format!(
        "there is no template `{}`, language `{}`, theme `{}` or standard `{}` of this name here, or no date `{}`",
        recipe.template, recipe.language, recipe.theme, recipe.profile, recipe.fallback_date
    ))
}

fn no_room(error: &std::io::Error) -> Problem {
    Problem::system(format!("there is no place for temporary files ({error})"))
}
