//! The attributes of an element as the engine sees them: its own, then those of the style sheets, then those
//! of its style.

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, Element, PseudoClass, StyleSheet};

use super::names::{is_attribute, is_only_in_styles, is_property};

/// The namespace of SVG.
pub const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The attributes that an element is drawn by, in the order in which they were first set.
#[derive(Debug, Default)]
pub struct Attributes<'a> {
    items: Vec<Attribute<'a>>,
}

#[derive(Debug)]
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    is_important: bool,
}

impl<'a> Attributes<'a> {
    /// The attributes of an element.
    pub fn of(node: Node<'a, '_>, sheet: &'a StyleSheet<'a>) -> Self {
        let mut attributes = Self::default();
        // Of two attributes of one name in different namespaces, the first counts, but for `use`.
        let first = node.attribute((XLINK, "href")).filter(|_| node.tag_name().name() == "use");
        first.into_iter().for_each(|value| attributes.set("href", value, false));
        for attribute in node.attributes() {
            let is_known = matches!(attribute.namespace(), None | Some(SVG | XLINK));
            let name = attribute.name();
            let is_drawn = is_known && is_attribute(name) && !is_only_in_styles(name);
            if is_drawn && attributes.get(name).is_none() {
                attributes.set(name, attribute.value(), false);
            }
        }
        // A link keeps its content, and leads nowhere on paper.
        if node.tag_name().name() == "a" {
            attributes.items.retain(|attribute| attribute.name != "href");
        }
        let rules = sheet.rules.iter().filter(|rule| rule.selector.matches(&Styled(node)));
        rules.flat_map(|rule| &rule.declarations).for_each(|declaration| attributes.declare(declaration));
        let own = node.attribute("style").unwrap_or_default();
        DeclarationTokenizer::from(own).for_each(|declaration| attributes.declare(&declaration));
        attributes
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.items.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }

    /// The names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.items.iter().map(|attribute| (attribute.name, attribute.value))
    }

    fn declare(&mut self, declaration: &Declaration<'a>) {
        if declaration.name == "marker" {
            for name in ["marker-start", "marker-mid", "marker-end"] {
                self.set(name, declaration.value, declaration.important);
            }
        } else if is_property(declaration.name) {
            self.set(declaration.name, declaration.value, declaration.important);
        }
    }

    /// Sets an attribute, unless an important declaration has set it.
    fn set(&mut self, name: &'a str, value: &'a str, is_important: bool) {
        match self.items.iter_mut().find(|attribute| attribute.name == name) {
            Some(known) if known.is_important => {}
            Some(known) => (known.value, known.is_important) = (value, is_important),
            None => self.items.push(Attribute { name, value, is_important }),
        }
    }
}

/// The style sheets of a drawing, one after the other.
pub fn sheet<'a>(document: &'a Document<'_>) -> StyleSheet<'a> {
    let mut sheet = StyleSheet::new();
    for style in document.descendants().filter(is_sheet) {
        sheet.parse_more(style.text().unwrap_or_default());
    }
    sheet
}

/// Whether an element is a style sheet that the engine reads.
pub fn is_sheet(node: &Node<'_, '_>) -> bool {
    node.has_tag_name("style") && matches!(node.attribute("type"), None | Some("text/css"))
}

/// An element for the selectors of style sheets.
struct Styled<'a, 'input>(Node<'a, 'input>);

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Self)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

/// The ids that a value refers to: `#id` of a link, and `url(#id)`.
pub fn references<'a>(name: &str, value: &'a str) -> Vec<&'a str> {
    if name == "href" {
        return value.trim().strip_prefix('#').into_iter().collect();
    }
    let inside = value.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let quoted = inside.map(|inside| inside.trim().trim_matches(['"', '\'']).trim());
    quoted.filter_map(|address| address.strip_prefix('#')).collect()
}
