//! `livechats undo`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn the_last_change_is_taken_back_and_had_again() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "--where", "tag:vip", "--yes"]);
    repo.succeed(&["delete", "3", "--yes"]);
    assert_snapshot!(repo.run(&["undo", "--dry-run"]), @r#"
    $ livechats undo --dry-run
    [stderr] Dry run, nothing is kept. Would undo operation 4 (delete, 2026-01-15 12:00): 1 row in 1 chat.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] Undid operation 4 (delete, 2026-01-15 12:00): 1 row in 1 chat.
    [stderr] To have it again: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--ids"]), @r#"
    $ livechats list --deleted --ids
    1
    4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] Undid operation 3 (delete, 2026-01-15 12:00): 2 rows in 2 chats.
    [stderr] To have it again: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--count"]), @r#"
    $ livechats list --deleted --count
    0
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "5"]), @r#"
    $ livechats undo 5
    [stderr] Undid operation 5 (undo of 4, 2026-01-15 12:00): 1 row in 1 chat.
    [stderr] To have it again: livechats undo 7
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--deleted", "--ids"]), @r#"
    $ livechats list --deleted --ids
    3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "5"]), @r#"
    $ livechats undo 5
    [stderr] error: operation 5 (undo of 4) is undone already, by operation 7
    [stderr] hint: to have it again, undo that: livechats undo 7
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["undo", "4", "--format", "json"]), @r#"
    $ livechats undo 4 --format json
    [
    {"undone":4,"by":8,"command":"delete","time":"2026-01-15T12:00:00Z","rows":1,"chats":1,"removed_chats":0}
    ]
    [stderr] Undid operation 4 (delete, 2026-01-15 12:00): 1 row in 1 chat.
    [stderr] To have it again: livechats undo 8
    [exit 0]
    "#);
}

#[test]
fn what_stands_on_a_change_is_named() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "--where", "tag:vip", "--yes"]);
    repo.succeed(&["restore", "1", "--yes"]);
    assert_snapshot!(repo.run(&["undo", "3"]), @r#"
    $ livechats undo 3
    [stderr] error: operation 3 (delete) cannot be undone: operation 4 (restore, 2026-01-15T12:00:00Z, 1 row) stands on it
    [stderr] hint: undo that first: livechats undo 4
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["undo", "2"]), @r#"
    $ livechats undo 2
    [stderr] error: the undo of an import needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    repo.succeed(&["undo", "4"]);
    assert_snapshot!(repo.run(&["undo", "3"]), @r#"
    $ livechats undo 3
    [stderr] Undid operation 3 (delete, 2026-01-15 12:00): 2 rows in 2 chats.
    [stderr] To have it again: livechats undo 6
    [exit 0]
    "#);
}

#[test]
fn an_import_is_taken_back_with_all_it_brought() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "--yes"]);
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] error: the undo of an import needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["undo", "--dry-run"]), @r#"
    $ livechats undo --dry-run
    [stderr] Dry run, nothing is kept. Would undo operation 2 (import, 2026-01-15 12:00): 5 chats removed.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "--yes"]), @r#"
    $ livechats undo --yes
    [stderr] Undid operation 2 (import, 2026-01-15 12:00): 5 chats removed.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--count"]), @r#"
    $ livechats list --count
    0
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["search", "refund"]), @r#"
    $ livechats search refund
    [stderr] No chats match.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "5"]), @r#"
    $ livechats undo 5
    [stderr] error: operation 5 (undo of 2) cannot be undone: what an import brought and an undo removed is gone
    [stderr] hint: import the file again
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] error: there is nothing to undo
    [stderr] hint: livechats audit list shows every operation
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["import", "chats.jsonl"]), @r#"
    $ livechats import chats.jsonl
    [stderr] 5 chats and 7 messages new.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--ids"]), @r#"
    $ livechats list --ids
    8
    7
    6
    10
    9
    [exit 0]
    "#);
}

#[test]
fn an_import_that_brought_chats_up_to_date_gives_them_back() {
    let repo = TestRepo::with_chats();
    let before = repo.succeed(&["export", "--output", "-"]);
    let other = crate::repo::CHATS
        .replace("Ann Example", "Bea Sample")
        .replace("\"refund\",\"vip\"", "\"new\"")
        .replace("a refund", "my money")
        .replace("2026-01-11T10:00:00Z\",\"person\"", "2026-01-12T10:00:00Z\",\"person\"");
    repo.write("other.jsonl", other);
    assert_snapshot!(repo.run(&["import", "other.jsonl", "--update"]), @r#"
    $ livechats import other.jsonl --update
    [stderr] 3 chats brought up to date, 2 known.
    [stderr] warning: what the files do not tell of went with the update: 1 message, 2 tags; livechats undo takes the import back
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["search", "bea", "--ids"]), @r#"
    $ livechats search bea --ids
    1
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "-y"]), @r#"
    $ livechats undo -y
    [stderr] Undid operation 5 (import, 2026-01-15 12:00): 33 rows in 3 chats.
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["export", "--output", "-"]), before);
    assert_snapshot!(repo.run(&["search", "bea", "--count"]), @r#"
    $ livechats search bea --count
    0
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["search", "ann", "--ids"]), @r#"
    $ livechats search ann --ids
    1
    [exit 0]
    "#);
}

#[test]
fn what_cannot_be_undone_says_so() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] error: there is nothing to undo
    [stderr] hint: livechats audit list shows every operation
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["undo", "1"]), @r#"
    $ livechats undo 1
    [stderr] error: operation 1 (init) cannot be undone: what it did is for good
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["undo", "7"]), @r#"
    $ livechats undo 7
    [stderr] error: there is no operation 7
    [stderr] hint: livechats audit list shows every operation
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["undo", "0"]), @r#"
    $ livechats undo 0
    [stderr] error: invalid value '0' for '[OPERATION]': not a whole number from 1 to 9223372036854775807
    [stderr] hint: see livechats undo --help
    [exit 2]
    "#);
}

#[test]
fn whoever_is_no_admin_takes_back_only_what_they_did_and_still_may_do() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["role", "add", "agent", "--kind", "company", "--permissions", "chats.view.own,chats.delete.own"]);
    repo.succeed(&["user", "edit", "Max", "--role", "agent"]);
    repo.succeed(&["--as", "Max", "delete", "1", "--yes"]);
    repo.succeed(&["delete", "2", "--yes"]);
    assert_snapshot!(repo.run(&["--as", "Max", "undo"]), @r#"
    $ livechats --as Max undo
    [stderr] Undid operation 5 (delete, 2026-01-15 12:00): 1 row in 1 chat.
    [stderr] To have it again: livechats undo 7
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["--as", "Max", "undo", "6"]), @r#"
    $ livechats --as Max undo 6
    [stderr] error: there is no operation 6 that you can take back
    [stderr] hint: livechats undo takes back the last that you did
    [exit 5]
    "#);
    // Nothing tells what it was, nor whether there is one.
    for operation in ["1", "2", "3", "99"] {
        let said = repo.refuses(5, &["--as", "Max", "undo", operation]);
        assert!(said.contains(&format!("there is no operation {operation} that you can take back")), "{said}");
    }
    assert_snapshot!(repo.run(&["--as", "Max", "undo"]), @r#"
    $ livechats --as Max undo
    [stderr] error: there is nothing to undo
    [stderr] hint: livechats audit list shows every operation
    [exit 5]
    "#);
    repo.succeed(&["role", "edit", "agent", "--grant", "chats.manage.own", "--revoke", "chats.delete.own"]);
    assert_snapshot!(repo.run(&["--as", "Max", "undo", "7"]), @r#"
    $ livechats --as Max undo 7
    [stderr] error: operation 7 (undo of 5) is not yours to undo: your role no longer allows chats.delete
    [stderr] hint: an admin can undo it
    [exit 4]
    "#);
    repo.succeed(&["undo", "7"]);
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "2\n");
    // Who may read the record knows them anyway.
    repo.succeed(&["role", "edit", "agent", "--grant", "audit.read"]);
    assert_snapshot!(repo.run(&["--as", "Max", "undo", "2"]), @r#"
    $ livechats --as Max undo 2
    [stderr] error: operation 2 (import) is not yours to undo: somebody else did it
    [stderr] hint: an admin can undo it
    [exit 4]
    "#);
}

#[test]
fn a_role_is_not_taken_from_under_somebody() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["role", "add", "agent", "--kind", "company", "--permissions", "chats.view.own"]);
    repo.succeed(&["role", "edit", "agent", "--grant", "chats.view.all", "--name", "lead"]);
    repo.succeed(&["user", "edit", "Max", "--role", "lead"]);
    assert_snapshot!(repo.run(&["undo", "4"]), @r#"
    $ livechats undo 4
    [stderr] error: operation 4 (role edit) cannot be undone: Max would have the role lead, which would not be there
    [stderr] hint: give them another role first: livechats user edit USER --role ROLE
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["undo", "3"]), @r#"
    $ livechats undo 3
    [stderr] error: operation 3 (role add) cannot be undone: operation 4 (role edit, 2026-01-15T12:00:00Z, 1 row) stands on it
    [stderr] hint: undo that first: livechats undo 4
    [exit 7]
    "#);
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["undo"]), @r#"
    $ livechats undo
    [stderr] Undid operation 4 (role edit, 2026-01-15 12:00): 1 row.
    [stderr] To have it again: livechats undo 7
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["role", "show", "agent"]), @r#"
    $ livechats role show agent
    Name          agent
    Kind          company
    Users         0
    Permissions   chats.view.own
    [exit 0]
    "#);
}
