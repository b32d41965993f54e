//! Assignment rules as they are stored.

use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

use super::matching::To;
use crate::error::{Error, Result};
use crate::model::assignment::{Limit, Method};
use crate::model::fold::fold;
use crate::model::hours::{self, Hours};
use crate::model::rule::{Rule, RuleRow, Target};
use crate::model::time::Clock;
use crate::query;
use crate::store::change::{Act, Change, Ending};
use crate::store::people::{find_rep, find_team};
use crate::store::{Actor, Store};

/// A rule with its numbers.
#[derive(Clone, Debug)]
pub(in crate::store) struct Stored {
    /// Its number.
    pub id: i64,
    /// The rule.
    pub rule: Rule,
    /// Its target by number.
    pub to: To,
    /// Whether that rep or team was removed.
    pub removed: bool,
}

/// What shall change of a rule; `None` for what stays.
#[derive(Clone, Debug, Default)]
pub struct RuleEdit {
    /// Another name.
    pub name: Option<String>,
    /// Another query; empty for every chat.
    pub query: Option<String>,
    /// Other hours; `Some(None)` for always.
    pub hours: Option<Option<Hours>>,
    /// Another zone; `Some(None)` for UTC.
    pub zone: Option<Option<String>>,
    /// Another target.
    pub target: Option<Target>,
    /// Another method; `Some(None)` for the usual one.
    pub method: Option<Option<Method>>,
    /// Another limit; `Some(None)` for the usual one.
    pub limit: Option<Option<Limit>>,
    /// Whether it is asked.
    pub active: Option<bool>,
}

impl RuleEdit {
    fn of(self, rule: Rule) -> Rule {
        let target = self.target.unwrap_or(rule.target);
        // A rule that names a rep chooses among nobody.
        let kept = if matches!(target, Target::Rep(_)) { None } else { rule.method };
        Rule {
            name: self.name.unwrap_or(rule.name),
            query: self.query.unwrap_or(rule.query),
            hours: self.hours.unwrap_or(rule.hours),
            zone: self.zone.unwrap_or(rule.zone),
            target,
            method: self.method.unwrap_or(kept),
            limit: self.limit.unwrap_or(rule.limit),
            active: self.active.unwrap_or(rule.active),
        }
    }
}

impl Store {
    /// The assignment rules, in their order.
    pub fn rules(&self) -> Result<Vec<RuleRow>> {
        rows(&self.connection)
    }

    /// Adds a rule at this place, from 1; at the end without one.
    ///
    /// # Errors
    /// `Usage` for a query that cannot be read, `NotFound` for a rep or team there is not, `Conflict` for a name that is
    /// taken.
    pub fn add_rule(&mut self, actor: &Actor, rule: &Rule, position: Option<i64>) -> Result<RuleRow> {
        self.change(actor, Act::of("assignment rule add"), |change| {
            let last = count(change.transaction)?;
            let position = position.unwrap_or(last + 1).clamp(1, last + 1);
            let to = check(change.transaction, actor, rule, None)?;
            change
                .transaction
                .execute("UPDATE assignment_rule SET position = position + 1 WHERE position >= ?1", [position])?;
            insert(change, rule, to, position)?;
            change.word("rule", &rule.name);
            row(change.transaction, &rule.name)
        })
    }

    /// Changes a rule.
    ///
    /// # Errors
    /// As [`Store::add_rule`], and `NotFound` where there is no such rule.
    pub fn edit_rule(&mut self, actor: &Actor, name: &str, edit: RuleEdit) -> Result<RuleRow> {
        self.change(actor, Act::of("assignment rule edit"), |change| {
            let before = find(change.transaction, name)?;
            let rule = edit.of(before.rule);
            let to = check(change.transaction, actor, &rule, Some(before.id))?;
            update(change, before.id, &rule, to)?;
            change.word("rule", &rule.name);
            row(change.transaction, &rule.name)
        })
    }

    /// Moves a rule to this place, from 1, or to the end where there are fewer. Says whether it stood elsewhere.
    ///
    /// # Errors
    /// `NotFound` where there is no such rule.
    pub fn move_rule(&mut self, actor: &Actor, name: &str, position: i64) -> Result<(RuleRow, bool)> {
        self.change(actor, Act::of("assignment rule move"), |change| {
            let rule = find(change.transaction, name)?;
            let from: i64 = change.transaction.query_row(
                "SELECT position FROM assignment_rule WHERE id = ?1",
                [rule.id],
                |row| row.get(0),
            )?;
            let to = position.clamp(1, count(change.transaction)?);
            if from == to {
                change.ending = Ending::TakeBack;
            }
            change.transaction.execute(
                "UPDATE assignment_rule
                 SET position = iif(id = ?1, ?3, iif(?2 < ?3, position - 1, position + 1))
                 WHERE position BETWEEN min(?2, ?3) AND max(?2, ?3)",
                [rule.id, from, to],
            )?;
            change.word("rule", &rule.rule.name);
            change.count("position", to);
            Ok((row(change.transaction, &rule.rule.name)?, from != to))
        })
    }

    /// Removes a rule.
    ///
    /// # Errors
    /// `NotFound` where there is no such rule.
    pub fn remove_rule(&mut self, actor: &Actor, name: &str) -> Result<RuleRow> {
        self.change(actor, Act::of("assignment rule remove"), |change| {
            let rule = find(change.transaction, name)?;
            let row = row(change.transaction, &rule.rule.name)?;
            change.transaction.execute("DELETE FROM assignment_rule WHERE id = ?1", [rule.id])?;
            change
                .transaction
                .execute("UPDATE assignment_rule SET position = position - 1 WHERE position > ?1", [row.position])?;
            change.word("rule", &row.rule.name);
            Ok(row)
        })
    }
}

/// Refuses a rule that says nothing, or what another says; gives its target by number.
pub(super) fn check(connection: &Connection, actor: &Actor, rule: &Rule, own: Option<i64>) -> Result<To> {
    if let Some(fault) = rule.fault() {
        return Err(Error::usage(fault));
    }
    let zone = match rule.zone.as_deref() {
        None => TimeZone::UTC,
        Some(name) => hours::zone(name).ok_or_else(|| Error::usage(format!("unknown time zone {name}")))?,
    };
    query::parse_rule(&rule.query, &Clock { now: actor.now, zone })?;
    let taken = connection
        .prepare_cached("SELECT 1 FROM assignment_rule WHERE folded = ?1 AND id IS NOT ?2")?
        .exists((&*fold(&rule.name), own))?;
    if taken {
        return Err(Error::conflict(format!("there is a rule {} already", rule.name)).hint("choose another name"));
    }
    Ok(match &rule.target {
        Target::Rep(name) => To::Rep(find_rep(connection, name)?),
        Target::Team(name) => To::Team(find_team(connection, name)?),
        Target::Anybody => To::Anybody,
    })
}

/// The target as it is stored: which kind, and the number of the rep or the team.
const fn target(to: To) -> (i64, Option<i64>, Option<i64>) {
    match to {
        To::Rep(rep) => (1, Some(rep), None),
        To::Team(team) => (2, None, Some(team)),
        To::Anybody => (3, None, None),
    }
}

pub(super) fn insert(change: &Change<'_>, rule: &Rule, to: To, position: i64) -> Result<()> {
    // A number of its own: one that was removed may come back by an undo.
    let id = change.next_number("assignment rule")?;
    let (target, rep, team) = target(to);
    change.transaction.execute(
        "INSERT INTO assignment_rule (id, position, name, folded, query, hours, zone, target, rep_id, team_id, method,
           chat_limit, active)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        rusqlite::params![
            id,
            position,
            rule.name,
            &*fold(&rule.name),
            rule.query,
            rule.hours.as_ref().map(Hours::to_string),
            rule.zone,
            target,
            rep,
            team,
            rule.method.map(Method::number),
            rule.limit.map(Limit::number),
            rule.active,
        ],
    )?;
    Ok(())
}

pub(super) fn update(change: &Change<'_>, id: i64, rule: &Rule, to: To) -> Result<()> {
    let (target, rep, team) = target(to);
    change.transaction.execute(
        "UPDATE assignment_rule SET name = ?2, folded = ?3, query = ?4, hours = ?5, zone = ?6, target = ?7,
           rep_id = ?8, team_id = ?9, method = ?10, chat_limit = ?11, active = ?12
         WHERE id = ?1",
        rusqlite::params![
            id,
            rule.name,
            &*fold(&rule.name),
            rule.query,
            rule.hours.as_ref().map(Hours::to_string),
            rule.zone,
            target,
            rep,
            team,
            rule.method.map(Method::number),
            rule.limit.map(Limit::number),
            rule.active,
        ],
    )?;
    Ok(())
}

fn count(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT count(*) FROM assignment_rule", [], |row| row.get(0))?)
}

/// Every rule with its numbers, in their order.
pub(in crate::store) fn stored(connection: &Connection) -> Result<Vec<Stored>> {
    let mut statement = connection.prepare_cached(
        "SELECT rule.id, rule.name, query, hours, zone, target, rule.rep_id, rule.team_id, rule.method, chat_limit, active,
           rep.name, team.name, coalesce(rep.removed_at, team.removed_at) IS NOT NULL
         FROM assignment_rule AS rule LEFT JOIN rep ON rep.id = rule.rep_id LEFT JOIN team ON team.id = rule.team_id
         ORDER BY position",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let damaged = || Error::damaged("an assignment rule has no target");
        let (rep, team): (Option<i64>, Option<i64>) = (row.get(6)?, row.get(7)?);
        let name = |at| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
        let (to, target) = match row.get(5)? {
            1 => (To::Rep(rep.ok_or_else(damaged)?), Target::Rep(name(11)?)),
            2 => (To::Team(team.ok_or_else(damaged)?), Target::Team(name(12)?)),
            _ => (To::Anybody, Target::Anybody),
        };
        let hours: Option<String> = row.get(3)?;
        let hours = hours
            .map(|hours| Hours::parse(&hours))
            .transpose()
            .map_err(|_| Error::damaged("an assignment rule has hours that cannot be read"))?;
        let method: Option<i64> = row.get(8)?;
        let limit: Option<i64> = row.get(9)?;
        found.push(Stored {
            id: row.get(0)?,
            rule: Rule {
                name: row.get(1)?,
                query: row.get(2)?,
                hours,
                zone: row.get(4)?,
                target,
                method: method.and_then(Method::from_number),
                limit: limit.map(Limit::from_number),
                active: row.get(10)?,
            },
            to,
            removed: row.get(13)?,
        });
    }
    Ok(found)
}

/// The same, each named so that it is found again: by number where several reps have the name.
pub(super) fn rows(connection: &Connection) -> Result<Vec<RuleRow>> {
    let mut rows = Vec::new();
    for (position, mut stored) in (1..).zip(stored(connection)?) {
        if let (To::Rep(rep), Target::Rep(name)) = (stored.to, &mut stored.rule.target)
            && !stored.removed
            && !find_rep(connection, name).is_ok_and(|found| found == rep)
        {
            *name = rep.to_string();
        }
        rows.push(RuleRow::of(position, stored.rule));
    }
    Ok(rows)
}

fn find(connection: &Connection, name: &str) -> Result<Stored> {
    let id: Option<i64> = connection
        .prepare_cached("SELECT id FROM assignment_rule WHERE folded = ?1")?
        .query_row([&*fold(name)], |row| row.get(0))
        .optional()?;
    let found = match id {
        Some(id) => stored(connection)?.into_iter().find(|rule| rule.id == id),
        None => None,
    };
    found.ok_or_else(|| {
        Error::not_found(format!("no rule {name}")).hint("livechats assignment rule list shows which there are")
    })
}

fn row(connection: &Connection, name: &str) -> Result<RuleRow> {
    let found = rows(connection)?.into_iter().find(|row| row.rule.name == name);
    found.ok_or_else(|| Error::bug("a rule went away while it was read"))
}
