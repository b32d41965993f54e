//! Lists of chats: what leads a query, pages by number and by cursor, counts.
//!
//! A list first finds the keys of its rows, then reads the rows. Newest first is the order of the table's own key, and
//! of every index, tag row and search posting. Missing values come last both ways: the table's key puts unknown
//! creation times far below all others, and an order by a column runs in two segments.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::condition::{self, Compiler, Sql};
use super::filter::{self, Conditions, Guide, Words};
use super::page::{Among, ChatPage, Choice, Cursor, Details, Page, Preview, Sort, SortKey, Start, Totals};
use super::permit::Sight;
use super::read::Reader;
use super::{Store, key, walk};
use crate::error::{Error, Result};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::query::{Filter, LabelKey, LabelTest, Term};

/// What a query walks over: a table, the column that carries the chat's key there, and the condition that leads.
#[derive(Clone)]
struct Lead {
    table: &'static str,
    key: &'static str,
    condition: Option<Sql>,
}

/// A query without its order.
pub(super) struct Plan {
    lead: Lead,
    conditions: Vec<Sql>,
    /// Whether words are looked for in the texts although the index knows of them.
    pub(super) slow: bool,
}

/// A part of the order: those with a value, or those without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment {
    /// Those with a value.
    Known,
    /// Those without.
    Missing,
}

impl Plan {
    /// Chooses what leads: the index of search, a tag, or the chats themselves.
    pub(super) fn of(connection: &Connection, sight: &Sight, choice: &Choice<'_>, sort: Sort) -> Result<Self> {
        Self::with(connection, sight, choice, sort, Words::ByIndex)
    }

    /// The same, with words looked for in this way. Every query over chats is made here, and so everyone's sight is
    /// kept to here.
    ///
    /// # Errors
    /// `Denied` for the reason of a ban where whoever asks may not know it.
    pub(super) fn with(
        connection: &Connection,
        sight: &Sight,
        choice: &Choice<'_>,
        sort: Sort,
        words: Words,
    ) -> Result<Self> {
        if sight.hides_reasons() && choice.filter.asks_ban_reason() {
            return Err(Error::denied("your role does not allow to look for the reason of a ban: it needs bans.view")
                .hint("ban:any finds whoever is banned"));
        }
        let Conditions { guide, created, slow, rest: mut conditions } =
            filter::conditions(connection, choice.filter, choice.now, words)?;
        // Search and tags go in the order of the chats' keys: in any other order they only choose.
        let in_order = sort.key == SortKey::Created;
        let lead = match guide {
            Guide::Search(expression) if in_order => Lead {
                table: "search",
                key: "search.rowid",
                condition: Some(Sql::new("search MATCH ?", [expression.into()])),
            },
            Guide::Tag(tag) if in_order => Lead {
                table: "chat_tag",
                key: "chat_tag.chat_key",
                condition: Some(Sql::new("chat_tag.tag_id = ?", [tag.into()])),
            },
            Guide::Search(expression) => {
                conditions.push(condition::indexed(expression));
                Lead::CHATS
            }
            Guide::Tag(tag) => {
                conditions.push(condition::tagged(tag));
                Lead::CHATS
            }
            Guide::Chats => Lead::CHATS,
        };
        if let Some(range) = created {
            let (low, high) = key::range(connection, range)?;
            conditions.push(Sql::new(format!("{} BETWEEN ? AND ?", lead.key), [low.into(), high.into()]));
        }
        conditions.extend(bin(connection, choice.bin)?);
        if let Among::ChangedAfter(operation) = choice.among {
            conditions.push(Sql::new("chat.changed_by > ?", [operation.into()]));
        }
        conditions.extend(sight.condition());
        Ok(Self { lead, conditions, slow })
    }

    /// `SELECT columns FROM … WHERE …`, with more conditions. The chats themselves are only joined where they are asked.
    pub(super) fn select(&self, columns: &str, more: Vec<Sql>) -> Sql {
        let Lead { table, key, .. } = self.lead;
        // Columns of the chats are always written `chat.…`, those of other tables never.
        let asks_chats = |text: &str| text.contains("chat.");
        let alone = table == "chat"
            || !asks_chats(columns) && !self.conditions.iter().chain(&more).any(|c| asks_chats(&c.text));
        let join = if alone { String::new() } else { format!(" CROSS JOIN chat ON chat.key = {key}") };
        let mut sql = Sql::new(format!("SELECT {columns} FROM {table}{join} WHERE 1"), []);
        for condition in self.lead.condition.iter().chain(&self.conditions).cloned().chain(more) {
            sql.text.push_str(" AND ");
            sql.push(condition);
        }
        sql
    }

    /// All that it leads over, whatever else must hold.
    pub(super) fn led(&self) -> Self {
        Self { lead: self.lead.clone(), conditions: Vec::new(), slow: false }
    }

    /// The column that carries the chat's key.
    pub(super) const fn key(&self) -> &'static str {
        self.lead.key
    }

    /// One segment of the order, from behind a place, as a query for key and sort value.
    pub(super) fn segment(&self, segment: Segment, sort: Sort, after: Option<Cursor>) -> Sql {
        self.stretch(segment, sort, after, Vec::new())
    }

    /// A stretch of a segment, where more conditions hold.
    pub(super) fn stretch(&self, segment: Segment, sort: Sort, after: Option<Cursor>, mut more: Vec<Sql>) -> Sql {
        let key = self.lead.key;
        let (direction, sign) = if sort.reverse { ("ASC", ">") } else { ("DESC", "<") };
        let order = match (sort.key.column(), segment) {
            (None, segment) => {
                let side = if segment == Segment::Known { ">" } else { "<=" };
                more.push(Sql::new(format!("{key} {side} ?"), [key::LAST_UNKNOWN.into()]));
                if let Some(after) = after {
                    more.push(Sql::new(format!("{key} {sign} ?"), [after.key.into()]));
                }
                format!("{key} {direction}")
            }
            (Some(column), Segment::Known) => {
                match after {
                    Some(Cursor { value: Some(value), key: place }) => {
                        more.push(Sql::new(format!("({column}, chat.key) {sign} (?, ?)"), [value.into(), place.into()]))
                    }
                    _ => more.push(Sql::new(format!("{column} IS NOT NULL"), [])),
                }
                format!("{column} {direction}, chat.key {direction}")
            }
            (Some(column), Segment::Missing) => {
                more.push(Sql::new(format!("{column} IS NULL"), []));
                if let Some(after) = after {
                    more.push(Sql::new(format!("{key} {sign} ?"), [after.key.into()]));
                }
                format!("{key} {direction}")
            }
        };
        let value = sort.key.column().unwrap_or(key);
        let mut sql = self.select(&format!("{key}, {value}"), more);
        sql.text.push_str(" ORDER BY ");
        sql.text.push_str(&order);
        sql
    }
}

impl Lead {
    const CHATS: Self = Self { table: "chat", key: "chat.key", condition: None };
}

/// Chats in the bin, or the others. Where the bin is empty nothing needs to be asked.
fn bin(connection: &Connection, bin: bool) -> Result<Option<Sql>> {
    if bin {
        return Ok(Some(Sql::new("chat.deleted_at IS NOT NULL", [])));
    }
    let empty = totals(connection, None)?.deleted == 0;
    Ok((!empty).then(|| Sql::new("chat.deleted_at IS NULL", [])))
}

/// Pages of the file in memory at once while the rows of a page are read.
const ROW_BUFFERS: i32 = 48;

/// Sums of the counters: of all chats, or of those with one status.
pub(super) fn totals(connection: &Connection, status: Option<Status>) -> Result<Totals> {
    let mut statement = connection.prepare_cached("SELECT status, deleted, chats FROM chat_count")?;
    let mut rows = statement.query([])?;
    let mut totals = Totals::default();
    // A handful of rows: added up here they take one short statement for every such question.
    while let Some(row) = rows.next()? {
        let of: i64 = row.get(0)?;
        if status.is_none_or(|status| status.number() == of) {
            let side = if row.get(1)? { &mut totals.deleted } else { &mut totals.live };
            *side += row.get::<_, u64>(2)?;
        }
    }
    Ok(totals)
}

/// How many chats are chosen, where a counter knows: all, one status, or one tag. Counters count every chat.
fn known_total(connection: &Connection, sight: &Sight, choice: &Choice<'_>) -> Result<Option<u64>> {
    if !sight.is_everything() {
        return Ok(None);
    }
    let total = |status| totals(connection, status).map(|of| if choice.bin { of.deleted } else { of.live });
    let term = match choice.filter {
        Filter::All(parts) => match parts.as_slice() {
            [] => return total(None).map(Some),
            [Filter::Term(term)] => term,
            _ => return Ok(None),
        },
        Filter::Term(term) => term,
        _ => return Ok(None),
    };
    match term {
        Term::Status(status) => total(Some(*status)).map(Some),
        Term::Label(LabelKey::Tag, LabelTest::Is(name)) if !choice.bin => {
            let mut statement = connection
                .prepare_cached("SELECT coalesce(sum(live_chats), 0), count(*) FROM tag WHERE folded = ?1")?;
            let (chats, tags): (u64, i64) = statement.query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok((tags <= 1).then_some(chats))
        }
        _ => Ok(None),
    }
}

/// A key and the value it is sorted by.
pub(super) type Place = (i64, Option<i64>);

/// The places that a query for key and sort value gives.
pub(super) fn places(connection: &Connection, mut sql: Sql, limit: usize, offset: u64) -> Result<Vec<Place>> {
    let number = |n: u64| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    sql.push(Sql::new(" LIMIT ? OFFSET ?", [number(limit as u64), number(offset)]));
    let mut statement = connection.prepare_cached(&sql.text)?;
    let rows = statement.query_map(params_from_iter(sql.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The places of one page, and one more where more follow.
fn page_places(connection: &Connection, plan: &Plan, page: &Page) -> Result<Vec<Place>> {
    let wanted = page.limit.saturating_add(1);
    let sort = page.sort;
    let (after, skip) = match &page.start {
        Start::After(text) => (Some(Cursor::parse(text, sort)?), 0),
        Start::Number(number) => (None, number.saturating_sub(1).saturating_mul(page.limit as u64)),
    };
    let is_missing = |cursor: Cursor| match sort.key.column() {
        None => cursor.key <= key::LAST_UNKNOWN,
        Some(_) => cursor.value.is_none(),
    };
    if after.is_some_and(is_missing) {
        return places(connection, plan.segment(Segment::Missing, sort, after), wanted, 0);
    }
    let known = plan.segment(Segment::Known, sort, after);
    let mut found = places(connection, known.clone(), wanted, skip)?;
    if found.len() < wanted {
        let skip = if skip > 0 && found.is_empty() {
            // The page may lie wholly among the missing ones: then those before it have to be counted.
            let count = format!("SELECT count(*) FROM ({})", known.text);
            let before: u64 = connection.query_row(&count, params_from_iter(known.values), |row| row.get(0))?;
            skip.saturating_sub(before)
        } else {
            0
        };
        let rest = plan.segment(Segment::Missing, sort, None);
        found.extend(places(connection, rest, wanted - found.len(), skip)?);
    }
    Ok(found)
}

/// The places of one page, found in the way that is likely to be the quickest.
fn best_places(connection: &Connection, sight: &Sight, choice: &Choice<'_>, page: &Page) -> Result<Vec<Place>> {
    if walk::is_open_to(page) {
        let plan = Plan::with(connection, sight, choice, page.sort, Words::ByWalking)?;
        if !plan.slow {
            return page_places(connection, &plan, page);
        }
        if let Some(found) = walk::page(connection, &plan, page)? {
            return Ok(found);
        }
    }
    let plan = Plan::of(connection, sight, choice, page.sort)?;
    page_places(connection, &plan, page)
}

impl Store {
    /// Totals from the counters, at once whatever the size: of every chat, whoever asks.
    pub fn totals(&self) -> Result<Totals> {
        totals(&self.connection, None)
    }

    /// How many chats outside the bin the command may act on.
    pub fn count_within_reach(&self, now: Time) -> Result<u64> {
        let moment = self.connection.unchecked_transaction()?;
        count_within(&moment, &self.grasp(), now)
    }

    /// One page of the chats chosen.
    pub fn chats(&self, choice: &Choice<'_>, page: &Page) -> Result<ChatPage> {
        let moment = self.connection.unchecked_transaction()?;
        let sight = self.sight();
        let mut found = best_places(&moment, &sight, choice, page)?;
        let next = (found.len() > page.limit).then(|| found.truncate(page.limit)).and(found.last().copied());
        let by_column = page.sort.key.column().is_some();
        let next = next.map(|(key, value)| Cursor { value: value.filter(|_| by_column), key }.print(page.sort));
        let keys: Vec<i64> = found.into_iter().map(|(key, _)| key).collect();
        // The rows lie on many pages of the file that are needed once: a few buffers used again and again are quicker
        // than fresh memory for each.
        moment.pragma_update(None, "cache_size", ROW_BUFFERS)?;
        let rows = Reader::new(&moment).rows(&keys, &page.details, &page.preview)?;
        Ok(ChatPage { rows, more: next.is_some(), next, total: known_total(&moment, &sight, choice)? })
    }

    /// How many chats are chosen.
    pub fn count_chats(&self, choice: &Choice<'_>) -> Result<u64> {
        let moment = self.connection.unchecked_transaction()?;
        let sight = self.sight();
        if let Some(total) = known_total(&moment, &sight, choice)? {
            return Ok(total);
        }
        let sql = Plan::of(&moment, &sight, choice, Sort::NEWEST)?.select("count(*)", Vec::new());
        Ok(moment.query_row(&sql.text, params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// Gives `visit` the number of every chat chosen, in this order.
    pub fn each_id(&self, choice: &Choice<'_>, sort: Sort, mut visit: impl FnMut(i64) -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let plan = Plan::of(&moment, &self.sight(), choice, sort)?;
        let mut number = moment.prepare_cached("SELECT id FROM chat WHERE key = ?1")?;
        each_key(&moment, &plan, sort, |key| visit(number.query_row([key], |row| row.get(0))?))
    }

    /// Whether the filter matches this one chat, in the bin or not.
    pub fn matches(&self, filter: &Filter, now: Time, id: i64) -> Result<bool> {
        let mut sql = Sql::new("SELECT count(*) FROM chat WHERE chat.id = ? AND ", [id.into()]);
        sql.push(Compiler { connection: &self.connection, now }.condition(filter)?);
        if let Some(condition) = self.sight().condition() {
            sql.text.push_str(" AND ");
            sql.push(condition);
        }
        let found: i64 = self.connection.query_row(&sql.text, params_from_iter(sql.values), |row| row.get(0))?;
        Ok(found > 0)
    }
}

/// How many chats outside the bin somebody may act on.
pub(super) fn count_within(connection: &Connection, grasp: &Sight, now: Time) -> Result<u64> {
    let choice = Choice::everything(false, now);
    if let Some(total) = known_total(connection, grasp, &choice)? {
        return Ok(total);
    }
    let sql = Plan::of(connection, grasp, &choice, Sort::NEWEST)?.select("count(*)", Vec::new());
    Ok(connection.query_row(&sql.text, params_from_iter(sql.values), |row| row.get(0))?)
}

/// Gives `visit` the key of every chat of a plan, in this order.
pub(super) fn each_key(
    connection: &Connection,
    plan: &Plan,
    sort: Sort,
    mut visit: impl FnMut(i64) -> Result<()>,
) -> Result<()> {
    for segment in [Segment::Known, Segment::Missing] {
        let sql = plan.segment(segment, sort, None);
        let mut statement = connection.prepare(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values))?;
        while let Some(row) = rows.next()? {
            visit(row.get(0)?)?;
        }
    }
    Ok(())
}

/// The newest matches of a choice, at most `most`, as keys.
pub(super) fn newest(connection: &Connection, sight: &Sight, choice: &Choice<'_>, most: usize) -> Result<Vec<i64>> {
    let plan = Plan::of(connection, sight, choice, Sort::NEWEST)?;
    let page = Page {
        limit: most,
        start: Start::Number(1),
        sort: Sort::NEWEST,
        details: Details::default(),
        preview: Preview::Nothing,
    };
    let mut places = page_places(connection, &plan, &page)?;
    places.truncate(most);
    Ok(places.into_iter().map(|(key, _)| key).collect())
}
