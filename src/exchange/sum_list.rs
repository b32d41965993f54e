//! The files of a folder with their digests, in the form that `sha256sum -c` reads: a line each, however many there are.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::model::hex::hex;

/// Bytes read at once.
const BUFFER: usize = 256 << 10;

/// The most bytes of a line that are read: a digest, two spaces, and a name of ours.
const LONGEST_LINE: u64 = 4096;

/// Where the list is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumList {
    /// Its name, from the folder of the manifest.
    pub name: String,
    /// Files in it.
    pub files: u64,
    /// Its own digest.
    pub sha256: String,
}

/// A list that is being written.
pub struct ListWriter<W> {
    out: W,
    digest: Sha256,
    files: u64,
}

impl<W: Write> ListWriter<W> {
    /// Begins an empty one.
    pub fn begin(out: W) -> Self {
        Self { out, digest: Sha256::new(), files: 0 }
    }

    /// Adds a file; its name holds nothing that ends a line.
    ///
    /// # Errors
    /// As for reading and writing.
    pub fn add(&mut self, name: &str, file: impl Read) -> io::Result<()> {
        let line = format!("{}  {name}\n", sum(file)?);
        self.digest.update(&line);
        self.files += 1;
        self.out.write_all(line.as_bytes())
    }

    /// Writes it out, and tells of it.
    ///
    /// # Errors
    /// As for writing.
    pub fn finish(mut self, name: &str) -> io::Result<SumList> {
        self.out.flush()?;
        Ok(SumList { name: name.to_owned(), files: self.files, sha256: hex(&self.digest.finalize()) })
    }
}

/// The digest of what is left to read.
fn sum(mut file: impl Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&digest.finalize())),
            count => digest.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

impl SumList {
    /// Reads a list, and gives each digest and name in it to `each`. Gives whether it is the list that was written.
    ///
    /// # Errors
    /// As reading fails, and of `each`.
    pub fn read(&self, list: File, mut each: impl FnMut(&str, &str) -> Result<()>) -> Result<bool> {
        let mut reader = BufReader::with_capacity(BUFFER, list);
        let (mut digest, mut files, mut line) = (Sha256::new(), 0, String::new());
        loop {
            line.clear();
            match reader.by_ref().take(LONGEST_LINE).read_line(&mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(false),
                Err(error) => return Err(error.into()),
            }
            digest.update(&line);
            files += 1;
            match line.strip_suffix('\n').and_then(|line| line.split_once("  ")) {
                Some((sha256, name)) if stays_inside(name) => each(sha256, name)?,
                _ => return Ok(false),
            }
        }
        Ok(files == self.files && hex(&digest.finalize()) == self.sha256.to_ascii_lowercase())
    }
}

/// Whether a name stays in its folder.
pub fn stays_inside(name: &str) -> bool {
    let parts = Path::new(name).components();
    !name.is_empty() && parts.into_iter().all(|part| matches!(part, std::path::Component::Normal(_)))
}
