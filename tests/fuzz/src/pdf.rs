//! A PDF with attachments, as somebody sent it.

use spravka::internals::limits::PDF_DECODED_BYTES;
use spravka::internals::provenance::pdf_attachments::attachments;
use spravka::internals::provenance::reproduce::verify_bytes;

use super::sound::{assert_sound, on_own_stack, sound};

/// A problem is sound. Attachments have names of their own and are bounded; a paper that is verified has the
/// attachments of the paper that was built.
pub fn holds(data: &[u8]) {
    on_own_stack(|| file(data));
}

fn file(data: &[u8]) {
    let files = match attachments(data) {
        Ok(files) => files,
        Err(problem) => return assert_sound(&[problem]),
    };
    assert!(files.is_sorted_by(|(one, _), (next, _)| one < next), "each name once");
    let total: usize = files.iter().map(|(_, data)| data.len()).sum();
    assert!(total <= PDF_DECODED_BYTES, "{total} bytes");
    if files.is_empty() {
        return;
    }
    if let Some(rebuilt) = sound(verify_bytes(data, "paper.pdf")) {
        let brief = files.iter().find(|(name, _)| name == "brief.toml").map(|(_, data)| data.as_slice());
        assert_eq!(brief, Some(rebuilt.sources.brief().as_bytes()), "one brief for all readers");
    }
    typst::comemo::evict(1);
}
