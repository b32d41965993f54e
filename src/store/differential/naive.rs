//! The filter's rules as a reader would write them down: chats in memory, one after the other, no index, no SQL.

use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::model::chat::{ChatName, WholeChat};
use crate::model::field::FieldValue;
use crate::model::fold::fold;
use crate::model::time::Time;
use crate::query::{
    Bound, FieldOwner, FieldTest, Filter, LabelKey, LabelTest, NumberKey, Term, TextScope, TimeKey, TimeRange,
};
use crate::store::{Sort, SortKey};

/// A chat, and what the repository knows of it beside the file it came from.
#[derive(Clone, Debug)]
pub struct Known {
    /// Our number: chats are numbered as they arrive.
    pub id: i64,
    /// The chat as it came.
    pub chat: WholeChat,
    /// Our number for the person.
    pub person_id: i64,
    /// When anything last happened to it, as the repository worked it out.
    pub updated: Option<Time>,
    /// When it was put in the bin.
    pub deleted: Option<Time>,
    /// Legal holds on it, by name.
    pub holds: Vec<String>,
    /// Bans of its person.
    pub bans: Vec<Ban>,
    /// The texts of its messages as they are compared, once somebody asked.
    folded: OnceCell<Vec<String>>,
}

/// A ban.
#[derive(Clone, Debug)]
pub struct Ban {
    /// Why.
    pub reason: String,
    /// First moment.
    pub from: Time,
    /// First moment after it; `None` for a permanent one.
    pub until: Option<Time>,
    /// When it was lifted.
    pub lifted: Option<Time>,
}

impl Known {
    /// A chat to which nothing has happened since it came in.
    pub fn new(id: i64, chat: WholeChat, person_id: i64, updated: Option<Time>) -> Self {
        let (holds, bans) = (Vec::new(), Vec::new());
        Self { id, chat, person_id, updated, deleted: None, holds, bans, folded: OnceCell::new() }
    }

    fn contains(&self, scope: TextScope, piece: &str) -> bool {
        let other = match scope {
            TextScope::Anywhere => {
                return [TextScope::Messages, TextScope::Description, TextScope::PersonName]
                    .into_iter()
                    .any(|scope| self.contains(scope, piece));
            }
            TextScope::Messages => {
                let fold_all = || self.texts(scope).into_iter().map(|text| fold(text).into_owned()).collect();
                return self.folded.get_or_init(fold_all).iter().any(|text| text.contains(piece));
            }
            other => other,
        };
        self.texts(other).into_iter().any(|text| fold(text).contains(piece))
    }

    /// The last known time in the thread.
    fn last_message(&self) -> Option<Time> {
        self.chat.messages.iter().rev().find_map(|message| message.at)
    }

    fn time(&self, key: TimeKey) -> Option<Time> {
        match key {
            TimeKey::Created => self.chat.created,
            TimeKey::Closed => self.chat.closed,
            TimeKey::Updated => self.updated,
            TimeKey::LastMessage => self.last_message(),
            TimeKey::Deleted => self.deleted,
        }
    }

    fn number(&self, key: NumberKey) -> Option<i64> {
        match key {
            NumberKey::Id => Some(self.id),
            NumberKey::PersonId => Some(self.person_id),
            NumberKey::Rating => self.chat.rating.as_ref().map(|rating| rating.score),
            NumberKey::Messages => Some(self.chat.messages.len() as i64),
        }
    }

    fn texts(&self, scope: TextScope) -> Vec<&str> {
        let chat = &self.chat;
        let person = &chat.person;
        let messages = || chat.messages.iter().map(|message| message.text.as_str());
        match scope {
            TextScope::Anywhere => {
                messages().chain(chat.description.as_deref()).chain(person.name.as_deref()).collect()
            }
            TextScope::Messages => messages().collect(),
            TextScope::Description => chat.description.as_deref().into_iter().collect(),
            TextScope::Notes => chat.notes.iter().map(|note| note.text.as_str()).collect(),
            TextScope::PersonName => person.name.as_deref().into_iter().collect(),
            TextScope::Email => person.email.as_deref().into_iter().collect(),
            TextScope::Phone => person.phone.as_deref().into_iter().collect(),
        }
    }

    /// Every name the label goes by.
    fn labels(&self, key: LabelKey) -> Vec<&str> {
        let chat = &self.chat;
        match key {
            LabelKey::App => chat.app.as_deref().into_iter().collect(),
            LabelKey::Tag => chat.tags.iter().map(String::as_str).collect(),
            LabelKey::Team => chat.teams.iter().map(String::as_str).collect(),
            LabelKey::Language => chat.language.as_deref().into_iter().collect(),
            LabelKey::Source => vec![&chat.source],
            LabelKey::Hold => self.holds.iter().map(String::as_str).collect(),
            LabelKey::Assignee => chat
                .rep
                .iter()
                .flat_map(|rep| {
                    [rep.name.as_deref(), rep.external_id.as_deref(), rep.email.as_deref()].into_iter().flatten()
                })
                .collect(),
            LabelKey::Text(scope) => self.texts(scope),
        }
    }

    fn fields(&self, owner: FieldOwner) -> &[(String, FieldValue)] {
        match owner {
            FieldOwner::Chat => &self.chat.fields,
            FieldOwner::Person => &self.chat.person.fields,
        }
    }
}

/// Whether the chat is one of those the filter means.
pub fn holds(filter: &Filter, known: &Known, now: Time) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| holds(part, known, now)),
        Filter::Any(parts) => parts.iter().any(|part| holds(part, known, now)),
        Filter::Not(part) => !holds(part, known, now),
        Filter::Term(term) => term_holds(term, known, now),
    }
}

fn term_holds(term: &Term, known: &Known, now: Time) -> bool {
    match term {
        Term::Contains(scope, piece) => known.contains(*scope, piece),
        Term::Label(key, test) => one_is(test, &known.labels(*key)),
        Term::Status(status) => known.chat.status == *status,
        Term::Number(key, None) => known.number(*key).is_none(),
        Term::Number(key, Some(range)) => {
            known.number(*key).is_some_and(|number| range.low <= number && number <= range.high)
        }
        Term::Time(key, None) => known.time(*key).is_none(),
        Term::Time(key, Some(range)) => known.time(*key).is_some_and(|time| within(time, *range)),
        Term::Chat(ChatName::Id(id)) => known.id == *id,
        Term::Chat(ChatName::External { source, external_id }) => {
            known.chat.source == *source && known.chat.external_id == *external_id
        }
        Term::Field(owner, name, test) => {
            let named = known.fields(*owner).iter().filter(|(other, _)| fold(other) == fold(name));
            named.into_iter().any(|(_, value)| field_holds(test, value.text()))
        }
        Term::Ban(test) => {
            let running = known.bans.iter().filter(|ban| {
                ban.from <= now
                    && ban.until.is_none_or(|until| now < until)
                    && ban.lifted.is_none_or(|lifted| now < lifted)
            });
            one_is(test, &running.map(|ban| ban.reason.as_str()).collect::<Vec<_>>())
        }
    }
}

fn one_is(test: &LabelTest, names: &[&str]) -> bool {
    match test {
        LabelTest::Any => !names.is_empty(),
        LabelTest::Is(wanted) => names.iter().any(|name| fold(name) == *wanted),
    }
}

fn within(time: Time, range: TimeRange) -> bool {
    range.from.is_none_or(|from| from <= time) && range.until.is_none_or(|until| time < until)
}

fn field_holds(test: &FieldTest, value: &str) -> bool {
    match test {
        FieldTest::Any => true,
        FieldTest::Is(wanted) => fold(value) == fold(wanted) || compared(value, wanted) == Some(Ordering::Equal),
        FieldTest::Reads(wanted) => fold(value) == fold(wanted),
        FieldTest::Between(low, high) => {
            let within = |end: &Option<Bound>, wanted: Ordering| {
                let holds = |end: &Bound| {
                    let order = compared(value, &end.value);
                    order == Some(wanted) || end.included && order == Some(Ordering::Equal)
                };
                end.as_ref().is_none_or(holds)
            };
            number(value).is_some() && within(low, Ordering::Greater) && within(high, Ordering::Less)
        }
        // Spelled alike, days and months are ordered as texts.
        FieldTest::Days(low, high) => value.parse::<jiff::civil::Date>().is_ok_and(|day| {
            let is_whole = day.to_string() == value;
            let after = low.as_ref().is_none_or(|low| match value.get(..low.value.len()) {
                Some(start) => low.value.as_str() < start || low.included && low.value == start,
                None => false,
            });
            let before = high.as_ref().is_none_or(|high| match value.get(..high.value.len()) {
                Some(start) => start < high.value.as_str() || high.included && high.value == start,
                None => false,
            });
            is_whole && after && before
        }),
    }
}

/// The order of two numbers: exact where both are whole, which are the only long ones here.
fn compared(one: &str, other: &str) -> Option<Ordering> {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => Some(one.cmp(&other)),
        _ => number(one)?.partial_cmp(&number(other)?),
    }
}

/// A number in decimal digits: a sign, digits, a fraction, an exponent.
fn number(text: &str) -> Option<f64> {
    let digits = |c: char| "0123456789+-.eE".contains(c);
    let number: f64 = text.chars().all(digits).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then_some(number)
}

/// The numbers of these chats in this order: missing values last whichever way it runs; among equals the newer first
/// (the older, where the order is reversed).
pub fn ordered(mut chats: Vec<&Known>, sort: Sort) -> Vec<i64> {
    // Newest first: by the second of creation, unknown ones last; within the second, the later arrival first.
    let age = |known: &Known| (known.chat.created.map(Time::seconds), known.id);
    let value = |known: &Known| -> Option<i64> {
        match sort.key {
            SortKey::Created => known.chat.created.map(Time::seconds),
            SortKey::Updated => known.updated.map(Time::micros),
            SortKey::Closed => known.chat.closed.map(Time::micros),
            SortKey::LastMessage => known.last_message().map(Time::micros),
            SortKey::Id => Some(known.id),
            SortKey::Rating => known.number(NumberKey::Rating),
            SortKey::Messages => known.number(NumberKey::Messages),
        }
    };
    chats.sort_by(|left, right| {
        let missing = value(left).is_none().cmp(&value(right).is_none());
        let rising = value(left).cmp(&value(right)).then(age(left).cmp(&age(right)));
        missing.then(if sort.reverse { rising } else { rising.reverse() })
    });
    chats.into_iter().map(|known| known.id).collect()
}
