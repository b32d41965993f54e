//! Decisions as they are kept: everything they rest on, so that each can be looked at and made again later.
//!
//! The detail is JSON: `rules`, each name and reason; `reps`, each number, name, reason, unfinished chats, limit, since
//! when online, when last given a chat (times in microseconds); `turn`, since when the rep of the last turn was online,
//! and their number; of many reps `beyond`, how many more were passed over for which reason, and by chance also
//! `ready`, the numbers of all among whom it chose.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Connection;

use super::decide::Decision;
use super::roster::{COMPANY, Roster};
use crate::error::Result;
use crate::model::assignment::{Candidate, Method, Verdict, choose};
use crate::model::chat::ChatName;
use crate::model::decision::{DecisionRow, Occasion, ReasonRow};
use crate::model::json::{push_number, push_string};
use crate::store::change::Change;
use crate::store::read::time;
use crate::store::{Side, Store};

/// Reps whose reasons are kept one by one.
const LISTED: usize = 200;

/// Keeps a decision.
pub fn keep(
    change: &Change<'_>,
    roster: &mut Roster,
    chat: i64,
    occasion: Occasion,
    decision: &Decision,
) -> Result<()> {
    let id = change.next_number("decision")?;
    let rep = decision.rep();
    change
        .transaction
        .prepare_cached(
            "INSERT INTO assignment_decision (id, chat_id, decided_at, occasion, scope, rule_id, method, rep_id,
               online_since, seed, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(rusqlite::params![
            id,
            chat,
            change.now.micros(),
            occasion.number(),
            decision.scope(),
            decision.rule.as_ref().map(|rule| rule.id),
            decision.method.map(Method::number),
            rep.map(|rep| rep.rep),
            rep.and_then(|rep| rep.online_since).map(|since| since.micros()),
            decision.seed.map(u64::cast_signed),
            detail(change.transaction, roster, decision)?,
        ])?;
    Ok(())
}

/// What a decision rests on, as JSON.
fn detail(connection: &Connection, roster: &mut Roster, decision: &Decision) -> Result<String> {
    let mut out = b"{\"rules\":[".to_vec();
    for (name, asked) in &decision.rules {
        open(&mut out, b'[');
        push_string(name, &mut out);
        out.push(b',');
        push_string(asked.name(), &mut out);
        out.push(b']');
    }
    out.extend_from_slice(b"],\"reps\":[");
    let mut beyond: BTreeMap<&str, i64> = BTreeMap::new();
    let mut listed = 0;
    for (place, (candidate, verdict)) in decision.candidates.iter().zip(&decision.verdicts).enumerate() {
        if listed == LISTED && decision.chosen != Some(place) {
            *beyond.entry(verdict.name()).or_default() += 1;
            continue;
        }
        listed += usize::from(decision.chosen != Some(place));
        let name = &roster.rep(connection, candidate.rep)?.name;
        push_rep(candidate, name, verdict.name(), &mut out);
    }
    if let Some(not) = decision.not {
        let candidate = roster.candidates(connection, &[not], None)?.pop();
        if let Some(candidate) = candidate {
            push_rep(&candidate, &roster.rep(connection, not)?.name, GAVE_IT_AWAY, &mut out);
        }
    }
    out.push(b']');
    if let Some((since, rep)) = decision.turn {
        out.extend_from_slice(b",\"turn\":[");
        push_number(since.micros(), &mut out);
        out.push(b',');
        push_number(rep, &mut out);
        out.push(b']');
    }
    if !beyond.is_empty() {
        push_beyond(&beyond, decision, &mut out);
    }
    out.push(b'}');
    Ok(String::from_utf8(out).unwrap_or_default())
}

/// The reason of a rep who had the chat and gave it away: they were not looked at.
const GAVE_IT_AWAY: &str = "gave-it-away";

fn open(out: &mut Vec<u8>, bracket: u8) {
    if out.last() != Some(&b'[') && out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(bracket);
}

fn push_rep(candidate: &Candidate, name: &str, reason: &str, out: &mut Vec<u8>) {
    open(out, b'[');
    push_number(candidate.rep, out);
    for text in [name, reason] {
        out.push(b',');
        push_string(text, out);
    }
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    for value in [
        Some(number(candidate.load)),
        candidate.limit.map(number),
        candidate.online_since.map(|since| since.micros()),
        candidate.assigned_at.map(|at| at.micros()),
    ] {
        out.push(b',');
        match value {
            Some(value) => push_number(value, out),
            None => out.extend_from_slice(b"null"),
        }
    }
    out.push(b']');
}

fn push_beyond(beyond: &BTreeMap<&str, i64>, decision: &Decision, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"beyond\":{");
    for (place, (reason, count)) in beyond.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b"," } else { b"" });
        push_string(reason, out);
        out.push(b':');
        push_number(*count, out);
    }
    out.push(b'}');
    if decision.method != Some(Method::Random) {
        return;
    }
    // Chance draws a place among all who are ready: each of them counts.
    out.extend_from_slice(b",\"ready\":[");
    let ready = decision.candidates.iter().zip(&decision.verdicts);
    let ready = ready.filter(|(_, verdict)| matches!(verdict, Verdict::Chosen | Verdict::NotDrawn));
    for (place, (candidate, _)) in ready.enumerate() {
        out.extend_from_slice(if place > 0 { b"," } else { b"" });
        push_number(candidate.rep, out);
    }
    out.push(b']');
}

/// The row of a decision, without its reasons.
struct Kept {
    id: i64,
    method: Option<Method>,
    rep: Option<i64>,
    seed: u64,
    detail: String,
}

impl Store {
    /// The decisions on a chat that whoever asks can see, the newest first: all of them, or only the newest.
    ///
    /// # Errors
    /// `NotFound` for a chat that is not there, or not visible.
    pub fn decisions(&self, chat: &ChatName, all: bool) -> Result<(i64, Vec<DecisionRow>)> {
        let moment = self.connection.unchecked_transaction()?;
        let key = self.key_of(&moment, chat, Side::Either)?;
        let id: i64 = moment.query_row("SELECT id FROM chat WHERE key = ?1", [key], |row| row.get(0))?;
        let mut statement = moment.prepare(
            "SELECT assignment_decision.id, decided_at, occasion, method, rep_id, seed, detail, rep.name, team.name
             FROM assignment_decision LEFT JOIN rep ON rep.id = rep_id
             LEFT JOIN team ON team.id = assignment_decision.scope
             WHERE chat_id = ?1 ORDER BY assignment_decision.id DESC LIMIT ?2",
        )?;
        let mut rows = statement.query([id, if all { -1 } else { 1 }])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            let kept = Kept {
                id: row.get(0)?,
                method: row.get::<_, Option<i64>>(3)?.and_then(Method::from_number),
                rep: row.get(4)?,
                seed: row.get::<_, Option<i64>>(5)?.unwrap_or(0).cast_unsigned(),
                detail: row.get(6)?,
            };
            let mut decision = DecisionRow {
                id: kept.id,
                at: time(row.get(1)?),
                occasion: Occasion::word(row.get(2)?),
                team: row.get(8)?,
                rule: None,
                method: kept.method,
                rep: row.get(7)?,
                replays: replay(&moment, &kept)? == kept.rep,
                reasons: Vec::new(),
            };
            reasons(&moment, &kept, &mut decision)?;
            decisions.push(decision);
        }
        Ok((id, decisions))
    }
}

/// Adds what a decision looked at.
fn reasons(connection: &Connection, kept: &Kept, decision: &mut DecisionRow) -> Result<()> {
    let plain = ReasonRow {
        decision: kept.id,
        at: decision.at,
        occasion: decision.occasion,
        kind: "rule",
        name: String::new(),
        reason: String::new(),
        chats: None,
        limit: None,
        online_since: None,
        assigned: None,
    };
    let mut rules =
        connection.prepare_cached("SELECT value ->> 0, value ->> 1 FROM json_each(?1, '$.rules') ORDER BY key")?;
    let rules = rules
        .query_map([&kept.detail], |row| Ok(ReasonRow { name: row.get(0)?, reason: row.get(1)?, ..plain.clone() }))?;
    decision.reasons = rules.collect::<rusqlite::Result<_>>()?;
    decision.rule = decision.reasons.iter().find(|rule| rule.reason == "matched").map(|rule| rule.name.clone());
    let mut reps = connection.prepare_cached(
        "SELECT value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
         FROM json_each(?1, '$.reps') ORDER BY key",
    )?;
    let reps = reps.query_map([&kept.detail], |row| {
        Ok(ReasonRow {
            kind: "rep",
            name: row.get(0)?,
            reason: row.get(1)?,
            chats: row.get(2)?,
            limit: row.get(3)?,
            online_since: time(row.get(4)?),
            assigned: time(row.get(5)?),
            ..plain.clone()
        })
    })?;
    for rep in reps {
        decision.reasons.push(rep?);
    }
    let mut beyond = connection.prepare_cached("SELECT key, value FROM json_each(?1, '$.beyond')")?;
    let beyond = beyond.query_map([&kept.detail], |row| {
        let (reason, count): (String, i64) = (row.get(0)?, row.get(1)?);
        Ok(ReasonRow { kind: "rep", name: format!("{count} more"), reason, ..plain.clone() })
    })?;
    for more in beyond {
        decision.reasons.push(more?);
    }
    Ok(())
}

/// Who comes out when a decision is made again from what was kept of it.
fn replay(connection: &Connection, kept: &Kept) -> Result<Option<i64>> {
    let number = |number: Option<i64>| number.and_then(|number| u64::try_from(number).ok());
    let mut reps = connection.prepare_cached(
        "SELECT value ->> 0, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 2
         FROM json_each(?1, '$.reps')",
    )?;
    let reps = reps.query_map([&kept.detail], |row| {
        let candidate = Candidate {
            rep: row.get(0)?,
            load: number(row.get(1)?).unwrap_or(0),
            limit: number(row.get(2)?),
            online_since: time(row.get(3)?),
            assigned_at: time(row.get(4)?),
        };
        Ok((candidate, row.get::<_, String>(5)?))
    })?;
    let reps: Vec<(Candidate, String)> = reps.collect::<rusqlite::Result<_>>()?;
    let mut candidates: Vec<Candidate> =
        reps.iter().filter(|(_, reason)| reason != GAVE_IT_AWAY).map(|(candidate, _)| *candidate).collect();
    let by_rule: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM json_each(?1, '$.rules') WHERE value ->> 1 = 'matched')",
        [&kept.detail],
        |row| row.get(0),
    )?;
    let method = match kept.method {
        Some(method) => method,
        None if by_rule => Method::Balanced,
        // Whoever handed it off named them.
        None => return Ok(candidates.first().map(|candidate| candidate.rep)),
    };
    let mut ready = connection.prepare_cached("SELECT value FROM json_each(?1, '$.ready')")?;
    let ready: Vec<i64> = ready.query_map([&kept.detail], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let known: HashSet<i64> = candidates.iter().map(|candidate| candidate.rep).collect();
    for rep in ready.into_iter().filter(|rep| !known.contains(rep)) {
        let online_since = Some(crate::model::time::Time::EPOCH);
        candidates.push(Candidate { rep, online_since, load: 0, limit: None, assigned_at: None });
    }
    let turn: (Option<i64>, Option<i64>) =
        connection.query_row("SELECT ?1 ->> '$.turn[0]', ?1 ->> '$.turn[1]'", [&kept.detail], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let turn = time(turn.0).zip(turn.1);
    let (chosen, _) = choose(method, &candidates, turn, kept.seed);
    Ok(chosen.and_then(|place| candidates.get(place)).map(|candidate| candidate.rep))
}

/// The name of the team of a scope; `None` for the company.
pub fn name_of_scope(connection: &Connection, scope: i64) -> Result<Option<String>> {
    if scope == COMPANY {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached("SELECT name FROM team WHERE id = ?1")?;
    Ok(Some(statement.query_row([scope], |row| row.get(0))?))
}
