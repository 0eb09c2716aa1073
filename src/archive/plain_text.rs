use typst::layout::{Frame, FrameItem};

use crate::text::{is_invisible, on_one_line};
use crate::typeset::Pages;
use crate::view::View;

/// The keys of a view that hold no text of the brief.
const NOT_TEXT: [&str; 4] = ["document", "typesetting", "labels", "attached"];

/// The texts of a view that the pages print, one per line, in the order of the pages. A text that only
/// another paper prints is omitted.
pub fn plain_text(view: &View, pages: &Pages) -> String {
    let mut on_pages = String::new();
    for page in pages.document.pages() {
        collect(&page.frame, &mut on_pages);
    }
    let on_pages = squeezed(&on_pages);
    let table = toml::Table::try_from(view).unwrap_or_default();
    let mut lines = Vec::new();
    for (_, value) in table.into_iter().filter(|(key, _)| !NOT_TEXT.contains(&key.as_str())) {
        texts(value, &mut lines);
    }
    let locate = |line: &str| on_pages.find(&squeezed(line)).map(|position| (position, line.to_owned()));
    let mut found: Vec<_> =
        lines.iter().filter(|line| says_something(line)).filter_map(|line| locate(line)).collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, line)| line + "\n").collect()
}

/// Whether a line is more than a blank to fill in or a page number.
fn says_something(line: &str) -> bool {
    line.chars().filter(|letter| letter.is_alphanumeric()).count() > 1
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}

/// Collects every text of a value, each on one line; the inlines of a paragraph form one text.
fn texts(value: toml::Value, lines: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => lines.push(plain(&text)),
        toml::Value::Array(items) => items.into_iter().for_each(|item| texts(item, lines)),
        toml::Value::Table(mut table) => {
            if let Some(toml::Value::Array(inlines)) = table.remove("inlines") {
                let texts = inlines.iter().filter_map(|inline| inline.get("text")?.as_str());
                lines.push(plain(&texts.collect::<String>()));
            }
            table.into_iter().for_each(|(_, item)| texts(item, lines));
        }
        _ => {}
    }
}

/// A text with ordinary spaces and without invisible line-breaking marks.
fn plain(text: &str) -> String {
    on_one_line(&text.chars().filter(|letter| !is_invisible(*letter)).collect::<String>())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !is_invisible(*letter)).collect()
}
