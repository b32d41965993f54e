//! The world that is supposed for a replay: who is there, which rules hold, and among whom each gives chats out.

use std::collections::{BTreeSet, HashMap};

use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::exchange::in_file;
use super::matching::To;
use super::replay::ReplayedRep;
use super::roster::COMPANY;
use super::rule::stored;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::model::assignment::{Limit, Method};
use crate::model::hours::{self, Hours};
use crate::model::rule::{Rule, Target};
use crate::model::simulation::{Outcome, Pool, Present};
use crate::model::time::{Clock, Time};
use crate::query;
use crate::store::condition::{Compiler, Sql};
use crate::store::people::{find_rep, find_team};
use crate::store::read::time;

/// What is supposed to be other than it is.
#[derive(Clone, Debug, Default)]
pub struct Supposed {
    /// Other rules; `None` for those in force.
    pub rules: Option<Vec<Rule>>,
    /// One method for everybody.
    pub method: Option<Method>,
    /// One limit for everybody.
    pub limit: Option<Limit>,
    /// Reps who come in, known or new, each into a team where one is named.
    pub join: Vec<(String, Option<String>)>,
    /// Reps who are not there.
    pub leave: Vec<String>,
    /// Only what goes to this team counts.
    pub team: Option<String>,
}

/// A rep.
#[derive(Debug)]
struct RepOf {
    id: i64,
    name: String,
    online_since: Option<Time>,
    /// Whether chats can be given to them: neither removed nor supposed to be away.
    able: bool,
    /// Whether they have or had chats.
    has_chats: bool,
    /// Whether they are no more than supposed.
    is_new: bool,
}

/// A rule, ready to be asked of chats.
#[derive(Debug)]
pub(super) struct Ready {
    condition: Option<Sql>,
    timed: bool,
    /// Where it sends them.
    pub pool: usize,
}

impl Ready {
    /// What must hold for a chat. The hours of the rule at this place are asked of the moment it began.
    pub fn condition(&self, place: usize) -> Sql {
        let hours = self.timed.then(|| Sql::new(format!("rule_hours({place}, chat.created_at)"), []));
        match (hours, self.condition.clone()) {
            (None, None) => Sql::new("1", []),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(mut hours), Some(condition)) => {
                hours.push(Sql::new(" AND ", []));
                hours.push(condition);
                hours
            }
        }
    }
}

/// The world of a replay.
#[derive(Debug)]
pub(super) struct World {
    reps: Vec<RepOf>,
    places: HashMap<i64, usize>,
    members: HashMap<i64, Vec<usize>>,
    /// Among whom chats are given out.
    pub pools: Vec<Pool>,
    /// The rules, in their order.
    pub rules: Vec<Ready>,
    /// The pool of what no rule is for.
    pub otherwise: usize,
    /// The team whose chats count; `None` for all of them.
    pub team: Option<i64>,
}

impl World {
    /// Looks at the repository, and puts in what is supposed.
    pub fn of(connection: &Connection, now: Time, supposed: &Supposed) -> Result<Self> {
        let team = supposed.team.as_deref().map(|team| find_team(connection, team)).transpose()?;
        let reps = reps(connection)?;
        let places = reps.iter().enumerate().map(|(place, rep)| (rep.id, place)).collect();
        let (members, pools, rules) = Default::default();
        let mut world = Self { reps, places, members, pools, rules, otherwise: 0, team };
        for name in &supposed.leave {
            let place = world.place_of(find_rep(connection, name)?);
            if let Some(rep) = place.and_then(|place| world.reps.get_mut(place)) {
                rep.able = false;
            }
        }
        world.everybody(connection)?;
        for (name, team) in &supposed.join {
            world.join(connection, name, team.as_deref())?;
        }
        world.otherwise = world.pool(connection, To::Anybody, None, None, supposed)?;
        world.take_rules(connection, now, supposed)?;
        Ok(world)
    }

    /// The place of a rep with this number.
    pub fn place_of(&self, rep: i64) -> Option<usize> {
        self.places.get(&rep).copied()
    }

    /// Whether the rep at this place may be given chats.
    pub fn is_there(&self, place: usize) -> bool {
        self.reps.get(place).is_some_and(|rep| rep.able)
    }

    /// The reps as the worlds take them. Who is away now counts as the first to have come.
    pub fn present(&self) -> Vec<Present> {
        let present = |rep: &RepOf| Present { rep: rep.id, online_since: rep.online_since.unwrap_or(Time::EPOCH) };
        self.reps.iter().map(present).collect()
    }

    /// The reps for the report: those of the team, or whoever is in a pool or had chats.
    pub fn replayed(&self, happened: &Outcome) -> Vec<ReplayedRep> {
        let pools = self.pools.iter().filter(|pool| self.team.is_none_or(|team| team == pool.scope));
        let pooled: BTreeSet<usize> = pools.flat_map(|pool| pool.reps.iter().copied()).collect();
        let rep = |(place, rep): (usize, &RepOf)| {
            let had_chats = happened.reps.get(place).is_some_and(|rep| rep.chats > 0);
            let is_there = pooled.contains(&place) && rep.able;
            // Who is in a pool might have had chats; so might have who is away only here.
            let was_there = had_chats || (is_there && !rep.is_new);
            ReplayedRep { name: rep.name.clone(), was_there, is_there }
        };
        self.reps.iter().enumerate().map(rep).collect()
    }

    fn everybody(&mut self, connection: &Connection) -> Result<()> {
        let company = self.reps.iter().enumerate().filter(|(_, rep)| rep.online_since.is_some() || rep.has_chats);
        let company = company.map(|(place, _)| place).collect();
        self.members.insert(COMPANY, company);
        let mut statement = connection.prepare("SELECT team_id, rep_id FROM team_rep ORDER BY team_id, rep_id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(place) = self.place_of(row.get(1)?) {
                self.members.entry(row.get(0)?).or_default().push(place);
            }
        }
        Ok(())
    }

    fn join(&mut self, connection: &Connection, name: &str, team: Option<&str>) -> Result<()> {
        let team = team.map(|team| find_team(connection, team)).transpose()?;
        let place = match find_rep(connection, name) {
            Ok(id) => self.place_of(id),
            Err(Error::NotFound(_)) => None,
            Err(error) => return Err(error),
        };
        let place = place.unwrap_or_else(|| self.supposed_rep(name));
        for scope in std::iter::once(COMPANY).chain(team) {
            let members = self.members.entry(scope).or_default();
            if !members.contains(&place) {
                members.push(place);
            }
        }
        Ok(())
    }

    /// The place of a rep who is not there yet; twice the same name is one rep.
    fn supposed_rep(&mut self, name: &str) -> usize {
        if let Some(place) = self.reps.iter().position(|rep| rep.is_new && rep.name == name) {
            return place;
        }
        let count = self.reps.iter().filter(|rep| rep.is_new).count();
        let id = -1 - i64::try_from(count).unwrap_or(0);
        let name = name.to_owned();
        self.reps.push(RepOf { id, name, online_since: None, able: true, has_chats: false, is_new: true });
        self.reps.len() - 1
    }

    fn take_rules(&mut self, connection: &Connection, now: Time, supposed: &Supposed) -> Result<()> {
        let mut timed: Vec<Option<(Hours, TimeZone)>> = Vec::new();
        for (rule, to) in rules(connection, supposed)? {
            let zone = rule.zone.as_deref().and_then(hours::zone).unwrap_or(TimeZone::UTC);
            let condition = if rule.query.trim().is_empty() {
                None
            } else {
                let read = query::parse_rule(&rule.query, &Clock { now, zone: zone.clone() });
                match read {
                    Ok(filter) => Some(Compiler { connection, now }.condition(&filter)?),
                    // One in force that this version cannot read matches nothing, as in earnest.
                    Err(_) if supposed.rules.is_none() => continue,
                    Err(error) => return Err(in_file(&error, &rule.name)),
                }
            };
            let pool = self.pool(connection, to, rule.method, rule.limit, supposed)?;
            self.rules.push(Ready { condition, timed: rule.hours.is_some(), pool });
            timed.push(rule.hours.map(|hours| (hours, zone)));
        }
        if timed.iter().any(Option::is_some) {
            know_hours(connection, timed)?;
        }
        Ok(())
    }

    /// The pool that a target stands for, with the settings that hold there.
    fn pool(
        &mut self,
        connection: &Connection,
        to: To,
        method: Option<Method>,
        limit: Option<Limit>,
        supposed: &Supposed,
    ) -> Result<usize> {
        let scope = if let To::Team(team) = to { team } else { COMPANY };
        let usual = Setting::read(connection, scope)?.or(Setting::read(connection, COMPANY)?);
        let method = supposed.method.or(method).or(usual.method).unwrap_or(Setting::METHOD);
        let limit = supposed.limit.or(limit).or(usual.limit).and_then(Limit::most);
        let (method, members) = match to {
            To::Rep(rep) => (Method::Balanced, self.place_of(rep).into_iter().collect()),
            To::Team(_) | To::Anybody => (method, self.members.get(&scope).cloned().unwrap_or_default()),
        };
        let reps = members.into_iter().filter(|place| self.is_there(*place)).collect();
        let pool = Pool { scope, reps, method, limit };
        let known = self.pools.iter().position(|known| *known == pool);
        Ok(known.unwrap_or_else(|| {
            self.pools.push(pool);
            self.pools.len() - 1
        }))
    }
}

/// The rules that hold, with their targets by number.
fn rules(connection: &Connection, supposed: &Supposed) -> Result<Vec<(Rule, To)>> {
    let Some(rules) = &supposed.rules else {
        let held = stored(connection)?.into_iter().filter(|row| row.rule.active && !row.removed);
        return Ok(held.map(|row| (row.rule, row.to)).collect());
    };
    let mut found = Vec::new();
    for rule in rules.iter().filter(|rule| rule.active) {
        let of_rule = |error: Error| in_file(&error, &rule.name);
        let to = match &rule.target {
            Target::Rep(name) => To::Rep(find_rep(connection, name).map_err(of_rule)?),
            Target::Team(name) => To::Team(find_team(connection, name).map_err(of_rule)?),
            Target::Anybody => To::Anybody,
        };
        found.push((rule.clone(), to));
    }
    Ok(found)
}

/// Teaches SQLite whether the hours of a rule (by place) hold at a moment.
fn know_hours(connection: &Connection, timed: Vec<Option<(Hours, TimeZone)>>) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("rule_hours", 2, flags, move |context| {
        let place = usize::try_from(context.get::<i64>(0)?).unwrap_or(usize::MAX);
        let rule = timed.get(place).and_then(Option::as_ref);
        let at = time(context.get(1)?);
        Ok(at.is_some_and(|at| rule.is_none_or(|(hours, zone)| hours.hold(at, zone))))
    })?;
    Ok(())
}

/// Every rep there is or was.
fn reps(connection: &Connection) -> Result<Vec<RepOf>> {
    let mut statement = connection.prepare(
        "SELECT id, name, iif(online = 1, coalesce(presence_at, 0), NULL), removed_at IS NULL,
           EXISTS (SELECT 1 FROM chat WHERE chat.assignee_id = rep.id)
         FROM rep ORDER BY id",
    )?;
    let reps = statement.query_map([], |row| {
        Ok(RepOf {
            id: row.get(0)?,
            name: row.get(1)?,
            online_since: time(row.get(2)?),
            able: row.get(3)?,
            has_chats: row.get(4)?,
            is_new: false,
        })
    })?;
    Ok(reps.collect::<rusqlite::Result<_>>()?)
}
