//! From a world to pages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use typst::diag::{Severity as EngineSeverity, SourceDiagnostic, Warned};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use crate::report::{Blame, Place, Problem, Severity, SourceText};
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
    let warnings = problems(&warnings);
    match output {
        Ok(document) if warnings.iter().all(|warning| warning.severity == Severity::Warning) => {
            Ok(Pages { document, warnings })
        }
        Ok(_) => Err(warnings),
        Err(errors) => Err(problems(&errors)),
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
    let mut problem = Problem {
        severity,
        blame: Blame::Input,
        message: diagnostic.message.to_string(),
        place: place(world, diagnostic.span),
        related: Vec::new(),
        hints: Vec::new(),
        trace: Vec::new(),
    };
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
        Some((name, source)) => SourceText { name: name.to_owned(), text: source.text().to_owned() },
        None => {
            let text = world.file(id).ok()?.as_str().ok()?.to_owned();
            SourceText { name: id.get().vpath().get_without_slash().to_owned(), text }
        }
    };
    Some(Place { source: Arc::new(source), range })
}
