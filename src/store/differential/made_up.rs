//! Repositories and filters made up at random: few names so that things collide, every script, every oddity of text.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::model::chat::{ChatName, Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::fold::fold;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::query::{
    Bound, FieldOwner, FieldTest, Filter, LabelKey, LabelTest, NumberKey, NumberRange, Term, TextScope, TimeKey,
    TimeRange,
};

/// Now, for bans and the clock of the repository.
pub const NOW: i64 = 1_768_478_400_000_000;

const APPS: &[&str] = &["webchat", "WhatsApp", "LINE", "微信"];
const TAGS: &[&str] = &["vip", "VIP", "refund", "wichtig: ja", "ärger", "退款"];
const TEAMS: &[&str] = &["Support", "support", "销售"];
const LANGUAGES: &[&str] = &["en", "th", "zh-Hans"];
const SOURCES: &[&str] = &["shop", "Mail"];
const FIELDS: &[&str] = &["plan", "amount", "Amount", "ระดับ"];
const HOLDS: &[&str] = &["case-12", "Tax"];
const REASONS: &[&str] = &["spam", "Abuse"];
const VALUES: &[&str] = &[
    "gold",
    "Gold",
    "ＧＯＬＤ",
    "4.5",
    "end",
    "",
    "1e3",
    "-3",
    "12345678901234567890",
    "4.50 ",
    "2026-01-31",
    "2026-02-28",
    "2026-02-30",
    "2026-02",
];
const NUMBERS: &[&str] =
    &["4.5", "4.50", "-3", "1000", "1e3", "0", "-0", "12345678901234567890", "12345678901234567891"];

/// What texts are made of: words of scripts with and without spaces, signs, and what folding changes.
const FRAGMENTS: &[&str] = &[
    "a",
    "I",
    "the",
    "refund",
    "Refund",
    "parcel",
    "parcels",
    "AB-123",
    "B-1",
    "don't",
    "C++",
    "a.b@c.de",
    "x_y",
    "OR",
    "100%",
    "3,50",
    "iPhoneไหม",
    "สั่งซื้อ",
    "ของ",
    "ยังไม่มา",
    "ไ",
    "你好",
    "世界",
    "我的包裹在哪里",
    "界",
    "。",
    "カタカナ",
    "ｶﾀｶﾅ",
    "ひらがな",
    "東京タワー",
    "한국어",
    "각",
    "أين",
    "طلبي",
    "شكرا",
    "مُحَمَّد",
    "שלום",
    "नमस्ते",
    "क्षि",
    "Straße",
    "STRASSE",
    "İzmir",
    "ﬁne",
    "Ⅷ",
    "½",
    "e\u{301}te\u{301}",
    "été",
    "o\u{323}\u{302}",
    "\u{301}",
    "👍",
    "👩\u{200d}👧",
    "❤\u{fe0f}",
    "🇩🇪",
    "!",
    "?!",
    "…",
    "\u{0}",
    "a\u{0}b",
    "\u{200b}",
    "\u{feff}",
    "\u{e000}",
    "𝒳",
    "𠀀",
    "１２",
    "²",
    "ǅ",
    "ß",
    "ſ",
    "K",
    "ά",
    "ς",
    "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis",
    "กกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกก",
];

const BETWEEN: &[&str] = &["", "", " ", " ", " ", "  ", "\n", "\t", "\u{a0}", "\u{3000}", "-", ".", ", ", "/"];

fn text() -> impl Strategy<Value = String> {
    let known = (select(BETWEEN), select(FRAGMENTS)).prop_map(|(space, word)| format!("{space}{word}"));
    let any = prop_oneof![12 => known, 1 => "\\PC{1,5}", 1 => "[a-c ]{1,6}"];
    vec(any, 0..8).prop_map(|parts| parts.concat())
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(words).prop_map(str::to_owned)
}

fn words(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(words, 0..words.len())
        .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

/// Few seconds, so that they are shared; fractions of them; the ends of time; and times that are not known.
pub fn time() -> impl Strategy<Value = Option<Time>> {
    let near =
        (0..4_i64, select(vec![0, 1, 500_000, 999_999])).prop_map(|(second, rest)| NOW + second * 1_000_000 + rest);
    let ends = select(vec![-1, 0, -62_135_596_800_000_000, 253_402_300_799_999_999, 86_400_000_000]);
    prop_oneof![2 => Just(None), 6 => near.prop_map(Time::from_micros), 1 => ends.prop_map(Time::from_micros)]
}

/// Persons are always the same under the same ID, as a source has them.
fn person() -> impl Strategy<Value = Person> {
    let of = |id: Option<&str>,
              name: Option<&str>,
              email: Option<&str>,
              phone: Option<&str>,
              fields: &[(&str, FieldValue)]| Person {
        id: None,
        external_id: id.map(str::to_owned),
        name: name.map(str::to_owned),
        email: email.map(str::to_owned),
        phone: phone.map(str::to_owned),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let gold = [("amount", FieldValue::Number("4.50".into())), ("plan", FieldValue::Text("Gold".into()))];
    select(vec![
        of(None, None, None, None, &[]),
        of(None, Some("Ann Example"), None, Some("+66 1"), &[("plan", FieldValue::Toggle(true))]),
        of(Some("p1"), Some("Ann Refund"), Some("ANN@example.com"), None, &gold),
        of(Some("p2"), Some("สมชาย"), None, Some("+86 10 12"), &[]),
        of(Some("p3"), None, None, None, &gold[1..]),
    ])
}

fn rep() -> impl Strategy<Value = Option<Rep>> {
    let of = |id: &str, name: Option<&str>, email: Option<&str>| {
        Some(Rep { external_id: Some(id.to_owned()), name: name.map(str::to_owned), email: email.map(str::to_owned) })
    };
    select(vec![
        None,
        of("r1", Some("Max"), None),
        of("r2", Some("李雷"), Some("Lei@example.com")),
        of("R3", None, None),
    ])
}

fn value() -> impl Strategy<Value = FieldValue> {
    prop_oneof![
        word(VALUES).prop_map(FieldValue::Text),
        word(NUMBERS).prop_map(FieldValue::Number),
        any::<bool>().prop_map(FieldValue::Toggle),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let authors = option::of(word(&["p1", "r1", "helper"]));
    (time(), select(&AuthorKind::ALL[..]), authors, text()).prop_map(|(at, kind, author, text)| Message {
        at,
        author,
        text,
        ..Message::of(kind)
    })
}

fn note() -> impl Strategy<Value = Note> {
    text().prop_map(|text| Note { at: None, author: None, text, color: None, extra: None })
}

/// A chat without its number and external ID.
fn chat() -> impl Strategy<Value = WholeChat> {
    let labels = (option::of(word(APPS)), words(TAGS), words(TEAMS), option::of(word(LANGUAGES)), word(SOURCES));
    let times = (time(), time(), time());
    let people = (person(), rep(), select(&Status::ALL[..]), option::of(1..=5_i64));
    let texts = (option::weighted(0.3, text()), vec(note(), 0..3), vec(message(), 0..5));
    let fields = vec((word(FIELDS), value()), 0..4);
    (labels, times, people, texts, fields).prop_map(|(labels, times, people, texts, fields)| {
        let (app, tags, teams, language, source) = labels;
        let (created, closed, updated) = times;
        let (person, rep, status, score) = people;
        let (description, notes, messages) = texts;
        let mut chat = WholeChat {
            source,
            language,
            app,
            closed,
            updated,
            person,
            rep,
            teams,
            tags,
            status,
            rating: score.map(|score| Rating { score, comment: None, at: None }),
            description,
            notes,
            messages,
            ..plain("", created)
        };
        for (name, value) in fields {
            if chat.fields.iter().all(|(other, _)| *other != name) {
                chat.fields.push((name, value));
            }
        }
        chat
    })
}

/// A chat of which nothing is known but when it began.
pub fn plain(external_id: &str, created: Option<Time>) -> WholeChat {
    WholeChat {
        id: 0,
        external_id: external_id.to_owned(),
        source: "shop".to_owned(),
        began_here: false,
        language: None,
        app: None,
        created,
        closed: None,
        updated: None,
        time_kind: None,
        person: Person::default(),
        rep: None,
        participants: Vec::new(),
        teams: Vec::new(),
        tags: Vec::new(),
        status: Status::Open,
        rating: None,
        description: None,
        fields: Vec::new(),
        notes: Vec::new(),
        messages: Vec::new(),
    }
}

/// What happens to a chat after it came in.
#[derive(Clone, Debug)]
pub struct Fate {
    /// When it was put in the bin.
    pub deleted: Option<Time>,
    /// A legal hold.
    pub hold: Option<String>,
    /// A ban of its person: reason, and where its start, end and lifting lie from now (in seconds).
    pub ban: Option<(String, i64, Option<i64>, Option<i64>)>,
}

fn fate() -> impl Strategy<Value = Fate> {
    let deleted = prop_oneof![4 => Just(None), 1 => Just(Time::from_micros(NOW - 5))];
    let ban = (word(REASONS), -1..=1_i64, option::of(-1..=1_i64), option::weighted(0.3, -1..=1_i64));
    (deleted, option::weighted(0.2, word(HOLDS)), option::weighted(0.2, ban)).prop_map(|(deleted, hold, ban)| Fate {
        deleted,
        hold,
        ban,
    })
}

/// Chats and their fates, in order of arrival.
pub fn chats() -> impl Strategy<Value = Vec<(WholeChat, Fate)>> {
    vec((chat(), fate()), 10..40).prop_map(|mut chats| {
        for (number, (chat, _)) in chats.iter_mut().enumerate() {
            chat.external_id = format!("c/{}", number + 1);
        }
        chats
    })
}

/// What is looked for: a piece of one of these texts, or something else.
pub fn piece(texts: Vec<String>) -> impl Strategy<Value = String> {
    let cut = (any::<Index>(), any::<Index>(), 1..14_usize).prop_map(move |(text, start, length)| {
        let text = if texts.is_empty() { "" } else { text.get(&texts).as_str() };
        let chars: Vec<char> = text.chars().collect();
        let start = start.index(chars.len() + 1);
        chars[start..chars.len().min(start + length)].iter().collect::<String>()
    });
    prop_oneof![6 => cut, 1 => word(FRAGMENTS), 1 => text(), 1 => "\\PC{1,2}", 1 => word(&["zzz", "ฮฮ", "龘", "🦖"])]
        .prop_map(|piece| fold(&piece).into_owned())
        .prop_map(|piece| if piece.trim().is_empty() { "e".to_owned() } else { piece })
}

fn label() -> impl Strategy<Value = Term> {
    let is = |key: LabelKey, names: &'static [&'static str]| {
        prop_oneof![4 => word(names).prop_map(|name| LabelTest::Is(fold(&name).into_owned())), 1 => Just(LabelTest::Any)]
            .prop_map(move |test| Term::Label(key, test))
    };
    let known = select(vec![
        LabelKey::Text(TextScope::PersonName),
        LabelKey::Text(TextScope::Email),
        LabelKey::Text(TextScope::Phone),
        LabelKey::Text(TextScope::Description),
        LabelKey::Text(TextScope::Notes),
    ]);
    prop_oneof![
        is(LabelKey::App, APPS),
        is(LabelKey::Tag, TAGS),
        is(LabelKey::Tag, &["absent", "vip"]),
        is(LabelKey::Team, TEAMS),
        is(LabelKey::Language, LANGUAGES),
        is(LabelKey::Source, SOURCES),
        is(LabelKey::Hold, HOLDS),
        is(LabelKey::Assignee, &["max", "r1", "李雷", "lei@example.com", "r3", "nobody"]),
        known.prop_map(|key| Term::Label(key, LabelTest::Any)),
    ]
}

fn number() -> impl Strategy<Value = Term> {
    let keys = select(vec![NumberKey::Id, NumberKey::PersonId, NumberKey::Rating, NumberKey::Messages]);
    let range = (-1..20_i64, 0..10_i64, 0..4_u8).prop_map(|(low, width, open)| NumberRange {
        low: if open == 1 { i64::MIN } else { low },
        high: if open == 2 { i64::MAX } else { low + width },
    });
    (keys, option::weighted(0.8, range)).prop_map(|(key, range)| Term::Number(key, range))
}

fn when() -> impl Strategy<Value = Term> {
    let keys = select(vec![
        TimeKey::Created,
        TimeKey::Created,
        TimeKey::Closed,
        TimeKey::Updated,
        TimeKey::LastMessage,
        TimeKey::Deleted,
    ]);
    let range = (time(), time()).prop_map(|(one, other)| match (one, other) {
        (Some(a), Some(b)) if a == b => TimeRange { from: Some(a), until: None },
        (Some(a), Some(b)) => TimeRange { from: Some(a.min(b)), until: Some(a.max(b)) },
        (from, until) => TimeRange { from, until },
    });
    (keys, option::weighted(0.8, range)).prop_map(|(key, range)| Term::Time(key, range))
}

fn field() -> impl Strategy<Value = Term> {
    let names = word(&["plan", "PLAN", "amount", "ระดับ", "absent"]);
    let ends = |all: &'static [&'static str]| {
        let bound = move || option::of((0..all.len(), any::<bool>()).prop_map(|(place, included)| (place, included)));
        (bound(), bound()).prop_map(move |(one, other)| {
            let (low, high) = match (one, other) {
                (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
                ends => ends,
            };
            let bound = |(place, included): (usize, bool)| Bound { value: all[place].to_owned(), included };
            (low.map(bound), high.map(bound))
        })
    };
    let range = |test: fn(Option<Bound>, Option<Bound>) -> FieldTest| {
        move |(low, high): (Option<Bound>, Option<Bound>)| match (&low, &high) {
            (None, None) => FieldTest::Any,
            _ => test(low, high),
        }
    };
    let between = ends(&["-3", "0.0", "4.5", "1e3", "10000000000000000000", "12345678901234567890"])
        .prop_map(range(FieldTest::Between));
    let days = ends(&["2025-12", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03"]).prop_map(range(FieldTest::Days));
    let reads = word(NUMBERS).prop_map(|text| FieldTest::Reads(fold(&text).into_owned()));
    let is = prop_oneof![word(VALUES), word(NUMBERS), word(&["true", "1000.0"])];
    let test = prop_oneof![
        Just(FieldTest::Any),
        is.prop_map(|text| FieldTest::Is(fold(&text).into_owned())),
        reads,
        between,
        days
    ];
    (select(vec![FieldOwner::Chat, FieldOwner::Person]), names, test)
        .prop_map(|(owner, name, test)| Term::Field(owner, name, test))
}

fn term(texts: Vec<String>) -> impl Strategy<Value = Term> {
    let scopes = select(vec![
        TextScope::Anywhere,
        TextScope::Anywhere,
        TextScope::Messages,
        TextScope::Messages,
        TextScope::Description,
        TextScope::Notes,
        TextScope::PersonName,
        TextScope::Email,
        TextScope::Phone,
    ]);
    let external = (word(SOURCES), 1..45_i64)
        .prop_map(|(source, number)| ChatName::External { source, external_id: format!("c/{number}") });
    let ban = prop_oneof![Just(LabelTest::Any), word(&["spam", "abuse", "rain"]).prop_map(LabelTest::Is)];
    prop_oneof![
        12 => (scopes, piece(texts)).prop_map(|(scope, piece)| Term::Contains(scope, piece)),
        6 => label(),
        2 => select(&Status::ALL[..]).prop_map(Term::Status),
        2 => number(),
        4 => when(),
        1 => (1..45_i64).prop_map(|id| Term::Chat(ChatName::Id(id))),
        1 => external.prop_map(Term::Chat),
        3 => field(),
        1 => ban.prop_map(Term::Ban),
    ]
}

/// A filter over chats with these texts.
pub fn filter(texts: Vec<String>) -> impl Strategy<Value = Filter> {
    term(texts).prop_map(Filter::Term).prop_recursive(3, 8, 4, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 0..4).prop_map(Filter::All),
            2 => vec(inner.clone(), 1..4).prop_map(Filter::Any),
            2 => inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}
