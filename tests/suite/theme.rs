//! How papers look: the themes and their fonts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use spravka::internals::check::{Wanted, check};
use spravka::internals::load::{Input, load};
use spravka::internals::theme::Theme;
use typst::layout::{Frame, FrameItem};
use typst::visualize::Paint;
use typst_layout::PagedDocument;

use crate::harness::{assert_reference, folder, folder_with, pages, project, run, samples};

/// Every key of a table, with those of its inner tables.
fn keys(table: &toml::Table, path: &str) -> BTreeSet<String> {
    let entries = table.iter().flat_map(|(key, value)| match value {
        toml::Value::Table(table) => keys(table, &format!("{path}{key}.")),
        _ => BTreeSet::from([format!("{path}{key}")]),
    });
    entries.collect()
}

/// The memo of a sample in its first language.
fn memo(sample: &Path, theme: Theme) -> PagedDocument {
    let draft = load(&Input::File(sample.to_owned())).expect("a sample");
    let checked = check(draft.in_theme(Some(theme)), &Wanted::Default).expect("a good sample");
    pages(&checked, "memo", checked.languages()[0]).document
}

/// The font families on a page, and whether any text is in colour.
fn look(frame: &Frame, families: &mut BTreeSet<String>, coloured: &mut bool) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look(&group.frame, families, coloured),
            FrameItem::Text(run) => {
                families.insert(run.font.font().info().family.clone());
                *coloured |= matches!(&run.fill, Paint::Solid(colour) if is_coloured(colour.to_vec4()));
            }
            _ => {}
        }
    }
}

fn is_coloured([red, green, blue, _]: [f32; 4]) -> bool {
    (red - green).abs() > 0.01 || (green - blue).abs() > 0.01
}

#[test]
fn every_theme_chooses_the_same_things() {
    let all = |theme: Theme| keys(&theme.file().text().parse().expect("TOML"), "");
    let standard = all(Theme::STANDARD);
    assert!(standard.len() > 30);
    for theme in Theme::all() {
        assert_eq!(all(theme), standard, "{theme}");
        assert!(!theme.file().description.is_empty());
    }
}

#[test]
fn every_theme_has_two_families_in_four_styles_and_one_for_rare_letters() {
    for theme in Theme::all() {
        assert_eq!(theme.fonts().files().count(), 10, "{theme}");
        let fonts = &theme.file().fonts;
        for family in [&fonts.text, &fonts.headings, &"Noto Serif".to_owned()] {
            assert!(theme.fonts().book().contains_family(&family.to_lowercase()), "{family}");
        }
    }
}

#[test]
fn the_official_theme_is_set_in_its_own_families_without_any_colour() {
    let official = Theme::named("official").expect("the theme");
    for sample in samples() {
        let (mut families, mut coloured) = (BTreeSet::new(), false);
        memo(&sample, official)
            .pages()
            .iter()
            .for_each(|page| look(&page.frame, &mut families, &mut coloured));
        assert_eq!(families.iter().map(String::as_str).collect::<Vec<_>>(), ["Arimo", "Tinos"]);
        assert!(!coloured);
    }
}

#[test]
fn a_theme_named_on_the_command_line_changes_the_paper() {
    let folder = folder();
    let sample = project().join("briefs/minimal.toml");
    let sample = sample.to_str().expect("a path");
    let build = |theme: &[&str]| {
        let ran = run(folder.path(), &[["build", sample, "-o", "-"].as_slice(), theme].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.raw_stdout
    };
    let standard = build(&[]);
    assert!(standard == build(&["--theme", "standard"]));
    assert!(standard != build(&["--theme", "official"]));
    let unknown = run(folder.path(), &["build", sample, "--theme", "offical"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    assert_reference("command-line/unknown-theme.stderr", &unknown.stderr);
}

#[test]
fn a_letter_that_only_one_theme_has_is_refused_in_the_others() {
    let folder = folder_with("visit.toml", "title = \"Буква א\"\n[[sides]]\nname = \"Хозяева\"\n");
    let standard = run(folder.path(), &["build", "visit.toml"]);
    assert_eq!(standard.code, Some(1));
    assert!(standard.stderr.contains("`א` (U+05D0)"), "{}", standard.stderr);
    let official = run(folder.path(), &["build", "visit.toml", "--theme", "official"]);
    assert_eq!((official.code, official.stderr.as_str()), (Some(0), ""));
}

#[test]
fn an_ejected_template_of_any_theme_builds_the_same_paper_and_has_what_the_stock_command_needs() {
    let folder = folder();
    let sample = project().join("briefs/minimal.toml");
    let sample = sample.to_str().expect("a path");
    let eject = ["template", "eject", sample, "-o", "memo", "--theme", "official"];
    assert_eq!(run(folder.path(), &eject).code, Some(0));
    for file in
        ["theme.toml", "fonts/Tinos-Regular.ttf", "fonts/Arimo-Bold.ttf", "fonts/NotoSerif_400Regular.ttf"]
    {
        assert!(folder.path().join("memo").join(file).is_file(), "{file}");
    }
    assert!(!folder.path().join("memo/fonts/SourceSerif4_400Regular.ttf").exists());
    let build = |template: &str| {
        run(folder.path(), &["build", sample, "-t", template, "--theme", "official", "-o", "-"]).raw_stdout
    };
    assert!(build("./memo") == build("memo"));
}

#[test]
fn a_template_of_ones_own_may_name_the_families_of_every_theme() {
    let folder = folder_with("visit.toml", "title = \"T\"\n[[sides]]\nname = \"A\"\n");
    let template = folder.path().join("mine");
    fs::create_dir(&template).expect("a folder");
    fs::write(template.join("template.toml"), "label = \"memo\"\ndescription = \"Mine\"\n").expect("a file");
    let main = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 1))\n\
        #for family in (\"Tinos\", \"Arimo\", \"Source Serif 4\") { text(font: family, fallback: false)[Текст] }\n";
    fs::write(template.join("main.typ"), main).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./mine"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}
