//! Which rule a chat goes by: the rules in their order, each asked of the one chat.

use rusqlite::{Connection, params_from_iter};

use super::rule;
use crate::error::Result;
use crate::model::assignment::{Limit, Method};
use crate::model::hours;
use crate::model::time::{Clock, Time};
use crate::query;
use crate::store::condition::{Compiler, Sql};

use jiff::tz::TimeZone;

/// Why a rule was followed, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It says where the chat goes.
    Matched,
    /// It is for other chats.
    NoMatch,
    /// It is for other hours.
    OutsideHours,
    /// It is switched off.
    Inactive,
    /// Its rep or team was removed.
    TargetRemoved,
    /// Its query cannot be read by this version.
    Unreadable,
    /// An earlier one matched.
    Later,
}

impl Asked {
    /// The word that is kept with a decision.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::NoMatch => "no-match",
            Self::OutsideHours => "outside-hours",
            Self::Inactive => "inactive",
            Self::TargetRemoved => "target-removed",
            Self::Unreadable => "unreadable",
            Self::Later => "not-asked",
        }
    }
}

/// Where a rule, or whoever hands off, sends a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To this rep.
    Rep(i64),
    /// To a rep of this team.
    Team(i64),
    /// To any rep.
    Anybody,
}

/// A rule, ready to be asked.
#[derive(Debug)]
pub struct Known {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Where it sends chats.
    pub to: To,
    /// Another method.
    pub method: Option<Method>,
    /// Another limit.
    pub limit: Option<Limit>,
    /// What must hold for a chat; `None` for all of them. Else why it is not asked at all.
    condition: Result<Option<Sql>, Asked>,
}

/// What became of each rule, by its name.
pub type Outcomes = Vec<(String, Asked)>;

/// The rules that there are, at one moment.
#[derive(Debug)]
pub struct Rules(Vec<Known>);

impl Rules {
    /// Reads them.
    pub fn read(connection: &Connection, now: Time) -> Result<Self> {
        let mut rules = Vec::new();
        for row in rule::stored(connection)? {
            let condition = condition(connection, &row, now)?;
            let rule::Stored { id, rule, to, .. } = row;
            rules.push(Known { id, name: rule.name, to, method: rule.method, limit: rule.limit, condition });
        }
        Ok(Self(rules))
    }

    /// The first that matches a chat, and what became of each.
    pub fn first(&self, connection: &Connection, key: i64) -> Result<(Option<&Known>, Outcomes)> {
        let mut matched = None;
        let mut asked = Vec::with_capacity(self.0.len());
        for rule in &self.0 {
            let how = match &rule.condition {
                _ if matched.is_some() => Asked::Later,
                Err(why) => *why,
                Ok(condition) if holds(connection, key, condition.as_ref())? => Asked::Matched,
                Ok(_) => Asked::NoMatch,
            };
            if how == Asked::Matched {
                matched = Some(rule);
            }
            asked.push((rule.name.clone(), how));
        }
        Ok((matched, asked))
    }
}

/// What a rule asks of a chat at this moment.
fn condition(connection: &Connection, row: &rule::Stored, now: Time) -> Result<Result<Option<Sql>, Asked>> {
    let rule = &row.rule;
    let zone = rule.zone.as_deref().and_then(hours::zone).unwrap_or(TimeZone::UTC);
    if !rule.active {
        return Ok(Err(Asked::Inactive));
    }
    if row.removed {
        return Ok(Err(Asked::TargetRemoved));
    }
    if rule.hours.as_ref().is_some_and(|hours| !hours.hold(now, &zone)) {
        return Ok(Err(Asked::OutsideHours));
    }
    if rule.query.is_empty() {
        return Ok(Ok(None));
    }
    let Ok(filter) = query::parse_rule(&rule.query, &Clock { now, zone }) else {
        return Ok(Err(Asked::Unreadable));
    };
    Ok(Ok(Some(Compiler { connection, now }.condition_of_one(&filter)?)))
}

/// Whether a condition holds for a chat. Everything is seen: where a chat goes does not depend on who hands it off.
fn holds(connection: &Connection, key: i64, condition: Option<&Sql>) -> Result<bool> {
    let Some(condition) = condition else { return Ok(true) };
    let mut sql = Sql::new("SELECT count(*) FROM chat WHERE chat.key = ? AND ", [key.into()]);
    sql.push(condition.clone());
    let found: i64 = connection.prepare_cached(&sql.text)?.query_row(params_from_iter(sql.values), |row| row.get(0))?;
    Ok(found > 0)
}
