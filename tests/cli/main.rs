//! The program as its users meet it: each test runs the real binary in a folder of its own.
#![cfg(test)]

mod audit;
mod code_points;
mod completions;
mod delete;
mod demo;
mod erase;
mod export;
mod field;
mod generated;
mod hold;
mod hostile;
mod hostile_data;
mod hostile_files;
mod hostile_queries;
mod house;
mod import;
mod init;
mod list;
mod note;
mod permission;
mod person;
mod purge;
mod readme;
mod repo;
mod role;
mod search;
mod show;
mod status;
mod tag;
mod team;
mod undo;
mod upgrade;
mod user;
mod whoami;
