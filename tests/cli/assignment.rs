//! `livechats assignment`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// A repository of three reps, of whom Ana and Ben are in Billing and Cem in Support; nobody takes chats yet.
pub fn repo() -> TestRepo {
    let repo = TestRepo::empty();
    for rep in ["Ana", "Ben", "Cem"] {
        repo.succeed(&["user", "add", rep, "--role", "admin"]);
    }
    repo.succeed(&["team", "add", "Billing", "--member", "Ana", "--member", "Ben"]);
    repo.succeed(&["team", "add", "Support", "--member", "Cem"]);
    repo
}

/// Opens a chat of somebody new; `to` says for whom, `text` what they wrote.
pub fn hand_off(repo: &TestRepo, to: &[&str], said: &str) -> String {
    repo.write("said.txt", said);
    let args = [&["handoff", "--app", "webchat", "--new-person", "", "--messages", "said.txt"], to].concat();
    text(&repo.output(&args).stderr)
}

#[test]
fn settings_of_the_company_and_of_teams() {
    let repo = repo();
    assert_snapshot!(repo.run(&["assignment", "show"]), @r"
    $ livechats assignment show
    	voluntary	none	none	method,limit,reply_target
    Billing	voluntary	none	none	method,limit,reply_target
    Support	voluntary	none	none	method,limit,reply_target
    [exit 0]
    ");
    let edit = ["assignment", "edit", "--method", "balanced", "--limit", "5", "--reply-target", "900s"];
    assert_snapshot!(repo.run(&edit), @r"
    $ livechats assignment edit --method balanced --limit 5 --reply-target 900s
    [stderr] Set for the company: balanced, limit 5, reply target 15min.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "edit", "--method", "balanced"]), @r"
    $ livechats assignment edit --method balanced
    [stderr] It was so already for the company: balanced, limit 5, reply target 15min.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "edit", "--team", "billing", "--limit", "none", "--format", "json"]), @r#"
    $ livechats assignment edit --team billing --limit none --format json
    [
    {"team":"Billing","method":"balanced","limit":"none","reply_target":"15min","inherited":["method","reply_target"]}
    ]
    [stderr] Set for the team Billing: balanced, limit none, reply target 15min.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["assignment", "edit", "--team", "Billing", "--limit", "default"]), @r"
    $ livechats assignment edit --team Billing --limit default
    [stderr] Set for the team Billing: balanced, limit 5, reply target 15min.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "show", "--team", "Billing"]), @r"
    $ livechats assignment show --team Billing
    Team          Billing
    Method        balanced
    Limit         5
    Reply target  15min
    Inherited     method
                  limit
                  reply_target
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "show", "--columns", "team,limit", "--sort", "team", "--reverse"]), @r"
    $ livechats assignment show --columns team,limit --sort team --reverse
    Support	5
    Billing	5
    	5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "edit", "--method", "best"]), @r"
    $ livechats assignment edit --method best
    [stderr] error: invalid value 'best' for '--method <METHOD>': methods are balanced, random, round-robin, voluntary
    [stderr] hint: see livechats assignment edit --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["assignment", "edit", "--limit", "0"]), @r"
    $ livechats assignment edit --limit 0
    [stderr] error: invalid value '0' for '--limit <N>': not a whole number from 1 to 1000000, nor none
    [stderr] hint: see livechats assignment edit --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["assignment", "edit"]), @r"
    $ livechats assignment edit
    [stderr] error: the following required arguments were not provided: <--method <METHOD>|--limit <N>|--reply-target <DURATION>>
    [stderr] hint: see livechats assignment edit --help
    [exit 2]
    ");
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
    assert_snapshot!(rule(&["add", "Invoices", "--query", "text:invoice", "--to-team", "Billing"]), @r"
    $ livechats assignment rule add Invoices --query text:invoice --to-team Billing
    [stderr] Added the rule Invoices at place 1: to a rep of Billing.
    [exit 0]
    ");
    assert_snapshot!(rule(&["add", "Nights", "--hours", "daily 20:00-08:00", "--zone", "Asia/Tokyo", "--to-rep", "Cem"]), @r"
    $ livechats assignment rule add Nights --hours 'daily 20:00-08:00' --zone Asia/Tokyo --to-rep Cem
    [stderr] Added the rule Nights at place 2: to Cem.
    [exit 0]
    ");
    assert_snapshot!(rule(&["add", "Gold", "--query", "tag:gold", "--any", "--limit", "none", "--position", "1"]), @r"
    $ livechats assignment rule add Gold --query tag:gold --any --limit none --position 1
    [stderr] Added the rule Gold at place 1: to any rep.
    [exit 0]
    ");
    assert_snapshot!(rule(&["list"]), @r"
    $ livechats assignment rule list
    1	Gold	tag:gold		any			none	true
    2	Invoices	text:invoice		team	Billing			true
    3	Nights		Mon-Sun 20:00-08:00	rep	Cem			true
    [exit 0]
    ");
    assert_snapshot!(hand_off(&repo, &[], "my invoice is wrong"), @r"
    Opened chat 1 of person 1 with 1 message: open, Ana has it (rule Invoices). Take it back: livechats undo 13
    ");
    assert_snapshot!(repo.run(&["assignment", "explain", "1"]), @r"
    $ livechats assignment explain 1
    1	rule	Gold	no-match			
    1	rule	Invoices	matched			
    1	rule	Nights	not-asked			
    1	rep	Ana	chosen	0	1	2026-01-15T12:00:00Z
    1	rep	Ben	given-later	0	1	2026-01-15T12:00:00Z
    [stderr] Decision 1 on chat 1, handoff 2026-01-15 12:00: to Ana, balanced for a rep of Billing (rule Invoices).
    [exit 0]
    ");
    // Noon in London is nine in the evening in Tokyo; Cem is away.
    assert_snapshot!(hand_off(&repo, &["--any"], "hello"), @r"
    Opened chat 2 of person 2 with 1 message: pending, it waits for a rep (rule Nights). Take it back: livechats undo 14
    ");
    assert_snapshot!(repo.run(&["assignment", "explain", "2", "--columns", "decision,kind,name,reason", "--format", "csv"]), @r"
    $ livechats assignment explain 2 --columns decision,kind,name,reason --format csv
    decision,kind,name,reason
    2,rule,Gold,no-match
    2,rule,Invoices,no-match
    2,rule,Nights,matched
    2,rep,Cem,away
    [stderr] Decision 2 on chat 2, handoff 2026-01-15 12:00: the chat waits for the rep whom the rule Nights names.
    [exit 0]
    ");
    assert_snapshot!(hand_off(&repo, &["--to-team", "Support"], "hello"), @r"
    Opened chat 3 of person 3 with 1 message: pending, it waits for a rep of Support. Take it back: livechats undo 15
    ");
    assert_snapshot!(hand_off(&repo, &["--to-rep", "Cem"], "hello"), @r"
    Opened chat 4 of person 4 with 1 message: open, Cem has it. Take it back: livechats undo 16
    ");
    assert_snapshot!(repo.run(&["assignment", "explain", "4"]), @r"
    $ livechats assignment explain 4
    4	rep	Cem	chosen	0		
    [stderr] Decision 4 on chat 4, handoff 2026-01-15 12:00: to Cem, named at handoff.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "explain", "9"]), @r"
    $ livechats assignment explain 9
    [stderr] error: no chat 9
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    repo.succeed(&["user", "online", "Cem"]);
    assert_snapshot!(repo.run(&["assignment", "run"]), @r"
    $ livechats assignment run
    [stderr] No chat was given, for nobody is free who may be given one, 2 wait on.
    [exit 0]
    ");
    repo.succeed(&["status", "closed", "4"]);
    assert_snapshot!(repo.run(&["assignment", "run", "--dry-run"]), @r"
    $ livechats assignment run --dry-run
    2	Cem		Nights	
    [stderr] 1 chat would be given to 1 rep, 1 waits on. Nothing was changed.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "json"]), @r#"
    $ livechats assignment run --format json
    [
    {"chat":2,"rep":"Cem","team":null,"rule":"Nights","method":null}
    ]
    [stderr] Gave 1 chat to 1 rep, 1 waits on. Take it back: livechats undo 19
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["assignment", "explain", "2", "--all", "--count"]), @r"
    $ livechats assignment explain 2 --all --count
    8
    [stderr] Decision 5 on chat 2, run 2026-01-15 12:00: to Cem, whom the rule Nights names.
    [stderr] Decision 2 on chat 2, handoff 2026-01-15 12:00: the chat waits for the rep whom the rule Nights names.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo"]), @r"
    $ livechats undo
    [stderr] Undid operation 19 (assignment run, 2026-01-15 12:00): 3 rows in 1 chat.
    [stderr] To have it again: livechats undo 20
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "run", "--quiet", "--format", "tsv"]), @r"
    $ livechats assignment run --quiet --format tsv
    2	Cem		Nights	
    [exit 0]
    ");
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
    assert_snapshot!(repo.run(&transfer), @r"
    $ livechats transfer 1 2 3 --to-team Billing --format tsv --columns id,status,assignee
    3	open	Ben
    2	open	Ben
    1	pending	
    [stderr] Transferred 3 chats. Take it back: livechats undo 15
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["assignment", "explain", "3", "--columns", "name,reason,chats,limit"]), @r"
    $ livechats assignment explain 3 --columns name,reason,chats,limit
    Ben	chosen	0	2
    Ana	gave-it-away	4	
    [stderr] Decision 6 on chat 3, transfer 2026-01-15 12:00: to Ben, round-robin for a rep of Billing.
    [exit 0]
    ");
    // What waits may go to Ana again, who still has two.
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "tsv"]), @r"
    $ livechats assignment run --format tsv
    [stderr] No chat was given, for nobody is free who may be given one, 1 waits on.
    [exit 0]
    ");
    repo.succeed(&["status", "resolved", "4", "5"]);
    assert_snapshot!(repo.run(&["assignment", "run", "--format", "tsv"]), @r"
    $ livechats assignment run --format tsv
    1	Ana	Billing		round-robin
    [stderr] Gave 1 chat to 1 rep, none waits. Take it back: livechats undo 17
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["transfer", "4", "--to-team", "Billing", "--format", "tsv", "--columns", "id,status,assignee"]), @r"
    $ livechats transfer 4 --to-team Billing --format tsv --columns id,status,assignee
    4	resolved	
    [stderr] Transferred 1 chat. Take it back: livechats undo 18
    [exit 0]
    ");
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

#[test]
fn a_rep_takes_back_what_the_settings_decided_for_them() {
    let repo = repo();
    repo.succeed(&["assignment", "edit", "--method", "balanced"]);
    repo.succeed(&["user", "online", "Cem"]);
    hand_off(&repo, &["--to-rep", "Ben"], "one");
    repo.succeed(&["role", "add", "clerk", "--kind", "company", "--permissions", "chats.view.all,chats.transfer.all"]);
    repo.succeed(&["user", "add", "Lea", "--role", "clerk"]);
    repo.succeed(&["--as", "Lea", "transfer", "1", "--to-team", "Support"]);
    assert_eq!(repo.succeed(&["list", "--columns", "id,assignee,status"]), "1\tCem\topen\n");
    repo.succeed(&["--as", "Lea", "undo"]);
    assert_eq!(repo.succeed(&["list", "--columns", "id,assignee,status"]), "1\tBen\topen\n");
    assert_eq!(repo.ask("SELECT count(*) FROM assignment_decision"), "1");
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
    repo.write("chats.jsonl", (0..chats).map(|number| line(number) + "\n").collect::<String>());
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
