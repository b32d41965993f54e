//! `livechats hold`, and that what is held cannot go.

use std::sync::atomic::{AtomicBool, Ordering};

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

#[test]
fn holds_are_placed_listed_obeyed_and_released() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["hold", "add", "case-12", "1"]), @r#"
    $ livechats hold add case-12 1
    [stderr] error: there is no hold case-12 yet, and a new one needs a reason
    [stderr] hint: say why with --reason TEXT
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["hold", "add", "case-12", "1", "4", "--reason", "claim of 2026-01-14"]), @r#"
    $ livechats hold add case-12 1 4 --reason 'claim of 2026-01-14'
    [stderr] Placed on hold: 2 chats. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "add", "CASE-12", "2", "4"]), @r#"
    $ livechats hold add CASE-12 2 4
    [stderr] Placed on hold: 1 of 2 chats. Take it back: livechats undo 4
    [stderr] 1 chat: on this hold already.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "add", "case-12", "3", "--reason", "another"]), @r#"
    $ livechats hold add case-12 3 --reason another
    [stderr] error: there is a hold case-12 already, for another reason
    [stderr] hint: leave --reason out to place more chats on it, or take another name
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["hold", "list"]), @r#"
    $ livechats hold list
    case-12	3	2026-01-15T12:00:00Z		claim of 2026-01-14
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "show", "case-12"]), @r#"
    $ livechats hold show case-12
    Name          case-12
    Chats         3
    Placed        2026-01-15 12:00
    Reason        claim of 2026-01-14
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "list", "--chats"]), @r#"
    $ livechats hold list --chats
    case-12	2	false
    case-12	1	false
    case-12	4	false
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "--all", "--yes"]), @r#"
    $ livechats delete --all --yes
    [stderr] Deleted 2 of 5 chats. Take it back: livechats undo 5
    [stderr] Left 3 chats, chat 2 among them: on legal hold case-12.
    [stderr] error: 3 chats left as they are: on legal hold case-12
    [exit 3]
    "#);
    assert_snapshot!(repo.run(&["list", "hold:case-12", "--columns", "id,holds"]), @r#"
    $ livechats list hold:case-12 --columns id,holds
    2	case-12
    1	case-12
    4	case-12
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "4"]), @r#"
    $ livechats show 4
    Chat 4  resolved

    Person        ليلى
    App           webchat
    Tags          vip
    On hold       case-12
    Language      ar
    Created       unknown
    Updated       2026-01-15 12:00
    Source        mail/s-4

    1 message
    --:--  person  ليلى
           أين طلبي؟ شكرا
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case-12", "4", "--yes"]), @r#"
    $ livechats hold release case-12 4 --yes
    [stderr] Released 1 chat. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["delete", "4", "--yes"]), @r#"
    $ livechats delete 4 --yes
    [stderr] Deleted 1 chat. Take it back: livechats undo 7
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case-12"]), @r#"
    $ livechats hold release case-12
    [stderr] error: hold release case-12 needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case-12", "--dry-run", "--ids"]), @r#"
    $ livechats hold release case-12 --dry-run --ids
    2
    1
    [stderr] Dry run, nothing is kept: 2 of 2 chats would be released.
    [stderr] Plan: --plan 7-2-3ce380838997b63301df
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case-12", "--yes"]), @r#"
    $ livechats hold release case-12 --yes
    [stderr] Released 2 chats. Take it back: livechats undo 8
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "list"]), @r#"
    $ livechats hold list
    case-12	0	2026-01-15T12:00:00Z	2026-01-15T12:00:00Z	claim of 2026-01-14
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case-12", "--yes"]), @r#"
    $ livechats hold release case-12 --yes
    [stderr] error: the hold case-12 was released before
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["hold", "add", "case-12", "1", "--reason", "claim of 2026-01-14"]), @r#"
    $ livechats hold add case-12 1 --reason 'claim of 2026-01-14'
    [stderr] error: the hold case-12 was released
    [stderr] hint: give the new one another name
    [exit 7]
    "#);
    assert_eq!(repo.succeed(&["list", "hold:any", "--count"]), "0\n");
    repo.succeed(&["delete", "1", "2", "--yes"]);
    repo.refuses(5, &["hold", "show", "nothing"]);
    repo.refuses(5, &["hold", "release", "nothing", "--yes"]);
}

#[test]
fn chats_of_the_bin_can_be_held_and_a_release_takes_them_along() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "2", "--yes"]);
    repo.refuses(5, &["hold", "add", "case", "1", "--reason", "r"]);
    repo.succeed(&["hold", "add", "case", "--deleted", "--where", "tag:refund", "--reason", "r", "--yes"]);
    repo.succeed(&["hold", "add", "case", "3"]);
    assert_snapshot!(repo.run(&["hold", "list", "--chats"]), @r#"
    $ livechats hold list --chats
    case	3	false
    case	2	true
    case	1	true
    [exit 0]
    "#);
    repo.succeed(&["hold", "release", "case", "--yes"]);
    assert_eq!(repo.succeed(&["hold", "list", "--chats", "--count"]), "0\n");
    repo.succeed(&["restore", "1", "--yes"]);
}

#[test]
fn a_hold_on_nothing_is_released_too() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["hold", "add", "case", "1", "--reason", "r"]);
    repo.succeed(&["hold", "release", "case", "1", "--yes"]);
    assert_snapshot!(repo.run(&["hold", "list", "--columns", "name,chats,released"]), @r#"
    $ livechats hold list --columns name,chats,released
    case	0	
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["hold", "release", "case", "--yes"]), @r#"
    $ livechats hold release case --yes
    [stderr] Released 'case', no chat was on it. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert!(repo.succeed(&["hold", "list", "--columns", "released"]).starts_with("2026-"));
}

/// How many operations the race runs through: `LIVECHATS_RACES`, else few.
fn races() -> usize {
    std::env::var("LIVECHATS_RACES").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

#[test]
fn what_another_process_holds_is_never_deleted() {
    let line = |n: u32| format!("{{\"id\":\"{n}\",\"source\":\"s\",\"status\":\"open\",\"messages\":[]}}\n");
    let repo = TestRepo::with(&(0..40).map(line).collect::<String>());
    repo.succeed(&["hold", "add", "race", "40", "--reason", "there has to be one"]);
    let over = AtomicBool::new(false);
    let (mut deletes, mut left) = (0, 0);
    std::thread::scope(|scope| {
        // Places and lifts holds at random, on chats outside the bin.
        scope.spawn(|| {
            let mut random = 0x2545_f491_4f6c_dd1d_u64;
            let mut next = |below: u64| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                random % below
            };
            while !over.load(Ordering::Relaxed) {
                let low = 1 + next(36);
                let query = format!("id:{low}..{}", low + next(4));
                let verb = if next(3) == 0 { "release" } else { "add" };
                let output = repo.output(&["hold", verb, "race", "--where", &query, "--yes", "--wait", "60"]);
                let allowed: &[i32] = if verb == "add" { &[0, 3, 6] } else { &[0, 3, 6] };
                assert!(allowed.contains(&code(&output)), "{verb} {query}: {}", text(&output.stderr));
            }
        });
        for round in 0..races() {
            let args: &[&str] = match round % 2 {
                0 => &["delete", "--all", "--yes", "--wait", "60"],
                _ => &["restore", "--all", "--yes", "--wait", "60"],
            };
            let output = repo.output(args);
            assert!([0, 3, 6].contains(&code(&output)), "{args:?}: {}", text(&output.stderr));
            deletes += usize::from(round % 2 == 0);
            left += usize::from(text(&output.stderr).contains("on legal hold race"));
            let held = repo.succeed(&["list", "hold:any", "--deleted", "--ids"]);
            assert_eq!(held, "", "held and deleted, after round {round}");
        }
        over.store(true, Ordering::Relaxed);
    });
    assert!(left > 0, "in {deletes} deletes no hold was in the way: the test tests nothing");
}
