//! A value within a line of JSON, read by `serde_json` one level at a time, so that an error can name the field.
//!
//! It is stricter than JSON has to be: a key may be there once, values nest 64 deep, numbers are finite, and half a
//! surrogate pair is no text. Numbers keep the digits they were given.

mod walk;

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use self::walk::{Text, walk};
use super::line_error::{LineError, Result, cut, shown};
use crate::model::json::push_string;

/// How deep arrays and objects may nest.
const MAX_DEPTH: usize = 64;
/// So many keys of an object are compared one by one; more are hashed.
const FEW_KEYS: usize = 16;

/// What kind of value it is.
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

/// A value as it is spelled in its line. It is JSON, but for its strings, which are only looked at when taken.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    line: &'a str,
    text: &'a str,
    /// How many arrays and objects it is in.
    depth: usize,
}

impl<'a> Value<'a> {
    /// The value that this line is.
    pub fn of_line(line: &'a [u8]) -> Result<Self> {
        let line = std::str::from_utf8(line)
            .map_err(|error| LineError::new("not UTF-8 text").at_byte(error.valid_up_to() + 1))?;
        let raw: &RawValue = serde_json::from_str(line).map_err(|error| no_json(line, &error))?;
        Ok(Self { line, text: raw.get(), depth: 0 })
    }

    /// Its kind.
    pub fn kind(self) -> Kind {
        match self.text.as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Toggle,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// `true` or `false`.
    pub fn toggle(self) -> bool {
        self.text == "true"
    }

    /// A number, as it is spelled.
    pub fn number(self) -> Result<&'a str> {
        if self.text.parse::<f64>().is_ok_and(f64::is_finite) {
            Ok(self.text)
        } else {
            Err(LineError::new(format!("the number is too large: {}", cut(self.text))))
        }
    }

    /// A string.
    pub fn string(self) -> Result<Cow<'a, str>> {
        serde_json::from_str(self.text).map(|Text(text)| text).map_err(|error| self.half_pair(&error))
    }

    /// Goes through the members of an object.
    pub fn object(self, mut member: impl FnMut(Self, &str) -> Result<()>) -> Result<()> {
        let mut keys = Keys::default();
        self.walk(|key, value| {
            let taken = if keys.add(key.clone()) {
                member(value, &key)
            } else {
                Err(LineError::new("the key is there twice").at_byte(value.byte(1)))
            };
            taken.map_err(|error| error.within(&key))
        })
    }

    /// Goes through the items of an array, counted from 0.
    pub fn array(self, mut item: impl FnMut(Self, usize) -> Result<()>) -> Result<()> {
        let mut index = 0;
        self.walk(|_, value| {
            item(value, index).map_err(|error| error.within_item(index))?;
            index += 1;
            Ok(())
        })
    }

    /// Appends the value in the one form we keep: no white space, keys in their order, numbers in their digits, strings
    /// as we write them.
    pub fn compact(self, out: &mut Vec<u8>) -> Result<()> {
        match self.kind() {
            Kind::Null | Kind::Toggle => out.extend_from_slice(self.text.as_bytes()),
            Kind::Number => out.extend_from_slice(self.number()?.as_bytes()),
            Kind::Text => push_string(&self.string()?, out),
            Kind::Array => {
                out.push(b'[');
                self.array(|value, index| {
                    out.extend_from_slice(if index > 0 { b"," } else { b"" });
                    value.compact(out)
                })?;
                out.push(b']');
            }
            Kind::Object => {
                let mut between = "{";
                self.object(|value, key| {
                    out.extend_from_slice(std::mem::replace(&mut between, ",").as_bytes());
                    push_string(key, out);
                    out.push(b':');
                    value.compact(out)
                })?;
                out.extend_from_slice(if between == "{" { b"{}" } else { b"}" });
            }
        }
        Ok(())
    }

    /// An error that it is not what was `expected`.
    pub fn wrong(self, expected: &str) -> LineError {
        let found = match self.kind() {
            Kind::Null => Ok("null".to_owned()),
            Kind::Toggle => Ok("true or false".to_owned()),
            Kind::Number => self.number().map(cut),
            Kind::Text => self.string().map(|text| shown(&text)),
            Kind::Array => Ok("an array".to_owned()),
            Kind::Object => Ok("an object".to_owned()),
        };
        found.map_or_else(|error| error, |found| LineError::new(format!("expected {expected}, found {found}")))
    }

    fn walk(self, mut step: impl FnMut(Cow<'a, str>, Self) -> Result<()>) -> Result<()> {
        if self.depth == MAX_DEPTH {
            return Err(LineError::new("nested more than 64 deep").at_byte(self.byte(1)));
        }
        let mut failed = None;
        let step = |key, raw: &'a RawValue| {
            let inside = Self { text: raw.get(), depth: self.depth + 1, ..self };
            failed = step(key, inside).err();
            failed.is_none()
        };
        let read = walk(self.text, step);
        failed.map_or_else(|| read.map_err(|error| self.half_pair(&error)), Err)
    }

    /// Where in the line the byte is that is this one of the value; both are counted from 1.
    fn byte(self, column: usize) -> usize {
        self.text.as_ptr().addr() - self.line.as_ptr().addr() + column
    }

    /// All that can be wrong with a string that passed for JSON.
    fn half_pair(self, error: &serde_json::Error) -> LineError {
        LineError::new("half of a surrogate pair is no character").at_byte(self.byte(error.column()))
    }
}

/// A line that is no JSON, in the words of `serde_json`.
fn no_json(line: &str, error: &serde_json::Error) -> LineError {
    if error.is_eof() {
        return LineError::new("the line ends in the middle").at_byte(line.len() + 1);
    }
    let told = error.to_string();
    let problem = told.rsplit_once(" at line ").map_or(told.as_str(), |(problem, _)| problem);
    LineError::new(problem).at_byte(error.column())
}

/// Whether this text is a number as JSON spells it.
pub fn is_number(text: &str) -> bool {
    Value::of_line(text.as_bytes())
        .is_ok_and(|value| value.text == text && value.kind() == Kind::Number && value.number().is_ok())
}

/// The keys an object had so far.
#[derive(Default)]
struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    /// Whether this one is new. The first few are compared one by one, which is quicker than a hash.
    fn add(&mut self, key: Cow<'a, str>) -> bool {
        if self.few.contains(&key) {
            return false;
        }
        if self.few.len() == FEW_KEYS {
            return self.many.insert(key);
        }
        self.few.push(key);
        true
    }
}

#[cfg(test)]
mod tests;
