//! The queue of waiting chats, drained oldest first.
//!
//! Chats are found and given within one and the same transaction: of two processes that drain at once, the second finds
//! what the first has left. It goes in batches that let other writers in; all of them are one work.

use rusqlite::{Connection, params_from_iter};

use super::decide::{Decider, Decision, Waiting};
use super::decision::{keep, name_of_scope};
use super::matching::To;
use crate::error::{Error, Result};
use crate::model::decision::{GivenRow, Occasion};
use crate::model::status::{Event, Status};
use crate::store::act::{Budget, pause, touch};
use crate::store::change::{Act, Change, Ending};
use crate::store::condition::Sql;
use crate::store::permit::sees_condition;
use crate::store::transfer::{Found, assign, queue};
use crate::store::{Actor, Store};

/// Chats read at once.
const PAGE: i64 = 1000;

/// What became of the queue.
#[derive(Debug, Default)]
pub struct Drained {
    /// The chats that were given, the oldest first.
    pub given: Vec<GivenRow>,
    /// How many chats wait on.
    pub waiting: u64,
    /// The first operation of the work, if any chat was given.
    pub operation: Option<i64>,
    /// What stopped the work on the way, if anything did.
    pub stopped: Option<Error>,
}

/// How far the queue was looked through: the creation time (unknown ones last) and number of the last chat.
#[derive(Clone, Copy, Debug)]
struct Place {
    unknown: bool,
    created: i64,
    id: i64,
}

impl Place {
    const START: Self = Self { unknown: false, created: i64::MIN, id: 0 };
}

/// A page of the queue, or a part of it, that was looked through.
#[derive(Debug, Default)]
struct Batch {
    given: Vec<GivenRow>,
    waiting: u64,
    place: Option<Place>,
    ended: bool,
}

impl Store {
    /// Gives the chats that wait for a rep, oldest first, to reps who are online and below their limit: a chat that was
    /// handed to a team, or given to one, by the team's settings; every other by the rules, then by the company's
    /// settings. Only chats that whoever acts can see. A dry run tells what would be given, and writes nothing. `step`
    /// is told of chats looked at; an error of it ends the work, and what was given stays so.
    pub fn drain_queue(&mut self, actor: &Actor, dry_run: bool, step: &dyn Fn(u64) -> Result<()>) -> Result<Drained> {
        if dry_run {
            return self.rehearse(actor, step);
        }
        let mut drained = Drained::default();
        let mut place = Place::START;
        // Whoever runs this every minute keeps no writer waiting for nothing.
        while self.is_worth_while()? {
            let act = Act { part_of: drained.operation, ..Act::of("assignment run") };
            let batch = self.change(actor, act, |change| {
                let batch = give_some(change, place)?;
                change.count("chats", i64::try_from(batch.given.len()).unwrap_or(i64::MAX));
                if batch.given.is_empty() {
                    change.ending = Ending::TakeBack;
                }
                Ok((batch, change.operation))
            });
            let (batch, operation) = match batch {
                Ok(batch) => batch,
                Err(error) if drained.given.is_empty() => return Err(error),
                Err(error) => {
                    drained.stopped = Some(error);
                    return Ok(drained);
                }
            };
            let looked_at = batch.given.len() as u64 + batch.waiting;
            if !batch.given.is_empty() {
                drained.operation = drained.operation.or(Some(operation));
            }
            drained.given.extend(batch.given);
            place = batch.place.unwrap_or(place);
            if batch.ended {
                break;
            }
            if let Err(error) = step(looked_at) {
                drained.stopped = Some(error);
                return Ok(drained);
            }
            pause();
        }
        drained.waiting = self.count_waiting()?;
        Ok(drained)
    }

    fn rehearse(&self, actor: &Actor, step: &dyn Fn(u64) -> Result<()>) -> Result<Drained> {
        let moment = self.connection.unchecked_transaction()?;
        let sight = self.sight().condition();
        let mut decider = Decider::new(&moment, actor.now)?;
        let mut drained = Drained::default();
        let mut place = Place::START;
        loop {
            let page = page(&moment, sight.as_ref(), place)?;
            let Some(last) = page.last() else { return Ok(drained) };
            place = last.1;
            for (chat, _) in &page {
                let decision = decide(&moment, &mut decider, *chat)?;
                match given(&moment, &mut decider, *chat, &decision)? {
                    Some(row) => drained.given.push(row),
                    None => drained.waiting += 1,
                }
            }
            step(page.len() as u64)?;
        }
    }

    /// Whether there is anything to do: a chat that waits, and somebody who takes chats.
    fn is_worth_while(&self) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM rep WHERE online = 1 AND removed_at IS NULL)
               AND EXISTS (SELECT 1 FROM chat WHERE assignee_id IS NULL AND status IN (?1, ?2) AND deleted_at IS NULL)",
        )?;
        Ok(statement.query_row([Status::Pending.number(), Status::Overdue.number()], |row| row.get(0))?)
    }

    fn count_waiting(&self) -> Result<u64> {
        let mut sql = waits("SELECT count(*) FROM chat", self.sight().condition().as_ref());
        sql.text.push(' ');
        Ok(self.connection.prepare(&sql.text)?.query_row(params_from_iter(sql.values), |row| row.get(0))?)
    }
}

/// Looks through the queue behind this place until the time of a batch is over.
fn give_some(change: &mut Change<'_>, mut place: Place) -> Result<Batch> {
    let connection = change.transaction;
    let sight = sees_condition(&change.permit);
    let budget = Budget::begin();
    let mut decider = Decider::new(connection, change.now)?;
    let mut batch = Batch::default();
    loop {
        let page = page(connection, sight.as_ref(), place)?;
        if page.is_empty() {
            batch.ended = true;
            return Ok(batch);
        }
        for (chat, at) in page {
            let decision = decide(connection, &mut decider, chat)?;
            match given(connection, &mut decider, chat, &decision)? {
                Some(row) => {
                    give(change, chat, &decision)?;
                    keep(change, decider.roster(), chat.id, Occasion::Run, &decision)?;
                    batch.given.push(row);
                    if batch.given.len().is_multiple_of(500) {
                        change.write_journal()?;
                    }
                }
                None => batch.waiting += 1,
            }
            place = at;
            batch.place = Some(at);
            if budget.is_spent() {
                return Ok(batch);
            }
        }
    }
}

/// The next chats that wait, oldest first, and where each stands in the queue.
fn page(connection: &Connection, sight: Option<&Sql>, behind: Place) -> Result<Vec<(Waiting, Place)>> {
    let select = "SELECT chat.key, chat.id, chat.created_at IS NULL, coalesce(chat.created_at, 0) FROM chat";
    let mut sql = waits(select, sight);
    sql.push(Sql::new(
        " AND (chat.created_at IS NULL, coalesce(chat.created_at, 0), chat.id) > (?, ?, ?)
         ORDER BY chat.created_at IS NULL, chat.created_at, chat.id LIMIT ?",
        [i64::from(behind.unknown).into(), behind.created.into(), behind.id.into(), PAGE.into()],
    ));
    let mut statement = connection.prepare_cached(&sql.text)?;
    let rows = statement.query_map(params_from_iter(sql.values), |row| {
        let (key, id) = (row.get(0)?, row.get(1)?);
        Ok((Waiting { key, id, not: None }, Place { unknown: row.get(2)?, created: row.get(3)?, id }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A query for chats that wait for a rep, as far as they are seen.
fn waits(select: &str, sight: Option<&Sql>) -> Sql {
    let mut sql = Sql::new(
        format!("{select} WHERE chat.assignee_id IS NULL AND chat.status IN (?, ?) AND chat.deleted_at IS NULL"),
        [Status::Pending.number().into(), Status::Overdue.number().into()],
    );
    if let Some(sight) = sight {
        sql.push(Sql::new(" AND ", []));
        sql.push(sight.clone());
    }
    sql
}

/// Who gets a chat that waits. One that somebody gave to a team is the team's; every other goes by the rules as they
/// are now.
fn decide(connection: &Connection, decider: &mut Decider, chat: Waiting) -> Result<Decision> {
    let mut teams = connection.prepare_cached(
        "SELECT team_id FROM chat_team JOIN team ON team.id = chat_team.team_id
         WHERE chat_key = ?1 AND team.removed_at IS NULL ORDER BY position, team_id",
    )?;
    let teams: Vec<i64> = teams.query_map([chat.key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let Some(first) = teams.first().copied() else { return decider.by_rules(connection, chat, None) };
    let mut by_rule = connection.prepare_cached(
        "SELECT rule_id IS NOT NULL FROM assignment_decision WHERE chat_id = ?1 ORDER BY id DESC LIMIT 1",
    )?;
    let mut by_rule = by_rule.query_map([chat.id], |row| row.get(0))?;
    if by_rule.next().transpose()?.unwrap_or(false) {
        return decider.by_rules(connection, chat, Some(first));
    }
    for team in &teams {
        let decision = decider.by_team(connection, chat, *team)?;
        if decision.chosen.is_some() {
            return Ok(decision);
        }
    }
    decider.by_team(connection, chat, first)
}

/// What is said of a chat that was given, and noted of its rep; `None` for one that waits on.
fn given(
    connection: &Connection,
    decider: &mut Decider,
    chat: Waiting,
    decision: &Decision,
) -> Result<Option<GivenRow>> {
    let Some(rep) = decision.rep() else { return Ok(None) };
    let row = GivenRow {
        chat: chat.id,
        rep: decider.roster().rep(connection, rep.rep)?.name.clone(),
        team: name_of_scope(connection, decision.scope())?,
        rule: decision.rule.as_ref().map(|rule| rule.name.clone()),
        method: decision.method,
    };
    decider.given(decision);
    Ok(Some(row))
}

/// Gives a chat as decided. A team that a rule names has it instead of other teams.
fn give(change: &Change<'_>, chat: Waiting, decision: &Decision) -> Result<()> {
    let Some(rep) = decision.rep() else { return Ok(()) };
    if let (To::Team(team), Some(_)) = (decision.to, &decision.rule) {
        queue(change, chat.key, &Found::Team(team, String::new()), Status::Pending)?;
    }
    let status = Status::Pending.after(Event::Assigned).unwrap_or(Status::Open);
    assign(change, chat.key, rep.rep, status)?;
    touch(change, chat.key)
}
