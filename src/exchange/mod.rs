//! Files that other tools read and write: what `export` writes and `import` reads. And made-up chats.

pub mod chat_files;
pub mod chat_line;
pub mod demo;
pub mod ids;
pub mod input;
mod json;
mod line_error;
pub mod output_file;
mod spool;
