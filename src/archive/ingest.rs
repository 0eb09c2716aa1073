use std::collections::BTreeSet;
use std::path::Path;

use super::Archive;
use super::bag::{PAYLOAD, put, seal};
use super::clock::now;
use super::event::Change;
use super::event_bag::write_event;
use super::id::Id;
use super::metadata::Metadata;
use super::plain_text::plain_text;
use super::record::{FiledPaper, Record};
use super::register;
use super::staging::{Staging, unwritable};
use super::store::{BagName, PAPERS, RECORD, SOURCE, TEXTS};
use super::terms::Terms;
use crate::brief::{Brief, Date, Known, Status, Text};
use crate::check::{Checked, check};
use crate::digest::sha256;
use crate::files::refusal::cannot_express;
use crate::files::rights::Access;
use crate::load::{Input, load};
use crate::localise::{self, localise};
use crate::meeting::{has_meeting, subjects};
use crate::provenance::attach::attach;
use crate::provenance::collect::{ProjectFiles, collect};
use crate::provenance::recipe::Recipe;
use crate::provenance::sources::SourceFiles;
use crate::report::Problem;
use crate::template::Template;
use crate::typeset::{Design, ParsedTemplate, Profile, typeset};

/// The result of filing a brief.
#[derive(Debug)]
pub struct Ingested {
    /// The ids of the records, in the order of the papers.
    pub ids: Vec<Id>,
    /// What looks wrong but may be intended.
    pub warnings: Vec<Problem>,
}

/// Files the papers of a brief, all or none. Each becomes a record of its own in all its languages.
///
/// # Errors
/// Every reason why a paper cannot be archived; or the archive is busy or not writable.
pub fn ingest(archive: &Archive, input: &Input, terms: &Terms) -> Result<Ingested, Vec<Problem>> {
    let draft = load(input)?.in_theme(terms.theme);
    let sources = collect(&draft);
    let checked = check(draft, &terms.wanted)?;
    let sources = sources?;
    let mut problems = not_archivable(&checked, input, terms);
    if !problems.is_empty() {
        problems.extend(checked.warnings);
        return Err(problems);
    }
    let checked = match &terms.audience {
        Some(audience) => checked.for_audience(audience),
        None => checked,
    };
    let staging = Staging::begin(archive.root(), archive.store(), &terms.who)?;
    let mut records = Vec::new();
    has_meeting(&input.name(), checked.brief(), terms.meeting.as_deref())?;
    for (template, meeting) in planned(&checked, terms)? {
        let id = Id::new();
        let bag = staging.bag(BagName { record: id, event: None });
        let meeting = meeting.as_deref();
        let number = number_of(&checked.about(meeting), &template.id);
        let number = terms.number.as_deref().filter(|_| number.is_none());
        let filing = Filing { id, template: &template, meeting, terms, number, input };
        let record = filing.fill(&bag, &checked, &sources)?;
        if let Some(old) = &terms.supersedes {
            let (reason, number, date) =
                (old.reason.clone(), record.number.clone(), Some(record.date.clone()));
            let change = Change::Superseded { by: id, number, date, reason };
            write_event(&staging, old.id, change, &[])?;
        }
        records.push(record);
    }
    let older = terms.supersedes.as_ref().map(|old| old.id);
    let mut warnings = checked.warnings;
    let still_valid = || {
        older.map_or(Ok(()), |older| archive.still_in_force(older))?;
        warnings.extend(register::check(archive, &records, older)?);
        Ok(())
    };
    let unfinished = staging.put_away(archive.store(), still_valid)?;
    warnings.extend(unfinished);
    Ok(Ingested { ids: records.iter().map(|record| record.id).collect(), warnings })
}

/// The papers to file, each of which becomes a record: those of a meeting once for each.
fn planned(checked: &Checked, terms: &Terms) -> Result<Vec<(Template, Option<String>)>, Problem> {
    let mut planned = Vec::new();
    for template in &terms.templates {
        let template = Template::built_in(template)?;
        let subjects = subjects(&template, checked.brief(), terms.meeting.as_deref());
        planned.extend(subjects.into_iter().map(|meeting| (template.clone(), meeting)));
    }
    Ok(planned)
}

/// Why the papers of a valid brief cannot be archived.
fn not_archivable(checked: &Checked, input: &Input, terms: &Terms) -> Vec<Problem> {
    let brief = checked.brief();
    let mut problems = Vec::new();
    if brief.status != Status::Final {
        problems.push(not_final(input));
    }
    let planned = match has_meeting(&input.name(), brief, terms.meeting.as_deref())
        .and_then(|()| planned(checked, terms))
    {
        Ok(planned) => planned,
        Err(problem) => return vec![problem],
    };
    for (template, meeting) in &planned {
        problems.extend(not_fileable(checked, input, terms, template, meeting.as_deref()));
        if template.manifest.after_meeting {
            problems.extend(checked.unrecorded(meeting.as_deref()).cloned());
        }
    }
    if let Some(number) = terms.number.as_ref().filter(|_| planned.len() > 1) {
        problems.push(one_number(number));
    }
    if terms.supersedes.is_some() && planned.len() > 1 {
        problems.push(one_successor());
    }
    problems
}

/// Why one paper of a valid brief cannot be archived.
fn not_fileable(
    checked: &Checked,
    input: &Input,
    terms: &Terms,
    template: &Template,
    meeting: Option<&str>,
) -> Vec<Problem> {
    let (brief, id) = (checked.about(meeting), template.id.as_str());
    let mut problems = Vec::new();
    if let Some(problem) = checked.misdated(template, meeting) {
        problems.push(problem.clone());
    } else if brief.date_of(id).is_none() {
        problems.push(no_date(input, id));
    }
    if let (Some(number), Some(option)) = (number_of(&brief, id), &terms.number)
        && number != *option
    {
        problems.push(other_number(input, id, &number, option));
    }
    problems
}

/// The registration number of a paper in a brief; if it differs by language, every variant.
fn number_of(brief: &Brief, template: &str) -> Option<String> {
    let brief = brief.for_paper(template);
    let variants: BTreeSet<&str> = match brief.number.as_ref().and_then(Known::value)? {
        Text::Same(number) => [number.as_str()].into(),
        Text::PerLanguage(numbers) => numbers.values().map(String::as_str).collect(),
    };
    Some(variants.into_iter().collect::<Vec<_>>().join(", "))
}

/// A paper that is being filed.
struct Filing<'a> {
    id: Id,
    template: &'a Template,
    /// The meeting that it is about, by its id, if it is not about the whole visit.
    meeting: Option<&'a str>,
    terms: &'a Terms,
    /// The registration number to write into the brief, if the brief has none.
    number: Option<&'a str>,
    input: &'a Input,
}

impl Filing<'_> {
    /// Writes the bag of the record. Every paper is built from the very files that the bag keeps.
    fn fill(&self, bag: &Path, checked: &Checked, sources: &ProjectFiles) -> Result<Record, Vec<Problem>> {
        let source = bag.join(PAYLOAD).join(SOURCE);
        let printed = checked.printed_about(self.meeting, self.template, None)?;
        let printed = match self.number {
            Some(number) => printed.numbered(number),
            None => printed,
        };
        let sources = sources.of_paper(&printed)?;
        let checked = self.check(&sources)?;
        sources.unpack(&source, Access::Usual)?;
        let brief = checked.brief().for_paper(&self.template.id);
        let date = brief.date.as_ref().and_then(Known::value).copied();
        let date = date.ok_or_else(|| vec![no_date(self.input, &self.template.id)])?;
        let (profile, now) = (Profile::archival(), now());
        let (terms, template) = (self.terms, self.template.id.as_str());
        let metadata =
            Metadata { id: self.id, template, checked: &checked, terms, date, profile: &profile, now };
        let mut record = metadata.record();
        record.papers = self.papers(bag, &checked, &sources, date, &profile)?;
        self.close(bag, &record)?;
        Ok(record)
    }

    fn check(&self, sources: &SourceFiles) -> Result<Checked, Vec<Problem>> {
        sources.checked(self.terms.theme, &self.terms.wanted)
    }

    /// Builds the paper in each language.
    fn papers(
        &self,
        bag: &Path,
        checked: &Checked,
        sources: &SourceFiles,
        date: Date,
        profile: &Profile,
    ) -> Result<Vec<FiledPaper>, Vec<Problem>> {
        let parsed = ParsedTemplate::parse(self.template)?;
        let (id, kind) = (self.template.id.as_str(), self.template.manifest.kind());
        let printed = checked.printed(self.template, None)?;
        let design = Design { template: &parsed, style: checked.style(), images: checked.images() };
        let mut papers = Vec::new();
        for &language in checked.languages() {
            let view = localise(&printed, localise::Paper { kind, language, fallback_date: date });
            let (needs, filled) = (&self.template.manifest.needs, view.filled());
            if !needs.is_empty() && needs.iter().all(|key| !filled.contains(key)) {
                return Err(vec![nothing_to_file(self.input, id)]);
            }
            let recipe = Recipe::new(id, language, checked.style().theme, profile.name(), date, None);
            let attachments = attach(&recipe, sources)?;
            let built = typeset(design, &view, &attachments, profile)?;
            let name = format!("{id}.{language}");
            let (file, text) = (format!("{PAPERS}/{name}.pdf"), format!("{TEXTS}/{name}.txt"));
            let folder = bag.join(PAYLOAD);
            let plain = plain_text(&view, &built.pages);
            let written = put(&folder.join(&file), &built.pdf)
                .and_then(|()| put(&folder.join(&text), plain.as_bytes()));
            written.map_err(|error| vec![unwritable(bag, &error)])?;
            let (bytes, sha256) = (built.pdf.len() as u64, sha256(&built.pdf));
            papers.push(FiledPaper { language: language.code().to_owned(), file, text, bytes, sha256 });
        }
        Ok(papers)
    }

    /// Writes the metadata of the record and seals its bag.
    fn close(&self, bag: &Path, record: &Record) -> Result<(), Problem> {
        let text =
            toml::to_string(record).map_err(|error| cannot_express("the description of a record", &error))?;
        let info = record.bag_info();
        let made = put(&bag.join(PAYLOAD).join(RECORD), text.as_bytes()).and_then(|()| seal(bag, &info));
        made.map_err(|error| unwritable(bag, &error))
    }
}

fn not_final(input: &Input) -> Problem {
    Problem::error(format!("`{}` is a draft, and only final papers can be archived", input.name()))
        .hint("when the paper is final, write `status = \"final\"` in the brief")
}

fn no_date(input: &Input, template: &str) -> Problem {
    Problem::error(format!("the paper `{template}` of `{}` has no date", input.name()))
        .hint(format!("write `date = …` in the brief or under `[papers.{template}]`"))
}

fn other_number(input: &Input, template: &str, number: &str, option: &str) -> Problem {
    Problem::error(format!(
        "`{}` has the number `{number}` for the paper `{template}`, and `--number` says `{option}`",
        input.name()
    ))
    .hint("omit `--number` or correct the brief: a paper and its record have the same number")
}

fn one_number(number: &str) -> Problem {
    Problem::usage(format!("`--number {number}` is for one paper, and several are to be filed")).hint(
        "file them one at a time with `-t` and `--meeting`, or write their numbers in the brief under \
               `[papers.summary]`",
    )
}

fn one_successor() -> Problem {
    Problem::usage("a record is superseded by one paper, and several are named").hint("name one with `-t`")
}

fn nothing_to_file(input: &Input, template: &str) -> Problem {
    Problem::error(format!("`{}` has no content for the paper `{template}`", input.name()))
        .hint("`spravka build` names what the paper needs")
}
