//! Whole texts, and what they do not tell.

use jiff::tz::TimeZone;

use super::*;

fn hints(dates: Option<DateOrder>) -> Hints {
    Hints { dates, reps: vec!["Max".to_owned()], ..Hints::of_zone(TimeZone::UTC) }
}

fn read_as(text: &str, hints: &Hints) -> Result<ReadChat> {
    read(&mut Bytes::of_text(text.as_bytes()), hints)
}

fn error(text: &str, hints: &Hints) -> (u8, String, String) {
    let error = read_as(text, hints).unwrap_err();
    (error.exit_code(), error.to_string(), error.next_step().unwrap_or_default().to_owned())
}

fn first_time(text: &str, dates: Option<DateOrder>) -> String {
    read_as(text, &hints(dates)).unwrap().chat.created.unwrap().rfc3339()
}

#[test]
fn the_order_of_dates_is_told_by_the_file_or_by_the_user() {
    let day_above = "01/02/24, 10:30 - Max: a\n13/02/24, 10:30 - Ann: b\n";
    assert_eq!(first_time(day_above, None), "2024-02-01T10:30:00Z");
    assert_eq!(first_time("01/02/24, 10:30 - Max: a\n02/13/24, 10:30 - Ann: b", None), "2024-01-02T10:30:00Z");
    assert_eq!(first_time("2024-01-02, 10:30 - Max: a", None), "2024-01-02T10:30:00Z");
    let open = "01/02/24, 10:30 - Max: a\n";
    let (code, problem, hint) = error(open, &hints(None));
    assert_eq!((code, hint.as_str()), (6, "say --dates dmy or --dates mdy"));
    assert!(problem.starts_with("in: it does not tell whether the day or the month comes first"), "{problem}");
    for (order, expected) in
        [(DateOrder::Dmy, "2024-02-01"), (DateOrder::Mdy, "2024-01-02"), (DateOrder::Ymd, "2001-02-24")]
    {
        assert_eq!(first_time(open, Some(order)), format!("{expected}T10:30:00Z"));
    }
    let both = "13/02/24, 10:30 - Max: a\n02/13/24, 10:30 - Max: b\n";
    assert_eq!(error(both, &hints(None)).1, "in line 2: day and month are the other way round than on line 1");
    assert_eq!(error(day_above, &hints(Some(DateOrder::Mdy))).1, "in line 2: no such day: \"13/02/24, 10:30\"");
}

#[test]
fn times_are_local_and_never_guessed() {
    let berlin = Hints { zone: TimeZone::get("Europe/Berlin").unwrap(), ..hints(None) };
    let read = read_as("[1/15/24, 10:30:05 AM] Max: a", &berlin).unwrap();
    assert_eq!((read.chat.created.unwrap().rfc3339().as_str(), read.unzoned), ("2024-01-15T09:30:05Z", 1));
    let (code, problem, _) = error("31.03.24, 02:30 - Max: a", &berlin);
    assert_eq!(code, 8);
    assert_eq!(problem, "in line 1: the zone skips this time or has it twice: \"2024-03-31T02:30:00\"");
}

#[test]
fn lines_go_on_with_the_message_before() {
    let text = "\u{feff}13/02/24, 10:30 - Max: one\n\ntwo [3/4/24, 10:30:00] x\n13/02/24 no\n13/02/24, 10:31 - Ann:\nunder\n\n";
    let chat = read_as(text, &hints(None)).unwrap().chat;
    let texts: Vec<&str> = chat.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["one\n\ntwo [3/4/24, 10:30:00] x\n13/02/24 no", "\nunder"]);
    let other_form = "[2/13/24, 10:30:00] Max: a\n13/02/24, 10:31 - Ann: quoted";
    assert_eq!(read_as(other_form, &hints(None)).unwrap().chat.messages.len(), 1);
}

#[test]
fn names_end_with_a_colon_that_is_theirs() {
    let text = "13/02/24, 10:30 - Max: a: b\n13/02/24, 10:31 - Ann created group \"x\"\n13/02/24, 10:32 - Max:.\n\
                13/02/24, 10:33 - see https://x.example\n13/02/24, 10:34 - \u{202a}+49 (0) 170\u{a0}1\u{202c}: hi\n";
    let chat = read_as(text, &hints(None)).unwrap().chat;
    let told: Vec<(&str, Option<&str>, &str)> =
        chat.messages.iter().map(|m| (m.kind.name(), m.author.as_deref(), m.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("rep", Some("Max"), "a: b"),
            ("system", None, "Ann created group \"x\""),
            ("rep", Some("Max"), "."),
            ("system", None, "see https://x.example"),
            ("person", Some("+49 (0) 170\u{a0}1"), "hi"),
        ]
    );
    let nobody = read_as("13/02/24, 10:30 - é\n13/02/24, 10:30 - :\n", &hints(None)).unwrap().chat;
    assert!(nobody.messages.iter().all(|message| message.kind == AuthorKind::System && message.author.is_none()));
    assert_eq!(chat.person.external_id.as_deref(), Some("+4901701"));
    assert_eq!(chat.person.phone.as_deref(), Some("+49 (0) 170\u{a0}1"));
}

#[test]
fn a_later_export_of_a_chat_is_the_same_chat() {
    let text = "13/02/24, 10:30 - Messages and calls are end-to-end encrypted.\n13/02/24, 10:30 - Max: Hello\n13/02/24, 10:31 - Ann: hi\n";
    let id = |text: &str, dates| read_as(text, &hints(dates)).unwrap().chat.external_id;
    let first = id(text, None);
    assert_eq!(first.len(), 16);
    assert_eq!(id(&format!("{text}14/02/24, 10:30 - Bo: I joined\n"), None), first);
    assert_eq!(id(text, Some(DateOrder::Dmy)), first);
    // The same words at the same time to somebody else are another chat.
    assert_ne!(id(&text.replace("Ann", "Bo"), None), first);
    assert_ne!(id(&text.replace("10:30 - Max", "10:31 - Max"), None), first);
}

#[test]
fn what_is_no_text_of_a_chat_is_refused() {
    for (text, expected) in [
        ("", "in: it is empty: there is no chat in it"),
        ("\nhello\n", "in line 2: expected the time of a message, found \"hello\""),
        ("30/02/24, 10:30 - Max: a", "in line 1: no such day: \"30/02/24, 10:30\""),
    ] {
        assert_eq!(error(text, &hints(None)).1, expected);
    }
    let bad = read(&mut Bytes::of_text(b"13/02/24, 10:30 - Max: a\n\xff"), &hints(None)).unwrap_err();
    assert_eq!((bad.exit_code(), bad.to_string().as_str()), (8, "in line 2: not UTF-8 text"));
}
