//! Any number of full-size briefs, each different: a memo of four to five pages with all parts but pictures.
//! The same number always gives the same brief.

use std::fmt::Write;

const SURNAMES: &str = "Самрук|Кулагер|Толагай|Желмаян|Тулпар|Байтерек|Байшубар|Кастей|Сольве|Талмар|Ренв|Воссел|Трелл|Алатау|Каркара|\
    Ертис|Мугалжар|Сарысу|Тарбагай|Бетпак|Устюрт|Маркакол|Зайсан|Балхаш|Илек|Торгай|Есиль|Нурин|Шидерт|Жемчу|\
    Каскеле|Талга";
const ENDINGS: &str = "ов|ин|енов|баев|улы|анов";
const GIVEN: &str = "Нурлан|Самат|Ерлан|Тимур|Арман|Дархан|Марат|Олжас|Руслан|Бауыржан|Эрвин|Йонас|Дорин|Лоренц|Матиас|Андреас|\
    Виктор|Рихард|Северин|Юстус";
const PLACES: &str =
    "Астана|Алматы|Караганда|Павлодар|Актобе|Тараз|Костанай|Кызылорда|Атырау|Семей|Петропавловск|Туркестан";
const BODIES: &str = "цифрового партнёрства|водных ресурсов|транспортных коридоров|статистики|высшего образования|охраны наследия|\
    горного дела|торговли и тарифов|гражданской защиты|охраны здоровья|сельского хозяйства|возобновляемой энергии";
const POSTS: &str = "Председатель комитета|Заместитель председателя комитета|Директор департамента международных программ|\
    Заместитель директора департамента|Начальник управления протокола|Советник по правовым вопросам|\
    Главный специалист управления|Руководитель секретариата|Посол по особым поручениям|\
    Директор по бюджету и планированию";
const WHO: &str = "принимающая сторона|рабочая группа|секретариат совета|департамент международных программ|совместная комиссия|\
    группа экспертов|межведомственный штаб|управление протокола|научный институт|областной акимат|\
    оператор площадки|наблюдательный совет|делегация гостей|служба технического надзора|ассоциация перевозчиков|\
    университетский консорциум";
const DOES: &str = "завершает оценку|готовит предложения по развитию|просит уточнить порядок финансирования|\
    намерена ускорить согласование|предлагает поэтапное расширение|представит отчёт о состоянии|\
    считает преждевременным обсуждение|подтверждает готовность к запуску|рассчитывает на пересмотр|\
    проведёт независимую проверку|предоставит исходные данные для|согласовала техническое описание|\
    направит замечания к проекту|обеспечит сопровождение|возражает против переноса|поддерживает продление|\
    запросит письменные гарантии содержания|берёт на себя подготовку";
const WHAT: &str = "региональной площадки|учебной программы для государственных служащих|двух независимых каналов связи|\
    общего реестра оборудования|соглашения о привилегиях и иммунитетах|пограничных пунктов пропуска|\
    системы раннего предупреждения|плана совместных мероприятий|резервного электроснабжения|\
    обмена обезличенными данными|научного архива экспедиций|порядка взаимных поездок специалистов|\
    тарифной сетки на перевозки|правового статуса программного офиса|лабораторного корпуса|графика поставок|\
    методики подсчёта показателей|договора аренды помещений|водохозяйственного баланса бассейна|\
    единого окна для перевозчиков";
const HOW: &str = "с учётом замечаний, полученных в ходе консультаций|при условии равного доступа всех участников|\
    в пределах утверждённой сметы|до начала осенней сессии|без дополнительных обязательств бюджета|\
    по итогам осмотра площадки|после завершения внутренних процедур|в режиме видеоконференции|\
    на основе взаимности|с привлечением независимых оценщиков|в соответствии с принятой концепцией|\
    при участии четырёх областей|по согласованию с органами надзора|силами двух институтов|\
    не нарушая сроков основного договора|с ежеквартальным отчётом";
const MONTHS: &str = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря";

/// A pseudo-random sequence from a seed: SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % bound as u64) as usize
    }

    /// One of several choices, separated by `|`.
    fn pick(&mut self, from: &'static str) -> &'static str {
        let chosen = self.below(from.split('|').count());
        from.split('|').nth(chosen).unwrap_or_default()
    }

    /// A sentence about who does what, with a number that hardly repeats.
    fn clause(&mut self) -> String {
        let (who, does, what) = (self.pick(WHO), self.pick(DOES), self.pick(WHAT));
        format!("{who} {does} {what} (дело № {})", 1 + self.below(9999))
    }

    fn sentence(&mut self) -> String {
        let clause = self.clause();
        let (first, rest) = clause.split_at(clause.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest} {}.", first.to_uppercase(), self.pick(HOW))
    }

    fn name(&mut self) -> String {
        format!("{} {}{}", self.pick(GIVEN), self.pick(SURNAMES), self.pick(ENDINGS))
    }

    fn list(&mut self, count: usize) -> String {
        (0..count).map(|_| format!("\"{}\"", self.clause())).collect::<Vec<_>>().join(", ")
    }

    fn past_day(&mut self) -> String {
        format!("{} {} {} года", 1 + self.below(28), self.pick(MONTHS), 2015 + self.below(10))
    }
}

/// The brief with this number, in TOML.
pub fn brief(number: usize) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, number);
    text
}

fn write(text: &mut String, number: usize) -> std::fmt::Result {
    let chance = &mut Chance(number as u64 ^ 0x5eed);
    let (ours, theirs) = (chance.pick(BODIES), chance.pick(BODIES));
    heading(text, number, ours, chance)?;
    long_texts(text, number, chance)?;
    frame(text, number, ours, chance)?;
    people(text, ours, theirs, chance)?;
    schedule(text, chance)?;
    talk(text, chance)?;
    past(text, number, chance)
}

fn heading(text: &mut String, number: usize, ours: &str, chance: &mut Chance) -> std::fmt::Result {
    let (what, place) = (chance.pick(WHAT), chance.pick(PLACES));
    writeln!(text, "title = \"Визит № {number}: обсуждение {what} с комитетом {ours} ({place})\"")?;
    writeln!(text, "languages = [\"ru\"]\nstatus = \"final\"")?;
    writeln!(text, "date = 2026-03-10\nnumber = \"00-12/{number}\"\nplace = \"{place}\"")?;
    writeln!(text, "keywords = [\"визит {number}\", \"{what}\"]")?;
    for (key, count) in [("objectives", 2), ("assessed", 2), ("expected_outcomes", 1)] {
        writeln!(text, "{key} = [{}]", chance.list(count))?;
    }
    Ok(())
}

fn long_texts(text: &mut String, number: usize, chance: &mut Chance) -> std::fmt::Result {
    writeln!(text, "background = \"\"\"\n{} **{}**\n", chance.sentence(), chance.sentence())?;
    writeln!(text, "Последние контакты:\n\n- *{}* — {};[^concept]", chance.past_day(), chance.clause())?;
    writeln!(text, "- *{}* — {}.\n", chance.past_day(), chance.clause())?;
    writeln!(text, "| Год | Программы | Слушатели |\n|---|---|---|")?;
    for year in 2024..2026 {
        writeln!(text, "| {year} | {} | {} |", 1 + chance.below(9), 100 + chance.below(900))?;
    }
    writeln!(text, "\nМатериалы опубликованы на [сайте](https://example.org/{number}).\n\"\"\"")?;
    writeln!(text, "press_line = \"**{}**\"", chance.sentence())
}

fn frame(text: &mut String, number: usize, ours: &str, chance: &mut Chance) -> std::fmt::Result {
    writeln!(text, "[marking]\ntext = \"Для служебного пользования\"\ncopy = 1\nevery_page = true")?;
    for (kind, date) in [("approve", "{ unknown = true }"), ("clear", "2026-03-10")] {
        writeln!(text, "[[approvals]]\nkind = \"{kind}\"\nposition = \"{} {ours}\"", chance.pick(POSTS))?;
        writeln!(text, "name = \"{}\"\ndate = {date}", chance.name())?;
    }
    writeln!(text, "[prepared_by]\nname = \"{}\"\nposition = \"{}\"", chance.name(), chance.pick(POSTS))?;
    writeln!(text, "phone = \"+7 7172 {:06}\"", chance.below(1_000_000))?;
    for copy in 1..=3 {
        writeln!(text, "[[distribution]]\ncopy = {copy}\nrecipient = \"{}\"", chance.pick(POSTS))?;
    }
    writeln!(text, "[meeting]\npurpose = \"{}\"\ntopic = \"{}\"", chance.clause(), chance.clause())?;
    writeln!(
        text,
        "date = 2026-03-16\nend_date = 2026-03-17\nday = 2026-03-16\nstart = \"10:00\"\nend = \"12:30\""
    )?;
    writeln!(text, "venue = \"Здание комитета, зал № {}\"", 1 + chance.below(99))?;
    writeln!(text, "city = \"{}\"\nformat = \"in-person\"", chance.pick(PLACES))?;
    writeln!(text, "working_languages = [\"казахский\", \"русский\", \"английский\"]")?;
    writeln!(text, "[centre]\nname = \"Региональный центр {ours} № {number}\"")?;
    writeln!(text, "city = \"{}\"\nabout = \"{}\"", chance.pick(PLACES), chance.sentence())?;
    writeln!(text, "goals = [{}]\namong_others = true", chance.list(3))
}

fn people(text: &mut String, ours: &str, theirs: &str, chance: &mut Chance) -> std::fmt::Result {
    for (id, body, host, members) in [("ours", ours, true, 6), ("theirs", theirs, false, 5)] {
        let kind = if host { "Комитет" } else { "Лорийский совет" };
        writeln!(text, "[[sides]]\nid = \"{id}\"\nname = \"{kind} {body}\"\nhost = {host}")?;
        for rank in 1..=members {
            writeln!(text, "[[sides.members]]\nid = \"{id}-{rank}\"\nname = \"{}\"", chance.name())?;
            writeln!(text, "position = \"{}\"\nrank = {rank}", chance.pick(POSTS))?;
            if !host {
                writeln!(text, "organisation = \"Управление {}\"", chance.pick(BODIES))?;
            }
            if rank == 1 {
                writeln!(text, "head = true\nbiography = \"\"\"\n{} Ранее:\n", chance.sentence())?;
                writeln!(text, "- 2012–2017 годы — {};", chance.clause())?;
                writeln!(text, "- 2017–2022 годы — {}.\n\"\"\"", chance.clause())?;
            }
        }
    }
    Ok(())
}

fn schedule(text: &mut String, chance: &mut Chance) -> std::fmt::Result {
    for item in 0..5 {
        let (start, end) = (10 + item / 2, 10 + (item + 1) / 2);
        let (from, to) = (item % 2 * 30, (item + 1) % 2 * 30);
        writeln!(text, "[[agenda]]\nid = \"item-{item}\"\nstart = \"{start}:{from:02}\"")?;
        writeln!(text, "end = \"{end}:{to:02}\"\ntopic = \"Вопрос о состоянии {}\"", chance.pick(WHAT))?;
        writeln!(text, "speaker = \"{}\"", chance.pick("ours-1|ours-2|theirs-1|theirs-3"))?;
        if item == 1 {
            writeln!(text, "note = \"{}\"", chance.sentence())?;
        }
    }
    for day in ["2026-03-16", "2026-03-17"] {
        writeln!(text, "[[programme]]\ndate = {day}")?;
        for hour in [8, 10, 15] {
            writeln!(text, "[[programme.events]]\nstart = \"{hour:02}:15\"\nend = \"{:02}:00\"", hour + 1)?;
            writeln!(text, "event = \"Осмотр {}\"", chance.pick(WHAT))?;
            writeln!(text, "place = \"{}, корпус № {}\"", chance.pick(PLACES), 1 + chance.below(99))?;
            if hour == 8 {
                writeln!(text, "transport = \"микроавтобус\"\nresponsible = \"{}\"", chance.name())?;
            }
        }
    }
    Ok(())
}

fn talk(text: &mut String, chance: &mut Chance) -> std::fmt::Result {
    writeln!(text, "[[points]]\ntext = \"{}\"", chance.sentence())?;
    for item in 0..4 {
        writeln!(text, "[[points]]\nagenda = \"item-{item}\"\ntext = \"{}\"", chance.sentence())?;
    }
    writeln!(text, "[[expected_positions]]\ntext = \"{}\"", chance.sentence())?;
    writeln!(text, "[[expected_positions]]\nby = \"theirs-2\"\nagenda = \"item-3\"")?;
    writeln!(text, "text = \"{}\"", chance.sentence())?;
    for _ in 0..2 {
        writeln!(text, "[[if_raised]]\nquestion = \"Каков порядок {}?\"", chance.pick(WHAT))?;
        writeln!(text, "answer = \"{}\"", chance.sentence())?;
    }
    for (by, verbatim) in [("theirs-1", true), ("theirs-2", false)] {
        writeln!(text, "[[statements]]\nby = [\"{by}\"]\ntext = \"{}\"", chance.clause())?;
        writeln!(text, "source = \"record\"\nverbatim = {verbatim}")?;
    }
    Ok(())
}

fn past(text: &mut String, number: usize, chance: &mut Chance) -> std::fmt::Result {
    for _ in 0..2 {
        writeln!(text, "[[agreements]]\ntitle = \"Соглашение о развитии {}\"", chance.pick(WHAT))?;
        writeln!(text, "date = 20{:02}-06-18\nstate = \"{}\"", 10 + chance.below(15), chance.pick(HOW))?;
    }
    writeln!(text, "[[annexes]]\ntitle = \"Сведения о площадке\"\ntext = \"\"\"")?;
    for point in 1..=2 {
        writeln!(text, "{point}. {}", chance.sentence())?;
    }
    writeln!(text, "\"\"\"")?;
    writeln!(text, "[[sources]]\nid = \"record\"\ntitle = \"Запись консультаций № {number}\"")?;
    writeln!(text, "date = 2026-02-06")?;
    writeln!(text, "[[sources]]\nid = \"concept\"\ntitle = \"Концепция развития {}\"", chance.pick(WHAT))?;
    writeln!(text, "publisher = \"Лорийский совет\"\ndate = 2025-11-20")?;
    writeln!(text, "url = \"https://example.org/concept/{number}\"")
}
