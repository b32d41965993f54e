//! The texts of canned replies: a small closed language in them, and what becomes of it for one chat.
//!
//! A template engine (minijinja) reads and runs them, but only what [`check`] lets by: values of the list below, a few
//! filters, and `if`. There are no loops, assignments, calls, arithmetic, macros or files, so that a text can neither
//! run on nor grow. Values are data: what a visitor calls themselves is never read as a template.

mod check;
mod filter;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

pub use check::{Checked, check};

/// The most bytes a template can have: more than any app takes as one message.
pub const LONGEST: usize = 32 << 10;

/// The most bytes a text can have that comes out of one.
pub const LONGEST_RESULT: usize = 64 << 10;

/// Steps that the engine may take. The checked language comes nowhere near: this is a second lock.
const FUEL: u64 = 100_000;

/// Every variable, and what it holds. `person.field.NAME` and `chat.field.NAME` stand for any custom field.
pub const VARIABLES: &[(&str, &str)] = &[
    ("person.name", "what the person is called"),
    ("person.first_name", "the first word of it"),
    ("person.email", "mail address"),
    ("person.phone", "phone number"),
    ("person.location", "where they are"),
    ("person.country", "country"),
    ("person.number", "our number of the person"),
    ("person.channel_id", "their ID in the app"),
    ("person.unique_id", "the company's own ID of them"),
    ("person.field.NAME", "a custom field of the person; .field[\"with space\"]"),
    ("chat.number", "our number of the chat"),
    ("chat.app", "messaging app"),
    ("chat.status", "where it stands: open, pending …"),
    ("chat.language", "its language"),
    ("chat.description", "what it is about"),
    ("chat.created", "when it began, a moment"),
    ("chat.field.NAME", "a custom field of the chat"),
    ("rep.name", "the rep who writes"),
    ("rep.alias", "the name they write under: the alias, else the name"),
    ("rep.email", "their mail address"),
    ("team.name", "the first of the chat's teams"),
    ("now", "this moment, such as 2026-01-31T09:00:00+01:00"),
];

/// Every filter, with what it does.
pub const FILTERS: &[(&str, &str)] = &[
    ("default(TEXT)", "TEXT where the value is not known"),
    ("upper", "in capitals"),
    ("lower", "in small letters"),
    ("title", "each word with a capital"),
    ("trim", "without white space around it"),
    ("date(FORMAT)", "a day or a moment by strftime's signs: %d.%m.%Y, %H:%M"),
];

/// A value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Toggle(bool),
}

/// What the variables hold for one chat. What is not known is left out.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<Vec<String>, Plain>);

impl Values {
    /// Sets `person.name`, by `["person", "name"]`.
    pub fn set<const N: usize>(&mut self, path: [&str; N], value: Plain) {
        self.0.insert(path.map(str::to_owned).to_vec(), value);
    }

    /// Sets a text, if it is known and not empty.
    pub fn set_text<const N: usize>(&mut self, path: [&str; N], value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.set(path, Plain::Text(value));
        }
    }

    /// Whether a variable has a value.
    fn knows(&self, path: &[String]) -> bool {
        self.0.contains_key(path)
    }

    /// As the engine takes them: maps of maps of plain values.
    fn tree(&self) -> Value {
        let mut root = Branch::default();
        // Each group is there even where nothing of it is known.
        for (name, _) in VARIABLES.iter().filter(|(name, _)| *name != "now") {
            let (group, rest) = name.split_once('.').unwrap_or((name, ""));
            let group = root.branch(group);
            if rest.starts_with("field.") {
                group.branch("field");
            }
        }
        for (path, value) in &self.0 {
            root.put(path, value);
        }
        root.value()
    }
}

/// A node of the tree of values.
#[derive(Debug, Default)]
struct Branch {
    leaves: BTreeMap<String, Value>,
    branches: BTreeMap<String, Branch>,
}

impl Branch {
    fn branch(&mut self, name: &str) -> &mut Self {
        self.branches.entry(name.to_owned()).or_default()
    }

    fn put(&mut self, path: &[String], value: &Plain) {
        match path {
            [] => {}
            [name] => {
                let value = match value {
                    Plain::Text(text) => Value::from(text.as_str()),
                    Plain::Number(number) => Value::from(*number),
                    Plain::Toggle(on) => Value::from(*on),
                };
                self.leaves.insert(name.clone(), value);
            }
            [name, rest @ ..] => self.branch(name).put(rest, value),
        }
    }

    fn value(self) -> Value {
        let branches = self.branches.into_iter().map(|(name, branch)| (name, branch.value()));
        self.leaves.into_iter().chain(branches).collect()
    }
}

/// Why a text is no template, or could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1, where it has one.
    pub line: Option<usize>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do.
    pub hint: Option<String>,
    /// Whether a limit of size or work was met.
    pub is_limit: bool,
}

impl Fault {
    fn new(line: Option<usize>, what: impl Into<String>) -> Self {
        Self { line, what: what.into(), hint: None, is_limit: false }
    }

    fn limit(what: impl Into<String>) -> Self {
        Self { is_limit: true, ..Self::new(None, what) }
    }

    #[must_use]
    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Fills a text in.
///
/// # Errors
/// A fault that names the variable which is not known, or what else is in the way.
pub fn render(source: &str, values: &Values) -> Result<String, Fault> {
    let checked = check(source)?;
    let environment = environment();
    let template = environment.template_from_str(source).map_err(|error| of_engine(&error))?;
    let mut out = Limited::default();
    let rendered = template.render_captured_to(values.tree(), &mut out);
    if out.is_full {
        return Err(Fault::limit(format!("the text becomes longer than {} KiB", LONGEST_RESULT >> 10)));
    }
    rendered.map_err(|error| match error.kind() {
        ErrorKind::UndefinedError => unknown(&error, &checked, values),
        _ => of_engine(&error),
    })?;
    String::from_utf8(out.bytes).map_err(|_| Fault::new(None, "the text is not UTF-8"))
}

/// What a text becomes with values as they usually are: texts of twenty letters. `None` where it cannot be filled in so.
pub fn typical(source: &str) -> Option<String> {
    let mut values = Values::default();
    for one in check(source).ok()?.variables {
        let value = match one.path.last().map(String::as_str) {
            Some("now" | "created") => Plain::Text("2026-01-31T09:00:00+00:00".to_owned()),
            Some("number") => Plain::Number(123_456),
            _ => Plain::Text("abcdefghijklmnopqrst".to_owned()),
        };
        values.0.insert(one.path, value);
    }
    render(source, &values).ok()
}

/// An engine that knows our filters and nothing else.
fn environment<'s>() -> Environment<'s> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_keep_trailing_newline(true);
    environment.set_recursion_limit(50);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    filter::add(&mut environment);
    environment
}

/// The variable that an error is about: of those within the place of the error the first that has no value, else (the
/// place of a filter is its own) the nearest before it.
fn unknown(error: &minijinja::Error, checked: &Checked, values: &Values) -> Fault {
    let place: Range<usize> = error.range().unwrap_or(0..usize::MAX);
    let missing = || checked.variables.iter().filter(|one| !one.is_defaulted && !values.knows(&one.path));
    let within = missing().find(|one| place.start <= one.place.start && one.place.end <= place.end);
    let Some(one) = within.or_else(|| missing().rfind(|one| one.place.end <= place.end)) else {
        return Fault::new(error.line(), "a variable in it has no value for this chat")
            .hint("give it a default: {{ person.name | default(\"there\") }}");
    };
    Fault::new(Some(one.line), format!("{} is not known for this chat", one.name))
        .hint(format!("give it a default: {{{{ {} | default(\"…\") }}}}", one.name))
}

/// The engine's own words, in our manner.
fn of_engine(error: &minijinja::Error) -> Fault {
    if error.kind() == ErrorKind::OutOfFuel {
        return Fault::limit("it takes too long to fill in");
    }
    // What our own filters say is whole as it is.
    let what = match (error.kind(), error.detail()) {
        (_, Some(detail)) => detail.to_owned(),
        (kind, None) => kind.to_string(),
    };
    Fault::new(error.line(), what)
}

/// Takes what comes out, as far as it may be long.
#[derive(Debug, Default)]
struct Limited {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_RESULT {
            self.is_full = true;
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
