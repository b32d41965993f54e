//! What hangs on a chat: its labels, its notes, its messages.

use super::Ingest;
use crate::error::Result;
use crate::model::chat::WholeChat;
use crate::query::FieldOwner;
use crate::store::interaction::{Line, OfChat};
use crate::store::names::Table;

impl Ingest<'_, '_> {
    /// Writes tags, teams and custom fields. The numbers of the teams.
    pub(super) fn labels(&mut self, key: i64, chat: &WholeChat) -> Result<Vec<i64>> {
        let mut teams = Vec::with_capacity(chat.teams.len());
        for (position, tag) in (0_i64..).zip(&chat.tags) {
            let tag = self.name(Table::Tag, tag)?;
            self.connection()
                .prepare_cached("INSERT OR IGNORE INTO chat_tag (tag_id, chat_key, position) VALUES (?1, ?2, ?3)")?
                .execute([tag, key, position])?;
        }
        for (position, team) in (0_i64..).zip(&chat.teams) {
            let team = self.name(Table::Team, team)?;
            self.connection()
                .prepare_cached("INSERT OR IGNORE INTO chat_team (team_id, chat_key, position) VALUES (?1, ?2, ?3)")?
                .execute([team, key, position])?;
            if !teams.contains(&team) {
                teams.push(team);
            }
        }
        for (position, (name, value)) in (0_i64..).zip(&chat.fields) {
            let field = self.field(FieldOwner::Chat, name, value)?;
            self.connection()
                .prepare_cached("INSERT INTO chat_field (field_id, chat_key, position, value) VALUES (?1, ?2, ?3, ?4)")?
                .execute((field, key, position, value.text()))?;
        }
        Ok(teams)
    }

    /// Writes notes and messages. The numbers of the authors of the messages.
    pub(super) fn thread(&mut self, key: i64, source: i64, chat: &WholeChat) -> Result<Vec<i64>> {
        let mut authors = Vec::with_capacity(chat.messages.len());
        for (number, note) in (1_i64..).zip(&chat.notes) {
            self.connection()
                .prepare_cached(
                    "INSERT INTO note (chat_key, number, written_at, author, text, color, extra)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute((
                    key,
                    number,
                    note.at.map(|time| time.micros()),
                    &note.author,
                    &note.text,
                    &note.color,
                    &note.extra,
                ))?;
        }
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO message (chat_key, number, sent_at, author_id, text, offset_us, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (number, message) in (1_i64..).zip(&chat.messages) {
            let author = self.author(source, message)?;
            let at = message.at.map(|time| time.micros());
            insert.execute((key, number, at, author, &message.text, message.offset, &message.extra))?;
            authors.push(author);
        }
        Ok(authors)
    }

    /// Counts the interactions of a new chat.
    pub(super) fn count(&mut self, app: Option<i64>, teams: Vec<i64>, authors: &[i64], chat: &WholeChat) -> Result<()> {
        let lines = chat.messages.iter().zip(authors).map(|(message, author)| Line {
            at: message.at.map(|time| time.micros()),
            author: *author,
            kind: message.kind,
            extra: message.extra.as_deref(),
        });
        let connection = self.connection();
        self.change.interactions.add_new(connection, OfChat::new(app, teams), lines)
    }
}
