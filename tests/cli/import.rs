//! `livechats import`

use std::io::Write as _;

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo, code, text};

#[test]
fn takes_chats_in_and_knows_them_again() {
    let repo = TestRepo::empty();
    repo.write("chats.jsonl", CHATS);
    assert_snapshot!(repo.run(&["import", "chats.jsonl"]), @r"
    $ livechats import chats.jsonl
    [stderr] 5 chats and 7 messages new.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["import", "chats.jsonl"]), @r"
    $ livechats import chats.jsonl
    [stderr] Nothing new: 5 known.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn reads_standard_input_and_gzip() {
    let repo = TestRepo::empty();
    assert_eq!(code(&repo.feed(&["import", "-"], CHATS.as_bytes())), 0);
    let packed = TestRepo::empty();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CHATS.as_bytes()).unwrap();
    packed.write("chats.jsonl.gz", gzip.finish().unwrap());
    packed.succeed(&["import", "chats.jsonl.gz"]);
    let all = ["list", "--format", "json"];
    assert_eq!(repo.succeed(&all), packed.succeed(&all));
}

#[test]
fn keeps_nothing_of_a_file_with_a_bad_line() {
    let repo = TestRepo::empty();
    repo.write("good.jsonl", CHATS);
    repo.write("bad.jsonl", CHATS.replace("\"s-", "\"b-").replace("\"open\"", "7"));
    assert_snapshot!(repo.run(&["import", "good.jsonl", "bad.jsonl"]), @r"
    $ livechats import good.jsonl bad.jsonl
    [stderr] error: bad.jsonl line 2, status: expected a text or null, found 7
    [stderr] hint: nothing was kept; mend the line, or import the good ones with --keep-going
    [exit 8]
    ");
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}

#[test]
fn keeps_the_good_lines_where_told_and_writes_the_bad_ones_down() {
    let repo = TestRepo::empty();
    let bad = CHATS.replace("\"open\"", "7");
    repo.write("bad.jsonl", &bad);
    assert_snapshot!(repo.run(&["import", "bad.jsonl", "--keep-going", "--rejects", "rejects.jsonl"]), @r"
    $ livechats import bad.jsonl --keep-going --rejects rejects.jsonl
    [stderr] warning: bad.jsonl line 2, status: expected a text or null, found 7
    [stderr] 4 chats and 6 messages new.
    [stderr] error: 1 line could not be read and went to rejects.jsonl
    [stderr] hint: mend them there, then: livechats import rejects.jsonl
    [exit 3]
    ");
    assert_eq!(repo.succeed(&["list", "--count"]), "4\n");
    let rejects = repo.read("rejects.jsonl");
    assert_eq!(rejects.trim_end(), bad.lines().nth(1).unwrap(), "a rejected line is kept as it came");
    assert_eq!(repo.mode("rejects.jsonl"), 0o600);
}

#[test]
fn a_rehearsal_changes_nothing() {
    let repo = TestRepo::empty();
    repo.write("chats.jsonl", CHATS);
    assert_snapshot!(repo.run(&["import", "--dry-run", "chats.jsonl"]), @r"
    $ livechats import --dry-run chats.jsonl
    [stderr] Dry run, nothing is kept. 5 chats and 7 messages new.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}

#[test]
fn changed_chats_are_left_or_brought_up_to_date() {
    let repo = TestRepo::with_chats();
    repo.write(
        "changed.jsonl",
        CHATS.replace("\"status\":\"open\"", "\"status\":\"resolved\"").replace("ของยังไม่มาเลย", "ได้ของแล้ว"),
    );
    assert_snapshot!(repo.run(&["import", "changed.jsonl"]), @r"
    $ livechats import changed.jsonl
    [stderr] Nothing new: 1 known but different (--update brings it up to date), 4 known.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "status:open", "--ids"]), "2\n");
    assert_snapshot!(repo.run(&["import", "--update", "changed.jsonl"]), @r"
    $ livechats import --update changed.jsonl
    [stderr] 1 chat brought up to date, 4 known.
    [stderr] warning: what the files do not tell of went with the update: 1 message; livechats undo takes the import back
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "status:open", "--ids"]), "");
    assert_eq!(repo.succeed(&["search", "ได้ของแล้ว", "--ids"]), "2\n");
    assert_eq!(repo.succeed(&["search", "ยังไม่มา", "--ids"]), "", "what was said before is found no more");
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn what_goes_with_an_update_is_told_and_comes_back() {
    let repo = TestRepo::with_chats();
    for change in [
        &["tag", "add", "urgent", "1"][..],
        &["note", "add", "1", "ask the warehouse", "--quiet"],
        &["describe", "1", "a parcel that never came"],
        &["feedback", "1", "--rating", "5"],
        &["field", "define", "floor", "--type", "number"],
        &["field", "set", "floor=4", "1"],
    ] {
        let output = repo.output(change);
        assert_eq!(code(&output), 0, "{change:?}: {}", text(&output.stderr));
    }
    let before = repo.succeed(&["show", "1", "--format", "json"]);
    assert_snapshot!(repo.run(&["import", "--update", "--dry-run", "chats.jsonl"]), @r"
    $ livechats import --update --dry-run chats.jsonl
    [stderr] Dry run, nothing is kept. 1 chat brought up to date, 4 known.
    [stderr] warning: what the files do not tell of would go with the update: 1 note, 1 tag, 1 field, 1 description, 1 rating
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["import", "--update", "chats.jsonl", "--format", "jsonl"]), @r#"
    $ livechats import --update chats.jsonl --format jsonl
    {"new_chats":0,"new_messages":0,"updated":1,"different":0,"different_own":0,"known":4,"rejected":0,"unzoned":0,"gone":5,"held":0}
    [stderr] 1 chat brought up to date, 4 known.
    [stderr] warning: what the files do not tell of went with the update: 1 note, 1 tag, 1 field, 1 description, 1 rating; livechats undo takes the import back
    [exit 0]
    "#);
    assert_ne!(repo.succeed(&["show", "1", "--format", "json"]), before);
    assert!(repo.succeed(&["audit", "list", "--limit", "1", "--format", "json"]).contains(" gone=5"));
    repo.succeed(&["undo", "--yes"]);
    assert_eq!(repo.succeed(&["show", "1", "--format", "json"]), before);
    // What is held loses nothing.
    repo.succeed(&["hold", "add", "court", "1", "--reason", "case 7"]);
    assert_snapshot!(repo.run(&["import", "--update", "chats.jsonl"]), @r"
    $ livechats import --update chats.jsonl
    [stderr] Nothing new: 1 different but on hold, left alone, 4 known.
    [exit 0]
    ");
    repo.succeed(&["hold", "release", "court", "--yes"]);
    assert_eq!(repo.succeed(&["show", "1", "--format", "json"]), before);
}

#[test]
fn a_missing_file_is_named() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["import", "none.jsonl"]), @r"
    $ livechats import none.jsonl
    [stderr] error: no such file: none.jsonl
    [exit 5]
    ");
    let folder = repo.output(&["import", "."]);
    assert_ne!(code(&folder), 0, "{}", text(&folder.stderr));
}

#[test]
fn what_comes_in_goes_out_the_same() {
    let repo = TestRepo::with_chats();
    let exported = repo.succeed(&["export", "--output", "-"]);
    let copy = TestRepo::with(&exported);
    // Our own numbers are given anew.
    let without_numbers = |lines: &str| -> Vec<String> {
        lines.lines().map(|line| line.split_once("\"id\"").unwrap().1.to_owned()).collect()
    };
    assert_eq!(without_numbers(&copy.succeed(&["export", "--output", "-"])), without_numbers(&exported));
    let known = repo.feed(&["import", "-"], exported.as_bytes());
    assert!(
        text(&known.stderr).contains("0 new") || text(&known.stderr).contains("5 known"),
        "{}",
        text(&known.stderr)
    );
}
