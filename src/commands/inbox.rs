//! `livechats inbox`: what waits for whoever asks.

use clap::Args;

use crate::commands::args::{columns_help, columns_of, whole_number};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::inbox::COLUMNS;
use crate::model::permission::{ChatVerb, Need};
use crate::output::number::{counted, grouped};
use crate::store::{InboxPage, Part};

const EXAMPLES: &str = "\
Examples:
  livechats inbox                      my chats and those that wait for me, who waits longest first
  livechats inbox --mine               only those I have
  livechats inbox --queue --count      how many wait for a rep
  livechats inbox --queue --ids --limit 1 | xargs -I N livechats reply N 'Hello!' --takeover

Mine are open, pending and overdue chats. In the queue are pending and overdue chats that nobody
has: those of my teams, and those of no team where I see every chat. A person waits since their
first message that no rep has answered; those who have their answer come last.";

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;

/// List what waits for you, the longest wait first
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Inbox {
    /// Only the chats I have
    #[arg(long, conflicts_with = "queue")]
    mine: bool,
    /// Only the chats that wait for a rep
    #[arg(long)]
    queue: bool,
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = whole_number(1, 1_000_000_000_000))]
    page: u64,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["ids", "limit", "page"])]
    count: bool,
    /// Print only the numbers of the chats, one a line
    #[arg(long)]
    ids: bool,
}

impl Work for Inbox {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::View)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(COLUMNS, cx.output.columns())?;
        let part = match (self.mine, self.queue) {
            (true, _) => Part::Mine,
            (_, true) => Part::Queue,
            _ => Part::Whole,
        };
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        let page = cx.store()?.inbox(part, self.page, usize::try_from(limit).unwrap_or(usize::MAX))?;
        if self.count {
            return Ok(cx.output.number(page.total)?);
        }
        if self.ids {
            page.rows.iter().try_for_each(|row| cx.output.number(row.chat.id))?;
        } else if !(page.rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&columns, &page.rows, None)?;
        }
        let left_out = (page.rows.len() as u64) < page.total;
        if left_out || page.rows.is_empty() || cx.output.terminal().stderr {
            cx.output.say(&footer(&page, self.page, limit));
        }
        Ok(())
    }
}

fn footer(page: &InboxPage, number: u64, limit: u64) -> String {
    let pages = page.total.div_ceil(limit);
    if page.total == 0 {
        return "Nothing waits for you.".to_owned();
    }
    if number > pages {
        return format!("Page {} is beyond the last, {}.", grouped(number), grouped(pages));
    }
    let place = format!("page {} of {}, {}", grouped(number), grouped(pages), counted(page.total, "chat"));
    if number < pages { format!("{place}; next: --page {}", number + 1) } else { place }
}
