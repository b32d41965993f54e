//! How `serde_json` goes through one object or array, with its values left as they are spelled.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer as _};
use serde_json::value::RawValue;

/// A string of which only one with escapes is copied.
#[derive(Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// Hands `step` the key and the value of each member of an object, or the value of each item of an array (with an empty
/// key), until it is told to stop by a `false`.
pub fn walk<'a>(text: &'a str, step: impl FnMut(Cow<'a, str>, &'a RawValue) -> bool) -> serde_json::Result<()> {
    serde_json::Deserializer::from_str(text).deserialize_any(Steps(step))
}

struct Steps<F>(F);

impl<'de, F: FnMut(Cow<'de, str>, &'de RawValue) -> bool> Visitor<'de> for Steps<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some((Text(key), value)) = members.next_entry()? {
            if !(self.0)(key, value) {
                return Err(A::Error::custom("told to stop"));
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element()? {
            if !(self.0)(Cow::Borrowed(""), value) {
                return Err(A::Error::custom("told to stop"));
            }
        }
        Ok(())
    }
}
