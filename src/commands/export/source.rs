//! What an export reads, and how it is handed to what writes it.
//!
//! Reading and making go on two threads: a maker turns rows or whole chats, each by itself, into pieces, and a writer
//! takes the pieces in order on one. A new kind is one of [`Rows`]; a new layout is a maker and a [`Writer`].

use super::kind::Kind;
use super::kind::PREVIEW;
use crate::commands::args::{ChatColumns, chat_columns, columns_of, columns_with_fields, every_column};
use crate::commands::watch::Watch;
use crate::error::Result;
use crate::model::ban::{self, BanRow};
use crate::model::canned::{self, CannedRow};
use crate::model::chat::{self, ChatRow, WholeChat};
use crate::model::message::{self, MessageRow};
use crate::model::note::{self, ExportedNote};
use crate::model::operation::{self, OperationRow};
use crate::model::person::{self, PersonRow};
use crate::model::record::{Cell, Column};
use crate::output::Shown;
use crate::query::FieldOwner;
use crate::store::{Choice, Made, Moment, Store};

/// Makes pieces of rows, on any thread.
pub trait MakeRow: Sync {
    /// What it makes: bytes, or whatever its writer takes.
    type Piece: Send;

    /// Appends what is made of one row: as many cells as there are columns.
    fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<Self::Piece>);
}

/// Makes pieces of whole chats, on any thread.
pub trait MakeChat: Sync {
    /// What it makes: bytes, or whatever its writer takes.
    type Piece: Send;

    /// Appends what is made of one chat.
    fn chat(&self, chat: &WholeChat, out: &mut Vec<Self::Piece>);
}

/// Takes pieces in order, on one thread, to where they shall be.
pub trait Writer<Piece> {
    /// Takes what was made of some rows or chats; `ends` tells where in it each of them ends.
    ///
    /// # Errors
    /// As writing fails.
    fn take(&mut self, pieces: &[Piece], ends: &[usize]) -> Result<()>;

    /// Ends it: what closes the layout is written, and all is handed on.
    ///
    /// # Errors
    /// As writing fails.
    fn finish(&mut self) -> Result<()>;
}

/// The rows that are read, with their columns.
pub enum Rows {
    /// One row a chat.
    Chats(ChatColumns),
    /// One row a message.
    Messages(Vec<Shown<MessageRow>>),
    /// One row a person, with the names of custom fields.
    People(Vec<Shown<PersonRow>>, Vec<String>),
    /// One row a note.
    Notes(Vec<Shown<ExportedNote>>),
    /// One row a ban.
    Bans(Vec<Shown<BanRow>>),
    /// One row a canned reply.
    Canned(Vec<Shown<CannedRow>>),
    /// One row an operation.
    Audit(Vec<Shown<OperationRow>>),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Chats.
    pub chats: u64,
    /// Rows, or chats where they are written whole.
    pub rows: u64,
    /// The moment that was read.
    pub moment: Moment,
}

impl Rows {
    /// What to read for a kind; `None` for whole chats, which are no rows.
    ///
    /// # Errors
    /// As for `--columns`.
    pub fn of(kind: Kind, asked: Option<&[String]>, store: &Store) -> Result<Option<Self>> {
        let fields = |owner| if asked.is_some() { Ok(Vec::new()) } else { store.field_names(owner) };
        Ok(Some(match kind {
            Kind::Chats if asked.is_some() => Self::Chats(chat_columns(asked)?),
            Kind::Chats => Self::Chats(every_chat_column(fields(FieldOwner::Chat)?)),
            Kind::Messages => Self::Messages(columns_of(message::COLUMNS, asked)?),
            Kind::People if asked.is_some() => {
                let (shown, fields) = columns_with_fields(person::COLUMNS, asked, |row| &row.fields)?;
                Self::People(shown, fields)
            }
            Kind::People => {
                let fields = fields(FieldOwner::Person)?;
                Self::People(every_column(person::COLUMNS, &fields, |row| &row.fields), fields)
            }
            Kind::Notes => Self::Notes(columns_or_all(note::EXPORTED, asked)?),
            Kind::Bans => Self::Bans(columns_or_all(ban::COLUMNS, asked)?),
            Kind::Canned => Self::Canned(columns_or_all(canned::COLUMNS, asked)?),
            Kind::Audit => Self::Audit(columns_or_all(operation::OPERATIONS, asked)?),
            Kind::Whole => return Ok(None),
        }))
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Chats(columns) => names(&columns.shown),
            Self::Messages(columns) => names(columns),
            Self::People(columns, _) => names(columns),
            Self::Notes(columns) => names(columns),
            Self::Bans(columns) => names(columns),
            Self::Canned(columns) => names(columns),
            Self::Audit(columns) => names(columns),
        }
    }

    /// The custom fields among them, by name.
    pub fn fields(&self) -> (FieldOwner, &[String]) {
        match self {
            Self::Chats(columns) => (FieldOwner::Chat, &columns.details.fields),
            Self::People(_, fields) => (FieldOwner::Person, fields),
            _ => (FieldOwner::Chat, &[]),
        }
    }

    /// Hands every row to a maker, and what it made to a writer.
    ///
    /// # Errors
    /// As reading and writing fail, and where a signal asked to stop.
    pub fn write<M: MakeRow>(
        &self,
        (store, choice): (&Store, &Choice<'_>),
        maker: &M,
        writer: &mut impl Writer<M::Piece>,
        watch: &Watch,
    ) -> Result<Written> {
        let mut copied = Copied { writer, watch, chats: 0, rows: 0 };
        let give = |made: &Made<M::Piece>| copied.take(made);
        let moment = match self {
            Self::Chats(columns) => {
                let row = |chat: &ChatRow, out: &mut Vec<M::Piece>| maker.row(cells(&columns.shown, chat), out);
                store.each_row(choice, &columns.details, row, give)?
            }
            Self::Messages(columns) => {
                let row = |message: &MessageRow, out: &mut Vec<M::Piece>| maker.row(cells(columns, message), out);
                store.each_message(choice, row, give)?
            }
            Self::People(columns, fields) => {
                let row = |person: &PersonRow, out: &mut Vec<M::Piece>| maker.row(cells(columns, person), out);
                store.each_person(choice, fields, row, give)?
            }
            Self::Notes(columns) => {
                let row = |note: &ExportedNote, out: &mut Vec<M::Piece>| maker.row(cells(columns, note), out);
                store.each_note(choice, row, give)?
            }
            Self::Bans(columns) => {
                let row = |ban: &BanRow, out: &mut Vec<M::Piece>| maker.row(cells(columns, ban), out);
                store.each_ban(choice, row, give)?
            }
            Self::Canned(columns) => {
                let row = |canned: &CannedRow, out: &mut Vec<M::Piece>| maker.row(cells(columns, canned), out);
                store.each_canned(row, give)?
            }
            Self::Audit(columns) => {
                let row = |done: &OperationRow, out: &mut Vec<M::Piece>| maker.row(cells(columns, done), out);
                store.each_recorded(row, give)?
            }
        };
        copied.finish(moment)
    }
}

/// Hands every chat, whole, to a maker, and what it made to a writer.
///
/// # Errors
/// As [`Rows::write`].
pub fn write_chats<M: MakeChat>(
    (store, choice): (&Store, &Choice<'_>),
    maker: &M,
    writer: &mut impl Writer<M::Piece>,
    watch: &Watch,
) -> Result<Written> {
    let mut copied = Copied { writer, watch, chats: 0, rows: 0 };
    let moment = store.each_whole(choice, |chat, out| maker.chat(chat, out), |made| copied.take(made))?;
    copied.finish(moment)
}

/// Counts what goes to a writer.
struct Copied<'a, W> {
    writer: &'a mut W,
    watch: &'a Watch,
    chats: u64,
    rows: u64,
}

impl<W> Copied<'_, W> {
    fn take<P>(&mut self, made: &Made<P>) -> Result<()>
    where
        W: Writer<P>,
    {
        self.chats += made.chats;
        self.rows += made.rows();
        self.writer.take(&made.of, &made.ends)?;
        self.watch.done(made.rows())
    }

    fn finish<P>(self, moment: Moment) -> Result<Written>
    where
        W: Writer<P>,
    {
        self.writer.finish()?;
        Ok(Written { chats: self.chats, rows: self.rows, moment })
    }
}

fn names<T>(columns: &[Shown<T>]) -> Vec<&str> {
    columns.iter().map(|column| column.name.as_str()).collect()
}

fn cells<'a, T>(columns: &'a [Shown<T>], row: &'a T) -> impl Iterator<Item = Cell<'a>> {
    columns.iter().map(move |column| (column.cell)(row))
}

/// The columns that `--columns` asks for, else every one there is.
fn columns_or_all<T: 'static>(columns: &'static [Column<T>], asked: Option<&[String]>) -> Result<Vec<Shown<T>>> {
    if asked.is_some() { columns_of(columns, asked) } else { Ok(every_column(columns, &[], |_| &[])) }
}

/// All that is known of a chat in one row: every column but the preview, and every custom field.
fn every_chat_column(fields: Vec<String>) -> ChatColumns {
    let mut shown = every_column(chat::COLUMNS, &fields, |row| &row.fields);
    shown.retain(|column| column.name != PREVIEW);
    ChatColumns::of(shown, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::FieldValue;

    #[test]
    fn a_row_holds_every_column_and_every_field() {
        let columns = every_chat_column(vec!["order".into(), " odd, name ".into()]);
        let names: Vec<&str> = columns.shown.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.len(), chat::COLUMNS.len() + 1);
        assert!(!names.contains(&"preview"));
        assert!(names.ends_with(&["field.order", "field. odd, name "]));
        let row = ChatRow { fields: vec![None, Some(FieldValue::Number("4.50".into()))], ..ChatRow::default() };
        let cells: Vec<Cell<'_>> = columns.shown.iter().map(|column| (column.cell)(&row)).collect();
        assert!(cells.ends_with(&[Cell::text(None), Cell::Decimal("4.50")]));
    }
}
