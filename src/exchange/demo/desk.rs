//! Who answers a made-up chat: desks of reps who speak its language, each given out the way the repository's own rules
//! and settings say, so that the made-up past is what those rules make of it.
//!
//! A chat's rep is known when it comes: the desks share no rep, and who waits is served in order, so that only earlier
//! chats of its desk matter. Remembered are the unfinished chats alone.

use super::END;
use super::people::{TONGUES, rep};
use super::random::part;
use crate::model::assignment::{Candidate, Limit, Method, Verdict, choose};
use crate::model::desk::{Assigned, Chosen, Company, Decided, Desk, Reason};
use crate::model::time::Time;

/// The app whose chats reps take themselves, when they find the time.
pub const MAIL: &str = "email-chat";

/// The most chats that a rep is given.
const LIMIT: u64 = 5;

/// The company with its desks: where mail goes, then one for each of [`TONGUES`].
pub fn company() -> Company {
    let reps = |places: &[usize]| places.iter().map(|place| rep(*place)).collect();
    let mail = Desk {
        team: "Mail desk",
        about: "takes mail from the queue, in every language",
        rule: "Mail",
        query: format!("app:{MAIL}"),
        method: Some(Method::Voluntary),
        members: reps(&mail_reps()),
    };
    let of_tongue = TONGUES.iter().map(|tongue| Desk {
        team: tongue.desk,
        about: "answers chats in its language",
        rule: tongue.name,
        query: format!("language:{}", tongue.words.tag),
        method: None,
        members: reps(&tongue.at_desk().collect::<Vec<_>>()),
    });
    let desks = std::iter::once(mail).chain(of_tongue).collect();
    Company { method: Method::Balanced, limit: Limit::Most(LIMIT), desks }
}

/// The reps who take mail, by place.
fn mail_reps() -> Vec<usize> {
    TONGUES.iter().flat_map(|tongue| tongue.at_mail()).collect()
}

/// How a chat goes on that was handed off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// This rep (by place) has it from this second on; how that came.
    Given(usize, i64, Assigned),
    /// It waits when the world stops.
    Waits(Assigned),
}

/// One who sits at a desk.
#[derive(Clone, Debug)]
struct Seat {
    /// Place of the rep.
    rep: usize,
    /// Seconds at which their chats end; those that are not over have none.
    ends: Vec<i64>,
    endless: u64,
    /// The second at which they were last given one.
    assigned: Option<i64>,
}

/// The desks under way.
#[derive(Debug)]
pub struct Desks {
    /// Since when everybody is there, in seconds since 1970.
    opened: i64,
    /// Who sits at the desk of each tongue.
    seats: Vec<Vec<Seat>>,
    /// The second at which each desk last gave a chat: who waited then comes before who comes now.
    last_given: Vec<i64>,
}

impl Desks {
    /// Desks at which nobody has a chat yet, open from this second on.
    pub fn new(opened: i64) -> Self {
        let seat = |rep| Seat { rep, ends: Vec::new(), endless: 0, assigned: None };
        let seats = TONGUES.iter().map(|tongue| tongue.at_desk().map(seat).collect());
        Self { opened, seats: seats.collect(), last_given: vec![i64::MIN; TONGUES.len()] }
    }

    /// A chat that comes to the desk of a tongue. No chat may come earlier than the one before.
    pub fn give(&mut self, tongue: usize, begun: i64) -> Turn {
        let mut assigned = Assigned { desk: tongue + 1, decisions: Vec::new() };
        let last = self.last_given.get(tongue).copied().unwrap_or(i64::MIN);
        let Some(seats) = self.seats.get_mut(tongue) else { return Turn::Waits(assigned) };
        let mut now = begun.max(last);
        if now > begun {
            // Others wait still: nobody has a place.
            assigned.decisions.push(waiting(begun, &[("full", seats.len() as u64)]));
        }
        loop {
            seats.iter_mut().for_each(|seat| seat.ends.retain(|end| *end > now));
            let candidates: Vec<Candidate> = seats.iter().map(|seat| seat.candidate(self.opened)).collect();
            let (chosen, verdicts) = choose(Method::Balanced, &candidates, None, 0);
            let passed_over = counted(&verdicts);
            if let Some((member, candidate)) = chosen.and_then(|place| Some((place, candidates.get(place)?)))
                && let (Some(seat), Some(online_since)) = (seats.get_mut(member), candidate.online_since)
            {
                seat.assigned = Some(now);
                if let Some(last) = self.last_given.get_mut(tongue) {
                    *last = now;
                }
                let Candidate { load, assigned_at, .. } = *candidate;
                let chosen = Some(Chosen { member, load, online_since, assigned_at });
                let occasion = if now > begun { Reason::Drained } else { Reason::Handoff };
                assigned.decisions.push(Decided { at: instant(now), occasion, chosen, passed_over });
                return Turn::Given(seat.rep, now, assigned);
            }
            if assigned.decisions.is_empty() {
                assigned.decisions.push(waiting(now, &passed_over));
            }
            let next = seats.iter().flat_map(|seat| &seat.ends).min().copied();
            let Some(next) = next.filter(|next| *next < END) else {
                if let Some(last) = self.last_given.get_mut(tongue) {
                    *last = END;
                }
                return Turn::Waits(assigned);
            };
            now = next;
        }
    }

    /// The chat that a rep was just given ends at this second; `None` where it does not.
    pub fn ends(&mut self, tongue: usize, rep: usize, end: Option<i64>) {
        let seats = self.seats.get_mut(tongue).into_iter().flatten();
        for seat in seats.filter(|seat| seat.rep == rep) {
            match end {
                Some(end) => seat.ends.push(end),
                None => seat.endless += 1,
            }
        }
    }

    /// A chat that comes to the mail desk: one of the tongue takes it after a while, unless it is `left`. Two random
    /// numbers say who and when.
    pub fn take(&self, tongue: usize, begun: i64, left: bool, (who, when): (u64, u64)) -> Turn {
        let takers: Vec<usize> = TONGUES.get(tongue).map(|tongue| tongue.at_mail().collect()).unwrap_or_default();
        let after = 60 + i64::try_from(part(when, 2 * 3_600)).unwrap_or(0);
        let place = usize::try_from(part(who, takers.len() as u64)).unwrap_or(0);
        let members = mail_reps();
        let mut assigned =
            Assigned { desk: 0, decisions: vec![waiting(begun, &[("voluntary", members.len() as u64)])] };
        let now = begun + after;
        match takers.get(place) {
            Some(rep) if !left && now < END => {
                let member = members.iter().position(|member| member == rep).unwrap_or(0);
                // A rep who takes a chat names herself: nobody is looked at.
                let chosen = Some(Chosen { member, load: 0, online_since: instant(self.opened), assigned_at: None });
                let passed_over = Vec::new();
                assigned.decisions.push(Decided { at: instant(now), occasion: Reason::Taken, chosen, passed_over });
                Turn::Given(*rep, now, assigned)
            }
            _ => Turn::Waits(assigned),
        }
    }
}

impl Seat {
    fn candidate(&self, opened: i64) -> Candidate {
        Candidate {
            // Reps are numbered in the order of their places.
            rep: i64::try_from(self.rep).unwrap_or(0),
            online_since: Some(instant(opened)),
            load: self.ends.len() as u64 + self.endless,
            limit: Some(LIMIT),
            assigned_at: self.assigned.map(instant),
        }
    }
}

fn waiting(second: i64, passed_over: &[(&'static str, u64)]) -> Decided {
    let at = instant(second);
    Decided { at, occasion: Reason::Handoff, chosen: None, passed_over: passed_over.to_vec() }
}

/// How many were passed over, by the word for why.
fn counted(verdicts: &[Verdict]) -> Vec<(&'static str, u64)> {
    let mut counts: Vec<(&'static str, u64)> = Vec::new();
    for verdict in verdicts.iter().filter(|verdict| **verdict != Verdict::Chosen) {
        match counts.iter_mut().find(|(name, _)| *name == verdict.name()) {
            Some((_, count)) => *count += 1,
            None => counts.push((verdict.name(), 1)),
        }
    }
    counts
}

fn instant(second: i64) -> Time {
    Time::from_micros(second * 1_000_000).unwrap_or(Time::EPOCH)
}
