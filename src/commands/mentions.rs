//! Policies and assignment rules whose queries name a tag, a team, a rep, a hold or a custom field: what is told of them.

use crate::commands::text::shell;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::query::Named;
use crate::store::{Mention, Speaker, Store};

/// Warns of each policy and rule that speaks of a name, which is gone.
pub fn warn_of_mentions(cx: &mut Context, store: &Store, named: Named, name: &str) -> Result<()> {
    for mention in store.mentions_of(named, name, cx.clock.now)? {
        cx.output.warn(&format!("{} speaks of {}: {}", who(&mention), mention.condition, edit(&mention)));
    }
    Ok(())
}

/// `its exception tag:vip names a tag that is not there`
pub fn fault(mention: &Mention) -> String {
    let part = if mention.excepts { "exception" } else { "query" };
    let what = match mention.named {
        Named::Tag => "tag",
        Named::Team => "team",
        Named::Hold => "hold",
        Named::Rep => "rep",
        Named::Field(_) => "custom field",
    };
    format!("its {part} {} names a {what} that is not there", mention.condition)
}

/// `the policy old`
pub fn who(mention: &Mention) -> String {
    match &mention.speaker {
        Speaker::Policy(name) => format!("the policy {name}"),
        Speaker::Rule(name) => format!("the assignment rule {name}"),
    }
}

/// The command that mends it.
pub fn edit(mention: &Mention) -> String {
    match &mention.speaker {
        Speaker::Policy(name) => format!("livechats retention edit {}", shell(name)),
        Speaker::Rule(name) => format!("livechats assignment rule edit {}", shell(name)),
    }
}

/// What is wrong where policies were left out; `others` says whether there were others. All but the first are warned of.
pub fn left_out(cx: &mut Context, mentions: &[Mention], others: bool) -> Option<Error> {
    let sentence = |mention| format!("{}: {}; nothing was done by it", who(mention), fault(mention));
    let (first, more) = mentions.split_first()?;
    more.iter().for_each(|mention| cx.output.warn(&sentence(mention)));
    let error = if others { Error::partial(sentence(first)) } else { Error::refused(sentence(first)) };
    let flag = if first.excepts { "--except" } else { "--query" };
    Some(error.hint(format!("say what it shall ask for instead: {} {flag} …", edit(first))))
}
