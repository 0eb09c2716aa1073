//! The letter of invitation: to whom it goes, what it says in which order, and that it says nothing of its
//! own.

use std::fs;

use spravka::internals::language::Language;
use spravka::internals::typeset::Pages;

use crate::harness::{
    add_text, checked, checked_with_pictures, folder_with, json, pages, project, run, view,
};

const PLAIN: &str = "title = \"Переговоры\"\nlanguages = [\"ru\"]\nstatus = \"final\"\n\
    [meeting]\ntopic = \"Тема\"\ndate = 2026-03-16\nstart = \"10:00\"\nvenue = \"Зал\"\ncity = \"Астана\"\n\
    [[sides]]\nname = \"Хозяева\"\n[recipient]\nname = \"Адресату\"\n";

fn text(pages: &Pages) -> String {
    let mut found = String::new();
    pages.document.pages().iter().for_each(|page| add_text(&page.frame, &mut found));
    found.replace('\u{A0}', " ")
}

fn letter(brief: &str) -> Pages {
    let checked = checked(brief).unwrap_or_else(|problems| panic!("{problems:?}"));
    pages(&checked, "invitation", Language::RUSSIAN)
}

fn full() -> String {
    fs::read_to_string(project().join("briefs/full.toml")).expect("the full brief")
}

#[test]
fn a_letter_stands_on_one_page_and_names_its_recipient_as_the_language_has_it() {
    let checked = checked_with_pictures(&full()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let expected = [
        (
            "ru",
            [
                "Исполнительному секретарю",
                "Лорийского совета по цифровому сотрудничеству",
                "г-ну Эрвину Талмаро",
            ],
        ),
        (
            "kk",
            ["Цифрлық ынтымақтастық жөніндегі Лорий кеңесінің", "Атқарушы хатшысы", "Эрвин Талмаро мырзаға"],
        ),
        ("en", ["H.E. Mr Ervin Talmaro", "Executive Secretary", "Lorian Council for Digital Cooperation"]),
    ];
    for (code, lines) in expected {
        let language = Language::from_code(code).expect("a language");
        let made = json(&view(&checked, "invitation", language));
        let said =
            made["recipient"]["lines"].as_array().expect("lines").iter().filter_map(|line| line.as_str());
        assert_eq!(said.map(|line| line.replace('\u{A0}', " ")).collect::<Vec<_>>(), lines);
        assert_eq!(
            made["recipient"]["address"].as_array().map(Vec::len),
            Some(2),
            "each line of an address is a line"
        );
        assert_eq!(pages(&checked, "invitation", language).document.pages().len(), 1);
        assert!(made["marking"].is_null(), "a guest's letter bears no marking where the brief says so");
        assert_eq!(made["approvals"].as_array().map(Vec::len), Some(0), "nor whoever approves the memo");
    }
}

#[test]
fn a_letter_without_words_of_its_own_says_what_is_known_of_the_meeting_and_nothing_else() {
    let said = text(&letter(PLAIN));
    let facts =
        "Основная темаТемаДата и время16 марта 2026 года, понедельник, 10:00Место проведенияЗал, Астана";
    assert_eq!(said, format!("АдресатуПРИГЛАШЕНИЕПереговоры{facts}"));
}

#[test]
fn a_text_stands_in_place_of_the_facts_or_above_time_and_place() {
    let with_text = format!("{PLAIN}[invitation]\ntext = \"Приглашаем Вас.\"\n");
    assert_eq!(text(&letter(&with_text)), "АдресатуПРИГЛАШЕНИЕПереговорыПриглашаем Вас.");
    let with_facts = format!("{with_text}facts = true\n");
    let said = text(&letter(&with_facts));
    let facts = "Дата и время16 марта 2026 года, понедельник, 10:00Место проведенияЗал, Астана";
    assert_eq!(said, format!("АдресатуПРИГЛАШЕНИЕПереговорыПриглашаем Вас.{facts}"));
}

#[test]
fn salutation_and_closing_are_the_users_own_words_or_are_not_there() {
    let own = PLAIN.replace("Адресату\"\n", "Адресату\"\nsalutation = \"Глубокоуважаемый Адресат!\"\n");
    let own = format!(
        "{own}[invitation]\nclosing = \"С почтением,\"\nsignature = {{ position = \"Министр\", name = \"И. Имя\" }}\n\
        enclosures = [\"программа, на 2 л.\"]\n"
    );
    let said = text(&letter(&own));
    assert!(said.contains("ПереговорыГлубокоуважаемый Адресат!Основная тема"), "{said}");
    assert!(said.ends_with("С почтением,МинистрИ. ИмяПриложение:программа, на 2 л."), "{said}");
}

#[test]
fn what_nobody_knows_is_said_and_date_and_number_stand_without_labels() {
    let unknown = PLAIN
        .replace("name = \"Адресату\"", "name = { unknown = true }\norganisation = \"Секретариат\"")
        .replace("status", "date = { unknown = true }\nnumber = \"5-к\"\nstatus");
    let said = text(&letter(&unknown));
    let head = "Дата документа: не указано№ 5-кСекретариатИмя: не указаноПРИГЛАШЕНИЕ";
    assert!(said.starts_with(head), "{said}");
}

#[test]
fn a_signature_never_stands_alone_on_a_page() {
    for paragraphs in 1..40 {
        let words = "Приглашаем Вас принять участие в переговорах о размещении центра. ".repeat(3);
        let brief = format!(
            "{PLAIN}[invitation]\ntext = \"\"\"\n{}\"\"\"\nclosing = \"С уважением,\"\nsignature = {{ position = \"Министр\", name = \"И. Имя\" }}\n",
            format!("{words}\n\n").repeat(paragraphs)
        );
        let made = letter(&brief);
        let last = made.document.pages().last().expect("a page");
        let mut said = String::new();
        add_text(&last.frame, &mut said);
        let said = said.replace('\u{A0}', " ");
        assert!(said.contains("И. Имя") && said.contains("размещении"), "{paragraphs}: {said}");
    }
}

#[test]
fn without_a_recipient_there_is_no_letter() {
    let held = format!("restricted = [{{ part = \"recipient\", audience = [\"head\"] }}]\n{PLAIN}");
    let folder = folder_with("visit.toml", &held);
    let all = |arguments: &[&str]| {
        let ran = run(folder.path(), &[&["build", "visit.toml", "-t", "all"], arguments].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    assert!(all(&[]).contains("visit.invitation.ru.pdf"));
    assert!(
        !all(&["--audience", "press"]).contains("invitation"),
        "who is invited is held back, and so the letter"
    );
    let asked = run(folder.path(), &["build", "visit.toml", "-t", "invitation", "--audience", "press"]);
    assert_eq!(asked.code, Some(1));
    assert!(
        asked.stderr.contains("has nothing for the paper `invitation`: it needs a recipient"),
        "{}",
        asked.stderr
    );
}
