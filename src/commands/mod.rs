//! One file per command.

pub mod args;
pub mod audit;
pub mod completions;
pub mod delete;
pub mod demo;
pub mod export;
pub mod import;
pub mod init;
pub mod list;
pub mod listing;
pub mod man;
pub mod page;
pub mod restore;
pub mod role;
pub mod search;
pub mod show;
pub mod target;
pub mod team;
pub mod undo;
pub mod user;
pub mod watch;
pub mod whoami;
