//! What other programs read of a run: an object for each paper on standard output, one for each problem on
//! standard error.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::harness::{Ran, folder, run};

fn brief(title: &str) -> String {
    format!(
        "title = {{ ru = \"{title}\", kk = \"Кездесу\" }}\nlanguages = [\"ru\", \"kk\"]\n[[sides]]\nname = \"Есиль\"\n"
    )
}

/// A folder with three briefs, of which one has a mistake, and one a mark that is only looked at.
fn visits() -> TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("visits")).expect("a folder");
    let broken = brief("Встреча").replace("[[sides]]", "[[sids]]");
    for (name, text) in [("a", brief("Встреча")), ("b", broken), ("c", brief("Bстреча"))] {
        fs::write(folder.path().join(format!("visits/{name}.toml")), text).expect("a brief");
    }
    folder
}

fn build(folder: &TempDir, arguments: &[&str]) -> Ran {
    run(folder.path(), &[&["build", "--message-format", "json", "-l", "all"], arguments].concat())
}

/// The objects of a stream, each held to the schema that the program prints of it.
fn papers(folder: &TempDir, stdout: &str) -> Vec<Value> {
    let schema = run(folder.path(), &["schema", "--of", "paper"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    let schema: Value = serde_json::from_str(&schema.stdout).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(!validator.is_valid(&serde_json::json!({ "brief": "a.toml" })), "the schema asks for something");
    objects(stdout)
        .inspect(|paper| validator.validate(paper).unwrap_or_else(|error| panic!("{paper}: {error}")))
        .collect()
}

fn objects(stream: &str) -> impl Iterator<Item = Value> + '_ {
    stream.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
}

fn texts(objects: &[Value], key: &str) -> Vec<String> {
    objects.iter().map(|object| object[key].as_str().unwrap_or_default().to_owned()).collect()
}

/// What is said of a paper's file holds.
fn assert_true(folder: &TempDir, paper: &Value) {
    let pdf = fs::read(folder.path().join(paper["path"].as_str().expect("a path"))).expect("the paper");
    let hash: String = Sha256::digest(&pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        (paper["bytes"].as_u64(), paper["sha256"].as_str()),
        (Some(pdf.len() as u64), Some(hash.as_str()))
    );
    let pages = hayro_syntax::Pdf::new(pdf).expect("a PDF").pages().len();
    assert_eq!(paper["pages"].as_u64(), Some(pages as u64));
}

#[test]
fn each_paper_is_an_object_and_each_problem_names_its_brief() {
    let folder = visits();
    let ran = build(&folder, &["visits", "-o", "out", "--copies", "2", "--audience", "press"]);
    assert_eq!(ran.code, Some(1));
    let made = papers(&folder, &ran.stdout);
    assert_eq!(made.len(), 8, "two briefs in two languages, two copies of each: {}", ran.stdout);
    made.iter().for_each(|paper| assert_true(&folder, paper));
    let first = &made[1];
    let said = ["brief", "paper", "language", "audience", "path", "status"]
        .map(|key| first[key].as_str().expect("a text"));
    let path = "out/a.memo.ru.press.copy-2.pdf";
    assert_eq!(said, ["visits/a.toml", "memo", "ru", "press", path, "built"]);
    assert_eq!(first["copy"].as_u64(), Some(2));
    let problems: Vec<_> = objects(&ran.stderr).collect();
    let briefs: BTreeSet<_> = texts(&problems, "brief").into_iter().collect();
    assert_eq!(briefs, ["visits/b.toml".to_owned(), "visits/c.toml".to_owned()].into());
}

#[test]
fn what_is_up_to_date_is_told_of_as_when_it_was_made() {
    let folder = visits();
    fs::remove_file(folder.path().join("visits/b.toml")).expect("removed");
    let options = ["visits", "-o", "out", "-t", "memo,participants", "-q"];
    assert_eq!(build(&folder, &options).stdout, "", "quiet is quiet");
    fs::write(folder.path().join("visits/c.toml"), brief("Другая встреча")).expect("a brief");
    fs::write(folder.path().join("visits/d.toml"), brief("Третья встреча")).expect("a brief");
    let made = papers(&folder, &build(&folder, &["visits", "-o", "out"]).stdout);
    assert_eq!(texts(&made, "status"), ["built"; 6]);
    fs::write(folder.path().join("visits/d.toml"), brief("Четвёртая встреча")).expect("a brief");
    let again = papers(&folder, &build(&folder, &["visits", "-o", "out"]).stdout);
    let states = ["up-to-date", "up-to-date", "up-to-date", "up-to-date", "built", "built"];
    assert_eq!(texts(&again, "status"), states);
    again.iter().for_each(|paper| assert_true(&folder, paper));
    for (one, other) in made.iter().zip(&again).take(4) {
        let mut one = one.clone();
        one["status"] = "up-to-date".into();
        assert_eq!(&one, other);
    }
}

#[test]
fn a_paper_that_was_altered_is_built_again_whatever_its_size_and_time() {
    let folder = visits();
    fs::write(folder.path().join("visits/c.toml"), brief("Другая встреча")).expect("a brief");
    let options = ["visits/a.toml", "visits/c.toml", "-o", "out"];
    let made = papers(&folder, &build(&folder, &options).stdout);
    let path = folder.path().join("out/a.memo.ru.pdf");
    let (bytes, time) = (fs::read(&path).expect("a paper"), fs::metadata(&path).expect("a paper").modified());
    let mut forged = bytes.clone();
    let last = forged.len() - 20;
    forged[last] ^= 1;
    fs::write(&path, &forged).expect("a paper");
    let file = fs::File::options().write(true).open(&path).expect("a paper");
    file.set_modified(time.expect("a time")).expect("the time is set back");
    let again = papers(&folder, &build(&folder, &options).stdout);
    assert_eq!(texts(&again, "status"), ["built", "built", "up-to-date", "up-to-date"]);
    assert_eq!(texts(&again, "sha256"), texts(&made, "sha256"));
    assert!(fs::read(&path).expect("a paper") == bytes, "the forged paper is replaced");
}

#[test]
fn one_brief_streams_as_well_and_a_paper_on_standard_output_is_only_itself() {
    let folder = visits();
    let made = papers(&folder, &build(&folder, &["visits/a.toml", "-o", "out"]).stdout);
    assert_eq!(texts(&made, "path"), ["out/a.memo.ru.pdf", "out/a.memo.kk.pdf"]);
    assert!(made.iter().all(|paper| paper.get("audience").is_none() && paper.get("copy").is_none()));
    let pdf = run(folder.path(), &["build", "--message-format", "json", "visits/a.toml", "-o", "-"]);
    assert_eq!((pdf.code, pdf.raw_stdout.get(..4)), (Some(0), Some(b"%PDF".as_slice())));
    let one = run(folder.path(), &["build", "--message-format", "json", "visits/a.toml", "-o", "x.pdf"]);
    assert_eq!(texts(&papers(&folder, &one.stdout), "path"), ["x.pdf"]);
}

#[test]
fn settings_that_are_wrong_are_told_of_for_each_brief_that_they_stop() {
    let folder = visits();
    fs::write(folder.path().join("visits/spravka.toml"), "theme = \"offical\"\n").expect("settings");
    let ran = build(&folder, &["visits/a.toml", "visits/c.toml", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    let problems: Vec<_> = objects(&ran.stderr).collect();
    let of = |brief: &str| {
        problems
            .iter()
            .any(|problem| problem["brief"] == brief && problem["place"]["file"] == "visits/spravka.toml")
    };
    assert!(of("visits/a.toml") && of("visits/c.toml"), "{}", ran.stderr);
}
