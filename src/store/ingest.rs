//! Taking whole chats in: what `import` and `demo` write.

use rusqlite::{Connection, OptionalExtension};

use super::assignment::Begun;
use super::change::{Act, Change, Ending, Recording};
use super::index::{add_term, write_tokens};
use super::names::{Names, Table, last_person};
use super::page::{ImportOptions, Imported};
use super::prepare::{self, Prepared};
use super::read::Reader;
use super::tokens::{Place, Tokens};
use super::{Actor, Store, attachment, key, origin};
use crate::error::{Error, Report, Result};
use crate::model::chat::WholeChat;
use crate::model::desk::{Assigned, Company};
use crate::model::gone::Gone;
use crate::model::json;
use crate::model::time::Time;

/// Chats in one batch: the disk is synced once for them, and other writers wait no longer than for them.
const BATCH_CHATS: u64 = 2000;

/// Bytes of search tokens in one batch.
const BATCH_BYTES: usize = 24 << 20;

/// Bytes of search tokens that are held back to be written in the order of their keys, which is what FTS5 is quick at.
const PENDING_BYTES: usize = 12 << 20;

const INSERT_CHAT: &str = "INSERT INTO chat (key, id, source_id, external_id, app_id, person_id, assignee_id,
    language_id, status, created_at, closed_at, updated_at, last_message_at, message_count, rating, rating_comment,
    rating_at, description, time_kind, participants, changed_by)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";

const UPDATE_CHAT: &str = "UPDATE chat SET id = ?2, source_id = ?3, external_id = ?4, app_id = ?5, person_id = ?6,
    assignee_id = ?7, language_id = ?8, status = ?9, created_at = ?10, closed_at = ?11, updated_at = ?12,
    last_message_at = ?13, message_count = ?14, rating = ?15, rating_comment = ?16, rating_at = ?17,
    description = ?18, time_kind = ?19, participants = ?20, changed_by = ?21
  WHERE key = ?1";

impl Store {
    /// Takes chats in, in batches that let other writers in; each batch is one audited operation, and a batch that
    /// changes nothing is none. `next` gives the next chat until `None`. An error of `next` takes the batch under way
    /// back; `done` then tells what the batches before it did. A dry run is one batch, taken back.
    pub fn import(
        &mut self,
        actor: &Actor,
        options: ImportOptions,
        done: &mut Imported,
        next: impl FnMut() -> Result<Option<WholeChat>> + Send,
    ) -> Result<()> {
        self.check_before_bulk()?;
        prepare::ahead(next, |next| self.import_prepared(actor, options, done, next))
    }

    fn import_prepared(
        &mut self,
        actor: &Actor,
        options: ImportOptions,
        done: &mut Imported,
        next: &mut dyn FnMut() -> Result<Option<Prepared>>,
    ) -> Result<()> {
        let mut names = Names::default();
        let mut waiting = next()?;
        let mut first = None;
        let recorded = if options.update { Recording::Rows } else { Recording::Nothing };
        while waiting.is_some() {
            let before = *done;
            let part_of = first;
            let ending = if options.dry_run { Ending::TakeBack } else { Ending::Keep };
            (*done, waiting) =
                self.change(actor, Act { ending, recorded, part_of, ..Act::of("import") }, |change| {
                    let mut ingest = Ingest::new(change, &mut names, before)?;
                    while let Some(chat) = waiting.take() {
                        ingest.take(chat, options.update)?;
                        waiting = next()?;
                        if ingest.is_full() && !options.dry_run {
                            break;
                        }
                    }
                    let done = ingest.finish()?;
                    first.get_or_insert(change.operation);
                    if (done.new_chats, done.updated) == (before.new_chats, before.updated) {
                        // What changes nothing is no operation.
                        change.ending = Ending::TakeBack;
                    }
                    Ok((done, waiting))
                })?;
        }
        Ok(())
    }

    /// Fills a repository that nobody else sees yet: one operation, no log to write first. If it fails the file is
    /// worth nothing.
    /// `assigned` tells of each chat how it found its rep, at one of the desks of the company.
    pub fn fill_desks(
        &mut self,
        actor: &Actor,
        company: &Company,
        mut assigned: impl FnMut() -> Assigned,
        next: impl FnMut() -> Result<Option<WholeChat>> + Send,
    ) -> Result<Imported> {
        self.connection.pragma_update(None, "journal_mode", "MEMORY")?;
        self.connection.pragma_update(None, "synchronous", "OFF")?;
        let mut names = Names::default();
        let done = prepare::ahead(next, |next| {
            self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("demo") }, |change| {
                let mut ingest = Ingest::new(change, &mut names, Imported::default())?;
                let mut desks: Option<Begun> = None;
                while let Some(chat) = next()? {
                    if desks.is_none() {
                        desks = Some(Begun::of(&mut ingest, &chat.chat.source, company)?);
                    }
                    ingest.take(chat, false)?;
                    if let Some(desks) = &desks {
                        desks.keep(ingest.change, ingest.last_id, &assigned())?;
                    }
                }
                let done = ingest.finish()?;
                // The index in one piece: each word is then looked up in one place.
                change.transaction.execute_batch(
                    "INSERT INTO search (search) VALUES ('optimize');
                     INSERT INTO term_piece (term_piece) VALUES ('optimize');",
                )?;
                Ok(done)
            })
        })?;
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        std::fs::File::open(&self.path)?.sync_all()?;
        Ok(done)
    }
}

#[cfg(test)]
impl Store {
    /// Fills a repository of a company without desks.
    pub fn fill(&mut self, actor: &Actor, next: impl FnMut() -> Result<Option<WholeChat>> + Send) -> Result<Imported> {
        use crate::model::assignment::{Limit, Method};
        let company = Company { method: Method::Voluntary, limit: Limit::Unlimited, desks: Vec::new() };
        self.fill_desks(actor, &company, Assigned::default, next)
    }
}

/// One operation that takes chats in: a batch of an import, or all of a demo.
pub struct Ingest<'a, 's> {
    /// The change it is part of.
    pub change: &'a mut Change<'s>,
    /// What was looked up so far.
    pub names: &'a mut Names,
    before: Imported,
    done: Imported,
    pending: Vec<(i64, Tokens)>,
    pending_bytes: usize,
    bytes: usize,
    first_id: Option<i64>,
    last_id: i64,
    persons_before: i64,
}

impl<'a, 's> Ingest<'a, 's> {
    fn new(change: &'a mut Change<'s>, names: &'a mut Names, before: Imported) -> Result<Self> {
        // New chats are told by the range of their numbers.
        change.record(false);
        let persons_before = last_person(change.transaction)?;
        Ok(Self {
            change,
            names,
            before,
            done: before,
            pending: Vec::new(),
            pending_bytes: 0,
            bytes: 0,
            first_id: None,
            last_id: 0,
            persons_before,
        })
    }

    /// What everything is written to.
    pub fn connection(&self) -> &'s Connection {
        self.change.transaction
    }

    fn is_full(&self) -> bool {
        let written = (self.done.new_chats + self.done.updated) - (self.before.new_chats + self.before.updated);
        written >= BATCH_CHATS || self.bytes >= BATCH_BYTES
    }

    fn finish(mut self) -> Result<Imported> {
        self.index()?;
        let (done, before) = (self.done, self.before);
        let difference = |now: u64, then: u64| i64::try_from(now - then).unwrap_or(i64::MAX);
        self.change.count("new_chats", difference(done.new_chats, before.new_chats));
        self.change.count("new_messages", difference(done.new_messages, before.new_messages));
        self.change.count("updated_chats", difference(done.updated, before.updated));
        if done.gone != before.gone {
            self.change.count("gone", difference(done.gone.total(), before.gone.total()));
        }
        if let Some(first) = self.first_id {
            self.change.count("first_chat", first);
            self.change.count("last_chat", self.last_id);
        }
        let last_person = last_person(self.connection())?;
        if last_person > self.persons_before {
            self.change.count("first_person", self.persons_before + 1);
            self.change.count("last_person", last_person);
        }
        Ok(done)
    }

    /// Takes one chat in: new, known, or known with other contents.
    fn take(&mut self, prepared: Prepared, update: bool) -> Result<()> {
        let Prepared { chat, tokens } = prepared;
        if let Some(same) = origin::own_chat(self.connection(), &mut self.names.origin, &chat)? {
            // This repository knows better than any file.
            *(if same { &mut self.done.known } else { &mut self.done.own }) += 1;
            return Ok(());
        }
        self.take_chat(&chat, tokens, update).map_err(|error| match error {
            // What the line itself could not tell: it does not fit what is here.
            Error::BadData(report) => Error::BadData(Report {
                message: format!("chat {}/{}: {}", chat.source, chat.external_id, report.message),
                ..report
            }),
            other => other,
        })
    }

    fn take_chat(&mut self, chat: &WholeChat, tokens: Tokens, update: bool) -> Result<()> {
        let source = self.name(Table::Source, &chat.source)?;
        let known: Option<(i64, i64, bool)> = self
            .connection()
            .prepare_cached(
                "SELECT chat.key, chat.id, person.erased_at IS NOT NULL FROM chat
                 JOIN person ON person.id = chat.person_id WHERE chat.source_id = ?1 AND chat.external_id = ?2",
            )?
            .query_row((source, &chat.external_id), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((key, id, erased)) = known else {
            let id = self.change.next_number("chat")?;
            self.first_id.get_or_insert(id);
            self.last_id = id;
            self.done.new_chats += 1;
            self.done.new_messages += chat.messages.len() as u64;
            let person = self.person(source, &chat.person, None, false)?;
            let key = key::free(self.connection(), chat.created, id)?;
            return self.write(key, id, person, chat, tokens, false);
        };
        if erased {
            // What was erased does not come back with a file that still has it.
            self.done.known += 1;
            return Ok(());
        }
        let ours = Reader::new(self.connection()).whole(key)?;
        if ours.says_the_same(chat) {
            self.done.known += 1;
            return Ok(());
        }
        if !update {
            self.done.different += 1;
            return Ok(());
        }
        let gone = Gone::of(&ours, chat);
        if gone.total() > 0 && self.is_held(key)? {
            self.done.held += 1;
            return Ok(());
        }
        self.done.updated += 1;
        self.done.gone += gone;
        self.know_names(source, chat)?;
        self.change.record(true);
        let person = self.person(source, &chat.person, ours.person.id, true)?;
        // A chat whose beginning became known moves to its true place.
        let moved = ours.created.map(|time| time.seconds()) != chat.created.map(|time| time.seconds());
        let new_key = if moved { key::free(self.connection(), chat.created, id)? } else { key };
        self.replace(key, new_key)?;
        self.write(new_key, id, person, chat, tokens, true)?;
        self.change.record(false);
        // What was recorded is written with its batch, but never more of it than one chat is kept in memory.
        self.change.write_journal()
    }

    fn is_held(&self, key: i64) -> Result<bool> {
        let mut statement = self.connection().prepare_cached("SELECT 1 FROM chat_hold WHERE chat_key = ?1")?;
        Ok(statement.exists([key])?)
    }

    /// Takes what is there of a chat away, but for its row, which moves to `new_key`.
    fn replace(&mut self, key: i64, new_key: i64) -> Result<()> {
        // The chat may have come earlier in this same batch.
        self.index()?;
        let connection = self.connection();
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
        for delete in [
            "DELETE FROM message WHERE chat_key = ?1",
            "DELETE FROM note WHERE chat_key = ?1",
            "DELETE FROM chat_tag WHERE chat_key = ?1",
            "DELETE FROM chat_team WHERE chat_key = ?1",
            "DELETE FROM chat_field WHERE chat_key = ?1",
        ] {
            connection.prepare_cached(delete)?.execute([key])?;
        }
        if key != new_key {
            connection.prepare_cached("UPDATE chat SET key = ?2 WHERE key = ?1")?.execute([key, new_key])?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        key: i64,
        id: i64,
        person: i64,
        chat: &WholeChat,
        tokens: Tokens,
        replaces: bool,
    ) -> Result<()> {
        let source = self.name(Table::Source, &chat.source)?;
        let app = chat.app.as_deref().map(|name| self.name(Table::App, name)).transpose()?;
        let language = chat.language.as_deref().map(|name| self.name(Table::Language, name)).transpose()?;
        let rep = chat.rep.as_ref().map(|rep| self.rep(source, rep)).transpose()?;
        let last_message = chat.messages.iter().rev().find_map(|message| message.at);
        let updated = chat.updated.or_else(|| [chat.created, chat.closed, last_message].into_iter().flatten().max());
        let rating = chat.rating.as_ref();
        let participants = (!chat.participants.is_empty()).then(|| json::array(&chat.participants));
        let micros = |time: Option<Time>| time.map(Time::micros);
        let statement = if replaces { UPDATE_CHAT } else { INSERT_CHAT };
        self.connection().prepare_cached(statement)?.execute(rusqlite::params![
            key,
            id,
            source,
            chat.external_id,
            app,
            person,
            rep,
            language,
            chat.status.number(),
            micros(chat.created),
            micros(chat.closed),
            micros(updated),
            micros(last_message),
            i64::try_from(chat.messages.len()).unwrap_or(i64::MAX),
            rating.map(|rating| rating.score),
            rating.and_then(|rating| rating.comment.as_deref()),
            micros(rating.and_then(|rating| rating.at)),
            chat.description,
            chat.time_kind,
            participants,
            self.change.operation,
        ])?;
        let teams = self.labels(key, chat)?;
        let authors = self.thread(key, source, chat)?;
        if !replaces {
            // What is brought up to date is recorded, and followed by that.
            self.count(app, teams, &authors, chat)?;
        }
        attachment::describe(self.connection(), key, &chat.messages, replaces)?;
        self.tokens(key, person, tokens)
    }

    /// Adds the person's name to a chat's tokens and keeps them, to be written with those of its neighbours.
    pub fn tokens(&mut self, key: i64, person: i64, mut tokens: Tokens) -> Result<()> {
        let name: Option<String> = self
            .connection()
            .prepare_cached("SELECT name FROM person WHERE id = ?1")?
            .query_row([person], |row| row.get(0))?;
        if let Some(name) = name {
            tokens.add(Place::About, &name);
        }
        self.pending_bytes += tokens.size();
        self.bytes += tokens.size();
        self.pending.push((key, tokens));
        if self.pending_bytes >= PENDING_BYTES {
            self.index()?;
        }
        Ok(())
    }

    /// Writes the pending rows of the search index, lowest key first.
    pub fn index(&mut self) -> Result<()> {
        self.pending_bytes = 0;
        let mut pending = std::mem::take(&mut self.pending);
        pending.sort_by_key(|(key, _)| *key);
        for (key, tokens) in pending {
            write_tokens(self.connection(), key, &tokens)?;
            for term in tokens.terms() {
                self.term(term)?;
            }
        }
        Ok(())
    }

    fn term(&mut self, term: &str) -> Result<()> {
        if !self.names.terms.contains(term) {
            add_term(self.connection(), term)?;
            self.names.remember_term(term.to_owned());
        }
        Ok(())
    }
}

mod parts;
#[cfg(test)]
mod tests;
