//! Files that other tools read and write: what `export` writes and `import` reads. And made-up chats.

pub mod age_file;
pub mod attachment;
mod base64;
mod canned_csv;
pub mod canned_file;
mod canned_json;
pub mod chat_files;
pub mod chat_line;
pub mod demo;
pub mod excel;
pub mod from;
pub mod ids;
pub mod input;
pub mod job_terms;
mod json;
mod line_error;
pub mod manifest;
pub mod message_lines;
pub mod output_file;
pub mod output_folder;
pub mod output_set;
pub mod parquet_file;
pub mod person_json;
pub mod redact;
pub mod rule_json;
mod spool;
pub mod transcript;
