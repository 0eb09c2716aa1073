use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::text::visible_line;

/// A progress bar on a terminal; hidden anywhere else.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar with this word before it. It appears only if the work takes long.
    pub fn new(word: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0).with_message(word);
        // A wrong pattern would only lose the bar its style.
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {rate} {eta}") {
            bar.set_style(style.with_key("rate", write_rate));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Shows how much of the total is done, and the name of the last item.
    pub fn show_named(&self, done: u64, of: u64, name: &str) {
        self.0.set_message(visible_line(name).into_owned());
        self.show(done, of);
    }

    /// Shows how much of the total is done.
    pub fn show(&self, done: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(done);
    }
}

/// The number of items per second: `31.4/s`.
fn write_rate(state: &ProgressState, bar: &mut dyn Write) {
    // A bar that cannot be written is omitted.
    let _ = write!(bar, "{:.1}/s", state.per_sec());
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
