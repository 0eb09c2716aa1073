//! Wrong briefs, each with all that the program says about it.

use std::fs;
#[cfg(unix)]
use std::process::Command;

use crate::harness::{assert_reference, folder, folder_with, project, run};

/// A test for each file in `tests/bad`: the whole of standard error is compared, frames included.
macro_rules! bad_briefs {
    ($($sentence:ident: $file:literal, $code:literal;)*) => {
        $(
            #[test]
            fn $sentence() {
                let ran = run(&project().join("tests/bad"), &["check", concat!($file, ".toml")]);
                assert_eq!(ran.code, Some($code), "{}", ran.stderr);
                assert_eq!(ran.stdout, "");
                assert_reference(concat!("bad/", $file, ".stderr"), &ran.stderr);
            }
        )*

        #[test]
        fn every_bad_brief_has_its_test() {
            let tested = [$(concat!($file, ".toml")),*];
            for entry in fs::read_dir(project().join("tests/bad")).expect("the folder of bad briefs") {
                let name = entry.expect("an entry").file_name().into_string().expect("a name");
                assert!(!name.ends_with(".toml") || tested.contains(&name.as_str()), "{name} has no test");
            }
        }
    };
}

bad_briefs! {
    every_syntax_error_is_found_at_once: "syntax", 1;
    an_unknown_key_is_answered_with_the_one_that_was_meant: "unknown-key", 1;
    every_value_of_a_wrong_type_is_found_at_once: "wrong-type", 1;
    every_missing_key_is_found_at_once: "missing-key", 1;
    one_slip_is_one_problem: "one-slip-one-problem", 1;
    empty_tables_and_lists_are_not_taken_for_texts_and_sides: "empty-tables", 1;
    a_number_that_is_none_is_refused: "bad-number", 1;
    a_day_that_is_not_in_the_calendar_is_refused: "bad-date", 1;
    nothing_ends_before_it_starts: "ends-before-it-starts", 1;
    a_meeting_of_one_day_does_not_end_before_it_starts: "ends-before-it-starts-on-one-day", 1;
    agenda_items_are_in_order_and_do_not_overlap: "agenda-order", 1;
    days_of_the_programme_are_in_order: "programme-order", 1;
    a_speaker_must_be_a_participant: "unknown-speaker", 1;
    sides_that_a_table_does_not_have_are_refused: "seating-sides", 1;
    settings_of_a_table_are_within_their_ranges: "seating-settings", 1;
    a_seating_names_sides_and_people_that_there_are: "seating-references", 1;
    a_seating_without_people_is_a_warning: "seating-nobody", 0;
    a_crowd_at_one_table_is_a_warning: "seating-crowd", 0;
    a_side_has_one_head_and_a_meeting_one_host: "two-heads", 1;
    nobody_is_at_two_meetings_at_once: "meetings-at-once", 1;
    who_is_named_in_a_meeting_takes_part_in_it: "meetings-who-is-absent", 1;
    what_belongs_to_no_meeting_is_named: "meetings-of-no-meeting", 1;
    what_is_only_for_several_meetings_is_a_warning: "meeting-of-one", 0;
    a_meeting_has_sides: "no-side", 1;
    ids_are_given_once: "duplicate-ids", 1;
    a_language_without_a_file_is_refused: "language-not-offered", 1;
    a_brief_is_written_in_some_language: "no-language", 1;
    a_side_that_reads_a_language_not_offered_is_a_warning: "side-language-not-offered", 0;
    a_text_must_be_there_in_every_language: "text-missing-in-a-language", 1;
    a_cyrillic_text_in_an_english_paper_is_a_warning: "one-text-for-latin-and-cyrillic", 0;
    a_word_that_mixes_latin_and_cyrillic_is_a_warning: "mixed-scripts", 0;
    a_weekday_that_does_not_match_its_date_is_found: "weekday", 1;
    a_letter_that_no_font_has_is_named_with_its_code_point: "no-glyph", 1;
    an_empty_text_is_refused: "empty-text", 1;
    an_empty_file_is_refused: "empty", 1;
    a_byte_order_mark_does_not_move_the_columns: "bom", 1;
    of_a_long_line_only_the_words_around_the_problem_are_shown: "long-line", 1;
    windows_line_ends_do_not_move_the_columns: "crlf", 1;
    a_file_in_windows_1251_is_refused_with_advice: "windows-1251", 1;
    an_outcome_is_about_one_thing_that_there_is: "outcomes", 1;
    a_final_brief_lists_all_that_is_not_filled_in: "final-not-filled-in", 1;
    a_draft_says_what_is_not_filled_in: "draft-not-filled-in", 0;
    a_letter_goes_to_somebody_and_asks_for_a_reply_in_time: "letter", 1;
    a_reply_is_not_asked_for_before_the_letter_is_written: "letter-too-early", 1;
    a_picture_that_cannot_be_printed_is_refused_with_advice: "pictures", 1;
    problems_of_every_kind_are_found_at_once_in_the_order_of_the_file: "everything-at-once", 1;
    a_brief_has_one_own_side: "two-own-sides", 1;
    kazakh_text_in_a_russian_paper_is_found: "kazakh-in-russian", 0;
    kazakh_text_in_a_brief_in_russian_is_found: "kazakh-in-one-russian-paper", 0;
    russian_text_in_a_kazakh_paper_is_found_by_its_words: "russian-in-kazakh", 0;
    hours_of_a_visit_of_several_days_need_their_day: "hours-of-no-day", 1;
    hours_of_an_agenda_need_the_day_of_the_talks: "agenda-of-no-day", 1;
    the_day_of_the_talks_is_a_day_of_the_visit: "talks-outside-the-visit", 1;
    what_came_of_a_meeting_is_not_dated_before_its_end: "results-before-the-end", 1;
    a_final_paper_of_after_the_meeting_has_a_date: "results-without-a-date", 1;
}

#[test]
fn a_missing_file_a_folder_and_a_huge_file_are_refused() {
    let folder = folder();
    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    let huge = fs::File::create(folder.path().join("huge.toml")).expect("a file");
    huge.set_len(50 * 1024 * 1024).expect("a file of 50 MB");
    // A folder stands for the briefs in it where a command takes several.
    let commands = [
        ["check", "missing.toml"].as_slice(),
        &["export", "folder.toml", "-f", "json"],
        &["check", "huge.toml"],
    ];
    let said = commands.map(|arguments| {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}");
        ran.stderr
    });
    assert_reference("bad/unreadable.stderr", &said.concat());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_a_fault_of_the_system() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path().join("closed.toml");
    fs::write(&path, "title = \"Встреча\"").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("rights can be taken");
    // Nothing is closed to the superuser, but for a program that is run without those rights.
    let mut command = Command::new("setpriv");
    command.args([
        "--inh-caps=-all",
        "--bounding-set=-all",
        env!("CARGO_BIN_EXE_spravka"),
        "check",
        "closed.toml",
    ]);
    let ran = match fs::read(&path) {
        Err(_) => run(folder.path(), &["check", "closed.toml"]),
        Ok(_) => command.current_dir(folder.path()).output().expect("there is a command `setpriv`").into(),
    };
    assert_eq!(ran.code, Some(3));
    assert_reference("bad/closed.stderr", &ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_way_that_leads_through_a_file_is_a_fault_of_the_system() {
    let folder = folder_with("closed.toml", "title = \"Встреча\"");
    let ran = run(folder.path(), &["check", "closed.toml/brief.toml"]);
    assert_eq!(ran.code, Some(3));
    assert_eq!(ran.stderr, "error: cannot read `closed.toml/brief.toml` (Not a directory (os error 20))\n\n");
}

#[test]
fn json_says_the_same_as_the_frames_one_object_a_line() {
    let folder = project().join("tests/bad");
    let ran = run(&folder, &["check", "everything-at-once.toml", "--message-format", "json"]);
    assert_eq!(ran.code, Some(1));
    for line in ran.stderr.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(
            object["message"].is_string() && object["hints"].is_array() && object["severity"].is_string()
        );
    }
    assert_reference("bad/everything-at-once.jsonl", &ran.stderr);
}

#[test]
fn short_messages_take_a_line_each() {
    let ran =
        run(&project().join("tests/bad"), &["check", "everything-at-once.toml", "--message-format", "short"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("bad/everything-at-once.short", &ran.stderr);
}

#[test]
fn nothing_is_built_from_a_bad_brief() {
    let folder = folder();
    let brief = project().join("tests/bad/two-heads.toml");
    let ran = run(folder.path(), &["build", brief.to_str().expect("a path"), "-o", "."]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
}
