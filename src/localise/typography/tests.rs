//! Dates, quotation marks, spaces and names in each language.

use serde_json::Value;
use spravka::internals::language::Language;

use crate::harness::{self, checked};

/// The view of a brief in one language, as a template reads it.
fn view(language: &str, brief: &str) -> Value {
    let brief = format!("{brief}\n[[sides]]\nname = \"S\"\n");
    let brief = format!("languages = [\"{language}\"]\n{brief}");
    let checked = checked(&brief).unwrap_or_else(|problems| panic!("{problems:?}"));
    let language = Language::from_code(language).expect("a language");
    harness::json(&harness::view(&checked, "memo", language))
}

fn title(language: &str, title: &str) -> String {
    let title = toml::Value::String(title.to_owned());
    view(language, &format!("title = {title}"))["title"].as_str().expect("a title").replace('\u{A0}', "~")
}

fn fact(view: &Value, list: &str) -> Vec<(String, String)> {
    let facts = view[list].as_array().expect("facts").iter();
    let text = |fact: &Value, key: &str| fact[key].as_str().expect("a text").replace('\u{A0}', "~");
    facts.map(|fact| (text(fact, "label"), text(fact, "text"))).collect()
}

fn meeting(language: &str, meeting: &str) -> Vec<(String, String)> {
    fact(&view(language, &format!("title = \"T\"\n[meeting]\n{meeting}")), "meeting")
}

#[test]
fn dates_are_written_as_each_language_writes_them() {
    for (language, label, meeting_keys, text) in [
        ("ru", "Дата", "date = 2026-11-22", "22~ноября 2026~года, воскресенье"),
        ("kk", "Күні", "date = 2026-11-22", "2026~жылғы 22~қараша, жексенбі"),
        ("en", "Date", "date = 2026-11-22", "Sunday, 22~November 2026"),
        ("ru", "Дата", "date = 2026-11-22\nend_date = 2026-11-24", "22–24~ноября 2026~года"),
        ("kk", "Күні", "date = 2026-11-22\nend_date = 2026-11-24", "2026~жылғы 22–24~қараша"),
        ("en", "Date", "date = 2026-11-22\nend_date = 2026-11-24", "22–24~November 2026"),
        ("ru", "Дата", "date = 2026-11-30\nend_date = 2026-12-02", "30~ноября~– 2~декабря 2026~года"),
        ("kk", "Күні", "date = 2026-11-30\nend_date = 2026-12-02", "2026~жылғы 30~қараша~– 2~желтоқсан"),
        ("en", "Date", "date = 2026-11-30\nend_date = 2026-12-02", "30~November~– 2~December 2026"),
        (
            "ru",
            "Дата",
            "date = 2026-12-30\nend_date = 2027-01-02",
            "30~декабря 2026~года~– 2~января 2027~года",
        ),
        (
            "kk",
            "Күні",
            "date = 2026-12-30\nend_date = 2027-01-02",
            "2026~жылғы 30~желтоқсан~– 2027~жылғы 2~қаңтар",
        ),
        ("en", "Date", "date = 2026-12-30\nend_date = 2027-01-02", "30~December 2026~– 2~January 2027"),
    ] {
        assert_eq!(meeting(language, meeting_keys), [(label.to_owned(), text.to_owned())], "{language}");
    }
}

#[test]
fn every_month_and_weekday_is_written_right_in_every_language() {
    let months = [
        ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        ("kk", "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
        ("en", "January February March April May June July August September October November December"),
    ];
    let weekdays = [
        ("ru", "понедельник вторник среда четверг пятница суббота воскресенье"),
        ("kk", "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"),
        ("en", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    ];
    for (language, months) in months {
        for (index, month) in months.split(' ').enumerate() {
            let day = meeting(language, &format!("date = 2026-{:02}-05", index + 1));
            assert!(day[0].1.contains(&format!("5~{month}")), "{day:?}");
        }
    }
    for (language, weekdays) in weekdays {
        for (index, weekday) in weekdays.split(' ').enumerate() {
            // 2026-06-01 is a Monday.
            let day = meeting(language, &format!("date = 2026-06-0{}", index + 1));
            assert!(day[0].1.contains(weekday), "{day:?}");
        }
    }
}

#[test]
fn date_and_time_share_a_line_unless_only_one_of_them_is_known() {
    let line = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let both = "date = 2026-03-16\nstart = 10:00\nend = 11:30\ntime_zone = \"UTC+5\"";
    assert_eq!(
        meeting("ru", both),
        [line("Дата и время", "16~марта 2026~года, понедельник, 10:00–11:30 (UTC+5)")]
    );
    let neither = "date = { unknown = true }\nstart = { unknown = true }";
    assert_eq!(meeting("ru", neither), [line("Дата и время", "не указано")]);
    let one = "date = 2026-03-16\nstart = { unknown = true }";
    assert_eq!(
        meeting("ru", one),
        [line("Дата", "16~марта 2026~года, понедельник"), line("Время", "не указано")]
    );
    let other = "date = { unknown = true }\nstart = 10:00";
    assert_eq!(meeting("ru", other), [line("Дата", "не указано"), line("Время", "10:00")]);
    let days = "date = 2026-03-16\nend_date = 2026-03-17";
    assert_eq!(meeting("ru", days), [line("Дата", "16–17~марта 2026~года")]);
    let talks = format!("{days}\nstart = 10:00\nend = 12:30\ntime_zone = \"UTC+5\"\nday = 2026-03-17");
    assert_eq!(
        meeting("ru", &talks),
        [
            line("Даты визита", "16–17~марта 2026~года"),
            line("Дата и время", "17~марта 2026~года, вторник, 10:00–12:30 (UTC+5)")
        ]
    );
    let one_day = "date = 2026-03-16\nday = 2026-03-16\nstart = 10:00";
    assert_eq!(meeting("ru", one_day), [line("Дата и время", "16~марта 2026~года, понедельник, 10:00")]);
    assert_eq!(meeting("kk", "start = 10:00"), [line("Уақыты", "10:00")]);
    assert_eq!(meeting("en", ""), []);
}

#[test]
fn lines_do_not_break_where_the_language_forbids_it() {
    for (language, written, set) in [
        ("ru", "Встреча с Е. К. Ашикбаевым", "Встреча с~Е.~К.~Ашикбаевым"),
        ("ru", "Ашикбаев Е. К., министр", "Ашикбаев~Е.~К., министр"),
        ("ru", "письмо № 5 от 22 ноября 2026 г.", "письмо №~5 от 22~ноября 2026~г."),
        ("ru", "рост на 5 % и 1 250 000 ₸", "рост на 5~% и~1~250~000~₸"),
        ("ru", "Алматы — город в Казахстане", "Алматы~— город в~Казахстане"),
        ("ru", "то же самое", "то~же самое"),
        ("kk", "министр мен елші де келді", "министр~мен елші~де келді"),
        ("kk", "2026 жылғы 22 қараша", "2026~жылғы 22~қараша"),
        ("kk", "№ 5 хаттама", "№~5 хаттама"),
        ("en", "a meeting with Mr Ko on 22 November", "a~meeting with Mr~Ko on 22~November"),
    ] {
        assert_eq!(title(language, written), set);
    }
}

#[test]
fn straight_quotes_become_those_of_the_language_and_unpaired_ones_stay() {
    for (language, written, set) in [
        ("ru", r#"агентство "Казинформ""#, "агентство «Казинформ»"),
        ("ru", r#"АО "Центр "Бәйтерек"""#, "АО «Центр „Бәйтерек“»"),
        ("kk", r#"«Қазақстан» және "орталық""#, "«Қазақстан» және «орталық»"),
        ("en", r#"the "Centre""#, "the “Centre”"),
        ("ru", r#"«ООО "Рога"»"#, "«ООО „Рога“»"),
        ("ru", r#"("Центр"), "орталық"."#, "(«Центр»), «орталық»."),
        ("ru", "http://a.kz/d'a\"b\"", "http://a.kz/d'a\"b\""),
        ("en", "Kazakhstan's centre", "Kazakhstan’s centre"),
        ("ru", r#"доска 5" толщиной"#, r#"доска 5" толщиной"#),
        ("ru", "уже «в кавычках»", "уже «в~кавычках»"),
    ] {
        assert_eq!(title(language, written), set);
    }
}

#[test]
fn words_spoken_are_in_quotes_and_words_reported_are_not() {
    let text = r#"[[statements]]
by = ["a"]
text = "развитие «цифровых» решений"
verbatim = VERBATIM
[[sides]]
id = "a"
name = "А""#;
    let said = |verbatim: &str| {
        let view = view("ru", &format!("title = \"T\"\n{}", text.replace("VERBATIM", verbatim)));
        view["statements"][0]["text"].as_str().expect("a text").to_owned()
    };
    assert_eq!(said("true"), "«развитие „цифровых“ решений»");
    assert_eq!(said("false"), "развитие «цифровых» решений");
}

#[test]
fn letters_written_in_two_parts_become_one_and_no_other_letter_changes() {
    assert_eq!(title("ru", "Киё\u{43D}г и\u{306}е\u{308}"), "Киёнг йё");
    assert_eq!(title("kk", "Әңгіме ұғымы һәм ӨҮҚ"), "Әңгіме ұғымы һәм ӨҮҚ");
}

#[test]
fn the_form_of_courtesy_stands_where_the_language_has_it() {
    let name = |language: &str, honorific: &str| {
        let members = format!("[[sides.members]]\nname = \"N\"\nhonorific = \"{honorific}\"");
        let view = view(language, &format!("title = \"T\"\n[[sides]]\nname = \"A\"\n{members}"));
        view["sides"][0]["members"][0]["name"].as_str().expect("a name").replace('\u{A0}', "~")
    };
    assert_eq!(name("ru", "г-н"), "г-н~N");
    assert_eq!(name("kk", "мырза"), "N мырза");
    assert_eq!(name("en", "H.E."), "H.E.~N");
}

#[test]
fn people_stand_in_protocol_order() {
    let people = [
        ("interpreter", "role = \"interpreter\""),
        ("eleven", "rank = 11"),
        ("unranked", ""),
        ("ten-one", "rank = \"10-1\""),
        ("ten-later", "rank = 10\nappointed_on = 2025-01-01"),
        ("ten-undated", "rank = 10"),
        ("ten-earlier", "rank = 10\nappointed_on = 2020-01-01"),
        ("ranked-interpreter", "rank = 12\nrole = \"interpreter\""),
        ("head", "rank = 99\nhead = true"),
    ];
    let members: String =
        people.iter().map(|(name, keys)| format!("[[sides.members]]\nname = \"{name}\"\n{keys}\n")).collect();
    let view = view("en", &format!("title = \"T\"\n[[sides]]\nname = \"A\"\n{members}"));
    let order: Vec<_> = view["sides"][0]["members"].as_array().expect("members").iter().collect();
    let order: Vec<_> = order.iter().map(|member| member["name"].as_str().expect("a name")).collect();
    assert_eq!(
        order,
        [
            "head",
            "ten-earlier",
            "ten-later",
            "ten-undated",
            "ten-one",
            "eleven",
            "ranked-interpreter",
            "unranked",
            "interpreter"
        ]
    );
}

#[test]
fn markdown_becomes_blocks_and_what_is_not_in_the_subset_stays_as_written() {
    let text = "Первый *курсив* и **жирный**.\n\n- один\n- два\n  1. вложенный\n\n# Не заголовок\n\n[ссылка](https://example.org/)";
    let text = toml::Value::String(text.to_owned());
    let view = view("ru", &format!("title = \"T\"\nbackground = {text}"));
    let blocks = view["background"].as_array().expect("blocks");
    let kinds: Vec<_> = blocks.iter().map(|block| block["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["paragraph", "list", "paragraph", "paragraph"]);
    let inline = |block: usize, index: usize| &blocks[block]["inlines"][index];
    assert_eq!(inline(0, 1)["emphasis"].as_bool(), Some(true));
    assert_eq!(inline(0, 3)["strong"].as_bool(), Some(true));
    assert_eq!(blocks[1]["items"][1][1]["ordered"].as_bool(), Some(true));
    assert_eq!(inline(2, 0)["text"].as_str(), Some("# Не заголовок"));
    assert_eq!(inline(3, 0)["link"].as_str(), Some("https://example.org/"));
}

#[test]
fn a_label_that_says_unknown_stands_where_a_value_would() {
    let view = view("kk", "title = \"T\"\ndate = { unknown = true }\nbackground = { unknown = true }");
    assert_eq!(fact(&view, "requisites"), [("Құжаттың күні".to_owned(), "көрсетілмеген".to_owned())]);
    assert_eq!(view["background"][0]["inlines"][0]["text"].as_str(), Some("көрсетілмеген"));
}

#[test]
fn markup_does_not_hide_quotes_addresses_stay_and_stars_multiply() {
    let text = r#""*Центр*", как у [статьи](https://ex.org/d'oeuvre "подсказка"), 2*3*4 и **2*3**"#;
    let text = toml::Value::String(text.to_owned());
    let view = view("ru", &format!("title = \"T\"\nbackground = {text}"));
    let inlines = view["background"][0]["inlines"].as_array().expect("inlines");
    let words: String = inlines.iter().map(|inline| inline["text"].as_str().expect("a text")).collect();
    assert_eq!(words.replace('\u{A0}', "~"), "«Центр», как у~статьи, 2*3*4 и~2*3");
    let link = inlines.iter().find_map(|inline| inline["link"].as_str());
    assert_eq!(link, Some("https://ex.org/d'oeuvre"));
}

#[test]
fn of_a_start_and_an_end_each_may_be_unknown() {
    let line = |text: &str| vec![("Время".to_owned(), text.to_owned())];
    assert_eq!(meeting("ru", "start = 10:00\nend = { unknown = true }"), line("10:00~– не указано"));
    assert_eq!(
        meeting("ru", "start = { unknown = true }\nend = 12:00\ntime_zone = \"UTC+5\""),
        line("не указано~– 12:00 (UTC+5)")
    );
}

#[test]
fn a_head_who_interprets_is_called_both() {
    let member = "[[sides.members]]\nname = \"N\"\nhead = true\nrole = \"interpreter\"";
    let view = view("ru", &format!("title = \"T\"\n[[sides]]\nname = \"A\"\n{member}"));
    assert_eq!(view["sides"][0]["members"][0]["role"].as_str(), Some("Глава делегации, Переводчик"));
}

#[test]
fn a_word_too_long_for_a_column_may_break_in_the_text_but_not_in_what_the_pdf_says_of_itself() {
    let long = format!("https://example.org/{}", "a".repeat(60));
    let view = view("ru", &format!("title = \"{long}\""));
    assert!(view["title"].as_str().expect("a title").contains('\u{200B}'));
    assert_eq!(view["document"]["title"].as_str(), Some(format!("Справка. {long}").as_str()));
    assert_eq!(title("ru", "А. Б. Константинопольский-Заславский"), "А.~Б.~Константинопольский-Заславский");
    let office = "информационно-коммуникационных";
    assert_eq!(title("ru", office), office);
    assert_eq!(title("kk", "қанағаттандырылмағандықтарыңыздан"), "қанағаттандырылмағандықтарыңыздан");
}

#[test]
fn a_long_word_with_punctuation_around_it_is_divided_by_the_engine_alone() {
    for word in ["информационно-коммуникационных,", "«высокопроизводительными»;", "(кибербезопасностью)."]
    {
        assert_eq!(title("ru", word), word);
    }
}

#[test]
fn a_range_before_a_unit_takes_its_dash_and_a_number_with_a_hyphen_stays() {
    for (written, set) in [
        ("визит 10-12 марта, план на 2025-2026 годы", "визит 10–12~марта, план на 2025–2026~годы"),
        ("тел. 00-12, п. 10-1, ред. 3-5", "тел. 00-12, п. 10-1, ред. 3-5"),
        ("(3-5 %) и 10-1-2 марта", "(3–5~%) и~10-1-2~марта"),
    ] {
        assert_eq!(title("ru", written).replace('\u{A0}', "~"), set);
    }
}

#[test]
fn a_month_is_not_divided_from_its_number_nor_within() {
    let brief =
        "title = \"T\"\nbackground = \"Встреча **5 февраля 2026 года** прошла.\"\n[[sides]]\nname = \"A\"\n";
    let view = view("ru", brief);
    let inlines = view["background"][0]["inlines"].as_array().expect("stretches").iter();
    let whole = inlines.filter(|inline| inline["whole"] == true);
    let whole: Vec<_> = whole.map(|inline| inline["text"].as_str().expect("a text")).collect();
    assert_eq!(whole, ["5\u{A0}февраля", "2026\u{A0}года"]);
}

/// The language and the name of both faces of the only plate, the sitter's face first.
fn plate(language: &str, languages: &str, side: &str, name: &str) -> [String; 4] {
    let brief = format!(
        "title = \"T\"\nlanguages = {languages}\n[[sides]]\nname = \"S\"\n{side}\n[[sides.members]]\nname = {name}\n"
    );
    let checked = checked(&brief).unwrap_or_else(|problems| panic!("{problems:?}"));
    let language = Language::from_code(language).expect("a language");
    let view = harness::json(&harness::view(&checked, "plates", language));
    let text =
        |face: &str, key: &str| view["people"][0]["plate"][face][key].as_str().expect("a text").to_owned();
    [text("sitter", "language"), text("sitter", "name"), text("outward", "language"), text("outward", "name")]
}

#[test]
fn a_plate_has_the_language_of_the_sitter_within_and_that_of_the_paper_without() {
    let names = "{ ru = \"Ян\", kk = \"Ян К.\", en = \"Jan\" }";
    let all = "[\"ru\", \"kk\", \"en\"]";
    assert_eq!(plate("ru", all, "language = \"en\"", names), ["en", "Jan", "ru", "Ян"]);
    assert_eq!(plate("en", all, "language = \"en\"", names), ["en", "Jan", "ru", "Ян"]);
    assert_eq!(plate("ru", all, "", names), ["ru", "Ян", "kk", "Ян\u{A0}К."]);
    assert_eq!(plate("ru", "[\"ru\"]", "", "\"Ян\""), ["ru", "Ян", "ru", "Ян"]);
    assert_eq!(plate("ru", "[\"ru\"]", "language = \"en\"", "\"Ян\""), ["ru", "Ян", "ru", "Ян"]);
}

#[test]
fn nobody_wears_that_something_is_not_stated_and_an_interpreter_is_called_so() {
    let office = |member: &str| {
        let view = view(
            "ru",
            &format!("title = \"T\"\n[[sides]]\nname = \"A\"\n[[sides.members]]\nname = \"N\"\n{member}"),
        );
        let office = view["people"][0]["office"].as_array().expect("an office").clone();
        office.iter().map(|line| line.as_str().expect("a text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(office("position = { unknown = true }\norganisation = \"Совет\""), ["Совет"]);
    assert_eq!(office("role = \"interpreter\"\norganisation = \"Совет\""), ["Переводчик", "Совет"]);
    assert_eq!(office("role = \"interpreter\"\nposition = \"Советник\""), ["Советник"]);
}

#[test]
fn a_word_too_long_for_a_narrow_column_is_divided_by_syllables() {
    let state = |language: &str, words: &str| {
        let brief = format!("title = \"T\"\n[[agreements]]\ntitle = \"B\"\nstate = \"{words}\"\n");
        let view = view(language, &brief);
        let state = view["agreements"][0]["state"].as_str().expect("a state");
        state.replace('\u{AD}', "-").replace('\u{A0}', "~")
    };
    assert_eq!(state("ru", "приостановлено до осени"), "приостановлено до осени");
    assert_eq!(state("ru", "перераспределяется"), "пе-ре-рас-пре-де-ля-ет-ся");
    assert_eq!(state("kk", "мамандандырылғандардың қызметі"), "ма-ман-дан-ды-рыл-ған-дар-дың қызметі");
    assert_eq!(state("en", "internationalisation"), "in-ter-na-tion-al-i-sa-tion");
}
