//! The filters of streams (ISO 32000-1, 7.4): the one that is in use, within a limit.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::budget::Budget;
use super::fault::Fault;
use super::object::{Dict, Object};

/// Decodes the bytes of a stream, which begin at `at`.
///
/// # Errors
/// When they are damaged, too many, or in another encoding than Flate.
pub fn decode(dict: &Dict, encoded: &[u8], at: usize, budget: &Budget) -> Result<Vec<u8>, Fault> {
    let (filters, parameters) = (entries(dict, b"Filter"), entries(dict, b"DecodeParms"));
    match filters[..] {
        [] => {
            budget.decode(encoded.len())?;
            Ok(encoded.to_vec())
        }
        [Object::Name(name)] if name == b"FlateDecode" => {
            let inflated = inflate(encoded, at, budget)?;
            match parameters.first() {
                Some(Object::Dict(parameters)) => unpredicted(inflated, parameters, at),
                Some(Object::Null) | None => Ok(inflated),
                Some(_) => Err(Fault::at(at, "the parameters of a stream are indirect")),
            }
        }
        _ => Err(Fault::at(at, "a stream has a filter other than Flate")),
    }
}

/// The value of a key, or the items of its array.
fn entries<'a>(dict: &'a Dict, key: &[u8]) -> Vec<&'a Object> {
    match dict.get(key) {
        Some(Object::Array(items)) => items.iter().collect(),
        value => value.into_iter().collect(),
    }
}

fn inflate(encoded: &[u8], at: usize, budget: &Budget) -> Result<Vec<u8>, Fault> {
    let most = budget.decodable();
    let mut decoded = Vec::new();
    let read = ZlibDecoder::new(encoded).take(most as u64 + 1).read_to_end(&mut decoded);
    read.map_err(|_| Fault::at(at, "a stream cannot be decompressed"))?;
    budget.decode(decoded.len())?;
    Ok(decoded)
}

/// Undoes the prediction of a stream (7.4.4.4), which object and cross-reference streams may have.
fn unpredicted(data: Vec<u8>, parameters: &Dict, at: usize) -> Result<Vec<u8>, Fault> {
    let number = |key: &[u8], usual: usize| {
        parameters.get(key).map_or(Some(usual), Object::number).ok_or(Fault::at(at, "a predictor is damaged"))
    };
    let (kind, columns) = (number(b"Predictor", 1)?, number(b"Columns", 1)?);
    let bits = number(b"Colors", 1)?.checked_mul(number(b"BitsPerComponent", 8)?);
    match (kind, bits) {
        (1, _) => Ok(data),
        (10..=15, Some(8)) if (1..=data.len()).contains(&columns) => rows(&data, columns, at),
        _ => Err(Fault::at(at, "a stream has an unknown predictor")),
    }
}

/// The rows of a PNG with pixels of one byte (ISO 15948, 9).
fn rows(data: &[u8], columns: usize, at: usize) -> Result<Vec<u8>, Fault> {
    let mut decoded: Vec<u8> = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let above = decoded.len().checked_sub(columns);
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (column, byte) in row[1..].iter().enumerate() {
            let up = above.map_or(0, |above| decoded[above + column]);
            let predicted = match row[0] {
                0 => 0,
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => return Err(Fault::at(at, "a stream has an unknown predictor")),
            };
            left = byte.wrapping_add(predicted);
            corner = up;
            decoded.push(left);
        }
    }
    Ok(decoded)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
