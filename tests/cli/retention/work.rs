//! What policies do, who may let them, and that `maintain` runs them.

use insta::assert_snapshot;

use super::{chats, live};

#[test]
fn a_policy_that_purges_does_so_in_two_steps() {
    let repo = chats();
    repo.succeed(&[
        "retention",
        "add",
        "gone",
        "--all",
        "--age",
        "2mo",
        "--action",
        "purge",
        "--grace",
        "3d",
        "--except",
        "id:3",
    ]);
    repo.succeed(&["hold", "add", "case-12", "4", "--reason", "court", "--yes"]);
    assert_snapshot!(repo.run_at("2026-01-15T12:00:00Z", &["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] gone: 1 chat put into the bin; 1 left (legal hold case-12: 1); 1 excepted. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-01-18T11:59:59Z", &["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] gone: no chat put into the bin; 1 left (legal hold case-12: 1); 1 excepted.
    [exit 0]
    ");
    // Whoever put it there: what this policy asks for goes after its grace.
    repo.run_at("2026-01-18T11:59:59Z", &["delete", "3", "7", "--yes"]);
    assert_snapshot!(repo.run_at("2026-01-18T12:00:00Z", &["retention", "run", "--yes", "--format", "tsv"]), @r"
    $ livechats retention run --yes --format tsv
    2026-01-18	gone	bin	1	0	1	0	0	case-12: 1
    2026-01-18	gone	purge	1	1	0	0	0	
    [stderr] gone: no chat put into the bin; 1 left (legal hold case-12: 1).
    [stderr] gone: 1 chat purged from the bin.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "--deleted", "--ids"]), "7\n3\n");
    assert_snapshot!(repo.run_at("2026-01-20T10:00:00Z", &["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] gone: no chat put into the bin; 1 left (legal hold case-12: 1).
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-01-21T12:00:00Z", &["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] gone: no chat put into the bin; 1 left (legal hold case-12: 1).
    [stderr] gone: 1 chat purged from the bin; 1 excepted.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "--deleted", "--ids"]), "3\n");
    assert_snapshot!(repo.succeed(&["audit", "list", "--columns", "command,detail", "--limit", "4"]), @r"
    purge	policy=gone chats=1
    purge	policy=gone chats=1
    delete	chats=2
    retention run	policy=gone chats=1
    ");
}

#[test]
fn persons_are_pseudonymised_when_all_of_their_chats_are_due() {
    let repo = chats();
    repo.succeed(&["retention", "add", "names", "--all", "--age", "2mo", "--action", "pseudonymise", "--max", "1"]);
    repo.succeed(&["hold", "add", "case-12", "3", "--reason", "court", "--yes"]);
    assert_snapshot!(repo.run(&["retention", "run", "--yes", "--format", "tsv"]), @r"
    $ livechats retention run --yes --format tsv
    2026-01-15	names	pseudonymise	3	1	2	0	0	case-12: 1
    [stderr] names: 1 person pseudonymised; 2 left (legal hold case-12: 1).
    [exit 0]
    ");
    assert_eq!(repo.ask("SELECT group_concat(name, ' ') FROM person ORDER BY id"), "Ann Bob Person 3 Dan Eve Fay");
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] names: no person pseudonymised; 2 left (legal hold case-12: 1).
    [exit 0]
    ");
    // Ann's second chat is due now, and Fay's only one was before.
    let later = |now: &str| repo.run_at(now, &["maintain", "--only", "retention", "--format", "tsv"]);
    assert_snapshot!(later("2026-02-01T12:00:00Z"), @r"
    $ livechats maintain --only retention --format tsv
    retention	3	1	2	0	names
    [stderr] names: 1 person pseudonymised; 2 left (legal hold case-12: 1).
    [exit 0]
    ");
    assert_snapshot!(later("2026-03-01T12:00:00Z"), @r"
    $ livechats maintain --only retention --format tsv
    retention	2	0	2	0	names
    [stderr] names: no person pseudonymised; 2 left (legal hold case-12: 1).
    [exit 0]
    ");
    assert_snapshot!(later("2026-03-30T12:00:00Z"), @r"
    $ livechats maintain --only retention --format tsv
    retention	2	1	1	0	names
    [stderr] names: 1 person pseudonymised; 1 left (legal hold case-12: 1).
    [exit 0]
    ");
    assert_eq!(
        repo.ask("SELECT group_concat(name, ' ') FROM person ORDER BY id"),
        "Person 1 Bob Person 3 Dan Eve Person 6"
    );
    assert_eq!(repo.succeed(&["list", "text:Ann", "--count"]), "0\n");
}

#[test]
fn nobody_hands_to_maintain_what_they_may_not_do() {
    let repo = chats();
    repo.sql("INSERT INTO rep (id, name, folded) VALUES (20, 'Clerk', 'clerk')");
    let add = |name: &str, action: &str| {
        repo.run(&["--as", "clerk", "retention", "add", name, "--all", "--age", "2mo", "--action", action])
    };
    let give = |name: &str, permissions: &str| {
        repo.succeed(&["role", "add", name, "--kind", "company", "--permissions", permissions]);
        repo.succeed(&["user", "edit", "clerk", "--role", name]);
    };
    give("keeper", "retention.manage,chats.view.all,chats.delete.team,chats.purge.all");
    assert_snapshot!(add("old", "bin"), @r"
    $ livechats --as clerk retention add old --all --age 2mo --action bin
    [stderr] error: a policy is for every chat: this one needs chats.delete.all and chats.view.all
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(add("gone", "purge"), @r"
    $ livechats --as clerk retention add gone --all --age 2mo --action purge
    [stderr] error: a policy is for every chat: this one needs chats.delete.all and chats.view.all
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    repo.succeed(&["retention", "add", "old", "--all", "--age", "2mo", "--action", "bin"]);
    repo.refuses(4, &["--as", "clerk", "retention", "run", "--yes"]);
    repo.refuses(4, &["--as", "clerk", "retention", "run", "--dry-run"]);
    repo.refuses(4, &["--as", "clerk", "retention", "edit", "old", "--max", "7"]);
    give("near", "retention.manage,chats.view.team,chats.delete.all");
    repo.refuses(4, &["--as", "clerk", "retention", "run", "--yes"]);
    // A forecast is of the chats that one sees.
    assert_snapshot!(repo.run(&["--as", "clerk", "retention", "preview", "--days", "1"]), @r"
    $ livechats --as clerk retention preview --days 1
    [stderr] old: nothing is due in 1 day.
    [exit 0]
    ");
    give("full", "retention.manage,chats.view.all,chats.delete.all");
    repo.refuses(4, &["--as", "clerk", "retention", "edit", "old", "--action", "pseudonymise"]);
    repo.succeed(&["--as", "clerk", "retention", "edit", "old", "--max", "7"]);
    repo.refuses(4, &["--as", "clerk", "undo"]);
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
    repo.succeed(&["--as", "clerk", "retention", "run", "--yes"]);
    assert_eq!(live(&repo), "2 5 6 7 ");
}

#[test]
fn maintain_runs_the_policies_and_tells_of_each() {
    let repo = chats();
    repo.succeed(&["retention", "add", "old", "--all", "--age", "2mo", "--action", "bin", "--max", "2"]);
    repo.succeed(&["retention", "add", "gone", "--query", "tag:none", "--age", "1mo", "--action", "purge"]);
    repo.succeed(&["retention", "add", "later", "--all", "--age", "1d", "--action", "bin", "--inactive"]);
    assert_snapshot!(repo.run(&["maintain", "--only", "retention", "--dry-run"]), @r"
    $ livechats maintain --only retention --dry-run
    [stderr] old: 2 chats would be put into the bin; 1 waits for the next run.
    [stderr] gone: 1 chat would be put into the bin.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["maintain", "--format", "json"]), @r#"
    $ livechats maintain --format json
    [
    {"step":"overdue","matched":0,"done":0,"left":0,"remaining":0,"policy":null},
    {"step":"queue","matched":0,"done":0,"left":0,"remaining":0,"policy":null},
    {"step":"retention","matched":3,"done":2,"left":0,"remaining":1,"policy":"old"},
    {"step":"retention","matched":1,"done":1,"left":0,"remaining":0,"policy":"gone"},
    {"step":"bin","matched":0,"done":0,"left":0,"remaining":0,"policy":null},
    {"step":"clearing","matched":0,"done":0,"left":0,"remaining":0,"policy":null}
    ]
    [stderr] No chat is overdue that was not.
    [stderr] No chat was given to a rep; none waits.
    [stderr] old: 2 chats put into the bin; 1 waits for the next run. Take it back: livechats undo 6
    [stderr] gone: 1 chat put into the bin. Take it back: livechats undo 7
    [stderr] No chat's time in the bin is over.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    "#);
    assert_snapshot!(repo.run_at("2026-02-10T12:00:00Z", &["maintain", "--format", "tsv"]), @r"
    $ livechats maintain --format tsv
    overdue	0	0	0	0	
    queue	0	0	0	0	
    retention	1	1	0	0	old
    retention	3	3	0	0	gone
    bin	0	0	0	0	
    clearing	0	0	0	0	
    [stderr] No chat is overdue that was not.
    [stderr] No chat was given to a rep; none waits.
    [stderr] old: 1 chat put into the bin. Take it back: livechats undo 8
    [stderr] gone: 1 chat put into the bin. Take it back: livechats undo 9
    [stderr] gone: 2 chats purged from the bin.
    [stderr] No chat's time in the bin is over.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    ");
    // What is above a ceiling is no fault.
    assert_eq!(live(&repo), "5 6 ");
}
