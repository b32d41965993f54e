//! A chat with one text wherever a text can stand, and the rows that exports must have of it.
//!
//! Of the values a time is told as `{"time": …}` and a date as `{"date": …}`, so that a typed column is seen to be one.

use serde_json::{Map, Value, json};

const UPDATED: &str = "2026-01-12T00:00:00Z";
const NOTED: &str = "2026-01-10T10:00:00Z";
const ANSWERED: &str = "2026-01-10T12:00:00.123Z";

/// What is known of the chat.
pub struct Made<'a> {
    number: usize,
    said: &'a str,
    /// The text where it has to be short and not empty.
    short: &'a str,
    external: String,
    created: Option<&'static str>,
    month: &'static str,
    closed: Option<&'static str>,
    amount: Option<f64>,
    express: Option<bool>,
    day: Option<&'static str>,
}

fn time(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| json!({"time": text}))
}

impl<'a> Made<'a> {
    /// The chat that gets this number.
    pub fn new(number: usize, said: &'a str) -> Self {
        // An ID holds 1,024 bytes, and neither a source nor a name in a list is empty.
        let short = if said.is_empty() || said.len() > 1000 { "plain" } else { said };
        let (created, month) = match number % 3 {
            0 => (Some("2026-01-10T09:00:00.000001Z"), "2026-01"),
            1 => (Some("2025-12-31T23:59:59.999999Z"), "2025-12"),
            _ => (None, "unknown"),
        };
        let every = |count: usize| number.is_multiple_of(count);
        Self {
            number,
            said,
            short,
            external: format!("{number}{short}"),
            created,
            month,
            closed: every(2).then_some("2026-01-11T00:00:00.500Z"),
            amount: (!every(5)).then_some(number as f64 - 100.25),
            express: (!every(7)).then_some(every(2)),
            day: (!every(4)).then_some("1969-12-31"),
        }
    }

    /// The text where an empty one is none.
    fn unless_empty(&self) -> Value {
        if self.said.is_empty() { Value::Null } else { self.said.into() }
    }

    /// A rep without a name is called by the ID.
    fn rep(&self) -> String {
        if self.said.is_empty() { format!("r{}", self.external) } else { self.said.to_owned() }
    }

    /// The chat as it comes in.
    pub fn line(&self) -> Value {
        let (said, short, external) = (self.said, self.short, &self.external);
        json!({
            "id": external, "source": short, "lang": said, "app": said,
            "created_at": self.created, "closed_at": self.closed, "updated_at": UPDATED,
            "person": {"id": format!("p{external}"), "name": said, "email": said, "phone": said, "custom_fields": {"plain": said}},
            "rep": {"id": format!("r{external}"), "name": self.rep(), "email": said},
            "participants": [short], "teams": [short, "b"], "tags": [short], "status": "pending",
            "rating": if said.is_empty() { json!(3) } else { json!({"score": 3, "comment": said}) },
            "description": said,
            "custom_fields": {"plain": said, "amount": self.amount, "express": self.express, "day": self.day},
            "notes": [{"at": NOTED, "author": said, "text": said, "color": said}],
            "messages": [
                {"at": self.created, "from": "person", "author": said, "text": said},
                {"at": ANSWERED, "from": "rep", "author": said, "text": said.repeat(2)},
            ],
        })
    }

    /// The rows of a kind.
    pub fn rows(&self, kind: &str) -> Vec<Value> {
        match kind {
            "chats" => vec![self.chat()],
            "messages" => vec![
                self.message(1, self.created, "person", self.said),
                self.message(2, Some(ANSWERED), "rep", &self.said.repeat(2)),
            ],
            "people" => vec![self.person()],
            "notes" => vec![self.note()],
            other => panic!("no rows of {other}"),
        }
    }

    fn of_chat(&self, row: &Value) -> Value {
        let external = self.external.clone();
        let name = [("source".to_owned(), self.short.into()), ("external".to_owned(), external.into())];
        name.into_iter().chain(row.as_object().unwrap().clone()).collect::<Map<_, _>>().into()
    }

    fn chat(&self) -> Value {
        let (said, number) = (self.unless_empty(), self.number);
        self.of_chat(&json!({
            "id": number, "created": time(self.created), "status": "pending", "app": said, "person": said,
            "assignee": self.rep(), "tags": [self.short], "messages": 2, "person_id": number, "email": said,
            "phone": said, "teams": [self.short, "b"], "rating": 3, "closed": time(self.closed),
            "updated": time(Some(UPDATED)), "last_message": time(Some(ANSWERED)), "description": said, "language": said,
            "deleted": null, "holds": [], "field.plain": self.said, "field.amount": self.amount,
            "field.express": self.express, "field.day": self.day.map(|day| json!({"date": day})),
            "created_month": self.month,
        }))
    }

    fn message(&self, number: u8, at: Option<&str>, from: &str, text: &str) -> Value {
        self.of_chat(&json!({
            "chat": self.number, "number": number, "at": time(at), "from": from, "author": self.unless_empty(),
            "text": text, "created_month": self.month,
        }))
    }

    fn person(&self) -> Value {
        let (said, created) = (self.unless_empty(), time(self.created));
        json!({
            "id": self.number, "name": said, "email": said, "phone": said, "chats": 1, "last_chat": created, "tags": [],
            "first_chat": created, "location": null, "country": null, "ip": null, "channel_id": null, "unique_id": null,
            "source": self.short, "external": format!("p{}", self.external), "bans": 0, "erased": null,
            "field.plain": self.said,
        })
    }

    fn note(&self) -> Value {
        let said = self.unless_empty();
        self.of_chat(&json!({
            "on": "chat", "id": self.number, "number": 1, "at": time(Some(NOTED)), "author": said, "color": said,
            "text": self.said,
        }))
    }
}
