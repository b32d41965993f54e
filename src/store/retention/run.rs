//! Doing what is due.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::Connection;

use super::due::{Ahead, Asker, Ground, Part};
use super::forecast::day;
use super::{find, halt, needs, of_id, reaches_all, stored};
use crate::error::{Error, Result};
use crate::model::permission::{ChatVerb, Need};
use crate::model::retention::{Action, Policy, WorkRow};
use crate::model::time::Clock;
use crate::store::act::{Run, Target, Targets};
use crate::store::change::{Change, Ending};
use crate::store::{Actor, Due, Mention, Report, Store};

/// What is due by policies.
#[derive(Debug)]
pub struct DueWork {
    /// What is to be done, in their order.
    pub planned: Vec<Planned>,
    /// What policies speak of that is not there: nothing is done by these.
    pub left_out: Vec<Mention>,
}

/// What is due by a policy, and is to be done.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What was found.
    pub row: WorkRow,
    work: Work,
}

#[derive(Clone, Debug)]
enum Work {
    Bin(Targets),
    Purge(Targets),
    Pseudonymise(Vec<Person>),
}

#[derive(Clone, Debug)]
struct Person {
    id: i64,
    chats: Vec<Target>,
}

/// What became of it.
#[derive(Debug)]
pub struct Retained {
    /// In numbers.
    pub row: WorkRow,
    /// Why chats, or persons, were left that were to be taken, with one of them.
    pub left: BTreeMap<String, (u64, i64)>,
    /// The first operation, where it can be taken back.
    pub operation: Option<i64>,
    /// What stopped the work on the way, if anything did.
    pub stopped: Option<Error>,
}

impl Store {
    /// What is due now by the policies of these names, by all that are run where none is named. Nobody's chats are
    /// changed; what is found is found at one moment.
    ///
    /// # Errors
    /// `NotFound` where there is no such policy, `Refused` for one that is not run, `Denied` for somebody who may not do
    /// what they do, to every chat.
    pub fn due_by_policies(&self, names: &[String], clock: &Clock) -> Result<DueWork> {
        let moment = self.connection.unchecked_transaction()?;
        let mut policies = chosen(&moment, names)?;
        for verb in policies.iter().flat_map(|policy| needs(policy.action)) {
            let permit = self.permit.as_ref().ok_or_else(|| Error::bug("nobody was admitted"))?;
            reaches_all(permit, *verb)?;
        }
        let sight = self.sight().for_policies();
        let ground = Ground::read(&moment, &sight, vec![clock.now])?;
        let left_out = halt(&moment, &mut policies, clock.now)?;
        let mut ahead = Ahead::default();
        let mut planned = Vec::new();
        for policy in &policies {
            let parts = Asker::new(policy).ask(&ground, clock.now, &day(clock.now, &clock.zone), &mut ahead)?;
            for part in parts.into_iter().filter(|_| policy.max > 0) {
                planned.push(Planned::of(&moment, part)?);
            }
        }
        Ok(DueWork { planned, left_out })
    }

    /// Does what was planned, but for what was changed or put on hold since. `wait` and `step` are for the clearing that
    /// follows what cannot be undone, too.
    pub fn retain(
        &mut self,
        actor: &Actor,
        planned: &Planned,
        dry_run: bool,
        wait: Duration,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Retained> {
        let mut row = planned.row.clone();
        let name = row.policy.clone();
        let report = match &planned.work {
            Work::Bin(targets) => {
                let run = Run { targets, dry_run, step };
                self.acting_for(ChatVerb::Delete, |store| {
                    store.delete_as(actor, "retention run", &run, |change| change.word("policy", &name))
                })?
            }
            Work::Purge(targets) if targets.chats.is_empty() => Report::default(),
            Work::Purge(targets) => {
                let run = Run { targets, dry_run, step };
                let due = Due { at_once: true, named: true, accept_clock: true };
                self.acting_for(ChatVerb::Purge, |store| store.purge_for(actor, &run, due, wait, Some(&name)))?
            }
            Work::Pseudonymise(persons) => self
                .acting_for(ChatVerb::Purge, |store| store.pseudonymise(actor, persons, &name, dry_run, wait, step))?,
        };
        row.done = report.done.len() as u64;
        row.left += report.count_left() + report.count_already();
        row.remaining += report.remaining();
        Ok(Retained { row, left: report.left, operation: report.operation, stopped: report.stopped })
    }

    /// Works with what the right to do this to every chat lets one, as it stands when each batch begins.
    fn acting_for<T>(&mut self, verb: ChatVerb, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let before = self.permit.clone();
        if let Some(permit) = &mut self.permit {
            permit.need = Need::Chats(verb);
        }
        let done = work(self);
        self.permit = before;
        done
    }

    fn pseudonymise(
        &mut self,
        actor: &Actor,
        persons: &[Person],
        policy: &str,
        dry_run: bool,
        wait: Duration,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Report> {
        let mut report = Report { matched: persons.len() as u64, ..Report::default() };
        if persons.is_empty() {
            return Ok(report);
        }
        self.check_before_bulk()?;
        let ending = if dry_run { Ending::TakeBack } else { Ending::Keep };
        for person in persons {
            let erased = self.erase_where(actor, person.id, true, ending, |change| {
                change.word("policy", policy);
                person.is_as_it_was(change)
            });
            match erased {
                Ok(_) => report.done.push(person.id),
                Err(Error::Refused(why)) => report.left.entry(why.message).or_insert((0, person.id)).0 += 1,
                Err(error) if report.done.is_empty() => return Err(error),
                Err(error) => report.stopped = Some(error),
            }
            if report.stopped.is_none() {
                report.stopped = step(1).err();
            }
            if report.stopped.is_some() {
                break;
            }
        }
        if !dry_run && !report.done.is_empty() && report.stopped.is_none() {
            report.stopped = match self.finish_erasing(actor, wait, &|| step(0)) {
                Ok(Some(_)) => None,
                Ok(None) => Some(
                    Error::partial(
                        "persons were pseudonymised, but bytes of it stay in the file: a reader still uses it",
                    )
                    .hint("close what reads it; livechats purge --finish overwrites them"),
                ),
                Err(error) => Some(error),
            };
        }
        Ok(report)
    }
}

impl Planned {
    fn of(connection: &Connection, part: Part) -> Result<Self> {
        let work = match part.action {
            Action::Bin => Work::Bin(Targets::of_keys(connection, &part.take)?),
            Action::Purge => Work::Purge(Targets::of_keys(connection, &part.take)?),
            Action::Pseudonymise => {
                let person = |id: &i64| Ok(Person { id: *id, chats: chats_of(connection, *id)? });
                Work::Pseudonymise(part.take.iter().map(person).collect::<Result<_>>()?)
            }
        };
        Ok(Self { row: part.row, work })
    }
}

impl Person {
    /// Refuses where one of the person's chats changed, came or went since.
    fn is_as_it_was(&self, change: &Change<'_>) -> Result<()> {
        if chats_of(change.transaction, self.id)? == self.chats {
            return Ok(());
        }
        Err(Error::refused("changed by others meanwhile"))
    }
}

fn chats_of(connection: &Connection, person: i64) -> Result<Vec<Target>> {
    let mut statement = connection.prepare_cached("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?;
    let keys: Vec<i64> = statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Targets::of_keys(connection, &keys)?.chats)
}

/// The policies of these names in their order; all that are run where none is named.
fn chosen(connection: &Connection, names: &[String]) -> Result<Vec<Policy>> {
    if names.is_empty() {
        return Ok(stored(connection)?.into_iter().map(|(_, policy)| policy).filter(|policy| policy.active).collect());
    }
    let mut chosen = BTreeMap::new();
    for name in names {
        let (position, policy) = of_id(connection, find(connection, name)?)?;
        if !policy.active {
            return Err(Error::refused(format!("the policy {} is not active", policy.name))
                .hint("livechats retention edit NAME --active; preview shows what it would do"));
        }
        chosen.insert(position, policy);
    }
    Ok(chosen.into_values().collect())
}
