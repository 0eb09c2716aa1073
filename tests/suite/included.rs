//! A brief with included files, registers and overrides from the command line. Every message and every
//! value names its source.

mod files;
mod kept;
#[cfg(feature = "tables")]
mod members;
mod provenance;
mod registers;
#[cfg(feature = "tables")]
mod sides;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::{folder, project, run};

const PEOPLE: &str = r#"
[ashikbaev]
name = "Ержан Ашикбаев"
position = { ru = "Первый заместитель министра иностранных дел", kk = "Сыртқы істер министрінің бірінші орынбасары" }
organisation = { id = "mfa" }
biography = "Окончил университет."
photo = { file = "portraits/portrait-1.png", alt = "Портрет" }

[ko]
name = "Киёнг Ко"
position = "Директор отдела"

[unused]
name = "Никем Не Названный"
biography = "О нём никто не спрашивал."
"#;

const ORGANISATIONS: &str = "[mfa]\nname = \"Министерство иностранных дел\"\n";

const COMMON: &str = r#"
place = "Астана"
objectives = ["согласовать план"]

[meeting]
city = "Астана"
venue = "Министерство"

[[sides]]
id = "hosts"
name = { id = "mfa" }
host = true

[[sides.members]]
person = "ashikbaev"
head = true
"#;

const VISIT: &str = r#"
title = "Визит рабочей группы"
include = ["../common.toml"]
date = 2026-03-10

[meeting]
venue = "Дом приёмов"

[[sides]]
name = "ЭСКАТО"

[[sides.members]]
person = "ko"
position = "Заместитель директора"

[[sides]]
id = "hosts"
language = "ru"
"#;

/// The same as [`VISIT`] with its included files, in one file.
const IN_ONE_PIECE: &str = r#"
title = "Визит рабочей группы"
date = 2026-03-10
place = "Астана"
objectives = ["согласовать план"]

[meeting]
city = "Астана"
venue = "Дом приёмов"

[[sides]]
id = "hosts"
name = "Министерство иностранных дел"
host = true
language = "ru"

[[sides.members]]
id = "ashikbaev"
name = "Ержан Ашикбаев"
position = { ru = "Первый заместитель министра иностранных дел" }
organisation = "Министерство иностранных дел"
biography = "Окончил университет."
photo = { file = "../portraits/portrait-1.png", alt = "Портрет" }
head = true

[[sides]]
name = "ЭСКАТО"

[[sides.members]]
id = "ko"
name = "Киёнг Ко"
position = "Заместитель директора"
"#;

/// A project with registers and one visit.
fn ministry() -> TempDir {
    let folder = folder();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("spravka.toml", "");
    put("people.toml", PEOPLE);
    put("organisations.toml", ORGANISATIONS);
    put("common.toml", COMMON);
    put("visits/visit.toml", VISIT);
    fs::create_dir(folder.path().join("portraits")).expect("a folder");
    let portrait = "portraits/portrait-1.png";
    fs::copy(project().join("briefs/images/portrait-1.png"), folder.path().join(portrait)).expect("a copy");
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("a file");
}

/// Builds with these arguments and expects success.
fn build(folder: &Path, arguments: &[&str]) {
    let ran = run(folder, &[&["build"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

/// The output of `check` for a brief with these sibling files, and its exit code.
fn said(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let folder = folder();
    fs::write(folder.path().join("spravka.toml"), "").expect("a file");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let ran = run(folder.path(), &[&["check", "visits/visit.toml"], arguments].concat());
    format!("exit code {}\n{}{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr)
}

const SIDE: &str = "[[sides]]\nname = \"А\"\n";
