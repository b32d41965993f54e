//! What is due by a policy at a moment, and what becomes of it: one way for runs and for the forecast of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, params_from_iter};

use super::clock;
use crate::error::Result;
use crate::model::retention::{Action, Policy, Since, WorkRow};
use crate::model::time::Time;
use crate::query::{Asked, Filter, Term};
use crate::store::list::Plan;
use crate::store::page::{Choice, Sort};
use crate::store::permit::Sight;

const DAY: i64 = 86_400_000_000;

/// A chat that a policy asks for, as old as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Old {
    since: i64,
    key: i64,
    person: i64,
    /// Since when it is in the bin.
    deleted: Option<i64>,
}

/// What was done by runs so far, where they only happen in thought; and what one run has dealt with.
#[derive(Debug, Default)]
pub struct Ahead {
    binned: HashMap<i64, i64>,
    purged: HashSet<i64>,
    erased: HashSet<i64>,
    /// What was taken, or waits: a chat goes by the first policy that it is due by, and no other touches it in the same
    /// run.
    today: HashSet<i64>,
}

/// One kind of work of a policy at one moment.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is found, and what is to be done of it.
    pub row: WorkRow,
    /// How.
    pub action: Action,
    /// The chats, or the persons, oldest first.
    pub take: Vec<i64>,
    /// The chats that wait for the next run.
    wait: Vec<i64>,
}

/// A policy that is asked at one moment after the other.
#[derive(Debug)]
pub struct Asker<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Those that become old enough until the last of the moments, oldest first.
    old: Option<Vec<Old>>,
    /// What the exceptions keep of them, and how these were read.
    kept: Option<(Filter, HashSet<i64>)>,
}

/// What all of them are asked of.
pub struct Ground<'c> {
    /// The repository at one moment.
    pub connection: &'c Connection,
    /// Which chats there are for whoever asks.
    pub sight: &'c Sight,
    /// The moments.
    times: Vec<Time>,
    holds: HashMap<i64, Vec<String>>,
    erased: HashSet<i64>,
}

impl<'c> Ground<'c> {
    /// Reads what is on hold, and who was erased.
    pub fn read(connection: &'c Connection, sight: &'c Sight, times: Vec<Time>) -> Result<Self> {
        let mut statement = connection.prepare(
            "SELECT chat_hold.chat_key, hold.name FROM chat_hold JOIN hold ON hold.id = chat_hold.hold_id
             ORDER BY hold.folded, hold.name",
        )?;
        let mut rows = statement.query([])?;
        let mut holds: HashMap<i64, Vec<String>> = HashMap::new();
        while let Some(row) = rows.next()? {
            holds.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut statement = connection.prepare("SELECT person_id FROM erasure")?;
        let erased = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Self { connection, sight, times, holds, erased })
    }

    /// How many chats a policy leaves because their time is not known.
    pub fn unknown(&self, policy: &Policy, now: Time) -> Result<u64> {
        let asked = Asked::of(policy, &clock(policy, now))?;
        let filter = asked.unknown.and(asked.excepted.map_or(Filter::EVERYTHING, Filter::negated));
        let choice = Choice::new(&filter, false, now);
        let sql = Plan::of(self.connection, self.sight, &choice, Sort::NEWEST)?.select("count(*)", Vec::new());
        Ok(self.connection.query_row(&sql.text, params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// The chats that are old enough at any of the moments. That is not always the last: months are of different lengths,
    /// and days too where the clocks change.
    fn widest(&self, policy: &Policy) -> Result<Filter> {
        let mut widest: Option<Asked> = None;
        for time in &self.times {
            let asked = Asked::of(policy, &clock(policy, *time))?;
            let wider = |widest: &Asked| match (asked.until, widest.until) {
                (until, Some(widest)) => until.is_none_or(|until| until > widest),
                (_, None) => false,
            };
            if widest.as_ref().is_none_or(wider) {
                widest = Some(asked);
            }
        }
        Ok(widest.map_or(Filter::EVERYTHING.negated(), |asked| asked.old))
    }

    /// The chats of a filter on one side of the bin.
    fn find(&self, since: Since, filter: &Filter, now: Time, bin: bool, found: &mut Vec<Old>) -> Result<()> {
        let column = match since {
            Since::Created => "chat.created_at",
            Since::Closed => "chat.closed_at",
            Since::LastMessage => "chat.last_message_at",
            Since::Updated => "chat.updated_at",
        };
        let choice = Choice::new(filter, bin, now);
        let columns = format!("{column}, chat.key, chat.person_id, chat.deleted_at");
        let sql = Plan::of(self.connection, self.sight, &choice, Sort::NEWEST)?.select(&columns, Vec::new());
        let mut statement = self.connection.prepare(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values))?;
        while let Some(row) = rows.next()? {
            // The filter asks for known times only.
            if let Some(since) = row.get(0)? {
                found.push(Old { since, key: row.get(1)?, person: row.get(2)?, deleted: row.get(3)? });
            }
        }
        Ok(())
    }

    fn chats_of(&self, person: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?;
        Ok(statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

/// How many of what was found are taken, and what keeps the others.
#[derive(Debug, Default)]
struct Tally {
    row: WorkRow,
    take: Vec<i64>,
    wait: Vec<i64>,
    holds: BTreeMap<String, u64>,
}

impl Tally {
    /// One that is due, on these holds. Whoever goes with it waits as it does.
    fn add(&mut self, one: i64, chats: &[i64], holds: &[String], policy: &Policy) {
        self.row.matched += 1;
        if !holds.is_empty() {
            self.row.left += 1;
            holds.iter().for_each(|hold| *self.holds.entry(hold.clone()).or_default() += 1);
        } else if i64::try_from(self.take.len()).unwrap_or(i64::MAX) < policy.max {
            self.take.push(one);
        } else {
            self.row.remaining += 1;
            self.wait.extend(chats);
        }
    }

    fn add_chat(&mut self, key: i64, ground: &Ground<'_>, policy: &Policy) {
        self.add(key, &[key], ground.holds.get(&key).map_or(&[], Vec::as_slice), policy);
    }

    fn into_part(self, policy: &Policy, action: Action, date: &str) -> Part {
        let holds = self.holds.into_iter().map(|(hold, count)| format!("{hold}: {count}")).collect();
        let row = WorkRow {
            date: date.to_owned(),
            policy: policy.name.clone(),
            action: action.name(),
            done: self.take.len() as u64,
            holds,
            ..self.row
        };
        Part { row, action, take: self.take, wait: self.wait }
    }
}

impl<'a> Asker<'a> {
    /// Asks by this policy.
    pub fn new(policy: &'a Policy) -> Self {
        Self { policy, old: None, kept: None }
    }

    /// What it does at this moment: of a policy that purges, first what goes into the bin, then what goes from there.
    pub fn ask(&mut self, ground: &Ground<'_>, now: Time, date: &str, ahead: &mut Ahead) -> Result<Vec<Part>> {
        let policy = self.policy;
        let asked = Asked::of(policy, &clock(policy, now))?;
        self.look(ground, &asked, now)?;
        let old = self.old.as_deref().unwrap_or_default();
        let end = old.partition_point(|chat| asked.until.is_none_or(|until| chat.since < until.micros()));
        let old = old.get(..end).unwrap_or_default();
        let kept = |key: i64| self.kept.as_ref().is_some_and(|(_, kept)| kept.contains(&key));
        let parts = match policy.action {
            Action::Pseudonymise => vec![persons(policy, ground, old, &kept, date, ahead)?],
            Action::Bin => vec![into_bin(policy, ground, old, &kept, date, ahead)],
            Action::Purge => {
                let binned = into_bin(policy, ground, old, &kept, date, ahead);
                let grace = policy.grace.unwrap_or(1).saturating_mul(DAY);
                vec![binned, out_of_bin(policy, ground, old, &kept, date, ahead, now.micros().saturating_sub(grace))]
            }
        };
        for part in &parts {
            ahead.take(part, ground, now)?;
        }
        Ok(parts)
    }

    /// Looks for what it asks for, and for what is excepted of that, where that is not known yet.
    fn look(&mut self, ground: &Ground<'_>, asked: &Asked, now: Time) -> Result<()> {
        let policy = self.policy;
        if self.old.is_none() || asks_bans(&asked.old) {
            let filter = ground.widest(policy)?;
            let mut old = Vec::new();
            ground.find(policy.since, &filter, now, false, &mut old)?;
            if policy.action != Action::Bin {
                ground.find(policy.since, &filter, now, true, &mut old)?;
            }
            old.sort_unstable();
            self.old = Some(old);
            self.kept = None;
        }
        let Some(filter) = &asked.excepted else { return Ok(()) };
        let known = self.kept.as_ref().is_some_and(|(known, _)| known == filter && !asks_bans(filter));
        if !known {
            let mut kept = Vec::new();
            // Only of those that are old: what is excepted may be most of the repository.
            let old = ground.widest(policy)?.and(filter.clone());
            for bin in [false, true] {
                ground.find(policy.since, &old, now, bin, &mut kept)?;
            }
            self.kept = Some((filter.clone(), kept.into_iter().map(|chat| chat.key).collect()));
        }
        Ok(())
    }
}

type Kept<'k> = &'k dyn Fn(i64) -> bool;

fn into_bin(policy: &Policy, ground: &Ground<'_>, old: &[Old], kept: Kept<'_>, date: &str, ahead: &Ahead) -> Part {
    let mut tally = Tally::default();
    for chat in old.iter().filter(|chat| chat.deleted.is_none() && !ahead.has_moved(chat.key)) {
        match kept(chat.key) {
            true => tally.row.excepted += 1,
            false => tally.add_chat(chat.key, ground, policy),
        }
    }
    tally.into_part(policy, Action::Bin, date)
}

/// Chats go that were in the bin before `latest`, or at that very moment.
fn out_of_bin(
    policy: &Policy,
    ground: &Ground<'_>,
    old: &[Old],
    kept: Kept<'_>,
    date: &str,
    ahead: &Ahead,
    latest: i64,
) -> Part {
    let mut tally = Tally::default();
    for chat in old.iter().filter(|chat| !ahead.purged.contains(&chat.key) && !ahead.today.contains(&chat.key)) {
        let deleted = chat.deleted.or_else(|| ahead.binned.get(&chat.key).copied());
        if deleted.is_none_or(|deleted| deleted > latest) {
            continue;
        }
        match kept(chat.key) {
            true => tally.row.excepted += 1,
            false => tally.add_chat(chat.key, ground, policy),
        }
    }
    tally.into_part(policy, Action::Purge, date)
}

/// Persons with a chat that is due. All of theirs must be, in the bin or not: else who they are would be gone from chats
/// that are still needed.
fn persons(
    policy: &Policy,
    ground: &Ground<'_>,
    old: &[Old],
    kept: Kept<'_>,
    date: &str,
    ahead: &Ahead,
) -> Result<Part> {
    let mut tally = Tally::default();
    let mut due: HashSet<i64> = HashSet::new();
    let mut order = Vec::new();
    for chat in old.iter().filter(|chat| !ahead.purged.contains(&chat.key)) {
        if ground.erased.contains(&chat.person) || ahead.erased.contains(&chat.person) {
            continue;
        }
        let in_bin = chat.deleted.is_some() || ahead.binned.contains_key(&chat.key);
        if kept(chat.key) {
            tally.row.excepted += u64::from(!in_bin);
            continue;
        }
        due.insert(chat.key);
        if !in_bin {
            order.push(chat.person);
        }
    }
    let mut seen = HashSet::new();
    for person in order.into_iter().filter(|person| seen.insert(*person)) {
        let mut chats = ground.chats_of(person)?;
        let taken_today = chats.iter().any(|key| ahead.today.contains(key));
        chats.retain(|key| !ahead.purged.contains(key));
        if taken_today {
            tally.row.matched += 1;
            tally.row.remaining += 1;
            tally.wait.extend(chats.iter().filter(|key| due.contains(key)));
        } else if chats.iter().all(|key| due.contains(key)) {
            let mut holds: Vec<String> =
                chats.iter().filter_map(|key| ground.holds.get(key)).flatten().cloned().collect();
            holds.sort_unstable();
            holds.dedup();
            tally.add(person, &chats, &holds, policy);
        } else {
            tally.row.matched += 1;
            tally.row.left += 1;
        }
    }
    Ok(tally.into_part(policy, Action::Pseudonymise, date))
}

impl Ahead {
    /// The next run begins.
    pub fn next_run(&mut self) {
        self.today.clear();
    }

    fn has_moved(&self, key: i64) -> bool {
        self.binned.contains_key(&key) || self.purged.contains(&key) || self.today.contains(&key)
    }

    fn take(&mut self, part: &Part, ground: &Ground<'_>, now: Time) -> Result<()> {
        self.today.extend(&part.wait);
        for one in &part.take {
            match part.action {
                Action::Bin => {
                    self.binned.insert(*one, now.micros());
                }
                Action::Purge => {
                    self.purged.insert(*one);
                }
                Action::Pseudonymise => {
                    self.erased.insert(*one);
                    self.today.extend(ground.chats_of(*one)?);
                    continue;
                }
            }
            self.today.insert(*one);
        }
        Ok(())
    }
}

/// Whether a filter asks for what begins and ends by itself.
fn asks_bans(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(asks_bans),
        Filter::Not(part) => asks_bans(part),
        Filter::Term(term) => matches!(term, Term::Ban(_)),
    }
}
