//! The attachments of a PDF: hostile files are refused within bounds, and nothing is hidden or found twice.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use spravka::internals::provenance::pdf_attachments::attachments;

/// A PDF that grows by one object at a time.
struct Pdf {
    bytes: Vec<u8>,
    places: Vec<(u32, usize)>,
    before: Option<usize>,
}

impl Pdf {
    /// A PDF whose catalogue, object 1, has this tree of attachments.
    fn with_tree(tree: &str) -> Self {
        let pdf = Self { bytes: b"%PDF-1.7\n".to_vec(), places: Vec::new(), before: None };
        pdf.object(1, &format!("<< /Type /Catalog /Names << /EmbeddedFiles {tree} >> >>"))
    }

    fn object(self, number: u32, content: &str) -> Self {
        self.raw(number, content.as_bytes())
    }

    fn raw(mut self, number: u32, content: &[u8]) -> Self {
        self.places.push((number, self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        self.bytes.extend(content);
        self.bytes.extend(b"\nendobj\n");
        self
    }

    fn stream(self, number: u32, keys: &str, content: &[u8]) -> Self {
        let start = format!("<< /Length {} {keys} >>\nstream\n", content.len());
        self.raw(number, &[start.as_bytes(), content, b"\nendstream"].concat())
    }

    /// A file specification, and the stream of its file as the object after it.
    fn file(self, number: u32, name: &str, content: &str) -> Self {
        let stream = number + 1;
        self.object(number, &format!("<< /F ({name}) /UF ({name}) /EF << /F {stream} 0 R >> >>")).stream(
            stream,
            "",
            content.as_bytes(),
        )
    }

    /// Ends an update with its cross-reference table. `deleted` objects are free from now on.
    fn end(mut self, trailer: &str, deleted: &[u32]) -> Self {
        let start = self.bytes.len();
        let mut table = "xref\n0 0\n".to_owned();
        for (number, place) in self.places.drain(..) {
            table += &format!("{number} 1\n{place:010} 00000 n \n");
        }
        for number in deleted {
            table += &format!("{number} 1\n0000000000 00001 f \n");
        }
        let before = self.before.map_or(String::new(), |before| format!("/Prev {before}"));
        table += &format!("trailer\n<< /Root 1 0 R {before} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(table.bytes());
        self.before = Some(start);
        self
    }

    /// What is attached to it, or the message about it.
    fn read(self) -> Result<Vec<(String, String)>, String> {
        let pdf = if self.before.is_some() { self } else { self.end("", &[]) };
        let text = |bytes| String::from_utf8(bytes).expect("text");
        match attachments(&pdf.bytes) {
            Ok(found) => Ok(found.into_iter().map(|(name, bytes)| (name, text(bytes))).collect()),
            Err(problem) => Err(problem.message),
        }
    }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).expect("memory");
    encoder.finish().expect("memory")
}

fn damaged(pdf: Pdf, what: &str) {
    let message = pdf.read().expect_err("a refusal");
    assert!(message.starts_with("the PDF is damaged: its attachments cannot be read (at byte "), "{message}");
    assert!(message.ends_with(&format!(": {what})")), "{message}");
}

fn brief(content: &str) -> Vec<(String, String)> {
    vec![("brief.toml".to_owned(), content.to_owned())]
}

const ONE: &str = "<< /Names [(brief.toml) 10 0 R] >>";

#[test]
fn a_file_is_read_as_it_is_and_compressed() {
    assert_eq!(Pdf::with_tree(ONE).file(10, "brief.toml", "title").read(), Ok(brief("title")));
    let packed = Pdf::with_tree("<< /Kids [2 0 R] >>")
        .object(2, "<< /Limits [(a) (z)] /Names [(brief.toml) 10 0 R] >>")
        .object(10, "<< /UF <FEFF00620072006900650066002E0074006F006D006C> /EF << /UF 11 0 R >> >>")
        .stream(11, "/Filter [/FlateDecode]", &deflated(b"title"));
    assert_eq!(packed.read(), Ok(brief("title")));
}

#[test]
fn files_of_others_are_not_even_unpacked() {
    let pdf = Pdf::with_tree("<< /Names [(brief.toml) 10 0 R (film.mp4) 20 0 R] >>")
        .file(10, "brief.toml", "title")
        .object(20, "<< /F (film.mp4) /EF << /F 21 0 R >> >>")
        .stream(21, "/Filter /FlateDecode", b"not Flate at all");
    assert_eq!(pdf.read(), Ok(brief("title")));
}

#[test]
fn a_name_tree_that_is_a_graph_is_refused() {
    let mut pdf = Pdf::with_tree("2 0 R");
    for number in 2..32 {
        let next = number + 1;
        pdf = pdf.object(number, &format!("<< /Kids [{next} 0 R {next} 0 R] >>"));
    }
    damaged(pdf.object(32, "<< >>"), "an attachment is listed twice");
    damaged(Pdf::with_tree("2 0 R").object(2, "<< /Kids [2 0 R] >>"), "an attachment is listed twice");
    let deep = (2..60).fold(Pdf::with_tree("2 0 R"), |pdf, number| {
        pdf.object(number, &format!("<< /Kids [{} 0 R] >>", number + 1))
    });
    damaged(deep, "a list of attachments is nested too deeply");
}

#[test]
fn one_file_under_many_names_and_many_files_under_one_name_are_refused() {
    let pairs = |pair: &dyn Fn(usize) -> String| (0..1000).map(pair).collect::<String>();
    let tree = format!("<< /Names [{}] >>", pairs(&|index| format!("(picture-{index}.png) 10 0 R ")));
    damaged(Pdf::with_tree(&tree).file(10, "picture-1.png", ""), "an attachment is listed twice");
    let direct = |index| format!("(x) << /F (picture-{index}.png) /EF << /F 11 0 R >> >> ");
    let tree = format!("<< /Names [{}] >>", pairs(&direct));
    damaged(Pdf::with_tree(&tree).file(10, "x", ""), "an attachment is listed twice");
    let twice = Pdf::with_tree("<< /Names [(a) 10 0 R (b) 20 0 R] >>").file(10, "brief.toml", "title").file(
        20,
        "brief.toml",
        "another",
    );
    assert_eq!(twice.read(), Err("the PDF has two attachments named `brief.toml`".to_owned()));
}

#[test]
fn two_readers_cannot_be_shown_different_files() {
    let two_trees = Pdf::with_tree(&format!("{ONE} /EmbeddedFiles << >>")).file(10, "brief.toml", "title");
    damaged(two_trees, "a dictionary has a key twice");
    let two_names =
        Pdf::with_tree(ONE).object(10, "<< /F (brief.toml) /UF (other.toml) /EF << /F 11 0 R >> >>");
    damaged(two_names.stream(11, "", b""), "an attachment is damaged");
    let two_streams = Pdf::with_tree(ONE).object(10, "<< /F (brief.toml) /EF << /F 11 0 R /UF 12 0 R >> >>");
    damaged(two_streams.stream(11, "", b"one").stream(12, "", b"two"), "an attachment is damaged");
    let wrong_length = Pdf::with_tree(ONE).object(10, "<< /F (brief.toml) /EF << /F 11 0 R >> >>");
    let wrong_length = wrong_length.raw(11, b"<< /Length 3 >> stream\nabcdef\nendstream");
    damaged(wrong_length, "the length of a stream is damaged");
}

#[test]
fn the_newest_update_is_the_one_that_counts() {
    let first = || Pdf::with_tree(ONE).file(10, "brief.toml", "old").end("", &[]);
    assert_eq!(first().stream(11, "", b"new").end("", &[]).read(), Ok(brief("new")));
    let signed = first().object(5, "<< /Type /Sig /Contents <00> >>").end("", &[]);
    assert_eq!(signed.read(), Ok(brief("old")));
    damaged(first().end("", &[10]), "an attachment is damaged");
    let start = first().bytes.len();
    let mut endless = first();
    endless.before = Some(start);
    damaged(endless.end("", &[]), "an update refers to itself");
}

#[test]
fn a_file_may_be_in_an_object_stream_of_a_compressed_paper() {
    let objects = "10 0 << /F (brief.toml) /EF << /F 11 0 R >> >>";
    let pdf = |index: u8| {
        let mut pdf = Pdf::with_tree(ONE).stream(11, "", b"title").stream(
            12,
            "/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
            &deflated(objects.as_bytes()),
        );
        let start = pdf.bytes.len();
        let mut rows = Vec::new();
        for (number, place) in &pdf.places {
            rows.push((*number, [1, place.to_be_bytes()[6], place.to_be_bytes()[7], 0]));
        }
        rows.push((10, [2, 0, 12, index]));
        let index: String = rows.iter().map(|(number, _)| format!("{number} 1 ")).collect();
        let data: Vec<_> = rows.iter().flat_map(|(_, row)| [[2].as_slice(), row].concat()).collect();
        let keys = format!(
            "/Type /XRef /W [1 2 1] /Index [{index}] /Root 1 0 R /Filter /FlateDecode \
             /DecodeParms << /Predictor 12 /Columns 4 >>"
        );
        // Each row is the difference from the one above it.
        let mut above = [0; 4];
        let mut predicted = Vec::new();
        for row in data.chunks(5) {
            predicted.push(2);
            predicted
                .extend(row[1..].iter().zip(above).map(|(byte, above): (&u8, u8)| byte.wrapping_sub(above)));
            above.copy_from_slice(&row[1..]);
        }
        pdf = pdf.stream(13, &keys, &deflated(&predicted));
        pdf.bytes.extend(format!("startxref\n{start}\n%%EOF").bytes());
        pdf.before = Some(start);
        pdf
    };
    assert_eq!(pdf(0).read(), Ok(brief("title")));
    damaged(pdf(1), "an object stream lacks an object");
}

#[test]
fn what_costs_more_than_any_paper_is_refused() {
    let too_much = |pdf: Pdf, limit: &str| {
        let what = "reading the attachments of the PDF exceeds the limit of";
        assert_eq!(pdf.read(), Err(format!("{what} {limit}")));
    };
    let bomb = deflated(&vec![0; 300 << 20]);
    let pdf = Pdf::with_tree(ONE).object(10, "<< /F (brief.toml) /EF << /F 11 0 R >> >>");
    too_much(pdf.stream(11, "/Filter /FlateDecode", &bomb), "272 MiB");
    let long = format!("[{}]", "0 ".repeat(500_001));
    too_much(Pdf::with_tree(&format!("<< /Kids {long} >>")), "500000 objects");
    // A thousand nodes of the tree are the same bytes of an object stream.
    let node = format!("<< /Long ({}) >>", "x".repeat(1 << 20));
    let places: String = (20..1020).map(|number| format!("{number} 0 ")).collect();
    let keys = format!("/Type /ObjStm /N 1000 /First {}", places.len());
    let kids: String = (20..1020).map(|number| format!("{number} 0 R ")).collect();
    let pdf = Pdf::with_tree(&format!("<< /Kids [{kids}] >>")).stream(3, &keys, (places + &node).as_bytes());
    let rows: Vec<u8> =
        (0..1000_u16).flat_map(|index| [&[2, 3][..], &index.to_be_bytes()].concat()).collect();
    let pdf = pdf.stream(4, "/W [1 1 2] /Index [20 1000] /Size 1020", &rows);
    let start = pdf.places[2].1;
    too_much(pdf.end(&format!("/XRefStm {start}"), &[]), "one reading of each object");
}

#[test]
fn deep_nests_and_endless_tables_end_at_once() {
    let nest = |depth: usize| format!("<< /Kids {} >>", "[".repeat(depth));
    damaged(Pdf::with_tree(&nest(1_000_000)), "an object is nested too deeply");
    let endless = Pdf::with_tree(ONE).stream(9, "/W [0 0 0] /Index [0 4294967295] /Root 1 0 R", b"");
    let start = endless.places[1].1;
    damaged(endless.end(&format!("/XRefStm {start}"), &[]), "a cross-reference stream is too short");
    // A stream whose length is the stream itself.
    let own = Pdf::with_tree(ONE).object(10, "<< /F (brief.toml) /EF << /F 11 0 R >> >>");
    damaged(own.raw(11, b"<< /Length 11 0 R >> stream\nabc\nendstream"), "the length of a stream is damaged");
    // Nothing is recovered where the table is missing.
    let mut lost = Pdf::with_tree(ONE).file(10, "brief.toml", "title");
    lost.bytes.extend("1 0 obj [[[[ << <<".repeat(100_000).bytes());
    lost.before = Some(0);
    damaged(lost, "the end of the file is missing");
}

#[test]
fn an_encrypted_file_is_said_to_be_one() {
    let pdf = Pdf::with_tree(ONE).file(10, "brief.toml", "title").end("/Encrypt << >>", &[]);
    assert_eq!(pdf.read(), Err("the PDF is encrypted: its attachments cannot be read".to_owned()));
}
