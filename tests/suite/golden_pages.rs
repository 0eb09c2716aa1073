//! Every page of every sample as a picture, against the one that was looked at and found good.

use std::fs;
use std::path::Path;

use spravka::brief::Date;
use spravka::check::{Wanted, check};
use spravka::compile::compile;
use spravka::load::{Input, load};
use spravka::localise::{Paper, localise};
use spravka::template::Template;
use spravka::world::Stage;
use tiny_skia::Pixmap;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::harness::{project, samples, updating};

/// How far a channel of a pixel may be off: drawing curves rounds a little differently from processor to processor.
const TOLERANCE: u8 = 8;

#[test]
fn every_page_of_every_sample_looks_as_it_was_signed() {
    let folder = project().join("tests/golden");
    if updating() {
        fs::remove_dir_all(&folder).expect("old references can be removed");
        fs::create_dir(&folder).expect("a folder for references");
    }
    let mut names = Vec::new();
    for sample in samples() {
        let stem = sample.file_stem().expect("a name").to_string_lossy().into_owned();
        for (language, document) in memos(&sample) {
            for (index, page) in document.pages().iter().enumerate() {
                let picture = typst_render::render(page, &RenderOptions::default());
                let name = format!("{stem}.memo.{language}.{}.png", index + 1);
                compare(&folder.join(&name), &picture);
                names.push(name);
            }
        }
    }
    for entry in fs::read_dir(&folder).expect("the folder of references") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(names.contains(&name), "{name} is the reference of a page that is no longer made");
    }
}

fn memos(sample: &Path) -> Vec<(String, PagedDocument)> {
    let template = Template::find("memo").expect("the memo");
    let stage = Stage::set(&template).expect("a stage");
    let draft = load(&Input::File(sample.to_owned())).expect("a sample can be read");
    let checked = check(draft, &Wanted::All).expect("a sample is good");
    let languages = checked.languages().iter();
    languages
        .map(|&language| {
            let paper = Paper {
                id: "memo",
                label: "memo",
                language,
                fallback_date: Date(chrono::NaiveDate::default()),
                copy: None,
            };
            let view = localise(&checked, paper).to_toml().expect("a view");
            let pages = compile(&stage.world(&checked, view)).expect("pages");
            (language.to_string(), pages.document)
        })
        .collect()
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
