//! From a world to pages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use typst::diag::{Severity as EngineSeverity, SourceDiagnostic, Warned};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{DiagSpan, Span};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use crate::report::{Place, Problem, Severity, SourceText};
use crate::template::Origin;
use crate::world::PaperWorld;

/// The pages of one paper, and what the engine had to say about them.
#[derive(Debug)]
pub struct Pages {
    /// The pages.
    pub document: PagedDocument,
    /// Warnings about the template.
    pub warnings: Vec<Problem>,
}

/// Lays out a paper.
///
/// # Errors
/// Every problem that the engine finds in the template, with its frames; or a fault of ours when the engine breaks down.
pub fn compile(world: &PaperWorld<'_>) -> Result<Pages, Vec<Problem>> {
    let Warned { output, warnings } = guarded(|| typst::compile::<PagedDocument>(world))?;
    let problems = |diagnostics: &[SourceDiagnostic]| -> Vec<_> {
        diagnostics.iter().map(|diagnostic| problem(world, diagnostic)).collect()
    };
    let mut warnings = problems(&warnings);
    if let Ok(document) = &output {
        warnings.extend(missing_glyphs(world, document));
    }
    match output {
        Ok(document) if warnings.iter().all(|warning| warning.severity == Severity::Warning) => {
            Ok(Pages { document, warnings })
        }
        Ok(_) => Err(warnings),
        Err(errors) => Err(problems(&errors)),
    }
}

/// An error for each place at which a template asks for a letter that its fonts do not have. The engine would leave the letter
/// out without a word where the PDF is held to no standard.
fn missing_glyphs(world: &PaperWorld<'_>, document: &PagedDocument) -> Vec<Problem> {
    let mut found = Vec::new();
    for page in document.pages() {
        collect_missing(&page.frame, &mut found);
    }
    found.sort_unstable_by_key(|(text, _)| *text);
    found.dedup_by_key(|(text, _)| *text);
    found.into_iter().map(|(text, span)| no_glyph(world, text).at(place(world, span.into()))).collect()
}

fn collect_missing<'a>(frame: &'a Frame, found: &mut Vec<(&'a str, Span)>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_missing(&group.frame, found),
            FrameItem::Text(run) => {
                let missing = run.glyphs.iter().filter(|glyph| glyph.id == 0);
                found.extend(missing.map(|glyph| (&run.text[glyph.range()], glyph.span.0)));
            }
            _ => {}
        }
    }
}

fn no_glyph(world: &PaperWorld<'_>, text: &str) -> Problem {
    let points: Vec<_> = text.chars().map(|letter| format!("U+{:04X}", u32::from(letter))).collect();
    let message = format!("the fonts of the template cannot print `{text}` ({})", points.join(" "));
    match world.stage().origin() {
        Origin::BuiltIn => Problem::ours(message),
        Origin::Folder => Problem::error(message)
            .hint("name `Noto Serif` after the other families, or write it in other letters"),
    }
}

/// Runs a piece of the engine. A panic inside it is a fault of ours, not the end of the run.
///
/// # Errors
/// One problem with the words of the panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Problem>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        vec![Problem::ours(format!("the typesetting engine broke down ({words})"))]
    })
}

/// A diagnostic of the engine as a problem with a place in the template.
pub fn problem(world: &PaperWorld<'_>, diagnostic: &SourceDiagnostic) -> Problem {
    let severity = match diagnostic.severity {
        EngineSeverity::Error => Severity::Error,
        // A family that is not there would be printed in another one: the page is not what the template asked for.
        EngineSeverity::Warning if diagnostic.message.starts_with("unknown font family") => Severity::Error,
        EngineSeverity::Warning => Severity::Warning,
    };
    let message = diagnostic.message.to_string();
    let is_absent = world.gave_toml() && message.starts_with("dictionary does not contain key");
    let problem = match world.stage().origin() {
        Origin::BuiltIn => Problem::ours(message),
        Origin::Folder if is_absent => Problem::error(message).hint(
            "`/view.toml` leaves out the keys without a value; in the view of `/lib/view.typ` they are `none`",
        ),
        Origin::Folder => Problem::error(message),
    };
    let mut problem = Problem { severity, ..problem.at(place(world, diagnostic.span)) };
    for hint in &diagnostic.hints {
        match place(world, hint.span) {
            Some(place) => problem.related.push((place, hint.v.to_string())),
            None => problem.hints.push(hint.v.to_string()),
        }
    }
    for point in &diagnostic.trace {
        if let Some(place) = place(world, point.span.into()) {
            problem.trace.push((place, point.v.to_string()));
        }
    }
    problem
}

fn place(world: &PaperWorld<'_>, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let range = world.range(span)?;
    let source = match world.stage().file(id) {
        Some((name, source)) => SourceText::new(name, source.text()),
        None => {
            let text = world.file(id).ok()?.as_str().ok()?.to_owned();
            SourceText::new(id.get().vpath().get_without_slash(), text)
        }
    };
    Some(Place { source: Arc::new(source), range })
}
