//! Chat assignment: what is set, the rules, and the decisions that come of both.

mod begin;
mod decide;
mod decision;
mod drain;
mod exchange;
mod matching;
mod replay;
mod roster;
pub(super) mod rule;
mod setting;
mod supposed;
#[cfg(test)]
mod tests;

pub use drain::Drained;
pub use replay::{Replayed, ReplayedRep};
pub use rule::RuleEdit;
pub use setting::SettingEdit;
pub use supposed::Supposed;

pub(super) use begin::Begun;
pub(super) use decide::{Decider, Waiting};
pub(super) use decision::{keep, name_of_scope};
pub(super) use matching::To;
