//! `livechats list`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, finish, on_terminal, text};

#[test]
fn shows_a_table_to_people() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.on_terminal(&["--color", "never", "list"]), @r"
    $ livechats --color never list
    ID  CREATED           STATUS    APP      PERSON       ASSIGNEE  TAGS         PREVIEW
     3  2026-01-11 10:00  pending   wechat   王芳         李雷                   请稍等 👍
     2  2026-01-11 10:00  open      line     สมชาย                  refund       สั่งซื้อiPhoneไหมครับ ของยัง…
     1  2026-01-10 09:00  closed    webchat  Ann Example  Max       refund, vip  Hello Ann, the money i…
     5  2025-12-31 23:59  overdue   webchat  Unknown
     4                    resolved  webchat  ليلى                   vip          أين طلبي؟ شكرا
    [exit 0]
    ");
    assert_snapshot!(repo.on_terminal(&["--color", "never", "list", "--columns", "id,created,person,tags,rating"]), @r"
    $ livechats --color never list --columns id,created,person,tags,rating
    ID  CREATED           PERSON       TAGS         RATING
     3  2026-01-11 10:00  王芳
     2  2026-01-11 10:00  สมชาย        refund
     1  2026-01-10 09:00  Ann Example  refund, vip
     5  2025-12-31 23:59  Unknown
     4                    ليلى         vip
    [exit 0]
    ");
}

#[test]
fn gives_tab_separated_rows_to_pipes() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["list"]), @r#"
    $ livechats list
    3	2026-01-11T10:00:00Z	pending	wechat	王芳	李雷		2	请稍等 👍
    2	2026-01-11T10:00:00Z	open	line	สมชาย		refund	1	สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย
    1	2026-01-10T09:00:00Z	closed	webchat	Ann Example	Max	refund,vip	3	Hello Ann, the money is on its way.\nAnything else?
    5	2025-12-31T23:59:59Z	overdue	webchat				0	
    4		resolved	webchat	ليلى		vip	1	أين طلبي؟ شكرا
    [exit 0]
    "#);
}

#[test]
fn prints_every_format() {
    let repo = TestRepo::with_chats();
    let columns = "id,created,person,tags,messages";
    assert_snapshot!(repo.run(&["list", "tag:vip", "--columns", columns, "--format", "json"]), @r#"
    $ livechats list tag:vip --columns id,created,person,tags,messages --format json
    [
    {"id":1,"created":"2026-01-10T09:00:00Z","person":"Ann Example","tags":["refund","vip"],"messages":3},
    {"id":4,"created":null,"person":"ليلى","tags":["vip"],"messages":1}
    ]
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "tag:vip", "--columns", columns, "--format", "jsonl"]), @r#"
    $ livechats list tag:vip --columns id,created,person,tags,messages --format jsonl
    {"id":1,"created":"2026-01-10T09:00:00Z","person":"Ann Example","tags":["refund","vip"],"messages":3}
    {"id":4,"created":null,"person":"ليلى","tags":["vip"],"messages":1}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "tag:vip", "--columns", columns, "--format", "csv"]), @r#"
    $ livechats list tag:vip --columns id,created,person,tags,messages --format csv
    id,created,person,tags,messages
    1,2026-01-10T09:00:00Z,Ann Example,"refund,vip",3
    4,,ليلى,vip,1
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "tag:vip", "--columns", columns, "--format", "tsv"]), @r"
    $ livechats list tag:vip --columns id,created,person,tags,messages --format tsv
    1	2026-01-10T09:00:00Z	Ann Example	refund,vip	3
    4		ليلى	vip	1
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["list", "status:nonesuch", "--format", "json"]), @r"
    $ livechats list status:nonesuch --format json
    [stderr] error: unknown status `nonesuch` in the query
    [stderr]     status:nonesuch
    [stderr]            ^^^^^^^^
    [stderr] hint: it is one of: open, pending, overdue, resolved, closed
    [exit 2]
    ");
}

#[test]
fn an_empty_answer_is_an_answer() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["list", "tag:absent"]), @r"
    $ livechats list tag:absent
    [stderr] No chats match.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "tag:absent", "--format", "json"]).trim(), "[]");
    assert_eq!(repo.succeed(&["list", "tag:absent", "--count"]), "0\n");
    assert_eq!(repo.succeed(&["list", "tag:absent", "--ids"]), "");
}

#[test]
fn pages_by_number_and_by_cursor() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.on_terminal(&["--color", "never", "list", "--limit", "2", "--columns", "id,created"]), @r"
    $ livechats --color never list --limit 2 --columns id,created
    ID  CREATED
     3  2026-01-11 10:00
     2  2026-01-11 10:00
    [stderr] page 1 of 3, 5 chats; next: --page 2 or --after c.696374a0000
    [exit 0]
    ");
    let page = |number: &str| repo.succeed(&["list", "--limit", "2", "--page", number, "--ids"]);
    assert_eq!([page("1"), page("2"), page("3"), page("4")], ["3\n2\n", "1\n5\n", "4\n", ""]);
}

#[test]
fn cursors_come_to_an_end_among_unknown_times() {
    let chat = |number: usize, created: &str| {
        format!(
            r#"{{"id":"{number}","created_at":{created},"messages":[{{"from":"person","text":"well, here I am"}}]}}"#
        ) + "\n"
    };
    let times = ["\"2026-01-01T00:00:00Z\"", "\"2026-01-02T00:00:00Z\"", "null", "null", "null"];
    let repo = TestRepo::with(&times.iter().enumerate().map(|(at, time)| chat(at, time)).collect::<String>());
    for (order, expected) in [(&[][..], "2 1 5 4 3"), (&["--reverse"], "1 2 3 4 5")] {
        let mut found = Vec::new();
        let mut cursor = None::<String>;
        for _ in 0..6 {
            let mut args = vec!["list", "\"well, here\"", "--ids", "--limit", "1"];
            args.extend(order);
            args.extend(cursor.iter().flat_map(|cursor| ["--after", cursor]));
            let output = repo.output(&args);
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            found.push(text(&output.stdout).trim().to_owned());
            let Some((_, next)) =
                text(&output.stderr).rsplit_once("--after ").map(|(a, b)| (a.to_owned(), b.to_owned()))
            else {
                break;
            };
            cursor = Some(next.trim().to_owned());
        }
        assert_eq!(found.join(" "), expected, "{order:?}");
    }
}

#[test]
fn sorts_by_every_key_with_the_missing_last() {
    let repo = TestRepo::with_chats();
    let sorted = |args: &[&str]| {
        let all = [&["list", "--ids", "--sort"], args].concat();
        repo.succeed(&all).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted(&["created"]), "3 2 1 5 4");
    assert_eq!(sorted(&["created", "--reverse"]), "5 1 2 3 4");
    assert_eq!(sorted(&["id"]), "5 4 3 2 1");
    assert_eq!(sorted(&["id", "--reverse"]), "1 2 3 4 5");
    assert_eq!(sorted(&["messages"]), "1 3 2 4 5");
    assert_eq!(sorted(&["closed"]), "1 3 2 5 4");
    assert_eq!(sorted(&["closed", "--reverse"]), "1 4 5 2 3");
}

#[test]
fn filters_by_query() {
    let repo = TestRepo::with_chats();
    for (query, expected) in [
        ("tag:refund", "2 1"),
        ("tag:refund tag:vip", "1"),
        ("tag:none", "3 5"),
        ("-tag:vip", "3 2 5"),
        ("status:open,pending", "3 2"),
        ("app:webchat", "1 5 4"),
        ("person:ann", "1"),
        ("created:2026-01-11", "3 2"),
        ("created:unknown", "4"),
        ("created:<2026-01-01", "5"),
        ("messages:>=2", "3 1"),
        ("messages:0", "5"),
        ("field.amount:4.5", "1"),
        ("field.amount:>4", "1"),
        ("field.express:true", "1"),
        ("assignee:max OR language:th", "2 1"),
        ("source:mail", "5 4"),
        ("id:2..3", "3 2"),
        ("note:warehouse", "1"),
        ("text:warehouse", ""),
        ("\"Hello Ann\"", "1"),
    ] {
        let found = repo.succeed(&["list", "--ids", "--", query]);
        assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{query}");
        let count = expected.split_whitespace().count();
        assert_eq!(repo.succeed(&["list", "--count", "--", query]), format!("{count}\n"), "{query}");
    }
}

#[test]
fn warns_of_custom_fields_that_are_not_there() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["list", "field.amont:>4 -field.ORDER:7 -person.field.plan:x", "--columns", "id,field.ordr"]), @r"
    $ livechats list 'field.amont:>4 -field.ORDER:7 -person.field.plan:x' --columns id,field.ordr
    [stderr] warning: no chat has a custom field 'ordr'; did you mean 'order'?
    [stderr] warning: no chat has a custom field 'amont'; did you mean 'amount'?
    [stderr] warning: no person has a custom field 'plan'; there are none
    [stderr] No chats match.
    [exit 0]
    ");
    for quiet in [
        &["list", "field.amount:4.5 -field.Express:none", "--columns", "id,field.ORDER"][..],
        &["list", "--explain", "field.amont:4"],
        &["list", "field.amont:4", "--quiet"],
    ] {
        assert!(!repo.run(quiet).contains("custom field"), "{quiet:?}");
    }
    for asked in [
        &["list", "field.amont:4", "--count"][..],
        &["list", "field.amont:4", "--ids"],
        &["search", "hello", "--columns", "id,field.amont"],
        &["export", "--kind", "chats", "--format", "csv", "-o", "-", "--columns", "id,field.amont"],
        &["export", "field.amont:4", "-o", "-"],
    ] {
        let warning = "[stderr] warning: no chat has a custom field 'amont'; did you mean 'amount'?";
        assert!(repo.run(asked).contains(warning), "{asked:?}");
    }
}

#[test]
fn explains_how_a_query_was_understood() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["list", "--explain", "tag:vip -status:closed created:7d hello"]), @r"
    $ livechats list --explain 'tag:vip -status:closed created:7d hello'
    tag:vip -status:closed created:>=2026-01-08T12:00:00Z hello
    [exit 0]
    ");
}

#[test]
fn points_at_what_it_cannot_read() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["list", "tag:vip statu:open"]), @r"
    $ livechats list 'tag:vip statu:open'
    [stderr] error: unknown key `statu` in the query
    [stderr]     tag:vip statu:open
    [stderr]             ^^^^^
    [stderr] hint: did you mean `status:`? to search for the text itself, quote it
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["list", "created:2026-02-30"]), @r"
    $ livechats list created:2026-02-30
    [stderr] error: impossible date `2026-02-30` in the query
    [stderr]     created:2026-02-30
    [stderr]             ^^^^^^^^^^
    [stderr] hint: dates are 2026, 2026-01, 2026-01-31, 2026-01-31T09:00 (Z or +01:00 may follow), today, yesterday, or ages in whole numbers: 7d, 12h, 3mo; > >= < <= go before one, .. between two
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["list", "--columns", "id,nam"]), @r#"
    $ livechats list --columns id,nam
    [stderr] error: unknown column 'nam' in --columns
    [stderr] hint: columns are id, created, status, app, person, assignee, tags, messages, preview, source, external, person_id, email, phone, teams, rating, closed, updated, last_message, description, language, deleted, holds, field.NAME
    [exit 2]
    "#);
}

#[test]
fn times_are_shown_in_the_zone_asked_for() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.on_terminal(&["--color", "never", "--tz", "Asia/Bangkok", "list", "id:1", "--columns", "id,created"]), @r"
    $ livechats --color never --tz Asia/Bangkok list id:1 --columns id,created
    ID  CREATED
     1  2026-01-10 16:00
    [exit 0]
    ");
    assert_eq!(
        repo.succeed(&["--tz", "Asia/Bangkok", "list", "id:1", "--columns", "created"]),
        "2026-01-10T09:00:00Z\n"
    );
    assert_eq!(repo.succeed(&["--tz", "Asia/Bangkok", "list", "created:2026-01-01", "--ids"]), "5\n");
}

#[test]
fn reading_changes_nothing() {
    let repo = TestRepo::with_chats();
    let before = std::fs::read(repo.file()).unwrap();
    for args in [&["list"][..], &["search", "refund"], &["show", "1"], &["user", "list"], &["whoami"]] {
        repo.succeed(args);
    }
    assert!(std::fs::read(repo.file()).unwrap() == before);
}

#[test]
fn colours_only_terminals_and_only_when_wanted() {
    let repo = TestRepo::with_chats();
    let escapes = |text: &str| text.contains('\u{1b}');
    assert!(!escapes(&repo.succeed(&["list", "--format", "table"])));
    assert!(escapes(&repo.succeed(&["--color", "always", "list", "--format", "table"])));
    assert!(escapes(&repo.on_terminal(&["list"])));
    assert!(!escapes(&repo.on_terminal(&["--color", "never", "list"])));
    let mut command = repo.livechats(&["list"]);
    command.env("NO_COLOR", "1");
    let output = crate::repo::on_terminal(command);
    assert!(!escapes(&crate::repo::text(&output.stdout)));
    let mut command = repo.livechats(&["list"]);
    command.env("NO_COLOR", "");
    assert_eq!(code(&finish(command, b"")), 0);
}

#[test]
fn columns_that_were_asked_for_and_have_no_room_are_named() {
    let repo = TestRepo::with_chats();
    let mut command = repo.livechats(&["list", "id:1", "--columns", "id,person,email,tags,rating,preview"]);
    command.env("COLUMNS", "40").env("NO_COLOR", "1");
    let output = on_terminal(command);
    assert_snapshot!(text(&output.stdout), @r"
    ID  PERSON       PREVIEW
     1  Ann Example  Hello Ann, the money i…
    ");
    assert!(text(&output.stderr).starts_with("no room here for email, tags, rating\n"), "{}", text(&output.stderr));
}
