//! The alternatives on the same pages: the stock command, a process per paper, and the Python binding, one
//! process for all.

use std::collections::VecDeque;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::measure::{spravka, succeed};

/// The PDF standards of all papers.
const STANDARDS: &str = "a-2a,ua-1";
/// Concurrent processes of the stock command, as with `xargs -P 2`.
const AT_A_TIME: usize = 2;

/// The pages of each brief as a project, with shared fonts in one folder.
pub struct Pages {
    folder: PathBuf,
    fonts: PathBuf,
    projects: Vec<PathBuf>,
}

impl Pages {
    /// Ejects the template with each brief of a folder. Files that all projects share are hard links.
    pub fn eject(visits: &Path, folder: &Path) -> Result<Self, Box<dyn Error>> {
        let (pages, model) = (folder.join("pages"), folder.join("model"));
        fs::create_dir(&pages)?;
        let mut briefs: Vec<_> =
            fs::read_dir(visits)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
        briefs.sort();
        let mut projects = Vec::new();
        for brief in &briefs {
            let ejected = if projects.is_empty() { model.clone() } else { folder.join("ejected") };
            succeed(spravka().args(["template", "eject"]).arg(brief).arg("-o").arg(&ejected))?;
            let project = pages.join(brief.file_stem().ok_or("a name")?);
            link(&model, &project)?;
            fs::remove_file(project.join("view.json"))?;
            fs::copy(ejected.join("view.json"), project.join("view.json"))?;
            if ejected != model {
                fs::remove_dir_all(&ejected)?;
            }
            projects.push(project);
        }
        Ok(Self { folder: folder.to_owned(), fonts: model.join("fonts"), projects })
    }
}

/// Links the files of one folder into another, without its fonts.
fn link(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_name() == "fonts" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &target)?;
        } else {
            fs::hard_link(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Compiles projects with these fonts and returns the time.
type Compile = fn(program: &str, fonts: &Path, projects: &[PathBuf], list: &Path) -> Result<Duration, String>;

/// An alternative that builds the same pages.
pub struct Rival {
    /// Its name.
    pub name: &'static str,
    /// The target: how many times as many papers per second spravka builds.
    pub aim: f64,
    program: String,
    compile: Compile,
}

impl Rival {
    /// The installed alternatives. The others are reported as missing.
    pub fn found() -> Vec<Self> {
        let named = |variable: &str, usual: &str| env::var(variable).unwrap_or_else(|_| usual.to_owned());
        let (typst, python) = (named("TYPST", "typst"), named("PYTHON", "python3"));
        let version = "import importlib.metadata as about; print('binding', about.version('typst'))";
        let all = [
            (
                Self { name: "typst, 2 at a time", aim: 2.0, program: typst, compile: stock },
                vec!["--version"],
            ),
            (
                Self { name: "typst for Python", aim: 2.5, program: python, compile: binding },
                vec!["-c", version],
            ),
        ];
        all.into_iter().filter_map(|(rival, question)| rival.answers(&question).then_some(rival)).collect()
    }

    fn answers(&self, question: &[&str]) -> bool {
        match Command::new(&self.program).args(question).output() {
            Ok(output) if output.status.success() => {
                println!("compared with {}", String::from_utf8_lossy(&output.stdout).trim());
                true
            }
            _ => {
                println!("MISSING: {} (`{}`); name another with $TYPST or $PYTHON", self.name, self.program);
                false
            }
        }
    }

    /// The time to compile the first `count` projects.
    pub fn compile(&self, pages: &Pages, count: usize) -> Result<Duration, Box<dyn Error>> {
        let list = pages.folder.join("list");
        Ok((self.compile)(&self.program, &pages.fonts, &pages.projects[..count], &list)?)
    }
}

/// A process for each project, two at a time.
fn stock(program: &str, fonts: &Path, projects: &[PathBuf], _: &Path) -> Result<Duration, String> {
    let waiting = Mutex::new(projects.iter().collect::<VecDeque<_>>());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let start = Instant::now();
    let work = || {
        while let Some(project) = next() {
            let mut command = Command::new(program);
            command.args(["compile", "--ignore-system-fonts", "--pdf-standard", STANDARDS, "--font-path"]);
            command.arg(fonts).arg("--root").arg(project);
            command.arg(project.join("main.typ")).arg(project.join("stock.pdf"));
            succeed(&mut command).map_err(|error| error.to_string())?;
        }
        Ok::<(), String>(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".into())))
    })?;
    Ok(start.elapsed())
}

/// One process for all projects.
fn binding(program: &str, fonts: &Path, projects: &[PathBuf], list: &Path) -> Result<Duration, String> {
    let lines: String = projects.iter().map(|project| format!("{}\n", project.display())).collect();
    fs::write(list, lines).map_err(|error| error.to_string())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/batch/binding.py");
    let mut command = Command::new(program);
    command.arg(script).arg(fonts).arg(STANDARDS).arg(list);
    succeed(&mut command).map_err(|error| error.to_string())
}
