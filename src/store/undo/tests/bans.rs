//! What is done to bans, their rules and their reasons.

use jiff::tz::TimeZone;

use super::deeds::{World, name, unless_refused};
use crate::error::Result;
use crate::model::identifier::{Identifier, IdentifierKind};
use crate::model::length::{Length, Unit};
use crate::store::{Lift, NewBan, ReasonEdit, Suspect};

/// A ban, for a reason that may be there or not.
/// A ban for one of the reasons there are.
fn ban(world: &World, suspect: Suspect, choice: u8) -> Result<NewBan> {
    let reasons = world.store.ban_reasons(world.actor().now)?;
    let reason = reasons.get(usize::from(choice / 4).checked_rem(reasons.len()).unwrap_or(0));
    Ok(NewBan {
        suspect,
        person_only: choice.is_multiple_of(2),
        reason: reason.map_or_else(|| name(choice / 4), |reason| reason.name.clone()),
        length: [None, Some(Length::Of(2, Unit::Minutes)), Some(Length::Permanent)][usize::from(choice) % 3],
        note: None,
        replace: choice.is_multiple_of(5),
        zone: TimeZone::UTC,
        dry_run: false,
    })
}

/// Bans a person, and without a reason makes one.
pub fn add(world: &mut World, [person, choice, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    if world.store.ban_reasons(actor.now)?.is_empty() {
        return add_reason(world, [choice / 4, 0, 0]);
    }
    let suspect = Suspect { person: Some((1 + person % 3).to_string()), identifiers: Vec::new() };
    let ban = ban(world, suspect, choice)?;
    unless_refused(world.store.add_ban(&actor, &ban))
}

/// Bans an IP address.
pub fn add_address(world: &mut World, [address, choice, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let address = Identifier::known(IdentifierKind::Ip, &format!("203.0.113.{}", address % 4)).unwrap();
    let suspect = Suspect { person: None, identifiers: vec![address] };
    let ban = ban(world, suspect, choice)?;
    unless_refused(world.store.add_ban(&actor, &ban))
}

/// Lifts a ban, or those on a person.
pub fn lift(world: &mut World, [which, person, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let bans = world.store.bans(&crate::store::BanChoice::default(), actor.now)?;
    let lift = match bans.get(usize::from(which).checked_rem(bans.len()).unwrap_or(0)) {
        Some(ban) if which.is_multiple_of(2) => Lift::Ban(ban.id),
        _ => Lift::Person((1 + person % 3).to_string()),
    };
    unless_refused(world.store.lift_bans(&actor, &lift, Some("promised")))
}

/// Sets a rule.
pub fn set_rule(world: &mut World, [offences, length, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let length = Length::Of(1 + u32::from(length % 3), Unit::Hours);
    world.store.set_ban_rule(&actor, 1 + i64::from(offences % 3), length).map(drop)
}

/// Removes a rule.
pub fn remove_rule(world: &mut World, [offences, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.remove_ban_rule(&actor, 1 + i64::from(offences % 3)))
}

/// Makes a reason.
pub fn add_reason(world: &mut World, [reason, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.add_ban_reason(&actor, &name(reason), None))
}

/// Changes a reason.
pub fn edit_reason(world: &mut World, [one, other, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let edit = ReasonEdit { name: Some(name(other)), description: Some(Some(name(one))) };
    unless_refused(world.store.edit_ban_reason(&actor, &name(one), &edit))
}

/// Removes a reason.
pub fn remove_reason(world: &mut World, [reason, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.remove_ban_reason(&actor, &name(reason)))
}
