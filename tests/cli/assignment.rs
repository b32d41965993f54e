//! `livechats assignment`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// A repository of three reps, of whom Ana and Ben are in Billing and Cem in Support; nobody takes chats yet.
fn repo() -> TestRepo {
    let repo = TestRepo::empty();
    for rep in ["Ana", "Ben", "Cem"] {
        repo.succeed(&["user", "add", rep, "--role", "admin"]);
    }
    repo.succeed(&["team", "add", "Billing", "--member", "Ana", "--member", "Ben"]);
    repo.succeed(&["team", "add", "Support", "--member", "Cem"]);
    repo
}

/// Opens a chat of somebody new; `to` says for whom, `text` what they wrote.
fn hand_off(repo: &TestRepo, to: &[&str], said: &str) -> String {
    repo.write("said.txt", said);
    let args = [&["handoff", "--app", "webchat", "--new-person", "", "--messages", "said.txt"], to].concat();
    text(&repo.output(&args).stderr)
}

#[test]
fn settings_of_the_company_and_of_teams() {
    let repo = repo();
    assert_snapshot!(repo.run(&["assignment", "show"]), @"");
    let edit = ["assignment", "edit", "--method", "balanced", "--limit", "5", "--reply-target", "900s"];
    assert_snapshot!(repo.run(&edit), @"");
    assert_snapshot!(repo.run(&["assignment", "edit", "--method", "balanced"]), @"");
    assert_snapshot!(repo.run(&["assignment", "edit", "--team", "billing", "--limit", "none", "--format", "json"]), @"");
    assert_snapshot!(repo.run(&["assignment", "edit", "--team", "Billing", "--limit", "default"]), @"");
    assert_snapshot!(repo.run(&["assignment", "show", "--team", "Billing"]), @"");
    assert_snapshot!(repo.run(&["assignment", "show", "--columns", "team,limit", "--sort", "team", "--reverse"]), @"");
    assert_snapshot!(repo.run(&["assignment", "edit", "--method", "best"]), @"");
    assert_snapshot!(repo.run(&["assignment", "edit", "--limit", "0"]), @"");
    assert_snapshot!(repo.run(&["assignment", "edit"]), @"");
    repo.succeed(&["undo"]);
    assert!(repo.succeed(&["assignment", "show"]).contains("Billing\tbalanced\tnone\t15min\tmethod,reply_target\n"));
    for _ in 0..2 {
        repo.succeed(&["undo"]);
    }
    assert!(repo.succeed(&["assignment", "show"]).starts_with("\tvoluntary\tnone\tnone\tmethod,limit,reply_target\n"));
}

#[test]
fn rules_say_where_a_chat_goes_and_explain_says_why() {
    let repo = repo();
    repo.succeed(&["assignment", "edit", "--method", "balanced", "--limit", "1"]);
    for rep in ["Ana", "Ben"] {
        repo.succeed(&["user", "online", rep]);
    }
    let rule = |args: &[&str]| repo.run(&[&["assignment", "rule"], args].concat());
    assert_snapshot!(rule(&["add", "Invoices", "--query", "text:invoice", "--to-team", "Billing"]), @"");
    assert_snapshot!(rule(&["add", "Nights", "--hours", "daily 20:00-08:00", "--zone", "Asia/Tokyo", "--to-rep", "Cem"]), @"");
    assert_snapshot!(rule(&["add", "Gold", "--query", "tag:gold", "--any", "--limit", "none", "--position", "1"]), @"");
    assert_snapshot!(rule(&["list"]), @"");
    assert_snapshot!(hand_off(&repo, &[], "my invoice is wrong"), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "1"]), @"");
    // Noon in London is nine in the evening in Tokyo; Cem is away.
    assert_snapshot!(hand_off(&repo, &["--any"], "hello"), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "2", "--columns", "decision,kind,name,reason", "--format", "csv"]), @"");
    assert_snapshot!(hand_off(&repo, &["--to-team", "Support"], "hello"), @"");
    assert_snapshot!(hand_off(&repo, &["--to-rep", "Cem"], "hello"), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "4"]), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "9"]), @"");
    repo.succeed(&["user", "online", "Cem"]);
    assert_snapshot!(repo.run(&["assignment", "run"]), @"");
    repo.succeed(&["status", "closed", "4"]);
    assert_snapshot!(repo.run(&["assignment", "run", "--dry-run"]), @"");
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "json"]), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "2", "--all", "--count"]), @"");
    assert_snapshot!(repo.run(&["undo"]), @"");
    assert_snapshot!(repo.run(&["assignment", "run", "--quiet", "--format", "tsv"]), @"");
}

#[test]
fn a_transfer_to_a_team_picks_its_members_in_turn() {
    let repo = repo();
    for chat in 1..=5 {
        hand_off(&repo, &["--to-rep", "Ana"], &format!("chat {chat}"));
    }
    repo.succeed(&["assignment", "edit", "--team", "Billing", "--method", "round-robin", "--limit", "2"]);
    for rep in ["Ana", "Ben"] {
        repo.succeed(&["user", "online", rep]);
    }
    // Ana had them: they go to Ben, up to the limit.
    let transfer =
        ["transfer", "1", "2", "3", "--to-team", "Billing", "--format", "tsv", "--columns", "id,status,assignee"];
    assert_snapshot!(repo.run(&transfer), @"");
    assert_snapshot!(repo.run(&["assignment", "explain", "3", "--columns", "name,reason,chats,limit"]), @"");
    // What waits may go to Ana again, who still has two.
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "tsv"]), @"");
    repo.succeed(&["status", "resolved", "4", "5"]);
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "tsv"]), @"");
    assert_snapshot!(repo.run(&["transfer", "4", "--to-team", "Billing", "--format", "tsv", "--columns", "id,status,assignee"]), @"");
}

#[test]
fn a_purged_chat_leaves_no_decision() {
    let repo = repo();
    hand_off(&repo, &[], "hello");
    hand_off(&repo, &[], "hello");
    repo.succeed(&["delete", "1", "--yes"]);
    repo.succeed(&["purge", "1", "--now", "--yes"]);
    assert_eq!(repo.ask("SELECT group_concat(chat_id) FROM assignment_decision"), "2");
}

#[test]
fn rules_come_from_a_file_and_go_into_one() {
    let repo = repo();
    let rule = |args: &[&str]| repo.run(&[&["assignment", "rule"], args].concat());
    repo.write(
        "rules.json",
        r#"[
{"name":"Invoices","query":"text:invoice","team":"Billing","method":"random","limit":5},
{"name":"Nights","hours":"Mon-Sun 20:00-08:00","zone":"Europe/Berlin","rep":"Ana","limit":"none"},
{"name":"All others","any":true,"active":false}
]
"#,
    );
    assert_snapshot!(rule(&["import", "rules.json", "--dry-run"]), @"");
    assert_eq!(repo.succeed(&["assignment", "rule", "list", "--count"]), "0\n");
    assert_snapshot!(rule(&["import", "rules.json"]), @"");
    assert_snapshot!(rule(&["import", "rules.json"]), @"");
    assert_eq!(
        repo.succeed(&["assignment", "rule", "export"]),
        std::fs::read_to_string(repo.path("rules.json")).unwrap()
    );
    assert_snapshot!(rule(&["export", "--output", "rules.json"]), @"");
    assert_snapshot!(rule(&["export", "--output", "rules.json", "--force"]), @"");
    assert_snapshot!(rule(&["move", "nights", "9"]), @"");
    assert_snapshot!(rule(&["edit", "invoices", "--to-rep", "Ben", "--query", "text:bill", "--name", "Bills"]), @"");
    assert_snapshot!(rule(&["remove", "All others"]), @"");
    assert_snapshot!(rule(&["import", "rules.json", "--dry-run"]), @"");
    repo.succeed(&["assignment", "rule", "import", "rules.json"]);
    assert_eq!(
        repo.succeed(&["assignment", "rule", "export"]),
        std::fs::read_to_string(repo.path("rules.json")).unwrap()
    );
    repo.succeed(&["undo"]);
    assert_snapshot!(rule(&["list", "--columns", "position,name,query,target,to"]), @"");
    // Each of these is refused, and changes nothing.
    repo.write("bad.json", r#"[{"name":"a","any":true},{"name":"b","query":"text:x rating:>3","any":true}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @"");
    repo.write("bad.json", r#"[{"name":"a","team":"Nobody"}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @"");
    repo.write("bad.json", r#"[{"name":"a","hours":"always","any":true}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @"");
    assert_snapshot!(rule(&["import", "none.json"]), @"");
    assert_snapshot!(rule(&["list", "--columns", "position,name"]), @"");
}

#[test]
fn what_is_no_rule_is_told_with_its_place() {
    let repo = repo();
    let add = |args: &[&str]| repo.run(&[&["assignment", "rule", "add", "x"], args].concat());
    assert_snapshot!(add(&["--any", "--query", "app:web rating:>3"]), @"");
    assert_snapshot!(add(&["--any", "--query", "frm:x"]), @"");
    assert_snapshot!(add(&["--any", "--hours", "Mon 9-17"]), @"");
    assert_snapshot!(add(&["--any", "--zone", "Mars"]), @"");
    assert_snapshot!(add(&["--to-rep", "Ana", "--method", "random"]), @"");
    assert_snapshot!(add(&[]), @"");
    assert_snapshot!(add(&["--to-team", "Nobody"]), @"");
    repo.succeed(&["assignment", "rule", "add", "X", "--any"]);
    assert_snapshot!(add(&["--any"]), @"");
    repo.succeed(&["assignment", "rule", "edit", "x", "--method", "random"]);
    repo.succeed(&["assignment", "rule", "edit", "x", "--to-rep", "Ana"]);
    assert_eq!(repo.succeed(&["assignment", "rule", "list", "--columns", "name,target,to,method"]), "X\trep\tAna\t\n");
    // A rule whose rep is gone is passed over.
    repo.succeed(&["user", "remove", "Ana"]);
    hand_off(&repo, &[], "hello");
    assert_eq!(
        repo.succeed(&["assignment", "explain", "1", "--columns", "name,reason"]).lines().next(),
        Some("X\ttarget-removed")
    );
}

#[test]
fn who_sees_a_part_of_the_chats_drains_and_explains_that_part() {
    let repo = repo();
    repo.succeed(&["user", "online", "Cem"]);
    hand_off(&repo, &["--to-team", "Billing"], "one");
    hand_off(&repo, &["--to-team", "Support"], "two");
    repo.succeed(&["assignment", "edit", "--method", "balanced"]);
    repo.succeed(&["role", "add", "lead", "--kind", "team", "--permissions", "chats.view.team,assignment.manage"]);
    repo.succeed(&["user", "add", "Lea", "--role", "lead", "--team", "Billing"]);
    repo.refuses(5, &["--as", "Lea", "assignment", "explain", "2"]);
    repo.succeed(&["--as", "Lea", "assignment", "explain", "1"]);
    assert_eq!(repo.succeed(&["--as", "Lea", "assignment", "run", "--format", "tsv"]), "");
    assert_eq!(repo.succeed(&["assignment", "run", "--format", "tsv", "--columns", "chat,rep"]), "2\tCem\n");
}

/// Chats that the race gives: `LIVECHATS_RACES`, else few.
fn races() -> usize {
    std::env::var("LIVECHATS_RACES").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn two_runs_at_once_give_no_chat_twice_and_pass_no_limit() {
    let repo = repo();
    let chats = races();
    let line = |number: usize| {
        format!(
            r#"{{"id":"{number}","source":"s","channel":"web","created_at":"2026-01-10T09:00:00Z","person":null,"rep":null,"status":"pending","messages":[]}}"#
        )
    };
    repo.write("chats.jsonl", &(0..chats).map(|number| line(number) + "\n").collect::<String>());
    repo.succeed(&["import", "chats.jsonl"]);
    let most = chats / 3 - 10;
    repo.succeed(&["assignment", "edit", "--method", "random", "--limit", &most.to_string()]);
    for rep in ["Ana", "Ben", "Cem"] {
        repo.succeed(&["user", "online", rep]);
    }
    let run = || repo.output(&["assignment", "run", "--format", "tsv", "--columns", "chat,rep"]);
    let outputs = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    let mut given: Vec<String> = Vec::new();
    for output in &outputs {
        assert_eq!(code(output), 0, "{}", text(&output.stderr));
        given.extend(text(&output.stdout).lines().map(str::to_owned));
    }
    let mut once: Vec<&str> = given.iter().filter_map(|line| line.split('\t').next()).collect();
    once.sort_unstable();
    once.dedup();
    assert_eq!((given.len(), once.len()), (3 * most, 3 * most));
    let loads = "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM chat WHERE assignee_id IS NOT NULL GROUP BY assignee_id)";
    assert_eq!(repo.ask(loads), format!("{most},{most},{most}"));
    // Every run is one work, undone as a whole.
    while repo.ask("SELECT count(*) FROM chat WHERE assignee_id IS NOT NULL") != "0" {
        repo.succeed(&["undo"]);
    }
    assert_eq!(repo.ask("SELECT count(*) FROM assignment_decision"), "0");
}
