//! The papers beside the memo: what each of them prints, and what it does not.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::num::NonZeroU32;

use serde_json::Value;
use spravka::internals::brief::Date;
use spravka::internals::language::Language;
use spravka::internals::localise::{Paper, localise};
use spravka::internals::template::Template;
use spravka::internals::typeset::ParsedTemplate;
use spravka::internals::typeset::{DEFAULT_PROFILE, Profile, pdf};
use spravka::internals::typeset::{Pages, compile};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};

use crate::harness::{checked_with_pictures, json, project};

const MM: f64 = 72.0 / 25.4;

/// A paper in one language, as pages, with the view that it was made from. It holds to the standards of the
/// archive.
fn paper(kind: &str, language: Language, brief: &str) -> (Pages, Value) {
    numbered(kind, language, brief, None)
}

/// The same as a numbered copy.
fn numbered(kind: &str, language: Language, brief: &str, copy: Option<NonZeroU32>) -> (Pages, Value) {
    let checked = checked_with_pictures(brief).unwrap_or_else(|problems| panic!("{problems:?}"));
    let template = Template::find(kind).expect("a template");
    let parsed = ParsedTemplate::parse(&template).expect("a parsed template");
    let date = Date(chrono::NaiveDate::default());
    let printed = checked.printed(&template, copy).expect("what the paper prints");
    let paper = Paper { kind: template.manifest.kind(), language, fallback_date: date };
    let view = localise(&printed, paper);
    let world = parsed.world(checked.style(), checked.images(), &view);
    let pages = compile(&world).unwrap_or_else(|problems| panic!("{kind}: {problems:?}"));
    let profile: Profile = DEFAULT_PROFILE.parse().expect("a profile");
    pdf(&world, &pages, &profile).unwrap_or_else(|problems| panic!("{kind}: {problems:?}"));
    assert_eq!(pages.warnings.len(), 0, "{kind}: {:?}", pages.warnings);
    (pages, json(&view))
}

fn full() -> String {
    fs::read_to_string(project().join("briefs/full.toml")).expect("the full brief")
}

fn in_russian(kind: &str, brief: &str) -> Pages {
    paper(kind, Language::RUSSIAN, brief).0
}

/// A stretch of text with the box around it.
struct Stretch {
    text: String,
    from: Point,
    to: Point,
}

/// Every stretch of a frame that is to be read, in the order in which it is laid out; the mark of a draft is
/// not.
fn stretches(frame: &Frame, around: Transform, found: &mut Vec<Stretch>) {
    for (position, item) in frame.items() {
        let here = around.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => stretches(&group.frame, here.pre_concat(group.transform), found),
            FrameItem::Text(run) if run.size < Abs::pt(100.0) => {
                let corners = [(Abs::zero(), run.size * -0.75), (run.width(), run.size * 0.22)]
                    .map(|(x, y)| Point::new(x, y).transform(here));
                let [a, b] = corners;
                let (from, to) = (a.min(b), a.max(b));
                found.push(Stretch { text: run.text.to_string(), from, to });
            }
            _ => {}
        }
    }
}

fn of_page(pages: &Pages, index: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    stretches(&pages.document.pages()[index].frame, Transform::identity(), &mut found);
    found
}

fn all(pages: &Pages) -> Vec<Stretch> {
    (0..pages.document.pages().len()).flat_map(|index| of_page(pages, index)).collect()
}

/// A text without spaces and places to divide it.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}')).collect()
}

fn printed(stretches: &[Stretch]) -> String {
    letters(&stretches.iter().map(|stretch| stretch.text.as_str()).collect::<String>())
}

/// The texts at a key of each table of a list.
fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let tables = list.as_array().expect("a list").iter();
    tables.filter_map(|table| table.get(key)?.as_str()).collect()
}

/// The papers that name every participant: those that are not made without any.
fn of_people() -> Vec<&'static str> {
    let needs = |id: &str| Template::built_in(id).expect("a template").manifest.needs;
    let papers: Vec<_> = Template::ids().into_iter().filter(|id| needs(id) == ["people"]).collect();
    assert!(papers.len() >= 4, "{papers:?}");
    papers
}

/// Every language of the full brief.
fn each_language(check: impl Fn(Language)) {
    let full = checked_with_pictures(&full()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(full.languages().len() >= 3, "{:?}", full.languages());
    full.languages().iter().copied().for_each(check);
}

#[test]
fn every_paper_needs_what_the_view_has_and_says_what_it_is_called() {
    for kind in Template::ids() {
        let (_, view) = paper(kind, Language::RUSSIAN, &full());
        let manifest = Template::find(kind).expect("a template").manifest;
        assert!(manifest.needs.iter().all(|key| !view[key].is_null()), "{kind}: {:?}", manifest.needs);
        let title = view["document"]["title"].as_str().expect("a title");
        assert!(title.starts_with(view["kind"].as_str().expect("a kind")), "{title}");
    }
}

#[test]
fn every_word_of_every_paper_stands_in_the_view() {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().any(char::is_alphabetic)).collect()
    };
    each_language(|language| {
        for kind in Template::ids() {
            let (pages, view) = paper(kind, language, &full());
            let known: BTreeSet<_> = words(&view.to_string()).into_iter().collect();
            let found: Vec<_> = all(&pages).iter().flat_map(|stretch| words(&stretch.text)).collect();
            // A word that is divided at the end of a line is two here.
            let whole = |at: usize| known.contains(&found[at..].iter().take(2).cloned().collect::<String>());
            let is_known = |at: usize| known.contains(&found[at]) || whole(at) || (at > 0 && whole(at - 1));
            let new: Vec<_> = (0..found.len()).filter(|at| !is_known(*at)).map(|at| &found[at]).collect();
            assert!(!found.is_empty() && new.is_empty(), "{kind}, {language}: {new:?}");
        }
    });
}

#[test]
fn every_participant_is_on_every_paper_of_people() {
    each_language(|language| {
        for kind in of_people() {
            let (pages, view) = paper(kind, language, &full());
            let text = printed(&all(&pages));
            let people = &view["people"];
            assert_eq!(people.as_array().map(Vec::len), Some(13));
            let plates: Vec<_> = people.as_array().expect("people").iter().map(|one| &one["plate"]).collect();
            let names: Vec<_> = match kind {
                "plates" => plates
                    .iter()
                    .flat_map(|plate| [&plate["outward"]["name"], &plate["sitter"]["name"]])
                    .filter_map(Value::as_str)
                    .collect(),
                _ => texts(people, "name"),
            };
            for name in names {
                assert!(text.contains(&letters(name)), "{kind}, {language}: {name}");
            }
        }
    });
}

#[test]
fn the_guests_do_not_read_what_is_for_the_organisers() {
    each_language(|language| {
        let (guests, view) = paper("programme", language, &full());
        let (organisers, _) = paper("programme-organisers", language, &full());
        let (guests, organisers) = (printed(&all(&guests)), printed(&all(&organisers)));
        for day in view["programme"].as_array().expect("days") {
            for event in texts(&day["events"], "event") {
                assert!(guests.contains(&letters(event)) && organisers.contains(&letters(event)), "{event}");
            }
            for inner in ["transport", "responsible"].iter().flat_map(|key| texts(&day["events"], key)) {
                assert!(!guests.contains(&letters(inner)), "{inner}");
                assert!(organisers.contains(&letters(inner)), "{inner}");
            }
        }
        for label in ["transport", "responsible"].map(|key| view["labels"][key].as_str().expect("a label")) {
            assert!(!guests.contains(label) && organisers.contains(label), "{label}");
        }
    });
}

#[test]
fn every_point_is_on_a_card_and_a_topic_begins_on_a_card_of_its_own() {
    each_language(|language| {
        let (pages, view) = paper("talking-points", language, &full());
        let groups = view["hand-cards"].as_array().expect("cards");
        assert_eq!(pages.document.pages().len(), groups.len());
        for (index, group) in groups.iter().enumerate() {
            let card = printed(&of_page(&pages, index));
            assert!(card.contains(&letters(group["heading"].as_str().expect("a heading"))), "{card}");
            assert!(card.contains(&format!("{}/{}", index + 1, groups.len())), "{card}");
            for block in group["points"].as_array().expect("points").iter().filter_map(Value::as_array) {
                let said: String = texts(&block[0]["inlines"], "text").concat();
                assert!(card.contains(&letters(&said)), "{said}");
            }
        }
    });
}

#[test]
fn a_card_has_the_questions_about_its_topic_after_its_points_and_general_ones_have_a_card_of_their_own() {
    let brief = "title = \"T\"\n[[sides]]\nname = \"A\"\n\
        [[agenda]]\nid = \"a\"\ntopic = \"Связь\"\n[[agenda]]\nid = \"b\"\ntopic = \"Сроки\"\n\
        [[if_raised]]\nquestion = \"Кто платит?\"\nanswer = \"Поровну.\"\n\
        [[if_raised]]\nagenda = \"b\"\nquestion = \"Когда?\"\nanswer = \"Осенью.\"\n\
        [[if_raised]]\nagenda = \"a\"\nquestion = \"Сколько каналов?\"\nanswer = \"Два.\"\n\
        [[points]]\nagenda = \"a\"\ntext = \"Площадка готова.\"\n\
        [[points]]\ntext = \"Благодарим за приём.\"\n";
    let pages = in_russian("talking-points", brief);
    let cards: Vec<_> =
        (0..pages.document.pages().len()).map(|index| printed(&of_page(&pages, index))).collect();
    let expected: [&[&str]; 4] = [
        &["Общиетезисы", "1.Благодаримзаприём."],
        &["1.Связь", "2.Площадкаготова.", "Еслибудетподнято", "Сколькоканалов?", "Два."],
        &["2.Сроки", "Еслибудетподнято", "Когда?", "Осенью."],
        &["Еслибудетподнято", "Ктоплатит?", "Поровну."],
    ];
    assert_eq!(cards.len(), expected.len(), "{cards:#?}");
    for (card, texts) in cards.iter().zip(expected) {
        let mut rest = card.as_str();
        for text in texts {
            let at = rest.find(text).unwrap_or_else(|| panic!("`{text}` in its order on {card}"));
            rest = &rest[at + text.len()..];
        }
        assert_eq!(
            card.matches("Еслибудетподнято").count(),
            usize::from(texts.contains(&"Еслибудетподнято"))
        );
    }
}

#[test]
fn a_brief_with_nothing_but_questions_has_a_card() {
    let brief = "title = \"T\"\n[[sides]]\nname = \"A\"\n\
        [[if_raised]]\nquestion = \"Кто платит?\"\nanswer = \"Поровну.\"\n";
    let pages = in_russian("talking-points", brief);
    assert_eq!(pages.document.pages().len(), 1);
    let card = printed(&of_page(&pages, 0));
    assert!(card.contains("Еслибудетподнято") && card.contains("Поровну."), "{card}");
}

#[test]
fn a_numbered_copy_of_the_cards_names_its_addressee_with_a_marking_and_without() {
    let marked = full();
    let unmarked = marked.replace("[marking]", "[marking_]");
    let table = unmarked.find("[marking_]").expect("a marking");
    let next = unmarked[table..].find("\n\n").expect("another table");
    let unmarked = format!("{}{}", &unmarked[..table], &unmarked[table + next..]);
    for brief in [marked, unmarked] {
        let (pages, view) = numbered("talking-points", Language::RUSSIAN, &brief, NonZeroU32::new(2));
        assert!(pages.document.pages().len() > 1);
        for index in 0..pages.document.pages().len() {
            let card = printed(&of_page(&pages, index));
            for key in ["copy", "recipient"] {
                let own = letters(view["marking"][key].as_str().expect("a text"));
                assert_eq!(card.contains(&own), index == 0, "{key} on card {index}: {card}");
            }
        }
    }
}

#[test]
fn a_topic_too_long_for_a_card_goes_on_under_its_heading() {
    let point =
        "[[points]]\nagenda = \"a\"\ntext = \"Площадка обеспечена двумя независимыми каналами связи.\"\n";
    let long = format!("[[points]]\nagenda = \"a\"\ntext = \"{}\"\n", "Слово к слову. ".repeat(100));
    let brief = format!(
        "title = \"T\"\n[[sides]]\nname = \"A\"\n[[agenda]]\nid = \"a\"\ntopic = \"Связь\"\n{}{long}",
        point.repeat(9)
    );
    let pages = in_russian("talking-points", &brief);
    assert!(pages.document.pages().len() > 3);
    for index in 0..pages.document.pages().len() {
        let card = printed(&of_page(&pages, index));
        assert!(card.contains("1.Связь"), "{card}");
        assert_eq!(card.contains("(продолжение)"), index > 0, "{card}");
    }
    assert_eq!(printed(&all(&pages)).matches("Слово").count(), 100);
    assert!((1..=10).all(|number| printed(&all(&pages)).contains(&format!("{number}."))));
}

#[test]
fn a_day_that_goes_on_is_named_again_and_never_stands_without_an_event() {
    for events in 1..60 {
        let mut brief = "title = \"T\"\n[[sides]]\nname = \"A\"\n".to_owned();
        for day in 16..19 {
            let _ = writeln!(brief, "[[programme]]\ndate = 2026-03-{day}");
            let event = "[[programme.events]]\nevent = \"Приём\"\nplace = \"Зал\"\n";
            brief.push_str(&event.repeat(events));
        }
        let pages = in_russian("programme", &brief);
        for index in 0..pages.document.pages().len() {
            let text = printed(&of_page(&pages, index));
            for after in text.split("марта,").skip(1) {
                assert!(after.contains("ПриёмЗал"), "{events} events, page {}: {after}", index + 1);
            }
            // Whatever page it is, the day is named before its first event.
            let first = text.find("Приём").unwrap_or(text.len());
            assert!(text.find("марта,").is_some_and(|day| day < first), "{events} events: {text}");
        }
    }
}

#[test]
fn the_papers_that_are_cut_have_a_piece_for_each_person() {
    let brief = full();
    assert_eq!(in_russian("plates", &brief).document.pages().len(), 13);
    // Four place cards and ten badges to a sheet.
    assert_eq!(in_russian("cards", &brief).document.pages().len(), 4 + 2);
}

/// A brief with names and offices that fit nowhere.
fn overfull() -> String {
    let mut brief = format!("title = \"T\"\n[[sides]]\nname = \"{}\"\n", "Комиссия по вопросам ".repeat(12));
    let names = [
        "Ян",
        "Уолтер Константинопольский-Заславский-Верхнеудинский",
        "Мария-Антуанетта-Жозефина-Каролина де ла Крус Фернандес и Гонсалес-Вальдеррама",
        "Рентгеноэлектрокардиографический Тест",
        &"Ж".repeat(34),
        &"А".repeat(90),
        &"Слово ".repeat(60),
    ];
    for name in names {
        for office in ["Директор", &"заместитель директора департамента ".repeat(15)]
        {
            let _ = write!(
                brief,
                "[[sides.members]]\nname = \"{}\"\nhonorific = \"Е.П. г-н\"\nposition = \"{}\"\norganisation = \"Совет\"\n",
                name.trim(),
                office.trim()
            );
        }
    }
    brief
}

/// Whether a stretch lies between two neighbours of these lines, or beyond the outer ones.
fn between(lines: &[f64], from: Abs, to: Abs) -> bool {
    let place = |at: f64| lines.iter().filter(|line| **line * MM <= at).count();
    place(from.to_pt()) == place(to.to_pt())
}

#[test]
fn nothing_runs_off_a_sheet_a_plate_or_a_card() {
    for brief in [full(), overfull()] {
        for kind in of_people() {
            let pages = in_russian(kind, &brief);
            for (index, page) in pages.document.pages().iter().enumerate() {
                let on_sheet = of_page(&pages, index);
                let badges = on_sheet.iter().any(|stretch| stretch.text == "Бейджи") || index > 3;
                let (upright, level): (&[f64], &[f64]) = match kind {
                    "plates" => (&[], &[99.0, 198.0]),
                    "cards" if badges => (&[19.0, 105.0, 191.0], &[13.5, 67.5, 121.5, 175.5, 229.5, 283.5]),
                    "cards" => (&[15.0, 105.0, 195.0], &[48.5, 98.5, 148.5, 198.5, 248.5]),
                    _ => (&[], &[]),
                };
                for Stretch { text, from, to } in on_sheet {
                    let size = page.frame.size();
                    let on_sheet =
                        from.x.to_pt() >= -1.0 && to.x <= size.x && from.y.to_pt() >= 0.0 && to.y <= size.y;
                    assert!(on_sheet, "{kind}, page {}: `{text}` at {from:?} to {to:?}", index + 1);
                    let whole = between(upright, from.x, to.x) && between(level, from.y, to.y);
                    assert!(whole, "{kind}, page {}: `{text}` at {from:?} to {to:?}", index + 1);
                }
            }
        }
    }
}
