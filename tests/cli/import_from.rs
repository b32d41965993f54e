//! `livechats import` of what other systems write, and of our own CSV.

use std::io::Write as _;

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo, code, text};

const WHATSAPP: &str = "1/2/24, 9:30 AM - Messages and calls are end-to-end encrypted.\n\
    1/2/24, 9:30 AM - Ann: Where is my order?\n1/2/24, 9:31 AM - Max: On its way\n";

const ZENDESK: &str = concat!(
    r#"{"stream":"chats","data":{"id":"24.b","type":"offline_msg","visitor":{"id":"1","name":"Bo"},"timestamp":"2024-01-06T09:00:00Z","message":"Call me"}}"#,
    "\n",
    r#"{"stream":"agents","data":{"id":7}}"#,
    "\n",
    r#"{"stream":"chats","data":{"id":"24.c","type":"chat","visitor":{"id":"1","name":"Bo"},"timestamp":"2024-01-07T09:00:00Z","history":[{"type":"chat.msg","nick":"agent:7","timestamp":"24:00","msg":"x"}]}}"#,
    "\n",
);

#[test]
fn a_whatsapp_chat_is_taken_once_its_dates_and_reps_are_said() {
    let repo = TestRepo::empty();
    repo.write("ann.txt", WHATSAPP);
    assert_snapshot!(repo.run(&["import", "ann.txt"]), @r"
    $ livechats import ann.txt
    [stderr] Read ann.txt as whatsapp (--from to choose).
    [stderr] error: ann.txt: it does not tell whether the day or the month comes first, for no day is above 12
    [stderr] hint: say --dates dmy or --dates mdy
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["import", "ann.txt", "--dates", "dmy"]), @r#"
    $ livechats import ann.txt --dates dmy
    [stderr] Read ann.txt as whatsapp (--from to choose).
    [stderr] error: ann.txt: it does not tell who of its senders is a rep
    [stderr] hint: say who is, as often as needed: --rep NAME; its senders are "Ann", "Max"
    [exit 6]
    "#);
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
    let import = ["import", "ann.txt", "--dates", "dmy", "--rep", "Max", "--from", "whatsapp"];
    assert_snapshot!(repo.run(&import), @r"
    $ livechats import ann.txt --dates dmy --rep Max --from whatsapp
    [stderr] 1 chat and 3 messages new.
    [stderr] 1 chat has times without a zone, read as UTC (--tz to choose).
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "1", "--format", "txt"]), @r"
    $ livechats show 1 --format txt
    Chat 1  open

    Person        Ann
    App           whatsapp
    Assignee      Max
    Created       2024-02-01 09:30
    Updated       2024-02-01 09:31
    Source        whatsapp/3e5d99ffb1448181

    3 messages
    ── 2024-02-01 ──
    09:30  system
           Messages and calls are end-to-end encrypted.
    09:30  person  Ann
           Where is my order?
    09:31  rep  Max
           On its way
    [exit 0]
    ");
    repo.write("ann.txt", format!("{WHATSAPP}13/2/24, 9:31 AM - Ann: Thanks\n"));
    assert_snapshot!(repo.run(&["import", "ann.txt", "--rep", "Max", "--from", "whatsapp", "--update"]), @r"
    $ livechats import ann.txt --rep Max --from whatsapp --update
    [stderr] 1 chat brought up to date.
    [stderr] 1 chat has times without a zone, read as UTC (--tz to choose).
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["search", "Thanks", "--ids"]), "1\n");
    assert_eq!(repo.succeed(&["list", "--count"]), "1\n");
}

#[test]
fn a_bad_chat_among_good_ones_is_named_or_put_aside() {
    let repo = TestRepo::empty();
    repo.write("zendesk.jsonl", ZENDESK);
    assert_snapshot!(repo.run(&["import", "zendesk.jsonl"]), @r#"
    $ livechats import zendesk.jsonl
    [stderr] Read zendesk.jsonl as zendesk (--from to choose).
    [stderr] error: zendesk.jsonl line 3, chat 3, data.history[0].timestamp: not a time: "24:00"
    [stderr] hint: nothing was kept; mend the line, or import the good ones with --keep-going
    [exit 8]
    "#);
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
    assert_snapshot!(repo.run(&["import", "zendesk.jsonl", "--from", "zendesk", "--keep-going"]), @r#"
    $ livechats import zendesk.jsonl --from zendesk --keep-going
    [stderr] warning: zendesk.jsonl line 3, chat 3, data.history[0].timestamp: not a time: "24:00"
    [stderr] 1 chat and 1 message new.
    [stderr] Kept as custom fields, for the form has no such keys: type (1 chat).
    [stderr] Passed over 1 record that is no chat.
    [stderr] error: 1 line could not be read and went to import-rejected.jsonl
    [stderr] hint: mend them there, then: livechats import import-rejected.jsonl --from zendesk
    [exit 3]
    "#);
    let rejected = repo.read("import-rejected.jsonl");
    repo.write("mended.jsonl", rejected.replace("24:00", "2024-01-07T09:00:01Z"));
    let again = repo.output(&["import", "mended.jsonl", "--from", "zendesk"]);
    assert_eq!(code(&again), 0, "{}", text(&again.stderr));
    assert_eq!(repo.succeed(&["list", "--ids", "source:zendesk"]), "2\n1\n");
}

#[test]
fn pipes_and_packed_files_are_told_by_their_content_too() {
    let telegram = r#"{"name":"Ann","type":"personal_chat","id":70,"messages":[
        {"type":"message","date":"2024-01-05T10:00:00","from":"Ann","from_id":"user70","text":"hi"}]}"#;
    let repo = TestRepo::empty();
    let piped = repo.feed(&["import", "-"], telegram.as_bytes());
    assert_eq!(code(&piped), 0, "{}", text(&piped.stderr));
    assert!(text(&piped.stderr).starts_with("Read standard input as telegram"), "{}", text(&piped.stderr));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(telegram.as_bytes()).unwrap();
    repo.write("chats.csv", gzip.finish().unwrap());
    assert_snapshot!(repo.run(&["import", "chats.csv"]), @r"
    $ livechats import chats.csv
    [stderr] Read chats.csv as telegram (--from to choose).
    [stderr] Nothing new: 1 known.
    [stderr] 1 chat has times without a zone, read as UTC (--tz to choose).
    [stderr] Kept as custom fields, for the form has no such keys: type (1 chat).
    [exit 0]
    ");
}

#[test]
fn what_goes_out_as_csv_comes_in_the_same() {
    let hostile = r#"{"id":"x","source":"=1+1","app":"'a","status":"closed","tags":["@t","'u"],"person":{"id":"p","name":"+a\"b"},"description":"-,\n\"","custom_fields":{"n":"007","m":4.50,"k":true,"t":"'q"},"messages":[{"from":"person","author":"=","text":"a,\"b\"\r\n'c\u0000\ud83d\ude00"},{"from":"rep","at":"2024-01-01T00:00:00.000001Z","text":""},{"from":"system","text":"\ufeff"}]}"#;
    for repo in [TestRepo::with(&format!("{CHATS}{hostile}\n")), TestRepo::nothing()] {
        let from: &[&str] = if repo.file().exists() { &[] } else { &["--repo", "livechats-demo.db"] };
        if !from.is_empty() {
            repo.succeed(&["demo", "--chats", "150", "--seed", "7"]);
        }
        let copy = TestRepo::empty();
        for turn in [&repo, &copy] {
            let from = if std::ptr::eq(turn, &copy) { &[] } else { from };
            for kind in ["chats", "messages"] {
                let file = format!("{kind}.csv");
                turn.succeed(&[from, &["export", "--kind", kind, "--format", "csv", "-o", &file]].concat());
            }
            if std::ptr::eq(turn, &copy) {
                continue;
            }
            for file in ["chats.csv", "messages.csv"] {
                copy.write(&format!("in-{file}"), std::fs::read(repo.path(file)).unwrap());
            }
            copy.succeed(&["import", "in-chats.csv", "in-messages.csv"]);
        }
        for file in ["chats.csv", "messages.csv"] {
            assert_eq!(without_numbers(&repo.read(file)), without_numbers(&copy.read(file)));
        }
        let again = copy.output(&["import", "in-messages.csv", "in-chats.csv", "--from", "csv"]);
        assert!(text(&again.stderr).starts_with("Nothing new: "), "{}", text(&again.stderr));
        assert!(!text(&again.stderr).contains("different"), "{}", text(&again.stderr));
    }
}

/// The rows of a CSV without our own numbers, which are given anew.
fn without_numbers(csv: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        let cells = head.iter().zip(row.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        cells.filter(|(name, _)| !["id", "chat", "person_id"].contains(&name.as_str())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn what_does_not_go_together_is_refused() {
    let repo = TestRepo::with_chats();
    for kind in ["chats", "messages"] {
        repo.succeed(&["export", "--kind", kind, "-o", &format!("{kind}.csv")]);
    }
    repo.write("chats.jsonl", CHATS);
    repo.write("ann.txt", WHATSAPP);
    repo.write("bad.csv", repo.read("chats.csv").replace("2026-01-1", "yesterday "));
    for (args, expected, problem) in [
        (&["import", "chats.csv"][..], 2, "error: chats.csv needs its other half"),
        (&["import", "messages.csv", "chats.jsonl"], 2, "error: messages.csv needs its other half"),
        (&["import", "chats.csv", "messages.csv", "--update"], 2, "error: CSV holds less than a chat"),
        (&["import", "chats.csv", "messages.csv", "--keep-going"], 2, "error: a chat in CSV stands in many lines"),
        (&["import", "bad.csv", "messages.csv", "--keep-going"], 2, "error: a chat in CSV stands in many lines"),
        (&["import", "bad.csv", "messages.csv"], 8, "error: bad.csv line 3, created: not a time"),
        (&["import", "chats.jsonl", "--rep", "Max"], 2, "error: --rep is for chats of WhatsApp and Telegram"),
        (&["import", "chats.jsonl", "--dates", "dmy"], 2, "error: --dates is for chats of WhatsApp"),
        (&["import", "ann.txt", "--dates", "dmy", "--rep", "Mux"], 6, "none of its senders is a rep that --rep names"),
        (
            &["import", "ann.txt", "--dates", "dmy", "--rep", "Max", "--rep", "Bo"],
            6,
            "error: nobody in these files is called Bo",
        ),
        (&["import", "chats.jsonl", "--from", "telegram"], 6, "it does not tell who of its senders is a rep"),
        (&["import", "chats.jsonl", "--from", "chatwoot"], 8, "chat 1, messages[0].message_type: is missing"),
        (&["import", "ann.txt", "--from", "livechats"], 8, "ann.txt line 1, byte 2"),
        (&["import", "chats.jsonl", "--from", "whatsapp"], 8, "expected the time of a message"),
        (&["import", "chats.jsonl", "chats.jsonl", "--from", "csv"], 8, "error: chats.jsonl line 1: "),
    ] {
        let output = repo.output(args);
        assert_eq!(code(&output), expected, "{args:?} {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(problem), "{args:?} {}", text(&output.stderr));
    }
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
    assert!(repo.names().iter().all(|name| !name.starts_with("import-rejected")));
}
