//! The modules of the program form no circle, and every arrow runs downwards: a room imports only rooms that
//! `lib.rs` declares below it.
//!
//! An import leads to the file that defines what is imported, through every `pub use` on the way; a `pub use`
//! itself is no arrow.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::harness::project;

/// A module, by its names from the root of the crate: `archive`, `index`, `sync`.
type Module = Vec<String>;

/// Every module of a crate.
struct Crate {
    /// The text of each module, without comments.
    texts: BTreeMap<Module, String>,
    /// Where the names that a module hands on come from.
    handed_on: BTreeMap<(Module, String), Module>,
}

/// Which module imports which.
type Arrows = BTreeMap<Module, BTreeSet<Module>>;

impl Crate {
    /// Reads a crate from the folder of its sources.
    fn read(folder: &Path) -> Self {
        let mut texts = BTreeMap::new();
        read_folder(folder, &mut Vec::new(), &mut texts);
        Self::of(texts)
    }

    fn of(texts: BTreeMap<Module, String>) -> Self {
        let mut read = Self { texts, handed_on: BTreeMap::new() };
        let mut handed_on = BTreeMap::new();
        for (module, text) in &read.texts {
            for (_, path) in imports(text).into_iter().filter(|(is_public, _)| *is_public) {
                let name = path.last().cloned().unwrap_or_default();
                handed_on.extend(read.absolute(module, &path).map(|from| ((module.clone(), name), from)));
            }
        }
        read.handed_on = handed_on;
        read
    }

    /// A path from the root of the crate, or `None` for one into another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let ups = path.iter().take_while(|step| *step == "super").count();
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => Some([&module[..module.len().checked_sub(ups)?], &path[ups..]].concat()),
            child => {
                let child = [module.as_slice(), &[child.to_owned()]].concat();
                self.texts.contains_key(&child).then(|| [module, path].concat())
            }
        }
    }

    /// The module that defines what a path names.
    fn definition(&self, path: &[String]) -> Module {
        let depth =
            (0..=path.len()).rev().find(|depth| self.texts.contains_key(&path[..*depth])).unwrap_or(0);
        let module = path[..depth].to_vec();
        let name = path.get(depth).cloned().unwrap_or_default();
        match self.handed_on.get(&(module.clone(), name)) {
            Some(from) => self.definition(&[from, &path[depth + 1..]].concat()),
            None => module,
        }
    }

    fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (module, text) in &self.texts {
            for (_, path) in imports(text).into_iter().filter(|(is_public, _)| !is_public) {
                let Some(path) = self.absolute(module, &path) else { continue };
                let definition = self.definition(&path);
                if definition != *module && !definition.is_empty() {
                    arrows.entry(module.clone()).or_default().insert(definition);
                }
            }
        }
        arrows
    }
}

fn read_folder(folder: &Path, names: &mut Module, texts: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        names.push(name);
        if path.is_dir() {
            read_folder(&path, names, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            // Tables of tests beside the code belong to the suite.
            let module = if *names == ["lib"] { Module::new() } else { names.clone() };
            texts.insert(module, without_comments(&fs::read_to_string(&path).expect("a source")));
        }
        names.pop();
    }
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that a text imports, by `use` or by naming it in full, and whether it is handed on.
fn imports(text: &str) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = String::new();
    let mut after = text;
    while let Some(start) = after.find("use ") {
        let begins_statement = after[..start].trim_end().is_empty()
            || after[..start].trim_end().ends_with([';', '}', '{', ']'])
            || visibility(&after[..start]).is_some();
        let (before, statement) = (&after[..start], &after[start + 4..]);
        rest.push_str(before);
        let Some(end) = statement.find(';').filter(|_| begins_statement) else {
            after = statement;
            continue;
        };
        let is_public = visibility(before).is_some();
        found.extend(paths(&statement[..end]).into_iter().map(|path| (is_public, path)));
        after = &statement[end..];
    }
    rest.push_str(after);
    for root in ["crate::", "super::"] {
        for (start, _) in rest.match_indices(root) {
            let path =
                rest[start..].split(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter));
            let path = path.into_iter().next().unwrap_or_default();
            found.push((false, path.split("::").map(str::to_owned).collect()));
        }
    }
    found
}

/// The visibility that a text ends with.
fn visibility(before: &str) -> Option<&str> {
    let words = before.trim_end().rsplit_once(['\n', ';', '}']).map_or(before, |(_, words)| words).trim();
    (words == "pub" || words.starts_with("pub(")).then_some(words)
}

/// The paths of a tree like `crate::load::{Draft, spans::{self, Span}}`.
fn paths(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, list)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|step| step.trim().to_owned()).collect()];
    };
    let before: Vec<_> =
        before.split("::").map(|step| step.trim().to_owned()).filter(|step| !step.is_empty()).collect();
    let list = list.trim_end().strip_suffix('}').unwrap_or(list);
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (index, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    items.push(&list[start..]);
    let items = items.into_iter().filter(|item| !item.trim().is_empty()).flat_map(paths);
    items
        .map(|path| if path == ["self"] { before.clone() } else { [before.clone(), path].concat() })
        .collect()
}

/// A circle that a module is part of, by its modules in the order of the arrows.
fn circle(arrows: &Arrows) -> Option<Vec<Module>> {
    fn follow(arrows: &Arrows, way: &mut Vec<Module>, done: &mut BTreeSet<Module>) -> Option<Vec<Module>> {
        let here = way.last()?.clone();
        for next in arrows.get(&here).into_iter().flatten() {
            if let Some(start) = way.iter().position(|module| module == next) {
                return Some(way[start..].to_vec());
            }
            if !done.contains(next) {
                way.push(next.clone());
                if let Some(found) = follow(arrows, way, done) {
                    return Some(found);
                }
                way.pop();
            }
        }
        done.insert(here);
        None
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|module| follow(arrows, &mut vec![module.clone()], &mut done))
}

/// The arrows between the rooms: the modules that `lib.rs` declares.
fn between_rooms(arrows: &Arrows) -> Arrows {
    let mut rooms = Arrows::new();
    for (from, to) in arrows.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
        if from.first() != to.first() {
            rooms.entry(from[..1].to_vec()).or_default().insert(to[..1].to_vec());
        }
    }
    rooms
}

fn in_words(modules: &[Module]) -> String {
    modules.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(" → ")
}

fn program() -> Crate {
    Crate::read(&project().join("src"))
}

#[test]
fn no_file_and_no_room_is_part_of_a_circle() {
    let arrows = program().arrows();
    assert!(arrows.len() > 100, "the imports are found");
    let found = [circle(&arrows), circle(&between_rooms(&arrows))].into_iter().flatten().next();
    assert_eq!(found.map(|circle| in_words(&circle)), None);
}

#[test]
fn every_room_imports_only_rooms_below_it() {
    let text = fs::read_to_string(project().join("src/lib.rs")).expect("the map");
    let rooms: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let place = |room: &str| rooms.iter().position(|declared| *declared == room);
    let mut upwards = Vec::new();
    for (from, to) in between_rooms(&program().arrows()) {
        // The program itself stands above the map.
        let Some(above) = place(&from[0]) else { continue };
        for to in to.into_iter().filter(|to| place(&to[0]).is_none_or(|below| below < above)) {
            upwards.push(in_words(&[from.clone(), to]));
        }
    }
    assert_eq!(upwards, Vec::<String>::new());
}

#[test]
fn typesetting_knows_no_brief_and_only_assets_read_what_is_embedded() {
    let program = program();
    let rooms = between_rooms(&program.arrows());
    for room in ["brief", "check", "load", "localise", "archive", "provenance"] {
        assert!(
            !rooms[&vec!["typeset".to_owned()]].contains(&vec![room.to_owned()]),
            "typeset imports {room}"
        );
    }
    let readers = program.texts.iter().filter(|(_, text)| text.contains("include_dir!"));
    assert_eq!(readers.map(|(module, _)| module.join("::")).collect::<Vec<_>>(), ["assets"]);
}

/// A crate of these modules, for tests of the test.
fn crate_of(files: &[(&str, &str)]) -> Crate {
    let module = |path: &str| path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Crate::of(files.iter().map(|(path, text)| (module(path), without_comments(text))).collect())
}

#[test]
fn a_circle_is_found_through_what_a_module_hands_on() {
    let mut files = [
        ("", "pub mod a;\npub mod b;"),
        ("a", "mod deep;\npub use deep::Thing;"),
        ("a::deep", "// use crate::b;\npub struct Thing;"),
        ("b", "pub struct Other;\nfn thing() -> crate::a::Thing {}"),
    ];
    assert_eq!(circle(&crate_of(&files).arrows()), None);
    files[2].1 = "use crate::b::{self, Other as Name};\npub struct Thing;";
    let found = circle(&crate_of(&files).arrows());
    assert_eq!(found.map(|circle| in_words(&circle)), Some("a::deep → b".to_owned()));
}
