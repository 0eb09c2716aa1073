//! File names of papers: patterns, names valid on every system, and no two papers in one file.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::ProptestConfig;
use proptest::{proptest, test_runner};
use spravka::internals::naming::folded;
use tempfile::TempDir;

use crate::harness::{assert_reference, folder, run, run_with_input, seed};

fn brief(date: &str) -> String {
    format!("title = \"Встреча\"\nlanguages = [\"ru\"]\n{date}\n[[sides]]\nname = \"Хозяева\"\n")
}

/// A folder with these briefs, all of one day.
fn briefs(names: &[&str]) -> TempDir {
    let folder = folder();
    for name in names {
        let path = folder.path().join("visits").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, brief("date = 2026-03-10\nnumber = \"00-12/026\"")).expect("a brief");
    }
    folder
}

/// Every PDF in a folder and the folders below it.
fn papers(folder: &Path) -> BTreeSet<String> {
    let paths = glob::glob(&format!("{}/**/*.pdf", folder.display())).expect("a pattern");
    let within = |path: std::path::PathBuf| path.strip_prefix(folder).expect("within").display().to_string();
    paths.map(|path| within(path.expect("a path"))).collect()
}

#[test]
fn a_pattern_that_names_no_file_is_wrong_usage() {
    let folder = briefs(&["a.toml"]);
    let wrong = [
        "{dat}-{stem}.pdf",
        "{title}.pdf",
        "{stem}",
        "{stem}/",
        "../{stem}.pdf",
        "/{stem}.pdf",
        "{date}//{stem}.pdf",
        ".pdf",
        "{date}/.pdf",
        "C:{stem}.pdf",
        "a\\{stem}.pdf",
        "{stem",
        "{stem}}.pdf",
        "[{stem}.pdf",
        "[x]{stem}.pdf",
        "[a[{stem}]].pdf",
        "{date}./{stem}.pdf",
        "",
    ];
    let said = wrong.map(|name| {
        let ran = run(folder.path(), &["build", "visits/a.toml", "--name", name]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{name}");
        ran.stderr
    });
    assert_reference("command-line/wrong-names.stderr", &said.concat());
    assert_eq!(papers(folder.path()), BTreeSet::new());
}

#[test]
fn a_pattern_makes_folders_within_that_of_the_papers() {
    let folder = briefs(&["a.toml", "b.toml"]);
    let name = "{date}/{number}/{stem}-{paper}-{language}.pdf";
    let ran = run(folder.path(), &["build", "visits", "-o", "out", "--name", name]);
    let made = ["a", "b"].map(|stem| format!("out/2026-03-10/00-12-026/{stem}-memo-ru.pdf\n"));
    assert_eq!((ran.code, ran.stdout, ran.stderr.as_str()), (Some(0), made.concat(), ""));
    let beside = run(folder.path(), &["build", "visits/a.toml", "--name", "{date}/{stem}.pdf"]);
    assert_eq!((beside.code, beside.stdout.as_str()), (Some(0), "visits/2026-03-10/a.pdf\n"));
    let own = format!("{}\n[papers.memo]\ndate = 2026-03-18\n", brief("date = 2026-03-10"));
    fs::write(folder.path().join("visits/own.toml"), own).expect("a brief");
    let own = run(folder.path(), &["build", "visits/own.toml", "--name", "{date}.pdf"]);
    assert_eq!((own.code, own.stdout.as_str()), (Some(0), "visits/2026-03-18.pdf\n"));
}

#[test]
fn settings_name_the_papers_of_their_folder_and_the_command_line_counts_for_more() {
    let folder = briefs(&["a.toml", "b.toml", "in/c.toml"]);
    let settings = |place: &str, name: &str| {
        let place = folder.path().join("visits").join(place).join("spravka.toml");
        fs::write(place, format!("name = \"{name}\"\n")).expect("settings");
    };
    settings("", "{date}-{stem}.pdf");
    settings("in", "{stem}/{number}.pdf");
    let build = |arguments: &[&str]| {
        let ran = run(folder.path(), &[&["build", "visits", "-o", "out"], arguments].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    let names = "out/2026-03-10-a.pdf\nout/2026-03-10-b.pdf\nout/c/00-12-026.pdf\n";
    assert_eq!(build(&[]), names);
    assert_eq!(build(&[]), names, "what is up to date is named as well");
    assert_eq!(build(&["--name", "{stem}.pdf"]), "out/a.pdf\nout/b.pdf\nout/c.pdf\n");
    settings("", "{stem}-{date}.pdf");
    assert_eq!(build(&[]), "out/a-2026-03-10.pdf\nout/b-2026-03-10.pdf\nout/c/00-12-026.pdf\n");
    let one = run(folder.path(), &["build", "visits/a.toml", "-o", "x.pdf"]);
    assert_eq!((one.code, one.stdout.as_str()), (Some(0), "x.pdf\n"), "a file that is named counts for most");
}

#[test]
fn two_papers_of_one_name_are_refused_before_anything_is_made() {
    let folder = briefs(&["a/visit.toml", "b/visit.toml", "b/Visit.toml", "c/йод.toml", "c/и\u{306}од.toml"]);
    fs::write(folder.path().join("visits/c/three.toml"), brief("").replace("[\"ru\"]", "[\"ru\", \"kk\"]"))
        .expect("a brief");
    let refused: [&[&str]; 9] = [
        &["visits/a", "visits/b/visit.toml"],
        &["visits/b"],
        &["visits/c/йод.toml", "visits/c/и\u{306}од.toml"],
        &["visits/a", "visits/c/йод.toml", "--name", "{date}.pdf"],
        &["visits/a", "visits/c/йод.toml", "--name", "{number}-{paper}.pdf", "--shard", "1/1000"],
        &["visits/a", "visits/c/three.toml", "--name", "{stem}-{paper}.pdf", "-l", "all"],
        &["visits/a", "visits/c/three.toml", "--name", "{stem}-{language}.pdf", "-t", "memo,summary"],
        &["visits/a", "--name", "{stem}.pdf", "--copies", "2"],
        &["visits/c/three.toml", "--name", "{stem}.pdf", "-l", "all"],
    ];
    let said = refused.map(|arguments| {
        let ran = run(folder.path(), &[&["build", "-o", "out"], arguments].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.stderr);
        assert_eq!(papers(&folder.path().join("out")), BTreeSet::new());
        ran.stderr
    });
    assert_reference("command-line/same-names.stderr", &said.concat());
    let alone = run(
        folder.path(),
        &["build", "visits/a", "visits/c/three.toml", "-o", "out", "--name", "{stem}.pdf"],
    );
    assert_eq!(
        (alone.code, alone.stderr.as_str()),
        (Some(0), ""),
        "one paper of each brief in its first language"
    );
}

#[test]
fn a_paper_without_what_its_name_asks_for_is_refused_and_the_others_are_made() {
    let folder = briefs(&["a.toml"]);
    fs::write(folder.path().join("visits/b.toml"), brief("date = { unknown = true }")).expect("a brief");
    let build = |name: &str| {
        let ran = run(folder.path(), &["build", "visits", "-o", "out", "--name", name]);
        (ran.code, ran.stdout, ran.stderr)
    };
    let (code, made, no_date) = build("{date}-{stem}.pdf");
    assert_eq!((code, made.as_str()), (Some(1), "out/2026-03-10-a.pdf\n"));
    let (code, _, no_audience) = build("{stem}-{audience}.pdf");
    assert_eq!(code, Some(2));
    let (code, made, said) = build("[{date}-]{stem}[-{audience}].pdf");
    assert_eq!((code, made.as_str(), said.as_str()), (Some(0), "out/2026-03-10-a.pdf\nout/b.pdf\n", ""));
    let long = format!("visits/{}.toml", "щ".repeat(64));
    fs::write(folder.path().join(long), brief("")).expect("a brief");
    let (code, made, too_long) = build("{stem}{stem}.pdf");
    assert_eq!((code, made.as_str()), (Some(1), "out/aa.pdf\nout/bb.pdf\n"));
    let file = run(folder.path(), &["build", "visits/a.toml", "-o", "x.pdf", "--name", "{stem}.pdf"]).stderr;
    let stdin = ["build", "-", "visits/a.toml", "-o", "out", "--name", "{date}.pdf"];
    let stdin = run_with_input(folder.path(), &stdin, brief("date = 2026-03-11").as_bytes());
    assert_eq!(stdin.code, Some(2));
    let said = [no_date, no_audience, too_long, file, stdin.stderr].concat();
    assert_reference("command-line/no-name.stderr", &said);
}

fn free_input(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() }
}

/// What the name of a paper is put together from.
const FIELDS: [&str; 6] = ["{stem}", "{date}", "{paper}", "{language}", "[{number}]", "[.{copy}]"];

#[test]
fn different_papers_are_different_files_or_nothing_is_made() {
    let (cases, made_all, refused) = (24, Cell::new(0), Cell::new(0));
    proptest!(free_input(cases), |(
        stems in proptest::collection::btree_set("[aAé.]{1,2}", 2..4),
        fields in proptest::sample::subsequence(FIELDS.to_vec(), 2..=FIELDS.len()),
        copies in 1..3_usize,
    )| {
        let names: Vec<_> = stems.iter().map(|stem| format!("{stem}x.toml")).collect();
        let folder = briefs(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let (copies_text, name) = (copies.to_string(), format!("{}.pdf", fields.concat()));
        let inputs: Vec<_> = names.iter().map(|name| format!("visits/{name}")).collect();
        let mut arguments = vec!["build", "-o", "out", "--name", &name, "--copies", &copies_text];
        arguments.extend(inputs.iter().map(String::as_str));
        let ran = run(folder.path(), &arguments);
        let made = papers(&folder.path().join("out"));
        let different: BTreeSet<_> = made.iter().map(|name| folded(name)).collect();
        let wanted = names.len() * copies;
        match ran.code {
            Some(0) => {
                assert_eq!((made.len(), different.len()), (wanted, wanted), "{arguments:?}");
                made_all.set(made_all.get() + 1);
            }
            Some(2) => {
                let said = ran.stderr.contains("would have the same name");
                assert!(made.is_empty() && said, "{arguments:?} {}", ran.stderr);
                refused.set(refused.get() + 1);
            }
            _ => return Err(test_runner::TestCaseError::fail(ran.stderr)),
        }
    });
    let (made_all, refused) = (made_all.get(), refused.get());
    assert!(made_all >= cases / 4 && refused >= cases / 4, "{made_all} were made and {refused} refused");
}
