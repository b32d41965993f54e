//! Queries to filters.

use super::{Filter, TimeKey};
use crate::error::Result;
use crate::model::time::Clock;

/// Where a text came from, for error messages: the query itself, or the value of a flag.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The QUERY argument.
    Query,
    /// The value of this flag (`--since`).
    Flag(&'static str),
}

/// Reads a query.
pub fn parse(text: &str, clock: &Clock) -> Result<Filter> {
    let _ = (text, clock);
    todo!()
}

/// Reads the value of a flag as the values of a key: `--status open,pending` is `status:open,pending`.
pub fn filter_of_flag(flag: &'static str, key: &str, value: &str, clock: &Clock) -> Result<Filter> {
    let _ = (flag, key, value, clock);
    todo!()
}

/// The range of `--since` and `--until`; every chat where neither is given.
pub fn range_of_flags(key: TimeKey, since: Option<&str>, until: Option<&str>, clock: &Clock) -> Result<Filter> {
    let _ = (key, since, until, clock);
    todo!()
}
