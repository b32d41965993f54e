//! Pages read again by a small reader of their own: strict, and of nothing but what pages may hold.

mod hostile;
mod reader;

use super::*;
use crate::model::attachment::Attachment;
use crate::model::chat::Rating;
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use hostile::strings;
use reader::Element;

fn look(zone: &TimeZone) -> Look<'_> {
    Look { zone, zone_name: "UTC", query: None, now: Time::EPOCH, notes: true }
}

/// A chat that says this wherever a chat can say anything.
fn full_of(text: &str) -> WholeChat {
    let some = || Some(text.to_owned());
    let attachment = Attachment { name: text.into(), media_type: some(), size: 3, link: some() };
    let message = |kind| Message {
        author: some(),
        alias: some(),
        text: text.into(),
        attachments: vec![attachment.clone()],
        ..Message::of(kind)
    };
    WholeChat {
        id: 7,
        external_id: text.into(),
        source: text.into(),
        language: some(),
        app: some(),
        person: Person {
            name: some(),
            email: some(),
            phone: some(),
            fields: vec![(text.to_owned(), FieldValue::Text(text.into()))],
            ..Person::default()
        },
        rep: Some(Rep { name: some(), ..Rep::default() }),
        participants: vec![text.to_owned()],
        teams: vec![text.to_owned()],
        tags: vec![text.to_owned(), text.to_owned()],
        rating: Some(Rating { score: 4, comment: some(), at: None }),
        description: some(),
        fields: vec![(text.to_owned(), FieldValue::Text(text.into()))],
        notes: vec![Note { author: some(), text: text.into(), ..Note::default() }],
        messages: AuthorKind::ALL.map(message).to_vec(),
        ..WholeChat::default()
    }
}

/// One page of these chats.
fn page(chats: &[WholeChat]) -> String {
    let (zone, folder) = (TimeZone::UTC, tempfile::tempdir().unwrap());
    let mut out = Vec::new();
    let mut file = OneFile::begin(look(&zone), &mut out, folder.path()).unwrap();
    for chat in chats {
        file.add(&look(&zone).transcript(chat, false)).unwrap();
    }
    file.finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn hostile_texts_stay_texts_in_every_place() {
    let strings = strings();
    assert!(strings.len() > 300, "{}", strings.len());
    let harmless = reader::read(&page(&[full_of("x")]));
    for text in &strings {
        let document = reader::read(&page(&[full_of(text)]));
        // The texts alone differ: every element is one that a harmless chat has too, in the same place.
        assert_eq!(document.skeleton(), harmless.skeleton(), "{text:?}");
        let said: Vec<String> = document.with_class("say").map(Element::text).collect();
        assert_eq!(said, vec![text.clone(); AuthorKind::ALL.len()]);
        let notes: Vec<String> = document.with_class("words").map(Element::text).collect();
        assert_eq!(notes, std::slice::from_ref(text));
        // Person, mail, phone, app, rep, two tags, team, comment, source, participant, names of fields …
        let names = document.named("bdi").filter(|name| name.text() == *text).count();
        assert!(names >= 20, "{names} names are {text:?}");
    }
}

#[test]
fn the_policy_comes_first_and_allows_nothing_but_our_style() {
    let page = page(&[full_of("x")]);
    let head = page.split_once("<head>\n").unwrap().1;
    assert!(
        head.starts_with(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        )
    );
    assert!(head.contains("<meta name=\"referrer\" content=\"no-referrer\">"));
    for word in ["<script", "javascript", "@import", "url(", " src=", "on load", "<iframe", "<form", "<object"] {
        assert!(!page.contains(word), "{word}");
    }
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let digest = <sha2::Sha256 as sha2::Digest>::digest(style);
    let mut expected = Vec::new();
    crate::exchange::base64::push(&digest, &mut expected);
    assert!(head.contains(&format!("'sha256-{}'", String::from_utf8(expected).unwrap())));
}

#[test]
fn notes_are_there_only_when_asked_for() {
    let (zone, mut chat) = (TimeZone::UTC, full_of("x"));
    chat.notes[0].text = "secret".into();
    let article = |notes| {
        let look = Look { notes, ..look(&zone) };
        String::from_utf8(look.transcript(&chat, false).article.bytes().to_vec()).unwrap()
    };
    assert!(article(true).contains("secret"));
    assert!(!article(false).contains("secret") && !article(false).contains("Notes"));
}

#[test]
fn an_index_of_many_chats_has_pages() {
    let (zone, folder) = (TimeZone::UTC, tempfile::tempdir().unwrap());
    let path = folder.path().join("pages");
    let output = crate::exchange::output_folder::OutputFolder::create(&path).unwrap();
    let mut pages = Pages::with_pages_of(10, look(&zone), &output);
    for id in 1..=21 {
        let chat = WholeChat { id, ..WholeChat::default() };
        pages.add(&look(&zone).transcript(&chat, true)).unwrap();
    }
    pages.finish().unwrap();
    output.finish().unwrap();
    let read = |name: &str| reader::read(&std::fs::read_to_string(path.join(name)).unwrap());
    let links = |name: &str| read(name).named("a").filter_map(|a| a.attribute("href")).collect::<Vec<_>>();
    assert_eq!(std::fs::read_dir(&path).unwrap().count(), 21 + 3);
    assert_eq!(links("index.html")[..4], ["index.html", "index-2.html", "index-3.html", "chat-1.html"]);
    assert_eq!(links("index.html").len(), 3 + 10);
    assert_eq!(links("index-2.html")[..4], ["index.html", "index.html", "index-3.html", "chat-11.html"]);
    assert_eq!(links("index-3.html"), ["index.html", "index-2.html", "chat-21.html"]);
    assert_eq!(links("chat-10.html"), ["index.html#r10"]);
    assert_eq!(links("chat-11.html"), ["index-2.html#r11"]);
    assert_eq!(links("chat-21.html"), ["index-3.html#r21"]);
    // Whatever a page of the folder links to is in the folder.
    for name in ["index.html", "index-2.html", "index-3.html"] {
        for link in links(name) {
            assert!(path.join(&link).is_file(), "{link}");
        }
    }
}
