//! The interface for other programs: load a brief, check it and build its papers.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::brief::Date;
use crate::check::{self, Wanted, check};
use crate::language::Language;
use crate::load::{Draft, Input, load, load_text};
use crate::localise::{Paper, localise};
use crate::meeting::{has_meeting, meetings};
use crate::papers::{Content, PlannedPaper, Prepared};
use crate::report::{Problem, SourceText};
use crate::template::Template;
use crate::typeset::{Design, Profile, typeset};

/// The name in messages of a brief that is parsed from a string.
const TEXT: &str = "brief.toml";

/// A parsed brief that is not checked yet.
#[derive(Debug)]
pub struct Brief {
    draft: Draft,
    name: String,
}

/// A brief that has passed every check, in all its languages.
#[derive(Debug)]
pub struct CheckedBrief {
    checked: check::Checked,
    name: String,
}

/// A finished paper.
#[derive(Debug)]
pub struct Pdf {
    /// The bytes of the file: PDF/A-2a and PDF/UA-1. One version of this crate builds the same bytes from the
    /// same brief.
    pub bytes: Vec<u8>,
    /// The number of pages.
    pub pages: usize,
    /// The warnings of the layout.
    pub warnings: Vec<Problem>,
}

impl Brief {
    /// Loads the brief in a file, with the files it includes and the `spravka.toml` of its project.
    ///
    /// # Errors
    /// Every problem that keeps the file from being parsed as a brief: it does not exist, is not TOML, or
    /// lacks a required value.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Vec<Problem>> {
        let input = Input::File(path.as_ref().to_owned());
        Ok(Self { draft: load(&input)?, name: input.name() })
    }

    /// Parses a brief from a string. It belongs to no project and includes no files; paths of pictures start
    /// at the current folder.
    ///
    /// # Errors
    /// As [`Brief::load`].
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let source = SourceText::new(TEXT, text);
        Ok(Self { draft: load_text(Arc::new(source))?, name: TEXT.to_owned() })
    }

    /// Checks the brief in all its languages.
    ///
    /// # Errors
    /// All problems at once, warnings included, in the order of the file.
    pub fn check(self) -> Result<CheckedBrief, Vec<Problem>> {
        Ok(CheckedBrief { checked: check(self.draft, &Wanted::All)?, name: self.name })
    }
}

impl CheckedBrief {
    /// The warnings of the check.
    pub fn warnings(&self) -> &[Problem] {
        &self.checked.warnings
    }

    /// The codes of the languages that papers can be built in, the default first: `ru`, `kk`, `en`.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.checked.languages().iter().map(|language| language.code())
    }

    /// The ids of the meetings of a visit with several, in order of time; none if the brief is about one.
    pub fn meetings(&self) -> Vec<String> {
        meetings(self.checked.brief()).into_iter().map(|meeting| meeting.id.to_string()).collect()
    }

    /// Builds a paper in a language: `build("memo", "ru")`. The paper is one that `spravka template list`
    /// prints, or the path of a template's folder, with a slash in it; the language is one of
    /// [`CheckedBrief::languages`].
    ///
    /// A template in a folder runs in this process, with no limit of time or memory, so it must be one that
    /// you trust. The `spravka` command tries templates in a process of its own first.
    ///
    /// # Errors
    /// If there is no such paper or language, the brief has no content for the paper or several papers of
    /// this kind, one for each meeting, or something cannot be printed.
    pub fn build(&self, paper: &str, language: &str) -> Result<Pdf, Vec<Problem>> {
        self.build_about(None, paper, language)
    }

    /// Builds a paper about one meeting of a visit, one of [`CheckedBrief::meetings`].
    ///
    /// # Errors
    /// As [`CheckedBrief::build`], or if there is no such meeting.
    pub fn build_for_meeting(&self, meeting: &str, paper: &str, language: &str) -> Result<Pdf, Vec<Problem>> {
        has_meeting(&self.name, self.checked.brief(), Some(meeting))?;
        self.build_about(Some(meeting), paper, language)
    }

    fn build_about(&self, meeting: Option<&str>, paper: &str, language: &str) -> Result<Pdf, Vec<Problem>> {
        let offered = self.checked.languages();
        let found = Language::from_code(language).filter(|found| offered.contains(found));
        let language = found.ok_or_else(|| not_offered(language, &self.languages().collect::<Vec<_>>()))?;
        // `all` is a word of the command line, not a paper.
        Template::find(paper)?;
        let papers = Prepared::read(&[paper.to_owned()])?;
        let fallback_date = Date(NaiveDate::default());
        let mut content = Content::of(&self.checked, fallback_date);
        let (able, mut problems) = papers.able(&self.name, false, &self.checked, meeting, &mut content);
        let [PlannedPaper { prepared, meeting }] = &able[..] else {
            return Err(if able.is_empty() { problems } else { vec![one_for_each_meeting(paper)] });
        };
        let template = &prepared.template;
        let printed = self.checked.printed_about(meeting.as_deref(), template, None)?;
        let view = localise(&printed, Paper { kind: template.manifest.kind(), language, fallback_date });
        let (style, images) = (self.checked.style(), self.checked.images());
        let made =
            typeset(Design { template: &prepared.parsed, style, images }, &view, &[], &Profile::usual())?;
        problems.extend(made.pages.warnings);
        Ok(Pdf { bytes: made.pdf, pages: made.pages.document.pages().len(), warnings: problems })
    }
}

fn one_for_each_meeting(paper: &str) -> Problem {
    Problem::usage(format!("there is a paper `{paper}` for each meeting of the brief"))
        .hint("build it with `build_for_meeting`")
}

fn not_offered(language: &str, offered: &[&str]) -> Problem {
    Problem::usage(format!("the brief is not in the language `{language}`"))
        .hint(format!("it offers {}", offered.join(", ")))
}
