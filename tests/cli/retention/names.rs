//! Policies and rules that speak of a tag, a team, a rep, a hold or a custom field that is not there, or not any more.

use insta::assert_snapshot;

use super::{chats, live};

/// Chats, and a policy with an exception.
fn guarded(except: &str) -> crate::repo::TestRepo {
    let repo = chats();
    repo.succeed(&["retention", "add", "old", "--all", "--age", "1mo", "--action", "bin", "--except", except]);
    repo
}

#[test]
fn an_exception_whose_tag_was_renamed_does_not_die_silently() {
    let repo = guarded("tag:contract");
    repo.succeed(&["assignment", "rule", "add", "Invoices", "--query", "tag:contract", "--any"]);
    assert_snapshot!(repo.run(&["tag", "rename", "contract", "Contract"]), @r"
    $ livechats tag rename contract Contract
    [stderr] Renamed the tag 'Contract' of 1 chat.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["tag", "rename", "contract", "Under contract"]), @r"
    $ livechats tag rename contract 'Under contract'
    [stderr] warning: the policy old speaks of tag:contract: livechats retention edit old
    [stderr] warning: the assignment rule Invoices speaks of tag:contract: livechats assignment rule edit Invoices
    [stderr] Renamed the tag 'Under contract' of 1 chat.
    [exit 0]
    ");
    for dry in [&["retention", "run", "--dry-run"][..], &["retention", "preview"], &["maintain", "--dry-run"]] {
        repo.refuses(6, dry);
    }
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] error: the policy old: its exception tag:contract names a tag that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit old --except …
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["maintain", "--only", "retention", "--format", "json"]), @r#"
    $ livechats maintain --only retention --format json
    [
    {"step":"retention","matched":0,"done":0,"left":0,"remaining":0,"policy":"old"}
    ]
    [stderr] error: the policy old: its exception tag:contract names a tag that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit old --except …
    [exit 6]
    "#);
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
    // What it may mean goes by no other policy either.
    repo.succeed(&["retention", "add", "rest", "--query", "app:web", "--age", "1mo", "--action", "bin"]);
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] rest: no chat put into the bin.
    [stderr] error: the policy old: its exception tag:contract names a tag that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit old --except …
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["retention", "preview", "--days", "1", "--format", "tsv"]), @r"
    $ livechats retention preview --days 1 --format tsv
    [stderr] rest: nothing is due in 1 day.
    [stderr] rest: 1 chat is never due: they are not closed, or it is not known when they were.
    [stderr] error: the policy old: its exception tag:contract names a tag that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit old --except …
    [exit 3]
    ");
    assert_eq!(live(&repo), "1 2 3 4 5 6 7 ");
    let doctor = repo.run(&["doctor"]);
    let told: Vec<&str> = doctor.lines().skip_while(|line| !line.starts_with("policy")).take(4).collect();
    assert_snapshot!(told.join("\n"), @r"
    policy     finding: the policy old: its exception tag:contract names a tag that is not there; it does nothing
               -> livechats retention edit old
    rule       note: the assignment rule Invoices: its query tag:contract names a tag that is not there
               -> livechats assignment rule edit Invoices
    ");
    assert_snapshot!(repo.run(&["retention", "edit", "old", "--except", "tag:\"under contract\"", "--max", "1"]), @r#"
    $ livechats retention edit old --except 'tag:\"under contract\"' --max 1
    [stderr] Changed the policy old at place 1: bin closed:>1mo -status:open,pending,overdue -(tag:"under contract"). Take it back: livechats undo 8
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] old: 1 chat put into the bin; 2 wait for the next run; 1 excepted. Take it back: livechats undo 9
    [stderr] rest: 1 chat put into the bin. Take it back: livechats undo 10
    [exit 0]
    ");
    assert_eq!(live(&repo), "1 2 5 6 7 ");
}

#[test]
fn who_takes_a_name_away_is_told_who_speaks_of_it() {
    let repo = guarded("tag:contract OR field.plan:pro OR team:Sales");
    repo.succeed(&["field", "define", "plan"]);
    repo.succeed(&["team", "add", "Sales"]);
    repo.succeed(&["tag", "define", "other"]);
    assert_snapshot!(repo.run(&["retention", "run", "--dry-run"]), @r"
    $ livechats retention run --dry-run
    [stderr] old: 3 chats would be put into the bin; 1 excepted.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["field", "edit", "plan", "--name", "tarif"]), @r"
    $ livechats field edit plan --name tarif
    [stderr] warning: the policy old speaks of field.plan:pro: livechats retention edit old
    [stderr] Changed the text field 'tarif' of 0 chats.
    [exit 0]
    ");
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["field", "drop", "plan", "--yes"]), @r"
    $ livechats field drop plan --yes
    [stderr] warning: the policy old speaks of field.plan:pro: livechats retention edit old
    [stderr] Dropped the field 'plan', which 0 chats had. Take it back: livechats undo 9
    [exit 0]
    ");
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["tag", "merge", "contract", "other"]), @r"
    $ livechats tag merge contract other
    [stderr] warning: the policy old speaks of tag:contract: livechats retention edit old
    [stderr] Merged the tag 'contract' into 'other': 1 chat. Take it back: livechats undo 11
    [exit 0]
    ");
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["tag", "drop", "contract", "--yes"]), @r"
    $ livechats tag drop contract --yes
    [stderr] warning: the policy old speaks of tag:contract: livechats retention edit old
    [stderr] Dropped the tag 'contract', which 1 chat and 0 persons had. Take it back: livechats undo 13
    [exit 0]
    ");
    repo.succeed(&["undo"]);
    assert_snapshot!(repo.run(&["team", "edit", "sales", "--name", "Selling"]), @r"
    $ livechats team edit sales --name Selling
    [stderr] warning: the policy old speaks of team:sales: livechats retention edit old
    [stderr] Changed the team Selling: 0 members.
    [exit 0]
    ");
    repo.refuses(6, &["retention", "run", "--yes"]);
    repo.succeed(&["team", "edit", "Selling", "--name", "SALES"]);
    assert_snapshot!(repo.run(&["team", "remove", "Sales"]), @r"
    $ livechats team remove Sales
    [stderr] warning: the policy old speaks of team:sales: livechats retention edit old
    [stderr] Removed the team SALES.
    [exit 0]
    ");
    // Its chats still say so: the exception holds.
    repo.succeed(&["retention", "run", "--dry-run"]);
}

#[test]
fn an_exception_for_a_rep_who_is_called_otherwise_is_told() {
    let repo = guarded("assignee:ned OR assignee:ned@example.com");
    repo.succeed(&["user", "add", "Ned", "--role", "admin", "--email", "ned@example.com"]);
    repo.succeed(&["retention", "run", "--dry-run"]);
    assert_snapshot!(repo.run(&["user", "edit", "ned", "--email", "NED@example.com"]), @r"
    $ livechats user edit ned --email NED@example.com
    [stderr] Changed the user Ned (number 2).
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "edit", "ned", "--name", "Edward"]), @r"
    $ livechats user edit ned --name Edward
    [stderr] warning: the policy old speaks of assignee:ned: livechats retention edit old
    [stderr] Changed the user Edward (number 2).
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] error: the policy old: its exception assignee:ned names a rep that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit old --except …
    [exit 6]
    ");
}

#[test]
fn a_new_policy_that_speaks_of_nothing_is_warned_of() {
    let repo = chats();
    let add = |name: &str, query: &str| {
        repo.run(&["retention", "add", name, "--query", query, "--age", "1mo", "--action", "purge"])
    };
    assert_snapshot!(add("one", "-tag:keep"), @r"
    $ livechats retention add one --query -tag:keep --age 1mo --action purge
    [stderr] warning: the policy one: its query tag:keep names a tag that is not there; until it is, nothing is done by it
    [stderr] Added the policy one at place 1: purge closed:>1mo (-tag:keep) -status:open,pending,overdue. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(add("two", "hold:case-12"), @r"
    $ livechats retention add two --query hold:case-12 --age 1mo --action purge
    [stderr] warning: the policy two: its query hold:case-12 names a hold that is not there; until it is, nothing is done by it
    [stderr] Added the policy two at place 2: purge closed:>1mo (hold:case-12) -status:open,pending,overdue. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["retention", "run", "--yes"]), @r"
    $ livechats retention run --yes
    [stderr] warning: the policy two: its query hold:case-12 names a hold that is not there; nothing was done by it
    [stderr] error: the policy one: its query tag:keep names a tag that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit one --query …
    [exit 6]
    ");
    repo.succeed(&["tag", "define", "keep"]);
    assert_snapshot!(repo.run(&["retention", "run", "--dry-run"]), @r"
    $ livechats retention run --dry-run
    [stderr] one: 4 chats would be put into the bin.
    [stderr] error: the policy two: its query hold:case-12 names a hold that is not there; nothing was done by it
    [stderr] hint: say what it shall ask for instead: livechats retention edit two --query …
    [exit 3]
    ");
}
