//! Pages of chats: the flags of every list of them, and what is said under it.

use clap::Args;

use crate::commands::args::{ChatColumns, warn_of_unknown_fields, whole_number};
use crate::context::Context;
use crate::error::Result;
use crate::output::number::{counted, grouped};
use crate::output::{Mark, Output};
use crate::store::{ChatPage, Choice, Page, Preview, Sort, Start};

/// Which rows of a list, and what of them.
#[derive(Args, Clone, Debug, Default)]
pub struct PageFlags {
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000_000), conflicts_with = "after")]
    page: Option<u64>,
    /// The page behind this cursor, which the footer of a list names
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
    /// Turn the order round
    #[arg(long)]
    pub reverse: bool,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["ids", "limit", "page", "after", "explain"])]
    count: bool,
    /// Print only their numbers, one a line: of all, unless --limit, --page or --after ask for a page
    #[arg(long, conflicts_with = "explain")]
    ids: bool,
    /// Look in the bin instead
    #[arg(long)]
    pub deleted: bool,
    /// Print how the query was understood, and do nothing
    #[arg(long)]
    explain: bool,
}

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;

impl PageFlags {
    /// The page asked for, in this order.
    pub fn page(&self, sort: Sort, columns: &ChatColumns) -> Page {
        let start = match &self.after {
            Some(cursor) => Start::After(cursor.clone()),
            None => Start::Number(self.page.unwrap_or(1)),
        };
        let limit = self.limit.unwrap_or(if self.all_ids() { u64::MAX } else { USUAL_LIMIT });
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let preview = if columns.preview { Preview::LastMessage } else { Preview::Nothing };
        Page { limit, start, sort, details: columns.details.clone(), preview }
    }

    /// Whether only numbers are asked for, and of all.
    pub fn all_ids(&self) -> bool {
        self.ids && self.limit.is_none() && self.page.is_none() && self.after.is_none()
    }

    /// Answers what needs no page: `--explain`, `--count`, and `--ids` of all. `false` if a page is asked for.
    pub fn answered(&self, cx: &mut Context, choice: &Choice<'_>, sort: Sort) -> Result<bool> {
        if self.explain {
            cx.output.line(&choice.filter.to_string())?;
        } else if self.count {
            let store = cx.store()?;
            warn_of_unknown_fields(&mut cx.output, &store, choice.filter, &[])?;
            let count = store.count_chats(choice)?;
            cx.output.number(count)?;
        } else if self.all_ids() {
            let store = cx.store()?;
            warn_of_unknown_fields(&mut cx.output, &store, choice.filter, &[])?;
            store.each_id(choice, sort, |id| Ok(cx.output.number(id)?))?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Prints a page, and under it on stderr what it is a page of.
    pub fn say(&self, cx: &mut Context, columns: &ChatColumns, page: &ChatPage, mark: Option<Mark<'_>>) -> Result<()> {
        if self.ids {
            for row in &page.rows {
                cx.output.number(row.id)?;
            }
        } else if !(page.rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&columns.shown, &page.rows, mark)?;
        }
        if !self.all_ids() {
            self.say_footer(&mut cx.output, page);
        }
        Ok(())
    }

    /// The footer stands where somebody reads it, and wherever rows are left out, so that no limit is silent.
    fn say_footer(&self, output: &mut Output, page: &ChatPage) {
        if page.more || page.rows.is_empty() || output.terminal().stderr {
            output.say(&self.footer(page));
        }
    }

    fn footer(&self, page: &ChatPage) -> String {
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        let number = self.page.unwrap_or(1);
        let rows = page.rows.len() as u64;
        if rows == 0 && self.after.is_none() && number == 1 {
            return "No chats match.".to_owned();
        }
        if rows == 0 {
            return match page.total.filter(|_| self.after.is_none()) {
                Some(total) => {
                    format!("Page {} is beyond the last, {}.", grouped(number), grouped(total.div_ceil(limit)))
                }
                None => "No more chats.".to_owned(),
            };
        }
        let place = match (&self.after, page.total) {
            (Some(_), Some(total)) => format!("{} of {}", grouped(rows), counted(total, "chat")),
            (Some(_), None) => counted(rows, "chat"),
            (None, Some(total)) => {
                format!("page {} of {}, {}", grouped(number), grouped(total.div_ceil(limit)), counted(total, "chat"))
            }
            (None, None) => format!("page {}, {}", grouped(number), counted(rows, "chat")),
        };
        match (page.more, page.total) {
            (false, None) => format!("{place}, no more follow"),
            (false, Some(_)) => place,
            (true, total) => {
                let more = if total.is_none() { ", more follow" } else { "" };
                let by_number = self.after.is_none().then(|| format!("--page {}", number + 1));
                let by_cursor = page.next.as_ref().map(|cursor| format!("--after {cursor}"));
                let ways: Vec<String> = by_number.into_iter().chain(by_cursor).collect();
                format!("{place}{more}; next: {}", ways.join(" or "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::chat::ChatRow;

    fn footer(flags: &PageFlags, rows: usize, next: Option<&str>, total: Option<u64>) -> String {
        let rows = vec![ChatRow::default(); rows];
        flags.footer(&ChatPage {
            rows,
            more: next.is_some(),
            next: next.filter(|next| !next.is_empty()).map(str::to_owned),
            total,
        })
    }

    #[test]
    fn the_footer_tells_where_the_page_stands_and_how_to_go_on() {
        let first = PageFlags::default();
        let third = PageFlags { page: Some(3), limit: Some(10), ..PageFlags::default() };
        let behind = PageFlags { after: Some("k1".into()), ..PageFlags::default() };
        for (flags, rows, next, total, expected) in [
            (&first, 50, Some("k9"), Some(4177), "page 1 of 84, 4,177 chats; next: --page 2 or --after k9"),
            (&first, 50, Some("k9"), None, "page 1, 50 chats, more follow; next: --page 2 or --after k9"),
            (&first, 50, Some(""), Some(60), "page 1 of 2, 60 chats; next: --page 2"),
            (&first, 1, None, Some(1), "page 1 of 1, 1 chat"),
            (&first, 7, None, None, "page 1, 7 chats, no more follow"),
            (&first, 0, None, Some(0), "No chats match."),
            (&first, 0, None, None, "No chats match."),
            (&third, 10, Some("k"), Some(35), "page 3 of 4, 35 chats; next: --page 4 or --after k"),
            (&third, 0, None, Some(17), "Page 3 is beyond the last, 2."),
            (&third, 0, None, None, "No more chats."),
            (&behind, 50, Some("k2"), Some(4177), "50 of 4,177 chats; next: --after k2"),
            (&behind, 50, Some("k2"), None, "50 chats, more follow; next: --after k2"),
            (&behind, 3, None, None, "3 chats, no more follow"),
        ] {
            assert_eq!(footer(flags, rows, next, total), expected);
        }
    }

    #[test]
    fn only_ids_without_a_page_are_all_ids() {
        let ids = PageFlags { ids: true, ..PageFlags::default() };
        assert!(ids.all_ids());
        assert!(!PageFlags { limit: Some(5), ..ids.clone() }.all_ids());
        assert!(!PageFlags { page: Some(2), ..ids.clone() }.all_ids());
        assert!(!PageFlags { after: Some("k".into()), ..ids }.all_ids());
        assert!(!PageFlags::default().all_ids());
    }
}
