//! Lifting bans before their end. The history stays.

use super::add::bans_that_run;
use super::{identifiers_of, row, running};
use crate::error::{Error, Result};
use crate::model::ban::{BanRow, State};
use crate::store::change::{Act, Change};
use crate::store::person::find;
use crate::store::{Actor, Store};

/// Which bans are lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lift {
    /// The one with this number.
    Ban(i64),
    /// Every one that runs on this person, by number, identifier or name.
    Person(String),
}

/// What was lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// The bans.
    pub rows: Vec<BanRow>,
    /// A ban that still holds for the person, and by what.
    pub still: Option<(i64, String)>,
    /// The operation.
    pub operation: i64,
}

impl Store {
    /// Lifts bans that run.
    ///
    /// # Errors
    /// `NotFound` for a ban or person there is not, and for a person without a running ban; `Conflict` for a ban that
    /// does not run.
    pub fn lift_bans(&mut self, actor: &Actor, lift: &Lift, note: Option<&str>) -> Result<Lifted> {
        self.change(actor, Act::of("ban lift"), |change| {
            let connection = change.transaction;
            let (bans, person) = match lift {
                Lift::Ban(id) => {
                    let ban = row(connection, *id, change.now)?;
                    refuse_over(&ban)?;
                    (vec![*id], ban.person_id)
                }
                Lift::Person(name) => {
                    let person = find(connection, name)?;
                    let bans = bans_that_run(connection, change.now.micros(), person)?;
                    if bans.is_empty() {
                        return Err(Error::not_found(format!("no ban on person {person} runs"))
                            .hint("livechats ban check tells of one on their identifiers"));
                    }
                    (bans, Some(person))
                }
            };
            for ban in &bans {
                connection
                    .prepare_cached("UPDATE ban SET lifted_at = ?2, lifted_by = ?3, lift_note = ?4 WHERE id = ?1")?
                    .execute((ban, change.now.micros(), change.permit.rep(), note))?;
                change.count("ban", *ban);
            }
            if let Some(person) = person {
                change.count("person", person);
            }
            let rows = bans.iter().map(|ban| row(connection, *ban, change.now)).collect::<Result<_>>()?;
            Ok(Lifted { rows, still: still_banned(change, person)?, operation: change.operation })
        })
    }
}

fn refuse_over(ban: &BanRow) -> Result<()> {
    let over = match (ban.state, ban.lifted.or(ban.until)) {
        (State::Running, _) => return Ok(()),
        (State::Ended, _) => format!("ended on {}", ban.until.map(|at| at.rfc3339()).unwrap_or_default()),
        (state, Some(at)) => format!("was {} on {}", state.name(), at.rfc3339()),
        (state, None) => format!("is {}", state.name()),
    };
    Err(Error::conflict(format!("ban {} does not run: it {over}", ban.id))
        .hint("livechats ban list shows those that do"))
}

/// The ban that still holds for somebody, and by what.
fn still_banned(change: &Change<'_>, person: Option<i64>) -> Result<Option<(i64, String)>> {
    let Some(person) = person else { return Ok(None) };
    let identifiers = identifiers_of(change.transaction, person)?;
    let still = running(change.transaction, change.now, Some(person), &identifiers)?;
    Ok(still.into_iter().next().map(|ban| (ban.id, ban.matched_by.join(", "))))
}
