//! Files encrypted with age: written to recipients, read with a key, and never taken for whole where they are not.

mod traced;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use insta::assert_snapshot;

use crate::program::is_there;
use crate::repo::{TestRepo, code, finish, text};

/// Makes a file of a key, and gives its recipient.
pub fn make_key(repo: &TestRepo, name: &str) -> String {
    let key = Identity::generate();
    repo.write(name, format!("# a key of a test\n{}\n", key.to_string().expose_secret()));
    fs::set_permissions(repo.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    key.to_public().to_string()
}

/// Five chats, the keys of Ann and Bob, and a file that names both as recipients.
fn with_keys() -> TestRepo {
    let repo = TestRepo::with_chats();
    let (ann, bob) = (make_key(&repo, "ann.txt"), make_key(&repo, "bob.txt"));
    repo.write("both.txt", format!("# who may read\n{ann}\n\n{bob}\n"));
    make_key(&repo, "eve.txt");
    repo
}

/// Nothing of the chats stands readable in these files.
fn is_unreadable(repo: &TestRepo, names: &[&str]) {
    for name in names {
        let bytes = fs::read(repo.path(name)).unwrap();
        for word in ["refund", "Ann Example", "世界", "SQLite format", "created"] {
            assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{name}: {word}");
        }
        assert_eq!(repo.mode(name), 0o600, "{name}");
    }
}

#[test]
fn a_backup_is_read_by_each_of_its_recipients() {
    let repo = with_keys();
    let before = repo.names();
    let anchor = repo.succeed(&["audit", "anchor"]);
    assert_eq!(repo.succeed(&["backup", "monday.db.age", "--encrypt-to-file", "both.txt"]), anchor);
    assert_eq!(repo.names().len(), before.len() + 1, "{:?}", repo.names());
    is_unreadable(&repo, &["monday.db.age"]);
    assert_snapshot!(repo.run(&["--repo", "new.db", "backup", "--restore", "monday.db.age", "--identity", "ann.txt"]), @r"
    $ livechats --repo new.db backup --restore monday.db.age --identity ann.txt
    [stderr] Restored 5 chats to new.db, as of operation 2 of the record.
    [stderr] warning: what was erased or purged since then is not known, and may be back: name the repository that was in use last with --ledger
    [exit 0]
    ");
    repo.succeed(&["--repo", "bob.db", "backup", "--restore", "monday.db.age", "--identity", "bob.txt"]);
    for copy in ["new.db", "bob.db"] {
        repo.succeed(&["--repo", copy, "check", "--data"]);
        assert_eq!(repo.succeed(&["--repo", copy, "export", "-o", "-"]), repo.succeed(&["export", "-o", "-"]));
    }
    assert_snapshot!(repo.run(&["--repo", "no.db", "backup", "--restore", "monday.db.age", "--identity", "eve.txt"]), @r"
    $ livechats --repo no.db backup --restore monday.db.age --identity eve.txt
    [stderr] error: no key that was given opens monday.db.age
    [stderr] hint: name the file of the right key with --identity; a damaged head looks the same
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["--repo", "no.db", "backup", "--restore", "monday.db.age"]), @r"
    $ livechats --repo no.db backup --restore monday.db.age
    [stderr] error: monday.db.age is encrypted
    [stderr] hint: give the file of a key that opens it: --identity KEYFILE
    [exit 6]
    ");
    assert!(!repo.names().iter().any(|name| name.starts_with("no.db") || name.starts_with(".livechats")));
}

#[test]
fn a_backup_goes_through_pipes_encrypted() {
    let repo = with_keys();
    let output = repo.shell("livechats backup - --encrypt-to-file both.txt > a.age; chmod 600 a.age");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    is_unreadable(&repo, &["a.age"]);
    let output = repo.shell("cat a.age | livechats --repo new.db backup --restore - --identity bob.txt");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    repo.succeed(&["--repo", "new.db", "check", "--data"]);
    // A key need not lie in a file.
    let output = repo.shell("livechats --repo next.db backup --restore a.age --identity /dev/fd/3 3< bob.txt");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(!repo.names().iter().any(|name| name.starts_with(".livechats")));
}

#[test]
fn what_was_cut_off_or_changed_is_not_restored() {
    let repo = with_keys();
    repo.succeed(&["backup", "monday.db.age", "--encrypt-to-file", "both.txt", "--quiet"]);
    let whole = fs::read(repo.path("monday.db.age")).unwrap();
    let chunk = (64 << 10) + 16;
    let plain = fs::metadata(repo.file()).unwrap().len() as usize;
    let head = whole.len() - plain - 16 * plain.div_ceil(64 << 10);
    let restore = ["--repo", "new.db", "backup", "--restore", "cut.age", "--identity", "ann.txt"];
    for length in [40, head - 8, head, head + 1, head + chunk, head + chunk + 1, head + 2 * chunk, whole.len() - 1] {
        repo.write("cut.age", &whole[..length]);
        let said = repo.refuses(8, &restore);
        assert!(said.contains("cut.age is damaged or cut off: not all of it can be decrypted"), "{length}: {said}");
        assert!(!repo.names().iter().any(|name| name.starts_with("new.db") || name.starts_with(".livechats")));
    }
    for place in [head + 5, head + chunk + 100, whole.len() - 3] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        repo.write("cut.age", changed);
        repo.refuses(8, &restore);
    }
    repo.write("cut.age", [whole.as_slice(), b"more"].concat());
    repo.refuses(8, &restore);
    repo.write("cut.age", &whole[..10]);
    repo.refuses(10, &restore);
    assert!(!repo.path("new.db").exists());
    repo.write("cut.age", whole);
    repo.succeed(&restore);
}

#[test]
fn an_export_is_verified_without_the_key_and_imported_with_it() {
    let repo = with_keys();
    assert_snapshot!(repo.run(&["export", "tag:refund", "-o", "r.jsonl.age", "--encrypt-to-file", "both.txt"]), @r"
    $ livechats export tag:refund -o r.jsonl.age --encrypt-to-file both.txt
    [stderr] Exported 2 of 5 chats to r.jsonl.age.
    [exit 0]
    ");
    is_unreadable(&repo, &["r.jsonl.age", "r.jsonl.age.manifest.json"]);
    let mut told: serde_json::Value = serde_json::from_str(&repo.read("r.jsonl.age.manifest.json")).unwrap();
    let digest = repo.shell("sha256sum r.jsonl.age");
    assert_eq!(told["files"][0]["sha256"], text(&digest.stdout).split(' ').next().unwrap());
    assert_eq!(told["files"][0]["size"], fs::metadata(repo.path("r.jsonl.age")).unwrap().len());
    (told["files"][0]["sha256"], told["files"][0]["size"]) = ("…".into(), 0.into());
    told["record"]["digest"] = "…".into();
    assert_snapshot!(serde_json::to_string_pretty(&told).unwrap(), @r#"
    {
      "livechats_export": 1,
      "program": "livechats 0.1.0",
      "schema": 5,
      "kind": "whole",
      "format": "jsonl",
      "columns": [],
      "query": "",
      "zone": "UTC",
      "written": "2026-01-15T12:00:00Z",
      "record": {
        "operation": 2,
        "digest": "…"
      },
      "counts": {
        "chats": 2,
        "rows": 2,
        "of": 5
      },
      "excel": false,
      "encrypted": true,
      "files": [
        {
          "name": "r.jsonl.age",
          "size": 0,
          "sha256": "…"
        }
      ]
    }
    "#);
    assert_snapshot!(repo.run(&["export", "--verify", "r.jsonl.age"]), @r"
    $ livechats export --verify r.jsonl.age
    [stderr] r.jsonl.age.manifest.json is whole: 2 rows in 1 file, and the record stood there as it says.
    [exit 0]
    ");
    repo.succeed(&["--repo", "new.db", "init"]);
    assert_snapshot!(repo.run(&["--repo", "new.db", "import", "r.jsonl.age", "--identity", "eve.txt", "--identity", "bob.txt"]), @r"
    $ livechats --repo new.db import r.jsonl.age --identity eve.txt --identity bob.txt
    [stderr] 2 chats and 4 messages new.
    [exit 0]
    ");
    let lines = |file: &str| repo.succeed(&["--repo", file, "export", "tag:refund", "-o", "-"]);
    assert_eq!(lines("new.db"), lines("livechats.db"));
    repo.refuses(6, &["--repo", "new.db", "import", "r.jsonl.age"]);
    repo.refuses(6, &["--repo", "new.db", "import", "r.jsonl.age", "--identity", "eve.txt"]);
    let bytes = fs::read(repo.path("r.jsonl.age")).unwrap();
    repo.write("r.jsonl.age", &bytes[..bytes.len() - 1]);
    repo.refuses(9, &["export", "--verify", "r.jsonl.age"]);
    assert_snapshot!(repo.run(&["--repo", "new.db", "import", "r.jsonl.age", "--identity", "ann.txt"]), @r"
    $ livechats --repo new.db import r.jsonl.age --identity ann.txt
    [stderr] error: r.jsonl.age is damaged or cut off: not all of it can be decrypted
    [stderr] hint: take another copy of the file
    [exit 8]
    ");
}

#[test]
fn every_layout_of_one_file_comes_back_as_it_is_without_encryption() {
    let repo = with_keys();
    for (name, more) in [
        ("a.jsonl", &[][..]),
        ("a.csv", &["--excel"][..]),
        ("a.tsv", &["--kind", "messages"]),
        ("a.json", &["--kind", "people"]),
        ("a.txt", &["--with-notes"]),
        ("a.html", &[]),
        ("a.parquet", &["--columns", "id,status"]),
    ] {
        let encrypted = format!("{name}.age");
        repo.succeed(&[&["export", "-o", name, "--no-manifest"], more].concat());
        repo.succeed(&[&["export", "-o", &encrypted, "--encrypt-to-file", "both.txt"], more].concat());
        assert_eq!(decrypted(&repo, &encrypted), fs::read(repo.path(name)).unwrap(), "{name}");
        repo.succeed(&["export", "--verify", &encrypted]);
    }
    assert!(!repo.names().iter().any(|name| name.starts_with(".livechats")));
    let output = repo.shell("livechats export tag:vip --encrypt-to-file both.txt > v.age");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(decrypted(&repo, "v.age"), repo.succeed(&["export", "tag:vip", "-o", "-"]).as_bytes());
}

/// What an encrypted file holds, read by the library itself.
fn decrypted(repo: &TestRepo, name: &str) -> Vec<u8> {
    let key: Identity = repo.read("bob.txt").lines().last().unwrap().parse().unwrap();
    age::decrypt(&key, &fs::read(repo.path(name)).unwrap()).unwrap()
}

#[test]
fn parts_are_encrypted_each_by_itself() {
    let repo = with_keys();
    repo.succeed(&["export", "-o", "m.csv", "--kind", "messages", "--split", "3"]);
    repo.succeed(&["export", "-o", "m.csv.age", "--kind", "messages", "--split", "3", "--encrypt-to-file", "both.txt"]);
    for number in 1..=3 {
        let part = format!("m-000{number}.csv");
        assert_eq!(decrypted(&repo, &format!("{part}.age")), fs::read(repo.path(&part)).unwrap(), "{part}");
    }
    assert_snapshot!(repo.run(&["export", "--verify", "m-0002.csv.age"]), @r"
    $ livechats export --verify m-0002.csv.age
    [stderr] m.csv.age.manifest.json is whole: 7 rows in 3 files, and the record stood there as it says.
    [exit 0]
    ");
    repo.refuses(16, &["export", "-o", "m.csv.age", "--split", "9", "--encrypt-to-file", "both.txt"]);
}

#[test]
fn packed_csv_and_other_systems_are_read_encrypted_too() {
    let repo = with_keys();
    let line = "livechats export -o - | gzip > all.gz; livechats export -o c.csv.age --kind chats --encrypt-to-file both.txt && \
        livechats export -o m.csv.age --kind messages --encrypt-to-file both.txt";
    assert_eq!(code(&repo.shell(line)), 0);
    let bob: age::x25519::Recipient =
        fs::read_to_string(repo.path("both.txt")).unwrap().lines().last().unwrap().parse().unwrap();
    let packed = age::encrypt(&bob, &fs::read(repo.path("all.gz")).unwrap()).unwrap();
    repo.write("all.gz.age", &packed);
    let texts = |file: &str| {
        let args = ["export", "--kind", "messages", "--format", "csv", "--columns", "external,at,from,author,text"];
        repo.succeed(&[&["--repo", file], &args[..]].concat())
    };
    for (number, files) in [&["all.gz.age"][..], &["m.csv.age", "c.csv.age"]].iter().enumerate() {
        let name = format!("{number}.db");
        repo.succeed(&["--repo", &name, "init"]);
        repo.succeed(&[&["--repo", &name, "import", "--identity", "bob.txt"], *files].concat());
        assert_eq!(repo.succeed(&["--repo", &name, "list", "--count"]), "5\n");
        assert_eq!(texts(&name), texts("livechats.db"));
    }
    // Through a pipe, which is kept aside as it came.
    repo.succeed(&["--repo", "p.db", "init"]);
    let output = repo.shell("cat all.gz.age | livechats --repo p.db import - --identity bob.txt");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    repo.write("all.gz.age", &packed[..packed.len() - 20]);
    repo.succeed(&["--repo", "q.db", "init"]);
    let said = repo.refuses(8, &["--repo", "q.db", "import", "all.gz.age", "--identity", "bob.txt"]);
    assert!(said.contains("all.gz.age is damaged or cut off: not all of it can be decrypted"), "{said}");
    assert_eq!(repo.succeed(&["--repo", "q.db", "list", "--count", "--deleted"]), "0\n");
}

#[test]
fn what_is_no_recipient_or_key_is_told_before_anything_is_written() {
    let repo = with_keys();
    let secret = repo.read("ann.txt").lines().last().unwrap().to_owned();
    let before = repo.names();
    let output = repo.output(&["backup", "a.age", "--encrypt-to", &secret]);
    assert_eq!(code(&output), 2);
    assert!(!text(&output.stderr).contains(&secret[15..30]), "{}", text(&output.stderr));
    assert_snapshot!(text(&output.stderr), @r"
    error: --encrypt-to: this is a secret key, not a recipient
    hint: age-keygen -y KEYFILE prints its recipient; what was typed may be kept in the shell's history
    ");
    assert_snapshot!(repo.run(&["export", "-o", "a.age", "--encrypt-to", "age1xyz"]), @r"
    $ livechats export -o a.age --encrypt-to age1xyz
    [stderr] error: --encrypt-to: this is no X25519 recipient of age
    [stderr] hint: a recipient is age1… with 62 letters and digits, as age-keygen -y KEYFILE prints it
    [exit 2]
    ");
    repo.refuses(8, &["export", "-o", "a.age", "--encrypt-to-file", "ann.txt"]);
    repo.refuses(5, &["export", "-o", "a.age", "--encrypt-to-file", "nobody.txt"]);
    repo.refuses(2, &["export", "-o", "a.age"]);
    repo.refuses(2, &["backup", "a.db.age"]);
    repo.refuses(2, &["export", "-o", "h/", "--format", "html", "--encrypt-to-file", "both.txt"]);
    repo.refuses(2, &["export", "-o", "a.age", "--attachments", "--encrypt-to-file", "both.txt"]);
    repo.refuses(2, &["backup", "a.db", "--identity", "ann.txt"]);
    repo.refuses(2, &["backup", "livechats.db", "--force", "--encrypt-to-file", "both.txt"]);
    assert_eq!(repo.names(), before);
    assert_snapshot!(repo.on_terminal(&["export", "--encrypt-to-file", "both.txt", "-o", "-"]), @r"
    $ livechats export --encrypt-to-file both.txt -o -
    [stderr] error: encrypted bytes are nothing for a terminal
    [stderr] hint: name a file with --output, or write to a pipe
    [exit 2]
    ");
    repo.succeed(&["backup", "a.age", "--encrypt-to-file", "both.txt", "--quiet"]);
    repo.refuses(16, &["backup", "a.age", "--encrypt-to-file", "both.txt"]);
    repo.succeed(&["backup", "a.age", "--force", "--encrypt-to-file", "both.txt", "--quiet"]);
    fs::set_permissions(repo.path("ann.txt"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_snapshot!(repo.run(&["--repo", "n.db", "backup", "--restore", "a.age", "--identity", "ann.txt"]), @r"
    $ livechats --repo n.db backup --restore a.age --identity ann.txt
    [stderr] warning: other accounts may read or change ann.txt, which holds a secret key: chmod 600 it
    [stderr] Restored 5 chats to n.db, as of operation 3 of the record.
    [stderr] warning: what was erased or purged since then is not known, and may be back: name the repository that was in use last with --ledger
    [exit 0]
    ");
    repo.refuses(8, &["--repo", "o.db", "backup", "--restore", "a.age", "--identity", "both.txt"]);
}

#[test]
fn a_job_keeps_to_its_recipients() {
    let repo = with_keys();
    fs::create_dir(repo.path("out")).unwrap();
    repo.succeed(&["export", "tag:refund", "--job", "nightly", "-o", "out", "--encrypt-to-file", "both.txt"]);
    repo.succeed(&["tag", "remove", "refund", "1"]);
    repo.succeed(&["note", "add", "2", "hello"]);
    assert_snapshot!(repo.run(&["export", "--job", "nightly"]), @r"
    $ livechats export --job nightly
    [stderr] Exported 1 chat, 1 gone, to out/nightly-000002.jsonl.age.
    [exit 0]
    ");
    let run = |number: u32, ending: &str| format!("out/nightly-00000{number}.{ending}.age");
    let files: Vec<String> = (1..=2).flat_map(|number| [run(number, "jsonl"), run(number, "changes.csv")]).collect();
    is_unreadable(&repo, &files.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(text(&decrypted(&repo, &files[3])), "chat,change\r\n2,written\r\n1,left\r\n");
    assert_eq!(decrypted(&repo, &files[2]).iter().filter(|byte| **byte == b'\n').count(), 1);
    assert!(!repo.read("out/nightly-000002.jsonl.age.manifest.json").contains("refund"));
    repo.succeed(&["export", "--verify", "out"]);
    repo.succeed(&["export", "--job", "nightly", "--encrypt-to-file", "both.txt"]);
    let eve: Identity = repo.read("eve.txt").lines().last().unwrap().parse().unwrap();
    let said = repo.refuses(7, &["export", "--job", "nightly", "--encrypt-to", &eve.to_public().to_string()]);
    assert!(said.contains("the job nightly began with another --encrypt-to: age1"), "{said}");
    repo.succeed(&["export", "--job", "plain", "-o", "out"]);
    let said = repo.refuses(7, &["export", "--job", "plain", "--encrypt-to-file", "both.txt"]);
    assert!(said.contains("the job plain began with another --encrypt-to: none"), "{said}");
}

#[test]
fn age_itself_opens_our_files() {
    if !is_there("age", &["--version"]) {
        return;
    }
    let repo = with_keys();
    repo.succeed(&["backup", "monday.db.age", "--encrypt-to-file", "both.txt", "--quiet"]);
    let age = |args: &[&str]| {
        let mut command = repo.command("age");
        command.args(args);
        let output = finish(command, b"");
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    };
    age(&["-d", "-i", "bob.txt", "-o", "monday.db", "monday.db.age"]);
    repo.succeed(&["--repo", "monday.db", "check", "--data"]);
    for armor in [&[][..], &["-a"]] {
        age(&[&["-e", "-R", "both.txt", "-o", "theirs.age"][..], armor, &["monday.db"]].concat());
        repo.succeed(&["--repo", "new.db", "backup", "--restore", "theirs.age", "--identity", "ann.txt"]);
        fs::remove_file(repo.path("new.db")).unwrap();
    }
}
