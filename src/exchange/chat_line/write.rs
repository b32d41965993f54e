//! From a chat to a line.

use super::FORM;
use crate::exchange::json::is_number;
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::json::{push_number, push_string};
use crate::model::message::Message;
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::time::Time;

type Out = Vec<u8>;

/// Appends the chat as one line, with its line feed. Keys with nothing to say are left out, except those that readers
/// of the form count on: `created_at`, `person`, `rep`, `messages`, and a message's `at`, `from`, `author` and `text`.
pub fn write(chat: &WholeChat, out: &mut Out) {
    out.push(b'{');
    key("livechats_form", out);
    push_number(i64::from(FORM), out);
    if chat.id > 0 {
        key("livechats_id", out);
        push_number(chat.id, out);
    }
    key("id", out);
    push_string(&chat.external_id, out);
    key("source", out);
    push_string(&chat.source, out);
    text("lang", chat.language.as_deref(), out);
    text("app", chat.app.as_deref(), out);
    key("created_at", out);
    moment(chat.created, out);
    time("closed_at", chat.closed, out);
    time("updated_at", chat.updated, out);
    text("time_kind", chat.time_kind.as_deref(), out);
    key("person", out);
    person(&chat.person, out);
    key("rep", out);
    rep(chat.rep.as_ref(), out);
    texts("participants", &chat.participants, out);
    texts("teams", &chat.teams, out);
    texts("tags", &chat.tags, out);
    key("status", out);
    push_string(chat.status.name(), out);
    if let Some(given) = &chat.rating {
        key("rating", out);
        rating(given, out);
    }
    text("description", chat.description.as_deref(), out);
    fields(&chat.fields, out);
    if !chat.notes.is_empty() {
        key("notes", out);
        array(&chat.notes, note, out);
    }
    key("messages", out);
    array(&chat.messages, message, out);
    out.extend_from_slice(b"}\n");
}

fn person(person: &Person, out: &mut Out) {
    out.push(b'{');
    key("id", out);
    said(person.external_id.as_deref(), out);
    text("name", person.name.as_deref(), out);
    text("email", person.email.as_deref(), out);
    text("phone", person.phone.as_deref(), out);
    fields(&person.fields, out);
    out.push(b'}');
}

fn rep(rep: Option<&Rep>, out: &mut Out) {
    let Some(rep) = rep else { return null(out) };
    out.push(b'{');
    text("id", rep.external_id.as_deref(), out);
    text("name", rep.name.as_deref(), out);
    text("email", rep.email.as_deref(), out);
    out.push(b'}');
}

fn rating(rating: &Rating, out: &mut Out) {
    if rating.comment.is_none() && rating.at.is_none() {
        return push_number(rating.score, out);
    }
    out.push(b'{');
    key("score", out);
    push_number(rating.score, out);
    text("comment", rating.comment.as_deref(), out);
    time("at", rating.at, out);
    out.push(b'}');
}

fn note(note: &Note, out: &mut Out) {
    out.push(b'{');
    key("at", out);
    moment(note.at, out);
    key("author", out);
    said(note.author.as_deref(), out);
    key("text", out);
    push_string(&note.text, out);
    text("color", note.color.as_deref(), out);
    extra(note.extra.as_deref(), out);
    out.push(b'}');
}

fn message(message: &Message, out: &mut Out) {
    out.push(b'{');
    key("at", out);
    moment(message.at, out);
    if let Some(offset) = message.offset {
        key("offset_s", out);
        seconds(offset, out);
    }
    key("from", out);
    out.push(b'"');
    out.extend_from_slice(message.kind.name().as_bytes());
    out.push(b'"');
    key("author", out);
    said(message.author.as_deref(), out);
    key("text", out);
    push_string(&message.text, out);
    extra(message.extra.as_deref(), out);
    out.push(b'}');
}

/// The members of a JSON object that is kept as text, behind those written already.
fn extra(object: Option<&str>, out: &mut Out) {
    let members = object.and_then(|object| object.strip_prefix('{')?.strip_suffix('}'));
    if let Some(members) = members.filter(|members| !members.is_empty()) {
        out.push(b',');
        out.extend_from_slice(members.as_bytes());
    }
}

fn fields(fields: &[(String, FieldValue)], out: &mut Out) {
    if fields.is_empty() {
        return;
    }
    key("custom_fields", out);
    out.push(b'{');
    for (name, value) in fields {
        comma(out);
        push_string(name, out);
        out.push(b':');
        match value {
            FieldValue::Toggle(on) => out.extend_from_slice(if *on { b"true" } else { b"false" }),
            // A field that an admin calls a number may hold older texts that are none.
            FieldValue::Number(digits) if is_number(digits) => out.extend_from_slice(digits.as_bytes()),
            FieldValue::Number(text) | FieldValue::Text(text) => push_string(text, out),
        }
    }
    out.push(b'}');
}

fn array<T>(items: &[T], item: fn(&T, &mut Out), out: &mut Out) {
    out.push(b'[');
    for (index, one) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        item(one, out);
    }
    out.push(b']');
}

fn texts(name: &'static str, texts: &[String], out: &mut Out) {
    if !texts.is_empty() {
        key(name, out);
        array(texts, |text, out| push_string(text, out), out);
    }
}

fn text(name: &'static str, text: Option<&str>, out: &mut Out) {
    if let Some(text) = text {
        key(name, out);
        push_string(text, out);
    }
}

fn time(name: &'static str, time: Option<Time>, out: &mut Out) {
    if time.is_some() {
        key(name, out);
        moment(time, out);
    }
}

/// The name of a member of the form, with a comma unless it is the object's first. There is nothing to escape in it.
#[inline]
fn key(name: &'static str, out: &mut Out) {
    comma(out);
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

fn comma(out: &mut Out) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
}

fn said(text: Option<&str>, out: &mut Out) {
    match text {
        Some(text) => push_string(text, out),
        None => null(out),
    }
}

fn moment(time: Option<Time>, out: &mut Out) {
    match time {
        Some(time) => {
            out.push(b'"');
            time.push_rfc3339(out);
            out.push(b'"');
        }
        None => null(out),
    }
}

fn null(out: &mut Out) {
    out.extend_from_slice(b"null");
}

/// Microseconds as seconds, with as many digits of the fraction as there are.
fn seconds(micros: i64, out: &mut Out) {
    let sign = if micros < 0 { "-" } else { "" };
    let (whole, fraction) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let text = if fraction == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction:06}") };
    let text = if fraction == 0 { text.as_str() } else { text.trim_end_matches('0') };
    out.extend_from_slice(text.as_bytes());
}
