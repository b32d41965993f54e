//! Attachments saved beside an export.

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// Two files kept on a chat of Mia's, and one elsewhere that only a link tells of.
pub fn repo() -> TestRepo {
    let repo = TestRepo::of_mia();
    repo.write("x May.PDF", "%PDF");
    repo.write("run.sh", "#!/bin/sh\n");
    repo.write(
        "more.jsonl",
        concat!(
            r#"{"id":"s-6","source":"shop","messages":[{"from":"person","author":"p","text":"see","#,
            r#""attachments":[{"name":"../../x.pdf","size":9,"link":"https://example.com/x"}]}]}"#,
            "\n"
        ),
    );
    repo.succeed(&["import", "more.jsonl"]);
    repo.succeed(&["reply", "3", "Here", "--takeover", "--attach", "x May.PDF", "--attach", "run.sh"]);
    repo
}

fn paths(repo: &TestRepo, folder: &str) -> String {
    text(&repo.shell(&format!("find {folder} -type f -printf '%m %P\\n' | LC_ALL=C sort")).stdout)
}

#[test]
fn what_is_kept_is_saved_and_what_is_not_is_told() {
    let repo = repo();
    assert_snapshot!(repo.run(&["export", "--attachments", "-o", "all.jsonl"]), @r"
    $ livechats export --attachments -o all.jsonl
    [stderr] Exported 6 of 6 chats to all.jsonl. 2 attachments saved, 1 not kept here.
    [exit 0]
    ");
    assert_snapshot!(paths(&repo, "all.jsonl.attachments"), @r"
    600 chat-3/att-1.pdf
    600 chat-3/att-2.bin
    ");
    assert_eq!(repo.read("all.jsonl.attachments/chat-3/att-1.pdf"), "%PDF");
    let mut manifest: serde_json::Value = serde_json::from_str(&repo.read("all.jsonl.manifest.json")).unwrap();
    manifest["files"].as_array_mut().unwrap().iter_mut().for_each(|file| file["sha256"] = "…".into());
    assert_snapshot!(serde_json::to_string_pretty(&serde_json::json!({"attachments": manifest["attachments"], "files": manifest["files"]})).unwrap(), @r#"
    {
      "attachments": {
        "saved": 2,
        "missing": [
          {
            "chat": 6,
            "message": 1,
            "name": "../../x.pdf",
            "link": "https://example.com/x"
          }
        ]
      },
      "files": [
        {
          "name": "all.jsonl",
          "rows": 6,
          "size": 2721,
          "sha256": "…"
        },
        {
          "name": "all.jsonl.attachments/chat-3/att-1.pdf",
          "size": 4,
          "sha256": "…",
          "attachment": {
            "chat": 3,
            "message": 3,
            "name": "x May.PDF"
          }
        },
        {
          "name": "all.jsonl.attachments/chat-3/att-2.bin",
          "size": 10,
          "sha256": "…",
          "attachment": {
            "chat": 3,
            "message": 3,
            "name": "run.sh"
          }
        }
      ]
    }
    "#);
    repo.succeed(&["export", "--verify", "all.jsonl"]);
    repo.write("all.jsonl.attachments/chat-3/att-2.bin", "#!/bin/zh\n");
    assert!(repo.refuses(9, &["export", "--verify", "all.jsonl"]).contains("chat-3/att-2.bin"));
}

#[test]
fn a_folder_is_replaced_only_when_told_and_only_one_of_ours() {
    let repo = repo();
    let export = ["export", "--attachments", "--kind", "messages", "-o", "m.csv"];
    repo.succeed(&export);
    std::fs::remove_file(repo.path("m.csv")).unwrap();
    std::fs::remove_file(repo.path("m.csv.manifest.json")).unwrap();
    repo.refuses(16, &export);
    repo.succeed(&[&export[..], &["--force", "--split", "3"]].concat());
    assert_snapshot!(paths(&repo, "m.csv.attachments"), @r"
    600 chat-3/att-1.pdf
    600 chat-3/att-2.bin
    ");
    repo.write("m.csv.attachments/mine", "mine");
    repo.refuses(16, &[&export[..], &["--force"]].concat());
    assert_eq!(repo.read("m.csv.attachments/mine"), "mine");
}

#[test]
fn it_needs_a_file_and_the_permission_to_download() {
    let repo = repo();
    repo.refuses(2, &["export", "--attachments", "-o", "-"]);
    repo.refuses(2, &["export", "--attachments", "--kind", "people", "-o", "p.csv"]);
    repo.refuses(2, &["export", "--attachments", "--redact", "all", "-o", "a.jsonl"]);
    repo.succeed(&["role", "add", "r", "--kind", "company", "--permissions", "chats.view.all,chats.export.all"]);
    repo.succeed(&["user", "add", "Ned", "--role", "r"]);
    let run = || repo.output(&["--as", "Ned", "export", "--attachments", "-o", "ned.jsonl"]);
    assert_eq!(code(&run()), 4);
    // What one may not download is in no file: neither the chat nor what hangs on it.
    repo.succeed(&["role", "edit", "r", "--grant", "chats.download.own"]);
    let output = run();
    assert_snapshot!(text(&output.stderr), @r"
    Exported 0 of 0 chats to ned.jsonl. 0 attachments saved.
    ");
    assert_eq!(paths(&repo, "ned.jsonl.attachments"), "");
}
