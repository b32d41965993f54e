//! Assignment rules as a JSON text: an array with one rule a line, in their order, so that version control shows what
//! changed.
//!
//! ```json
//! [
//! {"name":"Invoices","query":"text:invoice","team":"Billing","method":"balanced","limit":5},
//! {"name":"Nights","hours":"Mon-Sun 20:00-08:00","zone":"Europe/Berlin","rep":"Ana"},
//! {"name":"All others","any":true}
//! ]
//! ```
//!
//! A rule has a `name` and one of `rep`, `team` and `any`; all else may be missing: `query`, `hours`, `zone`, `method`,
//! `limit` (a number or `"none"`), `active`.

use std::collections::HashSet;
use std::path::Path;

use super::input::Input;
use super::json::{Kind, Value};
use super::line_error::{LineError, Result};
use crate::error::Error;
use crate::model::assignment::{Limit, Method};
use crate::model::fold::fold;
use crate::model::hours::{self, Hours};
use crate::model::json::{push_number, push_string};
use crate::model::rule::{Rule, Target};

/// Rules that a text can hold.
const MOST: usize = 1_000;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 200;

/// Bytes that a file of rules can have.
const LARGEST: usize = 16 << 20;

/// Reads the rules of a file, packed with gzip or not; `-` is standard input. What comes through a pipe is kept aside
/// in `folder`.
///
/// # Errors
/// As [`read`], and as opening and reading fail.
pub fn read_file(path: &Path, folder: &Path) -> crate::error::Result<Vec<Rule>> {
    let mut input = Input::open(path)?;
    let name = input.name().to_owned();
    let mut text = Vec::new();
    let mut lines = input.lines(folder)?;
    while let Some(line) = lines.next_line()? {
        text.extend_from_slice(line.bytes);
        text.push(b'\n');
        if text.len() > LARGEST {
            return Err(Error::bad_data(format!("{name} is larger than 16 MiB: it is no file of rules")));
        }
    }
    read(&name, &text)
}

/// Reads the rules of a text; `file` is what an error calls it. Whether queries and names of reps and teams mean
/// anything is not asked here.
///
/// # Errors
/// `BadData` with the place.
fn read(file: &str, text: &[u8]) -> crate::error::Result<Vec<Rule>> {
    rules(text).map_err(|error| {
        Error::bad_data(format!("{file}: {error}")).hint("livechats assignment rule export writes the form")
    })
}

fn rules(text: &[u8]) -> Result<Vec<Rule>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let value = Value::of_line(text)?;
    if value.kind() != Kind::Array {
        return Err(value.wrong("an array of rules"));
    }
    let mut rules = Vec::new();
    let mut names = HashSet::new();
    value.array(|value, _| {
        if rules.len() == MOST {
            return Err(LineError::new(format!("more than {MOST} rules")));
        }
        let rule = rule(value)?;
        if !names.insert(fold(&rule.name).into_owned()) {
            return Err(LineError::new("an earlier rule has that name").within("name"));
        }
        rules.push(rule);
        Ok(())
    })?;
    Ok(rules)
}

fn rule(value: Value<'_>) -> Result<Rule> {
    if value.kind() != Kind::Object {
        return Err(value.wrong("an object"));
    }
    let mut rule = Rule::of("");
    let mut targets = 0;
    value.object(|value, key| {
        let text = |what: &str| match value.kind() {
            Kind::Text => Ok(value.string()?.trim().to_owned()),
            _ => Err(value.wrong(what)),
        };
        let toggle = |what: &str| match value.kind() {
            Kind::Toggle => Ok(value.toggle()),
            _ => Err(value.wrong(what)),
        };
        if value.kind() == Kind::Null && key != "name" {
            return Ok(());
        }
        match key {
            "name" => rule.name = name(&text("a name")?)?,
            "query" => rule.query = text("a query")?,
            "hours" => {
                let read = Hours::parse(&text("hours such as \"Mon-Fri 09:00-17:30\"")?).map_err(LineError::new)?;
                rule.hours = Some(read);
            }
            "zone" => {
                let name = text("the name of a time zone")?;
                if hours::zone(&name).is_none() {
                    return Err(value.wrong("a zone of the time zone database, such as \"Europe/Berlin\""));
                }
                rule.zone = Some(name);
            }
            "rep" | "team" => {
                let name = name(&text("a name")?)?;
                rule.target = if key == "rep" { Target::Rep(name) } else { Target::Team(name) };
                targets += 1;
            }
            "any" if toggle("true")? => {
                rule.target = Target::Anybody;
                targets += 1;
            }
            "any" => return Err(value.wrong("true")),
            "method" => {
                let expected = "balanced, random, round-robin or voluntary";
                let method = Method::from_name(&text(expected)?);
                rule.method = Some(method.ok_or_else(|| value.wrong(expected))?);
            }
            "limit" => rule.limit = Some(limit(value)?),
            "active" => rule.active = toggle("true or false")?,
            _ => return Err(LineError::new("no such key of a rule")),
        }
        Ok(())
    })?;
    if rule.name.is_empty() {
        return Err(LineError::new("the rule has no name").within("name"));
    }
    if targets != 1 {
        return Err(LineError::new("say where the chats go: one of \"rep\", \"team\" and \"any\""));
    }
    match rule.fault() {
        Some(fault) => Err(LineError::new(fault)),
        None => Ok(rule),
    }
}

/// What can be the name of a rule, a rep or a team.
fn name(text: &str) -> Result<String> {
    match text {
        "" => Err(LineError::new("it is empty")),
        _ if text.chars().any(char::is_control) => Err(LineError::new("it holds a control character")),
        _ if text.len() > LONGEST_NAME => Err(LineError::new(format!("it is longer than {LONGEST_NAME} bytes"))),
        _ => Ok(text.to_owned()),
    }
}

fn limit(value: Value<'_>) -> Result<Limit> {
    let read = match value.kind() {
        Kind::Number => Limit::parse(value.number()?),
        Kind::Text => Limit::parse(&value.string()?).filter(|limit| *limit == Limit::Unlimited),
        _ => None,
    };
    read.ok_or_else(|| value.wrong(&format!("a whole number from 1 to {}, or \"none\"", Limit::LARGEST)))
}

/// Writes rules in their order.
pub fn write(rules: &[Rule], out: &mut Vec<u8>) {
    out.push(b'[');
    for (place, rule) in rules.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b",\n" } else { b"\n" });
        out.push(b'{');
        text("name", &rule.name, out);
        if !rule.query.is_empty() {
            text("query", &rule.query, out);
        }
        if let Some(hours) = &rule.hours {
            text("hours", &hours.to_string(), out);
        }
        if let Some(zone) = &rule.zone {
            text("zone", zone, out);
        }
        match &rule.target {
            Target::Rep(name) => text("rep", name, out),
            Target::Team(name) => text("team", name, out),
            Target::Anybody => toggle("any", true, out),
        }
        if let Some(method) = rule.method {
            text("method", method.name(), out);
        }
        match rule.limit {
            Some(Limit::Unlimited) => text("limit", "none", out),
            Some(limit @ Limit::Most(_)) => {
                key("limit", out);
                push_number(limit.number(), out);
            }
            None => {}
        }
        if !rule.active {
            toggle("active", false, out);
        }
        out.push(b'}');
    }
    out.extend_from_slice(b"\n]\n");
}

fn key(name: &str, out: &mut Vec<u8>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    push_string(name, out);
    out.push(b':');
}

fn text(name: &str, value: &str, out: &mut Vec<u8>) {
    key(name, out);
    push_string(value, out);
}

fn toggle(name: &str, value: bool, out: &mut Vec<u8>) {
    key(name, out);
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &str = r#"[
{"name":"Invoices","query":"text:\"in voice\"","team":"Billing","method":"balanced","limit":5},
{"name":"Nights","hours":"Mon-Sun 20:00-08:00","zone":"Europe/Berlin","rep":"Ana","limit":"none"},
{"name":"All others","any":true,"active":false}
]
"#;

    #[test]
    fn what_is_written_is_what_was_read() {
        let read = rules(ALL.as_bytes()).unwrap();
        let mut out = Vec::new();
        write(&read, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), ALL);
        let mut out = Vec::new();
        write(&[], &mut out);
        assert_eq!(out, b"[\n]\n");
        assert_eq!(rules(&out).unwrap(), []);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let one = |rule: &str| rules(format!("[{rule}]").as_bytes()).unwrap_err().to_string();
        for (rule, expected) in [
            (r#"{"any":true}"#, "[0].name: the rule has no name"),
            (r#"{"name":"a"}"#, r#"[0]: say where the chats go: one of "rep", "team" and "any""#),
            (r#"{"name":"a","rep":"b","any":true}"#, r#"[0]: say where the chats go: one of "rep", "team" and "any""#),
            (r#"{"name":"a","any":false}"#, "[0].any: expected true, found true or false"),
            (
                r#"{"name":"a","any":true,"limit":0}"#,
                r#"[0].limit: expected a whole number from 1 to 1000000, or "none", found 0"#,
            ),
            (r#"{"name":"a","any":true,"hours":"Mon"}"#, "[0].hours: 'Mon' has no times"),
            (
                r#"{"name":"a","any":true,"zone":"Mars"}"#,
                r#"[0].zone: expected a zone of the time zone database, such as "Europe/Berlin", found "Mars""#,
            ),
            (r#"{"name":"a","any":true,"if":1}"#, "[0].if: no such key of a rule"),
            (
                r#"{"name":"a","rep":"b","method":"random"}"#,
                "[0]: a rule that names a rep has no method: there is nobody to choose among",
            ),
            (r#"{"name":"a","any":true},{"name":"A","any":true}"#, "[1].name: an earlier rule has that name"),
            (r#"{"name":"a\u0007","any":true}"#, "[0].name: it holds a control character"),
            ("7", "[0]: expected an object, found 7"),
        ] {
            assert_eq!(one(rule), expected);
        }
        assert_eq!(rules(b"{}").unwrap_err().to_string(), "expected an array of rules, found an object");
    }
}
