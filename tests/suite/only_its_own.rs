//! A paper carries what it prints of a brief and nothing else: not in its source, and not in its properties.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZeroU32;

use spravka::internals::brief::{self, Brief, Date};
use spravka::internals::check::Checked;
use spravka::internals::fields::{Kind, written};
use spravka::internals::language::Language;
use spravka::internals::localise::{Paper, localise};
use spravka::internals::provenance::flatten::in_one_piece;
use spravka::internals::redact::redact;
use spravka::internals::template::{Origin, Template};
use spravka::internals::typeset::{ParsedTemplate, compile};
use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;

use crate::harness::{
    able, add_text, assert_reference, checked, checked_with_pictures, folder_with, project, run,
};
use crate::hostile_texts::brief_full_of;

/// What stands for an item that is not printed, in a list with numbers.
const BLANK: &str = "—";

/// The samples, and a brief with every field.
fn briefs() -> Vec<(&'static str, Checked)> {
    let samples = ["full", "escap-almaty", "minimal", "geneva-day"].map(|stem| {
        (stem, fs::read_to_string(project().join(format!("briefs/{stem}.toml"))).expect("a sample"))
    });
    let samples = samples.map(|(name, text)| (name, checked_with_pictures(&text)));
    let all = samples.into_iter().chain([("every field", checked(&brief_full_of("слово")))]);
    let whole = |(name, checked): (_, Result<_, _>)| {
        (name, checked.unwrap_or_else(|problems| panic!("{name}: {problems:?}")))
    };
    all.map(whole).collect()
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The pages of a paper of a brief in all its languages, as text, with the titles and keywords of the PDFs.
fn pages(checked: &Checked, template: &Template, meeting: Option<&str>) -> String {
    let parsed = ParsedTemplate::parse(template).expect("a parsed template");
    let printed = checked.printed_about(meeting, template, None).expect("what the paper prints");
    let (kind, fallback_date) = (template.manifest.kind(), Date(chrono::NaiveDate::default()));
    let mut text = String::new();
    for &language in checked.languages() {
        let view = localise(&printed, Paper { kind, language, fallback_date });
        let world = parsed.world(checked.style(), checked.images(), &view);
        let pages = compile(&world).unwrap_or_else(|problems| panic!("{}: {problems:?}", template.id));
        text.push_str(&view.document.title);
        text.push_str(&view.document.keywords.join(" "));
        pages.document.pages().iter().for_each(|page| add_text(&page.frame, &mut text));
    }
    letters(&text)
}

/// The words of each text that a reader could read, in each of its languages: not ids, choices or the names
/// of files.
fn words(brief: &Brief) -> BTreeMap<String, Vec<BTreeSet<String>>> {
    let text = in_one_piece(brief, &BTreeMap::new()).expect("a text");
    let values = serde_json::to_value(text.parse::<toml::Table>().expect("TOML")).expect("JSON");
    let texts = written(brief::fields(), &values).texts;
    let read = texts.iter().filter(|text| text.kind.is_printed() || *text.kind == Kind::Name);
    let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for text in read.filter(|text| !text.text.starts_with("http")) {
        let path = text.path.to_string();
        let languages = Language::all().map(Language::code);
        let of_all = languages
            .fold(path.as_str(), |path, code| path.strip_suffix(&format!(".{code}")).unwrap_or(path));
        let wording = text.text.split(|letter: char| !letter.is_alphanumeric()).map(letters);
        words.entry(of_all.to_owned()).or_default().push(wording.filter(|word| !word.is_empty()).collect());
    }
    words
}

/// The words of alternative texts are in the PDF, and not on its pages.
fn alternative_texts(brief: &Brief) -> String {
    let of_illustrations = brief.illustrations.iter().map(|one| format!("{:?}", one.alt));
    let members = brief.sides.iter().flat_map(|side| &side.members);
    let of_portraits = members.filter_map(|member| Some(format!("{:?}", member.photo.as_ref()?.alt)));
    letters(&of_illustrations.chain(of_portraits).collect::<String>())
}

/// The words of every text of which the pages have no wording.
fn foreign_words(brief: &Brief, pages: &str) -> Vec<String> {
    let alternative = alternative_texts(brief);
    let is_foreign =
        |word: &&String| !pages.contains(*word) && !alternative.contains(*word) && *word != BLANK;
    let texts = words(brief).into_values();
    let unprinted =
        texts.filter(|wordings| wordings.iter().all(|words| words.iter().any(|word| is_foreign(&word))));
    unprinted.flatten().flatten().filter(|word| is_foreign(&word)).collect()
}

#[test]
fn every_word_of_a_redacted_brief_is_on_the_pages_of_its_paper() {
    for (file, checked) in briefs() {
        for (template, meeting) in able(&checked) {
            let (id, meeting) = (&template.id, meeting.as_deref());
            let redacted = redact(&checked.about(meeting), &template, None).expect("a redacted brief");
            let foreign = foreign_words(&redacted, &pages(&checked, &template, meeting));
            assert_eq!(
                foreign,
                Vec::<String>::new(),
                "{file}: `{id}` of {meeting:?} carries words that it does not print"
            );
        }
    }
}

#[test]
fn a_word_that_a_paper_does_not_print_is_noticed() {
    let (_, checked) = briefs().swap_remove(0);
    let template = Template::find("invitation").expect("a template");
    let foreign = foreign_words(checked.brief(), &pages(&checked, &template, None));
    assert!(foreign.len() > 200, "{} words of the whole brief are not in the invitation", foreign.len());
}

#[test]
fn redacting_a_redacted_brief_changes_nothing() {
    for (file, checked) in briefs() {
        for id in Template::ids() {
            let template = Template::find(id).expect("a template");
            for copy in [None, NonZeroU32::new(2)] {
                let once = redact(checked.brief(), &template, copy).expect("a redacted brief");
                let twice = redact(&once, &template, copy).expect("a redacted brief");
                let text = |brief| in_one_piece(brief, &BTreeMap::new()).expect("a text");
                assert_eq!(text(&once), text(&twice), "{file}: `{id}`");
            }
        }
    }
}

/// What a page shows and where, without what only the engine sees.
fn drawn(frame: &Frame) -> Vec<(String, u128)> {
    let items = frame.items().flat_map(|(at, item)| match item {
        FrameItem::Group(group) => {
            let inner = drawn(&group.frame).into_iter();
            inner.map(|(place, what)| (format!("{at:?} {:?} {place}", group.transform), what)).collect()
        }
        FrameItem::Text(run) => vec![(format!("{at:?} {} {:?}", run.text, run.size), hash128(&run.glyphs))],
        FrameItem::Shape(shape, _) => vec![(format!("{at:?}"), hash128(shape))],
        FrameItem::Image(image, size, _) => vec![(format!("{at:?} {size:?}"), hash128(image))],
        FrameItem::Link(..) | FrameItem::Tag(_) => Vec::new(),
    });
    items.collect()
}

/// The template as one of the user's that does not say what it prints.
fn unlimited(template: &Template) -> Template {
    Template { origin: Origin::Folder, paths: None, ..template.clone() }
}

#[test]
fn a_redacted_brief_makes_the_pages_of_the_whole_one() {
    for (file, checked) in briefs() {
        for (template, meeting) in able(&checked) {
            let (id, meeting) = (&template.id, meeting.as_deref());
            let printed = checked.printed_about(meeting, &template, None).expect("what the paper prints");
            let unlimited = unlimited(&template);
            let all = checked.printed_about(meeting, &unlimited, None).expect("the whole brief");
            let parsed = ParsedTemplate::parse(&template).expect("a parsed template");
            let (kind, fallback_date) = (template.manifest.kind(), Date(chrono::NaiveDate::default()));
            for &language in checked.languages() {
                let paper = Paper { kind, language, fallback_date };
                let [whole, part] = [localise(&all, paper), localise(&printed, paper)].map(|view| {
                    let world = parsed.world(checked.style(), checked.images(), &view);
                    let pages =
                        compile(&world).unwrap_or_else(|problems| panic!("{file}: {id}: {problems:?}"));
                    let pages = pages.document.pages().iter().map(|page| drawn(&page.frame));
                    pages.collect::<Vec<_>>()
                });
                assert!(whole == part, "{file}: `{id}` in {language} differs");
            }
        }
    }
}

#[test]
fn the_source_of_an_invitation_is_what_the_guest_may_read() {
    let brief = fs::read_to_string(project().join("briefs/full.toml")).expect("the full brief");
    let folder = folder_with("visit.toml", &brief);
    crate::harness::copy_pictures(folder.path());
    let built = run(
        folder.path(),
        &["build", "visit.toml", "-t", "invitation", "-l", "ru", "--with-source", "-o", "letter.pdf"],
    );
    assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
    let source = run(folder.path(), &["extract", "letter.pdf"]);
    assert_eq!((source.code, source.stderr.as_str()), (Some(0), ""));
    assert_reference("sources/invitation.toml", &source.stdout);
    assert_eq!(run(folder.path(), &["verify", "letter.pdf"]).code, Some(0));
}
