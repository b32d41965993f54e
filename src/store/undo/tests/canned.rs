//! What is done to canned replies, and by them.

use jiff::tz::TimeZone;

use super::deeds::{CHATS, World, unless_refused};
use crate::error::Result;
use crate::model::attachment::NewAttachment;
use crate::model::canned::entry::Entry;
use crate::model::canned::{Canned, Scope, Variant};
use crate::model::chat::ChatName;
use crate::store::{CannedFiles, FromCanned, Reply};

/// Makes one, with files or without.
pub fn add(world: &mut World, [name, text, files]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    world.store.add_canned(&actor, &canned(name, text), &files_of(files)).map(drop)
}

/// Makes one another.
pub fn edit(world: &mut World, [name, text, files]: [u8; 3]) -> Result<()> {
    let files = CannedFiles { add: files_of(files), remove: Vec::new() };
    let (canned, actor) = (canned(name, text), world.actor());
    world.store.edit_canned(&actor, &canned.name, &files, |_| Ok(canned.clone())).map(drop)
}

/// Removes one.
pub fn remove(world: &mut World, [name, ..]: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    world.store.remove_canned(&actor, &[canned(name, 0).name]).map(drop)
}

/// Imports one, and may remove the others.
pub fn import(world: &mut World, [name, text, prune]: [u8; 3]) -> Result<()> {
    let Canned { name, text, variants, .. } = canned(name, text);
    let entry = Entry { name, text, variants: Some(variants), ..Entry::default() };
    let actor = world.actor();
    world.store.import_canned(&actor, &[entry], prune % 4 == 0, prune % 3 == 0).map(drop)
}

/// Sends one.
pub fn reply(world: &mut World, [chat, name, _]: [u8; 3]) -> Result<()> {
    let from = FromCanned { name: canned(name, 0).name, language: None, zone: TimeZone::UTC };
    let reply = Reply { text: String::new(), alias: None, attachments: Vec::new(), takeover: true, canned: Some(from) };
    let actor = world.actor();
    unless_refused(world.store.reply(&actor, &ChatName::Id(1 + i64::from(chat) % CHATS), &reply))
}

/// One of three canned replies, in one of many forms.
fn canned(name: u8, text: u8) -> Canned {
    let variants = ["es", "th"].into_iter().take(usize::from(text % 3));
    let variants = variants.map(|language| Variant { language: language.into(), text: format!("{language} {text}") });
    Canned {
        name: format!("canned{}", name % 3),
        text: format!("text {} {{{{ chat.number }}}}", text % 5),
        variants: variants.collect(),
        scope: if text.is_multiple_of(4) { Scope::Teams(vec!["Team0".into()]) } else { Scope::Everybody },
        ..Canned::default()
    }
}

fn files_of(choice: u8) -> Vec<NewAttachment> {
    (0..choice % 2).map(|place| NewAttachment { name: format!("{place}.pdf"), content: vec![choice, 0] }).collect()
}
