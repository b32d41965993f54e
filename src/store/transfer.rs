//! Chats given from hand to hand.

use std::cell::RefCell;

use rusqlite::Connection;

use super::act::{Outcome, Run, Target, touch};
use super::assignment::{Decider, Waiting, keep};
use super::change::Change;
use super::people::{find_rep, find_team, name_of_rep};
use super::person::left_as_erased;
use super::report::Report;
use super::{Actor, Store, note};
use crate::error::{Error, Result};
use crate::model::decision::Occasion;
use crate::model::status::{Event, Status};

/// Who shall have a chat, by name or number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// This rep.
    Rep(String),
    /// This team: the chat waits for one of its reps.
    Team(String),
    /// Whoever takes it: the chat waits for a rep.
    Anybody,
}

/// The same, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Rep(i64, String),
    Team(i64, String),
    Anybody,
}

impl Found {
    /// Looks a recipient up.
    ///
    /// # Errors
    /// `NotFound` for nobody, `Conflict` where it may be one of several.
    pub fn find(connection: &Connection, recipient: &Recipient) -> Result<Self> {
        Ok(match recipient {
            Recipient::Rep(name) => {
                let rep = find_rep(connection, name)?;
                Self::Rep(rep, name_of_rep(connection, rep)?)
            }
            Recipient::Team(name) => {
                let team = find_team(connection, name)?;
                let name = connection.query_row("SELECT name FROM team WHERE id = ?1", [team], |row| row.get(0))?;
                Self::Team(team, name)
            }
            Recipient::Anybody => Self::Anybody,
        })
    }

    /// What happens to a chat that is given to them.
    pub const fn event(&self) -> Event {
        match self {
            Self::Rep(..) => Event::Assigned,
            Self::Team(..) | Self::Anybody => Event::Queued,
        }
    }

    /// Notes for the audit row whom it went to.
    pub fn describe(&self, change: &mut Change<'_>) {
        match self {
            Self::Rep(_, name) => change.word("to_rep", name),
            Self::Team(_, name) => change.word("to_team", name),
            Self::Anybody => {}
        }
    }

    /// The name as it is written in the repository; empty for anybody.
    pub fn name(&self) -> &str {
        match self {
            Self::Rep(_, name) | Self::Team(_, name) => name,
            Self::Anybody => "",
        }
    }
}

impl Store {
    /// Gives chats to a rep or a team; of a team, its settings pick the member. The reason becomes an internal note of
    /// each.
    pub fn transfer_chats(
        &mut self,
        actor: &Actor,
        run: &Run<'_>,
        to: &Recipient,
        reason: Option<&str>,
    ) -> Result<Report> {
        let to = Found::find(&self.connection, to)?;
        // A batch looks at the reps anew: others wrote in between.
        let decider = RefCell::new(None);
        self.act(
            actor,
            "transfer",
            run,
            |change| {
                *decider.borrow_mut() = None;
                to.describe(change);
            },
            |change, target| {
                let mut decider = decider.borrow_mut();
                let decider = match &mut *decider {
                    Some(decider) => decider,
                    none => none.insert(Decider::new(change.transaction, change.now)?),
                };
                if reason.is_some()
                    && let Some(left) = left_as_erased(change.transaction, target.key)?
                {
                    return Ok(left);
                }
                let outcome = give(change, decider, target, &to)?;
                if let (Outcome::Done, Some(reason)) = (&outcome, reason) {
                    note::add_to_chat(change, target.key, &format!("Transferred to {}: {reason}", to.name()))?;
                }
                Ok(outcome)
            },
        )
    }
}

fn give(change: &Change<'_>, decider: &mut Decider, target: Target, to: &Found) -> Result<Outcome> {
    let (status, assignee): (i64, Option<i64>) = change
        .transaction
        .prepare_cached("SELECT status, assignee_id FROM chat WHERE key = ?1")?
        .query_row([target.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let before = Status::from_number(status).ok_or_else(|| Error::damaged("a chat has no status"))?;
    let Some(after) = before.after(to.event()) else {
        return Ok(Outcome::Left("closed: back with its AI assistant, a new handoff opens a new chat".into()));
    };
    let settled = before == after;
    match to {
        Found::Rep(rep, _) if assignee == Some(*rep) && settled => return Ok(Outcome::Already("theirs already")),
        Found::Team(team, _) if assignee.is_none() && settled && is_only_team(change, target.key, *team)? => {
            return Ok(Outcome::Already("with that team already"));
        }
        Found::Rep(rep, _) => assign(change, target.key, *rep, after)?,
        Found::Team(..) | Found::Anybody => queue(change, target.key, to, after)?,
    }
    if let (Found::Team(team, _), Status::Pending) = (to, after) {
        if let Some(rep) = assignee {
            decider.roster().took(rep);
        }
        let chat = Waiting { key: target.key, id: target.id, not: assignee };
        let decision = decider.by_team(change.transaction, chat, *team)?;
        if let Some(rep) = decision.rep() {
            assign(change, target.key, rep.rep, after.after(Event::Assigned).unwrap_or(after))?;
        }
        keep(change, decider.roster(), target.id, Occasion::Transfer, &decision)?;
        decider.given(&decision);
    }
    touch(change, target.key)?;
    Ok(Outcome::Done)
}

/// Makes a rep the assignee. The teams of the chat stay.
pub(super) fn assign(change: &Change<'_>, key: i64, rep: i64, status: Status) -> Result<()> {
    change.transaction.prepare_cached("UPDATE chat SET assignee_id = ?2, status = ?3 WHERE key = ?1")?.execute([
        key,
        rep,
        status.number(),
    ])?;
    // One row of the record, however many chats are given at once.
    change
        .transaction
        .prepare_cached("UPDATE rep SET assigned_at = ?2 WHERE id = ?1 AND assigned_at IS NOT ?2")?
        .execute([rep, change.now.micros()])?;
    Ok(())
}

/// Lets a chat wait for a rep, of a team where one is named.
pub(super) fn queue(change: &Change<'_>, key: i64, to: &Found, status: Status) -> Result<()> {
    change
        .transaction
        .prepare_cached("UPDATE chat SET assignee_id = NULL, status = ?2 WHERE key = ?1")?
        .execute([key, status.number()])?;
    if let Found::Team(team, _) = to {
        change
            .transaction
            .prepare_cached("DELETE FROM chat_team WHERE chat_key = ?1 AND team_id <> ?2")?
            .execute([key, *team])?;
        change
            .transaction
            .prepare_cached(
                "INSERT INTO chat_team (team_id, chat_key, position) VALUES (?2, ?1, 0) ON CONFLICT DO NOTHING",
            )?
            .execute([key, *team])?;
    }
    Ok(())
}

fn is_only_team(change: &Change<'_>, key: i64, team: i64) -> Result<bool> {
    let mut statement = change
        .transaction
        .prepare_cached("SELECT count(*), count(*) FILTER (WHERE team_id = ?2) FROM chat_team WHERE chat_key = ?1")?;
    let teams: (i64, i64) = statement.query_row([key, team], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(teams == (1, 1))
}
