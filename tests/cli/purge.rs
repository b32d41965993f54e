//! `livechats purge`: what goes for good, what stays, and that no byte of it is left.

use insta::assert_snapshot;
use rusqlite::Connection;

use crate::repo::{TestRepo, code, text};

/// Does to the repository what no command does yet.
pub fn sql(repo: &TestRepo, text: &str) {
    Connection::open(repo.file()).unwrap().execute_batch(text).unwrap();
}

/// A process that reads the repository as it is now, until it is dropped.
pub fn reader(repo: &TestRepo) -> Connection {
    let reader = Connection::open(repo.file()).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    reader.query_row("SELECT count(*) FROM message", [], |row| row.get::<_, i64>(0)).unwrap();
    reader
}

/// Every byte of the repository's files. Another process reads them: to close a file of a repository takes away the
/// locks that a connection of this process has on it.
pub fn bytes(repo: &TestRepo) -> Vec<u8> {
    let files = repo.names().into_iter().filter(|name| name.starts_with("livechats.db"));
    repo.command("cat").args(files).output().unwrap().stdout
}

/// How often these words stand in the repository's files.
pub fn remnants(repo: &TestRepo, words: &[String]) -> usize {
    let bytes = bytes(repo);
    words.iter().map(|word| memchr::memmem::find_iter(&bytes, word.as_bytes()).count()).sum()
}

#[test]
fn chats_of_the_bin_go_when_their_time_is_over() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "2", "3", "--yes"]);
    assert_snapshot!(repo.run(&["purge", "--all", "--yes"]), @r"
    $ livechats purge --all --yes
    [stderr] Purged 0 of 3 chats.
    [stderr] 3 chats: less than 30 days in the bin.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "4", "--yes"]), @r"
    $ livechats purge 1 4 --yes
    [stderr] Purged 0 of 2 chats.
    [stderr] Left chat 1: less than 30 days in the bin; --now does not wait.
    [stderr] Left chat 4: not in the bin; livechats delete puts it there.
    [stderr] error: 2 chats left as they are: less than 30 days in the bin; --now does not wait
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "--now"]), @r"
    $ livechats purge 1 --now
    [stderr] error: purge --now needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "--now", "--dry-run"]), @r"
    $ livechats purge 1 --now --dry-run
    1	2026-01-10T09:00:00Z	closed	webchat	Ann Example	Max	refund,vip	3	Hello Ann, the money is on its way.\nAnything else?
    [stderr] Dry run, nothing is kept: 1 of 1 chat would be purged.
    [stderr] Plan: --plan 3-1-6f30502fc5933988acd6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "--now", "--yes", "--format", "json", "--columns", "id"]), @r#"
    $ livechats purge 1 --now --yes --format json --columns id
    [
    {"id":1}
    ]
    [stderr] Purged 1 chat.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--ids"]), @r"
    $ livechats list --deleted --ids
    3
    2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "--now", "--yes"]), @r"
    $ livechats purge 1 --now --yes
    [stderr] error: no chat 1
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    // Thirty days later the others go by themselves, and the clock is believed only when told so.
    let later = |args: &[&str], now: &str| {
        let mut command = repo.livechats(args);
        command.env("LIVECHATS_NOW", now);
        let output = crate::repo::finish(command, b"");
        repo.transcript(args, &output)
    };
    assert_snapshot!(later(&["purge", "--all", "--yes"], "2026-02-14T11:59:59Z"), @r"
    $ livechats purge --all --yes
    [stderr] Purged 0 of 2 chats.
    [stderr] 2 chats: less than 30 days in the bin.
    [exit 0]
    ");
    assert_snapshot!(later(&["purge", "--all", "--yes"], "2026-02-14T12:00:00Z"), @r"
    $ livechats purge --all --yes
    [stderr] Purged 2 chats.
    [exit 0]
    ");
    repo.succeed(&["delete", "4", "--yes"]);
    assert_snapshot!(later(&["purge", "--all", "--yes"], "2030-01-01T00:00:00Z"), @r"
    $ livechats purge --all --yes
    [stderr] error: the clock says a time more than 30 days after the last time seen here; nothing was done by age
    [stderr] hint: set the clock, or say --accept-clock if it is right
    [exit 6]
    ");
    assert_snapshot!(later(&["purge", "--all", "--yes", "--accept-clock"], "2030-01-01T00:00:00Z"), @r"
    $ livechats purge --all --yes --accept-clock
    [stderr] Purged 1 chat.
    [exit 0]
    ");
    // The numbers stay taken.
    repo.succeed(&["import", "chats.jsonl"]);
    assert_snapshot!(repo.succeed(&["list", "--ids"]), @r"
    8
    7
    6
    5
    9
    ");
    assert_snapshot!(repo.run(&["purge", "--finish"]), @r"
    $ livechats purge --finish
    [stderr] Nothing is left to overwrite.
    [exit 0]
    ");
}

#[test]
fn chats_on_hold_stay() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "2", "--yes"]);
    sql(
        &repo,
        "INSERT INTO hold (id, name, folded, reason, placed_at) VALUES (1, 'case-12', 'case-12', 'court', 0);
         INSERT INTO chat_hold (hold_id, chat_key) SELECT 1, key FROM chat WHERE id = 1;",
    );
    assert_snapshot!(repo.run(&["purge", "--all", "--now", "--yes"]), @r"
    $ livechats purge --all --now --yes
    [stderr] Purged 1 of 2 chats.
    [stderr] Left chat 1: on legal hold case-12.
    [stderr] error: 1 chat left as they are: on legal hold case-12
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["purge", "1", "--now", "--yes"]), @r"
    $ livechats purge 1 --now --yes
    [stderr] Purged 0 of 1 chat.
    [stderr] Left chat 1: on legal hold case-12.
    [stderr] error: 1 chat left as they are: on legal hold case-12
    [exit 6]
    ");
}

/// A repository with a chat of these words, and others, whose words are in the log, or written back.
fn with_words(words: &[String], kept: &str) -> TestRepo {
    let line = |id: usize, text: &str| {
        format!(
            "{{\"id\":\"c{id}\",\"source\":\"s\",\"created_at\":\"2026-01-01T00:00:00Z\",\"person\":{{\"id\":\"p{id}\"}},\"rep\":null,\"status\":\"open\",\"messages\":[{{\"at\":null,\"from\":\"person\",\"author\":\"p{id}\",\"text\":\"{text}\"}}]}}\n"
        )
    };
    let mut lines = String::new();
    for number in 0..40 {
        lines.push_str(&line(number, kept));
    }
    lines.push_str(&line(100, &words.join(" ")));
    lines.push_str(&line(101, &words.concat()));
    TestRepo::with(&lines)
}

/// Words that begin with different letters, so that the index cannot hide them in its shortened terms.
fn unique_words() -> Vec<String> {
    let english = ('a'..='t').map(|letter| format!("{letter}qz{letter}vxjk{letter}w"));
    let thai = "กขคงจฉชซญฎ".chars().map(|letter| format!("{letter}ฬฮ{letter}ฑฌ"));
    let chinese = "甲乙丙丁戊己庚辛壬癸".chars().map(|letter| format!("{letter}龘{letter}靐"));
    english.chain(thai).chain(chinese).collect()
}

#[test]
fn no_byte_of_a_purged_chat_is_left() {
    let words = unique_words();
    let repo = with_words(&words, "the parcel is late");
    assert!(remnants(&repo, &words) >= words.len());
    repo.succeed(&["delete", "41", "42", "--yes"]);
    // The control: what is only deleted is all there.
    assert!(remnants(&repo, &words) >= words.len());
    repo.succeed(&["purge", "--all", "--now", "--yes"]);
    assert_eq!(remnants(&repo, &words), 0);
    assert_eq!(repo.succeed(&["search", "parcel", "--count"]), "40\n");
}

#[test]
fn a_reader_keeps_the_bytes_until_it_has_closed() {
    let words = unique_words();
    let repo = with_words(&words, "the parcel is late");
    repo.succeed(&["delete", "41", "42", "--yes"]);
    let reader = reader(&repo);
    assert_snapshot!(repo.run(&["purge", "--all", "--now", "--yes", "--wait", "0"]), @r"
    $ livechats purge --all --now --yes --wait 0
    [stderr] Purged 2 chats.
    [stderr] error: bytes of what was removed stay in the file: it is still in use by a reader
    [stderr] hint: close what reads it, then run livechats purge --finish (commands that write go on with it too)
    [exit 3]
    ");
    assert!(remnants(&repo, &words) > 0);
    assert_snapshot!(repo.run(&["purge", "--finish", "--wait", "0"]), @r"
    $ livechats purge --finish --wait 0
    [stderr] error: bytes of what was removed stay in the file: it is still in use by a reader
    [stderr] hint: close what reads it, then run livechats purge --finish (commands that write go on with it too)
    [exit 3]
    ");
    drop(reader);
    // Any command that writes finishes it.
    assert_snapshot!(repo.run(&["person", "edit", "1", "--country", "DE"]), @r"
    $ livechats person edit 1 --country DE
    [stderr] Overwrote what an interrupted purge or erasure had left.
    [stderr] Changed person 1. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_eq!(remnants(&repo, &words), 0);
}

#[test]
fn words_in_the_record_go_with_their_chat() {
    let repo = TestRepo::with_chats();
    // As any command does that changes a description.
    sql(
        &repo,
        "INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
           SELECT 2, 1, 1, key, 2, '{\"description\":\"xylograph 4711\"}', x'00' FROM chat WHERE id = 1;
         INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
           SELECT 2, 2, 2, json_array(key, 1), 2, '{\"text\":\"xylograph 4712\"}', x'00' FROM chat WHERE id = 1;
         INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
           SELECT 2, 3, 21, 5, 3, json_object('id', 5, 'chat_key', key, 'name', 'xylograph 4713'), x'00'
           FROM chat WHERE id = 1;
         INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
           SELECT 2, 4, 2, json_array(key, 1), 2, '{\"text\":\"quagga 4714\"}', x'00' FROM chat WHERE id = 2;",
    );
    let word = |word: &str| remnants(&repo, &[word.to_owned()]);
    repo.succeed(&["delete", "1", "--yes"]);
    assert_eq!(word("xylograph"), 3);
    repo.succeed(&["purge", "1", "--now", "--yes"]);
    assert_eq!((word("xylograph"), word("quagga")), (0, 1));
    let said = text(&repo.output(&["list", "--count"]).stdout);
    assert_eq!((said.as_str(), code(&repo.output(&["show", "1"]))), ("4\n", 5));
}
