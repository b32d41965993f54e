//! `livechats note`: internal notes on chats and persons.

use clap::{Args, Subcommand};

use crate::commands::args::{OutputColor, chat_name, columns_help};
use crate::commands::listing::ListFlags;
use crate::commands::one::run_one;
use crate::commands::target::{Action, Ask};
use crate::commands::text;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::model::color;
use crate::model::note::{COLUMNS, NoteRow};
use crate::model::permission::{ChatVerb, Need, Thing};
use crate::store::{NoteEdit, Side};

const EXAMPLES: &str = "\
Examples:
  livechats note add 4711 'asked the warehouse'
  livechats note add 4711 --color yellow        in the editor
  livechats note list 4711
  livechats note edit 4711 2 'asked twice'
  livechats note remove --person 12 1";

/// Write internal notes on chats and persons
///
/// Notes are internal: no transcript has them, and the person never sees them.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Note {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Add(Add),
    List(List),
    Edit(Edit),
    Remove(Remove),
}

impl Note {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Add(verb) => cx.perform(verb),
            Verb::List(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

/// What the notes are on.
#[derive(Clone, Debug)]
enum Owner {
    Chat(ChatName),
    Person(ChatName),
}

impl Owner {
    /// As it is typed.
    fn typed(&self) -> String {
        match self {
            Self::Chat(chat) => text::shell(&chat.to_string()),
            Self::Person(person) => format!("--person {}", text::shell(&person.to_string())),
        }
    }
}

/// A person instead of a chat.
#[derive(Args, Debug)]
struct Whose {
    /// A person instead of a chat: our number (12), or source/external; CHAT is left out then
    #[arg(long, value_name = "PERSON", value_parser = chat_name)]
    person: Option<ChatName>,
}

impl Whose {
    fn need(&self, of_chats: Need, of_persons: Need) -> Need {
        if self.person.is_some() { of_persons } else { of_chats }
    }

    fn to_manage(&self) -> Need {
        self.need(Need::Chats(ChatVerb::Manage), Need::Manage(Thing::Persons))
    }

    /// Whose the notes are, and the words behind: the first of them is the chat, unless there is a person.
    fn split<const N: usize>(self, words: [Option<String>; N]) -> Result<(Owner, Vec<String>)> {
        let mut words: Vec<String> = words.into_iter().flatten().collect();
        let owner = match self.person {
            Some(person) if words.len() < N => Owner::Person(person),
            Some(_) => return Err(Error::usage("a chat and --person together").hint("leave one of them out")),
            None if words.is_empty() => {
                return Err(Error::usage("no chat, and no --person").hint("livechats note --help shows examples"));
            }
            None => Owner::Chat(chat_name(&words.remove(0)).map_err(Error::usage)?),
        };
        Ok((owner, words))
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats note add 4711 'asked the warehouse'
  livechats note add 4711 --color yellow        in the editor
  livechats note add 4711 - < note.txt          from standard input
  livechats note add --person 12 'prefers mail'";

/// Write a note, in your name
#[derive(Args, Debug)]
#[command(
    after_help = ADD_EXAMPLES,
    override_usage = "livechats note add [OPTIONS] CHAT [TEXT]\n       livechats note add [OPTIONS] --person PERSON [TEXT]"
)]
struct Add {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT")]
    chat: Option<String>,
    /// The note; - for standard input; left out: in the editor ($VISUAL, $EDITOR)
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Background: red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb
    #[arg(id = "ink", long = "color", value_name = "COLOR", value_parser = color::parse)]
    color: Option<String>,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    _output: OutputColor,
}

impl Work for Add {
    fn need(&self) -> Need {
        self.whose.to_manage()
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (owner, words) = self.whose.split([self.chat, self.text])?;
        let given = text::given(cx, words.first().map(String::as_str))?;
        let is_edited = given.is_none();
        let text = match given {
            Some(text) => text,
            None => {
                // Whether it is there at all is found out before somebody writes.
                notes(cx, &owner)?;
                text::edited(
                    cx,
                    "",
                    &["A note, which only your company sees. An empty one is not written.".to_owned()],
                )?
            }
        };
        if text.trim().is_empty() {
            return Err(Error::usage("the note is empty"));
        }
        let color = self.color.as_deref();
        let ink = color.map_or(String::new(), |color| format!(" --color {}", text::shell(color)));
        let done = match &owner {
            Owner::Chat(chat) => run_one(cx, chat, &action("note add", "Noted on"), |store, actor, run| {
                store.add_note(actor, run, &text, color)
            }),
            Owner::Person(person) => cx
                .store_for_writing()
                .and_then(|mut store| store.add_person_note(&cx.actor(), person, &text, color))
                .map(|operation| say_of_person(cx, "Noted on", operation)),
        };
        text::kept(cx, is_edited.then_some(&text), &format!("livechats note add {}{ink} - <", owner.typed()), done)
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats note list 4711
  livechats note list --person 12 --format json";

/// List the notes of a chat or a person
#[derive(Args, Debug)]
#[command(
    after_help = LIST_EXAMPLES,
    override_usage = "livechats note list [OPTIONS] CHAT\n       livechats note list [OPTIONS] --person PERSON"
)]
struct List {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT")]
    chat: Option<String>,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        self.whose.need(Need::Chats(ChatVerb::View), Need::View(Thing::Persons))
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (owner, _) = self.whose.split([self.chat])?;
        let rows = notes(cx, &owner)?;
        self.list.say(cx, COLUMNS, rows, "note")
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats note edit 4711 2 'asked the warehouse twice'
  livechats note edit 4711 2                    in the editor
  livechats note edit --person 12 1 --color red";

/// Change the text or the colour of a note
#[derive(Args, Debug)]
#[command(
    after_help = EDIT_EXAMPLES,
    override_usage = "livechats note edit [OPTIONS] CHAT NUMBER [TEXT]\n       livechats note edit [OPTIONS] --person PERSON NUMBER [TEXT]"
)]
struct Edit {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT")]
    chat: Option<String>,
    /// Number of the note, as `note list` shows it
    #[arg(value_name = "NUMBER")]
    number: Option<String>,
    /// The new text; - for standard input; left out: in the editor, unless a colour is given
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Another colour
    #[arg(id = "ink", long = "color", value_name = "COLOR", value_parser = color::parse)]
    color: Option<String>,
    /// Take the colour away
    #[arg(long, conflicts_with = "ink")]
    no_color: bool,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    _output: OutputColor,
}

impl Work for Edit {
    fn need(&self) -> Need {
        self.whose.to_manage()
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (owner, words) = self.whose.split([self.chat, self.number, self.text])?;
        let number = note_number(words.first())?;
        let color = self.color.map(Some).or(self.no_color.then_some(None));
        let text = match words.get(1) {
            None if color.is_some() => None,
            said => Some(match text::given(cx, said.map(String::as_str))? {
                Some(text) => (text, None),
                None => {
                    let before = notes(cx, &owner)?.into_iter().find(|note| note.number == number);
                    let before = before.ok_or_else(|| no_note(number))?.text;
                    let about = ["The note. An empty text, or this one as it is, changes nothing.".to_owned()];
                    (text::edited(cx, &before, &about)?, Some(before))
                }
            }),
        };
        if text.as_ref().is_some_and(|(text, _)| text.trim().is_empty()) {
            return Err(Error::usage("the note is empty").hint("livechats note remove takes it away"));
        }
        let edit = NoteEdit { text, color };
        let done = match &owner {
            Owner::Chat(chat) => run_one(cx, chat, &action("note edit", "Changed a note of"), |store, actor, run| {
                store.edit_note(actor, run, number, &edit)
            }),
            Owner::Person(person) => cx
                .store_for_writing()
                .and_then(|mut store| store.edit_person_note(&cx.actor(), person, number, &edit))
                .map(|operation| say_of_person(cx, "Changed a note of", operation)),
        };
        let written = edit.text.as_ref().filter(|(_, before)| before.is_some()).map(|(text, _)| text.as_str());
        text::kept(cx, written, &format!("livechats note edit {} {number} - <", owner.typed()), done)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats note remove 4711 2
  livechats note remove --person 12 1";

/// Take a note away
#[derive(Args, Debug)]
#[command(
    after_help = REMOVE_EXAMPLES,
    override_usage = "livechats note remove [OPTIONS] CHAT NUMBER\n       livechats note remove [OPTIONS] --person PERSON NUMBER"
)]
struct Remove {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT")]
    chat: Option<String>,
    /// Number of the note, as `note list` shows it
    #[arg(value_name = "NUMBER")]
    number: Option<String>,
    #[command(flatten)]
    whose: Whose,
}

impl Work for Remove {
    fn need(&self) -> Need {
        self.whose.to_manage()
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (owner, words) = self.whose.split([self.chat, self.number])?;
        let number = note_number(words.first())?;
        match owner {
            Owner::Chat(chat) => run_one(cx, &chat, &action("note remove", "Took a note off"), |store, actor, run| {
                store.remove_note(actor, run, number)
            }),
            Owner::Person(person) => {
                let mut store = cx.store_for_writing()?;
                let operation = store.remove_person_note(&cx.actor(), &person, number)?;
                say_of_person(cx, "Took a note off", operation);
                Ok(())
            }
        }
    }
}

fn notes(cx: &mut Context, owner: &Owner) -> Result<Vec<NoteRow>> {
    let store = cx.store()?;
    match owner {
        Owner::Chat(chat) => store.notes(chat),
        Owner::Person(person) => store.person_notes(person),
    }
}

fn action<'a>(command: &'a str, done: &'a str) -> Action<'a> {
    let question = "Change their notes?";
    Action { command, done, would: "would get it", question, side: Side::Live, ask: Ask::Found }
}

fn say_of_person(cx: &mut Context, done: &str, operation: Option<i64>) {
    cx.output.say(&match operation {
        Some(operation) => format!("{done} 1 person. Take it back: livechats undo {operation}"),
        None => "The note is so already.".to_owned(),
    });
}

fn note_number(word: Option<&String>) -> Result<i64> {
    let Some(word) = word else {
        return Err(Error::usage("no number of a note").hint("livechats note list shows them"));
    };
    let number = word.parse().ok().filter(|number| *number > 0 && word.bytes().all(|byte| byte.is_ascii_digit()));
    number.ok_or_else(|| {
        Error::usage(format!("'{word}' is not the number of a note")).hint("livechats note list shows them")
    })
}

fn no_note(number: i64) -> Error {
    Error::not_found(format!("no note {number}")).hint("livechats note list shows the notes")
}
