//! How the file stands in words, and what can be set right.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// The states by what they are about.
fn states(repo: &TestRepo) -> String {
    let output = repo.output(&["doctor", "--quiet", "--format", "tsv", "--columns", "about,state"]);
    format!("{}{}", text(&output.stdout), code(&output))
}

#[test]
fn a_file_that_stands_well_is_told_in_words() {
    let repo = TestRepo::with_chats();
    let said = repo.succeed(&["doctor"]);
    for word in
        ["livechats.db: ", "mode 0600", "empty: all of the repository", "advisory: ", "version 5", "near the newest"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(
        said.contains("backup     note: none was made with this tool\n           -> livechats backup FILE\n"),
        "{said}"
    );
    repo.succeed(&["backup", "monday.db"]);
    assert!(repo.succeed(&["doctor"]).contains("backup     the last was made 2026-01-15 12:00; 0 operations since\n"));
}

#[test]
fn what_should_be_done_is_a_finding_with_the_next_step() {
    let repo = TestRepo::with_chats();
    fs::set_permissions(repo.file(), fs::Permissions::from_mode(0o644)).unwrap();
    repo.write(".livechats-4294967294-0.tmp", "x");
    repo.sql("INSERT INTO setting (name, value) VALUES ('clearing', 1)");
    let said = states(&repo);
    for line in ["mode\tfinding", "removals\tfinding", "leftovers\tnote"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(said.ends_with('9'), "{said}");
    fs::hard_link(repo.file(), repo.path("second.db")).unwrap();
    let output = repo.output(&["doctor"]);
    assert_eq!(code(&output), 10);
    assert!(text(&output.stdout).contains("finding: it has 2 names (hard links)"), "{}", text(&output.stdout));
    fs::remove_file(repo.path("second.db")).unwrap();
    let output = repo.run_at("2027-01-15T12:00:00Z", &["doctor"]);
    assert!(output.contains("clock      finding: 2027-01-15T12:00:00Z is far from the newest operation"), "{output}");
}

#[test]
fn the_index_and_the_counts_are_made_anew() {
    let repo = TestRepo::with_chats();
    repo.sql(
        "DELETE FROM search WHERE rowid = (SELECT key FROM chat WHERE id = 1);
         DELETE FROM term WHERE text = 'parcel';
         UPDATE chat_count SET chats = chats + 1; UPDATE tag SET live_chats = 7 WHERE name = 'vip';
         UPDATE sequence SET last = 2 WHERE name = 'chat'",
    );
    assert_snapshot!(repo.run(&["check", "--data"]), @r"
    $ livechats check --data
    count: 2 chats are counted of status 1, and 1 are there
    count: 2 chats are counted of status 2, and 1 are there
    count: 2 chats are counted of status 3, and 1 are there
    count: 2 chats are counted of status 4, and 1 are there
    count: 2 chats are counted of status 5, and 1 are there
    count: tag 2 is counted on 7 chats, and is on 2
    sequence: the last chat number given is 2, and there is 5
    chat 1: it is not in the search index, so no search finds it
    index: the index of terms holds 1 that are not there
    chat 1: the search index does not hold its words as they are
    [stderr] error: 10 findings
    [stderr] hint: the rows are sound; livechats doctor --reindex makes anew what is worked out from them
    [exit 9]
    ");
    assert_snapshot!(repo.run(&["doctor", "--reindex"]), @r"
    $ livechats doctor --reindex
    [stderr] Made the search index and the counts of 5 chats anew.
    [exit 0]
    ");
    repo.succeed(&["check", "--data"]);
    assert_eq!(repo.succeed(&["search", "parcel", "--ids"]), "1\n");
}

#[test]
fn a_damaged_file_is_saved_into_a_new_one() {
    let repo = TestRepo::with_chats();
    let mut bytes = fs::read(repo.file()).unwrap();
    for (from, to) in [("My parcel", b'm'), ("Ann Example", b'O'), ("refund\u{1}", b'R')] {
        if let Some(at) = memchr::memmem::find(&bytes, from.as_bytes()) {
            bytes[at] = to;
        }
    }
    fs::write(repo.file(), &bytes).unwrap();
    assert_snapshot!(repo.run(&["doctor", "--repair", "--output", "saved.db"]), @r"
    $ livechats doctor --repair --output saved.db
    chat 1: a message is not as it was written
    chat 1: person 1: a person is not as it was written
    [stderr] Saved 5 chats with 7 messages to saved.db; the damaged file is as it was.
    [stderr] error: 2 things lost, or not as written
    [stderr] hint: keep the damaged file; a backup may hold what is listed
    [exit 3]
    ");
    assert_eq!(fs::read(repo.file()).unwrap(), bytes);
    assert_eq!(repo.mode("saved.db"), 0o600);
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db", "saved.db"]);
    repo.succeed(&["--repo", "saved.db", "check", "--data"]);
    assert_eq!(repo.succeed(&["--repo", "saved.db", "search", "parcel", "--ids"]), "1\n");
    repo.refuses(7, &["doctor", "--repair", "--output", "saved.db"]);
    repo.refuses(2, &["doctor", "--repair"]);
}

/// The page that a table begins on, of the file's size.
fn page_of(repo: &TestRepo, table: &str) -> (usize, usize) {
    let page: usize = repo.ask(&format!("SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")).parse().unwrap();
    (page, repo.ask("SELECT page_size FROM pragma_page_size()").parse().unwrap())
}

#[test]
fn a_page_that_is_gone_costs_only_what_was_on_it() {
    for (table, saved) in [
        ("chat", "Saved 5 chats with 7 messages"),
        ("message", "Saved 5 chats with 0 messages"),
        ("person", "Saved 5 chats with 7 messages"),
        ("author", "Saved 5 chats with 7 messages"),
        ("rep", "Saved 5 chats with 7 messages"),
        ("operation", "Saved 5 chats with 7 messages"),
        ("chat_person", "Saved 5 chats with 7 messages"),
        ("digest", "Saved 5 chats with 7 messages"),
        ("search_data", "Saved 5 chats with 7 messages"),
    ] {
        let repo = TestRepo::with_chats();
        let (page, size) = page_of(&repo, table);
        let mut bytes = fs::read(repo.file()).unwrap();
        bytes[(page - 1) * size..page * size].fill(0);
        fs::write(repo.file(), &bytes).unwrap();
        let output = repo.output(&["doctor", "--repair", "--output", "saved.db"]);
        let said = text(&output.stderr);
        assert!([0, 3].contains(&code(&output)) && said.contains(saved), "{table}: {said}");
        assert_eq!(fs::read(repo.file()).unwrap(), bytes);
        let check = repo.output(&["--repo", "saved.db", "check", "--data"]);
        assert_eq!(code(&check), 0, "{table}: {}", text(&check.stdout));
        if !["message", "rep"].contains(&table) {
            assert_eq!(repo.succeed(&["--repo", "saved.db", "search", "parcel", "--ids"]), "1\n", "{table}");
        }
    }
}
