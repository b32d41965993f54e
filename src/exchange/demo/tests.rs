use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::people::{APPS, TONGUES};
use super::scene::SLOTS;
use super::topic::RARE_TAG;
use super::words::{Lines, Talk, Words};
use super::{Demo, END, SOURCE, plan, status_at_the_end};
use crate::model::chat::WholeChat;
use crate::model::message::AuthorKind;
use crate::model::status::Status;

fn digest(chats: impl Iterator<Item = WholeChat>) -> String {
    let mut digest = Sha256::new();
    for chat in chats {
        digest.update(format!("{chat:?}\n"));
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_same_seed_makes_the_same_chats_for_good() {
    assert_eq!(digest(Demo::new(1, 2000).take(200)), PINNED);
    assert_ne!(digest(Demo::new(2, 2000).take(200)), PINNED);
}

/// Changes only with the words and the rules of the demo, which is news for those who compare repositories by it.
const PINNED: &str = "";

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
    const FICTION: [&str; 13] = [
        "+1 212 555 01",
        "+1 303 555 01",
        "+1 415 555 01",
        "+1 604 555 01",
        "+44 20 7946 0",
        "+61 2 5550 ",
        "+61 3 5550 ",
        "+61 7 5550 ",
        "+61 8 5550 ",
        "+61 3 7010 ",
        "+61 2 7010 ",
        "+61 8 7010 ",
        "+33 6 39 98 ",
    ];
    for chat in Demo::new(4, 1500) {
        if let Some(phone) = &chat.person.phone {
            assert!(FICTION.iter().any(|range| phone.starts_with(range)), "{phone}");
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
    let mut persons = std::collections::BTreeMap::new();
    let mut came_back = 0;
    for chat in Demo::new(5, 1000) {
        let known = persons.entry(chat.person.external_id.clone()).or_insert_with(|| chat.person.clone());
        came_back += usize::from(*known == chat.person);
        assert_eq!(*known, chat.person);
    }
    assert!(came_back > persons.len() + 200);
}

#[test]
fn every_line_has_only_slots_that_exist() {
    for tongue in &TONGUES {
        let words = tongue.words;
        let patterns = [words.full_name, words.product, words.address, words.day, words.money];
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
    let general: [Lines; 31] = [
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
        &[words.tag],
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
    let mut over = |age| {
        let statuses = (0..1000).map(|_| status_at_the_end(age, &mut random));
        statuses.filter(|status| matches!(status, Status::Closed | Status::Resolved)).count()
    };
    assert!(over(3600) < 400);
    assert!(over(90 * 86_400) > 950);
}

#[test]
fn lengths_are_many_and_average_about_twenty() {
    let mut random = super::Random::new(1, 1);
    let lengths: Vec<usize> = (0..10_000).map(|_| plan(Status::Closed, &mut random).1).collect();
    let mean = lengths.iter().sum::<usize>() / lengths.len();
    assert!((16..22).contains(&mean), "{mean}");
    assert!(lengths.iter().any(|length| *length > 140) && lengths.contains(&2));
}
