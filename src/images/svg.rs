//! Drawings: self-contained, within limits, and reduced to what is drawn.

mod cost;
mod drawing;
mod filter;
mod names;
mod scan;
mod style;
mod write;

use cost::Costly;
use drawing::Drawing;
pub use filter::is_affordable;
use roxmltree::{Document, Node, ParsingOptions};
use scan::Excess;
use simplecss::StyleSheet;

use crate::limits::{
    SVG_ATTRIBUTES, SVG_DEPTH, SVG_ENTITY_BYTES, SVG_NODES, SVG_OWN_STYLE_BYTES, SVG_SELECTIONS,
    SVG_STYLE_BYTES,
};
use crate::report::Problem;
use crate::text::BYTE_ORDER_MARK;

/// The SVG of what is drawn: without descriptions, comments, hidden layers and unused definitions. Its styles
/// are attributes.
///
/// # Errors
/// If it is not an SVG, not self-contained (no text, which would need fonts, no other files, no scripts),
/// costs too much, or something in it would be lost.
pub fn cleaned(file: &str, bytes: &[u8]) -> Result<String, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| not_utf8(file))?;
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    scan::scan(text).map_err(|excess| excessive(file, excess))?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: SVG_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| not_xml(file, &error))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(not_svg(file, root.tag_name().name()));
    }
    let mut elements = document.descendants().filter(Node::is_element);
    elements.try_for_each(|node| check_element(file, node))?;
    check_styles(file, &document)?;
    let sheet = style::sheet(&document);
    check_selections(file, &document, &sheet)?;
    let drawing = Drawing::of(&document, &sheet);
    cost::check(root, &drawing).map_err(|cost| costly(file, cost))?;
    Ok(write::written(root, &drawing))
}

/// Nothing in a style is lost, and none is so long that it takes long to read.
fn check_styles(file: &str, document: &Document<'_>) -> Result<(), Problem> {
    let mut sheets = document.descendants().filter(style::is_sheet);
    if sheets
        .any(|style| style.children().count() > 1 || style.text().is_some_and(|text| text.contains('\\')))
    {
        return Err(unreadable_style(file));
    }
    let sheets: usize =
        document.descendants().filter(style::is_sheet).filter_map(|sheet| sheet.text()).map(str::len).sum();
    let own = document.descendants().filter_map(|node| node.attribute("style")).map(str::len).max();
    if sheets > SVG_STYLE_BYTES || own > Some(SVG_OWN_STYLE_BYTES) {
        return Err(long_style(file));
    }
    Ok(())
}

/// Each rule of a style sheet is tried on each element.
fn check_selections(file: &str, document: &Document<'_>, sheet: &StyleSheet<'_>) -> Result<(), Problem> {
    let elements = document.descendants().filter(Node::is_element).count();
    let declarations: usize = sheet.rules.iter().map(|rule| rule.declarations.len() + 1).sum();
    let is_costly = elements.saturating_mul(declarations) > SVG_SELECTIONS;
    if is_costly { Err(long_style(file)) } else { Ok(()) }
}

fn check_element(file: &str, node: Node<'_, '_>) -> Result<(), Problem> {
    let name = node.tag_name().name();
    match name {
        "text" | "tspan" | "textPath" | "tref" | "foreignObject" | "flowRoot" => {
            return Err(has_letters(file));
        }
        "script" => return Err(has_program(file)),
        "image" | "feImage" => return Err(has_picture(file)),
        _ => {}
    }
    if drawing::is_svg(node)
        && !names::is_drawn(name)
        && !names::is_not_printed(name)
        && is_visible_place(node)
    {
        return Err(has_unknown(file, name));
    }
    let style = if name == "style" { node.text() } else { None };
    // A link on the web is followed only by a reader who clicks on it, and never on paper.
    let is_link = |attribute: &str| name == "a" || !matches!(attribute, "href" | "src");
    let foreign = node.attributes().find(|attribute| {
        let elsewhere = !is_link(attribute.name()) && !attribute.value().trim_start().starts_with('#');
        elsewhere || names_file(attribute.value())
    });
    let foreign = foreign.map(|attribute| attribute.value()).or(style.filter(|style| names_file(style)));
    foreign.map_or(Ok(()), |value| Err(has_address(file, value)))
}

/// Whether what stands here could be drawn: it is not in a description.
fn is_visible_place(node: Node<'_, '_>) -> bool {
    node.ancestors().skip(1).filter(Node::is_element).all(drawing::is_known)
}

/// Whether a value or a style sheet refers to another file: `url(…)` without `#`, or `@import`.
fn names_file(value: &str) -> bool {
    let outside = |part: &str| !part.trim_start().trim_start_matches(['"', '\'']).starts_with('#');
    value.contains("@import") || value.split("url(").skip(1).any(outside)
}

fn excessive(file: &str, excess: Excess) -> Problem {
    let what = match excess {
        Excess::Depth => format!("is nested more than {SVG_DEPTH} levels deep"),
        Excess::Attributes => format!("has an element with more than {SVG_ATTRIBUTES} attributes"),
        Excess::Entities => {
            format!("has entities that stand for more than {SVG_ENTITY_BYTES} bytes or for tags")
        }
    };
    Problem::error(format!("the SVG `{file}` {what}")).hint(SIMPLER)
}

fn costly(file: &str, cost: Costly) -> Problem {
    let what = match cost {
        Costly::Circle => "has an element that refers to itself".to_owned(),
        Costly::Depth => format!("refers from element to element over more than {SVG_DEPTH} levels"),
        Costly::Repeats => format!("draws more than {SVG_NODES} elements, as it repeats some of them"),
        Costly::Number => "has a number greater than 999999999".to_owned(),
    };
    Problem::error(format!("the SVG `{file}` {what}")).hint(SIMPLER)
}

/// The SVG `file` has filters that compute too many pixels.
pub fn long_filters(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` has filters that take too long, such as blurs and textures"))
        .hint(SIMPLER)
}

fn unreadable_style(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` has a style sheet with escapes (`\\`) or comments of XML"))
        .hint("such a style would be lost: save it as a plain SVG in a drawing program, or as PNG")
}

fn long_style(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` has a style that is too long")).hint(SIMPLER)
}

fn has_unknown(file: &str, element: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` contains an element that would not be drawn (`<{element}>`)"))
        .hint("save it as a plain SVG in a drawing program, or as PNG")
}

const SIMPLER: &str = "save it as PNG, or simplify it in a drawing program";

fn not_utf8(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` is not UTF-8")).hint("save it as UTF-8")
}

fn not_xml(file: &str, error: &roxmltree::Error) -> Problem {
    Problem::error(format!("`{file}` cannot be read as an SVG ({error})"))
        .hint("open it in a drawing program and save it again")
}

fn not_svg(file: &str, element: &str) -> Problem {
    Problem::error(format!("`{file}` is not an SVG: it begins with `<{element}>`"))
        .hint("name a PNG, JPEG or SVG file")
}

fn has_letters(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` contains text, which would need fonts"))
        .hint("convert the text to paths (in Inkscape: Path, Object to Path), or save it as PNG")
}

fn has_program(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` contains a script (`<script>`)"))
        .hint("save it as a plain SVG in a drawing program, or as PNG")
}

fn has_picture(file: &str) -> Problem {
    Problem::error(format!("the SVG `{file}` contains another picture (`<image>`)"))
        .hint("save it as PNG, or use the picture itself")
}

fn has_address(file: &str, value: &str) -> Problem {
    let start: String = value.trim().chars().take(40).collect();
    Problem::error(format!("the SVG `{file}` refers to an external resource (`{start}`)"))
        .hint("nothing is fetched: save it as a plain SVG in a drawing program, or as PNG")
}
