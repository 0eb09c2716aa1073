use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Member, Text};

/// The register of people, `people.toml`: each under an id.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct People(pub BTreeMap<String, RegisteredPerson>);

/// A person in the register: a member that does not name another person.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Member")]
pub struct RegisteredPerson(pub Member);

impl TryFrom<Member> for RegisteredPerson {
    type Error = &'static str;

    fn try_from(member: Member) -> Result<Self, Self::Error> {
        if member.person.is_some() {
            Err("a person of the register has no key `person`")
        } else {
            Ok(Self(member))
        }
    }
}

/// The register of organisations, `organisations.toml`: each under an id.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Organisations(pub BTreeMap<String, Organisation>);

/// An organisation in the register.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// The name, as printed.
    pub name: Text,
}
