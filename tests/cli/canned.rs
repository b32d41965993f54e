//! `livechats canned`, and `livechats reply --canned`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn texts_are_made_listed_changed_and_removed() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["canned", "list"]), @r"
    $ livechats canned list
    [stderr] No canned replies.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "add", "hello", "Hello {{ person.first_name | default(\"there\") }}, I am {{ rep.alias }}. It is {{ now | date(\"%H:%M\") }}.", "--language", "en", "--variant", "es=¡Hola {{ person.first_name | default(\"\") }}!", "--title", "Greeting", "--tag", "greeting", "--tag", "first"]), @r#"
    $ livechats canned add hello 'Hello {{ person.first_name | default(\"there\") }}, I am {{ rep.alias }}. It is {{ now | date(\"%H:%M\") }}.' --language en --variant 'es=¡Hola {{ person.first_name | default(\"\") }}!' --title Greeting --tag greeting --tag first
    [stderr] Made the canned reply hello. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "add", "Hello", "again"]), @r"
    $ livechats canned add Hello again
    [stderr] error: there is a canned reply Hello already
    [stderr] hint: choose another name, or change that one: livechats canned edit
    [exit 7]
    ");
    assert_snapshot!(repo.run_with("We are here\r\nfrom 9 to 5.\n\n", &["canned", "add", "hours", "-"]), @r"
    $ livechats canned add hours -
    [stderr] Made the canned reply hours. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--format", "table"]), @r"
    $ livechats canned list --format table
    NAME   TITLE     LANGUAGES  SCOPE      TAGS             USES  USED
    hello  Greeting  en, es     everybody  greeting, first     0
    hours                       everybody                      0
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "show", "hello"]), @r#"
    $ livechats canned show hello
    Id            1
    Name          hello
    Title         Greeting
    Languages     en
                  es
    Scope         everybody
    Tags          greeting
                  first
    Uses          0
    Created       2026-01-15 12:00
    Text          Hello {{ person.first_name | default("there") }}, I am {{ rep.alias }}. It is {{ now |
                  date("%H:%M") }}.
    Variants      es: ¡Hola {{ person.first_name | default("") }}!
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "show", "hours", "--format", "json", "--columns", "name,text,scope,uses,used,created"]), @r#"
    $ livechats canned show hours --format json --columns name,text,scope,uses,used,created
    [
    {"name":"hours","text":"We are here\nfrom 9 to 5.","scope":"everybody","uses":0,"used":null,"created":"2026-01-15T12:00:00Z"}
    ]
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "edit", "hours", "--text", "We are here from 10 to 6.", "--title", "Opening hours", "--tag", "first"]), @r"
    $ livechats canned edit hours --text 'We are here from 10 to 6.' --title 'Opening hours' --tag first
    [stderr] Changed the canned reply hours. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "hours", "--no-title", "--untag", "first", "--variant", "th=10–18 น.", "--language", "en_gb"]), @r"
    $ livechats canned edit hours --no-title --untag first --variant 'th=10–18 น.' --language en_gb
    [stderr] Changed the canned reply hours. Take it back: livechats undo 6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "hours", "--no-variant", "de"]), @r"
    $ livechats canned edit hours --no-variant de
    [stderr] error: canned reply hours has no text in de
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "hours", "--text", "We are here from 10 to 6."]), @r"
    $ livechats canned edit hours --text 'We are here from 10 to 6.'
    [stderr] The canned reply hours is so already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "HOURS", "--name", "opening"]), @r"
    $ livechats canned edit HOURS --name opening
    [stderr] Changed the canned reply opening. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--tag", "first", "--columns", "name,tags"]), @r"
    $ livechats canned list --tag first --columns name,tags
    hello	greeting,first
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--sort", "name", "--reverse", "--limit", "1", "--columns", "name,text,variants"]), @r"
    $ livechats canned list --sort name --reverse --limit 1 --columns name,text,variants
    opening	We are here from 10 to 6.	th: 10–18 น.
    [stderr] page 1 of 2, 2 canned replies; next: --page 2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--count"]), @r"
    $ livechats canned list --count
    2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "remove", "opening", "nothing", "--yes"]), @r"
    $ livechats canned remove opening nothing --yes
    [stderr] error: no canned reply nothing
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "remove", "opening", "hello"]), @r"
    $ livechats canned remove opening hello
    [stderr] error: canned remove: 2 canned replies would go
    [stderr] hint: say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["canned", "remove", "opening", "hello", "--yes"]), @r"
    $ livechats canned remove opening hello --yes
    [stderr] Removed 2 canned replies: opening, hello.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--count"]), @r"
    $ livechats canned list --count
    0
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo"]), @r"
    $ livechats undo
    [stderr] Undid operation 8 (canned remove, 2026-01-15 12:00): 4 rows.
    [stderr] To have it again: livechats undo 9
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "show", "opening", "--form"]), @r"
    $ livechats canned show opening --form
    title:
    language: en-GB
    scope: everybody
    tags:

    We are here from 10 to 6.

    --- th
    10–18 น.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["audit", "show", "6", "--columns", "kind,name,act,column,before,after"]), @r#"
    $ livechats audit show 6 --columns kind,name,act,column,before,after
    canned reply	opening	changed	title	Opening hours	
    canned reply	opening	changed	language		en-GB
    canned reply	opening	changed	tags	["first"]	[]
    language of a canned reply	2	added			text: 10–18 น., canned_id: opening, language: th
    [exit 0]
    "#);
}

#[test]
fn a_reply_is_filled_in_for_its_chat_and_counted() {
    let repo = TestRepo::of_mia();
    repo.succeed(&[
        "canned",
        "add",
        "hello",
        "Hello {{ person.first_name | default(\"there\") }}, I am {{ rep.alias }}. It is {{ now | date(\"%H:%M\") }}.",
        "--language",
        "en",
        "--variant",
        "th=สวัสดีค่ะ {{ person.name }}",
        "--variant",
        "zh-Hans=你好，{{ person.name }}！",
    ]);
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "1"]), @r"
    $ livechats canned render hello --chat 1
    Hello Ann, I am Mia. It is 12:00.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "shop/s-2"]), @r"
    $ livechats canned render hello --chat shop/s-2
    สวัสดีค่ะ สมชาย
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "3"]), @r"
    $ livechats canned render hello --chat 3
    你好，王芳！
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "4", "--language", "en-GB"]), @r"
    $ livechats canned render hello --chat 4 --language en-GB
    Hello ليلى, I am Mia. It is 12:00.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "4", "--language", "de"]), @r"
    $ livechats canned render hello --chat 4 --language de
    [stderr] error: canned reply hello is not in de
    [stderr] hint: it is in en, th, zh-Hans
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "hello", "--chat", "5"]), @r"
    $ livechats canned render hello --chat 5
    Hello there, I am Mia. It is 12:00.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--tz", "Asia/Bangkok", "canned", "render", "hello", "--chat", "5"]), @r"
    $ livechats --tz Asia/Bangkok canned render hello --chat 5
    Hello there, I am Mia. It is 19:00.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "--canned", "hello", "--takeover"]), @r"
    $ livechats reply 2 --canned hello --takeover
    [stderr] Wrote message 2 of chat 2 (yours now). Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "--canned", "hello", "--language", "en", "--takeover", "--format", "json", "--columns", "id,preview,messages"]), @r#"
    $ livechats reply 3 --canned hello --language en --takeover --format json --columns id,preview,messages
    [
    {"id":3,"preview":"Hello 王芳, I am Mia. It is 12:00.","messages":3}
    ]
    [stderr] Wrote message 3 of chat 3 (yours now, open instead of pending). Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["reply", "2", "--canned", "hello", "and this"]), @r"
    $ livechats reply 2 --canned hello 'and this'
    [stderr] error: the argument '--canned <NAME>' cannot be used with '[TEXT]'
    [stderr] hint: see livechats reply --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "--canned", "goodbye"]), @r"
    $ livechats reply 2 --canned goodbye
    [stderr] error: no canned reply goodbye
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,uses,used"]), @r"
    $ livechats canned list --columns name,uses,used
    hello	2	2026-01-15T12:00:00Z
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo", "4"]), @r"
    $ livechats undo 4
    [stderr] Undid operation 4 (reply, 2026-01-15 12:00): 6 rows in 1 chat.
    [stderr] To have it again: livechats undo 6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,uses,used"]), @r"
    $ livechats canned list --columns name,uses,used
    hello	1	2026-01-15T12:00:00Z
    [exit 0]
    ");
    repo.succeed(&["canned", "remove", "hello"]);
    assert_snapshot!(repo.run(&["undo", "5"]), @r"
    $ livechats undo 5
    [stderr] Undid operation 5 (reply, 2026-01-15 12:00): 5 rows in 1 chat.
    [stderr] To have it again: livechats undo 8
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo", "7"]), @r"
    $ livechats undo 7
    [stderr] Undid operation 7 (canned remove, 2026-01-15 12:00): 3 rows.
    [stderr] To have it again: livechats undo 9
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,uses,used"]), @r"
    $ livechats canned list --columns name,uses,used
    hello	0	
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo", "8"]), @r"
    $ livechats undo 8
    [stderr] Undid operation 8 (undo of 5, 2026-01-15 12:00): 5 rows in 1 chat.
    [stderr] To have it again: livechats undo 10
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,uses,used"]), @r"
    $ livechats canned list --columns name,uses,used
    hello	1	2026-01-15T12:00:00Z
    [exit 0]
    ");
}

#[test]
fn what_is_not_known_is_named_and_nothing_is_sent() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["canned", "add", "mail", "Dear {{ person.name }},\nyour mail is {{ person.email }}."]);
    repo.succeed(&[
        "canned",
        "add",
        "order",
        "Order {{ chat.field.order }}, {{ chat.field[\"amount\"] }}, {{ person.field.plan | default(\"no plan\") }}.",
    ]);
    repo.succeed(&["canned", "add", "nothing", "{% if person.email is defined %}x{% endif %}"]);
    assert_snapshot!(repo.run(&["canned", "render", "mail", "--chat", "1"]), @r"
    $ livechats canned render mail --chat 1
    Dear Ann Example,
    your mail is ann@example.com.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "mail", "--chat", "3"]), @r#"
    $ livechats canned render mail --chat 3
    [stderr] error: canned reply mail, line 2: person.email is not known for this chat
    [stderr] hint: give it a default: {{ person.email | default("…") }}
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["reply", "3", "--canned", "mail", "--takeover"]), @r#"
    $ livechats reply 3 --canned mail --takeover
    [stderr] error: canned reply mail, line 2: person.email is not known for this chat
    [stderr] hint: give it a default: {{ person.email | default("…") }}
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["reply", "2", "--canned", "order", "--takeover"]), @r#"
    $ livechats reply 2 --canned order --takeover
    [stderr] error: canned reply order, line 1: chat.field.order is not known for this chat
    [stderr] hint: give it a default: {{ chat.field.order | default("…") }}
    [exit 6]
    "#);
    assert_snapshot!(repo.run(&["canned", "render", "order", "--chat", "1"]), @r"
    $ livechats canned render order --chat 1
    Order AB-123, 4.50, no plan.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "--canned", "nothing", "--takeover"]), @r"
    $ livechats reply 3 --canned nothing --takeover
    [stderr] error: canned reply nothing is an empty text for this chat
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["list", "--columns", "id,status,assignee,messages"]), @r"
    $ livechats list --columns id,status,assignee,messages
    3	pending	李雷	2
    2	open		1
    1	closed	Max	3
    5	overdue		0
    4	resolved		1
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,uses"]), @r"
    $ livechats canned list --columns name,uses
    mail	0
    nothing	0
    order	0
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["audit", "list", "--count"]), @r"
    $ livechats audit list --count
    5
    [exit 0]
    ");
}
