//! A person as one JSON object: what `person show --format json` prints and what an export of their data holds.

use crate::model::json::push_string;
use crate::model::person::WholePerson;
use crate::model::time::Time;

/// Appends all that is kept of a person, with its line feed. Keys with nothing to say are left out; the internal notes
/// only come where they are asked for.
pub fn write(person: &WholePerson, with_notes: bool, out: &mut Vec<u8>) {
    let row = &person.row;
    out.push(b'{');
    key("id", out);
    number(row.id, out);
    for (name, value) in [
        ("name", &row.name),
        ("email", &row.email),
        ("phone", &row.phone),
        ("location", &row.location),
        ("country", &row.country),
        ("ip", &row.ip),
        ("channel_id", &row.channel_id),
        ("unique_id", &row.unique_id),
        ("source", &row.source),
        ("external", &row.external_id),
    ] {
        text(name, value.as_deref(), out);
    }
    time("first_chat", row.first_chat, out);
    time("last_chat", row.last_chat, out);
    time("erased", row.erased, out);
    if !person.fields.is_empty() {
        key("fields", out);
        out.push(b'{');
        for (name, value) in &person.fields {
            text(name, Some(value.text()), out);
        }
        out.push(b'}');
    }
    if !row.tags.is_empty() {
        key("tags", out);
        array(&row.tags, out, |tag, out| push_string(tag, out));
    }
    if !person.bans.is_empty() {
        key("bans", out);
        array(&person.bans, out, |ban, out| {
            out.push(b'{');
            text("reason", Some(&ban.reason), out);
            time("started", ban.started, out);
            time("ends", ban.ends, out);
            time("lifted", ban.lifted, out);
            out.push(b'}');
        });
    }
    if with_notes && !person.notes.is_empty() {
        key("notes", out);
        array(&person.notes, out, |note, out| {
            out.push(b'{');
            time("at", note.at, out);
            text("author", note.author.as_deref(), out);
            text("text", Some(&note.text), out);
            text("color", note.color.as_deref(), out);
            out.push(b'}');
        });
    }
    key("chats", out);
    array(&person.chats, out, |chat, out| number(*chat, out));
    out.extend_from_slice(b"}\n");
}

/// The name of a member, with a comma unless it is the object's first.
fn key(name: &str, out: &mut Vec<u8>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    push_string(name, out);
    out.push(b':');
}

fn number(number: i64, out: &mut Vec<u8>) {
    out.extend_from_slice(number.to_string().as_bytes());
}

fn text(name: &str, value: Option<&str>, out: &mut Vec<u8>) {
    if let Some(value) = value {
        key(name, out);
        push_string(value, out);
    }
}

fn time(name: &str, time: Option<Time>, out: &mut Vec<u8>) {
    if let Some(time) = time {
        key(name, out);
        out.push(b'"');
        time.push_rfc3339(out);
        out.push(b'"');
    }
}

fn array<T>(items: &[T], out: &mut Vec<u8>, item: impl Fn(&T, &mut Vec<u8>)) {
    out.push(b'[');
    for (place, one) in items.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        item(one, out);
    }
    out.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::FieldValue;
    use crate::model::note::Note;
    use crate::model::person::PersonRow;

    #[test]
    fn a_person_is_one_object_and_notes_are_asked_for() {
        let note = Note { at: Some(Time::EPOCH), author: None, text: "a \"b\"".into(), color: None, extra: None };
        let person = WholePerson {
            row: PersonRow {
                id: 7,
                name: Some("Ann".into()),
                tags: vec!["a".into(), "b".into()],
                ..PersonRow::default()
            },
            fields: vec![("plan".into(), FieldValue::Text("gold".into()))],
            notes: vec![note],
            chats: vec![9, 2],
            ..WholePerson::default()
        };
        let written = |notes| {
            let mut out = Vec::new();
            write(&person, notes, &mut out);
            String::from_utf8(out).unwrap()
        };
        let start = r#"{"id":7,"name":"Ann","fields":{"plan":"gold"},"tags":["a","b"],"#;
        assert_eq!(written(false), format!("{start}\"chats\":[9,2]}}\n"));
        let notes = r#""notes":[{"at":"1970-01-01T00:00:00Z","text":"a \"b\""}],"#;
        assert_eq!(written(true), format!("{start}{notes}\"chats\":[9,2]}}\n"));
    }
}
