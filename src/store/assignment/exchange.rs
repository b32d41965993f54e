//! All rules at once: what a file of rules would change, and doing it.

use std::collections::{HashMap, HashSet};

use super::matching::To;
use super::rule::{Stored, check, insert, stored, update};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::rule::{Difference, Rule, Target};
use crate::store::change::{Act, Change, Ending};
use crate::store::{Actor, Store};

impl Store {
    /// Makes the rules those of a file, in its order: the difference, and the operation where there is any. A dry run
    /// does it all and takes it back.
    ///
    /// # Errors
    /// `BadData`, `NotFound` or `Conflict` for the first rule that cannot be, with its name.
    pub fn import_rules(
        &mut self,
        actor: &Actor,
        rules: &[Rule],
        dry_run: bool,
    ) -> Result<(Vec<Difference>, Option<i64>)> {
        self.change(actor, Act::of("assignment rule import"), |change| {
            let before = stored(change.transaction)?;
            let differences = take(change, actor, &before, rules)?;
            for kind in ["added", "changed", "moved", "removed"] {
                let count = differences.iter().filter(|difference| difference.change == kind).count();
                change.count(kind, i64::try_from(count).unwrap_or(i64::MAX));
            }
            if dry_run || differences.is_empty() {
                change.ending = Ending::TakeBack;
            }
            let operation = (change.ending == Ending::Keep).then_some(change.operation);
            Ok((differences, operation))
        })
    }
}

fn take(change: &Change<'_>, actor: &Actor, before: &[Stored], rules: &[Rule]) -> Result<Vec<Difference>> {
    let connection = change.transaction;
    let known: HashMap<String, usize> =
        before.iter().enumerate().map(|(place, rule)| (fold(&rule.rule.name).into_owned(), place)).collect();
    let place_of = |rule: &Rule| known.get(&*fold(&rule.name)).copied();
    let kept: HashSet<usize> = rules.iter().filter_map(place_of).collect();
    let stayed = in_order(&rules.iter().filter_map(place_of).collect::<Vec<_>>());
    let mut differences = Vec::new();
    for (place, rule) in before.iter().enumerate().filter(|(place, _)| !kept.contains(place)) {
        connection.execute("DELETE FROM assignment_rule WHERE id = ?1", [rule.id])?;
        let position = i64::try_from(place + 1).ok();
        differences.push(Difference { change: "removed", position, name: rule.rule.name.clone(), what: Vec::new() });
    }
    for (position, rule) in (1..).zip(rules) {
        let difference = |change, what| Difference { change, position: Some(position), name: rule.name.clone(), what };
        let of_rule = |error: Error| in_file(&error, &rule.name);
        match place_of(rule).and_then(|place| before.get(place).map(|stored| (place, stored))) {
            None => {
                let to = check(connection, actor, rule, None).map_err(of_rule)?;
                insert(change, rule, to, position)?;
                differences.push(difference("added", Vec::new()));
            }
            Some((place, old)) => {
                let to = check(connection, actor, rule, Some(old.id)).map_err(of_rule)?;
                let what = changed(old, rule, to);
                if !what.is_empty() {
                    update(change, old.id, rule, to)?;
                    differences.push(difference("changed", what));
                } else if !stayed.contains(&place) {
                    differences.push(difference("moved", Vec::new()));
                }
                connection.execute(
                    "UPDATE assignment_rule SET position = ?2 WHERE id = ?1 AND position <> ?2",
                    [old.id, position],
                )?;
            }
        }
    }
    Ok(differences)
}

/// The error as seen from the file.
fn in_file(error: &Error, rule: &str) -> Error {
    let message = format!("rule {rule}: {error}");
    let told = match error {
        Error::NotFound(_) => Error::not_found(message),
        Error::Conflict(_) => Error::conflict(message),
        _ => Error::bad_data(message),
    };
    match error.next_step() {
        Some(hint) => told.hint(hint),
        None => told,
    }
}

/// The keys of a rule that are not what they were.
fn changed(old: &Stored, new: &Rule, to: To) -> Vec<String> {
    let rule = &old.rule;
    let key = match new.target {
        Target::Rep(_) => "rep",
        Target::Team(_) => "team",
        Target::Anybody => "any",
    };
    let differs = [
        ("name", rule.name != new.name),
        ("query", rule.query != new.query),
        ("hours", rule.hours != new.hours),
        ("zone", rule.zone != new.zone),
        (key, old.to != to),
        ("method", rule.method != new.method),
        ("limit", rule.limit != new.limit),
        ("active", rule.active != new.active),
    ];
    differs.iter().filter(|(_, differs)| *differs).map(|(key, _)| (*key).to_owned()).collect()
}

/// The most of these numbers that stand in order already: the others were moved.
fn in_order(places: &[usize]) -> HashSet<usize> {
    // For each length the place where the lowest last number of such a row stands, and for each number the one before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut found = HashSet::new();
    let mut last = ends.last().copied();
    while let Some(at) = last {
        found.insert(places[at]);
        last = before[at];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_rules_as_possible_were_moved() {
        let moved = |places: &[usize]| {
            let stayed = in_order(places);
            places.iter().copied().filter(|place| !stayed.contains(place)).collect::<Vec<_>>()
        };
        assert!(moved(&[]).is_empty());
        assert!(moved(&[0, 1, 2, 3]).is_empty());
        assert_eq!(moved(&[3, 0, 1, 2]), [3]);
        assert_eq!(moved(&[1, 2, 3, 0]), [0]);
        assert_eq!(moved(&[0, 2, 1, 3]).len(), 1);
        assert_eq!(moved(&[3, 2, 1, 0]).len(), 3);
    }
}
