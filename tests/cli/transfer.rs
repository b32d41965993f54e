//! `livechats transfer`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn gives_chats_to_a_rep_or_a_team() {
    let repo = TestRepo::of_mia();
    repo.sql("INSERT INTO team (name, folded) VALUES ('Billing', 'billing'), ('Sales', 'sales')");
    assert_snapshot!(repo.run(&["transfer", "2", "3", "5", "4", "1", "--to-team", "billing"]), @r"
    $ livechats transfer 2 3 5 4 1 --to-team billing
    [stderr] Transferred 4 of 5 chats. Take it back: livechats undo 3
    [stderr] Left chat 1: closed: back with its AI assistant, a new handoff opens a new chat.
    [stderr] error: 1 chat left as they are: closed: back with its AI assistant, a new handoff opens a new chat
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["list", "--columns", "id,status,assignee,teams"]), @r"
    $ livechats list --columns id,status,assignee,teams
    3	pending		Billing
    2	pending		Billing
    1	closed	Max	
    5	pending		Billing
    4	resolved		Billing
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "3", "4", "1", "--to-rep", "李雷", "--reason", "speaks Chinese"]), @r"
    $ livechats transfer 2 3 4 1 --to-rep 李雷 --reason 'speaks Chinese'
    [stderr] Transferred 3 of 4 chats. Take it back: livechats undo 4
    [stderr] Left chat 1: closed: back with its AI assistant, a new handoff opens a new chat.
    [stderr] error: 1 chat left as they are: closed: back with its AI assistant, a new handoff opens a new chat
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["list", "--columns", "id,status,assignee,teams"]), @r"
    $ livechats list --columns id,status,assignee,teams
    3	open	李雷	Billing
    2	open	李雷	Billing
    1	closed	Max	
    5	pending		Billing
    4	resolved	李雷	Billing
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-rep", "r2"]), @r"
    $ livechats transfer 2 --to-rep r2
    [stderr] Transferred 0 of 1 chat.
    [stderr] 1 chat: theirs already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-team", "Sales", "--format", "jsonl", "--columns", "id,status,assignee,teams"]), @r#"
    $ livechats transfer 2 --to-team Sales --format jsonl --columns id,status,assignee,teams
    {"id":2,"status":"pending","assignee":null,"teams":["Sales"]}
    [stderr] Transferred 1 chat. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "2"]), @r"
    $ livechats show 2
    Chat 2  pending

    Person        สมชาย
    App           line
    Teams         Sales
    Tags          refund
    Language      th
    Created       2026-01-11 10:00
    Updated       2026-01-15 12:00
    Source        shop/s-2

    Notes (internal)
    2026-01-15 12:00  Mia
           Transferred to 李雷: speaks Chinese

    1 message
    ── 2026-01-11 ──
    10:00  person  สมชาย
           สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย
    [exit 0]
    ");
}

#[test]
fn many_are_asked_about_and_planned() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["transfer", "--where", "status:open,pending", "--to-rep", "Mia"]), @r"
    $ livechats transfer --where status:open,pending --to-rep Mia
    [stderr] error: transfer --to-rep Mia needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    ");
    let rehearsed = repo.run(&["transfer", "--where", "status:open,pending", "--to-rep", "Mia", "--dry-run"]);
    let token = rehearsed.lines().find_map(|line| line.strip_prefix("[stderr] Plan: --plan ")).unwrap().to_owned();
    assert!(rehearsed.contains("2 of 2 chats would be transferred."), "{rehearsed}");
    let other = ["transfer", "--where", "status:open,pending", "--to-rep", "Max", "--plan", &token, "--yes"];
    repo.refuses(7, &other);
    assert_snapshot!(repo.run(&["transfer", "--where", "status:open,pending", "--to-rep", "Mia", "--yes", "--expect", "3"]), @r"
    $ livechats transfer --where status:open,pending --to-rep Mia --yes --expect 3
    [stderr] error: 2 match, 3 expected; nothing was done
    [stderr] hint: look at them with --dry-run
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["transfer", "--where", "status:open,pending", "--to-rep", "Mia", "--yes", "--max", "1"]), @r"
    $ livechats transfer --where status:open,pending --to-rep Mia --yes --max 1
    [stderr] error: 2 match, above --max 1; nothing was done
    [stderr] hint: if all of them are meant, say --max 2
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["transfer", "--where", "status:open,pending", "--to-rep", "Mia", "--yes", "--expect", "2"]), @r"
    $ livechats transfer --where status:open,pending --to-rep Mia --yes --expect 2
    [stderr] Transferred 2 chats. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["list", "assignee:mia", "--columns", "id,status"]), @r"
    $ livechats list assignee:mia --columns id,status
    3	open
    2	open
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "--to-rep", "Mia"]), @r"
    $ livechats transfer --to-rep Mia
    [stderr] error: no selection: name chats, or say --stdin, --where QUERY or a filter flag
    [stderr] hint: every chat is --all, to be spelled out
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-rep", "Nobody"]), @r"
    $ livechats transfer 2 --to-rep Nobody
    [stderr] error: no user Nobody
    [stderr] hint: livechats user list shows who there is
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-team", "Nobody"]), @r"
    $ livechats transfer 2 --to-team Nobody
    [stderr] error: no team Nobody
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["transfer", "2"]), @r"
    $ livechats transfer 2
    [stderr] error: the following required arguments were not provided: --to-rep <REP>
    [stderr] hint: see livechats transfer --help
    [exit 2]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM rep WHERE assigned_at IS NOT NULL"), "1");
}

#[test]
fn a_name_that_may_be_several_is_not_guessed() {
    let repo = TestRepo::of_mia();
    repo.sql("INSERT INTO rep (name, folded, role) VALUES ('Ana', 'ana', 'admin'), ('ANA', 'ana', 'admin'), ('Bo', 'bo', 'admin'); UPDATE rep SET removed_at = 1 WHERE name = 'Bo'");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-rep", "ana"]), @r"
    $ livechats transfer 2 --to-rep ana
    [stderr] error: ana may be one of several users
    [stderr] hint: name them by number: 4, 5
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-rep", "4"]), @r"
    $ livechats transfer 2 --to-rep 4
    [stderr] Transferred 1 chat. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "2", "--to-rep", "Bo"]), @r"
    $ livechats transfer 2 --to-rep Bo
    [stderr] error: no user Bo
    [stderr] hint: livechats user list shows who there is
    [exit 5]
    ");
}
