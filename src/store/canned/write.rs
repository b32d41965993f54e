//! Writing canned replies: each of these keeps its part of one.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::super::change::Change;
use super::super::people::{find_rep, find_team};
use super::super::read::array;
use super::of_fault;
use crate::error::{Error, Result};
use crate::model::attachment::{MOST_BYTES_OF_MESSAGE, NewAttachment, media_type};
use crate::model::canned::{Canned, Scope, Variant};
use crate::model::fold::fold;
use crate::model::{json, template};

fn tags_to_store(tags: &[String]) -> String {
    let mut out = vec![b'['];
    for tag in tags {
        if out.len() > 1 {
            out.push(b',');
        }
        json::push_string(tag, &mut out);
    }
    out.push(b']');
    String::from_utf8(out).unwrap_or_default()
}

/// The words as they are kept, each text a template that can be filled in.
fn checked(canned: &Canned) -> Result<Canned> {
    let canned =
        canned.clone().normal().map_err(|what| Error::usage(format!("canned reply {}: {what}", canned.name)))?;
    for (language, text) in canned.texts() {
        template::check(text).map_err(|fault| of_fault(&canned.name, language, &fault))?;
    }
    Ok(canned)
}

/// The columns `scope` and `rep_id`, and the teams.
fn found_scope(connection: &Connection, scope: &Scope) -> Result<(i64, Option<i64>, Vec<i64>)> {
    let (mut rep, mut teams) = (None, Vec::new());
    match scope {
        Scope::Everybody => {}
        Scope::Rep(name) => rep = Some(find_rep(connection, name)?),
        Scope::Teams(names) => {
            for name in names {
                teams.push(find_team(connection, name)?);
            }
            teams.sort_unstable();
            teams.dedup();
        }
    }
    Ok((scope.number(), rep, teams))
}

fn free(connection: &Connection, name: &str, own: Option<i64>) -> Result<()> {
    let taken = connection
        .prepare_cached("SELECT 1 FROM canned WHERE folded = ?1 AND id IS NOT ?2")?
        .exists((&*fold(name), own))?;
    if taken {
        return Err(Error::conflict(format!("there is a canned reply {name} already"))
            .hint("choose another name, or change that one: livechats canned edit"));
    }
    Ok(())
}

pub(super) fn insert(change: &mut Change<'_>, canned: &Canned) -> Result<i64> {
    let canned = checked(canned)?;
    free(change.transaction, &canned.name, None)?;
    let (scope, rep, teams) = found_scope(change.transaction, &canned.scope)?;
    let id = change.next_number("canned")?;
    change
        .transaction
        .prepare_cached(
            "INSERT INTO canned (id, name, folded, title, language, text, scope, rep_id, tags, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            id,
            canned.name,
            &*fold(&canned.name),
            canned.title,
            canned.language,
            canned.text,
            scope,
            rep,
            tags_to_store(&canned.tags),
            change.now.micros(),
        ])?;
    set_teams(change, id, &teams)?;
    set_variants(change, id, &canned.variants)?;
    Ok(id)
}

/// Writes what is different, and says whether anything is. A scope that stays is not looked up again: its team may be gone since.
pub(super) fn update(change: &Change<'_>, id: i64, before: &Canned, after: &Canned) -> Result<bool> {
    let after = checked(after)?;
    if after == *before {
        return Ok(false);
    }
    let connection = change.transaction;
    if after.name != before.name {
        free(connection, &after.name, Some(id))?;
    }
    connection
        .prepare_cached(
            "UPDATE canned SET name = ?2, folded = ?3, title = ?4, language = ?5, text = ?6, tags = ?7 WHERE id = ?1",
        )?
        .execute(params![
            id,
            after.name,
            &*fold(&after.name),
            after.title,
            after.language,
            after.text,
            tags_to_store(&after.tags),
        ])?;
    if after.scope != before.scope {
        let (scope, rep, teams) = found_scope(connection, &after.scope)?;
        connection
            .prepare_cached("UPDATE canned SET scope = ?2, rep_id = ?3 WHERE id = ?1")?
            .execute(params![id, scope, rep])?;
        set_teams(change, id, &teams)?;
    }
    set_variants(change, id, &after.variants)?;
    Ok(true)
}

fn set_teams(change: &Change<'_>, id: i64, teams: &[i64]) -> Result<()> {
    let connection = change.transaction;
    connection
        .prepare_cached(
            "DELETE FROM canned_team WHERE canned_id = ?1 AND team_id NOT IN (SELECT value FROM rarray(?2))",
        )?
        .execute((id, array(teams)))?;
    for team in teams {
        connection
            .prepare_cached("INSERT INTO canned_team (canned_id, team_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([id, *team])?;
    }
    Ok(())
}

fn set_variants(change: &Change<'_>, id: i64, variants: &[Variant]) -> Result<()> {
    let connection = change.transaction;
    let mut known: BTreeMap<String, i64> = BTreeMap::new();
    let mut statement = connection.prepare_cached("SELECT language, id FROM canned_variant WHERE canned_id = ?1")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        known.insert(row.get(0)?, row.get(1)?);
    }
    for Variant { language, text } in variants {
        match known.remove(language) {
            Some(variant) => connection
                .prepare_cached("UPDATE canned_variant SET text = ?2 WHERE id = ?1")?
                .execute(params![variant, text])?,
            None => connection
                .prepare_cached("INSERT INTO canned_variant (id, canned_id, language, text) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![change.next_number("canned_variant")?, id, language, text])?,
        };
    }
    for variant in known.into_values() {
        connection.prepare_cached("DELETE FROM canned_variant WHERE id = ?1")?.execute([variant])?;
    }
    Ok(())
}

/// Hangs files behind those that are there.
pub(super) fn attach(change: &Change<'_>, id: i64, files: &[NewAttachment]) -> Result<()> {
    let connection = change.transaction;
    for file in files {
        connection
            .prepare_cached(
                "INSERT INTO canned_attachment (id, canned_id, position, name, type, size, content)
                 VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM canned_attachment WHERE canned_id = ?2),
                   ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                change.next_number("canned_attachment")?,
                id,
                file.name,
                media_type(&file.name),
                i64::try_from(file.content.len()).unwrap_or(i64::MAX),
                file.content,
            ])?;
    }
    let bytes: u64 = connection
        .prepare_cached("SELECT coalesce(sum(size), 0) FROM canned_attachment WHERE canned_id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if bytes > MOST_BYTES_OF_MESSAGE {
        return Err(Error::limit("more than 25 MiB would go along with one message; nothing was written")
            .hint("make several canned replies of it"));
    }
    Ok(())
}

pub(super) fn detach(change: &Change<'_>, id: i64, name: &str) -> Result<()> {
    let removed = change
        .transaction
        .prepare_cached("DELETE FROM canned_attachment WHERE canned_id = ?1 AND name = ?2")?
        .execute(params![id, name])?;
    if removed == 0 {
        return Err(Error::not_found(format!("no file {name} goes along with it"))
            .hint("livechats canned show --columns files tells which do"));
    }
    Ok(())
}

/// Removes a canned reply with all that hangs on it. Its uses stay: they are of replies that were sent.
pub(super) fn delete(change: &Change<'_>, id: i64) -> Result<()> {
    for sql in [
        "DELETE FROM canned_attachment WHERE canned_id = ?1",
        "DELETE FROM canned_team WHERE canned_id = ?1",
        "DELETE FROM canned_variant WHERE canned_id = ?1",
        "DELETE FROM canned WHERE id = ?1",
    ] {
        change.transaction.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}
