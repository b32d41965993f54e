//! Deeds on what is counted and comes due.

use super::deeds::World;
use crate::error::Result;
use crate::store::{AllowanceEdit, Run};

/// Asks persons for feedback.
pub fn ask_for_feedback(world: &mut World, [chats, ..]: [u8; 3]) -> Result<()> {
    world.each(chats, |store, actor, run| store.request_feedback(actor, run))
}

/// Makes chats overdue that are, by the targets there are.
pub fn make_overdue(world: &mut World, _: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let due = world.store.overdue(actor.now)?;
    let run = Run { targets: &due, dry_run: false, step: &|_| Ok(()) };
    world.store.make_overdue(&actor, &run).map(drop)
}

/// Sets the limit and the zone.
pub fn edit_allowance(world: &mut World, [limit, zone, _]: [u8; 3]) -> Result<()> {
    let zone = (zone % 3 > 0).then(|| ["UTC", "Asia/Bangkok"][usize::from(zone % 2)].to_owned());
    let edit = AllowanceEdit { zone, limit: Some((limit % 3 > 0).then(|| i64::from(limit))), warning: None };
    let actor = world.actor();
    world.store.edit_allowance(&actor, &edit).map(drop)
}
