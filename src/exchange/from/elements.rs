//! The chats of a file of JSON, one at a time: documents behind each other, arrays of them, and arrays within the
//! envelopes that a form has. No more than one chat is in memory.

use crate::error::{Error, Result};
use crate::exchange::input::{BYTE_ORDER_MARK, Bytes, MAX_LINE};

/// The keys under which a document may have its chats.
pub type Envelopes = &'static [&'static [&'static str]];

/// One element of a file.
#[derive(Debug)]
pub struct Element<'a> {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its bytes: balanced, and not yet known to be JSON.
    pub bytes: &'a [u8],
}

/// What the reader is in, and how many keys led to it.
#[derive(Clone, Copy, Debug)]
enum Level {
    /// An array, and whether an item of it was read.
    Array { keys: usize, read: bool },
    /// An envelope, behind a member that led to chats.
    Envelope { keys: usize },
}

/// The elements of one file.
pub struct Elements {
    bytes: Bytes,
    envelopes: Envelopes,
    levels: Vec<Level>,
    /// The keys that led to where the reader is.
    path: Vec<String>,
    buffer: Vec<u8>,
    number: u64,
    line: u64,
    /// The line on which the value began that was read last.
    began: u64,
    started: bool,
    /// Bytes an element can have.
    most: usize,
}

impl Elements {
    /// The elements of these bytes, which may be in such envelopes.
    pub fn of(bytes: Bytes, envelopes: Envelopes) -> Self {
        let (levels, path, buffer) = (Vec::new(), Vec::new(), Vec::new());
        Self { bytes, envelopes, levels, path, buffer, number: 0, line: 1, began: 1, started: false, most: MAX_LINE }
    }

    /// Bytes read so far of the file as it lies there.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.bytes_read()
    }

    /// The next element; `None` at the end.
    ///
    /// # Errors
    /// `BadData` where the file ends in the middle, is no JSON between its chats, or has one of more than 64 MiB.
    pub fn next_element(&mut self) -> Result<Option<Element<'_>>> {
        if !std::mem::replace(&mut self.started, true) && self.bytes.start(BYTE_ORDER_MARK.len())? == BYTE_ORDER_MARK {
            self.pass(BYTE_ORDER_MARK.len())?;
        }
        loop {
            let next = self.peek()?;
            let outside = self.path.len();
            let found = match (self.levels.last_mut(), next) {
                (None, None) => return Ok(None),
                (Some(_), None) => return Err(self.cut_off()),
                (None, Some(_)) => self.value(outside)?,
                (Some(Level::Array { keys, .. }), Some(b']')) | (Some(Level::Envelope { keys }), Some(b'}')) => {
                    let keys = *keys;
                    self.pass(1)?;
                    self.path.truncate(keys);
                    self.levels.pop();
                    continue;
                }
                (Some(Level::Array { read, .. }), Some(byte)) => {
                    let first = !std::mem::replace(read, true);
                    if !first {
                        self.comma(byte)?;
                    }
                    self.value(outside)?
                }
                (Some(Level::Envelope { keys }), Some(byte)) => {
                    let keys = *keys;
                    self.comma(byte)?;
                    if self.members(true)? {
                        self.value(outside)?
                    } else {
                        self.path.truncate(keys);
                        self.levels.pop();
                        continue;
                    }
                }
            };
            if found {
                self.number += 1;
                return Ok(Some(Element { number: self.number, line: self.began, bytes: &self.buffer }));
            }
        }
    }

    /// Reads a value where an element may stand: whether it is one, which then is in the buffer. `outside` is how many
    /// keys are left when it is done.
    fn value(&mut self, mut outside: usize) -> Result<bool> {
        loop {
            self.buffer.clear();
            let in_array = matches!(self.levels.last(), Some(Level::Array { .. }));
            let next = self.peek()?;
            self.began = self.line;
            match next {
                Some(b'[') if !in_array => {
                    self.pass(1)?;
                    self.levels.push(Level::Array { keys: outside, read: false });
                    return Ok(false);
                }
                Some(b'{') if self.leads_on() => {
                    self.keep()?;
                    if !self.members(false)? {
                        self.path.truncate(outside);
                        return Ok(true);
                    }
                    self.levels.push(Level::Envelope { keys: outside });
                    outside = self.path.len() - 1;
                }
                _ => {
                    self.copy()?;
                    self.path.truncate(outside);
                    return Ok(true);
                }
            }
        }
    }

    /// Reads the members of an object to its end, or to the value of one that leads to chats: whether there was such a
    /// one. `passed_over` forgets the others; else they stay in the buffer.
    fn members(&mut self, passed_over: bool) -> Result<bool> {
        if self.peek()? == Some(b'}') && !passed_over {
            self.keep()?;
            return Ok(false);
        }
        loop {
            if passed_over {
                self.buffer.clear();
            }
            if self.peek()? != Some(b'"') {
                return Err(self.unexpected("a key"));
            }
            let start = self.buffer.len();
            self.copy()?;
            let key = self.buffer.get(start + 1..self.buffer.len() - 1).unwrap_or_default();
            let key = String::from_utf8_lossy(key).into_owned();
            if self.peek()? != Some(b':') {
                return Err(self.unexpected("a colon"));
            }
            self.keep()?;
            let next = self.peek()?;
            if self.leads(&key, next) {
                self.path.push(key);
                return Ok(true);
            }
            self.copy()?;
            match self.peek()? {
                Some(b',') => self.keep()?,
                Some(b'}') => {
                    self.keep()?;
                    return Ok(false);
                }
                _ => return Err(self.unexpected("a comma or }")),
            }
        }
    }

    /// The envelopes that begin with the path, from there on.
    fn ahead(&self) -> impl Iterator<Item = &'static [&'static str]> {
        self.envelopes.iter().filter_map(|keys| {
            let (before, ahead) = keys.split_at_checked(self.path.len())?;
            before.iter().zip(&self.path).all(|(key, ours)| key == ours).then_some(ahead)
        })
    }

    /// Whether an object here may be an envelope.
    fn leads_on(&self) -> bool {
        self.ahead().any(|ahead| !ahead.is_empty())
    }

    /// Whether the member with this key, whose value begins so, leads to chats.
    fn leads(&self, key: &str, value: Option<u8>) -> bool {
        self.ahead().any(|ahead| match (ahead, value) {
            ([last], Some(b'[')) => *last == key,
            ([first, _, ..], Some(b'{')) => *first == key,
            _ => false,
        })
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Result<Option<u8>> {
        loop {
            let piece = self.bytes.fill(self.line)?;
            if piece.is_empty() {
                return Ok(None);
            }
            let blank = piece.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
            let next = piece.get(blank).copied();
            if blank > 0 {
                self.pass(blank)?;
            }
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Passes over bytes that are there.
    fn pass(&mut self, count: usize) -> Result<()> {
        let piece = self.bytes.fill(self.line)?;
        self.line += lines(piece.get(..count).unwrap_or_default());
        self.bytes.consume(count);
        Ok(())
    }

    /// Keeps the next byte.
    fn keep(&mut self) -> Result<()> {
        let piece = self.bytes.fill(self.line)?;
        self.buffer.extend_from_slice(piece.get(..1).unwrap_or_default());
        self.bytes.consume(1);
        Ok(())
    }

    /// Keeps the next value, whatever is in it.
    fn copy(&mut self) -> Result<()> {
        if matches!(self.peek()?, None | Some(b',' | b':' | b']' | b'}')) {
            return Err(self.unexpected("a value"));
        }
        let mut scan = Scan::default();
        loop {
            let piece = self.bytes.fill(self.line)?;
            if piece.is_empty() {
                return if scan.is_bare() { Ok(()) } else { Err(self.cut_off()) };
            }
            let (used, done) = scan.take(piece);
            let taken = piece.get(..used).unwrap_or_default();
            self.line += lines(taken);
            self.buffer.extend_from_slice(taken);
            self.bytes.consume(used);
            if self.buffer.len() > self.most {
                return Err(self.bad(&format!("chat {} is longer than 64 MiB", self.number + 1)));
            }
            if done {
                return Ok(());
            }
        }
    }

    fn comma(&mut self, found: u8) -> Result<()> {
        if found != b',' {
            return Err(self.unexpected("a comma or the end"));
        }
        self.pass(1)
    }

    fn unexpected(&self, expected: &str) -> Error {
        self.bad(&format!("expected {expected}, behind chat {}", self.number))
    }

    fn cut_off(&self) -> Error {
        self.bad(&format!("the file ends in the middle, behind chat {}", self.number))
    }

    fn bad(&self, problem: &str) -> Error {
        Error::bad_data(format!("{} line {}: {problem}", self.bytes.name(), self.line)).hint("nothing was kept")
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// How far the reader is in a value.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// Whether it is a number or word, which ends where the file ends.
    fn is_bare(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// How many of these bytes belong to the value, and whether it ends there.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (at + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b']' | b'}' if self.depth == 0 => return (at, true),
                b'"' if self.depth == 0 && self.begun => return (at, true),
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                _ => {}
            }
            self.begun = true;
        }
        (bytes.len(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENVELOPES: Envelopes = &[&["data", "payload"], &["payload"]];

    fn elements(text: &[u8]) -> Result<Vec<(u64, u64, String)>> {
        let mut elements = Elements { most: 1000, ..Elements::of(Bytes::of_text(text), ENVELOPES) };
        let mut all = Vec::new();
        while let Some(one) = elements.next_element()? {
            all.push((one.number, one.line, String::from_utf8_lossy(one.bytes).into_owned()));
        }
        Ok(all)
    }

    fn texts(text: &str) -> Vec<String> {
        elements(text.as_bytes()).unwrap().into_iter().map(|(_, _, text)| text).collect()
    }

    #[test]
    fn chats_are_found_in_documents_arrays_and_envelopes() {
        let one = r#"{"a":"]}\"","b":[{}]}"#;
        for text in [
            one.to_owned(),
            format!("\u{feff} {one}\n"),
            format!("[{one}]"),
            format!("[ {one} ] \n"),
            format!(r#"{{"meta":{{"x":[1]}},"payload":[{one}],"more":1}}"#),
            format!(r#"{{"data":{{"meta":1,"payload":[{one}],"next":{{}}}},"more":[]}}"#),
            format!(r#"[{{"payload":[{one}]}},{{"payload":[]}}]"#),
            format!(r#"{{"data":{{"payload":[]}},"payload":[{one}]}}"#),
        ] {
            assert_eq!(texts(&text), [one], "{text}");
        }
        assert_eq!(texts(&format!("{one}{one}\n\n{one}")), [one, one, one]);
        assert_eq!(texts(r#"{"data":{"x":1},"y":2}"#), [r#"{"x":1}"#], "an envelope with one chat");
        for whole in [r#"{"data":5}"#, r#"{"payload":{"a":1}}"#, "{}", "5", r#"{"data":[1]}"#] {
            assert_eq!(texts(whole), [whole]);
        }
        assert_eq!(texts("[1,[2],\"x\" , null]"), ["1", "[2]", "\"x\"", "null"]);
        assert_eq!(texts("[]"), Vec::<String>::new());
    }

    #[test]
    fn each_has_its_number_and_line() {
        let text = b"[\n{\"a\"\n:\n1},\n\n{}]\n{}";
        let places: Vec<_> = elements(text).unwrap().into_iter().map(|(number, line, _)| (number, line)).collect();
        assert_eq!(places, [(1, 2), (2, 6), (3, 7)]);
    }

    #[test]
    fn a_file_cut_anywhere_is_noticed() {
        let text = br#"{"meta":{"x":[1]},"data":{"m":"a","payload":[{"a":"\"}"},{"b":[1,{}]}],"n":null},"o":1}"#;
        assert_eq!(elements(text).unwrap().len(), 2);
        for length in 1..text.len() {
            let error = elements(&text[..length]).unwrap_err();
            assert_eq!(error.exit_code(), 8, "{length}: {error}");
        }
    }

    #[test]
    fn what_is_no_json_around_the_chats_is_refused() {
        for text in ["[{}{}]", "[{},]", "{\"payload\":[{}] 1}", "{\"payload\":[{}],}", "]", ",", "{1:2}", "{\"a\" 1}"] {
            let error = elements(text.as_bytes()).unwrap_err();
            assert_eq!(error.exit_code(), 8, "{text}: {error}");
        }
    }

    #[test]
    fn a_chat_without_end_is_refused() {
        let mut text = b"[{\"a\":\"".to_vec();
        text.resize(1100, b'x');
        let error = elements(&text).unwrap_err();
        assert!(error.to_string().ends_with("line 1: chat 1 is longer than 64 MiB"), "{error}");
        assert_eq!(elements(&b"[".repeat(1_000_000)).unwrap_err().exit_code(), 8);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_it(text in "[\\[\\]{}\",:a\\\\ \n1]{0,40}") {
            if let Err(error) = elements(text.as_bytes()) {
                proptest::prop_assert_eq!(error.exit_code(), 8);
            }
        }

        #[test]
        fn every_value_comes_through(chats in proptest::collection::vec("\"[^\"\\\\]{0,5}\"|[0-9]{1,4}", 0..6)) {
            let array = format!("[{}]", chats.join(","));
            proptest::prop_assert_eq!(texts(&array), chats.clone());
            proptest::prop_assert_eq!(texts(&format!("{{\"data\":{{\"payload\":{array}}}}}")), chats);
        }
    }
}
