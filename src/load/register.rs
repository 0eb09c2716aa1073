use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::files::Resolver;
use super::merge::{Precedence, merge};
use super::register_errors::{self, EntryError};
use super::schema::Model;
use super::schema_errors::describe;
use super::spans::Spans;
use super::value::{Node, NodeKind};
use crate::brief::{self, Organisations, People};
use crate::fields::Shape;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem};
use crate::suggest::nearest;

/// The register of people, by id.
pub const PEOPLE: &str = "people.toml";
/// The register of organisations, by id.
pub const ORGANISATIONS: &str = "organisations.toml";

/// Resolves the ids of people and organisations from the registers; returns whether there are any. The
/// values of the brief override those of the register.
pub fn look_up(root: &mut Node, resolver: &mut Resolver, problems: &mut Vec<Problem>) -> bool {
    let mut people = Register::new::<People>(PEOPLE, "person");
    let mut organisations = Register::new::<Organisations>(ORGANISATIONS, "organisation");
    for side in root.items_mut("sides") {
        for member in side.items_mut("members") {
            person(member, &mut people, resolver, problems);
        }
    }
    every_organisation(root, Some(brief::fields()), &mut organisations, resolver, problems);
    people.is_used || organisations.is_used
}

/// A register, read when it is first needed.
struct Register {
    file: &'static str,
    what: &'static str,
    is_used: bool,
    read: Option<Option<(PathBuf, Node)>>,
    errors: Errors,
}

/// Finds every value of a register that does not fit its schema.
type Errors = fn(&Node, &dyn Fn(&str, EntryError, &Spans, &KeyPath) -> Problem) -> Vec<Problem>;

impl Register {
    fn new<M: Model>(file: &'static str, what: &'static str) -> Self {
        Self { file, what, is_used: false, read: None, errors: register_errors::find::<M> }
    }

    /// The entry of the register for an id.
    fn entry(
        &mut self,
        id: &str,
        place: &Place,
        resolver: &mut Resolver,
        problems: &mut Vec<Problem>,
    ) -> Option<Node> {
        self.is_used = true;
        if self.read.is_none() {
            self.read = Some(self.open(place, resolver, problems));
        }
        let (_, node) = self.read.as_ref()?.as_ref()?;
        let found = node.get(id).cloned();
        if found.is_none() {
            problems.push(self.unknown(id, node).at(place.clone()));
        }
        found
    }

    /// The register, or `None` after reporting what is wrong with it.
    fn open(
        &self,
        place: &Place,
        resolver: &mut Resolver,
        problems: &mut Vec<Problem>,
    ) -> Option<(PathBuf, Node)> {
        let path = match resolver.nearest(self.file) {
            Ok(Some(path)) => path,
            Ok(None) => {
                problems.push(self.none().at(place.clone()));
                return None;
            }
            Err(problem) => {
                problems.push(problem.at(place.clone()));
                return None;
            }
        };
        match resolver.read(&path) {
            Ok(node) => {
                let wrong = |id: &str, kind, spans: &Spans, path: &KeyPath| self.wrong(id, kind, spans, path);
                problems.extend((self.errors)(&node, &wrong));
                Some((path, node))
            }
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    }

    fn none(&self) -> Problem {
        Problem::error(format!("there is no register `{}`", self.file)).hint(format!(
            "put it in the folder of the brief, or in one above it up to that of `spravka.toml`, with a \
             table for each {} by id",
            self.what
        ))
    }

    fn unknown(&self, id: &str, register: &Node) -> Problem {
        let ids: Vec<_> = register.table().into_iter().flatten().map(|(id, _)| id.as_str()).collect();
        let problem = Problem::error(format!("`{}` has no {} `{id}`", self.file, self.what));
        problem.hint(match nearest(id, &ids) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("add `[{id}]` with a `name` to `{}`", self.file),
        })
    }

    /// A problem with a whole entry.
    fn wrong(&self, id: &str, kind: EntryError, spans: &Spans, path: &KeyPath) -> Problem {
        match kind {
            EntryError::NotAnEntry if self.file == PEOPLE => no_person(id).at(spans.value(path)),
            EntryError::NotAnEntry | EntryError::NoName => self.no_name(id).at(spans.key(path)),
        }
    }

    fn no_name(&self, id: &str) -> Problem {
        Problem::error(format!("the {} `{id}` has no name", self.what))
            .hint(format!("add `name = \"…\"` below `[{id}]` in `{}`", self.file))
    }
}

/// Merges a member over the person that it names.
fn person(member: &mut Node, people: &mut Register, resolver: &mut Resolver, problems: &mut Vec<Problem>) {
    let Some(named) = member.get("person").cloned() else { return };
    let Some(id) = named.text().map(str::to_owned) else {
        // The schema will report that this is not an id.
        member.stand_in_for("name", &named.place);
        return;
    };
    let entry = people.entry(&id, &named.place, resolver, problems);
    let Some(own) = member.table_mut() else { return };
    own.remove("person");
    own.entry("id".to_owned()).or_insert_with(|| named.clone());
    let Some(mut entry) = entry else {
        member.stand_in_for("name", &named.place);
        return;
    };
    if entry.get("person").is_some() || entry.table().is_none() {
        member.stand_in_for("name", &named.place);
        return;
    }
    // An empty table would merge into what the register gives by its id instead of being refused.
    if let (Some(own), Some(entry)) = (member.table(), entry.table_mut()) {
        let is_empty = |key: &str| own.get(key).and_then(Node::table).is_some_and(BTreeMap::is_empty);
        entry.retain(|key, _| !(brief::is_in_register(key) && is_empty(key)));
    }
    let own = std::mem::replace(member, Node::new(NodeKind::List(Vec::new()), None, named.place));
    let (key, place) = (own.key.clone(), own.place.clone());
    let stated_in = entry.place.clone();
    let merged = merge(entry, own, brief::member_fields(), Precedence::Second);
    *member = Node { key, place, overrides: Vec::new(), ..merged };
    if member.get("name").is_none() {
        member.stand_in_for("name", &stated_in);
    }
}

/// Replaces `{ id = "…" }` with the name of the organisation.
fn organisation(
    named: &mut Node,
    organisations: &mut Register,
    resolver: &mut Resolver,
    problems: &mut Vec<Problem>,
) {
    let Some(id) = named.table().filter(|table| table.len() == 1).and_then(|table| table.get("id")) else {
        return;
    };
    let place = id.place.clone();
    let Some(id) = id.text().map(str::to_owned) else {
        problems.push(no_id(&id.to_value()).at(place.clone()));
        *named = Node { key: named.key.clone(), ..Node::stand_in(place) };
        return;
    };
    let entry = organisations.entry(&id, &place, resolver, problems);
    let name = entry.as_ref().and_then(|entry| entry.get("name")).cloned();
    *named = Node { key: named.key.clone(), ..name.unwrap_or_else(|| Node::stand_in(place)) };
}

/// As [`organisation`], for every value that may be given by its id.
fn every_organisation(
    node: &mut Node,
    shape: Option<&Shape>,
    organisations: &mut Register,
    resolver: &mut Resolver,
    problems: &mut Vec<Problem>,
) {
    match &mut node.kind {
        NodeKind::Plain(_) => {}
        NodeKind::List(items) => {
            let shape = shape.and_then(Shape::item);
            for item in items {
                every_organisation(item, shape, organisations, resolver, problems);
            }
        }
        NodeKind::Table(table) => {
            for (key, value) in table {
                let shape = shape.and_then(|shape| shape.field(key));
                if shape.is_some_and(|shape| shape.is_in_register) {
                    organisation(value, organisations, resolver, problems);
                }
                every_organisation(value, shape, organisations, resolver, problems);
            }
        }
    }
}

fn no_id(found: &Value) -> Problem {
    Problem::error(format!(
        "`id` should be that of an organisation in `{ORGANISATIONS}`, not {}",
        describe(found)
    ))
}

fn no_person(id: &str) -> Problem {
    Problem::error(format!("`{id}` in `{PEOPLE}` is not a person"))
        .hint(format!("a person is a table with a name: `[{id}]`, below it `name = \"…\"`"))
}
