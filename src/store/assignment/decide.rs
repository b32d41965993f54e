//! Who gets a chat: where it goes, who may get it, and which of them does.

use rusqlite::Connection;

use super::matching::{Outcomes, Rules, To};
use super::roster::{COMPANY, Roster};
use crate::error::Result;
use crate::model::assignment::{Candidate, Limit, Method, Turn, Verdict, choose};
use crate::model::time::Time;

/// A chat that wants a rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its key.
    pub key: i64,
    /// Its number.
    pub id: i64,
    /// A rep who gave it away, and is not to get it back.
    pub not: Option<i64>,
}

/// The rule that said where a chat goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A decision, with all that it rests on.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The rule that said where the chat goes; `None` where none did.
    pub rule: Option<By>,
    /// Each rule that was there, and what became of it. None where nobody asked for rules.
    pub rules: Outcomes,
    /// Where it goes.
    pub to: To,
    /// How a rep was chosen; `None` where one was named.
    pub method: Option<Method>,
    /// Of chance, where the method is random.
    pub seed: Option<u64>,
    /// Who had the last turn, where reps take turns.
    pub turn: Option<Turn>,
    /// Who was looked at.
    pub candidates: Vec<Candidate>,
    /// What became of each of them.
    pub verdicts: Vec<Verdict>,
    /// Whose turn of `candidates` it is; `None` where the chat waits.
    pub chosen: Option<usize>,
    /// The rep who gave it away.
    pub not: Option<i64>,
}

impl Decision {
    /// Who gets the chat.
    pub fn rep(&self) -> Option<&Candidate> {
        self.chosen.and_then(|place| self.candidates.get(place))
    }

    /// The team whose turns and settings count; 0 for the company.
    pub fn scope(&self) -> i64 {
        match self.to {
            To::Team(team) => team,
            To::Rep(_) | To::Anybody => COMPANY,
        }
    }

    /// The scope in which the turn goes on to the chosen rep.
    pub fn round(&self) -> Option<i64> {
        (self.method == Some(Method::RoundRobin)).then(|| self.scope())
    }
}

/// What a decision changes of the usual.
#[derive(Clone, Debug, Default)]
struct Says {
    rule: Option<By>,
    rules: Outcomes,
    method: Option<Method>,
    limit: Option<Limit>,
}

/// Makes the decisions of one transaction.
#[derive(Debug)]
pub struct Decider {
    roster: Roster,
    rules: Option<Rules>,
    now: Time,
}

impl Decider {
    /// Looks at the repository as it stands from here on.
    pub fn new(connection: &Connection, now: Time) -> Result<Self> {
        Ok(Self { roster: Roster::new(connection)?, rules: None, now })
    }

    /// Who is there, for what was learnt of them.
    pub fn roster(&mut self) -> &mut Roster {
        &mut self.roster
    }

    /// By the rules; where none matches, a rep of this team, or any rep.
    pub fn by_rules(&mut self, connection: &Connection, chat: Waiting, team: Option<i64>) -> Result<Decision> {
        if self.rules.is_none() {
            self.rules = Some(Rules::read(connection, self.now)?);
        }
        let (matched, rules) = match &self.rules {
            Some(known) => known.first(connection, chat.key)?,
            None => (None, Vec::new()),
        };
        let (to, says) = match matched {
            Some(rule) => {
                let by = By { id: rule.id, name: rule.name.clone() };
                (rule.to, Says { rule: Some(by), rules, method: rule.method, limit: rule.limit })
            }
            None => (team.map_or(To::Anybody, To::Team), Says { rules, ..Says::default() }),
        };
        self.decide(connection, chat, to, says)
    }

    /// A rep of this team, by its settings.
    pub fn by_team(&mut self, connection: &Connection, chat: Waiting, team: i64) -> Result<Decision> {
        self.decide(connection, chat, To::Team(team), Says::default())
    }

    /// This rep, whatever they do: somebody named them.
    pub fn named(&mut self, connection: &Connection, rep: i64) -> Result<Decision> {
        let candidates = self.roster.candidates(connection, &[rep], None)?;
        Ok(Decision {
            rule: None,
            rules: Vec::new(),
            to: To::Rep(rep),
            method: None,
            seed: None,
            turn: None,
            candidates,
            verdicts: vec![Verdict::Chosen],
            chosen: Some(0),
            not: None,
        })
    }

    /// A chat was given as decided.
    pub fn given(&mut self, decision: &Decision) {
        if let Some(rep) = decision.rep() {
            self.roster.gave(rep.rep, self.now, decision.round());
        }
    }

    fn decide(&mut self, connection: &Connection, chat: Waiting, to: To, says: Says) -> Result<Decision> {
        let scope = if let To::Team(team) = to { team } else { COMPANY };
        let (usual, most) = self.roster.setting(connection, scope)?;
        let limit = says.limit.unwrap_or(most).most();
        let (method, candidates) = match to {
            // A rule named them: they get it as soon as they can.
            To::Rep(rep) => (Method::Balanced, self.roster.candidates(connection, &[rep], limit)?),
            To::Team(_) | To::Anybody => {
                let members = self.roster.members(connection, scope)?;
                let members: Vec<i64> = members.iter().copied().filter(|rep| Some(*rep) != chat.not).collect();
                let candidates = self.roster.candidates(connection, &members, limit)?;
                (says.method.unwrap_or(usual), candidates)
            }
        };
        let turn = match method {
            Method::RoundRobin => self.roster.turn(connection, scope)?,
            _ => None,
        };
        let seed = (method == Method::Random).then(|| self.roster.seed(chat.id));
        let (chosen, verdicts) = choose(method, &candidates, turn, seed.unwrap_or(0));
        let method = (!matches!(to, To::Rep(_))).then_some(method);
        let Says { rule, rules, .. } = says;
        Ok(Decision { rule, rules, to, method, seed, turn, candidates, verdicts, chosen, not: chat.not })
    }
}
