//! Counting: what one chat consumes, and what all of them do.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Connection, Rows};

use crate::error::{Error, Result};
use crate::model::interaction::{Month, Months, counts};
use crate::model::message::AuthorKind;

/// By what is counted. The numbers are those of the table `interaction_count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The whole company.
    All = 1,
    /// The messaging app.
    App = 2,
    /// The teams of the chat: each of them.
    Team = 3,
    /// The rep who wrote, as an author: which rep that is may become known later.
    Author = 4,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 4] = [Self::All, Self::App, Self::Team, Self::Author];

    /// The one with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| *dimension as i64 == number)
    }

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::App => "app",
            Self::Team => "team",
            Self::Author => "rep",
        }
    }
}

/// Where something is counted: month, dimension, and the number of the app, team or author.
pub type Place = (Month, Dimension, i64);

/// How many interactions: of chats that are here, and of those that were purged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// Of chats that are here.
    pub here: i64,
    /// Of chats that were purged.
    pub gone: i64,
}

/// A message, as far as it counts.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// When it was sent.
    pub at: Option<i64>,
    /// Number of its author.
    pub author: i64,
    /// Who that is.
    pub kind: AuthorKind,
    /// What else is known of it.
    pub extra: Option<&'a str>,
}

/// What one chat consumes.
#[derive(Clone, Debug, Default)]
pub struct OfChat {
    /// Number of its app; 0 for none.
    pub(super) app: i64,
    /// Numbers of its teams, each once.
    pub(super) teams: Vec<i64>,
    /// By month and by the rep who wrote, as an author; 0 for anybody else.
    months: BTreeMap<(Month, i64), i64>,
}

impl OfChat {
    /// A chat of this app and these teams, without a message yet.
    pub fn new(app: Option<i64>, teams: Vec<i64>) -> Self {
        Self { app: app.unwrap_or(0), teams, months: BTreeMap::new() }
    }

    /// One more message of it.
    pub fn add(&mut self, months: &mut Months, line: Line<'_>) {
        if counts(line.kind, line.extra) {
            let author = if line.kind == AuthorKind::Rep { line.author } else { 0 };
            *self.months.entry((months.month(line.at), author)).or_default() += 1;
        }
    }
}

/// What chats consume together.
#[derive(Clone, Debug, Default)]
pub struct Tally(pub HashMap<Place, Number>);

impl Tally {
    /// Adds what a chat consumes, so many times to those here and so many times to those gone.
    pub fn add(&mut self, chat: &OfChat, here: i64, gone: i64) {
        for ((month, author), count) in &chat.months {
            let teams: &[i64] = if chat.teams.is_empty() { &[0] } else { &chat.teams };
            let teams = teams.iter().map(|team| (Dimension::Team, *team));
            let others = [(Dimension::All, 0), (Dimension::App, chat.app), (Dimension::Author, *author)];
            for (dimension, item) in teams.chain(others) {
                let number = self.0.entry((*month, dimension, item)).or_default();
                number.here += here * count;
                number.gone += gone * count;
            }
        }
    }
}

/// The months of the repository's zone.
pub fn months(connection: &Connection) -> Result<Months> {
    let zone: Option<String> =
        connection.prepare_cached("SELECT (SELECT zone FROM company WHERE id = 1)")?.query_row([], |row| row.get(0))?;
    let Some(name) = zone else { return Ok(Months::of(TimeZone::UTC)) };
    let zone = TimeZone::get(&name).map_err(|_| {
        Error::failed(format!("this program does not know the repository's zone {name}"))
            .hint("name another: livechats interactions edit --zone ZONE")
    })?;
    Ok(Months::of(zone))
}

/// What one chat consumes, as it is now.
pub fn of_chat(connection: &Connection, months: &mut Months, key: i64) -> Result<OfChat> {
    let app: Option<i64> = connection
        .prepare_cached("SELECT (SELECT app_id FROM chat WHERE key = ?1)")?
        .query_row([key], |row| row.get(0))?;
    let mut teams = connection.prepare_cached("SELECT team_id FROM chat_team WHERE chat_key = ?1")?;
    let teams = teams.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut chat = OfChat::new(app, teams);
    let mut lines = connection.prepare_cached(
        "SELECT message.sent_at, message.author_id, author.kind, iif(author.kind = 4, message.extra, NULL)
         FROM message CROSS JOIN author ON author.id = message.author_id WHERE message.chat_key = ?1",
    )?;
    let mut lines = lines.query([key])?;
    while let Some(row) = lines.next()? {
        chat.add(months, line(row, 0)?);
    }
    Ok(chat)
}

/// Reads a message from four columns of a row.
pub fn line<'a>(row: &'a rusqlite::Row<'_>, at: usize) -> Result<Line<'a>> {
    let kind = AuthorKind::from_number(row.get(at + 2)?)
        .ok_or_else(|| Error::damaged("an author of a message is of no known kind"))?;
    let extra = row.get_ref(at + 3)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    Ok(Line { at: row.get(at)?, author: row.get(at + 1)?, kind, extra })
}

/// What all chats consume: one pass over chats, teams and messages, side by side in the order of their keys. `step` is told
/// of every so many chats.
pub fn of_all(connection: &Connection, step: &dyn Fn(u64) -> Result<()>) -> Result<Tally> {
    const STEP: u64 = 1000;
    let mut months = months(connection)?;
    let mut chats = connection.prepare("SELECT key, app_id FROM chat ORDER BY key")?;
    let mut teams = connection.prepare("SELECT chat_key, team_id FROM chat_team ORDER BY chat_key")?;
    let mut lines = connection.prepare(
        "SELECT message.chat_key, message.sent_at, message.author_id, author.kind,
           iif(author.kind = 4, message.extra, NULL)
         FROM message CROSS JOIN author ON author.id = message.author_id ORDER BY message.chat_key",
    )?;
    let (mut chats, mut teams, mut lines) = (chats.query([])?, teams.query([])?, lines.query([])?);
    teams.advance()?;
    lines.advance()?;
    let mut tally = Tally::default();
    let mut counted = 0;
    while let Some(row) = chats.next()? {
        let key: i64 = row.get(0)?;
        let mut chat = OfChat::new(row.get(1)?, Vec::new());
        while key_of(&teams)? == Some(key) {
            chat.teams.extend(teams.get().map(|row| row.get::<_, i64>(1)).transpose()?);
            teams.advance()?;
        }
        while key_of(&lines)? == Some(key) {
            if let Some(row) = lines.get() {
                chat.add(&mut months, line(row, 1)?);
            }
            lines.advance()?;
        }
        tally.add(&chat, 1, 0);
        counted += 1;
        if counted % STEP == 0 {
            step(STEP)?;
        }
    }
    Ok(tally)
}

/// The key of the row to look at; `None` behind the last.
fn key_of(rows: &Rows<'_>) -> Result<Option<i64>> {
    Ok(rows.get().map(|row| row.get(0)).transpose()?)
}
