//! Frequent words: nearly every chat has them, so looking at one chat after the other fills a page before the index has
//! even begun (each word that holds a piece is a list of chats to open).

use rusqlite::Connection;

use super::condition::Sql;
use super::filter::Words;
use super::key;
use super::list::{Place, Plan, Segment, places};
use super::page::{Choice, Cursor, Page, SortKey, Start};
use super::permit::Sight;
use crate::error::Result;

/// Chats that one step looks at; few in tests, whose repositories are small.
const STEP: usize = if cfg!(test) { 3 } else { 200 };

/// Steps at most.
const STEPS: usize = 6;

/// The places of one page, found by walking over the chats. `None` where the index should rather be asked: the order is
/// another, or the words turn out to be rare.
pub(super) fn page(
    connection: &Connection,
    sight: &Sight,
    choice: &Choice<'_>,
    page: &Page,
) -> Result<Option<Vec<Place>>> {
    let mut place = match &page.start {
        _ if page.sort.key != SortKey::Created => return Ok(None),
        Start::Number(1) => None,
        Start::Number(_) => return Ok(None),
        Start::After(text) => Some(Cursor::parse(text, page.sort)?),
    };
    // Behind all known times there is nothing to walk over. Turned round, the known ones would come once more.
    if place.is_some_and(|cursor| cursor.key <= key::LAST_UNKNOWN) {
        return Ok(None);
    }
    let wanted = page.limit.saturating_add(1);
    let chats = Plan::with(
        connection,
        sight,
        &Choice { filter: &crate::query::Filter::EVERYTHING, ..*choice },
        page.sort,
        Words::ByWalking,
    )?;
    let walk = Plan::with(connection, sight, choice, page.sort, Words::ByWalking)?;
    let sign = if page.sort.reverse { "<=" } else { ">=" };
    let mut found = Vec::new();
    for step in 1..=STEPS {
        let stretch = places(connection, chats.segment(Segment::Known, page.sort, place), STEP, 0)?;
        let Some((end, _)) = stretch.last().copied() else { return Ok(None) };
        let until = Sql::new(format!("{} {sign} ?", walk.key()), [end.into()]);
        let sql = walk.stretch(Segment::Known, page.sort, place, vec![until]);
        found.extend(places(connection, sql, wanted - found.len(), 0)?);
        if found.len() == wanted {
            return Ok(Some(found));
        }
        // At this rate the page would not be full at the end of the walk.
        let hopeless = found.len() * STEPS < wanted * step;
        if hopeless || end <= key::LAST_UNKNOWN {
            return Ok(None);
        }
        place = Some(Cursor { value: None, key: end });
    }
    Ok(None)
}
