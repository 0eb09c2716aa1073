//! ODS: what its cells hold, what is repeated, hidden, merged.

use super::workbook::{ods, ods_cell, ods_row, table};
use super::{assert_import, import};
use crate::harness::assert_reference;

fn people(name: &str) -> String {
    ods_row(&["Т.А.Ә.", "Лауазымы"]) + &ods_row(&[name, "Министр"])
}

#[test]
fn a_workbook_of_libreoffice_is_read_as_it_shows() {
    let row = [
        r#"<table:table-cell office:value-type="string"><office:annotation><text:p>не печатать</text:p></office:annotation><text:p>Иван<text:span>ов</text:span><text:s/><text:s text:c="1"/>Иван &amp; Ко</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string"><text:p>Посол</text:p><text:p>по   особым<text:line-break/>поручениям</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="float" office:value="3"><text:p>третий</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="date" office:date-value="2019-04-15"><text:p>15.04.19</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ИСТИНА</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby></text:p></table:table-cell>"#,
    ];
    let headers = ods_row(&["Т.А.Ә.", "Лауазымы", "Дәрежесі", "Тағайындалған күні", "Басшысы", "Ұйымы"]);
    let tail = r#"<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let content =
        table("Тізім", &format!("{headers}<table:table-row>{}</table:table-row>{tail}", row.concat()));
    assert_import("libreoffice", "people.ods", &ods("", &content));
}

#[test]
fn errors_and_formulas_without_values_are_refused() {
    let row = [
        r##"<table:table-cell table:formula="of:=[.X1]" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>"##,
        r#"<table:table-cell table:formula="of:=[.X1]"/>"#,
        r#"<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="string"><text:p>Err:502</text:p></table:table-cell>"#,
    ];
    let headers = ods_row(&["Т.А.Ә.", "Лауазымы", "Ұйымы"]);
    let content = table("Тізім", &format!("{headers}<table:table-row>{}</table:table-row>", row.concat()));
    assert_import("ods-errors", "people.ods", &ods("", &content));
}

#[test]
fn what_is_repeated_is_counted_before_it_is_made() {
    let rows = |attributes: &str| {
        people("Иванов")
            + &format!("<table:table-row {attributes}>{}</table:table-row>", ods_cell("", "Петров"))
    };
    let many = import(
        "people.ods",
        &ods("", &table("Тізім", &rows(r#"table:number-rows-repeated="4294967295""#))),
        &[],
    );
    let wide = people("Иванов")
        + &format!(
            "<table:table-row>{}</table:table-row>",
            ods_cell(r#"table:number-columns-repeated="4294967295""#, "Петров")
        );
    let wide = import("people.ods", &ods("", &table("Тізім", &wide)), &[]);
    let none =
        import("people.ods", &ods("", &table("Тізім", &rows(r#"table:number-rows-repeated="0""#))), &[]);
    let three =
        import("people.ods", &ods("", &table("Тізім", &rows(r#"table:number-rows-repeated="2""#))), &[]);
    assert_reference("tables/repeated.txt", &[many, wide, none, three].concat());
    let heavy = "х".repeat(30_000);
    let cell = ods_cell(r#"table:number-columns-repeated="200""#, &heavy);
    let heavy = format!(r#"<table:table-row table:number-rows-repeated="90000">{cell}</table:table-row>"#);
    assert_import("too-much-text", "people.ods", &ods("", &table("Тізім", &heavy)));
}

#[test]
fn merged_cells_are_seen() {
    let shared = r#"table:number-rows-spanned="2" table:number-columns-spanned="1""#;
    let covered = "<table:covered-table-cell office:value-type=\"string\"><text:p>Курьер</text:p></table:covered-table-cell>";
    let rows = ods_row(&["Т.А.Ә.", "Лауазымы"])
        + &format!(
            "<table:table-row>{}{}</table:table-row>",
            ods_cell("", "Иванов"),
            ods_cell(shared, "Посол")
        )
        + &format!("<table:table-row>{}{covered}</table:table-row>", ods_cell("", "Петров"));
    let downwards = import("people.ods", &ods("", &table("Тізім", &rows)), &[]);
    let across = people("Иванов")
        + &format!(
            "<table:table-row>{}<table:covered-table-cell/></table:table-row>",
            ods_cell(r#"table:number-columns-spanned="2""#, "Қонақтар")
        );
    let across = import("people.ods", &ods("", &table("Тізім", &across)), &[]);
    assert_reference("tables/ods-merged.txt", &[downwards, across].concat());
}

#[test]
fn hidden_tables_and_rows_are_told_from_others() {
    let styles = r#"<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>"#;
    let styled = |style: &str, table: String| {
        table.replace("<table:table ", &format!("<table:table table:style-name=\"{style}\" "))
    };
    let filtered = people("Иванов")
        + &ods_row(&["Петров"]).replace("<table:table-row", "<table:table-row table:visibility=\"filter\"");
    let tables = styled("ta2", table("Ескі", &people("Сидоров"))) + &styled("ta1", table("Тізім", &filtered));
    assert_import("ods-hidden", "people.ods", &ods(styles, &tables));
    let several = import(
        "people.ods",
        &ods("", &(table("А", &people("Иванов")) + &table("Б", &people("Петров")))),
        &[],
    );
    let named = import(
        "people.ods",
        &ods("", &(table("А", &people("Иванов")) + &table("Б", &people("Петров")))),
        &["--sheet", "Б"],
    );
    assert_reference("tables/ods-several.txt", &[several, named].concat());
}

#[test]
fn a_table_that_ends_too_early_is_refused() {
    let cut = table("Тізім", &people("Иванов")).replace("</table:table-row></table:table>", "");
    assert_import("ods-cut", "people.ods", &ods("", &cut));
}
