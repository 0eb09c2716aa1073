//! The language files, the new briefs and the fonts: what every language needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use spravka::internals::fonts;
use spravka::internals::language::{Language, LanguageFile};
use spravka::internals::localise::further_texts;
use spravka::internals::template::Template;
use spravka::internals::theme::Theme;
use typst::text::FontInfo;

use crate::harness::{assert_reference, folder, project, run};

/// Every letter that a paper may need, by language, and the common characters.
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
fn every_short_text_of_a_member_has_a_label() {
    for language in Language::all() {
        for key in further_texts() {
            assert!(language.file().labels.contains_key(&key.replace('_', "-")), "{language}: {key}");
        }
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
        let check = run(folder.path(), &["check", "visit.toml", "--message-format", "short"]);
        assert_eq!(check.code, Some(0), "{language}");
        assert_eq!(examples_named(&check.stderr), ["title", "sides[0].name", "sides[1].name"], "{language}");
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
        let check = run(folder.path(), &["check", "visit.toml", "--message-format", "short"]);
        assert_eq!(check.code, Some(0), "{language}: {}", check.stderr);
        assert!(examples_named(&check.stderr).len() > 30, "{language}");
    }
}

/// The texts that messages call examples. There is no other message.
fn examples_named(messages: &str) -> Vec<&str> {
    let named = messages.lines().map(|line| {
        let (_, message) = line.split_once(": warning: `").unwrap_or_else(|| panic!("{line}"));
        message.strip_suffix("` is still an example").unwrap_or_else(|| panic!("{line}"))
    });
    named.collect()
}

#[test]
fn a_new_brief_in_several_languages_has_every_text_in_each() {
    for languages in [["kk", "ru"], ["ru", "en"], ["en", "kk"]] {
        let folder = folder();
        let new = run(folder.path(), &["new", "visit", "-l", &languages.join(",")]);
        assert_eq!((new.code, new.stdout.as_str(), new.stderr.as_str()), (Some(0), "visit.toml\n", ""));
        let text = fs::read_to_string(folder.path().join("visit.toml")).expect("the new brief");
        let [first, second] = languages;
        let alone =
            fs::read_to_string(project().join(format!("templates/new/{first}.toml"))).expect("a new brief");
        let explained =
            |text: &str| text.lines().filter(|line| line.starts_with("##")).collect::<Vec<_>>().join("\n");
        assert_eq!(explained(&text), explained(&alone), "the explanations are in the first language");
        let mut in_text = false;
        let mut uncommented = String::new();
        for line in text.lines() {
            let line = match in_text.then(|| line.strip_prefix('#')).flatten() {
                Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
                None => uncomment(line),
            };
            in_text ^= line.matches("\"\"\"").count() % 2 == 1 && !line.starts_with('#');
            uncommented += &format!("{line}\n");
        }
        let folder = crate::harness::folder_with("visit.toml", &uncommented);
        let check = run(folder.path(), &["check", "visit.toml", "--message-format", "short"]);
        assert_eq!(check.code, Some(0), "{}", check.stderr);
        let named = examples_named(&check.stderr);
        let of = |language: &str| {
            let ending = format!(".{language}");
            named.iter().filter_map(|path| path.strip_suffix(&ending)).collect::<BTreeSet<_>>()
        };
        assert_eq!(of(first), of(second), "{languages:?}");
        assert_eq!(of(first).len() * 2, named.len(), "every text is in both languages: {named:?}");
        let build = run(folder.path(), &["build", "visit.toml", "-l", "all"]);
        assert_eq!(build.code, Some(0), "{}", build.stderr);
    }
}

#[test]
fn an_example_that_still_stands_is_an_error_in_a_final_brief() {
    let brief = "title = \"Визит\"\nstatus = \"final\"\n[recipient]\nhonorific = \"г-ну\"\n\
        name = \"Имени Фамилии\"\n[meeting]\ncity = \"Астана\"\ntopic.ru = \"Основная тема\"\n";
    let folder = crate::harness::folder_with("visit.toml", brief);
    let check = run(folder.path(), &["check", "visit.toml", "--message-format", "short"]);
    assert_eq!(
        (check.code, check.stderr.as_str()),
        (
            Some(1),
            "visit.toml:5:8: error: `recipient.name` is still an example\n\
             visit.toml:8:12: error: `meeting.topic.ru` is still an example\n"
        )
    );
}

/// The words of a text, each once.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 2).collect()
}

/// The words of the labels, months and weekdays of a language.
fn vocabulary(language: Language) -> BTreeSet<String> {
    let LanguageFile { labels, dates, .. } = language.file();
    labels.values().chain(&dates.months).chain(&dates.weekdays).flat_map(|text| words(text)).collect()
}

/// The words of each language that no other language has.
fn own_vocabularies() -> BTreeMap<&'static str, BTreeSet<String>> {
    let own = |language: Language| {
        let others = Language::all().filter(|other| *other != language).flat_map(vocabulary).collect();
        (language.code(), &vocabulary(language) - &others)
    };
    Language::all().map(own).collect()
}

/// What is wrong with translations of one text, each in the language of its code: one has words of another
/// language, or the words that it shares with the labels are of another language. Words that all have are
/// keys and commands.
fn not_translated(texts: &BTreeMap<&str, String>) -> Vec<String> {
    let all: BTreeMap<_, _> = texts.iter().map(|(code, text)| (*code, words(text))).collect();
    let common = all.values().cloned().reduce(|one, other| &one & &other).unwrap_or_default();
    let vocabularies = own_vocabularies();
    let mut faults = Vec::new();
    for (code, words) in &all {
        let own = words - &common;
        for (other, words) in all.iter().filter(|(other, _)| *other != code) {
            if (&own & words).len() * 2 > own.len() {
                faults.push(format!("`{code}` has the words of `{other}`"));
            }
        }
        let known: BTreeMap<_, _> =
            vocabularies.iter().map(|(code, words)| (*code, (words & &own).len())).collect();
        let most = known.iter().max_by_key(|(_, count)| **count).map(|(language, _)| *language);
        if most != Some(*code) || known[code] < 10 {
            faults.push(format!("`{code}` is in another language by the words of the labels: {known:?}"));
        }
    }
    faults
}

/// The files of a folder of templates, by the codes of their languages.
fn of_each_language(folder: &str) -> BTreeMap<&'static str, String> {
    let file = |code| project().join(format!("templates/{folder}/{code}.toml"));
    Language::all().map(|one| (one.code(), fs::read_to_string(file(one.code())).expect("a file"))).collect()
}

#[test]
fn what_is_written_for_users_in_a_language_is_in_that_language() {
    for folder in ["new", "close"] {
        assert_eq!(not_translated(&of_each_language(folder)), Vec::<String>::new(), "{folder}");
    }
}

#[test]
fn a_text_that_is_not_in_its_language_is_noticed() {
    for folder in ["new", "close"] {
        let texts = of_each_language(folder);
        let as_kazakh = |text: &str| {
            let texts = texts.clone().into_iter();
            not_translated(&texts.chain([("kk", text.to_owned())]).collect())
        };
        let has = |faults: &[String], start: &str| faults.iter().any(|fault| fault.starts_with(start));
        let copied = as_kazakh(&texts["ru"]);
        let words = ["`kk` has the words of `ru`", "`ru` has the words of `kk`"];
        assert!(words.iter().all(|start| has(&copied, start)), "{folder}: {copied:?}");
        assert!(has(&copied, "`kk` is in another language"), "{folder}: {copied:?}");
        // A Russian text by another author: every second word differs.
        let other =
            |(at, word): (usize, &str)| if at % 2 == 0 { word.into() } else { format!("пере{word}") };
        let reworded: Vec<_> = texts["ru"].split(' ').enumerate().map(other).collect();
        let reworded = as_kazakh(&reworded.join(" "));
        assert!(has(&reworded, "`kk` is in another language"), "{folder}: {reworded:?}");
    }
}

#[test]
fn no_two_languages_have_the_same_labels() {
    for (one, other) in Language::all().flat_map(|one| Language::all().map(move |other| (one, other))) {
        let (labels, others) = (&one.file().labels, &other.file().labels);
        let same = labels.iter().filter(|(key, label)| others.get(*key) == Some(label)).count();
        assert!(one == other || same * 4 < labels.len(), "{one} and {other} have {same} labels in common");
    }
}

#[test]
fn what_names_the_languages_names_them_all() {
    let readme = fs::read_to_string(project().join("README.md")).expect("the readme");
    let help = |arguments: &[&str]| run(folder().path(), arguments).stdout;
    let (help, import) = (help(&["--help"]), help(&["import", "--help"]));
    let opening: String = readme.lines().take(5).collect();
    let texts = [
        ("README.md", &*opening),
        ("Cargo.toml", env!("CARGO_PKG_DESCRIPTION")),
        ("`spravka --help`", &help),
        ("`spravka import --help`", &import),
    ];
    for name in Language::all().map(Language::english_name) {
        for (what, text) in texts {
            assert!(text.contains(name), "{what} does not name {name}");
        }
    }
}

/// Removes the `# ` from a line that is TOML after it.
fn uncomment(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("# ") else { return line };
    let key = rest.split(['=', ' ', '.']).next().unwrap_or_default();
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_') && rest.contains(" = ");
    let is_table = rest.starts_with('[') && rest.trim_end().ends_with(']');
    let continues = rest.starts_with([' ', ']', '}', '"', '\'']) || rest.starts_with("\"\"\"");
    if is_key || is_table || continues { rest } else { line }
}
