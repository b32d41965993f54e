//! Messages of one chat, one a line: as JSON, or as plain text, which then is the person's.

use std::path::Path;

use jiff::tz::TimeZone;

use super::chat_line;
use super::input::Input;
use crate::error::{Error, Result};
use crate::model::message::{AuthorKind, Message};

/// Messages that are read at most.
const MOST: usize = 1_000_000;

/// What a file of messages holds.
#[derive(Debug, Default, PartialEq)]
pub struct ReadMessages {
    /// The messages, in order.
    pub messages: Vec<Message>,
    /// How many of their times named no offset from UTC and were taken in the zone given.
    pub unzoned: usize,
}

/// Reads the messages of a file, packed with gzip or not; `-` is standard input. Where the first line begins with `{`,
/// every line is a message in the form that whole chats have; else every line is what the person wrote, at a time that
/// is not known. Blank lines are passed over. What comes through a pipe is kept aside in `folder`.
///
/// # Errors
/// `BadData` with file, line and field for a line that is no message; else as opening and reading fail.
pub fn read(path: &Path, folder: &Path, zone: &TimeZone) -> Result<ReadMessages> {
    let mut input = Input::open(path)?;
    let name = input.name().to_owned();
    let mut lines = input.lines(folder)?;
    let mut read = ReadMessages::default();
    let mut is_json = None;
    while let Some(line) = lines.next_line()? {
        if read.messages.len() == MOST {
            return Err(Error::bad_data(format!("{name} holds more than 1,000,000 messages")));
        }
        if *is_json.get_or_insert(line.bytes.trim_ascii_start().starts_with(b"{")) {
            let (message, unzoned) = chat_line::read_message(line.bytes, zone)
                .map_err(|error| Error::bad_data(error.in_line(&name, line.number)).hint(NOTHING_KEPT))?;
            read.unzoned += unzoned;
            read.messages.push(message);
        } else {
            let text = std::str::from_utf8(line.bytes).map_err(|_| {
                Error::bad_data(format!("{name} line {}: not UTF-8 text", line.number)).hint(NOTHING_KEPT)
            })?;
            read.messages.push(Message { text: text.to_owned(), ..Message::of(AuthorKind::Person) });
        }
    }
    Ok(read)
}

const NOTHING_KEPT: &str = "nothing was kept; a first line that begins with { makes every line a message as JSON";

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &[u8]) -> Result<ReadMessages> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("messages");
        std::fs::write(&path, text).unwrap();
        read(&path, folder.path(), &TimeZone::UTC)
    }

    #[test]
    fn plain_lines_are_the_persons_words() {
        let read = read_text("Hello\r\n\n[x] is {broken}\n".as_bytes()).unwrap();
        let texts: Vec<&str> = read.messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["Hello", "[x] is {broken}"]);
        assert!(read.messages.iter().all(|message| message.kind == AuthorKind::Person && message.at.is_none()));
        assert_eq!(read_text(b"").unwrap(), ReadMessages::default());
    }

    #[test]
    fn lines_of_json_are_messages_of_anybody() {
        let read = read_text(
            b"{\"from\":\"person\",\"at\":\"2026-01-15T11:00:00\",\"text\":\"hi\"}\n{\"from\":\"ai\",\"author\":\"helper\",\"text\":\"a\",\"x\":1}",
        )
        .unwrap();
        assert_eq!((read.messages.len(), read.unzoned), (2, 1));
        assert_eq!(read.messages[1].extra.as_deref(), Some("{\"x\":1}"));
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, part) in [
            (&b"{\"from\":\"person\"}\n{\"from\":\"nobody\"}"[..], "messages line 2, from: expected"),
            (b"{\"text\":\"hi\"}", "messages line 1, from: is missing"),
            (b"{\"from\":\"ai\"}\nplain", "messages line 2, byte 1"),
            (b"ok\n\xff", "messages line 2: not UTF-8"),
        ] {
            let error = read_text(text).unwrap_err();
            assert_eq!(error.exit_code(), 8);
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}
