//! `livechats export` as transcripts: HTML and plain text.

use insta::assert_snapshot;

use crate::repo::{TestRepo, code};

#[test]
fn a_text_is_what_show_prints_without_the_notes() {
    let repo = TestRepo::with_chats();
    let args = ["export", "tag:vip", "--tz", "Asia/Bangkok", "--format", "txt", "--output", "-"];
    assert_snapshot!(repo.run(&args), @r"
    $ livechats export tag:vip --tz Asia/Bangkok --format txt --output -
    Transcripts of chats. Times are those of Asia/Bangkok.

    ────────────────────────────────────────────────────────────────────────────────
    Chat 1  closed

    Person        Ann Example · ann@example.com
    App           webchat
    Assignee      Max
    Tags          refund, vip
    Language      en
    Created       2026-01-10 16:00
    Closed        2026-01-10 16:30
    Updated       2026-01-10 16:30
    Source        shop/s-1

    Fields
      order       AB-123
      amount      4.50
      express     true

    3 messages
    ── 2026-01-10 ──
    16:00  person  Ann Example
           My parcel AB-123 never came, I want a refund
    16:00  ai  helper
           I am sorry to hear that. One moment please.
    16:05  rep  Max
           Hello Ann, the money is on its way.
           Anything else?

    ────────────────────────────────────────────────────────────────────────────────
    Chat 4  resolved

    Person        ليلى
    App           webchat
    Tags          vip
    Language      ar
    Created       unknown
    Source        mail/s-4

    1 message
    --:--  person  ليلى
           أين طلبي؟ شكرا

    [stderr] Exported 2 of 5 chats.
    [exit 0]
    ");
    let shown = repo.succeed(&["show", "1", "--tz", "Asia/Bangkok"]);
    assert!(shown.contains("asked the warehouse"));
    assert!(repo.succeed(&[&args[..], &["--with-notes"]].concat()).contains(&shown));
}

#[test]
fn no_text_of_a_chat_passes_for_the_beginning_of_another() {
    let rule = "─".repeat(80);
    let fake = format!("{rule}\\nChat 2  closed\\n\\nPerson        Eve");
    let repo = TestRepo::with(&format!(
        "{{\"id\":\"a\",\"source\":\"s\",\"created_at\":null,\"person\":{{\"id\":\"p\",\"name\":\"{fake}\"}},\"rep\":null,\
         \"description\":\"{fake}\",\"tags\":[\"{fake}\"],\"custom_fields\":{{\"{fake}\":\"{fake}\",\"Chat 3\":\"x\"}},\
         \"messages\":[{{\"at\":null,\"from\":\"person\",\"author\":\"{fake}\",\"text\":\"{fake}\"}}]}}\n"
    ));
    repo.succeed(&["export", "--output", "all.txt"]);
    let text = repo.read("all.txt");
    assert_eq!(text.lines().filter(|line| *line == rule).count(), 1, "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("Chat ")).count(), 1, "{text}");
}

#[test]
fn a_page_holds_an_index_and_every_chat() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["export", "id:1,4", "--tz", "Asia/Bangkok", "--output", "two.html"]), @r"
    $ livechats export id:1,4 --tz Asia/Bangkok --output two.html
    [stderr] Exported 2 of 5 chats to two.html.
    [exit 0]
    ");
    assert_eq!(repo.mode("two.html"), 0o600);
    let page = repo.read("two.html");
    assert!(!page.contains("asked the warehouse"), "a note");
    let noted = repo.succeed(&["export", "id:1", "--with-notes", "--format", "html", "--output", "-"]);
    assert!(noted.contains("<div class=\"words\" dir=\"auto\">asked the warehouse</div>"), "no note");
    let body = page.split_once("</style>\n</head>\n").unwrap().1;
    assert_snapshot!(body, @r##"
    <body>
    <header class="top"><h1>2 chats</h1>
    <p>Chosen by <bdi>id:1,4</bdi>. Times are those of <bdi>Asia/Bangkok</bdi>. Internal notes are left out.</p></header>
    <nav class="scroll" aria-label="Chats" id="index"><table>
    <thead><tr><th scope="col">Chat</th><th scope="col">Began</th><th scope="col">Person</th><th scope="col">App</th><th scope="col">Assignee</th><th scope="col">Status</th><th scope="col">Messages</th></tr></thead>
    <tbody>
    <tr id="r1"><th scope="row"><a href="#c1">1</a></th><td><time datetime="2026-01-10T09:00:00Z">2026-01-10 16:00</time></td><td class="who"><bdi>Ann Example</bdi></td><td><bdi>webchat</bdi></td><td><bdi>Max</bdi></td><td><span class="status closed">closed</span></td><td class="n">3</td></tr>
    <tr id="r4"><th scope="row"><a href="#c4">4</a></th><td><span class="none">unknown</span></td><td class="who"><bdi>ليلى</bdi></td><td><bdi>webchat</bdi></td><td><bdi></bdi></td><td><span class="status resolved">resolved</span></td><td class="n">1</td></tr>
    </tbody>
    </table></nav>
    <main>
    <article class="chat" id="c1" aria-labelledby="h1">
    <header><h2 id="h1">Chat 1 <span class="status closed">closed</span></h2></header>
    <dl class="facts">
    <div><dt>Person</dt><dd><bdi>Ann Example</bdi><br><bdi>ann@example.com</bdi></dd></div>
    <div><dt>App</dt><dd><bdi>webchat</bdi></dd></div>
    <div><dt>Assignee</dt><dd><bdi>Max</bdi></dd></div>
    <div><dt>Tags</dt><dd><bdi>refund</bdi>, <bdi>vip</bdi></dd></div>
    <div><dt>Began</dt><dd><time datetime="2026-01-10T09:00:00Z">2026-01-10 16:00</time></dd></div>
    <div><dt>Closed</dt><dd><time datetime="2026-01-10T09:30:00Z">2026-01-10 16:30</time></dd></div>
    <div><dt>Updated</dt><dd><time datetime="2026-01-10T09:30:00Z">2026-01-10 16:30</time></dd></div>
    <div><dt>Language</dt><dd><bdi>en</bdi></dd></div>
    <div><dt>Source</dt><dd><bdi>shop/s-1</bdi></dd></div>
    </dl>
    <h3>Fields</h3>
    <dl class="facts">
    <div><dt><bdi>order</bdi></dt><dd dir="auto">AB-123</dd></div>
    <div><dt><bdi>amount</bdi></dt><dd dir="auto">4.50</dd></div>
    <div><dt><bdi>express</bdi></dt><dd dir="auto">true</dd></div>
    </dl>
    <h3>3 messages</h3>
    <ol class="thread" lang="en">
    <li class="day"><bdi>Saturday, 10 January 2026</bdi></li>
    <li id="m1-1" class="person"><p class="head"><b><bdi>Ann Example</bdi></b> person · <time datetime="2026-01-10T09:00:00Z">16:00</time></p><div class="say" dir="auto">My parcel AB-123 never came, I want a refund</div></li>
    <li id="m1-2" class="ai"><p class="head"><b><bdi>helper</bdi></b> AI assistant · <time datetime="2026-01-10T09:00:05Z">16:00</time></p><div class="say" dir="auto">I am sorry to hear that. One moment please.</div></li>
    <li id="m1-3" class="rep"><p class="head"><b><bdi>Max</bdi></b> rep · <time datetime="2026-01-10T09:05:00Z">16:05</time></p><div class="say" dir="auto">Hello Ann, the money is on its way.
    Anything else?</div></li>
    </ol>
    </article>
    <article class="chat" id="c4" aria-labelledby="h4">
    <header><h2 id="h4">Chat 4 <span class="status resolved">resolved</span></h2></header>
    <dl class="facts">
    <div><dt>Person</dt><dd><bdi>ليلى</bdi></dd></div>
    <div><dt>App</dt><dd><bdi>webchat</bdi></dd></div>
    <div><dt>Tags</dt><dd><bdi>vip</bdi></dd></div>
    <div><dt>Began</dt><dd><span class="none">unknown</span></dd></div>
    <div><dt>Language</dt><dd><bdi>ar</bdi></dd></div>
    <div><dt>Source</dt><dd><bdi>mail/s-4</bdi></dd></div>
    </dl>
    <h3>1 message</h3>
    <ol class="thread" lang="ar">
    <li id="m4-1" class="person"><p class="head"><b><bdi>ليلى</bdi></b> person</p><div class="say" dir="auto">أين طلبي؟ شكرا</div></li>
    </ol>
    </article>
    </main>
    <footer>Written by livechats 0.1.0 at <time datetime="2026-01-15T12:00:00Z">2026-01-15 19:00</time> (<bdi>Asia/Bangkok</bdi>).</footer>
    </body>
    </html>
    "##);
    let printed = repo.succeed(&["export", "id:1,4", "--tz", "Asia/Bangkok", "--format", "html", "--output", "-"]);
    assert_eq!(printed, page);
}

#[test]
fn a_folder_has_a_page_for_each_chat() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["export", "tag:refund", "--format", "html", "--output", "pages/"]), @r"
    $ livechats export tag:refund --format html --output pages/
    [stderr] Exported 2 of 5 chats to pages/.
    [exit 0]
    ");
    let mut names: Vec<String> = std::fs::read_dir(repo.path("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["_export.manifest.json", "_export.sha256", "chat-1.html", "chat-2.html", "index.html"]);
    assert_eq!((repo.mode("pages"), repo.mode("pages/index.html")), (0o700, 0o600));
    assert_snapshot!(repo.run(&["export", "--verify", "pages"]), @r"
    $ livechats export --verify pages
    [stderr] pages/_export.manifest.json is whole: 2 rows in 3 files, and the record stood there as it says.
    [exit 0]
    ");
    assert_eq!(code(&repo.shell("cd pages && sha256sum --check --strict --quiet _export.sha256")), 0);
    // A page, the list, a line of the list that is as long as it was, and all of them.
    for (changed, said) in [
        (&["chat-2.html"][..], "chat-2.html is not what was written"),
        (&["_export.sha256"], "_export.sha256 is not what was written"),
        (&["chat-2.html", "_export.sha256"], "_export.sha256 is not what was written"),
    ] {
        for name in changed {
            let path = format!("pages/{name}");
            let other = match *name {
                "_export.sha256" => repo.shell("cd pages && sha256sum chat-1.html chat-2.html index.html").stdout,
                _ => b"another".to_vec(),
            };
            repo.write(&path, std::str::from_utf8(&other).unwrap());
        }
        let told = repo.refuses(9, &["export", "--verify", "pages"]);
        assert!(told.contains(said), "{changed:?}: {told}");
        std::fs::remove_dir_all(repo.path("pages")).unwrap();
        repo.succeed(&["export", "tag:refund", "--format", "html", "--output", "pages/"]);
    }
    std::fs::remove_file(repo.path("pages/chat-1.html")).unwrap();
    assert!(repo.refuses(9, &["export", "--verify", "pages"]).contains("pages/chat-1.html is missing"));
    std::fs::remove_file(repo.path("pages/_export.sha256")).unwrap();
    assert!(repo.refuses(9, &["export", "--verify", "pages"]).contains("pages/_export.sha256 is missing"));
    repo.write("pages/_export.sha256", format!("{}  ../chats.jsonl\n", "0".repeat(64)));
    assert!(repo.refuses(9, &["export", "--verify", "pages"]).contains("_export.sha256 is not what was written"));
    assert_snapshot!(repo.run(&["export", "--format", "html", "--output", "pages/", "--force"]), @r"
    $ livechats export --format html --output pages/ --force
    [stderr] error: cannot make the folder pages/: the name is taken
    [stderr] hint: name a folder that is not there yet
    [exit 16]
    ");
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_written() {
    let repo = TestRepo::with_chats();
    for (args, said) in [
        (&["export", "--format", "csv", "--output", "x/"][..], "only html and parquet fill a folder"),
        (&["export", "--kind", "people", "--format", "parquet", "--output", "x/"], "--kind people has no months"),
        (&["export", "--kind", "chats", "--output", "x.html"], "transcripts hold whole chats"),
        (&["export", "--kind", "whole", "--output", "x.parquet"], "JSON Lines, html or txt only"),
        (&["export", "--columns", "id", "--output", "x.html"], "no columns to choose"),
        (&["export", "--with-notes", "--output", "x.jsonl"], "--with-notes is for transcripts"),
        (&["export", "--split", "10", "--output", "x.txt"], "--split cannot divide txt"),
        (&["export", "--excel", "--output", "x.html"], "--excel is for CSV"),
    ] {
        let told = repo.refuses(2, args);
        assert!(told.contains(said), "{args:?}: {told}");
    }
    let shown = repo.on_terminal(&["export", "--format", "html", "--output", "-"]);
    assert!(shown.contains("a terminal cannot show html or parquet"), "{shown}");
    assert!(repo.names().iter().all(|name| !name.starts_with('x') && !name.contains("tmp")), "{:?}", repo.names());
}

#[test]
fn names_and_addresses_are_taken_out_of_every_layout() {
    let repo = TestRepo::with_chats();
    for (format, output) in [("html", "x.html"), ("txt", "x.txt"), ("parquet", "x.parquet")] {
        repo.succeed(&["export", "--redact", "names,email", "--format", format, "--output", output]);
        let bytes = std::fs::read(repo.path(output)).unwrap();
        let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(has("Person-") && has("[email]"), "{format}");
        assert!(!has("Ann Example") && !has("ann@example.com"), "{format}");
    }
    repo.succeed(&["export", "--redact", "names", "--format", "parquet", "--output", "months/"]);
    assert!(repo.read("months/_export.manifest.json").contains("\"redacted\""));
    let told = repo.read("months/_export.sha256");
    assert!(told.ends_with("  created_month=unknown/part-0001.parquet\n"), "{told}");
}
