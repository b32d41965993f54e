//! A small repository, and everything that is done to it. Another method of the store is one more line in [`DEEDS`].

use tempfile::TempDir;

use super::account;
use super::assignment;
use super::bans;
use super::canned;
use super::retention;
use crate::error::{Error, Result};
use crate::model::attachment::NewAttachment;
use crate::model::chat::{ChatName, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::permission::Need;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::store::change::{Act, Change};
use crate::store::digest::{self, Touched};
use crate::store::index::index_again;
use crate::store::journal::REP;
use crate::store::{Actor, HandedPerson, Handoff, Labels, Recipient, Reply, Report, Run, Side, Store, Undone};

/// Chats in the repository.
pub const CHATS: i64 = 6;
/// Names of tags, of which the file holds the first two.
const TAGS: [&str; 4] = ["red", "blue", "green", "white"];

/// What is done, by the choices it makes.
pub type Deed = fn(&mut World, [u8; 3]) -> Result<()>;

/// Everything that can be done.
pub const DEEDS: &[(&str, Deed)] = &[
    ("tag add", |world, [chat, tag, _]| world.change("tag add", |change| add_tag(change, chat, tag))),
    ("tag remove", |world, [chat, tag, _]| world.change("tag remove", |change| remove_tag(change, chat, tag))),
    ("tag define", |world, [name, ..]| world.change("tag define", |change| define_tag(change, name))),
    ("tag drop", |world, [tag, ..]| world.change("tag drop", |change| drop_tag(change, tag))),
    ("tag rename", |world, [tag, name, _]| world.change("tag rename", |change| rename_tag(change, tag, name))),
    ("describe", |world, [chat, ..]| {
        let word = world.word();
        world.change("describe", |change| describe(change, chat, &word))
    }),
    ("status", |world, [chat, status, _]| world.change("status", |change| set_status(change, chat, status))),
    ("delete", |world, [chat, ..]| world.change("delete", |change| bin(change, chat, true))),
    ("restore", |world, [chat, ..]| world.change("restore", |change| bin(change, chat, false))),
    ("reply", |world, [chat, files, _]| {
        let text = world.word();
        let file = |place| NewAttachment { name: format!("{place}.pdf"), content: vec![0, place, 255] };
        let attachments = (0..files % 3).map(file).collect();
        let reply = Reply { text, alias: None, attachments, takeover: true, canned: None };
        let actor = world.actor();
        unless_refused(world.store.reply(&actor, &ChatName::Id(1 + i64::from(chat) % CHATS), &reply))
    }),
    ("canned add", canned::add),
    ("canned edit", canned::edit),
    ("canned remove", canned::remove),
    ("canned import", canned::import),
    ("reply by a canned one", canned::reply),
    ("transfer to a rep", |world, [chats, rep, _]| {
        let to = Recipient::Rep(format!("r{}", rep % 2));
        world.each(chats, |store, actor, run| store.transfer_chats(actor, run, &to, Some("busy")))
    }),
    ("transfer to a team", |world, [chats, team, _]| {
        let to = Recipient::Team(format!("Team{}", team % 2));
        world.each(chats, |store, actor, run| store.transfer_chats(actor, run, &to, None))
    }),
    ("handoff", |world, [person, to, tag]| {
        let (named, word) = (world.word(), world.word());
        let person = match person % 3 {
            0 => HandedPerson::Known("p1".into()),
            _ => HandedPerson::New { name: Some(named), email: None, phone: None, channel_id: None },
        };
        let to = match to % 3 {
            0 => Recipient::Rep("r0".into()),
            1 => Recipient::Team("Team0".into()),
            _ => Recipient::Anybody,
        };
        let messages = vec![Message { text: word, ..Message::of(AuthorKind::Person) }];
        let actor = world.actor();
        let labels = Labels { tags: vec![name(tag)], language: Some("de".into()), fields: Vec::new() };
        let handoff = Handoff { app: "web".into(), person, to, messages, labels, again: true };
        unless_refused(world.store.hand_off(&actor, &handoff))
    }),
    ("user online", |world, [rep, online, _]| {
        let actor = world.actor();
        world.store.set_presence(&actor, Some(&format!("r{}", rep % 2)), !online.is_multiple_of(3)).map(drop)
    }),
    ("assignment edit", assignment::edit),
    ("give chats out", assignment::give_out),
    ("assignment run", assignment::run),
    ("assignment rule add", assignment::add_rule),
    ("assignment rule edit", assignment::edit_rule),
    ("assignment rule move", assignment::move_rule),
    ("assignment rule remove", assignment::remove_rule),
    ("assignment rule import", assignment::import_rules),
    ("take a message out", |world, [chat, ..]| world.change("test", |change| remove_message(change, chat))),
    ("attach", |world, [chat, byte, _]| world.change("test", |change| attach(change, chat, byte))),
    ("detach", |world, [chat, ..]| world.change("test", |change| detach(change, chat))),
    ("person edit", |world, [person, ..]| {
        let word = world.word();
        world.change("person edit", |change| rename_person(change, person, &word))
    }),
    ("person merge", |world, [one, other, _]| world.change("person merge", |change| merge(change, one, other))),
    ("hold add", |world, [chat, ..]| {
        // Writes who changed the chat, and not when.
        world.change("hold add", |change| touch(change, &[key(change, chat)?], false))
    }),
    ("delete many", |world, [chats, ..]| world.each(chats, |s, a, run| s.delete_chats(a, run))),
    ("restore many", |world, [chats, ..]| world.each(chats, |s, a, run| s.restore_chats(a, run))),
    ("tag some", |world, [chats, tag, _]| world.each(chats, |s, a, run| s.tag_chats(a, run, &[name(tag)]))),
    ("untag some", |world, [chats, tag, _]| world.each(chats, |s, a, run| s.untag_chats(a, run, &[name(tag)]))),
    ("merge a tag", |world, [one, other, _]| {
        let actor = world.actor();
        world.store.merge_tag(&actor, &name(one), &name(other), &|_| Ok(())).map(drop)
    }),
    ("drop a tag", |world, [tag, ..]| {
        let actor = world.actor();
        world.store.drop_tag(&actor, &name(tag), &|_| Ok(())).map(drop)
    }),
    ("rename a tag", |world, [one, other, _]| {
        let actor = world.actor();
        world.store.rename_tag(&actor, &name(one), &name(other)).map(drop)
    }),
    ("note some", |world, [chats, ..]| world.each(chats, |s, a, run| s.add_note(a, run, "seen", None))),
    ("take notes away", |world, [chats, number, _]| {
        world.each(chats, |s, a, run| s.remove_note(a, run, i64::from(number % 3)))
    }),
    ("set a field", |world, [chats, value, _]| {
        world.each(chats, |s, a, run| s.set_field(a, run, "order", Some(&value.to_string())))
    }),
    ("unset a field", |world, [chats, ..]| world.each(chats, |s, a, run| s.unset_field(a, run, "order"))),
    ("transfer some", |world, [chats, rep, _]| {
        world.each(chats, |s, a, run| s.transfer_chats(a, run, &Recipient::Rep(format!("r{}", rep % 2)), Some("away")))
    }),
    ("set the status", |world, [chats, status, _]| {
        world.each(chats, |s, a, run| s.set_status(a, run, Status::ALL[usize::from(status) % 3]))
    }),
    ("ask for feedback", account::ask_for_feedback),
    ("maintain overdue", account::make_overdue),
    ("interactions edit", account::edit_allowance),
    ("merge persons", |world, [one, other, _]| {
        let actor = world.actor();
        world.store.merge_persons(&actor, 1 + i64::from(one % 3), 1 + i64::from(other % 3)).map(drop)
    }),
    ("ban", bans::add),
    ("ban an address", bans::add_address),
    ("lift a ban", bans::lift),
    ("set a ban rule", bans::set_rule),
    ("remove a ban rule", bans::remove_rule),
    ("make a ban reason", bans::add_reason),
    ("edit a ban reason", bans::edit_reason),
    ("remove a ban reason", bans::remove_reason),
    ("retention add", retention::add),
    ("retention edit", retention::edit),
    ("retention remove", retention::remove),
    ("retention run", retention::run),
    ("tag add to all, in two parts", |world, [tag, ..]| {
        let first = world.last_operation() + 1;
        world.change("tag add", |change| (0..3).try_for_each(|chat| add_tag(change, chat, tag)))?;
        let made = world.last_operation() >= first;
        world.part(made.then_some(first), |change| (3..6).try_for_each(|chat| add_tag(change, chat, tag)))
    }),
];

/// The repository and its clock.
pub struct World {
    /// The repository.
    pub store: Store,
    now: i64,
    words: u32,
    _folder: TempDir,
}

impl World {
    /// A new repository of [`CHATS`] chats of two persons each three.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut world_store = Store::create(&folder.path().join("r.db"), &actor(1_000), "Max").unwrap();
        let mut coming = (1..=CHATS).map(chat);
        world_store.fill(&actor(1_000), || Ok(coming.next())).unwrap();
        // Whoever shall take chats needs a role.
        world_store.connection.execute("UPDATE rep SET role = 'admin'", []).unwrap();
        let mut touched = Touched::default();
        (0..64).for_each(|rep| touched.add(REP, rep));
        let _ = digest::renew(&world_store.connection, touched).unwrap();
        world_store.admit(&actor(1_000), Need::Admin, None).unwrap();
        // Nothing here is to survive a power cut.
        world_store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
        Self { store: world_store, now: 1_000_000, words: 0, _folder: folder }
    }

    /// Time goes on, or stands still.
    pub fn tick(&mut self, choice: u8) {
        self.now += i64::from(choice % 3) * 1_000_000;
    }

    /// Whoever runs the tests, now.
    pub fn actor(&self) -> Actor {
        actor(self.now)
    }

    /// A word that no text holds yet.
    fn word(&mut self) -> String {
        self.words += 1;
        format!("word{}x", self.words)
    }

    /// The newest operation.
    pub fn last_operation(&self) -> i64 {
        self.store.connection.query_row("SELECT max(id) FROM operation", [], |row| row.get(0)).unwrap()
    }

    /// Whether an operation is the first of a work that changed something.
    pub fn is_work(&self, operation: i64) -> bool {
        let sql = "SELECT part_of IS NULL AND EXISTS (SELECT 1 FROM journal JOIN operation AS part
            ON part.id = journal.operation_id WHERE part.id = ?1 OR part.part_of = ?1) FROM operation WHERE id = ?1";
        self.store.connection.query_row(sql, [operation], |row| row.get(0)).unwrap()
    }

    /// Takes an operation back.
    pub fn undo(&mut self, operation: Option<i64>) -> Result<Undone> {
        let actor = self.actor();
        let dry = self.store.undo(&actor, operation, true);
        let real = self.store.undo(&actor, operation, false);
        let by = real.as_ref().ok().and_then(|undone| undone.by);
        assert_eq!(
            dry.ok().map(|undone| Undone { by, ..undone }),
            real.as_ref().ok().cloned(),
            "a dry run says what will be done"
        );
        real
    }

    /// Runs a method of the store over the chats that the bits of a choice name.
    pub fn each(&mut self, chats: u8, method: impl Fn(&mut Store, &Actor, &Run<'_>) -> Result<Report>) -> Result<()> {
        let names: Vec<ChatName> =
            (0..CHATS).filter(|bit| chats >> bit & 1 == 1).map(|bit| ChatName::Id(bit + 1)).collect();
        let targets = self.store.targets_named(&names, Side::Either)?;
        let run = Run { targets: &targets, dry_run: false, step: &|_| Ok(()) };
        let actor = self.actor();
        method(&mut self.store, &actor, &run).map(drop)
    }

    pub fn change(&mut self, command: &str, work: impl FnOnce(&mut Change<'_>) -> Result<()>) -> Result<()> {
        let actor = self.actor();
        self.store.change(&actor, Act::of(command), work)
    }

    fn part(&mut self, part_of: Option<i64>, work: impl FnOnce(&mut Change<'_>) -> Result<()>) -> Result<()> {
        let actor = self.actor();
        self.store.change(&actor, Act { part_of, ..Act::of("tag add") }, work)
    }
}

fn actor(now: i64) -> Actor {
    Actor { uid: rustix::process::getuid().as_raw(), now: Time::from_micros(now).unwrap(), fixed_clock: true }
}

/// The name of a tag, which may be there or not.
pub fn name(choice: u8) -> String {
    TAGS[usize::from(choice) % TAGS.len()].to_owned()
}

/// A chat as an import brings it.
pub fn chat(number: i64) -> WholeChat {
    let created = Time::from_micros(number * 10_000_000);
    let text = |text: &str| Message {
        at: created,
        author: Some("p".into()),
        text: text.to_owned(),
        ..Message::of(AuthorKind::Person)
    };
    WholeChat {
        id: 0,
        external_id: number.to_string(),
        source: "s".into(),
        began_here: false,
        language: None,
        app: Some("web".into()),
        created,
        closed: None,
        updated: None,
        time_kind: None,
        person: Person {
            external_id: Some(format!("p{}", number % 3)),
            name: Some(format!("Name{}", number % 3)),
            ..Person::default()
        },
        rep: Some(Rep { external_id: Some(format!("r{}", number % 2)), ..Rep::default() }),
        participants: vec![],
        teams: vec![format!("Team{}", number % 2)],
        tags: TAGS.iter().take(usize::try_from(number % 3).unwrap()).map(|tag| (*tag).to_owned()).collect(),
        status: Status::Open,
        rating: None,
        description: None,
        fields: vec![("order".into(), FieldValue::Text(format!("o{number}")))],
        notes: vec![],
        messages: vec![text("hello \u{0} \"there\""), text("สวัสดี 👍\n\\")],
    }
}

/// What a chat or a person in the way refuses is none of these tests' affair.
pub fn unless_refused<T>(done: Result<T>) -> Result<()> {
    match done {
        Ok(_) | Err(Error::Refused(_) | Error::NotFound(_) | Error::Conflict(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// One number of those a query gives, by choice; `None` where it gives none.
fn pick(change: &Change<'_>, sql: &str, choice: u8) -> Result<Option<i64>> {
    let mut statement = change.transaction.prepare_cached(sql)?;
    let found: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found.get(usize::from(choice).checked_rem(found.len()).unwrap_or(0)).copied())
}

fn key(change: &Change<'_>, choice: u8) -> Result<i64> {
    Ok(pick(change, "SELECT key FROM chat ORDER BY key", choice)?.unwrap())
}

fn touch(change: &Change<'_>, keys: &[i64], time: bool) -> Result<()> {
    for key in keys {
        let sql = "UPDATE chat SET changed_by = ?2, updated_at = iif(?4, ?3, updated_at) WHERE key = ?1";
        change.transaction.execute(sql, (key, change.operation, change.now.micros(), time))?;
    }
    Ok(())
}

const ALL_TAGS: &str = "SELECT id FROM tag ORDER BY id";

fn add_tag(change: &mut Change<'_>, chat: u8, tag: u8) -> Result<()> {
    let (key, Some(tag)) = (key(change, chat)?, pick(change, ALL_TAGS, tag)?) else { return Ok(()) };
    let added = change.transaction.execute(
        "INSERT OR IGNORE INTO chat_tag (tag_id, chat_key, position)
         VALUES (?1, ?2, (SELECT coalesce(max(position), -1) + 1 FROM chat_tag WHERE chat_key = ?2))",
        [tag, key],
    )?;
    if added > 0 { touch(change, &[key], true) } else { Ok(()) }
}

fn remove_tag(change: &mut Change<'_>, chat: u8, tag: u8) -> Result<()> {
    let (key, Some(tag)) = (key(change, chat)?, pick(change, ALL_TAGS, tag)?) else { return Ok(()) };
    let sql = "DELETE FROM chat_tag WHERE tag_id = ?1 AND chat_key = ?2";
    let removed = change.transaction.execute(sql, [tag, key])?;
    if removed > 0 { touch(change, &[key], true) } else { Ok(()) }
}

fn define_tag(change: &mut Change<'_>, name: u8) -> Result<()> {
    let name = TAGS[usize::from(name) % TAGS.len()];
    change.transaction.execute("INSERT OR IGNORE INTO tag (name, folded) VALUES (?1, ?1)", [name])?;
    Ok(())
}

fn rename_tag(change: &mut Change<'_>, tag: u8, name: u8) -> Result<()> {
    let name = TAGS[usize::from(name) % TAGS.len()];
    let Some(tag) = pick(change, ALL_TAGS, tag)? else { return Ok(()) };
    change.transaction.execute("UPDATE OR IGNORE tag SET name = ?2, folded = ?2 WHERE id = ?1", (tag, name))?;
    Ok(())
}

fn drop_tag(change: &mut Change<'_>, tag: u8) -> Result<()> {
    let Some(tag) = pick(change, ALL_TAGS, tag)? else { return Ok(()) };
    let mut chats = change.transaction.prepare("DELETE FROM chat_tag WHERE tag_id = ?1 RETURNING chat_key")?;
    let keys: Vec<i64> = chats.query_map([tag], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    touch(change, &keys, true)?;
    change.transaction.execute("DELETE FROM tag WHERE id = ?1", [tag])?;
    Ok(())
}

fn describe(change: &mut Change<'_>, chat: u8, word: &str) -> Result<()> {
    let key = key(change, chat)?;
    change.transaction.execute("UPDATE chat SET description = ?2 WHERE key = ?1", (key, word))?;
    touch(change, &[key], true)?;
    index_again(change.transaction, key)
}

fn set_status(change: &mut Change<'_>, chat: u8, status: u8) -> Result<()> {
    let key = key(change, chat)?;
    let sql = "UPDATE chat SET status = ?2 WHERE key = ?1 AND status <> ?2";
    let changed = change.transaction.execute(sql, (key, Status::Open.number() + i64::from(status % 3)))?;
    if changed > 0 { touch(change, &[key], true) } else { Ok(()) }
}

fn bin(change: &mut Change<'_>, chat: u8, into: bool) -> Result<()> {
    let key = key(change, chat)?;
    let sql = "UPDATE chat SET deleted_at = iif(?2, ?3, NULL) WHERE key = ?1 AND (deleted_at IS NULL) = ?2";
    let changed = change.transaction.execute(sql, (key, into, change.now.micros()))?;
    if changed > 0 { touch(change, &[key], true) } else { Ok(()) }
}

fn remove_message(change: &mut Change<'_>, chat: u8) -> Result<()> {
    let key = key(change, chat)?;
    let sql = "DELETE FROM message WHERE (chat_key, number) =
        (SELECT chat_key, number FROM message WHERE chat_key = ?1 ORDER BY number DESC LIMIT 1)";
    if change.transaction.execute(sql, [key])? == 0 {
        return Ok(());
    }
    change.transaction.execute("UPDATE chat SET message_count = message_count - 1 WHERE key = ?1", [key])?;
    touch(change, &[key], true)?;
    index_again(change.transaction, key)
}

fn attach(change: &mut Change<'_>, chat: u8, byte: u8) -> Result<()> {
    let key = key(change, chat)?;
    change.transaction.execute(
        "INSERT INTO attachment (chat_key, message_number, position, name, size, content) VALUES (?1, 1, 0, 'a\"b', 3, ?2)",
        (key, (!byte.is_multiple_of(3)).then_some([byte, 0, 0xff])),
    )?;
    touch(change, &[key], true)
}

fn detach(change: &mut Change<'_>, chat: u8) -> Result<()> {
    let key = key(change, chat)?;
    if change.transaction.execute("DELETE FROM attachment WHERE chat_key = ?1", [key])? > 0 {
        touch(change, &[key], true)?;
    }
    Ok(())
}

const ALL_PERSONS: &str = "SELECT id FROM person ORDER BY id";

fn chats_of(change: &Change<'_>, person: i64) -> Result<Vec<i64>> {
    let mut chats = change.transaction.prepare_cached("SELECT key FROM chat WHERE person_id = ?1")?;
    Ok(chats.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn rename_person(change: &mut Change<'_>, person: u8, word: &str) -> Result<()> {
    let Some(person) = pick(change, ALL_PERSONS, person)? else { return Ok(()) };
    change.transaction.execute("UPDATE person SET name = ?2 WHERE id = ?1", (person, word))?;
    chats_of(change, person)?.into_iter().try_for_each(|key| index_again(change.transaction, key))
}

fn merge(change: &mut Change<'_>, one: u8, other: u8) -> Result<()> {
    let (Some(one), Some(other)) = (pick(change, ALL_PERSONS, one)?, pick(change, ALL_PERSONS, other)?) else {
        return Ok(());
    };
    if one == other {
        return Ok(());
    }
    let keys = chats_of(change, other)?;
    change.transaction.execute("UPDATE chat SET person_id = ?1 WHERE person_id = ?2", [one, other])?;
    touch(change, &keys, true)?;
    change.transaction.execute("UPDATE ban SET person_id = ?1 WHERE person_id = ?2", [one, other])?;
    change.transaction.execute("DELETE FROM person WHERE id = ?1", [other])?;
    keys.into_iter().try_for_each(|key| index_again(change.transaction, key))
}
