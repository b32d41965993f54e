//! Frequent words: nearly every chat has them, so looking at one chat after the other fills a page before the index has
//! even begun (each word that holds a piece is a list of chats to open).
//!
//! Where other words are asked for too that the index is quick at, the walk is over their chats only.

use rusqlite::Connection;

use super::condition::Sql;
use super::key;
use super::list::{Place, Plan, Segment, places};
use super::page::{Cursor, Page, SortKey, Start};
use crate::error::Result;

/// Chats that one step looks at; few in tests, whose repositories are small.
const STEP: usize = if cfg!(test) { 3 } else { 200 };

/// Chats that are looked at first: where none of them has the words, the others are not worth it.
const FIRST: usize = if cfg!(test) { 1 } else { 50 };

/// Steps at most, behind the first chats.
const STEPS: usize = 6;

/// Whether a page can be found by walking: in the order of the chats' keys, from the beginning or a cursor.
pub(super) fn is_open_to(page: &Page) -> bool {
    page.sort.key == SortKey::Created && !matches!(page.start, Start::Number(2..))
}

/// The places of one page, found by walking over the chats that lead the plan. `None` where the index should rather be
/// asked: the words turn out to be rare.
pub(super) fn page(connection: &Connection, plan: &Plan, page: &Page) -> Result<Option<Vec<Place>>> {
    let mut place = match &page.start {
        Start::Number(_) => None,
        Start::After(text) => Some(Cursor::parse(text, page.sort)?),
    };
    // Behind all known times there is nothing to walk over. Turned round, the known ones would come once more.
    if place.is_some_and(|cursor| cursor.key <= key::LAST_UNKNOWN) {
        return Ok(None);
    }
    let wanted = page.limit.saturating_add(1);
    let all = plan.led();
    let sign = if page.sort.reverse { "<=" } else { ">=" };
    let mut found = Vec::new();
    for step in 0..=STEPS {
        let size = if step == 0 { FIRST } else { STEP };
        let stretch = places(connection, all.segment(Segment::Known, page.sort, place), size, 0)?;
        let Some((end, _)) = stretch.last().copied() else { break };
        let until = Sql::new(format!("{} {sign} ?", plan.key()), [end.into()]);
        let sql = plan.stretch(Segment::Known, page.sort, place, vec![until]);
        found.extend(places(connection, sql, wanted - found.len(), 0)?);
        if found.len() == wanted {
            return Ok(Some(found));
        }
        if stretch.len() < size {
            break;
        }
        // At this rate the page would not be full at the end of the walk.
        if found.is_empty() || found.len() * STEPS < wanted * step || step == STEPS {
            return Ok(None);
        }
        place = Some(Cursor { value: None, key: end });
    }
    // All of known time were looked at. The others may be many more.
    let none_missing = places(connection, all.segment(Segment::Missing, page.sort, None), 1, 0)?.is_empty();
    Ok(none_missing.then_some(found))
}
