//! `spravka check`: it finds briefs as `build` does, sets papers without writing them, and tells people at a
//! terminal what is well.

use std::fs;
use std::path::Path;

use spravka::internals::commands::well;
use spravka::internals::language::Language;
use tempfile::TempDir;

use crate::harness::{assert_reference, folder, run, run_with_input, spravka};

const GOOD: &str = "title = \"Встреча\"\nlanguages = [\"ru\", \"kk\"]\n\n\
    [[sides]]\nname = { ru = \"Хозяева\", kk = \"Қабылдаушы\" }\n";
const HEAD: &str = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 1))\n\
    #set text(font: \"Source Serif 4\", fallback: false)\n";

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Two briefs, one of them with an error, what both include, settings, and a template.
fn visits() -> TempDir {
    let folder = folder();
    put(
        folder.path(),
        "visits/a.toml",
        &GOOD.replacen("title = \"Встреча\"", "include = [\"parts/title.toml\"]", 1),
    );
    put(folder.path(), "visits/parts/title.toml", "title = \"Встреча\"\n");
    put(folder.path(), "visits/deep/b.toml", "title = \"Встреча\"\nlanguages = [\"ru\"]\n");
    put(folder.path(), "visits/spravka.toml", "");
    put(
        folder.path(),
        "mine/template.toml",
        "label = \"memo\"\ndescription = \"Mine\"\nneeds = [\"agenda\"]\n",
    );
    put(
        folder.path(),
        "mine/main.typ",
        &format!("{HEAD}#let view = toml(\"/view.toml\")\n#view.agenda.at(7).topic\n"),
    );
    folder
}

/// Every file of a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path.display().to_string()) }
    }
    found.sort();
    found
}

#[test]
fn a_folder_and_a_pattern_stand_for_the_briefs_that_build_finds() {
    let folder = visits();
    let check = |briefs: &str| run(folder.path(), &["check", briefs]);
    let whole = check("visits");
    assert_eq!((whole.code, whole.stdout.as_str()), (Some(1), ""));
    assert_reference("command-line/check-folder.stderr", &whole.stderr);
    let build = run(folder.path(), &["build", "visits", "-o", "out"]);
    assert_eq!(build.stderr, whole.stderr, "build says the same");
    assert_eq!(check("visits/**/b.toml").stderr, whole.stderr);
    let well = check("visits/*.toml");
    assert_eq!((well.code, well.stdout.as_str(), well.stderr.as_str()), (Some(0), "", ""));
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    assert_eq!(check("empty").code, Some(2));
    assert_eq!(check("nothing-*.toml").code, Some(2));
    let input = run_with_input(folder.path(), &["check", "-"], GOOD.as_bytes());
    assert_eq!((input.code, input.stderr.as_str()), (Some(0), ""));
}

#[test]
fn papers_are_set_in_every_language_and_none_is_written() {
    let folder = visits();
    let agenda = "\n[[agenda]]\ntopic = { ru = \"Вопрос\", kk = \"Мәселе\" }\n";
    put(folder.path(), "visit.toml", &format!("{GOOD}{agenda}"));
    put(folder.path(), "bare.toml", GOOD);
    let before = files(folder.path());
    let check = |brief: &str, templates: &str| {
        let ran = run(folder.path(), &["check", brief, "-t", templates]);
        format!("# {brief} {templates}: exit code {}\n{}{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr)
    };
    let mut said = String::new();
    for (brief, templates) in [
        ("visit.toml", "memo,programme"),
        ("visit.toml", "all"),
        ("visit.toml", "./mine"),
        ("bare.toml", "./mine"),
        ("visits/deep/b.toml", "./mine"),
        ("visit.toml", "meno"),
    ] {
        said += &check(brief, templates);
    }
    put(folder.path(), "mine/main.typ", &format!("{HEAD}#let open = (\n"));
    said += &check("visit.toml", "./mine");
    put(folder.path(), "mine/template.toml", "label = \"memmo\"\ndescription = \"Mine\"\n");
    said += &check("visit.toml", "./mine");
    assert_reference("command-line/check-templates.txt", &said);
    assert_eq!(files(folder.path()), before, "nothing is written");
}

#[test]
fn what_is_well_is_said_in_one_line() {
    let codes = |codes: &[&str]| -> Vec<Language> {
        codes.iter().map(|code| Language::from_code(code).expect("a language")).collect()
    };
    let lines = [
        well("visit.toml", 0, &["memo"], &codes(&["ru"])),
        well("visits/a.toml, row 3", 0, &["memo", "summary"], &codes(&["ru", "kk"])),
        well("visit.toml", 1, &["memo", "programme", "summary"], &codes(&["ru", "kk", "en"])),
        well("visit.toml", 2, &["memo"], &codes(&["en"])),
    ];
    assert_eq!(
        lines,
        [
            "visit.toml: all is well; it makes memo, in ru",
            "visits/a.toml, row 3: all is well; it makes memo and summary, in ru and kk",
            "visit.toml: no errors, 1 warning; it makes memo, programme and summary, in ru, kk and en",
            "visit.toml: no errors, 2 warnings; it makes memo, in en",
        ]
    );
}

/// What a person at a terminal sees: `script` makes a terminal for the program.
#[cfg(target_os = "linux")]
#[test]
fn people_at_a_terminal_are_told_which_briefs_are_well() {
    let folder = visits();
    put(folder.path(), "visits/c.toml", &GOOD.replacen("Встреча", "Bcтреча", 1));
    put(folder.path(), "own/template.toml", "label = \"memo\"\ndescription = \"Own\"\n");
    put(folder.path(), "own/main.typ", &format!("{HEAD}Text\n"));
    let program = env!("CARGO_BIN_EXE_spravka");
    let on_terminal = |arguments: &str| {
        let mut command = std::process::Command::new("script");
        command.current_dir(folder.path()).args([
            "-qec",
            &format!("'{program}' check {arguments}"),
            "/dev/null",
        ]);
        let ran = crate::harness::Ran::from(command.output().expect("`script` of util-linux"));
        format!("$ spravka check {arguments}\n{}", ran.stdout.replace('\r', ""))
    };
    let said = [
        "visits",
        "visits/a.toml -t ./own,memo",
        "visits/a.toml 2>/dev/null",
        "visits/a.toml --message-format short",
        "visits/a.toml --message-format json",
        "visits/a.toml --explain title",
        "visits/a.toml >/dev/null 2>&1",
    ];
    assert_reference("command-line/check-terminal.txt", &said.map(on_terminal).concat());
    let output =
        spravka(folder.path()).args(["check", "visits/a.toml"]).output().expect("the program starts");
    assert_eq!((output.stdout, output.stderr), (Vec::new(), Vec::new()), "a program is told nothing");
}
