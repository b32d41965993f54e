//! The chats of several files, one after the other, as often as needed.

use std::path::{Path, PathBuf};
use std::slice::IterMut;

use jiff::tz::TimeZone;

use super::chat_line::{self, ReadChat};
use super::input::{Input, Lines};
use crate::error::{Error, Result};

/// Files of chats, one a line.
#[derive(Debug)]
pub struct ChatFiles {
    inputs: Vec<Input>,
    folder: PathBuf,
    zone: TimeZone,
}

impl ChatFiles {
    /// Opens all of them, so that a missing one is noticed before the first is read; `-` is standard input. What comes
    /// through a pipe is kept aside in `folder`, and times that name no offset are taken in `zone`.
    ///
    /// # Errors
    /// As [`Input::open`]; `Usage` where standard input is there twice.
    pub fn open(files: &[PathBuf], folder: &Path, zone: TimeZone) -> Result<Self> {
        if files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
            return Err(Error::usage("standard input (-) can be read only once"));
        }
        let inputs = files.iter().map(|file| Input::open(file)).collect::<Result<_>>()?;
        Ok(Self { inputs, folder: folder.to_owned(), zone })
    }

    /// Bytes of all files as they lie there; `None` where one comes through a pipe and was not read yet.
    pub fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    /// All chats of all files, from the first. `step` is told how many bytes more were read, and may end it.
    pub fn chats<'a>(&'a mut self, step: &'a (dyn Fn(u64) -> Result<()> + Sync)) -> Chats<'a> {
        Chats { inputs: self.inputs.iter_mut(), folder: &self.folder, zone: &self.zone, step, open: None }
    }
}

/// What a line turned out to be.
pub enum Item {
    /// A chat.
    Chat(Box<ReadChat>),
    /// No chat.
    Bad {
        /// What is wrong with it, and where.
        problem: String,
        /// Its bytes, without the line's end.
        line: Vec<u8>,
    },
}

/// The chats of all files, one after the other.
pub struct Chats<'a> {
    inputs: IterMut<'a, Input>,
    folder: &'a Path,
    zone: &'a TimeZone,
    step: &'a (dyn Fn(u64) -> Result<()> + Sync),
    open: Option<OpenFile>,
}

struct OpenFile {
    name: String,
    lines: Lines,
    /// Bytes that were told of.
    told: u64,
    is_empty: bool,
}

impl Chats<'_> {
    /// The next line that is not blank; `None` at the end.
    ///
    /// # Errors
    /// `BadData` where a file holds no line at all, a line is too long or a gzip file is damaged; else as reading fails.
    pub fn next(&mut self) -> Result<Option<Item>> {
        loop {
            let Some(file) = &mut self.open else {
                let Some(input) = self.inputs.next() else { return Ok(None) };
                let (name, lines) = (input.name().to_owned(), input.lines(self.folder)?);
                self.open = Some(OpenFile { name, lines, told: 0, is_empty: true });
                continue;
            };
            let item = file.next(self.zone)?;
            let read = file.lines.bytes_read();
            (self.step)(read - std::mem::replace(&mut file.told, read))?;
            match item {
                Some(item) => return Ok(Some(item)),
                None if file.is_empty => {
                    return Err(Error::bad_data(format!("{} is empty: there is no chat in it", file.name)));
                }
                None => self.open = None,
            }
        }
    }
}

impl OpenFile {
    fn next(&mut self, zone: &TimeZone) -> Result<Option<Item>> {
        let Some(line) = self.lines.next_line()? else { return Ok(None) };
        self.is_empty = false;
        let item = match chat_line::read(line.bytes, zone) {
            Ok(read) => Item::Chat(Box::new(read)),
            Err(error) if error.is_newer() => {
                let place = error.in_line(&self.name, line.number);
                return Err(Error::version(place).hint("import it with the livechats that wrote it, or a newer one"));
            }
            Err(error) => Item::Bad { problem: error.in_line(&self.name, line.number), line: line.bytes.to_vec() },
        };
        Ok(Some(item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_there_before_the_first_is_read() {
        let code = |files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            ChatFiles::open(&files, Path::new("."), TimeZone::UTC).map(drop).map_err(|error| error.exit_code())
        };
        assert_eq!(code(&["-", "-"]), Err(2));
        assert_eq!(code(&["/dev/null", "/nonexistent"]), Err(5));
        assert_eq!(code(&["/dev/null", "/dev/null"]), Ok(()));
    }

    #[test]
    fn files_follow_each_other_and_can_be_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            folder.path().join(name)
        };
        let chat = |id: u8| format!("{{\"id\":{id},\"messages\":[]}}\n");
        let paths = [write("a", &(chat(1) + &chat(2))), write("b", &format!("\n{}x", chat(3)))];
        let mut files = ChatFiles::open(&paths, folder.path(), TimeZone::UTC).unwrap();
        for _ in 0..2 {
            let bytes = std::sync::atomic::AtomicU64::new(0);
            let step = |more| {
                bytes.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
                Ok(())
            };
            let mut chats = files.chats(&step);
            let mut seen = Vec::new();
            while let Some(item) = chats.next().unwrap() {
                seen.push(match item {
                    Item::Chat(read) => read.chat.external_id,
                    Item::Bad { problem, line } => {
                        assert_eq!(line, b"x");
                        problem.split('/').next_back().unwrap().to_owned()
                    }
                });
            }
            assert_eq!(seen, ["1", "2", "3", "b line 3, byte 1: expected value"]);
            assert_eq!(Some(bytes.into_inner()), files.size());
        }
    }
}
