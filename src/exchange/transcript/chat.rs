//! A chat as a piece of a page, and as a row of an index.

use jiff::civil::Date;

use super::Look;
use super::markup::Markup;
use crate::model::attachment::Attachment;
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::Person;
use crate::model::transcript::{author, from_start};

/// Characters of a description that an index shows.
const LONGEST_ABOUT: usize = 160;

impl Look<'_> {
    /// The chat with all that a transcript shows of it.
    pub(super) fn article(&self, chat: &WholeChat, page: &mut Markup) {
        page.raw("<article class=\"chat\" id=\"c");
        page.number(chat.id);
        page.raw("\" aria-labelledby=\"h");
        page.number(chat.id);
        page.raw("\">\n<header><h2 id=\"h");
        page.number(chat.id);
        page.raw("\">Chat ");
        page.number(chat.id);
        page.raw(" ");
        status(chat, page);
        page.raw("</h2></header>\n");
        if let Some(description) = &chat.description {
            page.raw("<p class=\"about\" dir=\"auto\">");
            page.text(description);
            page.raw("</p>\n");
        }
        self.facts(chat, page);
        fields("Fields", &chat.fields, page);
        fields("Fields of the person", &chat.person.fields, page);
        if self.notes {
            self.all_notes(&chat.notes, page);
        }
        self.thread(chat, page);
        page.raw("</article>\n");
    }

    /// The chat in a row of an index; `file` says whether it has a page of its own.
    pub(super) fn row(&self, chat: &WholeChat, file: bool, page: &mut Markup) {
        page.raw("<tr id=\"r");
        page.number(chat.id);
        page.raw("\"><th scope=\"row\"><a href=\"");
        page.raw(if file { "chat-" } else { "#c" });
        page.number(chat.id);
        page.raw(if file { ".html\">" } else { "\">" });
        page.number(chat.id);
        page.raw("</a></th><td>");
        page.time(chat.created, self.zone);
        page.raw("</td><td class=\"who\">");
        page.name(chat.person.name.as_deref().unwrap_or("Unknown"));
        if let Some(description) = &chat.description {
            page.raw("<p dir=\"auto\">");
            page.text(&shortened(description));
            page.raw("</p>");
        }
        page.raw("</td><td>");
        page.name(chat.app.as_deref().unwrap_or_default());
        page.raw("</td><td>");
        page.name(chat.rep.as_ref().map_or("", |rep| rep.label()));
        page.raw("</td><td>");
        status(chat, page);
        page.raw("</td><td class=\"n\">");
        page.number(chat.messages.len().try_into().unwrap_or(i64::MAX));
        page.raw("</td></tr>\n");
    }

    fn facts(&self, chat: &WholeChat, page: &mut Markup) {
        page.raw("<dl class=\"facts\">\n");
        fact("Person", page, |page| person(&chat.person, page));
        text_fact("App", chat.app.as_deref(), page);
        text_fact("Assignee", chat.rep.as_ref().map(|rep| rep.label()), page);
        names_fact("Teams", &chat.teams, page);
        names_fact("Tags", &chat.tags, page);
        if let Some(given) = &chat.rating {
            fact("Rating", page, |page| rating(given, page));
        }
        fact("Began", page, |page| page.time(chat.created, self.zone));
        for (label, time) in [("Closed", chat.closed), ("Updated", chat.updated)] {
            if time.is_some() {
                fact(label, page, |page| page.time(time, self.zone));
            }
        }
        text_fact("Language", chat.language.as_deref(), page);
        if !chat.began_here {
            text_fact("Source", Some(&format!("{}/{}", chat.source, chat.external_id)), page);
        }
        names_fact("Took part", &chat.participants, page);
        page.raw("</dl>\n");
    }

    fn all_notes(&self, notes: &[Note], page: &mut Markup) {
        if notes.is_empty() {
            return;
        }
        page.raw("<section class=\"notes\"><h3>Notes (internal)</h3>\n<ul>\n");
        for note in notes {
            page.raw("<li><p class=\"head\"><b>");
            page.name(note.author.as_deref().unwrap_or("Unknown"));
            page.raw("</b> ");
            page.time(note.at, self.zone);
            page.raw("</p><div class=\"words\" dir=\"auto\">");
            page.text(&note.text);
            page.raw("</div></li>\n");
        }
        page.raw("</ul></section>\n");
    }

    fn thread(&self, chat: &WholeChat, page: &mut Markup) {
        page.raw("<h3>");
        page.number(chat.messages.len().try_into().unwrap_or(i64::MAX));
        page.raw(if chat.messages.len() == 1 { " message" } else { " messages" });
        page.raw("</h3>\n<ol class=\"thread\"");
        page.language(chat.language.as_deref());
        page.raw(">\n");
        let mut day = None;
        for (number, message) in (1..).zip(&chat.messages) {
            let today = message.at.map(|at| at.timestamp().to_zoned(self.zone.clone()).date());
            if today.is_some() && today != day {
                day = today;
                day_line(today, page);
            }
            self.message(chat, number, message, page);
        }
        page.raw("</ol>\n");
    }

    fn message(&self, chat: &WholeChat, number: i64, message: &Message, page: &mut Markup) {
        page.raw("<li id=\"m");
        page.number(chat.id);
        page.raw("-");
        page.number(number);
        page.raw("\" class=\"");
        page.raw(message.kind.name());
        page.raw("\"><p class=\"head\">");
        let who = author(chat, message);
        if !who.is_empty() {
            page.raw("<b>");
            page.name(&who);
            page.raw("</b> ");
        }
        page.raw(spoken(message.kind));
        match (message.at, message.offset) {
            (Some(at), _) => {
                page.raw(" · ");
                page.minute(at, self.zone);
            }
            (None, Some(offset)) => {
                page.raw(" · ");
                page.name(&from_start(offset));
            }
            (None, None) => {}
        }
        page.raw("</p>");
        if !message.text.is_empty() || message.attachments.is_empty() {
            page.raw("<div class=\"say\" dir=\"auto\">");
            page.text(&message.text);
            page.raw("</div>");
        }
        attachments(&message.attachments, page);
        page.raw("</li>\n");
    }
}

fn spoken(kind: AuthorKind) -> &'static str {
    match kind {
        AuthorKind::Person => "person",
        AuthorKind::Ai => "AI assistant",
        AuthorKind::Rep => "rep",
        AuthorKind::System => "system",
    }
}

fn day_line(day: Option<Date>, page: &mut Markup) {
    let Some(day) = day else { return };
    page.raw("<li class=\"day\">");
    page.name(&day.strftime("%A, %-d %B %Y").to_string());
    page.raw("</li>\n");
}

fn status(chat: &WholeChat, page: &mut Markup) {
    page.raw("<span class=\"status ");
    page.raw(chat.status.name());
    page.raw("\">");
    page.raw(chat.status.name());
    page.raw("</span>");
}

fn person(person: &Person, page: &mut Markup) {
    page.name(person.name.as_deref().unwrap_or("Unknown"));
    for more in [&person.email, &person.phone].into_iter().flatten() {
        page.raw("<br>");
        page.name(more);
    }
}

fn rating(rating: &Rating, page: &mut Markup) {
    page.raw("<span class=\"stars\" aria-hidden=\"true\">");
    page.raw(match rating.score {
        ..=1 => "★☆☆☆☆",
        2 => "★★☆☆☆",
        3 => "★★★☆☆",
        4 => "★★★★☆",
        5.. => "★★★★★",
    });
    page.raw("</span> ");
    page.number(rating.score);
    page.raw(" of 5");
    if let Some(comment) = &rating.comment {
        page.raw("<br>");
        page.name(comment);
    }
}

fn fields(title: &'static str, fields: &[(String, FieldValue)], page: &mut Markup) {
    if fields.is_empty() {
        return;
    }
    page.raw("<h3>");
    page.raw(title);
    page.raw("</h3>\n<dl class=\"facts\">\n");
    for (name, value) in fields {
        page.raw("<div><dt>");
        page.name(name);
        page.raw("</dt><dd dir=\"auto\">");
        page.text(value.text());
        page.raw("</dd></div>\n");
    }
    page.raw("</dl>\n");
}

fn attachments(attachments: &[Attachment], page: &mut Markup) {
    if attachments.is_empty() {
        return;
    }
    page.raw("<ul class=\"files\">");
    for attachment in attachments {
        page.raw("<li>");
        page.name(&attachment.name);
        page.raw(" <span class=\"soft size\">");
        page.name(&size(attachment.size));
        if let Some(media_type) = &attachment.media_type {
            page.raw(" · ");
            page.name(media_type);
        }
        page.raw("</span>");
        if let Some(link) = &attachment.link {
            page.raw("<br>");
            page.link(link);
        }
        page.raw("</li>");
    }
    page.raw("</ul>");
}

/// `640 bytes`, `12.3 kB`, `4.0 MB`.
fn size(bytes: i64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        ..=0 | 2..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn fact(label: &'static str, page: &mut Markup, value: impl FnOnce(&mut Markup)) {
    page.raw("<div><dt>");
    page.raw(label);
    page.raw("</dt><dd>");
    value(page);
    page.raw("</dd></div>\n");
}

fn text_fact(label: &'static str, text: Option<&str>, page: &mut Markup) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        fact(label, page, |page| page.name(text));
    }
}

fn names_fact(label: &'static str, names: &[String], page: &mut Markup) {
    if !names.is_empty() {
        fact(label, page, |page| page.names(names));
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_ABOUT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
