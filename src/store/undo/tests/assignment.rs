//! What is done to the settings and rules of chat assignment, and by them.

use super::deeds::{World, name, unless_refused};
use crate::error::Result;
use crate::model::assignment::{Limit, Method};
use crate::model::decision::ReplyTarget;
use crate::model::rule::{Rule, Target};
use crate::store::{RuleEdit, SettingEdit};

/// Changes how chats are given out, and how long persons may wait.
pub fn edit(world: &mut World, [team, method, limit]: [u8; 3]) -> Result<()> {
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

/// Makes the company give chats out, without a limit.
pub fn give_out(world: &mut World, [method, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let method = Method::from_number(1 + i64::from(method % 3));
    let edit = SettingEdit { method: Some(method), limit: Some(Some(Limit::Unlimited)), ..SettingEdit::default() };
    world.store.edit_assignment(&actor, None, &edit).map(drop)
}

/// Gives the chats that wait.
pub fn run(world: &mut World, _: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    world.store.drain_queue(&actor, false, &|_| Ok(())).map(drop)
}

/// Adds a rule somewhere.
pub fn add_rule(world: &mut World, [to, position, limit]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let target = match to % 3 {
        0 => Target::Rep("r0".into()),
        1 => Target::Team("Team1".into()),
        _ => Target::Anybody,
    };
    let rule = Rule { target, limit: Some(Limit::Most(1 + u64::from(limit))), ..Rule::of(name(to)) };
    unless_refused(world.store.add_rule(&actor, &rule, Some(i64::from(position % 4) + 1)))
}

/// Switches a rule on or off.
pub fn edit_rule(world: &mut World, [rule, active, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let edit = RuleEdit { active: Some(active.is_multiple_of(2)), ..RuleEdit::default() };
    unless_refused(world.store.edit_rule(&actor, &name(rule), edit))
}

/// Moves a rule.
pub fn move_rule(world: &mut World, [rule, position, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.move_rule(&actor, &name(rule), i64::from(position % 4) + 1))
}

/// Removes a rule.
pub fn remove_rule(world: &mut World, [rule, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    unless_refused(world.store.remove_rule(&actor, &name(rule)))
}

/// Puts other rules in the place of those there are.
pub fn import_rules(world: &mut World, [first, second, _]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let mut rules = vec![Rule::of(name(first)), Rule { query: "app:web".into(), ..Rule::of(name(second)) }];
    rules.dedup_by(|one, other| one.name == other.name);
    unless_refused(world.store.import_rules(&actor, &rules, false))
}
