//! What is taken out of texts before they leave: names, mail addresses, phone numbers, card numbers, IDs of persons.
//!
//! Names and IDs become steady stand-ins, the same for the same key: two chats of one person stay those of one person.
//! Taking out twice changes nothing more.

mod detect;

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use super::manifest::Redacted;
use super::source::Source;
use crate::error::{Error, Result};
use crate::model::chat::WholeChat;
use crate::model::field::FieldValue;
use crate::model::hex::hex;
use crate::model::message::AuthorKind;

/// What can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Profile {
    /// Persons' names in their fields, and as authors; not within texts
    Names,
    /// Mail addresses, in every text
    Email,
    /// Phone numbers, in every text
    Phone,
    /// Card numbers with a right check digit, in every text
    Cards,
    /// IDs of persons at the source, the app and the company, and their IP addresses
    Ids,
    /// All of these
    All,
}

impl Profile {
    /// Those that are one thing each.
    const SINGLE: [Self; 5] = [Self::Names, Self::Email, Self::Phone, Self::Cards, Self::Ids];

    /// The word for it, as the flag spells it.
    const fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Cards => "cards",
            Self::Ids => "ids",
            Self::All => "all",
        }
    }

    /// One of what it takes out, and several.
    const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Names => ("name", "names"),
            Self::Email => ("mail address", "mail addresses"),
            Self::Phone => ("phone number", "phone numbers"),
            Self::Cards => ("card number", "card numbers"),
            Self::Ids | Self::All => ("ID", "IDs"),
        }
    }
}

/// The fewest bytes of a key.
const LEAST_KEY: usize = 16;

/// The most bytes of a key.
const MOST_KEY: u64 = 1 << 20;

/// Reads the key that stand-ins hang on.
///
/// # Errors
/// `NotFound`, `Usage` for what is no file or too short, `Io`.
pub fn read_key(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    let source = Source::file(path)?;
    if !source.data().is_file() {
        return Err(Error::usage(format!("{shown} is not a regular file")));
    }
    let Some(key) = source.read_at_most(MOST_KEY)? else {
        return Err(Error::usage(format!("the key in {shown} has more than 1 MiB")));
    };
    if key.len() < LEAST_KEY {
        return Err(Error::usage(format!("the key in {shown} has fewer than {LEAST_KEY} bytes"))
            .hint("head -c 32 /dev/urandom > FILE makes one; keep it where the exports are not"));
    }
    Ok(key)
}

/// What a text is to whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anything.
    Text,
    /// What a person is called.
    Name,
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
    /// What tells a person from others.
    Id,
    /// What tells a chat or a rep from others.
    Key,
    /// What a ban is on: `email:ann@example.com`.
    Identifier,
}

/// What stands for a mail address.
const EMAIL: &str = "[email]";
/// What stands for a phone number.
const PHONE: &str = "[phone]";
/// What stands for a card number.
const CARD: &str = "[card]";
/// How the stand-in of a name begins.
const PERSON: &str = "Person-";
/// How the stand-in of an ID begins.
const ID: &str = "id-";
/// Digits of a stand-in.
const DIGITS: usize = 10;

/// Takes out, and counts what.
#[derive(Debug)]
pub struct Redactor {
    profiles: Vec<Profile>,
    key: [u8; 32],
    counts: [AtomicU64; 5],
}

impl Redactor {
    /// One that takes out what these say; the stand-ins hang on the key.
    pub fn new(profiles: &[Profile], key: &[u8]) -> Self {
        let mut profiles = match profiles.contains(&Profile::All) {
            true => Profile::SINGLE.to_vec(),
            false => profiles.to_vec(),
        };
        profiles.sort();
        profiles.dedup();
        Self { profiles, key: Sha256::digest(key).into(), counts: Default::default() }
    }

    /// What was taken out so far.
    pub fn counts(&self) -> Vec<Redacted> {
        let count = |profile: &Profile| Redacted {
            profile: profile.name().to_owned(),
            count: self.counts.get(*profile as usize).map_or(0, |count| count.load(Ordering::Relaxed)),
        };
        self.profiles.iter().map(count).collect()
    }

    /// `3 card numbers, 12 mail addresses`, with numbers told so.
    pub fn told(&self, number: fn(u64) -> String) -> String {
        let of = |(profile, redacted): (&Profile, Redacted)| {
            let (one, several) = profile.nouns();
            format!("{} {}", number(redacted.count), if redacted.count == 1 { one } else { several })
        };
        self.profiles.iter().zip(self.counts()).map(of).collect::<Vec<_>>().join(", ")
    }

    fn takes(&self, profile: Profile) -> bool {
        self.profiles.contains(&profile)
    }

    fn count(&self, profile: Profile, more: usize) {
        if let Some(count) = self.counts.get(profile as usize) {
            count.fetch_add(more as u64, Ordering::Relaxed);
        }
    }

    /// The text without what is taken out of it; `None` where it stays.
    pub fn redact(&self, role: Role, text: &str) -> Option<String> {
        let whole = |profile, stand_in: &dyn Fn() -> String| {
            let is_one = text.is_empty() || is_stand_in(text) || [EMAIL, PHONE].contains(&text);
            if is_one {
                return None;
            }
            self.count(profile, 1);
            Some(stand_in())
        };
        match role {
            Role::Name if self.takes(Profile::Names) => whole(Profile::Names, &|| self.stand_in(PERSON, text)),
            Role::Email if self.takes(Profile::Email) => whole(Profile::Email, &|| EMAIL.to_owned()),
            Role::Phone if self.takes(Profile::Phone) => whole(Profile::Phone, &|| PHONE.to_owned()),
            Role::Id if self.takes(Profile::Ids) => whole(Profile::Ids, &|| self.stand_in(ID, text)),
            // Two that are different stay different.
            Role::Id | Role::Key => self.within(text).map(|_| self.stand_in(ID, text)),
            Role::Identifier => {
                let (kind, value) = text.split_once(':').unwrap_or(("", text));
                let role = match kind {
                    "email" => Role::Email,
                    "phone" => Role::Phone,
                    "" => Role::Text,
                    _ => Role::Id,
                };
                self.redact(role, value).map(|value| format!("{kind}:{value}"))
            }
            _ => self.within(text),
        }
    }

    /// The text without addresses and numbers within it.
    fn within(&self, text: &str) -> Option<String> {
        let mut without = self.once(text)?;
        // An address that went on as something else may end where a number was.
        while let Some(next) = self.once(&without) {
            without = next;
        }
        Some(without)
    }

    fn once(&self, text: &str) -> Option<String> {
        let mut now = Cow::Borrowed(text);
        for (profile, find, stand_in) in [
            (Profile::Email, detect::emails as fn(&str) -> Vec<Range<usize>>, EMAIL),
            (Profile::Cards, detect::cards, CARD),
            (Profile::Phone, detect::phones, PHONE),
        ] {
            if !self.takes(profile) {
                continue;
            }
            // A stand-in stays, and belongs to nothing that stands beside it.
            let mut beside = now.to_string();
            stand_ins(&now).into_iter().for_each(|one| beside.replace_range(one.clone(), &"\n".repeat(one.len())));
            let found = find(&beside);
            if found.is_empty() {
                continue;
            }
            self.count(profile, found.len());
            let mut without = now.into_owned();
            found.into_iter().rev().for_each(|range| without.replace_range(range, stand_in));
            now = Cow::Owned(without);
        }
        match now {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        }
    }

    fn stand_in(&self, begin: &str, text: &str) -> String {
        let digest = Sha256::new().chain_update(self.key).chain_update(begin).chain_update(text).finalize();
        format!("{begin}{}", hex(&digest).get(..DIGITS).unwrap_or_default())
    }

    /// The chat without what is taken out of it.
    pub fn chat(&self, chat: &WholeChat) -> WholeChat {
        let mut chat = chat.clone();
        self.set(Role::Key, &mut chat.external_id);
        let person = &mut chat.person;
        self.set_some(Role::Id, &mut person.external_id);
        self.set_some(Role::Name, &mut person.name);
        self.set_some(Role::Email, &mut person.email);
        self.set_some(Role::Phone, &mut person.phone);
        self.fields(&mut person.fields);
        self.fields(&mut chat.fields);
        if let Some(rep) = &mut chat.rep {
            self.set_some(Role::Key, &mut rep.external_id);
            self.set_some(Role::Text, &mut rep.name);
            self.set_some(Role::Email, &mut rep.email);
        }
        chat.participants.iter_mut().for_each(|name| self.set(Role::Name, name));
        chat.teams.iter_mut().chain(&mut chat.tags).for_each(|name| self.set(Role::Text, name));
        self.set_some(Role::Text, &mut chat.app);
        self.set_some(Role::Text, &mut chat.language);
        self.set_some(Role::Text, &mut chat.description);
        if let Some(rating) = &mut chat.rating {
            self.set_some(Role::Text, &mut rating.comment);
        }
        for note in &mut chat.notes {
            self.set_some(Role::Text, &mut note.author);
            self.set(Role::Text, &mut note.text);
            self.object(&mut note.extra);
        }
        for message in &mut chat.messages {
            let author = if message.kind == AuthorKind::Person { Role::Name } else { Role::Text };
            self.set_some(author, &mut message.author);
            self.set_some(Role::Text, &mut message.alias);
            self.set(Role::Text, &mut message.text);
            self.object(&mut message.extra);
            for attachment in &mut message.attachments {
                self.set(Role::Text, &mut attachment.name);
                self.set_some(Role::Text, &mut attachment.link);
            }
        }
        chat
    }

    fn set(&self, role: Role, text: &mut String) {
        if let Some(without) = self.redact(role, text) {
            *text = without;
        }
    }

    fn set_some(&self, role: Role, text: &mut Option<String>) {
        if let Some(text) = text {
            self.set(role, text);
        }
    }

    fn fields(&self, fields: &mut [(String, FieldValue)]) {
        for (_, value) in fields {
            if let FieldValue::Text(text) | FieldValue::Number(text) = &value
                && let Some(without) = self.within(text)
            {
                *value = FieldValue::Text(without);
            }
        }
    }

    /// A JSON object that is kept as text.
    fn object(&self, object: &mut Option<String>) {
        let Some(text) = object else { return };
        let Ok(mut value) = serde_json::from_str(text) else {
            *object = None;
            return;
        };
        self.value(&mut value);
        *text = value.to_string();
    }

    fn value(&self, value: &mut serde_json::Value) {
        use serde_json::Value;
        match value {
            Value::String(text) => self.set(Role::Text, text),
            Value::Number(number) => {
                if let Some(without) = self.within(&number.to_string()) {
                    *value = Value::String(without);
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|one| self.value(one)),
            Value::Object(members) => {
                let old = std::mem::take(members);
                for (mut name, mut one) in old {
                    self.set(Role::Text, &mut name);
                    self.value(&mut one);
                    members.insert(name, one);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
}

/// Whether this is a stand-in, and nothing more.
fn is_stand_in(text: &str) -> bool {
    stand_ins(text).first().is_some_and(|range| *range == (0..text.len()))
}

/// The stand-ins within a text.
fn stand_ins(text: &str) -> Vec<Range<usize>> {
    let of = |begin: &'static str| {
        text.match_indices(begin).filter_map(move |(at, _)| {
            let digits = text.get(at + begin.len()..at + begin.len() + DIGITS)?;
            let is_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            is_hex.then_some(at..at + begin.len() + DIGITS)
        })
    };
    of(PERSON).chain(of(ID)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Message;
    use crate::model::person::Person;
    use proptest::prelude::*;

    fn all() -> Redactor {
        Redactor::new(&[Profile::All], b"key")
    }

    #[test]
    fn texts_lose_addresses_and_numbers_and_keep_the_rest() {
        let redactor = all();
        let text = "Ann, ann@example.com or +49 30 1234567, card 4111 1111 1111 1111, order 2026-01-31";
        let without = redactor.redact(Role::Text, text).unwrap();
        assert_eq!(without, "Ann, [email] or [phone], card [card], order 2026-01-31");
        assert_eq!(redactor.told(|n| n.to_string()), "0 names, 1 mail address, 1 phone number, 1 card number, 0 IDs");
        assert_eq!(redactor.redact(Role::Text, "nothing of it"), None);
        let beside = redactor.redact(Role::Text, "id-1234567890 0170 1234567 2026-01-31");
        assert_eq!(beside.as_deref(), Some("id-1234567890 [phone]"));
        let bared = redactor.redact(Role::Text, "a@b.cc-01701234567.x ann@x.io-0123456789-id-0123456789");
        assert_eq!(bared.as_deref(), Some("[email]-[phone].x [email]-id-0123456789"));
        let cards = Redactor::new(&[Profile::Cards], b"key");
        assert_eq!(cards.redact(Role::Text, "a@b.co 4111111111111111").unwrap(), "a@b.co [card]");
        assert_eq!(cards.redact(Role::Name, "Ann"), None);
        assert_eq!(cards.redact(Role::Email, "ann"), None);
    }

    #[test]
    fn stand_ins_are_steady_and_hang_on_the_key() {
        let (one, other) = (all(), Redactor::new(&[Profile::All], b"other"));
        let ann = one.redact(Role::Name, "Ann").unwrap();
        assert!(ann.starts_with("Person-") && ann.len() == 17, "{ann}");
        assert_eq!(all().redact(Role::Name, "Ann"), Some(ann.clone()));
        assert_ne!(one.redact(Role::Name, "Anne"), Some(ann.clone()));
        assert_ne!(other.redact(Role::Name, "Ann"), Some(ann.clone()));
        assert_eq!(other.redact(Role::Name, &ann), None);
        let id = one.redact(Role::Id, "p1").unwrap();
        assert!(id.starts_with("id-"), "{id}");
        // A key that is a phone number stays a key.
        assert!(one.redact(Role::Key, "4915112345678").unwrap().starts_with("id-"));
        assert_eq!(one.redact(Role::Key, "s-1"), None);
        assert_eq!(one.redact(Role::Identifier, "email:ann").unwrap(), "email:[email]");
    }

    #[test]
    fn every_text_of_a_chat_is_looked_at() {
        let secret = "4111111111111111";
        let mut message =
            Message { text: secret.into(), author: Some("Ann".into()), ..Message::of(AuthorKind::Person) };
        message.extra = Some(format!("{{\"n\":{secret},\"{secret}\":[\"{secret}\"]}}"));
        let chat = WholeChat {
            external_id: secret.into(),
            person: Person { name: Some("Ann".into()), email: Some("ann".into()), ..Person::default() },
            description: Some(secret.into()),
            app: Some(secret.into()),
            language: Some(secret.into()),
            teams: vec![secret.into()],
            tags: vec![secret.into()],
            fields: vec![("f".into(), FieldValue::Number(secret.into()))],
            messages: vec![message],
            ..WholeChat::default()
        };
        let redactor = all();
        let without = redactor.chat(&chat);
        let shown = format!("{without:?}");
        assert!(!shown.contains(secret) && !shown.contains("Ann\""), "{shown}");
        assert_eq!(without.person.name, without.messages[0].author);
        assert_eq!(redactor.chat(&without), without);
    }

    proptest! {
        #[test]
        fn taking_out_twice_changes_nothing_more(
            text in "([0-9]{1,11}|[ -]|2026-01-31|[+./()@a]|4111 1111 1111 1111|x@y\\.zz|id-12345|Person-|๑๒๓|１２３|一二|\\PC){0,10}"
        ) {
            let redactor = all();
            for role in [Role::Text, Role::Name, Role::Email, Role::Phone, Role::Id, Role::Key, Role::Identifier] {
                let once = redactor.redact(role, &text).unwrap_or_else(|| text.clone());
                let twice = redactor.redact(role, &once);
                prop_assert_eq!(twice, None, "{:?} {:?}", role, once);
            }
        }
    }
}
