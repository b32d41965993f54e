//! A reader of JSON texts for files from elsewhere: one pass, numbers in the digits they were given, and errors that
//! name the field and the byte.
//!
//! It is stricter than JSON has to be: a key may be there once, values nest 64 deep, numbers are finite, and half a
//! surrogate pair is no text. A test holds it against `serde_json`.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::json::push_string;

/// How deep arrays and objects may nest.
const MAX_DEPTH: usize = 64;
/// So many keys of an object are compared one by one; more are hashed.
const FEW_KEYS: usize = 16;
/// Characters of a value or key that an error shows.
const SHOWN: usize = 40;

/// Result of reading a part of a line.
pub type Result<T, E = LineError> = std::result::Result<T, E>;

/// What is wrong with a line, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    path: String,
    byte: Option<usize>,
    problem: String,
}

impl LineError {
    /// A value that cannot be taken; the path is told on the way out by [`LineError::within`].
    pub fn new(problem: impl Into<String>) -> Self {
        Self { path: String::new(), byte: None, problem: problem.into() }
    }

    /// The same error as seen from the object that has the field `key`.
    #[must_use]
    pub fn within(self, key: &str) -> Self {
        let plain = !key.is_empty()
            && key.len() <= SHOWN
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let step = if plain { key.to_owned() } else { shown(key) };
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{dot}{}", self.path), ..self }
    }

    /// The error as seen from the file: `chats.jsonl line 12, messages[3].at: not a time: "24:00"`.
    pub fn in_line(&self, file: &str, line: u64) -> String {
        let nowhere = self.path.is_empty() && self.byte.is_none();
        format!("{file} line {line}{} {self}", if nowhere { ":" } else { "," })
    }

    /// The same error as seen from the array that has this item, from 0.
    fn within_item(self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("[{index}]{dot}{}", self.path), ..self }
    }
}

impl std::fmt::Display for LineError {
    /// `messages[3].at: not a time: "24:00"`, or `byte 17: expected a comma or }`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let between = if self.path.is_empty() { "" } else { ", " };
        match self.byte {
            Some(byte) => write!(f, "{}{between}byte {byte}: {}", self.path, self.problem),
            None if self.path.is_empty() => f.write_str(&self.problem),
            None => write!(f, "{}: {}", self.path, self.problem),
        }
    }
}

/// A text from outside in quotes, its odd characters escaped, cut to what an error can show.
pub fn shown(text: &str) -> String {
    let cut: String = text.chars().take(SHOWN).collect();
    let mut out = Vec::new();
    push_string(&cut, &mut out);
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{more}", String::from_utf8_lossy(&out))
}

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Toggle,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A place in a JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// At the start of this text, which must be UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: 0, depth: 0 }),
            Err(error) => Err(LineError {
                path: String::new(),
                byte: Some(error.valid_up_to() + 1),
                problem: "not UTF-8 text".to_owned(),
            }),
        }
    }

    /// The kind of the value that comes next.
    pub fn kind(&mut self) -> Result<Kind> {
        match self.peek() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Toggle),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::Text),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            Some(_) => Err(self.syntax("expected a JSON value")),
            None => Err(self.ends()),
        }
    }

    /// Takes a `null`, if that is what comes next.
    pub fn null(&mut self) -> Result<bool> {
        let null = self.kind()? == Kind::Null;
        if null {
            self.word("null")?;
        }
        Ok(null)
    }

    /// Takes `true` or `false`.
    pub fn toggle(&mut self) -> Result<bool> {
        let on = self.peek() == Some(b't');
        self.word(if on { "true" } else { "false" })?;
        Ok(on)
    }

    /// Takes a number, as it is spelled.
    pub fn number(&mut self) -> Result<&'a str> {
        self.kind()?;
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        if digits.parse::<f64>().is_ok_and(f64::is_finite) {
            Ok(digits)
        } else {
            Err(LineError::new(format!("the number is too large: {}", cut(digits))))
        }
    }

    /// Takes a string.
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        self.expect(b'"', "expected a string")?;
        let plain = self.span()?;
        if self.take(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while !self.take(b'"') {
            text.push(self.escape()?);
            text.push_str(self.span()?);
        }
        Ok(Cow::Owned(text))
    }

    /// Takes an object, giving `member` each key with this reader in front of its value.
    pub fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> Result<()>) -> Result<()> {
        self.expect(b'{', "expected an object")?;
        self.deeper()?;
        let mut keys = Keys::default();
        let mut more = self.peek() != Some(b'}');
        while more {
            self.peek();
            let key = self.string()?;
            self.expect(b':', "expected a colon")?;
            if keys.have(&key) {
                return Err(self.syntax("the key is there twice").within(&key));
            }
            member(self, &key).map_err(|error| error.within(&key))?;
            keys.add(key);
            more = self.more(b'}', "expected a comma or }")?;
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Takes an array, giving `item` the place of each item, from 0, with this reader in front of it.
    pub fn array(&mut self, mut item: impl FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        self.expect(b'[', "expected an array")?;
        self.deeper()?;
        let mut index = 0;
        let mut more = self.peek() != Some(b']');
        while more {
            item(self, index).map_err(|error| error.within_item(index))?;
            index += 1;
            more = self.more(b']', "expected a comma or ]")?;
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Takes any value and appends it in the one form we keep: no white space, keys in their order, numbers in their
    /// digits, strings as we write them.
    pub fn compact(&mut self, out: &mut Vec<u8>) -> Result<()> {
        match self.kind()? {
            Kind::Null => {
                self.word("null")?;
                out.extend_from_slice(b"null");
            }
            Kind::Toggle => out.extend_from_slice(if self.toggle()? { b"true" } else { b"false" }),
            Kind::Number => out.extend_from_slice(self.number()?.as_bytes()),
            Kind::Text => push_string(&self.string()?, out),
            Kind::Array => {
                out.push(b'[');
                self.array(|reader, index| {
                    if index > 0 {
                        out.push(b',');
                    }
                    reader.compact(out)
                })?;
                out.push(b']');
            }
            Kind::Object => {
                let mut first = true;
                out.push(b'{');
                self.object(|reader, key| {
                    if !std::mem::take(&mut first) {
                        out.push(b',');
                    }
                    push_string(key, out);
                    out.push(b':');
                    reader.compact(out)
                })?;
                out.push(b'}');
            }
        }
        Ok(())
    }

    /// Makes sure that nothing is left but white space.
    pub fn end(&mut self) -> Result<()> {
        if self.peek().is_some() { Err(self.syntax("more text behind the end of the value")) } else { Ok(()) }
    }

    /// An error that the value ahead is not what was `expected`.
    pub fn wrong(&self, expected: &str) -> LineError {
        let mut ahead = self.clone();
        let found = ahead.kind().and_then(|kind| match kind {
            Kind::Null => Ok("null".to_owned()),
            Kind::Toggle => Ok("true or false".to_owned()),
            Kind::Number => ahead.number().map(cut),
            Kind::Text => ahead.string().map(|text| shown(&text)),
            Kind::Array => Ok("an array".to_owned()),
            Kind::Object => Ok("an object".to_owned()),
        });
        found.map_or_else(|error| error, |found| LineError::new(format!("expected {expected}, found {found}")))
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8, or_else: &str) -> Result<()> {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.syntax(or_else)),
            None => Err(self.ends()),
        }
    }

    /// Whether another item follows, rather than the end. The end itself is left to the caller.
    fn more(&mut self, end: u8, or_else: &str) -> Result<bool> {
        if self.peek() == Some(end) {
            return Ok(false);
        }
        self.expect(b',', or_else)?;
        Ok(true)
    }

    fn word(&mut self, word: &str) -> Result<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.syntax("expected a JSON value"));
        }
        self.at += word.len();
        Ok(())
    }

    fn digits(&mut self) -> Result<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(self.syntax("expected a digit")) } else { Ok(()) }
    }

    /// The text up to the next quote or backslash.
    fn span(&mut self) -> Result<&'a str> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(length) = memchr::memchr2(b'"', b'\\', rest.as_bytes()) else {
            self.at = self.text.len();
            return Err(self.ends());
        };
        let span = rest.get(..length).unwrap_or_default();
        // Without a way out of the loop the compiler looks at many bytes at once.
        if span.bytes().fold(false, |found, byte| found | (byte < b' ')) {
            self.at += span.bytes().take_while(|byte| *byte >= b' ').count();
            return Err(self.syntax("a control character that must be written as \\u00.."));
        }
        self.at += length;
        Ok(span)
    }

    fn escape(&mut self) -> Result<char> {
        let start = self.at;
        let wrong = |reader: &mut Self, problem: &str| {
            reader.at = start;
            Err(reader.syntax(problem))
        };
        self.at += 2;
        match self.text.as_bytes().get(start + 1) {
            Some(escaped @ (b'"' | b'\\' | b'/')) => Ok(char::from(*escaped)),
            Some(b'n') => Ok('\n'),
            Some(b't') => Ok('\t'),
            Some(b'r') => Ok('\r'),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'u') => {
                let Some(first) = self.code_unit() else {
                    return wrong(self, "expected four hexadecimal digits behind \\u");
                };
                if let Some(c) = char::from_u32(u32::from(first)) {
                    return Ok(c);
                }
                let second = if self.take(b'\\') && self.take(b'u') { self.code_unit() } else { None };
                let units = [first, second.unwrap_or_default()];
                match char::decode_utf16(units).next() {
                    Some(Ok(c)) => Ok(c),
                    _ => wrong(self, "half of a surrogate pair is no character"),
                }
            }
            Some(_) => wrong(self, "no such escape in JSON"),
            None => Err(self.ends()),
        }
    }

    fn code_unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        // `from_str_radix` would take a sign.
        let unit = digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?;
        self.at += 4;
        unit
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.syntax("nested more than 64 deep")) } else { Ok(()) }
    }

    fn syntax(&self, problem: &str) -> LineError {
        LineError { path: String::new(), byte: Some(self.at + 1), problem: problem.to_owned() }
    }

    fn ends(&self) -> LineError {
        LineError { byte: Some(self.text.len() + 1), ..self.syntax("the line ends in the middle") }
    }
}

/// Whether this text is a number as JSON spells it.
pub fn is_number(text: &str) -> bool {
    let plain = text.bytes().all(|b| !b.is_ascii_whitespace());
    plain && Reader::new(text.as_bytes()).is_ok_and(|mut reader| reader.number().is_ok() && reader.end().is_ok())
}

fn cut(digits: &str) -> String {
    let more = if digits.len() > SHOWN { "…" } else { "" };
    format!("{}{more}", digits.get(..SHOWN).unwrap_or(digits))
}

/// The keys an object had so far.
#[derive(Default)]
struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    fn have(&self, key: &str) -> bool {
        self.few.iter().any(|had| had == key) || (!self.many.is_empty() && self.many.contains(key))
    }

    fn add(&mut self, key: Cow<'a, str>) {
        if self.few.len() < FEW_KEYS {
            self.few.push(key);
        } else {
            self.many.insert(key);
        }
    }
}

#[cfg(test)]
mod tests;
