//! Files that other tools read and write: what `export` writes and `import` reads.

pub mod chat_line;
mod json;

pub use json::LineError;
