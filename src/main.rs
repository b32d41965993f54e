//! Administer all human-to-human support chats of a company: one SQLite file, one binary.

mod commands;
mod error;
mod exchange;
mod model;
mod output;
mod query;
mod store;

fn main() {}
