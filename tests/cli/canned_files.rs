//! Files of canned replies: `livechats canned import`, `export` and `lint`; their editor; and hostile texts.

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

#[test]
fn an_import_rehearses_and_is_one_operation() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["canned", "add", "hello", "Hello!", "--language", "en", "--title", "Greeting"]);
    repo.succeed(&["canned", "add", "old", "Nobody says this any more."]);
    repo.succeed(&["canned", "add", "same", "As it is."]);
    repo.write("r.csv", "name,language,text,tags\nhello,en,\"Hello, {{ person.name }}!\",greeting\nhello,es,¡Hola!,\nsame,,As it is.,\nnew,,New.,\"a, b\"\n");
    assert_snapshot!(repo.run(&["canned", "import", "r.csv", "--dry-run", "--prune", "--format", "table"]), @r#"
    $ livechats canned import r.csv --dry-run --prune --format table
    NAME   FATE       DIFFERENCE
    hello  changed    tags: – → "greeting"; text: "Hello!" → "Hello, {{ person.name }}!"; es: – → "¡Hol…
    same   unchanged
    new    new
    old    removed
    [stderr] Dry run, nothing is kept. Canned replies: 1 new, 1 changed, 1 unchanged, 1 removed.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name"]), @r"
    $ livechats canned list --columns name
    hello
    old
    same
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "r.csv", "--prune"]), @r"
    $ livechats canned import r.csv --prune
    [stderr] error: canned import --prune needs a confirmation, and nobody can be asked here
    [stderr] hint: --dry-run shows what would go; then say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "r.csv"]), @r#"
    $ livechats canned import r.csv
    hello	changed	tags: – → "greeting"; text: "Hello!" → "Hello, {{ person.name }}!"; es: – → "¡Hola!"
    same	unchanged	
    new	new	
    old	left out	
    [stderr] Canned replies: 1 new, 1 changed, 1 unchanged, 1 left out. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "import", "r.csv"]), @r"
    $ livechats canned import r.csv
    hello	unchanged	
    same	unchanged	
    new	unchanged	
    old	left out	
    [stderr] Canned replies: 3 unchanged, 1 left out.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,title,languages,tags,text"]), @r"
    $ livechats canned list --columns name,title,languages,tags,text
    hello	Greeting	en,es	greeting	Hello, {{ person.name }}!
    new			a,b	New.
    old				Nobody says this any more.
    same				As it is.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo"]), @r"
    $ livechats undo
    [stderr] Undid operation 6 (canned import, 2026-01-15 12:00): 3 rows.
    [stderr] To have it again: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,title,languages,tags,text"]), @r"
    $ livechats canned list --columns name,title,languages,tags,text
    hello	Greeting	en		Hello!
    old				Nobody says this any more.
    same				As it is.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "r.csv", "--prune", "--yes", "--format", "jsonl"]), @r#"
    $ livechats canned import r.csv --prune --yes --format jsonl
    {"name":"hello","fate":"changed","difference":"tags: – → \"greeting\"; text: \"Hello!\" → \"Hello, {{ person.name }}!\"; es: – → \"¡Hola!\""}
    {"name":"same","fate":"unchanged","difference":null}
    {"name":"new","fate":"new","difference":null}
    {"name":"old","fate":"removed","difference":null}
    [stderr] Canned replies: 1 new, 1 changed, 1 unchanged, 1 removed. Take it back: livechats undo 8
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["audit", "list", "--limit", "1", "--columns", "command,detail"]), @r"
    $ livechats audit list --limit 1 --columns command,detail
    canned import	new=1 changed=1 removed=1
    [stderr] page 1 of 8, 8 operations; next: --page 2
    [exit 0]
    ");
    assert_snapshot!(repo.run_with("[]", &["canned", "import", "-", "--dry-run"]), @r"
    $ livechats canned import - --dry-run
    hello	left out	
    new	left out	
    same	left out	
    [stderr] Dry run, nothing is kept. Canned replies: 3 left out.
    [exit 0]
    ");
    assert_snapshot!(repo.run_with("name,text\nok,fine\nbad,\"line one\n{{ person.nmae }}\"\n", &["canned", "import", "-"]), @r"
    $ livechats canned import -
    [stderr] error: standard input line 3: canned reply bad, line 2: there is no variable person.nmae
    [stderr] hint: did you mean person.name; nothing was kept
    [exit 8]
    ");
    assert_snapshot!(repo.run_with("[{\"name\":\"a\",\"text\":\"b\"},{\"name\":\"A\",\"text\":\"c\"}]", &["canned", "import", "-"]), @r"
    $ livechats canned import -
    [stderr] error: standard input item 2: A is there twice, first at standard input item 1
    [exit 8]
    ");
    assert_snapshot!(repo.run_with("[{\"name\":\"a\",\"text\":\"b\",\"scope\":\"teams: Nobody\"}]", &["canned", "import", "-"]), @r"
    $ livechats canned import -
    [stderr] error: standard input item 1: no team Nobody
    [stderr] hint: livechats team list shows which there are; nothing was kept
    [exit 8]
    ");
    assert_snapshot!(repo.run_with("[{\"name\":\"a\",\"text\":\"b\",\"language\":\"en\",\"variants\":{\"EN\":\"c\"}}]", &["canned", "import", "-"]), @r"
    $ livechats canned import -
    [stderr] error: standard input item 1: canned reply a: there are two texts in en
    [stderr] hint: nothing was kept
    [exit 8]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "nothing.csv"]), @r"
    $ livechats canned import nothing.csv
    [stderr] error: no such file: nothing.csv
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name"]), @r"
    $ livechats canned list --columns name
    hello
    new
    same
    [exit 0]
    ");
}

#[test]
fn shortcuts_of_another_system_come_in() {
    let repo = TestRepo::of_mia();
    repo.write("zendesk.jsonl", "{\"stream\": \"departments\", \"data\": {\"id\": 1}}\n{\"stream\": \"shortcuts\", \"data\": {\"options\": \"Yes/No\", \"id\": \"goodbye\", \"scope\": \"all\", \"name\": \"goodbye\", \"tags\": [\"goodbye_survey\"], \"message\": \"Thanks for chatting with us.\"}}\n{\"name\": \"vip\", \"message\": \"For you.\", \"scope\": \"department:1\", \"tags\": []}\n");
    assert_snapshot!(repo.run(&["canned", "import", "zendesk.jsonl"]), @r"
    $ livechats canned import zendesk.jsonl
    goodbye	new	
    [stderr] Canned replies: 1 new. Take it back: livechats undo 3
    [stderr] Left out, line 1: of another stream (departments).
    [stderr] Left out, line 2: the answers to choose from of goodbye.
    [stderr] Left out, line 3: vip is for department:1, which has no name here.
    [stderr] error: 3 things of the file left out
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,text,tags"]), @r"
    $ livechats canned list --columns name,text,tags
    goodbye	Thanks for chatting with us.	goodbye_survey
    [exit 0]
    ");
}

#[test]
fn what_is_exported_is_imported_unchanged() {
    let repo = TestRepo::of_mia();
    repo.write("terms.pdf", "%PDF");
    repo.succeed(&[
        "canned",
        "add",
        "terms",
        "Here, {{ person.name | default(\"you\") }}: \"quoted\", a\nline",
        "--language",
        "en",
        "--variant",
        "th=สวัสดี",
        "--attach",
        "terms.pdf",
        "--tag",
        "a",
        "--tag",
        "b",
    ]);
    repo.succeed(&["team", "add", "A, \"B\""]);
    repo.succeed(&["canned", "add", "team only", "=cmd()", "--team", "A, \"B\"", "--title", "T"]);
    assert_snapshot!(repo.run(&["canned", "export", "-o", "all.json"]), @r"
    $ livechats canned export -o all.json
    [stderr] Exported 2 canned replies to all.json.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "export", "-o", "all.json"]), @r"
    $ livechats canned export -o all.json
    [stderr] error: cannot write all.json: it exists already
    [stderr] hint: name another file, or replace it with --force
    [exit 16]
    ");
    assert_snapshot!(repo.run(&["canned", "export", "-o", "livechats.db", "--force"]), @r"
    $ livechats canned export -o livechats.db --force
    [stderr] error: livechats.db belongs to the repository itself
    [stderr] hint: name another file
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["canned", "export", "-o", "-"]), @r#"
    $ livechats canned export -o -
    [
    {"name":"team only","title":"T","language":null,"text":"=cmd()","variants":{},"scope":"teams: \"A, \"\"B\"\"\"","tags":[],"files":[]},
    {"name":"terms","title":null,"language":"en","text":"Here, {{ person.name | default(\"you\") }}: \"quoted\", a\nline","variants":{"th":"สวัสดี"},"scope":"everybody","tags":["a","b"],"files":[{"name":"terms.pdf","base64":"JVBERg=="}]}
    ]
    [stderr] Exported 2 canned replies.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "export", "-o", "all.csv"]), @r"
    $ livechats canned export -o all.csv
    [stderr] Exported 2 canned replies to all.csv.
    [stderr] error: 1 file left out, which go along with them
    [stderr] hint: CSV has no place for them: --format json
    [exit 3]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "all.json"]), @r"
    $ livechats canned import all.json
    team only	unchanged	
    terms	unchanged	
    [stderr] Canned replies: 2 unchanged.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "import", "all.csv", "--prune"]), @r"
    $ livechats canned import all.csv --prune
    team only	unchanged	
    terms	unchanged	
    [stderr] Canned replies: 2 unchanged.
    [exit 0]
    ");
    repo.succeed(&["canned", "remove", "terms", "team only", "--yes"]);
    assert_snapshot!(repo.run(&["canned", "import", "all.json"]), @r"
    $ livechats canned import all.json
    team only	new	
    terms	new	
    [stderr] Canned replies: 2 new. Take it back: livechats undo 10
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["canned", "export", "-o", "-"]), repo.read("all.json"));
    assert_snapshot!(repo.run(&["audit", "list", "--command", "canned export", "--columns", "detail"]), @r"
    $ livechats audit list --command 'canned export' --columns detail
    canned=2
    canned=2
    canned=2
    canned=2
    [exit 0]
    ");
}

#[test]
fn lint_tells_what_is_wrong() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["canned", "lint"]), @r"
    $ livechats canned lint
    [stderr] No problems.
    [exit 0]
    ");
    repo.succeed(&[
        "canned",
        "add",
        "a",
        "Thank you for waiting, I am looking into your order.",
        "--language",
        "en",
        "--variant",
        "es=Gracias.",
    ]);
    repo.succeed(&[
        "canned",
        "add",
        "b",
        "Thank you for waiting: I am looking into your order!",
        "--language",
        "en",
        "--variant",
        "es=Muchas gracias, un momento.",
    ]);
    repo.succeed(&["canned", "add", "c", "{{ person.field.plan }}", "--language", "en"]);
    repo.sql("INSERT INTO app (name, folded) VALUES ('Instagram', 'instagram'); UPDATE canned SET text = printf('%.*c', 6000, 'x') WHERE name = 'b'; UPDATE canned SET created_at = created_at - 86400000000 * 200 WHERE name = 'c'");
    assert_snapshot!(repo.run(&["canned", "lint"]), @r"
    $ livechats canned lint
    b	length	en	6000 bytes, Instagram takes 1000
    b	length	en	6000 UTF-16 units, line takes 5000
    c	variable	en	there is no custom field for person.field.plan
    c	language	es	it has no text in es
    c	unused		never used, made 200 days ago
    [stderr] error: 5 problems in 3 canned replies
    [exit 9]
    ");
    assert_snapshot!(repo.run(&["canned", "lint", "--language", "en", "--unused", "300", "--count"]), @r"
    $ livechats canned lint --language en --unused 300 --count
    3
    [stderr] error: 3 problems in 3 canned replies
    [exit 9]
    ");
    assert_snapshot!(repo.run(&["canned", "lint", "--format", "json", "--columns", "name,problem", "--limit", "1"]), @r#"
    $ livechats canned lint --format json --columns name,problem --limit 1
    [
    {"name":"b","problem":"length"}
    ]
    [stderr] page 1 of 5, 5 problems; next: --page 2
    [stderr] error: 5 problems in 3 canned replies
    [exit 9]
    "#);
}

#[test]
fn a_text_in_the_editor_is_taken_or_kept() {
    let repo = TestRepo::of_mia();
    let edit = |args: &[&str], script: &str| {
        let mut command = repo.livechats(args);
        command.env("EDITOR", format!("e() {{ {script}; }}; e")).env("NO_COLOR", "1");
        let output = at_terminal(command, "");
        (code(&output), text(&output.stdout))
    };
    let (code, said) = edit(&["canned", "add", "hi"], "sed -i '5s/.*/\\nHello!\\n--- es\\nHola/' \"$1\"");
    assert_eq!(code, 0, "{said}");
    assert_eq!(repo.succeed(&["canned", "list", "--columns", "name,text,variants"]), "hi\tHello!\tes: Hola\n");
    let (code, said) = edit(&["canned", "edit", "hi"], "true");
    assert_eq!((code, said.contains("cancelled: the text is as it was")), (6, true), "{said}");
    // What cannot be read is refused, and what was written is not lost.
    let kept = |said: &str| {
        let path = said.split("is kept in ").nth(1).and_then(|rest| rest.split(": mend what").next()).unwrap();
        std::path::PathBuf::from(path)
    };
    for (script, expected) in [
        ("sed -i 's/^scope:.*/scope: nobody/; s/Hello/Good day/' \"$1\"", "line 3: a scope is everybody"),
        ("sed -i 's/Hello/Good day {{ person.nmae }}/' \"$1\"", "there is no variable person.nmae"),
        (
            "livechats canned edit hi --tag new --quiet; sed -i 's/Hello/Good day/' \"$1\"",
            "was changed while you wrote",
        ),
    ] {
        let (code, said) = edit(&["canned", "edit", "hi"], script);
        assert!([2, 7].contains(&code) && said.contains(expected), "{said}");
        let path = repo.path("x").with_file_name(kept(&said).file_name().unwrap());
        assert!(std::fs::read_to_string(&path).unwrap().contains("Good day"), "{said}");
        assert_eq!(repo.mode(path.file_name().unwrap().to_str().unwrap()), 0o600);
        assert!(said.contains(" --form "), "{said}");
        repo.succeed(&["canned", "show", "hi"]);
        std::fs::rename(&path, repo.path("draft.txt")).unwrap();
    }
    assert_eq!(repo.succeed(&["canned", "list", "--columns", "name,text,tags"]), "hi\tHello!\tnew\n");
    repo.succeed(&["canned", "edit", "hi", "--form", "draft.txt"]);
    assert_eq!(repo.succeed(&["canned", "list", "--columns", "name,text,tags"]), "hi\tGood day!\t\n");
    let form = repo.succeed(&["canned", "show", "hi", "--form"]);
    let same = repo.run_with(&form, &["canned", "edit", "hi", "--form", "-"]);
    assert!(same.contains("is so already"), "{same}");
    assert_eq!(repo.names().iter().filter(|name| name.contains("draft-") || name.contains("edit")).count(), 0);
}

#[test]
fn hostile_texts_end_with_an_error_within_a_second() {
    let repo = TestRepo::of_mia();
    let long = "x".repeat(40_000);
    let deep = |piece: &str, times: usize, end: &str| format!("{{{{ {}{end} }}}}", piece.repeat(times));
    let texts = [
        "{% for i in range(1000000) %}{{ i }}{% endfor %}".to_owned(),
        "{% set x = 'xxxxxxxxxx' %}{% set x = x ~ x %}{{ x }}".to_owned(),
        "{{ 'x' * 1000000000 }}".to_owned(),
        "{{ 9 ** 9 ** 9 }}".to_owned(),
        "{% include '/etc/passwd' %}".to_owned(),
        "{% import 'x' as y %}".to_owned(),
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}".to_owned(),
        "{{ self }}".to_owned(),
        "{{ person.__class__ }}".to_owned(),
        "{{ env.HOME }}".to_owned(),
        "{{ \"\u{202e}\" | nothing }}".to_owned(),
        deep("person.name ~ ", 2_000, "''"),
        deep("(", 10_000, "1"),
        deep("not ", 6_000, "1"),
        "{{".to_owned(),
        "}} {% endif %}".to_owned(),
        "{% if true %}".repeat(1_000),
        long,
        " \n ".to_owned(),
    ];
    for hostile in &texts {
        let begun = std::time::Instant::now();
        let output = repo.feed(&["canned", "add", "bad", "-"], hostile.as_bytes());
        let said = text(&output.stderr);
        assert!([2, 18].contains(&code(&output)), "{hostile:.60}: {said}");
        assert!(said.starts_with("error: canned reply bad") && !said.contains(['\u{1b}', '\u{202e}']), "{said}");
        // Many tests run at once on the machines that run these: a multiple of what is promised.
        assert!(begun.elapsed() < std::time::Duration::from_secs(10), "{hostile:.60}");
    }
    // What another program put there is refused when it is used.
    repo.succeed(&["canned", "add", "bad", "x"]);
    for hostile in &texts {
        repo.sql(&format!("UPDATE canned SET text = '{}'", hostile.replace('\'', "''")));
        for args in [&["canned", "render", "bad", "--chat", "2"][..], &["reply", "2", "--canned", "bad", "--takeover"]]
        {
            let output = repo.output(args);
            assert!([6, 18].contains(&code(&output)), "{hostile:.60}: {}", text(&output.stderr));
            assert!(output.stdout.is_empty());
        }
    }
    assert_eq!(repo.ask("SELECT count(*) FROM message"), "7");
    assert_eq!(repo.ask("SELECT count(*) FROM canned_use"), "0");
}

#[test]
fn what_a_visitor_wrote_is_never_a_template_and_is_washed_for_terminals() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["canned", "add", "hi", "Hi {{ person.name }}! {{ person.field.note | default(person.name) }}"]);
    for name in ["{{7*7}}", "{{ rep.email }}", "{% for i in 'ab' %}x{% endfor %}", "{#", "'; DROP TABLE canned; --"] {
        repo.sql(&format!("UPDATE person SET name = '{}'", name.replace('\'', "''")));
        assert_eq!(repo.succeed(&["canned", "render", "hi", "--chat", "2"]), format!("Hi {name}! {name}\n"));
    }
    repo.sql("UPDATE person SET name = char(27) || '[2J' || char(10) || char(8238) || 'x'");
    assert_eq!(
        repo.succeed(&["canned", "render", "hi", "--chat", "2"]),
        "Hi \u{1b}[2J\n\u{202e}x! \u{1b}[2J\n\u{202e}x\n"
    );
    let shown = repo.on_terminal(&["canned", "render", "hi", "--chat", "2"]);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    // As long as a name may be, a message may not.
    repo.sql("UPDATE person SET name = printf('%.*c', 70000, 'x')");
    let said = repo.refuses(18, &["reply", "2", "--canned", "hi", "--takeover"]);
    assert!(said.contains("the text becomes longer than 64 KiB"), "{said}");
    assert_eq!(repo.ask("SELECT count(*) FROM message"), "7");
}
