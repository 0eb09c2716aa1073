//! A trial run of templates that are not built in: they may loop for ever, or take all the memory there is.
//! A process of its own typesets their papers once and writes nothing; it is stopped when it takes too much.
//! Only then are they typeset here, where the same template does the same again.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::limits::{MIB, TEMPLATE_BYTES, TEMPLATE_SECONDS};
use crate::load::{Draft, Input};
use crate::papers::PlannedPaper;
use crate::parallel;
use crate::report::Problem;
use crate::template::Origin;

/// The variable that tells a process which source of the command line it is to try.
const MARKER: &str = "SPRAVKA_TRIAL";
/// How much is read of what the engine says when it is brought down.
const LAST_WORDS: u64 = 64 * 1024;

/// The number of the source that this process is to try, if it is a trial run.
pub fn source_of_this_process() -> Option<usize> {
    env::var(MARKER).ok()?.parse().ok()
}

/// Limits the memory of this process, where the system can.
pub fn limit_this_process() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Stacks count as they are reserved, not as they are used.
        let stacks = 4 * parallel::processors().get() as u64 * crate::limits::STACK_BYTES as u64;
        let limit = Some(TEMPLATE_BYTES + stacks);
        // Where there is no such limit, there is still that of time.
        let _ = setrlimit(Resource::As, Rlimit { current: limit, maximum: limit });
    }
}

/// Says which paper is typeset next, in a trial run.
pub fn announce(paper: &str, language: &str) {
    println!("{paper} {language}");
}

/// A source to be tried.
pub struct Tried {
    /// Its number among the sources of the command line.
    pub number: usize,
    /// The text of a brief that was read from standard input.
    text: Option<String>,
}

impl Tried {
    /// The source with this number, from which the draft was read.
    pub fn new(number: usize, input: &Input, draft: &Draft) -> Self {
        let text = (*input == Input::Stdin).then(|| draft.spans().text().to_owned());
        Self { number, text }
    }
}

/// Runs this command once more for one source, if any of its papers has a template that is not built in.
///
/// # Errors
/// When a template takes too much time or memory.
pub fn passes(source: &Tried, papers: &[PlannedPaper<'_>]) -> Result<(), Problem> {
    let is_foreign = papers.iter().any(|paper| paper.prepared.parsed.origin() == Origin::Folder);
    if !is_foreign || source_of_this_process().is_some() {
        return Ok(());
    }
    let Some(mut trial) = start(source) else { return Ok(()) };
    let (Some(papers), Some(words)) = (trial.stdout.take().map(lines), trial.stderr.take().map(last_words))
    else {
        return Ok(());
    };
    let mut paper = "the first paper".to_owned();
    loop {
        match papers.recv_timeout(Duration::from_secs(TEMPLATE_SECONDS)) {
            Ok(next) => paper = next,
            Err(RecvTimeoutError::Timeout) => {
                stop(&mut trial);
                return Err(too_slow(&paper));
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let ended = trial.wait().ok().and_then(|status| status.code());
    match ended {
        Some(0..=3) => Ok(()),
        _ => Err(too_much(&paper, &words.recv().unwrap_or_default())),
    }
}

fn start(source: &Tried) -> Option<Child> {
    let mut trial = Command::new(env::current_exe().ok()?);
    trial.args(env::args_os().skip(1)).env(MARKER, source.number.to_string());
    // The allocator reserves a gigabyte at a time, which would count as taken.
    trial.env("MIMALLOC_ARENA_RESERVE", "65536");
    let input = if source.text.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut trial = trial.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
    if let (Some(mut input), Some(text)) = (trial.stdin.take(), &source.text) {
        // It reads all of it before anything else. If it ended instead, its end tells.
        let _ = input.write_all(text.as_bytes());
    }
    Some(trial)
}

fn stop(trial: &mut Child) {
    // It may have ended in the meantime.
    let _ = trial.kill();
    let _ = trial.wait();
}

/// The papers, as they are announced.
fn lines(stdout: ChildStdout) -> Receiver<String> {
    let (paper, papers) = mpsc::channel();
    let read = move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        lines.for_each(|line| drop(paper.send(in_words(&line))));
    };
    // Where no thread can be started, the channel is closed, and the end of the process tells the rest.
    drop(parallel::thread().spawn(read));
    papers
}

fn in_words(announced: &str) -> String {
    let (paper, language) = announced.split_once(' ').unwrap_or((announced, ""));
    format!("the paper `{paper}` in `{language}`")
}

fn last_words(stderr: ChildStderr) -> Receiver<String> {
    let (said, words) = mpsc::channel();
    let read = move || {
        let mut text = Vec::new();
        let _ = BufReader::new(stderr).take(LAST_WORDS).read_to_end(&mut text);
        drop(said.send(String::from_utf8_lossy(&text).into_owned()));
    };
    drop(parallel::thread().spawn(read));
    words
}

fn too_slow(paper: &str) -> Problem {
    Problem::error(format!("the template takes more than {TEMPLATE_SECONDS} seconds for {paper}"))
        .hint("look for a loop that has no end; a paper takes less than a second")
}

fn too_much(paper: &str, said: &str) -> Problem {
    let what = if said.contains("overflowed its stack") {
        "calls itself too often".to_owned()
    } else {
        format!("takes more than {} MiB of memory", TEMPLATE_BYTES / MIB)
    };
    Problem::error(format!("the template {what} for {paper}"))
        .hint("look for a loop or a text that grows without end")
}
