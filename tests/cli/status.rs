//! `livechats status`, `livechats describe` and `livechats feedback`: what one says of a chat.

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

#[test]
fn a_status_is_set_and_the_closing_time_follows_it() {
    let repo = TestRepo::with_chats();
    let when = ["list", "--ids", "closed:any"];
    assert_snapshot!(repo.run(&["status", "closed", "2", "3"]), @r#"
    $ livechats status closed 2 3
    [stderr] Set to closed: 2 chats. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "closed:any", "--columns", "id,status,closed,updated"]), @r#"
    $ livechats list closed:any --columns id,status,closed,updated
    3	closed	2026-01-15T12:00:00Z	2026-01-15T12:00:00Z
    2	closed	2026-01-15T12:00:00Z	2026-01-15T12:00:00Z
    1	closed	2026-01-10T09:30:00Z	2026-01-10T09:30:00Z
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["status", "closed", "1", "2"]), @r#"
    $ livechats status closed 1 2
    [stderr] Set to closed: 0 of 2 chats.
    [stderr] 2 chats: closed already.
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&when), "3\n2\n1\n", "the closing time of a closed chat stays");
    assert!(repo.succeed(&["list", "id:1", "--columns", "closed"]).starts_with("2026-01-10T09:30:00Z"));
    assert_snapshot!(repo.run(&["status", "open", "--where", "status:closed", "--yes", "--format", "tsv", "--columns", "id,status,closed"]), @r#"
    $ livechats status open --where status:closed --yes --format tsv --columns id,status,closed
    3	open	
    2	open	
    1	open	
    [stderr] Set to open: 3 chats. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["status", "resolved", "--status", "overdue", "--dry-run", "--columns", "id,status"]), @r#"
    $ livechats status resolved --status overdue --dry-run --columns id,status
    5	overdue
    [stderr] Dry run, nothing is kept: 1 of 1 chat would be set to resolved.
    [stderr] Plan: --plan 4-1-f6f4762771b41cbd37dd
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["status", "resolved", "--status", "overdue"]), @r#"
    $ livechats status resolved --status overdue
    [stderr] error: status resolved needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["status", "done", "1"]), @r#"
    $ livechats status done 1
    [stderr] error: invalid value 'done' for '<STATUS>' [possible values: open, pending, overdue, resolved, closed]
    [stderr] hint: did you mean 'open'
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["status", "open", "99"]), @r#"
    $ livechats status open 99
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    "#);
    assert_eq!(repo.succeed(&["list", "--count", "status:open"]), "3\n", "the counters follow");
}

#[test]
fn a_description_is_found_once_it_is_there_and_not_when_it_is_gone() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["describe", "3", "Paket verschwunden"]), @r#"
    $ livechats describe 3 'Paket verschwunden'
    [stderr] Described 1 chat. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["search", "verschwunden", "--ids"]), @r#"
    $ livechats search verschwunden --ids
    3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["describe", "3", "Paket verschwunden"]), @r#"
    $ livechats describe 3 'Paket verschwunden'
    [stderr] Described 0 of 1 chat.
    [stderr] 1 chat: described so already.
    [exit 0]
    "#);
    assert_eq!(code(&repo.feed(&["describe", "3", "-"], "gefunden\r\n".as_bytes())), 0);
    assert_snapshot!(repo.run(&["list", "description:any", "--columns", "id,description"]), @r#"
    $ livechats list description:any --columns id,description
    3	gefunden
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["search", "verschwunden", "--count"]), "0\n");
    repo.succeed(&["describe", "3", ""]);
    assert_eq!(repo.succeed(&["search", "gefunden", "--count"]), "0\n");
    assert_eq!(repo.succeed(&["list", "description:any", "--count"]), "0\n");
    assert_snapshot!(repo.run(&["describe", "3"]), @r#"
    $ livechats describe 3
    [stderr] error: no text, and nobody to write one in an editor here
    [stderr] hint: give it as an argument, or - for standard input
    [exit 2]
    "#);
    assert_eq!(code(&repo.feed(&["describe", "3", "-"], b"\xff")), 8);
    assert_eq!(code(&repo.feed(&["describe", "3", "-"], b"a\0b")), 2);
    assert_eq!(code(&repo.feed(&["describe", "3", "-"], &vec![b'x'; (1 << 20) + 1])), 8);
}

/// Runs the program at a terminal with this shell script as the editor; the file is its `$1`.
fn edit(repo: &TestRepo, args: &[&str], script: &str) -> (i32, String) {
    let mut command = repo.livechats(args);
    command.env("VISUAL", format!("e() {{ {script}; }}; e")).env("EDITOR", "false").env("NO_COLOR", "1");
    let output = at_terminal(command, "");
    (code(&output), text(&output.stdout))
}

#[test]
fn a_description_is_written_in_the_editor() {
    let repo = TestRepo::with_chats();
    let (code, said) = edit(&repo, &["describe", "2"], "sed -i '1s/^/# one\\ntwo/' \"$1\"");
    assert_eq!(code, 0, "{said}");
    assert_eq!(repo.succeed(&["list", "id:2", "--columns", "description"]), "# one\\ntwo\n");
    let cancelled = [("true", "as it was"), ("false", "ended with an error"), (": > \"$1\"", "is empty")];
    for (script, why) in cancelled {
        let (code, said) = edit(&repo, &["describe", "2"], script);
        assert_eq!(code, 6, "{script}: {said}");
        assert!(said.contains(&format!("cancelled: the text {why}")) || said.contains(why), "{said}");
    }
    assert_eq!(repo.succeed(&["list", "id:2", "--columns", "description"]), "# one\\ntwo\n");
    let (code, said) = edit(&repo, &["describe", "77"], "touch edited");
    assert_eq!((code, repo.path("edited").exists()), (5, false), "nobody writes for a chat that is not there: {said}");
    let other = "livechats describe 2 'somebody else'; sed -i '1s/^/mine /' \"$1\"";
    let (code, said) = edit(&repo, &["describe", "2"], other);
    assert_eq!(code, 6, "{said}");
    assert!(said.contains("somebody else described it meanwhile"), "{said}");
    assert_eq!(repo.succeed(&["list", "id:2", "--columns", "description"]), "somebody else\n");
    let draft = repo.names().into_iter().find(|name| name.starts_with("livechats-draft-")).unwrap();
    assert!(repo.read(&draft).starts_with("mine "), "{said}");
    std::fs::remove_file(repo.path(&draft)).unwrap();
    let interrupted = "kill -INT $PPID; kill -INT $PPID; sleep 0.1; echo mine > \"$1\"";
    let (code, said) = edit(&repo, &["describe", "2"], interrupted);
    assert_eq!(code, 0, "an interrupt is the editor's: {said}");
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db"], "nothing of the editor is left");
}

#[test]
fn a_rating_is_recorded_and_taken_away() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["feedback", "2", "--rating", "2", "--comment", "waited for an hour"]), @r#"
    $ livechats feedback 2 --rating 2 --comment 'waited for an hour'
    [stderr] Rated 1 chat. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "2", "--format", "json"]), @r#"
    $ livechats show 2 --format json
    {"livechats_form":1,"livechats_id":2,"id":"s-2","source":"shop","lang":"th","app":"line","created_at":"2026-01-11T10:00:00Z","updated_at":"2026-01-15T12:00:00Z","person":{"id":"p2","name":"สมชาย"},"rep":null,"tags":["refund"],"status":"open","rating":{"score":2,"comment":"waited for an hour","at":"2026-01-15T12:00:00Z"},"messages":[{"at":"2026-01-11T10:00:00Z","from":"person","author":"p2","text":"สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย"}]}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["feedback", "2", "--rating", "2", "--comment", "waited for an hour"]), @r#"
    $ livechats feedback 2 --rating 2 --comment 'waited for an hour'
    [stderr] Rated 0 of 1 chat.
    [stderr] 1 chat: rated so already.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["feedback", "2", "--rating", "5"]), @r#"
    $ livechats feedback 2 --rating 5
    [stderr] Rated 1 chat. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["list", "rating:>=4", "--ids"]), "2\n");
    assert_snapshot!(repo.run(&["feedback", "2", "--clear"]), @r#"
    $ livechats feedback 2 --clear
    [stderr] Took the rating off 1 chat. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["feedback", "2", "--clear"]), @r#"
    $ livechats feedback 2 --clear
    [stderr] Took the rating off 0 of 1 chat.
    [stderr] 1 chat: not rated.
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["list", "rating:any", "--count"]), "0\n");
    for bad in [&["feedback", "2"][..], &["feedback", "2", "--rating", "6"], &["feedback", "2", "--comment", "x"]] {
        repo.refuses(2, bad);
    }
}

#[test]
fn what_was_said_of_a_chat_is_undone() {
    let repo = TestRepo::with_chats();
    let state = || repo.succeed(&["export", "--output", "-", "--format", "jsonl"]);
    let before = state();
    for args in [
        &["status", "open", "1"][..],
        &["describe", "1", "verschwunden"],
        &["feedback", "1", "--rating", "1", "--comment", "c"],
        &["note", "add", "1", "n"],
        &["note", "edit", "1", "1", "m"],
        &["note", "remove", "1", "2"],
    ] {
        repo.succeed(args);
    }
    assert_ne!(state(), before);
    for _ in 0..6 {
        repo.succeed(&["undo"]);
    }
    assert_eq!(state(), before);
    assert_eq!(repo.succeed(&["search", "verschwunden", "--count"]), "0\n", "the index is as it was too");
    assert_eq!(repo.succeed(&["list", "status:closed", "--count"]), "1\n");
}
