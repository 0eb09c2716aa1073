use super::{Localiser, calendar, typography};
use crate::brief::{self, Known, Recipient, Signatory, Text};
use crate::language::AddresseePart;
use crate::view::{Addressee, Fact, Invitation, Signature};

/// A letter: its addressee and its contents.
impl Localiser<'_> {
    pub(super) fn recipient(&self) -> Option<Addressee> {
        let recipient = self.brief.recipient.as_ref()?;
        Some(Addressee {
            lines: self.addressee_lines(recipient),
            address: recipient.address.iter().flat_map(|address| self.lines(address)).collect(),
            salutation: recipient.salutation.as_ref().map(|words| self.text(words)),
            centred: self.file.letters.centred_salutation,
        })
    }

    /// Name, position and organisation in the order of the language.
    fn addressee_lines(&self, recipient: &Recipient) -> Vec<String> {
        let part = |part: &AddresseePart| match part {
            AddresseePart::Name => self.addressee_name(recipient),
            AddresseePart::Position => self.office("position", recipient.position.as_ref()),
            AddresseePart::Organisation => self.office("organisation", recipient.organisation.as_ref()),
        };
        self.file.letters.addressee.iter().filter_map(part).collect()
    }

    fn addressee_name(&self, recipient: &Recipient) -> Option<String> {
        Some(match recipient.name.as_ref()?.value() {
            Some(name) => self.courteous(name, recipient.honorific.as_ref()),
            None => format!("{}: {}", self.file.label("name"), self.not_stated()),
        })
    }

    /// The lines of a text.
    fn lines(&self, text: &Text) -> Vec<String> {
        let lines = text.get(self.language).unwrap_or_default().lines();
        lines.map(|line| typography::text(line, self.file)).filter(|line| !line.is_empty()).collect()
    }

    /// The contents of a letter to the recipient, even if the brief has no text for it.
    pub(super) fn invitation(&self) -> Option<Invitation> {
        self.brief.recipient.as_ref()?;
        let none = brief::Invitation::default();
        let invitation = self.brief.invitation.as_ref().unwrap_or(&none);
        let mut facts = match (&invitation.text, invitation.facts) {
            (None, _) => self.occasion(),
            (Some(_), true) => self.time_and_place(),
            (Some(_), false) => Vec::new(),
        };
        facts.extend(self.arrangements(invitation));
        Some(Invitation {
            reference: self.reference(),
            text: invitation.text.as_ref().map(|text| self.prose(text)).unwrap_or_default(),
            facts,
            notes: self.texts(&invitation.notes),
            closing: invitation.closing.as_ref().map(|words| self.text(words)),
            signatures: invitation.signature.iter().map(|one| self.signatory(one)).collect(),
            enclosures: self.texts(&invitation.enclosures),
        })
    }

    /// The facts of the meeting: its topic, time, place, format and languages.
    fn occasion(&self) -> Vec<Fact> {
        let Some(meeting) = &self.brief.meeting else { return Vec::new() };
        let topic = self.facts([("topic", self.known_text(meeting.topic.as_ref()))]);
        topic.into_iter().chain(self.time_and_place()).chain(self.form_of(meeting)).collect()
    }

    /// Time and place, with venue and city on one line.
    fn time_and_place(&self) -> Vec<Fact> {
        let Some(meeting) = &self.brief.meeting else { return Vec::new() };
        let place = match (&meeting.venue, &meeting.city) {
            (Some(Known::Value(venue)), Some(Known::Value(city))) => {
                self.facts([("venue", Some(format!("{}, {}", self.text(venue), self.text(city))))])
            }
            _ => self.place_of(meeting),
        };
        self.date_and_time(meeting).into_iter().chain(place).collect()
    }

    /// What the guest needs to know besides time and place.
    fn arrangements(&self, invitation: &brief::Invitation) -> Vec<Fact> {
        let day = |date: &brief::Date| {
            typography::text(&calendar::day_with_weekday(*date, &self.file.dates), self.file)
        };
        self.facts([
            ("interpretation", self.known_text(invitation.interpretation.as_ref())),
            ("dress-code", self.known_text(invitation.dress_code.as_ref())),
            ("reply-to", self.known_text(invitation.reply_to.as_ref())),
            ("reply-by", self.known(invitation.reply_by.as_ref(), day)),
        ])
    }

    /// Date and number of the letter, one per line beside the addressee: without labels if they are known.
    fn reference(&self) -> Vec<String> {
        let unknown = |label: &str| format!("{}: {}", self.file.label(label), self.not_stated());
        let date = self.brief.date.as_ref().map(|date| match date.value() {
            Some(date) => self.date(*date),
            None => unknown("document-date"),
        });
        let number = self.brief.number.as_ref().map(|number| match number.value() {
            Some(number) => self.numbered("reference", self.text(number)),
            None => unknown("number"),
        });
        date.into_iter().chain(number).collect()
    }

    fn signatory(&self, one: &Signatory) -> Signature {
        Signature { office: vec![self.text(&one.position)], name: self.text(&one.name) }
    }
}
