//! What our own export writes is read as it was; what is missing is noticed.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::model::chat::{self, ChatRow, Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{self, AuthorKind, Message, MessageRow};
use crate::model::person::{Person, Rep};
use crate::model::record::Cell;
use crate::model::status::Status;
use crate::model::time::Time;
use crate::output::rows::{Form, RowForm, RowWriter};

fn hints() -> Hints {
    Hints::of_zone(TimeZone::UTC)
}

fn read(chats: &[u8], messages: &[u8]) -> Result<Vec<WholeChat>> {
    let mut pair = Pair::of(Bytes::of_text(chats), Some(Bytes::of_text(messages)))?;
    let mut all = Vec::new();
    while let Some(read) = pair.next_chat(&hints())? {
        all.push(read.chat);
    }
    Ok(all)
}

/// How a text cell is guarded against spreadsheets.
fn guarded(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '\'']);
    format!("{}{text}", if risky { "'" } else { "" })
}

/// Rows as export writes them, or with guarded texts.
fn rows<'c>(head: &[&str], rows: impl IntoIterator<Item = Vec<Cell<'c>>>, excel: bool) -> Vec<u8> {
    let mut out = if excel { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = RowWriter::new(&mut out, RowForm::new(Form::Csv, head.iter().copied()));
    for row in rows {
        let texts: Vec<Option<String>> = row
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) if excel => Some(guarded(text)),
                Cell::List(list) if excel => Some(guarded(&list.join(","))),
                _ => None,
            })
            .collect();
        writer.row(row.iter().zip(&texts).map(|(cell, text)| text.as_deref().map_or(*cell, Cell::Text))).unwrap();
    }
    writer.finish().unwrap();
    out
}

/// Both files of these chats.
fn written(chats: &[WholeChat], excel: bool) -> (Vec<u8>, Vec<u8>) {
    let columns: Vec<_> = chat::COLUMNS.iter().filter(|column| column.name != "preview").collect();
    let mut head: Vec<&str> = columns.iter().map(|column| column.name).collect();
    head.push("field.note");
    let listed: Vec<ChatRow> = (1_i64..).zip(chats).map(|(id, chat)| row_of(id, chat)).collect();
    let chat_rows = listed.iter().map(|row| {
        let own = columns.iter().map(|column| (column.cell)(row));
        own.chain([Cell::field(row.fields[0].as_ref())]).collect::<Vec<_>>()
    });
    let chat_bytes = rows(&head, chat_rows, excel);
    let head: Vec<&str> = message::COLUMNS.iter().map(|column| column.name).collect();
    let spoken: Vec<MessageRow> = (1_i64..)
        .zip(chats)
        .flat_map(|(id, chat)| {
            (1_i64..).zip(&chat.messages).map(move |(number, message)| MessageRow {
                chat: id,
                chat_began: chat.created,
                source: chat.source.clone(),
                external_id: chat.external_id.clone(),
                number,
                at: message.at,
                kind: Some(message.kind),
                author: message.author.clone().unwrap_or_default(),
                text: message.text.clone(),
                alias: message.alias.clone().unwrap_or_default(),
            })
        })
        .collect();
    let message_rows = spoken.iter().map(|row| message::COLUMNS.iter().map(|column| (column.cell)(row)).collect());
    (chat_bytes, rows(&head, message_rows, excel))
}

fn row_of(id: i64, chat: &WholeChat) -> ChatRow {
    ChatRow {
        id,
        source: Some(chat.source.clone()),
        external_id: Some(chat.external_id.clone()),
        app: chat.app.clone(),
        person: chat.person.name.clone(),
        email: chat.person.email.clone(),
        status: Some(chat.status),
        assignee: chat.rep.as_ref().and_then(|rep| rep.name.clone()),
        teams: chat.teams.clone(),
        tags: chat.tags.clone(),
        rating: chat.rating.as_ref().map(|rating| rating.score),
        created: chat.created,
        messages: chat.messages.len() as i64,
        description: chat.description.clone(),
        fields: vec![chat.fields.first().map(|(_, value)| value.clone())],
        ..ChatRow::default()
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+'@\t\r\n\u{0}\u{feff}＝\"a,; é-]{1,6}",
        any::<String>().prop_filter("an empty cell says nothing", |text| !text.is_empty()),
    ]
}

fn any_chat() -> impl Strategy<Value = WholeChat> {
    let texts = prop::collection::vec(prop::option::of(text()), 7);
    let label = "[^,]{1,5}";
    let at = prop::option::of((0..4_000_000_000_000_000_i64).prop_map(|at| Time::from_micros(at).unwrap()));
    let kind = prop::sample::select(AuthorKind::ALL.to_vec());
    let message = (kind, text(), prop::option::of(text()), at.clone(), prop::option::of(text()))
        .prop_map(|(kind, text, author, at, alias)| Message { text, author, at, alias, ..Message::of(kind) });
    let parts = (texts, prop::collection::btree_set(label, 0..3), prop::option::of(1..6_i64), at);
    let status = prop::sample::select(Status::ALL.to_vec());
    (parts, status, prop::collection::vec(message, 0..4), (text(), text())).prop_map(
        |((texts, tags, rating, created), status, messages, (source, external_id))| {
            let [app, name, email, rep, description, field, team]: [Option<String>; 7] = texts.try_into().unwrap();
            WholeChat {
                source,
                external_id,
                app,
                person: Person { name, email, ..Person::default() },
                rep: rep.map(|name| Rep { name: Some(name), ..Rep::default() }),
                tags: tags.into_iter().collect(),
                teams: team.into_iter().map(|team| team.replace(',', ".")).collect(),
                rating: rating.map(|score| Rating { score, comment: None, at: None }),
                created,
                status,
                description,
                fields: field.into_iter().map(|text| ("note".to_owned(), super::row::field_value(&text))).collect(),
                messages,
                ..WholeChat::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read(chats in prop::collection::vec(any_chat(), 0..4), excel: bool) {
        let (chat_bytes, message_bytes) = written(&chats, excel);
        let mut back = read(&chat_bytes, &message_bytes).unwrap();
        for chat in &mut back {
            prop_assert!(chat.person.external_id.take().unwrap().starts_with("csv-0-"));
        }
        prop_assert_eq!(&back, &chats);
        prop_assert_eq!(&read(&message_bytes, &chat_bytes).unwrap().len(), &chats.len(), "in the other order");
    }
}

const CHATS: &str = "id,source,external,status,messages,field.size,colour\n\
    1,shop,a,open,2,4.50,\"r\"\"ed\"\n2,,,on hold,0,007,\n3,shop,c,closed,1,true,\n";
const MESSAGES: &str = "chat,number,at,from,author,text\n\
    1,1,2024-01-05T09:00:00Z,person,Ann,\"one,\ntwo\"\n1,2,,rep,Max,three\n3,1,2024-01-05 09:00,ai,,'four\n";

#[test]
fn cells_become_what_they_were() {
    let chats = read(CHATS.as_bytes(), MESSAGES.as_bytes()).unwrap();
    let fields = |place: usize| {
        chats[place].fields.iter().map(|(name, value)| format!("{name}={value:?}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(fields(0), "size=Number(\"4.50\") colour=Text(\"r\\\"ed\")");
    assert_eq!(fields(1), "size=Text(\"007\") source_status=Text(\"on hold\")");
    assert_eq!(chats[2].fields, [("size".to_owned(), FieldValue::Toggle(true))]);
    let names: Vec<_> = chats.iter().map(|chat| (chat.source.as_str(), chat.external_id.as_str())).collect();
    assert_eq!(names, [("shop", "a"), ("livechats", "2"), ("shop", "c")]);
    assert_eq!(chats[0].messages[0].text, "one,\ntwo");
    assert_eq!(chats[2].messages[0].text, "'four", "unguarded without a byte order mark");
    let marked = read(format!("\u{feff}{CHATS}").as_bytes(), format!("\u{feff}{MESSAGES}").as_bytes()).unwrap();
    assert_eq!(marked[2].messages[0].text, "four");
    let returns = read(CHATS.replace('\n', "\r\n").as_bytes(), MESSAGES.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!(returns[1], chats[1]);
}

#[test]
fn files_cut_anywhere_are_noticed() {
    let code =
        |chats: &str, messages: &str| read(chats.as_bytes(), messages.as_bytes()).map_err(|error| error.exit_code());
    for length in 0..MESSAGES.len() {
        assert!(matches!(code(CHATS, &MESSAGES[..length]), Err(2 | 8)), "{length}");
    }
    for length in 0..CHATS.len() {
        assert!(matches!(code(&CHATS[..length], MESSAGES), Err(2 | 8)), "{length}");
    }
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let error = |chats: &str, messages: &str| read(chats.as_bytes(), messages.as_bytes()).unwrap_err().to_string();
    for (old, new, expected) in [
        ("a,open,2", "a,open,3", "in line 2, messages: 3 of them, but in has 2 in this place"),
        ("a,open,2", "a,open,x", "in line 2, messages: expected a number, found \"x\""),
        ("1,shop,a", "1,,a", "in line 2, source: is missing"),
        ("1,shop,a", "1,shop,", "in line 2, external: is missing"),
        ("id,source", "id,id", "in line 1: the column \"id\" is there twice"),
        ("3,shop,c,closed", "3,shop", "in line 4: 5 cells, where the head has 7"),
        (
            "3,shop,c,closed,1",
            "4,shop,c,closed,0",
            "in line 5: its chat is not in in, or stands there in another order",
        ),
    ] {
        assert_eq!(error(&CHATS.replace(old, new), MESSAGES), expected, "{new}");
    }
    for (old, new, expected) in [
        ("person", "nobody", "in line 2, from: expected person, ai, rep or system, found \"nobody\""),
        ("1,2,,", "1,3,,", "in line 4, number: expected 2, found \"3\""),
        ("2024-01-05T09", "2024-13-05T09", "in line 2, at: not a time: \"2024-13-05T09:00:00Z\""),
        ("\n1,2", "\n,2", "in line 4: the chat has no number"),
        (",from,", ",who,", "in line 1: messages need the column from"),
    ] {
        assert_eq!(error(CHATS, &MESSAGES.replace(old, new)), expected, "{new}");
    }
    assert_eq!(error(CHATS, CHATS), "in needs its other half: chats and messages are in two files of CSV");
    assert!(Pair::of(Bytes::of_text(CHATS.as_bytes()), None).is_err_and(|error| error.exit_code() == 2));
}

#[test]
fn a_row_without_end_is_refused() {
    let mut chats = b"id,source,external\n1,a,\"".to_vec();
    chats.resize(crate::exchange::input::MAX_LINE + 10_000, b'x');
    let error = read(&chats, MESSAGES.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "in line 2: longer than 64 MiB");
}
