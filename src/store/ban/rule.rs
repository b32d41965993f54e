//! Ban rules: how long a ban is, by the number of offences.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::model::ban::RuleRow;
use crate::model::length::Length;
use crate::store::change::{Act, Ending};
use crate::store::{Actor, Store};

impl Store {
    /// Every rule, by the number of offences.
    pub fn ban_rules(&self) -> Result<Vec<RuleRow>> {
        Ok(rules(&self.connection)?.into_iter().map(shown).collect())
    }

    /// Says how long a ban is from so many offences on. `None` where it was so already.
    pub fn set_ban_rule(&mut self, actor: &Actor, offences: i64, length: Length) -> Result<(RuleRow, Option<i64>)> {
        self.change(actor, Act::of("ban rule set"), |change| {
            let connection = change.transaction;
            let text = length.to_string();
            let before: Option<String> = connection
                .prepare_cached("SELECT length FROM ban_rule WHERE offences = ?1")?
                .query_row([offences], |row| row.get(0))
                .optional()?;
            match &before {
                Some(before) if *before == text => change.ending = Ending::TakeBack,
                Some(_) => {
                    connection
                        .prepare_cached("UPDATE ban_rule SET length = ?2 WHERE offences = ?1")?
                        .execute((offences, &text))?;
                }
                None => {
                    let id = change.next_number("ban_rule")?;
                    connection
                        .prepare_cached("INSERT INTO ban_rule (id, offences, length) VALUES (?1, ?2, ?3)")?
                        .execute((id, offences, &text))?;
                }
            }
            change.count("offences", offences);
            change.word("length", text);
            let operation = (change.ending == Ending::Keep).then_some(change.operation);
            Ok((shown((offences, length)), operation))
        })
    }

    /// Removes the rule for so many offences.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn remove_ban_rule(&mut self, actor: &Actor, offences: i64) -> Result<(RuleRow, i64)> {
        self.change(actor, Act::of("ban rule remove"), |change| {
            let connection = change.transaction;
            let rule = rules(connection)?.into_iter().find(|(number, _)| *number == offences).ok_or_else(|| {
                Error::not_found(format!("no ban rule for {offences} offences"))
                    .hint("livechats ban rule list shows those there are")
            })?;
            connection.prepare_cached("DELETE FROM ban_rule WHERE offences = ?1")?.execute([offences])?;
            change.count("offences", offences);
            Ok((shown(rule), change.operation))
        })
    }
}

/// Every rule, by the number of offences.
pub(super) fn rules(connection: &Connection) -> Result<Vec<(i64, Length)>> {
    let mut statement = connection.prepare_cached("SELECT offences, length FROM ban_rule ORDER BY offences")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let mut rules = Vec::new();
    for row in rows {
        let (offences, length) = row?;
        let length = Length::parse(&length)
            .map_err(|_| Error::damaged(format!("the ban rule for {offences} offences has no length")))?;
        rules.push((offences, length));
    }
    Ok(rules)
}

fn shown((offences, length): (i64, Length)) -> RuleRow {
    RuleRow { offences, length: length.to_string(), words: length.words() }
}
