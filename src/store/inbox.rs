//! What waits for a rep: their own chats that are not finished, and those in the queues they take chats from.

use rusqlite::Connection;

use super::read::{Reader, time};
use super::{Details, Preview, Store};
use crate::error::Result;
use crate::model::inbox::{InboxRow, Place};
use crate::model::message::AuthorKind;
use crate::model::permission::Reach;
use crate::model::status::Status;
use crate::model::time::Time;

/// Which part of an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Chats the rep has.
    Mine,
    /// Chats that wait for a rep.
    Queue,
}

/// One page of an inbox.
#[derive(Debug, Default)]
pub struct InboxPage {
    /// The rows, those who wait longest first.
    pub rows: Vec<InboxRow>,
    /// How many chats the inbox has.
    pub total: u64,
}

impl Store {
    /// A page of the inbox of whoever acts; `number` counts from 1.
    pub fn inbox(&self, part: Part, number: u64, limit: usize) -> Result<InboxPage> {
        let moment = self.connection.unchecked_transaction()?;
        let Some(permit) = &self.permit else { return Ok(InboxPage::default()) };
        let mut found = Vec::new();
        if part != Part::Queue {
            mine(&moment, permit.rep(), &mut found)?;
        }
        if part != Part::Mine {
            queues(&moment, permit.rep(), permit.allowed.sees, &mut found)?;
        }
        found.sort_by_key(|(_, row)| row.order());
        let total = found.len() as u64;
        let skip = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(limit);
        let page: Vec<(i64, InboxRow)> = found.into_iter().skip(skip).take(limit).collect();
        let keys: Vec<i64> = page.iter().map(|(key, _)| *key).collect();
        let details = Details { tags: true, teams: true, ..Details::default() };
        let chats = Reader::new(&moment).rows(&keys, &details, &Preview::LastMessage)?;
        let rows = page.into_iter().zip(chats).map(|((_, row), chat)| InboxRow { chat, ..row }).collect();
        Ok(InboxPage { rows, total })
    }
}

type Found = Vec<(i64, InboxRow)>;

/// Chats the rep has, but for those that are finished.
fn mine(connection: &Connection, rep: i64, found: &mut Found) -> Result<()> {
    let [open, pending, overdue] = [Status::Open, Status::Pending, Status::Overdue].map(Status::number);
    let mut statement = connection.prepare_cached(
        "SELECT key, created_at FROM chat WHERE assignee_id = ?1 AND status IN (?2, ?3, ?4) AND deleted_at IS NULL",
    )?;
    let mut rows = statement.query([rep, open, pending, overdue])?;
    while let Some(row) = rows.next()? {
        found.push(row_of(connection, row.get(0)?, time(row.get(1)?), Place::Mine)?);
    }
    Ok(())
}

/// Chats that wait for a rep: of the rep's teams, and those of no team where the rep sees every chat.
fn queues(connection: &Connection, rep: i64, sees: Option<Reach>, found: &mut Found) -> Result<()> {
    if !matches!(sees, Some(Reach::Team | Reach::All)) {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(
        "SELECT key, created_at, EXISTS (SELECT 1 FROM chat_team JOIN team_rep ON team_rep.team_id = chat_team.team_id
                 WHERE chat_team.chat_key = chat.key AND team_rep.rep_id = ?1),
           EXISTS (SELECT 1 FROM chat_team WHERE chat_team.chat_key = chat.key)
         FROM chat WHERE status IN (?2, ?3) AND assignee_id IS NULL AND deleted_at IS NULL",
    )?;
    let mut rows = statement.query([rep, Status::Pending.number(), Status::Overdue.number()])?;
    while let Some(row) = rows.next()? {
        let (of_my_team, of_a_team): (bool, bool) = (row.get(2)?, row.get(3)?);
        let place = match (of_my_team, of_a_team) {
            (true, _) => Place::Team,
            (false, false) if sees == Some(Reach::All) => Place::Anybody,
            _ => continue,
        };
        found.push(row_of(connection, row.get(0)?, time(row.get(1)?), place)?);
    }
    Ok(())
}

fn row_of(connection: &Connection, key: i64, created: Option<Time>, place: Place) -> Result<(i64, InboxRow)> {
    let (waits, since) = waiting(connection, key, created)?;
    Ok((key, InboxRow { place, waits, since, ..InboxRow::default() }))
}

/// Whether the person waits for an answer of a rep, and since when: the thread is read from its end to the last answer.
/// What an AI assistant or the system says answers nothing once the chat was handed off; where no rep has said a word,
/// the person waits whatever they wrote.
fn waiting(connection: &Connection, key: i64, created: Option<Time>) -> Result<(bool, Option<Time>)> {
    let mut statement = connection.prepare_cached(
        "SELECT author.kind, message.sent_at FROM message JOIN author ON author.id = message.author_id
         WHERE message.chat_key = ?1 ORDER BY message.number DESC",
    )?;
    let mut rows = statement.query([key])?;
    let (mut waits, mut since) = (false, None);
    while let Some(row) = rows.next()? {
        match AuthorKind::from_number(row.get(0)?) {
            Some(AuthorKind::Rep) => return Ok((waits, since)),
            Some(AuthorKind::Person) => {
                waits = true;
                since = time(row.get(1)?).or(since);
            }
            _ => {}
        }
    }
    Ok((true, since.or(created)))
}
