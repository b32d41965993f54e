//! Rules and histories against a naive model, and the moments at which a ban begins and ends.

use jiff::tz::TimeZone;

use super::*;
use crate::model::length::Unit;

/// Pairs of rules and histories that are tried: a million with `LIVECHATS_BAN_PAIRS=1000000`.
fn pairs() -> u64 {
    std::env::var("LIVECHATS_BAN_PAIRS").ok().and_then(|pairs| pairs.parse().ok()).unwrap_or(50_000)
}

/// A row of numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn time(micros: i64) -> Time {
    Time::from_micros(micros).unwrap()
}

const UNITS: [Unit; 5] = [Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months];

fn length(numbers: &mut Numbers) -> Length {
    match numbers.below(6) {
        5 => Length::Permanent,
        unit => Length::Of(u32::try_from(1 + numbers.below(40)).unwrap(), UNITS[usize::try_from(unit).unwrap()]),
    }
}

/// A ban as the model keeps it: every moment by itself.
#[derive(Clone, Copy)]
struct Known {
    from: i64,
    to: Option<i64>,
}

/// Bans of one person one after the other, each as long as the rules say or as said: against walking up through the
/// rules offence by offence, and against looking whether a moment lies in the half-open span.
#[test]
fn lengths_and_spans_are_what_a_naive_model_says() {
    let mut numbers = Numbers(20_260_115);
    let mut kept_by_rule = 0;
    for _ in 0..pairs() {
        // Rules in any order, no number twice.
        let mut rules: Vec<(i64, Length)> = Vec::new();
        for _ in 0..numbers.below(6) {
            let number = 1 + i64::try_from(numbers.below(8)).unwrap();
            if !rules.iter().any(|(other, _)| *other == number) {
                rules.push((number, length(&mut numbers)));
            }
        }
        let mut now = i64::try_from(numbers.below(1 << 30)).unwrap() * 1_000_000;
        let mut history: Vec<(Span, Known)> = Vec::new();
        for offence in 1..=1 + i64::try_from(numbers.below(6)).unwrap() {
            now += i64::try_from(numbers.below(1 << 22)).unwrap() * 1_000_000;
            let mut expected = None;
            for number in 1..=offence {
                expected = rules.iter().find(|(other, _)| *other == number).copied().or(expected);
            }
            let ruled = rule_for(&rules, offence);
            assert_eq!(ruled, expected, "{rules:?} at offence {offence}");
            kept_by_rule += u64::from(ruled.is_some());
            let said = ruled.map_or_else(|| length(&mut numbers), |(_, length)| length);
            let until = said.end(time(now), &TimeZone::UTC).unwrap();
            let to = match said {
                Length::Permanent => None,
                Length::Of(_, Unit::Months) => until.map(Time::micros),
                Length::Of(count, unit) => {
                    let place = UNITS.iter().position(|other| *other == unit).unwrap();
                    Some(now + i64::from(count) * [60, 3600, 86_400, 604_800][place] * 1_000_000)
                }
            };
            assert_eq!(until.map(Time::micros), to);
            // The one before gives way, or was lifted a while ago, or ran on.
            if let Some((span, known)) = history.last_mut()
                && span.state(time(now)) == State::Running
            {
                let lifted = time(now);
                (span.lifted, span.replaced) = (Some(lifted), numbers.below(2) == 0);
                known.to = Some(known.to.map_or(now, |to| to.min(now)));
            }
            let span = Span { started: time(now), until, lifted: None, replaced: false };
            history.push((span, Known { from: now, to }));
        }
        for (span, known) in &history {
            let moments = [Some(known.from), known.to, span.lifted.map(Time::micros), Some(now)];
            for moment in moments.into_iter().flatten().flat_map(|at| [at - 1, at, at + 1]) {
                let holds = known.from <= moment && known.to.is_none_or(|to| moment < to);
                assert_eq!(span.state(time(moment)) == State::Running, holds, "{span:?} at {moment}");
            }
        }
    }
    assert!(kept_by_rule > pairs(), "rules decided only {kept_by_rule} times");
}

#[test]
fn a_ban_holds_from_its_first_to_before_its_last_moment() {
    let span = |until: Option<i64>, lifted: Option<i64>, replaced| Span {
        started: time(100),
        until: until.map(time),
        lifted: lifted.map(time),
        replaced,
    };
    for (span, states) in [
        (span(Some(200), None, false), [State::Ahead, State::Running, State::Running, State::Running, State::Ended]),
        (span(None, None, false), [State::Ahead, State::Running, State::Running, State::Running, State::Running]),
        (
            span(Some(200), Some(150), false),
            [State::Ahead, State::Running, State::Running, State::Lifted, State::Lifted],
        ),
        (span(None, Some(150), true), [State::Ahead, State::Running, State::Running, State::Replaced, State::Replaced]),
        // What was lifted when it was over already had ended.
        (span(Some(150), Some(200), false), [State::Ahead, State::Running, State::Running, State::Ended, State::Ended]),
        (
            span(Some(150), Some(150), false),
            [State::Ahead, State::Running, State::Running, State::Lifted, State::Lifted],
        ),
    ] {
        let found = [99, 100, 149, 150, 200].map(|moment| span.state(time(moment)));
        assert_eq!(found, states, "{span:?}");
    }
}
