//! What an export holds: the kinds of it.

use clap::ValueEnum;

use crate::commands::args::{chat_columns, chat_columns_help, columns_help, columns_of};
use crate::error::{Error, Result};
use crate::model::message;

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One row a chat, custom fields as columns
    Chats,
    /// One row a message
    Messages,
    /// Chats with all that belongs to them, as JSON Lines: what import reads
    Whole,
}

impl Kind {
    /// The word for it, as the flag and the record spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chats => "chats",
            Self::Messages => "messages",
            Self::Whole => "whole",
        }
    }

    /// Says what is wrong with `--columns` before anything is opened.
    ///
    /// # Errors
    /// `Usage`.
    pub fn check_columns(self, asked: Option<&[String]>) -> Result<()> {
        let Some(asked) = asked else { return Ok(()) };
        match self {
            Self::Whole => Err(Error::usage("whole chats have no columns to choose")
                .hint("--columns goes with --kind chats or --kind messages")),
            Self::Messages => columns_of(message::COLUMNS, Some(asked)).map(drop),
            Self::Chats if chat_columns(Some(asked))?.preview => {
                Err(Error::usage("the column 'preview' is for lists").hint("--kind messages writes what was said"))
            }
            Self::Chats => Ok(()),
        }
    }
}

/// The columns of each kind, for the help.
pub fn columns_of_kinds() -> [(&'static str, String); 2] {
    [("Columns of chats", chat_columns_help()), ("Columns of messages", columns_help(message::COLUMNS))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_checked_before_anything_is_opened() {
        let check = |kind: Kind, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            kind.check_columns(Some(&names)).map_err(|error| error.exit_code())
        };
        assert_eq!(check(Kind::Chats, &["id", "field.order"]), Ok(()));
        assert_eq!(check(Kind::Messages, &["chat", "text"]), Ok(()));
        for (kind, name) in
            [(Kind::Whole, "id"), (Kind::Chats, "preview"), (Kind::Chats, "nme"), (Kind::Messages, "id")]
        {
            assert_eq!(check(kind, &[name]), Err(2), "{name}");
        }
        assert!(Kind::Whole.check_columns(None).is_ok());
    }
}
