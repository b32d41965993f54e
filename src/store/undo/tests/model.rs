//! The naive model: every column of every row as a cell, every change as what it did to cells, and the truth as those
//! changes that count, done one after the other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::deeds::World;
use crate::model::time::{Clock, Time};
use crate::query;
use crate::store::check::tests::findings;
use crate::store::digest::tests::differing;
use crate::store::journal::NOUNS;
use crate::store::{Choice, Sort, SortKey};

/// Table, key, column.
type Place = (&'static str, String, String);

/// What a file holds: a text for each cell. Rows that are not there have none.
type Cells = BTreeMap<Place, String>;

/// What one operation did.
struct Effect {
    operation: i64,
    root: i64,
    changes: Vec<(Place, Option<String>, Option<String>)>,
    /// Rows that it changed, be it only who changed them last: they must be there.
    touched: Vec<(&'static str, String)>,
    /// Times of the last change that it wrote.
    soft: Vec<(Place, String)>,
}

/// What must be true of the repository.
pub struct Model {
    first: Cells,
    first_soft: Cells,
    effects: Vec<Effect>,
    /// Works by their first operation, and undos: whether they count.
    counts: BTreeMap<i64, bool>,
    undo_of: BTreeMap<i64, i64>,
    references: Vec<(&'static str, String, &'static str)>,
    uniques: Vec<(&'static str, Vec<String>)>,
    last: (Cells, Cells),
    redone: bool,
}

const SOFT: [(&str, &str); 2] = [("chat", "updated_at"), ("rep", "assigned_at")];

/// The cells of the file, those of times of the last change by themselves.
fn read(world: &World) -> (Cells, Cells) {
    let connection = &world.store.connection;
    let (mut hard, mut soft) = (Cells::new(), Cells::new());
    for noun in NOUNS {
        for (column, _) in noun.columns(connection).unwrap() {
            if column == "changed_by" {
                continue;
            }
            let sql = format!("SELECT {}, quote({column}) FROM {} AS row", noun.key_sql("row"), noun.table);
            let mut statement = connection.prepare(&sql).unwrap();
            let mut rows = statement.query([]).unwrap();
            let is_soft = SOFT.contains(&(noun.table, column.as_str()));
            while let Some(row) = rows.next().unwrap() {
                let key = match row.get_ref(0).unwrap() {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap().to_owned(),
                };
                let cells = if is_soft { &mut soft } else { &mut hard };
                cells.insert((noun.table, key, column.clone()), row.get(1).unwrap());
            }
        }
    }
    (hard, soft)
}

impl Model {
    /// The repository as it is at first.
    pub fn new(world: &World) -> Self {
        let (first, first_soft) = read(world);
        let last = (first.clone(), first_soft.clone());
        let (effects, counts, undo_of) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let (references, uniques) = (references(world), uniques(world));
        Self { first, first_soft, effects, counts, undo_of, references, uniques, last, redone: false }
    }

    /// Looks at what a change did.
    pub fn learn(&mut self, before: i64, world: &World) {
        let operation = world.last_operation();
        if operation == before {
            return;
        }
        let connection = &world.store.connection;
        let (root, at): (i64, String) = connection
            .query_row("SELECT coalesce(part_of, id), quote(at) FROM operation WHERE id = ?1", [operation], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert!(root > before);
        let (hard, soft) = read(world);
        let places: BTreeSet<&Place> = self.last.0.keys().chain(hard.keys()).collect();
        let changes: Vec<_> = places
            .into_iter()
            .map(|place| (place.clone(), self.last.0.get(place).cloned(), hard.get(place).cloned()))
            .filter(|(_, before, after)| before != after)
            .collect();
        let mut touched = connection
            .prepare("SELECT DISTINCT row_key FROM journal WHERE operation_id BETWEEN ?1 AND ?2 AND noun = ?3")
            .unwrap();
        let mut soft_changes = Vec::new();
        for noun in NOUNS {
            let Some((_, column)) = SOFT.iter().find(|(table, _)| *table == noun.table) else { continue };
            let keys: Vec<i64> = touched
                .query_map([root, operation, noun.number], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            for key in keys {
                let place: Place = (noun.table, key.to_string(), (*column).to_owned());
                let Some(value) = soft.get(&place) else { continue };
                if *value == at || self.last.1.get(&place) != Some(value) {
                    soft_changes.push((place, value.clone()));
                }
            }
        }
        let touched = touched_rows(world, root, operation);
        self.effects.push(Effect { operation, root, changes, touched, soft: soft_changes });
        self.counts.insert(root, true);
        self.last = (hard, soft);
    }

    /// Takes a work back. `false` where that leaves a change without what it was made on.
    pub fn undo(&mut self, root: i64, world: &World) -> bool {
        let by = world.last_operation();
        if self.counts.get(&root) != Some(&true) {
            return false;
        }
        self.redone |= self.undo_of.contains_key(&root);
        self.undo_of.insert(by, root);
        self.counts.insert(by, true);
        self.turn(root);
        self.last = read(world);
        self.replay().is_some()
    }

    /// Turns a work off or on, and what it took back the other way round.
    fn turn(&mut self, root: i64) {
        let mut work = Some(root);
        while let Some(root) = work {
            let counts = self.counts.entry(root).or_insert(false);
            *counts = !*counts;
            work = self.undo_of.get(&root).copied();
        }
    }

    /// What the changes that count leave behind; `None` where one does not find what it was made on.
    fn replay(&self) -> Option<Cells> {
        let mut cells = self.first.clone();
        for effect in self.effects.iter().filter(|effect| self.counts[&effect.root]) {
            let is_there = |(table, key): &(&'static str, String)| {
                let first = cells.range((*table, key.clone(), String::new())..).next();
                first.is_some_and(|(place, _)| (place.0, &place.1) == (*table, key))
            };
            if !effect.touched.iter().all(is_there) {
                return None;
            }
            for (place, before, after) in &effect.changes {
                if cells.get(place) != before.as_ref() {
                    return None;
                }
                match after {
                    Some(after) => cells.insert(place.clone(), after.clone()),
                    None => cells.remove(place),
                };
            }
        }
        is_sound(&cells, &self.references, &self.uniques).then_some(cells)
    }

    /// Whether it is right that an undo was refused. Where undos were undone, the store may refuse more than it must:
    /// values may be equal by chance.
    pub fn may_refuse(&mut self, named: Option<i64>, world: &World) -> bool {
        assert_eq!(read(world), self.last, "a refused undo changes nothing");
        let newest = || self.effects.iter().rev().map(|effect| effect.root).find(|root| self.counts[root]);
        let Some(operation) = named.or_else(newest) else { return true };
        let root = world.store.connection.query_row(
            "SELECT coalesce(part_of, id) FROM operation WHERE id = ?1",
            [operation],
            |row| row.get(0),
        );
        let Ok(root): Result<i64, _> = root else { return true };
        let nothing = |effect: &Effect| effect.root != root || effect.changes.is_empty() && effect.soft.is_empty();
        if self.counts.get(&root) != Some(&true) || self.redone {
            return true;
        }
        if !self.undo_of.contains_key(&root) && self.effects.iter().all(nothing) {
            return true;
        }
        self.turn(root);
        let stands = self.replay().is_none();
        self.turn(root);
        stands
    }

    /// Compares the file with the truth: contents, and where asked for order, search, counters and digests.
    pub fn compare(&self, world: &World, closely: bool) -> Result<(), TestCaseError> {
        let (hard, soft) = read(world);
        let truth = self.replay().ok_or_else(|| TestCaseError::fail("the changes that count do not fit"))?;
        for place in hard.keys().chain(truth.keys()) {
            prop_assert_eq!(hard.get(place), truth.get(place), "{:?}", place);
        }
        let mut soft_truth = self.first_soft.clone();
        let mut effects: Vec<&Effect> = self.effects.iter().filter(|effect| self.counts[&effect.root]).collect();
        effects.sort_by_key(|effect| effect.operation);
        for (place, value) in effects.iter().flat_map(|effect| &effect.soft) {
            soft_truth.insert(place.clone(), value.clone());
        }
        soft_truth.retain(|place, _| soft.contains_key(place));
        prop_assert_eq!(&soft, &soft_truth, "times of the last change");
        prop_assert_eq!(differing(&world.store), []);
        if !closely {
            return Ok(());
        }
        lists(world, &truth, &soft_truth)?;
        counters(world)?;
        prop_assert_eq!(findings(&world.store), [""; 0]);
        prop_assert!(world.store.verify(&[]).is_ok(), "the record is not whole: {:?}", world.store.verify(&[]));
        Ok(())
    }

    /// Compares the file with the one that was there at first.
    pub fn is_as_at_first(&self, world: &World) -> Result<(), TestCaseError> {
        prop_assert_eq!(read(world), (self.first.clone(), self.first_soft.clone()));
        Ok(())
    }
}

/// The rows that operations changed and that were there before.
fn touched_rows(world: &World, first: i64, last: i64) -> Vec<(&'static str, String)> {
    let sql = "SELECT noun, CAST(row_key AS text) FROM journal WHERE operation_id BETWEEN ?1 AND ?2
        GROUP BY noun, row_key HAVING max(act <> 2) = 0";
    let mut statement = world.store.connection.prepare(sql).unwrap();
    let mut rows = statement.query([first, last]).unwrap();
    let mut touched = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let number: i64 = row.get(0).unwrap();
        let noun = NOUNS.iter().find(|noun| noun.number == number).unwrap();
        touched.push((noun.table, row.get(1).unwrap()));
    }
    touched
}

/// Columns that refer to rows of another table: table, column, the other table.
fn references(world: &World) -> Vec<(&'static str, String, &'static str)> {
    let mut references = Vec::new();
    for noun in NOUNS {
        let mut statement =
            world.store.connection.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)").unwrap();
        let mut rows = statement.query([noun.table]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let parent: String = row.get(1).unwrap();
            let parent = NOUNS.iter().find(|noun| noun.table == parent);
            references.extend(parent.map(|parent| (noun.table, row.get(0).unwrap(), parent.table)));
        }
    }
    references
}

/// Columns that no two rows of a table have alike: table, columns.
fn uniques(world: &World) -> Vec<(&'static str, Vec<String>)> {
    let connection = &world.store.connection;
    let mut indexes = connection.prepare("SELECT name FROM pragma_index_list(?1) WHERE origin = 'u'").unwrap();
    let mut columns = connection.prepare("SELECT name FROM pragma_index_info(?1) ORDER BY seqno").unwrap();
    let mut uniques = Vec::new();
    for noun in NOUNS {
        let names: Vec<String> =
            indexes.query_map([noun.table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        for name in names {
            let columns = columns.query_map([name], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            uniques.push((noun.table, columns));
        }
    }
    assert!(uniques.iter().any(|(table, _)| *table == "retention_policy"), "{uniques:?}");
    uniques
}

/// Whether every reference leads somewhere, and what may be there once is there once.
fn is_sound(
    cells: &Cells,
    references: &[(&'static str, String, &'static str)],
    uniques: &[(&'static str, Vec<String>)],
) -> bool {
    let rows: BTreeSet<(&'static str, &str)> = cells.keys().map(|(table, key, _)| (*table, key.as_str())).collect();
    let leads = cells.iter().all(|((table, _, column), value)| {
        let mut of = references.iter().filter(|(child, name, _)| child == table && name == column);
        of.all(|(_, _, parent)| value == "NULL" || rows.contains(&(*parent, value.as_str())))
    });
    leads
        && uniques.iter().all(|(table, columns)| {
            let mut seen = BTreeSet::new();
            rows.iter().filter(|(of, _)| of == table).all(|(_, key)| {
                let value = |column: &String| &*cells[&(*table, (*key).to_owned(), column.clone())];
                let values: Vec<&str> = columns.iter().map(value).collect();
                values.contains(&"NULL") || seen.insert(values)
            })
        })
}

fn lists(world: &World, cells: &Cells, soft: &Cells) -> Result<(), TestCaseError> {
    let of = |table: &'static str, key: &str, column: &str| {
        cells.get(&(table, key.to_owned(), column.to_owned())).map(String::as_str).unwrap_or("NULL")
    };
    let keys: Vec<&str> =
        cells.keys().filter(|(table, _, column)| *table == "chat" && column == "id").map(|place| &*place.1).collect();
    let mut queries: Vec<String> = ["red", "blue", "green", "white"].map(|tag| format!("tag:{tag}")).to_vec();
    queries.extend(["status:open", "status:pending", "hello", "สวัส", "word", "name1", "ord1x"].map(str::to_owned));
    queries.extend((1..6).map(|number| format!("word{number}x")));
    let now = Time::from_micros(0).unwrap();
    let clock = Clock { now, zone: TimeZone::UTC };
    for query in queries {
        let filter = query::parse(&query, &clock).unwrap();
        for bin in [false, true] {
            let mut expected: Vec<(Option<i64>, i64, i64)> = Vec::new();
            for key in &keys {
                let holds = match query.split_once(':') {
                    Some(("tag", name)) => cells.iter().any(|((table, tag, column), value)| {
                        *table == "tag"
                            && column == "name"
                            && *value == format!("'{name}'")
                            && cells.contains_key(&("chat_tag", format!("[{tag},{key}]"), "position".to_owned()))
                    }),
                    Some((_, status)) => of("chat", key, "status") == if status == "open" { "1" } else { "2" },
                    None => {
                        let person = of("chat", key, "person_id");
                        let begin = format!("[{key},");
                        let said = cells.iter().any(|((table, row, column), text)| {
                            *table == "message" && column == "text" && row.starts_with(&begin) && text.contains(&query)
                        });
                        said || of("chat", key, "description").contains(&query)
                            || of("person", person, "name").to_lowercase().contains(&query)
                    }
                };
                if holds && (of("chat", key, "deleted_at") != "NULL") == bin {
                    let updated = &soft[&("chat", (*key).to_owned(), "updated_at".to_owned())];
                    let id = of("chat", key, "id").parse().unwrap();
                    expected.push((updated.parse().ok(), key.parse().unwrap(), id));
                }
            }
            expected.sort();
            let expected: Vec<i64> = expected.into_iter().rev().map(|(_, _, id)| id).collect();
            let choice = Choice::new(&filter, bin, now);
            let mut found = Vec::new();
            let sort = Sort { key: SortKey::Updated, reverse: false };
            world
                .store
                .each_id(&choice, sort, |id| {
                    found.push(id);
                    Ok(())
                })
                .unwrap();
            prop_assert_eq!(&found, &expected, "{} in bin {}", query, bin);
            prop_assert_eq!(world.store.count_chats(&choice).unwrap(), expected.len() as u64, "count of {}", query);
        }
    }
    Ok(())
}

/// What triggers and changes keep is what a count gives.
fn counters(world: &World) -> Result<(), TestCaseError> {
    let differences = world.store.check_interactions(&|_| Ok(())).unwrap().unwrap_or_default();
    prop_assert!(differences.is_empty(), "{:?}", differences);
    for sql in [
        "SELECT count(*) FROM tag WHERE live_chats <> (SELECT count(*) FROM chat_tag JOIN chat ON chat.key = chat_key
           WHERE tag_id = tag.id AND deleted_at IS NULL)",
        "SELECT count(*) FROM chat_count WHERE chats <>
           (SELECT count(*) FROM chat WHERE status = chat_count.status AND (deleted_at IS NOT NULL) = deleted)",
        "SELECT count(*) FROM pragma_foreign_key_check",
        "SELECT count(*) FROM chat WHERE changed_by > (SELECT max(id) FROM operation)",
    ] {
        let wrong: i64 = world.store.connection.query_row(sql, [], |row| row.get(0)).unwrap();
        prop_assert_eq!(wrong, 0, "{}", sql);
    }
    Ok(())
}
