//! Somebody who does not see every chat: what there is for them, worked out chat by chat.

use std::collections::BTreeMap;

use super::Store;
use super::naive::Known;
use crate::model::permission::{Allowed, Reach};

/// Who has a chat, and which teams it is assigned to.
type Assigned = (Option<i64>, Vec<i64>);

fn assigned(store: &Store) -> BTreeMap<i64, Assigned> {
    let mut chats: BTreeMap<i64, Assigned> = BTreeMap::new();
    let mut statement = store.connection.prepare("SELECT id, assignee_id FROM chat").unwrap();
    for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap() {
        let (id, rep) = row.unwrap();
        chats.insert(id, (rep, Vec::new()));
    }
    let mut statement = store
        .connection
        .prepare("SELECT chat.id, chat_team.team_id FROM chat_team JOIN chat ON chat.key = chat_team.chat_key")
        .unwrap();
    for row in statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).unwrap() {
        let (id, team) = row.unwrap();
        chats.get_mut(&id).unwrap().1.push(team);
    }
    chats
}

/// Makes the store that of somebody who has one of these chats, and is in the teams of another; gives the chats that
/// there are for them.
pub fn narrow(store: &mut Store, known: &[Known], at: usize) -> Vec<Known> {
    let chats = assigned(store);
    let one = |at: usize| known.get(at % known.len().max(1)).and_then(|chat| chats.get(&chat.id)).cloned();
    let rep = one(at).and_then(|(rep, _)| rep).unwrap_or(i64::MAX);
    let teams = one(at / 2).map(|(_, teams)| teams).unwrap_or_default();
    let reach = [Some(Reach::Own), Some(Reach::Team), None, Some(Reach::Team)][at % 4];
    let permit = store.permit.as_mut().unwrap();
    permit.actor = rep;
    permit.teams.clone_from(&teams);
    permit.allowed = Allowed { sees: reach, acts: reach };
    let seen = |chat: &&Known| {
        let (assignee, of_teams) = &chats[&chat.id];
        match reach {
            None => false,
            Some(Reach::All) => true,
            Some(Reach::Own) => *assignee == Some(rep),
            Some(Reach::Team) => *assignee == Some(rep) || of_teams.iter().any(|team| teams.contains(team)),
        }
    };
    known.iter().filter(seen).cloned().collect()
}
