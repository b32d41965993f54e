//! `livechats person erase`, the second time; and what can be done with whom it erased.

use insta::assert_snapshot;

use crate::purge::{reader, remnants};
use crate::repo::{TestRepo, code};

#[test]
fn nothing_is_written_any_more_about_a_person_who_was_erased() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["field", "edit", "order", "--description", "what was bought"]);
    repo.succeed(&["note", "add", "2", "hers too"]);
    repo.succeed(&["person", "erase", "1", "--yes"]);
    repo.succeed(&["person", "erase", "2", "--pseudonymise", "--yes"]);
    assert_snapshot!(repo.run(&["note", "add", "--person", "1", "was ann"]), @r"
    $ livechats note add --person 1 'was ann'
    [stderr] error: person 1 was erased
    [stderr] hint: if they write again, that is a new person: livechats person add
    [exit 7]
    ");
    let refused: [&[&str]; 6] = [
        &["note", "add", "1", "was ann"],
        &["describe", "1", "was ann"],
        &["reply", "1", "was ann", "--takeover"],
        &["feedback", "1", "--rating", "2", "--comment", "was ann"],
        &["note", "add", "--person", "2", "was ben"],
        &["note", "edit", "2", "1", "was ben"],
    ];
    for command in refused {
        let said = repo.refuses(7, command);
        assert!(said.contains(" was erased"), "{command:?}: {said}");
    }
    assert_snapshot!(repo.run(&["field", "set", "order=of-ann", "1", "3"]), @r"
    $ livechats field set order=of-ann 1 3
    [stderr] Set order=of-ann on 1 of 2 chats. Take it back: livechats undo 9
    [stderr] Left chat 1: the person was erased.
    [stderr] error: 1 chat left as they are: the person was erased
    [exit 3]
    ");
    repo.refuses(6, &["transfer", "2", "--to-rep", "Max", "--reason", "was ben"]);
    // What says nothing about them can be done, and what there is can go.
    repo.succeed(&["feedback", "1", "--rating", "2"]);
    repo.succeed(&["note", "edit", "2", "1", "--color", "red"]);
    repo.succeed(&["note", "remove", "2", "1"]);
    repo.succeed(&["describe", "2", ""]);
    assert_eq!(remnants(&repo, &["was ann".to_owned(), "was ben".to_owned()]), 0);
}

#[test]
fn a_person_who_was_only_pseudonymised_is_not_said_to_be_erased() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["person", "erase", "1", "--pseudonymise", "--yes"]);
    assert_snapshot!(repo.run(&["person", "erase", "1", "--yes"]), @r"
    $ livechats person erase 1 --yes
    [stderr] error: person 1 was pseudonymised on 2026-01-15 12:00; the texts of their chats are still there
    [stderr] hint: to take these away, delete and purge their chats: livechats list person:1
    [exit 7]
    ");
    repo.succeed(&["person", "erase", "1", "--pseudonymise", "--yes"]);
}

#[test]
fn whoever_finishes_an_erasure_gets_its_certificate() {
    let repo = TestRepo::with_chats();
    let erase = ["person", "erase", "1", "--yes", "--wait", "0", "--certificate", "ann.txt"];
    let reader = reader(&repo);
    assert_eq!(code(&repo.output(&erase)), 3);
    assert!(!repo.path("ann.txt").exists());
    drop(reader);
    assert_snapshot!(repo.run(&erase), @r"
    $ livechats person erase 1 --yes --wait 0 --certificate ann.txt
    [stderr] Overwrote what an interrupted purge or erasure had left.
    [stderr] Proven: none of it is left in 499,864 bytes.
    [exit 0]
    ");
    assert!(repo.read("ann.txt").starts_with("Erasure of person 1, proven 2026-01-15T12:00:00Z\nProof: "));
}

#[test]
fn a_certificate_is_not_written_over_anything() {
    let repo = TestRepo::with_chats();
    repo.write("ann.txt", "");
    assert_snapshot!(repo.run(&["person", "erase", "2", "--yes", "--certificate", "ann.txt"]), @r"
    $ livechats person erase 2 --yes --certificate ann.txt
    [stderr] error: cannot write ann.txt: it exists already
    [stderr] hint: name another file
    [exit 16]
    ");
    let said = repo.succeed(&["person", "erase", "2", "--yes", "--certificate", "-"]);
    assert!(said.starts_with("Erasure of person 2, "), "{said}");
    assert!(!repo.path("-").exists());
}
