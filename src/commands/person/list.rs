//! `livechats person list`

use clap::Args;

use crate::commands::args::{columns_of, literal_piece, whole_number};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{Need, Thing};
use crate::model::person::COLUMNS;
use crate::output::number::{counted, grouped};
use crate::store::{PersonChoice, PersonSort};

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;

const EXAMPLES: &str = "\
Examples:
  livechats person list                                   the first 50
  livechats person list ann example                       both words, anywhere in what tells who they are
  livechats person list --email example.com --sort last-chat
  livechats person list --phone 4930 --columns id,phone
  livechats person list --without-chats --count           whose chats are all gone";

/// List persons
///
/// Each word must be in the name, mail address, phone number, place, country, IP address or an ID. Capitals and accents
/// make no difference.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct List {
    /// Words that must all be there
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// The mail address holds this
    #[arg(long, value_name = "TEXT")]
    email: Option<String>,
    /// The phone number holds this
    #[arg(long, value_name = "TEXT")]
    phone: Option<String>,
    /// Has this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Has no chat, but perhaps in the bin
    #[arg(long)]
    without_chats: bool,
    /// What to sort by; what has no value comes last
    #[arg(long, value_name = "KEY", value_enum, default_value_t = PersonSort::Id)]
    sort: PersonSort,
    /// Turn the order round
    #[arg(long)]
    reverse: bool,
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000_000))]
    page: Option<u64>,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["limit", "page", "reverse"])]
    count: bool,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Persons)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let piece = |name: &str, text: &String| literal_piece(name, text);
        let choice = PersonChoice {
            words: self.words.iter().map(|word| piece("WORD", word)).collect::<Result<_>>()?,
            email: self.email.as_ref().map(|text| piece("--email", text)).transpose()?,
            phone: self.phone.as_ref().map(|text| piece("--phone", text)).transpose()?,
            tag: self.tag,
            without_chats: self.without_chats,
        };
        if self.count {
            let count = cx.store()?.count_persons(&choice)?;
            return Ok(cx.output.number(count)?);
        }
        let shown = columns_of(COLUMNS, cx.output.columns())?;
        let (limit, number) = (self.limit.unwrap_or(USUAL_LIMIT), self.page.unwrap_or(1));
        let skip = (number - 1).saturating_mul(limit);
        let page = cx.store()?.persons(&choice, self.sort, self.reverse, (skip, limit))?;
        if !(page.rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&shown, &page.rows, None)?;
        }
        let more = skip.saturating_add(limit) < page.total;
        if more || page.rows.is_empty() || cx.output.terminal().stderr {
            cx.output.say(&footer(number, limit, page.rows.len() as u64, page.total));
        }
        Ok(())
    }
}

fn footer(page: u64, limit: u64, rows: u64, total: u64) -> String {
    if total == 0 {
        return "No persons match.".to_owned();
    }
    let pages = total.div_ceil(limit);
    if rows == 0 {
        return format!("Page {} is beyond the last, {}.", grouped(page), grouped(pages));
    }
    let next = if page < pages { format!("; next: --page {}", page + 1) } else { String::new() };
    format!("page {} of {}, {}{next}", grouped(page), grouped(pages), counted(total, "person"))
}

#[cfg(test)]
mod tests {
    use super::footer;

    #[test]
    fn the_footer_tells_where_the_page_stands() {
        for (page, limit, rows, total, expected) in [
            (1, 50, 3, 3, "page 1 of 1, 3 persons"),
            (1, 2, 2, 3, "page 1 of 2, 3 persons; next: --page 2"),
            (3, 2, 0, 3, "Page 3 is beyond the last, 2."),
            (1, 50, 0, 0, "No persons match."),
        ] {
            assert_eq!(footer(page, limit, rows, total), expected);
        }
    }
}
