use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::Localiser;
use crate::brief::{self, Known, OrderOfSides, Role, Text};
use crate::language::{Courtesy, collation};
use crate::precedence::{in_protocol_order, own_side};
use crate::table::Field;
use crate::view::{Biography, Member, Side};

/// The texts of a member that the view has a place of its own for.
const PLACED: [&str; 4] = ["name", "honorific", "position", "organisation"];

/// The keys of all other short texts of a member.
pub fn further_texts() -> &'static [&'static str] {
    static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let lines = Field::all().filter(|field| field.is_plain() && field.has_languages());
        lines.map(Field::key).filter(|key| !PLACED.contains(key)).collect()
    });
    &KEYS
}

/// The people, in protocol order.
impl Localiser<'_> {
    pub(super) fn sides(&self) -> Vec<Side> {
        let side = |side: &brief::Side| Side {
            name: self.text(&side.name),
            role: (side.host == Some(true)).then(|| self.label("host-side")),
            members: in_protocol_order(&side.members).into_iter().map(|member| self.person(member)).collect(),
        };
        self.sides_in_order().into_iter().map(side).collect()
    }

    /// The sides in the order of a paper: the author's own, and the others as written, or in the alphabet of
    /// its language.
    pub(super) fn sides_in_order(&self) -> Vec<&brief::Side> {
        let mut sides: Vec<_> = self.brief.sides.iter().collect();
        let by_alphabet = match self.brief.order_of_sides {
            OrderOfSides::Auto => sides.len() > 2,
            OrderOfSides::Alphabetical => true,
            OrderOfSides::AsWritten => false,
        };
        if by_alphabet {
            let name = |side: &&brief::Side| side.name.get(self.language).unwrap_or_default().to_owned();
            collation::sort(&mut sides, self.language, name);
        }
        let own = own_side(&self.brief.sides).and_then(|index| self.brief.sides.get(index));
        sides.sort_by_key(|side| !own.is_some_and(|own| std::ptr::eq(*side, own)));
        sides
    }

    pub(super) fn person(&self, member: &brief::Member) -> Member {
        let role = match member.role {
            Role::Interpreter => Some("interpreter"),
            Role::NoteTaker => Some("note-taker"),
            Role::Member => None,
        };
        let roles: Vec<_> =
            member.head.then_some("head").into_iter().chain(role).map(|role| self.label(role)).collect();
        let office = [("position", &member.position), ("organisation", &member.organisation)];
        let office = office.into_iter().filter_map(|(label, field)| self.office(label, field.as_ref()));
        Member {
            name: self.full_name(member),
            role: (!roles.is_empty()).then(|| roles.join(", ")),
            office: office.collect(),
            photo: self.photo(member),
            further: self.further(member),
        }
    }

    /// The texts of a member that have no place of their own in the view, each for a column of a table.
    fn further(&self, member: &brief::Member) -> BTreeMap<String, Option<String>> {
        let keys = further_texts();
        // Only a model that has such fields is read as values.
        let values =
            if keys.is_empty() { Value::Null } else { serde_json::to_value(member).unwrap_or_default() };
        let text = |key: &&str| {
            let text = Option::<Known<Text>>::deserialize(&values[*key]).ok().flatten();
            (key.replace('_', "-"), self.known_cell(text.as_ref()))
        };
        keys.iter().map(text).collect()
    }

    /// A position or an organisation; if it is unknown, with the label of the field.
    pub(super) fn office(&self, label: &str, field: Option<&Known<Text>>) -> Option<String> {
        let text = self.known_text(field)?;
        let unknown = field.is_some_and(|known| known.value().is_none());
        Some(if unknown { format!("{}: {text}", self.file.label(label)) } else { text })
    }

    /// The name with the form of courtesy, placed by the rules of the language.
    pub(super) fn full_name(&self, member: &brief::Member) -> String {
        self.courteous(&member.name, member.honorific.as_ref())
    }

    /// A name with its form of courtesy, if there is one.
    pub(super) fn courteous(&self, name: &Text, honorific: Option<&Text>) -> String {
        let name = self.text(name);
        let Some(honorific) = honorific else { return name };
        let honorific = self.text(honorific);
        match self.file.names.courtesy {
            Courtesy::Before => format!("{honorific}\u{A0}{name}"),
            Courtesy::After => format!("{name} {honorific}"),
        }
    }

    /// The name of a participant or a side that the brief refers to. The check guarantees that there is one.
    pub(super) fn party(&self, id: &str) -> String {
        self.party_name(id).map(|name| self.text(name)).unwrap_or_default()
    }

    /// The same for a narrow column.
    pub(super) fn party_in_cell(&self, id: &str) -> String {
        self.party_name(id).map(|name| self.cell(name)).unwrap_or_default()
    }

    fn party_name(&self, id: &str) -> Option<&Text> {
        let member = self.member(id).map(|member| &member.name);
        member.or_else(|| self.side(id).map(|side| &side.name))
    }

    pub(super) fn biographies(&self) -> Vec<Biography> {
        let sides = self.sides_in_order().into_iter();
        let members = sides.flat_map(|side| in_protocol_order(&side.members));
        let with_note = members.filter(|member| member.biography.is_some() || member.photo.is_some());
        with_note
            .map(|member| Biography {
                name: self.full_name(member),
                photo: self.photo(member),
                text: self.known_prose(member.biography.as_ref()),
            })
            .collect()
    }
}
