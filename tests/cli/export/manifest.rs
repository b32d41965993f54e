//! The manifest beside each file, parts of a file, and checking both later.

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// The manifest of a file, with its digests cut.
fn manifest(repo: &TestRepo, file: &str) -> serde_json::Value {
    serde_json::from_str(&repo.read(&format!("{file}.manifest.json"))).unwrap()
}

#[test]
fn tells_what_the_file_beside_it_holds() {
    let repo = TestRepo::with_chats();
    repo.succeed(&[
        "export",
        "tag:vip",
        "--kind",
        "messages",
        "--columns",
        "chat,text",
        "--tz",
        "Asia/Bangkok",
        "-o",
        "m.csv",
    ]);
    let mut told = manifest(&repo, "m.csv");
    assert_eq!(repo.mode("m.csv.manifest.json"), 0o600);
    let digest = repo.shell("sha256sum m.csv");
    assert_eq!(told["files"][0]["sha256"], text(&digest.stdout).split(' ').next().unwrap());
    assert_eq!(told["record"]["digest"], repo.ask("SELECT lower(hex(digest)) FROM operation WHERE id = 2"));
    told["files"][0]["sha256"] = "…".into();
    told["record"]["digest"] = "…".into();
    assert_snapshot!(serde_json::to_string_pretty(&told).unwrap(), @r#"
    {
      "livechats_export": 1,
      "program": "livechats 0.1.0",
      "schema": 5,
      "kind": "messages",
      "format": "csv",
      "columns": [
        "chat",
        "text"
      ],
      "query": "tag:vip",
      "zone": "Asia/Bangkok",
      "written": "2026-01-15T12:00:00Z",
      "record": {
        "operation": 2,
        "digest": "…"
      },
      "counts": {
        "chats": 2,
        "rows": 4,
        "of": 5
      },
      "excel": false,
      "files": [
        {
          "name": "m.csv",
          "rows": 4,
          "size": 189,
          "sha256": "…"
        }
      ]
    }
    "#);
}

#[test]
fn a_zone_without_a_name_is_told_by_its_offset() {
    let repo = TestRepo::with_chats();
    for (variable, told) in [("UTC0", "UTC"), ("ICT-7", "this machine, UTC+07:00")] {
        let mut command = repo.livechats(&["export", "-o", "all.jsonl", "--force"]);
        command.env("TZ", variable);
        assert_eq!(code(&crate::repo::finish(command, b"")), 0);
        assert_eq!(manifest(&repo, "all.jsonl")["zone"], told);
    }
}

#[test]
fn verify_finds_what_differs() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["export", "--kind", "messages", "--split", "3", "-o", "m.csv"]);
    repo.succeed(&["export", "-o", "all.jsonl"]);
    assert_snapshot!(repo.run(&["export", "--verify", "m-0002.csv"]), @r"
    $ livechats export --verify m-0002.csv
    [stderr] m.csv.manifest.json is whole: 7 rows in 3 files, and the record stood there as it says.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "--verify", "."]), @r"
    $ livechats export --verify .
    [stderr] ./all.jsonl.manifest.json is whole: 5 rows in 1 file, and the record stood there as it says.
    [stderr] ./m.csv.manifest.json is whole: 7 rows in 3 files, and the record stood there as it says.
    [exit 0]
    ");
    let good = repo.read("m-0002.csv");
    repo.write("m-0002.csv", good.replace("refund", "Refund").replace("parcel", "Parcel").replace('你', "我"));
    assert_snapshot!(repo.run(&["export", "--verify", "m.csv"]), @r"
    $ livechats export --verify m.csv
    [stderr] error: m-0002.csv is not what was written: its SHA-256 is another
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");
    repo.write("m-0002.csv", format!("{good}9,,,,,,,\n"));
    std::fs::remove_file(repo.path("m-0003.csv")).unwrap();
    assert_snapshot!(repo.run(&["export", "--verify", "m.csv.manifest.json"]), @r"
    $ livechats export --verify m.csv.manifest.json
    [stderr] warning: m-0003.csv is missing
    [stderr] error: m-0002.csv has 339 bytes, and its manifest says 330
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");
    // Of another repository.
    let other = TestRepo::with_chats();
    for name in ["all.jsonl", "all.jsonl.manifest.json"] {
        std::fs::copy(repo.path(name), other.path(name)).unwrap();
    }
    assert_snapshot!(other.run(&["export", "--verify", "all.jsonl"]), @r"
    $ livechats export --verify all.jsonl
    [stderr] error: operation 3 in the record of livechats.db is not the one that all.jsonl.manifest.json names
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");
    std::fs::remove_file(other.file()).unwrap();
    assert_snapshot!(other.run(&["export", "--verify", "all.jsonl"]), @r"
    $ livechats export --verify all.jsonl
    [stderr] all.jsonl.manifest.json is whole: 5 rows in 1 file; no repository is here to look the record up in.
    [exit 0]
    ");
    repo.refuses(5, &["export", "--verify", "nothing.csv"]);
    repo.refuses(5, &["export", "--verify", "/proc/self"]);
    repo.refuses(2, &["export", "--verify", "m.csv", "--tag", "vip"]);
    repo.refuses(2, &["export", "--verify", "m.csv", "-o", "n.csv"]);
}

#[test]
fn verify_finds_files_that_nothing_tells_of() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["export", "--kind", "messages", "--split", "3", "-o", "m.csv"]);
    std::fs::copy(repo.path("m-0001.csv"), repo.path("m-0004.csv")).unwrap();
    assert_snapshot!(repo.run(&["export", "--verify", "m-0004.csv"]), @r"
    $ livechats export --verify m-0004.csv
    [stderr] error: m-0004.csv is none of the files that m.csv.manifest.json tells of
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");
    repo.refuses(9, &["export", "--verify", "m-0005.csv"]);
    repo.succeed(&["export", "--verify", "m-0003.csv"]);
    repo.succeed(&["export", "--verify", "m.csv"]);
    repo.write("m.csv", "");
    repo.refuses(9, &["export", "--verify", "m.csv"]);

    let mut told = manifest(&repo, "m.csv");
    told["files"] = serde_json::json!([]);
    repo.write("n.csv.manifest.json", told.to_string());
    assert_snapshot!(repo.run(&["export", "--verify", "n.csv"]), @r"
    $ livechats export --verify n.csv
    [stderr] error: the manifest tells of 7 rows, and of no file with them
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");

    for (folder, format) in [("pages", "html"), ("history", "parquet")] {
        repo.succeed(&["export", "--format", format, "--kind", kind_of(format), "-o", &format!("{folder}/")]);
        for passed_over in [".hidden", "_export.more"] {
            repo.write(&format!("{folder}/{passed_over}"), "");
        }
        repo.succeed(&["export", "--verify", folder]);
    }
    std::fs::create_dir(repo.path("pages/more")).unwrap();
    repo.write("pages/more/chat-1.html", "");
    repo.write("pages/chat-99.html", "");
    assert_snapshot!(repo.run(&["export", "--verify", "pages"]), @r"
    $ livechats export --verify pages
    [stderr] warning: pages/more/chat-1.html is none of the files of this export
    [stderr] error: pages/chat-99.html is none of the files of this export
    [stderr] hint: take the export again, and find out who changed it
    [exit 9]
    ");
}

fn kind_of(format: &str) -> &str {
    if format == "html" { "whole" } else { "messages" }
}

#[test]
fn parts_are_whole_files_that_make_up_one() {
    let repo = TestRepo::with_chats();
    for (format, split) in
        [("csv", "2"), ("csv", "200b"), ("tsv", "2"), ("json", "3"), ("jsonl", "1"), ("jsonl", "1KB")]
    {
        let kind = if split == "1KB" { "whole" } else { "messages" };
        let args = ["export", "--kind", kind, "--format", format, "-o"];
        let one = repo.succeed(&[&args[..], &["-"]].concat());
        repo.succeed(&[&args[..], &["x", "--split", split, "--force"]].concat());
        let parts: Vec<String> = repo.names().into_iter().filter(|name| name.starts_with("x-")).collect();
        assert!(parts.len() > 1, "{format} {split}: {parts:?}");
        let rows: Vec<String> = parts.iter().flat_map(|part| rows(format, &repo.read(part))).collect();
        assert_eq!(rows, self::rows(format, &one), "{format} {split}");
        assert_eq!(manifest(&repo, "x")["files"].as_array().unwrap().len(), parts.len());
        repo.succeed(&["export", "--verify", "x"]);
    }
    // Nothing is one part of nothing.
    repo.succeed(&[
        "export",
        "tag:none -tag:none",
        "--kind",
        "chats",
        "--columns",
        "id",
        "-o",
        "n.csv",
        "--split",
        "9",
    ]);
    assert_eq!(repo.read("n-0001.csv"), "id\n");
    repo.refuses(16, &["export", "--kind", "chats", "-o", "n.csv", "--split", "9"]);
    repo.refuses(2, &["export", "--format", "csv", "-o", "-", "--split", "9"]);
    repo.refuses(2, &["export", "-o", "y.csv", "--split", "none"]);
}

/// The rows of a file: its lines without a header, or the objects of its array.
fn rows(format: &str, file: &str) -> Vec<String> {
    match format {
        "json" => {
            serde_json::from_str::<Vec<serde_json::Value>>(file).unwrap().iter().map(ToString::to_string).collect()
        }
        "jsonl" => file.lines().map(str::to_owned).collect(),
        _ => {
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(if format == "csv" { b',' } else { b'\t' })
                .from_reader(file.as_bytes());
            reader.records().map(|record| format!("{:?}", record.unwrap())).collect()
        }
    }
}

#[test]
fn an_old_manifest_is_kept_with_its_file_or_gone() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["export", "-o", "all.jsonl", "--no-manifest"]);
    assert!(!repo.names().contains(&"all.jsonl.manifest.json".to_owned()));
    repo.succeed(&["export", "-o", "all.jsonl", "--force"]);
    std::fs::remove_file(repo.path("all.jsonl")).unwrap();
    assert_snapshot!(repo.run(&["export", "-o", "all.jsonl", "--no-manifest"]), @r"
    $ livechats export -o all.jsonl --no-manifest
    [stderr] error: cannot write all.jsonl.manifest.json: it exists already
    [stderr] hint: name another file, or replace it with --force
    [exit 16]
    ");
    repo.succeed(&["export", "-o", "all.jsonl", "--no-manifest", "--force"]);
    assert!(!repo.names().contains(&"all.jsonl.manifest.json".to_owned()));
    std::os::unix::fs::symlink("all.jsonl", repo.path("b.jsonl.manifest.json")).unwrap();
    repo.refuses(16, &["export", "-o", "b.jsonl", "--force"]);
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let repo = TestRepo::with(&(0..3000).map(|n| format!("{{\"id\":\"{n}\",\"source\":\"s\",\"messages\":[{{\"from\":\"person\",\"author\":\"p\",\"text\":\"{}\"}}]}}\n", "x".repeat(60))).collect::<String>());
    repo.succeed(&["export", "id:1..3", "--kind", "messages", "-o", "m.csv"]);
    let before = (repo.read("m.csv"), repo.read("m.csv.manifest.json"));
    for more in ["", "--split 2500"] {
        // Blocks of 512 bytes: enough for what stands beside the repository, too little for the export.
        let full = repo.shell(&format!("ulimit -f 200; livechats export --kind messages -o m.csv --force {more}"));
        assert_eq!(code(&full), 14, "{}", text(&full.stderr));
        assert_eq!((repo.read("m.csv"), repo.read("m.csv.manifest.json")), before);
        assert!(repo.names().iter().all(|name| !name.starts_with(".livechats") && !name.starts_with("m-")));
    }
}
