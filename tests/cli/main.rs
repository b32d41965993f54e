//! The program as its users meet it: each test runs the real binary in a folder of its own.
#![cfg(test)]

mod attachment;
mod audit;
mod code_points;
mod completions;
mod delete;
mod demo;
mod export;
mod generated;
mod handoff;
mod hostile;
mod hostile_data;
mod hostile_files;
mod hostile_queries;
mod house;
mod import;
mod inbox;
mod init;
mod list;
mod permission;
mod readme;
mod reply;
mod repo;
mod role;
mod search;
mod show;
mod team;
mod transfer;
mod undo;
mod upgrade;
mod user;
mod whoami;
mod work_permission;
