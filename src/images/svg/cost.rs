//! What drawing costs: everything that is referred to is drawn again at each place.

use std::collections::HashMap;

use roxmltree::{Node, NodeId};

use super::drawing::Drawing;
use super::names::is_shape;
use crate::limits::{SVG_DEPTH, SVG_NODES};

/// Why a drawing cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costly {
    /// Something refers to itself.
    Circle,
    /// Elements and what they refer to are nested too deeply.
    Depth,
    /// More elements are drawn than a drawing has, as they are drawn again and again.
    Repeats,
    /// A number is too large to draw.
    Number,
}

/// What an element and all that it refers to costs.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    elements: u64,
    /// The shapes, each of which may be painted.
    shapes: u64,
    /// The points of lines, each of which may have a marker.
    points: u64,
    depth: usize,
}

/// Checks the cost of all that is drawn below an element.
///
/// # Errors
/// When it is not finite or too high.
pub fn check(root: Node<'_, '_>, drawing: &Drawing<'_, '_>) -> Result<(), Costly> {
    for attributes in drawing.kept.values() {
        if attributes.iter().any(|(name, value)| is_measure(name) && has_huge_number(value)) {
            return Err(Costly::Number);
        }
    }
    let cost = Costs { drawing, known: HashMap::new() }.of(root, 0)?;
    if cost.elements > u64::from(SVG_NODES) { Err(Costly::Repeats) } else { Ok(()) }
}

struct Costs<'d, 'a, 'input> {
    drawing: &'d Drawing<'a, 'input>,
    /// Nothing for an element that is being weighed.
    known: HashMap<NodeId, Option<Cost>>,
}

impl<'a, 'input> Costs<'_, 'a, 'input> {
    fn of(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Cost, Costly> {
        let cost = match self.known.get(&node.id()) {
            Some(Some(known)) => *known,
            Some(None) => return Err(Costly::Circle),
            None if depth > SVG_DEPTH => return Err(Costly::Depth),
            None => self.weighed(node, depth)?,
        };
        if depth + cost.depth > SVG_DEPTH { Err(Costly::Depth) } else { Ok(cost) }
    }

    fn weighed(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Cost, Costly> {
        self.known.insert(node.id(), None);
        let shapes = u64::from(is_shape(node.tag_name().name()));
        let mut cost = Cost { elements: 1, shapes, points: shapes * points(node), depth: 0 };
        for child in node.children().filter(|child| self.drawing.drawn.contains(&child.id())) {
            cost.add(self.of(child, depth + 1)?);
        }
        let own = cost;
        for (attribute, target) in self.drawing.targets(node.id()) {
            let target = self.of(target, depth + 1)?;
            match attribute {
                "href" => cost.add(target),
                // What is below an element inherits these from it.
                "marker-mid" => cost.add_resource(target, own.points),
                "fill" | "stroke" | "marker-start" | "marker-end" => cost.add_resource(target, own.shapes),
                _ => cost.add_resource(target, 1),
            }
        }
        self.known.insert(node.id(), Some(cost));
        Ok(cost)
    }
}

impl Cost {
    /// Adds what is in an element.
    fn add(&mut self, other: Self) {
        self.shapes = self.shapes.saturating_add(other.shapes);
        self.points = self.points.saturating_add(other.points);
        self.add_resource(other, 1);
    }

    /// Adds what is drawn again for each of so many elements or points.
    fn add_resource(&mut self, other: Self, times: u64) {
        self.elements = self.elements.saturating_add(other.elements.saturating_mul(times));
        self.depth = self.depth.max(other.depth + 1);
    }
}

/// The most points that a shape can have: each takes three characters.
fn points(node: Node<'_, '_>) -> u64 {
    let data = node.attribute("d").or(node.attribute("points")).unwrap_or_default();
    data.len() as u64 / 3 + 2
}

/// Whether the numbers of an attribute measure something, and are not digits of a colour or a name.
fn is_measure(attribute: &str) -> bool {
    let is_colour = attribute == "color" || attribute.ends_with("-color");
    !is_colour && !matches!(attribute, "fill" | "stroke" | "id" | "href" | "in" | "in2" | "result" | "seed")
}

/// Whether a value has a number beyond a thousand million. None is needed on paper, and their sums overflow.
fn has_huge_number(value: &str) -> bool {
    const DIGITS: usize = 9;
    let bytes = value.as_bytes();
    let digits_at =
        |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = 0;
    while at < bytes.len() {
        let whole = digits_at(at);
        let is_fraction = at > 0 && bytes[at - 1] == b'.';
        let significant = bytes[at..at + whole].iter().skip_while(|byte| **byte == b'0').count();
        if !is_fraction && significant > DIGITS {
            return true;
        }
        at += whole;
        let is_exponent = whole > 0 && matches!(bytes.get(at), Some(b'e' | b'E'));
        if is_exponent {
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let digits = digits_at(at + 1 + sign);
            let exponent = value[at + 1 + sign..at + 1 + sign + digits].parse().unwrap_or(usize::MAX);
            // `em` and `ex` have no digits.
            if digits > 0 && exponent >= DIGITS && bytes[at + 1] != b'-' {
                return true;
            }
            at += 1 + sign + digits;
        } else if whole == 0 {
            at += 1;
        }
    }
    false
}
