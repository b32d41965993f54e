//! Chat assignment against a plain model, in random worlds: rosters, presence, loads, limits, rules, hours.
//!
//! The model knows nothing of the store: it keeps lists, looks through all of them each time, and says who must get a
//! chat (by chance: who may). More worlds with `PROPTEST_CASES`.

mod model;

use proptest::prelude::*;
use tempfile::TempDir;

use self::model::{Model, Scope, Share};
use crate::model::assignment::{Limit, Method};
use crate::model::chat::ChatName;
use crate::model::decision::GivenRow;
use crate::model::permission::Need;
use crate::model::rule::{Rule, Target};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::store::{Actor, HandedPerson, Handoff, Labels, NewUser, Recipient, Run, SettingEdit, Side, Store};

/// What is done in a world, by the choices it makes.
type Step = (u8, u8, u8, u8);

/// A repository, and the model of it.
struct World {
    store: Store,
    model: Model,
    now: i64,
    _folder: TempDir,
}

const TEAMS: [&str; 2] = ["North", "South"];

fn method(choice: u8) -> Method {
    Method::ALL[usize::from(choice) % 4]
}

fn limit(choice: u8) -> Limit {
    if choice.is_multiple_of(4) { Limit::Unlimited } else { Limit::Most(u64::from(choice % 4)) }
}

impl World {
    fn new(reps: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = 1_700_000_000;
        let mut store = Store::create(&folder.path().join("r.db"), &actor(now), "Boss").unwrap();
        store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
        store.admit(&actor(now), Need::Admin, None).unwrap();
        for team in TEAMS {
            store.add_team(&actor(now), team, None, &[]).unwrap();
        }
        for (number, teams) in reps.iter().enumerate() {
            let teams = (0..2).filter(|team| teams >> team & 1 == 1).map(|team| TEAMS[team].to_owned()).collect();
            let user = NewUser { name: format!("rep{number}"), email: None, role: "admin".into(), uid: None, teams };
            store.add_user(&actor(now), &user).unwrap();
        }
        Self { store, model: Model::new(reps), now, _folder: folder }
    }

    fn actor(&self) -> Actor {
        actor(self.now)
    }

    /// Does one thing, in the repository and in the model.
    fn step(&mut self, (what, one, two, three): Step) {
        // Minutes pass, so that hours come and go.
        self.now += 60 * i64::from(three) + 1;
        self.model.now = self.now;
        match what % 11 {
            0 | 1 => self.presence(one, !two.is_multiple_of(3)),
            2 | 3 => self.hand_off(one, two, Recipient::Anybody),
            4 => self.hand_off(one, two, Recipient::Team(TEAMS[usize::from(one % 2)].into())),
            5 => {
                let rep = usize::from(one) % self.model.reps.len();
                self.hand_off(one, two, Recipient::Rep(format!("rep{rep}")));
            }
            6 => self.drain(),
            7 => self.close(one),
            8 => self.transfer(one, usize::from(two % 2)),
            9 => self.set(one, two, three),
            _ => self.rule(one, two, three),
        }
    }

    fn presence(&mut self, rep: u8, online: bool) {
        let rep = usize::from(rep) % self.model.reps.len();
        self.store.set_presence(&self.actor(), Some(&format!("rep{rep}")), online).unwrap();
        self.model.presence(rep, online);
    }

    fn hand_off(&mut self, one: u8, app: u8, to: Recipient) {
        let app = app % 2;
        let expected = match &to {
            Recipient::Anybody => self.model.hand_off_to_anybody(app),
            Recipient::Team(_) => self.model.hand_off_to_team(app, usize::from(one % 2)),
            Recipient::Rep(_) => self.model.hand_off_to_rep(app, usize::from(one) % self.model.reps.len()),
        };
        let person = HandedPerson::New { name: None, email: None, phone: None, channel_id: None };
        let handoff = Handoff {
            app: format!("app{app}"),
            person,
            to,
            messages: Vec::new(),
            labels: Labels::default(),
            again: true,
        };
        let opened = self.store.hand_off(&self.actor(), &handoff).unwrap();
        assert_eq!(usize::try_from(opened.chat).unwrap(), self.model.chats.len());
        let got = self.assignee(opened.chat);
        self.model.give(self.model.chats.len() - 1, &expected, got);
        assert_eq!(opened.status == Status::Open, got.is_some());
    }

    fn drain(&mut self) {
        let dry = self.store.drain_queue(&self.actor(), true, &|_| Ok(())).unwrap();
        let drained = self.store.drain_queue(&self.actor(), false, &|_| Ok(())).unwrap();
        assert_eq!(dry.given, drained.given, "a dry run says what will be given");
        let given = |chat: usize, given: &[GivenRow]| {
            let row = given.iter().find(|row| row.chat == i64::try_from(chat + 1).unwrap())?;
            Some(row.rep.trim_start_matches("rep").parse::<usize>().unwrap())
        };
        let order: Vec<i64> = drained.given.iter().map(|row| row.chat).collect();
        assert!(order.is_sorted(), "the oldest first, none twice: {order:?}");
        let waiting: Vec<usize> = (0..self.model.chats.len()).filter(|chat| self.model.chats[*chat].waits()).collect();
        for chat in waiting {
            let expected = self.model.drained(chat);
            self.model.give(chat, &expected, given(chat, &drained.given));
        }
        let wait_on = self.model.chats.iter().filter(|chat| chat.waits()).count();
        assert_eq!(drained.waiting, wait_on as u64);
    }

    /// Runs something over the chats that the bits of a choice name.
    fn each(&self, chats: u8) -> Vec<ChatName> {
        let named = self.model.chats.len().min(8);
        (0..named)
            .filter(|bit| chats >> bit & 1 == 1)
            .map(|bit| ChatName::Id(i64::try_from(bit).unwrap() + 1))
            .collect()
    }

    fn close(&mut self, chats: u8) {
        let names = self.each(chats);
        let targets = self.store.targets_named(&names, Side::Live).unwrap();
        let run = Run { targets: &targets, dry_run: false, step: &|_| Ok(()) };
        self.store.set_status(&self.actor(), &run, Status::Closed).unwrap();
        for name in names {
            self.model.chats[place(&name)].done = true;
        }
    }

    fn transfer(&mut self, chats: u8, team: usize) {
        let names = self.each(chats);
        let targets = self.store.targets_named(&names, Side::Live).unwrap();
        let run = Run { targets: &targets, dry_run: false, step: &|_| Ok(()) };
        self.store.transfer_chats(&self.actor(), &run, &Recipient::Team(TEAMS[team].into()), None).unwrap();
        // The newest first, as every command goes through its chats.
        for name in names.iter().rev() {
            let chat = place(name);
            if let Some(expected) = self.model.transferred(chat, team) {
                let got = self.assignee(i64::try_from(chat).unwrap() + 1);
                self.model.give(chat, &expected, got);
            }
        }
    }

    fn set(&mut self, scope: u8, kind: u8, limited: u8) {
        let own = |value: u8| !value.is_multiple_of(5);
        let share =
            Share { method: own(kind).then(|| method(kind)), limit: own(limited).then(|| limit(limited).most()) };
        let edit = SettingEdit {
            method: Some(share.method),
            limit: Some(own(limited).then(|| limit(limited))),
            reply_target: None,
        };
        let scope = usize::from(scope % 3);
        let team = scope.checked_sub(1).map(|team| TEAMS[team]);
        self.store.edit_assignment(&self.actor(), team, &edit).unwrap();
        self.model.shares[scope] = share;
    }

    /// Puts a rule in front of the others, or takes the first away.
    fn rule(&mut self, one: u8, two: u8, three: u8) {
        if one.is_multiple_of(4) {
            if let Some(rule) = self.model.rules.first() {
                self.store.remove_rule(&self.actor(), &rule.name.clone()).unwrap();
                self.model.rules.remove(0);
            }
            return;
        }
        let to = match two % 4 {
            0 => Scope::Rep(usize::from(two) % self.model.reps.len()),
            1 | 2 => Scope::Team(usize::from(three % 2)),
            _ => Scope::Company,
        };
        let kept = self.model.add_rule(one, two, three, to);
        let hours = ["daily 08:00-20:00", "daily 20:00-08:00"].get(usize::from(kept.hours)).copied();
        let rule = Rule {
            query: kept.app.map_or_else(String::new, |app| format!("app:app{app}")),
            hours: hours.map(|hours| crate::model::hours::Hours::parse(hours).unwrap()),
            zone: kept.shifted.then(|| "Asia/Kolkata".to_owned()),
            target: match kept.to {
                Scope::Rep(rep) => Target::Rep(format!("rep{rep}")),
                Scope::Team(team) => Target::Team(TEAMS[team].into()),
                Scope::Company => Target::Anybody,
            },
            method: kept.share.method,
            limit: kept.share.limit.map(|most| most.map_or(Limit::Unlimited, Limit::Most)),
            active: kept.active,
            ..Rule::of(kept.name.clone())
        };
        self.store.add_rule(&self.actor(), &rule, Some(1)).unwrap();
    }

    fn assignee(&self, chat: i64) -> Option<usize> {
        let sql = "SELECT rep.name FROM chat LEFT JOIN rep ON rep.id = assignee_id WHERE chat.id = ?1";
        let name: Option<String> = self.store.connection.query_row(sql, [chat], |row| row.get(0)).unwrap();
        name.map(|name| name.trim_start_matches("rep").parse().unwrap())
    }

    /// Every chat is where the model has it, and every decision comes out as it was.
    fn check(&self) {
        for (place, chat) in self.model.chats.iter().enumerate() {
            let id = i64::try_from(place).unwrap() + 1;
            if !chat.done {
                assert_eq!(self.assignee(id), chat.rep, "chat {id}");
            }
            let (_, decisions) = self.store.decisions(&ChatName::Id(id), true).unwrap();
            assert!(!decisions.is_empty() && decisions.iter().all(|decision| decision.replays), "{decisions:?}");
            for decision in decisions {
                let chosen: Vec<&str> =
                    decision.reasons.iter().filter(|row| row.reason == "chosen").map(|row| row.name.as_str()).collect();
                assert_eq!(chosen, decision.rep.as_deref().into_iter().collect::<Vec<_>>());
                assert!(decision.rep.is_none() || decision.method != Some(Method::Voluntary));
            }
        }
    }
}

fn place(name: &ChatName) -> usize {
    match name {
        ChatName::Id(id) => usize::try_from(*id).unwrap() - 1,
        ChatName::External { .. } => 0,
    }
}

fn actor(seconds: i64) -> Actor {
    let now = Time::from_micros(seconds * 1_000_000).unwrap();
    Actor { uid: rustix::process::getuid().as_raw(), now, fixed_clock: true }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn every_chat_goes_where_the_plain_model_says() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) };
    let reps = prop::collection::vec(0_u8..4, 1..6);
    let steps = prop::collection::vec(any::<Step>(), 1..24);
    proptest!(config, |(reps in reps, steps in steps)| {
        let mut world = World::new(&reps);
        // Nobody is given anything before somebody says how.
        world.hand_off(0, 0, Recipient::Anybody);
        world.set(0, steps[0].1, steps[0].2);
        world.presence(steps[0].1, true);
        for step in steps {
            world.step(step);
        }
        world.drain();
        world.check();
    });
}

#[test]
fn a_decision_among_very_many_reps_is_kept_short_and_comes_out_the_same() {
    let mut world = World::new(&[0]);
    let connection = &world.store.connection;
    connection
        .execute_batch(
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 600)
             INSERT INTO rep (name, folded, online, presence_at) SELECT 'rep' || n, 'rep' || n, 1, n FROM number;",
        )
        .unwrap();
    for (at, method) in
        [Method::Random, Method::RoundRobin, Method::Balanced, Method::Voluntary].into_iter().enumerate()
    {
        let edit = SettingEdit { method: Some(Some(method)), ..SettingEdit::default() };
        world.store.edit_assignment(&world.actor(), None, &edit).unwrap();
        for _ in 0..3 {
            let person = HandedPerson::New { name: None, email: None, phone: None, channel_id: None };
            let handoff = Handoff {
                app: "web".into(),
                person,
                to: Recipient::Anybody,
                messages: Vec::new(),
                labels: Labels::default(),
                again: true,
            };
            let opened = world.store.hand_off(&world.actor(), &handoff).unwrap();
            let (_, decisions) = world.store.decisions(&ChatName::Id(opened.chat), false).unwrap();
            assert!(decisions[0].replays, "{method:?}");
            assert_eq!(decisions[0].rep.is_some(), method != Method::Voluntary);
            assert!((200..206).contains(&decisions[0].reasons.len()), "{}", decisions[0].reasons.len());
        }
        let longest: i64 = world
            .store
            .connection
            .query_row("SELECT max(length(detail)) FROM assignment_decision", [], |row| row.get(0))
            .unwrap();
        assert!(longest < 20_000, "{at}: {longest}");
    }
}
