//! Chats as other systems write them, and as our own CSV has them. Each form ends in the one type that our JSON Lines end
//! in too: what comes behind does not know where a chat is from.

mod chatwoot;
pub mod csv;
mod detect;
pub mod elements;
mod event;
mod html;
mod intercom;
mod livechat;
mod senders;
mod telegram;
pub mod whatsapp;
mod zendesk;

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

pub use detect::{HEAD, detect};
pub use whatsapp::DateOrder;

use super::chat_line::ReadChat;
use super::json::Value;
use super::line_error::LineError;
use crate::error::Error;

/// The forms that files of chats have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// JSON Lines, as export writes them
    Livechats,
    /// CSV of export: a file of chats and a file of messages
    Csv,
    /// Chatwoot: conversations of its API
    Chatwoot,
    /// Zendesk Chat: chats of its API, also one a line in Airbyte's envelopes
    Zendesk,
    /// Intercom: conversations of its API
    Intercom,
    /// LiveChat (text.com): archived chats and webhooks
    Livechat,
    /// Telegram Desktop: result.json of one chat or of all
    Telegram,
    /// WhatsApp: the text of a chat, from iPhone or Android
    Whatsapp,
}

impl Form {
    /// The word for it, as the flag spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Livechats => "livechats",
            Self::Csv => "csv",
            Self::Chatwoot => "chatwoot",
            Self::Zendesk => "zendesk",
            Self::Intercom => "intercom",
            Self::Livechat => "livechat",
            Self::Telegram => "telegram",
            Self::Whatsapp => "whatsapp",
        }
    }

    /// The keys under which documents of this form may have an array of chats.
    pub const fn envelopes(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Chatwoot => &[&["data", "payload"], &["payload"]],
            Self::Zendesk | Self::Livechat => &[&["chats"]],
            Self::Intercom => &[&["conversations"], &["data"]],
            Self::Telegram => &[&["chats", "list"], &["left_chats", "list"]],
            Self::Livechats | Self::Csv | Self::Whatsapp => &[],
        }
    }
}

/// What the user says of the files.
#[derive(Clone, Debug)]
pub struct Hints {
    /// Their form; without it, what a file holds tells.
    pub form: Option<Form>,
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// The order of day, month and year.
    pub dates: Option<DateOrder>,
    /// Senders who are reps, by name or by the source's ID.
    pub reps: Vec<String>,
}

#[cfg(test)]
impl Hints {
    /// Nothing but the zone.
    pub fn of_zone(zone: TimeZone) -> Self {
        Self { form: None, zone, dates: None, reps: Vec::new() }
    }
}

/// Why something is not taken for a chat.
#[derive(Debug)]
pub enum Fault {
    /// It cannot be read.
    Bad(LineError),
    /// The user must say what the file does not.
    Undecided {
        /// What is not known.
        problem: String,
        /// How to say it.
        hint: String,
    },
}

impl Fault {
    /// The error at this place.
    pub fn at(self, place: &str) -> Error {
        match self {
            Self::Bad(error) => Error::bad_data(error.at_place(place)).hint(NOTHING_KEPT),
            Self::Undecided { problem, hint } => Error::refused(format!("{place}: {problem}")).hint(hint),
        }
    }
}

const NOTHING_KEPT: &str = "nothing was kept; --from says what a file is where its content does not tell";

impl From<LineError> for Fault {
    fn from(error: LineError) -> Self {
        Self::Bad(error)
    }
}

/// What an element of a file turned out to be; `None` where it is a record of something else than a chat.
pub type Read = std::result::Result<Option<Box<ReadChat>>, Fault>;

/// Reads one element of a file of JSON.
pub fn read(form: Form, element: &[u8], hints: &Hints) -> Read {
    let value = Value::of_line(element)?;
    let read = match form {
        Form::Chatwoot => chatwoot::read(value, &hints.zone),
        Form::Intercom => intercom::read(value, &hints.zone),
        Form::Livechat => livechat::read(value, &hints.zone),
        Form::Zendesk => return Ok(zendesk::read(value, &hints.zone)?.map(Box::new)),
        Form::Telegram => return telegram::read(value, hints),
        Form::Livechats | Form::Csv | Form::Whatsapp => super::chat_line::read(element, &hints.zone),
    };
    Ok(Some(Box::new(read?)))
}

/// What something without an ID is called: a piece of the digest of what tells it from others.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
