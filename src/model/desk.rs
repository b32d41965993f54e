//! Desks: reps who share out chats, as a repository that is filled from nothing begins with, and how each of its chats
//! found its rep.

use super::assignment::{Limit, Method};
use super::person::Rep;
use super::time::Time;

/// A company whose desks share out all chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// How a rep is chosen, unless a desk says otherwise.
    pub method: Method,
    /// The most chats that a rep may be given.
    pub limit: Limit,
    /// The desks, in the order in which their rules are asked.
    pub desks: Vec<Desk>,
}

/// A team, the rule that sends it chats, and how they are given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Name of the team.
    pub team: &'static str,
    /// What the team is for.
    pub about: &'static str,
    /// Name of the rule.
    pub rule: &'static str,
    /// Which chats it sends there, in the filter language.
    pub query: String,
    /// How a rep is chosen; `None` for the company's method.
    pub method: Option<Method>,
    /// Who is in the team.
    pub members: Vec<Rep>,
}

/// How a chat found its rep: every decision, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// The desk, by place.
    pub desk: usize,
    /// What was decided; none of a chat that was never handed off.
    pub decisions: Vec<Decided>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: Time,
    /// Why anything was decided.
    pub occasion: Reason,
    /// Who got the chat; `None` where it waits.
    pub chosen: Option<Chosen>,
    /// How many of the others were passed over, by the word for why.
    pub passed_over: Vec<(&'static str, u64)>,
}

/// Who got a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The rep, by place among the desk's members.
    pub member: usize,
    /// The chats they had.
    pub load: u64,
    /// Since when they were online.
    pub online_since: Time,
    /// When they were last given one.
    pub assigned_at: Option<Time>,
}

/// Why anything was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The chat was handed off.
    Handoff,
    /// A rep took it from the queue.
    Taken,
    /// A rep had a place again.
    Drained,
}
