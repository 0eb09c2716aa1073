use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A font size in points, from `LEAST` to `MOST`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Points<const LEAST: u8, const MOST: u8>(f64);

impl<'de, const LEAST: u8, const MOST: u8> Deserialize<'de> for Points<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        within(f64::deserialize(deserializer)?, LEAST, MOST).map(Self)
    }
}

impl<const LEAST: u8, const MOST: u8> JsonSchema for Points<LEAST, MOST> {
    fn schema_name() -> Cow<'static, str> {
        format!("Points{LEAST}To{MOST}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!("Points, {LEAST} to {MOST}."),
            "x-expects": format!("a number of points from {LEAST} to {MOST}"),
            "type": "number",
            "minimum": LEAST,
            "maximum": MOST,
        })
    }
}

/// The widest margin, in millimetres: two of them still leave room for tables.
const WIDEST: u8 = 40;

/// A margin in millimetres, from `LEAST`, the minimum of ГОСТ Р 7.0.97-2016, 3.2, to 40.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Margin<const LEAST: u8>(f64);

impl<'de, const LEAST: u8> Deserialize<'de> for Margin<LEAST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        within(f64::deserialize(deserializer)?, LEAST, WIDEST).map(Self)
    }
}

impl<const LEAST: u8> JsonSchema for Margin<LEAST> {
    fn schema_name() -> Cow<'static, str> {
        format!("MarginFrom{LEAST}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!("Millimetres, {LEAST} to {WIDEST}."),
            "x-expects": format!(
                "a number of millimetres from {LEAST} to {WIDEST} \
                 (ГОСТ Р 7.0.97-2016 requires at least {LEAST})"
            ),
            "type": "number",
            "minimum": LEAST,
            "maximum": WIDEST,
        })
    }
}

fn within<E: Error>(number: f64, least: u8, most: u8) -> Result<f64, E> {
    let fits = (f64::from(least)..=f64::from(most)).contains(&number);
    fits.then_some(number).ok_or_else(|| E::custom(format!("a number from {least} to {most}")))
}

/// A colour, written `#1f3a5f`: red, green and blue, two hexadecimal digits each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Colour(String);

impl Colour {
    /// The contrast of the colour with white paper, from 1 (none) to 21 (black), by WCAG 2.1.
    pub fn contrast_with_white(&self) -> f64 {
        let part = |at: usize| {
            let digits = self.0.get(at..at + 2).unwrap_or_default();
            let share = f64::from(u8::from_str_radix(digits, 16).unwrap_or_default()) / 255.0;
            if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
        1.05 / (luminance + 0.05)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix('#').unwrap_or_default();
        let fits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(Self(text)) } else { Err(D::Error::custom("a colour is written #1f3a5f")) }
    }
}

impl JsonSchema for Colour {
    fn schema_name() -> Cow<'static, str> {
        "Colour".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A colour: # and two hexadecimal digits each of red, green and blue.",
            "x-expects": "a colour like `#1f3a5f`",
            "type": "string",
            "pattern": "^#[0-9a-fA-F]{6}$",
            "x-holds": "name",
        })
    }
}
