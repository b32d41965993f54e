//! What stands round the chats of a page: its head, its beginning and its end.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::Look;
use super::markup::Markup;
use crate::exchange::base64;

/// How pages look. It is the only style that the policy lets a browser apply.
const STYLE: &str = include_str!("style.css");

/// The head of a page up to its title. The policy comes before all else: nothing is loaded, run or sent, whatever a page
/// might hold.
static HEAD: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Vec::new();
    base64::push(&Sha256::digest(STYLE), &mut digest);
    let digest = String::from_utf8(digest).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
         'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
    )
});

/// Begins a page with this title.
pub(super) fn begin(title: &Markup, page: &mut Markup) {
    page.raw(&HEAD);
    page.join(title);
    page.raw("</title>\n<style>");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n");
}

/// Begins the table of an index.
pub(super) fn begin_index(page: &mut Markup) {
    page.raw(
        "<nav class=\"scroll\" aria-label=\"Chats\" id=\"index\"><table>\n<thead><tr><th scope=\"col\">Chat</th>\
         <th scope=\"col\">Began</th><th scope=\"col\">Person</th><th scope=\"col\">App</th>\
         <th scope=\"col\">Assignee</th><th scope=\"col\">Status</th><th scope=\"col\">Messages</th></tr></thead>\n<tbody>\n",
    );
}

/// Ends the table of an index.
pub(super) fn end_index(page: &mut Markup) {
    page.raw("</tbody>\n</table></nav>\n");
}

impl Look<'_> {
    /// What an index is of: how many chats, which, and how to read it.
    pub(super) fn heading(&self, chats: u64, page: &mut Markup) {
        page.raw("<header class=\"top\"><h1>");
        page.number(chats.try_into().unwrap_or(i64::MAX));
        page.raw(if chats == 1 { " chat" } else { " chats" });
        page.raw("</h1>\n<p>");
        if let Some(query) = self.query {
            page.raw("Chosen by ");
            page.name(query);
            page.raw(". ");
        }
        page.raw("Times are those of ");
        page.name(self.zone_name);
        page.raw(". Internal notes are ");
        page.raw(if self.notes { "shown" } else { "left out" });
        page.raw(".</p></header>\n");
    }

    /// Ends a page.
    pub(super) fn end(&self, page: &mut Markup) {
        page.raw("<footer>Written by livechats ");
        page.raw(env!("CARGO_PKG_VERSION"));
        page.raw(" at ");
        page.time(Some(self.now), self.zone);
        page.raw(" (");
        page.name(self.zone_name);
        page.raw(").</footer>\n</body>\n</html>\n");
    }
}
