//! Chat assignment: what is set, the rules, and the decisions that come of both.

mod decide;
mod decision;
mod drain;
mod exchange;
mod matching;
mod roster;
mod rule;
mod setting;
#[cfg(test)]
mod tests;

pub use drain::Drained;
pub use rule::RuleEdit;
pub use setting::SettingEdit;

pub(super) use decide::{Decider, Waiting};
pub(super) use decision::{keep, name_of_scope};
pub(super) use matching::To;
