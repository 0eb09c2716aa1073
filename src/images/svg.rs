use roxmltree::{Document, Node, ParsingOptions};

use crate::limits::SVG_NODES;
use crate::report::Problem;
use crate::text::BYTE_ORDER_MARK;

/// Checks that an SVG is self-contained: no text, which would need fonts, no other files, no scripts.
///
/// # Errors
/// If it is not self-contained, or not an SVG.
pub fn check(file: &str, bytes: &[u8]) -> Result<(), Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| not_utf8(file))?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: SVG_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text.trim_start_matches(BYTE_ORDER_MARK), options)
        .map_err(|error| not_xml(file, &error))?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(not_svg(file, document.root_element().tag_name().name()));
    }
    let mut elements = document.descendants().filter(Node::is_element);
    elements.try_for_each(|node| check_element(file, node))
}

fn check_element(file: &str, node: Node<'_, '_>) -> Result<(), Problem> {
    let name = node.tag_name().name();
    match name {
        "text" | "tspan" | "textPath" | "tref" | "foreignObject" => return Err(has_letters(file)),
        "script" => return Err(has_program(file)),
        "image" | "feImage" => return Err(has_picture(file)),
        _ => {}
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

/// Whether a value or a style sheet refers to another file: `url(…)` without `#`, or `@import`.
fn names_file(value: &str) -> bool {
    let outside = |part: &str| !part.trim_start().trim_start_matches(['"', '\'']).starts_with('#');
    value.contains("@import") || value.split("url(").skip(1).any(outside)
}

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
