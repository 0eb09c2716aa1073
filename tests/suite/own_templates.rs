//! Templates of the user's own: what they may read, and how problems in them are told.

use std::fs;
use std::path::Path;

use spravka::internals::limits::{TEMPLATE_FILES, TEMPLATE_FOLDER_BYTES};
use spravka::internals::report::{MessageFormat, exit_code, render};
use spravka::internals::template::{Template, TemplateFile};
use spravka::internals::typeset::{ParsedTemplate, compile};

use crate::harness::{assert_reference, checked, folder, folder_with, project, run, run_with_input, view};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\n\n[[sides]]\nname = \"Хозяева\"\n";

/// A template of the user's own in `mine`, which says only this.
fn own_template(folder: &Path, text: &str) {
    let template = folder.join("mine");
    fs::create_dir(&template).expect("a folder");
    fs::write(template.join("template.toml"), "label = \"memo\"\ndescription = \"Mine\"\n").expect("a file");
    let head = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 1))\n\
        #set text(font: \"Source Serif 4\", fallback: false)\n";
    fs::write(template.join("main.typ"), format!("{head}{text}")).expect("a file");
}

#[test]
fn a_problem_in_a_template_is_shown_in_its_frame() {
    let folder = folder_with("visit.toml", BRIEF);
    let template = folder.path().join("mine");
    own_template(folder.path(), "");
    fs::write(template.join("main.typ"), "#import \"part.typ\": greet\n#greet()\n").expect("a file");
    fs::write(
        template.join("part.typ"),
        "#let greet() = {\n  let view = toml(\"/view.toml\")\n  view.nobody\n}\n",
    )
    .expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("command-line/template-error.stderr", &ran.stderr);
}

#[test]
fn a_font_that_is_not_there_is_an_error_not_another_font() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "#set text(font: \"Comic Sans MS\")\nТекст\n");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("command-line/unknown-font.stderr", &ran.stderr);
}

#[test]
fn a_template_cannot_read_the_disk_or_the_network() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "");
    fs::write(folder.path().join("secret.txt"), "secret").expect("a file");
    for main in ["#read(\"/secret.txt\")", "#read(\"../secret.txt\")", "#import \"@preview/cetz:0.3.0\""] {
        fs::write(folder.path().join("mine/main.typ"), main).expect("a file");
        let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{main}: {}", ran.stderr);
    }
}

#[test]
fn an_ejected_template_builds_the_same_paper() {
    let folder = folder();
    let sample = project().join("briefs/escap-almaty.toml");
    let sample = sample.to_str().expect("a path");
    let ran = run(folder.path(), &["template", "eject", sample, "-o", "memo"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "memo\n", ""));
    for file in ["main.typ", "view.json", "lib/page.typ", "fonts/SourceSerif4_400Regular.ttf"] {
        assert!(folder.path().join("memo").join(file).is_file(), "{file}");
    }
    assert!(!folder.path().join("memo/view.toml").exists(), "nothing reads it");
    let own = run(folder.path(), &["build", sample, "-t", "./memo", "-o", "-"]).raw_stdout;
    let built_in = run(folder.path(), &["build", sample, "-o", "-"]).raw_stdout;
    assert!(own == built_in);
    let again = run(folder.path(), &["template", "eject", sample, "-o", "memo"]);
    assert_eq!(again.code, Some(2));
    assert_reference("command-line/eject-twice.stderr", &again.stderr);
}

#[test]
fn a_problem_in_a_template_of_ours_is_a_fault_of_ours() {
    let mut template = Template::find("memo").expect("the memo");
    let main =
        TemplateFile { name: "templates/memo/main.typ".to_owned(), data: b"#nobody".as_slice().into() };
    template.files.insert("main.typ".to_owned(), main);
    let parsed = ParsedTemplate::parse(&template).expect("a parsed template");
    let checked = checked(BRIEF).expect("a good brief");
    let view = view(&checked, "memo", checked.languages()[0]);
    let problems = compile(&parsed.world(checked.style(), checked.images(), &view)).expect_err("a problem");
    let mut frame = Vec::new();
    render(&mut frame, &problems, MessageFormat::Human).expect("a frame");
    assert_eq!(exit_code(&problems), 3);
    assert_reference("command-line/our-template.stderr", &String::from_utf8_lossy(&frame));
}

#[test]
fn a_letter_that_a_template_cannot_print_is_an_error_under_every_standard() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "日本 и 日本\n");
    for standard in ["1.7", "a-2a,ua-1"] {
        let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine", "--pdf-standard", standard]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
        assert_reference("command-line/template-glyph.stderr", &ran.stderr);
    }
}

#[test]
fn a_template_of_ones_own_may_have_pictures_and_any_name() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "#image(\"logo.svg\", alt: \"Знак\")\n#toml(\"/view.toml\").kind\n");
    let logo =
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>";
    fs::write(folder.path().join("mine/logo.svg"), logo).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "visit.mine.ru.pdf\n", ""));
    let view = || {
        let eject = ["template", "eject", "visit.toml", "-t", "./mine", "-o", "ejected"];
        assert_eq!(run(folder.path(), &eject).code, Some(0));
        fs::read_to_string(folder.path().join("ejected/view.toml")).expect("a view")
    };
    assert!(
        view().contains("kind = \"Справка\""),
        "the kind is that of the label, whatever the folder is called"
    );
}

#[test]
fn a_template_of_ones_own_may_read_the_view_as_toml() {
    let brief = "title = \"Т\"\nbackground = \"Слова **важные** и прочие\"\n[[sides]]\nname = \"А\"\n";
    let folder = folder_with("visit.toml", brief);
    let main = r#"
        #let view = toml("/view.toml")
        #assert.eq(type(view.document.date), datetime)
        #assert("centre" not in view and "source" not in view)
        #let inlines = view.background.first().inlines
        #assert.eq(inlines.map(inline => "strong" in inline), (false, true, false))
        #assert(inlines.all(inline => "whole" not in inline and "link" not in inline))
        #set document(title: view.document.title, date: view.document.date)
        #set text(lang: view.document.language)
        #title()
        #for inline in inlines { if "strong" in inline { strong(inline.text) } else { inline.text } }
    "#;
    own_template(folder.path(), main);
    let build = |template| {
        let ran = run(folder.path(), &["build", "visit.toml", "-t", template, "-o", "-"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.raw_stdout
    };
    let pdf = build("./mine");
    let eject = ["template", "eject", "visit.toml", "-t", "./mine", "-o", "ejected"];
    assert_eq!(run(folder.path(), &eject).code, Some(0));
    // The stock `typst` command finds the view there as the template reads it.
    let view = fs::read_to_string(folder.path().join("ejected/view.toml")).expect("a view");
    let view: toml::Table = view.parse().expect("TOML");
    assert!(view["document"]["date"].is_datetime());
    assert!(pdf == build("./ejected"));
}

#[test]
fn a_folder_that_is_no_template_is_wrong_usage() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "");
    let build = ["build", "visit.toml", "-t", "./mine"];
    for (name, manifest) in [
        ("template-unknown-label", "label = \"memmo\"\ndescription = \"Mine\""),
        ("template-bad-manifest", "label = 5"),
    ] {
        fs::write(folder.path().join("mine/template.toml"), manifest).expect("a file");
        let ran = run(folder.path(), &build);
        assert_eq!(ran.code, Some(2));
        assert_reference(&format!("command-line/{name}.stderr"), &ran.stderr);
    }
    fs::remove_file(folder.path().join("mine/template.toml")).expect("a file");
    let ran = run(folder.path(), &build);
    assert_eq!(ran.code, Some(2));
    assert_reference("command-line/template-without-manifest.stderr", &ran.stderr);
}

#[test]
fn a_template_gets_only_the_keys_that_it_says_it_prints() {
    let folder =
        folder_with("visit.toml", &format!("{BRIEF}[meeting]\ntopic = \"Тема\"\ncity = \"Астана\"\n"));
    own_template(folder.path(), "#let meeting = json(\"/view.json\").meeting\n#repr(meeting)\n");
    let manifest = folder.path().join("mine/template.toml");
    let plain = fs::read_to_string(&manifest).expect("a manifest");
    let printed = |prints: &str| {
        fs::write(&manifest, format!("{plain}{prints}")).expect("a manifest");
        let ran = run(folder.path(), &["template", "eject", "visit.toml", "-t", "./mine", "-o", "files"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let view = fs::read_to_string(folder.path().join("files/view.json")).expect("a view");
        fs::remove_dir_all(folder.path().join("files")).expect("removed");
        ["Тема", "Астана", "Хозяева"].map(|word| view.contains(word))
    };
    assert_eq!(printed(""), [true, true, true]);
    assert_eq!(printed("prints = [\"meeting.city\"]\n"), [false, true, false]);
}

#[test]
fn a_template_that_prints_a_key_of_no_brief_is_an_error() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "Текст");
    let manifest = folder.path().join("mine/template.toml");
    let plain = fs::read_to_string(&manifest).expect("a manifest");
    let mut said = String::new();
    for prints in ["sides.membres.name", "ageda", "meeting[", "letterhead"] {
        fs::write(&manifest, format!("{plain}prints = [\"{prints}\"]\n")).expect("a manifest");
        let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine", "-o", "paper.pdf"]);
        said += &format!("# {prints}: {:?}\n{}\n", ran.code, ran.stderr);
    }
    assert_reference("command-line/unknown-printed-key.txt", &said);
}

#[test]
fn a_template_without_end_is_stopped_for_a_brief_on_standard_input_as_well() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "#for i in range(1000000000) { let a = i }");
    let commands = [
        &["build", "visit.toml", "-t", "./mine", "-o", "out.pdf"][..],
        &["build", "-", "-t", "./mine", "-o", "out.pdf"],
        &["check", "-", "-t", "./mine"],
    ];
    for arguments in commands {
        let ran = run_with_input(folder.path(), arguments, BRIEF.as_bytes());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{arguments:?}");
        let said = ran.stderr.replace("visit.toml", "<stdin>");
        assert_reference("command-line/template-without-end.stderr", &said);
    }
    assert!(!folder.path().join("out.pdf").exists());
}

#[test]
fn a_template_builds_the_paper_of_a_brief_on_standard_input() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "#json(\"/view.json\").kind\n");
    assert_eq!(run(folder.path(), &["build", "visit.toml", "-t", "./mine", "-o", "a.pdf"]).code, Some(0));
    let ran = run_with_input(folder.path(), &["build", "-", "-t", "./mine", "-o", "b.pdf"], BRIEF.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a paper");
    assert!(read("a.pdf") == read("b.pdf"));
}

#[test]
fn a_folder_that_is_too_large_for_a_template_is_refused() {
    let folder = folder_with("visit.toml", BRIEF);
    own_template(folder.path(), "Текст\n");
    let build = || run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
    let large = folder.path().join("mine/large.bin");
    let file = fs::File::create(&large).expect("a file");
    // The template itself has some hundred bytes.
    file.set_len(TEMPLATE_FOLDER_BYTES).expect("a file without contents");
    let by_bytes = build();
    fs::remove_file(large).expect("a file");
    assert_eq!(build().code, Some(0));
    for number in 0..TEMPLATE_FILES / 2 {
        fs::create_dir_all(folder.path().join(format!("mine/{number}/inner"))).expect("a folder");
    }
    let by_files = build();
    assert_eq!((by_bytes.code, by_files.code), (Some(2), Some(2)));
    assert_eq!(by_bytes.stderr, by_files.stderr);
    assert_reference("command-line/large-template.stderr", &by_files.stderr);
}
