//! What filters cost: the engine draws them as pixels, each step over the whole region.

use usvg::filter::Kind;
use usvg::{Group, Node, Tree};

use crate::limits::SVG_FILTERED_PIXELS;

/// The most pixels on a side that the PDF writer makes of a filter.
const MOST_SIDE: f64 = 5000.0;
/// The pixels that it makes of the longer side of a drawing that fills a sheet: four for each point.
const SHEET_SIDE: f64 = 4.0 * 842.0;

/// Whether the filters of a drawing compute no more pixels than they may, weighed by what a pixel costs.
pub fn is_affordable(tree: &Tree) -> bool {
    let longer = f64::from(tree.size().width().max(tree.size().height()));
    of_group(tree.root(), SHEET_SIDE / longer) <= SVG_FILTERED_PIXELS as f64
}

fn of_group(group: &Group, scale: f64) -> f64 {
    let region = group.abs_layer_bounding_box();
    let side = |length: f32| (f64::from(length) * scale).min(MOST_SIDE);
    let area = side(region.width()) * side(region.height());
    let steps = group.filters().iter().flat_map(|filter| filter.primitives());
    let own: f64 = steps.map(|step| area * weight(step.kind(), scale)).sum();
    own + group.children().iter().map(|child| of_node(child, scale)).sum::<f64>()
}

fn of_node(node: &Node, scale: f64) -> f64 {
    let mut sum = if let Node::Group(group) = node { of_group(group, scale) } else { 0.0 };
    node.subroots(|root| sum += of_group(root, scale));
    sum
}

/// What a pixel of a step costs, measured in copies of a pixel.
fn weight(kind: &Kind, scale: f64) -> f64 {
    let window = |x: f32, y: f32| (f64::from(x) * scale * 2.0 + 1.0) * (f64::from(y) * scale * 2.0 + 1.0);
    match kind {
        Kind::Morphology(step) => window(step.radius_x().get(), step.radius_y().get()),
        Kind::ConvolveMatrix(step) => f64::from(step.matrix().columns()) * f64::from(step.matrix().rows()),
        Kind::Turbulence(step) => 8.0 * f64::from(step.num_octaves().min(64)).max(1.0),
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 6.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 6.0,
        _ => 2.0,
    }
}
