//! The library as other programs use it: it makes the papers that the program makes, and says the same of
//! what is wrong.

use std::fs;

use spravka::{Brief, Problem};

use crate::harness::{folder_with, project, run};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\n\n[[sides]]\nname = \"Хозяева\"\n";

fn messages(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.message.as_str()).collect()
}

#[test]
fn the_library_makes_the_same_papers_as_the_program() {
    let folder = project().join("briefs");
    let out = crate::harness::folder();
    let path = out.path().display().to_string();
    let ran = run(&folder, &["build", "full.toml", "-t", "memo,summary", "-l", "ru,kk", "-o", &path]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let checked = Brief::load(folder.join("full.toml")).and_then(Brief::check).expect("a brief");
    assert_eq!(checked.languages().collect::<Vec<_>>(), ["ru", "kk", "en"]);
    for (paper, language) in [("memo", "ru"), ("summary", "kk")] {
        let made = checked.build(paper, language).expect("a paper");
        let written = fs::read(out.path().join(format!("full.{paper}.{language}.pdf"))).expect("a paper");
        assert!(made.bytes == written, "{paper} in {language}");
        let pages = hayro_syntax::Pdf::new(written).expect("a PDF").pages().len();
        assert_eq!(made.pages, pages);
    }
}

#[test]
fn what_cannot_be_built_is_said_as_the_program_says_it() {
    let folder = folder_with("visit.toml", BRIEF);
    let refused = |brief: Result<Brief, Vec<Problem>>| brief.and_then(Brief::check).expect_err("a refusal");
    assert_eq!(messages(&refused(Brief::parse("title = \"Встреча\"\n"))), ["the brief has no sides"]);
    assert_eq!(messages(&refused(Brief::load(folder.path().join("visits.toml")))).len(), 1);
    let checked = Brief::parse(BRIEF).and_then(Brief::check).expect("a brief");
    assert_eq!(messages(checked.warnings()), [""; 0]);
    for (paper, language, message) in [
        ("meno", "ru", "there is no template `meno`"),
        ("all", "ru", "there is no template `all`"),
        ("memo", "kk", "the brief is not in the language `kk`"),
        ("memo", "de", "the brief is not in the language `de`"),
        ("programme", "ru", "`brief.toml` has nothing for the paper `programme`: it needs a programme"),
    ] {
        let problems = checked.build(paper, language).expect_err("a refusal");
        assert_eq!(messages(&problems), [message]);
    }
}
