//! Queries to filters.
//!
//! ```text
//! query := or ; or := and ("OR" and)* ; and := unary ("AND"? unary)*
//! unary := ("-" | "NOT") unary | "(" or ")" | term
//! ```

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::lexer::{self, Sort, Token};
use super::place::{Fault, Source};
use super::{Filter, key, value};
use crate::error::Result;
use crate::model::time::Clock;

/// Most terms of a query; each value of a list counts.
const MOST_TERMS: usize = 1000;
/// Most brackets and negations within each other.
const DEEPEST: usize = 100;

/// Reads a query. One that cannot be read, is empty, or is over a limit (64 KiB, 1,000 terms, 100 brackets deep) is a
/// usage error that shows the place.
pub fn parse(text: &str, clock: &Clock) -> Result<Filter> {
    read(text, clock).map_err(|fault| fault.into_error(Source::Query, text))
}

/// Reads the query of an assignment rule, which asks for nothing but what is known of a chat when it is handed off; an
/// empty one is every chat.
///
/// # Errors
/// As [`parse`], also for a key that is not known then.
pub fn parse_rule(text: &str, clock: &Clock) -> Result<Filter> {
    if text.trim().is_empty() {
        return Ok(Filter::EVERYTHING);
    }
    let filter = parse(text, clock)?;
    let tokens = lexer::tokens(text).map_err(|fault| fault.into_error(Source::Query, text))?;
    for token in tokens {
        if let Sort::Term(subject, _) = &token.sort
            && !key::AT_HANDOFF.contains(&subject.key.name)
        {
            let known = key::AT_HANDOFF.join(", ");
            let message = format!("key `{}`, which is not known of a new chat,", subject.key.name);
            return Err(Fault::new(token.place, message, format!("known are words, and the keys {known}"))
                .into_error(Source::Query, text));
        }
    }
    Ok(filter)
}

/// Reads the value of a flag as the values of a key: `--status open,pending` is `status:open,pending`. White space and
/// brackets need no quotes there. The key of a custom field is `field.NAME`, whatever its name holds.
pub fn filter_of_flag(flag: &'static str, key: &str, value: &str, clock: &Clock) -> Result<Filter> {
    let read = || {
        // A wrong key is the caller's, not in the text: its fault has no place there.
        let subject = key::subject(key, 0).map_err(|fault| fault.at(0..0))?;
        let values = lexer::values_of_flag(value)?;
        if let Some(first) = values.get(MOST_TERMS) {
            return Err(too_many_terms(first.place.clone()));
        }
        value::filter(&subject, &values, clock)
    };
    read().map_err(|fault| fault.into_error(Source::Flag(flag), value))
}

pub(super) fn read(text: &str, clock: &Clock) -> std::result::Result<Filter, Fault> {
    let tokens = lexer::tokens(text)?;
    if tokens.is_empty() {
        return Err(Fault::new(0..0, "empty search", "leave the query out for every chat"));
    }
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), end: text.len(), depth: 0, terms: 0, clock };
    let filter = parser.any()?;
    match parser.tokens.next() {
        None => Ok(filter),
        // Only a closing bracket ends an `or` before the end of the text.
        Some(token) => Err(Fault::new(token.place, "unmatched bracket", "take it out, or quote it to search for it")),
    }
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<Token>>,
    /// Length of the query, for what is missing at its end.
    end: usize,
    depth: usize,
    terms: usize,
    clock: &'a Clock,
}

type Parsed = std::result::Result<Filter, Fault>;

impl Parser<'_> {
    fn any(&mut self) -> Parsed {
        let mut filters = vec![self.all(None)?];
        while let Some(or) = self.tokens.next_if(|token| matches!(token.sort, Sort::Or)) {
            filters.push(self.all(Some((or.place, "OR")))?);
        }
        Ok(Filter::any_of(filters))
    }

    /// Terms beside each other. `after` is the operator they follow.
    fn all(&mut self, after: Option<(Range<usize>, &str)>) -> Parsed {
        let mut filters = vec![self.unary(after)?];
        loop {
            let after = self.tokens.next_if(|token| matches!(token.sort, Sort::And)).map(|and| (and.place, "AND"));
            let ended = matches!(self.tokens.peek().map(|token| &token.sort), None | Some(Sort::Or | Sort::Close));
            if ended && after.is_none() {
                return Ok(Filter::all_of(filters));
            }
            filters.push(self.unary(after)?);
        }
    }

    fn unary(&mut self, after: Option<(Range<usize>, &str)>) -> Parsed {
        let Some(token) = self.tokens.next() else {
            return Err(missing_term(after, self.end..self.end));
        };
        let place = token.place;
        match token.sort {
            Sort::Word(word) => {
                self.count(1, &place)?;
                value::word(&word)
            }
            Sort::Term(subject, values) => {
                self.count(values.len(), &place)?;
                value::filter(&subject, &values, self.clock)
            }
            Sort::Minus => self.negated(place, "-"),
            Sort::Not => self.negated(place, "NOT"),
            Sort::Open => self.bracketed(place),
            Sort::Close => Err(missing_term(after, place)),
            Sort::And | Sort::Or if after.is_some() => Err(missing_term(after, place)),
            Sort::And => Err(misplaced(place, "AND")),
            Sort::Or => Err(misplaced(place, "OR")),
        }
    }

    fn negated(&mut self, place: Range<usize>, sign: &str) -> Parsed {
        self.descend(&place)?;
        let filter = self.unary(Some((place, sign)))?;
        self.depth -= 1;
        Ok(filter.negated())
    }

    fn bracketed(&mut self, open: Range<usize>) -> Parsed {
        self.descend(&open)?;
        if let Some(close) = self.tokens.next_if(|token| matches!(token.sort, Sort::Close)) {
            return Err(Fault::new(
                open.start..close.place.end,
                "empty brackets",
                "take them out, or quote them to search for them",
            ));
        }
        let filter = self.any()?;
        self.depth -= 1;
        match self.tokens.next() {
            Some(_) => Ok(filter),
            None => Err(Fault::new(open, "unmatched bracket", "close it, or quote it to search for it")),
        }
    }

    fn descend(&mut self, place: &Range<usize>) -> std::result::Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let hint = "take out brackets and negations that change nothing";
            return Err(Fault::new(place.clone(), "more than 100 brackets and negations within each other", hint));
        }
        Ok(())
    }

    fn count(&mut self, terms: usize, place: &Range<usize>) -> std::result::Result<(), Fault> {
        self.terms += terms;
        if self.terms > MOST_TERMS { Err(too_many_terms(place.clone())) } else { Ok(()) }
    }
}

fn too_many_terms(place: Range<usize>) -> Fault {
    Fault::new(place, "more than 1,000 terms", "shorten it, or ask in several queries")
}

fn missing_term(after: Option<(Range<usize>, &str)>, here: Range<usize>) -> Fault {
    match after {
        Some((place, sign)) => Fault::new(
            place,
            format!("missing term after `{sign}`"),
            format!("add one, or quote \"{sign}\" to search for the word itself"),
        ),
        None => Fault::new(here, "unmatched bracket", "take it out, or quote it to search for it"),
    }
}

fn misplaced(place: Range<usize>, sign: &str) -> Fault {
    Fault::new(
        place,
        format!("missing term before `{sign}`"),
        format!("add one, or quote \"{sign}\" to search for the word itself"),
    )
}
