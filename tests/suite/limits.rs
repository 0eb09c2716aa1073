//! The limits in both READMEs are those of the program.

use spravka::internals::limits::{
    BRIEF_BYTES, CELL_CHARACTERS, COMBINING_MARKS, COPIES, INCLUDE_DEPTH, INCLUDED_VALUES, ITEMS,
    KEY_PATH_STEPS, MARKDOWN_SIGNS, MEETING_DAYS, MERGED_VALUES, METADATA_BYTES, MIB, NAME_BYTES,
    NAME_TREE_DEPTH, PARAGRAPH_CHARACTERS, PDF_BYTES, PDF_DECODED_BYTES, PDF_DEPTH, PDF_OBJECTS, PEOPLE,
    PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE, PICTURES, PICTURES_BYTES, PICTURES_DECODED_BYTES, PROBLEMS,
    PROSE_DEPTH, SEATS, SIGNATURE_BYTES, SVG_ATTRIBUTES, SVG_DEPTH, SVG_FILTERED_PIXELS, SVG_NODES,
    TABLE_BYTES, TABLE_CELLS, TABLE_COLUMNS, TABLE_FIELDS, TABLE_LINES, TABLE_ROWS, TABLE_SHEETS,
    TABLE_TEXT_BYTES, TABLE_UNPACKED_BYTES, TEMPLATE_BYTES, TEMPLATE_FILES, TEMPLATE_FOLDER_BYTES,
    TEMPLATE_SECONDS, TEXT_BYTES, TOML_BRANCHES, TOML_TOKENS, VALUES,
};

use crate::harness::project;

/// The limits in the order of the table: a row for each kind of input.
fn rows() -> Vec<Vec<u64>> {
    let count = |number: usize| u64::try_from(number).expect("a limit");
    let millions = |pixels: u64| pixels / 1_000_000;
    vec![
        vec![BRIEF_BYTES / MIB, count(TOML_TOKENS), count(TOML_BRANCHES), count(KEY_PATH_STEPS)],
        vec![count(INCLUDE_DEPTH), count(INCLUDED_VALUES)],
        vec![count(PEOPLE), count(ITEMS), count(VALUES), count(TEXT_BYTES) / MIB],
        vec![count(PARAGRAPH_CHARACTERS), count(COMBINING_MARKS)],
        vec![count(MARKDOWN_SIGNS), count(PROSE_DEPTH)],
        vec![count(PROBLEMS)],
        vec![MEETING_DAYS.unsigned_abs(), count(SEATS)],
        vec![
            TABLE_BYTES / MIB,
            TABLE_UNPACKED_BYTES / MIB,
            u64::from(TABLE_ROWS),
            u64::from(TABLE_COLUMNS),
            count(TABLE_CELLS),
            count(TABLE_TEXT_BYTES) / MIB,
            count(CELL_CHARACTERS),
            u64::from(TABLE_LINES),
            count(TABLE_FIELDS),
            count(TABLE_SHEETS),
            count(MERGED_VALUES),
        ],
        vec![TEMPLATE_SECONDS, TEMPLATE_BYTES / MIB, count(TEMPLATE_FILES), TEMPLATE_FOLDER_BYTES / MIB],
        vec![PICTURE_BYTES / MIB, millions(PICTURE_PIXELS), u64::from(PICTURE_SIDE)],
        vec![u64::from(SVG_NODES), count(SVG_DEPTH), count(SVG_ATTRIBUTES), millions(SVG_FILTERED_PIXELS)],
        vec![count(PICTURES), count(PICTURES_BYTES) / MIB, PICTURES_DECODED_BYTES / MIB],
        vec![count(NAME_BYTES), u64::from(COPIES)],
        vec![
            PDF_BYTES / MIB,
            count(NAME_TREE_DEPTH.min(PDF_DEPTH)),
            count(PDF_OBJECTS),
            count(PDF_DECODED_BYTES) / MIB,
        ],
        vec![METADATA_BYTES / MIB, SIGNATURE_BYTES / MIB],
    ]
}

/// The numbers of each row of the table under a heading, whichever way their thousands are separated.
fn numbers(readme: &str, heading: &str) -> Vec<Vec<u64>> {
    let text = std::fs::read_to_string(project().join(readme)).expect("the readme");
    let (_, section) = text.split_once(&format!("\n## {heading}\n")).expect("the section");
    let number = regex::Regex::new(r"\d{1,3}(?:[, ]\d{3})+|\d+").expect("a pattern");
    let digits = |found: &str| found.replace([',', ' '], "").parse().expect("a number");
    let rows = section.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| number.find_iter(row).map(|found| digits(found.as_str())).collect())
        .collect()
}

#[test]
fn both_readmes_state_the_limits_of_the_program() {
    assert_eq!(numbers("README.md", "Limits"), rows());
    assert_eq!(numbers("README.ru.md", "Ограничения"), rows());
}
