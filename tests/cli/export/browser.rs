//! Pages in a real browser, where there is one: nothing in them runs, loads or calls, and every text is what it was.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::program::browser;
use crate::repo::TestRepo;

/// Texts that would run or call if they were read as markup. `URL` is an address that is listened at.
const SHAPES: &[&str] = &[
    "<script>document.title='owned'</script>",
    "<script src='URL'></script>",
    "<img src='URL'>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\">",
    "<svg><image href='URL'/></svg>",
    "<iframe src='URL'></iframe>",
    "<iframe srcdoc=\"<script>top.document.title='owned'</script>\"></iframe>",
    "<link rel=stylesheet href='URL'>",
    "<link rel=prefetch href='URL'>",
    "<style>@import 'URL';*{background:url(URL)}</style>",
    "<p style=\"background:url(URL)\">x</p>",
    "<meta http-equiv=refresh content='0;url=URL'>",
    "<base href='URL'>",
    "<object data='URL'></object>",
    "<embed src='URL'>",
    "<video src='URL' autoplay></video>",
    "<audio src='URL' autoplay></audio>",
    "<form action='URL'><input autofocus onfocus=\"document.title='owned'\"></form>",
    "<details open ontoggle=\"document.title='owned'\">",
    "<body background='URL' onload=\"document.title='owned'\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=\"document.title='owned'\">",
    "javascript:document.title='owned'",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "{{constructor.constructor('document.title=1')()}}",
];

const CLOSERS: &[&str] =
    &["", "\">", "'>", "</title>", "</style>", "</textarea>", "-->", "]]>", "</bdi></li></ol>", "\u{202e}"];

/// What a browser says a text is, as it writes it down.
fn told(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The texts of messages in a page that a browser wrote down, without the marks beside what reorders.
fn said(page: &str) -> Vec<String> {
    let begin = "<div class=\"say\" dir=\"auto\">";
    let texts = page.split(begin).skip(1).map(|rest| rest.split("</div>").next().unwrap());
    texts.map(|text| text.replace("<span class=\"mark\" data-is=\"U+202E\">", "").replace("</span>", "")).collect()
}

#[test]
fn a_browser_shows_every_text_and_does_nothing_else() {
    let Some(browser) = browser() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    let shapes = SHAPES.iter().flat_map(|shape| CLOSERS.iter().map(move |closer| format!("{closer}{shape}")));
    let texts: Vec<String> = shapes.map(|text| text.replace("URL", &url)).collect();
    // Twelve of them a chat, and one of them wherever else a chat says anything.
    let lines: String = (0..250)
        .map(|chat| {
            let text = &texts[chat % texts.len()];
            let message = |number: usize| json!({"at": null, "from": "person", "author": text, "text": texts[(chat * 12 + number) % texts.len()]});
            let chat = json!({
                "id": chat.to_string(), "source": text, "created_at": null, "lang": text, "app": text,
                "person": {"id": chat.to_string(), "name": text, "email": text, "phone": text}, "rep": {"id": text, "name": text},
                "teams": [text], "tags": [text], "description": text, "rating": {"score": 1, "comment": text},
                "custom_fields": {text: text}, "messages": (0..12).map(message).collect::<Vec<_>>(),
            });
            format!("{chat}\n")
        })
        .collect();
    let repo = TestRepo::with(&lines);
    repo.succeed(&["export", "--output", "all.html"]);
    let profile = tempfile::tempdir().unwrap();
    let opened = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server"])
        .args(["--disable-background-networking", "--disable-component-update", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", repo.path("all.html").display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let page = String::from_utf8(opened.stdout).unwrap();
    assert!(page.contains("<title>250 chats</title>"), "the title was changed");
    let expected: Vec<String> = (0..3000).map(|number| told(&texts[number % texts.len()])).collect();
    assert_eq!(said(&page), expected);
    assert!(listener.accept().is_err(), "the page called somebody");
}
