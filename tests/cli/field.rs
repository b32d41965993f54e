//! `livechats field`

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

#[test]
fn fields_are_set_to_values_of_their_type() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["field", "set", "plan=pro", "1"]), @r#"
    $ livechats field set plan=pro 1
    [stderr] error: no field plan
    [stderr] hint: livechats field list shows the fields there are, livechats field define makes one
    [exit 5]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "plan", "--type", "dropdown", "--choices", "free,Pro,free", "--default", "free", "--description", "what they pay"]), @r#"
    $ livechats field define plan --type dropdown --choices free,Pro,free --default free --description 'what they pay'
    [stderr] Made the dropdown field 'plan' of 0 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "set", "plan=PRO", "1", "2"]), @r#"
    $ livechats field set plan=PRO 1 2
    [stderr] Set plan=PRO on 2 chats. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "set", "Plan", "2", "3"]), @r#"
    $ livechats field set Plan 2 3
    [stderr] Set Plan on 2 chats. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "set", "plan=gold", "1"]), @r#"
    $ livechats field set plan=gold 1
    [stderr] error: gold is not what the field plan takes: one of free, Pro
    [stderr] hint: livechats field list shows types and choices
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["list", "field.plan:any", "--columns", "id,field.plan"]), @r#"
    $ livechats list field.plan:any --columns id,field.plan
    3	free
    2	free
    1	Pro
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "set", "plan=Pro", "1"]), @r#"
    $ livechats field set plan=Pro 1
    [stderr] Set plan=Pro on 0 of 1 chat.
    [stderr] 1 chat: set so already.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "unset", "plan", "1", "4"]), @r#"
    $ livechats field unset plan 1 4
    [stderr] Took plan off 1 of 2 chats. Take it back: livechats undo 6
    [stderr] 1 chat: not set.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "list"]), @r#"
    $ livechats field list
    amount	chats	number	import	1			
    express	chats	toggle	import	1			
    order	chats	text	import	1			
    plan	chats	dropdown	admin	2	free,Pro	free	what they pay
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["list", "field.plan:free", "--ids"]), "3\n2\n");
    repo.refuses(5, &["field", "unset", "nothing", "1"]);
    repo.refuses(2, &["field", "set", "plan=", "1"]);
    repo.refuses(2, &["field", "set", "=x", "1"]);
    repo.refuses(2, &["field", "set", "amount", "1"]);
}

#[test]
fn each_type_takes_its_values() {
    let repo = TestRepo::with_chats();
    for kind in ["text", "number", "toggle", "date"] {
        repo.succeed(&["field", "define", kind, "--type", kind]);
    }
    for (field, good, bad) in
        [("number", "4.50", "four"), ("toggle", "yes", "perhaps"), ("date", "2026-01-31", "2026-02-30")]
    {
        repo.succeed(&["field", "set", &format!("{field}={good}"), "2"]);
        let said = repo.refuses(2, &["field", "set", &format!("{field}={bad}"), "2"]);
        assert!(said.contains(&format!("{bad} is not what the field {field} takes")), "{said}");
    }
    repo.succeed(&["field", "set", "text= a = b ", "2"]);
    assert_snapshot!(repo.run(&["show", "2", "--format", "json"]), @r#"
    $ livechats show 2 --format json
    {"livechats_form":1,"livechats_id":2,"id":"s-2","source":"shop","lang":"th","app":"line","created_at":"2026-01-11T10:00:00Z","updated_at":"2026-01-15T12:00:00Z","person":{"id":"p2","name":"สมชาย"},"rep":null,"tags":["refund"],"status":"open","custom_fields":{"number":4.50,"toggle":true,"date":"2026-01-31","text":" a = b "},"messages":[{"at":"2026-01-11T10:00:00Z","from":"person","author":"p2","text":"สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย"}]}
    [exit 0]
    "#);
}

#[test]
fn a_type_is_fixed_once_made() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["field", "define", "order", "--type", "number"]), @r#"
    $ livechats field define order --type number
    [stderr] error: 1 of 1 values of order do not fit the type number
    [stderr] hint: change or unset those values first, or choose another type or more choices
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "amount", "--type", "number"]), @r#"
    $ livechats field define amount --type number
    [stderr] Made the number field 'amount' of 1 chat.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "amount", "--type", "text"]), @r#"
    $ livechats field define amount --type text
    [stderr] error: there is a field amount of type number already
    [stderr] hint: a type is fixed once made; livechats field edit changes the rest
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "x", "--choices", "a,b"]), @r#"
    $ livechats field define x --choices a,b
    [stderr] error: a field of type text has no choices
    [stderr] hint: only a dropdown has; say --type dropdown
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "x", "--type", "dropdown"]), @r#"
    $ livechats field define x --type dropdown
    [stderr] error: a dropdown needs its choices
    [stderr] hint: say --choices A,B
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "x", "--type", "toggle", "--default", "maybe"]), @r#"
    $ livechats field define x --type toggle --default maybe
    [stderr] error: maybe is not what the field x takes: true or false
    [stderr] hint: change --default
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["field", "define", "since", "--type", "date", "--for", "persons"]), @r#"
    $ livechats field define since --type date --for persons
    [stderr] Made the date field 'since' of 0 persons.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "list", "--columns", "name,for,type,made_by,used"]), @r#"
    $ livechats field list --columns name,for,type,made_by,used
    amount	chats	number	admin	1
    express	chats	toggle	import	1
    order	chats	text	import	1
    since	persons	date	admin	0
    [exit 0]
    "#);
    repo.write("bad.jsonl", r#"{"id":"s-9","source":"shop","custom_fields":{"amount":"much"},"messages":[]}"#);
    assert_snapshot!(repo.run(&["import", "bad.jsonl"]), @r#"
    $ livechats import bad.jsonl
    [stderr] error: chat shop/s-9: the value of the custom field amount does not fit its type number
    [stderr] hint: mend it in the file; livechats field list shows types and choices
    [exit 8]
    "#);
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn what_is_defined_goes_out_and_comes_in_as_it_was() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["field", "define", "plan", "--type", "dropdown", "--choices", "free,Pro"]);
    repo.succeed(&["field", "define", "due", "--type", "date"]);
    repo.succeed(&["field", "define", "checked", "--type", "toggle"]);
    repo.succeed(&["field", "define", "size", "--type", "number"]);
    for setting in ["plan=Pro", "due=2026-01-31", "checked=off", "size=4.50"] {
        repo.succeed(&["field", "set", setting, "--all", "--yes"]);
    }
    repo.succeed(&["export", "--output", "out.jsonl"]);
    assert_snapshot!(repo.run(&["import", "out.jsonl"]), @r#"
    $ livechats import out.jsonl
    [stderr] Nothing new: 5 known.
    [exit 0]
    "#);
    repo.succeed(&["--repo", "other.db", "init"]);
    repo.succeed(&["--repo", "other.db", "import", "out.jsonl"]);
    repo.succeed(&["--repo", "other.db", "export", "--output", "again.jsonl"]);
    // Our own numbers are given anew; all else is what the source says.
    let said = |file: &str| -> Vec<String> {
        let file = repo.read(file);
        file.lines().filter_map(|line| Some(line.split_once("\"id\":")?.1.to_owned())).collect()
    };
    assert_eq!(said("out.jsonl"), said("again.jsonl"));
    assert_eq!(said("out.jsonl").len(), 5);
}

#[test]
fn a_definition_is_edited_but_never_against_its_values() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["field", "define", "plan", "--type", "dropdown", "--choices", "free,pro"]);
    repo.succeed(&["field", "set", "plan=pro", "1"]);
    assert_snapshot!(repo.run(&["field", "edit", "plan", "--choices", "free,team"]), @r#"
    $ livechats field edit plan --choices free,team
    [stderr] error: 1 of 1 values of plan do not fit the type dropdown
    [stderr] hint: change or unset those values first, or choose another type or more choices
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["field", "edit", "plan", "--choices", "free,pro,team", "--name", "tariff", "--format", "json"]), @r#"
    $ livechats field edit plan --choices free,pro,team --name tariff --format json
    [
    {"name":"tariff","for":"chats","type":"dropdown","made_by":"admin","used":1,"choices":["free","pro","team"],"default":null,"description":null}
    ]
    [stderr] Changed the dropdown field 'tariff' of 1 chat.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "edit", "tariff", "--name", "ORDER"]), @r#"
    $ livechats field edit tariff --name ORDER
    [stderr] error: there is a field order already
    [stderr] hint: take another name
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["field", "edit", "tariff"]), @r#"
    $ livechats field edit tariff
    [stderr] error: the following required arguments were not provided: <--name <NAME>|--choices <A,B>|--default <VALUE>|--no-default|--description <TEXT>|--no-description>
    [stderr] hint: see livechats field edit --help
    [exit 2]
    "#);
    repo.succeed(&["field", "edit", "tariff", "--default", "team", "--description", "x"]);
    repo.succeed(&["field", "set", "tariff", "2"]);
    repo.succeed(&["field", "edit", "tariff", "--no-default", "--no-description"]);
    assert_snapshot!(repo.run(&["list", "field.tariff:any", "--columns", "id,field.tariff"]), @r#"
    $ livechats list field.tariff:any --columns id,field.tariff
    2	team
    1	pro
    [exit 0]
    "#);
    repo.refuses(2, &["field", "set", "tariff", "2"]);
}

#[test]
fn dropping_takes_all_values_and_wants_to_be_told() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["field", "drop", "order"]), @r#"
    $ livechats field drop order
    [stderr] error: field drop: the field 'order' would be taken off 1 chat, with its values
    [stderr] hint: say --yes
    [exit 6]
    "#);
    let output = at_terminal(repo.livechats(&["--color", "never", "field", "drop", "order"]), "n\r");
    assert_eq!(code(&output), 6, "{}", text(&output.stdout));
    assert_snapshot!(repo.run(&["field", "drop", "order", "--yes"]), @r#"
    $ livechats field drop order --yes
    [stderr] Dropped the field 'order', which 1 chat had. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "field.order:any", "--count"]), @r#"
    $ livechats list field.order:any --count
    0
    [stderr] warning: no chat has a custom field 'order'; there are amount, express
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["field", "drop", "order", "--yes"]), @r#"
    $ livechats field drop order --yes
    [stderr] error: no field order
    [stderr] hint: livechats field list shows the fields there are, livechats field define makes one
    [exit 5]
    "#);
    assert_eq!(repo.succeed(&["field", "list", "--columns", "name"]), "amount\nexpress\n");
}

#[test]
fn fields_whose_names_fold_the_same_keep_their_own_values() {
    let repo = TestRepo::with(concat!(
        r#"{"id":"1","source":"s","custom_fields":{"Plan":"x","plan":"y"},"person":{"id":"p","custom_fields":{"City":"v","city":"w"}},"messages":[]}"#,
        "\n",
        r#"{"id":"2","source":"s","custom_fields":{"Plan":"z"},"person":{"id":"q","custom_fields":{"City":"u"}},"messages":[]}"#,
        "\n"
    ));
    let listed = |columns: &str| repo.succeed(&["list", "--columns", columns, "--format", "tsv"]);
    assert_eq!(listed("id,field.plan,field.Plan"), "2\t\tz\n1\ty\tx\n");
    // One spelling alone stands for all of them, and for itself first.
    assert_eq!(listed("id,field.plan"), "2\tz\n1\ty\n");
    assert_eq!(listed("id,field.PLAN"), "2\tz\n1\tx\n");
    let people = ["export", "--kind", "people", "--columns", "id,field.city", "--format", "csv", "-o", "-"];
    assert_eq!(repo.succeed(&people), "id,field.city\n1,w\n2,u\n");
    for (kind, rows) in [("chats", [",x,y\n", ",z,\n"]), ("people", [",v,w\n", ",u,\n"])] {
        let file = repo.succeed(&["export", "--kind", kind, "--format", "csv", "-o", "-"]);
        assert!(rows.iter().all(|row| file.contains(row)), "{file}");
    }
}

#[test]
fn what_another_program_wrote_into_a_number_is_a_text() {
    let repo = TestRepo::with(concat!(
        r#"{"id":"1","source":"s","custom_fields":{"x":"1,5","y":"+7","z":"007","w":4.50},"messages":[]}"#,
        "\n"
    ));
    repo.sql("UPDATE field SET type = 2");
    let fields = ["list", "--columns", "field.x,field.y,field.z,field.w", "--format", "jsonl"];
    let expected = r#"{"field.x":"1,5","field.y":"+7","field.z":"007","field.w":4.50}"#;
    assert_eq!(repo.succeed(&fields).trim_end(), expected);
    let export = ["export", "--kind", "chats", "--columns", fields[2], "--format", "jsonl", "-o", "-"];
    assert_eq!(repo.succeed(&export).trim_end(), expected);
}

#[test]
fn what_was_done_to_fields_is_undone() {
    let repo = TestRepo::with(
        &crate::repo::CHATS
            .replace("\"name\":\"Ann Example\"", "\"name\":\"Ann Example\",\"custom_fields\":{\"since\":2013}"),
    );
    let state = || (repo.succeed(&["export", "--output", "-", "--format", "jsonl"]), repo.succeed(&["field", "list"]));
    let before = state();
    for line in [
        "field define order --description x",
        "field set order=17 1 3",
        "field unset amount 1",
        "field edit express --name quick",
        "field drop amount --yes",
        "field drop since --for persons --yes",
    ] {
        repo.succeed(&line.split(' ').collect::<Vec<_>>());
    }
    assert_ne!(state(), before);
    for _ in 0..6 {
        repo.succeed(&["undo", "--yes"]);
    }
    assert_eq!(state(), before);
}
