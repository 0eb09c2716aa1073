//! The archive: a folder of plain files that outlive this program. Each record is a bag (BagIt 1.0, RFC 8493) that is written
//! once and never changed; what happens to it later is a bag of its own beside it. All else can be made again from the bags.

/// What is said of a record in a list.
pub mod entry;
/// What happens to a record after it was filed.
pub mod event;
/// The ids of records and events.
pub mod id;
/// The index, in which records are found.
pub mod index;
/// What the archive knows of one paper.
pub mod record;
/// Where the bags stand.
pub mod shelf;
