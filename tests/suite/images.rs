//! Pictures: where they may come from, what they may be, and how they get into a paper.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};
use serde_json::Value;
use spravka::internals::check::{Wanted, check};
use spravka::internals::load::{Input, load};
use spravka::internals::report::{Blame, Problem};
use spravka::internals::template::Template;
use spravka::internals::typeset::ParsedTemplate;
use spravka::internals::typeset::compile;
use spravka::internals::typeset::{DEFAULT_PROFILE, Profile, pdf as pdf_of};
use tempfile::TempDir;
use typst::layout::{Frame, FrameItem, Size, Transform};

use crate::harness::{
    assert_reference, ejected_view, folder, folder_with, pages, project, run, run_with_input, seed, view,
};

const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='20' height='10'/></svg>";

/// A brief that shows these pictures.
fn brief_with(files: &[&str]) -> String {
    let mut brief = "title = \"Встреча\"\n[[sides]]\nname = \"Хозяева\"\n".to_owned();
    for file in files {
        let file = toml::Value::String((*file).to_owned());
        write!(brief, "[[illustrations]]\nfile = {file}\nalt = \"Карта\"\n").expect("a string");
    }
    brief
}

/// A folder with that brief, and with a picture under each of these names.
fn folder_of(files: &[&str]) -> TempDir {
    let folder = folder_with("visit.toml", &brief_with(files));
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, SVG).expect("a picture");
    }
    folder
}

/// A copy of a picture of the tests.
fn put_picture(folder: &Path, name: &str) {
    fs::copy(project().join("tests/pictures").join(name), folder.join(name)).expect("a copy");
}

fn pdf(folder: &Path, brief: &str) -> Vec<u8> {
    let ran = run(folder, &["build", brief, "-o", "-"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.raw_stdout
}

/// All that a paper can see.
fn ejected(folder: &Path) -> Value {
    let ran = run(folder, &["template", "eject", "visit.toml", "-o", "memo"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ejected_view(&folder.join("memo"))
}

#[test]
fn a_picture_may_have_any_name_inside_the_folder() {
    let names = [
        "map.svg",
        "MAP 2.SVG",
        "карты/Схема №\u{A0}1 (ұсыныс).svg",
        "50%20off.svg",
        "a/b/c/../d.svg",
        "./-o.svg",
        "#[x]$@*'`.svg",
    ];
    let folder = folder_of(&[]);
    fs::create_dir_all(folder.path().join("a/b/c")).expect("folders");
    let with = folder_of(&names[..4]);
    fs::write(folder.path().join("visit.toml"), brief_with(&names)).expect("a brief");
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, SVG).expect("a picture");
    }
    assert!(!pdf(with.path(), "visit.toml").is_empty());
    let view = ejected(folder.path());
    assert_eq!(view["illustrations"].as_array().map(Vec::len), Some(names.len()));
}

#[test]
fn one_file_under_several_names_is_one_picture() {
    let folder = folder_of(&["map.svg"]);
    let brief = brief_with(&["map.svg", "./map.svg", "x/../map.svg", "map.svg"]);
    fs::write(folder.path().join("visit.toml"), brief).expect("a brief");
    fs::create_dir(folder.path().join("x")).expect("a folder");
    let view = ejected(folder.path());
    let illustrations = view["illustrations"].as_array().expect("a list");
    assert!(illustrations.iter().all(|one| one["picture"]["path"].as_str() == Some("/images/0")));
    assert_eq!(illustrations[3]["caption"].as_str(), Some("Рисунок\u{A0}4"));
    assert_eq!(fs::read_dir(folder.path().join("memo/images")).expect("the pictures").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let (inside, outside) = (folder.path().join("project"), folder.path().join("outside"));
    fs::create_dir(&inside).expect("a folder");
    fs::create_dir(&outside).expect("a folder");
    fs::write(outside.join("secret.svg"), SVG).expect("a picture");
    fs::write(inside.join("map.svg"), SVG).expect("a picture");
    symlink("map.svg", inside.join("good.svg")).expect("a link");
    symlink("../outside/secret.svg", inside.join("bad.svg")).expect("a link");
    symlink("../outside", inside.join("folder")).expect("a link");
    symlink("nowhere.svg", inside.join("dangling.svg")).expect("a link");
    symlink("loop.svg", inside.join("loop.svg")).expect("a link");
    let files = ["good.svg", "bad.svg", "folder/secret.svg", "dangling.svg"];
    fs::write(inside.join("visit.toml"), brief_with(&files)).expect("a brief");
    let ran = run(&inside, &["check", "visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("pictures/links.stderr", &ran.stderr);
    // A loop cannot be followed at all.
    fs::write(inside.join("visit.toml"), brief_with(&["loop.svg"])).expect("a brief");
    assert_eq!(run(&inside, &["check", "visit.toml"]).code, Some(3));
    // A brief that is itself linked has its pictures where it truly stands.
    fs::write(inside.join("visit.toml"), brief_with(&["map.svg"])).expect("a brief");
    symlink("../project/visit.toml", outside.join("visit.toml")).expect("a link");
    assert!(pdf(&outside, "visit.toml") == pdf(&inside, "visit.toml"));
}

#[cfg(unix)]
#[test]
fn a_picture_that_never_ends_or_is_too_large_is_not_waited_for() {
    let folder = folder_with("visit.toml", &brief_with(&["pipe.png", "large.png"]));
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.png")).status();
    assert!(made.expect("mkfifo").success());
    let large = fs::File::create(folder.path().join("large.png")).expect("a file");
    large.set_len(17 * 1024 * 1024).expect("a file of 17 MiB");
    let ran = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("pictures/endless.stderr", &ran.stderr);
}

#[test]
fn a_brief_on_standard_input_names_its_pictures_from_the_current_folder() {
    let folder = folder_of(&["map.svg"]);
    let brief = brief_with(&["map.svg"]);
    let ran = run_with_input(folder.path(), &["build", "-", "-o", "-"], brief.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.raw_stdout == pdf(folder.path(), "visit.toml"));
    let ran = run_with_input(crate::harness::folder().path(), &["build", "-", "-o", "-"], brief.as_bytes());
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("there is no picture `map.svg`"), "{}", ran.stderr);
}

#[test]
fn pictures_of_every_kind_are_printed_under_every_standard() {
    let kinds = [
        "see-through.png",
        "grey-16-bit.png",
        "palette-see-through.png",
        "grey.jpg",
        "progressive.JPEG",
        "turned.jpg",
        "drawing.svg",
    ];
    let folder = folder_with("visit.toml", &brief_with(&kinds));
    kinds.iter().for_each(|name| put_picture(folder.path(), name));
    for standard in ["a-2a,ua-1", "a-3a,ua-1", "a-1b", "a-4", "1.7"] {
        let ran = run(folder.path(), &["build", "visit.toml", "--pdf-standard", standard]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{standard}");
    }
    let view = ejected(folder.path());
    assert_eq!(
        view["illustrations"][5]["picture"]["ratio"].as_f64(),
        Some(0.5),
        "it is turned as it was taken"
    );
}

#[test]
fn what_is_see_through_becomes_white_as_the_paper_is() {
    let folder = folder_with("visit.toml", &brief_with(&["see-through.png"]));
    put_picture(folder.path(), "see-through.png");
    let view = ejected(folder.path());
    let format = &view["illustrations"][0]["picture"]["format"];
    assert_eq!(format["encoding"].as_str(), Some("rgb8"));
    assert_eq!((format["width"].as_u64(), format["height"].as_u64()), (Some(32), Some(24)));
    let pixels = fs::read(folder.path().join("memo/images/0")).expect("pixels");
    assert_eq!(pixels.len(), 32 * 24 * 3);
    assert_eq!(pixels[..3], [255, 255, 255], "nothing of the first pixel is seen");
    assert_eq!(pixels[31 * 3..32 * 3], [37, 63, 99], "nearly all of the last is");
    let own = run(folder.path(), &["build", "visit.toml", "-t", "./memo", "-o", "-"]).raw_stdout;
    assert!(own == pdf(folder.path(), "visit.toml"));
}

#[test]
fn a_see_through_drawing_is_the_fault_of_the_drawing_where_a_standard_does_not_take_it() {
    let folder = folder_with("visit.toml", &brief_with(&["see-through.svg"]));
    put_picture(folder.path(), "see-through.svg");
    assert!(!pdf(folder.path(), "visit.toml").is_empty());
    let ran = run(folder.path(), &["build", "visit.toml", "--pdf-standard", "a-1b"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("pictures/see-through.stderr", &ran.stderr);
}

#[test]
fn briefs_built_together_keep_their_own_pictures() {
    let folder = folder_of(&["one/map.svg", "two/map.svg"]);
    fs::write(folder.path().join("two/map.svg"), SVG.replace("height='10'/", "height='5'/"))
        .expect("a picture");
    for name in ["one", "two"] {
        fs::write(folder.path().join(name).join(format!("{name}.toml")), brief_with(&["map.svg"]))
            .expect("a brief");
    }
    let ran = run(folder.path(), &["build", "one/one.toml", "two/two.toml", "-o", "out"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let together = |name: &str| fs::read(folder.path().join("out").join(name)).expect("a paper");
    let (one, two) = (together("one.memo.ru.pdf"), together("two.memo.ru.pdf"));
    assert!(one != two);
    assert!(one == pdf(folder.path(), "one/one.toml") && two == pdf(folder.path(), "two/two.toml"));
}

#[test]
fn a_portrait_without_a_note_is_shown_and_known_to_every_template() {
    let brief = "title = \"T\"\n[[sides]]\nname = \"A\"\n[[sides.members]]\nname = \"Некто\"\n\
        photo = { file = \"map.svg\", alt = \"Силуэт\" }\n";
    let folder = folder_of(&["map.svg"]);
    fs::write(folder.path().join("visit.toml"), brief).expect("a brief");
    let view = ejected(folder.path());
    assert_eq!(view["biographies"][0]["name"].as_str(), Some("Некто"));
    assert_eq!(view["biographies"][0]["photo"]["alt"].as_str(), Some("Силуэт"));
    assert_eq!(view["biographies"][0]["photo"]["format"].as_str(), Some("svg"));
    assert_eq!(view["sides"][0]["members"][0]["photo"], view["biographies"][0]["photo"]);
}

#[test]
fn no_picture_runs_off_the_sheet_whatever_its_shape() {
    let kinds = ["tall.png", "wide.png", "drawing.svg"];
    let mut brief = brief_with(&kinds);
    for kind in kinds {
        write!(
            brief,
            "[[sides.members]]\nname = \"Некто\"\nphoto = {{ file = \"{kind}\", alt = \"Силуэт\" }}\n"
        )
        .expect("a string");
    }
    let brief = brief.replacen("[[illustrations]]", "[[sides]]\nname = \"Гости\"\n[[illustrations]]", 1);
    let folder = folder_with("visit.toml", &brief);
    kinds.iter().for_each(|name| put_picture(folder.path(), name));
    let logo = "logo = { file = \"wide.png\", alt = \"Знак\" }\nmargins.left = 40\nmargins.right = 40\n";
    fs::write(folder.path().join("spravka.toml"), logo).expect("settings");

    let draft = load(&Input::File(folder.path().join("visit.toml"))).expect("a brief");
    let checked = check(draft, &Wanted::All).expect("a good brief");
    let pages = pages(&checked, "memo", checked.languages()[0]);
    let mut seen = 0;
    for page in pages.document.pages() {
        seen += on_sheet(&page.frame, Transform::identity(), page.frame.size());
    }
    assert_eq!(seen, 7);
}

/// Every picture is within its sheet. How many there are.
fn on_sheet(frame: &Frame, around: Transform, sheet: Size) -> usize {
    let items = frame.items().map(|(position, item)| {
        let here = around.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => on_sheet(&group.frame, here.pre_concat(group.transform), sheet),
            FrameItem::Image(_, size, _) => {
                assert!(here.tx.to_pt() >= 0.0 && here.tx + size.x <= sheet.x, "{here:?} {size:?}");
                assert!(here.ty.to_pt() >= 0.0 && here.ty + size.y <= sheet.y, "{here:?} {size:?}");
                1
            }
            _ => 0,
        }
    });
    items.sum()
}

/// The paper of a brief in a folder as a PDF, by the stages of the program.
fn paper(folder: &Path) -> Result<Vec<u8>, Vec<Problem>> {
    let draft = load(&Input::File(folder.join("visit.toml")))?;
    let checked = check(draft, &Wanted::All)?;
    let parsed =
        ParsedTemplate::parse(&Template::find("memo").expect("the memo")).expect("a parsed template");
    let view = view(&checked, "memo", checked.languages()[0]);
    let world = parsed.world(checked.style(), checked.images(), &view);
    // From here on nothing may be refused.
    let pages = compile(&world).expect("pages");
    Ok(pdf_of(&world, &pages, &DEFAULT_PROFILE.parse::<Profile>().expect("a profile")).expect("a PDF"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_picture_is_refused_by_the_check_or_printed(
        kind in 0..7usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let kinds = ["see-through.png", "grey-16-bit.png", "palette-see-through.png", "grey.jpg", "progressive.JPEG",
            "turned.jpg", "drawing.svg"];
        let mut bytes = fs::read(project().join("tests/pictures").join(kinds[kind])).expect("a picture");
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = folder_with("visit.toml", &brief_with(&[kinds[kind]]));
        fs::write(folder.path().join(kinds[kind]), bytes).expect("a picture");
        match paper(folder.path()) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF")),
            Err(problems) => prop_assert!(problems.iter().all(|problem| problem.blame == Blame::Input)),
        }
    }
}
