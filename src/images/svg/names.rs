//! The elements and attributes that the engine draws by. Those of text and of other pictures are refused, so
//! they are not among them.

/// The elements that are drawn, or that what is drawn refers to.
const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "switch",
    "symbol",
    "use",
];

/// The elements that a sheet of paper does not need: descriptions, styles, movement, links and fonts.
const NOT_PRINTED: &[&str] = &[
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "color-profile",
    "cursor",
    "desc",
    "discard",
    "font",
    "font-face",
    "metadata",
    "mpath",
    "set",
    "style",
    "title",
    "view",
];

/// The elements that are drawn only where something refers to them.
const RESOURCES: &[&str] = &[
    "clipPath",
    "defs",
    "filter",
    "linearGradient",
    "marker",
    "mask",
    "pattern",
    "radialGradient",
    "symbol",
];

/// The elements that are shapes.
const SHAPES: &[&str] = &["circle", "ellipse", "line", "path", "polygon", "polyline", "rect"];

/// The attributes that a style sheet may set, too.
const PROPERTIES: &[&str] = &[
    "background-color",
    "clip-path",
    "clip-rule",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "color-rendering",
    "display",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "flood-color",
    "flood-opacity",
    "font-size",
    "image-rendering",
    "isolation",
    "lighting-color",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "mask-type",
    "mix-blend-mode",
    "opacity",
    "overflow",
    "paint-order",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "transform",
    "transform-origin",
    "vector-effect",
    "visibility",
];

/// The other attributes.
const ATTRIBUTES: &[&str] = &[
    "amplitude",
    "azimuth",
    "baseFrequency",
    "bias",
    "clipPathUnits",
    "cx",
    "cy",
    "d",
    "diffuseConstant",
    "divisor",
    "dx",
    "dy",
    "edgeMode",
    "elevation",
    "enable-background",
    "exponent",
    "filterUnits",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "href",
    "id",
    "in",
    "in2",
    "intercept",
    "k1",
    "k2",
    "k3",
    "k4",
    "kernelMatrix",
    "kernelUnitLength",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "mode",
    "numOctaves",
    "offset",
    "operator",
    "order",
    "orient",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "r",
    "radius",
    "refX",
    "refY",
    "requiredExtensions",
    "requiredFeatures",
    "result",
    "rx",
    "ry",
    "scale",
    "seed",
    "slope",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "transform-box",
    "type",
    "values",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "xChannelSelector",
    "y",
    "y1",
    "y2",
    "yChannelSelector",
    "z",
];

/// Whether an element is drawn, or something that is drawn refers to it.
pub fn is_drawn(element: &str) -> bool {
    ELEMENTS.contains(&element)
}

/// Whether a sheet of paper does not need an element.
pub fn is_not_printed(element: &str) -> bool {
    NOT_PRINTED.contains(&element)
}

/// Whether an element is drawn only where something refers to it.
pub fn is_resource(element: &str) -> bool {
    RESOURCES.contains(&element)
}

/// Whether an element is a shape.
pub fn is_shape(element: &str) -> bool {
    SHAPES.contains(&element)
}

/// Whether a style sheet may set an attribute.
pub fn is_property(attribute: &str) -> bool {
    PROPERTIES.contains(&attribute)
}

/// Whether an attribute is drawn by.
pub fn is_attribute(attribute: &str) -> bool {
    is_property(attribute) || ATTRIBUTES.contains(&attribute)
}

/// Whether the engine reads a property from styles alone.
pub fn is_only_in_styles(property: &str) -> bool {
    matches!(property, "isolation" | "mix-blend-mode")
}
