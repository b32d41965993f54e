//! What a repository that is filled from nothing begins with: its desks, and how each of its chats found its rep.

use rusqlite::Connection;

use super::matching::{Asked, To};
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::model::assignment::{Limit, Method, Verdict};
use crate::model::decision::Occasion;
use crate::model::desk::{Assigned, Company, Decided, Reason};
use crate::model::json::{push_number, push_string};
use crate::model::rule::{Rule, Target};
use crate::store::change::Change;
use crate::store::ingest::Ingest;
use crate::store::names::Table;

/// The desks by number.
pub struct Begun(Vec<Seats>);

/// A desk by number.
struct Seats {
    team: i64,
    rule: i64,
    method: Method,
    limit: Limit,
    /// Number and name of each member.
    members: Vec<(i64, String)>,
    /// What became of the rules, as JSON: `[["Mail","no-match"],["English","matched"]]`.
    asked: Vec<u8>,
}

impl Begun {
    /// Makes the teams, their members, their settings and the rules that send them chats. The reps are the source's.
    pub fn of(ingest: &mut Ingest<'_, '_>, source: &str, company: &Company) -> Result<Self> {
        if company.desks.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let source = ingest.name(Table::Source, source)?;
        let usual = Setting { method: Some(company.method), limit: Some(company.limit), reply_target: None };
        usual.write(ingest.change, super::roster::COMPANY)?;
        let (mut desks, mut earlier) = (Vec::new(), Vec::new());
        for (position, desk) in (1..).zip(&company.desks) {
            let team = ingest.name(Table::Team, desk.team)?;
            let connection = ingest.connection();
            connection.execute("UPDATE team SET description = ?2 WHERE id = ?1", (team, desk.about))?;
            let mut members = Vec::new();
            for rep in &desk.members {
                let id = ingest.rep(source, rep)?;
                connection.execute("INSERT INTO team_rep (team_id, rep_id) VALUES (?1, ?2)", [team, id])?;
                members.push((id, rep.label().to_owned()));
            }
            Setting { method: desk.method, limit: None, reply_target: None }.write(ingest.change, team)?;
            let target = Target::Team(desk.team.to_owned());
            let rule = Rule { query: desk.query.clone(), target, ..Rule::of(desk.rule) };
            super::rule::insert(ingest.change, &rule, To::Team(team), position)?;
            let mut asked = earlier.clone();
            push_asked(&mut asked, desk.rule, Asked::Matched);
            push_asked(&mut earlier, desk.rule, Asked::NoMatch);
            let method = desk.method.unwrap_or(company.method);
            let rule = last_rule(connection)?;
            desks.push(Seats { team, rule, method, limit: company.limit, members, asked });
        }
        Ok(Self(desks))
    }

    /// Keeps how a chat found its rep.
    pub fn keep(&self, change: &Change<'_>, chat: i64, assigned: &Assigned) -> Result<()> {
        let Some(desk) = self.0.get(assigned.desk) else { return Ok(()) };
        for decided in &assigned.decisions {
            let id = change.next_number("decision")?;
            let rep = decided.chosen.and_then(|chosen| desk.members.get(chosen.member));
            let is_taken = decided.occasion == Reason::Taken;
            let occasion = match decided.occasion {
                Reason::Handoff => Occasion::Handoff,
                Reason::Taken => Occasion::Transfer,
                Reason::Drained => Occasion::Run,
            };
            change
                .transaction
                .prepare_cached(
                    "INSERT INTO assignment_decision (id, chat_id, decided_at, occasion, scope, rule_id, method,
                       rep_id, online_since, detail)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(rusqlite::params![
                    id,
                    chat,
                    decided.at.micros(),
                    occasion.number(),
                    desk.team,
                    (!is_taken).then_some(desk.rule),
                    (!is_taken).then_some(desk.method.number()),
                    rep.map(|(rep, _)| *rep),
                    decided.chosen.map(|chosen| chosen.online_since.micros()),
                    desk.detail(decided),
                ])?;
        }
        Ok(())
    }
}

impl Seats {
    /// What a decision rests on, as JSON (see `decision.rs`). The others are counted and not listed, so that a demo of
    /// a million chats is not made of them.
    fn detail(&self, decided: &Decided) -> String {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let is_taken = decided.occasion == Reason::Taken;
        let mut out = b"{\"rules\":[".to_vec();
        if !is_taken {
            out.extend_from_slice(&self.asked);
        }
        out.extend_from_slice(b"],\"reps\":[");
        if let Some(chosen) = decided.chosen
            && let Some((rep, name)) = self.members.get(chosen.member)
        {
            out.push(b'[');
            push_number(*rep, &mut out);
            for text in [name, Verdict::Chosen.name()] {
                out.push(b',');
                push_string(text, &mut out);
            }
            let limit = self.limit.most().filter(|_| !is_taken).map(number);
            let times = [Some(chosen.online_since), chosen.assigned_at].map(|at| at.map(|at| at.micros()));
            for value in [Some(number(chosen.load)), limit].into_iter().chain(times) {
                out.push(b',');
                match value {
                    Some(value) => push_number(value, &mut out),
                    None => out.extend_from_slice(b"null"),
                }
            }
            out.push(b']');
        }
        out.push(b']');
        for (place, (reason, count)) in decided.passed_over.iter().enumerate() {
            out.extend_from_slice(if place > 0 { b"," } else { b",\"beyond\":{" });
            push_string(reason, &mut out);
            out.push(b':');
            push_number(number(*count), &mut out);
        }
        out.extend_from_slice(if decided.passed_over.is_empty() { b"}" } else { b"}}" });
        String::from_utf8(out).unwrap_or_default()
    }
}

fn push_asked(out: &mut Vec<u8>, rule: &str, how: Asked) {
    out.extend_from_slice(if out.is_empty() { b"[" } else { b",[" });
    push_string(rule, out);
    out.push(b',');
    push_string(how.name(), out);
    out.push(b']');
}

/// The number of the rule that was made last.
fn last_rule(connection: &Connection) -> Result<i64> {
    let last: Option<i64> = connection.query_row("SELECT max(id) FROM assignment_rule", [], |row| row.get(0))?;
    last.ok_or_else(|| Error::bug("a rule is not there that was just made"))
}
