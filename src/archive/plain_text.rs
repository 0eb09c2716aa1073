use typst::layout::{Frame, FrameItem};

use crate::text::{is_invisible, on_one_line};
use crate::typeset::Pages;
use crate::view::View;

/// The keys of a view that hold nothing which came out of the brief for this paper.
const NOT_TEXT: [&str; 4] = ["document", "typesetting", "labels", "attached"];

/// The texts of a view that are printed on some pages, in the order of the pages, a line for each. What only another paper
/// prints is left out.
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
    let place = |line: &str| on_pages.find(&squeezed(line)).map(|place| (place, line.to_owned()));
    let mut found: Vec<_> =
        lines.iter().filter(|line| says_something(line)).filter_map(|line| place(line)).collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, line)| line + "\n").collect()
}

/// A blank to be filled in by hand and the number of a page say nothing.
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

/// Every text of a value, on one line each; the stretches of a paragraph are one text.
fn texts(value: toml::Value, lines: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => lines.push(plain(&text)),
        toml::Value::Array(items) => items.into_iter().for_each(|item| texts(item, lines)),
        toml::Value::Table(mut table) => {
            if let Some(toml::Value::Array(inlines)) = table.remove("inlines") {
                let stretches = inlines.iter().filter_map(|inline| inline.get("text")?.as_str());
                lines.push(plain(&stretches.collect::<String>()));
            }
            table.into_iter().for_each(|(_, item)| texts(item, lines));
        }
        _ => {}
    }
}

/// A text with ordinary spaces, and without the marks that only help to break its lines.
fn plain(text: &str) -> String {
    on_one_line(&text.chars().filter(|letter| !is_invisible(*letter)).collect::<String>())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !is_invisible(*letter)).collect()
}
