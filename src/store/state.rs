//! What a chat says of itself: where it stands, what it is about, how it was rated.

use super::act::{Outcome, Run, touch};
use super::handoff::author;
use super::index::index_again;
use super::person::refuse_erased_of_chat;
use super::report::Report;
use super::{Actor, Store};
use crate::error::Result;
use crate::model::interaction::FEEDBACK_REQUEST;
use crate::model::message::{AuthorKind, Message};
use crate::model::status::Status;

/// A rating as it is to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feedback<'a> {
    /// 1 (worst) to 5.
    pub score: i64,
    /// What the person added.
    pub comment: Option<&'a str>,
}

impl Store {
    /// Sets where chats stand. One that becomes closed is closed now; any other status takes the closing time away.
    pub fn set_status(&mut self, actor: &Actor, run: &Run<'_>, status: Status) -> Result<Report> {
        let now = actor.now.micros();
        self.act(
            actor,
            "status",
            run,
            |change| change.term("status", status.name()),
            |change, target| {
                let changed = change
                    .transaction
                    .prepare_cached("UPDATE chat SET status = ?2, closed_at = ?3 WHERE key = ?1 AND status <> ?2")?
                    .execute((target.key, status.number(), (status == Status::Closed).then_some(now)))?;
                if changed == 0 {
                    return Ok(Outcome::Already(already(status)));
                }
                touch(change, target.key)?;
                Ok(Outcome::Done)
            },
        )
    }

    /// Says what chats are about, or takes the description away. With `before`, only where it is still that.
    ///
    /// # Errors
    /// `Conflict` for words about a person who was erased.
    pub fn describe_chats(
        &mut self,
        actor: &Actor,
        run: &Run<'_>,
        text: Option<&str>,
        before: Option<Option<&str>>,
    ) -> Result<Report> {
        self.act(
            actor,
            "describe",
            run,
            |_| {},
            |change, target| {
                let now: Option<String> = change
                    .transaction
                    .prepare_cached("SELECT description FROM chat WHERE key = ?1")?
                    .query_row([target.key], |row| row.get(0))?;
                if before.is_some_and(|before| before != now.as_deref()) {
                    return Ok(Outcome::Left("somebody else described it meanwhile".into()));
                }
                if now.as_deref() == text {
                    return Ok(Outcome::Already("described so already"));
                }
                if text.is_some() {
                    refuse_erased_of_chat(change.transaction, target.key)?;
                }
                change
                    .transaction
                    .prepare_cached("UPDATE chat SET description = ?2 WHERE key = ?1")?
                    .execute((target.key, text))?;
                touch(change, target.key)?;
                index_again(change.transaction, target.key)?;
                Ok(Outcome::Done)
            },
        )
    }

    /// Asks the persons of chats for feedback: a line of the system in each thread, which counts as an interaction.
    pub fn request_feedback(&mut self, actor: &Actor, run: &Run<'_>) -> Result<Report> {
        self.act(
            actor,
            "feedback",
            run,
            |change| change.count("request", 1),
            |change, target| {
                let connection = change.transaction;
                let (status, number): (i64, i64) = connection
                    .prepare_cached(
                        "SELECT status, (SELECT coalesce(max(number), 0) + 1 FROM message WHERE chat_key = chat.key)
                         FROM chat WHERE key = ?1",
                    )?
                    .query_row([target.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
                if status == Status::Closed.number() {
                    return Ok(Outcome::Left("closed: back with its AI assistant, nobody is there to be asked".into()));
                }
                let author = author(connection, &Message::of(AuthorKind::System))?;
                let now = change.now.micros();
                connection
                    .prepare_cached(
                        "INSERT INTO message (chat_key, number, sent_at, author_id, text, extra)
                         VALUES (?1, ?2, ?3, ?4, 'Asked for feedback', ?5)",
                    )?
                    .execute((target.key, number, now, author, FEEDBACK_REQUEST))?;
                connection
                    .prepare_cached("UPDATE chat SET message_count = ?2, last_message_at = ?3 WHERE key = ?1")?
                    .execute([target.key, number, now])?;
                touch(change, target.key)?;
                index_again(connection, target.key)?;
                Ok(Outcome::Done)
            },
        )
    }

    /// Records how chats were rated, or takes the rating away.
    ///
    /// # Errors
    /// `Conflict` for a comment of a person who was erased.
    pub fn rate_chats(&mut self, actor: &Actor, run: &Run<'_>, feedback: Option<Feedback<'_>>) -> Result<Report> {
        let score = feedback.map(|feedback| feedback.score);
        let comment = feedback.and_then(|feedback| feedback.comment);
        let at = feedback.map(|_| actor.now.micros());
        self.act(
            actor,
            "feedback",
            run,
            |change| change.count("rating", score.unwrap_or_default()),
            |change, target| {
                if comment.is_some() {
                    refuse_erased_of_chat(change.transaction, target.key)?;
                }
                let changed = change
                    .transaction
                    .prepare_cached(
                        "UPDATE chat SET rating = ?2, rating_comment = ?3, rating_at = ?4
                         WHERE key = ?1 AND (rating IS NOT ?2 OR rating_comment IS NOT ?3)",
                    )?
                    .execute((target.key, score, comment, at))?;
                if changed == 0 {
                    return Ok(Outcome::Already(if score.is_some() { "rated so already" } else { "not rated" }));
                }
                touch(change, target.key)?;
                Ok(Outcome::Done)
            },
        )
    }
}

const fn already(status: Status) -> &'static str {
    match status {
        Status::Open => "open already",
        Status::Pending => "pending already",
        Status::Overdue => "overdue already",
        Status::Resolved => "resolved already",
        Status::Closed => "closed already",
    }
}
