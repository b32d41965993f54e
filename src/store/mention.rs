//! What retention policies and assignment rules name in their queries: tags, teams, reps, holds and custom fields. A name that
//! is not there finds nothing; in an exception, or under a negation, nothing is kept by it any more.

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::Store;
use super::assignment::rule;
use super::condition::reps;
use super::names::owner_number;
use super::retention;
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::retention::Policy;
use crate::model::time::{Clock, Time};
use crate::query::{self, Asked, Filter, Named};

/// Whose query it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// That of the policy of this name.
    Policy(String),
    /// That of the assignment rule of this name.
    Rule(String),
}

impl Speaker {
    /// The name alone.
    pub fn into_name(self) -> String {
        match self {
            Self::Policy(name) | Self::Rule(name) => name,
        }
    }
}

/// A condition that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Whose it is.
    pub speaker: Speaker,
    /// Whether it is of an exception.
    pub excepts: bool,
    /// The condition, as `tag:vip`.
    pub condition: String,
    /// What it names.
    pub named: Named,
    /// The name, folded.
    name: String,
}

impl Store {
    /// The policies and assignment rules whose queries speak of what has this name, each once.
    pub fn mentions_of(&self, named: Named, name: &str, now: Time) -> Result<Vec<Mention>> {
        let name = fold(name);
        let mut found = all(&self.connection, now)?;
        found.retain(|mention| mention.named == named && fold(&mention.name) == name);
        found.dedup_by(|one, other| one.speaker == other.speaker);
        Ok(found)
    }

    /// The policies and assignment rules whose queries speak of what is not there, each once.
    pub fn mentions_of_nothing(&self, now: Time) -> Result<Vec<Mention>> {
        let mut found = Vec::new();
        for mention in all(&self.connection, now)? {
            if !is_there(&self.connection, &mention)? {
                found.push(mention);
            }
        }
        found.dedup_by(|one, other| one.speaker == other.speaker);
        Ok(found)
    }

    /// What a policy speaks of, and is not there.
    pub fn missing_of(&self, policy: &Policy, now: Time) -> Result<Option<Mention>> {
        missing(&self.connection, policy, now)
    }
}

/// The first name that is not there of those that a policy speaks of.
///
/// # Errors
/// `Usage` for a policy that cannot be read.
pub(super) fn missing(connection: &Connection, policy: &Policy, now: Time) -> Result<Option<Mention>> {
    for mention in of_policy(policy, now)? {
        if !is_there(connection, &mention)? {
            return Ok(Some(mention));
        }
    }
    Ok(None)
}

/// Exceptions first: what they keep is in danger.
fn of_policy(policy: &Policy, now: Time) -> Result<Vec<Mention>> {
    let asked = Asked::of(policy, &retention::clock(policy, now))?;
    let speaker = Speaker::Policy(policy.name.clone());
    let mut found = Vec::new();
    if let Some(excepted) = &asked.excepted {
        found.extend(of_filter(&speaker, true, excepted));
    }
    found.extend(of_filter(&speaker, false, &asked.old));
    Ok(found)
}

fn of_filter(speaker: &Speaker, excepts: bool, filter: &Filter) -> Vec<Mention> {
    let mention = |(named, name, term): (Named, &str, &query::Term)| Mention {
        speaker: speaker.clone(),
        excepts,
        condition: Filter::Term(term.clone()).to_string(),
        named,
        name: name.to_owned(),
    };
    filter.named().into_iter().map(mention).collect()
}

/// Those of every policy and rule that can be read, in their order.
fn all(connection: &Connection, now: Time) -> Result<Vec<Mention>> {
    let mut found = Vec::new();
    for (_, policy) in retention::stored(connection)? {
        found.extend(of_policy(&policy, now).unwrap_or_default());
    }
    for row in rule::stored(connection)? {
        let clock = Clock { now, zone: TimeZone::UTC };
        if let Ok(filter) = query::parse_rule(&row.rule.query, &clock) {
            found.extend(of_filter(&Speaker::Rule(row.rule.name), false, &filter));
        }
    }
    Ok(found)
}

fn is_there(connection: &Connection, mention: &Mention) -> Result<bool> {
    let name = &*fold(&mention.name);
    Ok(match mention.named {
        Named::Tag => connection.prepare_cached("SELECT 1 FROM tag WHERE folded = ?1")?.exists([name])?,
        Named::Team => connection.prepare_cached("SELECT 1 FROM team WHERE folded = ?1")?.exists([name])?,
        Named::Hold => connection.prepare_cached("SELECT 1 FROM hold WHERE folded = ?1")?.exists([name])?,
        Named::Rep => !reps(connection, name)?.is_empty(),
        Named::Field(owner) => connection
            .prepare_cached("SELECT 1 FROM field WHERE owner = ?1 AND folded = ?2")?
            .exists((owner_number(owner), name))?,
    })
}
