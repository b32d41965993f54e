//! Other people's programs read what `export` writes and find what went in, each value of each row.

mod cells;
mod made;
mod round;
mod sheet;
mod texts;

use std::process::Output;

use crate::repo::{TestRepo, code, finish, text};

/// Reads files of every format with Python's own modules, PyArrow or DuckDB.
const READ: &str = include_str!("foreign/read.py");

/// Writes a file that `reader` reads: the name of a format, or `excel`.
fn export(repo: &TestRepo, kind: &str, reader: &str) -> String {
    let (format, more) = if reader == "excel" { ("csv", &["--excel"][..]) } else { (reader, &[][..]) };
    let file = format!("{kind}.{reader}");
    let export = ["export", "--kind", kind, "--format", format, "--output", &file, "--no-manifest"];
    repo.succeed(&[&export, more].concat());
    file
}

/// What Python prints of a file: `read` are the arguments of [`READ`].
#[track_caller]
fn python_reads(repo: &TestRepo, python: &str, read: &[&str]) -> String {
    let mut command = repo.command(python);
    command.args(["-c", READ]).args(read);
    printed(&finish(command, b""), read)
}

/// What jq prints of a file.
#[track_caller]
fn jq_reads(repo: &TestRepo, filter: &str, file: &str) -> String {
    let mut command = repo.command("jq");
    command.args(["-c", filter, file]);
    printed(&finish(command, b""), &[file])
}

#[track_caller]
fn printed(output: &Output, what: &[&str]) -> String {
    assert_eq!(code(output), 0, "{what:?}: {}", text(&output.stderr));
    text(&output.stdout)
}
