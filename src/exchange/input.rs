//! Files to import, line by line, and more than once: what comes through a pipe is kept aside as it is read.

use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::age_file::{self, Identities};
use super::source::{self, Source};
use super::spool::unnamed_file;
use crate::error::{Error, Result};

/// Bytes a line can have, and a chat where a file has other pieces than lines.
pub const MAX_LINE: usize = 64 << 20;
/// Bytes read at once.
const BUFFER: usize = 256 << 10;
/// How a gzip file begins, whatever its name.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// How a file may begin that says it is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A file to import, or standard input.
#[derive(Debug)]
pub struct Input {
    name: String,
    place: Place,
    /// The keys it may be encrypted to; `None` where nothing encrypted is read.
    identities: Option<Arc<Identities>>,
}

#[derive(Debug)]
enum Place {
    /// A regular file, and which one it was when it was named.
    File(PathBuf, Identity),
    /// Comes once only; waits for its first reading.
    Stream(Source),
    /// What came, kept aside.
    Kept(File),
}

/// What tells that a file is the same, and has not changed.
type Identity = (u64, u64, u64, i64, i64);

fn identity(data: &Metadata) -> Identity {
    (data.dev(), data.ino(), data.size(), data.mtime(), data.mtime_nsec())
}

/// One line of an input.
#[derive(Debug)]
pub struct Line<'a> {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its bytes, without the line's end.
    pub bytes: &'a [u8],
}

impl Input {
    /// Opens a file, or standard input for `-`, far enough to know that it can be read.
    ///
    /// # Errors
    /// `NotFound` where there is no such file, `Io` where it cannot be read, `BadData` for a folder.
    pub fn open(path: &Path) -> Result<Self> {
        let source = Source::open(path)?;
        let name = source.name().to_owned();
        if source.data().is_dir() {
            return Err(Error::bad_data(format!("{name} is a folder, not a file")));
        }
        let place = if source.data().is_file() && path.as_os_str() != "-" {
            Place::File(path.to_owned(), identity(source.data()))
        } else {
            Place::Stream(source)
        };
        Ok(Self { name, place, identities: None })
    }

    /// The same, which may be encrypted to one of these keys.
    #[must_use]
    pub fn opened_by(self, identities: &Arc<Identities>) -> Self {
        Self { identities: Some(Arc::clone(identities)), ..self }
    }

    /// What errors call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its size in bytes as it lies there (packed, if it is packed); `None` for a pipe not read yet.
    pub fn size(&self) -> Option<u64> {
        match &self.place {
            Place::File(_, (_, _, size, ..)) => Some(*size),
            Place::Stream(_) => None,
            Place::Kept(file) => file.metadata().ok().map(|data| data.len()),
        }
    }

    /// Its lines, from the first. What comes through a pipe is kept in `folder` under no name, for the next reading.
    ///
    /// # Errors
    /// `Conflict` where the file is not the one that was opened first, or has changed.
    pub fn lines(&mut self, folder: &Path) -> Result<Lines> {
        self.bytes(folder).map(Lines::of)
    }

    /// Its bytes, decrypted and unpacked, from the first; else as [`Input::lines`].
    pub fn bytes(&mut self, folder: &Path) -> Result<Bytes> {
        let reader: Box<dyn Read + Send> = match &mut self.place {
            Place::File(path, known) => {
                let file = Source::file(path)?;
                if identity(file.data()) != *known {
                    return Err(Error::conflict(format!("{} was changed while it was read", self.name))
                        .hint("run the command again; chats that are there already are skipped"));
                }
                Box::new(file)
            }
            Place::Stream(stream) => {
                let kept = unnamed_file(folder)?;
                let copy = kept.try_clone()?;
                let from = stream.try_clone()?;
                self.place = Place::Kept(kept);
                Box::new(Tee { from, copy })
            }
            Place::Kept(file) => {
                file.rewind()?;
                Box::new(file.try_clone()?)
            }
        };
        Bytes::new(self.name.clone(), reader, self.identities.as_deref())
    }
}

fn cannot_read(name: &str, error: &io::Error) -> Error {
    // Standard input is kept aside while it is read, and there the disk may be full.
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge) {
        return Error::no_space(format!("no space left to keep {name} aside while it is read"))
            .hint("make room beside the repository, or import from a file");
    }
    source::cannot_read(name, error)
}

/// Copies all that is read.
struct Tee {
    from: Source,
    copy: File,
}

impl Read for Tee {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.copy.write_all(buffer.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

/// Counts all that is read.
struct Counted {
    from: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The bytes of one input, decrypted if it is encrypted, and then unpacked if it is packed.
pub struct Bytes {
    name: String,
    reader: Box<dyn BufRead + Send>,
    packed: bool,
    count: Arc<AtomicU64>,
}

impl Bytes {
    fn new(name: String, from: Box<dyn Read + Send>, identities: Option<&Identities>) -> Result<Self> {
        let count = Arc::new(AtomicU64::new(0));
        let counted = Counted { from, count: Arc::clone(&count) };
        let mut readable: Box<dyn Read + Send> = match identities {
            Some(identities) => {
                age_file::open(&name, counted, identities).map_err(|error| cannot_read(&name, &error))?
            }
            None => Box::new(counted),
        };
        let mut start = Vec::with_capacity(GZIP.len());
        let read = readable.by_ref().take(GZIP.len() as u64).read_to_end(&mut start);
        let packed = start == GZIP;
        let whole = BufReader::with_capacity(BUFFER, Cursor::new(start).chain(readable));
        let reader: Box<dyn BufRead + Send> = if packed {
            Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(whole)))
        } else {
            Box::new(whole)
        };
        let bytes = Self { name, reader, packed, count };
        read.map_err(|error| bytes.broken(&error, 1))?;
        Ok(bytes)
    }

    /// What errors call the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes read so far of the file as it lies there.
    pub fn bytes_read(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// The first bytes, at most so many, which are read again by whoever reads next.
    pub fn start(&mut self, most: usize) -> Result<Vec<u8>> {
        let mut start = Vec::new();
        let read = self.reader.by_ref().take(most as u64).read_to_end(&mut start);
        read.map_err(|error| self.broken(&error, 1))?;
        let rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        self.reader = Box::new(Cursor::new(start.clone()).chain(rest));
        Ok(start)
    }

    /// What is there of the bytes that come next; empty at the end. `line` is where the reader is.
    pub fn fill(&mut self, line: u64) -> Result<&[u8]> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.broken(&error, line)),
            }
        }
        // It is there already.
        Ok(self.reader.fill_buf()?)
    }

    /// Passes over so many of the bytes that are there.
    pub fn consume(&mut self, count: usize) {
        self.reader.consume(count);
    }

    /// The error that a reading failed with, at this line.
    pub fn broken(&self, error: &io::Error, line: u64) -> Error {
        use io::ErrorKind as Kind;
        let is_ours = error.get_ref().is_some_and(|inner| inner.is::<Error>());
        if self.packed
            && !is_ours
            && matches!(error.kind(), Kind::InvalidInput | Kind::InvalidData | Kind::UnexpectedEof)
        {
            return Error::bad_data(format!("{} line {line}: the gzip file is damaged or cut off here", self.name));
        }
        cannot_read(&self.name, error)
    }
}

#[cfg(test)]
impl Bytes {
    /// The bytes of a text that lies in no file.
    pub fn of_text(text: &[u8]) -> Self {
        Self::new("in".to_owned(), Box::new(Cursor::new(text.to_vec())), None).unwrap()
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

/// The lines of one input: a byte order mark, returns before line feeds and blank lines are passed over, and the last
/// line may go without its line feed.
pub struct Lines {
    bytes: Bytes,
    number: u64,
    line: Vec<u8>,
}

impl Lines {
    /// The lines that these bytes are.
    pub fn of(bytes: Bytes) -> Self {
        Self { bytes, number: 0, line: Vec::new() }
    }

    /// The next line that is not blank; `None` at the end.
    ///
    /// # Errors
    /// `BadData` for a line of more than 64 MiB and for a damaged gzip file, `Io` where reading fails.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>> {
        loop {
            if !self.read_line()? {
                return Ok(None);
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(Some(Line { number: self.number, bytes: &self.line }))
    }

    /// Bytes read so far of the file as it lies there.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.bytes_read()
    }

    /// Whether there was a line, without its end.
    fn read_line(&mut self) -> Result<bool> {
        self.line.clear();
        self.number += 1;
        loop {
            let piece = self.bytes.fill(self.number)?;
            let end = memchr::memchr(b'\n', piece);
            let length = end.unwrap_or(piece.len());
            let done = end.is_some() || piece.is_empty();
            if self.line.len() + length > MAX_LINE {
                return Err(Error::bad_data(format!("{} line {}: longer than 64 MiB", self.bytes.name, self.number)));
            }
            self.line.extend_from_slice(piece.get(..length).unwrap_or_default());
            self.bytes.consume(length + usize::from(end.is_some()));
            if done {
                return Ok(self.finish_line(end.is_some()));
            }
        }
    }

    fn finish_line(&mut self, ended: bool) -> bool {
        let there = ended || !self.line.is_empty();
        if self.number == 1 && self.line.starts_with(BYTE_ORDER_MARK) {
            self.line.drain(..BYTE_ORDER_MARK.len());
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        there
    }
}

#[cfg(test)]
mod tests;
