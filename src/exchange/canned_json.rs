//! Canned replies as JSON: an array of objects, or an object a line. Our own objects have `name`, `text`, `title`,
//! `language`, `variants`, `scope`, `tags` and `files`; those of Zendesk Chat (shortcuts, as its API gives them or in the
//! envelope of an Airbyte stream) have `name` and `message`, those of Chatwoot `short_code` and `content`.

use std::collections::BTreeMap;

use super::base64;
use super::canned_csv::name;
use super::canned_file::{CannedFile, Fault};
use super::json::{Kind, Value};
use super::line_error::{LineError, Result};
use crate::model::attachment::NewAttachment;
use crate::model::canned::entry::Entry;
use crate::model::canned::{Canned, Scope, Variant, language, tag};
use crate::model::json::push_string;

/// Appends canned replies with their files: an array, one a line.
pub(super) fn write(replies: &[(Canned, Vec<NewAttachment>)], out: &mut Vec<u8>) {
    out.push(b'[');
    for (place, (canned, files)) in replies.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b",\n" } else { b"\n" });
        write_one(canned, files, out);
    }
    out.extend_from_slice(b"\n]\n");
}

fn write_one(canned: &Canned, files: &[NewAttachment], out: &mut Vec<u8>) {
    let push_some = |text: &Option<String>, out: &mut Vec<u8>| match text {
        Some(text) => push_string(text, out),
        None => out.extend_from_slice(b"null"),
    };
    out.extend_from_slice(b"{\"name\":");
    push_string(&canned.name, out);
    out.extend_from_slice(b",\"title\":");
    push_some(&canned.title, out);
    out.extend_from_slice(b",\"language\":");
    push_some(&canned.language, out);
    out.extend_from_slice(b",\"text\":");
    push_string(&canned.text, out);
    out.extend_from_slice(b",\"variants\":{");
    for (place, Variant { language, text }) in canned.variants.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b"," } else { b"" });
        push_string(language, out);
        out.push(b':');
        push_string(text, out);
    }
    out.extend_from_slice(b"},\"scope\":");
    push_string(&canned.scope.to_string(), out);
    out.extend_from_slice(b",\"tags\":[");
    for (place, tag) in canned.tags.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b"," } else { b"" });
        push_string(tag, out);
    }
    out.extend_from_slice(b"],\"files\":[");
    for (place, file) in files.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b"," } else { b"" });
        out.extend_from_slice(b"{\"name\":");
        push_string(&file.name, out);
        out.extend_from_slice(b",\"base64\":\"");
        base64::push(&file.content, out);
        out.extend_from_slice(b"\"}");
    }
    out.extend_from_slice(b"]}");
}

/// Reads a file.
pub(super) fn read(text: &str) -> std::result::Result<CannedFile, Fault> {
    let mut file = CannedFile::default();
    if text.trim_start().starts_with('[') {
        let mut number = 0;
        let whole = Value::of_line(text.as_bytes()).map_err(|error| ("as JSON".to_owned(), error))?;
        let mut fault = None;
        let walked = whole.array(|value, _| {
            number += 1;
            let place = format!("item {number}");
            take(value, &place, &mut file).inspect_err(|error| fault = Some((place, error.clone())))
        });
        return match (walked, fault) {
            (Ok(()), _) => Ok(file),
            (Err(_), Some(fault)) => Err(fault),
            (Err(error), None) => Err(("as JSON".to_owned(), error)),
        };
    }
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line): &(u64, &str)| !line.trim().is_empty()) {
        let place = format!("line {number}");
        let taken = Value::of_line(line.as_bytes()).and_then(|value| take(value, &place, &mut file));
        taken.map_err(|error| (place, error))?;
    }
    Ok(file)
}

/// The members of an object, by key.
type Members<'a> = BTreeMap<String, Value<'a>>;

fn members(value: Value<'_>) -> Result<Members<'_>> {
    if value.kind() != Kind::Object {
        return Err(value.wrong("an object"));
    }
    let mut members = BTreeMap::new();
    value.object(|member, key| {
        members.insert(key.to_owned(), member);
        Ok(())
    })?;
    Ok(members)
}

fn take(value: Value<'_>, place: &str, file: &mut CannedFile) -> Result<()> {
    let all = members(value)?;
    if let (Some(stream), Some(data)) = (all.get("stream"), all.get("data")) {
        let stream = string(*stream, "stream")?;
        if stream != "shortcuts" {
            file.left.push(format!("{place}: of another stream ({stream})"));
            return Ok(());
        }
        return foreign(&members(*data).map_err(|error| error.within("data"))?, "name", "message", place, file);
    }
    if all.contains_key("short_code") {
        return foreign(&all, "short_code", "content", place, file);
    }
    if all.contains_key("message") && !all.contains_key("text") {
        return foreign(&all, "name", "message", place, file);
    }
    file.entries.push(own(&all, place)?);
    Ok(())
}

fn string(value: Value<'_>, key: &str) -> Result<String> {
    match value.kind() {
        Kind::Text => Ok(value.string().map_err(|error| error.within(key))?.into_owned()),
        _ => Err(value.wrong("a text").within(key)),
    }
}

/// A text that may be null or empty.
fn some_string(value: Value<'_>, key: &str) -> Result<Option<String>> {
    let text = if value.kind() == Kind::Null { None } else { Some(string(value, key)?) };
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn required<'a>(all: &Members<'a>, key: &str) -> Result<Value<'a>> {
    all.get(key).copied().ok_or_else(|| LineError::new("it is missing").within(key))
}

fn tags(value: Value<'_>) -> Result<Vec<String>> {
    let mut tags = Vec::new();
    if value.kind() != Kind::Array {
        return Err(value.wrong("an array").within("tags"));
    }
    value
        .array(|one, _| {
            if one.kind() != Kind::Text {
                return Err(one.wrong("a text"));
            }
            tags.push(tag(&one.string()?).map_err(LineError::new)?);
            Ok(())
        })
        .map_err(|error| error.within("tags"))?;
    Ok(tags)
}

/// An object in our own form.
fn own(all: &Members<'_>, place: &str) -> Result<Entry> {
    let mut entry = Entry {
        place: place.to_owned(),
        name: name(&string(required(all, "name")?, "name")?).map_err(|what| LineError::new(what).within("name"))?,
        text: string(required(all, "text")?, "text")?,
        ..Entry::default()
    };
    for (key, value) in all {
        let in_key = |what: String| LineError::new(what).within(key);
        match key.as_str() {
            "name" | "text" => {}
            "title" => entry.title = Some(some_string(*value, key)?),
            "language" => {
                let tag = some_string(*value, key)?;
                entry.language = Some(tag.map(|tag| language::canonical(&tag)).transpose().map_err(in_key)?);
            }
            "variants" => entry.variants = Some(variants(*value).map_err(|error| error.within(key))?),
            "scope" => entry.scope = Some(Scope::parse(&string(*value, key)?).map_err(in_key)?),
            "tags" => entry.tags = Some(tags(*value)?),
            "files" => entry.files = Some(files(*value).map_err(|error| error.within(key))?),
            _ => return Err(LineError::new("no canned reply has this field").within(key)),
        }
    }
    Ok(entry)
}

fn variants(value: Value<'_>) -> Result<Vec<Variant>> {
    let mut variants = Vec::new();
    for (key, text) in members(value)? {
        let language = language::canonical(&key).map_err(LineError::new)?;
        variants.push(Variant { language, text: string(text, &key)? });
    }
    Ok(variants)
}

fn files(value: Value<'_>) -> Result<Vec<NewAttachment>> {
    if value.kind() != Kind::Array {
        return Err(value.wrong("an array"));
    }
    let mut files = Vec::new();
    value.array(|one, _| {
        let all = members(one)?;
        let content = string(required(&all, "base64")?, "base64")?;
        let content = base64::read(&content).ok_or_else(|| LineError::new("it is no base64").within("base64"))?;
        if content.len() as u64 > crate::model::attachment::MOST_BYTES {
            return Err(LineError::new("it has more than 10 MiB").within("base64"));
        }
        files.push(NewAttachment { name: string(required(&all, "name")?, "name")?, content });
        Ok(())
    })?;
    Ok(files)
}

/// An object of another system. What it says of who may use it is not guessed at: only what is for everybody is taken.
fn foreign(all: &Members<'_>, of_name: &str, of_text: &str, place: &str, file: &mut CannedFile) -> Result<()> {
    let said = string(required(all, of_name)?, of_name)?;
    let entry = Entry {
        place: place.to_owned(),
        name: name(&said).map_err(|what| LineError::new(what).within(of_name))?,
        text: string(required(all, of_text)?, of_text)?,
        tags: all.get("tags").filter(|tags| tags.kind() != Kind::Null).map(|all| tags(*all)).transpose()?,
        ..Entry::default()
    };
    let scope = all.get("scope").map(|scope| string(*scope, "scope")).transpose()?;
    if let Some(scope) = scope.filter(|scope| scope != "all") {
        file.left.push(format!("{place}: {} is for {scope}, which has no name here", entry.name));
        return Ok(());
    }
    if all.get("options").is_some_and(|options| some_string(*options, "options").is_ok_and(|said| said.is_some())) {
        file.left.push(format!("{place}: the answers to choose from of {}", entry.name));
    }
    file.entries.push(entry);
    Ok(())
}
