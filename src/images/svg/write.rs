//! The SVG of what is drawn: every attribute where it takes effect, and names only for what is referred to.

use std::collections::HashMap;
use std::fmt::Write;

use roxmltree::Node;

use super::drawing::Drawing;
use super::names::is_only_in_styles;
use super::style::references;

/// Writes what is drawn below the root of an SVG.
pub fn written(root: Node<'_, '_>, drawing: &Drawing<'_, '_>) -> String {
    let mut writer = Writer { drawing, names: HashMap::new(), text: String::new() };
    for node in root.descendants() {
        let attributes = drawing.kept.get(&node.id());
        for (name, value) in attributes.into_iter().flat_map(|attributes| attributes.iter()) {
            for id in references(name, value) {
                let number = writer.names.len() + 1;
                writer.names.entry(id).or_insert_with(|| format!("n{number}"));
            }
        }
    }
    writer.element(root);
    writer.text
}

struct Writer<'a, 'd, 'input> {
    drawing: &'d Drawing<'a, 'input>,
    /// The new names of what something refers to.
    names: HashMap<&'a str, String>,
    text: String,
}

impl<'a> Writer<'a, '_, '_> {
    fn element(&mut self, node: Node<'_, '_>) {
        let Some(attributes) = self.drawing.kept.get(&node.id()) else { return };
        let name = if node.tag_name().name() == "a" { "g" } else { node.tag_name().name() };
        self.text.push('<');
        self.text.push_str(name);
        if node.parent_element().is_none() {
            self.text.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        let (styles, plain): (Vec<_>, Vec<_>) =
            attributes.iter().partition(|(name, _)| is_only_in_styles(name));
        plain.into_iter().for_each(|(name, value)| self.attribute(name, value));
        if !styles.is_empty() {
            let styles: Vec<_> = styles.iter().map(|(name, value)| format!("{name}:{value}")).collect();
            self.attribute("style", &styles.join(";"));
        }
        if !node.children().any(|child| self.drawing.kept.contains_key(&child.id())) {
            self.text.push_str("/>");
            return;
        }
        self.text.push('>');
        node.children().for_each(|child| self.element(child));
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = match name {
            "id" => match self.names.get(value) {
                Some(new) => new.clone(),
                None => return,
            },
            "href" => match references(name, value)[..] {
                [id] => format!("#{}", self.names[id]),
                _ => return,
            },
            _ => self.renamed(value),
        };
        // Writing to a string cannot fail.
        let _ = write!(self.text, " {name}=\"");
        for character in value.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '"' => self.text.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.text.push(' '),
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    /// A value with the new names in each `url(#…)`.
    fn renamed(&self, value: &str) -> String {
        let mut parts = value.split("url(");
        let mut renamed = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (inside, rest) = part.split_once(')').unwrap_or((part, ""));
            let address = inside.trim().trim_matches(['"', '\'']).trim();
            let new = address.strip_prefix('#').and_then(|id| self.names.get(id));
            renamed.push_str("url(");
            match new {
                Some(new) => renamed.extend(["#", new]),
                None => renamed.push_str(inside),
            }
            renamed.push(')');
            renamed.push_str(rest);
        }
        renamed
    }
}
