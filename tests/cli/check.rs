//! Whether the repository is sound: what a check says, and that no changed byte escapes it.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::{FileExt, PermissionsExt};

use insta::assert_snapshot;

use crate::chance::Chance;
use crate::repo::{TestRepo, code, text};

#[test]
fn a_sound_repository_is_said_to_be_sound() {
    let repo = TestRepo::with_chats();
    let before = (fs::read(repo.file()).unwrap(), fs::metadata(repo.file()).unwrap().modified().unwrap());
    assert_snapshot!(repo.run(&["check"]), @r"
    $ livechats check
    [stderr] Nothing is wrong with the structure (check --data also reads what the rows hold).
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["check", "--data"]), @r"
    $ livechats check --data
    [stderr] Nothing is wrong; every row is as it was written.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["check", "--data-subset", "2/7", "--format", "json"]), @r"
    $ livechats check --data-subset 2/7 --format json
    []
    [stderr] Nothing is wrong; every row of this part is as it was written.
    [exit 0]
    ");
    let after = (fs::read(repo.file()).unwrap(), fs::metadata(repo.file()).unwrap().modified().unwrap());
    assert!(before == after);
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db"]);
}

/// Has an index of tags written in another order than its schema says.
fn turn_around(repo: &TestRepo) {
    let connection = rusqlite::Connection::open(repo.file()).unwrap();
    let turn = |from: &str, to: &str| {
        let sql = "UPDATE sqlite_schema SET sql = replace(sql, ?1, ?2) WHERE name = 'chat_tag_chat'";
        connection.pragma_update(None, "writable_schema", true).unwrap();
        assert_eq!(connection.execute(sql, [from, to]).unwrap(), 1);
        connection.pragma_update(None, "writable_schema", "reset").unwrap();
    };
    turn("chat_tag(chat_key,", "chat_tag(chat_key DESC,");
    connection.execute_batch("REINDEX chat_tag_chat").unwrap();
    turn("chat_tag(chat_key DESC,", "chat_tag(chat_key,");
}

#[test]
fn nothing_is_left_out_of_an_export_silently() {
    let repo = TestRepo::with_chats();
    let connection = rusqlite::Connection::open(repo.file()).unwrap();
    let sql = "DELETE FROM message WHERE number = 2 AND chat_key = (SELECT key FROM chat WHERE id = 1)";
    assert_eq!(connection.execute(sql, []).unwrap(), 1);
    drop(connection);
    assert_snapshot!(repo.run(&["export", "-o", "all.jsonl"]), @r"
    $ livechats export -o all.jsonl
    [stderr] error: the repository is damaged: 1 of the 3 messages of chat 1 cannot be read
    [stderr] hint: livechats check tells what is damaged; restore a backup, or doctor --repair saves the rest
    [exit 12]
    ");
    for kind in ["messages", "whole"] {
        repo.refuses(12, &["export", "--kind", kind, "--format", "jsonl", "-o", "all.jsonl"]);
        repo.succeed(&["export", "id:2..5", "--kind", kind, "--format", "jsonl", "-o", "-"]);
    }
    assert!(!repo.path("all.jsonl").exists());
    repo.refuses(12, &["show", "1"]);
}

#[test]
fn chats_that_reading_on_does_not_come_to_are_named() {
    let repo = TestRepo::with_chats();
    turn_around(&repo);
    assert_snapshot!(repo.run(&["check"]), @r"
    $ livechats check
    structure: row 2 missing from index chat_tag_chat
    structure: row 4 missing from index chat_tag_chat
    chat 1: exports may not come to its tags
    chat 4: exports may not come to its tags
    [stderr] error: 4 findings
    [stderr] hint: restore a backup, or save what can be read: livechats doctor --repair --output NEW.db
    [exit 9]
    ");
}

/// What a flipped bit did.
#[derive(Debug, Default)]
struct Flips {
    nothing: usize,
    elsewhere: usize,
    changed: usize,
    refused: usize,
    /// Of the changed ones, those where a page is damaged, and SQLite's own check tells.
    pages: usize,
}

/// What the exports hold, a line each, with the number of the chat in front: of whole chats, and in a long run of the
/// other kinds too. `None` where it is refused.
fn exported(repo: &TestRepo, kinds: &[&str]) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for kind in kinds {
        let output = repo.output(&["export", "--kind", kind, "--format", "jsonl", "-o", "-"]);
        if code(&output) != 0 {
            return None;
        }
        lines.extend(text(&output.stdout).lines().map(|line| format!("{kind} {line}")));
    }
    Some(lines)
}

/// The chat of a line, by the name that the import gave it or by its number.
fn chat_of(line: &str, numbers: &[(String, i64)]) -> i64 {
    let (kind, json) = line.split_once(' ').unwrap();
    let row: serde_json::Value = serde_json::from_str(json).unwrap();
    match kind {
        "whole" => {
            let name = row["id"].as_str().unwrap();
            numbers.iter().find(|(known, _)| known == name).unwrap().1
        }
        "messages" => row["chat"].as_i64().unwrap(),
        _ => row["id"].as_i64().unwrap(),
    }
}

/// Whether findings name a chat: as its own, or among those that show what belongs to no single one.
fn is_named(chat: i64, affected: usize, findings: &[serde_json::Value]) -> bool {
    findings.iter().any(|finding| {
        let text = finding["finding"].as_str().unwrap();
        let listed = text
            .split_once("shown in chats ")
            .is_some_and(|(_, list)| list.split([',', ' ']).any(|word| word.parse() == Ok(chat)));
        let many = finding["chats"].as_i64().is_some_and(|chats| chats > 5 && chats >= affected as i64);
        finding["chat"].as_i64() == Some(chat) || listed || many
    })
}

/// A few of them as a rule, as many as `LIVECHATS_FLIPS` says where that is set: then against every kind of export.
#[test]
fn no_flipped_bit_that_an_export_shows_escapes_a_check() {
    let long = std::env::var("LIVECHATS_FLIPS").ok().and_then(|flips| flips.parse().ok());
    let kinds: &[&str] = if long.is_some() { &["whole", "messages", "chats"] } else { &["whole"] };
    let made = TestRepo::nothing();
    let chats = if long.is_some() { "40" } else { "12" };
    made.succeed(&["demo", "--chats", chats, "--seed", "7"]);
    fs::rename(made.path("livechats-demo.db"), made.file()).unwrap();
    let numbers: Vec<(String, i64)> = made
        .succeed(&["export", "--kind", "chats", "--format", "tsv", "--columns", "external,id", "-o", "-"])
        .lines()
        .skip(1)
        .map(|line| line.split_once('\t').map(|(name, id)| (name.to_owned(), id.parse().unwrap())).unwrap())
        .collect();
    let before = exported(&made, kinds).unwrap();
    let bytes = fs::read(made.file()).unwrap();
    let flips: u64 = long.unwrap_or(120);
    let run = |seed: u64| {
        let mut chance = Chance(seed);
        let mut tally = Flips::default();
        let mut escaped = Vec::new();
        let repo = TestRepo::nothing();
        fs::write(repo.file(), &bytes).unwrap();
        fs::set_permissions(repo.file(), fs::Permissions::from_mode(0o600)).unwrap();
        for _ in 0..flips / 2 {
            let place = chance.below(bytes.len() as u64);
            let bit = chance.below(8);
            let flip = |value: u8| {
                let file = OpenOptions::new().write(true).open(repo.file()).unwrap();
                file.write_all_at(&[value], place).unwrap();
            };
            let byte = bytes[usize::try_from(place).unwrap()];
            flip(byte ^ (1 << bit));
            let after = exported(&repo, kinds);
            let flipped = fs::read(repo.file()).unwrap();
            let check = repo.output(&["check", "--data", "--format", "jsonl", "--limit", "1000000"]);
            let unchanged = fs::read(repo.file()).unwrap() == flipped;
            let found: Vec<serde_json::Value> =
                text(&check.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let said = format!("byte {place} bit {bit}: exit {}: {}", code(&check), text(&check.stderr));
            assert!([0, 9, 10, 12, 13].contains(&code(&check)) && unchanged, "{said}");
            match after {
                Some(after) if after == before && code(&check) == 0 => tally.nothing += 1,
                Some(after) if after == before => tally.elsewhere += 1,
                None => {
                    tally.refused += 1;
                    if code(&check) == 0 {
                        escaped.push(format!("{said}: export is refused"));
                    }
                }
                Some(after) => {
                    tally.changed += 1;
                    let left: BTreeSet<&String> = after.iter().collect();
                    let affected: BTreeSet<i64> =
                        before.iter().filter(|line| !left.contains(line)).map(|line| chat_of(line, &numbers)).collect();
                    let refused = ![0, 9, 12].contains(&code(&check)) || code(&check) == 12 && found.is_empty();
                    let named = affected.iter().all(|chat| is_named(*chat, affected.len(), &found));
                    let page = found.iter().any(|found| found["kind"] == "structure" || found["kind"] == "unreadable");
                    tally.pages += usize::from(page);
                    if code(&check) == 0 || !named && !refused {
                        let told: Vec<&str> =
                            found.iter().take(8).filter_map(|found| found["finding"].as_str()).collect();
                        escaped.push(format!("{said}: {affected:?}: {told:?}"));
                    }
                }
            }
            fs::write(repo.file(), &bytes).unwrap();
            assert_eq!(repo.names(), ["livechats.db"]);
        }
        (tally, escaped)
    };
    let runs = std::thread::scope(|scope| {
        let both = [scope.spawn(|| run(1)), scope.spawn(|| run(2))];
        both.map(|one| one.join().unwrap())
    });
    for (tally, escaped) in &runs {
        use std::io::Write as _;
        writeln!(std::io::stderr(), "{tally:?}").unwrap();
        assert!(tally.changed > 0);
        assert!(escaped.is_empty(), "{}", escaped.join("\n"));
    }
}
