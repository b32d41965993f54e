//! What SQL asks of us: whether a folded text holds a piece or is another, and which number a text spells.

use memchr::memmem::Finder;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::error::Result;
use crate::model::field::{decimal_order, is_day};
use crate::model::fold::fold;

/// Gives SQL our functions: `folded_contains(text, piece)` and `folded_equals(text, value)` (1 where the folded text
/// holds, or is, the folded other; else 0), `decimal_order(text, number)` (-1, 0 or 1 as it
/// spells a lesser number, the same or a greater one; NULL where it spells none) and `is_day(text)`.
pub fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("folded_contains", 2, flags, |context: &Context<'_>| {
        let piece =
            context.get_or_create_aux(1, |value| value.as_bytes().map(|bytes| Finder::new(bytes).into_owned()))?;
        Ok(match context.get_raw(0) {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).is_ok_and(|text| holds(text, &piece)),
            _ => false,
        })
    })?;
    connection.create_scalar_function("folded_equals", 2, flags, |context: &Context<'_>| {
        let (text, value) = (context.get_raw(0), context.get_raw(1));
        Ok(matches!((text.as_str(), value.as_str()), (Ok(text), Ok(value)) if fold(text) == value))
    })?;
    connection.create_scalar_function("decimal_order", 2, flags, |context: &Context<'_>| {
        let (Ok(one), Ok(other)) = (context.get_raw(0).as_str(), context.get_raw(1).as_str()) else { return Ok(None) };
        Ok(decimal_order(one, other).map(|order| order as i64))
    })?;
    connection.create_scalar_function("is_day", 1, flags, |context: &Context<'_>| {
        Ok(context.get_raw(0).as_str().is_ok_and(is_day))
    })?;
    Ok(())
}

/// Texts up to this long, most messages, are compared without a copy on the heap where they are ASCII.
const ON_STACK: usize = 512;

/// Whether a folded text holds a folded piece, for those who fold by themselves.
pub fn holds(text: &str, piece: &Finder<'_>) -> bool {
    if text.is_ascii() {
        // Folding leaves ASCII texts ASCII.
        if !piece.needle().is_ascii() {
            return false;
        }
        // Beside letters it only changes white space, which a piece without spaces does not touch.
        let mut room = [0; ON_STACK];
        if let Some(small) = room.get_mut(..text.len())
            && !piece.needle().contains(&b' ')
        {
            small.copy_from_slice(text.as_bytes());
            small.make_ascii_lowercase();
            return piece.find(small).is_some();
        }
    }
    piece.find(fold(text).as_bytes()).is_some()
}
