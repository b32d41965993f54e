//! The thread of a made-up chat: the person and the assistant, the handoff, the rep, and how it ends.

use super::people::{REPS, Visitor, rep_id};
use super::random::{Random, nth};
use super::scene::{Scene, Voice};
use super::topic::{ESCALATIONS, TOPICS};
use super::words::{Lines, Talk};
use crate::model::message::{AuthorKind, Message};
use crate::model::time::Time;

/// How far a chat came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Handed off, and no rep there yet.
    Waiting,
    /// Under way.
    Running,
    /// The person spoke last.
    Unanswered,
    /// All was said.
    Solved,
}

/// From so many messages on a chat is handed off; the assistant settles shorter ones alone.
pub const HANDED_OFF: usize = 4;

/// A thread being written.
#[derive(Debug)]
pub struct Thread<'a> {
    scene: Scene<'a>,
    visitor: &'a Visitor,
    talk: &'static Talk,
    random: &'a mut Random,
    /// The rep who speaks, by place in [`REPS`].
    pub rep: usize,
    /// A rep who came to help, by place.
    pub helper: Option<usize>,
    /// The rep has the chat from this second since 1970 on, and says nothing before.
    from: i64,
    /// Seconds since 1970 of the last message.
    pub now: i64,
    /// Nothing is said from here on, in seconds since 1970.
    end: i64,
    /// Whether the person writes without capitals.
    casual: bool,
    /// The last lines said, so that they are not said again at once.
    recent: [&'static str; 24],
    messages: Vec<Message>,
}

impl<'a> Thread<'a> {
    /// An empty thread about the scene; nothing in it happens at or after `end` (seconds since 1970). Until a rep
    /// comes, the scene's rep is whoever is thanked instead. `rep` has it from the second behind it on.
    pub fn new(
        scene: Scene<'a>,
        visitor: &'a Visitor,
        talk: &'static Talk,
        (rep, from): (usize, i64),
        end: i64,
        random: &'a mut Random,
    ) -> Self {
        let now = scene.begun;
        let casual = random.percent(15);
        let recent = [""; 24];
        let messages = Vec::new();
        Self { scene, visitor, talk, random, rep, helper: None, from, now, end, casual, recent, messages }
    }

    /// Writes about `wanted` messages and gives them back; fewer where the end comes first.
    pub fn write(&mut self, wanted: usize, ending: Ending) -> Vec<Message> {
        self.messages = Vec::with_capacity(wanted + 4);
        let rep_comes = ending != Ending::Waiting && wanted >= HANDED_OFF;
        self.open(wanted, rep_comes || ending == Ending::Waiting);
        if rep_comes {
            self.take_over();
        }
        let closing = if ending == Ending::Solved { 4 } else { 1 };
        let help_at = if self.random.percent(6) && wanted > 16 { wanted / 2 } else { usize::MAX };
        let mut topic_began = self.messages.len();
        while self.messages.len() + closing < wanted && self.now < self.end {
            if !rep_comes {
                self.say(AuthorKind::Person, self.scene.words.person_wait);
                continue;
            }
            if self.messages.len() >= help_at && self.helper.is_none() {
                self.get_help();
            }
            if self.messages.len() > topic_began + 12 && self.random.percent(30) {
                self.turn_to_another_topic();
                topic_began = self.messages.len();
            }
            self.exchange();
        }
        match ending {
            Ending::Waiting | Ending::Running => {}
            Ending::Unanswered => self.say(AuthorKind::Person, self.scene.words.person_more),
            Ending::Solved => self.close(rep_comes),
        }
        std::mem::take(&mut self.messages)
    }

    /// Whether a rep spoke.
    pub fn was_answered(messages: &[Message]) -> bool {
        messages.iter().any(|message| message.kind == AuthorKind::Rep)
    }

    /// One line with the facts of this chat.
    pub fn line(&mut self, lines: Lines) -> String {
        let line = self.random.choose(lines);
        self.scene.filled(line)
    }

    /// The facts.
    pub const fn scene(&self) -> &Scene<'a> {
        &self.scene
    }

    fn open(&mut self, wanted: usize, handoff: bool) {
        let words = self.scene.words;
        if self.random.percent(30) && wanted > 4 {
            self.say(AuthorKind::Person, words.hello);
            self.say(AuthorKind::Person, self.talk.opening);
        } else if self.random.percent(60) {
            self.say_both(AuthorKind::Person, words.hello, self.talk.opening);
        } else {
            self.say(AuthorKind::Person, self.talk.opening);
        }
        self.say_both(AuthorKind::Ai, words.ai_hello, self.talk.assistant);
        if wanted > 4 {
            self.say(AuthorKind::Person, self.talk.detail);
        }
        if wanted > 8 && self.random.percent(50) {
            self.say(AuthorKind::Ai, words.ai_more);
            self.say(AuthorKind::Person, words.person_short);
        }
        if handoff {
            self.say(AuthorKind::Ai, words.ai_handoff);
            self.say(AuthorKind::System, words.system_handoff);
        }
    }

    fn take_over(&mut self) {
        let words = self.scene.words;
        self.scene.rep = REPS.get(self.rep).map_or("", |rep| rep.0);
        self.now = self.now.max(self.from);
        if self.random.percent(40) {
            self.say(AuthorKind::System, words.system_joined);
        }
        self.say(AuthorKind::Rep, words.rep_hello);
    }

    /// Another rep joins and goes on; whose chat it is stays.
    fn get_help(&mut self) {
        let words = self.scene.words;
        self.rep = self.visitor.tongue.helper(self.rep);
        self.helper = Some(self.rep);
        self.scene.team = ESCALATIONS;
        self.scene.rep = REPS.get(self.rep).map_or("", |rep| rep.0);
        self.say(AuthorKind::System, words.system_joined);
        self.say(AuthorKind::Rep, words.rep_hello);
    }

    /// Another matter comes up, with an order of its own.
    fn turn_to_another_topic(&mut self) {
        let words = self.scene.words;
        self.say_both(AuthorKind::Rep, words.rep_before, self.talk.solved);
        let place = self.random.next();
        self.talk = nth(words.topics, place).unwrap_or(self.talk);
        self.scene.topic = nth(&TOPICS, place).map_or("", |topic| topic.tag);
        self.scene.salt = self.random.next();
        self.say_both(AuthorKind::Person, words.another, self.talk.opening);
    }

    /// A few messages back and forth.
    fn exchange(&mut self) {
        let words = self.scene.words;
        let talk = self.talk;
        match self.random.below(10) {
            0..2 => {
                self.say_richly(AuthorKind::Rep, words.rep_before, talk.question, words.rep_after);
                let reply = if self.random.percent(50) { words.person_short } else { talk.detail };
                self.say(AuthorKind::Person, reply);
            }
            2 => {
                self.say(AuthorKind::Rep, words.rep_ask);
                self.say(AuthorKind::Person, words.person_data);
            }
            3 => {
                self.say(AuthorKind::Rep, words.rep_wait);
                if self.random.percent(60) {
                    self.say(AuthorKind::Person, words.person_wait);
                }
            }
            4..6 => {
                self.say_richly(AuthorKind::Rep, words.rep_before, talk.answer, words.rep_after);
                self.say_richly(AuthorKind::Person, words.person_before, talk.follow, words.person_after);
            }
            6..8 => {
                self.say_richly(AuthorKind::Person, words.person_before, words.person_more, words.person_after);
                self.say_richly(AuthorKind::Rep, words.rep_before, words.rep_more, words.rep_after);
            }
            8 => {
                self.say_both(AuthorKind::Rep, talk.answer, words.rep_more);
                self.say(AuthorKind::Person, words.person_short);
            }
            _ => {
                self.say_richly(AuthorKind::Person, words.person_before, talk.detail, words.person_after);
                self.say_both(AuthorKind::Rep, words.rep_before, words.rep_more);
            }
        }
    }

    fn close(&mut self, by_rep: bool) {
        let words = self.scene.words;
        if by_rep {
            self.say_richly(AuthorKind::Rep, words.rep_before, self.talk.solved, words.rep_after);
        }
        self.say(AuthorKind::Person, words.thanks);
        if by_rep {
            self.say(AuthorKind::Rep, words.rep_bye);
            if self.random.percent(40) {
                self.say(AuthorKind::System, words.system_closed);
            }
        } else if self.random.percent(40) {
            self.now += self.scene.few() * 3600;
            self.say(AuthorKind::System, words.system_timeout);
        }
    }

    fn say(&mut self, kind: AuthorKind, lines: Lines) {
        let parts = [self.fresh(lines, self.spare(kind)), "", ""];
        self.send(kind, parts);
    }

    fn say_both(&mut self, kind: AuthorKind, first: Lines, second: Lines) {
        let parts = [self.fresh(first, &[]), self.fresh(second, self.spare(kind)), ""];
        self.send(kind, parts);
    }

    /// A sentence, now and then with something before or after it.
    fn say_richly(&mut self, kind: AuthorKind, before: Lines, lines: Lines, after: Lines) {
        let first = if self.random.percent(45) { self.fresh(before, &[]) } else { "" };
        let line = self.fresh(lines, self.spare(kind));
        let last = if self.random.percent(40) { self.fresh(after, &[]) } else { "" };
        self.send(kind, [first, line, last]);
    }

    /// What to say when the rest was said.
    const fn spare(&self, kind: AuthorKind) -> Lines {
        match kind {
            AuthorKind::Person => self.scene.words.person_more,
            AuthorKind::Rep => self.scene.words.rep_more,
            AuthorKind::Ai | AuthorKind::System => &[],
        }
    }

    /// One of the lines that was not said lately; where all were, one of the others.
    fn fresh(&mut self, lines: Lines, others: Lines) -> &'static str {
        let line = self.unsaid(lines).or_else(|| self.unsaid(others)).unwrap_or_else(|| self.random.choose(lines));
        self.recent.rotate_right(1);
        if let Some(newest) = self.recent.first_mut() {
            *newest = line;
        }
        line
    }

    fn unsaid(&mut self, lines: Lines) -> Option<&'static str> {
        let start = usize::try_from(self.random.below(lines.len() as u64)).unwrap_or(0);
        let (before, after) = lines.split_at_checked(start)?;
        let said = |line: &str| self.recent.iter().any(|other| std::ptr::eq(*other, line));
        after.iter().chain(before).copied().find(|line| !said(line))
    }

    /// Adds a message of these parts, unless the end has come.
    fn send(&mut self, kind: AuthorKind, parts: [&'static str; 3]) {
        self.now += self.gap(kind);
        if self.now >= self.end && !self.messages.is_empty() {
            self.now = self.end;
            return;
        }
        let voice = match kind {
            AuthorKind::Person => self.visitor.voice,
            AuthorKind::Rep => REPS.get(self.rep).map_or(Voice::Female, |rep| rep.2),
            AuthorKind::Ai | AuthorKind::System => Voice::Female,
        };
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + 32);
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let goes_on = text.ends_with([',', ':']) || text.ends_with(|c: char| c.is_ascii_lowercase());
            if !text.is_empty() {
                text.push_str(self.scene.words.joint);
            }
            let rest = if goes_on { push_small_initial(part, &mut text) } else { part };
            self.scene.fill(rest, voice, &mut text);
        }
        if kind == AuthorKind::Person {
            text = self.in_a_hurry(text);
        }
        let author = match kind {
            AuthorKind::Person => self.visitor.person.name.clone(),
            AuthorKind::Ai => Some("oakwhistle-assistant".to_owned()),
            AuthorKind::Rep => Some(rep_id(self.rep)),
            AuthorKind::System => None,
        };
        let at = Time::from_micros(self.now * 1_000_000);
        self.messages.push(Message { at, author, text, ..Message::of(kind) });
    }

    /// What people do to their texts: no capitals, letters swapped, an emoji.
    fn in_a_hurry(&mut self, text: String) -> String {
        let mut text = text;
        // Codes, addresses and links are copied, not typed. (And a slip in an address could make it somebody's.)
        let copied = text.contains(['-', '/', '@']);
        if self.casual && !copied && text.is_ascii() {
            text.make_ascii_lowercase();
        }
        match self.random.below(100) {
            0..3 if !copied => swap_two_letters(text, self.random.next()),
            3..7 => {
                text.push(' ');
                text.push_str(self.random.choose(&["🙂", "🙏", "😡", "😅", "👍", "😢", "❤️", "🎉"]));
                text
            }
            _ => text,
        }
    }

    /// Seconds until the next message.
    fn gap(&mut self, kind: AuthorKind) -> i64 {
        if self.messages.is_empty() {
            return 0;
        }
        let seconds = match (kind, self.random.below(200)) {
            (AuthorKind::Ai, _) => self.random.between(1, 6),
            (AuthorKind::System, _) => self.random.between(1, 3),
            (_, 0) => self.random.between(3_600, 20 * 3_600),
            (_, 1..12) => self.random.between(300, 2_400),
            _ => self.random.between(8, 150),
        };
        i64::try_from(seconds).unwrap_or(1)
    }
}

/// Appends the beginning of a sentence that another one leads into, up to its first letter, which loses its capital.
/// Gives what is left of the sentence.
fn push_small_initial<'t>(sentence: &'t str, text: &mut String) -> &'t str {
    let place = usize::from(sentence.starts_with(['¿', '¡'])) * '¿'.len_utf8();
    let (mark, rest) = sentence.split_at_checked(place).unwrap_or(("", sentence));
    let mut letters = rest.chars();
    match letters.next() {
        // English writes "I" with a capital everywhere.
        Some(letter) if letter.is_uppercase() && !rest.starts_with("I ") => {
            text.push_str(mark);
            text.extend(letter.to_lowercase());
            letters.as_str()
        }
        _ => sentence,
    }
}

/// The text with two neighbouring letters swapped somewhere, if there are two.
fn swap_two_letters(text: String, random: u64) -> String {
    let mut bytes = text.into_bytes();
    let start = usize::try_from(super::random::part(random, bytes.len() as u64)).unwrap_or(0);
    let letters = |pair: &[u8]| pair.iter().all(u8::is_ascii_lowercase);
    let rest = bytes.get_mut(start..).unwrap_or_default();
    if let Some(place) = rest.windows(2).position(letters) {
        rest.swap(place, place + 1);
    }
    // Only plain letters changed places, so the text is as good as it was.
    String::from_utf8(bytes).unwrap_or_default()
}
