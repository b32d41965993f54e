//! What an export holds: the kinds of it.

use clap::ValueEnum;

use crate::commands::args::{chat_columns, chat_columns_help, columns_help, columns_of, columns_with_fields};
use crate::error::{Error, Result};
use crate::model::permission::{ChatVerb, Need, Permission, Thing};
use crate::model::{ban, canned, message, note, operation, person};

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One row a chat, custom fields as columns
    Chats,
    /// One row a message
    Messages,
    /// Chats with all that belongs to them, as JSON Lines: what import reads
    Whole,
    /// One row a person, custom fields as columns
    People,
    /// One row an internal note, on a chat or a person
    Notes,
    /// One row a ban
    Bans,
    /// One row a canned reply
    Canned,
    /// One row an operation of the record
    Audit,
}

impl Kind {
    /// The word for it, as the flag and the record spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chats => "chats",
            Self::Messages => "messages",
            Self::Whole => "whole",
            Self::People => "people",
            Self::Notes => "notes",
            Self::Bans => "bans",
            Self::Canned => "canned",
            Self::Audit => "audit",
        }
    }

    /// One of its rows, as a sentence counts them.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Chats | Self::Whole => "chat",
            Self::Messages => "message",
            Self::People => "person",
            Self::Notes => "note",
            Self::Bans => "ban",
            Self::Canned => "canned reply",
            Self::Audit => "operation",
        }
    }

    /// What its rows are counted as in the record.
    pub const fn counted(self) -> &'static str {
        match self {
            Self::Chats | Self::Whole => "chats",
            Self::People => "persons",
            Self::Audit => "operations",
            other => other.name(),
        }
    }

    /// What one needs to be let at it: to export chats, and to see what else goes out.
    pub const fn need(self) -> Need {
        match self {
            Self::Chats | Self::Messages | Self::Whole => Need::Chats(ChatVerb::Export),
            // There are notes on persons.
            Self::People | Self::Notes => Need::ExportOf(Permission::View(Thing::Persons)),
            Self::Bans => Need::ExportOf(Permission::View(Thing::Bans)),
            Self::Canned => Need::ExportOf(Permission::View(Thing::Canned)),
            Self::Audit => Need::ExportOf(Permission::ReadAudit),
        }
    }

    /// Whether each of its rows belongs to one chat.
    pub const fn is_of_chats(self) -> bool {
        matches!(self, Self::Chats | Self::Messages | Self::Whole)
    }

    /// Whether a query chooses what of it is written.
    pub const fn takes_query(self) -> bool {
        !matches!(self, Self::Canned | Self::Audit)
    }

    /// Says what is wrong with `--columns` before anything is opened.
    ///
    /// # Errors
    /// `Usage`.
    pub fn check_columns(self, asked: Option<&[String]>) -> Result<()> {
        if asked.is_none() {
            return Ok(());
        }
        match self {
            Self::Whole => {
                Err(Error::usage("whole chats have no columns to choose")
                    .hint("--columns goes with every other --kind"))
            }
            Self::Chats if chat_columns(asked)?.preview => {
                Err(Error::usage(format!("the column '{PREVIEW}' is for lists"))
                    .hint("--kind messages writes what was said"))
            }
            Self::Chats => Ok(()),
            Self::Messages => columns_of(message::COLUMNS, asked).map(drop),
            Self::People => columns_with_fields(person::COLUMNS, asked, |row| &row.fields).map(drop),
            Self::Notes => columns_of(note::EXPORTED, asked).map(drop),
            Self::Bans => columns_of(ban::COLUMNS, asked).map(drop),
            Self::Canned => columns_of(canned::COLUMNS, asked).map(drop),
            Self::Audit => columns_of(operation::OPERATIONS, asked).map(drop),
        }
    }
}

/// The one column of chats that no file has.
pub const PREVIEW: &str = "preview";

/// The columns of each kind, for the help.
pub fn columns_of_kinds() -> [(&'static str, String); 7] {
    [
        ("Columns of chats", chat_columns_help()),
        ("Columns of messages", columns_help(message::COLUMNS)),
        ("Columns of people", format!("{}\n  field.NAME  a custom field of the person", columns_help(person::COLUMNS))),
        ("Columns of notes", columns_help(note::EXPORTED)),
        ("Columns of bans", columns_help(ban::COLUMNS)),
        ("Columns of canned", columns_help(canned::COLUMNS)),
        ("Columns of audit", columns_help(operation::OPERATIONS)),
    ]
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
