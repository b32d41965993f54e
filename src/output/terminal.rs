//! What kind of ends the three standard streams have. Decided once, here; nobody below asks again.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdin, stdout};

use console::Term;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one.
    #[default]
    Auto,
    /// Even into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// What was found out about the streams.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Whether a person types at stdin.
    pub stdin: bool,
    /// Whether a person reads stdout.
    pub stdout: bool,
    /// Whether a person reads stderr.
    pub stderr: bool,
    /// Display cells a line, at least 20.
    pub width: usize,
    /// Display cells at which long texts wrap: never, where no person reads and `COLUMNS` is not set.
    pub wrap: usize,
    /// Whether stdout gets colours.
    pub color_stdout: bool,
    /// Whether stderr gets colours.
    pub color_stderr: bool,
    /// The shell command that long texts are read in; `None` where there is no terminal, or the user wants none.
    pub pager: Option<OsString>,
    /// The shell command that texts are written in; `None` where nobody could use it.
    pub editor: Option<OsString>,
}

/// Width where neither the terminal nor `COLUMNS` tells one.
const USUAL_WIDTH: usize = 80;
/// Narrower than this nothing can be laid out; such terminals wrap.
const LEAST_WIDTH: usize = 20;
/// Shows at once what fits one screen, passes our colours through, and leaves the text on the screen.
const USUAL_PAGER: &str = "less -FRX";
/// Every system has it.
const USUAL_EDITOR: &str = "vi";

impl Terminal {
    /// Looks at the streams and the environment.
    pub fn detect(color: Color) -> Self {
        let (stdout, stderr) = (stdout().is_terminal(), stderr().is_terminal());
        let dumb = env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
        let unwanted = dumb || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colored = |terminal: bool| match color {
            Color::Auto => terminal && !unwanted,
            Color::Always => true,
            Color::Never => false,
        };
        let columns = env::var("COLUMNS").ok();
        let width = width(columns.as_deref(), measured(stdout, stderr));
        let stdin = stdin().is_terminal();
        Self {
            stdin,
            stdout,
            stderr,
            width,
            wrap: if stdout || columns.is_some() { width } else { usize::MAX },
            color_stdout: colored(stdout),
            color_stderr: colored(stderr),
            pager: if stdout && !dumb { pager() } else { None },
            editor: (stdin && stdout).then(editor),
        }
    }
}

/// The width the terminal itself tells.
fn measured(stdout: bool, stderr: bool) -> Option<usize> {
    let term = if stdout {
        Term::stdout()
    } else if stderr {
        Term::stderr()
    } else {
        return None;
    };
    term.size_checked().map(|(_, columns)| usize::from(columns)).filter(|columns| *columns > 0)
}

/// `COLUMNS` wins, so that scripts and tests can choose; nonsense in it counts as not set.
fn width(columns: Option<&str>, measured: Option<usize>) -> usize {
    let asked = columns.and_then(|text| text.parse().ok()).filter(|columns| *columns > 0);
    asked.or(measured).unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH)
}

/// The pager's command; an empty one, or `cat`, means none.
fn pager() -> Option<OsString> {
    let own = env::var_os("LIVECHATS_PAGER").or_else(|| env::var_os("PAGER"));
    let command = own.unwrap_or_else(|| USUAL_PAGER.into());
    let none = command.is_empty() || command == "cat";
    (!none).then_some(command)
}

/// The editor's command.
fn editor() -> OsString {
    let own = ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os).find(|command| !command.is_empty());
    own.unwrap_or_else(|| USUAL_EDITOR.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_decide_the_width_unless_they_are_nonsense() {
        assert_eq!(width(Some("132"), Some(100)), 132);
        for nonsense in [None, Some(""), Some("0"), Some("-3"), Some("wide"), Some("99999999999999999999")] {
            assert_eq!(width(nonsense, Some(100)), 100, "{nonsense:?}");
            assert_eq!(width(nonsense, None), USUAL_WIDTH, "{nonsense:?}");
        }
        assert_eq!(width(Some("3"), None), LEAST_WIDTH);
    }
}
