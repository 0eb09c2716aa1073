//! From a world to pages.

use std::sync::Arc;

use typst::diag::{Severity as EngineSeverity, SourceDiagnostic, Warned};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{DiagSpan, Span};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use super::world::PaperWorld;
use crate::engine::guarded;
use crate::report::{Place, Problem, Severity, SourceText};
use crate::template::Origin;

/// The pages of one paper, with the engine's warnings.
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
/// Every error that the engine finds in the template, with its frames; or a bug of ours if the engine panics.
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

/// An error for each place where a template prints a character that its fonts lack. The engine would omit
/// the character silently if the PDF follows no standard.
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
    match world.template().origin() {
        Origin::BuiltIn => Problem::ours(message),
        Origin::Folder => Problem::error(message)
            .hint("add `Noto Serif` after the other families, or write it in other letters"),
    }
}

/// A diagnostic of the engine as a problem with a place in the template.
pub fn problem(world: &PaperWorld<'_>, diagnostic: &SourceDiagnostic) -> Problem {
    let severity = match diagnostic.severity {
        EngineSeverity::Error => Severity::Error,
        // A missing font family would be replaced by another: the page would not be what the template asks
        // for.
        EngineSeverity::Warning if diagnostic.message.starts_with("unknown font family") => Severity::Error,
        EngineSeverity::Warning => Severity::Warning,
    };
    let message = diagnostic.message.to_string();
    let is_absent = world.gave_toml() && message.starts_with("dictionary does not contain key");
    let problem = match world.template().origin() {
        Origin::BuiltIn => Problem::ours(message),
        Origin::Folder if is_absent => Problem::error(message)
            .hint("`/view.toml` omits keys without a value; in the view of `/lib/view.typ` they are `none`"),
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
    let source = match world.template().file(id) {
        Some((name, source)) => SourceText::new(name, source.text()),
        None => {
            let text = world.file(id).ok()?.as_str().ok()?.to_owned();
            SourceText::new(id.get().vpath().get_without_slash(), text)
        }
    };
    Some(Place { source: Arc::new(source), range })
}
