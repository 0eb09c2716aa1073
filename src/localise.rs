//! From what a paper prints of a brief to its view in one language: every word of the paper, in order,
//! ready for typesetting.
//!
//! Nothing is invented here: each word of the view is from the brief, from the language file, or a date or
//! number of the brief.

mod calendar;
mod delegation;
mod document;
mod images;
mod letter;
mod meeting;
mod outcome;
mod plate;
mod prose;
mod seating;
mod talks;
mod typography;
mod visit;

pub use delegation::further_texts;

use crate::brief::{Brief, Date, Known, Member, Prose, Side, Text};
use crate::check::PrintedBrief;
use crate::images::Images;
use crate::language::{Language, LanguageFile};
use crate::meeting::of_no_meeting;
use crate::template::KindOfPaper;
use crate::view::{Block, View};
use prose::Notes;

/// The parameters of a paper, apart from what it prints.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// What this kind of paper is called.
    pub kind: KindOfPaper<'a>,
    /// The language.
    pub language: Language,
    /// The date of the PDF if the brief has none (`SOURCE_DATE_EPOCH`).
    pub fallback_date: Date,
}

/// Makes the view of what one paper prints of a brief.
pub fn localise(printed: &PrintedBrief<'_>, paper: Paper<'_>) -> View {
    let (language, file) = (paper.language, paper.language.file());
    let (whole, images) = (printed.brief(), printed.images());
    let brief = &*of_no_meeting(whole);
    let mut wording = Localiser { brief, images, language, file, notes: Notes::new() };
    wording.notes = wording.notes();
    View {
        document: wording.document(paper),
        typesetting: wording.typesetting(),
        attached: Vec::new(),
        labels: &wording.file.labels,
        kind: wording.kind(paper.kind),
        title: wording.text(&wording.brief.title),
        letterhead: wording.letterhead(printed.logo(), printed.letterhead()),
        draft: wording.draft(),
        marking: wording.marking(printed.copy()),
        approvals: wording.approvals(),
        requisites: wording.requisites(),
        purpose: wording.purpose(),
        objectives: wording.texts(&wording.brief.objectives),
        meeting: wording.meeting(),
        when_and_where: wording.when_and_where(),
        visit: wording.visit(),
        time_zone: wording.time_zone(),
        meetings: wording.meetings(whole),
        centre: wording.centre(),
        sides: wording.sides(),
        people: wording.people(),
        seating: wording.seating(),
        agenda: wording.agenda(),
        programme: wording.programme(),
        assessed: wording.texts(&wording.brief.assessed),
        discussed: wording.texts(&wording.brief.discussed),
        points: wording.points(),
        hand_cards: wording.hand_cards(),
        expected_positions: wording.expected_positions(),
        if_raised: wording.if_raised(),
        expected_outcomes: wording.texts(&wording.brief.expected_outcomes),
        statements: wording.statements(),
        background: wording.known_prose(wording.brief.background.as_ref()),
        agreements: wording.agreements(),
        biographies: wording.biographies(),
        illustrations: wording.illustrations(),
        press_line: wording.known_prose(wording.brief.press_line.as_ref()),
        annexes: wording.annexes(),
        sources: wording.sources(),
        outcomes: wording.outcomes(),
        positions: wording.positions(),
        agreed: wording.brief.agreed.iter().map(|agreed| wording.prose(&agreed.text)).collect(),
        actions: wording.actions(),
        next_steps: wording.texts(&wording.brief.next_steps),
        minutes: wording.officers(),
        recipient: wording.recipient(),
        invitation: wording.invitation(),
        signatures: wording.signatures(),
        unfilled: wording.unfilled(),
        prepared_by: wording.prepared_by(),
        distribution: wording.distribution(),
    }
}

/// A brief in one language. Each part of the view is made by a method in the module of its subject.
struct Localiser<'a> {
    brief: &'a Brief,
    images: &'a Images,
    language: Language,
    file: &'static LanguageFile,
    notes: Notes,
}

impl Localiser<'_> {
    /// A text in this language. The check guarantees that there is one.
    fn text(&self, text: &Text) -> String {
        typography::text(text.get(self.language).unwrap_or_default(), self.file)
    }

    /// A text for a narrow column of a table.
    fn cell(&self, text: &Text) -> String {
        let text = text.get(self.language).unwrap_or_default();
        typography::in_column(text, self.file, typography::ColumnWidth::Narrow)
    }

    fn known_cell(&self, field: Option<&Known<Text>>) -> Option<String> {
        self.known(field, |text| self.cell(text))
    }

    fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn prose(&self, prose: &Prose) -> Vec<Block> {
        prose::blocks(prose.0.get(self.language).unwrap_or_default(), self.file, &self.notes)
    }

    fn label(&self, key: &str) -> String {
        self.file.label(key).to_owned()
    }

    /// What a kind of paper is called.
    fn kind(&self, kind: KindOfPaper<'_>) -> String {
        match kind {
            KindOfPaper::Label(key) => self.label(key),
            KindOfPaper::Name(name) => self.text(name),
        }
    }

    /// A label with a number in it.
    fn numbered(&self, key: &str, number: impl ToString) -> String {
        typography::text(&self.file.label(key).replace("{number}", &number.to_string()), self.file)
    }

    fn not_stated(&self) -> String {
        self.label("not-stated")
    }

    /// A value in words, or «not stated» if it is unknown; `None` if it is absent.
    fn known<T>(&self, field: Option<&Known<T>>, in_words: impl FnOnce(&T) -> String) -> Option<String> {
        field.map(|known| known.value().map_or_else(|| self.not_stated(), in_words))
    }

    fn known_text(&self, field: Option<&Known<Text>>) -> Option<String> {
        self.known(field, |text| self.text(text))
    }

    fn known_date(&self, field: Option<&Known<Date>>) -> Option<String> {
        self.known(field, |date| self.date(*date))
    }

    fn known_prose(&self, field: Option<&Known<Prose>>) -> Vec<Block> {
        match field {
            None => Vec::new(),
            Some(known) => {
                known.value().map_or_else(|| prose::plain(self.not_stated()), |prose| self.prose(prose))
            }
        }
    }

    fn date(&self, date: Date) -> String {
        typography::text(&calendar::day(date, &self.file.dates), self.file)
    }

    fn member(&self, id: &str) -> Option<&Member> {
        let mut members = self.brief.sides.iter().flat_map(|side| &side.members);
        members.find(|member| member.id.as_deref() == Some(id))
    }

    fn side(&self, id: &str) -> Option<&Side> {
        self.brief.sides.iter().find(|side| side.id.as_deref() == Some(id))
    }
}
