//! Where an export goes: standard output, a file, parts of one, or a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::attach::AttachmentFolder;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::age_file::Encrypting;
use crate::exchange::manifest::{FileSum, Manifest};
use crate::exchange::output_file::refuse_repository;
use crate::exchange::output_folder::OutputFolder;
use crate::exchange::output_set::{How, OutputSet};
use crate::output::Stdout;

/// How standard output is named.
const STANDARD_OUTPUT: &str = "-";

/// The manifest of a folder, in it. Programs that read all files of a folder leave out those whose names begin so.
const FOLDER_MANIFEST: &str = "_export.manifest.json";

/// The digests of its files. Programs that read a folder pass such names over, too.
const FOLDER_LIST: &str = "_export.sha256";

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

    /// Where to keep what cannot be written at once: beside the file, else beside the repository. Beside an encrypted file
    /// nothing readable is kept.
    pub fn beside(&self, is_encrypted: bool, cx: &Context) -> PathBuf {
        let file = if self.is_standard_output() || is_encrypted { cx.repository() } else { &self.path };
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
    /// As [`OutputSet::create`] and [`OutputFolder::create`], and for the files of the repository.
    pub fn open(&self, how: How, cx: &mut Context) -> Result<Target> {
        if self.is_standard_output() {
            if how.in_parts {
                return Err(Error::usage("standard output has no parts").hint("name a file with --output FILE"));
            }
            let Some(recipients) = &how.recipients else { return Ok(Target::StandardOutput) };
            let stream = Encrypting::new(cx.output.take_exact(), Some(recipients))?;
            return Ok(Target::EncryptedOutput(Box::new(stream)));
        }
        cx.check_named_file(&self.path)?;
        refuse_repository(&self.path, cx.repository())?;
        if self.is_folder() {
            return Ok(Target::Folder(OutputFolder::create(&self.path)?, how.with_manifest));
        }
        Ok(Target::Files(Box::new(OutputSet::create(&self.path, how)?)))
    }
}

/// Where bytes go, in one part or several.
pub trait Parts: Write + Send {
    /// So many rows more are in the current part.
    fn count(&mut self, rows: u64);

    /// Ends the current part and begins the next.
    ///
    /// # Errors
    /// As for writing.
    fn next_part(&mut self) -> Result<()>;

    /// Ends the current file and begins one of this name beside it, which holds no rows of the export.
    ///
    /// # Errors
    /// As for writing.
    fn next_file(&mut self, name: &Path) -> Result<()>;
}

impl Parts for OutputSet {
    fn count(&mut self, rows: u64) {
        Self::count(self, rows);
    }

    fn next_part(&mut self) -> Result<()> {
        Self::next_part(self)
    }

    fn next_file(&mut self, name: &Path) -> Result<()> {
        Self::next_file(self, name)
    }
}

impl Parts for Encrypting<Stdout> {
    fn count(&mut self, _: u64) {}

    fn next_part(&mut self) -> Result<()> {
        Ok(())
    }

    fn next_file(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }
}

impl Parts for Stdout {
    fn count(&mut self, _: u64) {}

    fn next_part(&mut self) -> Result<()> {
        Ok(())
    }

    fn next_file(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }
}

/// An open place. Nothing is under a name of it before [`Target::finish`].
pub enum Target {
    /// Standard output.
    StandardOutput,
    /// The same, encrypted.
    EncryptedOutput(Box<Encrypting<Stdout>>),
    /// Files.
    Files(Box<OutputSet>),
    /// A folder of files, and whether a manifest is among them.
    Folder(OutputFolder, bool),
}

/// The way to an open place.
pub enum Way<'a> {
    /// A stream of bytes, in parts where it is divided.
    Stream(&'a mut dyn Parts),
    /// Files in a folder.
    Folder(&'a OutputFolder),
}

impl Target {
    /// Whether what is written is out at once.
    pub fn is_standard_output(&self) -> bool {
        matches!(self, Self::StandardOutput | Self::EncryptedOutput(_))
    }

    /// The way there.
    pub fn way<'a>(&'a mut self, cx: &'a mut Context) -> Way<'a> {
        match self {
            Self::StandardOutput => Way::Stream(cx.output.exact()),
            Self::EncryptedOutput(stream) => Way::Stream(&mut **stream),
            Self::Files(files) => Way::Stream(&mut **files),
            Self::Folder(folder, _) => Way::Folder(folder),
        }
    }

    /// Gives what was written its name, the attachments first, and tells of all in the manifest, if there shall be one.
    /// `there` is told of it when files have their names, before it has its own. Gives how many parts there are; none of
    /// standard output and folders.
    ///
    /// # Errors
    /// As [`OutputSet::finish`] and [`OutputFolder::finish`].
    pub fn finish(
        self,
        manifest: Manifest,
        attached: Option<AttachmentFolder>,
        there: impl FnOnce(&[u8]) -> Result<()>,
    ) -> Result<usize> {
        let files = match self {
            Self::StandardOutput => return Ok(0),
            Self::EncryptedOutput(stream) => {
                stream.finish()?.flush()?;
                return Ok(0);
            }
            Self::Folder(folder, with_manifest) => return finish_folder(folder, with_manifest, manifest).map(|()| 0),
            Self::Files(files) => files,
        };
        let (more, attachments, folder) = match attached.map(AttachmentFolder::into_parts) {
            Some((more, attachments, folder)) => (more, Some(attachments), Some(folder)),
            None => (Vec::new(), None, None),
        };
        let write = |sums: &[FileSum]| {
            let files = sums.iter().cloned().chain(more).collect();
            Manifest { files, attachments, ..manifest }.write()
        };
        files.finish(write, || folder.map_or(Ok(()), OutputFolder::finish), there)
    }
}

/// Tells of the files of a folder in a list and a manifest among them, if these shall be, and gives it its name.
fn finish_folder(folder: OutputFolder, with_manifest: bool, manifest: Manifest) -> Result<()> {
    if with_manifest {
        let list = Some(folder.list(FOLDER_LIST)?);
        let mut file = folder.file(FOLDER_MANIFEST)?;
        file.write_all(&Manifest { list, ..manifest }.write())?;
        file.flush()?;
    }
    folder.finish()
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
