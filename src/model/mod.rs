//! The nouns: plain types, their parsing, their columns and their pure rules. No input, no output, no clock.

pub mod assignment;
pub mod attachment;
pub mod chat;
pub mod color;
pub mod excerpt;
pub mod field;
pub mod fold;
pub mod hidden;
pub mod hold;
pub mod inbox;
pub mod interaction;
pub mod json;
pub mod maintenance;
pub mod message;
pub mod note;
pub mod operation;
pub mod permission;
pub mod person;
pub mod record;
pub mod role;
pub mod status;
pub mod tag;
pub mod team;
pub mod time;
pub mod user;
