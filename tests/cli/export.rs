//! `livechats export`

mod attachments;
mod browser;
mod excel;
mod failing;
mod killed;
pub mod kinds;
mod manifest;
mod parquet;
mod redact;
mod transcripts;

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo, code, text};

#[test]
fn writes_every_kind_and_format_to_a_pipe() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["export", "tag:vip", "--kind", "chats", "--format", "csv", "--output", "-"]), @r#"
    $ livechats export tag:vip --kind chats --format csv --output -
    id,created,status,app,person,assignee,tags,messages,source,external,person_id,email,phone,teams,rating,closed,updated,last_message,description,language,deleted,holds,field.order,field.amount,field.express
    1,2026-01-10T09:00:00Z,closed,webchat,Ann Example,Max,"refund,vip",3,shop,s-1,1,ann@example.com,,,,2026-01-10T09:30:00Z,2026-01-10T09:30:00Z,2026-01-10T09:05:00Z,,en,,,AB-123,4.50,true
    4,,resolved,webchat,ليلى,,vip,1,mail,s-4,4,,,,,,,,,ar,,,,,
    [stderr] Exported 2 of 5 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "id:3", "--kind", "messages", "--format", "jsonl", "--output", "-"]), @r#"
    $ livechats export id:3 --kind messages --format jsonl --output -
    {"chat":3,"source":"shop","external":"s-3","number":1,"at":"2026-01-11T10:00:00Z","from":"person","author":"p3","text":"你好，世界！我的包裹在哪里？"}
    {"chat":3,"source":"shop","external":"s-3","number":2,"at":"2026-01-11T10:01:00Z","from":"rep","author":"r2","text":"请稍等 👍"}
    [stderr] Exported 2 messages of 1 of 5 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "id:4", "--kind", "whole", "--format", "jsonl", "--output", "-"]), @r#"
    $ livechats export id:4 --kind whole --format jsonl --output -
    {"livechats_form":1,"livechats_id":4,"id":"s-4","source":"mail","lang":"ar","app":"webchat","created_at":null,"person":{"id":"p4","name":"ليلى"},"rep":null,"tags":["vip"],"status":"resolved","messages":[{"at":null,"from":"person","author":"p4","text":"أين طلبي؟ شكرا"}]}
    [stderr] Exported 1 of 5 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "tag:absent", "--kind", "messages", "--format", "csv", "--output", "-"]), @r"
    $ livechats export tag:absent --kind messages --format csv --output -
    chat,source,external,number,at,from,author,text
    [stderr] Exported 0 messages of 0 of 5 chats.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "tag:absent", "--kind", "chats", "--format", "json", "--output", "-"]), @r"
    $ livechats export tag:absent --kind chats --format json --output -
    []
    [stderr] Exported 0 of 5 chats.
    [exit 0]
    ");
}

#[test]
fn writes_a_whole_file_for_its_owner_only() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["export", "--kind", "messages", "--format", "csv", "--output", "out.csv"]), @r"
    $ livechats export --kind messages --format csv --output out.csv
    [stderr] Exported 7 messages of 4 of 5 chats to out.csv.
    [exit 0]
    ");
    assert_eq!(repo.mode("out.csv"), 0o600);
    let printed = repo.succeed(&["export", "--kind", "messages", "--format", "csv", "--output", "-"]);
    assert_eq!(repo.read("out.csv"), printed);
    let left: Vec<String> =
        repo.names().into_iter().filter(|name| name.contains("tmp") || name.contains("part")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn never_overwrites_unless_told() {
    let repo = TestRepo::with_chats();
    repo.write("out.csv", "mine");
    assert_snapshot!(repo.run(&["export", "--kind", "chats", "--output", "out.csv"]), @r"
    $ livechats export --kind chats --output out.csv
    [stderr] error: cannot write out.csv: it exists already
    [stderr] hint: name another file, or replace it with --force
    [exit 16]
    ");
    assert_eq!(repo.read("out.csv"), "mine");
    repo.succeed(&["export", "--kind", "chats", "--output", "out.csv", "--force"]);
    assert!(repo.read("out.csv").starts_with("id,"));
}

#[test]
fn refuses_targets_that_are_no_new_files() {
    let repo = TestRepo::with_chats();
    std::fs::create_dir(repo.path("folder")).unwrap();
    repo.write("target", "mine");
    std::os::unix::fs::symlink("target", repo.path("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", repo.path("dangling")).unwrap();
    for target in ["folder", "link", "dangling", "no/such/folder/out.csv"] {
        for force in [&[][..], &["--force"]] {
            let args = [&["export", "--kind", "chats", "--format", "csv", "--output", target], force].concat();
            let output = repo.output(&args);
            assert_eq!(code(&output), 16, "{args:?}: {}", text(&output.stderr));
        }
    }
    assert_eq!(repo.read("target"), "mine");
    let before = std::fs::read(repo.file()).unwrap();
    for target in ["livechats.db", "./livechats.db", "livechats.db-wal", "livechats.db-lock"] {
        let output = repo.output(&["export", "--output", target, "--force"]);
        assert!([2, 16].contains(&code(&output)), "{target}: {} {}", code(&output), text(&output.stderr));
    }
    assert!(std::fs::read(repo.file()).unwrap() == before);
}

#[test]
fn a_failed_export_leaves_no_file() {
    let repo = TestRepo::with_chats();
    repo.refuses(2, &["export", "statu:open", "--output", "out.csv"]);
    let lines: String = (0..2000).map(|n| CHATS.replace("\"s-", &format!("\"{n}-"))).collect();
    repo.write("chats.jsonl", lines);
    repo.succeed(&["import", "chats.jsonl"]);
    // Blocks of 512 bytes: enough for what stands beside the repository, too little for the export.
    let killed = repo.shell("ulimit -f 200; livechats export --kind messages --format csv --output out.csv");
    assert_eq!(code(&killed), 14, "{}", text(&killed.stderr));
    let left: Vec<String> =
        repo.names().into_iter().filter(|name| !name.starts_with("livechats") && name != "chats.jsonl").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn names_that_look_like_two_are_told() {
    let repo = TestRepo::with(
        r#"{"id":"1","source":"s","tags":["sales, north","vip"],"teams":["a,b"],"person":{"id":"p","name":"Ann, B."},"messages":[]}
"#,
    );
    assert_snapshot!(repo.run(&["export", "--kind", "chats", "--columns", "id,person,tags,teams", "--format", "csv", "-o", "-"]), @r#"
    $ livechats export --kind chats --columns id,person,tags,teams --format csv -o -
    id,person,tags,teams
    1,"Ann, B.","sales, north,vip","a,b"
    [stderr] warning: with a comma inside, in lists between commas: 2 names; json holds them apart
    [stderr] Exported 1 of 1 chat.
    [exit 0]
    "#);
    for more in [&["--format", "tsv"][..], &["--format", "csv", "--excel"], &["--format", "csv", "--redact", "names"]] {
        let output = repo.output(&[&["export", "--kind", "chats", "-o", "-"], more].concat());
        assert!(text(&output.stderr).contains("2 names; json holds them apart"), "{more:?} {}", text(&output.stderr));
    }
    for format in ["json", "jsonl"] {
        let output = repo.output(&["export", "--kind", "chats", "--format", format, "-o", "-"]);
        assert_eq!(text(&output.stderr), "Exported 1 of 1 chat.\n");
    }
}

#[test]
fn counts_what_it_wrote() {
    let repo = TestRepo::with_chats();
    let output = repo.output(&["export", "tag:vip", "--kind", "chats", "--format", "csv", "--output", "out.csv"]);
    assert!(text(&output.stderr).contains('2'), "{}", text(&output.stderr));
    assert_eq!(repo.read("out.csv").lines().count(), 3);
}
