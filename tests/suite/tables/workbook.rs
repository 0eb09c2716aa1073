//! Workbooks written part by part, so that what is in each can be read in its test.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP archive of these files.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name, SimpleFileOptions::default()).expect("a file in an archive");
        writer.write_all(content).expect("content in an archive");
    }
    writer.finish().expect("an archive").into_inner()
}

/// An XLSX workbook as Excel packs it.
#[derive(Debug, Default)]
pub struct Xlsx {
    sheets: Vec<(String, &'static str, String)>,
    strings: String,
    properties: &'static str,
}

/// Cell formats: 0 as it comes, 1 the short date, 2 a time, 3 `dd.mm.yyyy` as somebody defined it, 4 text.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="49"/></cellXfs></styleSheet>"#;

impl Xlsx {
    /// A workbook with one sheet called «Лист1», whose rows are written out.
    pub fn of(rows: &str) -> Self {
        Self::default().sheet("Лист1", "", rows)
    }

    /// A sheet more; `state` is `hidden` or empty. What stands behind the rows, such as merged cells, follows
    /// them.
    pub fn sheet(mut self, name: &str, state: &'static str, rows: &str) -> Self {
        let (rows, behind) = rows
            .split_once("<mergeCells")
            .map_or((rows, String::new()), |(rows, behind)| (rows, format!("<mergeCells{behind}")));
        let main = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
        let part = format!("{main}<sheetData>{rows}</sheetData>{behind}</worksheet>");
        self.sheets.push((name.to_owned(), state, part));
        self
    }

    /// With the table of texts that cells share, each `<si>…</si>`.
    pub fn strings(mut self, items: &str) -> Self {
        self.strings = format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>"#
        );
        self
    }

    /// With this table of texts, whole.
    pub fn raw_strings(mut self, part: &str) -> Self {
        self.strings = part.to_owned();
        self
    }

    /// In which dates count from 1904.
    pub fn since_1904(mut self) -> Self {
        self.properties = r#"<workbookPr date1904="1"/>"#;
        self
    }

    /// The parts of the workbook.
    pub fn parts(&self) -> Vec<(String, String)> {
        let (mut sheets, mut relations) = (String::new(), String::new());
        let mut parts = Vec::new();
        for (number, (name, state, part)) in (1..).zip(&self.sheets) {
            let state = if state.is_empty() { String::new() } else { format!(r#" state="{state}""#) };
            write!(sheets, r#"<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>"#)
                .expect("a text");
            write!(relations, r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#).expect("a text");
            parts.push((format!("xl/worksheets/sheet{number}.xml"), part.clone()));
        }
        let workbook = format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{}<sheets>{sheets}</sheets></workbook>"#,
            self.properties
        );
        let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
        let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
        let relations = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        );
        parts.push(("[Content_Types].xml".to_owned(), types.to_owned()));
        parts.push(("_rels/.rels".to_owned(), root.to_owned()));
        parts.push(("xl/workbook.xml".to_owned(), workbook));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
        parts.push(("xl/styles.xml".to_owned(), STYLES.to_owned()));
        if !self.strings.is_empty() {
            parts.push(("xl/sharedStrings.xml".to_owned(), self.strings.clone()));
        }
        parts
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let parts = self.parts();
        archive(parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())))
    }
}

/// A row with texts in its cells from A on; an empty text leaves the cell out.
pub fn row(number: u32, texts: &[&str]) -> String {
    let cells: Vec<_> = (b'A'..)
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(letter, text)| cell(&format!("{}{number}", char::from(letter)), text))
        .collect();
    self::cells(number, &cells)
}

/// A row of cells that are written out.
pub fn cells(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// A cell with a text.
pub fn cell(name: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(r#"<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
}

/// A cell with a number in a format.
pub fn number(name: &str, style: u8, number: &str) -> String {
    format!(r#"<c r="{name}" s="{style}"><v>{number}</v></c>"#)
}

/// An ODS workbook with these tables, and styles before them.
pub fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let spaces = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#;
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    archive([
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

/// A table of an ODS workbook with its rows.
pub fn table(name: &str, rows: &str) -> String {
    format!(r#"<table:table table:name="{name}">{rows}</table:table>"#)
}

/// A row of an ODS table with texts in its cells.
pub fn ods_row(texts: &[&str]) -> String {
    let cells: String = texts.iter().map(|text| ods_cell("", text)).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

/// A cell of an ODS table with a text and more attributes.
pub fn ods_cell(attributes: &str, text: &str) -> String {
    if text.is_empty() {
        return format!("<table:table-cell {attributes}/>");
    }
    format!(
        r#"<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>"#
    )
}
