//! `livechats retention`

mod clock;
mod names;
mod work;

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

/// Seven chats of six persons; the first two are Ann's.
fn chats() -> TestRepo {
    let line = |id: &str, person: &str, closed: &str, status: &str, tag: &str| {
        format!(
            r#"{{"id":"{id}","source":"shop","channel":"web","created_at":"2025-01-01T09:00:00Z","closed_at":{closed},"person":{{"id":"{person}","name":"{person}"}},"rep":null,"status":"{status}","tags":[{tag}],"messages":[{{"at":"2025-01-01T09:00:00Z","from":"person","author":"{person}","text":"hello from {person}"}}]}}{}"#,
            "\n"
        )
    };
    TestRepo::with(
        &[
            line("a", "Ann", "\"2025-11-01T09:00:00Z\"", "closed", ""),
            line("b", "Ann", "\"2026-01-10T09:00:00Z\"", "closed", ""),
            line("c", "Bob", "\"2025-10-01T09:00:00Z\"", "closed", "\"contract\""),
            line("d", "Cid", "\"2025-09-01T09:00:00Z\"", "closed", ""),
            line("e", "Dan", "null", "resolved", ""),
            line("f", "Eve", "null", "open", ""),
            line("g", "Fay", "\"2025-11-20T09:00:00Z\"", "closed", ""),
        ]
        .concat(),
    )
}

fn live(repo: &TestRepo) -> String {
    repo.succeed(&["list", "--ids", "--sort", "id", "--reverse"]).replace('\n', " ")
}

#[test]
fn policies_are_made_changed_and_taken_back() {
    let repo = chats();
    let old = ["retention", "add", "old", "--all", "--age", "2mo", "--action", "bin"];
    assert_snapshot!(repo.run(&[&old[..], &["--except", "tag:contract", "--max", "2"]].concat()), @r"
    $ livechats retention add old --all --age 2mo --action bin --except tag:contract --max 2
    [stderr] Added the policy old at place 1: bin closed:>2mo -status:open,pending,overdue -(tag:contract). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "add", "stale", "--query", "status:open,closed tag:x OR field.plan:gold", "--since", "created", "--age", "1y", "--action", "purge", "--zone", "Asia/Bangkok", "--position", "1", "--inactive"]), @r"
    $ livechats retention add stale --query 'status:open,closed tag:x OR field.plan:gold' --since created --age 1y --action purge --zone Asia/Bangkok --position 1 --inactive
    [stderr] warning: the policy stale: its query tag:x names a tag that is not there; until it is, nothing is done by it
    [stderr] Added the policy stale at place 1: purge created:>1y (status:open,closed tag:x OR field.plan:gold) -status:pending,overdue, not run. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "list", "--format", "table"]), @r"
    $ livechats retention list --format table
    POSITION  NAME   ACTION  AGE  SINCE    QUERY               EXCEPT         MAX  ACTIVE
           1  stale  purge   1y   created  status:open,close…                1000  no
           2  old    bin     2mo  closed                       tag:contract     2  yes
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "show", "STALE"]), @r"
    $ livechats retention show STALE
    Position      1
    Name          stale
    Action        purge
    Age           1y
    Since         created
    Query         status:open,closed tag:x OR field.plan:gold
    Max           1000
    Grace         7
    Zone          Asia/Bangkok
    Active        no
    Chats         created:>1y (status:open,closed tag:x OR field.plan:gold) -status:pending,overdue
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "edit", "stale", "--grace", "3d", "--position", "2", "--except", "updated:30d"]), @r"
    $ livechats retention edit stale --grace 3d --position 2 --except updated:30d
    [stderr] warning: the policy stale: its query tag:x names a tag that is not there; until it is, nothing is done by it
    [stderr] Changed the policy stale at place 2: purge created:>1y (status:open,closed tag:x OR field.plan:gold) -status:pending,overdue -(updated:30d), not run. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "edit", "stale", "--grace", "3d"]), @r"
    $ livechats retention edit stale --grace 3d
    [stderr] It is so already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "edit", "stale", "--action", "bin", "--no-except", "--format", "json", "--columns", "name,action,grace,except,chats"]), @r#"
    $ livechats retention edit stale --action bin --no-except --format json --columns name,action,grace,except,chats
    [
    {"name":"stale","action":"bin","grace":null,"except":[],"chats":"created:>1y (status:open,closed tag:x OR field.plan:gold) -status:pending,overdue"}
    ]
    [stderr] warning: the policy stale: its query tag:x names a tag that is not there; until it is, nothing is done by it
    [stderr] Changed the policy stale at place 2: bin created:>1y (status:open,closed tag:x OR field.plan:gold) -status:pending,overdue, not run. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["retention", "remove", "old"]), @r"
    $ livechats retention remove old
    [stderr] Removed the policy old. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "list", "--columns", "position,name,max"]), @r"
    $ livechats retention list --columns position,name,max
    1	stale	1000
    [exit 0]
    ");
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["retention", "list", "--columns", "position,name,except"]), @r"
    $ livechats retention list --columns position,name,except
    1	old	tag:contract
    2	stale	
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["audit", "show", "3", "--format", "tsv"]), @r#"
    $ livechats audit show 3 --format tsv
    	retention policy	old	added			name: old, position: 1, query: , since: 2, age: 2mo, action: 1, kept: ["tag:contract"], ceiling: 2, active: 1
    [exit 0]
    "#);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let repo = chats();
    let add = |more: &[&str]| repo.run(&[&["retention", "add", "x", "--action", "bin"][..], more].concat());
    assert_snapshot!(add(&["--age", "2y"]), @r"
    $ livechats retention add x --action bin --age 2y
    [stderr] error: the following required arguments were not provided: <--query <QUERY>|--all>
    [stderr] hint: see livechats retention add --help
    [exit 2]
    ");
    assert_snapshot!(add(&["--age", "6m", "--all"]), @r"
    $ livechats retention add x --action bin --age 6m --all
    [stderr] error: invalid value '6m' for '--age <AGE>': months are written 6mo; no age is shorter than a day
    [stderr] hint: see livechats retention add --help
    [exit 2]
    ");
    assert_snapshot!(add(&["--age", "2y", "--query", "tag:a (tag:b"]), @r"
    $ livechats retention add x --action bin --age 2y --query 'tag:a (tag:b'
    [stderr] error: unmatched bracket in the query
    [stderr]     tag:a (tag:b
    [stderr]           ^
    [stderr] hint: close it, or quote it to search for it
    [exit 2]
    ");
    assert_snapshot!(add(&["--age", "2y", "--query", "tag:a created:7d"]), @r"
    $ livechats retention add x --action bin --age 2y --query 'tag:a created:7d'
    [stderr] error: a date that moves with the clock in the query
    [stderr]     tag:a created:7d
    [stderr]           ^^^^^^^^^^
    [stderr] hint: the age says how old chats are; in a query name fixed dates, such as created:<2026
    [exit 2]
    ");
    assert_snapshot!(add(&["--age", "2y", "--all", "--except", "tagg:keep"]), @r"
    $ livechats retention add x --action bin --age 2y --all --except tagg:keep
    [stderr] error: unknown key `tagg` in --except
    [stderr]     tagg:keep
    [stderr]     ^^^^
    [stderr] hint: did you mean `tag:`? to search for the text itself, quote it
    [exit 2]
    ");
    assert_snapshot!(add(&["--age", "2y", "--all", "--grace", "3d"]), @r"
    $ livechats retention add x --action bin --age 2y --all --grace 3d
    [stderr] error: --grace is for policies that purge
    [stderr] hint: say --action purge, or leave it out
    [exit 2]
    ");
    for (more, expected) in [
        (&["--age", "2y", "--query", ""][..], 2),
        (&["--age", "2y", "--query", " "], 2),
        (&["--age", "-2y", "--all"], 2),
        (&["--age", "2y", "--all", "--max", "0"], 2),
        (&["--age", "2y", "--all", "--zone", "Mars/Phobos"], 2),
        (&["--age", "2y", "--all", "--grace", "31d"], 2),
        (&["--age", "2y", "--all", "--except", ""], 2),
        (&["--age", "2y", "--all", "--query", "a"], 2),
    ] {
        repo.refuses(expected, &[&["retention", "add", "x", "--action", "bin"], more].concat());
    }
    repo.succeed(&["retention", "add", "old", "--all", "--age", "2y", "--action", "bin"]);
    repo.refuses(7, &["retention", "add", "OLD", "--all", "--age", "2y", "--action", "bin"]);
    repo.refuses(2, &["retention", "edit", "old"]);
    repo.refuses(5, &["retention", "edit", "new", "--age", "1y"]);
    assert_eq!(repo.succeed(&["retention", "list", "--count"]), "1\n");
}

#[test]
fn a_run_shows_what_is_due_and_leaves_what_is_held_or_excepted() {
    let repo = chats();
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] No policy is active.
    [exit 0]
    ");
    repo.succeed(&[
        "retention",
        "add",
        "old",
        "--all",
        "--age",
        "1mo",
        "--action",
        "bin",
        "--except",
        "tag:contract",
        "--max",
        "1",
    ]);
    repo.succeed(&["hold", "add", "case-12", "4", "--reason", "court", "--yes"]);
    assert_snapshot!(repo.run(&["retention", "preview", "--days", "3"]), @r"
    $ livechats retention preview --days 3
    2026-01-15	old	bin	3	1	1	1	1	case-12: 1
    2026-01-16	old	bin	2	1	1	0	1	case-12: 1
    2026-01-17	old	bin	1	0	1	0	1	case-12: 1
    [stderr] old: 2 chats would be put into the bin in 3 days; 1 left (legal hold case-12: 1); 1 excepted.
    [stderr] old: 1 chat is never due: they are not closed, or it is not known when they were.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "preview", "old", "--days", "3", "--format", "json"]), @r#"
    $ livechats retention preview old --days 3 --format json
    [
    {"date":"2026-01-15","policy":"old","action":"bin","matched":3,"done":1,"left":1,"remaining":1,"excepted":1,"holds":["case-12: 1"]},
    {"date":"2026-01-16","policy":"old","action":"bin","matched":2,"done":1,"left":1,"remaining":0,"excepted":1,"holds":["case-12: 1"]},
    {"date":"2026-01-17","policy":"old","action":"bin","matched":1,"done":0,"left":1,"remaining":0,"excepted":1,"holds":["case-12: 1"]}
    ]
    [stderr] old: 2 chats would be put into the bin in 3 days; 1 left (legal hold case-12: 1); 1 excepted.
    [stderr] old: 1 chat is never due: they are not closed, or it is not known when they were.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["retention", "run"]), @r"
    $ livechats retention run
    [stderr] error: retention run needs a confirmation, and nobody can be asked here
    [stderr] hint: --dry-run shows what it would do, --yes asks nothing
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["retention", "run", "--dry-run", "--format", "tsv"]), @r"
    $ livechats retention run --dry-run --format tsv
    2026-01-15	old	bin	3	1	1	1	1	case-12: 1
    [stderr] old: 1 chat would be put into the bin; 1 left (legal hold case-12: 1); 1 waits for the next run; 1 excepted.
    [exit 0]
    ");
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
    // What the policy says of itself as a query finds the same, and what is held.
    let query = repo.succeed(&["retention", "show", "old", "--columns", "chats", "--format", "tsv"]);
    assert_eq!(repo.succeed(&["list", query.trim(), "--ids", "--sort", "id", "--reverse"]), "1\n4\n7\n");
    // The oldest that may go goes first.
    assert_snapshot!(repo.run(&["retention", "run", "old", "--yes", "--format", "json"]), @r#"
    $ livechats retention run old --yes --format json
    [
    {"date":"2026-01-15","policy":"old","action":"bin","matched":3,"done":1,"left":1,"remaining":1,"excepted":1,"holds":["case-12: 1"]}
    ]
    [stderr] old: 1 chat put into the bin; 1 left (legal hold case-12: 1); 1 waits for the next run; 1 excepted. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_eq!(live(&repo), "2 3 4 5 6 7 ");
    repo.succeed(&["undo"]);
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
    repo.succeed(&["retention", "edit", "old", "--inactive"]);
    repo.refuses(6, &["retention", "run", "old", "--yes"]);
    repo.refuses(5, &["retention", "run", "new", "--yes"]);
    assert_snapshot!(repo.run(&["retention", "preview", "old", "--days", "1"]), @r"
    $ livechats retention preview old --days 1
    2026-01-15	old	bin	3	1	1	1	1	case-12: 1
    [stderr] old: 1 chat would be put into the bin in 1 day; 1 left (legal hold case-12: 1); 1 waits for the next run; 1 excepted.
    [stderr] old: 1 chat is never due: they are not closed, or it is not known when they were.
    [exit 0]
    ");
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
}

#[test]
fn only_a_clear_yes_counts_at_a_terminal() {
    let repo = chats();
    repo.succeed(&["retention", "add", "old", "--all", "--age", "2mo", "--action", "bin"]);
    for (keys, expected, left) in [("n\r", 6, "1 2 3 4 5 6 7 "), ("\r", 6, "1 2 3 4 5 6 7 "), ("y\r", 0, "2 5 6 7 ")] {
        let output = at_terminal(repo.livechats(&["retention", "run"]), keys);
        assert!(text(&output.stdout).contains("old: 3 chats would be put into the bin"), "{}", text(&output.stdout));
        assert_eq!((code(&output), live(&repo).as_str()), (expected, left), "{keys:?}");
    }
}
