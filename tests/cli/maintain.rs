//! `livechats maintain`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, finish, text};

/// From the last word of chat 2 to the fixed clock, in microseconds.
const WAIT: i64 = 352_800_000_000;

fn target(repo: &TestRepo, of: i64, micros: i64) {
    repo.sql(&format!("INSERT OR REPLACE INTO assignment_setting (id, reply_target) VALUES ({of}, {micros})"));
}

#[test]
fn who_waits_longer_than_the_target_is_overdue() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["maintain"]), @r"
    $ livechats maintain
    [stderr] No chat is overdue that was not.
    [stderr] No chat was given to a rep; 1 chat waits on.
    [stderr] No chat's time in the bin is over.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    ");
    // A line of the system answers nothing.
    repo.succeed(&["feedback", "2", "--request"]);
    target(&repo, 0, WAIT);
    assert_snapshot!(repo.run(&["maintain", "--only", "overdue", "--format", "tsv"]), @r"
    $ livechats maintain --only overdue --format tsv
    overdue	0	0	0	0	
    [stderr] No chat is overdue that was not.
    [exit 0]
    ");
    target(&repo, 0, WAIT - 1);
    assert_snapshot!(repo.run(&["maintain", "--only", "overdue", "--dry-run"]), @r"
    $ livechats maintain --only overdue --dry-run
    [stderr] 1 chat would become overdue.
    [exit 0]
    ");
    // The smallest target of a chat's teams is what counts, and not the company's.
    repo.sql(
        "INSERT INTO team (id, name, folded) VALUES (1, 'A', 'a'), (2, 'B', 'b'), (3, 'C', 'c');
         INSERT INTO chat_team (team_id, chat_key, position)
           SELECT team.id, key, team.id FROM chat JOIN team WHERE chat.id = 2",
    );
    target(&repo, 1, WAIT + 1);
    target(&repo, 2, WAIT);
    // None at all.
    target(&repo, 3, -1);
    assert_snapshot!(repo.run(&["maintain", "--only", "overdue"]), @r"
    $ livechats maintain --only overdue
    [stderr] No chat is overdue that was not.
    [exit 0]
    ");
    target(&repo, 2, WAIT - 1);
    assert_snapshot!(repo.run(&["maintain", "--only", "overdue", "--format", "json"]), @r#"
    $ livechats maintain --only overdue --format json
    [
    {"step":"overdue","matched":1,"done":1,"left":0,"remaining":0,"policy":null}
    ]
    [stderr] Made 1 chat overdue. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["list", "status:overdue", "--ids"]), "2\n5\n");
    repo.succeed(&["undo", "4"]);
    assert_eq!(repo.succeed(&["list", "status:overdue", "--ids"]), "5\n");
    // Who has an answer does not wait, nor does who is in the bin.
    repo.succeed(&["reply", "2", "soon", "--takeover"]);
    repo.succeed(&["maintain"]);
    assert_eq!(repo.succeed(&["list", "status:overdue", "--ids"]), "5\n");
}

/// A chat of one person whose thread is this: who speaks, and at which minute.
fn thread(lines: &[(&str, Option<u32>)]) -> TestRepo {
    let messages: Vec<String> = lines
        .iter()
        .map(|(from, minute)| {
            let at = minute.map_or("null".to_owned(), |minute| format!("\"2026-01-15T11:{minute:02}:00Z\""));
            format!(r#"{{"at":{at},"from":"{from}","author":"x","text":"word"}}"#)
        })
        .collect();
    let repo = TestRepo::with(&format!(
        r#"{{"id":"a","source":"s","created_at":"2026-01-15T11:00:00Z","person":{{"id":"x"}},"rep":null,"status":"pending","messages":[{}]}}{}"#,
        messages.join(","),
        "\n"
    ));
    target(&repo, 0, 30 * 60_000_000);
    repo
}

#[test]
fn a_person_waits_since_the_first_word_that_stands_unanswered() {
    for (lines, overdue) in [
        (&[("person", Some(29))][..], true),
        (&[("person", Some(30))], false),
        (&[("person", Some(29)), ("person", Some(50))], true),
        (&[("person", Some(29)), ("system", Some(50))], true),
        (&[("person", Some(10)), ("rep", Some(20)), ("person", Some(50))], false),
        (&[("person", Some(10)), ("rep", Some(20))], false),
        (&[("person", Some(10)), ("ai", Some(11))], false),
        (&[("person", None)], false),
        (&[("person", None), ("person", Some(29))], true),
        (&[("system", Some(1))], false),
        (&[], false),
    ] {
        let repo = thread(lines);
        repo.succeed(&["maintain"]);
        assert_eq!(
            repo.succeed(&["list", "status:overdue", "--count"]),
            format!("{}\n", i32::from(overdue)),
            "{lines:?}"
        );
    }
}

#[test]
fn the_bin_is_emptied_when_its_time_is_over() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "2", "3", "--yes"]);
    repo.sql(
        "INSERT INTO hold (id, name, folded, reason, placed_at) VALUES (1, 'case-12', 'case-12', 'court', 0);
         INSERT INTO chat_hold (hold_id, chat_key) SELECT 1, key FROM chat WHERE id = 1;",
    );
    assert_snapshot!(repo.run_at("2026-02-14T11:59:59.999999Z", &["maintain", "--only", "bin"]), @r"
    $ livechats maintain --only bin
    [stderr] No chat's time in the bin is over.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-02-14T12:00:00Z", &["maintain", "--only", "bin", "--dry-run"]), @r"
    $ livechats maintain --only bin --dry-run
    [stderr] 2 chats would be purged whose time in the bin is over; 1 on legal hold stays.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    ");
    // Above the ceiling that step is left out, and the others are done.
    target(&repo, 0, 1);
    repo.succeed(&["handoff", "--app", "web", "--person", "1", "--any"]);
    repo.sql(
        "INSERT INTO message (chat_key, number, sent_at, author_id, text)
         SELECT chat.key, 1, 0, author.id, 'hello' FROM chat, author WHERE chat.id = 6 AND author.kind = 1 LIMIT 1",
    );
    assert_snapshot!(repo.run_at("2026-02-14T12:00:00Z", &["maintain", "--max", "1", "--format", "tsv"]), @r"
    $ livechats maintain --max 1 --format tsv
    overdue	1	1	0	0	
    queue	2	0	2	0	
    bin	3	0	1	2	
    clearing	0	0	0	0	
    [stderr] Made 1 chat overdue. Take it back: livechats undo 5
    [stderr] No chat was given to a rep; 2 chats wait on.
    [stderr] Nothing is left to overwrite.
    [stderr] error: 2 chats of the bin are due, above --max 1; none was purged
    [stderr] hint: if all of them are meant: livechats maintain --only bin --max 2
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2030-01-01T00:00:00Z", &["maintain", "--only", "bin"]), @r"
    $ livechats maintain --only bin
    [stderr] Nothing is left to overwrite.
    [stderr] error: the clock says a time more than 30 days after the last time seen here; nothing was done by age
    [stderr] hint: set the clock, or say --accept-clock if it is right
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2026-02-14T12:00:00Z", &["maintain", "--format", "json"]), @r#"
    $ livechats maintain --format json
    [
    {"step":"overdue","matched":0,"done":0,"left":0,"remaining":0,"policy":null},
    {"step":"queue","matched":2,"done":0,"left":2,"remaining":0,"policy":null},
    {"step":"bin","matched":3,"done":2,"left":1,"remaining":0,"policy":null},
    {"step":"clearing","matched":0,"done":0,"left":0,"remaining":0,"policy":null}
    ]
    [stderr] No chat is overdue that was not.
    [stderr] No chat was given to a rep; 2 chats wait on.
    [stderr] 2 chats purged whose time in the bin is over; 1 on legal hold stays.
    [stderr] Nothing is left to overwrite.
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["list", "--deleted", "--ids"]), "1\n");
}

#[test]
fn a_wrong_clock_is_told_before_anything_is_written() {
    let repo = TestRepo::with_chats();
    target(&repo, 0, 1);
    repo.succeed(&["delete", "1", "--yes"]);
    // The first step writes an operation at the wrong time: that must not make the clock look right.
    assert_snapshot!(repo.run_at("2030-01-01T00:00:00Z", &["maintain"]), @r"
    $ livechats maintain
    [stderr] Made 1 chat overdue. Take it back: livechats undo 4
    [stderr] No chat was given to a rep; 2 chats wait on.
    [stderr] Nothing is left to overwrite.
    [stderr] error: the clock says a time more than 30 days after the last time seen here; nothing was done by age
    [stderr] hint: set the clock, or say --accept-clock if it is right
    [exit 6]
    ");
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "1\n");
    assert_eq!(code(&repo.output(&["maintain", "--accept-clock"])), 0);
}

#[test]
fn what_a_reader_keeps_is_finished_later() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "--yes"]);
    let reader = crate::purge::reader(&repo);
    let output = repo.output(&["purge", "1", "--now", "--yes", "--wait", "0"]);
    assert_eq!(code(&output), 3, "{}", text(&output.stderr));
    let output = repo.output(&["maintain", "--wait", "0"]);
    assert_eq!(code(&output), 3, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("still in use by a reader"), "{}", text(&output.stderr));
    drop(reader);
    assert_eq!(code(&repo.output(&["maintain"])), 0);
}

#[test]
fn two_at_once_do_each_thing_once() {
    let line = |number: u32| {
        format!(
            r#"{{"id":"{number}","source":"s","created_at":"2026-01-10T00:00:00Z","person":{{"id":"p{number}"}},"rep":null,"status":"{}","messages":[{{"at":"2026-01-10T00:00:00Z","from":"person","author":"p","text":"word"}}]}}{}"#,
            if number <= 150 { "open" } else { "pending" },
            "\n"
        )
    };
    let races = std::env::var("LIVECHATS_RACES").ok().and_then(|races| races.parse().ok()).unwrap_or(2);
    for _ in 0..races {
        let repo = TestRepo::with(&(1..=300).map(line).collect::<String>());
        target(&repo, 0, 1);
        repo.succeed(&["delete", "--where", "id:201..300", "--yes"]);
        let run = || {
            let mut command = repo.livechats(&["maintain", "--format", "tsv"]);
            command.env("LIVECHATS_NOW", "2026-02-14T12:00:00Z");
            finish(command, b"")
        };
        let outputs = std::thread::scope(|scope| {
            let both = [scope.spawn(run), scope.spawn(run)];
            both.map(|one| one.join().unwrap())
        });
        let mut done = [0, 0];
        for output in &outputs {
            assert_eq!(code(output), 0, "{}", text(&output.stderr));
            for row in text(&output.stdout).lines() {
                let cells: Vec<&str> = row.split('\t').collect();
                let step = ["overdue", "bin"].iter().position(|step| *step == cells[0]);
                step.into_iter().for_each(|step| done[step] += cells[2].parse::<u32>().unwrap());
            }
        }
        assert_eq!(done, [200, 100]);
        assert_eq!(repo.succeed(&["list", "status:overdue", "--count"]), "200\n");
        assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "0\n");
        repo.succeed(&["audit", "verify"]);
        repo.succeed(&["interactions", "check"]);
    }
}
