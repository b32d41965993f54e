//! Exports in a crowd: one moment each, while four others write all the time.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rusqlite::Connection;

use crate::job::{copy, exported};
use crate::repo::{TestRepo, code, text};

/// Exports tried where `LIVECHATS_CROWD` does not say.
const EXPORTS: usize = 8;

const WRITERS: usize = 4;
/// Chats of each writer.
const CHATS: usize = 6;
/// Messages of each chat, at first.
const MESSAGES: usize = 25;

fn exports() -> usize {
    std::env::var("LIVECHATS_CROWD").ok().and_then(|exports| exports.parse().ok()).unwrap_or(EXPORTS)
}

/// Chats of four groups, tagged `g0` to `g3`.
fn crowded() -> TestRepo {
    let message = r#"{"from":"person","author":"p","text":"one of the messages that are moved"}"#;
    let messages = vec![message; MESSAGES].join(",");
    let line = |number: usize| {
        let group = number % WRITERS;
        format!(r#"{{"id":"{number}","source":"s","tags":["g{group}"],"status":"open","messages":[{messages}]}}"#)
            + "\n"
    };
    TestRepo::with(&(0..WRITERS * CHATS).map(line).collect::<String>())
}

/// Lets four writers do their work again and again while `observe` runs. Gives how often each did it.
fn amid(write: impl Fn(usize, usize) + Sync, observe: impl FnOnce()) -> Vec<usize> {
    let done = AtomicBool::new(false);
    let counts: Vec<AtomicUsize> = (0..WRITERS).map(|_| AtomicUsize::new(0)).collect();
    /// Ends the writers, also where what is observed is wrong.
    struct End<'a>(&'a AtomicBool);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    std::thread::scope(|scope| {
        let (done, write) = (&done, &write);
        for (writer, count) in counts.iter().enumerate() {
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    write(writer, count.fetch_add(1, Ordering::Relaxed));
                }
            });
        }
        let _end = End(done);
        observe();
    });
    counts.into_iter().map(AtomicUsize::into_inner).collect()
}

/// Moves a chat's last message to another chat, past the program, as the messaging application might.
fn move_message(connection: &Connection, from: i64, to: i64) {
    let sql = format!(
        "BEGIN IMMEDIATE;
         UPDATE message SET chat_key = (SELECT key FROM chat WHERE id = {to}),
             number = 1 + (SELECT max(number) FROM message WHERE chat_key = (SELECT key FROM chat WHERE id = {to}))
         WHERE chat_key = (SELECT key FROM chat WHERE id = {from})
             AND number = (SELECT max(number) FROM message WHERE chat_key = (SELECT key FROM chat WHERE id = {from}))
             AND number > 1;
         UPDATE chat SET message_count = (SELECT count(*) FROM message WHERE chat_key = key) WHERE id IN ({from}, {to});
         COMMIT"
    );
    connection.execute_batch(&sql).unwrap();
}

/// The rows of a file of CSV, by these columns.
fn rows(file: &str, columns: [&str; 2]) -> Vec<[String; 2]> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places = columns.map(|column| header.iter().position(|name| name == column).unwrap());
    reader.records().map(|row| places.map(|place| row.as_ref().unwrap()[place].to_owned())).collect()
}

#[test]
fn an_export_in_a_crowd_is_one_moment() {
    let repo = crowded();
    let chats = i64::try_from(WRITERS * CHATS).unwrap();
    let connect = || {
        let connection = Connection::open(repo.file()).unwrap();
        connection.busy_timeout(Duration::from_secs(60)).unwrap();
        std::sync::Mutex::new(connection)
    };
    let connections: Vec<_> = (0..WRITERS).map(|_| connect()).collect();
    let writing = |writer: usize, turn: usize| {
        let step = i64::try_from(turn * 7 + writer).unwrap();
        move_message(&connections[writer].lock().unwrap(), step % chats + 1, (step * 5 + 3) % chats + 1);
        // It does not queue as this program's own writers do: without a pause SQLite lets nobody else in for long.
        std::thread::sleep(Duration::from_millis(3));
    };
    let mut moments = BTreeMap::new();
    let moves = amid(writing, || {
        for number in 0..exports() {
            let format = ["csv", "jsonl", "parquet"][number % 3];
            repo.succeed(&["export", "--kind", "messages", "--force", "-o", &format!("m.{format}")]);
            repo.succeed(&["export", "--verify", &format!("m.{format}")]);
            repo.succeed(&["export", "--kind", "chats", "--columns", "id,messages", "--force", "-o", "c.csv"]);
            let manifest = repo.read(&format!("m.{format}.manifest.json"));
            let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
            assert_eq!(manifest["counts"]["rows"], WRITERS * CHATS * MESSAGES, "{format}");
            let counted: usize = rows(&repo.read("c.csv"), ["id", "messages"])
                .iter()
                .map(|[_, messages]| messages.parse::<usize>().unwrap())
                .sum();
            assert_eq!(counted, WRITERS * CHATS * MESSAGES);
            if format == "csv" {
                let mut of_chats = BTreeMap::<String, usize>::new();
                for [chat, _] in rows(&repo.read("m.csv"), ["chat", "number"]) {
                    *of_chats.entry(chat).or_default() += 1;
                }
                assert_eq!(of_chats.values().sum::<usize>(), WRITERS * CHATS * MESSAGES);
                moments.insert(format!("{of_chats:?}"), number);
            }
        }
    });
    writeln!(std::io::stderr(), "{} exports under {moves:?} moves, {} of csv differ", exports(), moments.len())
        .unwrap();
    assert!(moves.iter().all(|moves| *moves > 0) && moments.len() > 1);
}

#[test]
fn a_job_in_a_crowd_is_followed() {
    let repo = crowded();
    std::fs::create_dir(repo.path("copy")).unwrap();
    repo.succeed(&["export", "--job", "crowd", "--output", "copy"]);
    // Each change is of a whole group: who sees half of one has not looked at one moment.
    let writing = |writer: usize, turn: usize| {
        let status = ["pending", "closed", "open"][turn % 3];
        let group = format!("tag:g{writer}");
        repo.succeed(&["status", status, "--where", &group, "--yes"]);
        if turn % 5 == 4 {
            repo.succeed(&["delete", "--where", &group, "--yes"]);
            repo.succeed(&["restore", "--where", &group, "--yes"]);
        }
    };
    let changes = amid(writing, || {
        for _ in 0..exports() {
            let output = repo.output(&["export", "--job", "crowd"]);
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            let mut groups = BTreeMap::<String, Vec<String>>::new();
            for line in copy(&repo, "copy", "crowd").values() {
                let chat: serde_json::Value = serde_json::from_str(line).unwrap();
                let [group, status] = [&chat["tags"][0], &chat["status"]].map(ToString::to_string);
                groups.entry(group).or_default().push(status);
            }
            for (group, statuses) in groups {
                assert!(statuses.len() == CHATS && statuses.iter().all(|s| *s == statuses[0]), "{group}: {statuses:?}");
            }
        }
    });
    repo.succeed(&["export", "--job", "crowd"]);
    assert!(copy(&repo, "copy", "crowd") == exported(&repo, &[]));
    repo.succeed(&["export", "--verify", "copy"]);
    repo.succeed(&["check", "--data"]);
    writeln!(std::io::stderr(), "{} runs of a job under {changes:?} changes", exports()).unwrap();
    assert!(changes.iter().all(|changes| *changes > 0));
}
