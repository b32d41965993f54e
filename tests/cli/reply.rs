//! `livechats reply`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn the_rep_who_has_the_chat_writes() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["reply", "3", "hello"]), @r"
    $ livechats reply 3 hello
    [stderr] error: 李雷 has chat 3
    [stderr] hint: --takeover makes it yours in the same step
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "你好", "--takeover"]), @r"
    $ livechats reply 3 你好 --takeover
    [stderr] Wrote message 3 of chat 3 (yours now, open instead of pending). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "--", "--more--"]), @r"
    $ livechats reply 3 -- --more--
    [stderr] Wrote message 4 of chat 3. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run_with("from a pipe\n", &["reply", "shop/s-3", "-", "--format", "json", "--columns", "id,status,assignee,messages,preview,last_message,updated"]), @r#"
    $ livechats reply shop/s-3 - --format json --columns id,status,assignee,messages,preview,last_message,updated
    [
    {"id":3,"status":"open","assignee":"Mia","messages":5,"preview":"from a pipe","last_message":"2026-01-15T12:00:00Z","updated":"2026-01-15T12:00:00Z"}
    ]
    [stderr] Wrote message 5 of chat 3. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "3"]), @r"
    $ livechats show 3
    Chat 3  open

    Person        王芳 · +86 10 1234
    App           wechat
    Assignee      Mia
    Language      zh
    Created       2026-01-11 10:00
    Updated       2026-01-15 12:00
    Source        shop/s-3

    5 messages
    ── 2026-01-11 ──
    10:00  person  王芳
           你好，世界！我的包裹在哪里？
    10:01  rep  r2
           请稍等 👍
    ── 2026-01-15 ──
    12:00  rep  Mia
           你好
    12:00  rep  Mia
           --more--
    12:00  rep  Mia
           from a pipe
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "from a pipe", "--ids"]), @r"
    $ livechats search 'from a pipe' --ids
    3
    [exit 0]
    ");
}

#[test]
fn each_status_goes_where_a_reply_takes_it() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["reply", "2", "hello", "--takeover"]), @r"
    $ livechats reply 2 hello --takeover
    [stderr] Wrote message 2 of chat 2 (yours now). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "hello", "--takeover"]), @r"
    $ livechats reply 3 hello --takeover
    [stderr] Wrote message 3 of chat 3 (yours now, open instead of pending). Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "4", "hello", "--takeover"]), @r"
    $ livechats reply 4 hello --takeover
    [stderr] Wrote message 2 of chat 4 (yours now). Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "5", "hello", "--takeover"]), @r"
    $ livechats reply 5 hello --takeover
    [stderr] Wrote message 1 of chat 5 (yours now, open instead of overdue). Take it back: livechats undo 6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "1", "hello", "--takeover"]), @r"
    $ livechats reply 1 hello --takeover
    [stderr] error: chat 1 is closed: it is back with its AI assistant
    [stderr] hint: the person's next handoff is a new chat: livechats handoff
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["list", "--columns", "id,status,assignee"]), @r"
    $ livechats list --columns id,status,assignee
    3	open	Mia
    2	open	Mia
    1	closed	Max
    5	open	Mia
    4	resolved	Mia
    [exit 0]
    ");
    repo.sql("UPDATE chat SET status = 3 WHERE id = 5");
    assert_snapshot!(repo.run(&["reply", "5", "sorry for the wait"]), @r"
    $ livechats reply 5 'sorry for the wait'
    [stderr] Wrote message 2 of chat 5 (open instead of overdue). Take it back: livechats undo 7
    [exit 0]
    ");
}

#[test]
fn writes_under_an_alias() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["reply", "2", "a", "--takeover", "--alias", "Sunny"]), @r"
    $ livechats reply 2 a --takeover --alias Sunny
    [stderr] error: you have no alias Sunny
    [stderr] hint: you have none; without --alias you write under your own name
    [exit 5]
    ");
    repo.sql("INSERT INTO rep_alias (rep_id, name, preferred, removed_at) VALUES (1, 'Sunny', 0, NULL), (1, 'Gone', 0, 1), (2, 'Other', 0, NULL)");
    assert_snapshot!(repo.run(&["reply", "2", "b", "--takeover", "--alias", "Sunny"]), @r"
    $ livechats reply 2 b --takeover --alias Sunny
    [stderr] Wrote message 2 of chat 2 (yours now). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "c"]), @r"
    $ livechats reply 2 c
    [stderr] Wrote message 3 of chat 2. Take it back: livechats undo 4
    [exit 0]
    ");
    repo.sql("UPDATE rep_alias SET preferred = 1 WHERE name = 'Sunny'");
    assert_snapshot!(repo.run(&["reply", "2", "d"]), @r"
    $ livechats reply 2 d
    [stderr] Wrote message 4 of chat 2. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "e", "--alias", "Gone"]), @r"
    $ livechats reply 2 e --alias Gone
    [stderr] error: you have no alias Gone
    [stderr] hint: yours are Sunny
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "e", "--alias", "Other"]), @r"
    $ livechats reply 2 e --alias Other
    [stderr] error: you have no alias Other
    [stderr] hint: yours are Sunny
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["show", "2", "--tail", "3"]), @r"
    $ livechats show 2 --tail 3
    Chat 2  open

    Person        สมชาย
    App           line
    Assignee      Mia
    Tags          refund
    Language      th
    Created       2026-01-11 10:00
    Updated       2026-01-15 12:00
    Source        shop/s-2

    4 messages
    1 earlier left out by --tail
    ── 2026-01-15 ──
    12:00  rep  Mia as Sunny
           b
    12:00  rep  Mia
           c
    12:00  rep  Mia as Sunny
           d
    [exit 0]
    ");
}

#[test]
fn what_cannot_be_meant_is_not_sent() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["reply", "2"]), @r"
    $ livechats reply 2
    [stderr] error: no text, and nobody to write one in an editor here
    [stderr] hint: give it as an argument, or - for standard input
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "  "]), @r"
    $ livechats reply 2 '  '
    [stderr] error: the text is empty; nothing was written
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "--takover", "hello"]), @r"
    $ livechats reply 2 --takover hello
    [stderr] error: unexpected argument '--takover' found
    [stderr] hint: did you mean '--takeover'
    [exit 2]
    ");
    assert_snapshot!(repo.run_with("a\0b", &["reply", "2", "-", "--takeover"]), @r"
    $ livechats reply 2 - --takeover
    [stderr] error: the text holds a NUL character
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["reply", "99", "hello"]), @r"
    $ livechats reply 99 hello
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    repo.succeed(&["delete", "2", "--yes"]);
    assert_snapshot!(repo.run(&["reply", "2", "hello", "--takeover"]), @r"
    $ livechats reply 2 hello --takeover
    [stderr] error: no chat 2
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM message"), "7");
    let long = vec![b'x'; (1 << 20) + 1];
    assert_eq!(crate::repo::code(&repo.feed(&["reply", "3", "-", "--takeover"], &long)), 8);
    assert_eq!(crate::repo::code(&repo.feed(&["reply", "3", "-", "--takeover"], b"\xff")), 8);
    assert_eq!(crate::repo::code(&repo.feed(&["reply", "3", "-", "--takeover"], &long[1..])), 0);
}
