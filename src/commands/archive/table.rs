use crate::archive::index::Hit;
use crate::archive::record::Wordings;
use crate::archive::summary::RecordSummary;

/// The columns of a record in a spreadsheet.
pub const HEADER: [&str; 12] = [
    "id",
    "date",
    "number",
    "kind",
    "status",
    "title",
    "languages",
    "sides",
    "meeting_date",
    "case",
    "supersedes",
    "superseded_by",
];

/// A record in columns for people: the id, the day, the status, the kind, the number, and what the paper is about.
pub fn row(entry: &RecordSummary) -> String {
    let number = entry.number.as_deref().unwrap_or("–");
    let (id, date, kind) = (entry.id, &entry.date, &entry.kind);
    format!(
        "{id}  {date}  {:<10}  {kind:<12}  {number:<14}  {}",
        entry.status.name(),
        first(entry, &entry.title)
    )
}

/// A record in the columns of [`HEADER`].
pub fn cells(entry: &RecordSummary) -> Vec<String> {
    let id = |id: Option<crate::archive::id::Id>| id.map(|id| id.to_string()).unwrap_or_default();
    vec![
        entry.id.to_string(),
        entry.date.clone(),
        entry.number.clone().unwrap_or_default(),
        entry.kind.clone(),
        entry.status.name().to_owned(),
        first(entry, &entry.title).to_owned(),
        entry.languages.join(" "),
        entry.sides.join("; "),
        entry.meeting_date.clone().unwrap_or_default(),
        entry.case.clone().unwrap_or_default(),
        id(entry.supersedes),
        id(entry.superseded_by),
    ]
}

/// What was found, with marks around it: bold on a terminal.
pub fn snippet(hit: &Hit, bold: bool) -> String {
    let (begin, end) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let stretches = hit.snippet.iter().map(|stretch| match stretch.is_match {
        true => format!("{begin}{}{end}", stretch.text),
        false => stretch.text.clone(),
    });
    stretches.collect()
}

/// The wording in the first language of the paper.
fn first<'a>(entry: &RecordSummary, wordings: &'a Wordings) -> &'a str {
    let wording = entry.languages.iter().find_map(|language| wordings.get(language));
    wording.or_else(|| wordings.values().next()).map(String::as_str).unwrap_or_default()
}
