//! Whatever is typed into a brief is either printed as it is, or refused with a clear message.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::LazyLock;

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use regex::Regex;
use serde_json::Value;
use spravka::internals::brief::{self, Date};
use spravka::internals::fields::{Kind, written};
use spravka::internals::localise::{Paper, localise};
use spravka::internals::report::{Blame, Problem};
use spravka::internals::template::Template;
use spravka::internals::typeset::ParsedTemplate;
use spravka::internals::typeset::compile;
use spravka::internals::typeset::{DEFAULT_PROFILE, Profile, pdf};
use typst::foundations::StyleChain;
use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem, Size, Transform};
use typst::visualize::ImageElem;

use crate::harness::{able, checked, seed};

/// The brief with a hole for every text that is printed.
const EVERY_FIELD: &str = include_str!("every_field.toml");

/// The fields of a brief that are printed, in their order, and whether each takes a long text.
static FIELDS: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
    let values: Value = toml::from_str(EVERY_FIELD).expect("TOML");
    let texts = written(brief::fields(), &values).texts.into_iter();
    let holes = texts.filter_map(|text| {
        let hole = text.text.strip_prefix('<')?.strip_suffix('>')?;
        assert!(text.kind.is_text() && text.is_known, "{} is no text", text.path);
        Some((hole.to_owned(), *text.kind != Kind::Text))
    });
    holes.collect()
});

/// The word that marks a field: no two fields have the same, and none has a letter that typography touches.
fn mark(field: &str) -> String {
    let place = FIELDS.iter().position(|(name, _)| name == field).expect("a field");
    format!(
        "метка{}",
        ["а", "б", "в", "г", "д", "е", "ж", "з", "и", "о", "у", "э", "ы", "ю"][place / 7].to_owned()
            + ["к", "л", "м", "н", "п", "р", "с"][place % 7]
    )
}

/// A brief with `text` in every field that takes one, followed by the mark of the field.
pub fn brief_full_of(text: &str) -> String {
    let mut brief = EVERY_FIELD.to_owned();
    assert_eq!(brief.matches("\"<").count(), FIELDS.len());
    for (field, is_long) in &*FIELDS {
        let hole = format!("\"<{field}>\"");
        assert!(brief.contains(&hole), "every_field.toml has no {hole}");
        let between = if *is_long { "\n\n" } else { " " };
        let filling = toml::Value::String(format!("{text}{between}{}", mark(field))).to_string();
        brief = brief.replacen(&hole, &filling, 1);
    }
    brief
}

/// A paper by its template, and the meeting that it is about.
type WhichPaper = (&'static str, Option<String>);

/// The papers that every text of a brief is in, taken together: each prints a key that none with more keys
/// does, or is about another meeting.
static PAPERS: LazyLock<Vec<WhichPaper>> = LazyLock::new(|| {
    let condition = Regex::new(r"\[[^]]*\]").expect("a pattern");
    let keys = |(template, meeting): (Template, Option<String>)| {
        let id = Template::ids().into_iter().find(|id| *id == template.id).expect("an id");
        let keys = template.printed_paths().unwrap_or_default().iter();
        let keys = keys.map(|path| format!("{}.", condition.replace_all(&path.to_string(), "")));
        ((id, meeting), keys.collect::<Vec<_>>())
    };
    let all = able(&checked(&brief_full_of("")).expect("a brief"));
    let mut papers: Vec<_> = all.into_iter().map(keys).collect();
    papers.sort_by_key(|(_, keys)| Reverse(keys.len()));
    let mut printed: Vec<(Option<String>, String)> = Vec::new();
    papers.retain(|((_, meeting), keys)| {
        let known = |known: &(Option<String>, String), key: &str| {
            (known.0.is_none() || known.0 == *meeting) && key.starts_with(&known.1)
        };
        let is_new = |key: &&String| !printed.iter().any(|one| known(one, key));
        let new: Vec<_> = keys.iter().filter(is_new).map(|key| (meeting.clone(), key.clone())).collect();
        printed.extend_from_slice(&new);
        !new.is_empty()
    });
    papers.into_iter().map(|(paper, _)| paper).collect()
});

/// The text of these papers.
fn text_of(papers: &[WhichPaper], brief: &str) -> Result<String, Vec<Problem>> {
    let checked = checked(brief)?;
    let profile = DEFAULT_PROFILE.parse::<Profile>().expect("a profile");
    let mut text = String::new();
    for (id, meeting) in papers {
        let template = Template::find(id).expect("a template");
        let parsed = ParsedTemplate::parse(&template).expect("a parsed template");
        let (language, fallback_date) = (checked.languages()[0], Date(chrono::NaiveDate::default()));
        let printed =
            checked.printed_about(meeting.as_deref(), &template, None).expect("what the paper prints");
        let view = localise(&printed, Paper { kind: template.manifest.kind(), language, fallback_date });
        let world = parsed.world(checked.style(), checked.images(), &view);
        let pages = compile(&world)?;
        pdf(&world, &pages, &profile)?;
        for page in pages.document.pages() {
            collect(&page.frame, &mut text);
            within(&page.frame, Transform::identity(), page.frame.size());
        }
    }
    Ok(text)
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            // What a picture shows is on no page, but in the structure of the PDF.
            FrameItem::Tag(Tag::Start(content, _)) => {
                let image = content.to_packed::<ImageElem>();
                let alt = image.and_then(|image| image.alt.get_cloned(StyleChain::default()));
                text.push_str(alt.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// Every text begins and ends on its sheet; the slanted mark of a draft is no text to be read.
pub fn within(frame: &Frame, around: Transform, sheet: Size) {
    for (position, item) in frame.items() {
        let here = around.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                within(&group.frame, here.pre_concat(group.transform), sheet);
            }
            FrameItem::Text(run) => {
                let slack = Abs::pt(1.0);
                let (left, right, line) = (here.tx, here.tx + run.width(), here.ty);
                let on_sheet =
                    left >= -slack && right <= sheet.x + slack && line >= -slack && line <= sheet.y + slack;
                assert!(on_sheet, "`{}` runs off the sheet, at {left:?} to {right:?}, {line:?}", run.text);
            }
            _ => {}
        }
    }
}

/// What is left of a text when spaces, hyphens of division, and the shapes of quotes do not matter.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let folded = text
        .nfd()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}' | '-' | '\u{2010}' | '–'));
    folded
        .map(|c| match c {
            '«' | '»' | '„' | '“' | '”' => '"',
            '‘' | '’' => '\'',
            other => other,
        })
        .collect()
}

/// A text without the signs of Markdown, which a long text may lose by right.
fn without_markup(text: &str) -> String {
    letters(text).chars().filter(|c| !"*_\\[]()|:0123456789.+•–·".contains(*c)).collect()
}

/// The paper holds the text, or the input is blamed for it in plain words.
fn held_or_refused(text: &str) -> Result<(), String> {
    match text_of(&PAPERS, &brief_full_of(text)) {
        Ok(printed) => {
            let (short, long) = (letters(&printed), without_markup(&printed));
            let lost = FIELDS.iter().find(|(field, is_long)| match is_long {
                false => !short.contains(&(letters(text) + &mark(field))),
                true => !long.contains(&(without_markup(text) + &mark(field))),
            });
            lost.map_or(Ok(()), |(field, _)| Err(format!("the text of `{field}` is lost: {text:?}")))
        }
        Err(problems) => {
            let ours: Vec<_> = problems.iter().filter(|problem| problem.blame != Blame::Input).collect();
            let unplaced: Vec<_> = problems.iter().filter(|problem| problem.place.is_none()).collect();
            if ours.is_empty() && unplaced.is_empty() {
                Ok(())
            } else {
                Err(format!("{text:?}: {problems:?}"))
            }
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let markup =
        prop::sample::select("#$@<>*_[]{}\\\"'`/~=+-|&;:!?%^().,№§«»0123456789".chars().collect::<Vec<_>>());
    // No ё: with a second mark on it the letter looks right, but the engine writes its text twice.
    let letter = prop::sample::select("абвгәғқңөұүһіІZaz".chars().collect::<Vec<_>>());
    let space = prop::sample::select(vec![' ', '\n', '\t', '\u{A0}', '\u{202F}']);
    let strange = prop::sample::select(vec![
        '\u{0}', '\u{200F}', '\u{202E}', '🙂', '\u{AD}', '\u{301}', '\u{FEFF}', '日',
    ]);
    let character = prop_oneof![80 => markup, 80 => letter, 30 => space, 1 => strange];
    prop::collection::vec(character, 1..60).prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn signs_of_markup_in_every_field_are_printed_or_refused(text in hostile()) {
        let outcome = held_or_refused(&text);
        prop_assert_eq!(outcome, Ok(()));
    }

    #[test]
    fn any_character_in_every_field_is_printed_or_refused(text in any::<String>()) {
        let outcome = held_or_refused(&text);
        prop_assert_eq!(outcome, Ok(()));
    }
}

#[test]
fn code_comments_and_markup_of_other_languages_are_just_characters() {
    for text in [
        "#import \"x.typ\" // и /* это */ не код",
        "$x^2$ @ссылка <метка> `код` ```блок```",
        "= Не заголовок",
        "\\u{41} \\ \\\\ \\\"",
        "<b>жирный</b> &amp; &nbsp; <!-- -->",
        "[a]: https://example.org",
        "# не заголовок",
        "> не цитата",
        "    не код",
        "---",
        "а\n---\nб",
        "| a | b |\n|---|---|\n| в | г |",
        "![картинка](x.png) [ссылка](javascript:alert) [сноска][^1]",
        "1. один\n2. два",
        "{{ шаблон }} {% код %} ${переменная} %s",
        "https://example.org/a_b_c*d*?q=%20#x",
    ] {
        let outcome = held_or_refused(text);
        assert_eq!(outcome, Ok(()));
    }
}

#[test]
fn a_word_of_ten_thousand_letters_is_printed_whole() {
    let word = "ұ".repeat(10_000);
    let printed = text_of(&[("memo", None)], &format!("title = \"{word}\"\n[[sides]]\nname = \"Хозяева\"\n"))
        .expect("a memo");
    assert_eq!(printed.matches('ұ').count(), 10_000);
}

#[test]
fn five_hundred_participants_are_printed_each_once() {
    let mut brief = "title = \"Большой приём\"\n[[sides]]\nname = \"Гости\"\n".to_owned();
    for number in 0..500 {
        write!(brief, "[[sides.members]]\nname = \"Участник-{number:03}\"\nposition = \"Должность\"\n")
            .expect("a string");
    }
    let printed = text_of(&[("memo", None)], &brief).expect("a memo");
    for number in 0..500 {
        assert_eq!(printed.matches(&format!("Участник-{number:03}")).count(), 1);
    }
}

#[test]
fn lists_nested_without_end_are_printed() {
    let nested: String = (0..60).map(|depth| format!("{}- уровень{depth}\n", "  ".repeat(depth))).collect();
    let brief = format!("title = \"T\"\nbackground = '''\n{nested}'''\n[[sides]]\nname = \"A\"\n");
    let printed = text_of(&[("memo", None)], &brief).expect("a memo");
    for depth in 0..60 {
        assert!(printed.contains(&format!("уровень{depth}")), "level {depth} is lost");
    }
}

#[test]
fn a_row_longer_than_a_page_goes_on_over_the_next_pages() {
    let note: String =
        (0..80).map(|number| format!("Пункт{number:02} повестки дня требует пояснения.\\n\\n")).collect();
    let title = "Договорённость о чём-то очень важном. ".repeat(200);
    let brief = format!(
        "title = \"T\"\n[[sides]]\nname = \"A\"\n[[agenda]]\ntopic = \"B\"\nnote = \"{note}\"\n[[agreements]]\ntitle = \"{title}\"\n"
    );
    let printed = text_of(&[("memo", None)], &brief).expect("a memo");
    for number in 0..80 {
        assert!(printed.contains(&format!("Пункт{number:02}")), "{number} is lost");
    }
}

#[test]
fn an_address_without_an_end_stays_on_the_sheet_in_every_column() {
    let address = format!("https://example.org/{}?id={}", "a".repeat(30), "7".repeat(30));
    assert_eq!(held_or_refused(&address), Ok(()));
}

#[test]
fn a_chain_of_words_without_a_place_to_break_stays_on_the_sheet() {
    let chain = "##а#&##\u{A0}###а##@#####@#&##\u{A0};@##>!?-";
    assert_eq!(held_or_refused(chain), Ok(()));
}
