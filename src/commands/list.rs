//! `livechats list`: one page of chats.

use clap::Args;

use crate::commands::args::{FilterFlags, chat_columns, chat_columns_help, long_help, warn_of_unknown_fields};
use crate::commands::page::PageFlags;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Choice, Sort, SortKey};

const EXAMPLES: &str = "\
Examples:
  livechats list                                    the newest 50 chats
  livechats list 'status:open,pending tag:billing'  by the filter language
  livechats list --app whatsapp --since 7d --count  how many of the last seven days
  livechats list --rating '<=2' --sort updated      the unhappy, newest change first
  livechats list --columns id,person,field.order    other columns, custom fields too
  livechats list 'created:2025' --ids > ids.txt     every number, for a script";

/// List chats, newest first
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help(EXAMPLES, &[("Columns", chat_columns_help())]))]
pub struct List {
    /// Which chats, in the filter language; every chat if left out
    #[arg(value_name = "QUERY")]
    query: Option<String>,
    #[command(flatten)]
    page: PageFlags,
    /// What to sort by; what has no value comes last
    #[arg(long, value_name = "KEY", value_enum, default_value_t = SortKey::Created)]
    sort: SortKey,
    #[command(flatten)]
    filters: FilterFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::View)
    }

    /// Resolves the filter, asks the store, says it.
    fn run(self, cx: &mut Context) -> Result<()> {
        let filter = self.filters.filter(self.query.as_deref(), &cx.clock)?;
        let columns = chat_columns(cx.output.columns())?;
        let choice = Choice::new(&filter, self.page.deleted, cx.clock.now);
        let sort = Sort { key: self.sort, reverse: self.page.reverse };
        if self.page.answered(cx, &choice, sort)? {
            return Ok(());
        }
        let store = cx.store()?;
        warn_of_unknown_fields(&mut cx.output, &store, &filter, &columns.details.fields)?;
        let page = store.chats(&choice, &self.page.page(sort, &columns))?;
        self.page.say(cx, &columns, &page, None)
    }
}
