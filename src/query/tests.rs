//! The language as a whole: what each key means, and that print and parse agree.

mod faults;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::arbitrary::{Vocabulary, filter};
use super::key::KEYS;
use super::*;
use crate::model::chat::ChatName;
use crate::model::time::{Clock, Time};

fn clock() -> Clock {
    let now = Time::parse("2026-05-15T12:00:00Z", &TimeZone::UTC).unwrap().time;
    Clock { now, zone: TimeZone::get("Europe/Berlin").unwrap() }
}

fn read(text: &str) -> Filter {
    parse(text, &clock()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn contains(scope: TextScope, piece: &str) -> Filter {
    Filter::Term(Term::Contains(scope, piece.to_owned()))
}

fn anywhere(piece: &str) -> Filter {
    contains(TextScope::Anywhere, piece)
}

fn tag(name: &str) -> Filter {
    Filter::Term(Term::Label(LabelKey::Tag, LabelTest::Is(name.to_owned())))
}

fn has(key: LabelKey) -> Filter {
    Filter::Term(Term::Label(key, LabelTest::Any))
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

fn number(key: NumberKey, low: i64, high: i64) -> Filter {
    Filter::Term(Term::Number(key, Some(NumberRange { low, high })))
}

fn field(name: &str, test: FieldTest) -> Filter {
    Filter::Term(Term::Field(FieldOwner::Chat, name.to_owned(), test))
}

#[test]
fn words_and_phrases_are_pieces_of_text() {
    for (text, filter) in [
        ("Straße", anywhere("strasse")),
        ("\"Lost  parcel\"", anywhere("lost parcel")),
        ("\t parc*\n", anywhere("parc")),
        ("**", anywhere("**")),
        ("\"parc*\"", anywhere("parc*")),
        (r#""say \"hi\" \\ \n""#, anywhere(r#"say "hi" \ \n"#)),
        ("multi-agent", anywhere("multi-agent")),
        ("don't", anywhere("don't")),
        ("a.b@c.de,x", anywhere("a.b@c.de,x")),
        ("C++", anywhere("c++")),
        ("or", anywhere("or")),
        ("\"OR\"", anywhere("or")),
        ("世界", anywhere("世界")),
        ("👍", anywhere("👍")),
        ("\"-5\"", anywhere("-5")),
        ("a%b_", anywhere("a%b_")),
    ] {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn terms_combine() {
    let (a, b, c) = (|| anywhere("a"), || anywhere("b"), || anywhere("c"));
    for (text, filter) in [
        ("a b", Filter::All(vec![a(), b()])),
        ("a AND b", Filter::All(vec![a(), b()])),
        ("a OR b c", Filter::Any(vec![a(), Filter::All(vec![b(), c()])])),
        ("(a OR b) c", Filter::All(vec![Filter::Any(vec![a(), b()]), c()])),
        ("(a OR b)AND(c)", Filter::All(vec![Filter::Any(vec![a(), b()]), c()])),
        ("((a)) (b c)", Filter::All(vec![a(), b(), c()])),
        ("a OR (b OR c)", Filter::Any(vec![a(), b(), c()])),
        ("-a", not(a())),
        ("NOT a b", Filter::All(vec![not(a()), b()])),
        ("NOT(a b)", not(Filter::All(vec![a(), b()]))),
        ("-\"a\" -(b)", Filter::All(vec![not(a()), not(b())])),
        ("--a", a()),
        ("-NOT a", a()),
        ("-(-(a b)) c", Filter::All(vec![a(), b(), c()])),
        ("-tag:none", has(LabelKey::Tag)),
        ("tag:x,y OR tag:z", Filter::Any(vec![tag("x"), tag("y"), tag("z")])),
        ("-tag:x,y", not(Filter::Any(vec![tag("x"), tag("y")]))),
    ] {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn values_of_labels_texts_and_states() {
    let any = |tests| Filter::Any(tests);
    let ban = |test| Filter::Term(Term::Ban(test));
    for (text, filter) in [
        ("tag:VIP", tag("vip")),
        ("TAG:vip", tag("vip")),
        ("tag:\"order, late\",b", any(vec![tag("order, late"), tag("b")])),
        ("tag:none", not(has(LabelKey::Tag))),
        ("tag:Any", has(LabelKey::Tag)),
        ("tag:\"none\",\"any\"", any(vec![tag("none"), tag("any")])),
        ("tag:a:b", tag("a:b")),
        ("tag:>5", tag(">5")),
        ("tag:vip*", tag("vip*")),
        ("assignee:any", has(LabelKey::Assignee)),
        ("team:any", has(LabelKey::Team)),
        ("app:any", has(LabelKey::App)),
        ("language:any", has(LabelKey::Language)),
        ("source:any", has(LabelKey::Source)),
        ("hold:none", not(has(LabelKey::Hold))),
        ("ban:none", not(ban(LabelTest::Any))),
        ("ban:Spam", ban(LabelTest::Is("spam".into()))),
        ("status:OPEN", Filter::Term(Term::Status(Status::Open))),
        (
            "status:open,closed",
            any(vec![Filter::Term(Term::Status(Status::Open)), Filter::Term(Term::Status(Status::Closed))]),
        ),
        ("text:Parc*", contains(TextScope::Messages, "parc")),
        ("description:x", contains(TextScope::Description, "x")),
        ("note:x", contains(TextScope::Notes, "x")),
        ("email:@Example.com", contains(TextScope::Email, "@example.com")),
        ("phone:+49", contains(TextScope::Phone, "+49")),
        ("text:none", not(has(LabelKey::Text(TextScope::Messages)))),
        ("description:any", has(LabelKey::Text(TextScope::Description))),
        ("note:none", not(has(LabelKey::Text(TextScope::Notes)))),
        ("email:none", not(has(LabelKey::Text(TextScope::Email)))),
        ("phone:any", has(LabelKey::Text(TextScope::Phone))),
        ("person:any", has(LabelKey::Text(TextScope::PersonName))),
        ("person:\"any\"", contains(TextScope::PersonName, "any")),
        ("person:Maria", contains(TextScope::PersonName, "maria")),
        ("person:12", number(NumberKey::PersonId, 12, 12)),
        ("person:\"12\"", contains(TextScope::PersonName, "12")),
    ] {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn numbers_and_their_ranges() {
    let rating = |low, high| number(NumberKey::Rating, low, high);
    let unrated = || Filter::Term(Term::Number(NumberKey::Rating, None));
    let external = ChatName::External { source: "star".into(), external_id: "star 11/b".into() };
    for (text, filter) in [
        ("id:4711", number(NumberKey::Id, 4711, 4711)),
        ("id:\"star/star 11/b\"", Filter::Term(Term::Chat(external))),
        ("id:5..", number(NumberKey::Id, 5, i64::MAX)),
        ("rating:3", rating(3, 3)),
        ("rating:>3", rating(4, i64::MAX)),
        ("rating:>=3", rating(3, i64::MAX)),
        ("rating:<3", rating(i64::MIN, 2)),
        ("rating:<=3", rating(i64::MIN, 3)),
        ("rating:1..3", rating(1, 3)),
        ("rating:..3", rating(i64::MIN, 3)),
        ("rating:none", unrated()),
        ("rating:any", not(unrated())),
        ("-rating:any", unrated()),
        ("rating:none,1", Filter::Any(vec![unrated(), rating(1, 1)])),
        ("messages:-5..0", number(NumberKey::Messages, -5, 0)),
        ("messages:>=-9223372036854775808", number(NumberKey::Messages, i64::MIN, i64::MAX)),
    ] {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn custom_fields() {
    let bound = |value: &str, included| Some(Bound { value: value.to_owned(), included });
    let person = |test| Filter::Term(Term::Field(FieldOwner::Person, "plan".into(), test));
    for (text, filter) in [
        ("field.order:5", field("order", FieldTest::Is("5".into()))),
        ("field.Order:ABC", field("order", FieldTest::Is("abc".into()))),
        ("field.\"Order: Id\":x", field("order: id", FieldTest::Is("x".into()))),
        (
            "Field.\"a b\":\"x y\",z",
            Filter::Any(vec![field("a b", FieldTest::Is("x y".into())), field("a b", FieldTest::Is("z".into()))]),
        ),
        ("field.a.b:>4.5", field("a.b", FieldTest::Between(bound("4.5", false), None))),
        ("field.a:>=-1e3", field("a", FieldTest::Between(bound("-1e3", true), None))),
        ("field.a:<5", field("a", FieldTest::Between(None, bound("5", false)))),
        ("field.a:..5", field("a", FieldTest::Between(None, bound("5", true)))),
        ("field.a:1.5..2", field("a", FieldTest::Between(bound("1.5", true), bound("2", true)))),
        ("field.a:\"007\"", field("a", FieldTest::Reads("007".into()))),
        ("field.a:<2026-03-01", field("a", FieldTest::Days(None, bound("2026-03-01", false)))),
        ("field.a:2026-01..2026-01-15", field("a", FieldTest::Days(bound("2026-01", true), bound("2026-01-15", true)))),
        ("field.a:2026-01", field("a", FieldTest::Is("2026-01".into()))),
        ("field.a:\">5\"", field("a", FieldTest::Is(">5".into()))),
        ("field.a:\"x..y\"", field("a", FieldTest::Is("x..y".into()))),
        ("field.a:none", not(field("a", FieldTest::Any))),
        ("field.a:any", field("a", FieldTest::Any)),
        ("person.field.plan:gold", person(FieldTest::Is("gold".into()))),
        ("person.field.\"plan\":any", person(FieldTest::Any)),
    ] {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn flags_are_read_as_the_values_of_their_key() {
    let flag = |key: &str, value: &str| filter_of_flag("--some", key, value, &clock());
    for (key, value, query) in [
        ("status", "open,pending", "status:open,pending"),
        ("tag", "order issue, \"a, b\" ,c", "tag:\"order issue\",\"a, b\",c"),
        ("tag", "none", "tag:none"),
        ("tag", "\"none\"", "tag:\"none\""),
        ("person", "Maria (work)", "person:\"maria (work)\""),
        ("text", "5\" screen", r#"text:"5\" screen""#),
        ("created", "2026-01-01 10:00", "created:2026-01-01T10:00"),
        ("field.a: b", "x y", "field.\"a: b\":\"x y\""),
    ] {
        assert_eq!(flag(key, value).unwrap(), read(query), "{key} {value}");
    }
    for (key, value, message) in [
        ("status", "open,opn", "unknown status `opn` in --some\n    open,opn\n         ^^^"),
        ("tag", "", "missing value in --some\n    \n    ^"),
        ("tag", "a, ,b", "missing value in --some\n    a, ,b\n       ^"),
        ("tag", "\"a", "unmatched quote in --some\n    \"a\n    ^"),
        ("tag", "\"a\"b", "text right after a quote in --some\n    \"a\"b\n       ^"),
    ] {
        let error = flag(key, value).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.exit_code()), (message, 2), "{key} {value}");
    }
}

#[test]
fn prints_short_and_readable() {
    for (text, printed) in [
        ("a  AND (b c)", "a b c"),
        ("(a b) OR c", "a b OR c"),
        ("(a OR b) -(c d)", "(a OR b) -(c d)"),
        ("tag:VIP OR tag:none", "tag:vip,none"),
        ("-tag:a,b x", "-tag:a,b x"),
        ("\"lost parcel\" \"b*\"", "\"lost parcel\" \"b*\""),
        ("rating:>3 messages:..5 id:3..4", "rating:>=4 messages:<=5 id:3..4"),
        ("-field.\"a b\":>4.5", "-field.\"a b\":>4.5"),
        ("created:2026-01", "created:2025-12-31T23:00:00Z..2026-01-31T22:59:59Z"),
        ("created:7d", "created:>=2026-05-08T12:00:00Z"),
        ("closed:none", "closed:unknown"),
        ("id:\"a/b c\"", "id:\"a/b c\""),
    ] {
        assert_eq!(read(text).to_string(), printed, "{text}");
    }
    assert_eq!(read(&Filter::EVERYTHING.to_string()), number(NumberKey::Id, 1, i64::MAX));
}

#[test]
fn every_example_of_the_keys_is_read() {
    for key in KEYS {
        read(key.example);
    }
}

/// Names and texts that are hard to print.
fn hard() -> Vocabulary {
    let texts = [
        "x",
        "none",
        "ANY",
        "12",
        "-5",
        "a b",
        "a,b",
        "say \"hi\"",
        "back\\slash\\",
        "c*",
        "*",
        "k:v",
        "(x)",
        "OR",
        "世界",
        "👍🏽",
        "a..b",
        ">5",
        "<=",
        "É\u{327}",
        "\u{202e}rtl",
        "4.50",
        "-0.0",
        "today",
        "1e300",
        "\\\"",
    ];
    let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
    let named = |texts: &[String]| texts.iter().map(|name| (name.clone(), texts.to_vec())).collect::<Vec<_>>();
    let micros = [
        -62_135_596_799_999_999,
        -1,
        0,
        1,
        1_000,
        1_500_000,
        1_767_225_600_000_000,
        1_767_225_600_123_456,
        253_402_300_799_999_999,
    ];
    Vocabulary {
        chats: texts.iter().map(|text| (text.clone(), format!("{text}/{text}"))).collect(),
        fields: named(&texts),
        person_fields: named(&texts),
        times: micros.into_iter().filter_map(Time::from_micros).collect(),
        most_ids: i64::MAX,
        most_messages: 1000,
        words: texts.clone(),
        persons: texts.clone(),
        emails: texts.clone(),
        phones: texts.clone(),
        apps: texts.clone(),
        tags: texts.clone(),
        assignees: texts.clone(),
        teams: texts.clone(),
        languages: texts.clone(),
        sources: texts.clone(),
        holds: texts.clone(),
        reasons: texts,
    }
}

/// Texts that look like queries.
fn queryish() -> impl Strategy<Value = String> {
    let parts = [
        "tag:",
        "status:open",
        "rating:",
        "created:",
        "field.a:",
        "field.\"a b\":",
        "person:",
        "id:",
        "x",
        "\"",
        "\\",
        "\"a b\"",
        "(",
        ")",
        "-",
        "NOT ",
        "OR ",
        "AND ",
        " ",
        ",",
        "..",
        ">",
        "<=",
        "none",
        "any",
        "2026-01",
        "7d",
        "5",
        "1.5",
        "*",
        "世",
        "\u{301}",
        "/",
        "\n",
        ":",
        "T09:00",
        "Z",
        "+01:00",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn print_then_parse_is_the_same_filter(filter in filter(&hard())) {
        let printed = filter.to_string();
        let read = parse(&printed, &clock());
        prop_assert_eq!(read.map_err(|error| format!("{printed}: {error}")), Ok(filter));
    }

    #[test]
    fn whatever_is_read_prints_and_reads_the_same(text in queryish()) {
        if let Ok(filter) = parse(&text, &clock()) {
            let printed = filter.to_string();
            prop_assert_eq!(parse(&printed, &clock()).map_err(|error| format!("{printed}: {error}")), Ok(filter));
        }
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>(), key in 0..KEYS.len()) {
        let _ = parse(&text, &clock());
        let _ = parse(&format!("{}:{text}", KEYS[key].name), &clock());
        let _ = filter_of_flag("--flag", KEYS[key].name, &text, &clock());
    }

    #[test]
    fn any_text_in_quotes_is_searched_for_as_it_is(text in "[^\\x00]{0,20}") {
        let quoted = place::quote(&text);
        let folded = crate::model::fold::fold(&text).into_owned();
        match parse(&quoted, &clock()) {
            Ok(filter) => {
                prop_assert_eq!(&filter, &anywhere(&folded));
                prop_assert_eq!(parse(&filter.to_string(), &clock()).ok(), Some(filter));
            }
            Err(_) => prop_assert!(folded.trim().is_empty()),
        }
    }
}
