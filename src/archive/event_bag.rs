use super::bag::{PAYLOAD, put, seal};
use super::clock::now;
use super::event::{Change, Event};
use super::id::Id;
use super::record::FORMAT;
use super::staging::{Staging, unwritable};
use super::store::{BagName, EVENT};
use crate::files::refusal::cannot_express;
use crate::report::Problem;

/// Writes the bag of an event into a staging, with its files.
///
/// # Errors
/// When the system refuses.
pub fn write_event(
    staging: &Staging,
    about: Id,
    change: Change,
    files: &[(&str, &[u8])],
) -> Result<(), Problem> {
    let id = Id::new();
    let who = Some(staging.who().to_owned());
    let event = Event { format: FORMAT, id, about, at: now(), who, change };
    let bag = staging.bag(BagName { record: about, event: Some(id) });
    let text =
        toml::to_string(&event).map_err(|error| cannot_express("the description of an event", &error))?;
    let info = [
        ("External-Identifier", format!("{about}.{id}")),
        ("External-Description", format!("what happened to {about}")),
    ];
    let payload = bag.join(PAYLOAD);
    let mut files = files.iter().map(|(name, data)| put(&payload.join(name), data));
    let made = files
        .try_for_each(|written| written)
        .and_then(|()| put(&payload.join(EVENT), text.as_bytes()))
        .and_then(|()| seal(&bag, &info));
    made.map_err(|error| unwritable(&bag, &error))
}
