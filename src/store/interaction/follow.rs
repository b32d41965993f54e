//! Following what changes: from the rows that a change recorded, what it added to the count and took from it.
//!
//! Every recorded change comes by here, an undo and a command that nobody has thought of yet too: what a chat consumed
//! before is worked out from the rows as they were. Only what is not recorded (imports, demo, purge) counts by itself.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::count::{self, Line, OfChat, Tally, line};
use super::mark_stale;
use crate::error::{Error, Result};
use crate::model::interaction::Months;
use crate::model::message::AuthorKind;
use crate::store::journal::{ADDED, CHANGED, CHAT, COMPANY, MESSAGE, REMOVED, Recorded, TEAM, TEAM_OF_CHAT};

/// What a change adds to the count, until it is written.
#[derive(Debug, Default)]
pub struct Pending {
    tally: Tally,
    months: Option<Months>,
}

/// A message as it was, as far as it counts.
#[derive(Debug)]
struct Was {
    at: Option<i64>,
    author: i64,
    extra: Option<String>,
}

impl Pending {
    fn months(&mut self, connection: &Connection) -> Result<&mut Months> {
        let months = match self.months.take() {
            Some(months) => months,
            None => count::months(connection)?,
        };
        Ok(self.months.insert(months))
    }

    /// Counts a chat that came whole, unrecorded.
    pub fn add_new<'a>(
        &mut self,
        connection: &Connection,
        mut chat: OfChat,
        lines: impl Iterator<Item = Line<'a>>,
    ) -> Result<()> {
        let months = self.months(connection)?;
        lines.for_each(|line| chat.add(months, line));
        self.tally.add(&chat, 1, 0);
        Ok(())
    }

    /// What a chat consumes that may be about to go for good.
    pub fn of_chat(&mut self, connection: &Connection, key: i64) -> Result<OfChat> {
        count::of_chat(connection, self.months(connection)?, key)
    }

    /// What it consumed stays counted where the chat is gone for good.
    pub fn chat_is_gone(&mut self, chat: &OfChat) {
        self.tally.add(chat, -1, 1);
    }

    /// Looks at rows that were recorded, in their order.
    pub fn follow(&mut self, connection: &Connection, recorded: &[Recorded]) -> Result<()> {
        let mut chats: BTreeMap<i64, Vec<&Recorded>> = BTreeMap::new();
        for row in recorded {
            match row.noun {
                CHAT if !may_move(row) => {}
                CHAT => chats.entry(row.part(0)?).or_default().push(row),
                MESSAGE => chats.entry(row.part(0)?).or_default().push(row),
                TEAM_OF_CHAT => chats.entry(row.part(1)?).or_default().push(row),
                COMPANY if zone_changed(connection, row)? => mark_stale(connection)?,
                TEAM if row.act == REMOVED => team_is_gone(connection, row.part(0)?)?,
                _ => {}
            }
        }
        for (key, rows) in chats {
            let months = self.months(connection)?;
            let after = count::of_chat(connection, months, key)?;
            let before = before(connection, months, key, &after, &rows)?;
            self.tally.add(&before, -1, 0);
            self.tally.add(&after, 1, 0);
        }
        Ok(())
    }

    /// Writes what was counted.
    pub fn write(self, connection: &Connection) -> Result<()> {
        super::add(connection, &self.tally)
    }
}

/// Whether a change of a chat is one of where it belongs; most are not.
fn may_move(row: &Recorded) -> bool {
    row.act != CHANGED || row.before.as_ref().is_some_and(|before| before.contains("\"app_id\""))
}

/// What a chat consumed before these rows changed.
fn before(
    connection: &Connection,
    months: &mut Months,
    key: i64,
    after: &OfChat,
    rows: &[&Recorded],
) -> Result<OfChat> {
    let mut app = after.app;
    let mut teams: BTreeSet<i64> = after.teams.iter().copied().collect();
    let mut messages = messages(connection, key)?;
    // Backwards, as the rows would be taken back.
    for row in rows.iter().rev() {
        let added = row.act == ADDED;
        match row.noun {
            TEAM_OF_CHAT if added => drop(teams.remove(&row.part(0)?)),
            TEAM_OF_CHAT => drop(teams.insert(row.part(0)?)),
            MESSAGE if added => drop(messages.remove(&row.part(1)?)),
            MESSAGE => {
                let was = messages.remove(&row.part(1)?);
                messages.insert(row.part(1)?, message_before(connection, row, was)?);
            }
            _ => app = app_before(connection, row)?.unwrap_or(app),
        }
    }
    let mut chat = OfChat::new(Some(app), teams.into_iter().collect());
    let mut kind = connection.prepare_cached("SELECT kind FROM author WHERE id = ?1")?;
    for Was { at, author, extra } in messages.values() {
        let kind = AuthorKind::from_number(kind.query_row([author], |row| row.get(0))?)
            .ok_or_else(|| Error::damaged("an author of a message is of no known kind"))?;
        chat.add(months, Line { at: *at, author: *author, kind, extra: extra.as_deref() });
    }
    Ok(chat)
}

fn messages(connection: &Connection, key: i64) -> Result<BTreeMap<i64, Was>> {
    let mut statement = connection.prepare_cached(
        "SELECT message.number, message.sent_at, message.author_id, author.kind,
           iif(author.kind = 4, message.extra, NULL)
         FROM message CROSS JOIN author ON author.id = message.author_id WHERE message.chat_key = ?1",
    )?;
    let mut rows = statement.query([key])?;
    let mut messages = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Line { at, author, extra, .. } = line(row, 1)?;
        messages.insert(row.get(0)?, Was { at, author, extra: extra.map(str::to_owned) });
    }
    Ok(messages)
}

/// A message before it was changed or removed: what the record does not name is as it is.
fn message_before(connection: &Connection, row: &Recorded, was: Option<Was>) -> Result<Was> {
    let now = was.unwrap_or(Was { at: None, author: 0, extra: None });
    let mut statement = connection.prepare_cached(
        "SELECT iif(json_type(?1, '$.sent_at') IS NULL, ?2, ?1 ->> '$.sent_at'),
           iif(json_type(?1, '$.author_id') IS NULL, ?3, ?1 ->> '$.author_id'),
           iif(json_type(?1, '$.extra') IS NULL, ?4, ?1 ->> '$.extra')",
    )?;
    Ok(statement.query_row((&row.before, now.at, now.author, &now.extra), |row| {
        Ok(Was { at: row.get(0)?, author: row.get(1)?, extra: row.get(2)? })
    })?)
}

/// The app that a chat had, where the record names it.
fn app_before(connection: &Connection, row: &Recorded) -> Result<Option<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT iif(json_type(?1, '$.app_id') IS NULL, NULL, coalesce(?1 ->> '$.app_id', 0))")?;
    Ok(statement.query_row([&row.before], |row| row.get(0))?)
}

/// Whether months begin elsewhere from here on.
fn zone_changed(connection: &Connection, row: &Recorded) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT CASE ?1 WHEN 1 THEN EXISTS (SELECT 1 FROM company WHERE zone IS NOT NULL)
           WHEN 2 THEN json_type(?2, '$.zone') IS NOT NULL ELSE ?2 ->> '$.zone' IS NOT NULL END",
    )?;
    Ok(statement.query_row((row.act, &row.before), |row| row.get(0))?)
}

/// A team that never was (its making was undone) leaves what was consumed by chats that are gone to none.
fn team_is_gone(connection: &Connection, team: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO interaction_count (month, dimension, item, gone)
             SELECT month, dimension, 0, gone FROM interaction_count WHERE dimension = 3 AND item = ?1 AND gone <> 0
             ON CONFLICT DO UPDATE SET gone = gone + excluded.gone",
        )?
        .execute([team])?;
    connection
        .prepare_cached("UPDATE interaction_count SET gone = 0 WHERE dimension = 3 AND item = ?1")?
        .execute([team])?;
    Ok(())
}
