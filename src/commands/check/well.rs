use std::io::{self, IsTerminal, Write};

use crate::language::Language;
use crate::report::MessageFormat;
use crate::text::visible_line;

/// Whether a person at a terminal reads the output. A program reads the exit code.
pub fn has_people(format: MessageFormat) -> bool {
    format != MessageFormat::Json && (io::stderr().is_terminal() || io::stdout().is_terminal())
}

/// Prints a line that was not asked for. If it cannot be shown, the exit code says the same.
pub fn tell(line: &str) {
    let line = visible_line(line);
    let _ = match io::stderr().is_terminal() {
        true => writeln!(io::stderr(), "{line}"),
        false => writeln!(io::stdout(), "{line}"),
    };
}

/// The line for a brief without an error: `visit.toml: all is well; it makes memo and summary, in ru and kk`.
pub fn well(name: &str, warnings: usize, papers: &[&str], languages: &[Language]) -> String {
    let found = match warnings {
        0 => "all is well".to_owned(),
        1 => "no errors, 1 warning".to_owned(),
        more => format!("no errors, {more} warnings"),
    };
    let codes: Vec<_> = languages.iter().map(|language| language.code()).collect();
    format!("{name}: {found}; it makes {}, in {}", list(papers), list(&codes))
}

/// Words separated by commas, with `and` before the last.
fn list(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        words => words.concat(),
    }
}
