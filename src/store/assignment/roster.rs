//! Who may be given chats, as it stands within one transaction: read once, and kept up to date as chats are given.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::setting::Setting;
use crate::error::Result;
use crate::model::assignment::{Candidate, Limit, Method, Turn};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::store::read::time;

/// The scope that is no team: every rep of the company.
pub const COMPANY: i64 = 0;

/// A rep as the roster knows them.
#[derive(Clone, Debug)]
pub struct Rep {
    /// Their name.
    pub name: String,
    /// Since when they take chats; `None` for one who is away.
    pub online_since: Option<Time>,
    /// Their unfinished chats.
    pub load: u64,
    /// When they were last given a chat.
    pub assigned_at: Option<Time>,
}

/// The reps, settings and turns that decisions of one transaction have asked for so far.
#[derive(Debug, Default)]
pub struct Roster {
    reps: HashMap<i64, Rep>,
    members: HashMap<i64, Rc<[i64]>>,
    settings: HashMap<i64, Setting>,
    turns: HashMap<i64, Option<Turn>>,
    before: Vec<u8>,
}

impl Roster {
    /// Nobody is known yet.
    pub fn new(connection: &Connection) -> Result<Self> {
        let before =
            connection.query_row("SELECT digest FROM operation ORDER BY id DESC LIMIT 1", [], |row| row.get(0))?;
        Ok(Self { before, ..Self::default() })
    }

    /// The reps of a scope: those of a team, else everybody who takes chats or has a role. By number.
    pub fn members(&mut self, connection: &Connection, scope: i64) -> Result<Rc<[i64]>> {
        if let Some(members) = self.members.get(&scope) {
            return Ok(Rc::clone(members));
        }
        let sql = match scope {
            COMPANY => {
                "SELECT id FROM rep WHERE removed_at IS NULL AND (role IS NOT NULL OR online = 1) AND ?1 = 0 ORDER BY id"
            }
            _ => {
                "SELECT rep.id FROM team_rep JOIN rep ON rep.id = team_rep.rep_id
                 WHERE team_rep.team_id = ?1 AND rep.removed_at IS NULL ORDER BY rep.id"
            }
        };
        let mut statement = connection.prepare_cached(sql)?;
        let members: Vec<i64> = statement.query_map([scope], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let members: Rc<[i64]> = members.into();
        self.members.insert(scope, Rc::clone(&members));
        Ok(members)
    }

    /// A rep.
    pub fn rep(&mut self, connection: &Connection, id: i64) -> Result<&Rep> {
        Ok(match self.reps.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(read(connection, id)?),
        })
    }

    /// Reps as candidates, each with this limit.
    pub fn candidates(&mut self, connection: &Connection, ids: &[i64], limit: Option<u64>) -> Result<Vec<Candidate>> {
        let mut candidates = Vec::with_capacity(ids.len());
        for id in ids {
            let Rep { online_since, load, assigned_at, .. } = *self.rep(connection, *id)?;
            candidates.push(Candidate { rep: *id, online_since, load, limit, assigned_at });
        }
        Ok(candidates)
    }

    /// Method and limit of a scope: the team's, else the company's, else what is preset.
    pub fn setting(&mut self, connection: &Connection, scope: i64) -> Result<(Method, Limit)> {
        let mut own = |scope| -> Result<Setting> {
            if let Some(setting) = self.settings.get(&scope) {
                return Ok(*setting);
            }
            let setting = Setting::read(connection, scope)?;
            self.settings.insert(scope, setting);
            Ok(setting)
        };
        let (team, company) = (own(scope)?, own(COMPANY)?);
        let both = team.or(company);
        Ok((both.method.unwrap_or(Setting::METHOD), both.limit.unwrap_or(Limit::Unlimited)))
    }

    /// Who had the last turn of `round-robin` in a scope.
    pub fn turn(&mut self, connection: &Connection, scope: i64) -> Result<Option<Turn>> {
        if let Some(turn) = self.turns.get(&scope) {
            return Ok(*turn);
        }
        let mut statement = connection.prepare_cached(
            "SELECT online_since, rep_id FROM assignment_decision
             WHERE scope = ?1 AND method = ?2 AND rep_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        )?;
        let mut rows = statement.query([scope, Method::RoundRobin.number()])?;
        let turn = match rows.next()? {
            Some(row) => Some((time(row.get(0)?).unwrap_or(Time::EPOCH), row.get(1)?)),
            None => None,
        };
        self.turns.insert(scope, turn);
        Ok(turn)
    }

    /// The seed of chance for a chat: of the operation before this one and the chat, so that it cannot be chosen.
    pub fn seed(&self, chat: i64) -> u64 {
        let mut hash = Sha256::new();
        hash.update(&self.before);
        hash.update(chat.to_be_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        let mut seed = [0; 8];
        seed.copy_from_slice(&digest[..8]);
        u64::from_be_bytes(seed)
    }

    /// A rep was given a chat; by turns, where it was.
    pub fn gave(&mut self, rep: i64, now: Time, round: Option<i64>) {
        if let Some(rep) = self.reps.get_mut(&rep) {
            rep.load += 1;
            rep.assigned_at = Some(now);
        }
        if let Some(scope) = round {
            let since = self.reps.get(&rep).and_then(|rep| rep.online_since).unwrap_or(Time::EPOCH);
            self.turns.insert(scope, Some((since, rep)));
        }
    }

    /// A rep lost an unfinished chat.
    pub fn took(&mut self, rep: i64) {
        if let Some(rep) = self.reps.get_mut(&rep) {
            rep.load = rep.load.saturating_sub(1);
        }
    }
}

fn read(connection: &Connection, id: i64) -> Result<Rep> {
    let [open, pending, overdue] = [Status::Open, Status::Pending, Status::Overdue].map(Status::number);
    let mut statement = connection.prepare_cached(
        "SELECT name, iif(online = 1 AND removed_at IS NULL, coalesce(presence_at, 0), NULL), assigned_at,
           (SELECT count(*) FROM chat WHERE assignee_id = rep.id AND status IN (?2, ?3, ?4) AND deleted_at IS NULL)
         FROM rep WHERE id = ?1",
    )?;
    Ok(statement.query_row([id, open, pending, overdue], |row| {
        Ok(Rep {
            name: row.get(0)?,
            online_since: time(row.get(1)?),
            load: row.get(3)?,
            assigned_at: time(row.get(2)?),
        })
    })?)
}
