//! `livechats ban`: what is taken back, and what is erased for good.

use crate::purge::remnants;
use crate::repo::{TestRepo, code};

#[test]
fn erasing_a_person_leaves_their_bans_by_number_and_no_word() {
    let repo = TestRepo::of_mia();
    let words = [
        "ann@example.com",
        "+49 30 5557788",
        "+49305557788",
        "203.0.113.77",
        "channel-ann-4711",
        "unique-ann-0815",
        "shouted-at-everybody",
        "promised-better",
        "her-other-ban",
        "old-number-note",
        "+49305550000",
        "once-ann-channel",
        "ann-merged@example.com",
    ]
    .map(str::to_owned);
    let details = ["--phone", &words[1], "--ip", &words[3], "--channel-id", &words[4], "--unique-id", &words[5]];
    repo.succeed(&[&["person", "edit", "1"][..], &details].concat());
    repo.succeed(&["person", "add", "Otto", "--phone", "0049 30 5557788"]);
    repo.succeed(&["ban", "reason", "add", "spam"]);
    let ban = |flags: &[&str]| repo.succeed(&[&["ban", "add", "--reason", "spam", "--for", "3d"], flags].concat());
    ban(&["--person", "1", "--note", &words[6]]);
    repo.succeed(&["ban", "lift", "1", "--note", &words[7]]);
    ban(&["--channel-id", &words[4], "--note", &words[8]]);
    // What she was known by once, or as somebody else.
    repo.succeed(&["person", "edit", "1", "--channel-id", &words[11]]);
    ban(&["--channel-id", &words[11]]);
    repo.succeed(&["person", "edit", "1", "--channel-id", &words[4]]);
    repo.succeed(&["person", "add", "Ann too", "--email", &words[12]]);
    ban(&["--email", &words[12]]);
    repo.succeed(&["person", "merge", "7", "--into", "1", "--yes"]);
    // One that only the record knows any more, with a number that was typed in for it.
    ban(&["--person", "1", "--phone", "+49 30 555 0000", "--note", &words[9]]);
    repo.succeed(&["undo"]);
    ban(&["--person", "1"]);
    assert!(words.iter().all(|word| remnants(&repo, std::slice::from_ref(word)) > 0), "the control");
    repo.succeed(&["person", "erase", "1", "--yes", "--quiet"]);
    for word in &words {
        assert_eq!(remnants(&repo, std::slice::from_ref(word)), 0, "{word}");
    }
    let rows =
        repo.succeed(&["ban", "list", "--all", "--columns", "id,person_id,reason,state,identifiers,note,lift_note"]);
    assert_eq!(
        rows,
        "6\t1\tspam\trunning\t\t\t\n4\t\tspam\trunning\t\t\t\n3\t\tspam\trunning\t\t\t\n2\t\tspam\trunning\t\t\t\n1\t1\tspam\tlifted\t\t\t\n"
    );
    // What it was on stops nobody else any more.
    assert_eq!(
        repo.succeed(&["ban", "check", "--phone", &words[1], "--format", "csv", "--columns", "banned"]),
        "banned\nfalse\n"
    );
    for operation in ["7", "16"] {
        assert!(repo.refuses(7, &["undo", operation]).contains("erased since"), "{operation}");
    }
    assert_eq!(code(&repo.output(&["audit", "verify"])), 0);
}

#[test]
fn a_ban_on_somebody_else_keeps_what_an_erased_person_shared_with_them() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["person", "edit", "1", "--phone", "+49 30 5557788"]);
    repo.succeed(&["person", "add", "Otto", "--phone", "0049 30 5557788"]);
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["ban", "add", "--person", "6", "--reason", "spam", "--for", "3d", "--note", "of Otto"]);
    repo.succeed(&["person", "erase", "1", "--pseudonymise", "--yes", "--quiet"]);
    assert_eq!(repo.succeed(&["ban", "list", "--columns", "identifiers,note"]), "phone:+49305557788\tof Otto\n");
    assert_eq!(code(&repo.output(&["ban", "check", "--phone", "+49305557788"])), 9);
}

#[test]
fn every_ban_command_can_be_taken_back_and_done_again() {
    let repo = TestRepo::of_mia();
    let state = || {
        repo.ask(
            "SELECT (SELECT group_concat(id || reason || coalesce(lifted_at, '-') || coalesce(replaced_by, '-') || hits) FROM ban)
               || (SELECT coalesce(group_concat(value), '') FROM ban_identifier)
               || (SELECT coalesce(group_concat(name || coalesce(description, '-')), '') FROM ban_reason)
               || (SELECT coalesce(group_concat(offences || length), '') FROM ban_rule)",
        )
    };
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["ban", "rule", "set", "1", "3d"]);
    repo.succeed(&["ban", "add", "--person", "2", "--reason", "spam"]);
    repo.succeed(&["ban", "add", "--person", "3", "--reason", "spam"]);
    assert_eq!(code(&repo.output(&["handoff", "--app", "line", "--person", "2"])), 6);
    for line in [
        "ban reason add abuse",
        "ban reason edit spam --description junk",
        "ban rule set 1 1mo",
        "ban rule set 2 2w",
        "ban rule remove 1",
        "ban add --person 1 --reason spam --for 1h",
        "ban add --ip 203.0.113.0/24 --reason spam --for 1h",
        "ban add --person 2 --reason spam --for 1h --replace",
        "ban lift 2",
        "ban lift --person 2",
    ] {
        let before = state();
        repo.succeed(&line.split(' ').collect::<Vec<_>>());
        let after = state();
        assert_ne!(before, after, "{line}");
        let operation = repo.ask("SELECT max(id) FROM operation");
        repo.succeed(&["undo", &operation]);
        assert_eq!(state(), before, "{line}");
        let undo = repo.ask("SELECT max(id) FROM operation");
        repo.succeed(&["undo", &undo]);
        assert_eq!(state(), after, "{line}");
        repo.succeed(&["undo"]);
        assert_eq!(state(), before, "{line}");
    }
}
