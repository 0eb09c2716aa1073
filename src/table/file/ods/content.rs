use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::table::cell::{Fault, Value};
use crate::table::file::xml::{attribute, next, reference, skip};

/// The value of a cell, read up to its end; of a formula, the saved value.
///
/// # Errors
/// If the XML is malformed.
pub fn value(reader: &mut Reader<&[u8]>, element: &BytesStart<'_>) -> Result<Option<Value>, String> {
    let text = text(reader)?;
    if attribute(element, "calcext:value-type")?.is_some_and(|kind| kind == "error") {
        return Ok(Some(Value::Fault(Fault::Error(text.trim().to_owned()))));
    }
    let of = |name: &str| Ok::<_, String>(attribute(element, name)?.unwrap_or_default().into_owned());
    let kind = attribute(element, "office:value-type")?.unwrap_or_default();
    Ok(match &*kind {
        "float" | "currency" | "percentage" => Some(number(&of("office:value")?)?),
        "date" => Some(date(&of("office:date-value")?)),
        "time" => Some(time(&of("office:time-value")?)),
        "boolean" => Some(Value::Truth(of("office:boolean-value")? == "true")),
        "string" if text.is_empty() => Value::text(&of("office:string-value")?),
        _ => {
            let formula = attribute(element, "table:formula")?.is_some() && kind.is_empty();
            Value::text(&text).or(formula.then_some(Value::Fault(Fault::NotComputed)))
        }
    })
}

/// The paragraphs of a cell, each on a line, without drawings and notes.
fn text(reader: &mut Reader<&[u8]>) -> Result<String, String> {
    let mut paragraphs = Vec::new();
    loop {
        match next(reader)? {
            Event::Start(element) => match element.name().as_ref() {
                "text:p" | "text:h" => paragraphs.push(paragraph(reader)?),
                _ => skip(reader, &element)?,
            },
            Event::End(_) => return Ok(paragraphs.join("\n")),
            Event::Eof => return Err("content.xml ends within a cell".to_owned()),
            _ => {}
        }
    }
}

/// The text of a paragraph, read up to its end.
///
/// # Errors
/// If the XML is malformed.
pub fn paragraph(reader: &mut Reader<&[u8]>) -> Result<String, String> {
    let (mut text, mut depth) = (String::new(), 1);
    while depth > 0 {
        match next(reader)? {
            Event::Text(written) => push(&mut text, &written.xml10_content()),
            Event::CData(written) => push(&mut text, &written.xml10_content()),
            Event::GeneralRef(name) => text.push_str(&reference(&name)?),
            Event::Start(element) => match element.name().as_ref() {
                // Ruby text (the reading) and notes are not part of the text.
                "text:ruby-text" | "text:note" | "office:annotation" => skip(reader, &element)?,
                name if name.starts_with("draw:") => skip(reader, &element)?,
                name => {
                    depth += 1;
                    match name {
                        "text:s" => text.push_str(&" ".repeat(spaces(&element)?)),
                        "text:tab" => text.push('\t'),
                        "text:line-break" => text.push('\n'),
                        _ => {}
                    }
                }
            },
            Event::End(_) => depth -= 1,
            Event::Eof => return Err("content.xml ends within a text".to_owned()),
            _ => {}
        }
    }
    Ok(text)
}

/// Adds text with white space collapsed, as the standard requires.
fn push(text: &mut String, written: &str) {
    for character in written.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            _ => text.push(character),
        }
    }
}

/// The number of spaces, capped at 100: no real cell has more.
fn spaces(element: &BytesStart<'_>) -> Result<usize, String> {
    let count = attribute(element, "text:c")?.map_or(Ok(1), |count| count.parse::<usize>());
    count.map(|count| count.min(100)).map_err(|_| "`text:c` is not a number".to_owned())
}

fn number(written: &str) -> Result<Value, String> {
    let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(Value::Number).ok_or_else(|| format!("`{written}` is not a number"))
}

/// `2026-03-15` or `2026-03-15T10:30:00`.
fn date(written: &str) -> Value {
    let no_date = || Value::Fault(Fault::NoDate(written.to_owned()));
    if let Ok(date) = written.parse::<NaiveDate>() {
        return Value::Date(date);
    }
    written.parse::<NaiveDateTime>().map_or_else(
        |_| no_date(),
        |moment| {
            if moment.time() == NaiveTime::MIN { Value::Date(moment.date()) } else { Value::Moment(moment) }
        },
    )
}

/// `PT10H30M00S`, a time of the day.
fn time(written: &str) -> Value {
    let parts = || {
        let (hours, rest) = written.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds: f64 = rest.strip_suffix('S')?.parse().ok()?;
        let second = format!("{seconds:.0}").parse().ok()?;
        NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, second)
    };
    parts().map_or_else(|| Value::Fault(Fault::NoDate(written.to_owned())), Value::Time)
}
