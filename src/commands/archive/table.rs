use crate::archive::index::Hit;
use crate::archive::record::Wordings;
use crate::archive::summary::RecordSummary;
use crate::text::visible_line;

/// The columns of the CSV format.
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

/// A record as a line of the table format: id, day, status, kind, number and title.
pub fn row(entry: &RecordSummary) -> String {
    let number = entry.number.as_deref().unwrap_or("–");
    let (id, date, kind) = (entry.id, &entry.date, &entry.kind);
    let row = format!(
        "{id}  {date}  {:<10}  {kind:<12}  {number:<14}  {}",
        entry.status.name(),
        first(entry, &entry.title)
    );
    visible_line(&row).into_owned()
}

/// The cells of a record under [`HEADER`].
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

/// A snippet with its matches in bold or, without a terminal, in brackets.
pub fn snippet(hit: &Hit, bold: bool) -> String {
    let (begin, end) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let stretches = hit.snippet.iter().map(|stretch| match stretch.is_match {
        true => format!("{begin}{}{end}", visible_line(&stretch.text)),
        false => visible_line(&stretch.text).into_owned(),
    });
    stretches.collect()
}

/// The text in the first language of the paper that has one.
fn first<'a>(entry: &RecordSummary, wordings: &'a Wordings) -> &'a str {
    let wording = entry.languages.iter().find_map(|language| wordings.get(language));
    wording.or_else(|| wordings.values().next()).map(String::as_str).unwrap_or_default()
}
