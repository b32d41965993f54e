//! Who may what: every permission against every command, from tables that are not the program's own.
//!
//! Three chats: number 1 is Mia's own, number 2 her team's, number 3 somebody else's. Mia is given one role after the
//! other, and runs everything by `--as`.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::repo::{TestRepo, code, text};

mod tables;

use tables::*;

fn repo() -> TestRepo {
    let repo = TestRepo::with(CHATS);
    repo.succeed(&["team", "edit", "Billing", "--add", "Mia"]);
    repo
}

/// Gives Mia a role with just these permissions.
fn give(repo: &TestRepo, name: &str, permissions: &str) {
    repo.succeed(&["role", "add", name, "--kind", "company", "--permissions", permissions]);
    repo.succeed(&["user", "edit", "mia", "--role", name]);
}

/// Runs a line as Mia: exit code and standard output.
fn as_mia(repo: &TestRepo, line: &str) -> (i32, String) {
    let args: Vec<&str> = ["--as", "mia", "--quiet"].into_iter().chain(line.split(' ')).collect();
    let output = repo.output(&args);
    (code(&output), text(&output.stdout))
}

#[test]
fn every_reach_of_viewing_and_exporting_against_every_list() {
    let repo = repo();
    for (view_at, (view, seen)) in REACHES.iter().enumerate() {
        for (export_at, (export, _)) in REACHES.iter().enumerate() {
            let reach =
                |verb, reach: &str| if reach.is_empty() { String::new() } else { format!("chats.{verb}.{reach}") };
            let permissions = [reach("view", view), reach("export", export), "canned.view".to_owned()];
            let permissions: Vec<&str> =
                permissions.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            give(&repo, &format!("{view_at}-{export_at}"), &permissions.join(","));
            let cell = format!("view {view:?}, export {export:?}");
            for (line, verb) in LISTS {
                let reached = if *verb == "view" { view_at } else { view_at.min(export_at) };
                let (code, out) = as_mia(&repo, line);
                let denied = view.is_empty() || *verb == "export" && export.is_empty();
                assert_eq!(code, if denied { 4 } else { 0 }, "{cell}: {line}");
                let found: BTreeSet<&str> = out.lines().filter(|line| !matches!(*line, "id" | "chat")).collect();
                let expected: BTreeSet<&str> =
                    if denied { BTreeSet::new() } else { REACHES[reached].1.iter().copied().collect() };
                assert_eq!(found, expected, "{cell}: {line}");
            }
            if export_at > 0 {
                continue;
            }
            for line in COUNTS {
                let expected = if view.is_empty() { (4, String::new()) } else { (0, format!("{}\n", seen.len())) };
                assert_eq!(as_mia(&repo, line), expected, "{cell}: {line}");
            }
            for (line, _) in ONE {
                for chat in ["1", "2", "3", "9", "shop/a", "shop/c"] {
                    let number = chat.replace("shop/a", "1").replace("shop/c", "3");
                    let expected = match (view.is_empty(), seen.contains(&number.as_str())) {
                        (true, _) => 4,
                        (false, true) => 0,
                        (false, false) => 5,
                    };
                    assert_eq!(as_mia(&repo, &line.replace("CHAT", chat)).0, expected, "{cell}: {line} {chat}");
                }
            }
        }
    }
}

#[test]
fn every_reach_of_viewing_and_changing_against_every_change() {
    let repo = repo();
    let admin = |line: &str| {
        let args: Vec<&str> = std::iter::once("--quiet").chain(line.split(' ')).collect();
        text(&repo.output(&args).stdout)
    };
    let verbs: BTreeSet<&str> = CHANGES.iter().chain(CHANGES_OF_MANY).flat_map(|row| [row.1, row.2]).collect();
    for verb in ["manage", "transfer", "delete", "purge"].into_iter().filter(|verb| verbs.contains(verb)) {
        for ((view_at, (view, seen)), (at, (reach, reached))) in
            REACHES.iter().enumerate().flat_map(|one| REACHES.iter().enumerate().map(move |other| (one, other)))
        {
            let names = [("view", *view), (verb, *reach)].map(|(verb, reach)| format!("chats.{verb}.{reach}"));
            let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.ends_with('.')).collect();
            give(&repo, &format!("{verb}-{view_at}-{at}"), &[&names[..], &["canned.view"]].concat().join(","));
            let cell = format!("view {view:?}, {verb} {reach:?}");
            let denied = view.is_empty() || reach.is_empty();
            for (before, line, _, after) in CHANGES.iter().filter(|row| row.2 == verb) {
                for chat in ["1", "2", "3"] {
                    let of_chat = |line: &str| line.replace("CHAT", chat);
                    if !before.is_empty() {
                        admin(&of_chat(before));
                    }
                    let expected = match (denied, seen.contains(&chat), reached.contains(&chat)) {
                        (true, ..) => 4,
                        (false, false, _) => 5,
                        (false, true, false) => 4,
                        (false, true, true) => 0,
                    };
                    assert_eq!(as_mia(&repo, &of_chat(line)).0, expected, "{cell}: {line} {chat}");
                    admin(&of_chat(after));
                }
            }
            for (line, _, what, after) in CHANGES_OF_MANY.iter().filter(|row| row.1 == verb) {
                let code = as_mia(&repo, line).0;
                let done = admin(what);
                let done: BTreeSet<&str> = done.lines().collect();
                let expected: BTreeSet<&str> = reached.iter().copied().filter(|chat| seen.contains(chat)).collect();
                assert_eq!(done, if denied { BTreeSet::new() } else { expected.clone() }, "{cell}: {line}");
                // Left over is what one sees and may not change.
                let all = expected.len() == seen.len();
                assert_eq!(
                    code,
                    if denied {
                        4
                    } else if all {
                        0
                    } else {
                        3
                    },
                    "{cell}: {line}"
                );
                admin(after);
            }
        }
    }
}

#[test]
fn every_reach_of_managing_against_every_command_that_labels() {
    let repo = repo();
    repo.succeed(&["field", "define", "plan"]);
    repo.succeed(&["tag", "define", "vip"]);
    for (view_at, (view, seen)) in REACHES.iter().enumerate() {
        for (manage_at, (manage, _)) in REACHES.iter().enumerate() {
            if view.is_empty() && manage.is_empty() {
                continue;
            }
            let reach =
                |verb, reach: &str| if reach.is_empty() { String::new() } else { format!("chats.{verb}.{reach}") };
            let permissions = [reach("view", view), reach("manage", manage)];
            let permissions: Vec<&str> =
                permissions.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            give(&repo, &format!("{view_at}-{manage_at}"), &permissions.join(","));
            let managed = REACHES[view_at.min(manage_at)].1;
            // Every command asks the same question: where one sees every chat, all of them are asked.
            let lines = if *view == "all" { MANAGE } else { &MANAGE[..3] };
            for line in lines {
                for chat in ["1", "2", "3", "9"] {
                    // What one sees and may not change is refused; what one does not see is not there.
                    let denied = view.is_empty() || manage.is_empty() || seen.contains(&chat);
                    let expected = match (managed.contains(&chat), denied) {
                        (true, _) => 0,
                        (false, true) => 4,
                        (false, false) => 5,
                    };
                    let cell = format!("view {view:?}, manage {manage:?}: {line} {chat}");
                    assert_eq!(as_mia(&repo, &line.replace("CHAT", chat)).0, expected, "{cell}");
                }
            }
            if !view.is_empty() && !manage.is_empty() {
                let (code, _) = as_mia(&repo, "tag add brand-new 1");
                assert_eq!(code, 4, "a new tag needs more than to manage chats");
                let (_, out) = as_mia(&repo, "tag remove refund --all --dry-run --ids");
                assert_eq!(out.lines().collect::<BTreeSet<_>>(), managed.iter().copied().collect(), "of {seen:?}");
            }
        }
    }
    assert!(!repo.succeed(&["tag", "list"]).contains("brand-new"));
}

#[test]
fn counts_tell_of_no_chat_that_is_not_visible() {
    let repo = repo();
    repo.succeed(&["field", "define", "plan"]);
    repo.succeed(&["field", "set", "plan=pro", "--all", "--yes"]);
    repo.succeed(&["hold", "add", "case", "--all", "--reason", "r", "--yes"]);
    give(&repo, "team", "chats.view.team,chats.delete.all,labels.view,retention.manage");
    assert_eq!(as_mia(&repo, "tag list --columns name,chats").1, "refund\t2\n");
    assert_eq!(as_mia(&repo, "field list --columns name,used").1, "plan\t2\n");
    assert_eq!(as_mia(&repo, "hold list --columns name,chats").1, "case\t2\n");
    assert_eq!(as_mia(&repo, "hold show case --columns name,chats --format tsv").1, "case\t2\n");
    assert_eq!(as_mia(&repo, "hold list --chats --columns chat").1, "2\n1\n");
    // What is beyond one's reach stays on hold, and so the hold stays.
    assert_eq!(as_mia(&repo, "hold release case --yes").0, 7);
    assert_eq!(repo.succeed(&["hold", "list", "--columns", "name,chats,released"]), "case\t1\t\n");
}

#[test]
fn every_other_permission_against_every_other_command() {
    let repo = repo();
    for (at, permission) in PERMISSIONS.iter().enumerate() {
        give(&repo, &format!("only-{at}"), permission);
        for (line, lets, granted) in OTHERS {
            // What others did is not there for whoever may not read the record.
            let denied = if line.starts_with("undo ") && *permission != "audit.read" { 5 } else { 4 };
            let expected = if lets.iter().any(|lets| ["*", permission].contains(lets)) { *granted } else { denied };
            assert_eq!(as_mia(&repo, line).0, expected, "{permission}: {line}");
        }
    }
    repo.succeed(&["user", "edit", "mia", "--role", "admin"]);
    for (line, _, granted) in OTHERS {
        assert_eq!(as_mia(&repo, line).0, *granted, "admin: {line}");
    }
}

#[test]
fn the_tables_know_every_permission() {
    let help = TestRepo::nothing().succeed(&["role", "--help"]);
    let listed: BTreeSet<&str> = help
        .split_whitespace()
        .filter(|word| !word.starts_with("chats."))
        .filter(|word| {
            word.ends_with(".view") || word.ends_with(".manage") || *word == "audit.read" || *word == "impersonate"
        })
        .collect();
    let known: BTreeSet<&str> = PERMISSIONS.iter().copied().filter(|name| !name.starts_with("chats.")).collect();
    assert_eq!(listed, known);
    let verbs = help.split_whitespace().filter(|word| word.ends_with(".REACH")).count();
    assert_eq!(verbs, 7);
}

#[test]
fn a_chat_that_is_not_there_and_one_that_is_not_visible_answer_alike() {
    let repo = repo();
    give(&repo, "own", "chats.view.own,chats.export.own,chats.delete.own,audit.read");
    let answer = |line: &str, chat: &str| {
        let line = line.replace("CHAT", chat);
        let args: Vec<&str> = ["--as", "mia"].into_iter().chain(line.split(' ')).collect();
        let output = repo.output(&args);
        let said = |bytes| text(bytes).replace(chat, "CHAT");
        (code(&output), said(&output.stdout), said(&output.stderr))
    };
    for line in [
        "show CHAT",
        "show CHAT --deleted",
        "show CHAT --format json",
        "search parcel --why-not CHAT",
        "list id:CHAT",
        "list id:CHAT --count",
        "list id:CHAT --ids",
        "export id:CHAT -o -",
        "delete CHAT --yes",
        "delete --where id:CHAT --yes",
        "restore CHAT --yes",
        "audit list --chat CHAT",
        "audit list --chat CHAT --count",
    ] {
        for (hidden, missing) in [("3", "9"), ("shop/c", "shop/z")] {
            assert_eq!(answer(line, hidden), answer(line, missing), "{line} {hidden}");
        }
    }
    // Nor does the total tell of it.
    assert_eq!(answer("export -o -", "CHAT").2, "Exported 1 of 1 chat.\n");
}

#[test]
fn what_was_done_to_chats_is_read_by_those_who_see_all_of_them() {
    let repo = repo();
    for (at, (permissions, code)) in
        [("audit.read", 4), ("chats.view.all", 4), ("audit.read,chats.view.team", 4), ("audit.read,chats.view.all", 0)]
            .into_iter()
            .enumerate()
    {
        give(&repo, &format!("r{at}"), permissions);
        assert_eq!(as_mia(&repo, "audit show 2").0, code, "{permissions}");
    }
}

#[test]
fn a_member_who_leaves_sees_the_chats_of_the_team_no_longer() {
    let repo = repo();
    give(&repo, "team", "chats.view.team");
    assert_eq!(as_mia(&repo, "list --ids").1, "2\n1\n");
    repo.succeed(&["team", "edit", "Billing", "--remove", "Mia"]);
    assert_eq!(as_mia(&repo, "list --ids").1, "1\n");
    repo.succeed(&["team", "edit", "Billing", "--add", "Mia"]);
    repo.succeed(&["team", "remove", "Billing"]);
    assert_eq!(as_mia(&repo, "list --ids").1, "1\n");
}

#[test]
fn nobody_hands_out_or_takes_away_more_than_they_have() {
    let repo = repo();
    repo.succeed(&["role", "add", "chief", "--kind", "company", "--permissions", "chats.view.all,audit.read"]);
    give(&repo, "clerk", "chats.view.team,teams.manage,roles.manage");
    let account = text(&repo.shell("id -un").stdout);
    let admin = account.trim();
    for line in [
        "user add Ned --role admin".to_owned(),
        "user add Ned --role chief".to_owned(),
        "user edit mia --role admin".to_owned(),
        "user edit mia --role chief".to_owned(),
        format!("user edit {admin} --uid 64003"),
        format!("user remove {admin}"),
        format!("user alias add {admin} x"),
        "role edit clerk --grant audit.read".to_owned(),
        "role edit clerk --grant chats.view.all".to_owned(),
        "role edit chief --revoke audit.read".to_owned(),
        "role remove chief".to_owned(),
        "role add more --kind company --permissions impersonate".to_owned(),
    ] {
        assert_eq!(as_mia(&repo, &line).0, 4, "{line}");
    }
    for line in ["role add less --kind team --permissions chats.view.own,teams.view", "user add Ned --role less"] {
        assert_eq!(as_mia(&repo, line).0, 0, "{line}");
    }
}

/// Actor, on whose behalf, command and detail of every operation behind the first two.
fn record(repo: &TestRepo) -> Vec<(Option<i64>, Option<i64>, String, String)> {
    let file = Connection::open(repo.file()).unwrap();
    let mut statement =
        file.prepare("SELECT actor_rep_id, behalf_rep_id, command, detail FROM operation ORDER BY id").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn denials_and_exports_are_recorded_with_both_names() {
    let repo = repo();
    give(&repo, "own", "chats.view.own,chats.export.own,impersonate");
    let before = record(&repo).len();
    as_mia(&repo, "user list");
    as_mia(&repo, "user alias add nobody x");
    as_mia(&repo, "export --kind messages --format csv -o -");
    as_mia(&repo, "user online");
    repo.succeed(&["export", "-o", "all.jsonl"]);
    // A usage error and something that is not there are no denials.
    as_mia(&repo, "list statu:open");
    as_mia(&repo, "show 3");
    let mia = repo.succeed(&["user", "show", "mia", "--format", "tsv", "--columns", "id"]).trim().parse().ok();
    let row = |behalf, command: &str, detail: &str| (Some(1), behalf, command.to_owned(), detail.to_owned());
    assert_eq!(
        record(&repo)[before..],
        [
            row(mia, "denied", r#"{"command":"user list","need":"teams.view"}"#),
            row(mia, "denied", r#"{"command":"user alias add","need":"teams.manage"}"#),
            row(mia, "export", r#"{"kind":"messages","begun":1}"#),
            row(mia, "export", r#"{"kind":"messages","chats":1,"messages":1}"#),
            row(mia, "user online", &format!("{{\"user\":{}}}", mia.unwrap_or(0))),
            row(None, "export", r#"{"kind":"whole","chats":3}"#),
        ]
    );
}

#[test]
fn what_went_out_before_an_export_broke_off_is_recorded() {
    let repo = TestRepo::with(&CHATS.replace("my parcel", &"x".repeat(200_000)));
    assert_eq!(code(&repo.shell("livechats export -o - 2>/dev/null | head -c 100")), 0);
    let rows = record(&repo);
    let last: Vec<&str> = rows[rows.len() - 2..].iter().map(|row| row.3.as_str()).collect();
    assert_eq!(last, [r#"{"kind":"whole","begun":1}"#, r#"{"kind":"whole","unfinished":1}"#]);
    let count = record(&repo).len();
    // Of a file that could not be written nothing is left.
    assert_ne!(code(&repo.shell("ulimit -f 100; livechats export -o all.jsonl")), 0);
    assert_eq!((record(&repo).len(), repo.path("all.jsonl").exists()), (count, false));
}

#[test]
fn what_cannot_be_recorded_is_not_exported() {
    let repo = repo();
    let held = std::fs::File::create(repo.path("livechats.db-lock")).unwrap();
    held.lock().unwrap();
    let said = repo.refuses(11, &["--wait", "0", "export", "-o", "all.jsonl"]);
    assert!(said.contains("another process is writing"), "{said}");
    assert!(!repo.path("all.jsonl").exists());
    let output = repo.output(&["--wait", "0", "export", "-o", "-"]);
    assert_eq!((code(&output), output.stdout.len()), (11, 0), "not a byte is out");
    assert_eq!(repo.succeed(&["list", "--count"]), "3\n");
    // Somebody who is turned away is not kept waiting for the record of it.
    give_up_soon(&repo);
}

fn give_up_soon(repo: &TestRepo) {
    let begun = std::time::Instant::now();
    let output = repo.output(&["--as", "otto", "list"]);
    assert_eq!(code(&output), 4, "{}", text(&output.stderr));
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}
