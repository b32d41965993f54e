//! The livechat: the row that lists show, and the whole chat that files carry.

use super::field::{self, FieldValue};
use super::message::Message;
use super::note::Note;
use super::person::{Person, Rep};
use super::record::{Cell, Column};
use super::status::Status;
use super::time::Time;

/// How a user names a chat: our number, or `source/external`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatName {
    /// Our own static number, from 1.
    Id(i64),
    /// The source's name and its ID for the chat.
    External {
        /// The source's name.
        source: String,
        /// The source's ID.
        external_id: String,
    },
}

impl ChatName {
    /// Reads `4711` or `star/star-11`; `None` for all else (zero, signs, other digits, nothing beside the slash).
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((source, external_id)) = text.split_once('/') {
            let named = !source.is_empty() && !external_id.is_empty();
            return named.then(|| Self::External { source: source.to_owned(), external_id: external_id.to_owned() });
        }
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let id = digits.then(|| text.parse().ok()).flatten()?;
        (id > 0).then_some(Self::Id(id))
    }
}

impl std::fmt::Display for ChatName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::External { source, external_id } => write!(f, "{source}/{external_id}"),
        }
    }
}

/// A rating a person gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// 1 (worst) to 5.
    pub score: i64,
    /// What the person added.
    pub comment: Option<String>,
    /// When it was given.
    pub at: Option<Time>,
}

/// One chat as a row of a list.
#[derive(Clone, Debug, Default)]
pub struct ChatRow {
    /// Our static number.
    pub id: i64,
    /// The source it was imported from.
    pub source: Option<String>,
    /// The source's ID.
    pub external_id: Option<String>,
    /// Messaging app.
    pub app: Option<String>,
    /// Number of the person.
    pub person_id: i64,
    /// Name of the person.
    pub person: Option<String>,
    /// Mail address of the person.
    pub email: Option<String>,
    /// Phone number of the person.
    pub phone: Option<String>,
    /// Where it stands.
    pub status: Option<Status>,
    /// The rep who has it.
    pub assignee: Option<String>,
    /// Teams, by name.
    pub teams: Vec<String>,
    /// Tags, by name.
    pub tags: Vec<String>,
    /// Legal holds it is on, by name.
    pub holds: Vec<String>,
    /// Score of the rating, 1 to 5.
    pub rating: Option<i64>,
    /// When it began.
    pub created: Option<Time>,
    /// When it was closed.
    pub closed: Option<Time>,
    /// When anything last happened to it.
    pub updated: Option<Time>,
    /// When the last message with a known time was sent.
    pub last_message: Option<Time>,
    /// How many messages it has.
    pub messages: i64,
    /// What it is about, as an admin put it.
    pub description: Option<String>,
    /// Language tag, as the source gave it.
    pub language: Option<String>,
    /// When it was put in the bin.
    pub deleted: Option<Time>,
    /// The last message, or in a search the sentence that holds the words.
    pub preview: Option<String>,
    /// The custom fields that were asked for, in the order asked.
    pub fields: Vec<Option<FieldValue>>,
}

/// The columns of a chat. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<ChatRow>] = &[
    Column { name: "id", shown: true, about: "our static number", cell: |c| Cell::Number(c.id) },
    Column { name: "created", shown: true, about: "when it began", cell: |c| Cell::time(c.created) },
    Column {
        name: "status",
        shown: true,
        about: "open, pending, overdue, resolved or closed",
        cell: |c| Cell::word(c.status.map(Status::name)),
    },
    Column { name: "app", shown: true, about: "messaging app", cell: |c| Cell::text(c.app.as_deref()) },
    Column { name: "person", shown: true, about: "name of the person", cell: |c| Cell::text(c.person.as_deref()) },
    Column { name: "assignee", shown: true, about: "the rep who has it", cell: |c| Cell::text(c.assignee.as_deref()) },
    Column { name: "tags", shown: true, about: "tags, by name", cell: |c| Cell::List(&c.tags) },
    Column { name: "messages", shown: true, about: "how many messages", cell: |c| Cell::Number(c.messages) },
    Column {
        name: "preview",
        shown: true,
        about: "the last message; in a search, the sentence found",
        cell: |c| Cell::text(c.preview.as_deref()),
    },
    Column {
        name: "source",
        shown: false,
        about: "where it was imported from",
        cell: |c| Cell::text(c.source.as_deref()),
    },
    Column { name: "external", shown: false, about: "the source's ID", cell: |c| Cell::text(c.external_id.as_deref()) },
    Column { name: "person_id", shown: false, about: "number of the person", cell: |c| Cell::Number(c.person_id) },
    Column {
        name: "email",
        shown: false,
        about: "mail address of the person",
        cell: |c| Cell::text(c.email.as_deref()),
    },
    Column {
        name: "phone",
        shown: false,
        about: "phone number of the person",
        cell: |c| Cell::text(c.phone.as_deref()),
    },
    Column { name: "teams", shown: false, about: "teams, by name", cell: |c| Cell::List(&c.teams) },
    Column { name: "rating", shown: false, about: "score, 1 to 5", cell: |c| Cell::number(c.rating) },
    Column { name: "closed", shown: false, about: "when it was closed", cell: |c| Cell::time(c.closed) },
    Column {
        name: "updated",
        shown: false,
        about: "when anything last happened to it",
        cell: |c| Cell::time(c.updated),
    },
    Column {
        name: "last_message",
        shown: false,
        about: "when the last message was sent",
        cell: |c| Cell::time(c.last_message),
    },
    Column {
        name: "description",
        shown: false,
        about: "what it is about",
        cell: |c| Cell::text(c.description.as_deref()),
    },
    Column {
        name: "language",
        shown: false,
        about: "language, as the source says",
        cell: |c| Cell::text(c.language.as_deref()),
    },
    Column { name: "deleted", shown: false, about: "when it was put in the bin", cell: |c| Cell::time(c.deleted) },
    Column { name: "holds", shown: false, about: "legal holds it is on, by name", cell: |c| Cell::List(&c.holds) },
];

/// A chat with all that belongs to it: what `import` reads, `export` writes and `show` prints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeChat {
    /// Our static number; 0 while the chat comes from a file.
    pub id: i64,
    /// The source's ID for the chat.
    pub external_id: String,
    /// The source's name; with `external_id` it is unique.
    pub source: String,
    /// Whether it began in this repository: source and ID are then what files call it.
    pub began_here: bool,
    /// Language tag.
    pub language: Option<String>,
    /// Messaging app.
    pub app: Option<String>,
    /// When it began.
    pub created: Option<Time>,
    /// When it was closed.
    pub closed: Option<Time>,
    /// When anything last happened to it; a file may leave it to be worked out.
    pub updated: Option<Time>,
    /// How far the source trusts its times, in its own words.
    pub time_kind: Option<String>,
    /// The person.
    pub person: Person,
    /// The rep it is assigned to.
    pub rep: Option<Rep>,
    /// Others who took part, by the source's ID.
    pub participants: Vec<String>,
    /// Teams, by name.
    pub teams: Vec<String>,
    /// Tags, by name, each once, in the source's order.
    pub tags: Vec<String>,
    /// Where it stands.
    pub status: Status,
    /// Rating.
    pub rating: Option<Rating>,
    /// What it is about.
    pub description: Option<String>,
    /// Custom fields, each name once, in the source's order.
    pub fields: Vec<(String, FieldValue)>,
    /// Internal notes, in order.
    pub notes: Vec<Note>,
    /// Messages, in the order of the thread.
    pub messages: Vec<Message>,
}

impl WholeChat {
    /// Whether `theirs`, read from a file, says nothing that this chat, as it is stored, does not say.
    ///
    /// Our own numbers are left aside, and so is what a file need not say: when the chat was last changed, and what
    /// the source told of its person or rep in other chats only. Field values are compared by their text (the number
    /// 12 is the text `12`), in any order.
    pub fn says_the_same(&self, theirs: &Self) -> bool {
        self.external_id == theirs.external_id
            && self.source == theirs.source
            && self.language == theirs.language
            && self.app == theirs.app
            && self.created == theirs.created
            && self.closed == theirs.closed
            && (theirs.updated.is_none() || self.updated == theirs.updated)
            && self.time_kind == theirs.time_kind
            && self.person.says_the_same(&theirs.person)
            && same_rep(self.rep.as_ref(), theirs.rep.as_ref())
            && self.participants == theirs.participants
            && self.teams == theirs.teams
            && self.tags == theirs.tags
            && self.status == theirs.status
            && self.rating == theirs.rating
            && self.description == theirs.description
            && self.fields.len() == theirs.fields.len()
            && field::covers(&self.fields, &theirs.fields)
            && self.notes == theirs.notes
            && self.messages == theirs.messages
    }
}

fn same_rep(ours: Option<&Rep>, theirs: Option<&Rep>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.says_the_same(theirs),
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_is_named_by_number_or_by_source() {
        assert_eq!(ChatName::parse("4711"), Some(ChatName::Id(4711)));
        let external = ChatName::External { source: "star".into(), external_id: "star-11".into() };
        assert_eq!(ChatName::parse("star/star-11"), Some(external));
        for bad in [
            "",
            "0",
            "-1",
            "+1",
            "0x10",
            "１２",
            "1; DROP TABLE chats",
            "' OR 1=1",
            "9223372036854775808",
            "/",
            "a/",
            "/b",
        ] {
            assert_eq!(ChatName::parse(bad), None, "{bad}");
        }
    }

    fn chat() -> WholeChat {
        let fields =
            vec![("a".to_owned(), FieldValue::Number("12".into())), ("b".to_owned(), FieldValue::Toggle(true))];
        WholeChat {
            id: 0,
            external_id: "x".into(),
            source: "s".into(),
            began_here: false,
            language: None,
            app: Some("irc".into()),
            created: None,
            closed: None,
            updated: Time::from_micros(1),
            time_kind: None,
            person: Person { external_id: Some("p".into()), ..Person::default() },
            rep: Some(Rep { external_id: Some("r".into()), ..Rep::default() }),
            participants: vec![],
            teams: vec![],
            tags: vec!["t".into()],
            status: Status::Open,
            rating: None,
            description: None,
            fields,
            notes: vec![],
            messages: vec![],
        }
    }

    #[test]
    fn a_file_that_says_no_more_says_the_same() {
        let theirs = chat();
        let mut ours = chat();
        ours.id = 7;
        ours.person.id = Some(3);
        ours.person.name = Some("told in another chat".into());
        ours.rep.as_mut().unwrap().name = Some("r".into());
        ours.fields.reverse();
        ours.fields[1].1 = FieldValue::Text("12".into());
        assert!(ours.says_the_same(&theirs));
        ours.updated = None;
        assert!(!ours.says_the_same(&theirs));
        assert!(ours.says_the_same(&WholeChat { updated: None, ..theirs }));
    }

    #[test]
    fn every_difference_counts() {
        let changes: [fn(&mut WholeChat); 12] = [
            |c| c.app = None,
            |c| c.created = Time::from_micros(5),
            |c| c.closed = Time::from_micros(5),
            |c| c.person.name = Some("n".into()),
            |c| c.person.external_id = None,
            |c| c.rep = None,
            |c| c.rep.as_mut().unwrap().name = Some("other".into()),
            |c| c.tags.push("u".into()),
            |c| c.status = Status::Closed,
            |c| c.fields[0].1 = FieldValue::Number("13".into()),
            |c| drop(c.fields.pop()),
            |c| c.fields[0].0 = "c".into(),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut theirs = chat();
            change(&mut theirs);
            assert!(!chat().says_the_same(&theirs), "change {number}");
        }
        let nobody = |name: Option<&str>| WholeChat {
            person: Person { name: name.map(str::to_owned), ..Person::default() },
            ..chat()
        };
        assert!(!nobody(Some("n")).says_the_same(&nobody(None)), "without an ID nothing is told elsewhere");
    }
}
