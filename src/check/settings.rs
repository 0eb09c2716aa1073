use super::{characters, language};
use crate::fields::{Kind, WrittenText, written};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::{Draft, Parsed};
use crate::naming::{Flaw, Pattern};
use crate::report::Problem;
use crate::settings::{self, Settings};
use crate::theme::Style;

/// How little a colour may stand out from white paper and still be read, as WCAG 2.1, 1.4.3 has it for texts.
const LEAST_CONTRAST: f64 = 4.5;

/// The settings of the brief's project are printable, complete in the languages wanted, and readable.
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
        (contrast < LEAST_CONTRAST).then(|| too_light(settings, key, contrast))
    }));
    problems
}

/// Whether a paper shows it: a text, or a picture.
fn is_printed(wording: &WrittenText<'_>) -> bool {
    wording.is_known && (wording.kind.is_printed() || *wording.kind == Kind::Picture)
}

/// What the files of the papers are called, where the settings say so.
pub fn pattern(settings: &Parsed<Settings>) -> Option<Result<Pattern, Flaw>> {
    settings.model.name.as_deref().map(str::parse)
}

/// How the papers of a brief look: its theme, with what its project has changed.
pub fn style(draft: &Draft) -> Style {
    let mut changes = toml::Table::new();
    if let Some(settings) = &draft.project.settings {
        let tables = [
            ("colours", toml::Table::try_from(&settings.model.colours)),
            ("sizes", toml::Table::try_from(&settings.model.sizes)),
            ("margins", toml::Table::try_from(&settings.model.margins)),
        ];
        // Tables of texts and numbers can always be written.
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
        "the colour `{key}` can hardly be read on white paper (contrast {contrast:.2} to 1)"
    ))
    .at(settings.spans.value(&KeyPath::root().key("colours").key(key)))
    .hint("choose a darker one: WCAG 2.1 asks for 4.5 to 1")
}
