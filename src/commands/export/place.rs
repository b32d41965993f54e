//! Where an export goes: standard output or a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::output_file::{OutputFile, refuse_repository};

/// How standard output is named.
const STANDARD_OUTPUT: &str = "-";

/// Where an export shall go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    path: PathBuf,
}

impl Place {
    /// The place asked for, else standard output where that is no terminal.
    ///
    /// # Errors
    /// `Usage` on a terminal.
    pub fn of(asked: Option<PathBuf>, terminal: bool) -> Result<Self> {
        match asked {
            None if terminal => Err(Error::usage("no file to write to")
                .hint("name one with --output FILE; --output - writes to the terminal, and list shows a page")),
            asked => Ok(Self { path: asked.unwrap_or_else(|| PathBuf::from(STANDARD_OUTPUT)) }),
        }
    }

    /// Its name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is standard output.
    pub fn is_standard_output(&self) -> bool {
        self.path.as_os_str() == STANDARD_OUTPUT
    }

    /// ` to NAME`, for a file.
    pub fn told(&self) -> String {
        if self.is_standard_output() { String::new() } else { format!(" to {}", self.path.display()) }
    }

    /// Opens it, before anything is read.
    ///
    /// # Errors
    /// As [`OutputFile::create`], and for the files of the repository.
    pub fn open(&self, force: bool, cx: &Context) -> Result<Target> {
        if self.is_standard_output() {
            return Ok(Target::StandardOutput);
        }
        cx.check_named_file(&self.path)?;
        refuse_repository(&self.path, cx.repository())?;
        OutputFile::create(&self.path, force).map(Target::File)
    }
}

/// An open place. Nothing is under a name of it before [`Target::finish`].
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    StandardOutput,
    /// One file.
    File(OutputFile),
}

impl Target {
    /// Whether what is written is out at once.
    pub fn is_standard_output(&self) -> bool {
        matches!(self, Self::StandardOutput)
    }

    /// The way there.
    pub fn out<'a>(&'a mut self, cx: &'a mut Context) -> &'a mut (dyn Write + Send) {
        match self {
            Self::StandardOutput => cx.output.exact(),
            Self::File(file) => file,
        }
    }

    /// Gives what was written its name.
    ///
    /// # Errors
    /// As [`OutputFile::finish`].
    pub fn finish(self) -> Result<()> {
        match self {
            Self::StandardOutput => Ok(()),
            Self::File(file) => file.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_flooded_unasked() {
        assert_eq!(Place::of(None, true).map_err(|error| error.exit_code()), Err(2));
        assert!(Place::of(None, false).unwrap().is_standard_output());
        assert!(Place::of(Some("-".into()), true).unwrap().is_standard_output());
        assert_eq!(Place::of(Some("a.csv".into()), true).unwrap().told(), " to a.csv");
    }
}
