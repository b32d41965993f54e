//! `livechats audit`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// Some changes: chats in the bin, one of them back again, all of that taken back.
fn changed() -> TestRepo {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "--where", "tag:vip", "--yes"]);
    repo.succeed(&["restore", "1", "--yes"]);
    repo.succeed(&["undo"]);
    repo
}

/// Changes the file behind the program's back.
fn tamper(repo: &TestRepo, sql: &str) {
    let file = rusqlite::Connection::open(repo.file()).unwrap();
    file.execute_batch(sql).unwrap();
}

#[test]
fn operations_are_listed() {
    let repo = changed();
    let owner = text(&repo.shell("id -un").stdout);
    let run = |args: &[&str]| repo.run(args).replace(owner.trim(), "[OWNER]");
    assert_snapshot!(run(&["audit", "list"]), @r#"
    $ livechats audit list
    5	2026-01-15T12:00:00Z	[OWNER]		undo		of=4 rows=1 chats=1
    4	2026-01-15T12:00:00Z	[OWNER]		restore	5	chats=1
    3	2026-01-15T12:00:00Z	[OWNER]		delete		chats=2
    2	2026-01-15T12:00:00Z	[OWNER]		import		new_chats=5 new_messages=7 updated_chats=0 first_chat=1 last_chat=5 first_person=1 last_person=5
    1	2026-01-15T12:00:00Z	[OWNER]		init		
    [exit 0]
    "#);
    assert_snapshot!(run(&["audit", "list", "--command", "undo", "--columns", "operation,undo_of,parts", "--format", "json"]), @r#"
    $ livechats audit list --command undo --columns operation,undo_of,parts --format json
    [
    {"operation":5,"undo_of":4,"parts":1}
    ]
    [exit 0]
    "#);
    assert_snapshot!(run(&["audit", "list", "--chat", "4", "--columns", "operation,command,undone_by"]), @r#"
    $ livechats audit list --chat 4 --columns operation,command,undone_by
    3	delete	
    2	import	
    [exit 0]
    "#);
    assert_snapshot!(run(&["audit", "list", "--limit", "2", "--page", "2", "--sort", "command", "--columns", "operation,command"]), @r#"
    $ livechats audit list --limit 2 --page 2 --sort command --columns operation,command
    1	init
    4	restore
    [stderr] page 2 of 3, 5 operations; next: --page 3
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["audit", "list", "--since", "today", "--until", "today", "--count"]), "5\n");
    assert_eq!(repo.succeed(&["audit", "list", "--until", "yesterday", "--count"]), "0\n");
    assert_eq!(repo.succeed(&["audit", "list", "--actor", owner.trim(), "--count"]), "5\n");
    assert_eq!(repo.succeed(&["audit", "list", "--actor", "nobody", "--count"]), "0\n");
    assert_snapshot!(run(&["audit", "list", "--command", "reply"]), @r#"
    $ livechats audit list --command reply
    [stderr] No operations match.
    [exit 0]
    "#);
    assert_snapshot!(run(&["audit", "list", "--chat", "shop/none"]), @r#"
    $ livechats audit list --chat shop/none
    [stderr] error: no chat shop/none
    [exit 5]
    "#);
}

#[test]
fn batches_of_a_work_are_one_row() {
    let repo = TestRepo::empty();
    let lines: String = (0..2100)
        .map(|number| {
            format!("{{\"id\":\"{number}\",\"source\":\"s\",\"messages\":[{{\"from\":\"person\",\"text\":\"t\"}}]}}\n")
        })
        .collect();
    repo.write("many.jsonl", lines);
    repo.succeed(&["import", "many.jsonl"]);
    assert_snapshot!(repo.run(&["audit", "list", "--command", "import", "--columns", "operation,detail,parts"]), @r#"
    $ livechats audit list --command import --columns operation,detail,parts
    2	new_chats=2100 new_messages=2100 updated_chats=0 first_chat=1 last_chat=2100 first_person=1 last_person=2100	2
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "list", "--parts", "--command", "import", "--columns", "operation,part_of,detail"]), @r#"
    $ livechats audit list --parts --command import --columns operation,part_of,detail
    3	2	new_chats=100 new_messages=100 updated_chats=0 first_chat=2001 last_chat=2100 first_person=2001 last_person=2100
    2		new_chats=2000 new_messages=2000 updated_chats=0 first_chat=1 last_chat=2000 first_person=1 last_person=2000
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "list", "--chat", "2050", "--columns", "operation"]), @r#"
    $ livechats audit list --chat 2050 --columns operation
    2
    [exit 0]
    "#);
}

#[test]
fn an_operation_shows_what_it_touched() {
    let repo = changed();
    let owner = text(&repo.shell("id -un; id -u").stdout);
    let [name, uid] = owner.lines().collect::<Vec<_>>()[..] else { panic!("{owner}") };
    let washed = |shown: String| shown.replace(&format!("uid {uid}"), "uid [UID]").replace(name, "[OWNER]");
    assert_snapshot!(washed(repo.on_terminal(&["--color", "never", "audit", "show", "3"])), @r#"
    $ livechats --color never audit show 3
    Operation 3  delete
    2026-01-15 12:00  [OWNER] (uid [UID])
    chats=2

    CHAT  KIND  NAME  ACT      COLUMN      BEFORE  AFTER
       1  chat        changed  deleted_at          2026-01-15T12:00:00Z
       4  chat        changed  deleted_at          2026-01-15T12:00:00Z
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "show", "3", "--limit", "1"]), @r#"
    $ livechats audit show 3 --limit 1
    1	chat		changed	deleted_at		2026-01-15T12:00:00Z
    [stderr] page 1 of 2, 2 rows; next: --page 2
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "show", "5", "--format", "jsonl"]), @r#"
    $ livechats audit show 5 --format jsonl
    {"chat":1,"kind":"chat","name":"","act":"changed","column":"deleted_at","before":null,"after":"2026-01-15T12:00:00Z"}
    [exit 0]
    "#);
    assert_snapshot!(washed(repo.on_terminal(&["--color", "never", "audit", "show", "2"])), @r#"
    $ livechats --color never audit show 2
    Operation 2  import
    2026-01-15 12:00  [OWNER] (uid [UID])
    new_chats=5 new_messages=7 updated_chats=0 first_chat=1 last_chat=5 first_person=1 last_person=5

    [stderr] It recorded no rows.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "show", "17"]), @r#"
    $ livechats audit show 17
    [stderr] error: there is no operation 17
    [stderr] hint: livechats audit list shows every operation
    [exit 5]
    "#);
    repo.write(
        "other.jsonl",
        crate::repo::CHATS.replace("\"vip\"", "\"new\\u001b[2J\"").replace("a refund", "my money"),
    );
    repo.succeed(&["import", "other.jsonl", "--update"]);
    assert_snapshot!(washed(repo.on_terminal(&["--color", "never", "audit", "show", "6", "--columns", "chat,kind,name,act,before,after"])), @r#"
    $ livechats --color never audit show 6 --columns chat,kind,name,act,before,after
    Operation 6  import
    2026-01-15 12:00  [OWNER] (uid [UID])
    new_chats=0 new_messages=0 updated_chats=2 gone=3

    CHAT  KIND             NAME      ACT      BEFORE              AFTER
       1  message          1         removed  text: My parcel A…
       1  message          2         removed  text: I am sorry …
       1  message          3         removed  text: Hello Ann, …
       1  note             1         removed  text: asked the w…
       1  tag of a chat    refund    removed  position: 0
       1  tag of a chat    vip       removed  position: 1
       1  field of a chat  order     removed  value: AB-123, po…
       1  field of a chat  amount    removed  value: 4.50, posi…
       1  field of a chat  express   removed  value: true, posi…
       1  tag of a chat    refund    added                        position: 0
       1  tag of a chat    new^[[2J  added                        position: 1
       1  field of a chat  order     added                        value: AB-123, position: 0
       1  field of a chat  amount    added                        value: 4.50, position: 1
       1  field of a chat  express   added                        value: true, position: 2
       1  note             1         added                        text: asked the warehouse, written_at…
       1  message          1         added                        text: My parcel AB-123 never came, I …
       1  message          2         added                        text: I am sorry to hear that. One mo…
       1  message          3         added                        text: Hello Ann, the money is on its …
       4  message          1         removed  text: أين طلبي؟ ش…
       4  tag of a chat    vip       removed  position: 0
       4  tag of a chat    new^[[2J  added                        position: 0
       4  message          1         added                        text: أين طلبي؟ شكرا, author_id: p4
    [exit 0]
    "#);
}

#[test]
fn the_record_is_checked_with_and_without_an_anchor() {
    let repo = changed();
    assert_snapshot!(repo.run(&["audit", "verify"]), @r#"
    $ livechats audit verify
    5 operations and 4 rows of what they changed are chained and unchanged.
    Without an anchor: a cut end, or a chain made anew as a whole, would not show (livechats audit anchor).
    [exit 0]
    "#);
    let anchor = repo.succeed(&["audit", "anchor"]);
    assert!(anchor.starts_with("livechats-audit-1 repository=") && anchor.contains(" operations=5 head="), "{anchor}");
    repo.write("anchors.txt", &anchor);
    assert_snapshot!(repo.run(&["audit", "verify", "--anchor", "anchors.txt"]), @r#"
    $ livechats audit verify --anchor anchors.txt
    5 operations and 4 rows of what they changed are chained and unchanged.
    With the anchor: nothing was changed, left out or cut off, up to the last operation.
    [exit 0]
    "#);
    repo.succeed(&["delete", "2", "--yes"]);
    assert_snapshot!(repo.run(&["audit", "verify", "--anchor", "anchors.txt"]), @r#"
    $ livechats audit verify --anchor anchors.txt
    6 operations and 5 rows of what they changed are chained and unchanged.
    With the anchor: nothing was changed, left out or cut off up to operation 5. Behind it (1 operation) a cut end, or a chain made anew, would not show.
    [exit 0]
    "#);
    assert!(repo.succeed(&["audit", "verify", "--anchor", anchor.trim()]).contains("up to operation 5"));
    let other = TestRepo::empty();
    let mut command = other.livechats(&["init", "--repo", "later.db"]);
    command.env("LIVECHATS_NOW", "2026-01-16T12:00:00Z");
    assert_eq!(code(&crate::repo::finish(command, b"")), 0);
    let foreign = other.succeed(&["audit", "anchor", "--repo", "later.db"]);
    assert_snapshot!(repo.run(&["audit", "verify", "--anchor", foreign.trim()]).lines().skip(1).collect::<Vec<_>>().join("\n"), @r#"
    [stderr] error: the anchor is of another repository, or all of the record was written anew
    [stderr] hint: livechats audit anchor prints what this repository calls itself
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["audit", "verify", "--anchor", "nothing.txt"]), @r#"
    $ livechats audit verify --anchor nothing.txt
    [stderr] error: --anchor is no anchor, and cannot be read as a file: no such file or directory
    [stderr] hint: give the line that livechats audit anchor printed, or a file that holds it
    [exit 2]
    "#);
    repo.write("anchors.txt", "hello\n");
    assert_snapshot!(repo.run(&["audit", "verify", "--anchor", "anchors.txt"]), @r#"
    $ livechats audit verify --anchor anchors.txt
    [stderr] error: anchors.txt: line 1 is no anchor
    [exit 2]
    "#);
}

#[test]
fn what_was_tampered_with_is_found() {
    let free = "DROP TRIGGER operation_no_update; DROP TRIGGER operation_no_delete;";
    let back = "CREATE TRIGGER operation_no_update BEFORE UPDATE ON operation BEGIN
  SELECT raise(ABORT, 'operations are never changed');
END;
CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN
  SELECT raise(ABORT, 'operations are never removed');
END;";
    let found = |sql: &str, anchored: bool| {
        let repo = changed();
        let anchor = repo.succeed(&["audit", "anchor"]);
        tamper(&repo, &format!("PRAGMA foreign_keys = OFF; {free}{sql};{back}"));
        let args = if anchored { &["audit", "verify", "--anchor", anchor.trim()][..] } else { &["audit", "verify"] };
        repo.run(args).lines().skip(1).collect::<Vec<_>>().join("\n")
    };
    let edit = "UPDATE operation SET actor_uid = actor_uid + 1 WHERE id = 3";
    assert_snapshot!(found(edit, false), @r#"
    [stderr] error: operation 3 is not as it was written
    [exit 9]
    "#);
    assert_snapshot!(found("DELETE FROM operation WHERE id = 3", false), @r#"
    [stderr] error: operation 3 is missing from the record
    [exit 9]
    "#);
    assert_snapshot!(found("UPDATE journal SET before = replace(before, 'null', '7') WHERE operation_id = 3 AND number = 2", false), @r#"
    [stderr] error: operation 3: row 2 of its journal is not as it was written
    [exit 9]
    "#);
    assert_snapshot!(found("DELETE FROM journal WHERE operation_id = 3 AND number = 2", false), @r#"
    [stderr] error: operation 3: its journal is not as it was written
    [exit 9]
    "#);
    assert_snapshot!(found("DELETE FROM undone", false), @r#"
    [stderr] error: operation 4 is not marked as the record tells
    [exit 9]
    "#);
    let cut = "DELETE FROM undone; DELETE FROM journal WHERE operation_id = 5; DELETE FROM operation WHERE id = 5";
    assert_snapshot!(found(cut, false), @r#"
    4 operations and 3 rows of what they changed are chained and unchanged.
    Without an anchor: a cut end, or a chain made anew as a whole, would not show (livechats audit anchor).
    [exit 0]
    "#);
    assert_snapshot!(found(cut, true), @r#"
    [stderr] error: operation 5 is missing: the anchor counted 5, and 4 are there
    [exit 9]
    "#);
    let erased = "UPDATE journal SET before = NULL WHERE operation_id = 3 AND number = 2";
    assert_snapshot!(found(erased, true), @r#"
    5 operations and 4 rows of what they changed are chained and unchanged.
    Of 1 row the words were taken out; their digests are there.
    With the anchor: nothing was changed, left out or cut off, up to the last operation.
    [exit 0]
    "#);
}
