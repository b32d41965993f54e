//! Conditions on chats as SQL on the table `chat`: every value bound.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::names::owner_number;
use super::search::{self, Indexed, Lookup};
use crate::error::Result;
use crate::model::chat::ChatName;
use crate::model::field::{FieldType, decimal, is_month};
use crate::model::fold::fold;
use crate::model::time::Time;
use crate::query::{
    Bound, FieldOwner, FieldTest, Filter, LabelKey, LabelTest, NumberKey, NumberRange, Term, TextScope, TimeKey,
    TimeRange,
};

/// A piece of SQL and the values of its question marks, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sql {
    /// The text.
    pub text: String,
    /// The values.
    pub values: Vec<Value>,
}

impl Sql {
    /// SQL with these values.
    pub fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect() }
    }

    /// Appends a text and its values.
    pub fn push(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.values.extend(other.values);
    }

    /// All of them, joined by `AND` or `OR`; `otherwise` where there are none.
    pub fn joined(mut parts: Vec<Self>, sign: &str, otherwise: &str) -> Self {
        // SQLite takes a tree of conditions that is 1,000 deep at most, and a row of them is as deep as it is long.
        while parts.len() > ROW {
            let mut rest = parts.into_iter().peekable();
            let mut rows = Vec::new();
            while rest.peek().is_some() {
                // The plus keeps SQLite from taking rows of `AND` apart into one long row again.
                let mut row = Self::new("+", []);
                row.push(Self::joined(rest.by_ref().take(ROW).collect(), sign, otherwise));
                rows.push(row);
            }
            parts = rows;
        }
        let mut whole = Self::default();
        for part in parts {
            whole.text.push_str(if whole.text.is_empty() { "(" } else { sign });
            whole.push(part);
        }
        whole.text.push_str(if whole.text.is_empty() { otherwise } else { ")" });
        whole
    }
}

/// Conditions that are joined in one row.
pub const ROW: usize = 50;

/// Makes the SQL of conditions; names are looked up on the way.
pub struct Compiler<'c> {
    /// The repository whose names they are.
    pub connection: &'c Connection,
    /// Now, for conditions that hold at a moment.
    pub now: Time,
}

impl Compiler<'_> {
    /// A filter as one condition.
    pub fn condition(&self, filter: &Filter) -> Result<Sql> {
        if let Some(expression) = self.text_only(filter)? {
            return Ok(indexed(expression));
        }
        match filter {
            Filter::All(parts) => Ok(Sql::joined(self.each(parts)?, " AND ", "1")),
            Filter::Any(parts) => Ok(Sql::joined(self.each(parts)?, " OR ", "0")),
            Filter::Not(part) => Ok(Self::negated(self.condition(part)?)),
            Filter::Term(term) => self.term(term),
        }
    }

    /// The same for a condition that is asked of one chat: its texts themselves are looked at. To find all chats with a
    /// word by the index would take longer.
    pub fn condition_of_one(&self, filter: &Filter) -> Result<Sql> {
        let each = |parts: &[Filter]| parts.iter().map(|part| self.condition_of_one(part)).collect::<Result<_>>();
        match filter {
            Filter::All(parts) => Ok(Sql::joined(each(parts)?, " AND ", "1")),
            Filter::Any(parts) => Ok(Sql::joined(each(parts)?, " OR ", "0")),
            Filter::Not(part) => Ok(Self::negated(self.condition_of_one(part)?)),
            Filter::Term(Term::Contains(scope, piece)) => Ok(texts(*scope, piece)),
            Filter::Term(term) => self.term(term),
        }
    }

    fn negated(condition: Sql) -> Sql {
        let mut sql = Sql::new("NOT coalesce(", []);
        sql.push(condition);
        sql.push(Sql::new(", 0)", []));
        sql
    }

    fn each(&self, parts: &[Filter]) -> Result<Vec<Sql>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    /// The FTS5 expression of a tree that only asks for texts, where the index answers all of it exactly.
    fn text_only(&self, filter: &Filter) -> Result<Option<String>> {
        let (parts, sign) = match filter {
            Filter::Any(parts) if parts.len() > 1 => (parts, " OR "),
            Filter::All(parts) if parts.len() > 1 => (parts, " AND "),
            Filter::Term(Term::Contains(scope @ (TextScope::Anywhere | TextScope::Messages), piece)) => {
                let found = self.look_up(*scope, piece)?;
                return Ok(match found {
                    Lookup::Index(Indexed { expression, exact: true, .. }) => Some(format!("({expression})")),
                    _ => None,
                });
            }
            _ => return Ok(None),
        };
        let mut all = Vec::new();
        for part in parts {
            match self.text_only(part)? {
                Some(expression) => all.push(expression),
                None => return Ok(None),
            }
        }
        Ok(Some(format!("({})", all.join(sign))))
    }

    fn look_up(&self, scope: TextScope, piece: &str) -> Result<Lookup> {
        search::look_up(self.connection, piece, scope == TextScope::Messages, search::MANY_TERMS)
    }

    fn term(&self, term: &Term) -> Result<Sql> {
        Ok(match term {
            Term::Contains(scope @ (TextScope::Anywhere | TextScope::Messages), piece) => {
                match self.look_up(*scope, piece)? {
                    Lookup::Nowhere => Sql::new("0", []),
                    Lookup::Texts => texts(*scope, piece),
                    Lookup::Index(Indexed { expression, exact: true, .. }) => indexed(expression),
                    Lookup::Index(Indexed { expression, .. }) => {
                        Sql::joined(vec![indexed(expression), texts(*scope, piece)], " AND ", "")
                    }
                }
            }
            Term::Contains(scope, piece) => texts(*scope, piece),
            Term::Label(key, test) => self.label(*key, test)?,
            Term::Status(status) => Sql::new("chat.status = ?", [status.number().into()]),
            Term::Number(key, range) => number(*key, *range),
            Term::Time(key, range) => time(*key, *range),
            Term::Chat(name) => named(name),
            Term::Field(owner, name, test) => self.field(*owner, name, test)?,
            Term::Ban(test) => self.ban(test),
        })
    }

    fn label(&self, key: LabelKey, test: &LabelTest) -> Result<Sql> {
        let name = match test {
            LabelTest::Any => return Ok(Sql::new(any_label(key), [])),
            LabelTest::Is(name) => name,
        };
        Ok(match key {
            LabelKey::App => one_of("chat.app_id", self.ids("SELECT id FROM app WHERE folded = ?1", name)?),
            LabelKey::Language => {
                one_of("chat.language_id", self.ids("SELECT id FROM language WHERE folded = ?1", name)?)
            }
            LabelKey::Source => one_of("chat.source_id", self.ids("SELECT id FROM source WHERE folded = ?1", name)?),
            LabelKey::Assignee => one_of("chat.assignee_id", reps(self.connection, name)?),
            LabelKey::Tag => carried("chat_tag", "tag_id", &self.ids("SELECT id FROM tag WHERE folded = ?1", name)?),
            LabelKey::Team => {
                carried("chat_team", "team_id", &self.ids("SELECT id FROM team WHERE folded = ?1", name)?)
            }
            LabelKey::Hold => {
                carried("chat_hold", "hold_id", &self.ids("SELECT id FROM hold WHERE folded = ?1", name)?)
            }
            // The parser asks these with `any` and `none` only.
            LabelKey::Text(_) => Sql::new("0", []),
        })
    }

    fn field(&self, owner: FieldOwner, name: &str, test: &FieldTest) -> Result<Sql> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, type FROM field WHERE owner = ?1 AND folded = ?2")?;
        let fields: Vec<(i64, i64)> = statement
            .query_map((owner_number(owner), &*fold(name)), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let ids: Vec<i64> = fields.iter().map(|(id, _)| *id).collect();
        let of_dates: Vec<i64> =
            fields.iter().filter(|(_, kind)| *kind == FieldType::Date.number()).map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(Sql::new("0", []));
        }
        let (table, link) = match owner {
            FieldOwner::Chat => ("chat_field", "chat_key = chat.key"),
            FieldOwner::Person => ("person_field", "person_id = chat.person_id"),
        };
        let mut sql = Sql::new(format!("EXISTS (SELECT 1 FROM {table} WHERE {link} AND "), []);
        sql.push(one_of("field_id", ids));
        match test {
            FieldTest::Any => {}
            FieldTest::Is(value) => {
                sql.push(Sql::new(" AND (folded_equals(value, ?)", [value.clone().into()]));
                if decimal(value).is_some() {
                    sql.push(Sql::new(" OR decimal_order(value, ?) = 0", [value.clone().into()]));
                }
                let is_year = value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit());
                if !of_dates.is_empty() && (is_year || is_month(value)) {
                    sql.push(Sql::new(
                        format!(" OR (substr(value, 1, {}) = ? AND ", value.len()),
                        [value.clone().into()],
                    ));
                    sql.push(one_of("field_id", of_dates));
                    sql.push(Sql::new(")", []));
                }
                sql.push(Sql::new(")", []));
            }
            FieldTest::Reads(value) => sql.push(Sql::new(" AND folded_equals(value, ?)", [value.clone().into()])),
            FieldTest::Between(low, high) => {
                for (bound, signs) in [(low, [">", ">="]), (high, ["<", "<="])] {
                    if let Some(Bound { value, included }) = bound {
                        let sign = signs[usize::from(*included)];
                        sql.push(Sql::new(format!(" AND decimal_order(value, ?) {sign} 0"), [value.clone().into()]));
                    }
                }
            }
            FieldTest::Days(low, high) => {
                for (bound, signs) in [(low, [">", ">="]), (high, ["<", "<="])] {
                    if let Some(Bound { value, included }) = bound {
                        let (sign, length) = (signs[usize::from(*included)], value.len());
                        let compared = format!(" AND substr(value, 1, {length}) {sign} ?");
                        sql.push(Sql::new(compared, [value.clone().into()]));
                    }
                }
                sql.push(Sql::new(" AND is_day(value)", []));
            }
        }
        sql.push(Sql::new(")", []));
        Ok(sql)
    }

    /// A ban runs from its start to its end (excluded), unless lifted.
    fn ban(&self, test: &LabelTest) -> Sql {
        let now = self.now.micros();
        let mut sql = Sql::new(
            "EXISTS (SELECT 1 FROM ban WHERE ban.person_id = chat.person_id AND ban.started_at <= ?
               AND (ban.ends_at IS NULL OR ban.ends_at > ?) AND (ban.lifted_at IS NULL OR ban.lifted_at > ?)",
            [now.into(), now.into(), now.into()],
        );
        if let LabelTest::Is(reason) = test {
            sql.push(Sql::new(" AND ban.folded = ?", [reason.clone().into()]));
        }
        sql.push(Sql::new(")", []));
        sql
    }

    /// The numbers that a query finds for a name.
    pub fn ids(&self, select: &'static str, name: &str) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(select)?;
        let ids = statement.query_map([name], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

/// Reps by name, mail address or the source's ID.
pub fn reps(connection: &Connection, name: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id, folded, email, external_id FROM rep")?;
    let mut rows = statement.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        let is = |at: usize| -> rusqlite::Result<bool> {
            let text: Option<String> = row.get(at)?;
            Ok(text.is_some_and(|text| fold(&text) == name))
        };
        if row.get_ref(1)?.as_str_or_null().unwrap_or_default() == Some(name) || is(2)? || is(3)? {
            ids.push(row.get(0)?);
        }
    }
    Ok(ids)
}

/// The chat of this name.
pub fn named(name: &ChatName) -> Sql {
    match name {
        ChatName::Id(id) => Sql::new("chat.id = ?", [(*id).into()]),
        ChatName::External { source, external_id } => Sql::new(
            "(chat.source_id = (SELECT id FROM source WHERE name = ?) AND chat.external_id = ?)",
            [source.clone().into(), external_id.clone().into()],
        ),
    }
}

/// The chats of an FTS5 expression of ours.
pub fn indexed(expression: String) -> Sql {
    Sql::new("chat.key IN (SELECT rowid FROM search WHERE search MATCH ?)", [expression.into()])
}

/// The chats with this tag.
pub fn tagged(tag: i64) -> Sql {
    carried("chat_tag", "tag_id", &[tag])
}

/// The texts themselves are asked.
pub fn texts(scope: TextScope, piece: &str) -> Sql {
    let value = || Value::from(piece.to_owned());
    let message =
        "EXISTS (SELECT 1 FROM message WHERE message.chat_key = chat.key AND folded_contains(message.text, ?))";
    let of_person = |column: &str| {
        format!(
            "EXISTS (SELECT 1 FROM person WHERE person.id = chat.person_id AND folded_contains(person.{column}, ?))"
        )
    };
    match scope {
        TextScope::Anywhere => Sql::new(
            format!("({message} OR folded_contains(chat.description, ?) OR {})", of_person("name")),
            [value(), value(), value()],
        ),
        TextScope::Messages => Sql::new(message, [value()]),
        TextScope::Description => Sql::new("folded_contains(chat.description, ?)", [value()]),
        TextScope::Notes => Sql::new(
            "EXISTS (SELECT 1 FROM note WHERE note.chat_key = chat.key AND folded_contains(note.text, ?))",
            [value()],
        ),
        TextScope::PersonName => Sql::new(of_person("name"), [value()]),
        TextScope::Email => Sql::new(of_person("email"), [value()]),
        TextScope::Phone => Sql::new(of_person("phone"), [value()]),
    }
}

fn any_label(key: LabelKey) -> &'static str {
    match key {
        LabelKey::App => "chat.app_id IS NOT NULL",
        LabelKey::Language => "chat.language_id IS NOT NULL",
        LabelKey::Source => "chat.source_id IS NOT NULL",
        LabelKey::Assignee => "chat.assignee_id IS NOT NULL",
        LabelKey::Tag => "EXISTS (SELECT 1 FROM chat_tag WHERE chat_tag.chat_key = chat.key)",
        LabelKey::Team => "EXISTS (SELECT 1 FROM chat_team WHERE chat_team.chat_key = chat.key)",
        LabelKey::Hold => "EXISTS (SELECT 1 FROM chat_hold WHERE chat_hold.chat_key = chat.key)",
        LabelKey::Text(TextScope::PersonName) => {
            "EXISTS (SELECT 1 FROM person WHERE person.id = chat.person_id AND person.name IS NOT NULL)"
        }
        LabelKey::Text(TextScope::Email) => {
            "EXISTS (SELECT 1 FROM person WHERE person.id = chat.person_id AND person.email IS NOT NULL)"
        }
        LabelKey::Text(TextScope::Phone) => {
            "EXISTS (SELECT 1 FROM person WHERE person.id = chat.person_id AND person.phone IS NOT NULL)"
        }
        LabelKey::Text(TextScope::Description) => "chat.description IS NOT NULL",
        LabelKey::Text(TextScope::Notes) => "EXISTS (SELECT 1 FROM note WHERE note.chat_key = chat.key)",
        LabelKey::Text(TextScope::Anywhere | TextScope::Messages) => "chat.message_count > 0",
    }
}

/// The column holds one of these numbers.
fn one_of(column: &str, ids: Vec<i64>) -> Sql {
    match ids.as_slice() {
        [] => Sql::new("0", []),
        [id] => Sql::new(format!("{column} = ?"), [Value::from(*id)]),
        _ => {
            let marks = vec!["?"; ids.len()].join(", ");
            Sql::new(format!("{column} IN ({marks})"), ids.into_iter().map(Value::from))
        }
    }
}

/// The chat carries one of these labels.
fn carried(table: &str, column: &str, ids: &[i64]) -> Sql {
    if ids.is_empty() {
        return Sql::new("0", []);
    }
    let mut sql = Sql::new(format!("EXISTS (SELECT 1 FROM {table} WHERE {table}.chat_key = chat.key AND "), []);
    sql.push(one_of(&format!("{table}.{column}"), ids.to_vec()));
    sql.push(Sql::new(")", []));
    sql
}

fn number(key: NumberKey, range: Option<NumberRange>) -> Sql {
    let column = match key {
        NumberKey::Id => "chat.id",
        NumberKey::PersonId => "chat.person_id",
        NumberKey::Rating => "chat.rating",
        NumberKey::Messages => "chat.message_count",
    };
    match range {
        None => Sql::new(format!("{column} IS NULL"), []),
        Some(NumberRange { low, high }) if low == high => Sql::new(format!("{column} = ?"), [low.into()]),
        Some(NumberRange { low, high }) => Sql::new(format!("{column} BETWEEN ? AND ?"), [low.into(), high.into()]),
    }
}

fn time(key: TimeKey, range: Option<TimeRange>) -> Sql {
    let column = match key {
        TimeKey::Created => "chat.created_at",
        TimeKey::Closed => "chat.closed_at",
        TimeKey::Updated => "chat.updated_at",
        TimeKey::LastMessage => "chat.last_message_at",
        TimeKey::Deleted => "chat.deleted_at",
    };
    let Some(TimeRange { from, until }) = range else {
        return Sql::new(format!("{column} IS NULL"), []);
    };
    match (from, until) {
        (None, None) => Sql::new(format!("{column} IS NOT NULL"), []),
        (Some(from), None) => Sql::new(format!("{column} >= ?"), [from.micros().into()]),
        (None, Some(until)) => Sql::new(format!("{column} < ?"), [until.micros().into()]),
        (Some(from), Some(until)) => {
            Sql::new(format!("({column} >= ? AND {column} < ?)"), [from.micros().into(), until.micros().into()])
        }
    }
}
