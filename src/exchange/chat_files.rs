//! The chats of several files, one after the other, as often as needed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::age_file::Identities;
use super::chat_line::{self, ReadChat};
use super::from::csv::Pair;
use super::from::elements::Elements;
use super::from::{self, Fault, Form, HEAD, Hints, detect, whatsapp};
use super::input::{Bytes, Input, Lines};
use crate::error::{Error, Result};

/// Files of chats, in one of the forms that there are.
#[derive(Debug)]
pub struct ChatFiles {
    inputs: Vec<Input>,
    folder: PathBuf,
    hints: Hints,
    /// What each file turned out to be, as far as they were read.
    forms: Vec<Form>,
}

impl ChatFiles {
    /// Opens all of them, so that a missing one is noticed before the first is read; `-` is standard input. What comes
    /// through a pipe is kept aside in `folder`. They may be encrypted to one of these keys.
    ///
    /// # Errors
    /// As [`Input::open`]; `Usage` where standard input is there twice.
    pub fn open(files: &[PathBuf], folder: &Path, hints: Hints, identities: Identities) -> Result<Self> {
        if files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
            return Err(Error::usage("standard input (-) can be read only once"));
        }
        let identities = Arc::new(identities);
        let open = |file: &PathBuf| Input::open(file).map(|input| input.opened_by(&identities));
        let inputs = files.iter().map(open).collect::<Result<_>>()?;
        Ok(Self { inputs, folder: folder.to_owned(), hints, forms: Vec::new() })
    }

    /// Bytes of all files as they lie there; `None` where one comes through a pipe and was not read yet.
    pub fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    /// What the files turned out to be, each with what errors call it, as far as they were read.
    pub fn forms(&self) -> impl Iterator<Item = (&str, Form)> {
        self.inputs.iter().map(Input::name).zip(self.forms.iter().copied())
    }

    /// All chats of all files, from the first. `step` is told how many bytes more were read, and may end it.
    pub fn chats<'a>(&'a mut self, step: &'a (dyn Fn(u64) -> Result<()> + Sync)) -> Chats<'a> {
        self.forms.clear();
        Chats { files: self, at: 0, step, open: None }
    }
}

/// What a line, or another piece of a file, turned out to be.
pub enum Item {
    /// A chat.
    Chat(Box<ReadChat>),
    /// A record of something else, among chats.
    Other,
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
    files: &'a mut ChatFiles,
    /// The file that is opened next.
    at: usize,
    step: &'a (dyn Fn(u64) -> Result<()> + Sync),
    open: Option<OpenFile>,
}

struct OpenFile {
    name: String,
    reader: Reader,
    /// Bytes that were told of.
    told: u64,
    is_empty: bool,
}

/// How the chats of a file are found.
enum Reader {
    Lines(Lines),
    Elements(Form, Elements),
    Whole(Bytes),
    Pair(Box<Pair>),
}

impl Chats<'_> {
    /// The next piece that could be a chat; `None` at the end.
    ///
    /// # Errors
    /// `BadData` where a file holds none, is broken between them or too long; `Refused` where the user has to say what a
    /// file does not; else as reading fails.
    pub fn next(&mut self) -> Result<Option<Item>> {
        loop {
            let Some(file) = &mut self.open else {
                self.open = self.open_next()?;
                if self.open.is_none() {
                    return Ok(None);
                }
                continue;
            };
            let item = file.next(&self.files.hints)?;
            let read = file.reader.bytes_read();
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

    fn open_next(&mut self) -> Result<Option<OpenFile>> {
        let Some((bytes, form)) = self.bytes()? else { return Ok(None) };
        let name = bytes.name().to_owned();
        let reader = match form {
            Form::Livechats => Reader::Lines(Lines::of(bytes)),
            Form::Whatsapp => Reader::Whole(bytes),
            Form::Csv => {
                let other = self.bytes()?.filter(|(_, form)| *form == Form::Csv);
                Reader::Pair(Box::new(Pair::of(bytes, other.map(|(bytes, _)| bytes))?))
            }
            _ => Reader::Elements(form, Elements::of(bytes, form.envelopes())),
        };
        Ok(Some(OpenFile { name, reader, told: 0, is_empty: true }))
    }

    /// The next file, and what it turned out to be.
    fn bytes(&mut self) -> Result<Option<(Bytes, Form)>> {
        let ChatFiles { inputs, folder, hints, forms } = &mut *self.files;
        let Some(input) = inputs.get_mut(self.at) else { return Ok(None) };
        let mut bytes = input.bytes(folder)?;
        let form = match hints.form {
            Some(form) => form,
            None => detect(&bytes.start(HEAD)?),
        };
        self.at += 1;
        forms.push(form);
        Ok(Some((bytes, form)))
    }
}

impl Reader {
    fn bytes_read(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.bytes_read(),
            Self::Elements(_, elements) => elements.bytes_read(),
            Self::Whole(bytes) => bytes.bytes_read(),
            Self::Pair(pair) => pair.bytes_read(),
        }
    }
}

impl OpenFile {
    fn next(&mut self, hints: &Hints) -> Result<Option<Item>> {
        let item = match &mut self.reader {
            Reader::Lines(lines) => line(&self.name, lines, hints)?,
            Reader::Elements(form, elements) => element(&self.name, *form, elements, hints)?,
            Reader::Whole(_) if !self.is_empty => None,
            Reader::Whole(bytes) => Some(Item::Chat(Box::new(whatsapp::read(bytes, hints)?))),
            Reader::Pair(pair) => pair.next_chat(hints)?.map(|read| Item::Chat(Box::new(read))),
        };
        self.is_empty &= item.is_none();
        Ok(item)
    }
}

fn line(name: &str, lines: &mut Lines, hints: &Hints) -> Result<Option<Item>> {
    let Some(line) = lines.next_line()? else { return Ok(None) };
    Ok(Some(match chat_line::read(line.bytes, &hints.zone) {
        Ok(read) => Item::Chat(Box::new(read)),
        Err(error) if error.is_newer() => {
            let place = error.in_line(name, line.number);
            return Err(Error::version(place).hint("import it with the livechats that wrote it, or a newer one"));
        }
        Err(error) => Item::Bad { problem: error.in_line(name, line.number), line: line.bytes.to_vec() },
    }))
}

fn element(name: &str, form: Form, elements: &mut Elements, hints: &Hints) -> Result<Option<Item>> {
    let Some(element) = elements.next_element()? else { return Ok(None) };
    let place = format!("{name} line {}, chat {}", element.line, element.number);
    Ok(Some(match from::read(form, element.bytes, hints) {
        Ok(Some(read)) => Item::Chat(read),
        Ok(None) => Item::Other,
        Err(Fault::Bad(error)) => {
            // Line feeds stand between the values of JSON only.
            let is_end = |byte: u8| matches!(byte, b'\n' | b'\r');
            let line = element.bytes.iter().map(|byte| if is_end(*byte) { b' ' } else { *byte }).collect();
            Item::Bad { problem: error.at_place(&place), line }
        }
        Err(fault) => return Err(fault.at(&place)),
    }))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn every_file_is_there_before_the_first_is_read() {
        let code = |files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            ChatFiles::open(&files, Path::new("."), Hints::of_zone(TimeZone::UTC), Identities::default())
                .map(drop)
                .map_err(|error| error.exit_code())
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
        let mut files =
            ChatFiles::open(&paths, folder.path(), Hints::of_zone(TimeZone::UTC), Identities::default()).unwrap();
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
                    Item::Other => unreachable!(),
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
