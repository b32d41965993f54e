//! How chats find their reps: what is set for the company, and for teams instead.

use rusqlite::{Connection, OptionalExtension};

use super::roster::COMPANY;
use crate::error::Result;
use crate::model::assignment::{Limit, Method};
use crate::model::decision::{ReplyTarget, SettingRow};
use crate::store::change::{Act, Change, Ending};
use crate::store::people::find_team;
use crate::store::{Actor, Store};

/// What is set in one row; `None` for what is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// How a rep is chosen.
    pub method: Option<Method>,
    /// The most chats a rep may be given.
    pub limit: Option<Limit>,
    /// How long a person may wait.
    pub reply_target: Option<ReplyTarget>,
}

/// What shall change of settings; `Some(None)` for what is to be inherited again.
#[derive(Clone, Copy, Debug, Default)]
pub struct SettingEdit {
    /// How a rep is chosen.
    pub method: Option<Option<Method>>,
    /// The most chats a rep may be given.
    pub limit: Option<Option<Limit>>,
    /// How long a person may wait.
    pub reply_target: Option<Option<ReplyTarget>>,
}

impl Setting {
    /// The preset method: nobody is given chats before somebody says how.
    pub const METHOD: Method = Method::Voluntary;

    /// What is set for a team, or for the company.
    pub(super) fn read(connection: &Connection, scope: i64) -> Result<Self> {
        let mut statement = connection
            .prepare_cached("SELECT method, chat_limit, reply_target FROM assignment_setting WHERE id = ?1")?;
        let read = statement.query_row([scope], |row| {
            let (method, limit, reply_target): (Option<i64>, Option<i64>, Option<i64>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Self {
                method: method.and_then(Method::from_number),
                limit: limit.map(Limit::from_number),
                reply_target: reply_target.map(ReplyTarget::from_number),
            })
        });
        Ok(read.optional()?.unwrap_or_default())
    }

    /// This, and the other for what is not set here.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            method: self.method.or(other.method),
            limit: self.limit.or(other.limit),
            reply_target: self.reply_target.or(other.reply_target),
        }
    }

    fn write(self, change: &Change<'_>, scope: i64) -> Result<()> {
        let connection = change.transaction;
        if self == Self::default() {
            connection.execute("DELETE FROM assignment_setting WHERE id = ?1", [scope])?;
            return Ok(());
        }
        connection.execute(
            "INSERT INTO assignment_setting (id, method, chat_limit, reply_target) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET method = ?2, chat_limit = ?3, reply_target = ?4",
            (
                scope,
                self.method.map(Method::number),
                self.limit.map(Limit::number),
                self.reply_target.map(ReplyTarget::number),
            ),
        )?;
        Ok(())
    }
}

impl Store {
    /// The settings of the company, then those of each team, by name.
    pub fn assignment_settings(&self) -> Result<Vec<SettingRow>> {
        let connection = &self.connection;
        let mut rows = vec![row(connection, COMPANY, None)?];
        let mut statement =
            connection.prepare_cached("SELECT id, name FROM team WHERE removed_at IS NULL ORDER BY folded, id")?;
        let teams = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for team in teams {
            let (id, name): (i64, String) = team?;
            rows.push(row(connection, id, Some(name))?);
        }
        Ok(rows)
    }

    /// The settings of a team, or of the company.
    ///
    /// # Errors
    /// `NotFound` where there is no such team.
    pub fn assignment_setting(&self, team: Option<&str>) -> Result<SettingRow> {
        let (scope, name) = scope(&self.connection, team)?;
        row(&self.connection, scope, name)
    }

    /// Changes the settings of a team, or of the company: what they are now, and whether that is new.
    ///
    /// # Errors
    /// `NotFound` where there is no such team.
    pub fn edit_assignment(
        &mut self,
        actor: &Actor,
        team: Option<&str>,
        edit: &SettingEdit,
    ) -> Result<(SettingRow, bool)> {
        self.change(actor, Act::of("assignment edit"), |change| {
            let (scope, name) = scope(change.transaction, team)?;
            let before = Setting::read(change.transaction, scope)?;
            let after = Setting {
                method: edit.method.unwrap_or(before.method),
                limit: edit.limit.unwrap_or(before.limit),
                reply_target: edit.reply_target.unwrap_or(before.reply_target),
            };
            if after == before {
                change.ending = Ending::TakeBack;
            }
            after.write(change, scope)?;
            if let Some(name) = &name {
                change.word("team", name);
            }
            let row = row(change.transaction, scope, name)?;
            change.word("method", row.method.name());
            change.word("limit", &row.limit);
            change.word("reply_target", &row.reply_target);
            Ok((row, after != before))
        })
    }
}

/// The number and the name of a team; those of the company where none is named.
fn scope(connection: &Connection, team: Option<&str>) -> Result<(i64, Option<String>)> {
    let Some(team) = team else { return Ok((COMPANY, None)) };
    let id = find_team(connection, team)?;
    let name = connection.query_row("SELECT name FROM team WHERE id = ?1", [id], |row| row.get(0))?;
    Ok((id, Some(name)))
}

fn row(connection: &Connection, scope: i64, team: Option<String>) -> Result<SettingRow> {
    let own = Setting::read(connection, scope)?;
    let all = own.or(Setting::read(connection, COMPANY)?);
    let lacks = [
        ("method", own.method.is_none()),
        ("limit", own.limit.is_none()),
        ("reply_target", own.reply_target.is_none()),
    ];
    Ok(SettingRow {
        team,
        method: all.method.unwrap_or(Setting::METHOD),
        limit: all.limit.unwrap_or(Limit::Unlimited).to_string(),
        reply_target: match all.reply_target {
            Some(ReplyTarget::Within(length)) => length.to_string(),
            Some(ReplyTarget::None) | None => "none".to_owned(),
        },
        inherited: lacks.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| (*name).to_owned()).collect(),
    })
}
