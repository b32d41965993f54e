//! What the forms of other systems have in common: values that may be there, and what is left of a message.

use crate::exchange::chat_line::Draft;
use crate::exchange::chat_line::value::{Extra, each, members, said};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::Result;
use crate::model::attachment::{Attachment, media_type};
use crate::model::message::Message;
use crate::model::person::Rep;

/// Whether a value says anything: empty texts, arrays and objects do not.
pub fn says(value: Value<'_>) -> Result<bool> {
    let mut any = false;
    match value.kind() {
        Kind::Null => {}
        Kind::Text => any = !value.string()?.is_empty(),
        Kind::Array => value.array(|_, _| {
            any = true;
            Ok(())
        })?,
        Kind::Object => value.object(|_, _| {
            any = true;
            Ok(())
        })?,
        Kind::Number | Kind::Toggle => any = true,
    }
    Ok(any)
}

/// The values of some members of an object.
pub fn pick<'a, const N: usize>(value: Value<'a>, keys: [&str; N]) -> Result<[Option<Value<'a>>; N]> {
    let mut found = [None; N];
    if value.kind() != Kind::Object {
        return Err(value.wrong("an object"));
    }
    value.object(|value, key| {
        if let Some(place) = keys.iter().position(|known| *known == key) {
            found[place] = Some(value);
        }
        Ok(())
    })?;
    Ok(found)
}

/// What our own form calls the parts of a message.
const OURS: [&str; 7] = ["at", "offset_s", "from", "author", "alias", "text", "attachments"];

/// Keeps a member of a message that we have no place for, where it says anything.
pub fn rest(extra: &mut Extra, value: Value<'_>, key: &str) -> Result<()> {
    if !says(value)? {
        return Ok(());
    }
    if OURS.contains(&key) { extra.member(value, &format!("source.{key}")) } else { extra.member(value, key) }
}

/// Keeps a member of a chat that we have no place for as a custom field, where it says anything.
pub fn beside(draft: &mut Draft<'_>, value: Value<'_>, key: &str) -> Result<()> {
    if says(value)? { draft.unknown(value, key) } else { Ok(()) }
}

/// The reps of a chat: the one there is has it; of several it is not known who has.
pub fn reps(draft: &mut Draft<'_>, mut reps: Vec<Rep>) {
    match reps.pop() {
        Some(only) if reps.is_empty() => draft.chat.rep = Some(only),
        Some(last) => {
            reps.push(last);
            draft.chat.participants.extend(reps.into_iter().filter_map(|rep| rep.external_id.or(rep.name)));
        }
        None => {}
    }
}

/// A text where the value is one; of all else nothing.
pub fn text_of(value: Value<'_>) -> Result<Option<String>> {
    if value.kind() == Kind::Text { said(value) } else { Ok(None) }
}

/// A number of bytes, 0 where it is not known.
pub fn bytes_of(value: Value<'_>) -> Result<i64> {
    if value.kind() != Kind::Number {
        return Ok(0);
    }
    Ok(value.number()?.parse().ok().filter(|size| *size >= 0).unwrap_or(0))
}

/// The keys under which a source tells of a file.
pub struct FileKeys {
    /// What it is called.
    pub name: &'static [&'static str],
    /// Its media type.
    pub media_type: &'static [&'static str],
    /// Its bytes.
    pub size: &'static [&'static str],
    /// Where it lies.
    pub link: &'static [&'static str],
}

/// What a source tells of a file. Without a name it has that of its link.
pub fn attachment(value: Value<'_>, keys: &FileKeys) -> Result<Attachment> {
    let mut file = Attachment { name: String::new(), media_type: None, size: 0, link: None };
    members(value, |value, key| {
        if keys.name.contains(&key) {
            file.name = text_of(value)?.unwrap_or_default();
        } else if keys.media_type.contains(&key) {
            file.media_type = text_of(value)?;
        } else if keys.size.contains(&key) {
            file.size = bytes_of(value)?;
        } else if keys.link.contains(&key) {
            file.link = text_of(value)?;
        }
        Ok(())
    })?;
    Ok(named(file))
}

/// The files of an array. As the source told of them they are kept too.
pub fn attachments(value: Value<'_>, keys: &FileKeys, to: &mut Message, extra: &mut Extra) -> Result<()> {
    each(value, |value, _| {
        to.attachments.push(attachment(value, keys)?);
        Ok(())
    })?;
    rest(extra, value, "attachments")
}

/// The file with the name and media type that are told by its link and its name, where it has none.
pub fn named(mut file: Attachment) -> Attachment {
    if file.name.is_empty()
        && let Some(link) = &file.link
    {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        file.name = path.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if file.media_type.is_none() {
        file.media_type = media_type(&file.name).map(str::to_owned);
    }
    file
}
