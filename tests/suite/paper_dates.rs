//! The dates of the papers of after the meeting, before, during and after it.

use std::fs;

use crate::harness::{folder_with, project, run};

/// The papers of after the meeting that come with spravka.
fn papers() -> Vec<String> {
    let folders = fs::read_dir(project().join("templates")).expect("the templates");
    let ids = folders.filter_map(|folder| {
        let folder = folder.expect("a folder").path();
        let manifest = fs::read_to_string(folder.join("template.toml")).ok()?;
        let is_after = manifest.lines().any(|line| line == "after_meeting = true");
        is_after.then(|| folder.file_name().expect("a name").to_str().expect("a text").to_owned())
    });
    let ids: Vec<_> = ids.collect();
    assert!(ids.len() >= 2, "{ids:?}");
    ids
}

/// A brief with results, with the date of the brief and that of the paper.
fn brief(meeting: &str, status: &str, date: Option<&str>, own: Option<(&str, &str)>) -> String {
    let date = date.map(|date| format!("date = {date}\n")).unwrap_or_default();
    let own = own.map(|(paper, date)| format!("[papers.{paper}]\ndate = {date}\n")).unwrap_or_default();
    format!(
        "title = \"Визит\"\nstatus = \"{status}\"\n{date}{own}[meeting]\n{meeting}\n[[sides]]\nname = \"А\"\n\
         [[agenda]]\ntopic = \"Торговля\"\n[[outcomes]]\nitem = 1\ntext = \"Рассмотрено.\"\n[[agreed]]\ntext = \"Обменяться списками.\"\n"
    )
}

/// What building this paper says: its exit code and the first line of the messages.
fn built(brief: &str, paper: &str) -> (Option<i32>, String) {
    let folder = folder_with("visit.toml", brief);
    let ran = run(folder.path(), &["build", "visit.toml", "-t", paper]);
    let made = folder.path().join(format!("visit.{paper}.ru.pdf")).exists();
    assert_eq!(made, ran.code == Some(0), "{}", ran.stderr);
    (ran.code, ran.stderr.lines().next().unwrap_or_default().to_owned())
}

const THREE_DAYS: &str = "date = 2026-05-11\nend_date = 2026-05-13";

fn too_early(paper: &str, date: &str, last: &str) -> (Option<i32>, String) {
    let words = "says what came of the meeting, but is dated";
    (Some(1), format!("error: the paper `{paper}` {words} {date}, before the meeting ends on {last}"))
}

#[test]
fn a_paper_of_after_the_meeting_is_refused_before_and_during_it_and_made_after_it() {
    let fine = (Some(0), String::new());
    for paper in papers() {
        for status in ["draft", "final"] {
            for (date, is_over) in
                [("2026-05-10", false), ("2026-05-12", false), ("2026-05-13", true), ("2026-05-20", true)]
            {
                let expected = if is_over { fine.clone() } else { too_early(&paper, date, "2026-05-13") };
                let own = brief(THREE_DAYS, status, Some("2026-05-04"), Some((&paper, date)));
                assert_eq!(built(&own, &paper), expected, "its own date, {status}");
                let shared = brief(THREE_DAYS, status, Some(date), None);
                assert_eq!(built(&shared, &paper), expected, "the date of the brief, {status}");
            }
        }
    }
}

#[test]
fn a_meeting_on_one_day_of_a_visit_is_over_on_that_day() {
    let meeting = format!("{THREE_DAYS}\nday = 2026-05-12\nstart = 10:00");
    for paper in papers() {
        let on = |date| built(&brief(&meeting, "final", Some(date), None), &paper);
        assert_eq!(on("2026-05-11"), too_early(&paper, "2026-05-11", "2026-05-12"));
        assert_eq!(on("2026-05-12"), (Some(0), String::new()));
        let one_day = |date| built(&brief("date = 2026-05-11", "final", Some(date), None), &paper);
        assert_eq!(one_day("2026-05-10"), too_early(&paper, "2026-05-10", "2026-05-11"));
        assert_eq!(one_day("2026-05-11"), (Some(0), String::new()));
    }
}

#[test]
fn a_paper_of_after_the_meeting_needs_a_date_in_a_final_brief_only() {
    for paper in papers() {
        assert_eq!(built(&brief(THREE_DAYS, "draft", None, None), &paper), (Some(0), String::new()));
        let words = "says what came of the meeting, but a final brief gives it no date";
        let refused = (Some(1), format!("error: the paper `{paper}` {words}"));
        assert_eq!(built(&brief(THREE_DAYS, "final", None, None), &paper), refused);
        let unknown = brief(THREE_DAYS, "final", Some("{ unknown = true }"), None);
        assert_eq!(built(&unknown, &paper), (Some(0), String::new()), "a stated unknown date");
    }
}

#[test]
fn a_wrong_date_of_one_paper_does_not_stop_the_others() {
    let brief = brief(THREE_DAYS, "final", Some("2026-05-04"), Some(("summary", "2026-05-14")));
    assert_eq!(built(&brief, "memo"), (Some(0), String::new()));
    assert_eq!(built(&brief, "summary"), (Some(0), String::new()));
    assert_eq!(built(&brief, "minutes"), too_early("minutes", "2026-05-04", "2026-05-13"));
    let folder = folder_with("visit.toml", &brief);
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "all"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stdout, "visit.memo.ru.pdf\nvisit.summary.ru.pdf\n");
}

#[test]
fn the_papers_of_before_the_meeting_may_be_dated_at_any_time() {
    let brief = brief(THREE_DAYS, "final", Some("2026-05-04"), None);
    let (brief, _) = brief.split_once("[[outcomes]]").expect("results");
    let folder = folder_with("visit.toml", brief);
    for arguments in [&["check", "visit.toml"][..], &["build", "visit.toml", "-t", "all"]] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_template_of_the_user_for_after_the_meeting_is_held_to_it_as_well() {
    let brief = brief(THREE_DAYS, "draft", Some("2026-05-12"), None);
    let folder = folder_with("visit.toml", &brief);
    let ran = run(folder.path(), &["template", "eject", "visit.toml", "-t", "summary", "-o", "own"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./own"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error: a paper of after the meeting says"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`[papers.ID]` with `date = 2026-05-13`"), "{}", ran.stderr);
}
