//! Working on chats: how far each permission goes, from a table that is not the program's own.
//!
//! Three chats: number 1 is Mia's own, number 2 her team's, number 3 somebody else's. Mia is given one role after the
//! other, and runs everything by `--as`.

use crate::repo::{TestRepo, code, text};

/// How far a permission on chats goes, and the last of the three chats that it reaches.
const REACHES: [(&str, u8); 4] = [("", 0), ("own", 1), ("team", 2), ("all", 3)];

/// Commands about one chat, the verb they need, and how they end where it reaches: nothing is changed.
const ONE: &[(&str, &str, i32)] = &[
    ("reply CHAT hello --takeover", "manage", 6),
    ("transfer CHAT --to-rep otto --dry-run", "transfer", 0),
    ("transfer CHAT --to-team Sales --dry-run", "transfer", 0),
    ("show CHAT --save-attachments none", "download", 0),
];

fn repo() -> TestRepo {
    let repo = TestRepo::of_mia();
    repo.sql(
        "INSERT INTO team (id, name, folded) VALUES (1, 'Billing', 'billing'), (2, 'Sales', 'sales');
         INSERT INTO rep (id, name, folded) VALUES (20, 'Clerk', 'clerk'), (21, 'Otto', 'otto');
         INSERT INTO team_rep (team_id, rep_id) VALUES (1, 20);
         UPDATE chat SET status = 5, assignee_id = CASE id WHEN 1 THEN 20 ELSE 21 END;
         INSERT INTO chat_team (team_id, chat_key, position) SELECT iif(id = 3, 2, 1), key, 0 FROM chat WHERE id IN (2, 3);
         UPDATE chat SET deleted_at = 1 WHERE id > 3",
    );
    repo
}

fn give(repo: &TestRepo, name: &str, permissions: &[String]) {
    repo.succeed(&["role", "add", name, "--kind", "company", "--permissions", &permissions.join(",")]);
    repo.succeed(&["user", "edit", "clerk", "--role", name]);
}

fn as_clerk(repo: &TestRepo, line: &str) -> (i32, String) {
    let args: Vec<&str> = ["--as", "clerk", "--quiet"].into_iter().chain(line.split(' ')).collect();
    let output = repo.output(&args);
    (code(&output), text(&output.stdout))
}

#[test]
fn every_reach_of_every_verb_against_every_chat() {
    let repo = repo();
    for (view, sees) in REACHES {
        for (reach, reaches) in REACHES {
            let named = [("view", view), ("manage", reach), ("transfer", reach), ("download", reach)];
            let held = named.iter().filter(|(_, reach)| !reach.is_empty());
            let mut permissions: Vec<String> = held.map(|(verb, reach)| format!("chats.{verb}.{reach}")).collect();
            permissions.push("canned.view".to_owned());
            give(&repo, &format!("role-{view}-{reach}"), &permissions);
            for (line, verb, reached) in ONE {
                for chat in 1..=3 {
                    let expected = match () {
                        () if sees == 0 || reaches == 0 => 4,
                        () if chat > sees => 5,
                        () if chat > reaches => 4,
                        () => *reached,
                    };
                    let line = line.replace("CHAT", &chat.to_string());
                    assert_eq!(as_clerk(&repo, &line).0, expected, "view {view:?}, {verb} {reach:?}: {line}");
                }
            }
            let expected = if sees == 0 || reaches == 0 { 4 } else { 5 };
            assert_eq!(as_clerk(&repo, "handoff --app x --person nobody").0, expected, "view {view:?} {reach:?}");
        }
    }
}

#[test]
fn an_inbox_holds_what_its_owner_sees() {
    let repo = repo();
    // Mine, my team's, another team's, and one of no team.
    repo.sql(
        "UPDATE chat SET status = 2, assignee_id = iif(id = 1, 20, NULL), deleted_at = NULL;
         UPDATE chat SET status = 5 WHERE id = 5",
    );
    for (view, expected) in [("own", "1\n"), ("team", "1\n2\n"), ("all", "1\n2\n4\n")] {
        give(&repo, view, &[format!("chats.view.{view}")]);
        let (code, mut found) = as_clerk(&repo, "inbox --ids");
        let mut ids: Vec<&str> = found.lines().collect();
        ids.sort_unstable();
        found = ids.iter().map(|id| format!("{id}\n")).collect();
        assert_eq!((code, found.as_str()), (0, expected), "{view}");
    }
    give(&repo, "blind", &["canned.view".to_owned()]);
    assert_eq!(as_clerk(&repo, "inbox").0, 4);
}

#[test]
fn a_chat_under_way_that_one_does_not_see_is_not_named() {
    let repo = repo();
    repo.sql("UPDATE chat SET status = 1");
    give(&repo, "own", &["chats.view.own".to_owned(), "chats.transfer.own".to_owned()]);
    let said = |person: &str| {
        let said = repo.refuses(7, &["--as", "clerk", "handoff", "--app", "x", "--person", person]);
        said.lines().next().unwrap().to_owned()
    };
    assert_eq!(said("1"), "error: the person has a chat that is not finished: chat 1");
    assert_eq!(said("3"), "error: the person has a chat that is not finished");
}

#[test]
fn who_acts_for_another_writes_in_their_name_and_both_are_recorded() {
    let repo = repo();
    repo.sql("UPDATE chat SET status = 1; INSERT INTO rep_alias (rep_id, name, preferred) VALUES (20, 'Sunny', 1)");
    give(&repo, "own", &["chats.view.own".to_owned(), "chats.manage.own".to_owned()]);
    assert_eq!(as_clerk(&repo, "reply 1 hello").0, 0);
    let shown = repo.succeed(&["show", "1", "--tail", "1"]);
    assert!(shown.ends_with("12:00  rep  Clerk as Sunny\n       hello\n"), "{shown}");
    let both = "SELECT actor_rep_id || ' ' || behalf_rep_id FROM operation WHERE command = 'reply'";
    assert_eq!(repo.ask(both), "1 20");
}
