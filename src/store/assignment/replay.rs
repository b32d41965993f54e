//! Past chats once more, under the rules and with the reps that are supposed: one pass over the chats, oldest first.
//!
//! Nobody wrote down when reps were there: whoever is in the roster is taken to be there all the time.

use rusqlite::{Connection, Row, params_from_iter};

use super::supposed::{Ready, Supposed, World};
use crate::error::Result;
use crate::model::assignment::Method;
use crate::model::simulation::{Arrival, Happened, Outcome, Simulation, Way};
use crate::model::status::Status;
use crate::model::time::Time;
use crate::query::{Filter, Term, TimeKey, TimeRange};
use crate::store::Store;
use crate::store::condition::Sql;
use crate::store::list::Plan;
use crate::store::page::{Choice, Sort, SortKey};
use crate::store::read::time;

/// What came of the past chats, twice.
#[derive(Debug)]
pub struct Replayed {
    /// As it happened.
    pub happened: Outcome,
    /// As it would have.
    pub simulated: Outcome,
    /// Everybody who had chats or would have had, in the order of the outcomes' reps.
    pub reps: Vec<ReplayedRep>,
    /// Chats whose times are not known.
    pub timeless: u64,
    /// Chats that ended without a rep: nobody can tell how long one would have had them.
    pub alone: u64,
}

/// Somebody who had chats or would have had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayedRep {
    /// Their name.
    pub name: String,
    /// Whether they might have been given chats as it happened.
    pub was_there: bool,
    /// Whether they may be given chats as it is supposed.
    pub is_there: bool,
}

/// A chat as it was read.
#[derive(Clone, Copy, Debug)]
struct Past {
    id: i64,
    created: Time,
    /// When it was over; `None` where it is not.
    end: Option<Time>,
    is_over: bool,
    /// Who got it, and when they did.
    rep: Option<i64>,
    at: Option<Time>,
    /// The rule that sends it somewhere, by place.
    rule: Option<usize>,
}

const OLDEST: Sort = Sort { key: SortKey::Created, reverse: true };

impl Store {
    /// Replays the chats that began within the range and that whoever asks can see.
    ///
    /// # Errors
    /// As for rules that are added; `NotFound` for reps and teams there are not.
    pub fn replay(&self, now: Time, range: TimeRange, supposed: &Supposed) -> Result<Replayed> {
        let moment = self.connection.unchecked_transaction()?;
        let world = World::of(&moment, now, supposed)?;
        let within = Filter::Term(Term::Time(TimeKey::Created, Some(range)));
        let choice = Choice::new(&within, false, now);
        let plan = Plan::of(&moment, &self.sight(), &choice, OLDEST)?;
        let sql = select(&moment, &plan, &world.rules)?;
        let mut replay = Replay::new(&world);
        let mut statement = moment.prepare(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values))?;
        // Within a second chats stand in the order in which they came in.
        let mut second: Vec<Past> = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(past) = past(row)? else { continue };
            if second.first().is_some_and(|first| first.created.seconds() != past.created.seconds()) {
                replay.come(&mut second);
            }
            second.push(past);
        }
        replay.come(&mut second);
        let end = range.until.unwrap_or(now);
        let mut replayed = replay.finish(end);
        if range == (TimeRange { from: None, until: None }) {
            let unknown = Filter::Term(Term::Time(TimeKey::Created, None));
            let plan = Plan::of(&moment, &self.sight(), &Choice { filter: &unknown, ..choice }, OLDEST)?;
            let sql = plan.select("count(*)", Vec::new());
            replayed.timeless = moment.prepare(&sql.text)?.query_row(params_from_iter(sql.values), |row| row.get(0))?;
        }
        Ok(replayed)
    }
}

/// The chats of a plan with what a replay asks of each. Who got a chat first was written down with the decision; of a
/// chat without one the assignee is all that is known.
fn select(connection: &Connection, plan: &Plan, rules: &[Ready]) -> Result<Sql> {
    let any: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM assignment_decision)", [], |row| row.get(0))?;
    let first = |column: &str| match any {
        false => "NULL".to_owned(),
        true => format!(
            "(SELECT {column} FROM assignment_decision AS decision
              WHERE decision.chat_id = chat.id AND decision.rep_id IS NOT NULL ORDER BY decision.id LIMIT 1)"
        ),
    };
    let mut cases = Sql::default();
    for (place, rule) in rules.iter().enumerate() {
        cases.push(Sql::new(" WHEN ", []));
        cases.push(rule.condition(place));
        cases.push(Sql::new(format!(" THEN {place}"), []));
    }
    let case = if rules.is_empty() { "NULL".to_owned() } else { format!("CASE{} END", cases.text) };
    let columns = format!(
        "chat.id, chat.created_at, coalesce(chat.closed_at, chat.last_message_at), chat.status, chat.assignee_id,
         {}, {}, {case}",
        first("decision.rep_id"),
        first("decision.decided_at"),
    );
    let mut sql = plan.select(&columns, Vec::new());
    sql.text.push_str(" ORDER BY chat.key");
    sql.values.splice(0..0, cases.values);
    Ok(sql)
}

fn past(row: &Row<'_>) -> Result<Option<Past>> {
    let Some(created) = time(row.get(1)?) else { return Ok(None) };
    let status = Status::from_number(row.get(3)?);
    let is_over = matches!(status, Some(Status::Resolved | Status::Closed));
    let first: Option<i64> = row.get(5)?;
    let rule: Option<i64> = row.get(7)?;
    Ok(Some(Past {
        id: row.get(0)?,
        created,
        end: if is_over { time(row.get(2)?) } else { None },
        is_over,
        rep: first.or(row.get(4)?),
        at: time(row.get(6)?),
        rule: rule.and_then(|rule| usize::try_from(rule).ok()),
    }))
}

/// Both worlds under way.
struct Replay<'w> {
    world: &'w World,
    happened: Simulation,
    simulated: Simulation,
    alone: u64,
    last: Time,
}

impl<'w> Replay<'w> {
    fn new(world: &'w World) -> Self {
        Self {
            world,
            happened: Simulation::new(&world.present(), Vec::new()),
            simulated: Simulation::new(&world.present(), world.pools.clone()),
            alone: 0,
            last: Time::EPOCH,
        }
    }

    /// The chats of one second come.
    fn come(&mut self, chats: &mut Vec<Past>) {
        chats.sort_by_key(|chat| (chat.created, chat.id));
        for chat in chats.drain(..) {
            self.last = self.last.max(chat.created);
            self.arrive(&chat);
        }
    }

    fn arrive(&mut self, chat: &Past) {
        let world = self.world;
        let place = chat.rule.and_then(|rule| world.rules.get(rule)).map_or(world.otherwise, |rule| rule.pool);
        let Some(pool) = world.pools.get(place) else { return };
        let rep = chat.rep.and_then(|rep| world.place_of(rep));
        let counted = world.team.is_none_or(|team| team == pool.scope);
        if rep.is_none() && chat.is_over {
            self.alone += u64::from(counted);
            return;
        }
        let from = chat.at.unwrap_or(chat.created);
        let mut arrival = Arrival {
            chat: chat.id,
            created: chat.created,
            length: if chat.is_over { chat.end.map(|end| end.micros() - from.micros()).or(Some(0)) } else { None },
            happened: rep.map(|rep| Happened { rep, at: chat.at }),
            counted,
        };
        self.happened.arrive(&arrival, Way::AsItHappened, &mut |_| {});
        if pool.method != Method::Voluntary {
            return self.simulated.arrive(&arrival, Way::Pool(place), &mut |_| {});
        }
        // What reps take themselves they take as they did, if they are there.
        arrival.happened = arrival.happened.filter(|happened| world.is_there(happened.rep));
        self.simulated.arrive(&arrival, Way::AsItHappened, &mut |_| {});
    }

    fn finish(self, end: Time) -> Replayed {
        let end = end.max(self.last);
        let happened = self.happened.finish(end, &mut |_| {});
        let simulated = self.simulated.finish(end, &mut |_| {});
        let reps = self.world.replayed(&happened);
        Replayed { happened, simulated, reps, timeless: 0, alone: self.alone }
    }
}
