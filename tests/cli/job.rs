//! Export jobs: files that follow each other, and a copy made of nothing but them.

use std::collections::BTreeMap;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// The copy of a job that writes whole chats: each run taken in, in order.
pub fn copy(repo: &TestRepo, folder: &str, job: &str) -> BTreeMap<i64, String> {
    let mut copy = BTreeMap::new();
    for run in 1.. {
        let run = format!("{folder}/{job}-{run:06}");
        if !repo.path(&format!("{run}.jsonl.manifest.json")).exists() {
            break;
        }
        take_in(&mut copy, repo, &run);
    }
    copy
}

/// Takes in one run.
fn take_in(copy: &mut BTreeMap<i64, String>, repo: &TestRepo, run: &str) {
    let manifest: serde_json::Value = serde_json::from_str(&repo.read(&format!("{run}.jsonl.manifest.json"))).unwrap();
    if manifest["job"]["after"].is_null() {
        copy.clear();
    }
    for line in repo.read(&format!("{run}.changes.csv")).lines().skip(1) {
        copy.remove(&line.split(',').next().unwrap().parse::<i64>().unwrap());
    }
    for line in repo.read(&format!("{run}.jsonl")).lines() {
        let chat: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(copy.insert(chat["livechats_id"].as_i64().unwrap(), line.to_owned()).is_none());
    }
}

/// What an export of whole chats writes, by chat.
pub fn exported(repo: &TestRepo, query: &[&str]) -> BTreeMap<i64, String> {
    let lines = repo.succeed(&[&["export", "--format", "jsonl"], query].concat());
    let number =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["livechats_id"].as_i64().unwrap();
    lines.lines().map(|line| (number(line), line.to_owned())).collect()
}

#[test]
fn a_job_writes_what_changed_since_its_last_run() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] error: there is no job nightly yet
    [stderr] hint: say the folder of its files: export --job nightly --output FOLDER
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "nightly", "--output", "copy"]), @r"
    $ livechats export --job nightly --output copy
    [stderr] error: copy is no folder
    [stderr] hint: make it first: the files of a job go there
    [exit 16]
    ");
    std::fs::create_dir(repo.path("copy")).unwrap();
    assert_snapshot!(repo.run(&["export", "--job", "nightly", "--output", "copy"]), @r"
    $ livechats export --job nightly --output copy
    [stderr] Exported 5 chats to copy/nightly-000001.jsonl.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] Nothing changed since run 1 of 'nightly'; no file was written.
    [exit 0]
    ");
    repo.succeed(&["tag", "add", "late", "3"]);
    repo.succeed(&["delete", "4", "5", "--yes"]);
    repo.succeed(&["purge", "5", "--now", "--yes"]);
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] Exported 1 chat, 2 gone, to copy/nightly-000002.jsonl.
    [exit 0]
    ");
    assert_snapshot!(repo.read("copy/nightly-000002.changes.csv"), @r"
    chat,change
    3,written
    4,deleted
    5,purged
    ");
    assert_eq!(repo.mode("copy/nightly-000002.changes.csv"), 0o600);
    assert_eq!(copy(&repo, "copy", "nightly"), exported(&repo, &[]));
    let manifest: serde_json::Value =
        serde_json::from_str(&repo.read("copy/nightly-000002.jsonl.manifest.json")).unwrap();
    assert_snapshot!(manifest["job"].to_string(), @r#"
    {"name":"nightly","run":2,"after":2,"written":1,"gone":2,"chats":3}
    "#);
    assert_snapshot!(repo.run(&["export", "--verify", "copy"]), @r"
    $ livechats export --verify copy
    [stderr] copy/nightly-000001.jsonl.manifest.json is whole: 5 rows in 2 files, and the record stood there as it says.
    [stderr] copy/nightly-000002.jsonl.manifest.json is whole: 1 row in 2 files, and the record stood there as it says.
    [exit 0]
    ");
    // What many chats show changed: they all are written again, and no others.
    repo.succeed(&["tag", "rename", "vip", "VIP"]);
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] Exported 1 chat to copy/nightly-000003.jsonl.
    [exit 0]
    ");
    assert_eq!(copy(&repo, "copy", "nightly"), exported(&repo, &[]));
}

#[test]
fn the_terms_of_a_job_stay_as_they_began() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    std::fs::create_dir(repo.path("elsewhere")).unwrap();
    let begin = ["export", "--job", "open", "status:open", "--kind", "messages", "--format", "csv", "--output", "copy"];
    assert_snapshot!(repo.run(&begin), @r"
    $ livechats export --job open status:open --kind messages --format csv --output copy
    [stderr] Exported 1 chat to copy/open-000001.csv.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "open", "status:closed"]), @r"
    $ livechats export --job open status:closed
    [stderr] error: the job open began with another query: status:open
    [stderr] hint: a copy follows one set of terms: leave it out, take another name, or livechats job remove
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "open", "--kind", "chats"]), @r"
    $ livechats export --job open --kind chats
    [stderr] error: the job open began with another --kind: messages
    [stderr] hint: a copy follows one set of terms: leave it out, take another name, or livechats job remove
    [exit 7]
    ");
    repo.succeed(&["status", "open", "3"]);
    repo.succeed(&["status", "closed", "2"]);
    assert_snapshot!(repo.run(&["export", "--job", "OPEN", "--output", "elsewhere"]), @r"
    $ livechats export --job OPEN --output elsewhere
    [stderr] Exported 1 chat, 1 gone, to elsewhere/open-000002.csv.
    [exit 0]
    ");
    assert_snapshot!(repo.read("elsewhere/open-000002.changes.csv"), @r"
    chat,change
    3,written
    2,left
    ");
    assert_snapshot!(repo.run(&["job", "list"]), @r"
    $ livechats job list
    open	2	2026-01-15T12:00:00Z	1	5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["job", "show", "open"]), @r#"
    $ livechats job show open
    Name          open
    Runs          2
    Ran           2026-01-15 12:00
    Chats         1
    Operation     5
    Terms         {"query":"status:open","kind":"messages","format":"csv","excel":false,"zone":"UTC","fo
                  lder":"[FOLDER]/elsewhere"}
    [exit 0]
    "#);
    assert!(repo.run(&["doctor"]).contains("open ran last 2026-01-15 12:00, 2 runs in all"));
    assert_snapshot!(repo.run(&["job", "reset", "open"]), @r"
    $ livechats job reset open
    [stderr] The next run of 'open' writes everything: livechats export --job open
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "open"]), @r"
    $ livechats export --job open
    [stderr] Exported 1 chat to elsewhere/open-000003.csv.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["job", "remove", "open"]), @r"
    $ livechats job remove open
    [stderr] Forgot the job 'open'; its files stay.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["job", "show", "open"]), @r"
    $ livechats job show open
    [stderr] error: no job open
    [stderr] hint: livechats job list shows the jobs there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "open", "--output", "elsewhere", "--kind", "messages", "--format", "csv"]), @r"
    $ livechats export --job open --output elsewhere --kind messages --format csv
    [stderr] error: run 1 of open would stand beside [FOLDER]/elsewhere/open-000002.csv.manifest.json, which is not of it
    [stderr] hint: move its files away: they are of a job that was removed, or came after this copy of the repository
    [exit 16]
    ");
    for (expected, args) in [
        (2, &["--job", "../x", "--output", "copy"][..]),
        (2, &["--job", "new", "--output", "copy", "--tag", "vip"]),
        (2, &["--job", "new", "--output", "copy", "--format", "html"]),
        (2, &["--job", "new", "--output", "copy", "--kind", "people", "--format", "csv"]),
        (2, &["--job", "new", "--output", "copy", "--split", "10"]),
        (16, &["--job", "new", "--output", "chats.jsonl"]),
    ] {
        repo.refuses(expected, &[&["export"], args].concat());
    }
    assert_eq!(repo.run(&["job", "list", "--count"]).lines().nth(1), Some("0"));
}

#[test]
fn a_query_that_turns_with_the_clock_is_followed() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    repo.succeed(&["export", "--job", "week", "created:7d", "--output", "copy"]);
    assert_eq!(copy(&repo, "copy", "week").len(), 3);
    assert_snapshot!(repo.run_at("2026-01-18T09:30:00Z", &["export", "--job", "week"]), @r"
    $ livechats export --job week
    [stderr] Exported 0 chats, 1 gone, to copy/week-000002.jsonl.
    [exit 0]
    ");
    assert_eq!(copy(&repo, "copy", "week").len(), 2);
}

#[test]
fn one_process_runs_a_job_at_a_time_and_what_was_cut_off_is_done_again() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    repo.succeed(&["export", "--job", "nightly", "--output", "copy"]);
    // Many at once: one result, everybody else is told who has it.
    repo.succeed(&["tag", "add", "late", "3"]);
    let start = || {
        let mut command = repo.livechats(&["export", "--job", "nightly"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let started: Vec<_> = (0..8).map(|_| start()).collect();
    let mut written = 0;
    for process in started {
        let output = process.wait_with_output().unwrap();
        let said = text(&output.stderr);
        match code(&output) {
            0 => written += u32::from(said.contains("Exported 1 chat")),
            11 => assert!(said.contains("the job nightly is running: process "), "{said}"),
            other => panic!("{other}: {said}"),
        }
    }
    assert_eq!(written, 1);
    // Killed before its record: a file without a manifest, of a run that never was.
    repo.write("copy/nightly-000003.jsonl", "half a file");
    repo.succeed(&["tag", "add", "late", "2"]);
    repo.succeed(&["export", "--job", "nightly"]);
    assert_eq!(copy(&repo, "copy", "nightly"), exported(&repo, &[]));
    // Killed between its record and its manifest: the next run writes that.
    let manifest = repo.read("copy/nightly-000003.jsonl.manifest.json");
    std::fs::remove_file(repo.path("copy/nightly-000003.jsonl.manifest.json")).unwrap();
    repo.succeed(&["export", "--job", "nightly"]);
    assert_eq!(repo.read("copy/nightly-000003.jsonl.manifest.json"), manifest);
    let leftovers: Vec<String> = repo.names().into_iter().filter(|name| name.contains("-job-")).collect();
    assert_eq!(leftovers, Vec::<String>::new());
}

#[test]
fn a_job_is_for_whoever_may_export_every_chat() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    repo.succeed(&["export", "--job", "nightly", "--output", "copy"]);
    repo.sql("INSERT INTO rep (id, name, folded) VALUES (20, 'Clerk', 'clerk')");
    for (name, permissions) in
        [("near", "chats.view.all,chats.export.team"), ("blind", "chats.view.own,chats.export.all")]
    {
        repo.succeed(&["role", "add", name, "--kind", "company", "--permissions", permissions]);
        repo.succeed(&["user", "edit", "clerk", "--role", name]);
        for line in
            ["job list", "job show nightly", "job reset nightly", "job remove nightly", "export --job nightly open"]
        {
            let args: Vec<&str> = ["--as", "clerk"].into_iter().chain(line.split(' ')).collect();
            let told = repo.refuses(4, &args);
            assert!(told.contains("a job needs the right to export every chat"), "{told}");
        }
    }
    repo.succeed(&["role", "edit", "near", "--grant", "chats.export.all"]);
    repo.succeed(&["user", "edit", "clerk", "--role", "near"]);
    for line in ["job list", "job show nightly", "export --job nightly", "job reset nightly", "job remove nightly"] {
        repo.succeed(&["--as", "clerk"].into_iter().chain(line.split(' ')).collect::<Vec<&str>>());
    }
}

#[test]
fn a_job_of_a_restored_repository_writes_everything() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    std::fs::create_dir(repo.path("later")).unwrap();
    repo.succeed(&["export", "--job", "nightly", "--output", "copy"]);
    repo.succeed(&["backup", "monday.db"]);
    repo.succeed(&["tag", "add", "late", "3"]);
    repo.succeed(&["delete", "4", "--yes"]);
    repo.succeed(&["export", "--job", "nightly"]);
    let mut taken_in = copy(&repo, "copy", "nightly");
    assert_snapshot!(repo.run(&["--repo", "new.db", "backup", "--restore", "monday.db", "--ledger", "livechats.db"]), @r"
    $ livechats --repo new.db backup --restore monday.db --ledger livechats.db
    [stderr] Restored 5 chats to new.db, as of operation 3 of the record.
    [stderr] Nothing in it was erased or purged since.
    [stderr] Later changes are not in it: 4 operations.
    [stderr] 1 job will write everything the next time.
    [exit 0]
    ");
    let new = |args: &[&str]| repo.run(&[&["--repo", "new.db"], args].concat());
    assert_snapshot!(new(&["job", "list"]), @r"
    $ livechats --repo new.db job list
    nightly	1	2026-01-15T12:00:00Z	0	
    [exit 0]
    ");
    assert_snapshot!(new(&["export", "--job", "nightly"]), @r"
    $ livechats --repo new.db export --job nightly
    [stderr] error: run 2 of nightly would stand beside [FOLDER]/copy/nightly-000002.jsonl.manifest.json, which is not of it
    [stderr] hint: move its files away: they are of a job that was removed, or came after this copy of the repository
    [exit 16]
    ");
    let move_away = |number: u32| {
        for ending in ["jsonl", "jsonl.manifest.json", "changes.csv"] {
            let name = format!("nightly-{number:06}.{ending}");
            std::fs::rename(repo.path(&format!("copy/{name}")), repo.path(&format!("later/{name}"))).unwrap();
        }
    };
    move_away(2);
    assert_snapshot!(new(&["export", "--job", "nightly"]), @r"
    $ livechats --repo new.db export --job nightly
    [stderr] Exported 5 chats to copy/nightly-000002.jsonl.
    [exit 0]
    ");
    take_in(&mut taken_in, &repo, "copy/nightly-000002");
    let lines = new(&["export", "--format", "jsonl", "-o", "-"]);
    assert_eq!(taken_in.len(), 5);
    assert!(taken_in.values().all(|line| lines.contains(line)));
    assert_snapshot!(new(&["export", "--job", "nightly"]), @r"
    $ livechats --repo new.db export --job nightly
    [stderr] Nothing changed since run 2 of 'nightly'; no file was written.
    [exit 0]
    ");
    // A copy that was put back by hand knows of nothing: its job has to be reset.
    move_away(2);
    std::fs::copy(
        repo.path("later/nightly-000002.jsonl.manifest.json"),
        repo.path("copy/nightly-000002.jsonl.manifest.json"),
    )
    .unwrap();
    assert_snapshot!(repo.run(&["--repo", "monday.db", "export", "--job", "nightly"]), @r"
    $ livechats --repo monday.db export --job nightly
    [stderr] error: run 2 of nightly would stand beside [FOLDER]/copy/nightly-000002.jsonl.manifest.json, which is not of it
    [stderr] hint: move its files away: they are of a job that was removed, or came after this copy of the repository; then livechats job reset nightly
    [exit 16]
    ");
}

#[test]
fn a_job_moves_to_another_folder_also_where_nothing_changed() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("copy")).unwrap();
    std::fs::create_dir(repo.path("elsewhere")).unwrap();
    repo.succeed(&["export", "--job", "nightly", "--output", "copy"]);
    assert_snapshot!(repo.run(&["export", "--job", "nightly", "--output", "elsewhere"]), @r"
    $ livechats export --job nightly --output elsewhere
    [stderr] Nothing changed since run 1 of 'nightly'; no file was written. Its files go to [FOLDER]/elsewhere from now on.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "--job", "nightly", "--output", "elsewhere"]), @r"
    $ livechats export --job nightly --output elsewhere
    [stderr] Nothing changed since run 1 of 'nightly'; no file was written.
    [exit 0]
    ");
    repo.succeed(&["tag", "add", "late", "3"]);
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] Exported 1 chat to elsewhere/nightly-000002.jsonl.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["audit", "list", "--columns", "command,detail", "--limit", "3", "--format", "tsv"]), @r"
    $ livechats audit list --columns command,detail --limit 3 --format tsv
    export	kind=whole job=nightly chats=1
    tag add	tags=late chats=1
    export	job=nightly moved=1
    [stderr] page 1 of 2, 6 operations; next: --page 2
    [exit 0]
    ");
}
