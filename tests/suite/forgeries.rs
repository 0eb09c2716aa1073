//! Papers forged by their recipe: their pages say one thing and their attachments another. Each is built as
//! the program builds a paper, so that nothing but the forged attachments differs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use spravka::internals::digest::sha256;
use spravka::internals::language::Language;
use spravka::internals::provenance::pdf_attachments::attachments;
use spravka::internals::template::Template;
use spravka::internals::typeset::{Design, ParsedTemplate, Profile, typeset};
use spravka::internals::view::{Attachment, AttachmentInfo, attachment};
use toml::{Table, Value};
use typst::foundations::Bytes;

use crate::harness::{assert_reference, checked, folder, folder_with, run, view};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\ndate = 2026-03-15\nplace = \"Астана\"\n\
                     [[sides]]\nname = \"Хозяева\"\n";
/// What the memo prints of it, in one piece.
const PRINTED: &str = "date = \"2026-03-15\"\nlanguages = [\"ru\"]\norder_of_sides = \"as-written\"\n\
                       place = \"Астана\"\nstatus = \"draft\"\ntitle = \"Встреча\"\n\n[[sides]]\nname = \"Хозяева\"\n";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// What is attached to a paper, the recipe first.
struct Attached {
    recipe: Table,
    files: Vec<(String, Vec<u8>)>,
}

impl Attached {
    /// What the program attaches to the paper of [`BRIEF`].
    fn genuine() -> Self {
        let folder = folder_with("visit.toml", BRIEF);
        let ran = run(folder.path(), &["build", "visit.toml", "--with-source", "-o", "memo.pdf"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let pdf = fs::read(folder.path().join("memo.pdf")).expect("a paper");
        let mut files = attachments(&pdf).expect("attachments");
        let at = files.iter().position(|(name, _)| name == "recipe.toml").expect("a recipe");
        let (_, recipe) = files.remove(at);
        Self { recipe: String::from_utf8(recipe).expect("a text").parse().expect("a recipe"), files }
    }

    fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.recipe.insert(key.to_owned(), value.into());
        self
    }

    /// Attaches a file and states its hash.
    fn file(mut self, name: &str, data: impl Into<Vec<u8>>) -> Self {
        let data = data.into();
        let hashes = self.recipe["files"].as_table_mut().expect("the hashes");
        hashes.insert(name.to_owned(), sha256(&data).into());
        match self.files.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = data,
            None => self.files.push((name.to_owned(), data)),
        }
        self
    }

    /// Attaches a file without stating its hash.
    fn attach(mut self, name: &str, data: &str) -> Self {
        self.files.push((name.to_owned(), data.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.files.retain(|(other, _)| other != name);
        self
    }

    /// Attaches a file and states that it is a picture.
    fn picture(mut self, path: &str, of: &str, data: &str) -> Self {
        let pictures = self.recipe.entry("pictures").or_insert(Value::Array(Vec::new()));
        let pictures = pictures.as_array_mut().expect("pictures");
        let ending = path.rsplit_once('.').map_or("picture", |(_, ending)| ending).to_lowercase();
        let attached = format!("picture-{}.{ending}", pictures.len() + 1);
        let named = [("attached", attached.as_str()), ("of", of), ("path", path)];
        pictures.push(Value::Table(named.into_iter().map(|(key, text)| (key.into(), text.into())).collect()));
        self.file(&attached, data)
    }

    /// The paper with the pages of [`BRIEF`] and these attachments.
    fn pdf(&self) -> Vec<u8> {
        let checked = checked(BRIEF).expect("a brief");
        let parsed = ParsedTemplate::parse(&Template::find("memo").expect("a template")).expect("a template");
        let recipe = self.recipe().into_bytes();
        let files = [("recipe.toml".to_owned(), recipe)].into_iter().chain(self.files.clone());
        let attached = files.enumerate().map(|(index, (name, data))| {
            let (mime_type, description) = match name.as_str() {
                "recipe.toml" => ("application/toml", "How this document was made"),
                "brief.toml" => ("application/toml", "The data that this document was made from"),
                "spravka.toml" => ("application/toml", "The settings that this document was made with"),
                _ => ("image/svg+xml", "A picture of this document"),
            };
            let relationship = if index == 0 { "data" } else { "source" };
            let file = attachment(index);
            let info = AttachmentInfo { name, file, mime_type, relationship, description };
            Attachment { info, data: Bytes::new(data) }
        });
        let design = Design { template: &parsed, style: checked.style(), images: checked.images() };
        let view = view(&checked, "memo", Language::RUSSIAN);
        let made = typeset(design, &view, &attached.collect::<Vec<_>>(), &Profile::archival());
        without_marks(made.expect("a paper").pdf)
    }

    /// The recipe as the program writes it: its keys in its order, then its tables.
    fn recipe(&self) -> String {
        let order =
            ["format", "spravka", "typst", "template", "language", "theme", "profile", "fallback_date"];
        let order = order.into_iter().chain(["copy", "part", "files", "fonts", "pictures"]);
        let place: BTreeMap<_, _> = order.enumerate().map(|(place, key)| (key, place)).collect();
        let mut keys: Vec<_> = self.recipe.iter().collect();
        keys.sort_by_key(|(key, _)| place.get(key.as_str()));
        let written = keys.into_iter().map(|(key, value)| {
            let is_plain = !value.is_table() && !value.is_array();
            let table = BTreeMap::from([(key, value)]);
            let text = toml::to_string(&table).expect("a part of a recipe");
            if is_plain { text } else { format!("\n{}", text.trim_start()) }
        });
        written.collect()
    }
}

/// Removes the mark of a second file of a name: the engine attaches no two of one name.
fn without_marks(mut pdf: Vec<u8>) -> Vec<u8> {
    for at in 0..pdf.len() {
        if pdf[at..].starts_with(b".tom2)") {
            pdf[at + 4] = b'l';
        }
    }
    pdf
}

/// Runs `verify`, `extract` and `extract -o` on a paper.
fn read(folder: &Path, pdf: &[u8]) -> [crate::harness::Ran; 3] {
    fs::write(folder.join("memo.pdf"), pdf).expect("a paper");
    let _ = fs::remove_dir_all(folder.join("out"));
    [&["verify", "memo.pdf"][..], &["extract", "memo.pdf"], &["extract", "memo.pdf", "-o", "out"]]
        .map(|arguments| run(folder, arguments))
}

/// What a forger tries, and whether the files can still be extracted: their tree is sound, and only the claim
/// of the paper is not true.
fn forgeries() -> Vec<(&'static str, bool, Attached)> {
    let genuine = Attached::genuine;
    let named = |brief: &str| genuine().file("brief.toml", format!("{brief}{PRINTED}"));
    let other = PRINTED.replace("Астана", "Алматы");
    let recipe_says = |key: &str, value: &str| genuine().set(key, value);
    vec![
        (
            "a picture replaces the brief",
            false,
            genuine().picture("brief.toml", "brief", BRIEF).file("brief.toml", other.as_str()),
        ),
        (
            "a picture of the project replaces the brief",
            false,
            genuine().picture("brief/brief.toml", "project", BRIEF),
        ),
        (
            "a picture replaces the settings",
            false,
            genuine().picture("spravka.toml", "project", "theme = \"official\"\n"),
        ),
        ("a picture is a register", false, genuine().picture("people.toml", "brief", "[a]\nname = \"А\"\n")),
        ("a picture is no picture", false, genuine().picture("a.svg", "brief", "Алматы")),
        ("a picture has another extension", false, genuine().picture("a.png", "brief", SVG)),
        ("a path goes up", false, genuine().picture("../a.svg", "brief", SVG)),
        ("a path goes down and up", false, genuine().picture("a/../b.svg", "brief", SVG)),
        ("a path has a dot", false, genuine().picture("./a.svg", "brief", SVG)),
        ("a path has a dot inside", false, genuine().picture("a/./b.svg", "brief", SVG)),
        ("a path has an empty part", false, genuine().picture("a//b.svg", "brief", SVG)),
        ("a path is absolute", false, genuine().picture("/a.svg", "brief", SVG)),
        ("a path has a drive", false, genuine().picture("C:a.svg", "brief", SVG)),
        ("a path is a device", false, genuine().picture("nul.svg", "brief", SVG)),
        ("a path has a backslash", false, genuine().picture("a\\b.svg", "brief", SVG)),
        ("a path ends in a space", false, genuine().picture("a /b.svg", "brief", SVG)),
        ("a path is in the folder of the brief", false, genuine().picture("Brief/a.svg", "project", SVG)),
        (
            "two files have one path",
            false,
            genuine().picture("a.svg", "brief", SVG).picture("a.svg", "brief", SVG),
        ),
        (
            "two files differ in case",
            false,
            genuine().picture("я.svg", "brief", SVG).picture("Я.svg", "brief", SVG),
        ),
        (
            "two files differ in normalisation",
            false,
            genuine().picture("\u{439}.svg", "brief", SVG).picture("\u{438}\u{306}.svg", "brief", SVG),
        ),
        (
            "a file is a folder of another",
            false,
            genuine().picture("a.svg/b.svg", "brief", SVG).picture("a.svg", "brief", SVG),
        ),
        ("the brief is a folder", false, genuine().picture("brief.toml/a.svg", "brief", SVG)),
        (
            "a picture is attached as the brief",
            false,
            genuine().set("pictures", vec![picture_named("brief.toml", "a.svg")]),
        ),
        (
            "a picture is attached as the recipe",
            false,
            genuine().set("pictures", vec![picture_named("recipe.toml", "a.svg")]),
        ),
        (
            "one attachment is two pictures",
            false,
            genuine().file("a.svg", SVG).set(
                "pictures",
                vec![picture_named("picture-1.svg", "a.svg"), picture_named("picture-1.svg", "b.svg")],
            ),
        ),
        ("a file is attached that is no source", false, genuine().file("picture-1.svg", SVG)),
        ("a file is attached that is not in the recipe", false, genuine().attach("picture-1.svg", SVG)),
        ("the brief is attached twice", false, genuine().attach("brief.tom2", other.as_str())),
        ("the recipe is attached twice", false, genuine().attach("recipe.tom2", "format = 1\n")),
        ("a register is attached", false, genuine().file("people.toml", "[a]\nname = \"А\"\n")),
        (
            "the brief has another hash",
            false,
            genuine().without("brief.toml").attach("brief.toml", other.as_str()),
        ),
        ("the brief is not text", false, genuine().file("brief.toml", b"\xff".as_slice())),
        ("the settings are not text", false, genuine().file("spravka.toml", b"\xff".as_slice())),
        ("a key of the recipe is unknown", false, recipe_says("approved_by", "Министр")),
        ("the format is of the future", false, genuine().set("format", 4)),
        ("a file of another program is attached", true, genuine().attach("minutes.pdf", "%PDF-")),
        ("the brief says something else", true, genuine().file("brief.toml", other.as_str())),
        ("a picture is attached that nothing names", true, genuine().picture("a.svg", "brief", SVG)),
        ("the settings are empty", true, genuine().file("spravka.toml", "")),
        ("the brief includes a file", true, named("include = [\"a.svg\"]\n").picture("a.svg", "brief", SVG)),
        (
            "the brief names a table",
            true,
            genuine()
                .file("brief.toml", format!("{PRINTED}members_from = \"a.svg\"\n"))
                .picture("a.svg", "brief", TABLE),
        ),
        ("the brief is the whole one", true, genuine().file("brief.toml", BRIEF)),
        (
            "the brief has what the paper does not print",
            true,
            genuine().file("brief.toml", format!("{PRINTED}\n[invitation]\nnotes = [\"Тайна\"]\n")),
        ),
        ("a brief of the present is said to be a part", true, genuine().set("part", true)),
        ("the format is of the past", true, genuine().set("format", 1)),
        ("the version is another", true, recipe_says("spravka", "9.9.9")),
        ("the engine is another", true, recipe_says("typst", "9.9.9")),
        ("the fonts are others", true, genuine().set("fonts", Table::new())),
        ("the date is written differently", true, recipe_says("fallback_date", "1970-1-1")),
        ("the standard is written differently", true, recipe_says("profile", "a-3a, ua-1")),
        ("the theme is another", true, recipe_says("theme", "official")),
        ("the language is another", true, recipe_says("language", "kk")),
        ("the template is another", true, recipe_says("template", "summary")),
        ("the template is none", true, recipe_says("template", "../memo")),
        ("the copy has a number", true, genuine().set("copy", 2)),
    ]
}

/// A picture and a table at once.
const TABLE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><!--\n\
                     name;position\nАлмас;Советник\n--></svg>";

fn picture_named(attached: &str, path: &str) -> Value {
    let named = [("attached", attached), ("of", "brief"), ("path", path)];
    Value::Table(named.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect())
}

#[test]
fn what_the_program_attaches_is_verified() {
    let folder = folder();
    let [verified, printed, written] = read(folder.path(), &Attached::genuine().pdf());
    assert_eq!((verified.code, verified.stdout.as_str()), (Some(0), "memo.pdf\n"), "{}", verified.stderr);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(0), PRINTED));
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), "out/brief/brief.toml\n"));
}

// One of them names a table, of which a build without tables says something else.
#[test]
#[cfg_attr(not(feature = "tables"), ignore)]
fn a_forged_paper_is_refused_by_verify_and_unsound_files_are_not_extracted() {
    let folder = folder();
    let mut said = String::new();
    for (what, is_sound, forged) in forgeries() {
        let [verified, printed, written] = read(folder.path(), &forged.pdf());
        assert_eq!((verified.code.unwrap_or(0) > 0, verified.stdout.as_str()), (true, ""), "{what}");
        assert_eq!((printed.code, written.code).0, written.code, "{what}");
        assert_eq!(printed.code == Some(0), is_sound, "{what}: {}", printed.stderr);
        assert_eq!(folder.path().join("out").exists(), is_sound, "{what}");
        if !is_sound {
            assert_eq!((printed.stdout.as_str(), &printed.stderr), ("", &verified.stderr), "{what}");
        } else {
            let brief = fs::read_to_string(folder.path().join("out/brief/brief.toml")).expect("a brief");
            assert_eq!(printed.stdout, brief, "{what}");
        }
        said += &format!("# {what}\n{}\n", verified.stderr);
    }
    assert_reference("command-line/forgeries.stderr", &said);
}
