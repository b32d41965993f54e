//! The plain model: lists, looked through from one end to the other.

use std::collections::HashMap;

use crate::model::assignment::Method;

/// Where a chat goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Rep(usize),
    Team(usize),
    Company,
}

/// What is set; `None` for what is inherited. A limit of `Some(None)` is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub method: Option<Method>,
    pub limit: Option<Option<u64>>,
}

#[derive(Debug)]
pub struct Rep {
    /// In which teams, as bits.
    pub teams: u8,
    pub online: Option<i64>,
    pub last_given: Option<i64>,
}

#[derive(Debug)]
pub struct Chat {
    pub app: u8,
    pub team: Option<usize>,
    pub by_rule: bool,
    pub rep: Option<usize>,
    pub done: bool,
}

impl Chat {
    pub fn waits(&self) -> bool {
        self.rep.is_none() && !self.done
    }
}

#[derive(Clone, Debug)]
pub struct ModelRule {
    pub name: String,
    pub app: Option<u8>,
    /// 0 by day, 1 by night, else always.
    pub hours: u8,
    /// By the clock of a zone that is 5 hours and 30 minutes ahead.
    pub shifted: bool,
    pub to: Scope,
    pub share: Share,
    pub active: bool,
}

/// Who must get a chat.
#[derive(Debug)]
pub struct Expected {
    /// One of these; nobody where there are none.
    reps: Vec<usize>,
    /// Whose turn goes on.
    round: Option<Scope>,
}

#[derive(Debug)]
pub struct Model {
    pub now: i64,
    pub reps: Vec<Rep>,
    pub chats: Vec<Chat>,
    /// Of the company, then of each team.
    pub shares: [Share; 3],
    pub rules: Vec<ModelRule>,
    turns: HashMap<Scope, (i64, usize)>,
    made: usize,
}

impl Model {
    pub fn new(reps: &[u8]) -> Self {
        let rep = |teams: &u8| Rep { teams: *teams, online: None, last_given: None };
        Self {
            now: 0,
            reps: reps.iter().map(rep).collect(),
            chats: Vec::new(),
            shares: [Share::default(); 3],
            rules: Vec::new(),
            turns: HashMap::new(),
            made: 0,
        }
    }

    pub fn presence(&mut self, rep: usize, online: bool) {
        let rep = &mut self.reps[rep];
        rep.online = online.then(|| rep.online.unwrap_or(self.now));
    }

    pub fn add_rule(&mut self, one: u8, two: u8, three: u8, to: Scope) -> ModelRule {
        self.made += 1;
        let own = |value: u8| value.is_multiple_of(3);
        let method = Method::ALL[usize::from(one / 8) % 4];
        let rule = ModelRule {
            name: format!("rule {}", self.made),
            app: (!three.is_multiple_of(3)).then_some(three % 2),
            hours: two / 4 % 4,
            shifted: one % 4 == 1,
            to,
            share: Share {
                method: (own(two) && !matches!(to, Scope::Rep(_))).then_some(method),
                limit: own(one).then(|| three.is_multiple_of(4).then_some(u64::from(three % 3) + 1)),
            },
            active: !three.is_multiple_of(7),
        };
        self.rules.insert(0, rule.clone());
        rule
    }

    fn open(&mut self, app: u8, team: Option<usize>) -> usize {
        self.chats.push(Chat { app, team, by_rule: false, rep: None, done: false });
        self.chats.len() - 1
    }

    pub fn hand_off_to_anybody(&mut self, app: u8) -> Expected {
        let chat = self.open(app, None);
        let expected = self.by_rules(chat);
        if let Some(Scope::Team(team)) = self.matching(chat).map(|rule| rule.to) {
            self.chats[chat].team = Some(team);
        }
        expected
    }

    pub fn hand_off_to_team(&mut self, app: u8, team: usize) -> Expected {
        self.open(app, Some(team));
        self.pick(Scope::Team(team), Share::default(), None)
    }

    pub fn hand_off_to_rep(&mut self, app: u8, rep: usize) -> Expected {
        self.open(app, None);
        Expected { reps: vec![rep], round: None }
    }

    /// What becomes of a chat that is given to a team; `None` where nothing does.
    pub fn transferred(&mut self, chat: usize, team: usize) -> Option<Expected> {
        let one = &mut self.chats[chat];
        if one.done || one.rep.is_none() && one.team == Some(team) {
            return None;
        }
        let before = one.rep.take();
        one.team = Some(team);
        one.by_rule = false;
        Some(self.pick(Scope::Team(team), Share::default(), before))
    }

    /// Who gets a chat that waits.
    pub fn drained(&mut self, chat: usize) -> Expected {
        match self.chats[chat].team {
            Some(team) if !self.chats[chat].by_rule => self.pick(Scope::Team(team), Share::default(), None),
            _ => {
                let before = self.chats[chat].by_rule;
                let to = self.matching(chat).map(|rule| rule.to);
                let expected = self.by_rules(chat);
                if expected.reps.is_empty() {
                    // What waits on stays as it was.
                    self.chats[chat].by_rule = before;
                } else if let Some(Scope::Team(team)) = to {
                    self.chats[chat].team = Some(team);
                }
                expected
            }
        }
    }

    fn matching(&self, chat: usize) -> Option<ModelRule> {
        let app = self.chats[chat].app;
        let matches = |rule: &&ModelRule| {
            let minute = (self.now / 60 + if rule.shifted { 330 } else { 0 }) % 1440;
            let day = (8 * 60..20 * 60).contains(&minute);
            let in_time = match rule.hours {
                0 => day,
                1 => !day,
                _ => true,
            };
            rule.active && in_time && rule.app.is_none_or(|asked| asked == app)
        };
        self.rules.iter().find(matches).cloned()
    }

    fn by_rules(&mut self, chat: usize) -> Expected {
        let rule = self.matching(chat);
        self.chats[chat].by_rule = rule.is_some();
        match rule {
            Some(rule) => self.pick(rule.to, rule.share, None),
            None => {
                let to = self.chats[chat].team.map_or(Scope::Company, Scope::Team);
                self.pick(to, Share::default(), None)
            }
        }
    }

    fn load(&self, rep: usize) -> u64 {
        self.chats.iter().filter(|chat| chat.rep == Some(rep) && !chat.done).count() as u64
    }

    /// Who gets a chat that goes there.
    fn pick(&self, to: Scope, says: Share, not: Option<usize>) -> Expected {
        let company = self.shares[0];
        let own = if let Scope::Team(team) = to { self.shares[team + 1] } else { company };
        let method = says.method.or(own.method).or(company.method).unwrap_or(Method::Voluntary);
        let limit = says.limit.or(own.limit).or(company.limit).unwrap_or(None);
        let mut free = Vec::new();
        for (number, rep) in self.reps.iter().enumerate() {
            let belongs = match to {
                Scope::Rep(one) => one == number,
                Scope::Team(team) => rep.teams >> team & 1 == 1,
                Scope::Company => true,
            };
            let below = limit.is_none_or(|limit| self.load(number) < limit);
            if let Some(since) = rep.online.filter(|_| belongs && below && Some(number) != not) {
                free.push((since, number));
            }
        }
        if let Scope::Rep(_) = to {
            return Expected { reps: free.into_iter().map(|(_, rep)| rep).collect(), round: None };
        }
        let mut one: Vec<usize> = match method {
            Method::Voluntary => Vec::new(),
            Method::Random => return Expected { reps: free.into_iter().map(|(_, rep)| rep).collect(), round: None },
            Method::Balanced => {
                let last = |rep: usize| self.reps[rep].last_given.unwrap_or(i64::MIN);
                let mut reps: Vec<usize> = free.into_iter().map(|(_, rep)| rep).collect();
                reps.sort_by_key(|rep| (self.load(*rep), last(*rep), *rep));
                reps
            }
            Method::RoundRobin => {
                free.sort_unstable();
                let turn = self.turns.get(&to).copied();
                let behind = free.iter().position(|place| turn.is_none_or(|turn| *place > turn)).unwrap_or(0);
                free.rotate_left(behind);
                free.into_iter().map(|(_, rep)| rep).collect()
            }
        };
        one.truncate(1);
        Expected { reps: one, round: (method == Method::RoundRobin).then_some(to) }
    }

    /// Notes who got a chat.
    #[track_caller]
    pub fn give(&mut self, chat: usize, expected: &Expected, got: Option<usize>) {
        match got {
            None => assert!(expected.reps.is_empty(), "chat {} waits, {expected:?} {self:#?}", chat + 1),
            Some(rep) => {
                assert!(expected.reps.contains(&rep), "chat {} went to {rep}, {expected:?} {self:#?}", chat + 1);
                self.chats[chat].rep = Some(rep);
                self.reps[rep].last_given = Some(self.now);
                if let (Some(round), Some(since)) = (expected.round, self.reps[rep].online) {
                    self.turns.insert(round, (since, rep));
                }
            }
        }
    }
}
