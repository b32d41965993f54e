//! `livechats interactions`: what was consumed of the monthly limit.

use clap::{Args, Subcommand, ValueEnum};

use crate::commands::args::{columns_help, columns_of, whole_number};
use crate::commands::listing::{ListFlags, say_changed};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::interaction::{ALLOWANCE, Allowance, DIFFERENCES, Excess, MONTHS, Month, PARTS};
use crate::model::permission::Need;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::store::{Account, AllowanceEdit, Dimension, Store};

const EXAMPLES: &str = "\
Examples:
  livechats interactions show
  livechats interactions show --by team --month 2026-01
  livechats interactions edit --limit 100000 --warn-at 80 --zone Europe/Berlin
  livechats interactions check

Each message between a person and the company counts one, in either direction: by the person, an AI assistant or a rep;
so does a request for feedback. Notes and lines of the system do not. What was counted stays counted when a chat is
purged.";

/// Account for interactions: by month, app, team and rep, against the monthly limit
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Interactions {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Show(Show),
    Edit(Edit),
    Check(Check),
}

impl Interactions {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Show(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Check(verb) => cx.perform(verb),
        }
    }
}

/// By what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Month,
    App,
    Team,
    Rep,
}

impl By {
    const fn dimension(self) -> Dimension {
        match self {
            Self::Month => Dimension::All,
            Self::App => Dimension::App,
            Self::Team => Dimension::Team,
            Self::Rep => Dimension::Author,
        }
    }

    const fn name(self) -> &'static str {
        self.dimension().name()
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats interactions show                              every month, the newest first
  livechats interactions show --by app                     the current month, by app
  livechats interactions show --by rep --month 2026-01
  livechats interactions show --by team --since 2026-01 --until 2026-03
  livechats interactions show --month unknown              messages without a time
  livechats interactions show --format json --limit 1      for a monitor

The forecast of the current month is what was used so far, divided by the share of the month that is over. A chat of
several teams counts in each of them. A rep is who wrote a message, and not who has the chat.";

/// Show how many interactions there were, and what the current month will come to
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES, after_long_help = show_help())]
struct Show {
    #[command(flatten)]
    list: ListFlags,
    /// By what; but for month, of the current month unless said
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = By::Month)]
    by: By,
    /// Of this month: 2026-01, or unknown
    #[arg(long, value_name = "MONTH", value_parser = one_month, conflicts_with_all = ["since", "until"])]
    month: Option<Month>,
    /// From this month on: 2026-01, or a year
    #[arg(long, value_name = "MONTH", value_parser = first_month)]
    since: Option<Month>,
    /// To this month: 2026-03, or a year
    #[arg(long, value_name = "MONTH", value_parser = last_month)]
    until: Option<Month>,
}

fn show_help() -> String {
    let (months, parts) = (columns_help(MONTHS), columns_help(PARTS));
    format!("{SHOW_EXAMPLES}\n\nColumns of months:\n{months}\n\nColumns of apps, teams and reps:\n{parts}")
}

fn one_month(text: &str) -> std::result::Result<Month, String> {
    let month = Month::parse(text, false).filter(|_| text.len() > 4);
    month.ok_or_else(|| "not a month: 2026-01, or unknown".to_owned())
}

fn first_month(text: &str) -> std::result::Result<Month, String> {
    known_month(text, false)
}

fn last_month(text: &str) -> std::result::Result<Month, String> {
    known_month(text, true)
}

fn known_month(text: &str, last: bool) -> std::result::Result<Month, String> {
    let month = Month::parse(text, last).filter(|month| *month != Month::UNKNOWN);
    month.ok_or_else(|| "not a month: 2026-01, or a year".to_owned())
}

impl Work for Show {
    /// The count tells of the whole company, as the record of changes does, and of no chat: whoever reads that may read
    /// this, whatever chats they see.
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        match self.by {
            // What is asked for wrongly is told before anything is counted.
            By::Month => drop(columns_of(MONTHS, cx.output.columns())?),
            _ => drop(columns_of(PARTS, cx.output.columns())?),
        }
        let mut account = account(cx)?;
        let now = cx.clock.now;
        let current = account.month(now);
        let period = self.period(current);
        let within = |month| period.holds(month);
        if self.by == By::Month {
            let rows = account.months(now, within);
            self.list.say(cx, MONTHS, rows, "month")?;
        } else {
            let (rows, total) = account.parts(self.by.dimension(), within);
            self.list.say(cx, PARTS, rows, self.by.name())?;
            cx.output.say(&format!("{}: {}.", period.name(), counted(total.unsigned_abs(), "interaction")));
        }
        if cx.output.terminal().stderr {
            cx.output.say(&sentence(&account.allowance));
        }
        if period.holds(current)
            && let Some(warning) = warning(&account, current, account.forecast(current, now))
        {
            cx.output.warn(&warning);
        }
        Ok(())
    }
}

/// Which months.
struct Period {
    one: Option<Month>,
    since: Option<Month>,
    until: Option<Month>,
}

impl Show {
    fn period(&self, current: Month) -> Period {
        let silent = self.month.is_none() && self.since.is_none() && self.until.is_none();
        let one = if silent && self.by != By::Month { Some(current) } else { self.month };
        Period { one, since: self.since, until: self.until }
    }
}

impl Period {
    /// Messages without a time are in no stretch of time.
    fn holds(&self, month: Month) -> bool {
        match (self.one, self.since, self.until) {
            (Some(one), ..) => month == one,
            (None, None, None) => true,
            (None, since, until) => {
                month != Month::UNKNOWN
                    && since.is_none_or(|since| since <= month)
                    && until.is_none_or(|until| month <= until)
            }
        }
    }

    fn name(&self) -> String {
        match (self.one, self.since, self.until) {
            (Some(Month::UNKNOWN), ..) => "Without a time".to_owned(),
            (Some(one), ..) => one.name(),
            (None, since, until) => {
                let name = |month: Option<Month>| month.map(Month::name).unwrap_or_default();
                format!("{}..{}", name(since), name(until))
            }
        }
    }
}

/// Everything that was counted. Where the count is stale it is made anew first, and kept if the repository can be
/// written by whoever asks.
fn account(cx: &mut Context) -> Result<Account> {
    let store = cx.store()?;
    let stale = store.interactions_are_stale()?;
    if stale && let Ok(mut writer) = cx.store_for_recording() {
        match counting(cx, &store, |step| writer.count_interactions_again(step)) {
            // Somebody else is at it, or nobody may: this answer is right all the same.
            Ok(()) | Err(Error::Busy(_) | Error::NoSpace(_)) => {}
            Err(error) => return Err(error),
        }
    }
    counting(cx, &store, |step| store.interactions(step))
}

/// Chats from which on somebody is told that they are counted.
const MANY: u64 = 100_000;

/// Runs what may count every message.
fn counting<T>(
    cx: &mut Context,
    store: &Store,
    work: impl FnOnce(&dyn Fn(u64) -> Result<()>) -> Result<T>,
) -> Result<T> {
    let chats = store.count_all_chats()?;
    let watch = Watch::new(None, cx.stop());
    let watched = (chats >= MANY && store.interactions_are_stale()?).then(|| {
        cx.output.say(&format!("Counting the messages of {} anew.", counted(chats, "chat")));
        Watch::new(Some(cx.output.progress(Some(chats), Unit::Items, "counting")), cx.stop())
    });
    let watch = watched.unwrap_or(watch);
    let done = work(&|chats| watch.done(chats));
    watch.finish();
    done
}

fn sentence(allowance: &Allowance) -> String {
    let limit = allowance
        .limit
        .map_or_else(|| "No limit".to_owned(), |limit| format!("Limit {} a month", grouped(limit.unsigned_abs())));
    let warning = match (allowance.limit, allowance.warning) {
        (Some(_), Some(warning)) => format!(", warning at {warning} %"),
        _ => String::new(),
    };
    format!("{limit}{warning}; months begin in the zone {}.", allowance.zone.as_deref().unwrap_or("UTC"))
}

fn warning(account: &Account, month: Month, forecast: Option<i64>) -> Option<String> {
    let used = account.used(month);
    let excess = account.allowance.warning_of(used)?;
    let limit = account.allowance.limit?;
    let numbers = format!("{} of {} interactions", grouped(used.unsigned_abs()), grouped(limit.unsigned_abs()));
    let so = match excess {
        Excess::Over => format!("{numbers} are used: over the limit"),
        Excess::Near => {
            let at = account.allowance.warning.unwrap_or_default();
            format!("{numbers} are used: at or above {at} % of the limit")
        }
    };
    let forecast = forecast.map(|number| format!("; at this pace {} by its end", grouped(number.unsigned_abs())));
    Some(format!("{}: {so}{}", month.name(), forecast.unwrap_or_default()))
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats interactions edit --limit 100000 --warn-at 80
  livechats interactions edit --limit none
  livechats interactions edit --zone Asia/Bangkok      months begin there; all messages are counted anew

Messages of chats that were purged cannot be counted anew: they stay in the month they were counted in.";

/// Set the monthly limit, when to warn, and the zone in which months begin
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// Interactions a month, or none
    #[arg(long, value_name = "N|none", value_parser = limit)]
    limit: Option<OrNone>,
    /// Per cent of the limit from which on `show` warns, or none
    #[arg(long, value_name = "PERCENT|none", value_parser = per_cent)]
    warn_at: Option<OrNone>,
    /// Zone of the company, of the time zone database
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<String>,
}

/// A number, or none.
#[derive(Clone, Copy, Debug)]
struct OrNone(Option<i64>);

fn limit(text: &str) -> std::result::Result<OrNone, String> {
    or_none(text, 1_000_000_000_000)
}

fn per_cent(text: &str) -> std::result::Result<OrNone, String> {
    or_none(text, 100)
}

fn or_none(text: &str, most: i64) -> std::result::Result<OrNone, String> {
    if text == "none" {
        return Ok(OrNone(None));
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse::<i64>().ok()).flatten().filter(|number| (1..=most).contains(number));
    number.map(|number| OrNone(Some(number))).ok_or_else(|| format!("not none or a whole number from 1 to {most}"))
}

/// The name of a zone as the database spells it.
fn zone(text: &str) -> std::result::Result<String, String> {
    jiff::tz::TimeZone::get(text)
        .ok()
        .and_then(|zone| zone.iana_name().map(str::to_owned))
        .ok_or_else(|| "unknown time zone; for instance Europe/Berlin, Asia/Bangkok or UTC".to_owned())
}

impl Work for Edit {
    /// It is about the company as a whole.
    fn need(&self) -> Need {
        Need::Admin
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { limit, warn_at, zone } = self.change;
        let edit = AllowanceEdit {
            zone,
            limit: limit.map(|OrNone(limit)| limit),
            warning: warn_at.map(|OrNone(warning)| warning),
        };
        let (allowance, operation) = cx.store_for_writing()?.edit_allowance(&cx.actor(), &edit)?;
        let done = match operation {
            Some(operation) => format!("{} Take it back: livechats undo {operation}", sentence(&allowance)),
            None => format!("It was so already. {}", sentence(&allowance)),
        };
        say_changed(cx, ALLOWANCE, &[allowance], &done)
    }
}

const CHECK_EXAMPLES: &str = "\
Examples:
  livechats interactions check
  livechats interactions check --recount     makes the count anew where it differs

The count is kept with every change. This counts every message once more and compares; exit code 9 where it differs.";

/// Check that what is kept is what the messages say; exit code 9 if not
#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES, after_long_help = format!("{CHECK_EXAMPLES}\n\nColumns:\n{}", columns_help(DIFFERENCES)))]
struct Check {
    /// Make the count anew
    #[arg(long)]
    recount: bool,
    /// Differences to show at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = whole_number(1, 1_000_000), conflicts_with = "recount")]
    limit: u64,
}

impl Work for Check {
    fn need(&self) -> Need {
        if self.recount { Need::Admin } else { Need::ReadAudit }
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(DIFFERENCES, cx.output.columns())?;
        if self.recount {
            let mut store = cx.store_for_writing()?;
            let watch = Watch::new(None, cx.stop());
            store.count_interactions_again(&|chats| watch.done(chats))?;
            cx.output.say("Counted every message anew.");
            return Ok(());
        }
        let store = cx.store()?;
        let watch = Watch::new(None, cx.stop());
        let Some(differences) = store.check_interactions(&|chats| watch.done(chats))? else {
            cx.output.say("The count is known to be out of date; interactions show makes it anew.");
            return Ok(());
        };
        if differences.is_empty() {
            cx.output.say("The count is what the messages say.");
            return Ok(());
        }
        let most = usize::try_from(self.limit).unwrap_or(usize::MAX).min(differences.len());
        cx.output.list(&columns, &differences[..most], None)?;
        let shown = if most < differences.len() { format!(", {most} of them shown") } else { String::new() };
        let counts = counted(differences.len() as u64, "count");
        Err(Error::found(format!("{counts} of interactions differ from the messages{shown}"))
            .hint("livechats interactions check --recount makes them anew"))
    }
}
