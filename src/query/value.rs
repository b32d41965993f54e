//! What the values of each key mean.

use std::cmp::Ordering;

use super::key::{Kind, Subject};
use super::lexer::Value;
use super::place::{Fault, shown};
use super::{
    Bound, FieldOwner, FieldTest, Filter, LabelKey, LabelTest, NumberKey, NumberRange, Term, TextScope, TimeKey, date,
};
use crate::model::chat::ChatName;
use crate::model::field::{decimal, decimal_order, is_day, is_month};
use crate::model::fold::fold;
use crate::model::status::Status;
use crate::model::time::Clock;

type Read = Result<Filter, Fault>;

/// The filter of a word or phrase without a key.
pub(super) fn word(value: &Value) -> Read {
    contains(TextScope::Anywhere, value)
}

/// The filter of a key and its values: any of them.
pub(super) fn filter(subject: &Subject, values: &[Value], clock: &Clock) -> Read {
    let filters: Result<Vec<Filter>, Fault> = values.iter().map(|value| one(subject, value, clock)).collect();
    Ok(Filter::any_of(filters?))
}

/// `none` and `any`, which ask whether there is a value at all. In quotes they are names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    None,
    Any,
}

impl Value {
    fn presence(&self) -> Option<Presence> {
        let is = |word: &str| !self.quoted && self.text.eq_ignore_ascii_case(word);
        if is("none") {
            return Some(Presence::None);
        }
        is("any").then_some(Presence::Any)
    }

    fn fault(&self, message: &str, hint: impl Into<String>) -> Fault {
        Fault::new(self.place.clone(), format!("{message} `{}`", shown(&self.text)), hint)
    }
}

fn one(subject: &Subject, value: &Value, clock: &Clock) -> Read {
    match subject.key.kind {
        Kind::Id => id(value),
        Kind::Status => status(value),
        Kind::Label(key) => label(value, |test| Term::Label(key, test)),
        Kind::Ban => label(value, Term::Ban),
        Kind::Person => person(value),
        Kind::Text(scope) => text(scope, value),
        Kind::Number(key) => number(key, value),
        Kind::Time(key) => time(key, value, clock),
        Kind::Field(owner) => field(owner, &subject.field, value),
    }
}

fn present(presence: Presence, term: Term) -> Filter {
    match presence {
        Presence::Any => Filter::Term(term),
        Presence::None => Filter::Term(term).negated(),
    }
}

/// A piece of text. Trailing stars of a bare word say nothing and are dropped, unless there is nothing else.
fn contains(scope: TextScope, value: &Value) -> Read {
    let bare = value.text.trim_end_matches('*');
    let piece = if value.quoted || bare.is_empty() { value.text.as_str() } else { bare };
    Ok(Filter::Term(Term::Contains(scope, folded(piece, value)?)))
}

fn text(scope: TextScope, value: &Value) -> Read {
    match value.presence() {
        Some(presence) => Ok(present(presence, Term::Label(LabelKey::Text(scope), LabelTest::Any))),
        None => contains(scope, value),
    }
}

fn person(value: &Value) -> Read {
    if value.quoted || value.text.is_empty() || !value.text.bytes().all(|b| b.is_ascii_digit()) {
        return text(TextScope::PersonName, value);
    }
    let Ok(id) = value.text.parse() else {
        return Err(
            value.fault("too large a number", "a bare number is our number of the person; quote it to search in names")
        );
    };
    Ok(number_term(NumberKey::PersonId, Some(NumberRange { low: id, high: id })))
}

/// The folded text, which must leave something to look for.
fn folded(text: &str, value: &Value) -> Result<String, Fault> {
    let folded = fold(text);
    if folded.trim().is_empty() {
        let hint = "white space and accents alone are found everywhere; give a letter, a digit or a sign";
        return Err(Fault::new(value.place.clone(), "empty search", hint));
    }
    Ok(folded.into_owned())
}

/// The folded name, which must not be empty.
fn name(value: &Value) -> Result<String, Fault> {
    let folded = fold(&value.text);
    if folded.trim().is_empty() {
        return Err(Fault::new(value.place.clone(), "empty value", "`none` asks for chats without one"));
    }
    Ok(folded.into_owned())
}

fn label(value: &Value, term: impl Fn(LabelTest) -> Term) -> Read {
    match value.presence() {
        Some(presence) => Ok(present(presence, term(LabelTest::Any))),
        None => Ok(Filter::Term(term(LabelTest::Is(name(value)?)))),
    }
}

fn status(value: &Value) -> Read {
    let names = || Status::ALL.map(Status::name).join(", ");
    match Status::from_name(&value.text) {
        Some(status) => Ok(Filter::Term(Term::Status(status))),
        None if value.presence().is_some() => {
            Err(value.fault("unknown status", format!("every chat has one of: {}", names())))
        }
        None => Err(value.fault("unknown status", format!("it is one of: {}", names()))),
    }
}

fn id(value: &Value) -> Read {
    if value.text.contains('/') {
        let Some(chat) = ChatName::parse(&value.text) else {
            return Err(value.fault("unreadable name of a chat", "it is source/external, as in star/star-11"));
        };
        return Ok(Filter::Term(Term::Chat(chat)));
    }
    number(NumberKey::Id, value)
}

fn number_term(key: NumberKey, range: Option<NumberRange>) -> Filter {
    Filter::Term(Term::Number(key, range))
}

fn number(key: NumberKey, value: &Value) -> Read {
    let missing = || number_term(key, None);
    match (key, value.presence()) {
        (NumberKey::Rating, Some(Presence::None)) => return Ok(missing()),
        (NumberKey::Rating, Some(Presence::Any)) => return Ok(missing().negated()),
        _ => {}
    }
    let hint = match key {
        NumberKey::Id => "give a whole number, a comparison (>5 >=5 <5 <=5), a range (3..5), or source/external",
        NumberKey::Rating => "give a whole number, a comparison (>2 >=2 <2 <=2), a range (1..3), none or any",
        NumberKey::PersonId | NumberKey::Messages => {
            "give a whole number, a comparison (>5 >=5 <5 <=5) or a range (3..5)"
        }
    };
    let unreadable = || value.fault("unreadable number", hint);
    let ends = Ends::read(&value.text, whole).ok_or_else(unreadable)?;
    let (low, high) = match ends {
        Ends::Exactly(number) => (Some(number), Some(number)),
        Ends::Between(low, high) => {
            let low = low.map(|low| if low.included { Some(low.value) } else { low.value.checked_add(1) });
            let high = high.map(|high| if high.included { Some(high.value) } else { high.value.checked_sub(1) });
            // Nothing lies beyond the largest and the smallest number.
            if low == Some(None) || high == Some(None) {
                return Err(value.fault("empty range", "no number is that large or small"));
            }
            (low.flatten(), high.flatten())
        }
    };
    let range = NumberRange { low: low.unwrap_or(i64::MIN), high: high.unwrap_or(i64::MAX) };
    if range.low > range.high {
        return Err(value.fault("empty range", "the smaller number comes first"));
    }
    Ok(number_term(key, Some(range)))
}

fn time(key: TimeKey, value: &Value, clock: &Clock) -> Read {
    let term = |range| Filter::Term(Term::Time(key, range));
    match value.text.to_ascii_lowercase().as_str() {
        "none" | "unknown" => Ok(term(None)),
        "any" => Ok(term(Some(super::TimeRange { from: None, until: None }))),
        _ => date::range(&value.text, clock)
            .map(|range| term(Some(range)))
            .map_err(|wrong| Fault::new(value.place.clone(), wrong.message, wrong.hint)),
    }
}

fn field(owner: FieldOwner, field: &str, value: &Value) -> Read {
    let term = |test| Term::Field(owner, field.to_owned(), test);
    if let Some(presence) = value.presence() {
        return Ok(present(presence, term(FieldTest::Any)));
    }
    let plain = value.quoted || !(value.text.starts_with(['<', '>']) || value.text.contains(".."));
    if plain {
        let is_number = value.quoted && decimal(&value.text).is_some();
        let test = if is_number { FieldTest::Reads } else { FieldTest::Is };
        return Ok(Filter::Term(term(test(name(value)?))));
    }
    let hint = "comparisons and ranges take decimal numbers (>=4.5, 1..3), days and months (<2026-01-31, >=2026-02); to ask \
        for the text itself, quote it";
    let ends = |is_one: fn(&str) -> bool| {
        let ends = Ends::read(&value.text, |text| is_one(text).then(|| text.to_owned()))?;
        let bound = |end: End<String>| Bound { value: end.value, included: end.included };
        match ends {
            Ends::Between(low, high) => Some((low.map(bound), high.map(bound))),
            Ends::Exactly(_) => None,
        }
    };
    let (low, high, is_number) = if let Some((low, high)) = ends(|text| decimal(text).is_some()) {
        (low, high, true)
    } else if let Some((low, high)) = ends(|text| is_day(text) || is_month(text)) {
        (low, high, false)
    } else {
        return Err(value.fault("unreadable range", hint));
    };
    if let (Some(low), Some(high)) = (&low, &high) {
        // A month and a day of it are neither first.
        let shorter = low.value.len().min(high.value.len());
        let order = match is_number {
            true => decimal_order(&low.value, &high.value),
            false => Some(low.value[..shorter].cmp(&high.value[..shorter])),
        };
        if order == Some(Ordering::Greater) {
            return Err(value.fault(
                "empty range",
                if is_number { "the smaller number comes first" } else { "the earlier end comes first" },
            ));
        }
    }
    Ok(Filter::Term(term(if is_number { FieldTest::Between(low, high) } else { FieldTest::Days(low, high) })))
}

/// A value with its comparison or range taken off.
pub(super) enum Ends<T> {
    /// `v`
    Exactly(T),
    /// `>v`, `a..b` and so on; one end at least is there.
    Between(Option<End<T>>, Option<End<T>>),
}

/// One end of a range.
#[derive(Clone, Copy)]
pub(super) struct End<T> {
    pub(super) value: T,
    /// Whether the end itself still counts.
    pub(super) included: bool,
}

impl<T> Ends<T> {
    /// Reads a value, a comparison or a range; `None` where a part cannot be read, or both ends are missing.
    fn read(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Self> {
        Self::try_read(text, |part| read(part).ok_or(())).ok().flatten()
    }

    /// The same, where reading a part can say what is wrong; `None` where both ends are missing.
    pub(super) fn try_read<E>(text: &str, read: impl Fn(&str) -> Result<T, E>) -> Result<Option<Self>, E> {
        let end = |text: &str, included| Ok(Some(End { value: read(text)?, included }));
        let ends = if let Some(text) = text.strip_prefix(">=") {
            Self::Between(end(text, true)?, None)
        } else if let Some(text) = text.strip_prefix("<=") {
            Self::Between(None, end(text, true)?)
        } else if let Some(text) = text.strip_prefix('>') {
            Self::Between(end(text, false)?, None)
        } else if let Some(text) = text.strip_prefix('<') {
            Self::Between(None, end(text, false)?)
        } else if let Some((low, high)) = text.split_once("..") {
            let open_or = |text: &str| if text.is_empty() { Ok(None) } else { end(text, true) };
            match (open_or(low)?, open_or(high)?) {
                (None, None) => return Ok(None),
                (low, high) => Self::Between(low, high),
            }
        } else {
            Self::Exactly(read(text)?)
        };
        Ok(Some(ends))
    }
}

fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
