//! An archive of 100,000 small records: the time to list, search, file one more and verify, compared with a
//! small archive and with `sha256sum` over the same files.
//!
//! `cargo bench --bench archive`; another number of records with `-- 10000`.

mod measure;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use measure::{median, milliseconds, peak, spravka, succeed};
use spravka::internals::archive::bag::{
    DECLARATION, DECLARED, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, manifest,
};
use spravka::internals::archive::id::Id;
use spravka::internals::archive::record::{Filed, Record};
use spravka::internals::archive::store::{BagName, RECORD, Store};
use spravka::internals::digest::sha256;

/// The number of records, unless another is given.
const RECORDS: usize = 100_000;
/// Measured rounds, after one warm-up.
const ROUNDS: usize = 11;
/// The number of papers filed in each of the two archives.
const FILED: usize = 100;
/// The number of records in the small archive.
const FEW: usize = 1_000;

const BRIEF: &str = "title = { ru = \"Встреча\", kk = \"Кездесу\", en = \"Meeting\" }\n\
    languages = [\"ru\", \"kk\", \"en\"]\n\
    status = \"final\"\ndate = 2026-03-15\n\n[[sides]]\n\
    name = { ru = \"Агентство\", kk = \"Агенттік\", en = \"Agency\" }\n";
const TOPICS: [&str; 8] = [
    "цифровой разрыв между городом и селом",
    "подготовка специалистов для государственных сервисов",
    "обмен проверенными решениями",
    "правовой статус регионального центра",
    "финансирование помещений и кадры",
    "водные ресурсы бассейна",
    "транспортный коридор и пункты пропуска",
    "сотрудничество университетов",
];
const SIDES: [&str; 5] = ["Лорийский совет", "Велмария", "Союз портов", "Альдерия", "Комитет статистики"];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(RECORDS);
    let folder = tempfile::tempdir()?;
    let (few, many) = (folder.path().join("few"), folder.path().join("many"));
    let brief = folder.path().join("brief.toml");
    fs::write(&brief, BRIEF)?;
    for (archive, records) in [(&few, FEW.min(count)), (&many, count)] {
        fill(archive, &brief, records)?;
        let time = succeed(on(archive).arg("reindex"))?;
        println!("first index of {records:>7} records {:10.1} s", time.as_secs_f64());
    }
    let list = ["list", "--kind", "memo", "--side", "Велмария", "--from", "2020-02-01", "--to", "2020-02-14"];
    compare("list with filters", &list, &few, &many)?;
    compare("search", &["search", "цифрового разрыва", "-n", "20"], &few, &many)?;
    compare(
        "search, two filters",
        &["search", "разрыв", "--side", "Альдерия", "--from", "2024-01-01"],
        &few,
        &many,
    )?;
    filing(&brief, &few, &many)?;
    verifying(&many)?;
    memory(&few, &many)
}

fn on(archive: &Path) -> Command {
    let mut command = spravka();
    command.args(["archive", "--archive"]).arg(archive);
    command
}

/// Fills an archive with records that differ from a really filed one in their number, day, title, side and
/// text.
fn fill(archive: &Path, brief: &Path, records: usize) -> Result<(), Box<dyn Error>> {
    succeed(on(archive).arg("init").arg(archive))?;
    let output = on(archive).args(["add", "-t", "memo"]).arg(brief).output()?;
    let store = Store::new(archive.join("records"));
    let model: Record =
        store.record(String::from_utf8(output.stdout)?.trim().parse()?).map_err(|problem| problem.message)?;
    for number in 1..records {
        write_bag(&store, &model, number)?;
    }
    // An archive of the older format, whose ledger is begun with all bags.
    fs::remove_file(archive.join("ledger.txt"))?;
    fs::write(archive.join("spravka-archive.toml"), "format = 1\n")?;
    succeed(on(archive).args(["seal", "-o"]).arg(archive.with_extension("seal")))?;
    Ok(())
}

fn write_bag(store: &Store, model: &Record, number: usize) -> Result<(), Box<dyn Error>> {
    let (topic, side) = (TOPICS[number % TOPICS.len()], SIDES[number % SIDES.len()]);
    let mut record = model.clone();
    record.id = Id::new();
    record.number = Some(format!("01-15/{number}"));
    record.date = format!("{}-{:02}-{:02}", 2000 + number % 27, 1 + number % 12, 1 + number % 28);
    record.title = BTreeMap::from([("ru".to_owned(), format!("Встреча № {number}: {topic}"))]);
    record.sides[0].name = BTreeMap::from([("ru".to_owned(), side.to_owned())]);
    let text = format!(
        "Встреча № {number}\n{side}\nОбсудили {topic}.\nУсловились продолжить работу до {}.\n",
        record.date
    );
    let pdf = format!("%PDF-1.7\n% {number}\n{}", "0123456789abcdef".repeat(128));
    record.status = Filed::Registered;
    (record.papers[0].bytes, record.papers[0].sha256) = (pdf.len() as u64, sha256(pdf.as_bytes()));
    let payload = [
        (RECORD.to_owned(), toml::to_string(&record)?),
        (record.papers[0].file.clone(), pdf),
        (record.papers[0].text.clone(), text),
    ];
    let bag = store.path(BagName { record: record.id, event: None });
    let mut hashes = BTreeMap::new();
    for (path, contents) in &payload {
        let file = bag.join(PAYLOAD).join(path);
        fs::create_dir_all(file.parent().ok_or("a folder")?)?;
        fs::write(&file, contents)?;
        hashes.insert(format!("{PAYLOAD}/{path}"), sha256(contents.as_bytes()));
    }
    let tags = [
        (DECLARATION, DECLARED.to_owned()),
        (INFO, record.bag_info().iter().map(|(label, value)| format!("{label}: {value}\n")).collect()),
        (MANIFEST, manifest(&hashes)),
    ];
    let mut hashes = BTreeMap::new();
    for (name, contents) in tags {
        fs::write(bag.join(name), &contents)?;
        hashes.insert(name.to_owned(), sha256(contents.as_bytes()));
    }
    Ok(fs::write(bag.join(TAG_MANIFEST), manifest(&hashes))?)
}

/// The time of one command on both archives.
fn compare(what: &str, arguments: &[&str], few: &Path, many: &Path) -> Result<(), Box<dyn Error>> {
    let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let times = (succeed(on(few).args(arguments))?, succeed(on(many).args(arguments))?);
        if round > 0 {
            of_few.push(times.0);
            of_many.push(times.1);
        }
    }
    let middle = |times: &[Duration]| median(times.iter().map(|time| milliseconds(*time)));
    println!(
        "{what:<20} few {:8.1} ms   many {:8.1} ms   (target: at most 100)",
        middle(&of_few),
        middle(&of_many)
    );
    Ok(())
}

/// Files papers in both archives in turn.
fn filing(brief: &Path, few: &Path, many: &Path) -> Result<(), Box<dyn Error>> {
    let add = |archive: &Path| succeed(on(archive).args(["add", "-t", "memo"]).arg(brief));
    let (mut ratios, mut times) = (Vec::new(), Vec::new());
    for number in 0..FILED {
        // A paper is filed once.
        fs::write(
            brief,
            BRIEF.replace("2026-03-15", "2026-03-16").replace("Meeting", &format!("Meeting {number}")),
        )?;
        let (first, last) = (add(few)?, add(many)?);
        ratios.push(last.as_secs_f64() / first.as_secs_f64());
        times.push(milliseconds(last));
    }
    let (time, ratio) = (median(times.into_iter()), median(ratios.into_iter()));
    println!("filing one more           {time:8.1} ms   ratio to few {ratio:.2}   (target: at most 1.2)");
    Ok(())
}

/// Verifies all bags, in turn with `sha256sum` over the same files.
fn verifying(archive: &Path) -> Result<(), Box<dyn Error>> {
    let mut ratios = Vec::new();
    for round in 0..4 {
        let ours = succeed(on(archive).arg("verify"))?;
        let theirs = succeed(
            Command::new("sh")
                .arg("-c")
                .arg("find records -type f -print0 | xargs -0 sha256sum")
                .current_dir(archive),
        )?;
        if round > 0 {
            ratios.push(theirs.as_secs_f64() / ours.as_secs_f64());
            println!("verify {:8.2} s   sha256sum {:8.2} s", ours.as_secs_f64(), theirs.as_secs_f64());
        }
    }
    println!(
        "verify reads at {:.2} of the speed of sha256sum   (target: at least 0.7)",
        median(ratios.into_iter())
    );
    Ok(())
}

/// The peak memory of each command on both archives.
fn memory(few: &Path, many: &Path) -> Result<(), Box<dyn Error>> {
    for arguments in [&["list", "--format", "jsonl"][..], &["search", "разрыв"], &["verify"], &["reindex"]]
    {
        let (of_few, of_many) = (peak(on(few).args(arguments))?, peak(on(many).args(arguments))?);
        println!("memory of {:<8} few {of_few:6.1} MB   many {of_many:6.1} MB", arguments[0]);
    }
    Ok(())
}
