//! Files to import, line by line, and more than once: what comes through a pipe is kept aside as it is read.

use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::spool::unnamed_file;
use crate::error::{Error, Result, describe};

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
}

#[derive(Debug)]
enum Place {
    /// A regular file, and which one it was when it was named.
    File(PathBuf, Identity),
    /// Comes once only; waits for its first reading.
    Stream(File),
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
        let (name, file) = if path.as_os_str() == "-" {
            let stdin = rustix::io::fcntl_dupfd_cloexec(io::stdin(), 3).map_err(io::Error::from);
            ("standard input".to_owned(), stdin.map(File::from))
        } else {
            (path.display().to_string(), open_file(path))
        };
        let file = file.map_err(|error| cannot_read(&name, &error))?;
        let data = file.metadata().map_err(|error| cannot_read(&name, &error))?;
        if data.is_dir() {
            return Err(Error::bad_data(format!("{name} is a folder, not a file")));
        }
        let place = if data.is_file() && path.as_os_str() != "-" {
            Place::File(path.to_owned(), identity(&data))
        } else {
            Place::Stream(file)
        };
        Ok(Self { name, place })
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

    /// Its bytes, unpacked, from the first; else as [`Input::lines`].
    pub fn bytes(&mut self, folder: &Path) -> Result<Bytes> {
        let reader: Box<dyn Read + Send> = match &mut self.place {
            Place::File(path, known) => {
                let file = open_file(path).map_err(|error| cannot_read(&self.name, &error))?;
                let data = file.metadata().map_err(|error| cannot_read(&self.name, &error))?;
                if identity(&data) != *known {
                    return Err(Error::conflict(format!("{} was changed while it was read", self.name))
                        .hint("run the command again; chats that are there already are skipped"));
                }
                Box::new(file)
            }
            Place::Stream(stream) => {
                let kept = unnamed_file(folder)?;
                let copy = kept.try_clone()?;
                let stream = std::mem::replace(stream, kept.try_clone()?);
                self.place = Place::Kept(kept);
                Box::new(Tee { from: stream, copy })
            }
            Place::Kept(file) => {
                file.rewind()?;
                Box::new(file.try_clone()?)
            }
        };
        Bytes::new(self.name.clone(), reader)
    }
}

/// A named pipe waits here for its writer, as it does for everybody.
fn open_file(path: &Path) -> io::Result<File> {
    let data = std::fs::metadata(path)?;
    if data.file_type().is_socket() {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "it is a socket"));
    }
    File::open(path)
}

fn cannot_read(name: &str, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        return Error::not_found(format!("no such file: {name}"));
    }
    // Standard input is kept aside while it is read, and there the disk may be full.
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge) {
        return Error::no_space(format!("no space left to keep {name} aside while it is read"))
            .hint("make room beside the repository, or import from a file");
    }
    Error::io(format!("cannot read {name}: {}", describe(error)))
}

/// Copies all that is read.
struct Tee {
    from: File,
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

/// The bytes of one input, unpacked if it is packed.
pub struct Bytes {
    name: String,
    reader: Box<dyn BufRead + Send>,
    packed: bool,
    count: Arc<AtomicU64>,
}

impl Bytes {
    fn new(name: String, from: Box<dyn Read + Send>) -> Result<Self> {
        let count = Arc::new(AtomicU64::new(0));
        let mut counted = Counted { from, count: Arc::clone(&count) };
        let mut start = Vec::with_capacity(GZIP.len());
        let read = counted.by_ref().take(GZIP.len() as u64).read_to_end(&mut start);
        let packed = start == GZIP;
        let whole = BufReader::with_capacity(BUFFER, Cursor::new(start).chain(counted));
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
        if self.packed && matches!(error.kind(), Kind::InvalidInput | Kind::InvalidData | Kind::UnexpectedEof) {
            return Error::bad_data(format!("{} line {line}: the gzip file is damaged or cut off here", self.name));
        }
        cannot_read(&self.name, error)
    }
}

#[cfg(test)]
impl Bytes {
    /// The bytes of a text that lies in no file.
    pub fn of_text(text: &[u8]) -> Self {
        Self::new("in".to_owned(), Box::new(Cursor::new(text.to_vec()))).unwrap()
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
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn lines_of(bytes: &[u8]) -> Result<Vec<(u64, Vec<u8>)>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in");
        std::fs::write(&path, bytes).unwrap();
        all(&mut Input::open(&path)?, folder.path())
    }

    fn all(input: &mut Input, folder: &Path) -> Result<Vec<(u64, Vec<u8>)>> {
        let mut lines = input.lines(folder)?;
        let mut all = Vec::new();
        while let Some(line) = lines.next_line()? {
            all.push((line.number, line.bytes.to_vec()));
        }
        Ok(all)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn lines_come_with_their_numbers() {
        let wanted = vec![(1, b"a".to_vec()), (4, b" b\rc".to_vec())];
        let text = b"\xef\xbb\xbfa\r\n\r\n \t\n b\rc".as_slice();
        assert_eq!(lines_of(text).unwrap(), wanted);
        assert_eq!(lines_of(&[text, b"\n"].concat()).unwrap(), wanted);
        assert_eq!(lines_of(&packed(text)).unwrap(), wanted);
        assert_eq!(lines_of(&[packed(&text[..5]), packed(&text[5..])].concat()).unwrap(), wanted, "two members");
        for nothing in [b"".as_slice(), b"\n", b"\xef\xbb\xbf", b"\r\n\r\n"] {
            assert_eq!(lines_of(nothing).unwrap(), []);
        }
        assert_eq!(lines_of(b"\x1f").unwrap(), [(1, b"\x1f".to_vec())]);
    }

    #[test]
    fn a_damaged_gzip_file_is_bad_data() {
        let whole = packed(b"{}\n");
        for length in 2..whole.len() {
            let error = lines_of(&whole[..length]).unwrap_err();
            assert_eq!(error.exit_code(), 8, "{length}: {error}");
        }
        let error = lines_of(&[whole.as_slice(), b"garbage"].concat()).unwrap_err();
        assert!(error.to_string().ends_with("the gzip file is damaged or cut off here"), "{error}");
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let bomb = packed(&vec![b'x'; MAX_LINE + 1]);
        let error = lines_of(&bomb).unwrap_err();
        assert_eq!(error.exit_code(), 8);
        assert!(error.to_string().ends_with("line 1: longer than 64 MiB"), "{error}");
        let mut lines = Lines::of(Bytes::new("/dev/zero".to_owned(), Box::new(io::repeat(b'x'))).unwrap());
        assert_eq!(lines.next_line().unwrap_err().exit_code(), 8);
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Input::open(folder.path()).unwrap_err().exit_code(), 8);
        let missing = Input::open(Path::new("/nonexistent/chats.jsonl")).unwrap_err();
        assert_eq!((missing.exit_code(), missing.to_string().as_str()), (5, "no such file: /nonexistent/chats.jsonl"));
    }

    #[test]
    fn a_file_that_changes_between_two_readings_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in");
        std::fs::write(&path, b"a\n").unwrap();
        let mut input = Input::open(&path).unwrap();
        assert_eq!(all(&mut input, folder.path()).unwrap(), all(&mut input, folder.path()).unwrap());
        std::fs::write(&path, b"other\n").unwrap();
        assert_eq!(all(&mut input, folder.path()).unwrap_err().exit_code(), 7);
    }

    #[test]
    fn a_pipe_is_read_twice_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [b"a\nb".to_vec(), packed(b"a\nb")] {
            let (reader, mut writer) = io::pipe().unwrap();
            writer.write_all(&bytes).unwrap();
            drop(writer);
            let place = Place::Stream(File::from(std::os::fd::OwnedFd::from(reader)));
            let mut input = Input { name: "standard input".to_owned(), place };
            assert_eq!(input.size(), None);
            let wanted = [(1, b"a".to_vec()), (2, b"b".to_vec())];
            assert_eq!(all(&mut input, folder.path()).unwrap(), wanted);
            assert_eq!(input.size(), Some(bytes.len() as u64));
            assert_eq!(all(&mut input, folder.path()).unwrap(), wanted);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
