//! Papers with their sources attached: `extract` returns the sources, and `verify` rebuilds the same bytes.

use std::fs;
use std::path::Path;

use spravka::internals::images::cleaned;
use spravka::internals::provenance::pdf_attachments::attachments;

use crate::harness::{assert_reference, copy_pictures, folder, folder_with, project, run, samples};

/// Every sample with its pictures in a new folder.
fn copies() -> tempfile::TempDir {
    let folder = folder();
    copy_pictures(folder.path());
    for sample in samples() {
        fs::copy(&sample, folder.path().join(sample.file_name().expect("a name"))).expect("a copy");
    }
    folder
}

fn papers(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

#[test]
fn rebuilding_every_paper_of_every_sample_gives_the_same_bytes() {
    let folder = copies();
    let briefs = ["full.toml", "escap-almaty.toml", "minimal.toml"];
    for options in [&["--theme", "official"][..], &["--audience", "experts"], &["--copies", "2"]] {
        let arguments =
            [&["build"], &briefs[..], &["-t", "all", "-l", "all", "--with-source", "-o", "out"], options];
        let ran = run(folder.path(), &arguments.concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let out = folder.path().join("out");
    let names = papers(&out);
    assert!(names.len() > 150, "{names:?}");
    let paths: Vec<_> = names.iter().map(|name| format!("out/{name}")).collect();
    let arguments: Vec<_> = ["verify"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let ran = run(folder.path(), &arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), paths);
}

#[test]
fn extract_returns_what_the_paper_prints_of_the_brief() {
    let folder = copies();
    assert_eq!(run(folder.path(), &["build", "full.toml", "--with-source", "-o", "memo.pdf"]).code, Some(0));
    let ran = run(folder.path(), &["extract", "memo.pdf"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_reference("sources/memo.toml", &ran.stdout);

    let ran = run(folder.path(), &["extract", "memo.pdf", "-o", "again"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "again/brief/brief.toml\n"));
    for name in ["site.svg", "portrait-1.png", "portrait-2.jpg"] {
        let read = |path: &str| fs::read(folder.path().join(path).join(name)).expect("a picture");
        let clean = cleaned(name, &read("images")).expect("a picture");
        assert!(clean == read("again/brief/images"), "{name}");
    }
    let again = run(folder.path(), &["build", "again/brief/brief.toml", "--with-source", "-o", "again.pdf"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a paper");
    assert!(read("memo.pdf") == read("again.pdf"), "the folder makes the same paper");
}

#[test]
fn project_settings_and_logo_are_attached_to_the_paper() {
    let folder = copies();
    let settings = "theme = \"official\"\nlogo = { file = \"images/site.svg\", alt = \"Знак\" }\n";
    fs::write(folder.path().join("spravka.toml"), settings).expect("the settings");
    fs::create_dir(folder.path().join("visit")).expect("a folder");
    fs::rename(folder.path().join("minimal.toml"), folder.path().join("visit/minimal.toml")).expect("moved");
    let ran = run(folder.path(), &["build", "visit/minimal.toml", "--with-source", "-o", "memo.pdf"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(run(folder.path(), &["verify", "memo.pdf"]).stdout, "memo.pdf\n");
    let pdf = fs::read(folder.path().join("memo.pdf")).expect("a paper");
    let names: Vec<_> = attachments(&pdf).expect("attachments").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["brief.toml", "picture-1.svg", "recipe.toml", "spravka.toml"]);
}

#[test]
fn withheld_parts_are_not_in_the_attached_source() {
    let folder = copies();
    let arguments =
        ["build", "full.toml", "-t", "all", "-l", "all", "--with-source", "--audience", "press", "-o", "out"];
    assert_eq!(run(folder.path(), &arguments).code, Some(0));
    let brief = fs::read_to_string(folder.path().join("full.toml")).expect("the brief");
    for words in
        ["audience", "Суммы не называть", "Do not mention figures", "предложить встречу экспертов", "#"]
    {
        assert!(brief.contains(words), "`{words}` is in the brief");
        for name in papers(&folder.path().join("out")) {
            let ran = run(folder.path(), &["extract", &format!("out/{name}")]);
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            assert!(!ran.stdout.contains(words), "`{words}` is in {name}");
        }
    }
}

#[test]
fn a_changed_byte_and_a_pdf_of_another_program_are_reported() {
    let folder = folder_with(
        "visit.toml",
        "title = \"Встреча\"\nlanguages = [\"ru\"]\ndate = 2026-03-15\n[[sides]]\nname = \"Хозяева\"\n",
    );
    assert_eq!(run(folder.path(), &["build", "visit.toml", "--with-source", "-o", "memo.pdf"]).code, Some(0));
    assert_eq!(run(folder.path(), &["build", "visit.toml", "-o", "plain.pdf"]).code, Some(0));
    let pdf = fs::read(folder.path().join("memo.pdf")).expect("a paper");
    let place = pdf
        .windows(13)
        .position(|window| window == b"/Type /Catalo")
        .or(pdf.windows(7).position(|window| window == b"Catalog"));
    let mut changed = pdf.clone();
    changed[place.expect("a catalogue") - 40] ^= 1;
    fs::write(folder.path().join("changed.pdf"), &changed).expect("a file");
    fs::write(folder.path().join("cut.pdf"), &pdf[..pdf.len() / 2]).expect("a file");
    fs::write(folder.path().join("letter.pdf"), "Dear Sir").expect("a file");
    let names = ["memo.pdf", "plain.pdf", "cut.pdf", "letter.pdf", "gone.pdf"];
    let ran = run(folder.path(), &[&["verify"], &names[..]].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), "memo.pdf\n"));
    assert_reference("command-line/verify.stderr", &ran.stderr);
    let ran = run(folder.path(), &["verify", "changed.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("changed.pdf"), "{}", ran.stderr);
}

#[test]
fn a_paper_that_cannot_have_attachments_is_refused_before_anything_is_written() {
    let folder = folder_with(
        "visit.toml",
        "title = \"Встреча\"\nlanguages = [\"ru\"]\n[[sides]]\nname = \"Хозяева\"\n",
    );
    assert_eq!(run(folder.path(), &["template", "eject", "visit.toml", "-o", "own"]).code, Some(0));
    let own = run(folder.path(), &["build", "visit.toml", "--with-source", "-t", "./own"]);
    let closed = run(folder.path(), &["build", "visit.toml", "--with-source", "--pdf-standard", "a-2b"]);
    assert_eq!((own.code, closed.code), (Some(2), Some(2)));
    assert_reference("command-line/with-source.stderr", &format!("{}{}", own.stderr, closed.stderr));
    assert_eq!(papers(folder.path()), ["own", "visit.toml"]);
}

#[test]
fn the_recipe_has_the_version_of_the_locked_engine() {
    let lock = fs::read_to_string(project().join("Cargo.lock")).expect("the lock");
    assert!(lock.contains(&format!(
        "name = \"typst\"\nversion = \"{}\"",
        spravka::internals::provenance::recipe::typst()
    )));
}
