//! Signatures and time stamps are held against what they sign.

use std::fs;

use sha2::{Digest, Sha512};

use crate::archive_kept::{Kept, seal_again};
use crate::harness::{anonymous, assert_reference};

/// DER (X.690): a tag, a length and a content.
fn der(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let [high, low] = u16::try_from(content.len()).expect("a short content").to_be_bytes();
    let length = match (high, low) {
        (0, 0..128) => vec![low],
        (0, _) => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [&[tag], length.as_slice(), &content].concat()
}

const SIGNED_DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2];
const DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 1];
const CONTENT_TYPE: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 3];
const MESSAGE_DIGEST: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 4];
const TIME_STAMP: &[u8] = &[6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 16, 1, 4];
const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1];
const SHA_512: &[u8] = &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];

/// Signed data (RFC 5652) with the SHA-512 of a file, by a signer who signed nothing.
fn signed(file: &[u8], kind: &[u8], content: &[&[u8]]) -> Vec<u8> {
    let hash = Sha512::digest(file);
    let algorithm = der(0x30, &[SHA_512]);
    let attribute = |oid: &[u8], value: &[u8]| der(0x30, &[oid, &der(0x31, &[value])]);
    let attributes = [attribute(CONTENT_TYPE, kind), attribute(MESSAGE_DIGEST, &der(4, &[hash.as_slice()]))];
    let signer = der(
        0x30,
        &[
            &[2, 1, 3],
            &der(0x80, &[b"nobody"]),
            &algorithm,
            &der(0xa0, &[&attributes[0], &attributes[1]]),
            &der(0x30, &[RSA]),
            &der(4, &[b"nothing"]),
        ],
    );
    let data = der(
        0x30,
        &[
            &[2, 1, 3],
            &der(0x31, &[&algorithm]),
            &der(0x30, &[&[kind], content].concat()),
            &der(0x31, &[&signer]),
        ],
    );
    der(0x30, &[SIGNED_DATA, &der(0xa0, &[&data])])
}

/// An answer of a time-stamp authority (RFC 3161) for a file.
fn stamped(file: &[u8]) -> Vec<u8> {
    let hash = Sha512::digest(file);
    let imprint = der(0x30, &[&der(0x30, &[SHA_512, &[5, 0]]), &der(4, &[hash.as_slice()])]);
    let time = [&[0x18, 15], b"20260318093000Z".as_slice()].concat();
    let stamp = der(0x30, &[&[2, 1, 1], &[6, 2, 0x2a, 3], &imprint, &[2, 1, 7], &time, &[1, 1, 0xff]]);
    let content = der(0xa0, &[&der(4, &[&stamp])]);
    der(0x30, &[&der(0x30, &[&[2, 1, 0]]), &signed(&stamp, TIME_STAMP, &[&content])])
}

#[test]
fn a_seal_is_compared_with_the_signature_and_the_time_stamp_beside_it() {
    let kept = Kept::new();
    assert_eq!(kept.on(&["seal", "-o", "seal.toml"]).code, Some(0));
    let seal = fs::read(kept.path("seal.toml")).expect("a seal");
    let verify = || kept.on(&["verify", "--since", "seal.toml"]);
    let write = |name: &str, data: &[u8]| fs::write(kept.path(name), data).expect("a file");
    write("seal.toml.p7s", &signed(&seal, DATA, &[]));
    write("seal.toml.tsr", &stamped(&seal));
    let ran = verify();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let mut output = String::new();
    write("seal.toml.p7s", &signed(b"another", DATA, &[]));
    write("seal.toml.tsr", &stamped(b"another"));
    let ran = verify();
    assert_eq!(ran.code, Some(1));
    output += &ran.stderr;
    write("seal.toml.p7s", b"no signature");
    write("seal.toml.tsr", b"no time stamp");
    let ran = verify();
    assert_eq!(ran.code, Some(0));
    output += &ran.stderr;
    assert_reference("archive/witnesses.stderr", &output);
}

#[test]
fn a_signature_is_kept_once_and_held_against_the_paper() {
    let kept = Kept::new();
    let paper = kept.bag(&kept.first).join("data/papers/memo.ru.pdf");
    let pdf = fs::read(&paper).expect("a paper");
    fs::write(kept.path("good.p7s"), signed(&pdf, DATA, &[])).expect("a signature");
    fs::write(kept.path("other.p7s"), signed(b"another", DATA, &[])).expect("a signature");
    let attach = |name: &str| kept.on(&["attach", &kept.first, name]);
    let good = attach("good.p7s");
    assert_eq!((good.code, good.stderr.as_str()), (Some(0), ""));
    let refused = ["good.p7s", "other.p7s"].map(|name| attach(name).stderr).concat();
    kept.is_whole();
    // The signature is exchanged, the manifests are written anew, and the ledger is begun again.
    let year = kept.bag(&kept.first).parent().expect("a folder").to_owned();
    let entries = fs::read_dir(year).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut events = entries.filter(|path| path.join("data/signature.p7s").exists());
    let event = events.next().expect("an event");
    fs::copy(kept.path("other.p7s"), event.join("data/signature.p7s")).expect("a copy");
    seal_again(&event);
    fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
    fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
    assert_eq!(kept.on(&["seal", "-o", "s.toml"]).code, Some(0));
    let found = kept.found("a signature is exchanged");
    assert_reference("archive/signatures.stderr", &anonymous(&(refused + &found)));
}
