//! Reading what may be encrypted.

use std::io::{self, BufReader, Cursor, Read};

use age::armor::ArmoredReader;
use age::stream::StreamReader;
use age::{DecryptError, Decryptor};

use super::keys::Identities;
use crate::error::{Error, Result};

/// How an encrypted file begins, whatever its version.
const MAGIC: &[u8] = b"age-encryption.org/";
/// How one begins that is written in letters.
const ARMOR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
/// The most bytes of the head, where the recipients are.
const MOST_HEAD: usize = 256 << 10;
/// The longest line in letters that there can be, and more.
const MOST_LINE: usize = 128;
/// Bytes read at once.
const BUFFER: usize = 256 << 10;

/// What a reader holds: decrypted where it is encrypted, else as it is. `name` is what errors call it. What was changed
/// or cut off is an error in the midst of reading, so that only what was read to the end may be taken for whole.
///
/// # Errors
/// As reading fails; else it holds one of ours: `Refused` where no key is given, or none that opens it, `Version`, and
/// `BadData` for what is damaged, which reading may find too.
pub fn open(name: &str, from: impl Read + Send + 'static, identities: &Identities) -> io::Result<Box<dyn Read + Send>> {
    let (start, from) = begin(from, ARMOR.len())?;
    if start == ARMOR {
        let letters = ArmoredReader::new(ShortLines { from, length: 0 });
        return decrypt(name, letters, identities).map_err(io::Error::other);
    }
    if start.starts_with(MAGIC) {
        return decrypt(name, from, identities).map_err(io::Error::other);
    }
    Ok(Box::new(from))
}

/// The first bytes, at most so many, and all of them.
fn begin<R: Read>(mut from: R, most: usize) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut start = Vec::with_capacity(most);
    from.by_ref().take(most as u64).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(from)))
}

fn decrypt(name: &str, from: impl Read + Send + 'static, identities: &Identities) -> Result<Box<dyn Read + Send>> {
    if identities.is_empty() {
        return Err(Error::refused(format!("{name} is encrypted"))
            .hint("give the file of a key that opens it: --identity KEYFILE"));
    }
    let failed = |error| refused(name, error);
    let (head, from) = begin(from, MOST_HEAD).map_err(|error| from_io(name, error))?;
    // The head is read as a whole: its end must be near, or it would fill the memory.
    let near = Decryptor::new_buffered(head.as_slice()).map_err(failed)?;
    if near.is_scrypt() {
        return Err(Error::refused(format!("{name} is encrypted with a passphrase, not to a key"))
            .hint("open it with age, and give it through a pipe: age -d FILE | livechats …"));
    }
    drop(near);
    let decryptor = Decryptor::new_buffered(BufReader::with_capacity(BUFFER, from)).map_err(failed)?;
    let stream = decryptor.decrypt(identities.each()).map_err(failed)?;
    Ok(Box::new(Decrypting { name: name.to_owned(), stream }))
}

/// The head that could not be read, in our words.
fn refused(name: &str, error: DecryptError) -> Error {
    match error {
        DecryptError::NoMatchingKeys => Error::refused(format!("no key that was given opens {name}"))
            .hint("name the file of the right key with --identity; a damaged head looks the same"),
        DecryptError::UnknownFormat => Error::version(format!("{name} is encrypted in a form newer than this program"))
            .hint("open it with a newer age, and give it through a pipe: age -d -i KEYFILE FILE | livechats …"),
        DecryptError::Io(error) => from_io(name, error).into(),
        _ => damaged(name),
    }
}

fn damaged(name: &str) -> Error {
    Error::bad_data(format!("{name} is damaged or cut off: not all of it can be decrypted"))
        .hint("take another copy of the file")
}

/// What the decryption says of the bytes becomes our word of the file; what the system says stays.
fn from_io(name: &str, error: io::Error) -> io::Error {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::InvalidData | Kind::UnexpectedEof => io::Error::new(Kind::InvalidData, damaged(name)),
        _ => error,
    }
}

/// The bytes that were encrypted.
struct Decrypting<R> {
    name: String,
    stream: StreamReader<R>,
}

impl<R: Read> Read for Decrypting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer).map_err(|error| from_io(&self.name, error))
    }
}

/// Bytes in lines, none of them long: one is held in memory as a whole by who reads it.
struct ShortLines<R> {
    from: R,
    /// Of the line that is being read.
    length: usize,
}

impl<R: Read> Read for ShortLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        for byte in buffer.get(..count).unwrap_or_default() {
            self.length = if *byte == b'\n' { 0 } else { self.length + 1 };
            if self.length > MOST_LINE {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
        }
        Ok(count)
    }
}
