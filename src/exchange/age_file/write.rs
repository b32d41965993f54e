//! Encrypting on the way to a file.

use std::io::{self, Write};

use age::Encryptor;
use age::stream::StreamWriter;

use super::keys::Recipients;

/// Bytes on their way, encrypted where there is somebody to encrypt to. What was encrypted is whole only after
/// [`Encrypting::finish`]: before that nobody can take it for more than a part.
pub enum Encrypting<W: Write> {
    /// As they are.
    Plain(W),
    /// To recipients.
    To(Box<StreamWriter<W>>),
}

impl<W: Write> Encrypting<W> {
    /// Begins to write there.
    ///
    /// # Errors
    /// As for writing.
    pub fn new(to: W, recipients: Option<&Recipients>) -> io::Result<Self> {
        let Some(recipients) = recipients else { return Ok(Self::Plain(to)) };
        // Its words may be in another language; that these recipients do not go together cannot be.
        let encryptor = Encryptor::with_recipients(recipients.each())
            .map_err(|_| io::Error::other("these recipients cannot be encrypted to"))?;
        Ok(Self::To(Box::new(encryptor.wrap_output(to)?)))
    }

    /// Writes the end, and gives back where it was written to.
    ///
    /// # Errors
    /// As for writing.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(to) => Ok(to),
            Self::To(stream) => stream.finish(),
        }
    }
}

impl<W: Write> Write for Encrypting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(to) => to.write(bytes),
            Self::To(stream) => stream.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(to) => to.write_all(bytes),
            Self::To(stream) => stream.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(to) => to.flush(),
            Self::To(stream) => stream.flush(),
        }
    }
}
