//! The values that members of a chat's line have: what may be said, and what says nothing.

use std::collections::HashSet;

use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result};
use crate::model::field::FieldValue;
use crate::model::json::push_string;

/// Bytes an ID can have.
const MAX_ID: usize = 1024;

/// Custom fields, by name.
pub type Fields = Vec<(String, FieldValue)>;

/// What the source says beyond what we know, as a JSON object.
#[derive(Default)]
pub struct Extra(Vec<u8>);

impl Extra {
    /// Adds a member.
    pub fn member(&mut self, value: Value<'_>, key: &str) -> Result<()> {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        push_string(key, &mut self.0);
        self.0.push(b':');
        value.compact(&mut self.0)
    }

    /// The object, unless it has no members.
    pub fn finish(mut self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        self.0.push(b'}');
        String::from_utf8(self.0).ok()
    }
}

/// The members of an object.
pub fn object(value: Value<'_>, member: impl FnMut(Value<'_>, &str) -> Result<()>) -> Result<()> {
    if value.kind() == Kind::Object { value.object(member) } else { Err(value.wrong("an object")) }
}

/// The members of an object; none of `null`.
pub fn members(value: Value<'_>, member: impl FnMut(Value<'_>, &str) -> Result<()>) -> Result<()> {
    if value.kind() == Kind::Null { Ok(()) } else { object(value, member) }
}

/// The items of an array; none of `null`.
pub fn each(value: Value<'_>, item: impl FnMut(Value<'_>, usize) -> Result<()>) -> Result<()> {
    match value.kind() {
        Kind::Null => Ok(()),
        Kind::Array => value.array(item),
        _ => Err(value.wrong("an array")),
    }
}

/// A text; nothing where it is `null` or empty.
pub fn said(value: Value<'_>) -> Result<Option<String>> {
    match value.kind() {
        Kind::Null => Ok(None),
        Kind::Text => Ok(Some(value.string()?.into_owned()).filter(|text| !text.is_empty())),
        _ => Err(value.wrong("a text or null")),
    }
}

/// A text that two keys can say, but only one of them.
pub fn said_once(value: Value<'_>, place: &mut Option<String>) -> Result<()> {
    if let Some(text) = said(value)?
        && place.replace(text).is_some()
    {
        return Err(LineError::new("said already, by the other name of this key"));
    }
    Ok(())
}

/// A name: a text, or a number as it is spelled.
pub fn label(value: Value<'_>) -> Result<Option<String>> {
    match value.kind() {
        Kind::Number => Ok(Some(value.number()?.to_owned())),
        Kind::Text | Kind::Null => said(value),
        _ => Err(value.wrong("a text or a number")),
    }
}

/// An ID: a name that is not too long to look up.
pub fn id(value: Value<'_>) -> Result<Option<String>> {
    match label(value)? {
        Some(long) if long.len() > MAX_ID => Err(LineError::new("longer than 1,024 bytes")),
        id => Ok(id),
    }
}

/// An array of texts.
pub fn texts(value: Value<'_>) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    each(value, |value, _| {
        if value.kind() != Kind::Text {
            return Err(value.wrong("a text"));
        }
        texts.push(value.string()?.into_owned());
        Ok(())
    })?;
    Ok(texts)
}

/// Names, each once, none of them empty.
pub fn names(value: Value<'_>) -> Result<Vec<String>> {
    let mut names = texts(value)?;
    let mut seen = HashSet::new();
    names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    Ok(names)
}

/// The members of an object, as custom fields.
pub fn fields(value: Value<'_>, to: &mut Fields) -> Result<()> {
    members(value, |value, key| field(value, key.to_owned(), to))
}

/// A custom field; none where the value is `null`.
pub fn field(value: Value<'_>, name: String, to: &mut Fields) -> Result<()> {
    if name.is_empty() {
        return Err(LineError::new("the name of a custom field must not be empty"));
    }
    let value = match value.kind() {
        Kind::Null => return Ok(()),
        Kind::Text => FieldValue::Text(value.string()?.into_owned()),
        Kind::Number => FieldValue::Number(value.number()?.to_owned()),
        Kind::Toggle => FieldValue::Toggle(value.toggle()),
        Kind::Array | Kind::Object => {
            let mut json = Vec::new();
            value.compact(&mut json)?;
            FieldValue::Text(String::from_utf8_lossy(&json).into_owned())
        }
    };
    to.push((name, value));
    Ok(())
}

/// Adds the fields that the line did not call custom fields. Where a name is taken, `source.` goes in front.
pub fn add_beside(fields: &mut Fields, beside: Fields) {
    if beside.is_empty() {
        return;
    }
    let mut taken: HashSet<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    for (mut name, value) in beside {
        while !taken.insert(name.clone()) {
            name.insert_str(0, "source.");
        }
        fields.push((name, value));
    }
}
