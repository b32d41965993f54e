//! What is changed on the way into a file: names and numbers are taken out, and texts guarded against spreadsheets.

use std::sync::atomic::{AtomicU64, Ordering};

use super::kind::Kind;
use super::loss::Losses;
use super::source::{MakeChat, MakeRow};
use crate::exchange::excel::{guard_cell, is_too_long};
use crate::exchange::redact::{Redactor, Role};
use crate::model::chat::WholeChat;
use crate::model::message::AuthorKind;
use crate::model::record::Cell;

/// What a spreadsheet would cut.
#[derive(Debug, Default)]
pub struct Spreadsheet {
    too_long: AtomicU64,
}

impl Spreadsheet {
    /// How many texts are longer than a cell holds.
    pub fn too_long(&self) -> u64 {
        self.too_long.load(Ordering::Relaxed)
    }

    fn guard(&self, cell: Cell<'_>) -> Option<String> {
        let guarded = guard_cell(cell);
        if let (Some(text), _) | (None, Cell::Text(text)) = (guarded.as_deref(), cell)
            && is_too_long(text)
        {
            self.too_long.fetch_add(1, Ordering::Relaxed);
        }
        guarded
    }
}

/// A maker whose rows and chats are changed first.
pub struct Changing<'a, M> {
    /// What makes them.
    pub maker: &'a M,
    /// Where names in a list stand between commas: what counts those that look like two.
    pub losses: Option<&'a Losses>,
    /// For a spreadsheet, where it is for one.
    pub spreadsheet: Option<&'a Spreadsheet>,
    /// What takes names and numbers out, where anything does, and what each column is to it.
    pub redact: Option<(&'a Redactor, Vec<Column>)>,
}

/// What a column is to whoever takes names and numbers out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Always the same.
    Of(Role),
    /// Who speaks.
    From,
    /// Who that is by name: a person, where a person speaks or nothing tells who does.
    Author,
}

/// What a time in front of the columns is, that tells how rows are divided.
pub const DIVIDING: Column = Column::Of(Role::Text);

/// What the columns of a kind are.
pub fn columns(kind: Kind, names: &[&str]) -> Vec<Column> {
    let of = |name: &&str| match (kind, *name) {
        (Kind::Messages, "from") => Column::From,
        (Kind::Messages, "author") => Column::Author,
        (Kind::Chats | Kind::Bans, "person") | (Kind::People, "name") => Column::Of(Role::Name),
        (Kind::Chats | Kind::People, "email") => Column::Of(Role::Email),
        (Kind::Chats | Kind::People, "phone") => Column::Of(Role::Phone),
        (Kind::People, "ip" | "channel_id" | "unique_id" | "external") | (Kind::Notes, "external") => {
            Column::Of(Role::Id)
        }
        (Kind::Chats | Kind::Messages, "external") => Column::Of(Role::Key),
        (Kind::Bans, "identifiers") => Column::Of(Role::Identifier),
        _ => Column::Of(Role::Text),
    };
    names.iter().map(of).collect()
}

/// What stands for a cell.
enum Instead {
    Nothing,
    Text(String),
    List(Vec<String>),
}

impl<M: MakeRow> MakeRow for Changing<'_, M> {
    type Piece = M::Piece;

    fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<Self::Piece>) {
        let cells = cells.into_iter().inspect(|cell| self.losses.iter().for_each(|losses| losses.see(*cell)));
        if self.spreadsheet.is_none() && self.redact.is_none() {
            return self.maker.row(cells, out);
        }
        let mut cells: Vec<(Cell<'a>, Instead)> = cells.map(|cell| (cell, Instead::Nothing)).collect();
        if let Some((redactor, columns)) = &self.redact {
            redact(redactor, columns, &mut cells);
        }
        if let Some(spreadsheet) = self.spreadsheet {
            for (cell, instead) in &mut cells {
                if let Some(guarded) = spreadsheet.guard(shown(*cell, instead)) {
                    *instead = Instead::Text(guarded);
                }
            }
        }
        self.maker.row(cells.iter().map(|(cell, instead)| shown(*cell, instead)), out);
    }
}

fn shown<'a>(cell: Cell<'a>, instead: &'a Instead) -> Cell<'a> {
    match instead {
        Instead::Nothing => cell,
        Instead::Text(text) => Cell::Text(text),
        Instead::List(texts) => Cell::List(texts),
    }
}

fn redact(redactor: &Redactor, columns: &[Column], cells: &mut [(Cell<'_>, Instead)]) {
    let said = cells.iter().zip(columns).find(|(_, column)| **column == Column::From).map(|((cell, _), _)| *cell);
    let author = match said {
        Some(Cell::Word(word)) if word != AuthorKind::Person.name() => Role::Text,
        _ => Role::Name,
    };
    for ((cell, instead), column) in cells.iter_mut().zip(columns) {
        let role = match column {
            Column::Of(role) => *role,
            Column::From => continue,
            Column::Author => author,
        };
        match cell {
            Cell::Text(text) | Cell::Decimal(text) => {
                if let Some(without) = redactor.redact(role, text) {
                    *instead = Instead::Text(without);
                }
            }
            Cell::List(texts) => {
                let without: Vec<Option<String>> = texts.iter().map(|text| redactor.redact(role, text)).collect();
                if without.iter().any(Option::is_some) {
                    let all =
                        without.into_iter().zip(*texts).map(|(without, text)| without.unwrap_or_else(|| text.clone()));
                    *instead = Instead::List(all.collect());
                }
            }
            Cell::Empty(_) | Cell::Number(_) | Cell::Toggle(_) | Cell::Time(_) | Cell::Word(_) => {}
        }
    }
}

impl<M: MakeChat> MakeChat for Changing<'_, M> {
    type Piece = M::Piece;

    fn chat(&self, chat: &WholeChat, out: &mut Vec<Self::Piece>) {
        match &self.redact {
            None => self.maker.chat(chat, out),
            Some((redactor, _)) => self.maker.chat(&redactor.chat(chat), out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ban, chat, message, note, person};

    /// The columns that are looked through for numbers and addresses, and for nothing else.
    fn plain<T>(kind: Kind, of: &[crate::model::record::Column<T>]) -> String {
        let names: Vec<&str> = of.iter().map(|column| column.name).collect();
        let known = columns(kind, &names);
        let plain = names.into_iter().zip(known).filter(|(_, column)| *column == Column::Of(Role::Text));
        plain.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_column_that_tells_who_a_person_is_is_known() {
        assert_eq!(
            plain(Kind::Chats, chat::COLUMNS),
            "id created status app assignee tags messages preview source person_id teams rating closed updated \
             last_message description language deleted holds"
        );
        assert_eq!(
            plain(Kind::People, person::COLUMNS),
            "id chats last_chat tags first_chat location country source bans erased"
        );
        assert_eq!(plain(Kind::Messages, message::COLUMNS), "chat source number at text alias");
        assert_eq!(plain(Kind::Notes, note::EXPORTED), "on id source number at author color text");
        assert_eq!(
            plain(Kind::Bans, ban::COLUMNS),
            "id person_id reason started until state hits hit length offence by note lifted lifted_by lift_note replaced_by"
        );
    }
}
