//! A chat as its person may read it: no notes, no fields, nothing of what is kept about others.

use jiff::tz::TimeZone;

use crate::model::chat::WholeChat;
use crate::model::message::{AuthorKind, Message};
use crate::model::time::Time;
use crate::output::document::Document;
use crate::output::style::Style;
use crate::output::wash::{self, Safe};

/// Where the words of a thread stand.
const WORDS: usize = 7;

/// A line of the transcript that is ours and not a message's.
pub type Aside = (i64, String);

/// Lays a chat out. `asides` stand under the message with their number.
pub fn write(chat: &WholeChat, asides: &[Aside], zone: &TimeZone) -> String {
    let mut document = Document::new(usize::MAX);
    let head = format!("Chat {}  {}  {}", chat.id, moment(chat.created, zone), chat.app.as_deref().unwrap_or_default());
    document.line([(Style::Strong, wash::line(head.trim_end()))]);
    document.blank();
    for (number, message) in (1_i64..).zip(&chat.messages) {
        let line = format!("{}  {}", moment(message.at, zone), author(chat, message));
        document.line([(Style::Plain, wash::line(&line))]);
        let mut said = wash::body(&message.text);
        let asides: Vec<&str> = asides.iter().filter(|(of, _)| *of == number).map(|(_, text)| text.as_str()).collect();
        said.extend(asides.iter().map(|text| wash::line(text)));
        document.entry(&Safe::default(), Style::Dim, WORDS, Style::Plain, &said);
    }
    document.blank();
    document.render(false)
}

fn moment(time: Option<Time>, zone: &TimeZone) -> String {
    time.map_or_else(|| "unknown time".to_owned(), |time| time.local(zone))
}

/// Who spoke, as the person knows them.
fn author(chat: &WholeChat, message: &Message) -> String {
    let kind = message.kind.name();
    let name = match (message.kind, &chat.rep) {
        (AuthorKind::Person, _) => chat.person.name.as_deref(),
        (AuthorKind::Rep, Some(rep)) if rep.external_id == message.author => rep.name.as_deref(),
        _ => message.author.as_deref(),
    };
    name.map_or_else(|| kind.to_owned(), |name| format!("{kind}  {name}"))
}
