//! A workbook to send out: people fill it in, and it is read back as it is.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::field::{Field, Reading};
use super::header::Content;
use crate::language::Language;
use crate::report::Problem;

/// The rows with lists and explanations: more people than a visit has.
const ROWS: u32 = 500;
/// The width of a column of short values and of one of texts, in characters.
const WIDTHS: [u16; 2] = [16, 34];

/// A column of the workbook.
struct Column {
    content: Content,
    language: Language,
}

/// A workbook with a column for each plain field of a person, texts in each of the languages.
///
/// # Errors
/// If it cannot be written, which is a fault of spravka.
pub fn questionnaire(languages: &[Language]) -> Result<Vec<u8>, Problem> {
    write(languages).map_err(|error| unwritable(&error))
}

fn write(languages: &[Language]) -> Result<Vec<u8>, XlsxError> {
    let first = languages.first().copied().unwrap_or(Language::RUSSIAN);
    let mut workbook = Workbook::new();
    // No clock: the same workbook always has the same bytes.
    let day = ExcelDateTime::from_ymd(1970, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name(&first.file().questionnaire.sheet)?;
    let columns = columns(languages, first);
    for (index, column) in (0..).zip(&columns) {
        column.write(sheet, index, languages)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// The side and every plain field but the id, which is of the brief.
fn columns(languages: &[Language], first: Language) -> Vec<Column> {
    let fields = Field::all().filter(|field| field.is_plain() && !field.is_id()).map(Content::Field);
    let of = |content: Content| {
        let all = if content.has_languages() { languages } else { &[] };
        let own = all.iter().map(move |&language| Column { content, language });
        own.chain(all.is_empty().then_some(Column { content, language: first })).collect::<Vec<_>>()
    };
    std::iter::once(Content::Side).chain(fields).flat_map(of).collect()
}

impl Column {
    /// The header, in the language of the column, which tells the columns of one field apart.
    fn header(&self) -> &'static str {
        let columns = &self.language.file().columns;
        let headers = match self.content {
            Content::Field(field) => field.headers(columns),
            _ => &columns.side,
        };
        headers.first().map_or(self.content.key(), String::as_str)
    }

    fn write(&self, sheet: &mut Worksheet, index: u16, languages: &[Language]) -> Result<(), XlsxError> {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xE6_ECF2));
        sheet.set_column_format(index, &self.format())?;
        sheet.set_column_width(index, f64::from(WIDTHS[usize::from(self.content.has_languages())]))?;
        sheet.write_string_with_format(0, index, self.header(), &header)?;
        let explained = self.explained(languages)?;
        sheet.add_data_validation(1, index, ROWS, index, &explained)?;
        Ok(())
    }

    /// Text, so that a rank such as `10-1` does not become a date; dates as they are written here.
    fn format(&self) -> Format {
        /// Text, among the built-in formats of a workbook.
        const TEXT: u8 = 49;
        let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        match self.content {
            Content::Field(field) if *field.reading() == Reading::Date => format.set_num_format("dd.mm.yyyy"),
            _ => format.set_num_format_index(TEXT),
        }
    }

    /// The list to choose from, if there is one, and what is shown beside a cell.
    fn explained(&self, languages: &[Language]) -> Result<DataValidation, XlsxError> {
        let words = self.words(languages);
        let list = DataValidation::new();
        let list = if words.is_empty() { list.allow_any_value() } else { list.allow_list_strings(&words)? };
        match self.language.file().questionnaire.explanations.get(self.content.key()) {
            Some(text) => list.set_input_title(self.header())?.set_input_message(text.as_str()),
            None => Ok(list),
        }
    }

    /// The words that a cell may have, in each of the languages.
    fn words(&self, languages: &[Language]) -> Vec<&'static str> {
        let Content::Field(field) = self.content else { return Vec::new() };
        let keys: Vec<&str> = match field.reading() {
            Reading::Truth => vec!["yes", "no"],
            Reading::Word(words) => words.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        let first = |language: &Language, key: &&str| {
            let words = language.file().cells.get(*key)?;
            words.first().map(String::as_str)
        };
        languages
            .iter()
            .flat_map(|language| keys.iter().filter_map(move |key| first(language, key)))
            .collect()
    }
}

fn unwritable(error: &XlsxError) -> Problem {
    Problem::ours(format!("the table cannot be written ({error})"))
}
