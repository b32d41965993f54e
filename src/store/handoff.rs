//! Livechats opened from the chats of an AI assistant.

use rusqlite::{Connection, OptionalExtension};

use super::act::Side;
use super::assignment::{Decider, To, Waiting, keep, name_of_scope};
use super::ban::{Stopped, identifiers_of, stops};
use super::change::{Act, Change, Ending};
use super::index::index_again;
use super::people::name_of_rep;
use super::person::refuse_erased;
use super::transfer::{Found, Recipient, assign, queue};
use super::{Actor, Store, attachment, field, key, tag};
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::model::decision::Occasion;
use crate::model::fold::fold;
use crate::model::identifier::{Identifier, IdentifierKind};
use crate::model::message::Message;
use crate::model::status::{Event, Status};
use crate::query::FieldOwner;

/// A livechat to open.
#[derive(Clone, Debug)]
pub struct Handoff {
    /// The messaging app.
    pub app: String,
    /// Who wrote.
    pub person: HandedPerson,
    /// Who gets it.
    pub to: Recipient,
    /// What was said so far.
    pub messages: Vec<Message>,
    /// What its AI assistant has found out.
    pub labels: Labels,
    /// Open it even where the person has one that is not finished.
    pub again: bool,
}

/// What is known of a chat beside its messages, for the rules to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The language.
    pub language: Option<String>,
    /// Tags that there are.
    pub tags: Vec<String>,
    /// Custom fields that there are, and values of their types.
    pub fields: Vec<(String, String)>,
}

/// The person of a handoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandedPerson {
    /// One who is there: our number, else an identifier or the name.
    Known(String),
    /// One who is new.
    New {
        /// Name; `None` where it is not known.
        name: Option<String>,
        /// Mail address.
        email: Option<String>,
        /// Phone number.
        phone: Option<String>,
        /// The app's ID.
        channel_id: Option<String>,
    },
}

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOff {
    /// Number of the chat.
    pub chat: i64,
    /// Number of its person.
    pub person: i64,
    /// Where it stands.
    pub status: Status,
    /// Who has it, or whose queue it waits in, by the name written in the repository.
    pub to: Recipient,
    /// The rule that said so.
    pub rule: Option<String>,
    /// The number of the operation.
    pub operation: i64,
}

impl Store {
    /// Opens a livechat.
    ///
    /// # Errors
    /// `NotFound` for a person, rep, team, tag or field there is not, `Usage` for a value that is none of its field; `Conflict` for a name that may be several, for a new person's
    /// identifier that somebody has, and where the person has a chat that is not finished; `Refused` for a banned one.
    pub fn hand_off(&mut self, actor: &Actor, handoff: &Handoff) -> Result<HandedOff> {
        let opened = self.change(actor, Act::of("handoff"), |change| {
            let to = Found::find(change.transaction, &handoff.to)?;
            let (person, is_new) = match person(change, &handoff.person)? {
                Ok(found) => found,
                Err(stopped) => {
                    change.ending = Ending::TakeBack;
                    return Ok(Err(InTheWay::Ban(stopped)));
                }
            };
            let app = app(change.transaction, &handoff.app)?;
            let unfinished = unfinished(change.transaction, person)?;
            if let Some(chat) = unfinished.filter(|_| !handoff.again) {
                change.ending = Ending::TakeBack;
                return Ok(Err(InTheWay::Chat(chat)));
            }
            if is_new {
                defaults(change.transaction, &Owner::Person(person))?;
            }
            let (key, chat) = open(change, person, app, &to, &handoff.messages)?;
            label(change.transaction, key, &handoff.labels)?;
            change.count("chat", chat);
            change.count("messages", count(&handoff.messages));
            to.describe(change);
            let (status, to, rule) = give(change, key, chat, &to)?;
            Ok(Ok(HandedOff { chat, person, status, to, rule, operation: change.operation }))
        })?;
        Err(match opened {
            Ok(opened) => return Ok(opened),
            Err(InTheWay::Ban(stopped)) => self.count_hit(actor, stopped)?,
            Err(InTheWay::Chat(chat)) => {
                // Only of a chat that whoever asks can see the number is told.
                let visible = self.targets_named(&[ChatName::Id(chat)], Side::Live).is_ok();
                let which = if visible { format!(": chat {chat}") } else { String::new() };
                Error::conflict(format!("the person has a chat that is not finished{which}"))
                    .hint("go on with that one, or open another with --again")
            }
        })
    }
}

/// What keeps a livechat from being opened.
enum InTheWay {
    Chat(i64),
    Ban(Stopped),
}

/// Finds a rep for a new chat, and keeps how: where it stands then, who has it or whose queue it waits in, and the rule
/// that said so.
fn give(change: &Change<'_>, key: i64, chat: i64, to: &Found) -> Result<(Status, Recipient, Option<String>)> {
    let connection = change.transaction;
    let mut decider = Decider::new(connection, change.now)?;
    let waiting = Waiting { key, id: chat, not: None };
    let decision = match to {
        Found::Rep(rep, _) => decider.named(connection, *rep)?,
        Found::Team(team, _) => decider.by_team(connection, waiting, *team)?,
        Found::Anybody => decider.by_rules(connection, waiting, None)?,
    };
    let name = name_of_scope(connection, decision.scope())?.unwrap_or_default();
    if let (To::Team(team), Found::Anybody) = (decision.to, to) {
        queue(change, key, &Found::Team(team, name.clone()), Status::Pending)?;
    }
    let (status, given) = match (decision.rep(), decision.to) {
        (Some(rep), _) => {
            let status = Status::Pending.after(Event::Assigned).unwrap_or(Status::Open);
            assign(change, key, rep.rep, status)?;
            (status, Recipient::Rep(name_of_rep(connection, rep.rep)?))
        }
        (None, To::Team(_)) => (Status::Pending, Recipient::Team(name)),
        (None, To::Rep(_) | To::Anybody) => (Status::Pending, Recipient::Anybody),
    };
    keep(change, decider.roster(), chat, Occasion::Handoff, &decision)?;
    Ok((status, given, decision.rule.map(|rule| rule.name)))
}

/// The row of a new chat that waits, and all that hangs on it: its key and its number.
fn open(change: &Change<'_>, person: i64, app: i64, to: &Found, messages: &[Message]) -> Result<(i64, i64)> {
    let connection = change.transaction;
    let id = change.next_number("chat")?;
    let now = change.now.micros();
    let key = key::free(connection, Some(change.now), id)?;
    let last_message = messages.iter().rev().find_map(|message| message.at);
    connection
        .prepare_cached(
            "INSERT INTO chat (key, id, app_id, person_id, status, created_at, updated_at, last_message_at,
               message_count, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9)",
        )?
        .execute(rusqlite::params![
            key,
            id,
            app,
            person,
            Status::Pending.number(),
            now,
            last_message.map(|time| time.micros()),
            count(messages),
            change.operation,
        ])?;
    if let Found::Team(..) = to {
        queue(change, key, to, Status::Pending)?;
    }
    thread(connection, key, messages)?;
    defaults(connection, &Owner::Chat(key))?;
    index_again(connection, key)?;
    Ok((key, id))
}

fn count(messages: &[Message]) -> i64 {
    i64::try_from(messages.len()).unwrap_or(i64::MAX)
}

fn thread(connection: &Connection, key: i64, messages: &[Message]) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO message (chat_key, number, sent_at, author_id, text, offset_us, extra)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (number, message) in (1_i64..).zip(messages) {
        let author = author(connection, message)?;
        let at = message.at.map(|time| time.micros());
        insert.execute((key, number, at, author, &message.text, message.offset, &message.extra))?;
    }
    attachment::describe(connection, key, messages, false)
}

/// The author of a message that belongs to no source.
pub(super) fn author(connection: &Connection, message: &Message) -> Result<i64> {
    let kind = message.kind.number();
    let known = connection
        .prepare_cached(
            "SELECT id FROM author
             WHERE name IS ?1 AND kind = ?2 AND source_id IS NULL AND rep_id IS NULL AND alias IS ?3",
        )?
        .query_row((&message.author, kind, &message.alias), |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO author (kind, name, alias) VALUES (?1, ?2, ?3)")?.execute((
        kind,
        &message.author,
        &message.alias,
    ))?;
    Ok(connection.last_insert_rowid())
}

/// Writes what is known of a new chat.
fn label(connection: &Connection, key: i64, labels: &Labels) -> Result<()> {
    if let Some(name) = &labels.language {
        let folded = fold(name);
        let known: Option<i64> = connection
            .prepare_cached("SELECT id FROM language WHERE folded = ?1 ORDER BY name <> ?2, id LIMIT 1")?
            .query_row((&*folded, name), |row| row.get(0))
            .optional()?;
        let language = match known {
            Some(id) => id,
            None => {
                connection.execute("INSERT INTO language (name, folded) VALUES (?1, ?2)", (name, &*folded))?;
                connection.last_insert_rowid()
            }
        };
        connection.execute("UPDATE chat SET language_id = ?2 WHERE key = ?1", [key, language])?;
    }
    for (position, name) in (0_i64..).zip(&labels.tags) {
        let tag = tag::of_name(connection, name)?.first().copied();
        connection.execute(
            "INSERT INTO chat_tag (tag_id, chat_key, position) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (tag, key, position),
        )?;
    }
    for (name, value) in &labels.fields {
        let (field, value) = field::new_value(connection, FieldOwner::Chat, name, Some(value))?;
        field::put(connection, field, key, &value)?;
    }
    Ok(())
}

/// The app of this name, in any case where it is known already.
fn app(connection: &Connection, name: &str) -> Result<i64> {
    let folded = fold(name);
    let known = connection
        .prepare_cached("SELECT id FROM app WHERE folded = ?1 ORDER BY name <> ?2, id LIMIT 1")?
        .query_row((&*folded, name), |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO app (name, folded) VALUES (?1, ?2)")?.execute((name, &*folded))?;
    Ok(connection.last_insert_rowid())
}

/// The person, and whether they were made here, or the ban that stops them.
fn person(change: &Change<'_>, person: &HandedPerson) -> Result<Result<(i64, bool), Stopped>> {
    let connection = change.transaction;
    let stops_known = |person: i64| stops(change, Some(person), &identifiers_of(connection, person)?);
    match person {
        HandedPerson::Known(who) => {
            let known = super::person::find(connection, who)?;
            refuse_erased(connection, known)?;
            Ok(stops_known(known)?.map_or(Ok((known, false)), Err))
        }
        HandedPerson::New { name, email, phone, channel_id } => {
            let said =
                [(IdentifierKind::Email, email), (IdentifierKind::Phone, phone), (IdentifierKind::Channel, channel_id)];
            let said = said.into_iter().filter_map(|(kind, text)| Identifier::known(kind, text.as_deref()?));
            if let Some(stopped) = stops(change, None, &said.collect::<Vec<_>>())? {
                return Ok(Err(stopped));
            }
            for (what, value) in [("mail address", email), ("phone number", phone), ("channel id", channel_id)] {
                let Some(value) = value else { continue };
                if let Some(other) = identified(connection, value)?.first() {
                    // A banned person is told as such, and not sent to another name.
                    if let Some(stopped) = stops_known(*other)? {
                        return Ok(Err(stopped));
                    }
                    return Err(Error::conflict(format!("person {other} has that {what} already"))
                        .hint(format!("if it is the same person: --person {other}")));
                }
            }
            let id = change.next_number("person")?;
            connection
                .prepare_cached("INSERT INTO person (id, name, email, phone, channel_id) VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute((id, name, email, phone, channel_id))?;
            Ok(Ok((id, true)))
        }
    }
}

/// Persons who have this as an identifier.
fn identified(connection: &Connection, text: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM person
         WHERE erased_at IS NULL
           AND (lower(email) = lower(?1) OR phone = ?1 OR channel_id = ?1 OR unique_id = ?1 OR external_id = ?1)
         ORDER BY id",
    )?;
    Ok(statement.query_map([text], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The newest chat of a person that is neither resolved nor closed.
fn unfinished(connection: &Connection, person: i64) -> Result<Option<i64>> {
    let [open, pending, overdue] = [Status::Open, Status::Pending, Status::Overdue].map(Status::number);
    let mut statement = connection.prepare_cached(
        "SELECT id FROM chat WHERE person_id = ?1 AND status IN (?2, ?3, ?4) AND deleted_at IS NULL
         ORDER BY key DESC LIMIT 1",
    )?;
    Ok(statement.query_row([person, open, pending, overdue], |row| row.get(0)).optional()?)
}

/// Whose custom fields get their defaults.
pub(super) enum Owner {
    Chat(i64),
    Person(i64),
}

/// Fills in the custom fields that have a default.
pub(super) fn defaults(connection: &Connection, owner: &Owner) -> Result<()> {
    let (statement, key) = match owner {
        Owner::Chat(key) => (
            "INSERT INTO chat_field (field_id, chat_key, position, value)
             SELECT id, ?1, row_number() OVER (ORDER BY id) - 1, default_value FROM field
             WHERE owner = 1 AND default_value IS NOT NULL",
            key,
        ),
        Owner::Person(person) => (
            "INSERT INTO person_field (field_id, person_id, position, value)
             SELECT id, ?1, row_number() OVER (ORDER BY id) - 1, default_value FROM field
             WHERE owner = 2 AND default_value IS NOT NULL",
            person,
        ),
    };
    connection.prepare_cached(statement)?.execute([key])?;
    Ok(())
}
