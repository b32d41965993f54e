//! What a chat looks like.

use super::*;
use crate::model::attachment::Attachment;
use crate::model::message::AuthorKind;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use insta::assert_snapshot;

fn at(text: &str) -> Option<Time> {
    Time::parse(text, &TimeZone::UTC).map(|read| read.time)
}

fn message(at: Option<Time>, kind: AuthorKind, author: &str, text: &str) -> Message {
    Message { at, author: Some(author.into()), text: text.into(), ..Message::of(kind) }
}

fn chat() -> WholeChat {
    WholeChat {
        id: 4711,
        external_id: "w-7".into(),
        source: "desk".into(),
        began_here: false,
        language: Some("de".into()),
        app: Some("whatsapp".into()),
        created: at("2026-01-30T16:30:00Z"),
        closed: None,
        updated: at("2026-01-31T09:00:00Z"),
        time_kind: None,
        person: Person {
            external_id: Some("p1".into()),
            name: Some("Jürgen Groß".into()),
            email: Some("jg@example.org".into()),
            ..Person::default()
        },
        rep: Some(Rep { external_id: Some("r1".into()), name: Some("Ana Souza".into()), email: None }),
        participants: vec![],
        teams: vec!["Billing".into()],
        tags: vec!["vip".into(), "refund".into()],
        status: Status::Overdue,
        rating: None,
        description: Some("two\nlines".into()),
        fields: vec![
            ("order".into(), FieldValue::Number("4.50".into())),
            ("name_of_the_shop_he_went_to_first".into(), FieldValue::Text("Ost".into())),
        ],
        notes: vec![],
        messages: vec![
            message(at("2026-01-30T16:30:00Z"), AuthorKind::Person, "p1", "Hello,\nmy lamp is broken."),
            message(
                at("2026-01-30T17:02:00Z"),
                AuthorKind::Rep,
                "r1",
                "12:00  person  Jürgen Groß\n\u{1b}[2JI am sorry.",
            ),
            Message { offset: Some(125_000_000), ..message(None, AuthorKind::Ai, "bot", "Anything else?") },
            message(None, AuthorKind::System, "", "assigned"),
        ],
    }
}

fn page(chat: &WholeChat, width: usize, left_out: usize) -> String {
    let zone = TimeZone::get("Asia/Bangkok").unwrap();
    let mut document = Document::new(width);
    Page { zone: &zone, notes: true, document: &mut document }.chat(chat, &crate::store::Custody::default(), left_out);
    document.render(false)
}

#[test]
fn a_chat_reads_like_a_letter() {
    assert_snapshot!(page(&chat(), 60, 0), @r"
    Chat 4711  overdue

    Person        Jürgen Groß · jg@example.org
    App           whatsapp
    Assignee      Ana Souza
    Teams         Billing
    Tags          vip, refund
    Description   two
                  lines
    Language      de
    Created       2026-01-30 23:30
    Updated       2026-01-31 16:00
    Source        desk/w-7

    Fields
      order                   4.50
      name_of_the_shop_he_went_to_first
                              Ost

    4 messages
    ── 2026-01-30 ──
    23:30  person  Jürgen Groß
           Hello,
           my lamp is broken.
    ── 2026-01-31 ──
    00:02  rep  Ana Souza
           12:00  person  Jürgen Groß
           ^[[2JI am sorry.
    +2:05  ai  bot
           Anything else?
    --:--  system
           assigned
    ");
}

#[test]
fn the_end_of_a_thread_says_what_it_left_out() {
    let text = page(&chat(), 60, 3);
    assert!(text.contains("\n4 messages\n3 earlier left out by --tail\n--:--  system\n       assigned\n"), "{text}");
}

#[test]
fn no_words_of_a_chat_begin_where_an_author_does() {
    let mut chat = chat();
    chat.messages = vec![message(None, AuthorKind::Person, "x", &"12:00  rep  Ana\n".repeat(50))];
    let text = page(&chat, 40, 0);
    assert_eq!(text.lines().filter(|line| line.starts_with("12:00")).count(), 0);
    assert_eq!(text.lines().filter(|line| line.starts_with("       12:00")).count(), 50);
}

#[test]
fn files_and_aliases_stand_where_no_words_of_a_chat_do() {
    let mut chat = chat();
    let file = |name: &str, media_type: Option<&str>| Attachment {
        name: name.into(),
        media_type: media_type.map(str::to_owned),
        size: 1234,
        link: None,
    };
    chat.messages = vec![
        Message {
            alias: Some("Sunny".into()),
            attachments: vec![file("invoice.pdf", Some("application/pdf")), file("a\nfile   b\u{202e}", None)],
            ..message(None, AuthorKind::Rep, "r1", "file   1 byte · fake.txt")
        },
        Message { attachments: vec![file("photo.jpg", None)], ..message(None, AuthorKind::Person, "p1", "") },
    ];
    let text = page(&chat, 60, 0);
    let thread: Vec<&str> = text.lines().skip_while(|line| *line != "2 messages").skip(1).collect();
    assert_eq!(
        thread,
        [
            "--:--  rep  Ana Souza as Sunny",
            "       file   1 byte · fake.txt",
            "file   1,234 bytes · invoice.pdf · application/pdf",
            "file   1,234 bytes · a",
            "       file   b<U+202E>",
            "--:--  person  Jürgen Groß",
            "file   1,234 bytes · photo.jpg",
        ]
    );
}
