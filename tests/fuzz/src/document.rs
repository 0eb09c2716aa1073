//! A whole paper, from the text of its brief to its PDF, and back.

use std::path::PathBuf;

use chrono::NaiveDate;
use spravka::internals::brief::Date;
use spravka::internals::check::{Checked, Wanted, check};
use spravka::internals::files::tree::FileTree;
use spravka::internals::language::Language;
use spravka::internals::load::{Input, load_from};
use spravka::internals::localise::{Paper, localise};
use spravka::internals::papers::{Content, PlannedPaper, Prepared, possible};
use spravka::internals::provenance::attach::attach;
use spravka::internals::provenance::collect::{ProjectFiles, collect};
use spravka::internals::provenance::recipe::Recipe;
use spravka::internals::provenance::reproduce::verify_bytes;
use spravka::internals::typeset::{Design, Profile, typeset};

use super::sound::{assert_sound, bytes, on_own_stack, sound};

/// The date of a paper whose brief has none.
const DATE: Date = Date(match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
});

/// Problems are sound. A brief without an error makes a paper, which can be verified from its attachments.
pub fn holds(data: &[u8]) {
    on_own_stack(|| {
        let files = FileTree::of([(PathBuf::from("brief.toml"), bytes(data))]);
        let number = data.iter().map(|byte| usize::from(*byte)).sum();
        is_built(&files, "brief.toml", number);
    });
}

/// Builds one of the papers that a brief has content for, in one of its languages; none if it has an error.
pub fn is_built(files: &FileTree, brief: &str, number: usize) -> Option<()> {
    let draft = sound(load_from(files, &Input::File(PathBuf::from(brief))))?;
    let sources = collect(&draft);
    let checked = sound(check(draft, &Wanted::All))?;
    assert_sound(&checked.warnings);
    // A brief may name a picture in a way that cannot be attached.
    let sources = sound(sources)?;
    let languages = checked.languages();
    let language = *languages.get(number % languages.len()).expect("a brief has a language");
    let mut content = Content::of(&checked, DATE);
    let papers = possible(&checked, &mut content);
    let paper = papers.get(number % papers.len().max(1)).copied()?;
    let prepared = Prepared::read(&[paper.to_owned()]).expect("a built-in paper");
    let (able, _) = prepared.able(brief, false, &checked, None, &mut content);
    let planned = able.get(number % able.len().max(1))?;
    is_verified(&checked, &sources, planned, language);
    Some(())
}

fn is_verified(checked: &Checked, sources: &ProjectFiles, planned: &PlannedPaper<'_>, language: Language) {
    let (template, meeting) = (&planned.prepared.template, planned.meeting.as_deref());
    let paper = template.id.as_str();
    let printed = checked.printed_about(meeting, template, None).expect("what is checked can be reduced");
    let sources = sources.of_paper(&printed).expect("what is checked can be written");
    let (style, images, profile) = (checked.style(), checked.images(), Profile::archival());
    let recipe = Recipe::new(paper, language, style.theme, profile.name(), DATE, None);
    let attachments = attach(&recipe, &sources).expect("a recipe can be written");
    let view = localise(&printed, Paper { kind: template.manifest.kind(), language, fallback_date: DATE });
    let design = Design { template: &planned.prepared.parsed, style, images };
    let made = typeset(design, &view, &attachments, &profile);
    let made = made.unwrap_or_else(|problems| panic!("{paper} in {}: {problems:#?}", language.code()));
    assert!(made.pages.warnings.is_empty(), "{paper}: {:#?}", made.pages.warnings);
    if let Err(problems) = verify_bytes(&made.pdf, "paper.pdf") {
        panic!("{paper} in {}: {problems:#?}", language.code());
    }
    typst::comemo::evict(1);
}
