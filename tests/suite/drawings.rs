//! Drawings: an SVG is reduced to what is drawn, and one that costs too much is refused by the check.

use std::fs;

use spravka::internals::images::cleaned;

use crate::harness::{folder_with, run};

/// An SVG with this content.
fn svg(content: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' \
         xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' viewBox='0 0 20 10'>{content}</svg>"
    )
}

/// What is left of it, without the outermost tags.
fn left(content: &str) -> String {
    let drawn = cleaned("map.svg", svg(content).as_bytes()).expect("a drawing");
    assert_eq!(cleaned("map.svg", &drawn).expect("a drawing"), drawn, "it is clean already");
    let drawn = String::from_utf8(drawn).expect("text");
    let rest = drawn.strip_prefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"");
    match rest.expect("the root") {
        "/>" => String::new(),
        rest => rest[1..].strip_suffix("</svg>").expect("its end").to_owned(),
    }
}

/// The message about it.
fn refused(content: &str) -> String {
    cleaned("map.svg", svg(content).as_bytes()).expect_err("a refusal").message
}

const RECT: &str = "<rect width=\"20\" height=\"10\"/>";

#[test]
fn comments_descriptions_and_names_of_layers_are_left_out() {
    let notes = "<!-- a note --><?editor a note?><title>a note</title><desc>a note</desc>\
         <metadata>a note</metadata><inkscape:page note='a note'/><g id='note' inkscape:label='a note' \
         data-note='a note' class='note'><rect width='20' height='10' onclick='note()'/></g>";
    assert_eq!(left(notes), format!("<g>{RECT}</g>"));
    assert_eq!(left("<a href='https://example.org/note'><rect width='20' height='10'/></a>"), left(notes));
}

#[test]
fn hidden_layers_are_left_out_whichever_way_they_are_hidden() {
    let secret = "<path d='M0 0H9'/>";
    for hidden in [
        format!("<g display='none'>{secret}</g>"),
        format!("<g style='display:none'>{secret}</g>"),
        format!("<style>/* a note */ .off {{ display: none }}</style><g class='off'>{secret}</g>"),
        format!("<style>g > .off {{ display: none !important }}</style><g><g class='off'>{secret}</g></g>"),
        format!("<g visibility='hidden'>{secret}</g>"),
        format!("<g opacity='0'>{secret}</g>"),
        format!("<defs>{secret}</defs><symbol id='s'>{secret}</symbol><clipPath id='c'>{secret}</clipPath>"),
        format!("<switch><g/><g>{secret}</g></switch>"),
    ] {
        assert!(!left(&hidden).contains("M0 0H9"), "{hidden}");
    }
    let shown = format!("<g visibility='hidden'><g visibility='visible'>{secret}</g></g>");
    assert!(left(&shown).contains("M0 0H9"));
}

#[test]
fn what_is_referred_to_stays_even_in_a_hidden_layer() {
    let content = "<g display='none'><linearGradient id='secret-name'><stop stop-color='red'/>\
        </linearGradient><path id='shape' d='M0 0H9'/><path d='M1 1H8'/></g>\
        <use x:href='#shape' fill='url(\"#secret-name\") blue'/>";
    let expected = "<g display=\"none\"><linearGradient id=\"n2\"><stop stop-color=\"red\"/>\
        </linearGradient><path id=\"n1\" d=\"M0 0H9\"/></g><use href=\"#n1\" fill=\"url(#n2) blue\"/>";
    assert_eq!(left(content), expected);
}

#[test]
fn style_sheets_become_attributes() {
    let content = "<style>rect { fill: red; stroke: blue !important } .x { fill: green; x-note: secret }</style>\
        <rect class='x' width='20' height='10' stroke='black' style='stroke:none;mix-blend-mode:multiply'/>";
    let expected = "<rect width=\"20\" height=\"10\" stroke=\"blue\" fill=\"green\" \
        style=\"mix-blend-mode:multiply\"/>";
    assert_eq!(left(content), expected);
}

#[test]
fn what_would_be_lost_is_refused() {
    let lost = "the SVG `map.svg` has a style sheet with escapes (`\\`) or comments of XML";
    assert_eq!(refused("<style>r\\65 ct { fill: none }</style>"), lost);
    assert_eq!(refused("<style>g { fill: red } <!-- --> rect { fill: blue }</style>"), lost);
    let letters = "the SVG `map.svg` contains text, which would need fonts";
    assert_eq!(refused("<flowRoot><flowPara>text</flowPara></flowRoot>"), letters);
    let unknown = "the SVG `map.svg` contains an element that would not be drawn (`<meshgradient>`)";
    assert_eq!(refused("<meshgradient/>"), unknown);
}

#[test]
fn a_drawing_is_as_deep_and_as_long_as_drawings_are() {
    let nested = |tag: &str, depth: usize| {
        format!("{}{RECT}{}", format!("<{tag}>").repeat(depth), format!("</{tag}>").repeat(depth))
    };
    for tag in ["g", "svg", "switch", "a"] {
        assert_eq!(
            refused(&nested(tag, 1000)),
            "the SVG `map.svg` is nested more than 64 levels deep",
            "{tag}"
        );
        assert!(!left(&nested(tag, 50)).is_empty(), "{tag}");
    }
    let attributes: String = (0..150_000).map(|number| format!(" a{number}='1'")).collect();
    let long = "the SVG `map.svg` has an element with more than 256 attributes";
    assert_eq!(refused(&format!("<g{attributes}/>")), long);
    for number in ["1e38", "1E+12", "99999999999", "0.5 -1.5e10"] {
        let huge = "the SVG `map.svg` has a number greater than 999999999";
        assert_eq!(refused(&format!("<circle r='{number}'/>")), huge, "{number}");
    }
    assert!(left("<path fill='#1e9999' d='M1e-38 0.00000000001L1e3 2000000.55'/>").contains("1e-38"));
}

#[test]
fn what_refers_to_itself_or_repeats_without_end_is_refused() {
    let circle = "the SVG `map.svg` has an element that refers to itself";
    assert_eq!(refused("<g id='g'><use href='#g'/></g>"), circle);
    assert_eq!(refused("<mask id='m'><rect mask='url(#m)'/></mask><rect mask='url(#m)'/>"), circle);
    let chain = |kind: &str, property: &str, count: usize| -> String {
        let link = |number| {
            let next = number + 1;
            format!("<{kind} id='c{number}'><g {property}='url(#c{next})'>{RECT}</g></{kind}>")
        };
        (0..count).map(link).collect::<String>() + &format!("<rect {property}='url(#c0)'/>")
    };
    let deep = "the SVG `map.svg` refers from element to element over more than 64 levels";
    for (kind, property) in [("clipPath", "clip-path"), ("mask", "mask"), ("pattern", "fill")] {
        assert_eq!(refused(&chain(kind, property, 10_000)), deep, "{kind}");
    }
    let doubling: String = (0..20)
        .map(|number| {
            format!("<g id='d{number}'>{}</g>", format!("<use href='#d{}'/>", number + 1).repeat(2))
        })
        .collect();
    let repeats = "the SVG `map.svg` draws more than 200000 elements, as it repeats some of them";
    assert_eq!(refused(&format!("<defs>{doubling}<g id='d20'/></defs><use href='#d0'/>")), repeats);
    let patterns: String = (0..8)
        .map(|number| {
            let next = number + 1;
            format!("<pattern id='p{number}'><g fill='url(#p{next})'>{}</g></pattern>", RECT.repeat(10))
        })
        .collect();
    assert_eq!(refused(&format!("{patterns}<pattern id='p8'/><rect fill='url(#p0)'/>")), repeats);
}

#[test]
fn entities_stand_for_names_and_nothing_long() {
    let with = |subset: &str, content: &str| {
        let text = format!("<!DOCTYPE svg [{subset}]>{}", svg(content));
        cleaned("map.svg", text.as_bytes()).map_err(|problem| problem.message)
    };
    let harmless = with("<!ENTITY colour 'red'>", "<rect width='20' height='10' fill='&colour;'/>");
    assert!(String::from_utf8(harmless.expect("a drawing")).expect("text").contains("fill=\"red\""));
    let long =
        Err("the SVG `map.svg` has entities that stand for more than 1048576 bytes or for tags".to_owned());
    let bomb = format!("<!ENTITY a '{}'>", "x".repeat(1 << 20));
    assert_eq!(with(&bomb, &format!("<g fill='{}'/>", "&a;".repeat(200))), long);
    assert_eq!(with("<!ENTITY a '&b;'><!ENTITY b 'x'>", "<g fill='&a;'/>"), long);
    assert_eq!(with("<!ENTITY a '<g/>'>", "&a;"), long);
}

#[test]
fn filters_are_measured_before_they_are_computed() {
    let message = "the SVG `map.svg` has filters that take too long, such as blurs and textures";
    let checked = |steps: &str| {
        let brief =
            "title = \"T\"\n[[sides]]\nname = \"A\"\n[[illustrations]]\nfile = \"map.svg\"\nalt = \"Map\"\n";
        let folder = folder_with("visit.toml", brief);
        let drawing = svg(&format!("<filter id='f'>{steps}</filter><g filter='url(#f)'>{RECT}</g>"));
        fs::write(folder.path().join("map.svg"), drawing).expect("a drawing");
        run(folder.path(), &["check", "visit.toml"])
    };
    for steps in [
        "<feMorphology radius='9'/>".to_owned(),
        "<feTurbulence baseFrequency='.1' numOctaves='1000'/>".to_owned(),
        "<feGaussianBlur stdDeviation='3'/>".repeat(100),
    ] {
        let ran = checked(&steps);
        assert_eq!(ran.code, Some(1), "{steps}");
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
    let shadow = "<feGaussianBlur stdDeviation='1'/><feOffset dx='1'/>";
    assert_eq!(checked(shadow).code, Some(0));
}
