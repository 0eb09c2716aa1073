//! Tables of people, most of them hostile: what they say is read as the spreadsheet shows it, or refused with
//! its place.

mod delimited;
mod messy;
mod ods;
mod people;
mod questionnaire;
mod reading;
mod workbook;
mod xlsx;

use std::fs;

use crate::harness::{assert_reference, folder, run};

/// What `spravka import` does with a file of this name: exit code, standard output and standard error.
fn import(file: &str, content: &[u8], options: &[&str]) -> String {
    let folder = folder();
    fs::write(folder.path().join(file), content).expect("a file in a temporary folder");
    let ran = run(folder.path(), &[&["import", file], options].concat());
    format!("exit code {}\n\n{}\n{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr)
}

/// Compares all that `spravka import` does with the reference `tests/tables/NAME.txt`.
fn assert_import(name: &str, file: &str, content: &[u8]) {
    assert_reference(&format!("tables/{name}.txt"), &import(file, content, &[]));
}
