//! `livechats user`: the company's people, what they may, and whether they take chats.

mod alias;

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, new_name, say_changed, say_one};
use crate::commands::mentions::warn_of_mentions;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::permission::{Need, Thing};
use crate::model::user::COLUMNS;
use crate::query::Named;
use crate::store::{NewUser, UserEdit};

const EXAMPLES: &str = "\
Examples:
  livechats user list --role agent
  livechats user add Ben --role agent --uid 1004 --team Billing
  livechats user edit 12 --role agent            a rep who came with an import becomes a user
  livechats user online                          take chats
  livechats user alias add Ben 'Benny from Billing' --default";

/// List, make and change users: names, roles, accounts
///
/// A user is somebody with a role. Reps who came with an import are listed too; with a role they become users.
/// USER is a number, a name, a mail address, or the ID that the source of an import gave.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct User {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(Add),
    Edit(Edit),
    Remove(Remove),
    Online(Online),
    Away(Away),
    Alias(alias::Alias),
}

impl User {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
            Verb::Online(verb) => cx.perform(verb),
            Verb::Away(verb) => cx.perform(verb),
            Verb::Alias(verb) => verb.run(cx),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats user list
  livechats user list --team Billing --online
  livechats user list --role none --count        reps of imports who are no users";

/// List users and reps
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    /// Only those with this role; none for reps of imports, any for users
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Only those in this team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only those who take chats now
    #[arg(long)]
    online: bool,
    /// Those who were removed instead
    #[arg(long)]
    removed: bool,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut rows = cx.store()?.users(self.removed)?;
        let same = |one: &str, other: &str| fold(one) == fold(other);
        rows.retain(|row| {
            let role = match self.role.as_deref() {
                None => true,
                Some("none") => row.role.is_none(),
                Some("any") => row.role.is_some(),
                Some(role) => row.role.as_ref().is_some_and(|own| same(own, role)),
            };
            let team = self.team.as_ref().is_none_or(|team| row.teams.iter().any(|own| same(own, team)));
            role && team && (row.online || !self.online)
        });
        self.list.say(cx, COLUMNS, rows, "user")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats user show Ben
  livechats user show ben@example.com --format json";

/// Show a user
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.user(&self.user)?;
        say_one(cx, COLUMNS, row)
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats user add Ben --role agent --account ben
  livechats user add Cem --role agent --uid 1007 --team Billing --email cem@example.com
  livechats user add 'Nightly export' --role export-job --account chatexport";

/// Make a user
///
/// Who has no account cannot run this program, but can be assigned chats. Nobody can hand out a role that goes beyond
/// their own.
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Their name
    #[arg(value_name = "NAME", value_parser = new_name)]
    name: String,
    /// What they may
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// Their account on this machine, by number
    #[arg(long, value_name = "N", value_parser = uid())]
    uid: Option<u32>,
    /// Their account on this machine, by name
    #[arg(long, value_name = "NAME", conflicts_with = "uid")]
    account: Option<String>,
    /// A team they are in; may be given again
    #[arg(long, value_name = "TEAM")]
    team: Vec<String>,
    /// Mail address
    #[arg(long, value_name = "ADDRESS", value_parser = line_of_text)]
    email: Option<String>,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let uid = account(cx, self.uid, self.account.as_deref())?;
        let new = NewUser { name: self.name, email: self.email, role: self.role, uid, teams: self.team };
        let row = cx.store_for_writing()?.add_user(&cx.actor(), &new)?;
        let without = if row.uid.is_none() { "; without an account they cannot run livechats" } else { "" };
        let sentence = format!("Made the user {} (number {}), {}{without}.", row.name, row.id, new.role);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

/// Reads the number of an account. The greatest there is stands for none.
fn uid() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(..i64::from(u32::MAX))
}

/// The number of the account that the flags name.
fn account(cx: &Context, uid: Option<u32>, name: Option<&str>) -> Result<Option<u32>> {
    match name {
        Some(name) => cx.account(name).map(Some),
        None => Ok(uid),
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats user edit Ben --role lead
  livechats user edit 12 --role agent --account ben   a rep who came with an import becomes a user
  livechats user edit Ben --no-account";

/// Change a user: name, role, account
///
/// Somebody whose role goes beyond one's own can neither be changed nor given more.
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_name)]
    name: Option<String>,
    /// What they may
    #[arg(long, value_name = "ROLE", conflicts_with = "no_role")]
    role: Option<String>,
    /// Take the role away: they may nothing
    #[arg(long)]
    no_role: bool,
    /// Their account on this machine, by number
    #[arg(long, value_name = "N", value_parser = uid(), conflicts_with_all = ["account", "no_account"])]
    uid: Option<u32>,
    /// Their account on this machine, by name
    #[arg(long, value_name = "NAME", conflicts_with = "no_account")]
    account: Option<String>,
    /// Take the account away: they cannot run this program
    #[arg(long)]
    no_account: bool,
    /// Mail address
    #[arg(long, value_name = "ADDRESS", value_parser = line_of_text, conflicts_with = "no_email")]
    email: Option<String>,
    /// Take the mail address away
    #[arg(long)]
    no_email: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { name, role, no_role, uid, account: named, no_account, email, no_email } = self.change;
        let uid = account(cx, uid, named.as_deref())?;
        let edit = UserEdit {
            name,
            email: email.map(Some).or(no_email.then_some(None)),
            role: role.map(Some).or(no_role.then_some(None)),
            uid: uid.map(Some).or(no_account.then_some(None)),
        };
        let mut store = cx.store_for_writing()?;
        let before = store.user(&self.user)?;
        let row = store.edit_user(&cx.actor(), &self.user, &edit)?;
        let is_called =
            |name: &str| [Some(&row.name), row.email.as_ref()].iter().flatten().any(|own| fold(own) == fold(name));
        for name in [Some(before.name), before.email].into_iter().flatten().filter(|name| !is_called(name)) {
            warn_of_mentions(cx, &store, Named::Rep, &name)?;
        }
        let sentence = format!("Changed the user {} (number {}).", row.name, row.id);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats user remove Ben
  livechats user remove 12";

/// Remove a user: they may nothing, and get nothing
///
/// What they wrote stays, and so does their name on the chats they had.
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store_for_writing()?.remove_user(&cx.actor(), &self.user)?;
        let sentence = format!("Removed the user {} (number {}).", row.name, row.id);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const ONLINE_EXAMPLES: &str = "\
Examples:
  livechats user online          yourself
  livechats user online Ben      somebody else";

/// Take chats
#[derive(Args, Debug)]
#[command(after_help = ONLINE_EXAMPLES)]
struct Online {
    /// Somebody else than yourself
    #[arg(value_name = "USER")]
    user: Option<String>,
}

const AWAY_EXAMPLES: &str = "\
Examples:
  livechats user away            yourself
  livechats user away Ben        somebody else";

/// Take no more chats
#[derive(Args, Debug)]
#[command(after_help = AWAY_EXAMPLES)]
struct Away {
    /// Somebody else than yourself
    #[arg(value_name = "USER")]
    user: Option<String>,
}

impl Work for Online {
    fn need(&self) -> Need {
        presence_need(self.user.as_ref())
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        set_presence(cx, self.user.as_deref(), true)
    }
}

impl Work for Away {
    fn need(&self) -> Need {
        presence_need(self.user.as_ref())
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        set_presence(cx, self.user.as_deref(), false)
    }
}

/// Everybody comes and goes as they like; to send others needs a permission.
fn presence_need(user: Option<&String>) -> Need {
    if user.is_some() { Need::Manage(Thing::Teams) } else { Need::Known }
}

fn set_presence(cx: &mut Context, user: Option<&str>, online: bool) -> Result<()> {
    let (row, changed) = cx.store_for_writing()?.set_presence(&cx.actor(), user, online)?;
    let presence = if online { "online" } else { "away" };
    let already = if changed { "" } else { " already" };
    let sentence = format!("{} is {presence}{already}.", row.name);
    say_changed(cx, COLUMNS, &[row], &sentence)
}
