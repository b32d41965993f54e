//! The demo is the same everywhere, and worth trying things on.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::people::{APPS, TONGUES};
use super::topic::RARE_TAG;
use super::words::{Lines, Talk, Words};
use super::{Demo, END, SOURCE, plan, status_at_the_end};
use crate::model::chat::WholeChat;
use crate::model::field::FieldValue;
use crate::model::message::AuthorKind;
use crate::model::status::Status;
use crate::model::time::Time;

/// A digest of all that the chats hold. (`Debug` would not do: which characters it escapes goes by Rust's version.)
fn digest(chats: impl Iterator<Item = WholeChat>) -> String {
    let mut digest = Sha256::new();
    for chat in chats {
        for part in parts(&chat) {
            digest.update(part);
            digest.update([0]);
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parts(chat: &WholeChat) -> Vec<String> {
    let time = |time: Option<Time>| time.map(Time::rfc3339).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = |fields: &[(String, FieldValue)]| {
        fields.iter().map(|(name, value)| format!("{name}={}", value.text())).collect::<Vec<_>>().join(";")
    };
    let person = &chat.person;
    let mut parts = vec![chat.external_id.clone(), chat.status.name().to_owned()];
    parts.extend([&chat.language, &chat.app, &chat.description, &chat.time_kind].map(text));
    parts.extend([chat.created, chat.closed, chat.updated].map(time));
    parts.extend([&person.external_id, &person.name, &person.email, &person.phone].map(text));
    parts.extend([fields(&person.fields), fields(&chat.fields)]);
    parts.extend(chat.rep.iter().flat_map(|rep| [&rep.external_id, &rep.name, &rep.email].map(text)));
    parts.extend([&chat.participants, &chat.teams, &chat.tags].map(|names| names.join(";")));
    parts.extend(chat.rating.iter().flat_map(|r| [r.score.to_string(), text(&r.comment), time(r.at)]));
    parts.extend(chat.notes.iter().flat_map(|n| [time(n.at), text(&n.author), n.text.clone(), text(&n.color)]));
    let messages = chat.messages.iter();
    parts.extend(messages.flat_map(|m| [time(m.at), m.kind.name().to_owned(), text(&m.author), m.text.clone()]));
    parts
}

#[test]
fn the_same_seed_makes_the_same_chats_for_good() {
    assert_eq!(digest(Demo::new(1, 2000).take(200)), PINNED);
    assert_ne!(digest(Demo::new(2, 2000).take(200)), PINNED);
}

/// Changes only with the words and the rules of the demo, which is news for those who compare repositories by it.
const PINNED: &str = "c34a5bf8c4982129228e713d0671ac458fdff45ac13e5259d7c8c952d020cb89";

#[test]
fn there_are_as_many_chats_as_asked_for() {
    for chats in [0, 1, 2, 7, 100] {
        assert_eq!(Demo::new(3, chats).count() as u64, chats);
        assert_eq!(Demo::new(3, chats).size_hint().0 as u64, chats);
    }
}

#[test]
fn two_thousand_chats_show_all_there_is() {
    for seed in [1, 2, 77] {
        let mut messages = 0;
        let (mut languages, mut apps, mut statuses) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut rare, mut timeless, mut unnamed, mut noted) = (0, 0, 0, 0);
        let (mut shortest, mut longest) = (usize::MAX, 0);
        let mut persons = BTreeSet::new();
        for chat in Demo::new(seed, 2000) {
            messages += chat.messages.len();
            shortest = shortest.min(chat.messages.len());
            longest = longest.max(chat.messages.len());
            rare += usize::from(chat.tags.iter().any(|tag| tag == RARE_TAG));
            timeless += usize::from(chat.created.is_none());
            unnamed += usize::from(chat.person.name.is_none());
            noted += usize::from(!chat.notes.is_empty());
            persons.insert(chat.person.external_id);
            languages.insert(chat.language);
            apps.insert(chat.app);
            statuses.insert(chat.status);
        }
        assert_eq!(languages.len(), TONGUES.len());
        assert_eq!(apps.len(), APPS.len());
        assert_eq!(statuses.len(), Status::ALL.len());
        assert_eq!(rare, 1);
        assert!((36_000..44_000).contains(&messages), "{messages}");
        assert!(shortest <= 4 && longest > 100, "{shortest} {longest}");
        assert!((1000..1400).contains(&persons.len()), "{}", persons.len());
        assert!((1..20).contains(&timeless), "{timeless}");
        assert!(unnamed > 20 && (200..400).contains(&noted), "{unnamed} {noted}");
    }
}

#[test]
fn every_chat_is_sound() {
    let mut last = None;
    for (place, chat) in Demo::new(9, 3000).enumerate() {
        let name = &chat.external_id;
        assert_eq!((chat.source.as_str(), chat.id), (SOURCE, 0));
        assert_eq!(*name, format!("demo-{}", place + 1));
        assert!(!chat.messages.is_empty(), "{name}");
        assert!(chat.messages.iter().all(|message| !message.text.trim().is_empty()), "{name}");
        assert_eq!(chat.messages[0].kind, AuthorKind::Person, "{name}");
        assert!(chat.messages.windows(2).all(|pair| pair[0].at <= pair[1].at), "{name}");
        let times = [chat.created, chat.closed, chat.updated, chat.messages.last().unwrap().at];
        assert!(times.iter().flatten().all(|time| time.seconds() <= END && time.micros() % 1_000_000 == 0), "{name}");
        assert!(chat.updated >= chat.closed && chat.updated >= chat.messages.last().unwrap().at, "{name}");
        assert_eq!(chat.closed.is_some(), chat.status == Status::Closed && chat.created.is_some(), "{name}");
        assert!(chat.status != Status::Pending || chat.rep.is_none(), "{name}");
        assert_eq!(chat.tags.iter().collect::<BTreeSet<_>>().len(), chat.tags.len(), "{name}");
        if chat.created.is_some() {
            assert!(chat.created > last, "{name}");
            last = chat.created;
        }
    }
}

#[test]
fn nobody_real_is_named() {
    let fiction = ["+1 ??? 555 01??", "+44 20 7946 0???", "+61 ? 5550 ????", "+61 ? 7010 ????", "+33 6 39 98 ????"];
    let fits = |phone: &str, range: &str| {
        phone.len() == range.len()
            && phone.bytes().zip(range.bytes()).all(|(digit, wanted)| wanted == b'?' || digit == wanted)
    };
    for chat in Demo::new(4, 1500) {
        if let Some(phone) = &chat.person.phone {
            assert!(fiction.iter().any(|range| fits(phone, range)), "{phone}");
        }
        let mails = [&chat.person.email, &chat.rep.and_then(|rep| rep.email)];
        let texts = chat.messages.iter().map(|message| message.text.as_str());
        for text in texts.chain(mails.into_iter().flatten().map(String::as_str)) {
            for (at, _) in text.match_indices('@') {
                let domain = &text[at + 1..];
                let end = domain.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(domain.len());
                let domain = domain[..end].trim_end_matches('.');
                let kept = ["example.com", "example.org", "example.net", "oakwhistle.example.com"];
                assert!(kept.contains(&domain), "{text}");
            }
            for (at, _) in text.match_indices("://") {
                assert!(text[at..].starts_with("://help.example.com/"), "{text}");
            }
        }
    }
}

#[test]
fn persons_come_back_as_the_same_person() {
    let mut persons = BTreeMap::new();
    let mut most = 0;
    for chat in Demo::new(5, 1000) {
        let (known, chats) = persons.entry(chat.person.external_id.clone()).or_insert_with(|| (chat.person.clone(), 0));
        assert_eq!(*known, chat.person);
        *chats += 1;
        most = most.max(*chats);
    }
    assert!(persons.len() < 800 && most > 4, "{} {most}", persons.len());
}

/// Every slot a line may have.
const SLOTS: [&str; 27] = [
    "order", "amount", "product", "date", "day", "city", "first", "full", "mail", "rep", "team", "code", "link", "n",
    "number", "time", "address", "last4", "krap", "ka", "good", "model", "colour", "place", "dom", "month", "sum",
];

#[test]
fn every_line_has_only_slots_that_exist() {
    for tongue in &TONGUES {
        let words = tongue.words;
        assert!(["{given} {family}", "{family}{given}"].contains(&words.full_name));
        let patterns = [words.product, words.address, words.day, words.money];
        for line in lines(words).iter().chain(&patterns) {
            assert!(!line.trim().is_empty(), "{}", words.tag);
            for part in line.split('{').skip(1) {
                let (slot, _) = part.split_once('}').expect(line);
                assert!(SLOTS.contains(&slot), "{line}");
            }
            assert_eq!(line.matches('{').count(), line.matches('}').count(), "{line}");
        }
        for (_, latin) in words.given.iter().chain(words.family) {
            assert!(!latin.is_empty() && latin.bytes().all(|letter| letter.is_ascii_lowercase()), "{latin}");
        }
    }
}

fn lines(words: &Words) -> Vec<&'static str> {
    let general: [Lines; 30] = [
        words.months,
        words.goods,
        words.colours,
        words.cities,
        words.hello,
        words.person_before,
        words.person_after,
        words.person_short,
        words.person_data,
        words.person_wait,
        words.person_more,
        words.another,
        words.thanks,
        words.ai_hello,
        words.ai_more,
        words.ai_handoff,
        words.system_handoff,
        words.system_joined,
        words.system_closed,
        words.system_timeout,
        words.rep_hello,
        words.rep_before,
        words.rep_after,
        words.rep_ask,
        words.rep_wait,
        words.rep_more,
        words.rep_bye,
        words.notes,
        words.praise,
        words.blame,
    ];
    let of_topic = |talk: &Talk| {
        [talk.opening, talk.assistant, talk.detail, talk.question, talk.answer, talk.follow, talk.solved, talk.about]
    };
    let all: Vec<Lines> = general.into_iter().chain(words.topics.iter().flat_map(of_topic)).collect();
    assert!(all.iter().all(|lines| !lines.is_empty()), "{}", words.tag);
    all.concat()
}

#[test]
fn old_chats_are_mostly_over_and_new_ones_under_way() {
    let mut random = super::Random::new(1, 1);
    let mut over = |age, from_last, mail| {
        let statuses = (0..1000).map(|_| status_at_the_end(age, from_last, mail, &mut random));
        statuses.filter(|status| matches!(status, Status::Closed | Status::Resolved)).count()
    };
    for mail in [false, true] {
        assert!(over(3600, 20, mail) < 400);
        assert_eq!(over(3600, 1000, mail), 1000);
        assert_eq!(over(90 * 86_400, 20, mail), 1000);
    }
}

#[test]
fn lengths_are_many_and_average_about_twenty() {
    let mut random = super::Random::new(1, 1);
    let lengths: Vec<usize> = (0..10_000).map(|_| plan(Status::Closed, &mut random).1).collect();
    let mean = lengths.iter().sum::<usize>() / lengths.len();
    assert!((16..22).contains(&mean), "{mean}");
    assert!(lengths.iter().any(|length| *length > 140) && lengths.contains(&2));
}
