//! Building papers as a user does: where they go, what is said, and what never happens.

use std::fs;
use std::path::Path;

use spravka::internals::engine::guarded;
use spravka::internals::report::{Blame, exit_code};

use crate::harness::{
    assert_reference, copy_pictures, folder, folder_with, run, run_with_input, samples, spravka,
};

const BRIEF: &str = "title = { ru = \"Встреча\", kk = \"Кездесу\", en = \"Meeting\" }\nlanguages = [\"ru\", \"kk\", \"en\"]\n\
    [[sides]]\nname = { ru = \"Хозяева\", kk = \"Қабылдаушы тарап\", en = \"Hosts\" }\n";

fn is_pdf(path: &Path) -> bool {
    fs::read(path)
        .is_ok_and(|bytes| bytes.starts_with(b"%PDF-1.") && bytes.trim_ascii_end().ends_with(b"%%EOF"))
}

#[test]
fn a_paper_is_put_beside_its_brief_and_its_path_is_printed() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "visit.memo.ru.pdf\n", ""));
    assert!(is_pdf(&folder.path().join("visit.memo.ru.pdf")));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2, "nothing else is left behind");
}

#[test]
fn all_languages_go_into_a_folder_that_is_made_on_the_way() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml", "-l", "all", "-o", "out/papers"]);
    let paths = "out/papers/visit.memo.ru.pdf\nout/papers/visit.memo.kk.pdf\nout/papers/visit.memo.en.pdf\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), paths, ""));
    assert!(paths.lines().all(|path| is_pdf(&folder.path().join(path))));
}

#[test]
fn one_paper_can_have_a_name_of_its_own() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml", "-l", "kk", "-o", "справка.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "справка.pdf\n"));
    assert!(is_pdf(&folder.path().join("справка.pdf")));
}

#[test]
fn a_brief_on_standard_input_becomes_a_pdf_on_standard_output() {
    let folder = folder();
    let ran = run_with_input(folder.path(), &["build", "-", "-o", "-"], BRIEF.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.raw_stdout.starts_with(b"%PDF-1."));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[test]
fn problems_in_standard_input_are_shown_with_their_lines() {
    let ran = run_with_input(folder().path(), &["build", "-", "-o", "-"], b"title = 5\n");
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("<stdin>:1:9"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}

#[test]
fn several_papers_do_not_go_into_one_file() {
    let folder = folder_with("visit.toml", BRIEF);
    fs::write(folder.path().join("other.toml"), BRIEF).expect("a file");
    for arguments in [
        ["build", "visit.toml", "other.toml", "-o", "x.pdf"].as_slice(),
        &["build", "visit.toml", "-l", "all", "-o", "x.pdf"],
        &["build", "visit.toml", "-l", "ru,kk", "-o", "-"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert_reference("command-line/several-papers.stderr", &ran.stderr);
    }
    let ran = run_with_input(folder.path(), &["build", "-"], BRIEF.as_bytes());
    assert_eq!(ran.code, Some(2));
    assert_reference("command-line/stdin-without-output.stderr", &ran.stderr);
}

#[test]
fn a_paper_never_replaces_its_own_brief() {
    let folder = folder_with("visit.pdf", BRIEF);
    let ran = run(folder.path(), &["build", "visit.pdf", "-o", "visit.pdf"]);
    assert_eq!(ran.code, Some(2));
    assert_reference("command-line/own-brief.stderr", &ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("visit.pdf")).expect("the brief"), BRIEF);
}

#[cfg(unix)]
#[test]
fn a_paper_never_replaces_its_own_brief_through_a_link() {
    let folder = folder_with("visit.toml", BRIEF);
    std::os::unix::fs::symlink("visit.toml", folder.path().join("visit.memo.ru.pdf")).expect("a link");
    let ran = run(folder.path(), &["build", "visit.toml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("visit.toml")).expect("the brief"), BRIEF);
}

#[test]
fn an_older_paper_is_replaced_and_stays_whole_when_the_brief_is_bad() {
    let folder = folder_with("visit.toml", BRIEF);
    let paper = folder.path().join("visit.memo.ru.pdf");
    fs::write(&paper, "%PDF-1.7 an older paper").expect("a file");
    fs::write(folder.path().join("bad.toml"), "title = 5").expect("a file");
    fs::write(folder.path().join("bad.memo.ru.pdf"), "%PDF-1.7 an older paper").expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "bad.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), "visit.memo.ru.pdf\n"));
    assert!(is_pdf(&paper));
    assert_eq!(
        fs::read_to_string(folder.path().join("bad.memo.ru.pdf")).expect("a file"),
        "%PDF-1.7 an older paper"
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_a_fault_of_the_system() {
    let folder = folder_with("visit.toml", BRIEF);
    fs::write(folder.path().join("file"), "").expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-o", "file/papers"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    assert!(
        ran.stderr.starts_with("error: cannot write `file/papers/visit.memo.ru.pdf` ("),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_same_brief_gives_the_same_bytes_wherever_and_whenever_it_is_built() {
    for sample in samples() {
        let name = sample.file_name().expect("a name");
        let build = |zone: &str, locale: &str| {
            let folder = folder();
            fs::copy(&sample, folder.path().join(name)).expect("a copy");
            copy_pictures(folder.path());
            let mut command = spravka(folder.path());
            command
                .args(["build", "-o", "-"])
                .arg(name)
                .env("TZ", zone)
                .env("LANG", locale)
                .env("LC_ALL", locale);
            let output = command.output().expect("the program starts");
            assert!(output.status.success());
            output.stdout
        };
        let (here, there) = (build("Asia/Almaty", "kk_KZ.UTF-8"), build("America/New_York", "C"));
        assert!(here == there, "{} differs", sample.display());
    }
}

#[test]
fn the_date_of_a_paper_without_one_comes_from_source_date_epoch() {
    let folder = folder_with("visit.toml", BRIEF);
    let build = |epoch: &str| {
        let mut command = spravka(folder.path());
        command.args(["build", "visit.toml", "-o", "-"]).env("SOURCE_DATE_EPOCH", epoch);
        command.output().expect("the program starts")
    };
    let pdf = String::from_utf8_lossy(&build("1773100800").stdout).into_owned();
    assert!(pdf.contains("D:20260310"), "the PDF has the date");
    let wrong = build("yesterday");
    assert_eq!(wrong.status.code(), Some(2));
    assert_reference("command-line/source-date-epoch.stderr", &String::from_utf8_lossy(&wrong.stderr));
}

#[test]
fn a_panic_in_the_engine_is_a_fault_of_ours_with_a_request_to_report_it() {
    let problems = guarded(|| panic!("index out of bounds")).expect_err("a panic is a problem");
    assert_eq!(exit_code(&problems), 3);
    assert_eq!(problems[0].blame, Blame::Ours);
    assert!(problems[0].message.starts_with("the typesetting engine crashed"), "{}", problems[0].message);
    assert!(problems[0].message.ends_with("(index out of bounds)"), "{}", problems[0].message);
    assert!(problems[0].hints[0].contains("please report it"));
}

#[cfg(unix)]
#[test]
fn a_paper_can_be_read_by_others_like_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_with("visit.toml", BRIEF);
    run(folder.path(), &["build", "visit.toml"]);
    let rights = |name: &str| fs::metadata(folder.path().join(name)).expect("a file").permissions().mode();
    assert_eq!(rights("visit.memo.ru.pdf"), rights("visit.toml"));
}

#[test]
fn a_paper_is_never_written_into_a_file_that_is_none() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml", "-o", "visit.toml"]);
    assert_eq!(ran.code, Some(2));
    assert_reference("command-line/output-is-a-brief.stderr", &ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("visit.toml")).expect("the brief"), BRIEF);
}

#[test]
fn a_paper_never_replaces_a_file_that_is_no_pdf() {
    let folder = folder_with("visit.toml", BRIEF);
    fs::write(folder.path().join("notes.pdf"), BRIEF).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-o", "notes.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(fs::read_to_string(folder.path().join("notes.pdf")).expect("a file"), BRIEF);
}

#[cfg(unix)]
#[test]
fn a_paper_replaces_the_file_that_a_link_leads_to() {
    let folder = folder_with("visit.toml", BRIEF);
    fs::create_dir(folder.path().join("archive")).expect("a folder");
    fs::write(folder.path().join("archive/paper.pdf"), "%PDF-1.7 an older paper").expect("a file");
    std::os::unix::fs::symlink("archive/paper.pdf", folder.path().join("latest.pdf")).expect("a link");
    let ran = run(folder.path(), &["build", "visit.toml", "-o", "latest.pdf"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(fs::symlink_metadata(folder.path().join("latest.pdf")).expect("a link").is_symlink());
    assert!(fs::read(folder.path().join("archive/paper.pdf")).expect("a file").len() > 1000);
}

#[test]
fn a_brief_named_twice_is_built_once() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml", "./visit.toml", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "out/visit.memo.ru.pdf\n"));
}

#[test]
fn two_briefs_of_one_name_do_not_share_a_folder() {
    let folder = folder_with("visit.toml", BRIEF);
    fs::create_dir(folder.path().join("other")).expect("a folder");
    fs::write(folder.path().join("other/visit.toml"), BRIEF).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "other/visit.toml", "-o", "papers"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert_reference("command-line/one-name.stderr", &ran.stderr);
    let beside = run(folder.path(), &["build", "visit.toml", "other/visit.toml"]);
    assert_eq!(beside.stdout, "visit.memo.ru.pdf\nother/visit.memo.ru.pdf\n");
}

#[test]
fn a_language_named_twice_is_built_once() {
    let folder = folder_with("visit.toml", BRIEF);
    let twice = run(folder.path(), &["build", "visit.toml", "-t", "memo,memo"]);
    assert_eq!(twice.code, Some(2));
    assert_reference("command-line/one-template.stderr", &twice.stderr);
    let ran = run(folder.path(), &["build", "visit.toml", "-l", "kk,ru,kk"]);
    assert_eq!(ran.stdout, "visit.memo.kk.pdf\nvisit.memo.ru.pdf\n");
}
