//! What a retention policy asks of chats: its query, its age and its exceptions, read at one moment.

use super::key::Kind;
use super::lexer::{self, Sort};
use super::place::{Fault, Source};
use super::{Filter, Term, TimeKey, parser, value};
use crate::error::Result;
use crate::model::retention::{Policy, Since};
use crate::model::status::Status;
use crate::model::time::{Clock, Time};

/// Chats with such a status are somebody's work: a policy takes them only where its query names the status.
const UNFINISHED: [Status; 3] = [Status::Open, Status::Pending, Status::Overdue];

/// Far enough from a moment that every age and every `today` is another one.
const OTHER_DAY: i64 = 400 * 86_400_000_000;

/// A policy at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The chats that are old enough, also those that are excepted.
    pub old: Filter,
    /// Chats are old enough from before this moment on.
    pub until: Option<Time>,
    /// Chats of which it is not known how old they are.
    pub unknown: Filter,
    /// What its exceptions keep; `None` where there are none.
    pub excepted: Option<Filter>,
    /// Statuses that it leaves because its query does not name them.
    pub left: Vec<Status>,
}

impl Asked {
    /// Reads a policy.
    ///
    /// # Errors
    /// `Usage`, with the place, for a query that cannot be read.
    pub fn of(policy: &Policy, clock: &Clock) -> Result<Self> {
        let query = match policy.query.as_str() {
            "" => Filter::EVERYTHING,
            text => parser::parse(text, clock)?,
        };
        let left: Vec<Status> = UNFINISHED.into_iter().filter(|status| !names(&query, *status)).collect();
        let statuses = left.iter().map(|status| Filter::Term(Term::Status(*status))).collect();
        let finished = query.and(Filter::any_of(statuses).negated());
        let age = parser::filter_of_flag("--age", policy.since.name(), &age_of(policy), clock)?;
        let until = match &age {
            Filter::Term(Term::Time(_, Some(range))) => range.until,
            _ => None,
        };
        let excepted: Result<Vec<Filter>> = policy.except.iter().map(|text| exception(text, clock)).collect();
        let excepted = Some(excepted?).filter(|filters| !filters.is_empty()).map(Filter::any_of);
        let unknown = Filter::Term(Term::Time(key(policy.since), None));
        Ok(Self { old: finished.clone().and(age), until, unknown: finished.and(unknown), excepted, left })
    }

    /// Reads a policy that somebody makes, which is held to more: its query must not move with the clock, for that is
    /// what the age is for. Exceptions may.
    ///
    /// # Errors
    /// As [`Asked::of`], and for such a query.
    pub fn of_new(policy: &Policy, clock: &Clock) -> Result<Self> {
        let asked = Self::of(policy, clock)?;
        refuse_moving(&policy.query, clock).map_err(|fault| fault.into_error(Source::Query, &policy.query))?;
        Ok(asked)
    }

    /// The whole of a policy as one query.
    pub fn text(&self, policy: &Policy) -> String {
        // The age stands first: what begins with a minus sign would be taken for a flag.
        let mut parts = vec![format!("{}:{}", policy.since.name(), age_of(policy))];
        if !policy.query.is_empty() {
            parts.push(format!("({})", policy.query));
        }
        if !self.left.is_empty() {
            let names: Vec<&str> = self.left.iter().map(|status| status.name()).collect();
            parts.push(format!("-status:{}", names.join(",")));
        }
        parts.extend(policy.except.iter().map(|text| format!("-({text})")));
        parts.join(" ")
    }
}

fn age_of(policy: &Policy) -> String {
    format!(">{}", policy.age.as_str())
}

const fn key(since: Since) -> TimeKey {
    match since {
        Since::Created => TimeKey::Created,
        Since::Closed => TimeKey::Closed,
        Since::LastMessage => TimeKey::LastMessage,
        Since::Updated => TimeKey::Updated,
    }
}

fn exception(text: &str, clock: &Clock) -> Result<Filter> {
    parser::read(text, clock).map_err(|fault| fault.into_error(Source::Flag("--except"), text))
}

/// Whether a query asks for chats with this status, and not only for those without it.
fn names(filter: &Filter, status: Status) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(|part| names(part, status)),
        Filter::Term(term) => *term == Term::Status(status),
        Filter::Not(_) => false,
    }
}

fn refuse_moving(text: &str, clock: &Clock) -> std::result::Result<(), Fault> {
    let now = clock.now.micros();
    let other = Time::from_micros(now + OTHER_DAY).or(Time::from_micros(now - OTHER_DAY)).unwrap_or(Time::EPOCH);
    let other = Clock { now: other, zone: clock.zone.clone() };
    for token in lexer::tokens(text)? {
        let Sort::Term(subject, values) = &token.sort else { continue };
        if !matches!(subject.key.kind, Kind::Time(_)) {
            continue;
        }
        let read = |clock| value::filter(subject, values, clock).ok();
        if read(clock) != read(&other) {
            return Err(Fault::new(
                token.place,
                "a date that moves with the clock",
                "the age says how old chats are; in a query name fixed dates, such as created:<2026",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::model::retention::{Action, Age};

    fn clock(now: i64) -> Clock {
        Clock { now: Time::from_micros(now).unwrap(), zone: TimeZone::UTC }
    }

    const NOW: i64 = 1_768_478_400_000_000;

    impl Filter {
        fn parts(self) -> Vec<Self> {
            match self {
                Self::All(parts) => parts,
                other => vec![other],
            }
        }
    }

    fn policy(query: &str, except: &[&str]) -> Policy {
        Policy {
            name: "old".into(),
            query: query.into(),
            zone: None,
            since: Since::Closed,
            age: Age::parse("2y").unwrap(),
            action: Action::Bin,
            grace: None,
            except: except.iter().map(|text| (*text).to_owned()).collect(),
            max: 10,
            active: true,
        }
    }

    #[test]
    fn the_text_of_a_policy_reads_as_what_it_asks() {
        for (query, except, text) in [
            ("", &[][..], "closed:>2y -status:open,pending,overdue"),
            (
                "tag:a OR b",
                &["tag:keep", "c OR d"],
                "closed:>2y (tag:a OR b) -status:open,pending,overdue -(tag:keep) -(c OR d)",
            ),
            ("tag:a OR b", &["c OR d"], "closed:>2y (tag:a OR b) -status:open,pending,overdue -(c OR d)"),
            ("status:open,closed", &[], "closed:>2y (status:open,closed) -status:pending,overdue"),
            ("status:open,pending,overdue", &[], "closed:>2y (status:open,pending,overdue)"),
            ("-status:closed", &[], "closed:>2y (-status:closed) -status:open,pending,overdue"),
            ("-(status:open x)", &[], "closed:>2y (-(status:open x)) -status:open,pending,overdue"),
        ] {
            let policy = policy(query, except);
            let asked = Asked::of_new(&policy, &clock(NOW)).unwrap();
            assert_eq!(asked.text(&policy), text);
            let read = parser::parse(text, &clock(NOW)).unwrap();
            for part in asked.old.clone().parts().into_iter().chain(asked.excepted.map(Filter::negated)) {
                assert!(except.len() > 1 || read.clone().parts().contains(&part), "{text}: {part}");
            }
            assert_eq!(read.clone().parts().len(), asked.old.parts().len() + except.len(), "{text}");
        }
    }

    #[test]
    fn queries_that_move_with_the_clock_are_refused_with_the_place() {
        for query in ["created:7d", "x OR -updated:>30d", "closed:today", "created:2026-01,yesterday", "deleted:>1mo"] {
            let error = Asked::of_new(&policy(query, &[]), &clock(NOW)).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{query}");
            assert!(error.to_string().contains("moves with the clock in the query\n    "), "{error}");
        }
        for query in ["created:2026-01", "created:<2020 tag:7d", "today", "ban:any", "closed:any", "\"created:7d\""] {
            assert!(Asked::of_new(&policy(query, &["updated:30d"]), &clock(NOW)).is_ok(), "{query}");
        }
        for now in [i64::MIN, -62_135_596_800_000_000, 253_402_207_200_999_999] {
            if let Some(now) = Time::from_micros(now) {
                let clock = Clock { now, zone: TimeZone::UTC };
                assert_eq!(Asked::of_new(&policy("created:7d", &[]), &clock).unwrap_err().exit_code(), 2);
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_shown_with_its_place() {
        for (query, except, whence) in
            [("(tag:a", &[][..], "the query"), ("a", &["tagg:x"], "--except"), ("a", &[""], "--except")]
        {
            let error = Asked::of_new(&policy(query, except), &clock(NOW)).unwrap_err();
            assert!(error.to_string().contains(whence), "{error}");
        }
    }
}
