//! Flags that say whom a ban is on.

use clap::Args;

use crate::model::identifier::{Identifier, IdentifierKind};
use crate::store::Suspect;

/// How identifiers are compared, for the help.
pub const COMPARED: &str = "\
Identifiers are compared in one form: mail addresses without case; phone numbers by their
digits, with + (or 00) where they name their country; an IPv4 address within IPv6 is the IPv4
address; IDs to the letter.";

/// Whom a ban is on: a person, identifiers, or both.
#[derive(Args, Clone, Debug)]
pub struct SuspectFlags {
    /// Number, or exactly one's mail address, phone number, ID or name
    #[arg(long, help_heading = "Whom", value_name = "PERSON")]
    person: Option<String>,
    /// A mail address; this and the next may be given again
    #[arg(long, help_heading = "Whom", value_name = "ADDRESS", value_parser = email)]
    email: Vec<Identifier>,
    /// A phone number
    #[arg(long, help_heading = "Whom", value_name = "NUMBER", value_parser = phone)]
    phone: Vec<Identifier>,
    /// An IP address, or a range: 203.0.113.0/24, 203.0.113.7-203.0.113.9
    #[arg(long, help_heading = "Whom", value_name = "ADDRESS", value_parser = ip)]
    ip: Vec<Identifier>,
    /// The app's ID
    #[arg(long, help_heading = "Whom", value_name = "ID", value_parser = channel)]
    channel_id: Vec<Identifier>,
    /// The company's ID
    #[arg(long, help_heading = "Whom", value_name = "ID", value_parser = unique)]
    unique_id: Vec<Identifier>,
}

type Parsed = std::result::Result<Identifier, String>;

fn email(text: &str) -> Parsed {
    Identifier::read(IdentifierKind::Email, text)
}

fn phone(text: &str) -> Parsed {
    Identifier::read(IdentifierKind::Phone, text)
}

fn ip(text: &str) -> Parsed {
    Identifier::read(IdentifierKind::Ip, text)
}

fn channel(text: &str) -> Parsed {
    Identifier::read(IdentifierKind::Channel, text)
}

fn unique(text: &str) -> Parsed {
    Identifier::read(IdentifierKind::Unique, text)
}

impl SuspectFlags {
    /// Whom they name.
    pub fn suspect(self) -> Suspect {
        let Self { person, email, phone, ip, channel_id, unique_id } = self;
        let mut identifiers = [email, phone, ip, channel_id, unique_id].concat();
        identifiers.sort();
        identifiers.dedup();
        Suspect { person, identifiers }
    }
}
