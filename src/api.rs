//! The library as other programs use it: a brief is loaded, checked, and built into papers.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::brief::Date;
use crate::check::{self, Wanted, check};
use crate::language::Language;
use crate::load::{Draft, Input, load, load_text};
use crate::localise::{Paper, localise};
use crate::papers::Prepared;
use crate::report::{Problem, SourceText};
use crate::template::Template;
use crate::typeset::{Design, Profile, typeset};

/// What a brief is called in messages that was read from its text.
const TEXT: &str = "brief.toml";

/// A brief as it was written: read, but not yet checked.
#[derive(Debug)]
pub struct Brief {
    draft: Draft,
    name: String,
}

/// A brief that has passed every check, in all the languages that it offers.
#[derive(Debug)]
pub struct CheckedBrief {
    checked: check::Checked,
    name: String,
}

/// A finished paper.
#[derive(Debug)]
pub struct Pdf {
    /// The bytes of the file: PDF/A-2a and PDF/UA-1. One version of this crate makes the same bytes from the
    /// same brief.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What looks wrong on them, but may be meant.
    pub warnings: Vec<Problem>,
}

impl Brief {
    /// Reads the brief in a file, with all that it includes and the `spravka.toml` of its project.
    ///
    /// # Errors
    /// Every problem that keeps the file from being read as a brief: it is not there, is not TOML, or lacks
    /// what nothing can stand in for.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Vec<Problem>> {
        let input = Input::File(path.as_ref().to_owned());
        Ok(Self { draft: load(&input)?, name: input.name() })
    }

    /// Reads a brief from its text. It belongs to no project and includes no files; its pictures are named
    /// from the current folder.
    ///
    /// # Errors
    /// As [`Brief::load`].
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let source = SourceText::new(TEXT, text);
        Ok(Self { draft: load_text(Arc::new(source))?, name: TEXT.to_owned() })
    }

    /// Checks the brief, in all the languages that it offers.
    ///
    /// # Errors
    /// Every problem at once, warnings included, in the order of the file.
    pub fn check(self) -> Result<CheckedBrief, Vec<Problem>> {
        Ok(CheckedBrief { checked: check(self.draft, &Wanted::All)?, name: self.name })
    }
}

impl CheckedBrief {
    /// What looks wrong, but may be meant.
    pub fn warnings(&self) -> &[Problem] {
        &self.checked.warnings
    }

    /// The codes of the languages that papers can be built in, the first one first: `ru`, `kk`, `en`.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.checked.languages().iter().map(|language| language.code())
    }

    /// Builds a paper in a language: `build("memo", "ru")`. The paper is one of those that `spravka template
    /// list` lists, or the folder of a template with a slash in its path; the language is one of
    /// [`CheckedBrief::languages`].
    ///
    /// # Errors
    /// When there is no such paper or language, the brief has nothing for the paper, or something cannot be
    /// printed.
    pub fn build(&self, paper: &str, language: &str) -> Result<Pdf, Vec<Problem>> {
        let offered = self.checked.languages();
        let found = Language::from_code(language).filter(|found| offered.contains(found));
        let language = found.ok_or_else(|| not_offered(language, &self.languages().collect::<Vec<_>>()))?;
        // `all` is a word of the command line, not a paper.
        Template::find(paper)?;
        let papers = Prepared::read(&[paper.to_owned()])?;
        let fallback_date = Date(NaiveDate::default());
        let paper = |id, label| Paper { id, label, language, fallback_date, copy: None };
        let filled = localise(&self.checked, paper("", "memo")).filled();
        let (able, mut problems) = papers.able(&self.name, &self.checked, &filled);
        let [prepared] = able[..] else { return Err(problems) };
        let template = &prepared.template;
        let view = localise(&self.checked, paper(&template.id, &template.manifest.label));
        let (style, images) = (self.checked.style(), self.checked.images());
        let made =
            typeset(Design { template: &prepared.parsed, style, images }, &view, &[], &Profile::usual())?;
        problems.extend(made.pages.warnings);
        Ok(Pdf { bytes: made.pdf, pages: made.pages.document.pages().len(), warnings: problems })
    }
}

fn not_offered(language: &str, offered: &[&str]) -> Problem {
    Problem::usage(format!("the brief is not in the language `{language}`"))
        .hint(format!("it offers {}", offered.join(", ")))
}
