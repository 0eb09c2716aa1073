//! The language files, the new briefs and the fonts: what every language must have.

use std::collections::BTreeSet;
use std::fs;

use spravka::fonts;
use spravka::language::Language;
use spravka::template::Template;
use spravka::theme::Theme;
use typst::text::FontInfo;

use crate::harness::{assert_reference, folder, project, run};

/// Every letter that a paper may need, by language, and the signs common to all.
const LETTERS: [(&str, &str); 14] = [
    ("Russian", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("Kazakh", "ӘәҒғҚқҢңӨөҰұҮүҺһІі"),
    ("Kyrgyz", "ҢңӨөҮү"),
    ("Tajik", "ҒғӢӣҚқӮӯҲҳҶҷ"),
    ("Uzbek", "ЎўҚқҒғҲҳOʻGʻʼ"),
    ("Mongolian", "ӨөҮү"),
    ("Ukrainian", "ЄєІіЇїҐґ"),
    ("Belarusian", "ЎўІі"),
    ("English", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    ("Turkmen", "ÇçÄäŽžŇňÖöŞşÜüÝý"),
    ("Azerbaijani", "ƏəĞğIıİi"),
    ("Vietnamese", "ĂăÂâĐđÊêÔôƠơƯưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    ("signs", "№«»„“”‘’–—…§%()[]{}/\\|+=*&@#$€<>!?.,:;'\"-_~^`•·"),
    ("spaces, hyphens and currencies", "\u{A0}\u{202F}\u{2011}₸₽₼₾"),
];

#[test]
fn every_letter_that_a_paper_may_need_can_be_printed_in_every_style() {
    for theme in Theme::all() {
        for (whose, letters) in LETTERS {
            let missing: String =
                letters.chars().filter(|letter| !theme.fonts().can_print(*letter)).collect();
            assert_eq!(missing, "", "{whose} in {theme}");
        }
    }
}

#[test]
fn a_letter_that_no_font_has_cannot_be_printed() {
    for theme in Theme::all() {
        assert!(['日', '🙂', 'ა'].iter().all(|letter| !theme.fonts().can_print(*letter)), "{theme}");
    }
}

#[test]
fn the_font_files_are_the_ones_that_the_readme_names() {
    let readme = fs::read_to_string(project().join("fonts/README.md")).expect("the readme");
    let named: BTreeSet<_> = readme.split_whitespace().filter(|word| word.ends_with(".ttf")).collect();
    let shipped: BTreeSet<_> = fonts::files().iter().map(|file| file.name).collect();
    assert_eq!(named, shipped);
}

#[test]
fn what_is_written_beside_each_font_is_what_the_font_says() {
    for file in fonts::files() {
        let info = file.read_info().expect("a font");
        let text = serde_json::to_string(&info).expect("JSON") + "\n";
        assert_reference(&format!("../fonts/info/{}.json", file.name), &text);
        assert_eq!(serde_json::from_str::<FontInfo>(&text).expect("what is known"), info, "{}", file.name);
    }
}

#[test]
fn every_language_has_the_same_labels_and_none_is_empty() {
    let keys = |language: Language| language.file().labels.keys().collect::<Vec<_>>();
    let russian = keys(Language::RUSSIAN);
    for language in Language::all() {
        assert_eq!(keys(language), russian, "{language}");
        assert!(language.file().labels.values().all(|label| !label.trim().is_empty()), "{language}");
    }
}

#[test]
fn every_label_that_a_template_asks_for_exists() {
    let labels = &Language::RUSSIAN.file().labels;
    let mut asked = 0;
    for folder in Template::ids().into_iter().chain(["lib"]) {
        for entry in fs::read_dir(project().join("templates").join(folder)).expect("a folder of templates") {
            let text = fs::read_to_string(entry.expect("an entry").path()).expect("a text");
            for rest in text.split("labels.").skip(1) {
                let key: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
                assert!(key == "at" || labels.contains_key(&key), "there is no label `{key}`");
                asked += 1;
            }
        }
    }
    assert!(asked > 20, "the templates ask for labels");
}

#[test]
fn a_new_brief_in_every_language_passes_the_check_as_it_is() {
    for language in Language::all() {
        let folder = folder();
        let new = run(folder.path(), &["new", "visit", "--language", language.code()]);
        assert_eq!((new.code, new.stdout.as_str(), new.stderr.as_str()), (Some(0), "visit.toml\n", ""));
        let check = run(folder.path(), &["check", "visit.toml"]);
        assert_eq!((check.code, check.stderr.as_str()), (Some(0), ""), "{language}");
        let build = run(folder.path(), &["build", "visit.toml"]);
        assert_eq!(build.stdout, format!("visit.memo.{language}.pdf\n"));
    }
}

#[test]
fn every_example_in_a_new_brief_passes_the_check_when_it_is_uncommented() {
    for language in Language::all() {
        let text = fs::read_to_string(project().join(format!("templates/new/{language}.toml")))
            .expect("a new brief");
        let uncommented: Vec<_> = text.lines().map(uncomment).collect();
        assert!(
            uncommented.iter().zip(text.lines()).filter(|(a, b)| **a != *b).count() > 20,
            "{language} has examples"
        );
        let folder = crate::harness::folder_with("visit.toml", &uncommented.join("\n"));
        let check = run(folder.path(), &["check", "visit.toml"]);
        assert_eq!((check.code, check.stderr.as_str()), (Some(0), ""), "{language}");
    }
}

/// Takes the `# ` from a line that is TOML behind it.
fn uncomment(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("# ") else { return line };
    let key = rest.split(['=', ' ', '.']).next().unwrap_or_default();
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_') && rest.contains(" = ");
    let is_table = rest.starts_with('[') && rest.trim_end().ends_with(']');
    let continues = rest.starts_with([' ', ']', '}', '"', '\'']) || rest.starts_with("\"\"\"");
    if is_key || is_table || continues { rest } else { line }
}
