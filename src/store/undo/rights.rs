//! Who may take what back: an admin everything, everybody else what they did themselves to chats, as long as their role
//! still lets them do it to each of these chats.

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::super::condition::Sql;
use super::super::permit::{Permit, acts_condition};
use super::Work;
use crate::error::{Error, Result};
use crate::model::permission::{ChatVerb, Need, Permission, Rights};

/// The rep whose changes alone may be taken back; `None` where everybody's may.
pub fn only(permit: &Permit) -> Option<i64> {
    (permit.rights != Rights::Everything).then(|| permit.rep())
}

/// The rep whose changes alone are known to whoever asks; `None` where the record of all changes is.
pub fn knows_only(permit: &Permit) -> Option<i64> {
    only(permit).filter(|_| !permit.rights.hold(Permission::ReadAudit))
}

/// A work that was found, or not: one that others did is as if it was not there.
///
/// # Errors
/// `NotFound`
pub fn unless_of_others(connection: &Connection, found: Result<Work>, rep: i64, operation: i64) -> Result<Work> {
    match found {
        Ok(work) if !is_of_others(connection, &work, rep)? => Ok(work),
        Ok(_) | Err(Error::NotFound(_)) => {
            Err(Error::not_found(format!("there is no operation {operation} that you can take back"))
                .hint("livechats undo takes back the last that you did"))
        }
        Err(error) => Err(error),
    }
}

/// Whether anybody but this rep did a part of it.
fn is_of_others(connection: &Connection, work: &Work, rep: i64) -> Result<bool> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM operation JOIN rarray(?1) AS part ON part.value = operation.id
           WHERE coalesce(behalf_rep_id, actor_rep_id) IS NOT ?2)",
        (work.array(), rep),
        |row| row.get(0),
    )?)
}

/// Refuses what may not be taken back.
///
/// # Errors
/// `Denied`
pub fn check(connection: &Connection, permit: &Permit, work: &Work) -> Result<()> {
    let Some(rep) = only(permit) else { return Ok(()) };
    let denied = |why: &str| {
        Err(Error::denied(format!("{} is not yours to undo: {why}", work.name())).hint("an admin can undo it"))
    };
    if is_of_others(connection, work, rep)? {
        return denied("somebody else did it");
    }
    // Chats, messages, notes, labels on chats, attachments, that a canned reply was used, decisions; of reps only when a
    // chat was last given to them.
    let beyond: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM rarray(?1) AS part CROSS JOIN journal ON journal.operation_id = part.value
           WHERE noun NOT IN (1, 2, 3, 4, 5, 6, 21, 25, 29)
             AND NOT (noun = 10 AND act = 2 AND NOT EXISTS (SELECT 1 FROM json_each(before) WHERE key <> 'assigned_at')))",
        [work.array()],
        |row| row.get(0),
    )?;
    if beyond || work.command == "import" {
        return denied("it changed more than chats");
    }
    for verb in verbs(connection, work)? {
        let Some(allowed) = permit.rights.decide(Need::Chats(verb)) else {
            return denied(&format!("your role no longer allows {}", Need::Chats(verb)));
        };
        let Some(within) = acts_condition(&Permit { allowed, ..permit.clone() }) else { continue };
        let Sql { text, values } = within;
        let sql = format!(
            "SELECT 1 FROM journal CROSS JOIN chat ON chat.key = journal.row_key
             WHERE journal.noun = 1 AND journal.operation_id BETWEEN {} AND {}
               AND journal.operation_id IN (SELECT id FROM operation WHERE coalesce(part_of, id) = {}) AND ({text}) IS NOT TRUE LIMIT 1",
            work.root,
            work.operations.first().copied().unwrap_or(work.root),
            work.root
        );
        let found: Option<i64> =
            connection.prepare(&sql)?.query_row(params_from_iter(values), |row| row.get(0)).optional()?;
        if found.is_some() {
            return denied("a chat that it changed is no longer within your reach");
        }
    }
    Ok(())
}

/// What a work did to chats.
fn verbs(connection: &Connection, work: &Work) -> Result<Vec<ChatVerb>> {
    let (bin, given, managed): (bool, bool, bool) = connection.query_row(
        "SELECT coalesce(max(noun = 1 AND json_type(before, '$.deleted_at') IS NOT NULL), 0),
                coalesce(max(noun = 5 OR (noun = 1 AND json_type(before, '$.assignee_id') IS NOT NULL)), 0),
                coalesce(max(noun IN (2, 3, 4, 6, 21) OR act <> 2 OR (noun = 1 AND EXISTS (SELECT 1 FROM json_each(before)
                  WHERE key NOT IN ('deleted_at', 'assignee_id', 'status', 'changed_by', 'updated_at')))), 0)
         FROM rarray(?1) AS part CROSS JOIN journal ON journal.operation_id = part.value WHERE noun NOT IN (10, 29)",
        [work.array()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut verbs = Vec::new();
    verbs.extend(bin.then_some(ChatVerb::Delete));
    verbs.extend(given.then_some(ChatVerb::Transfer));
    if managed && !given || verbs.is_empty() {
        verbs.push(ChatVerb::Manage);
    }
    Ok(verbs)
}
