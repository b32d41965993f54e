//! Where an export goes: standard output, a file or a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::exchange::output_folder::OutputFolder;

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

    /// Whether it is a folder: its name ends as folders' do.
    pub fn is_folder(&self) -> bool {
        self.path.as_os_str().as_encoded_bytes().ends_with(b"/")
    }

    /// Where to keep what cannot be written at once: beside the file, else beside the repository.
    pub fn beside(&self, cx: &Context) -> PathBuf {
        let file = if self.is_standard_output() { cx.repository() } else { &self.path };
        match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        }
    }

    /// ` to NAME`, for a file.
    pub fn told(&self) -> String {
        if self.is_standard_output() { String::new() } else { format!(" to {}", self.path.display()) }
    }

    /// Opens it, before anything is read.
    ///
    /// # Errors
    /// As [`OutputFile::create`] and [`OutputFolder::create`], and for the files of the repository.
    pub fn open(&self, force: bool, cx: &Context) -> Result<Target> {
        if self.is_standard_output() {
            return Ok(Target::StandardOutput);
        }
        cx.check_named_file(&self.path)?;
        refuse_repository(&self.path, cx.repository())?;
        match self.is_folder() {
            true => OutputFolder::create(&self.path).map(Target::Folder),
            false => OutputFile::create(&self.path, force).map(Target::File),
        }
    }
}

/// An open place. Nothing is under a name of it before [`Target::finish`].
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    StandardOutput,
    /// One file.
    File(OutputFile),
    /// A folder of files.
    Folder(OutputFolder),
}

/// The way to an open place.
pub enum Way<'a> {
    /// A stream of bytes.
    Stream(&'a mut (dyn Write + Send)),
    /// Files in a folder.
    Folder(&'a OutputFolder),
}

impl Target {
    /// Whether what is written is out at once.
    pub fn is_standard_output(&self) -> bool {
        matches!(self, Self::StandardOutput)
    }

    /// The way there.
    pub fn way<'a>(&'a mut self, cx: &'a mut Context) -> Way<'a> {
        match self {
            Self::StandardOutput => Way::Stream(cx.output.exact()),
            Self::File(file) => Way::Stream(file),
            Self::Folder(folder) => Way::Folder(folder),
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
            Self::Folder(folder) => folder.finish(),
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
