//! Papers with one piece per person: name plates, place cards, badges.

use super::Localiser;
use super::prose::Notes;
use crate::brief::{self, Known, Role, Text};
use crate::language::Language;
use crate::precedence::in_protocol_order;
use crate::view::{OutwardFace, Person, Plate, SitterFace};

/// People as named on the table and on badges.
impl Localiser<'_> {
    pub(super) fn people(&self) -> Vec<Person> {
        let people = |side| members(side).map(move |member| self.on_plate(side, member));
        self.sides_in_order().into_iter().flat_map(people).collect()
    }

    fn on_plate(&self, side: &brief::Side, member: &brief::Member) -> Person {
        Person {
            side: self.text(&side.name),
            name: self.full_name(member),
            office: self.known_office(member),
            plate: self.plate(side, member),
        }
    }

    /// The person reads the language of the side, the others that of the paper. If they are the same, the
    /// others read the first other language of the brief that fully describes the person.
    fn plate(&self, side: &brief::Side, member: &brief::Member) -> Plate {
        let offered = |language: &Language| self.brief.languages.contains(language);
        let own = side.language.filter(|own| offered(own) && written_in(&called(member), *own));
        let sitter = own.unwrap_or(self.language);
        let others = self.brief.languages.iter().copied().filter(|other| *other != self.language);
        let outward = Some(self.language)
            .filter(|language| *language != sitter)
            .or_else(|| others.into_iter().find(|other| written_in(&described(side, member), *other)))
            .unwrap_or(self.language);
        let (within, without) = (self.in_language(sitter), self.in_language(outward));
        Plate {
            outward: OutwardFace {
                language: outward.code(),
                side: without.text(&side.name),
                name: without.full_name(member),
                office: without.known_office(member),
            },
            sitter: SitterFace { language: sitter.code(), name: within.full_name(member) },
        }
    }

    /// The known parts of position and organisation: a badge never says «не указано». An interpreter
    /// without a position is labelled as one.
    fn known_office(&self, member: &brief::Member) -> Vec<String> {
        let known = |field: &Option<Known<Text>>| Some(self.text(field.as_ref()?.value()?));
        let interprets = member.role == Role::Interpreter;
        let position = known(&member.position).or_else(|| interprets.then(|| self.label("interpreter")));
        position.into_iter().chain(known(&member.organisation)).collect()
    }

    fn in_language(&self, language: Language) -> Self {
        Self { brief: self.brief, images: self.images, language, file: language.file(), notes: Notes::new() }
    }
}

fn members(side: &brief::Side) -> impl Iterator<Item = &brief::Member> {
    in_protocol_order(&side.members).into_iter()
}

/// The texts that form a person's name.
fn called(member: &brief::Member) -> Vec<&Text> {
    std::iter::once(&member.name).chain(&member.honorific).collect()
}

/// The texts that describe a person.
fn described<'a>(side: &'a brief::Side, member: &'a brief::Member) -> Vec<&'a Text> {
    let office = [&member.position, &member.organisation].into_iter().flatten().filter_map(Known::value);
    called(member).into_iter().chain([&side.name]).chain(office).collect()
}

fn written_in(texts: &[&Text], language: Language) -> bool {
    texts.iter().all(|text| text.get(language).is_some())
}
