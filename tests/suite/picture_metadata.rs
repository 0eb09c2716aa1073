//! What cameras, programs and people note in a picture is not in a paper nor in its source: a picture with
//! notes makes the same paper as the same picture without them.

use std::fs;
use std::path::Path;

use flate2::Crc;

use crate::harness::{folder_with, project, run};

/// The picture of the tests under this name.
fn picture(name: &str) -> Vec<u8> {
    fs::read(project().join("tests/pictures").join(name)).expect("a picture")
}

/// The paper of a brief with this picture, its source attached.
fn paper(name: &str, picture: &[u8]) -> Vec<u8> {
    let brief = format!(
        "title = \"T\"\n[[sides]]\nname = \"A\"\n[[illustrations]]\nfile = \"{name}\"\nalt = \"Map\"\n"
    );
    let folder = folder_with("visit.toml", &brief);
    fs::write(folder.path().join(name), picture).expect("a picture");
    let ran = run(folder.path(), &["build", "visit.toml", "--with-source", "-o", "paper.pdf"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(run(folder.path(), &["verify", "paper.pdf"]).code, Some(0), "it can be rebuilt");
    fs::read(folder.path().join("paper.pdf")).expect("a paper")
}

/// The picture as `extract` returns it.
fn extracted(name: &str, paper: &[u8]) -> Vec<u8> {
    let folder = folder_with("paper.pdf", "");
    fs::write(folder.path().join("paper.pdf"), paper).expect("a paper");
    assert_eq!(run(folder.path(), &["extract", "paper.pdf", "-o", "out"]).code, Some(0));
    fs::read(folder.path().join(Path::new("out/brief").join(name))).expect("a picture")
}

/// Both pictures make one paper, and the source of both is the first.
fn assert_same(name: &str, plain: &[u8], noted: &[u8]) {
    assert!(plain != noted);
    let paper_of_plain = paper(name, plain);
    assert!(paper_of_plain == paper(name, noted), "{name}: the notes are in the paper");
    assert!(extracted(name, &paper_of_plain) == plain, "{name}: the picture itself is unchanged");
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a segment").to_be_bytes();
    [&[0xFF, marker], &length[..], content].concat()
}

/// Exif data with an orientation, a camera, a place and a thumbnail.
fn exif(orientation: u8) -> Vec<u8> {
    let mut data = b"Exif\0\0MM\0*\0\0\0\x08\0\x03".to_vec();
    data.extend([0x01, 0x0F, 0, 2, 0, 0, 0, 4]);
    data.extend(b"Cam\0");
    data.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    data.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 50]);
    data.extend([0, 0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 2]);
    data.extend(b"N\0\0\0\0\0\0\0");
    data.extend(b"a thumbnail");
    data
}

/// A JPEG with all notes: before its tables, between its scans, and after its end.
fn noted_jpeg(plain: &[u8], orientation: u8) -> Vec<u8> {
    let first_table = plain.windows(2).position(|pair| pair == [0xFF, 0xDB]).expect("a table");
    let scan = plain.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let mut noted = vec![0xFF, 0xD8];
    noted.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc"));
    noted.extend(segment(0xE0, b"JFXX\0\x10a thumbnail"));
    noted.extend(segment(0xE1, &exif(orientation)));
    noted.extend(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"));
    noted.extend(segment(0xE2, b"MPF\0another picture"));
    noted.extend(segment(0xED, b"Photoshop 3.0\08BIM"));
    noted.extend(segment(0xFE, b"a comment"));
    noted.extend(&plain[first_table..scan]);
    noted.extend(segment(0xFE, b"a comment before the scan"));
    noted.extend(&plain[scan..]);
    noted.extend(b"a film after the picture");
    noted
}

#[test]
fn notes_in_a_photograph_do_not_reach_the_paper() {
    for (name, orientation) in [("grey.jpg", 1), ("progressive.JPEG", 1), ("turned.jpg", 6)] {
        let plain = picture(name);
        assert_same(name, &plain, &noted_jpeg(&plain, orientation));
    }
}

#[test]
fn a_colour_profile_stays_in_a_photograph() {
    let plain = picture("grey.jpg");
    let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01not really a profile");
    let with_profile = [&plain[..2], &profile, &plain[2..]].concat();
    let brief =
        "title = \"T\"\n[[sides]]\nname = \"A\"\n[[illustrations]]\nfile = \"a.jpg\"\nalt = \"Map\"\n";
    let folder = folder_with("visit.toml", brief);
    fs::write(folder.path().join("a.jpg"), &with_profile).expect("a picture");
    let ran = run(folder.path(), &["build", "visit.toml", "--with-source", "-o", "paper.pdf"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let paper = fs::read(folder.path().join("paper.pdf")).expect("a paper");
    let kept = extracted("a.jpg", &paper);
    assert!(kept.windows(profile.len()).any(|window| window == profile));
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut checksum = Crc::new();
    checksum.update(name);
    checksum.update(content);
    let length = u32::try_from(content.len()).expect("a chunk").to_be_bytes();
    [&length[..], name, content, &checksum.sum().to_be_bytes()].concat()
}

#[test]
fn notes_in_a_png_do_not_reach_the_paper() {
    for name in ["see-through.png", "grey-16-bit.png", "palette-see-through.png", "wide.png"] {
        let plain = picture(name);
        let pixels = plain.windows(4).position(|window| window == b"IDAT").expect("pixels") - 4;
        let mut noted = plain[..pixels].to_vec();
        noted.extend(chunk(b"tEXt", b"Author\0A. Author"));
        noted.extend(chunk(b"zTXt", b"Comment\0\0not even compressed"));
        noted.extend(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>"));
        noted.extend(chunk(b"tIME", &[7, 0xEA, 1, 2, 3, 4, 5]));
        noted.extend(chunk(b"eXIf", &exif(1)[6..]));
        noted.extend(chunk(b"prVt", b"a program's own"));
        noted.extend(&plain[pixels..]);
        noted.extend(b"the picture before it was cropped");
        assert_same(name, &plain, &noted);
    }
}

#[test]
fn a_png_is_turned_as_its_exif_data_say() {
    let plain = picture("wide.png");
    let pixels = plain.windows(4).position(|window| window == b"IDAT").expect("pixels") - 4;
    let with = |chunk: Vec<u8>| [&plain[..pixels], &chunk, &plain[pixels..]].concat();
    let alone = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = with(chunk(b"eXIf", alone));
    assert_same("wide.png", &turned, &with(chunk(b"eXIf", &exif(6)[6..])));
    assert!(paper("wide.png", &turned) != paper("wide.png", &plain));
}
