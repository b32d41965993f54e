//! Canned replies of a file: what becomes of each, and all of it as one operation.

use std::collections::BTreeMap;

use super::super::change::{Act, Ending};
use super::super::{Actor, Store};
use super::write::{attach, delete, insert, update};
use super::{files, rows};
use crate::error::{Error, Result};
use crate::model::canned::CannedRow;
use crate::model::canned::entry::{Entry, Fate, Rehearsed, difference};
use crate::model::fold::fold;

/// What became of the canned replies of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Each with its fate: those of the file in its order, then those it lacks.
    pub fates: Vec<Rehearsed>,
    /// The number of the operation; `None` where nothing changed.
    pub operation: Option<i64>,
}

impl Imported {
    /// How many have this fate.
    pub fn count(&self, fate: Fate) -> u64 {
        self.fates.iter().filter(|one| one.fate == fate).count() as u64
    }
}

impl Store {
    /// Takes in the canned replies of a file: new ones are made, others become what the file says. With `prune` those
    /// that it lacks are removed. `dry_run` does it all and takes it back.
    ///
    /// # Errors
    /// `BadData` for the first that cannot be kept, with its place; nothing is kept then.
    pub fn import_canned(&mut self, actor: &Actor, entries: &[Entry], prune: bool, dry_run: bool) -> Result<Imported> {
        self.change(actor, Act::of("canned import"), |change| {
            let known = rows(change.transaction, &change.permit, None)?;
            let mut known: BTreeMap<String, CannedRow> =
                known.into_iter().map(|row| (fold(&row.canned.name).into_owned(), row)).collect();
            let mut places: BTreeMap<String, &str> = BTreeMap::new();
            let mut fates = Vec::with_capacity(entries.len());
            for entry in entries {
                let folded = fold(&entry.name).into_owned();
                if let Some(other) = places.insert(folded.clone(), &entry.place) {
                    return Err(Error::bad_data(format!(
                        "{}: {} is there twice, first at {other}",
                        entry.place, entry.name
                    )));
                }
                let before = known.remove(&folded);
                let at_place = |error| of_place(error, &entry.place);
                let after = entry.over(before.as_ref().map(|row| &row.canned));
                fates.push(match before {
                    None => {
                        let id = insert(change, &after).map_err(at_place)?;
                        attach(change, id, entry.files.as_deref().unwrap_or_default()).map_err(at_place)?;
                        Rehearsed { name: after.name, fate: Fate::New, difference: None }
                    }
                    Some(row) => {
                        let has = files(change.transaction, row.id)?;
                        let other_files = entry.files.as_ref().is_some_and(|files| *files != has);
                        let normal = after.clone().normal().unwrap_or(after);
                        update(change, row.id, &row.canned, &normal).map_err(at_place)?;
                        if other_files {
                            change
                                .transaction
                                .prepare_cached("DELETE FROM canned_attachment WHERE canned_id = ?1")?
                                .execute([row.id])?;
                            attach(change, row.id, entry.files.as_deref().unwrap_or_default()).map_err(at_place)?;
                        }
                        let difference = difference(&row.canned, &normal, other_files);
                        let fate = if difference.is_some() { Fate::Changed } else { Fate::Unchanged };
                        Rehearsed { name: row.canned.name, fate, difference }
                    }
                });
            }
            for row in known.into_values() {
                if prune {
                    delete(change, row.id)?;
                }
                let fate = if prune { Fate::Removed } else { Fate::LeftOut };
                fates.push(Rehearsed { name: row.canned.name, fate, difference: None });
            }
            let mut imported = Imported { fates, operation: Some(change.operation) };
            let counts = [("new", Fate::New), ("changed", Fate::Changed), ("removed", Fate::Removed)];
            let counts = counts.map(|(name, fate)| (name, imported.count(fate)));
            for (name, count) in counts {
                change.count(name, i64::try_from(count).unwrap_or(i64::MAX));
            }
            if dry_run || counts.iter().all(|(_, count)| *count == 0) {
                change.ending = Ending::TakeBack;
                imported.operation = None;
            }
            Ok(imported)
        })
    }
}

/// What cannot be kept is the file's fault, wherever that is found out.
fn of_place(error: Error, place: &str) -> Error {
    match &error {
        Error::Usage(_) | Error::NotFound(_) | Error::Conflict(_) | Error::Limit(_) => {
            let told = Error::bad_data(format!("{place}: {error}"));
            match error.next_step() {
                Some(hint) => told.hint(format!("{hint}; nothing was kept")),
                None => told.hint("nothing was kept"),
            }
        }
        _ => error,
    }
}
