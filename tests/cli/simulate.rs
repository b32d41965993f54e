//! `livechats assignment simulate`

use insta::assert_snapshot;

use crate::repo::TestRepo;

/// Mia has two chats at once, Otto has one of them later; one is not over, one ended alone, one has no times.
const CHATS: &str = r#"{"id":"a","source":"shop","channel":"web","created_at":"2026-01-05T09:00:00Z","closed_at":"2026-01-05T10:00:00Z","person":{"id":"p1","name":"Ann"},"rep":{"id":"mia","name":"Mia"},"tags":["vip"],"status":"closed","messages":[{"from":"person","author":"p1","text":"parcel","at":"2026-01-05T09:00:00Z"}]}
{"id":"b","source":"shop","channel":"web","created_at":"2026-01-05T09:10:00Z","closed_at":"2026-01-05T09:40:00Z","person":{"id":"p2","name":"Bob"},"rep":{"id":"mia","name":"Mia"},"status":"closed","messages":[{"from":"person","author":"p2","text":"invoice","at":"2026-01-05T09:10:00Z"}]}
{"id":"c","source":"shop","channel":"web","created_at":"2026-01-05T09:20:00Z","person":{"id":"p3","name":"Cid"},"rep":{"id":"otto","name":"Otto"},"status":"resolved","messages":[{"from":"person","author":"p3","text":"parcel","at":"2026-01-05T09:30:00Z"}]}
{"id":"d","source":"shop","channel":"web","created_at":"2026-01-06T11:00:00Z","person":{"id":"p4","name":"Dan"},"rep":{"id":"otto","name":"Otto"},"status":"open","messages":[{"from":"person","author":"p4","text":"parcel","at":"2026-01-06T11:00:00Z"}]}
{"id":"e","source":"shop","channel":"web","created_at":"2026-01-06T12:00:00Z","person":{"id":"p5","name":"Eva"},"status":"pending","messages":[{"from":"person","author":"p5","text":"parcel","at":"2026-01-06T12:00:00Z"}]}
{"id":"f","source":"shop","channel":"web","created_at":"2026-01-07T09:00:00Z","person":{"id":"p6","name":"Fay"},"status":"closed","messages":[{"from":"person","author":"p6","text":"hello","at":"2026-01-07T09:00:00Z"}]}
{"id":"g","source":"shop","channel":"web","person":{"id":"p7","name":"Gus"},"rep":{"id":"mia","name":"Mia"},"status":"closed","messages":[{"from":"person","author":"p7","text":"hello"}]}
"#;

const SIMULATE: [&str; 2] = ["assignment", "simulate"];

fn simulated(repo: &TestRepo, flags: &[&str]) -> String {
    repo.run(&[&SIMULATE, flags].concat())
}

/// The figures of all chats, as `measure happened simulated`.
fn figures(repo: &TestRepo, flags: &[&str]) -> Vec<String> {
    let rows = repo.succeed(&[&SIMULATE, flags].concat());
    rows.lines().filter_map(|row| row.strip_prefix('\t')).map(|row| row.replace('\t', " ")).collect()
}

#[test]
fn what_nobody_gives_out_is_as_it_happened() {
    let repo = TestRepo::with(CHATS);
    assert_snapshot!(simulated(&repo, &["--format", "table"]), @r"
    $ livechats assignment simulate --format table
                              HAPPENED   SIMULATED
    chats                     5          5
    given at once             not known  not known
    waited                    not known  not known
    median wait               not known  not known
    95 in 100 waited at most  not known  not known
    longest wait              not known  not known
    left waiting              1          1
    unfairness (Gini)         0.000      0.000

    REP   HAPPENED  MOST  SIMULATED  MOST
    Mia          2     2          2     2
    Otto         2     1          2     1
    [stderr] Replayed 5 chats under the rules and reps of now: everything as it happened.
    [stderr] Left out: 1 chat without times, 1 chat that ended without a rep.
    [exit 0]
    ");
    assert_snapshot!(simulated(&repo, &["--since", "2027"]), @r"
    $ livechats assignment simulate --since 2027
    	chats	0	0
    	given	0	0
    	given_at_once		
    	waited		
    	wait_known	0	0
    	wait_median		
    	wait_p95		
    	wait_longest		
    	left_waiting	0	0
    	gini	0.000	0.000
    	same_rep	0	0
    Mia	chats	0	0
    Mia	most_at_once	0	0
    Mia	share	0.0000	0.0000
    Otto	chats	0	0
    Otto	most_at_once	0	0
    Otto	share	0.0000	0.0000
    [stderr] No chats to replay.
    [exit 0]
    ");
}

#[test]
fn one_chat_at_a_time_lets_the_others_wait() {
    let repo = TestRepo::with(CHATS);
    let flags = ["--method", "balanced", "--limit", "1"];
    assert_snapshot!(simulated(&repo, &flags), @r"
    $ livechats assignment simulate --method balanced --limit 1
    	chats	5	5
    	given	4	5
    	given_at_once		4
    	waited		1
    	wait_known	0	5
    	wait_median		0
    	wait_p95		1200
    	wait_longest		1200
    	left_waiting	1	0
    	gini	0.000	0.100
    	same_rep	4	2
    Mia	chats	2	2
    Mia	most_at_once	2	1
    Mia	share	0.5000	0.4000
    Otto	chats	2	3
    Otto	most_at_once	1	1
    Otto	share	0.5000	0.6000
    [stderr] Replayed 5 chats under what is supposed: 2 of 4 go to the rep who had them.
    [stderr] Left out: 1 chat without times, 1 chat that ended without a rep.
    [exit 0]
    ");
    // With one more nobody waits; with one less the open chat keeps its place, and who comes then waits for good.
    assert!(figures(&repo, &[&flags[..], &["--add-rep", "Ines"]].concat()).contains(&"waited  0".to_owned()));
    assert!(
        figures(&repo, &[&flags[..], &["--without-rep", "Otto"]].concat()).contains(&"left_waiting 1 1".to_owned())
    );
    assert_snapshot!(simulated(&repo, &["--limit", "1", "--since", "2026-01-06", "--method", "round-robin", "--format", "jsonl", "--columns", "measure,simulated"]), @r#"
    $ livechats assignment simulate --limit 1 --since 2026-01-06 --method round-robin --format jsonl --columns measure,simulated
    {"measure":"chats","simulated":2}
    {"measure":"given","simulated":2}
    {"measure":"given_at_once","simulated":2}
    {"measure":"waited","simulated":0}
    {"measure":"wait_known","simulated":2}
    {"measure":"wait_median","simulated":0}
    {"measure":"wait_p95","simulated":0}
    {"measure":"wait_longest","simulated":0}
    {"measure":"left_waiting","simulated":0}
    {"measure":"gini","simulated":0.000}
    {"measure":"same_rep","simulated":0}
    {"measure":"chats","simulated":1}
    {"measure":"most_at_once","simulated":1}
    {"measure":"share","simulated":0.5000}
    {"measure":"chats","simulated":1}
    {"measure":"most_at_once","simulated":1}
    {"measure":"share","simulated":0.5000}
    [stderr] Replayed 2 chats under what is supposed: 0 of 1 go to the rep who had them; nobody had a chat at the beginning.
    [stderr] Left out: 1 chat that ended without a rep.
    [exit 0]
    "#);
}

#[test]
fn rules_of_a_file_and_their_hours_decide() {
    let repo = TestRepo::with(CHATS);
    repo.sql(
        "INSERT INTO team (id, name, folded) VALUES (1, 'Sales', 'sales');
         INSERT INTO team_rep (team_id, rep_id) SELECT 1, id FROM rep WHERE name = 'Otto'",
    );
    repo.write(
        "rules.json",
        r#"[{"name":"Night","hours":"Mon 09:05-09:15","zone":"UTC","rep":"Otto"},
            {"name":"Bills","query":"text:invoice OR tag:vip","team":"Sales","method":"balanced"},
            {"name":"Off","any":true,"method":"balanced","active":false},
            {"name":"Rest","rep":"Mia"}]"#,
    );
    // Whoever had chats then is listed too.
    let chats_of = |flags: &[&str]| {
        let flags = [&["--rules", "rules.json", "--columns", "rep,measure,simulated"], flags].concat();
        let rows = repo.succeed(&[&SIMULATE, &flags[..]].concat());
        let rows = rows.lines().filter_map(|row| row.split_once("\tchats\t")).filter(|(rep, _)| !rep.is_empty());
        rows.map(|(rep, chats)| format!("{rep} {chats}")).collect::<Vec<_>>()
    };
    // The first two go to Otto, one by its tag and one by its hour; all others to Mia.
    assert_eq!(chats_of(&[]), ["Mia 3", "Otto 2"]);
    assert_eq!(chats_of(&["--team", "Sales"]), ["Mia ", "Otto 1"]);
    assert_eq!(chats_of(&["--add-rep", "Ines=Sales", "--without-rep", "Otto"]), ["Mia 3", "Otto ", "Ines 1"]);
    let piped = repo.read("rules.json");
    let output = repo.feed(&[&SIMULATE, &["--rules", "-", "--format", "json"][..]].concat(), piped.as_bytes());
    assert!(output.status.success());
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let repo = TestRepo::with(CHATS);
    repo.write("bad.json", r#"[{"name":"a","team":"Nobody"}]"#);
    repo.write("worse.json", r#"[{"name":"a","query":"status:open","any":true}]"#);
    for (exit, flags) in [
        (5, ["--rules", "bad.json"]),
        (8, ["--rules", "worse.json"]),
        (5, ["--rules", "none.json"]),
        (5, ["--team", "Nobody"]),
        (5, ["--without-rep", "Nobody"]),
        (5, ["--add-rep", "Mia=Nobody"]),
        (2, ["--method", "fair"]),
        (2, ["--limit", "0"]),
        (2, ["--since", "someday"]),
        (2, ["--columns", "none"]),
    ] {
        let said = repo.refuses(exit, &[&SIMULATE, &flags[..]].concat());
        assert!(said.contains("error: "), "{flags:?}: {said}");
    }
    assert_snapshot!(simulated(&repo, &["--rules", "worse.json"]), @r"
    $ livechats assignment simulate --rules worse.json
    [stderr] error: rule a: key `status`, which is not known of a new chat, in the query
    [stderr]     status:open
    [stderr]     ^^^^^^^^^^^
    [stderr] hint: known are words, and the keys app, person, email, phone, created, messages, text, language, tag, field.NAME, person.field.NAME
    [exit 8]
    ");
}

#[test]
fn the_demo_is_what_its_rules_make_of_it() {
    let repo = TestRepo::nothing();
    repo.succeed(&["demo", "--chats", "2000"]);
    let demo = ["--repo", "livechats-demo.db"];
    let said = repo.run(&[&demo, &SIMULATE[..], &["--columns", "measure,happened,simulated"]].concat());
    assert!(said.contains("everything as it happened"), "{said}");
    for row in said.lines().filter(|row| row.contains('\t')) {
        let columns: Vec<&str> = row.split('\t').collect();
        assert_eq!(columns[1], columns[2], "{row}");
    }
    let other = figures(&repo, &[&demo[..], &["--limit", "1"]].concat());
    assert_ne!(other, figures(&repo, &demo), "another limit changes the past");
    let shown = repo.on_terminal(&[&demo, &SIMULATE[..]].concat());
    assert!(shown.contains("│") && shown.contains("95 in 100 waited at most"), "{shown}");
    assert!(!repo.succeed(&[&demo, &SIMULATE[..], &["--format", "table"]].concat()).contains('│'));
}
