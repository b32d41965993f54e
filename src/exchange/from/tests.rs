//! What each form becomes, told in our own form; and what no file can do.

use std::path::PathBuf;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::error::Result;
use crate::exchange::chat_files::{ChatFiles, Item};
use crate::exchange::chat_line;
use crate::exchange::input::Bytes;
use crate::model::chat::WholeChat;

mod cases;

use cases::{CASES, CHATWOOT, INTERCOM, LIVECHAT, TELEGRAM, WHATSAPP, ZENDESK};

fn hints(form: Option<Form>) -> Hints {
    Hints { form, reps: vec!["Max Rep".to_owned()], ..Hints::of_zone(TimeZone::UTC) }
}

thread_local! {
    /// Where the files of a test are, one after the other.
    static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap();
}

/// All chats of these files, and what was wrong with others.
fn read_files(texts: &[&[u8]], hints: Hints) -> Result<(Vec<Form>, Vec<WholeChat>, Vec<String>)> {
    let folder = FOLDER.with(|folder| folder.path().to_owned());
    let mut paths = Vec::<PathBuf>::new();
    for (number, text) in texts.iter().enumerate() {
        let path = folder.join(number.to_string());
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    let mut files = ChatFiles::open(&paths, &folder, hints, Default::default())?;
    let (mut read, mut bad) = (Vec::new(), Vec::new());
    let step = |_| Ok(());
    let mut chats = files.chats(&step);
    while let Some(item) = chats.next()? {
        match item {
            Item::Chat(chat) => read.push(chat.chat),
            Item::Other => bad.push("no chat".to_owned()),
            Item::Bad { problem, .. } => {
                bad.push(problem.split_once('/').map_or(&*problem, |_| problem.rsplit('/').next().unwrap()).to_owned())
            }
        }
    }
    let forms = files.forms().map(|(_, form)| form).collect();
    Ok((forms, read, bad))
}

/// The good chats of a text that lies in no file: thousands of files take their time.
fn read_text(form: Form, text: &[u8]) -> Result<Vec<WholeChat>> {
    let (hints, mut bytes) = (hints(Some(form)), Bytes::of_text(text));
    if form == Form::Whatsapp {
        return whatsapp::read(&mut bytes, &hints).map(|read| vec![read.chat]);
    }
    let mut elements = elements::Elements::of(bytes, form.envelopes());
    let mut chats = Vec::new();
    while let Some(element) = elements.next_element()? {
        match read(form, element.bytes, &hints) {
            Ok(read) => chats.extend(read.map(|read| read.chat)),
            Err(Fault::Bad(_)) => {}
            Err(fault) => return Err(fault.at("in")),
        }
    }
    Ok(chats)
}

/// What is known of the chats of a text, in short.
fn told(form: Form, text: &str) -> String {
    let (_, chats, bad) = read_files(&[text.as_bytes()], hints(Some(form))).unwrap();
    chats.iter().map(one_told).chain(bad).collect::<Vec<_>>().join("\n")
}

fn one_told(chat: &WholeChat) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let time = |time: Option<crate::model::time::Time>| time.map_or("-".to_owned(), |time| time.rfc3339());
    let fields = |fields: &[(String, crate::model::field::FieldValue)]| {
        fields.iter().map(|(name, value)| format!("{name}={}", value.text())).collect::<Vec<_>>().join(" ")
    };
    let person = &chat.person;
    let mut lines = vec![
        format!("{}/{} {} app {}", chat.source, chat.external_id, chat.status.name(), text(&chat.app)),
        format!("times {} {} {}", time(chat.created), time(chat.closed), time(chat.updated)),
        format!(
            "person {} {} {} {} {}",
            text(&person.external_id),
            text(&person.name),
            text(&person.email),
            text(&person.phone),
            fields(&person.fields)
        ),
        format!("rep {:?} others {:?}", chat.rep.as_ref().map(|rep| (&rep.external_id, &rep.name)), chat.participants),
        format!(
            "labels {:?} {:?} {} {:?}",
            chat.teams,
            chat.tags,
            text(&chat.description),
            chat.rating.as_ref().map(|r| r.score)
        ),
        format!("fields {}", fields(&chat.fields)),
    ];
    lines.extend(chat.notes.iter().map(|note| format!("note {} {}: {}", time(note.at), text(&note.author), note.text)));
    for message in &chat.messages {
        let (at, kind, author) = (time(message.at), message.kind.name(), text(&message.author));
        let files = message
            .attachments
            .iter()
            .map(|file| format!(" [{} {} {} {}]", file.name, text(&file.media_type), file.size, text(&file.link)));
        lines.push(format!("{at} {kind} {author}: {:?}{}", message.text, files.collect::<String>()));
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_zendesk_chat_is_its_history() {
    assert_snapshot!(told(Form::Zendesk, ZENDESK), @r##"
    zendesk/2401.1.a closed app -
    times 2024-01-05T09:00:00Z 2024-01-05T09:10:00Z -
    person 1.5 Ann ann@example.com -
    rep Some((Some("77"), Some("Max"))) others []
    labels ["Sales"] ["order"] - None
    fields type=chat source_rating=good duration=600
    2024-01-05T09:00:00Z system Ann: "chat.memberjoin"
    2024-01-05T09:00:01Z ai Welcome: "Hello!"
    2024-01-05T09:00:02Z person 1.5: "Where is it?"
    2024-01-05T09:00:03Z rep 77: "" [map.png image/png 5 https://x.example/1]
    2024-01-05T09:09:00Z system Ann: "chat.rating: good"
    zendesk/2401.1.b open app -
    times 2024-01-06T09:00:00Z - -
    person - Bo - -
    rep None others []
    labels [] [] - None
    fields type=offline_msg
    2024-01-06T09:00:00Z person -: "Call me"
    no chat
    "##);
}

#[test]
fn a_thread_of_livechat_is_a_chat() {
    assert_snapshot!(told(Form::Livechat, LIVECHAT), @r##"
    livechat/T1 closed app -
    times 2024-01-05T09:00:00.500Z - -
    person u-1 Ann ann@example.com - present=true
    rep Some((Some("max@example.com"), Some("Max"))) others []
    labels [] ["order"] - None
    fields source_rating=1 thread.properties={"rating":{"score":{"value":1}}} chat_id=C1 access={"group_ids":[3]}
    note 2024-01-05T09:00:02Z max@example.com: a regular
    2024-01-05T09:00:00Z person u-1: "Name: Ann\nTopic: Orders"
    2024-01-05T09:00:01Z rep max@example.com: "Hello"
    2024-01-05T09:00:03Z person u-1: "" [a.pdf application/pdf 7 https://x.example/a.pdf]
    2024-01-05T09:00:04Z system -: "Max left"
    "##);
}

#[test]
fn a_conversation_of_intercom_is_its_parts() {
    assert_snapshot!(told(Form::Intercom, INTERCOM), @r##"
    intercom/503 open app whatsapp
    times 2024-01-05T09:00:00Z - 2024-01-05T09:13:20Z
    person c1 Ann ann@example.com - external_id=70
    rep Some((Some("9"), Some("Max"))) others ["c2"]
    labels [] ["order"] Order Some(4)
    fields size=4 source_status=snoozed conversation_rating={"rating":4,"remark":"fine","created_at":1704446000}
    note 2024-01-05T09:01:40Z 9: a regular
    2024-01-05T09:00:00Z person c1: "Where is it?"
    2024-01-05T09:01:00Z rep 9: "One & two\nOn its way" [map.png image/png 5 https://x.example/map.png]
    2024-01-05T09:01:50Z ai 8: "Anything else?"
    2024-01-05T09:02:00Z system Max: "assignment"
    "##);
}

#[test]
fn a_conversation_of_chatwoot_is_its_messages() {
    assert_snapshot!(told(Form::Chatwoot, CHATWOOT), @r##"
    chatwoot/12 open app WebWidget
    times 2024-01-05T09:00:00Z - -
    person 5 Ann - +15550100 city=Rome
    rep Some((Some("9"), Some("Max"))) others []
    labels ["Sales"] ["order"] - Some(5)
    fields plan=pro uuid=u-u source_status=snoozed inbox_id=3 agent_last_seen_at=0 meta.hmac_verified=false
    note 2024-01-05T09:00:02Z 9: a regular
    2024-01-05T09:00:00Z person 5: "Where is it?"
    2024-01-05T09:00:01Z rep 9: "I look it up" [map.png image/png 5 https://x.example/map.png?a=1]
    2024-01-05T09:00:03Z ai Robo: "Hi, I am a bot"
    2024-01-05T09:00:04Z system -: "Max closed it"
    2024-01-05T09:00:05Z ai -: "Please rate us"
    "##);
}

#[test]
fn a_telegram_chat_tells_its_person() {
    assert_snapshot!(told(Form::Telegram, TELEGRAM), @r##"
    telegram/70 open app telegram
    times 2024-01-05T09:00:00Z - -
    person user70 Ann - -
    rep Some((Some("user1"), Some("Max Rep"))) others []
    labels [] [] - None
    fields type=personal_chat
    2024-01-05T09:00:00Z person user70: "see https://x.example"
    2024-01-05T09:00:01Z rep user1: "" [(File not included. Change data exporting settings to download.) - 9 -]
    2024-01-05T09:00:02Z rep user1: "the bill" [bill.pdf application/pdf 9 -]
    2024-01-05T09:00:03Z system Max Rep: "phone_call"
    telegram/71 open app telegram
    times 2024-01-05T10:00:00Z - -
    person user72 Bo - -
    rep Some((Some("user1"), Some("Max Rep"))) others ["user73"]
    labels [] [] All of us None
    fields type=private_group
    2024-01-05T10:00:00Z person user72: "hi"
    2024-01-05T10:00:00Z person user73: "hi"
    2024-01-05T10:00:00Z rep user1: "hi"
    "##);
}

#[test]
fn the_text_of_whatsapp_is_a_chat() {
    assert_snapshot!(told(Form::Whatsapp, WHATSAPP), @r##"
    whatsapp/323c7709949a0594 open app whatsapp
    times 2024-01-15T10:30:00Z - -
    person - Ann - -
    rep Some((None, Some("Max Rep"))) others []
    labels [] [] - None
    fields
    2024-01-15T10:30:00Z system Ann: "Messages and calls are end-to-end encrypted."
    2024-01-15T10:30:05Z person Ann: "Where is it?\nI wait\n\n- since noon"
    2024-01-15T12:31:00Z rep Max Rep: "" [00000003-PHOTO.jpg image/jpeg 0 -]
    2024-01-15T13:00:00Z rep Max Rep: "On its way"
    "##);
}

/// The form that a text turns out to have.
fn found(text: &[u8]) -> Form {
    detect(text.get(..HEAD).unwrap_or(text))
}

#[test]
fn no_form_is_taken_for_another() {
    for (form, text) in CASES {
        assert_eq!(found(text.as_bytes()), form);
        let marked = format!("\u{feff}{text}");
        assert_eq!(found(marked.as_bytes()), form, "with a byte order mark");
        if form != Form::Whatsapp {
            let one = if form == Form::Zendesk { text.lines().next().unwrap() } else { text };
            assert_eq!(found(format!("\n[ {one}]").as_bytes()), form, "in an array");
        }
    }
    for (text, form) in [
        ("id,source,external,status\n1,,,open\n", Form::Csv),
        ("\u{feff}chat,source,external,number,at,from,author,text\r\n", Form::Csv),
        ("external,source,from,text", Form::Csv),
        ("1/2/24, 10:30 - Ann: hi", Form::Whatsapp),
        ("[1/2/24, 10:30:00] Ann: hi", Form::Whatsapp),
        (r#"{"livechats_form":1,"id":"x","messages":[{"from":"rep","date":1,"type":"m"}]}"#, Form::Livechats),
        (r#"{"id":"x","messages":[]}"#, Form::Livechats),
        (r#"{"id":"1","messages":[{"message_type":0}]}"#, Form::Chatwoot),
        (r#"{"type":"conversation","conversation_parts":{}}"#, Form::Intercom),
        (r#"{"chats":[{"id":"C","users":[],"thread":{}}],"found_chats":1}"#, Form::Livechat),
        (r#"{"chats":[{"id":"C","visitor":{},"history":[]}]}"#, Form::Zendesk),
        (r#"{"messages":[{"type":"message","date_unixtime":"1","from":"A","text":"x"}]}"#, Form::Telegram),
    ] {
        assert_eq!(found(text.as_bytes()), form, "{text}");
    }
}

/// The samples of other systems, where this machine has them.
#[test]
fn real_files_are_what_they_are() {
    let mut files = 0;
    for folder in ["../shared/data/samples", "../../shared/data/samples"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.map(|entry| entry.unwrap().path()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            let form = [Form::Intercom, Form::Livechat, Form::Telegram, Form::Whatsapp, Form::Zendesk];
            let Some(form) = form.into_iter().find(|form| name.starts_with(&format!("{}-", form.name()))) else {
                continue;
            };
            let text = std::fs::read(&entry).unwrap();
            assert_eq!(found(&text), form, "{name}");
            let reps = ["Developer", "Author 2", "John Doe", "Bob"].map(str::to_owned).to_vec();
            let (_, chats, _) = read_files(&[&text], Hints { reps, ..hints(None) }).unwrap();
            assert_eq!(chats.len(), 1, "{name}");
            files += 1;
        }
    }
    if files == 0 {
        eprintln!("did not run: the samples are not here");
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_or_is_the_beginning_of_the_whole() {
    for (form, text) in CASES {
        let whole = read_text(form, text.as_bytes()).unwrap();
        for length in 0..text.len() {
            match read_text(form, &text.as_bytes()[..length]) {
                Err(error) => assert!([6, 8].contains(&error.exit_code()), "{} {length}: {error}", form.name()),
                Ok(chats) if form == Form::Whatsapp => begins_the_same(&chats[0], &whole[0]),
                Ok(chats) => {
                    assert!(text.is_char_boundary(length));
                    assert_eq!(chats, whole[..chats.len()], "{} {length}", form.name());
                }
            }
        }
    }
}

/// A text may end anywhere: all but the last message is as it was.
fn begins_the_same(part: &WholeChat, whole: &WholeChat) {
    let (last, before) = part.messages.split_last().unwrap();
    assert_eq!(before, &whole.messages[..before.len()]);
    let same = &whole.messages[before.len()];
    assert_eq!(last.at, same.at);
}

#[test]
fn what_is_no_chat_is_told_with_its_place() {
    for (form, text, expected) in [
        (Form::Zendesk, "[{}]", "0 line 1, chat 1, history: is missing, and so is message"),
        (Form::Zendesk, "{\"history\":[]}", "0 line 1, chat 1, id: is missing"),
        (
            Form::Zendesk,
            "\n{\"id\":1,\"history\":[{\"type\":\"chat.msg\",\"nick\":\"x\"}]}",
            "0 line 2, chat 1, history[0].nick: expected visitor or agent:NUMBER",
        ),
        (
            Form::Zendesk,
            "{\"stream\":\"chats\",\"data\":{\"id\":{},\"history\":[]}}",
            "0 line 1, chat 1, data.id: expected a text or a number, found an object",
        ),
        (Form::Livechat, "{\"id\":1}", "0 line 1, chat 1, thread: is missing: only whole chats can be taken"),
        (Form::Livechat, "{\"payload\":{}}", "0 line 1, chat 1, payload.chat: is missing"),
        (
            Form::Livechat,
            "{\"thread\":{\"id\":1,\"events\":[{\"type\":\"message\",\"author_id\":\"x\"}]}}",
            "0 line 1, chat 1, thread.events[0].author_id: none of the chat's users: \"x\"",
        ),
        (
            Form::Livechat,
            "{\"thread\":{\"id\":1,\"events\":[]},\"users\":[{\"type\":\"x\"}]}",
            "0 line 1, chat 1, users[0].type: expected customer or agent",
        ),
        (Form::Intercom, "{\"id\":1}", "0 line 1, chat 1, conversation_parts: is missing, and so is source"),
        (
            Form::Intercom,
            "{\"id\":1,\"source\":{\"author\":{\"type\":\"x\"}}}",
            "0 line 1, chat 1, source.author.type: expected user, lead, contact, admin, team or bot, found \"x\"",
        ),
        (Form::Chatwoot, "{\"id\":1}", "0 line 1, chat 1, messages: is missing"),
        (Form::Chatwoot, "{\"id\":1,\"messages\":[{}]}", "0 line 1, chat 1, messages[0].message_type: is missing"),
        (
            Form::Chatwoot,
            "{\"id\":1,\"messages\":[{\"message_type\":9}]}",
            "0 line 1, chat 1, messages[0].message_type: expected 0 to 3, or incoming, outgoing, activity or template, found 9",
        ),
        (
            Form::Chatwoot,
            "{\"id\":1,\"messages\":[],\"created_at\":1e30}",
            "0 line 1, chat 1, created_at: not a time: 1e30",
        ),
        (Form::Telegram, "[{\"id\":1}]", "0 line 1, chat 1, messages: is missing"),
        (
            Form::Telegram,
            "{\"id\":1,\"messages\":[{}]}",
            "0 line 1, chat 1, messages[0].from: is missing, and so is from_id",
        ),
        (
            Form::Telegram,
            "{\"messages\":[]}",
            "0 line 1, chat 1, id: is missing, and there is no message to tell the chat by",
        ),
        (
            Form::Telegram,
            "{\"id\":1,\"messages\":[{\"from\":\"A\",\"text\":[5]}]}",
            "0 line 1, chat 1, messages[0].text[0]: expected a text, found 5",
        ),
        (Form::Telegram, "5", "0 line 1, chat 1: expected an object, found 5"),
    ] {
        let (_, chats, bad) = read_files(&[text.as_bytes()], hints(Some(form))).unwrap();
        assert_eq!((chats.len(), bad.join("\n").as_str()), (0, expected), "{text}");
    }
}

#[test]
fn a_rep_of_telegram_is_named_by_id_too() {
    let by_id = Hints { reps: vec!["user1".to_owned(), "user73".to_owned()], ..hints(None) };
    let (_, chats, _) = read_files(&[TELEGRAM.as_bytes()], by_id).unwrap();
    assert_eq!(chats[0].rep.as_ref().unwrap().name.as_deref(), Some("Max Rep"));
    assert_eq!((chats[1].rep.as_ref(), chats[1].participants.join(" ").as_str()), (None, "user73 user1"));
}

#[test]
fn airbyte_sends_records_among_other_things() {
    let text = concat!(
        r#"{"type":"LOG","log":{"message":"begin"}}"#,
        r#"{"type":"RECORD","record":{"stream":"chats","data":{"id":1,"visitor":{"name":"Bo"},"message":"x"}}}"#,
        r#"{"type":"RECORD","record":{"stream":"agents","data":{}}}{"type":"STATE","state":{}}"#,
    );
    assert_eq!(found(text.as_bytes()), Form::Zendesk);
    let (_, chats, bad) = read_files(&[text.as_bytes()], hints(None)).unwrap();
    assert_eq!((chats.len(), bad.len()), (1, 3));
}

#[test]
fn senders_that_nobody_named_are_told() {
    for (text, names) in [
        (
            r#"{"id":1,"messages":[{"type":"message","date":"","from":"A\u001b[2J"},{"from":"B","text":""}]}"#,
            r#""A\u001b[2J", "B""#,
        ),
        ("[1/15/24, 10:30:00] A: x\n[1/15/24, 10:30:00] B: y", r#""A", "B""#),
    ] {
        let error = read_files(&[text.as_bytes()], Hints::of_zone(TimeZone::UTC)).unwrap_err();
        assert_eq!(error.exit_code(), 6);
        assert!(error.next_step().unwrap().ends_with(&format!("--rep NAME; its senders are {names}")), "{error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever comes of odd bytes, a chat that is taken can be written and read again.
    #[test]
    fn no_bytes_break_any_form(
        case in 0..CASES.len(),
        spots in proptest::collection::vec((0..4000_usize, "[\"{}\\[\\],:0-9a-z\u{1b}\u{202e}\u{200e}\u{0}\n=<>&é-]{0,6}"), 1..4),
    ) {
        let (form, text) = CASES[case];
        let mut text = text.as_bytes().to_vec();
        for (at, bytes) in &spots {
            let at = at % text.len();
            let end = (at + bytes.len() / 2).min(text.len());
            text.splice(at..end, bytes.bytes());
        }
        match read_text(form, &text) {
            Err(error) => prop_assert!([6, 8].contains(&error.exit_code()), "{error}"),
            Ok(chats) => for chat in chats {
                let mut line = Vec::new();
                chat_line::write(&chat, &mut line);
                let back = chat_line::read(line.trim_ascii_end(), &TimeZone::UTC).unwrap();
                prop_assert!(chat.says_the_same(&back.chat), "{}", String::from_utf8_lossy(&line));
            },
        }
        let _ = found(&text);
    }
}
