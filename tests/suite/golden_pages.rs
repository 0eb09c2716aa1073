//! Every page of every paper of every sample as a picture, against the one that was looked at and found good: a sheet with
//! all pages for each paper, language and theme, and one with every page of the full sample for the README.

use std::fs;
use std::path::Path;

use spravka::brief::Date;
use spravka::check::{Wanted, check};
use spravka::compile::compile;
use spravka::language::Language;
use spravka::load::{Input, load};
use spravka::localise::{Paper, localise};
use spravka::template::Template;
use spravka::theme::Theme;
use spravka::world::Stage;
use tiny_skia::{Color, Pixmap, PixmapPaint, Transform};
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use crate::harness::{project, samples, updating};

/// How far a channel of a pixel may be off: drawing curves rounds a little differently from processor to processor.
const TOLERANCE: u8 = 8;
/// How large a point is on a sheet, in pixels: small enough to keep hundreds of pages, large enough to see a moved word.
const SCALE: f32 = 0.5;
/// How large a point is on the sheet of everything.
const THUMBNAIL: f32 = 0.3;
/// How many pixels stand between pages.
const GAP: u32 = 6;
/// How many pages stand beside one another.
const ACROSS: usize = 8;

/// One paper, with the name of its sheet.
struct Sheet {
    name: String,
    document: PagedDocument,
}

#[test]
fn every_page_of_every_sample_looks_as_it_was_signed() {
    let folder = project().join("tests/golden");
    if updating() {
        fs::remove_dir_all(&folder).expect("old references can be removed");
        fs::create_dir(&folder).expect("a folder for references");
    }
    let mut names = vec!["everything.png".to_owned()];
    let mut everything = Vec::new();
    for sample in samples() {
        for sheet in sheets(&sample) {
            let pages: Vec<&Page> = sheet.document.pages().iter().collect();
            compare(&folder.join(&sheet.name), &contact_sheet(&pages, SCALE));
            if sheet.name.starts_with("full.") && sheet.name.ends_with(".ru.standard.png") {
                everything.push(sheet.document);
            } else {
                drop(sheet.document);
            }
            names.push(sheet.name);
        }
        typst::comemo::evict(0);
    }
    let pages: Vec<&Page> = everything.iter().flat_map(|document| document.pages()).collect();
    compare(&folder.join("everything.png"), &contact_sheet(&pages, THUMBNAIL));
    for entry in fs::read_dir(&folder).expect("the folder of references") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(names.contains(&name), "{name} is the reference of a paper that is no longer made");
    }
}

/// Every paper that can be made of a sample, in each of its languages and each theme.
fn sheets(sample: &Path) -> Vec<Sheet> {
    let stem = sample.file_stem().expect("a name").to_string_lossy().into_owned();
    let mut sheets = Vec::new();
    for theme in Theme::all() {
        let draft = load(&Input::File(sample.to_owned())).expect("a sample can be read");
        let checked = check(draft.in_theme(Some(theme)), &Wanted::All).expect("a sample is good");
        for id in Template::ids() {
            let template = Template::find(id).expect("a template");
            let stage = Stage::set(&template).expect("a stage");
            for &language in checked.languages() {
                let view = localise(&checked, paper(&template, language));
                let filled = view.filled();
                let needs = &template.manifest.needs;
                if !needs.is_empty() && needs.iter().all(|key| !filled.contains(key)) {
                    continue;
                }
                let document = compile(&stage.world(&checked, &view)).expect("pages").document;
                sheets.push(Sheet { name: format!("{stem}.{id}.{language}.{theme}.png"), document });
            }
        }
    }
    sheets
}

fn paper(template: &Template, language: Language) -> Paper<'_> {
    let label = &template.manifest.label;
    let fallback_date = Date(chrono::NaiveDate::default());
    Paper { id: &template.id, label, language, fallback_date, copy: None }
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

fn compare(reference: &Path, picture: &Pixmap) {
    if updating() {
        picture.save_png(reference).expect("a reference can be written");
        return;
    }
    let expected = Pixmap::load_png(reference).unwrap_or_else(|_| {
        panic!("{} is not there: run with SPRAVKA_UPDATE=1 and look at it", reference.display())
    });
    let same_size = (expected.width(), expected.height()) == (picture.width(), picture.height());
    let pairs = expected.data().iter().zip(picture.data());
    let off = pairs.filter(|(a, b)| a.abs_diff(**b) > TOLERANCE).count();
    if !same_size || off > 0 {
        let actual = std::env::temp_dir().join(reference.file_name().expect("a name"));
        picture.save_png(&actual).expect("the page can be written");
        panic!(
            "{} does not look as it did ({off} bytes are off); it is now {}",
            reference.display(),
            actual.display()
        );
    }
}
