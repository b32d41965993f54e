//! Which form a file has, told by what it begins with and never by its name.

use std::collections::HashSet;

use super::{Form, csv, whatsapp};

/// How many bytes from the start of a file are looked at.
pub const HEAD: usize = 64 << 10;
/// How many keys are looked at.
const MAX_KEYS: usize = 4096;
/// How deep keys are looked at.
const MAX_DEPTH: usize = 8;

/// Where a chat may stand within a document.
const PLACES: [&str; 10] = [
    "",
    "data.",
    "record.data.",
    "data.payload.",
    "payload.",
    "chats.",
    "chats.list.",
    "conversations.",
    "payload.chat.",
    "chat.",
];

/// The form of a file that begins so. What looks like none of the others is taken for our JSON Lines, whose reader says
/// best what is wrong with it.
pub fn detect(start: &[u8]) -> Form {
    let text = start.strip_prefix(super::super::input::BYTE_ORDER_MARK).unwrap_or(start).trim_ascii_start();
    match text.first() {
        Some(b'{') => of_keys(&keys(text)),
        Some(b'[') if matches!(text.get(1..).map(<[u8]>::trim_ascii_start), Some([b'{' | b']', ..])) => {
            of_keys(&keys(text))
        }
        _ if whatsapp::begins(text) => Form::Whatsapp,
        _ if csv::Kind::begins(start).is_some() => Form::Csv,
        _ => Form::Livechats,
    }
}

fn of_keys(keys: &HashSet<String>) -> Form {
    let has = |key: &str| PLACES.iter().any(|place| keys.contains(&format!("{place}{key}")));
    let any = |those: &[&str]| those.iter().any(|key| has(key));
    let is_chatwoot = has("messages.message_type") || (has("meta.sender") && has("inbox_id"));
    let is_telegram = any(&["messages.date_unixtime", "messages.text_entities"])
        || (has("messages.date") && has("messages.type"))
        || (keys.contains("personal_information") && keys.contains("about"));
    if keys.contains("livechats_form") {
        Form::Livechats
    } else if is_telegram {
        Form::Telegram
    } else if is_chatwoot {
        Form::Chatwoot
    } else if keys.contains("messages") {
        Form::Livechats
    } else if has("conversation_parts") || (has("source.author") && has("contacts")) {
        Form::Intercom
    } else if has("thread") && has("users") {
        Form::Livechat
    } else if has("visitor") && any(&["history", "session", "webpath", "message"]) {
        Form::Zendesk
    } else {
        Form::Livechats
    }
}

/// The paths of the keys in the beginning of a JSON file, which may end anywhere: `messages.from`. Arrays are no part of a
/// path.
fn keys(text: &[u8]) -> HashSet<String> {
    let mut keys = HashSet::new();
    // Of each array or object the reader is in: how long the path to it is.
    let mut levels: Vec<usize> = Vec::new();
    let (mut path, mut outside, mut at) = (Vec::<&[u8]>::new(), 0, 0);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => {
                let start = at + 1;
                at = end_of_string(text, start);
                let string = text.get(start..at).unwrap_or_default();
                let behind = text.get(at + 1..).unwrap_or_default().trim_ascii_start();
                if behind.first() == Some(&b':') {
                    path.truncate(outside);
                    path.push(string);
                    if path.len() <= MAX_DEPTH && keys.len() < MAX_KEYS {
                        keys.insert(String::from_utf8_lossy(&path.join(&b'.')).into_owned());
                    }
                }
            }
            b'{' | b'[' => {
                levels.push(outside);
                outside = path.len();
            }
            b'}' | b']' => {
                path.truncate(outside);
                outside = levels.pop().unwrap_or_default();
            }
            b',' => path.truncate(outside),
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Where the string ends that begins here.
fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_at_their_places() {
        let found = keys(br#"[{"a":{"b":[{"c":"x:\"y\":"},{"d":1}],"e":"f"},"g" : [1,2],"h":{"#);
        let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found, ["a", "a.b", "a.b.c", "a.b.d", "a.e", "g", "h"]);
    }

    #[test]
    fn what_is_none_of_the_others_is_ours() {
        for text in ["", "x", "{}", "[]", "{\"id\":1,\"messages\":[]}", "[1]", "\u{1}", "{\"id\":", "a,b\n1,2"] {
            assert_eq!(detect(text.as_bytes()), Form::Livechats, "{text}");
        }
        let odd = r#"{"id":1,"messages":[],"visitor":1,"session":2,"thread":{},"users":[]}"#;
        assert_eq!(detect(odd.as_bytes()), Form::Livechats, "our form with keys of another system");
    }
}
