//! The keys of the filter language: the one list from which parsing, suggestions and help come.

use super::place::{Fault, quote, shown};
use super::{FieldOwner, LabelKey, NumberKey, TextScope, TimeKey};
use crate::model::fold::fold;

/// A key of the filter language.
#[derive(Debug)]
pub(super) struct Key {
    /// As it is typed, without the colon.
    pub name: &'static str,
    /// What values it takes.
    pub values: &'static str,
    /// What it asks.
    pub about: &'static str,
    /// A term that uses it.
    pub example: &'static str,
    /// How its values are read.
    pub(super) kind: Kind,
}

/// How the values of a key are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Status,
    Label(LabelKey),
    Person,
    Text(TextScope),
    Number(NumberKey),
    Time(TimeKey),
    Ban,
    Field(FieldOwner),
}

const NAMES: &str = "a name, none, any";
const TEXT: &str = "a piece of text, none, any";
const DATES: &str = "a date, an age, >v >=v <v <=v, a..b, unknown, any";
const FIELD: &str = "a value, >n >=n <n <=n, a..b, none, any";

/// Every key.
pub(super) const KEYS: &[Key] = &[
    key("id", "a number, >n >=n <n <=n, a..b, source/external", "its number or name", "id:4711", Kind::Id),
    key("status", "open pending overdue resolved closed", "where it stands", "status:open,pending", Kind::Status),
    key("app", NAMES, "messaging app", "app:whatsapp", Kind::Label(LabelKey::App)),
    key("tag", NAMES, "one of its tags", "tag:vip", Kind::Label(LabelKey::Tag)),
    key("person", "a piece of the name, a person's number, none, any", "who wrote to us", "person:maria", Kind::Person),
    key("email", TEXT, "the person's mail address", "email:@example.com", Kind::Text(TextScope::Email)),
    key("phone", TEXT, "the person's phone number", "phone:+49", Kind::Text(TextScope::Phone)),
    key("assignee", NAMES, "rep who has it: name, ID or mail", "assignee:none", Kind::Label(LabelKey::Assignee)),
    key("team", NAMES, "one of its teams", "team:sales", Kind::Label(LabelKey::Team)),
    key(
        "rating",
        "a number, >n >=n <n <=n, a..b, none, any",
        "score, 1 to 5",
        "rating:<=2",
        Kind::Number(NumberKey::Rating),
    ),
    key("created", DATES, "when it began", "created:2026-01", Kind::Time(TimeKey::Created)),
    key("closed", DATES, "when it was closed", "closed:today", Kind::Time(TimeKey::Closed)),
    key("updated", DATES, "when anything last happened to it", "updated:7d", Kind::Time(TimeKey::Updated)),
    key("last-message", DATES, "when the last message was sent", "last-message:>30d", Kind::Time(TimeKey::LastMessage)),
    key(
        "messages",
        "a number, >n >=n <n <=n, a..b",
        "how many messages",
        "messages:>=10",
        Kind::Number(NumberKey::Messages),
    ),
    key("description", TEXT, "what it is about", "description:invoice", Kind::Text(TextScope::Description)),
    key("text", TEXT, "its messages", "text:\"lost parcel\"", Kind::Text(TextScope::Messages)),
    key("note", TEXT, "its notes", "note:refund", Kind::Text(TextScope::Notes)),
    key("language", NAMES, "language, as the source says", "language:de", Kind::Label(LabelKey::Language)),
    key("source", NAMES, "where it was imported from", "source:star", Kind::Label(LabelKey::Source)),
    key("hold", NAMES, "legal hold", "hold:any", Kind::Label(LabelKey::Hold)),
    key("ban", "a reason, none, any", "the person's running bans", "ban:spam", Kind::Ban),
    key("deleted", DATES, "when it was put in the bin", "deleted:>30d", Kind::Time(TimeKey::Deleted)),
    key("field.NAME", FIELD, "a custom field of the chat", "field.\"order id\":>=500", Kind::Field(FieldOwner::Chat)),
    key(
        "person.field.NAME",
        FIELD,
        "a custom field of the person",
        "person.field.plan:gold",
        Kind::Field(FieldOwner::Person),
    ),
];

/// Keys that assignment rules can ask: what is known of a chat when it is handed off, and of one that waits.
pub(super) const AT_HANDOFF: &[&str] = &[
    "app",
    "person",
    "email",
    "phone",
    "created",
    "messages",
    "text",
    "language",
    "tag",
    "field.NAME",
    "person.field.NAME",
];

const fn key(name: &'static str, values: &'static str, about: &'static str, example: &'static str, kind: Kind) -> Key {
    Key { name, values, about, example, kind }
}

/// Words that people try for a key, and the key they mean.
const SYNONYMS: &[(&str, &str)] = &[
    ("after", "created"),
    ("agent", "assignee"),
    ("before", "created"),
    ("channel", "app"),
    ("customer", "person"),
    ("date", "created"),
    ("external", "id"),
    ("from", "person"),
    ("label", "tag"),
    ("mail", "email"),
    ("message", "text"),
    ("name", "person"),
    ("rep", "assignee"),
    ("since", "created"),
    ("until", "created"),
    ("user", "assignee"),
    ("visitor", "person"),
];

/// What a term is about: a key, and for custom fields the field.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The key.
    pub(super) key: &'static Key,
    /// Folded name of the custom field; empty for all other keys.
    pub(super) field: String,
}

/// The subject of a key as it was typed, in any case. A fault where there is no such key; its place is the key.
pub(super) fn subject(name: &str, at: usize) -> Result<Subject, Fault> {
    let place = at..at + name.len();
    let lower = name.to_ascii_lowercase();
    for key in KEYS {
        if let Kind::Field(_) = key.kind {
            let prefix = key.name.trim_end_matches("NAME");
            if lower.starts_with(prefix)
                && let Some(field) = name.get(prefix.len()..)
            {
                return field_subject(key, field, place);
            }
        } else if key.name == lower {
            return Ok(Subject { key, field: String::new() });
        }
    }
    if lower == "view" {
        return Err(Fault::new(place, "key `view`", "saved views are not in this version"));
    }
    if name.is_empty() {
        return Err(Fault::new(at..at + 1, "missing key before `:`", "to search for the text itself, quote it"));
    }
    let hint = suggestion(&lower).map_or_else(
        || "`livechats list --help` lists the keys; to search for the text itself, quote it".to_owned(),
        |key| format!("did you mean `{key}:`? to search for the text itself, quote it"),
    );
    Err(Fault::new(place, format!("unknown key `{}`", shown(name)), hint))
}

/// Whether a bare text is the beginning of `field."…":`, whose name may be quoted.
pub(super) fn is_field_prefix(text: &str) -> bool {
    ["field.", "person.field."].iter().any(|prefix| text.eq_ignore_ascii_case(prefix))
}

fn field_subject(key: &'static Key, field: &str, place: std::ops::Range<usize>) -> Result<Subject, Fault> {
    let field = fold(field).into_owned();
    if field.trim().is_empty() {
        return Err(Fault::new(place, "missing name of a custom field", format!("for instance {}", key.example)));
    }
    Ok(Subject { key, field })
}

impl Subject {
    /// The subject as it is typed, without the colon.
    pub(super) fn name(&self) -> String {
        match self.key.kind {
            Kind::Field(owner) => field_name(owner, &self.field),
            _ => self.key.name.to_owned(),
        }
    }
}

/// `field.NAME` or `person.field.NAME`, the name quoted where it has to be.
pub(super) fn field_name(owner: FieldOwner, field: &str) -> String {
    let prefix = match owner {
        FieldOwner::Chat => "field.",
        FieldOwner::Person => "person.field.",
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if field.chars().all(plain) { format!("{prefix}{field}") } else { format!("{prefix}{}", quote(field)) }
}

/// The key that was probably meant; `None` where nothing is near.
fn suggestion(typed: &str) -> Option<&'static str> {
    // Nothing this long is a slip of the fingers.
    if typed.len() > 30 {
        return None;
    }
    let keys = KEYS.iter().map(|key| (key.name, key.name)).chain(SYNONYMS.iter().copied());
    if let Some(key) = nearest(typed, keys) {
        return Some(key);
    }
    let begun = typed.len() >= 3;
    KEYS.iter().map(|key| key.name).find(|name| begun && name.starts_with(typed))
}

/// Of words and what they stand for, that of the word which was most likely mistyped; `None` where none is near.
pub fn nearest<T>(typed: &str, words: impl Iterator<Item = (impl AsRef<str>, T)>) -> Option<T> {
    let (near, meant) =
        words.map(|(word, meant)| (distance(typed, word.as_ref()), meant)).min_by_key(|(near, _)| *near)?;
    (near <= typed.chars().count().div_ceil(4).min(2)).then_some(meant)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour to get from one to the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut previous = None;
    for (row, from) in left.chars().enumerate() {
        let mut line = vec![row + 1];
        let mut last = row + 1;
        for (column, to) in right.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best =
                (cell(&above, column) + usize::from(from != *to)).min(cell(&above, column + 1) + 1).min(last + 1);
            let swapped = column.checked_sub(1).filter(|at| previous == Some(*to) && right.get(*at) == Some(&from));
            if let Some(at) = swapped {
                best = best.min(cell(&before, at) + 1);
            }
            line.push(best);
            last = best;
        }
        before = above;
        above = line;
        previous = Some(from);
    }
    above.last().copied().unwrap_or_default()
}

/// The keys and signs of the filter language, for the help of commands that take a query. Fits 80 columns.
pub fn help() -> String {
    let mut text = String::from(
        "Filter language:\n  \
         word \"a phrase\"    in the messages, the description or the person's name\n  \
         key:value          as listed below; key:a,b is either of them\n  \
         a b, a OR b        both, either; brackets group: (a OR b) c\n  \
         -a, NOT a          not a\n\nKeys:\n",
    );
    let width = |of: fn(&Key) -> &str| KEYS.iter().map(|key| of(key).len()).max().unwrap_or_default();
    let (names, abouts) = (width(|key| key.name), width(|key| key.about));
    for key in KEYS {
        text.push_str(&format!("  {:names$}  {:abouts$}  {}\n", key.name, key.about, key.example));
    }
    text.push_str(
        "\nDates: 2026, 2026-01, 2026-01-31, 2026-01-31T09:00 (Z or +01:00 may follow),\n  \
         today, yesterday, unknown.\n\
         Ages: 7d is the last seven days, >30d is older; units s min h d w mo y.\n\
         Comparisons: >v >=v <v <=v a..b; none and any ask whether there is one.",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_the_table_of_keys() {
        let mut table = String::from("| key | asks | takes | example |\n| --- | --- | --- | --- |\n");
        for key in KEYS {
            table.push_str(&format!("| `{}` | {} | {} | `{}` |\n", key.name, key.about, key.values, key.example));
        }
        assert!(include_str!("../../README.md").contains(&table), "the README should have:\n{table}");
    }

    #[test]
    fn letters_apart() {
        for (left, right, apart) in [
            ("tag", "tag", 0),
            ("tga", "tag", 1),
            ("tags", "tag", 1),
            ("", "tag", 3),
            ("statsu", "status", 1),
            ("ab", "ba", 1),
        ] {
            assert_eq!(distance(left, right), apart, "{left} {right}");
            assert_eq!(distance(right, left), apart, "{right} {left}");
        }
    }

    #[test]
    fn suggests_what_was_meant() {
        for (typed, key) in [
            ("frm", Some("person")),
            ("tags", Some("tag")),
            ("stauts", Some("status")),
            ("lang", Some("language")),
            ("last_message", Some("last-message")),
            ("before", Some("created")),
            ("https", None),
            ("x", None),
            ("99", None),
        ] {
            assert_eq!(suggestion(typed), key, "{typed}");
        }
    }

    #[test]
    fn what_is_known_at_handoff_are_keys() {
        for name in AT_HANDOFF {
            assert!(KEYS.iter().any(|key| key.name == *name), "{name}");
        }
    }

    #[test]
    fn every_synonym_names_a_key() {
        for (word, meant) in SYNONYMS {
            assert!(KEYS.iter().any(|key| key.name == *meant), "{meant}");
            assert!(KEYS.iter().all(|key| key.name != *word), "{word}");
        }
    }

    #[test]
    fn the_help_names_every_key() {
        let help = help();
        for key in KEYS {
            assert!(help.contains(key.name) && help.contains(key.example), "{}", key.name);
        }
        assert!(help.lines().all(|line| line.chars().count() < 80), "{help}");
    }
}
