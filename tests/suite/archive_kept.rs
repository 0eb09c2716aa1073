//! An archive for tests that tamper with it.

use std::fs;
use std::path::{Path, PathBuf};

use spravka::internals::archive::id::Id;
use spravka::internals::digest::sha256;
use tempfile::TempDir;

use crate::harness::{Ran, folder, run};

/// A brief of its own, so that no two papers are the same.
pub fn brief(title: &str) -> String {
    format!(
        "title = \"{title}\"\nlanguages = [\"ru\"]\nstatus = \"final\"\ndate = 2026-03-15\n\n[[sides]]\n\
         name = \"Хозяева\"\n"
    )
}

/// An archive with two records, the second of which is annulled.
pub struct Kept {
    pub folder: TempDir,
    pub first: String,
    pub second: String,
}

impl Kept {
    pub fn new() -> Self {
        let folder = folder();
        assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
        let mut kept = Self { folder, first: String::new(), second: String::new() };
        kept.first = kept.file("Первая");
        kept.second = kept.file("Вторая");
        let annulled = kept.on(&["annul", &kept.second, "--reason", "отозвано", "--by", "А. Иванова"]);
        assert_eq!((annulled.code, annulled.stderr.as_str()), (Some(0), ""));
        kept
    }

    pub fn on(&self, arguments: &[&str]) -> Ran {
        run(self.folder.path(), &[&["archive", "--archive", "store"], arguments].concat())
    }

    /// Files a paper with this title.
    pub fn file(&self, title: &str) -> String {
        fs::write(self.folder.path().join("brief.toml"), brief(title)).expect("a brief");
        let ran = self.on(&["add", "brief.toml", "-t", "memo", "--by", "А. Иванова"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout.trim().to_owned()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn bag(&self, id: &str) -> PathBuf {
        let record = id.split('.').next().unwrap_or_default();
        self.path(&format!("store/records/{}/{id}", record.parse::<Id>().expect("an id").year()))
    }

    /// The bag of the only event.
    pub fn event(&self) -> String {
        let year = self.bag(&self.second);
        let names = fs::read_dir(year.parent().expect("a folder")).expect("a folder");
        let mut names = names.map(|entry| entry.expect("an entry").file_name().display().to_string());
        names.find(|name| name.contains('.')).expect("an event")
    }

    pub fn ledger(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("store/ledger.txt")).expect("a ledger");
        text.lines().map(str::to_owned).collect()
    }

    pub fn write_ledger(&self, lines: &[String]) {
        fs::write(self.path("store/ledger.txt"), lines.join("\n") + "\n").expect("a ledger");
    }

    pub fn verify(&self) -> Ran {
        self.on(&["verify"])
    }

    /// What `verify` says of tampering, which must be said again and again.
    pub fn found(&self, what: &str) -> String {
        let ran = self.verify();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{what}");
        assert_eq!(self.verify().stderr, ran.stderr, "{what} is named again");
        format!("{what}\n{}", ran.stderr)
    }

    pub fn is_whole(&self) {
        let ran = self.verify();
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    }
}

/// Writes the manifests of a bag anew, as a forger would.
pub fn seal_again(bag: &Path) {
    let lines = |folder: &Path, names: Vec<PathBuf>| -> String {
        let line = |name: &PathBuf| {
            let data = fs::read(folder.join(name)).expect("a file");
            format!("{}  {}\n", sha256(&data), name.display())
        };
        names.iter().map(line).collect()
    };
    let manifest = fs::read_to_string(bag.join("manifest-sha256.txt")).expect("a manifest");
    let payload = manifest.lines().map(|line| PathBuf::from(&line[66..])).collect();
    fs::write(bag.join("manifest-sha256.txt"), lines(bag, payload)).expect("a manifest");
    let tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"].map(PathBuf::from).to_vec();
    fs::write(bag.join("tagmanifest-sha256.txt"), lines(bag, tags)).expect("a manifest");
}
