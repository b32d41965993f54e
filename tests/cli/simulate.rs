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
    assert_snapshot!(simulated(&repo, &["--format", "table"]), @"");
    assert_snapshot!(simulated(&repo, &["--since", "2027"]), @"");
}

#[test]
fn one_chat_at_a_time_lets_the_others_wait() {
    let repo = TestRepo::with(CHATS);
    let flags = ["--method", "balanced", "--limit", "1"];
    assert_snapshot!(simulated(&repo, &flags), @"");
    // With one more nobody waits but for the one whose rep has an open chat for good.
    assert!(figures(&repo, &[&flags[..], &["--add-rep", "Ines"]].concat()).contains(&"left_waiting 1 0".to_owned()));
    assert!(
        figures(&repo, &[&flags[..], &["--without-rep", "Otto"]].concat()).contains(&"left_waiting 1 1".to_owned())
    );
    assert_snapshot!(simulated(&repo, &["--limit", "1", "--since", "2026-01-06", "--method", "round-robin", "--format", "jsonl", "--columns", "measure,simulated"]), @"");
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
    let chats_of = |flags: &[&str]| {
        let flags = [&["--rules", "rules.json", "--columns", "rep,measure,simulated"], flags].concat();
        let rows = repo.succeed(&[&SIMULATE, &flags[..]].concat());
        let rows = rows.lines().filter_map(|row| row.split_once("\tchats\t")).filter(|(rep, _)| !rep.is_empty());
        rows.map(|(rep, chats)| format!("{rep} {chats}")).collect::<Vec<_>>()
    };
    // The first two go to Otto, one by its tag and one by its hour; all others to Mia.
    assert_eq!(chats_of(&[]), ["Mia 3", "Otto 2"]);
    assert_eq!(chats_of(&["--team", "Sales"]), ["Otto 1"]);
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
    assert_snapshot!(simulated(&repo, &["--rules", "worse.json"]), @"");
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
