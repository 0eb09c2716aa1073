//! Registers of people and organisations.

use std::fs;

use super::{ministry, write};
use crate::harness::{assert_reference, run};

#[test]
fn a_register_that_is_wrong_or_missing_is_said_where_it_is_asked_for() {
    let folder = ministry();
    let visit = "title = \"Т\"\n[[sides]]\nname = { id = \"mfa\" }\n[[sides.members]]\nperson = \"ko\"\n";
    write(&folder, "visits/visit.toml", visit);
    let mut all = Vec::new();
    for (people, organisations) in [
        ("[ko]\nposition = \"Директор\"\n", "[mfa]\nshort = \"МИД\"\n"),
        ("ko = \"Киёнг Ко\"\n", "mfa = \"МИД\"\n"),
        ("[ko]\nname = \"Киёнг Ко\"\nperson = \"other\"\n", "[mfa]\nname = 5\n"),
        ("[ko\n", "[mfa]\nname = \"МИД\"\n"),
        ("", ""),
    ] {
        write(&folder, "people.toml", people);
        write(&folder, "organisations.toml", organisations);
        let ran = run(folder.path(), &["check", "visits/visit.toml"]);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        all.push(ran.stderr);
    }
    fs::remove_file(folder.path().join("people.toml")).expect("a file less");
    fs::remove_file(folder.path().join("organisations.toml")).expect("a file less");
    all.push(run(folder.path(), &["check", "visits/visit.toml"]).stderr);
    assert_reference("included/registers.stderr", &all.join("#\n"));
}
