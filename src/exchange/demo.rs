//! Made-up chats, to try everything on: the support desk of a company that does not exist.
//!
//! Same seed and same number of chats, same chats, bit for bit, on every machine and for good: chance comes from
//! [`random`] alone. They come one by one, oldest first, in constant memory whatever their number.

mod ar;
mod calendar;
mod desk;
#[cfg(test)]
mod desk_tests;
mod en;
mod en_topics;
mod es;
mod names;
mod people;
mod random;
mod scene;
#[cfg(test)]
mod tests;
mod th;
mod thread;
mod tl;
mod topic;
mod words;
mod zh;

use self::calendar::Calendar;
pub use self::calendar::END;
pub use self::desk::company;
use self::desk::{Desks, MAIL, Turn};
use self::people::{Visitor, rep, rep_id};
use self::random::{Random, mix, nth};
use self::scene::Scene;
use self::thread::{Ending, HANDED_OFF, Thread};
use self::topic::{ESCALATIONS, RARE_TAG, TAGS, TOPICS};
use self::words::Talk;
use crate::model::chat::{Rating, WholeChat};
use crate::model::desk::Assigned;
use crate::model::field::FieldValue;
use crate::model::message::AuthorKind;
use crate::model::note::Note;
use crate::model::status::Status;
use crate::model::time::Time;

/// The name of the source that all made-up chats come from.
pub const SOURCE: &str = "demo";

/// The company; there is none of this name.
const COMPANY: &str = "Oakwhistle";

/// The made-up chats of a seed, oldest first.
#[derive(Debug)]
pub struct Demo {
    seed: u64,
    chats: u64,
    given: u64,
    calendar: Calendar,
    desks: Desks,
}

impl Demo {
    /// This many chats made from this seed. All of them are over, or still running, at [`END`].
    pub fn new(seed: u64, chats: u64) -> Self {
        let calendar = Calendar::new(chats);
        let desks = Desks::new(calendar.first_day());
        Self { seed, chats, given: 0, calendar, desks }
    }

    /// The next chat, and how it found its rep.
    pub fn next_assigned(&mut self) -> Option<(WholeChat, Assigned)> {
        if self.given == self.chats {
            return None;
        }
        let number = self.given;
        self.given += 1;
        Some(self.chat(number))
    }

    /// Who answers. A chat that lost its times tells nobody how that came, and is nobody's burden.
    fn turn(&self, visitor: &Visitor, begun: i64, ending: Ending, timeless: bool, whims: (u64, u64)) -> Option<Turn> {
        let mail = visitor.app == MAIL;
        match ending {
            Ending::Waiting if timeless => Some(Turn::Waits(Assigned::default())),
            _ if timeless => Some(Turn::Given(visitor.tongue.anyone(whims.0), begun, Assigned::default())),
            _ if mail => Some(self.desks.take(visitor.tongue.place(), begun, ending == Ending::Waiting, whims)),
            _ => None,
        }
    }

    fn chat(&mut self, number: u64) -> (WholeChat, Assigned) {
        let mut random = Random::new(self.seed, number);
        let begun = self.calendar.next(number, self.chats, random.next());
        let visitor = Visitor::new(self.seed, person_number(number, &mut random));
        let words = visitor.tongue.words;
        let topic_place = random.weighted(TOPICS.iter().map(|topic| topic.weight));
        let topic = TOPICS.get(topic_place).unwrap_or(&TOPICS[0]);
        let talk = words.topics.get(topic_place).unwrap_or(&words.topics[0]);
        // Some sources lost their clock, as real ones do.
        let timeless = Random::new(mix(self.seed, 0x63_6c6f_636b), number).below(400) == 0;
        let whims = (random.next(), random.next());
        let mut status = status_at_the_end(END - begun, self.chats - number, visitor.app == MAIL, &mut random);
        let (mut ending, mut wanted) = plan(status, &mut random);
        let tongue = visitor.tongue.place();
        let handed_off = ending == Ending::Waiting || wanted >= HANDED_OFF;
        let elsewhere = self.turn(&visitor, begun, ending, timeless, whims);
        let at_desk = handed_off && elsewhere.is_none();
        let turn = handed_off.then(|| elsewhere.unwrap_or_else(|| self.desks.give(tongue, begun)));
        if matches!(turn, Some(Turn::Waits(_))) && ending != Ending::Waiting {
            status = Status::Pending;
            (ending, wanted) = (Ending::Waiting, wanted.clamp(4, 9));
        }
        let (first_rep, assigned) = match turn {
            Some(Turn::Given(rep, from, assigned)) => (Some((rep, from)), assigned),
            Some(Turn::Waits(assigned)) => (None, assigned),
            None => (None, Assigned::default()),
        };
        let scene = Scene {
            words,
            salt: random.next(),
            begun,
            first: visitor.first,
            full: &visitor.full,
            mail: &visitor.mail,
            rep: COMPANY,
            team: topic.team,
            topic: topic.tag,
        };
        let mut chance = random.clone();
        let mut thread = Thread::new(scene, &visitor, talk, first_rep.unwrap_or((0, begun)), END, &mut random);
        let messages = thread.write(wanted, ending);
        let answered = Thread::was_answered(&messages);
        let last = thread.now;
        let unsaid = last >= END && first_rep.is_some();
        if unsaid && matches!(status, Status::Resolved | Status::Closed) {
            // The end came in the middle of it.
            let person_waits = messages.last().is_some_and(|message| message.kind == AuthorKind::Person);
            status = if person_waits && answered { Status::Overdue } else { Status::Open };
        }
        let closed = (status == Status::Closed).then(|| last + seconds(&mut chance, 30, 5_400));
        let closed = closed.filter(|closed| *closed < END);
        if status == Status::Closed && closed.is_none() {
            status = Status::Resolved;
        }
        if let Some((rep, _)) = first_rep.filter(|_| at_desk) {
            let is_over = matches!(status, Status::Resolved | Status::Closed);
            self.desks.ends(tongue, rep, is_over.then_some(closed.unwrap_or(last)));
        }
        let rating = rating(status, closed, &mut thread, &mut chance);
        let notes = if answered && chance.percent(15) { notes(&mut thread, &mut chance) } else { Vec::new() };
        let description = chance.percent(25).then(|| about(&mut thread, talk));
        let fields = fields(thread.scene(), &mut chance);
        let mut teams = if chance.percent(97) { vec![topic.team.to_owned()] } else { Vec::new() };
        if thread.helper.is_some() {
            teams.push(ESCALATIONS.to_owned());
        }
        let participants = thread.helper.map(rep_id).into_iter().collect();
        let assignee = first_rep.map(|(place, _)| rep(place));
        let mut chat = WholeChat {
            id: 0,
            external_id: format!("demo-{}", number + 1),
            source: SOURCE.to_owned(),
            began_here: false,
            language: Some(words.tag.to_owned()),
            app: Some(visitor.app.to_owned()),
            created: instant(begun),
            closed: closed.and_then(instant),
            updated: rating.as_ref().and_then(|rating| rating.at).max(instant(closed.unwrap_or(last))),
            time_kind: None,
            tags: self.tags(number, topic.tag, &mut chance),
            person: visitor.person.clone(),
            rep: assignee,
            participants,
            teams,
            status,
            rating,
            description,
            fields,
            notes,
            messages,
        };
        if timeless {
            forget_times(&mut chat);
        }
        (chat, assigned)
    }

    fn tags(&self, number: u64, topic: &str, random: &mut Random) -> Vec<String> {
        let mut tags = Vec::with_capacity(2);
        if random.percent(80) {
            tags.push(topic.to_owned());
        }
        for percent in [30, 10] {
            if random.percent(percent) {
                let place = usize::try_from(random.skewed(TAGS.len() as u64)).unwrap_or(0);
                let tag = TAGS.get(place).copied().unwrap_or(TAGS[0]);
                if !tags.iter().any(|other| other == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
        // One in 2,000, at a place that the seed chooses.
        if number % 2000 == mix(self.seed, 2000) % 2000 {
            tags.push(RARE_TAG.to_owned());
        }
        tags
    }
}

impl Iterator for Demo {
    type Item = WholeChat;

    fn next(&mut self) -> Option<WholeChat> {
        self.next_assigned().map(|(chat, _)| chat)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.chats - self.given).unwrap_or(usize::MAX);
        (left, Some(left))
    }
}

/// Whose chat it is: half of the time somebody new, else one of the earlier ones, some of whom come back very often.
fn person_number(chat: u64, random: &mut Random) -> u64 {
    if random.percent(48) { chat } else { random.skewed(chat + 1) }
}

/// Where a chat stands that began this many seconds before the end and is the how manyth from the last: the newest are
/// mostly still under way, but never so many that their reps could do nothing else. What is handed off finds a rep or
/// waits for one; only mail is left lying.
fn status_at_the_end(age: i64, from_last: u64, mail: bool, random: &mut Random) -> Status {
    let by_age = match age / 86_400 {
        0 => 0,
        1..3 => 1,
        3..14 => 2,
        _ => 3,
    };
    let by_place = match from_last {
        0..23 => 0,
        23..67 => 1,
        67..307 => 2,
        _ => 3,
    };
    let weights = match (by_age.max(by_place), mail) {
        (0, false) => [64, 0, 14, 12, 10],
        (1, false) => [29, 0, 9, 32, 30],
        (2, false) => [6, 0, 2, 36, 56],
        (0, true) => [14, 60, 6, 12, 8],
        (1, true) => [8, 55, 5, 17, 15],
        (2, true) => [5, 25, 2, 28, 40],
        _ => [0, 0, 0, 22, 178],
    };
    Status::ALL.get(random.weighted(weights)).copied().unwrap_or(Status::Closed)
}

/// How a chat ends, and about how many messages it has.
fn plan(status: Status, random: &mut Random) -> (Ending, usize) {
    // Shares, and the shortest and longest of each: a few are very long.
    const LENGTHS: [(u64, u64, u64); 7] =
        [(8, 2, 3), (22, 4, 9), (37, 10, 19), (21, 20, 32), (9, 33, 60), (2, 61, 100), (1, 101, 160)];
    let place = random.weighted(LENGTHS.iter().map(|(share, _, _)| *share));
    let (_, low, high) = LENGTHS.get(place).copied().unwrap_or(LENGTHS[2]);
    let wanted = usize::try_from(random.between(low, high)).unwrap_or(10);
    match status {
        Status::Open => (Ending::Running, wanted.max(7)),
        Status::Pending => (Ending::Waiting, wanted.clamp(4, 9)),
        Status::Overdue => (Ending::Unanswered, wanted.max(8)),
        Status::Resolved | Status::Closed => (Ending::Solved, wanted),
    }
}

/// The instant at this second since 1970, but none after the end.
fn instant(second: i64) -> Option<Time> {
    Time::from_micros(second.min(END) * 1_000_000)
}

fn seconds(random: &mut Random, low: u64, high: u64) -> i64 {
    i64::try_from(random.between(low, high)).unwrap_or(0)
}

fn rating(status: Status, closed: Option<i64>, thread: &mut Thread<'_>, random: &mut Random) -> Option<Rating> {
    let over = matches!(status, Status::Resolved | Status::Closed);
    if !over || !random.percent(31) {
        return None;
    }
    let score = random.weighted([12, 8, 12, 24, 44]) + 1;
    let words = thread.scene().words;
    let lines = if score >= 4 { words.praise } else { words.blame };
    let comment = random.percent(40).then(|| thread.line(lines));
    let at = instant(closed.unwrap_or(thread.now) + seconds(random, 20, 7_200));
    Some(Rating { score: i64::try_from(score).unwrap_or(5), comment, at })
}

fn notes(thread: &mut Thread<'_>, random: &mut Random) -> Vec<Note> {
    let words = thread.scene().words;
    let begun = thread.scene().begun;
    let count = if random.percent(20) { 2 } else { 1 };
    let mut notes = Vec::with_capacity(count);
    for place in 1..=count {
        let share = i64::try_from(place).unwrap_or(1) * (thread.now - begun) / 3;
        notes.push(Note {
            at: instant(begun + share),
            author: Some(rep_id(thread.rep)),
            text: thread.line(words.notes),
            color: random.percent(50).then(|| random.choose(&["yellow", "blue", "green", "pink"]).to_owned()),
            extra: None,
        });
    }
    notes
}

fn about(thread: &mut Thread<'_>, talk: &'static Talk) -> String {
    thread.line(talk.about)
}

fn fields(scene: &Scene<'_>, random: &mut Random) -> Vec<(String, FieldValue)> {
    let mut fields = Vec::with_capacity(4);
    let mut put = |name: &str, value| fields.push((name.to_owned(), value));
    if random.percent(60) {
        let plan = *nth(&["free", "free", "free", "plus", "plus", "business"], random.next()).unwrap_or(&"free");
        put("plan", FieldValue::Text(plan.to_owned()));
    }
    if random.percent(70) {
        let mut order = String::with_capacity(8);
        scene.put_order(&mut order);
        put("order_id", FieldValue::Text(order));
        let cents = scene.cents();
        put("order_total", FieldValue::Number(format!("{}.{:02}", cents / 100, cents % 100)));
    }
    if random.percent(35) {
        put("basket_items", FieldValue::Number((random.skewed(12) + 1).to_string()));
    }
    if random.percent(50) {
        put("loyalty", FieldValue::Toggle(random.percent(45)));
    }
    if random.percent(40) {
        put("priority", FieldValue::Text(random.choose(&["low", "normal", "normal", "normal", "high"]).to_owned()));
    }
    fields
}

fn forget_times(chat: &mut WholeChat) {
    chat.created = None;
    chat.closed = None;
    chat.updated = None;
    chat.time_kind = Some("none".to_owned());
    for message in &mut chat.messages {
        message.at = None;
    }
    for note in &mut chat.notes {
        note.at = None;
    }
    if let Some(rating) = &mut chat.rating {
        rating.at = None;
    }
}
