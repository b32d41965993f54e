//! `livechats assignment rule`

use insta::assert_snapshot;

use crate::assignment::{hand_off, repo};

#[test]
fn rules_come_from_a_file_and_go_into_one() {
    let repo = repo();
    let rule = |args: &[&str]| repo.run(&[&["assignment", "rule"], args].concat());
    repo.write(
        "rules.json",
        r#"[
{"name":"Invoices","query":"text:invoice","team":"Billing","method":"random","limit":5},
{"name":"Nights","hours":"Mon-Sun 20:00-08:00","zone":"Europe/Berlin","rep":"Ana","limit":"none"},
{"name":"All others","any":true,"active":false}
]
"#,
    );
    assert_snapshot!(rule(&["import", "rules.json", "--dry-run"]), @r"
    $ livechats assignment rule import rules.json --dry-run
    added	1	Invoices	
    added	2	Nights	
    added	3	All others	
    [stderr] Of 3 rules, 3 added. Nothing was changed.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["assignment", "rule", "list", "--count"]), "0\n");
    assert_snapshot!(rule(&["import", "rules.json"]), @r"
    $ livechats assignment rule import rules.json
    [stderr] Imported 3 rules: 3 added. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(rule(&["import", "rules.json"]), @r"
    $ livechats assignment rule import rules.json
    [stderr] The rules are those of the file already: 3 rules.
    [exit 0]
    ");
    assert_eq!(
        repo.succeed(&["assignment", "rule", "export"]),
        std::fs::read_to_string(repo.path("rules.json")).unwrap()
    );
    assert_snapshot!(rule(&["export", "--output", "rules.json"]), @r"
    $ livechats assignment rule export --output rules.json
    [stderr] error: cannot write rules.json: it exists already
    [stderr] hint: name another file, or replace it with --force
    [exit 16]
    ");
    assert_snapshot!(rule(&["export", "--output", "rules.json", "--force"]), @r"
    $ livechats assignment rule export --output rules.json --force
    [stderr] Wrote 3 rules to rules.json.
    [exit 0]
    ");
    assert_snapshot!(rule(&["move", "nights", "9"]), @r"
    $ livechats assignment rule move nights 9
    [stderr] Moved the rule Nights to place 3.
    [exit 0]
    ");
    assert_snapshot!(rule(&["edit", "invoices", "--to-rep", "Ben", "--query", "text:bill", "--name", "Bills"]), @r"
    $ livechats assignment rule edit invoices --to-rep Ben --query text:bill --name Bills
    [stderr] Changed the rule Bills at place 1: to Ben.
    [exit 0]
    ");
    assert_snapshot!(rule(&["remove", "All others"]), @r"
    $ livechats assignment rule remove 'All others'
    [stderr] Removed the rule All others.
    [exit 0]
    ");
    assert_snapshot!(rule(&["import", "rules.json", "--dry-run"]), @r"
    $ livechats assignment rule import rules.json --dry-run
    removed	1	Bills	
    added	1	Invoices	
    added	3	All others	
    [stderr] Of 3 rules, 2 added, 1 removed. Nothing was changed.
    [exit 0]
    ");
    repo.succeed(&["assignment", "rule", "import", "rules.json"]);
    assert_eq!(
        repo.succeed(&["assignment", "rule", "export"]),
        std::fs::read_to_string(repo.path("rules.json")).unwrap()
    );
    repo.succeed(&["undo"]);
    assert_snapshot!(rule(&["list", "--columns", "position,name,query,target,to"]), @r"
    $ livechats assignment rule list --columns position,name,query,target,to
    1	Bills	text:bill	rep	Ben
    2	Nights		rep	Ana
    [exit 0]
    ");
    // Each of these is refused, and changes nothing.
    repo.write("bad.json", r#"[{"name":"a","any":true},{"name":"b","query":"text:x rating:>3","any":true}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @r"
    $ livechats assignment rule import bad.json
    [stderr] error: rule b: key `rating`, which is not known of a new chat, in the query
    [stderr]     text:x rating:>3
    [stderr]            ^^^^^^^^^
    [stderr] hint: known are words, and the keys app, person, email, phone, created, messages, text, language, tag, field.NAME, person.field.NAME
    [exit 8]
    ");
    repo.write("bad.json", r#"[{"name":"a","team":"Nobody"}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @r"
    $ livechats assignment rule import bad.json
    [stderr] error: rule a: no team Nobody
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    repo.write("bad.json", r#"[{"name":"a","hours":"always","any":true}]"#);
    assert_snapshot!(rule(&["import", "bad.json"]), @r"
    $ livechats assignment rule import bad.json
    [stderr] error: bad.json: [0].hours: 'always' is no day (Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily)
    [stderr] hint: livechats assignment rule export writes the form
    [exit 8]
    ");
    assert_snapshot!(rule(&["import", "none.json"]), @r"
    $ livechats assignment rule import none.json
    [stderr] error: no such file: none.json
    [exit 5]
    ");
    assert_snapshot!(rule(&["list", "--columns", "position,name"]), @r"
    $ livechats assignment rule list --columns position,name
    1	Bills
    2	Nights
    [exit 0]
    ");
}

#[test]
fn what_is_no_rule_is_told_with_its_place() {
    let repo = repo();
    let add = |args: &[&str]| repo.run(&[&["assignment", "rule", "add", "x"], args].concat());
    assert_snapshot!(add(&["--any", "--query", "app:web rating:>3"]), @r"
    $ livechats assignment rule add x --any --query 'app:web rating:>3'
    [stderr] error: key `rating`, which is not known of a new chat, in the query
    [stderr]     app:web rating:>3
    [stderr]             ^^^^^^^^^
    [stderr] hint: known are words, and the keys app, person, email, phone, created, messages, text, language, tag, field.NAME, person.field.NAME
    [exit 2]
    ");
    assert_snapshot!(add(&["--any", "--query", "frm:x"]), @r"
    $ livechats assignment rule add x --any --query frm:x
    [stderr] error: unknown key `frm` in the query
    [stderr]     frm:x
    [stderr]     ^^^
    [stderr] hint: did you mean `person:`? to search for the text itself, quote it
    [exit 2]
    ");
    assert_snapshot!(add(&["--any", "--hours", "Mon 9-17"]), @r"
    $ livechats assignment rule add x --any --hours 'Mon 9-17'
    [stderr] error: invalid value 'Mon 9-17' for '--hours <HOURS>': '9-17' is no span of time such as 09:00-17:30
    [stderr] hint: see livechats assignment rule add --help
    [exit 2]
    ");
    assert_snapshot!(add(&["--any", "--zone", "Mars"]), @r"
    $ livechats assignment rule add x --any --zone Mars
    [stderr] error: invalid value 'Mars' for '--zone <ZONE>': no such zone; name one such as Europe/Berlin, Asia/Bangkok or UTC
    [stderr] hint: see livechats assignment rule add --help
    [exit 2]
    ");
    assert_snapshot!(add(&["--to-rep", "Ana", "--method", "random"]), @r"
    $ livechats assignment rule add x --to-rep Ana --method random
    [stderr] error: the argument '--to-rep <REP>' cannot be used with '--method <METHOD>'
    [stderr] hint: see livechats assignment rule add --help
    [exit 2]
    ");
    assert_snapshot!(add(&[]), @r"
    $ livechats assignment rule add x
    [stderr] error: the following required arguments were not provided: <--to-rep <REP>|--to-team <TEAM>|--any>
    [stderr] hint: see livechats assignment rule add --help
    [exit 2]
    ");
    assert_snapshot!(add(&["--to-team", "Nobody"]), @r"
    $ livechats assignment rule add x --to-team Nobody
    [stderr] error: no team Nobody
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    repo.succeed(&["assignment", "rule", "add", "X", "--any"]);
    assert_snapshot!(add(&["--any"]), @r"
    $ livechats assignment rule add x --any
    [stderr] error: there is a rule x already
    [stderr] hint: choose another name
    [exit 7]
    ");
    repo.succeed(&["assignment", "rule", "edit", "x", "--method", "random"]);
    repo.succeed(&["assignment", "rule", "edit", "x", "--to-rep", "Ana"]);
    assert_eq!(repo.succeed(&["assignment", "rule", "list", "--columns", "name,target,to,method"]), "X\trep\tAna\t\n");
    // A rule whose rep is gone is passed over.
    repo.succeed(&["user", "remove", "Ana"]);
    hand_off(&repo, &[], "hello");
    assert_eq!(
        repo.succeed(&["assignment", "explain", "1", "--columns", "name,reason"]).lines().next(),
        Some("X\ttarget-removed")
    );
}

#[test]
fn rules_ask_for_what_the_handoff_tells() {
    let repo = repo();
    repo.succeed(&["tag", "define", "gold"]);
    repo.succeed(&["field", "define", "amount", "--type", "number"]);
    for (name, query) in [
        ("Tag", "tag:GOLD"),
        ("Field", "field.amount:>=100"),
        ("Language", "-language:none language:de"),
        ("App", "app:line"),
    ] {
        repo.succeed(&["assignment", "rule", "add", name, "--query", query, "--any"]);
    }
    let matched = |args: &[&str]| {
        let begin = ["handoff", "--new-person", "", "--format", "tsv", "--columns", "id"];
        let chat = repo.succeed(&[&begin, args].concat());
        let explain = ["assignment", "explain", chat.trim(), "--columns", "reason,name"];
        let rules = repo.succeed(&explain);
        rules.lines().find_map(|line| line.strip_prefix("matched\t")).unwrap_or("none").to_owned()
    };
    assert_eq!(matched(&["--app", "web"]), "none");
    assert_eq!(matched(&["--app", "Line"]), "App");
    assert_eq!(matched(&["--app", "line", "--language", "DE"]), "Language");
    assert_eq!(matched(&["--app", "line", "--language", "de", "--field", "amount=99"]), "Language");
    assert_eq!(matched(&["--app", "line", "--language", "de", "--field", "amount=100"]), "Field");
    assert_eq!(matched(&["--app", "line", "--tag", "gold", "--field", "amount=100"]), "Tag");
    // What there is not is refused, and no chat is opened.
    let chats = repo.succeed(&["list", "--count"]);
    for (code, wrong) in
        [(5, ["--tag", "silver"]), (5, ["--field", "size=1"]), (2, ["--field", "amount=x"]), (2, ["--field", "amount"])]
    {
        repo.refuses(code, &[&["handoff", "--new-person", "", "--app", "web"], &wrong[..]].concat());
    }
    assert_eq!(repo.succeed(&["list", "--count"]), chats);
}
