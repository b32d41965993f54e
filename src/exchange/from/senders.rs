//! Who of those who wrote is a rep, where a file only has their names.

use std::collections::{HashMap, HashSet};

use super::Fault;
use crate::exchange::line_error::shown;
use crate::model::hidden::is_hidden;
use crate::model::message::AuthorKind;

/// Senders that a hint names.
const SHOWN: usize = 10;

/// Somebody who wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sender {
    /// The source's ID.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
}

impl Sender {
    /// What messages call them: the ID, else the name.
    pub fn author(&self) -> Option<&String> {
        self.id.as_ref().or(self.name.as_ref())
    }

    fn is(&self, said: &str) -> bool {
        let is = |own: &Option<String>| own.as_deref().is_some_and(|own| plain(own) == plain(said));
        is(&self.id) || is(&self.name)
    }
}

/// A name without what is not seen of it, so that it can be typed.
fn plain(name: &str) -> String {
    let spaces = name.chars().filter(|c| !is_hidden(*c)).map(|c| if c.is_whitespace() { ' ' } else { c });
    spaces.collect::<String>().trim().to_owned()
}

/// All who wrote, in the order of their first message, each once.
#[derive(Clone, Debug, Default)]
pub struct Senders {
    all: Vec<Sender>,
    seen: HashSet<Sender>,
}

impl Senders {
    /// Adds one who wrote, unless they are there.
    pub fn add(&mut self, sender: Sender) {
        if self.seen.insert(sender.clone()) {
            self.all.push(sender);
        }
    }

    /// Which of them are reps: those whom the user said, else those of whom `known` tells. Also which of the names that the
    /// user said were found.
    ///
    /// # Errors
    /// `Undecided` where neither tells.
    pub fn roles(self, said: &[String], known: impl Fn(&Sender) -> Option<AuthorKind>) -> Result<Roles, Fault> {
        let found: Vec<String> =
            said.iter().filter(|said| self.all.iter().any(|sender| sender.is(said))).cloned().collect();
        let by_name = |sender: &Sender| {
            let is_rep = found.iter().any(|said| sender.is(said));
            if is_rep { AuthorKind::Rep } else { AuthorKind::Person }
        };
        let told: Option<Vec<AuthorKind>> = self.all.iter().map(&known).collect();
        // Where only one wrote, it may well be the person.
        let is_alone = self.all.len() <= 1 && !said.is_empty();
        let kinds: Vec<AuthorKind> = match told {
            Some(told) if found.is_empty() => told,
            None if found.is_empty() && !is_alone => return Err(self.undecided(said)),
            _ => self.all.iter().map(by_name).collect(),
        };
        let kinds_of = self.all.iter().cloned().zip(kinds).collect();
        Ok(Roles { all: self.all, kinds: kinds_of, found })
    }

    fn undecided(&self, said: &[String]) -> Fault {
        let name = |sender: &Sender| shown(sender.name.as_deref().or(sender.id.as_deref()).unwrap_or_default());
        let mut names: Vec<String> = self.all.iter().take(SHOWN).map(name).collect();
        if self.all.len() > SHOWN {
            names.push(format!("and {} more", self.all.len() - SHOWN));
        }
        let names = names.join(", ");
        let (problem, hint) = if said.is_empty() {
            ("it does not tell who of its senders is a rep", "say who is, as often as needed")
        } else {
            ("none of its senders is a rep that --rep names", "name one of them too")
        };
        Fault::Undecided { problem: problem.to_owned(), hint: format!("{hint}: --rep NAME; its senders are {names}") }
    }
}

/// All who wrote, and as what.
#[derive(Debug)]
pub struct Roles {
    all: Vec<Sender>,
    kinds: HashMap<Sender, AuthorKind>,
    /// Which of the names that the user said were found.
    pub found: Vec<String>,
}

impl Roles {
    /// As what somebody writes.
    pub fn kind(&self, sender: &Sender) -> AuthorKind {
        self.kinds.get(sender).copied().unwrap_or(AuthorKind::Person)
    }

    /// All of this kind, in the order of their first message.
    pub fn of(&self, wanted: AuthorKind) -> impl Iterator<Item = &Sender> + Clone {
        self.all.iter().filter(move |sender| self.kind(sender) == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senders(names: &[&str]) -> Senders {
        let mut senders = Senders::default();
        for name in names {
            senders.add(Sender { id: None, name: Some((*name).to_owned()) });
        }
        senders
    }

    fn reps(names: &[&str], said: &[&str]) -> Result<Vec<String>, String> {
        let said: Vec<String> = said.iter().map(|name| (*name).to_owned()).collect();
        match senders(names).roles(&said, |_| None) {
            Ok(roles) => Ok(roles.of(AuthorKind::Rep).filter_map(Sender::author).cloned().collect()),
            Err(Fault::Undecided { hint, .. }) => Err(hint),
            Err(Fault::Bad(error)) => Err(error.to_string()),
        }
    }

    #[test]
    fn reps_are_those_whom_the_user_says() {
        assert_eq!(reps(&["Ann", "~\u{202f}Max", "Ann"], &["~ Max"]), Ok(vec!["~\u{202f}Max".to_owned()]));
        assert_eq!(reps(&["Ann"], &["Max"]), Ok(vec![]));
        assert_eq!(
            reps(&["Ann", "B\u{202e}ob"], &[]).unwrap_err(),
            "say who is, as often as needed: --rep NAME; its senders are \"Ann\", \"B\\u202eob\""
        );
        assert!(reps(&["Ann", "Bob"], &["Max"]).unwrap_err().starts_with("name one of them too"));
        assert!(reps(&["Ann"], &[]).is_err());
        let many: Vec<String> = (0..15).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(reps(&many, &[]).unwrap_err().ends_with("\"9\", and 5 more"));
    }

    #[test]
    fn what_the_file_tells_counts_where_the_user_says_nothing() {
        let known = |_: &Sender| Some(AuthorKind::Rep);
        let roles = senders(&["Ann"]).roles(&[], known).unwrap();
        assert_eq!(roles.of(AuthorKind::Rep).count(), 1);
        let roles = senders(&["Ann", "Max"]).roles(&["Max".to_owned()], known).unwrap();
        assert_eq!(roles.of(AuthorKind::Person).count(), 1);
    }
}
