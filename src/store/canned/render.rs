//! Canned replies filled in for a chat.

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::super::act::Side;
use super::super::change::Change;
use super::super::permit::Permit;
use super::super::reply::alias;
use super::super::{Actor, Store};
use super::value::{Setting, values};
use super::{files, find, none, of_fault, row, views};
use crate::error::{Error, Result};
use crate::model::attachment::NewAttachment;
use crate::model::canned::Canned;
use crate::model::chat::ChatName;
use crate::model::permission::{Need, Thing};
use crate::model::template;

/// A message that is made of a canned reply.
#[derive(Clone, Debug)]
pub struct FromCanned {
    /// Its name or number.
    pub name: String,
    /// The language to write in; `None` for the chat's own.
    pub language: Option<String>,
    /// The zone that moments in it are told in.
    pub zone: TimeZone,
}

/// What would be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text, exact.
    pub text: String,
    /// The files that go along.
    pub files: Vec<NewAttachment>,
    /// Number of the canned reply.
    pub id: i64,
}

impl Store {
    /// Fills a canned reply in for a chat, as whoever asks would send it under this alias.
    ///
    /// # Errors
    /// `NotFound` for either, and for a language it is not in; `Refused` where a variable in it is not known.
    pub fn render_canned(
        &self,
        actor: &Actor,
        chat: &ChatName,
        from: &FromCanned,
        under: Option<&str>,
    ) -> Result<Rendered> {
        let permit = self.permit.as_ref().ok_or_else(|| none(&from.name))?;
        let targets = self.targets_named(std::slice::from_ref(chat), Side::Live)?;
        let key = targets.chats.first().map(|chat| chat.key).ok_or_else(|| Error::bug("a chat has no key"))?;
        let moment = self.connection.unchecked_transaction()?;
        let under = alias(&moment, permit.rep(), under)?;
        let setting = Setting::of(permit, under.as_deref(), actor.now, &from.zone);
        fill(&moment, permit, key, from, &setting)
    }
}

/// Fills a canned reply in within a change, and counts the use.
///
/// # Errors
/// As for [`Store::render_canned`], and `Denied` for a role that may not use canned replies.
pub(in crate::store) fn filled(
    change: &mut Change<'_>,
    key: i64,
    from: &FromCanned,
    under: Option<&str>,
) -> Result<Rendered> {
    if !views(&change.permit) {
        let need = Need::View(Thing::Canned);
        return Err(Error::denied(format!("your role does not allow this: it needs {need}"))
            .hint("livechats whoami tells what your role allows"));
    }
    let setting = Setting::of_change(change, under, &from.zone);
    let rendered = fill(change.transaction, &change.permit, key, from, &setting)?;
    let number = change.next_number("canned_use")?;
    change
        .transaction
        .prepare_cached("INSERT INTO canned_use (id, canned_id, used_at) VALUES (?1, ?2, ?3)")?
        .execute([number, rendered.id, change.now.micros()])?;
    change.count("canned", rendered.id);
    Ok(rendered)
}

fn fill(
    connection: &Connection,
    permit: &Permit,
    key: i64,
    from: &FromCanned,
    setting: &Setting<'_>,
) -> Result<Rendered> {
    let id = find(connection, permit, &from.name)?;
    let canned = row(connection, permit, id)?.canned;
    let (values, language) = values(connection, key, setting)?;
    let (language, text) = text_for(&canned, from.language.as_deref(), language.as_deref())?;
    let text = template::render(text, &values).map_err(|fault| match of_fault(&canned.name, language, &fault) {
        // The template is sound: it is this chat that lacks something.
        Error::Usage(report) => Error::Refused(report),
        other => other,
    })?;
    if text.trim().is_empty() {
        return Err(Error::refused(format!("canned reply {} is an empty text for this chat", canned.name)));
    }
    Ok(Rendered { text, files: files(connection, id)?, id })
}

/// The text in the language that is asked for, else in the chat's, else the first.
fn text_for<'c>(canned: &'c Canned, asked: Option<&str>, chat: Option<&str>) -> Result<(Option<&'c str>, &'c str)> {
    if let Some(asked) = asked {
        let found = canned.text_in(asked).map(|(language, text)| (Some(language), text));
        return found.ok_or_else(|| {
            let known = canned.languages();
            let hint = match known.is_empty() {
                true => "its language is not said: leave --language out".to_owned(),
                false => format!("it is in {}", known.join(", ")),
            };
            Error::not_found(format!("canned reply {} is not in {asked}", canned.name)).hint(hint)
        });
    }
    let found = chat.and_then(|language| canned.text_in(language)).map(|(language, text)| (Some(language), text));
    Ok(found.unwrap_or((None, &canned.text)))
}
