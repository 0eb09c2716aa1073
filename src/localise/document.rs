use std::num::NonZeroU32;

use chrono::Datelike;

use super::prose::Notes;
use super::{Localiser, Paper, calendar, typography};
use crate::brief::{self, ApprovalKind, Known, Status, Text};
use crate::redact::addressee;
use crate::view::{Annex, Approval, Document, Fact, Marking, Recipient, Source, Typesetting};

/// The paper as a document: its title, its readers, its approvals, its distribution.
impl Localiser<'_> {
    pub(super) fn document(&self, paper: Paper<'_>) -> Document {
        let date = self.brief.date.as_ref().and_then(Known::value).copied().unwrap_or(paper.fallback_date);
        let heading = self.unbroken(&self.brief.title);
        Document {
            language: self.language.code(),
            title: format!("{}. {heading}", self.kind(paper.kind)),
            heading,
            author: self.brief.prepared_by.iter().map(|author| self.unbroken(&author.name)).collect(),
            keywords: self.keywords(),
            date: date.0.to_string(),
        }
    }

    /// The brief's own keywords, or else the names of the centre and of the sides.
    fn keywords(&self) -> Vec<String> {
        if !self.brief.keywords.is_empty() {
            return self.brief.keywords.iter().map(|keyword| self.unbroken(keyword)).collect();
        }
        let centre = self.brief.centre.iter().map(|centre| &centre.name);
        centre.chain(self.brief.sides.iter().map(|side| &side.name)).map(|name| self.unbroken(name)).collect()
    }

    pub(super) fn unbroken(&self, text: &Text) -> String {
        typography::unbroken(&self.text(text))
    }

    pub(super) fn typesetting(&self) -> Typesetting {
        Typesetting { hyphenate: self.file.typesetting.hyphenate, justify: self.file.typesetting.justify }
    }

    pub(super) fn draft(&self) -> Option<String> {
        (self.brief.status == Status::Draft).then(|| self.label("draft"))
    }

    /// The marking of the brief, with the number of the copy: the requested one, or else the brief's own.
    pub(super) fn marking(&self, copy: Option<NonZeroU32>) -> Option<Marking> {
        let marking = self.brief.marking.as_ref();
        if marking.is_none() && copy.is_none() {
            return None;
        }
        let number = copy.or_else(|| marking?.copy);
        Some(Marking {
            text: marking.map(|marking| self.text(&marking.text)),
            copy: number.map(|number| self.numbered("copy", number)),
            recipient: copy
                .and_then(|number| addressee(&self.brief.distribution, number))
                .map(|entry| self.text(&entry.recipient)),
            every_page: marking.is_some_and(|marking| marking.every_page),
        })
    }

    pub(super) fn approvals(&self) -> Vec<Approval> {
        self.brief.approvals.iter().map(|approval| self.approval(approval)).collect()
    }

    fn approval(&self, approval: &brief::Approval) -> Approval {
        let heading = match approval.kind {
            ApprovalKind::Approve => "approve",
            ApprovalKind::Clear => "clear",
        };
        let year = self.brief.date.as_ref().and_then(Known::value).map(|date| date.0.year());
        let date = approval.date.as_ref().and_then(Known::value);
        Approval {
            heading: self.label(heading),
            position: self.text(&approval.position),
            name: self.text(&approval.name),
            date: date.map_or_else(|| calendar::blank(year, &self.file.dates), |date| self.date(*date)),
        }
    }

    pub(super) fn requisites(&self) -> Vec<Fact> {
        let brief = self.brief;
        let facts = [
            ("document-date", self.known_date(brief.date.as_ref())),
            ("number", self.known_text(brief.number.as_ref())),
            ("place", self.known_text(brief.place.as_ref())),
        ];
        self.facts(facts)
    }

    /// The facts that are present, each with its label.
    pub(super) fn facts<const N: usize>(&self, facts: [(&str, Option<String>); N]) -> Vec<Fact> {
        let stated = facts.into_iter().filter_map(|(label, text)| Some((label, text?)));
        stated.map(|(label, text)| Fact { label: self.label(label), text }).collect()
    }

    pub(super) fn annexes(&self) -> Vec<Annex> {
        let annexes = self.brief.annexes.iter().enumerate();
        annexes
            .map(|(index, annex)| Annex {
                label: self.numbered("annex", index + 1),
                title: self.text(&annex.title),
                text: annex.text.as_ref().map(|text| self.prose(text)).unwrap_or_default(),
            })
            .collect()
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        self.brief.sources.iter().map(|source| self.source(source)).collect()
    }

    /// The sources as footnotes.
    pub(super) fn notes(&self) -> Notes {
        let seen = self
            .brief
            .sources
            .iter()
            .filter_map(|source| Some((source.id.as_ref()?.to_string(), Some(self.source(source)))));
        let withheld = self.brief.withheld_sources.iter().map(|id| (id.to_string(), None));
        seen.chain(withheld).collect()
    }

    fn source(&self, source: &brief::Source) -> Source {
        let parts = [
            Some(self.text(&source.title)),
            source.publisher.as_ref().map(|publisher| self.text(publisher)),
            self.known(source.date.as_ref(), |date| self.date(*date)).map(|date| match source.date {
                Some(Known::Unknown(_)) => format!("{}: {date}", self.file.label("date").to_lowercase()),
                _ => date,
            }),
        ];
        Source {
            text: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            url: source.url.as_ref().map(ToString::to_string),
        }
    }

    pub(super) fn prepared_by(&self) -> Option<String> {
        let author = self.brief.prepared_by.as_ref()?;
        let phone = self.known_text(author.phone.as_ref());
        let parts = [
            Some(self.text(&author.name)),
            author.position.as_ref().map(|position| self.text(position)),
            phone.map(|phone| format!("{}\u{A0}{}", self.file.label("phone"), phone.replace(' ', "\u{A0}"))),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        Some(format!("{}: {}", self.file.label("prepared-by"), parts.join(", ")))
    }

    pub(super) fn distribution(&self) -> Vec<Recipient> {
        let recipient = |entry: &brief::Distribution| Recipient {
            copy: entry.copy.map(|number| self.numbered("copy", number)),
            recipient: self.text(&entry.recipient),
        };
        self.brief.distribution.iter().map(recipient).collect()
    }
}
