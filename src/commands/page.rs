//! Pages of chats: the flags of every list of them, and the sentence under it.

use clap::Args;

use crate::commands::args::{ChatColumns, whole_number};
use crate::context::Context;
use crate::error::Result;
use crate::output::Mark;
use crate::output::number::grouped;
use crate::store::{ChatPage, Choice, Page, Sort, Start, Store};

/// Which rows of a list, and what of them.
#[derive(Args, Clone, Debug)]
pub struct PageFlags {
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000_000), conflicts_with = "after")]
    page: Option<u64>,
    /// The page behind this cursor (the footer of a list names it)
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
    /// Turn the order round
    #[arg(long)]
    reverse: bool,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["ids", "limit", "page", "after", "explain"])]
    count: bool,
    /// Print only their numbers, one a line: all of them, unless --limit, --page or --after ask for a page
    #[arg(long, conflicts_with = "explain")]
    ids: bool,
    /// Look in the bin instead
    #[arg(long)]
    deleted: bool,
    /// Print how the query was understood, and do nothing
    #[arg(long)]
    explain: bool,
}

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;
