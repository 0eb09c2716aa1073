//! The seating plan as a paper: its words, its scale, and that it can be made for any people.

use spravka::internals::view::View;

use crate::harness::{self, checked, folder_with, project, run};

fn view(brief: &str) -> View {
    let checked = checked(brief).expect("a good brief");
    harness::view(&checked, "seating", checked.languages()[0])
}

const BRIEF: &str = r#"
title = "Переговоры"
[[sides]]
id = "hosts"
name = "Хозяева"
host = true
members = [{ name = "Нурлан Самруков", head = true }, { name = "Дана Ким", id = "kim" }, { name = "Асель Цой", role = "interpreter" }]
[[sides]]
id = "guests"
name = "Гости"
members = [{ name = "Эрвин Талмаро", honorific = "г-н" }]
"#;

#[test]
fn the_words_for_a_plan_name_every_seat_from_left_to_right() {
    let alt = view(BRIEF).seating.expect("a plan").alt;
    assert_eq!(
        alt,
        "Схема рассадки: прямоугольный стол. Лицом ко входу: Гости. \
         Хозяева (слева направо с точки зрения сидящих): 3 — Асель Цой; 1 — Нурлан Самруков; 2 — Дана Ким. \
         Гости (слева направо с точки зрения сидящих): 1 — Эрвин Талмаро."
    );
    let behind =
        format!("{BRIEF}[seating]\ninterpreter = \"behind\"\nfacing_door = \"hosts\"\nwithout = [\"kim\"]\n");
    let alt = view(&behind).seating.expect("a plan").alt;
    assert!(alt.contains("Лицом ко входу: Хозяева."), "{alt}");
    assert!(alt.contains("1 — Нурлан Самруков; позади: 2 — Асель Цой."), "{alt}");
    assert!(!alt.contains("Дана Ким"));
}

#[test]
fn there_is_no_plan_without_two_sides_of_people() {
    assert!(view("title = \"T\"\n[[sides]]\nname = \"A\"\nmembers = [{ name = \"B\" }]\n").seating.is_none());
    let nobody =
        "title = \"T\"\n[[sides]]\nname = \"A\"\nmembers = [{ name = \"B\" }]\n[[sides]]\nname = \"C\"\n";
    assert!(view(nobody).seating.is_none());
}

#[test]
fn a_plan_claims_a_scale_only_where_the_brief_states_its_lengths() {
    let to_scale =
        |lengths: &str| view(&format!("{BRIEF}[seating]\n{lengths}\n")).seating.expect("a plan").to_scale;
    assert!(!to_scale(""));
    assert!(!to_scale("place_width = 650"));
    assert!(to_scale("place_width = 650\ntable_width = 1200"));
    assert!(to_scale("table = \"round\"\nplace_width = 650"));
}

/// Builds the paper of a brief and returns the words in its PDF, if the engine can say them.
fn built(brief: &str) {
    let folder = folder_with("visit.toml", brief);
    let template = project().join("templates/seating");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", template.to_str().expect("a path")]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "visit.seating.ru.pdf\n", ""));
}

#[test]
fn papers_of_every_shape_and_size_are_made() {
    for (shape, sizes) in [
        ("rectangular", &[1, 1][..]),
        ("rectangular", &[20, 20]),
        ("rectangular", &[45, 45]),
        ("round", &[2, 3]),
        ("round", &[6, 6, 6, 6, 6, 6]),
        ("hollow-square", &[1, 12]),
        ("hollow-square", &[7, 3, 5]),
        ("hollow-square", &[4, 1, 6, 2, 3]),
    ] {
        let mut brief = format!(
            "title = \"Переговоры\"\nlanguages = [\"ru\"]\n[seating]\ntable = \"{shape}\"\ninterpreter = \"behind\"\n"
        );
        for (side, size) in sizes.iter().enumerate() {
            brief.push_str(&format!("[[sides]]\nname = \"Сторона {side}\"\n"));
            for member in 0..*size {
                let role = if member == 1 { "interpreter" } else { "member" };
                brief.push_str(&format!(
                    "[[sides.members]]\nname = \"Имя Фамилия-{member}\"\nrole = \"{role}\"\n"
                ));
            }
        }
        built(&brief);
        let plan = view(&brief).seating.expect("a plan");
        for (side, size) in sizes.iter().enumerate() {
            let words = plan.alt.split(&format!("Сторона {side} (")).nth(1).expect("each side");
            let words = words.split("Сторона").next().expect("the words of the side");
            for member in 0..*size {
                let seat = |end: &str| words.contains(&format!("Имя Фамилия-{member}{end}"));
                assert!(seat(";") || seat("."), "{member} of {side} is not in {words}");
            }
        }
    }
}

#[test]
fn names_without_end_do_not_keep_a_plan_from_being_made() {
    let long = "ұ".repeat(3000);
    let many = "Имя ".repeat(400);
    built(&format!(
        "title = \"T\"\n[[sides]]\nname = \"{long}\"\nmembers = [{{ name = \"{long}\" }}]\n\
         [[sides]]\nname = \"{many}\"\nmembers = [{{ name = \"{many}\" }}, {{ name = \"# $x$ <b> @c\" }}]\n"
    ));
}
