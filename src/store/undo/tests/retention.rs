//! What is done to policies of retention, and by them.

use jiff::tz::TimeZone;

use super::deeds::{World, name, unless_refused};
use crate::error::Result;
use crate::model::retention::{Action, Age, Policy, Since};
use crate::model::time::{Clock, Time};
use crate::store::PolicyEdit;

/// Adds a policy somewhere.
pub fn add(world: &mut World, [named, position, tag]: [u8; 3]) -> Result<()> {
    let policy = Policy {
        name: name(named),
        query: format!("status:open tag:{}", name(tag)),
        zone: None,
        since: Since::Created,
        age: Age::parse("1d").unwrap(),
        action: Action::Bin,
        grace: None,
        except: vec!["tag:white".to_owned()],
        max: 2,
        active: true,
    };
    let actor = world.actor();
    unless_refused(world.store.add_policy(&actor, &policy, Some(i64::from(position % 4) + 1)))
}

/// Changes one, or moves it.
pub fn edit(world: &mut World, [named, max, position]: [u8; 3]) -> Result<()> {
    let position = (position % 2 > 0).then_some(i64::from(position % 3) + 1);
    let edit = PolicyEdit { max: Some(1 + i64::from(max % 3)), position, ..PolicyEdit::default() };
    let actor = world.actor();
    unless_refused(world.store.edit_policy(&actor, &name(named), edit))
}

/// Removes one.
pub fn remove(world: &mut World, [named, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.remove_policy(&actor, &name(named)))
}

/// Does what is due by them two years later.
pub fn run(world: &mut World, _: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let later = Time::from_micros(actor.now.micros() + 730 * 86_400_000_000).unwrap();
    let due = world.store.due_by_policies(&[], &Clock { now: later, zone: TimeZone::UTC })?;
    for work in &due.planned {
        world.store.retain(&actor, work, false, std::time::Duration::ZERO, &|_| Ok(()))?;
    }
    Ok(())
}
