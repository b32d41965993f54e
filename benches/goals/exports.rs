//! G13 to G16: writing files.

use std::time::Instant;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::Result;
use crate::data::Data;
use crate::measure::{Run, Tools, medians, percentile, say};
use crate::report::{Goal, Report};

/// Messages as the tables hold them, with what belongs to each.
const MESSAGES: &str = "SELECT chat.id, chat.external_id, message.number, message.sent_at, author.kind, author.name,
    message.text FROM chat JOIN message ON message.chat_key = chat.key JOIN author ON author.id = message.author_id
    ORDER BY chat.key DESC, message.number";

/// Chats as the tables hold them, with the name of the person.
const CHATS: &str = "SELECT chat.id, chat.external_id, chat.created_at, chat.closed_at, chat.updated_at, chat.status,
    chat.app_id, chat.language_id, chat.person_id, person.name, person.email, person.phone, chat.assignee_id,
    chat.rating, chat.message_count, chat.description
    FROM chat JOIN person ON person.id = chat.person_id ORDER BY chat.key DESC";

/// Whole chats, as the shell can nest them.
const WHOLE: &str = "SELECT json_object('id', chat.external_id, 'created_at', chat.created_at, 'status', chat.status,
    'description', chat.description, 'messages', (SELECT json_group_array(json_object('at', message.sent_at,
    'from', author.kind, 'author', author.name, 'text', message.text)) FROM message
    JOIN author ON author.id = message.author_id WHERE message.chat_key = chat.key))
    FROM chat ORDER BY chat.key DESC";

/// The same in Python.
const PYTHON: &str = r#"
import sqlite3, json, sys
db = sqlite3.connect(sys.argv[1])
out = sys.stdout
messages = "SELECT sent_at, kind, name, text FROM message JOIN author ON author.id = author_id WHERE chat_key = ? ORDER BY number"
chats = "SELECT key, external_id, created_at, status, description FROM chat ORDER BY key DESC"
for key, id, created_at, status, description in db.execute(chats):
    thread = [{"at": at, "from": kind, "author": name, "text": text} for at, kind, name, text in db.execute(messages, (key,))]
    chat = {"id": id, "created_at": created_at, "status": status, "description": description, "messages": thread}
    out.write(json.dumps(chat, ensure_ascii=False) + "\n")
"#;

/// Measures them at every size from 100,000 chats on, or at the largest.
pub fn measure(tools: &Tools, repositories: &[Data], report: &mut Report) -> Result<()> {
    let Some(largest) = repositories.last() else { return Ok(()) };
    let worth = repositories.iter().filter(|data| data.chats >= 100_000.min(largest.chats));
    let mut memories = Vec::new();
    for data in worth {
        messages(tools, data, report)?;
        whole(tools, data, report)?;
        chats(tools, data, report)?;
        let run = data.ours(tools, ["export", "--format", "jsonl", "-o", "-"]);
        if let Some(memory) = tools.memory(&run)? {
            let told = format!("{memory:.1} MB");
            report.add("G16", "memory of an export in MB", data.chats, told, String::new(), memory, Goal::AtMost(25.0));
            memories.push(memory);
        }
    }
    if let [first, .., last] = memories[..] {
        let told = [last, first].map(|memory| format!("{memory:.1} MB"));
        let [ours, peer] = told;
        report.add(
            "G16",
            "the same, against the smaller size",
            largest.chats,
            ours,
            peer,
            last / first,
            Goal::AtMost(1.2),
        );
    }
    Ok(())
}

/// G13.
fn messages(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let ours = data.ours(tools, ["export", "--kind", "messages", "--format", "csv", "-o", "-"]);
    let shell = tools.shell(&data.file, ["-csv", MESSAGES]);
    let mut loops = Vec::new();
    let (mut all_ours, mut all_shell) = (Vec::new(), Vec::new());
    for _ in 0..data.rounds() {
        all_ours.push(ours.once()?);
        all_shell.push(shell.once()?);
        loops.push(step_loop(data)?);
    }
    let ours = percentile(&mut all_ours, 50);
    let shell = percentile(&mut all_shell, 50);
    report.ratio("G13", "messages CSV, against sqlite3 -csv", data.chats, ours, shell, Goal::AtMost(0.55));
    let bare = percentile(&mut loops, 50);
    report.ratio("G13", "messages CSV, against only stepping through", data.chats, ours, bare, Goal::AtMost(2.0));
    Ok(())
}

/// Milliseconds to step through all messages and look at every value.
fn step_loop(data: &Data) -> Result<f64> {
    let start = Instant::now();
    let connection = Connection::open_with_flags(&data.file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare(MESSAGES)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            bytes += match row.get_ref(column)? {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.len(),
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => 8,
            };
        }
    }
    std::hint::black_box(bytes);
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// G14.
fn whole(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let ours = data.ours(tools, ["export", "--format", "jsonl", "-o", "-"]);
    let shell = tools.shell(&data.file, [WHOLE]);
    let [ours_ms, shell] = medians([&ours, &shell], data.rounds())?;
    report.ratio(
        "G14",
        "whole chats as JSON Lines, against json_object",
        data.chats,
        ours_ms,
        shell,
        Goal::AtMost(0.6),
    );
    let Some(python) = &tools.python3 else { return Ok(()) };
    if data.chats > 200_000 {
        say("Python is only asked for 100,000 chats or fewer");
        return Ok(());
    }
    let python = Run::new(python, ["-c", PYTHON]).with(&data.file);
    let [ours, python] = medians([&ours, &python], 3)?;
    report.ratio("G14", "whole chats as JSON Lines, against Python", data.chats, ours, python, Goal::AtMost(0.15));
    Ok(())
}

/// G15.
fn chats(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let ours = data.ours(tools, ["export", "--kind", "chats", "--format", "csv", "-o", "-"]);
    let shell = tools.shell(&data.file, ["-csv", CHATS]);
    let [ours, shell] = medians([&ours, &shell], data.rounds())?;
    report.ratio("G15", "chats CSV, against sqlite3 -csv", data.chats, ours, shell, Goal::AtMost(0.9));
    Ok(())
}
