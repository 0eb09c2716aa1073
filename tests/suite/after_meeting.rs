//! After the meeting: what `close` writes into a brief, and what is still to be filled in.

use std::fs;

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use spravka::internals::close::close;
use spravka::internals::load::load_text;
use spravka::internals::report::SourceText;

use crate::harness::{assert_reference, ejected_view, folder_with, project, run, samples, seed};

const BRIEF: &str = "# Моя записка.\ntitle = \"Встреча\"   # о чём\nlanguages = [\"ru\"]\n\n[centre]\nname = \"Центр\"\n\
    goals = [\n  \"важная задача\", # важная\n]\n\n[[sides]]\nname = \"Хозяева\"\n\n[[agenda]]\nid = \"opening\"\n\
    topic = \"Открытие\"\n\n[[agenda]]\ntopic = \"Разное\"\n# конец";

fn read(text: &str) -> spravka::internals::brief::Brief {
    let source = SourceText::new("brief.toml", text);
    load_text(source.into()).expect("a brief").parsed.model
}

/// Whether the lines of `text` are in `longer`, whole and in order.
fn keeps_every_line(text: &str, longer: &str) -> bool {
    let mut lines = longer.lines();
    text.lines().all(|line| lines.any(|other| other == line))
}

#[test]
fn closing_a_brief_adds_a_place_for_each_outcome_and_changes_nothing_else() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["close", "visit.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "visit.toml\n", ""));
    let closed = fs::read_to_string(folder.path().join("visit.toml")).expect("the brief");
    assert!(closed.starts_with(BRIEF));
    assert_reference("command-line/closed.toml", &closed);
    assert_eq!(run(folder.path(), &["close", "visit.toml"]).code, Some(0));
    let again = fs::read_to_string(folder.path().join("visit.toml")).expect("the brief");
    assert_eq!(again, closed, "a second time nothing is missing");
}

/// A brief as it was before the meeting.
fn without_outcomes(brief: &str) -> String {
    let mut of_outcome = false;
    let lines = brief.split_inclusive('\n').filter(|line| {
        if line.starts_with('[') {
            of_outcome = line.trim_start_matches('[').starts_with("outcomes");
        }
        !of_outcome
    });
    lines.collect()
}

#[test]
fn every_sample_can_be_closed_and_keeps_every_line() {
    let mut complete = Vec::new();
    for sample in samples() {
        let text = without_outcomes(&fs::read_to_string(&sample).expect("a sample"));
        let Some(closed) = close(&text, &read(&text)).expect("TOML") else {
            complete.push(sample);
            continue;
        };
        assert!(keeps_every_line(&text, &closed), "{}", sample.display());
        assert_eq!(close(&closed, &read(&closed)).expect("TOML"), None);
    }
    assert!(complete.len() <= 1, "nothing is missing in {complete:?}, so they show nothing");
}

#[test]
fn outcomes_written_in_one_line_are_added_to_in_that_line() {
    let brief = format!("outcomes = [{{ item = 2, text = \"Решено\" }}]\n{BRIEF}");
    let closed = close(&brief, &read(&brief)).expect("TOML").expect("something is missing");
    assert!(closed.starts_with(
        "outcomes = [{ item = 2, text = \"Решено\" }, { agenda = \"opening\", text = \"\" }, { goal = 1, text = \"\" }]\n"
    ));
    assert_eq!(read(&closed).outcomes.len(), 3);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_stay() {
    let folder = folder_with("visit.toml", &format!("\u{FEFF}{}", BRIEF.replace('\n', "\r\n")));
    assert_eq!(run(folder.path(), &["close", "visit.toml"]).code, Some(0));
    let closed = fs::read_to_string(folder.path().join("visit.toml")).expect("the brief");
    assert!(closed.starts_with('\u{FEFF}'));
    assert_eq!(closed.matches('\n').count(), closed.matches("\r\n").count());
    assert_eq!(run(folder.path(), &["check", "visit.toml"]).code, Some(0));
}

#[test]
fn a_brief_with_nothing_to_carry_forward_or_with_problems_is_not_touched() {
    for (name, brief) in
        [("close-nothing", "title = \"Т\"\n[[sides]]\nname = \"А\"\n"), ("close-bad", "title = 5\n")]
    {
        let folder = folder_with("visit.toml", brief);
        let ran = run(folder.path(), &["close", "visit.toml"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
        assert_reference(&format!("command-line/{name}.stderr"), &ran.stderr);
        assert_eq!(fs::read_to_string(folder.path().join("visit.toml")).expect("the brief"), brief);
    }
}

#[test]
fn a_draft_says_at_the_place_and_at_the_end_what_is_not_filled_in() {
    let folder = folder_with("visit.toml", BRIEF);
    assert_eq!(run(folder.path(), &["close", "visit.toml"]).code, Some(0));
    let ejected = run(folder.path(), &["template", "eject", "visit.toml", "-t", "summary", "-o", "out"]);
    assert_eq!(ejected.code, Some(0), "{}", ejected.stderr);
    let view = ejected_view(&folder.path().join("out"));
    let unfilled: Vec<_> =
        view["unfilled"].as_array().expect("a list").iter().map(|one| one.as_str()).collect();
    assert_eq!(unfilled, [Some("Итог: Открытие"), Some("Итог: Разное"), Some("Итог: важная задача")]);
    let outcomes = view["outcomes"].as_array().expect("a list");
    assert!(outcomes.iter().all(|outcome| outcome["unfilled"].as_str() == Some("не заполнено")));
}

#[test]
fn a_summary_is_refused_to_a_final_brief_without_outcomes_and_the_memo_is_not() {
    let folder = folder_with("visit.toml", &format!("status = \"final\"\n{BRIEF}"));
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "memo,summary,minutes"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), "visit.memo.ru.pdf\n"));
    assert_reference("command-line/final-without-outcomes.stderr", &ran.stderr);
}

#[test]
fn all_papers_of_a_brief_that_is_not_closed_are_those_of_before_the_meeting() {
    for status in ["draft", "final"] {
        let folder = folder_with("visit.toml", &format!("status = \"{status}\"\n{BRIEF}"));
        let ran = run(folder.path(), &["build", "visit.toml", "-t", "all"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert_eq!(ran.stdout, "visit.memo.ru.pdf\n");
    }
}

#[test]
fn a_paper_with_nothing_to_print_is_refused_by_name_and_left_out_of_all() {
    let folder = folder_with("visit.toml", "title = \"Т\"\n[[sides]]\nname = \"А\"\n");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "summary,minutes"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("command-line/nothing-to-print.stderr", &ran.stderr);
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "all"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(!ran.stdout.contains("summary") && ran.stdout.contains("visit.memo.ru.pdf"));
}

#[test]
fn a_paper_may_have_a_date_and_a_number_of_its_own() {
    let sample = project().join("briefs/full.toml");
    let requisites = |template: &str| {
        let folder = crate::harness::folder();
        let sample = sample.to_str().expect("a path");
        let ran = run(folder.path(), &["template", "eject", sample, "-t", template, "-o", "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let view = ejected_view(&folder.path().join("out"));
        let texts = view["requisites"].as_array().expect("a list").iter();
        let texts: Vec<_> =
            texts.map(|fact| fact["text"].as_str().expect("a text").replace('\u{A0}', " ")).collect();
        (texts, view["document"]["date"].as_str().expect("a date").to_owned())
    };
    assert_eq!(requisites("memo").0[..2], ["10 марта 2026 года", "00-12/026"]);
    assert_eq!(requisites("summary").0[..2], ["18 марта 2026 года", "00-12/031"]);
    assert_eq!(requisites("summary").1, "2026-03-18");
}

/// Layouts of a brief: what is between its parts must not matter.
fn layout() -> impl Strategy<Value = String> {
    let between =
        prop::sample::select(vec!["", "\n", "# примечание\n", "\n\n# [[outcomes]]\n", "  # отступ\n"]);
    let parts = [
        "title = \"Встреча\"\n",
        "[centre]\nname = \"Центр\"\ngoals = [\"задача\", 'вторая']\n",
        "[[sides]]\nname = \"Хозяева\"\n",
        "[[agenda]]\nid = \"a\"\ntopic = \"Вопрос\"\n",
        "[[outcomes]]\ngoal = 2\ntext = \"\"\"\nДа.\n\"\"\"\n",
        "[[agenda]]\ntopic = { ru = \"Разное\" }\n",
        "[meeting]\ncity = \"Алматы\"",
    ];
    prop::collection::vec(between, parts.len()).prop_map(move |between| {
        parts.iter().zip(between).map(|(part, before)| format!("{before}{part}")).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn closing_keeps_every_line_of_any_layout(text in layout()) {
        let closed = close(&text, &read(&text)).expect("TOML").expect("something is missing");
        prop_assert!(keeps_every_line(&text, &closed), "{text}\n---\n{closed}");
        prop_assert_eq!(read(&closed).outcomes.len(), 4);
    }
}
