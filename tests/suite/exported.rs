//! A brief in the forms of other programs: what comes out is theirs to read, and what can come back is the
//! same.

use std::fs;

use spravka::internals::calendar;

use crate::harness::{assert_reference, folder_with, project, run};

fn export(arguments: &[&str]) -> String {
    let ran = run(&project().join("briefs"), &[&["export"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout
}

#[test]
fn the_programme_is_a_calendar_with_its_time_zone() {
    assert_reference("exported/programme.ru.ics", &export(&["full.toml", "-f", "ics"]));
    let organisers = export(&["full.toml", "-f", "ics", "-l", "kk", "--organisers"]);
    assert_reference("exported/programme-organisers.kk.ics", &organisers);
}

#[test]
fn every_line_of_a_calendar_ends_as_the_standard_says_and_is_short() {
    // RFC 5545, 3.1: lines end with CRLF and have at most 75 octets.
    let calendar = export(&["full.toml", "-f", "ics", "-l", "kk", "--organisers"]);
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
}

/// A visit over the night in which the clocks of Berlin change.
const VISIT: &str = "title = \"Запятая, точка с запятой; \\\\ и «кавычки»\"\ndate = 2026-03-01\n\n[meeting]\n\
    date = 2026-03-28\nend_date = 2026-03-29\ntime_zone_id = \"Europe/Berlin\"\nvenue = \"Зал № 1\"\n\
    city = \"Берлин\"\n";

#[test]
fn a_visit_without_a_programme_is_one_entry_for_each_of_its_days() {
    let folder = folder_with("visit.toml", &format!("{VISIT}{SIDE}"));
    let ran = run(folder.path(), &["export", "visit.toml", "-f", "ics"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_reference("exported/visit.ics", &ran.stdout);
    let ran = run(folder.path(), &["export", "visit.toml", "-f", "ics", "-o", "out/visit.ics"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    assert!(folder.path().join("out/visit.ics").is_file());
}

#[test]
fn talks_on_one_day_of_a_visit_are_one_entry() {
    let hours = "day = 2026-03-29\nstart = \"10:00\"\nend = \"11:00\"\n";
    let folder = folder_with("visit.toml", &format!("{VISIT}{hours}{SIDE}"));
    let ran = run(folder.path(), &["export", "visit.toml", "-f", "ics"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_reference("exported/talks.ics", &ran.stdout);
}

#[test]
fn events_before_and_after_the_clocks_change_are_in_one_zone() {
    let day = |date| {
        format!(
            "[[programme]]\ndate = {date}\n[[programme.events]]\nstart = \"10:00\"\nevent = \"Переговоры\"\n"
        )
    };
    let days = day("2026-03-28") + &day("2026-03-29");
    let folder = folder_with("visit.toml", &format!("{VISIT}{SIDE}{days}"));
    let ran = run(folder.path(), &["export", "visit.toml", "-f", "ics"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_reference("exported/clocks.ics", &ran.stdout);
}

#[test]
fn every_time_zone_has_a_definition() {
    let day = |text: &str| spravka::internals::brief::Date(text.parse().expect("a date"));
    for name in calendar::names() {
        let zone = calendar::named(name).expect("a zone");
        let definition = calendar::definition(&zone, day("2026-03-28"), day("2026-11-02"));
        assert!(definition.starts_with(&format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\nBEGIN:")), "{definition}");
        assert_eq!(definition.matches("BEGIN:").count(), definition.matches("END:").count(), "{definition}");
    }
}

#[cfg(feature = "tables")]
#[test]
fn participants_go_into_a_table_and_come_back_the_same() {
    let table = export(&["full.toml", "-f", "csv", "-l", "all"]);
    assert_reference("exported/participants.csv", &table);
    let (header, rows) = table.split_once("\r\n").expect("a header");
    for side in ["Агентство цифрового партнёрства", "Лорийский совет по цифровому сотрудничеству"]
    {
        let rows: Vec<_> = rows.lines().filter(|row| row.starts_with(side)).collect();
        assert!(rows.len() > 2, "{side}");
        let folder = crate::harness::folder();
        fs::write(folder.path().join("people.csv"), format!("{header}\r\n{}\r\n", rows.join("\r\n")))
            .expect("a file");
        let brief = format!(
            "title = \"Т\"\nlanguages = [\"ru\", \"kk\", \"en\"]\n[[sides]]\nname = \"{side}\"\nmembers_from = \"people.csv\"\n"
        );
        fs::write(folder.path().join("brief.toml"), brief).expect("a file");
        let again = run(folder.path(), &["export", "brief.toml", "-f", "csv", "-l", "all"]);
        assert_eq!(again.code, Some(0), "{}", again.stderr);
        // A column that only the other side has something in is not there.
        let cells =
            |row: &str| row.split(';').filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let came_back: Vec<_> = again.stdout.lines().skip(1).map(cells).collect();
        assert_eq!(came_back, rows.iter().map(|row| cells(row)).collect::<Vec<_>>());
    }
}

#[test]
fn the_whole_brief_as_json_is_as_its_schema_says() {
    let json = export(&["full.toml", "-f", "json", "-l", "all"]);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let schema = spravka::internals::brief::schema();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_reference("exported/full.json", &json);
}

#[test]
fn what_is_held_back_from_an_audience_is_in_no_form() {
    let brief = "title = \"Т\"\ndate = 2026-03-01\n[[sides]]\nname = \"А\"\n[[programme]]\ndate = 2026-03-02\n[[programme.events]]\nevent = \"Для всех\"\n[[programme.events]]\nevent = \"Тайный ужин\"\naudience = [\"head\"]\n";
    let folder = folder_with("visit.toml", brief);
    for format in ["ics", "csv", "json"] {
        let ran = run(folder.path(), &["export", "visit.toml", "-f", format, "--audience", "experts"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!ran.stdout.contains("Тайный") && !ran.stdout.contains("head"), "{}", ran.stdout);
    }
    assert!(run(folder.path(), &["export", "visit.toml", "-f", "json"]).stdout.contains("Тайный"));
}

#[test]
fn an_event_has_one_id_in_every_export_and_another_in_every_other_visit() {
    let brief = |day: &str| {
        format!(
            "title = \"Заседание\"\nlanguages = [\"ru\"]\n{SIDE}[[programme]]\ndate = {day}\n[[programme.events]]\nevent = \"Для главы\"\naudience = [\"head\"]\n[[programme.events]]\nevent = \"Для всех\"\n[[programme.events]]\nevent = \"Для всех\"\n"
        )
    };
    let ids = |text: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("UID:"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let folder = folder_with("march.toml", &brief("2026-03-02"));
    fs::write(folder.path().join("june.toml"), brief("2026-06-02")).expect("a file");
    let all = ids(&run(folder.path(), &["export", "march.toml", "-f", "ics"]).stdout);
    let part =
        ids(&run(folder.path(), &["export", "march.toml", "-f", "ics", "--audience", "experts"]).stdout);
    let june = ids(&run(folder.path(), &["export", "june.toml", "-f", "ics"]).stdout);
    assert_eq!((all.len(), &all[1..]), (3, &part[..]));
    let different: std::collections::BTreeSet<_> = all.iter().chain(&june).collect();
    assert_eq!(different.len(), 6);
}

const SIDE: &str = "[[sides]]\nname = \"А\"\n";

#[test]
fn no_text_breaks_out_of_its_line_or_its_cell() {
    let brief = "title = \"Т\"\n[meeting]\ndate = 2026-03-01\nvenue = \"Зал\\r\\nBEGIN:VEVENT\\rEND:VEVENT\"\n[[sides]]\nname = \"=А\"\n[[sides.members]]\nname = \"=HYPERLINK(1)\"\n";
    let folder = folder_with("visit.toml", brief);
    let calendar = run(folder.path(), &["export", "visit.toml", "-f", "ics"]).stdout;
    assert!(calendar.contains("LOCATION:Зал\\nBEGIN:VEVENT\\nEND:VEVENT\r\n"), "{calendar}");
    let table = run(folder.path(), &["export", "visit.toml", "-f", "csv"]).stdout;
    assert_eq!(table, "\u{FEFF}Сторона;Ф.И.О.\r\n'=А;'=HYPERLINK(1)\r\n");
}

#[test]
fn every_event_has_a_clock_that_began_before_it() {
    let day = spravka::internals::brief::Date("2026-01-01".parse().expect("a date"));
    for name in ["Pacific/Auckland", "Asia/Almaty", "America/Sao_Paulo", "Pacific/Kiritimati"] {
        let definition = calendar::definition(&calendar::named(name).expect("a zone"), day, day);
        let first = definition.lines().find_map(|line| line.strip_prefix("DTSTART:")).expect("a start");
        assert!(first < "20260101T000000", "{name}: {first}");
    }
}

#[test]
fn what_is_exported_never_replaces_what_it_is_made_from() {
    let folder = folder_with("visit.toml", "title = \"Т\"\ninclude = [\"common.toml\"]\n");
    fs::write(folder.path().join("common.toml"), SIDE).expect("a file");
    for (output, file) in [("visit.toml", "visit.toml"), ("./common.toml", "common.toml")] {
        let before = fs::read(folder.path().join(file)).expect("a file");
        let ran = run(folder.path(), &["export", "visit.toml", "-f", "json", "-o", output]);
        let message = format!(
            "error: `{output}` is a source of the export and would be replaced\n = hint: name another file with `-o`; nothing was changed\n\n"
        );
        assert_eq!((ran.code, ran.stderr), (Some(2), message));
        assert!(fs::read(folder.path().join(file)).expect("a file") == before);
    }
    assert_eq!(run(folder.path(), &["export", "visit.toml", "-f", "json", "-o", "new.json"]).code, Some(0));
}

#[test]
fn what_cannot_be_exported_is_said() {
    let folder = folder_with("visit.toml", "title = \"Т\"\n[[sides]]\nname = \"А\"\n");
    let times = "title = \"Т\"\n[meeting]\ndate = 2026-03-01\nstart = \"10:00\"\ntime_zone_id = \"Asia/Almata\"\n[[sides]]\nname = \"А\"\n";
    fs::write(folder.path().join("zone.toml"), times).expect("a file");
    fs::write(folder.path().join("no-zone.toml"), times.replace("time_zone_id = \"Asia/Almata\"\n", ""))
        .expect("a file");
    let said = [
        run(folder.path(), &["export", "visit.toml", "-f", "ics"]),
        run(folder.path(), &["export", "zone.toml", "-f", "ics"]),
        run(folder.path(), &["export", "no-zone.toml", "-f", "ics"]),
        run(folder.path(), &["export", "visit.toml", "-f", "json", "-l", "kk"]),
        run(folder.path(), &["export", "visit.toml", "-f", "xml"]),
        run(&project().join("briefs"), &["export", "full.toml", "-f", "ics", "-l", "all"]),
    ];
    let codes = said.iter().map(|ran| ran.code).collect::<Vec<_>>();
    assert_eq!(codes, [Some(1), Some(1), Some(0), Some(1), Some(2), Some(2)]);
    assert_reference("exported/refused.stderr", &said.map(|ran| ran.stderr).concat());
}
