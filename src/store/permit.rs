//! Who is asking, and what they are let at.

use rusqlite::{Connection, OptionalExtension};

use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::permission::{Allowed, Need, Rights};

/// The rep a command runs for, and how far it may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    /// The rep.
    pub rep: i64,
    /// What they are let at.
    pub allowed: Allowed,
}

impl Store {
    /// Lets the actor at the repository for this need, or not. Everything read and written from here on keeps to it.
    ///
    /// # Errors
    /// `Denied` for an account that is not known, and for a need that its role does not meet.
    pub fn admit(&mut self, actor: &Actor, need: Need) -> Result<()> {
        let rep = rep_of(&self.connection, actor.uid)?;
        let rights = Rights::Everything;
        let allowed = rights.decide(need).ok_or_else(|| Error::denied("your role does not allow this"))?;
        self.permit = Some(Permit { rep, allowed });
        Ok(())
    }
}

/// The rep that an account belongs to: the number decides.
pub(super) fn rep_of(connection: &Connection, uid: u32) -> Result<i64> {
    connection
        .prepare_cached("SELECT id FROM rep WHERE os_uid = ?1 AND role IS NOT NULL AND removed_at IS NULL")?
        .query_row([uid], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::denied(format!("your account (uid {uid}) is not known to this repository"))
                .hint("an admin can make you known: livechats user add NAME --uid NUMBER --role ROLE")
        })
}
