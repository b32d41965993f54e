//! How far long work has come, for somebody who watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::wash;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Chats, messages, rows.
    Items,
}

/// A bar on stderr, or nothing at all where nobody watches. It leaves no trace when it ends.
#[derive(Clone, Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar towards `total`, or a sign of life where the total is not known.
    pub(super) fn new(watched: bool, total: Option<u64>, unit: Unit, message: &str) -> Self {
        if !watched {
            return Self { bar: ProgressBar::hidden() };
        }
        let template = match (total, unit) {
            (Some(_), Unit::Bytes) => "{msg} [{bar:24}] {bytes} of {total_bytes}, {eta} left",
            (Some(_), Unit::Items) => "{msg} [{bar:24}] {human_pos} of {human_len}, {eta} left",
            (None, Unit::Bytes) => "{spinner} {msg} {bytes}",
            (None, Unit::Items) => "{spinner} {msg} {human_pos}",
        };
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        bar.set_draw_target(ProgressDrawTarget::stderr());
        // The templates are constants that a test reads, so the usual style never stands in.
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("=> "));
        let progress = Self { bar };
        progress.message(message);
        progress.bar.enable_steady_tick(Duration::from_millis(120));
        progress
    }

    /// So many more are done.
    pub fn inc(&self, done: u64) {
        self.bar.inc(done);
    }

    /// What is being done.
    pub fn message(&self, text: &str) {
        self.bar.set_message(wash::line(text).as_str().to_owned());
    }

    /// Takes the bar away, so that other words can be said.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
