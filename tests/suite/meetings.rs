//! A visit with several meetings: papers of each with nothing of the others, and papers of the whole visit.

use std::fs;

use spravka::internals::brief::Brief;
use spravka::internals::load::load_text;
use spravka::internals::meeting::narrow;
use spravka::internals::provenance::flatten::in_one_piece;
use spravka::internals::report::SourceText;

use crate::harness::{assert_reference, folder_with, project, run};

fn sample() -> String {
    fs::read_to_string(project().join("briefs/geneva-day.toml")).expect("the day in Geneva")
}

fn read(text: &str) -> Brief {
    load_text(SourceText::new("brief.toml", text).into()).expect("a brief").parsed.model
}

/// A brief as it is attached to a paper.
fn written(brief: &Brief) -> String {
    in_one_piece(brief, &std::collections::BTreeMap::new()).expect("a text")
}

/// What only one meeting has, by its id.
const OF_ONE: [(&str, [&str; 5]); 3] = [
    ("who", ["Моро", "Вебер", "обезличенные", "рабочую группу", "зал C"]),
    ("itu", ["Окафор", "пилотн", "башня", "оборудование", "2026-05-29"]),
    ("wto", ["Силва", "Ковач", "деклараци", "малых предприятий", "лучшей практике"]),
];

#[test]
fn the_brief_of_one_meeting_has_nothing_of_the_others() {
    let brief = read(&sample());
    for (id, own) in OF_ONE {
        let narrowed = written(&narrow(&brief, id).expect("the meeting"));
        for (other, words) in OF_ONE {
            for word in words {
                assert_eq!(narrowed.contains(word), other == id, "`{word}` of `{other}` in `{id}`: {own:?}");
            }
        }
        // Of our side, those who are there; what may be said at any meeting; and no other meeting by its id.
        assert_eq!(narrowed.contains("Саттар"), id != "itu");
        assert!(narrowed.contains("круглый год") && narrowed.contains("ответный визит"));
        assert!(!narrowed.contains("meeting =") && !narrowed.contains("[[meetings]]"));
    }
    assert!(narrow(&brief, "un").is_none());
}

#[test]
fn there_is_a_paper_for_each_meeting_with_its_id_in_the_name() {
    let folder = folder_with("visit.toml", &sample());
    let build = ["build", "visit.toml", "-t", "all", "-o", "out"];
    let all = run(folder.path(), &build);
    assert_eq!((all.code, all.stderr.as_str()), (Some(0), ""));
    let one = run(folder.path(), &[&build[..], &["--meeting", "who"]].concat());
    assert_eq!((one.code, one.stderr.as_str()), (Some(0), ""));
    let pattern = ["--name", "{meeting}/{paper}-{number}.pdf"];
    let no_number = run(folder.path(), &[&build[..], &pattern].concat());
    let listed = ["summary,memo", "summary", "memo"].map(|papers| {
        let ran = run(folder.path(), &["build", "visit.toml", "-t", papers, "-o", "one.pdf"]);
        ran.stdout + &ran.stderr
    });
    let unknown = run(folder.path(), &[&build[..], &["-m", "wha"]].concat());
    let whole = format!(
        "{}\n# --meeting who\n{}\n# --name\n{}\n# one file\n{}\n# -m wha\n{}",
        all.stdout,
        one.stdout,
        no_number.stderr,
        listed.join("\n"),
        unknown.stderr
    );
    assert_reference("command-line/meetings.txt", &whole);
}

#[test]
fn a_brief_about_one_meeting_keeps_its_names_with_and_without_an_id() {
    let brief = "title = \"Встреча\"\n[meeting]\nid = \"mfa\"\n[[sides]]\nname = \"Хозяева\"\n\
                 members = [{ name = \"Нурлан Самруков\" }]\n";
    let folder = folder_with("visit.toml", brief);
    for more in [&[][..], &["--meeting", "mfa"]] {
        let ran = run(folder.path(), &[&["build", "visit.toml", "-t", "attendance"][..], more].concat());
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("visit.attendance.ru.pdf\n", ""));
    }
}

#[test]
fn a_meeting_without_content_for_a_paper_is_left_out_and_named() {
    let (before, after) = (sample(), "agenda = \"pilot\"\ntext = { ru = \"Просим");
    let brief = before.replace(after, &after.replace("pilot", "data"));
    let brief = brief.replace(
        "[[points]]\ntext = { ru = \"Признательны",
        "[[points]]\nmeeting = \"who\"\ntext = { ru = \"Признательны",
    );
    let brief = brief.replace("[[if_raised]]\nmeeting = \"itu\"", "[[if_raised]]\nmeeting = \"who\"");
    let brief = brief.replace("[[if_raised]]\nquestion", "[[if_raised]]\nmeeting = \"who\"\nquestion");
    let folder = folder_with("visit.toml", &brief);
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "talking-points"]);
    assert_eq!(ran.code, Some(0));
    assert_reference("command-line/meeting-without-content.txt", &(ran.stdout + &ran.stderr));
}

#[test]
fn what_is_attached_to_a_paper_of_a_meeting_is_a_brief_about_it_alone() {
    let folder = folder_with("visit.toml", &sample());
    let build = ["build", "visit.toml", "-t", "talking-points", "-m", "itu", "--with-source", "-o", "p.pdf"];
    assert_eq!(run(folder.path(), &build).code, Some(0));
    let source = run(folder.path(), &["extract", "p.pdf"]);
    assert_reference("command-line/source-of-a-meeting.toml", &source.stdout);
    let all = ["build", "visit.toml", "-t", "all", "-l", "all", "--with-source", "-o", "out", "-q"];
    assert_eq!(run(folder.path(), &all).code, Some(0));
    let papers = fs::read_dir(folder.path().join("out")).expect("a folder");
    let papers: Vec<_> = papers.map(|entry| entry.expect("an entry").path().display().to_string()).collect();
    assert!(papers.len() > 40, "{papers:?}");
    let verified = run(
        folder.path(),
        &[&["verify"], &papers.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat(),
    );
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_programme_and_the_calendar_take_the_meetings_in_once() {
    let folder = folder_with("visit.toml", &sample());
    let calendar = run(folder.path(), &["export", "visit.toml", "-f", "ics"]);
    assert_reference("exported/meetings.ru.ics", &calendar.stdout);
}

#[test]
fn a_reader_who_may_not_see_a_meeting_sees_nothing_of_it() {
    let tagged = sample().replace("id = \"wto\"", "id = \"wto\"\naudience = [\"head\"]");
    let folder = folder_with("visit.toml", &tagged);
    let exported = run(folder.path(), &["export", "visit.toml", "-f", "json", "-a", "press"]);
    let text = exported.stdout.replace("wto-side", "");
    // The side and its members are named in the list of participants.
    for word in ["wto", "деклараци", "Раппара", "малых предприятий", "лучшей практике", "в письменном виде"]
    {
        assert!(!text.contains(word), "`{word}` is seen");
    }
    let built = run(folder.path(), &["build", "visit.toml", "-a", "press", "-m", "wto"]);
    assert_reference("command-line/meeting-held-back.txt", &built.stderr);
}

#[test]
fn outcomes_are_written_by_meeting() {
    let sample = sample();
    let (before, after) = (sample.find("[[outcomes]]"), sample.find("[[positions]]"));
    let (before, after) = (before.expect("outcomes"), after.expect("positions"));
    // In another order than that of the meetings.
    let agenda = sample.replacen(
        "[[agenda]]",
        "[[agenda]]\nmeeting = \"wto\"\ntopic = { ru = \"Первый\", en = \"First\" }\n\n[[agenda]]",
        1,
    );
    let shift = agenda.len() - sample.len();
    let brief = format!("{}{}", &agenda[..before + shift], &agenda[after + shift..]);
    let folder = folder_with("visit.toml", &brief);
    let ran = run(folder.path(), &["close", "visit.toml"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let closed = fs::read_to_string(folder.path().join("visit.toml")).expect("the brief");
    let outcomes = &closed[closed.rfind("\n\n#").expect("a comment")..];
    assert!(!outcomes.is_empty());
    assert_reference(
        "command-line/closed-meetings.toml",
        closed.split_once("[papers.minutes]").expect("the end").1,
    );
}

#[test]
fn a_meeting_without_results_does_not_keep_the_papers_of_another_back() {
    let sample = sample();
    let (start, end) = ("[[outcomes]]\nagenda = \"pilot\"", "[[positions]]");
    let (start, end) = (sample.find(start).expect("an outcome"), sample.find(end).expect("a position"));
    let open = format!("{}{}", &sample[..start], &sample[end..]);
    let task = open.find("[[actions]]\nmeeting = \"itu\"").expect("a task");
    let open = open.replace(&open[task..task + open[task..].find("[[signatures]]").expect("the end")], "");
    let folder = folder_with("visit.toml", &open);
    let all = run(folder.path(), &["build", "visit.toml", "-t", "all", "-o", "out"]);
    assert_eq!((all.code, all.stderr.as_str()), (Some(0), ""));
    let summaries: Vec<_> = all.stdout.lines().filter(|line| line.contains("summary")).collect();
    assert_eq!(summaries, ["out/visit.summary.who.ru.pdf"]);
    let one = run(folder.path(), &["build", "visit.toml", "-t", "summary,minutes", "-m", "who"]);
    assert_eq!((one.code, one.stderr.as_str()), (Some(0), ""));
    let every = run(folder.path(), &["build", "visit.toml", "-t", "summary"]);
    assert_reference("command-line/meetings-without-results.txt", &(every.stdout + &every.stderr));
}

#[cfg(feature = "archive")]
#[test]
fn each_meeting_has_a_record_of_its_own_that_can_be_rebuilt_and_replaced() {
    let folder = folder_with("visit.toml", &sample());
    let archive =
        |arguments: &[&str]| run(folder.path(), &[&["archive", "--archive", "a"], arguments].concat());
    assert_eq!(run(folder.path(), &["archive", "init", "a"]).code, Some(0));
    let added = archive(&["add", "visit.toml", "-t", "summary,programme", "-l", "all"]);
    assert_eq!((added.code, added.stderr.as_str()), (Some(0), ""));
    let ids: Vec<_> = added.stdout.lines().collect();
    assert_eq!(ids.len(), 4, "three summaries and a programme");
    let shown: Vec<_> = ids.iter().map(|id| archive(&["show", id]).stdout).collect();
    let of = |id: &str| shown.iter().filter(|text| text.contains(&format!("\nid = \"{id}\"\n"))).count();
    assert_eq!(["who", "itu", "wto"].map(of), [1, 1, 1]);
    let again = archive(&["add", "visit.toml", "-m", "itu", "--number", "7"]);
    assert_eq!((again.code, again.stdout.lines().count()), (Some(0), 1), "{}", again.stderr);
    let many = archive(&["add", "visit.toml", "--number", "8"]);
    assert_reference("archive/number-of-several-meetings.txt", &many.stderr);
    let changed = sample().replace("МСЭ рассмотрит", "МСЭ уже рассмотрел");
    fs::write(folder.path().join("visit.toml"), changed).expect("a brief");
    let replaced = archive(&["supersede", again.stdout.trim(), "visit.toml", "--reason", "уточнено"]);
    assert_eq!((replaced.code, replaced.stdout.lines().count()), (Some(0), 1), "{}", replaced.stderr);
    let kept = archive(&["show", replaced.stdout.trim()]);
    assert!(kept.stdout.contains("\nid = \"itu\"\n"), "{}", kept.stdout);
    let verified = archive(&["verify", "--rebuild"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}
