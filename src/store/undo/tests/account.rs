//! Deeds on what is counted and comes due.

use super::deeds::World;
use crate::error::Result;
use crate::model::assignment::{Limit, Method};
use crate::model::decision::ReplyTarget;
use crate::store::{AllowanceEdit, Run, SettingEdit};

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

/// Changes how chats are given out, and how long persons may wait.
pub fn edit_assignment(world: &mut World, [team, method, limit]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let target = match method % 3 {
        0 => None,
        1 => Some(ReplyTarget::None),
        _ => ReplyTarget::parse(&format!("{}s", 1 + limit % 20)),
    };
    let edit = SettingEdit {
        method: Some(Method::from_number(i64::from(method % 5))),
        limit: Some((!limit.is_multiple_of(3)).then(|| Limit::Most(u64::from(limit % 3)))),
        reply_target: Some(target),
    };
    let team = ["Team0", "Team1"].get(usize::from(team % 3)).copied();
    world.store.edit_assignment(&actor, team, &edit).map(drop)
}
