//! The values that members of a chat's line have: what may be said, and what says nothing.

use std::collections::HashSet;

use crate::exchange::json::{Kind, LineError, Reader, Result};
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
    /// Adds the member that this reader is in front of.
    pub fn member(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<()> {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        push_string(key, &mut self.0);
        self.0.push(b':');
        reader.compact(&mut self.0)
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
pub fn object(reader: &mut Reader<'_>, member: impl FnMut(&mut Reader<'_>, &str) -> Result<()>) -> Result<()> {
    if reader.kind()? != Kind::Object {
        return Err(reader.wrong("an object"));
    }
    reader.object(member)
}

/// The members of an object; none of `null`.
pub fn members(reader: &mut Reader<'_>, member: impl FnMut(&mut Reader<'_>, &str) -> Result<()>) -> Result<()> {
    if reader.null()? { Ok(()) } else { object(reader, member) }
}

/// The items of an array; none of `null`.
pub fn each(reader: &mut Reader<'_>, item: impl FnMut(&mut Reader<'_>, usize) -> Result<()>) -> Result<()> {
    if reader.null()? {
        return Ok(());
    }
    if reader.kind()? != Kind::Array {
        return Err(reader.wrong("an array"));
    }
    reader.array(item)
}

/// A text; nothing where it is `null` or empty.
pub fn said(reader: &mut Reader<'_>) -> Result<Option<String>> {
    if reader.null()? {
        return Ok(None);
    }
    if reader.kind()? != Kind::Text {
        return Err(reader.wrong("a text or null"));
    }
    let text = reader.string()?;
    Ok((!text.is_empty()).then(|| text.into_owned()))
}

/// A text that two keys can say, but only one of them.
pub fn said_once(reader: &mut Reader<'_>, place: &mut Option<String>) -> Result<()> {
    if let Some(text) = said(reader)?
        && place.replace(text).is_some()
    {
        return Err(LineError::new("said already, by the other name of this key"));
    }
    Ok(())
}

/// A name: a text, or a number as it is spelled.
pub fn label(reader: &mut Reader<'_>) -> Result<Option<String>> {
    match reader.kind()? {
        Kind::Number => Ok(Some(reader.number()?.to_owned())),
        Kind::Text | Kind::Null => said(reader),
        _ => Err(reader.wrong("a text or a number")),
    }
}

/// An ID: a name that is not too long to look up.
pub fn id(reader: &mut Reader<'_>) -> Result<Option<String>> {
    match label(reader)? {
        Some(long) if long.len() > MAX_ID => Err(LineError::new("longer than 1,024 bytes")),
        id => Ok(id),
    }
}

/// An array of texts.
pub fn texts(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    each(reader, |reader, _| {
        if reader.kind()? != Kind::Text {
            return Err(reader.wrong("a text"));
        }
        texts.push(reader.string()?.into_owned());
        Ok(())
    })?;
    Ok(texts)
}

/// Names, each once, none of them empty.
pub fn names(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut names = texts(reader)?;
    if names.iter().any(String::is_empty) {
        return Err(LineError::new("a name must not be empty"));
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names)
}

/// The members of an object, as custom fields.
pub fn fields(reader: &mut Reader<'_>, to: &mut Fields) -> Result<()> {
    members(reader, |reader, key| field(reader, key.to_owned(), to))
}

/// A custom field; none where the value is `null`.
pub fn field(reader: &mut Reader<'_>, name: String, to: &mut Fields) -> Result<()> {
    if name.is_empty() {
        return Err(LineError::new("the name of a custom field must not be empty"));
    }
    let value = match reader.kind()? {
        Kind::Null => {
            reader.null()?;
            return Ok(());
        }
        Kind::Text => FieldValue::Text(reader.string()?.into_owned()),
        Kind::Number => FieldValue::Number(reader.number()?.to_owned()),
        Kind::Toggle => FieldValue::Toggle(reader.toggle()?),
        Kind::Array | Kind::Object => {
            let mut json = Vec::new();
            reader.compact(&mut json)?;
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
