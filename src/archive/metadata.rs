use crate::archive::record::{
    FORMAT, Filed, MadeWith, Milestone, Record, RecordedMarking, RecordedMeeting, RecordedPerson,
    RecordedSide, What, Wordings,
};
use crate::brief::{self, Brief, Date, Known, Member, Text};
use crate::check::Checked;
use crate::language::Language;
use crate::provenance::recipe::{SPRAVKA, font_hashes, typst};
use crate::typeset::Profile;

use super::id::Id;
use super::terms::Terms;

/// What the metadata of a paper is made from.
pub struct Metadata<'a> {
    /// The id of the record.
    pub id: Id,
    /// The kind of paper.
    pub template: &'a str,
    /// The checked brief.
    pub checked: &'a Checked,
    /// The terms of filing.
    pub terms: &'a Terms,
    /// The date of the paper.
    pub date: Date,
    /// The standards of the PDF.
    pub profile: &'a Profile,
    /// The time of filing.
    pub now: String,
}

impl Metadata<'_> {
    /// The record, still without its PDFs.
    pub fn record(&self) -> Record {
        let brief = self.checked.brief().for_paper(self.template);
        let words = In(self.checked.languages());
        let number = known(brief.number.as_ref()).and_then(|number| words.first(number));
        let Terms { case, retention, basis, audience, .. } = self.terms.clone();
        Record {
            format: FORMAT,
            id: self.id,
            kind: self.template.to_owned(),
            status: if number.is_some() { Filed::Registered } else { Filed::Approved },
            number,
            date: self.date.0.to_string(),
            case,
            retention,
            basis,
            audience,
            languages: self.checked.languages().iter().map(|language| language.code().to_owned()).collect(),
            title: words.of(&brief.title),
            body: self.body(&words),
            marking: brief.marking.as_ref().map(|marking| RecordedMarking {
                text: words.of(&marking.text),
                until: self.terms.marking_until.map(|day| day.to_string()),
            }),
            supersedes: self.terms.supersedes.clone(),
            author: brief.prepared_by.as_ref().map(|author| RecordedPerson {
                name: words.of(&author.name),
                position: author.position.as_ref().map(|position| words.of(position)),
                organisation: None,
            }),
            meeting: brief.meeting.as_ref().map(|meeting| words.meeting(meeting, brief.meetings.is_empty())),
            made_with: self.made_with(),
            approvers: brief.approvals.iter().map(|approval| words.approver(approval)).collect(),
            signatories: signatories(&brief).map(|member| words.person(member)).collect(),
            sides: brief.sides.iter().map(|side| words.side(side)).collect(),
            papers: Vec::new(),
            events: self.events(&brief),
        }
    }

    /// The body on the letterhead of the paper.
    fn body(&self, words: &In<'_>) -> Option<Wordings> {
        let lines: Vec<_> =
            self.checked.letterhead()?.organisation.iter().map(|line| words.of(line)).collect();
        let joined = |language: &Language| {
            let lines: Vec<_> = lines.iter().filter_map(|line| line.get(language.code()).cloned()).collect();
            (language.code().to_owned(), lines.join(", "))
        };
        Some(words.0.iter().map(joined).collect())
    }

    fn made_with(&self) -> MadeWith {
        let theme = self.checked.style().theme;
        MadeWith {
            spravka: SPRAVKA.to_owned(),
            typst: typst().to_owned(),
            template: self.template.to_owned(),
            theme: theme.name().to_owned(),
            profile: self.profile.name().to_owned(),
            fonts: font_hashes(theme),
        }
    }

    fn events(&self, brief: &Brief) -> Vec<Milestone> {
        let days = brief.approvals.iter().filter_map(|approval| known(approval.date.as_ref()));
        let approved = days.map(|day| Milestone { what: What::Approved, at: day.0.to_string(), who: None });
        let who = Some(self.terms.who.clone());
        approved.chain([Milestone { what: What::Filed, at: self.now.clone(), who }]).collect()
    }
}

fn known<T>(field: Option<&Known<T>>) -> Option<&T> {
    field.and_then(Known::value)
}

fn signatories(brief: &Brief) -> impl Iterator<Item = &Member> {
    brief.signatures.iter().filter_map(|signature| {
        let mut members = brief.sides.iter().flat_map(|side| &side.members);
        members.find(|member| signature.by.is_to(member.id.as_ref()))
    })
}

/// Reads texts in the languages of a paper.
struct In<'a>(&'a [Language]);

impl In<'_> {
    fn of(&self, text: &Text) -> Wordings {
        let wordings = self
            .0
            .iter()
            .filter_map(|language| Some((language.code().to_owned(), text.get(*language)?.to_owned())));
        wordings.collect()
    }

    fn first(&self, text: &Text) -> Option<String> {
        self.0.iter().find_map(|language| text.get(*language)).map(str::to_owned)
    }

    fn known(&self, field: Option<&Known<Text>>) -> Option<Wordings> {
        known(field).map(|text| self.of(text))
    }

    fn person(&self, member: &Member) -> RecordedPerson {
        RecordedPerson {
            name: self.of(&member.name),
            position: self.known(member.position.as_ref()),
            organisation: self.known(member.organisation.as_ref()),
        }
    }

    fn approver(&self, approval: &brief::Approval) -> RecordedPerson {
        let position = Some(self.of(&approval.position));
        RecordedPerson { name: self.of(&approval.name), position, organisation: None }
    }

    fn side(&self, side: &brief::Side) -> RecordedSide {
        let members = side.members.iter().map(|member| self.person(member)).collect();
        RecordedSide { name: self.of(&side.name), members }
    }

    fn meeting(&self, meeting: &brief::Meeting, is_alone: bool) -> RecordedMeeting {
        RecordedMeeting {
            id: meeting.id.as_ref().filter(|_| is_alone).map(ToString::to_string),
            date: known(meeting.date.as_ref()).map(|date| date.0.to_string()),
            end_date: meeting.end_date.map(|date| date.0.to_string()),
            venue: self.known(meeting.venue.as_ref()),
            city: self.known(meeting.city.as_ref()),
            topic: self.known(meeting.topic.as_ref()),
        }
    }
}
