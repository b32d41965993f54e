//! Counting the rows of a file again.

use super::{BUFFER, BufReader, Error, Read, Result};
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

/// How many rows a file of this format has; `None` for formats without rows. A file that cannot be read as one has
/// none.
pub fn count(format: &str, file: &mut impl Read) -> Result<Option<u64>> {
    match format {
        "csv" => {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
            let mut record = csv::ByteRecord::new();
            let mut rows = 0;
            while reader.read_byte_record(&mut record).map_err(|error| Error::io(error.to_string()))? {
                rows += 1;
            }
            Ok(Some(rows))
        }
        "tsv" => Ok(Some(lines(file)?.saturating_sub(1))),
        "jsonl" => lines(file).map(Some),
        "json" => {
            let mut reader = serde_json::Deserializer::from_reader(BufReader::with_capacity(BUFFER, file));
            Ok(reader.deserialize_seq(Counting).ok())
        }
        _ => Ok(None),
    }
}

fn lines(file: &mut impl Read) -> Result<u64> {
    let mut buffer = vec![0; BUFFER];
    let mut lines = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(lines),
            count => lines += memchr::memchr_iter(b'\n', buffer.get(..count).unwrap_or_default()).count() as u64,
        }
    }
}

struct Counting;

impl<'de> Visitor<'de> for Counting {
    type Value = u64;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<u64, A::Error> {
        let mut rows = 0;
        while items.next_element::<IgnoredAny>()?.is_some() {
            rows += 1;
        }
        Ok(rows)
    }
}
