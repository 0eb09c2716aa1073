//! What of an SVG is drawn: neither comments and descriptions nor hidden layers, and of the definitions those
//! that something drawn refers to.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node, NodeId};
use simplecss::StyleSheet;

use super::names::{is_drawn, is_resource, is_shape};
use super::style::{Attributes, SVG, references};

/// The drawn elements of an SVG.
#[derive(Debug)]
pub struct Drawing<'a, 'input> {
    /// The attributes of each element that is drawn or has drawn elements in it.
    pub kept: HashMap<NodeId, Attributes<'a>>,
    /// The elements that are drawn.
    pub drawn: HashSet<NodeId>,
    ids: HashMap<&'a str, Vec<Node<'a, 'input>>>,
}

impl<'a, 'input> Drawing<'a, 'input> {
    /// Finds what is drawn of an SVG.
    pub fn of(document: &'a Document<'input>, sheet: &'a StyleSheet<'a>) -> Self {
        let mut ids: HashMap<_, Vec<_>> = HashMap::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_default().push(node);
            }
        }
        let attributes = document.descendants().filter(|node| is_known(*node));
        let kept = attributes.map(|node| (node.id(), Attributes::of(node, sheet))).collect();
        let mut drawing = Self { kept, drawn: HashSet::new(), ids };
        drawing.find(document.root_element());
        let with_drawn: HashSet<_> = document
            .descendants()
            .filter(|node| drawing.drawn.contains(&node.id()))
            .flat_map(|node| node.ancestors().map(|ancestor| ancestor.id()))
            .collect();
        drawing.kept.retain(|node, _| with_drawn.contains(node));
        drawing
    }

    /// The elements that an element refers to, with the name of the attribute.
    pub fn targets(&self, node: NodeId) -> Vec<(&'a str, Node<'a, 'input>)> {
        let attributes = self.kept.get(&node).into_iter().flat_map(Attributes::iter);
        let ids = attributes
            .flat_map(|(name, value)| references(name, value).into_iter().map(move |id| (name, id)));
        ids.flat_map(|(name, id)| self.ids.get(id).into_iter().flatten().map(move |node| (name, *node)))
            .collect()
    }

    fn find(&mut self, root: Node<'a, 'input>) {
        let mut targets = Vec::new();
        self.draw(root, Some("visible"), &mut targets);
        self.drawn.insert(root.id());
        while let Some(target) = targets.pop() {
            if !self.drawn.contains(&target.id()) && is_known(target) {
                self.mark(target, None, &mut targets);
            }
        }
    }

    /// Marks an element and what is in it as drawn, unless it is hidden. The visibility is inherited; it is
    /// unknown where it depends on a reference, and where the extent of what is hidden still counts.
    fn draw(
        &mut self,
        node: Node<'a, 'input>,
        visibility: Option<&'a str>,
        targets: &mut Vec<Node<'a, 'input>>,
    ) {
        let name = node.tag_name().name();
        if !is_known(node) || is_resource(name) || self.drawn.contains(&node.id()) {
            return;
        }
        let Some(attributes) = self.kept.get(&node.id()) else { return };
        let own = attributes.get("visibility").filter(|value| *value != "inherit");
        let visibility = visibility.map(|inherited| own.unwrap_or(inherited));
        let is_invisible = is_shape(name) && matches!(visibility, Some("hidden" | "collapse"));
        let is_clear = visibility.is_some()
            && attributes.get("opacity").and_then(|value| value.trim().parse().ok()) == Some(0.0_f32);
        if attributes.get("display") == Some("none") || is_invisible || is_clear {
            return;
        }
        let visibility = visibility.filter(|_| !self.is_fitted(node));
        self.mark(node, visibility, targets);
    }

    fn mark(
        &mut self,
        node: Node<'a, 'input>,
        visibility: Option<&'a str>,
        targets: &mut Vec<Node<'a, 'input>>,
    ) {
        self.drawn.insert(node.id());
        targets.extend(self.targets(node.id()).into_iter().map(|(_, target)| target));
        if node.tag_name().name() == "switch"
            && let Some(chosen) = self.chosen(node)
        {
            return self.draw(chosen, visibility, targets);
        }
        node.children().for_each(|child| self.draw(child, visibility, targets));
    }

    /// Whether something is fitted to the extent of an element, hidden shapes included: a mask, a filter, or
    /// a clip path in the units of the element.
    fn is_fitted(&self, node: Node<'a, 'input>) -> bool {
        self.targets(node.id()).iter().any(|(attribute, target)| match *attribute {
            "mask" | "filter" => true,
            "clip-path" => target.attribute("clipPathUnits") == Some("objectBoundingBox"),
            _ => false,
        })
    }

    /// The only child of a `switch` that is drawn, where that depends on neither the language nor the
    /// program.
    fn chosen(&self, switch: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
        let depends = |node: &Node<'_, '_>| {
            node.has_attribute("requiredFeatures") || node.has_attribute("systemLanguage")
        };
        let mut children = switch.children().filter(|child| is_known(*child));
        if children.clone().any(|child| depends(&child)) {
            return None;
        }
        children.find(|child| !child.has_attribute("requiredExtensions"))
    }
}

/// Whether an element is one that the engine draws by.
pub fn is_known(node: Node<'_, '_>) -> bool {
    is_svg(node) && is_drawn(node.tag_name().name())
}

/// Whether an element is one of SVG, and not of a drawing program.
pub fn is_svg(node: Node<'_, '_>) -> bool {
    node.is_element() && matches!(node.tag_name().namespace(), None | Some(SVG))
}
