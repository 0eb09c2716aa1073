/// What stands before the name of each file.
pub const MARK: &[u8] = b"#= ";

/// The files of an input: each begins with a line that has its name, except the first, which is called `first`.
pub fn parts(first: &str, data: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(MARK), parts.last_mut()) {
            (Some(name), _) => parts.push((String::from_utf8_lossy(name).trim().to_owned(), Vec::new())),
            (None, Some((_, text))) => text.extend(line),
            (None, None) => parts.push((first.to_owned(), line.to_vec())),
        }
    }
    parts
}
