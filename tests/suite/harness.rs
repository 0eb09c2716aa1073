//! Runs the program, makes folders to run it in, and compares with references.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use regex::Regex;
use spravka::internals::brief::Date;
use spravka::internals::check::{Checked, Wanted, check};
use spravka::internals::language::Language;
use spravka::internals::load::{Input, load, load_text};
use spravka::internals::localise::{Paper, localise};
use spravka::internals::meeting::subjects;
use spravka::internals::report::{Problem, SourceText};
use spravka::internals::template::{KindOfPaper, Template};
use spravka::internals::typeset::ParsedTemplate;
use spravka::internals::typeset::{Pages, compile};
use spravka::internals::view::View;
use tempfile::TempDir;
use typst::layout::{Frame, FrameItem};

/// The root of the project, which holds samples and references.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The result of a run of the program.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub raw_stdout: Vec<u8>,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            raw_stdout: output.stdout,
        }
    }
}

/// The program, to be run in `folder`, without the environment variables that could influence it.
pub fn spravka(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spravka"));
    command
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("SPRAVKA_ARCHIVE")
        .stdin(Stdio::null());
    command
}

/// Runs the program with these arguments.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    spravka(folder).args(arguments).output().expect("the program starts").into()
}

/// Runs the program with these arguments and this standard input.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = spravka(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments reads nothing.
    if let Err(error) = child.stdin.take().expect("a pipe").write_all(input) {
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "the program reads its input");
    }
    child.wait_with_output().expect("the program ends").into()
}

/// A temporary folder, deleted after the test.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A temporary folder with one file in it.
pub fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = folder();
    fs::write(folder.path().join(name), text).expect("a file in a temporary folder");
    folder
}

/// The samples in `briefs`.
pub fn samples() -> Vec<PathBuf> {
    let entries = fs::read_dir(project().join("briefs")).expect("the folder of samples");
    let mut samples: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    samples.sort();
    assert!(samples.len() >= 3, "there are at least three samples");
    samples
}

/// Copies the pictures of the samples into a folder.
pub fn copy_pictures(folder: &Path) {
    fs::create_dir(folder.join("images")).expect("a folder");
    for entry in fs::read_dir(project().join("briefs/images")).expect("the folder of pictures") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.join("images").join(entry.file_name())).expect("a copy");
    }
}

/// Checks a text as a brief, in all its languages.
pub fn checked(text: &str) -> Result<Checked, Vec<Problem>> {
    let source = SourceText::new("brief.toml", text);
    load_text(Arc::new(source)).and_then(|draft| check(draft, &Wanted::All))
}

/// Checks a text as a brief in a folder with the pictures of the samples.
pub fn checked_with_pictures(text: &str) -> Result<Checked, Vec<Problem>> {
    let folder = folder_with("brief.toml", text);
    copy_pictures(folder.path());
    load(&Input::File(folder.path().join("brief.toml"))).and_then(|draft| check(draft, &Wanted::All))
}

/// The view of a template for a brief in one language, without a fallback date.
pub fn view(checked: &Checked, id: &str, language: Language) -> View {
    let template = Template::find(id).expect("a template");
    let (kind, fallback_date) = (template.manifest.kind(), Date(chrono::NaiveDate::default()));
    let printed = checked.printed(&template, None).expect("what the paper prints");
    localise(&printed, Paper { kind, language, fallback_date })
}

/// Adds the text of a page, in the order in which it is drawn.
pub fn add_text(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => add_text(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}

/// The keys of a view that a brief has content for.
pub fn filled(checked: &Checked, meeting: Option<&str>) -> BTreeSet<String> {
    let fallback_date = Date(chrono::NaiveDate::default());
    let paper = Paper { kind: KindOfPaper::Label("memo"), language: checked.languages()[0], fallback_date };
    localise(&checked.whole_about(meeting), paper).filled()
}

/// The built-in papers that a brief has content for, each with the meeting that it is about, if the brief has
/// several.
pub fn able(checked: &Checked) -> Vec<(Template, Option<String>)> {
    let mut able = Vec::new();
    for template in Template::ids().into_iter().map(|id| Template::find(id).expect("a template")) {
        let needs = &template.manifest.needs;
        for meeting in subjects(&template, checked.brief(), None) {
            let filled = filled(checked, meeting.as_deref());
            if needs.is_empty() || needs.iter().any(|key| filled.contains(key)) {
                able.push((template.clone(), meeting));
            }
        }
    }
    able
}

/// A view as templates read it.
pub fn json(view: &View) -> serde_json::Value {
    view.to_json().expect("a view").parse().expect("JSON")
}

/// The view beside an ejected template.
pub fn ejected_view(folder: &Path) -> serde_json::Value {
    fs::read_to_string(folder.join("view.json")).expect("a view").parse().expect("JSON")
}

/// The pages of a paper in one language.
pub fn pages(checked: &Checked, id: &str, language: Language) -> Pages {
    let parsed = ParsedTemplate::parse(&Template::find(id).expect("a template")).expect("a parsed template");
    let view = view(checked, id, language);
    compile(&parsed.world(checked.style(), checked.images(), &view)).expect("pages")
}

/// A text without what is another in every run: ids of records, numbered in their order instead, moments, and
/// the user with the computer.
#[cfg_attr(not(feature = "archive"), expect(dead_code, reason = "only records have ids and moments"))]
pub fn anonymous(text: &str) -> String {
    let id = Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}").expect("a pattern");
    let mut known: Vec<String> = Vec::new();
    let text = id.replace_all(text, |found: &regex::Captures<'_>| {
        let place = known.iter().position(|id| *id == found[0]).unwrap_or_else(|| {
            known.push(found[0].to_owned());
            known.len() - 1
        });
        format!("<id {}>", place + 1)
    });
    let moment = Regex::new(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").expect("a pattern");
    let text = moment.replace_all(&text, "<moment>");
    let who = Regex::new("who = \"[^\"@]+@[^\"]+\"").expect("a pattern");
    who.replace_all(&text, "who = \"<user>\"").into_owned()
}

/// The seed of the property tests: always the same, so that a run can be repeated, or `PROPTEST_RNG_SEED`.
pub fn seed() -> proptest::test_runner::RngSeed {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    proptest::test_runner::RngSeed::Fixed(seed.unwrap_or(20_260_315))
}

/// Whether to update the references.
pub fn updating() -> bool {
    std::env::var_os("SPRAVKA_UPDATE").is_some()
}

/// Compares a text with its reference file under `tests/`. One that is missing is a failure.
pub fn assert_reference(name: &str, actual: &str) {
    let path = project().join("tests").join(name);
    if updating() {
        write_reference(&path, actual.as_bytes());
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "no reference tests/{name} ({error}); run with SPRAVKA_UPDATE=1 to write it\n--- actual\n{actual}"
        )
    });
    assert!(
        expected == actual,
        "{name} is not as expected; look at it, then run with SPRAVKA_UPDATE=1\n--- expected\n{expected}\n\
         --- actual\n{actual}"
    );
}

/// Puts a reference in its place in one step: an interrupted update leaves the old one or the new one.
pub fn write_reference(path: &Path, bytes: &[u8]) {
    let tests = project().join("tests");
    let name = path.strip_prefix(&tests).expect("references are in tests").display().to_string();
    // Apart from the references, whose folders are read by other tests meanwhile.
    let unfinished = tests.join(".unfinished").join(name.replace(std::path::MAIN_SEPARATOR, "-"));
    fs::create_dir_all(tests.join(".unfinished")).expect("a folder for unfinished references");
    fs::write(&unfinished, bytes).expect("a reference can be written");
    fs::rename(&unfinished, path).expect("a reference can be replaced");
}
