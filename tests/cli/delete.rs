//! `livechats delete` and `livechats restore`: what every changing command does with its TARGET.

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

#[test]
fn chats_go_into_the_bin_and_come_back() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["delete", "1", "2", "--yes"]), @r#"
    $ livechats delete 1 2 --yes
    [stderr] Deleted 2 chats. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--ids"]), @r#"
    $ livechats list --ids
    3
    5
    4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--ids"]), @r#"
    $ livechats list --deleted --ids
    2
    1
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "1", "3", "--yes"]), @r#"
    $ livechats delete 1 3 --yes
    [stderr] Deleted 1 of 2 chats. Take it back: livechats undo 4
    [stderr] 1 chat: in the bin already.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "1"]), @r#"
    $ livechats show 1
    [stderr] error: no chat 1
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["restore", "1", "4", "--yes"]), @r#"
    $ livechats restore 1 4 --yes
    [stderr] Restored 1 of 2 chats. Take it back: livechats undo 5
    [stderr] 1 chat: not in the bin.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--yes", "--format", "json", "--columns", "id,deleted"]), @r#"
    $ livechats delete --all --yes --format json --columns id,deleted
    [
    {"id":1,"deleted":"2026-01-15T12:00:00Z"},
    {"id":5,"deleted":"2026-01-15T12:00:00Z"},
    {"id":4,"deleted":"2026-01-15T12:00:00Z"}
    ]
    [stderr] Deleted 3 chats. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["restore", "--where", "deleted:today", "--yes", "--quiet", "--format", "tsv", "--columns", "id"]), @r#"
    $ livechats restore --where deleted:today --yes --quiet --format tsv --columns id
    3
    2
    1
    5
    4
    [exit 0]
    "#);
}

#[test]
fn a_dry_run_prints_the_chats_and_a_plan_and_keeps_nothing() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["delete", "--where", "tag:refund", "--dry-run"]), @r#"
    $ livechats delete --where tag:refund --dry-run
    2	2026-01-11T10:00:00Z	open	line	สมชาย		refund	1	สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย
    1	2026-01-10T09:00:00Z	closed	webchat	Ann Example	Max	refund,vip	3	Hello Ann, the money is on its way.\nAnything else?
    [stderr] Dry run, nothing is kept: 2 of 2 chats would be deleted.
    [stderr] Plan: --plan 2-2-c2f16458753a2b772d66
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "--where", "tag:refund", "--dry-run", "--ids", "--quiet"]), @r#"
    $ livechats delete --where tag:refund --dry-run --ids --quiet
    2
    1
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--dry-run", "--format", "table", "--limit", "1", "--columns", "id,person"]), @r#"
    $ livechats delete --all --dry-run --format table --limit 1 --columns id,person
    ID  PERSON
     3  王芳
    [stderr] Dry run, nothing is kept: 5 of 5 chats would be deleted. 1 shown; --limit N shows more.
    [stderr] Plan: --plan 2-5-87664da10b77864a4eaf
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--dry-run", "--max", "2", "--quiet", "--ids"]), @r#"
    $ livechats delete --all --dry-run --max 2 --quiet --ids
    3
    2
    1
    5
    4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--count"]), @r#"
    $ livechats list --count
    5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--count"]), @r#"
    $ livechats list --deleted --count
    0
    [exit 0]
    "#);
}

#[test]
fn what_is_not_sure_is_refused() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["delete"]), @r#"
    $ livechats delete
    [stderr] error: no selection: name chats, or say --stdin, --where QUERY or a filter flag
    [stderr] hint: every chat is --all, to be spelled out
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all"]), @r#"
    $ livechats delete --all
    [stderr] error: delete needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--yes", "--max", "2"]), @r#"
    $ livechats delete --all --yes --max 2
    [stderr] error: 5 match, above --max 2; nothing was done
    [stderr] hint: if all of them are meant, say --max 5
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["delete", "--where", "tag:refund", "--yes", "--expect", "3"]), @r#"
    $ livechats delete --where tag:refund --yes --expect 3
    [stderr] error: 2 match, 3 expected; nothing was done
    [stderr] hint: look at them with --dry-run
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["delete", "1", "2", "99", "--yes"]), @r#"
    $ livechats delete 1 2 99 --yes
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["delete", "shop/s-1", "shop/s-77", "--yes"]), @r#"
    $ livechats delete shop/s-1 shop/s-77 --yes
    [stderr] error: no chat shop/s-77
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["delete", "1", "--where", "tag:vip", "--yes"]), @r#"
    $ livechats delete 1 --where tag:vip --yes
    [stderr] error: the argument '[CHAT]...' cannot be used with '--where <QUERY>'
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "--where", "status:opn", "--yes"]), @r#"
    $ livechats delete --where status:opn --yes
    [stderr] error: unknown status `opn` in the query
    [stderr]     status:opn
    [stderr]            ^^^
    [stderr] hint: it is one of: open, pending, overdue, resolved, closed
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--tag", "vip", "--yes"]), @r#"
    $ livechats delete --all --tag vip --yes
    [stderr] error: --all and a filter together
    [stderr] hint: leave --all out
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "1x", "--yes"]), @r#"
    $ livechats delete 1x --yes
    [stderr] error: invalid value '1x' for '[CHAT]...': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "0x10", "--yes"]), @r#"
    $ livechats delete 0x10 --yes
    [stderr] error: invalid value '0x10' for '[CHAT]...': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "１２", "--yes"]), @r#"
    $ livechats delete １２ --yes
    [stderr] error: invalid value '１２' for '[CHAT]...': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "1; DROP TABLE chats", "--yes"]), @r#"
    $ livechats delete '1; DROP TABLE chats' --yes
    [stderr] error: invalid value '1; DROP TABLE chats' for '[CHAT]...': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "9223372036854775808", "--yes"]), @r#"
    $ livechats delete 9223372036854775808 --yes
    [stderr] error: invalid value '9223372036854775808' for '[CHAT]...': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats delete --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["delete", "1", "--plan", "7", "--yes"]), @r#"
    $ livechats delete 1 --plan 7 --yes
    [stderr] error: --plan is not a token of a dry run
    [stderr] hint: --dry-run prints it in its last line
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["list", "--count"]), @r#"
    $ livechats list --count
    5
    [exit 0]
    "#);
}

/// The token that a dry run prints.
fn plan(repo: &TestRepo, args: &[&str]) -> String {
    let output = repo.output(&[args, &["--dry-run"]].concat());
    let said = text(&output.stderr);
    let token = said.lines().find_map(|line| line.strip_prefix("Plan: --plan ")).expect("a plan");
    token.to_owned()
}

#[test]
fn a_plan_holds_until_something_in_it_changes() {
    let repo = TestRepo::with_chats();
    let tagged = ["delete", "--where", "tag:vip"];
    let token = plan(&repo, &tagged);
    assert_eq!(token, plan(&repo, &tagged), "looking changes nothing");
    repo.refuses(7, &["delete", "--where", "tag:refund", "--plan", &token, "--yes"]);
    repo.refuses(7, &["restore", "--where", "tag:vip", "--plan", &token, "--yes"]);
    repo.succeed(&["delete", "3", "--yes"]);
    let other = repo.output(&["delete", "--where", "tag:vip", "--plan", &token, "--yes", "--dry-run"]);
    assert_eq!(code(&other), 2, "a plan of a plan");
    repo.succeed(&["delete", "4", "--yes"]);
    repo.succeed(&["restore", "4", "--yes"]);
    let said = repo.refuses(7, &["delete", "--where", "tag:vip", "--plan", &token, "--yes"]);
    assert!(said.contains("chat 4 by operation 5 (restore)"), "{said}");
    repo.succeed(&["delete", "4", "--yes"]);
    let said = repo.refuses(7, &["delete", "--where", "tag:vip", "--plan", &token, "--yes"]);
    assert!(said.contains("it was 2 then and is 1 now"), "{said}");
    let token = plan(&repo, &tagged);
    repo.succeed(&["delete", "--where", "tag:vip", "--plan", &token, "--yes"]);
    assert_eq!(repo.succeed(&["list", "--ids"]), "2\n5\n");
    for nonsense in ["", "x", "1-2", "1-2-3-4", "-1-2-3", "1--3"] {
        repo.refuses(2, &["delete", "--all", &format!("--plan={nonsense}"), "--yes"]);
    }
}

#[test]
fn chats_are_named_on_stdin() {
    let repo = TestRepo::with_chats();
    let delete = |args: &[&str], input: &str| {
        let output = repo.feed(&[&["delete", "--stdin", "--yes"], args].concat(), input.as_bytes());
        (code(&output), text(&output.stderr))
    };
    assert_eq!(delete(&[], "").0, 6);
    assert_eq!(delete(&[], "\n\r\n").0, 6);
    let (code, said) = delete(&[], "1\n2\nthree\n");
    assert_eq!(code, 2);
    assert!(said.contains("line 3 of stdin is not a chat id: three"), "{said}");
    assert_eq!(delete(&[], "1\n77\n").0, 5);
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n", "nothing was done so far");
    let (code, said) = delete(&["--keep-going"], "1\nthree\n77\n");
    assert_eq!(code, 3);
    assert!(
        said.contains("line 2 of stdin is not a chat id") && said.contains("line 3 of stdin: no chat 77"),
        "{said}"
    );
    assert_eq!(delete(&["--expect", "2"], "\u{feff}2\r\nshop/s-3\r\n2\n").0, 0);
    assert_eq!(repo.succeed(&["list", "--ids"]), "5\n4\n");
    let output = repo.feed(&["delete", "--stdin"], b"5\n");
    assert_eq!(self::code(&output), 6, "nobody can be asked while stdin brings the chats");
}

#[test]
fn a_person_is_asked_and_only_a_clear_yes_counts() {
    let repo = TestRepo::with_chats();
    let no = [
        "n\r",
        "\r",
        "\u{1b}",
        "y\u{1b}\r",
        "q\r",
        "Yellow no\r",
        "YES \r",
        "Y\r",
        "y\u{1b}[A\r",
        "y\u{4}",
        "yy\r",
        " y\r",
    ];
    for answer in no.map(str::to_owned).into_iter().chain(["y".repeat(1000) + "\r"]) {
        let output = at_terminal(repo.livechats(&["--color", "never", "delete", "1", "2"]), &answer);
        assert_eq!(code(&output), 6, "{answer:?}: {}", text(&output.stdout));
        assert!(text(&output.stdout).contains("Ann Example: Hello Ann"), "{}", text(&output.stdout));
    }
    // Control and C; and no cursor is hidden that somebody would have to bring back.
    let output = at_terminal(repo.livechats(&["delete", "1", "2"]), "y\u{3}");
    assert_eq!((code(&output), text(&output.stdout).contains("\u{1b}[?25l")), (130, false), "{}", text(&output.stdout));
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
    let output = at_terminal(repo.livechats(&["delete", "1", "2"]), "y\r");
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert_eq!(repo.succeed(&["list", "--count"]), "3\n");
    let output = at_terminal(repo.livechats(&["delete", "3", "4"]), "yess\u{7f}\r");
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
}

#[test]
fn of_many_chats_the_number_has_to_be_typed() {
    let line = |n: u32| format!("{{\"id\":\"{n}\",\"source\":\"s\",\"status\":\"open\",\"messages\":[]}}\n");
    let repo = TestRepo::with(&(0..101).map(line).collect::<String>());
    for answer in ["y\r", "yes\r", "100\r", "\r"] {
        let output = at_terminal(repo.livechats(&["delete", "--all"]), answer);
        assert_eq!(code(&output), 6, "{answer:?}: {}", text(&output.stdout));
    }
    let output = at_terminal(repo.livechats(&["delete", "--all"]), "101\r");
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}
