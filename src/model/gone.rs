//! What a chat no longer has when it is brought up to date by a file that does not tell of it.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::AddAssign;

use super::chat::WholeChat;

/// How much of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Messages, by who speaks and what they say.
    pub messages: u64,
    /// Attachments, by name.
    pub attachments: u64,
    /// Notes, by what they say.
    pub notes: u64,
    /// Tags.
    pub tags: u64,
    /// Teams.
    pub teams: u64,
    /// Custom fields, whatever they held.
    pub fields: u64,
    /// What the chat was about.
    pub descriptions: u64,
    /// Ratings.
    pub ratings: u64,
}

impl Gone {
    /// What `ours` has and `theirs` has not.
    pub fn of(ours: &WholeChat, theirs: &WholeChat) -> Self {
        Self {
            messages: missing(&ours.messages, &theirs.messages, |message| (message.kind, &message.text)),
            attachments: missing(&files(ours), &files(theirs), |name| *name),
            notes: missing(&ours.notes, &theirs.notes, |note| &note.text),
            tags: missing(&ours.tags, &theirs.tags, |tag| tag),
            teams: missing(&ours.teams, &theirs.teams, |team| team),
            fields: missing(&ours.fields, &theirs.fields, |(name, _)| name),
            descriptions: u64::from(ours.description.is_some() && theirs.description.is_none()),
            ratings: u64::from(ours.rating.is_some() && theirs.rating.is_none()),
        }
    }

    /// Each kind with its name, for one of it.
    pub fn kinds(&self) -> [(&'static str, u64); 8] {
        [
            ("message", self.messages),
            ("attachment", self.attachments),
            ("note", self.notes),
            ("tag", self.tags),
            ("team", self.teams),
            ("field", self.fields),
            ("description", self.descriptions),
            ("rating", self.ratings),
        ]
    }

    /// All of it.
    pub fn total(&self) -> u64 {
        self.kinds().iter().map(|(_, count)| count).sum()
    }
}

impl AddAssign for Gone {
    fn add_assign(&mut self, other: Self) {
        self.messages += other.messages;
        self.attachments += other.attachments;
        self.notes += other.notes;
        self.tags += other.tags;
        self.teams += other.teams;
        self.fields += other.fields;
        self.descriptions += other.descriptions;
        self.ratings += other.ratings;
    }
}

fn files(chat: &WholeChat) -> Vec<&str> {
    chat.messages.iter().flat_map(|message| &message.attachments).map(|file| file.name.as_str()).collect()
}

/// How many of the first have no equal of their own among the second.
fn missing<'a, T, K: Eq + Hash>(ours: &'a [T], theirs: &'a [T], key: impl Fn(&'a T) -> K) -> u64 {
    let mut left: HashMap<K, u64> = HashMap::new();
    for one in theirs {
        *left.entry(key(one)).or_default() += 1;
    }
    let mut missing = 0;
    for one in ours {
        match left.get_mut(&key(one)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing += 1,
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_an_equal_of_its_own() {
        assert_eq!(missing(&["a", "a", "b"], &["a", "c"], |text| text), 2);
        assert_eq!(missing(&["a", "b"], &["b", "a", "a"], |text| text), 0);
        assert_eq!(missing(&[], &["b"], |text| text), 0);
    }
}
