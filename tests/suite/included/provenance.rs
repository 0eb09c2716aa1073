//! Where a value is stated, what it overrides, and how it is named on the command line.

use std::cell::Cell;

use proptest::prelude::{ProptestConfig, proptest};
use spravka::internals::key_path::KeyPath;

use super::ministry;
use crate::harness::{assert_reference, run, seed};

#[test]
fn each_value_is_explained_by_its_file_and_what_it_replaces() {
    let folder = ministry();
    let of_sides = run(
        folder.path(),
        &["check", "visits/visit.toml", "--explain", "sides", "--set", "sides[0].members[0].rank=2"],
    );
    let of_meeting = run(
        folder.path(),
        &["check", "visits/visit.toml", "--explain", "meeting", "--set", "meeting.venue=Резиденция"],
    );
    let of_one =
        run(folder.path(), &["check", "visits/visit.toml", "--explain", "sides[1].members[0].position"]);
    let nothing = run(folder.path(), &["check", "visits/visit.toml", "--explain", "meting.city"]);
    let no_item = run(folder.path(), &["check", "visits/visit.toml", "--explain", "sides[2]"]);
    assert_eq!(
        (of_sides.code, of_one.code, nothing.code, no_item.code),
        (Some(0), Some(0), Some(1), Some(1))
    );
    let all = [of_sides.stdout, of_meeting.stdout, of_one.stdout, nothing.stderr, no_item.stderr];
    assert_reference("included/explained.txt", &all.join("\n"));
}

#[test]
fn values_of_the_command_line_are_checked_like_any_other() {
    let folder = ministry();
    let check = |values: &[&str]| {
        let values = values.iter().flat_map(|value| ["--set", value]);
        run(folder.path(), &[&["check", "visits/visit.toml"], &values.collect::<Vec<_>>()[..]].concat())
    };
    let right = check(&[
        "title=Другое название = с равенством",
        "number=12",
        "date=2026-04-01",
        "sides[0].members[0].head=false",
        "sides[0].members[0].rank=10-1",
        "objectives=[\"раз\", \"два\"]",
        "place={ unknown = true }",
        "meeting.format=online",
    ]);
    assert_eq!((right.code, right.stderr.as_str()), (Some(0), ""));
    let wrong = check(&[
        "meeting.citi=Алматы",
        "date=завтра",
        "sides[4].name=Гости",
        "sides[0].host=возможно",
        "title[0]=Название",
        "status=finished",
    ]);
    let usage =
        ["title", "=Название", "a b=c", "title=\"Название", "objectives=[1,"].map(|value| check(&[value]));
    assert_eq!(wrong.code, Some(1));
    assert!(usage.iter().all(|ran| ran.code == Some(2)));
    let usage = usage.map(|ran| ran.stderr).concat();
    assert_reference("included/set.stderr", &format!("{}{usage}", wrong.stderr));
}

#[test]
fn a_path_is_read_as_it_is_written() {
    for written in
        ["title", "sides[0].members[12].position.kk", "papers.programme-organisers.date", "a[0][1]"]
    {
        assert_eq!(written.parse::<KeyPath>().map(|path| path.to_string()).as_deref(), Ok(written));
    }
    let wrong = [
        "", ".", "a.", ".a", "a..b", "[0]", "a[", "a[]", "a[x]", "a[+1]", "a[-1]", "a[0", "a[0]b", "a b",
        "a]",
    ];
    for written in wrong {
        assert!(written.parse::<KeyPath>().is_err(), "{written}");
    }
}

#[test]
fn any_text_is_a_path_that_is_written_the_same_or_none() {
    let (cases, paths) = (2000, Cell::new(0));
    let config =
        ProptestConfig { cases, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(written in r"[a-zя_0-9.\[\]\-]{0,12}")| {
        if let Ok(path) = written.parse::<KeyPath>() {
            let again = path.to_string();
            // Only zeros before a number are not kept.
            assert_eq!(again.parse::<KeyPath>(), Ok(path));
            paths.set(paths.get() + 1);
        }
    });
    assert!(paths.get() > cases / 10, "only {} of {cases} were paths", paths.get());
}
