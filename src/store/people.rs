//! The company's people by name: how a rep, a team or a role is found, and what it is called.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::role::ADMIN;

/// The rep of this name: our number, their name, mail address or the source's ID. A user is meant before a rep who only
/// comes up in chats.
///
/// # Errors
/// `NotFound` for nobody, `Conflict` where it may be one of several.
pub(super) fn find_rep(connection: &Connection, name: &str) -> Result<i64> {
    let nobody = || Error::not_found(format!("no user {name}")).hint("livechats user list shows who there is");
    if let Some(id) = number(name) {
        let found = connection
            .prepare_cached("SELECT id FROM rep WHERE id = ?1 AND removed_at IS NULL")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        return found.ok_or_else(nobody);
    }
    let folded = fold(name);
    let mut statement = connection.prepare_cached(
        "SELECT id, role IS NOT NULL, folded, email, external_id FROM rep WHERE removed_at IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let (mut users, mut others) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let known = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
        let is = |text: Option<&str>| text.is_some_and(|text| fold(text) == folded);
        if known(2)? == Some(&*folded) || is(known(3)?) || is(known(4)?) {
            let found = if row.get(1)? { &mut users } else { &mut others };
            found.push(row.get::<_, i64>(0)?);
        }
    }
    let found = if users.is_empty() { others } else { users };
    match found[..] {
        [] => Err(nobody()),
        [id] => Ok(id),
        _ => {
            let ids: Vec<String> = found.iter().map(i64::to_string).collect();
            Err(Error::conflict(format!("{name} may be one of several users"))
                .hint(format!("name them by number: {}", ids.join(", "))))
        }
    }
}

/// The team of this name or number.
///
/// # Errors
/// `NotFound` where there is none.
pub(super) fn find_team(connection: &Connection, name: &str) -> Result<i64> {
    let found = match number(name) {
        Some(id) => connection
            .prepare_cached("SELECT id FROM team WHERE id = ?1 AND removed_at IS NULL")?
            .query_row([id], |row| row.get(0))
            .optional()?,
        // An import may bring two that only differ in case: then the spelling decides.
        None => connection
            .prepare_cached(
                "SELECT id FROM team WHERE folded = ?1 AND removed_at IS NULL ORDER BY name <> ?2, id LIMIT 1",
            )?
            .query_row((&*fold(name), name), |row| row.get(0))
            .optional()?,
    };
    found.ok_or_else(|| Error::not_found(format!("no team {name}")).hint("livechats team list shows which there are"))
}

/// The exact name of a role.
///
/// # Errors
/// `NotFound` where there is none.
pub(super) fn find_role(connection: &Connection, name: &str) -> Result<String> {
    let folded = fold(name);
    if folded == ADMIN {
        return Ok(ADMIN.to_owned());
    }
    connection
        .prepare_cached("SELECT name FROM role WHERE folded = ?1")?
        .query_row([&*folded], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Error::not_found(format!("no role {name}")).hint("livechats role list shows which there are"))
}

/// The name of a rep.
pub(super) fn name_of_rep(connection: &Connection, id: i64) -> Result<String> {
    Ok(connection.prepare_cached("SELECT name FROM rep WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// Our number, where that is what a text is.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
