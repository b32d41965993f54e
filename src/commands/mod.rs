//! One file per command.

pub mod args;
pub mod completions;
pub mod delete;
pub mod demo;
pub mod describe;
pub mod export;
pub mod feedback;
pub mod field;
pub mod hold;
pub mod import;
pub mod init;
pub mod list;
pub mod listing;
pub mod man;
pub mod note;
pub mod one;
pub mod page;
pub mod restore;
pub mod search;
pub mod show;
pub mod status;
pub mod tag;
pub mod target;
pub mod text;
pub mod watch;
