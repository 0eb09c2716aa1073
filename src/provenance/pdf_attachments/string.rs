//! Strings and names, and the text in a string (ISO 32000-1, 7.3.4, 7.3.5 and 7.9.2).

/// The bytes of a literal string, and its length in the file. It begins with `(`.
pub fn literal(data: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    let (mut at, mut depth) = (1, 1);
    loop {
        let byte = *data.get(at)?;
        at += 1;
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => {
                let (escaped, length) = escape(&data[at..])?;
                bytes.extend(escaped);
                at += length;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            return Some((bytes, at));
        }
        // Every end of line counts as a line feed.
        let is_pair = byte == b'\r' && data.get(at) == Some(&b'\n');
        at += usize::from(is_pair);
        bytes.push(if byte == b'\r' { b'\n' } else { byte });
    }
}

/// The byte of an escape sequence, without its backslash, and its length.
fn escape(data: &[u8]) -> Option<(Option<u8>, usize)> {
    let byte = *data.first()?;
    Some(match byte {
        b'n' => (Some(b'\n'), 1),
        b'r' => (Some(b'\r'), 1),
        b't' => (Some(b'\t'), 1),
        b'b' => (Some(8), 1),
        b'f' => (Some(12), 1),
        b'\r' => (None, 1 + usize::from(data.get(1) == Some(&b'\n'))),
        b'\n' => (None, 1),
        b'0'..=b'7' => {
            let digits = data.iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte));
            let (value, length) = digits
                .fold((0_u16, 0), |(value, length), byte| (value * 8 + u16::from(byte - b'0'), length + 1));
            // The high-order overflow is ignored (7.3.4.2).
            (Some(value.to_le_bytes()[0]), length)
        }
        other => (Some(other), 1),
    })
}

/// The bytes of a hexadecimal string, and its length in the file. It begins with `<`.
pub fn hexadecimal(data: &[u8]) -> Option<(Vec<u8>, usize)> {
    let end = data.iter().position(|byte| *byte == b'>')?;
    let digits = data[1..end].iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    let digits = digits.map(|byte| digit(*byte)).collect::<Option<Vec<_>>>()?;
    let bytes = digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0));
    Some((bytes.collect(), end + 1))
}

/// The bytes of a name, without its slash.
pub fn name(regular: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(regular.len());
    let mut rest = regular.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'#' => digit(*rest.next()?)? * 16 + digit(*rest.next()?)?,
            _ => *byte,
        });
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Decodes a text string (7.9.2.2): UTF-16 or UTF-8 with a byte order mark, else one byte per character.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
