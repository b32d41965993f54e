//! `livechats retention`

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, finish, text};

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
    [stderr] warning: no chat has a custom field 'plan'; there are none
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
    [stderr] warning: no chat has a custom field 'plan'; there are none
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
    [stderr] warning: no chat has a custom field 'plan'; there are none
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
    for (keys, expected, left) in [("n", 6, "1 2 3 4 5 6 7 "), ("\r", 6, "1 2 3 4 5 6 7 "), ("y", 0, "2 5 6 7 ")] {
        let output = at_terminal(repo.livechats(&["retention", "run"]), keys);
        assert!(text(&output.stdout).contains("old: 3 chats would be put into the bin"), "{}", text(&output.stdout));
        assert_eq!((code(&output), live(&repo).as_str()), (expected, left), "{keys:?}");
    }
}

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

/// Moments of a wrong clock, with a repository last written on 2026-01-15 at noon.
const WRONG: &[&str] = &[
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "2026-01-15T11:00:00Z",
    "2026-02-15T12:00:01Z",
    "2038-01-19T03:14:08Z",
    "2106-02-07T06:28:16Z",
    "9999-12-30T00:00:00Z",
];

#[test]
fn a_wrong_clock_takes_nothing() {
    let repo = chats();
    repo.succeed(&["delete", "6", "--yes"]);
    repo.succeed(&[
        "retention",
        "add",
        "old",
        "--query",
        "tag:none",
        "--age",
        "10y",
        "--since",
        "created",
        "--action",
        "purge",
    ]);
    repo.succeed(&["retention", "add", "names", "--all", "--age", "1d", "--action", "pseudonymise"]);
    // Somebody writes at the wrong time first, again and again: that makes it no better.
    for now in WRONG {
        for line in [
            "tag add seen 2",
            "retention run --yes",
            "maintain",
            "purge --all --yes",
            "tag remove seen 2",
            "maintain --only retention,bin",
        ] {
            let args: Vec<&str> = line.split(' ').collect();
            let mut command = repo.livechats(&args);
            command.env("LIVECHATS_NOW", now);
            let output = finish(command, b"");
            let told = text(&output.stderr);
            let by_age = !line.starts_with("tag") && (line != "maintain --only retention,bin" || *now > "2026-02");
            if by_age && !(line.starts_with("maintain") && *now < "2026-02") {
                assert_eq!(code(&output), 6, "{now} {line}\n{told}");
                assert!(told.contains("the clock says a time"), "{now} {line}\n{told}");
            }
            assert!(!told.contains("panicked"), "{now} {line}\n{told}");
        }
        assert_eq!(live(&repo), "1 2 3 4 5 7 ", "{now}");
        assert_eq!(repo.succeed(&["list", "--deleted", "--ids"]), "6\n", "{now}");
        assert_eq!(repo.ask("SELECT count(*) FROM erasure"), "0", "{now}");
    }
    // The right clock is believed as before, and a wrong one once somebody says that it is right.
    assert_eq!(code(&repo.output(&["retention", "run", "--yes"])), 0);
    let accepted = repo.run_at("2038-01-19T03:14:08Z", &["retention", "run", "--yes", "--accept-clock"]);
    assert!(accepted.contains("old: 5 chats put into the bin"), "{accepted}");
    assert!(repo.run_at("2038-01-20T03:14:08Z", &["retention", "run", "--yes"]).ends_with("[exit 0]\n"));
}

#[test]
fn a_quiet_repository_keeps_up_with_the_days() {
    let repo = chats();
    repo.succeed(&["delete", "1", "--yes"]);
    for day in ["2026-01-25", "2026-02-04", "2026-02-14"] {
        let now = format!("{day}T12:00:00Z");
        repo.run_at(&now, &["maintain", "--dry-run"]);
        assert!(repo.run_at(&now, &["maintain"]).ends_with("[exit 0]\n"), "{day}");
    }
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "0\n");
    // A dry run is no night: forty days later nobody was there.
    let repo = chats();
    repo.succeed(&["delete", "1", "--yes"]);
    repo.run_at("2026-02-04T12:00:00Z", &["maintain", "--dry-run"]);
    assert!(repo.run_at("2026-02-24T12:00:00Z", &["maintain"]).ends_with("[exit 6]\n"));
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "1\n");
}

#[test]
fn the_calendar_is_that_of_the_zone() {
    // Where the clock goes forward at two on 2026-03-29, and back at three on 2026-10-25.
    let repo = TestRepo::with(
        r#"{"id":"a","source":"s","created_at":"2026-01-01T00:00:00Z","closed_at":"2026-02-28T01:30:00Z","person":{"id":"x"},"rep":null,"status":"closed","messages":[]}
"#,
    );
    let add = ["retention", "add", "old", "--all", "--age", "1mo", "--action", "bin"];
    repo.succeed(&[&add[..], &["--zone", "Europe/Berlin"]].concat());
    let due = |now: &str| {
        let mut command =
            repo.livechats(&["retention", "run", "--dry-run", "--accept-clock", "--format", "tsv", "--quiet"]);
        command.env("LIVECHATS_NOW", now);
        text(&finish(command, b"").stdout).split('\t').nth(3).unwrap_or_default().to_owned()
    };
    for (now, expected) in [
        ("2026-03-28T01:29:59Z", "0"),
        ("2026-03-28T01:30:00Z", "0"),
        ("2026-03-28T01:30:01Z", "1"),
        // A month before the 29th to the 31st is the last day of February, at that time of day.
        ("2026-03-29T00:59:59Z", "0"),
        ("2026-03-29T01:00:00Z", "1"),
        ("2026-03-31T23:00:00Z", "1"),
        ("2026-10-25T00:30:00Z", "1"),
        ("2026-10-25T01:30:00Z", "1"),
    ] {
        assert_eq!(due(now), expected, "{now}");
    }
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
    [stderr] gone: 2 chats would be put into the bin.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["maintain", "--format", "json"]), @r"
    $ livechats maintain --only retention --format tsv
    retention	1	0	0	1	old
    retention	3	0	0	3	gone
    [stderr] error: the clock says a time more than 30 days after the last time seen here; nothing was done by age
    [stderr] hint: set the clock, or say --accept-clock if it is right
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2026-03-15T12:00:00Z", &["maintain", "--only", "retention", "--format", "tsv"]), @"");
    // What is above a ceiling is no fault.
    assert_eq!(live(&repo), "2 5 6 ");
}
