//! Every page of every paper of every sample as a picture, against the one that was looked at and found good:
//! a sheet with all pages for each paper, language and theme, and one with every page of the full sample for
//! the README.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use spravka::internals::brief::Date;
use spravka::internals::check::{Checked, Wanted, check};
use spravka::internals::language::Language;
use spravka::internals::load::{Input, load};
use spravka::internals::localise::{Paper, localise};
use spravka::internals::template::Template;
use spravka::internals::theme::Theme;
use spravka::internals::typeset::ParsedTemplate;
use spravka::internals::typeset::compile;
use tiny_skia::{Color, Pixmap, PixmapPaint, Transform};
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use crate::harness::{able, project, samples, updating, write_reference};

/// The folder of the sheets, and the sheet of everything.
const GOLDEN: &str = "tests/golden";
const EVERYTHING: &str = "everything.png";
/// How far a channel of a pixel may be off: processors round curves a little differently.
const TOLERANCE: u8 = 8;
/// How large a point is on a sheet, in pixels: small enough to keep hundreds of pages, large enough to see a
/// moved word.
const SCALE: f32 = 0.5;
/// How large a point is on the sheet of everything.
const THUMBNAIL: f32 = 0.3;
/// How many pixels stand between pages.
const GAP: u32 = 6;
/// How many pages stand beside one another.
const ACROSS: usize = 8;

/// Where sheets that have changed are put. A new folder in each run: in one that all users share the files of
/// another could be in the way.
static CHANGED: LazyLock<PathBuf> =
    LazyLock::new(|| tempfile::Builder::new().prefix("spravka-golden-").tempdir().expect("a folder").keep());

/// A paper that can be made of a sample, and the name of its sheet.
struct Sheet {
    name: String,
    template: Template,
    /// The meeting that it is about, if there are several.
    meeting: Option<String>,
    language: Language,
}

/// A test for each sample and theme: every paper is compared, and all that differ are listed.
macro_rules! golden_pages {
    ($($sentence:ident: $sample:literal, $theme:literal;)*) => {
        $(
            #[test]
            fn $sentence() {
                assert_looks_as_signed($sample, $theme);
            }
        )*

        #[test]
        fn every_sample_is_looked_at_in_every_theme() {
            let tested: BTreeSet<_> = [$(($sample.to_owned(), $theme.to_owned())),*].into();
            let stems = samples().into_iter().map(|sample| stem(&sample));
            let pair = |stem: String| Theme::all().map(move |theme| (stem.clone(), theme.to_string()));
            assert_eq!(tested, stems.flat_map(pair).collect(), "a test for each sample and theme");
        }
    };
}

golden_pages! {
    a_meeting_of_escap_looks_as_it_was_signed: "escap-almaty", "standard";
    a_meeting_of_escap_looks_as_it_was_signed_in_the_official_theme: "escap-almaty", "official";
    the_full_sample_looks_as_it_was_signed: "full", "standard";
    the_full_sample_looks_as_it_was_signed_in_the_official_theme: "full", "official";
    a_day_in_geneva_looks_as_it_was_signed: "geneva-day", "standard";
    a_day_in_geneva_looks_as_it_was_signed_in_the_official_theme: "geneva-day", "official";
    the_least_sample_looks_as_it_was_signed: "minimal", "standard";
    the_least_sample_looks_as_it_was_signed_in_the_official_theme: "minimal", "official";
}

#[test]
fn every_page_of_the_full_sample_on_one_sheet_looks_as_it_was_signed() {
    let checked = in_theme(&sample("full"), Theme::STANDARD);
    let sheets = sheets("full", &checked, Theme::STANDARD);
    let russian = sheets.iter().filter(|sheet| sheet.language == Language::RUSSIAN);
    let documents: Vec<_> = russian.map(|sheet| document(sheet, &checked)).collect();
    let pages: Vec<&Page> = documents.iter().flat_map(|document| document.pages()).collect();
    assert_eq!(compare(EVERYTHING, &contact_sheet(&pages, THUMBNAIL)), None);
}

/// An update removes the sheets of papers that are no longer made, and nothing before that.
#[test]
fn every_sheet_is_of_a_paper_that_is_made() {
    let mut names = BTreeSet::from([EVERYTHING.to_owned()]);
    for sample in samples() {
        for theme in Theme::all() {
            let sheets = sheets(&stem(&sample), &in_theme(&sample, theme), theme);
            names.extend(sheets.into_iter().map(|sheet| sheet.name));
        }
    }
    let entries = fs::read_dir(project().join(GOLDEN)).expect("the folder of references");
    let found = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let stale: Vec<_> = found.filter(|name| !names.contains(name)).collect();
    if updating() {
        for name in &stale {
            fs::remove_file(project().join(GOLDEN).join(name)).expect("an old reference can be removed");
        }
    } else {
        assert!(stale.is_empty(), "references of papers that are no longer made: {}", stale.join(", "));
    }
}

fn sample(stem: &str) -> PathBuf {
    project().join("briefs").join(stem).with_extension("toml")
}

fn stem(sample: &Path) -> String {
    sample.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn in_theme(sample: &Path, theme: Theme) -> Checked {
    let draft = load(&Input::File(sample.to_owned())).expect("a sample can be read");
    check(draft.in_theme(Some(theme)), &Wanted::All).expect("a sample is good")
}

/// Every paper that can be made of a sample in a theme, in each of its languages.
fn sheets(stem: &str, checked: &Checked, theme: Theme) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (template, meeting) in able(checked) {
        for &language in checked.languages() {
            let of_meeting = meeting.as_ref().map(|meeting| format!(".{meeting}")).unwrap_or_default();
            let name = format!("{stem}.{}{of_meeting}.{language}.{theme}.png", template.id);
            sheets.push(Sheet { name, template: template.clone(), meeting: meeting.clone(), language });
        }
    }
    sheets
}

fn document(sheet: &Sheet, checked: &Checked) -> PagedDocument {
    let parsed = ParsedTemplate::parse(&sheet.template).expect("a parsed template");
    let printed = checked
        .printed_about(sheet.meeting.as_deref(), &sheet.template, None)
        .expect("what the paper prints");
    let view = localise(&printed, paper(&sheet.template, sheet.language));
    compile(&parsed.world(checked.style(), checked.images(), &view)).expect("pages").document
}

fn assert_looks_as_signed(stem: &str, theme: &str) {
    let theme = Theme::named(theme).expect("a theme");
    let checked = in_theme(&sample(stem), theme);
    let differences: Vec<_> = sheets(stem, &checked, theme)
        .iter()
        .filter_map(|sheet| {
            let document = document(sheet, &checked);
            compare(&sheet.name, &contact_sheet(&document.pages().iter().collect::<Vec<_>>(), SCALE))
        })
        .collect();
    typst::comemo::evict(0);
    assert!(
        differences.is_empty(),
        "look at them, then run with SPRAVKA_UPDATE=1:\n{}",
        differences.join("\n")
    );
}

fn paper(template: &Template, language: Language) -> Paper<'_> {
    let kind = template.manifest.kind();
    let fallback_date = Date(chrono::NaiveDate::default());
    Paper { kind, language, fallback_date }
}

/// Pages beside and below one another, as they would lie on a table.
fn contact_sheet(pages: &[&Page], scale: f32) -> Pixmap {
    let options = RenderOptions { pixel_per_pt: f64::from(scale).into(), ..RenderOptions::default() };
    let pictures: Vec<_> = pages.iter().map(|page| typst_render::render(page, &options)).collect();
    let (mut x, mut y, mut height, mut places) = (GAP, GAP, 0, Vec::new());
    for (index, picture) in pictures.iter().enumerate() {
        if index > 0 && index % ACROSS == 0 {
            (x, y, height) = (GAP, y + height + GAP, 0);
        }
        places.push((x, y));
        x += picture.width() + GAP;
        height = height.max(picture.height());
    }
    let right = places.iter().zip(&pictures).map(|((x, _), picture)| x + picture.width()).max().unwrap_or(0);
    let mut sheet = Pixmap::new(right + GAP, y + height + GAP).expect("a sheet");
    sheet.fill(Color::from_rgba8(150, 150, 150, 255));
    for ((x, y), picture) in places.into_iter().zip(&pictures) {
        let (x, y) = (i32::try_from(x).expect("a place"), i32::try_from(y).expect("a place"));
        sheet.draw_pixmap(x, y, picture.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    }
    sheet
}

/// How a sheet differs from its reference, and where it is to be seen as it is now.
fn compare(name: &str, picture: &Pixmap) -> Option<String> {
    let reference = project().join(GOLDEN).join(name);
    if updating() {
        write_reference(&reference, &picture.encode_png().expect("a sheet can be encoded"));
        return None;
    }
    let difference = match Pixmap::load_png(&reference) {
        Err(error) => format!("cannot be read ({error})"),
        Ok(expected) if (expected.width(), expected.height()) != (picture.width(), picture.height()) => {
            "is of another size".to_owned()
        }
        Ok(expected) => {
            let pairs = expected.data().iter().zip(picture.data());
            let off = pairs.filter(|(a, b)| a.abs_diff(**b) > TOLERANCE).count();
            if off == 0 {
                return None;
            }
            format!("does not look as it did ({off} bytes are off)")
        }
    };
    let actual = CHANGED.join(name);
    picture.save_png(&actual).expect("a sheet can be written");
    Some(format!("{GOLDEN}/{name} {difference}; it is now {}", actual.display()))
}
