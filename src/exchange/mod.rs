//! Files that other tools read and write: what `export` writes and `import` reads.

pub mod chat_line;
pub mod input;
mod json;
pub mod output_file;
mod spool;
