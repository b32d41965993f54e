//! Interactions: how many there were. Kept in `interaction_count` and brought up to date by every change (follow.rs);
//! where that cannot be, the count is marked stale in the same transaction, and made anew before it is next asked for.

mod count;
mod follow;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::change::{Act, Ending};
use super::{Actor, Store};
use crate::error::Result;
use crate::model::interaction::{Allowance, Difference, Month, MonthRow, Months, PartRow};
use crate::model::time::Time;
pub use count::{Dimension, Line, OfChat};
use count::{Number, Place, Tally};
pub use follow::Pending;

/// How often a count is begun anew because others wrote meanwhile; then it is made while they wait.
const TRIES: usize = 5;

/// What shall hold from here on; outer `None`: as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowanceEdit {
    /// The zone's name.
    pub zone: Option<String>,
    /// The limit; inner `None`: none.
    pub limit: Option<Option<i64>>,
    /// The share to warn at; inner `None`: none.
    pub warning: Option<Option<i64>>,
}

/// Everything that was counted, and what holds.
#[derive(Debug)]
pub struct Account {
    /// What holds.
    pub allowance: Allowance,
    months: Months,
    tally: Tally,
    /// Name and number of each app, team and author.
    names: BTreeMap<(Dimension, i64), Named>,
}

/// What something counted is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    id: Option<i64>,
    name: Option<String>,
}

impl Store {
    /// What holds for interactions, and everything that was counted. Where the count is stale it is made anew for this
    /// answer.
    pub fn interactions(&self, step: &dyn Fn(u64) -> Result<()>) -> Result<Account> {
        let moment = self.connection.unchecked_transaction()?;
        let mut tally = kept(&moment)?;
        if is_stale(&moment)? {
            tally.0.values_mut().for_each(|number| number.here = 0);
            for (place, number) in count::of_all(&moment, step)?.0 {
                tally.0.entry(place).or_default().here = number.here;
            }
        }
        let (allowance, months) = (allowance(&moment)?, count::months(&moment)?);
        Ok(Account { allowance, months, tally, names: names(&moment)? })
    }

    /// Whether the count must be made anew before it says anything.
    pub fn interactions_are_stale(&self) -> Result<bool> {
        is_stale(&self.connection)
    }

    /// How many chats there are, in the bin or not.
    pub fn count_all_chats(&self) -> Result<u64> {
        let chats: i64 =
            self.connection.query_row("SELECT coalesce(sum(chats), 0) FROM chat_count", [], |row| row.get(0))?;
        Ok(chats.unsigned_abs())
    }

    /// Makes the count anew, while others write as long as that goes.
    pub fn count_interactions_again(&mut self, step: &dyn Fn(u64) -> Result<()>) -> Result<()> {
        for attempt in 1..=TRIES {
            let moment = self.connection.unchecked_transaction()?;
            let (operation, tally) = (newest_operation(&moment)?, count::of_all(&moment, step)?);
            drop(moment);
            let done = self.tidy(|connection| {
                let tally = match newest_operation(connection)? == operation {
                    true => tally,
                    false if attempt == TRIES => count::of_all(connection, step)?,
                    false => return Ok(false),
                };
                write_anew(connection, &tally)?;
                Ok(true)
            })?;
            if done {
                break;
            }
        }
        Ok(())
    }

    /// Compares what is kept with a full count: what differs, by month. `None` where the count is stale anyway.
    pub fn check_interactions(&self, step: &dyn Fn(u64) -> Result<()>) -> Result<Option<Vec<Difference>>> {
        differences(&*self.connection.unchecked_transaction()?, step)
    }

    /// Changes what holds. `None` where it was so already.
    pub fn edit_allowance(&mut self, actor: &Actor, edit: &AllowanceEdit) -> Result<(Allowance, Option<i64>)> {
        self.change(actor, Act::of("interactions edit"), |change| {
            let connection = change.transaction;
            let before = allowance(connection)?;
            let after = Allowance {
                zone: edit.zone.clone().or_else(|| before.zone.clone()),
                limit: edit.limit.unwrap_or(before.limit),
                warning: edit.warning.unwrap_or(before.warning),
            };
            if after == before {
                change.ending = Ending::TakeBack;
                return Ok((after, None));
            }
            connection.execute(
                "INSERT INTO company (id, zone, interaction_limit, interaction_warning) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET zone = excluded.zone, interaction_limit = excluded.interaction_limit,
                   interaction_warning = excluded.interaction_warning",
                (&after.zone, after.limit, after.warning),
            )?;
            for (name, before, after) in
                [("limit", before.limit, after.limit), ("warn_at", before.warning, after.warning)]
            {
                match after {
                    _ if before == after => {}
                    Some(after) => change.count(name, after),
                    None => change.word(name, "none"),
                }
            }
            if before.zone != after.zone {
                change.word("zone", after.zone.as_deref().unwrap_or("UTC"));
            }
            Ok((after, Some(change.operation)))
        })
    }
}

impl Account {
    /// The month that a moment lies in.
    pub fn month(&mut self, at: Time) -> Month {
        self.months.month(Some(at.micros()))
    }

    /// What the whole company used in a month.
    pub fn used(&self, month: Month) -> i64 {
        let number = self.tally.0.get(&(month, Dimension::All, 0)).copied().unwrap_or_default();
        number.here + number.gone
    }

    /// What will be used of a month at its end.
    pub fn forecast(&self, month: Month, now: Time) -> Option<i64> {
        self.months.forecast(month, self.used(month), now)
    }

    /// The months that something was used in, and the current one; newest first, that of unknown times last.
    pub fn months(&mut self, now: Time, within: impl Fn(Month) -> bool) -> Vec<MonthRow> {
        let current = self.month(now);
        let mut months = BTreeMap::from([(current, Number::default())]);
        for ((month, dimension, _), number) in &self.tally.0 {
            if *dimension == Dimension::All && *number != Number::default() {
                months.insert(*month, *number);
            }
        }
        let rows = months.into_iter().rev().filter(|(month, _)| within(*month));
        rows.map(|(month, Number { here, gone })| MonthRow {
            month: month.name(),
            used: here + gone,
            limit: self.allowance.limit.filter(|_| month != Month::UNKNOWN),
            forecast: self.forecast(month, now).filter(|_| month == current),
            here,
            gone,
        })
        .collect()
    }

    /// What each app, team or rep used in these months, the most first; and what the company used in them.
    pub fn parts(&self, dimension: Dimension, within: impl Fn(Month) -> bool) -> (Vec<PartRow>, i64) {
        let (mut parts, mut total): (BTreeMap<Named, Number>, i64) = (BTreeMap::new(), 0);
        for ((month, of, item), number) in self.tally.0.iter().filter(|((month, ..), _)| within(*month)) {
            debug_assert!(month.number() >= -1);
            if *of == Dimension::All {
                total += number.here + number.gone;
            }
            if *of == dimension && *number != Number::default() {
                let named = self.names.get(&(dimension, *item)).cloned().unwrap_or_default();
                let part = parts.entry(named).or_default();
                part.here += number.here;
                part.gone += number.gone;
            }
        }
        let mut rows: Vec<PartRow> = parts
            .into_iter()
            .map(|(named, Number { here, gone })| PartRow { name: named.name, id: named.id, total, here, gone })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.here + row.gone));
        (rows, total)
    }
}

/// Compares what is kept with a full count, within one moment.
pub(super) fn differences(moment: &Connection, step: &dyn Fn(u64) -> Result<()>) -> Result<Option<Vec<Difference>>> {
    if is_stale(moment)? {
        return Ok(None);
    }
    let (kept, counted, names) = (kept(moment)?, count::of_all(moment, step)?, names(moment)?);
    let mut differences = Vec::new();
    let places: BTreeMap<&Place, ()> = kept.0.keys().chain(counted.0.keys()).map(|place| (place, ())).collect();
    for place in places.into_keys() {
        let here = |tally: &Tally| tally.0.get(place).map_or(0, |number| number.here);
        let (kept, counted) = (here(&kept), here(&counted));
        if kept != counted {
            differences.push(difference(place, &names, kept, counted));
        }
    }
    differences.extend(gone_astray(&kept));
    Ok(Some(differences))
}

/// Notes, in the transaction that makes it so, that the count is not what the messages say any more.
pub(super) fn mark_stale(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO setting (name, value) VALUES ('interactions stale', 'yes')")?
        .execute([])?;
    Ok(())
}

fn is_stale(connection: &Connection) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM setting WHERE name = 'interactions stale'")?;
    Ok(statement.query_row([], |_| Ok(())).optional()?.is_some())
}

fn newest_operation(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM operation", [], |row| row.get(0))?)
}

/// Adds to what is kept.
fn add(connection: &Connection, tally: &Tally) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO interaction_count (month, dimension, item, here, gone) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET here = here + excluded.here, gone = gone + excluded.gone",
    )?;
    for ((month, dimension, item), Number { here, gone }) in &tally.0 {
        if (*here, *gone) != (0, 0) {
            statement.execute((month.number(), *dimension as i64, item, here, gone))?;
        }
    }
    Ok(())
}

/// Replaces what is kept of chats that are here; what was counted of those that are gone stays.
fn write_anew(connection: &Connection, tally: &Tally) -> Result<()> {
    connection.execute("UPDATE interaction_count SET here = 0", [])?;
    add(connection, tally)?;
    connection.execute("DELETE FROM interaction_count WHERE here = 0 AND gone = 0", [])?;
    connection.execute("DELETE FROM setting WHERE name = 'interactions stale'", [])?;
    Ok(())
}

fn kept(connection: &Connection) -> Result<Tally> {
    let mut statement = connection.prepare("SELECT month, dimension, item, here, gone FROM interaction_count")?;
    let mut rows = statement.query([])?;
    let mut tally = Tally::default();
    while let Some(row) = rows.next()? {
        if let Some(dimension) = Dimension::from_number(row.get(1)?) {
            let place = (Month::from_number(row.get(0)?), dimension, row.get(2)?);
            tally.0.insert(place, Number { here: row.get(3)?, gone: row.get(4)? });
        }
    }
    Ok(tally)
}

fn allowance(connection: &Connection) -> Result<Allowance> {
    let mut statement =
        connection.prepare_cached("SELECT zone, interaction_limit, interaction_warning FROM company WHERE id = 1")?;
    let found = statement
        .query_row([], |row| Ok(Allowance { zone: row.get(0)?, limit: row.get(1)?, warning: row.get(2)? }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// What apps, teams and authors are called. An author who is a rep we know is that rep, under whatever alias they wrote.
fn names(connection: &Connection) -> Result<BTreeMap<(Dimension, i64), Named>> {
    let mut names = BTreeMap::new();
    for (dimension, sql) in [
        (Dimension::App, "SELECT id, id, name FROM app"),
        (Dimension::Team, "SELECT id, id, name FROM team"),
        (
            Dimension::Author,
            "SELECT author.id, rep.id, coalesce(rep.name, author.name, author.alias) FROM author LEFT JOIN rep
             ON rep.id = coalesce(author.rep_id, (SELECT id FROM rep AS known WHERE known.source_id = author.source_id
               AND known.external_id = author.name))
             WHERE author.kind = 3",
        ),
    ] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.insert((dimension, row.get(0)?), Named { id: row.get(1)?, name: row.get(2)? });
        }
    }
    Ok(names)
}

fn difference(place: &Place, names: &BTreeMap<(Dimension, i64), Named>, kept: i64, counted: i64) -> Difference {
    let (month, dimension, item) = *place;
    let name = names.get(&(dimension, item)).and_then(|named| named.name.clone());
    Difference { month: month.name(), by: dimension.name(), name, kept, counted }
}

/// Of chats that are gone nothing can be counted any more, but by app and by rep it must be as much as in all.
fn gone_astray(kept: &Tally) -> Vec<Difference> {
    let mut sums: BTreeMap<(Month, Dimension), i64> = BTreeMap::new();
    for ((month, dimension, _), number) in &kept.0 {
        *sums.entry((*month, *dimension)).or_default() += number.gone;
    }
    let mut differences = Vec::new();
    for (month, _) in kept.0.keys().map(|(month, ..)| (*month, ())).collect::<BTreeMap<_, _>>() {
        let sum = |dimension| sums.get(&(month, dimension)).copied().unwrap_or(0);
        let all = sum(Dimension::All);
        for dimension in [Dimension::App, Dimension::Author].into_iter().filter(|dimension| sum(*dimension) != all) {
            let (by, kept) = (dimension.name(), sum(dimension));
            differences.push(Difference { month: month.name(), by, name: None, kept, counted: all });
        }
    }
    differences
}
