use super::{characters, language};
use crate::fields::{Kind, WrittenText, written};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::{Draft, Parsed};
use crate::naming::{Flaw, Pattern};
use crate::report::Problem;
use crate::settings::{self, Settings};
use crate::theme::Style;

/// The least contrast of text with white paper: WCAG 2.1, 1.4.3.
const MIN_CONTRAST: f64 = 4.5;

/// Checks that the project's settings are printable, complete in the requested languages, and legible.
pub fn check(draft: &Draft, settings: &Parsed<Settings>, languages: &[Language]) -> Vec<Problem> {
    let written = written(settings::fields(), &settings.values);
    let texts: Vec<_> = written.texts.into_iter().filter(is_printed).collect();
    let mut problems = characters::check(&settings.spans, &texts, draft.theme().fonts());
    problems.extend(language::check_settings(
        settings,
        languages,
        &draft.brief().languages,
        &texts,
        &written.per_language,
    ));
    problems.extend(pattern(settings).and_then(Result::err).map(|flaw| wrong_pattern(settings, flaw)));
    let colours = &settings.model.colours;
    let colours = [("ink", &colours.ink), ("accent", &colours.accent), ("quiet", &colours.quiet)];
    problems.extend(colours.into_iter().filter_map(|(key, colour)| {
        let contrast = colour.as_ref()?.contrast_with_white();
        (contrast < MIN_CONTRAST).then(|| too_light(settings, key, contrast))
    }));
    problems
}

/// Whether papers show it: a text or an image.
fn is_printed(wording: &WrittenText<'_>) -> bool {
    wording.is_known && (wording.kind.is_printed() || *wording.kind == Kind::Picture)
}

/// The pattern for the names of output files, if the settings have one.
pub fn pattern(settings: &Parsed<Settings>) -> Option<Result<Pattern, Flaw>> {
    settings.model.name.as_deref().map(str::parse)
}

/// The style of a brief: its theme, with the overrides of its project.
pub fn style(draft: &Draft) -> Style {
    let mut changes = toml::Table::new();
    if let Some(settings) = &draft.project.settings {
        let tables = [
            ("colours", toml::Table::try_from(&settings.model.colours)),
            ("sizes", toml::Table::try_from(&settings.model.sizes)),
            ("margins", toml::Table::try_from(&settings.model.margins)),
        ];
        // Tables of texts and numbers always serialize.
        let tables = tables.into_iter().filter_map(|(name, table)| Some((name, table.ok()?)));
        let changed = tables.filter(|(_, table)| !table.is_empty());
        changes.extend(changed.map(|(name, table)| (name.to_owned(), table.into())));
    }
    Style { theme: draft.theme(), changes }
}

fn wrong_pattern(settings: &Parsed<Settings>, flaw: Flaw) -> Problem {
    Problem::error(flaw.message)
        .at(settings.spans.words(&KeyPath::root().key("name"), &flaw.words))
        .hint(flaw.hint)
}

fn too_light(settings: &Parsed<Settings>, key: &str, contrast: f64) -> Problem {
    Problem::error(format!(
        "the colour `{key}` is hardly legible on white paper (contrast {contrast:.2} to 1)"
    ))
    .at(settings.spans.value(&KeyPath::root().key("colours").key(key)))
    .hint("choose a darker one: WCAG 2.1 requires 4.5 to 1")
}
