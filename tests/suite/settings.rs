//! The settings of a project: how they are found, what they change, and the messages about wrong ones.

use std::fs;
use std::path::Path;

use serde_json::Value;
use spravka::internals::check::{Wanted, check};
use spravka::internals::load::{Input, load};
use spravka::internals::settings;
use tempfile::TempDir;

use crate::harness::{
    assert_reference, copy_pictures, ejected_view, folder, folder_with, pages, project, run, run_with_input,
    samples,
};
use crate::hostile_texts::within;

const BRIEF: &str = "title = { ru = \"Встреча\", kk = \"Кездесу\", en = \"Meeting\" }\nlanguages = [\"ru\", \"kk\", \"en\"]\n\
    [[sides]]\nname = { ru = \"Хозяева\", kk = \"Қабылдаушы тарап\", en = \"Hosts\" }\n";

const LOGO: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='20' height='10'/></svg>";

/// A project with these settings, a logo, and a brief.
fn project_with(settings: &str) -> TempDir {
    let folder = folder_with("spravka.toml", settings);
    fs::write(folder.path().join("logo.svg"), LOGO).expect("a file");
    fs::write(folder.path().join("visit.toml"), BRIEF).expect("a file");
    folder
}

fn pdf(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let ran = run(folder, &[["build", "-o", "-"].as_slice(), arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.raw_stdout
}

/// A test for each file in `tests/settings`: the whole of standard error is compared, frames included.
macro_rules! bad_settings {
    ($($sentence:ident: $file:literal;)*) => {
        $(
            #[test]
            fn $sentence() {
                let text = include_str!(concat!("../settings/", $file, ".toml"));
                let ran = run(project_with(text).path(), &["check", "visit.toml"]);
                assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{}", ran.stderr);
                assert_reference(concat!("settings/", $file, ".stderr"), &ran.stderr);
            }
        )*

        #[test]
        fn every_file_of_bad_settings_has_its_test() {
            let tested = [$(concat!($file, ".toml")),*];
            for entry in fs::read_dir(project().join("tests/settings")).expect("the folder of bad settings") {
                let name = entry.expect("an entry").file_name().into_string().expect("a name");
                assert!(!name.ends_with(".toml") || tested.contains(&name.as_str()), "{name} has no test");
            }
        }
    };
}

bad_settings! {
    settings_that_are_no_toml_are_shown_with_their_lines: "syntax";
    everything_that_does_not_fit_the_settings_is_found_at_once: "everything-at-once";
    texts_of_settings_are_held_to_the_rules_of_a_brief: "texts";
    a_colour_that_cannot_be_read_on_white_is_refused: "too-light";
    a_logo_stays_in_the_folder_of_its_project: "logo";
    a_name_of_papers_has_fields_that_there_are: "name";
}

#[test]
fn settings_are_found_in_any_folder_around_the_brief_and_the_nearest_count() {
    let folder = project_with("theme = \"official\"\n");
    let inner = folder.path().join("2026/март");
    fs::create_dir_all(&inner).expect("folders");
    fs::write(inner.join("visit.toml"), BRIEF).expect("a file");
    let official = pdf(folder.path(), &["visit.toml"]);
    assert!(official == pdf(folder.path(), &["2026/март/visit.toml"]), "settings hold for folders within");
    assert!(official == pdf(&inner, &["visit.toml"]), "whatever the current folder is");
    fs::write(folder.path().join("2026/spravka.toml"), "").expect("a file");
    assert!(
        official != pdf(folder.path(), &["2026/март/visit.toml"]),
        "an empty file is settings without a change"
    );
    let standard = pdf(folder.path(), &["2026/март/visit.toml"]);
    assert!(
        standard == pdf(folder.path(), &["visit.toml", "--theme", "standard"]),
        "an option counts for more"
    );
}

#[test]
fn a_brief_on_standard_input_belongs_to_the_project_of_the_current_folder() {
    let folder = project_with("theme = \"official\"\n");
    let ran = run_with_input(folder.path(), &["build", "-", "-o", "-"], BRIEF.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.raw_stdout == pdf(folder.path(), &["visit.toml"]));
}

#[test]
fn a_brief_that_is_called_as_settings_are_is_a_brief() {
    let folder = folder_with("spravka.toml", BRIEF);
    let ran = run(folder.path(), &["build", "spravka.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "spravka.memo.ru.pdf\n", ""));
}

#[test]
fn wrong_settings_and_a_wrong_brief_are_told_at_once_and_once_for_all_briefs() {
    let folder = project_with("theme = \"offical\"\n[margins]\nleft = 10\n");
    fs::write(folder.path().join("other.toml"), format!("titel = 5\n{BRIEF}")).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "other.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("settings/shared.stderr", &ran.stderr);
}

#[test]
fn settings_that_cannot_be_read_are_refused() {
    let folder = folder_with("visit.toml", BRIEF);
    let settings = folder.path().join("spravka.toml");
    fs::create_dir(&settings).expect("a folder");
    let ran = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("settings/folder.stderr", &ran.stderr);
    fs::remove_dir(&settings).expect("a folder");
    fs::write(&settings, b"theme = \"\xCF\xF0\"").expect("a file");
    let ran = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("settings/windows-1251.stderr", &ran.stderr);
}

#[test]
fn a_letterhead_stands_at_the_head_of_the_first_page_in_the_language_of_the_paper() {
    let folder = project_with(
        "logo = { file = \"logo.svg\", alt = { ru = \"Знак\", kk = \"Белгі\", en = \"Mark\" } }\n[letterhead]\n\
        organisation = [{ ru = \"Агентство\", kk = \"Агенттік\", en = \"Agency\" }]\n\
        address = { ru = \"Астана, дом 1\", kk = \"Астана, 1-үй\", en = \"Astana\" }\ncontacts = [\"+7 00\", \"example.org\"]\n",
    );
    let eject = ["template", "eject", "visit.toml", "-l", "kk", "-o", "memo"];
    assert_eq!(run(folder.path(), &eject).code, Some(0));
    let view = ejected_view(&folder.path().join("memo"));
    let head = &view["letterhead"];
    assert_eq!(head["organisation"], Value::from(vec!["Агенттік"]));
    assert_eq!(head["address"].as_str(), Some("Астана, 1-үй"));
    assert_eq!(head["logo"]["alt"].as_str(), Some("Белгі"));
    assert_eq!(head["logo"]["path"].as_str(), Some("/images/0"));
    assert_eq!(head["logo"]["ratio"].as_f64(), Some(2.0));
    let drawn = fs::read_to_string(folder.path().join("memo/images/0")).expect("a picture");
    assert_eq!(drawn, LOGO.replace('\'', "\""));
    let own = pdf(folder.path(), &["visit.toml", "-l", "kk", "-t", "./memo"]);
    assert!(own == pdf(folder.path(), &["visit.toml", "-l", "kk"]));
}

#[test]
fn what_settings_change_is_in_the_theme_that_templates_read() {
    let folder = project_with(
        "[colours]\naccent = \"#005500\"\n[sizes]\nbody = 13\ntable = 10.5\n[margins]\nleft = 25\n",
    );
    let eject = ["template", "eject", "visit.toml", "-o", "memo"];
    assert_eq!(run(folder.path(), &eject).code, Some(0));
    let theme: toml::Table =
        fs::read_to_string(folder.path().join("memo/theme.toml")).expect("a theme").parse().expect("TOML");
    assert_eq!(theme["colours"]["accent"].as_str(), Some("#005500"));
    assert_eq!(theme["colours"]["quiet"].as_str(), Some("#595959"));
    assert_eq!(theme["sizes"]["body"].as_float(), Some(13.0));
    assert_eq!(theme["margins"]["left"].as_float(), Some(25.0));
    assert_eq!(theme["margins"]["right"].as_integer(), Some(15));
    assert!(pdf(folder.path(), &["visit.toml"]) == pdf(folder.path(), &["visit.toml", "-t", "./memo"]));
}

#[test]
fn nothing_runs_off_the_sheet_at_the_ends_of_the_ranges() {
    let smallest = "[sizes]\nbody = 10\ntable = 8\nsmall = 8\nkind = 10\ntitle = 10\nsection = 10\npart = 10\n\
        [margins]\nleft = 20\nright = 10\ntop = 20\nbottom = 20\n";
    let largest = "[sizes]\nbody = 16\ntable = 14\nsmall = 12\nkind = 24\ntitle = 24\nsection = 20\npart = 18\n\
        [margins]\nleft = 40\nright = 40\ntop = 40\nbottom = 40\n";
    for settings in [smallest, largest] {
        let folder = folder_with("spravka.toml", settings);
        copy_pictures(folder.path());
        for sample in samples() {
            let brief = folder.path().join(sample.file_name().expect("a name"));
            fs::copy(&sample, &brief).expect("a copy");
            each_page_holds_its_texts(&brief);
        }
    }
}

#[test]
fn a_letterhead_of_awkward_texts_stays_on_the_sheet() {
    let word = "ұ".repeat(300);
    let chain = "##а#&##\u{A0}###а##@#####@#&##\u{A0};@##>!?-".repeat(5);
    let address = format!("https://example.org/{}?id={}", "a".repeat(90), "7".repeat(90));
    let settings = format!(
        "[letterhead]\norganisation = [\"{word}\", \"{chain}\", \"#$@<>*_\"]\naddress = \"{chain}\"\n\
        contacts = [\"{address}\", \"{word}\", \"{chain}\"]\n"
    );
    let folder = folder_with("spravka.toml", &settings);
    let brief = folder.path().join("visit.toml");
    fs::write(&brief, "title = \"T\"\n[[sides]]\nname = \"A\"\n").expect("a file");
    each_page_holds_its_texts(&brief);
}

fn each_page_holds_its_texts(brief: &Path) {
    let draft = load(&Input::File(brief.to_owned())).expect("a brief");
    let checked = check(draft, &Wanted::All).expect("a good brief");
    for &language in checked.languages() {
        let pages = pages(&checked, "memo", language);
        for page in pages.document.pages() {
            within(&page.frame, typst::layout::Transform::identity(), page.frame.size());
        }
    }
}

#[test]
fn the_schema_of_settings_is_printed_and_accepts_what_the_model_accepts() {
    let ran = run(folder().path(), &["schema", "--of", "settings"]);
    assert_eq!(ran.code, Some(0));
    let schema: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(schema, settings::schema());
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let cases = [
        ("", true),
        ("theme = \"official\"", true),
        ("theme = \"Official\"", false),
        ("sizes.body = 10", true),
        ("sizes.body = 9.99", false),
        ("sizes.body = 16.0", true),
        ("sizes.body = 16.01", false),
        ("sizes.body = inf", false),
        ("sizes.body = nan", false),
        ("margins.left = 20", true),
        ("margins.left = 19", false),
        ("margins.right = 10", true),
        ("margins.bottom = 40.5", false),
        ("colours.rule = \"#ABCdef\"", true),
        ("colours.rule = \"#abcdef0\"", false),
        ("colours.rule = \"ABCDEF\"", false),
        ("colours.rule = \"#ёбcd\"", false),
        ("letterhead.organisation = [\"A\"]", true),
        ("letterhead.organisation = []", false),
        ("letterhead.organisation = \"A\"", false),
        ("logo = { file = \"a.png\", alt = \"A\" }", true),
        ("logo = { file = \"a.png\" }", false),
    ];
    for (text, good) in cases {
        let folder = folder_with("spravka.toml", text);
        fs::write(folder.path().join("visit.toml"), BRIEF).expect("a file");
        let draft = load(&Input::File(folder.path().join("visit.toml"))).expect("a brief");
        let settings = draft.project.settings.expect("settings");
        assert_eq!(settings.problems.is_empty(), good, "the model: {text}");
        assert_eq!(validator.is_valid(&settings.values), good, "the schema: {text}");
    }
}
