//! The house rules, kept by a plain search over the source: who may import what, where each crate lives, what no file
//! may hold. Unit tests may borrow from other floors: they are no part of the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Floor, and what of ours it may import. A name with `::` allows only that part.
const FLOORS: &[(&str, &[&str])] = &[
    ("main", &["cli", "context", "error", "output"]),
    ("cli", &["commands", "context", "error", "output", "model"]),
    (
        "commands",
        &[
            "context",
            "store",
            "exchange",
            "output",
            "query",
            "model",
            "error",
            "commands::args",
            "commands::confirm",
            "commands::listing",
            "commands::mentions",
            "commands::one",
            "commands::page",
            "commands::policies",
            "commands::target",
            "commands::text",
            "commands::transcript",
            "commands::watch",
        ],
    ),
    ("context", &["store", "output", "model", "error"]),
    ("store", &["store", "query", "model", "error"]),
    ("exchange", &["exchange", "query", "model", "error"]),
    ("output", &["output", "model::hidden", "model::json", "model::record", "model::time", "error"]),
    ("query", &["query", "model", "error"]),
    ("model", &["model"]),
    ("error", &[]),
];

/// What may be named only in some rooms. A room is a floor's folder or file under `src/`.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite::", &["store/", "error.rs"]),
    ("comfy_table::", &["output/"]),
    ("console::", &["output/"]),
    ("indicatif::", &["output/"]),
    ("unicode_width::", &["output/", "query/place.rs", "model/excerpt.rs"]),
    ("csv::", &["output/", "exchange/"]),
    ("serde_json::", &["output/", "exchange/"]),
    ("flate2::", &["exchange/"]),
    ("age::", &["exchange/"]),
    ("parquet::", &["exchange/"]),
    ("minijinja::", &["model/template.rs", "model/template/"]),
    ("clap::", &["main.rs", "cli.rs", "context.rs", "commands/"]),
    ("std::env", &["context.rs", "output/"]),
    ("env::var", &["context.rs", "output/"]),
    ("SystemTime::now", &["context.rs", "output/"]),
    ("Instant::now", &["context.rs", "output/", "store/act.rs", "store/clear.rs", "store/log.rs", "store/queue.rs"]),
    ("Timestamp::now", &["context.rs", "output/"]),
    ("Zoned::now", &["context.rs", "output/"]),
    ("TimeZone::system", &["context.rs", "output/"]),
    ("process::exit", &["main.rs"]),
    ("println!", &["output/"]),
    ("eprintln!", &["output/"]),
    ("print!", &["output/"]),
    ("eprint!", &["output/"]),
    ("io::stdout", &["output/"]),
    ("io::stderr", &["output/"]),
    ("\"SELECT ", &["store/"]),
    ("\"INSERT ", &["store/"]),
    ("\"UPDATE ", &["store/"]),
    ("\"DELETE ", &["store/"]),
];

/// What no source file may hold.
const NOWHERE: &[&str] =
    &["#[allow", "#![allow", "#[ignore", "todo!(", "unimplemented!(", "dbg!(", "SELECT *", "unsafe {"];

/// Longest a source file may be.
const LINES: usize = 450;

/// Migrations and their SHA-256. A released migration is never edited: a new one is added behind it, with its line
/// here (`sha256sum src/store/migrations/*.sql`).
const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_first.sql", "fda4be1a8a3a2a751b9a37c6af92a36a867be0909dc646acab6478825e9a9734"),
    ("0002_act.sql", "59ce0cb8c40bc82ec4fd10cdc4674f5b4cde7058d4dcfa1eaddcf8abf1eb5112"),
    ("0003_words.sql", "e1865f425257399f43674c118c61f2b42f13a3c0807f7b845ecf17f55ab9128f"),
    ("0004_configure.sql", "ef1145ce5a4922364d7abdfb7009335bf9a1f9a99cc62370cbe23dd11be3b420"),
    ("0005_keep.sql", "187e88b721ac90ad3a1695efeece6f379ff80fefa6c5102ae21362d79f710e6c"),
];

/// A source file of the program.
struct Source {
    /// Path under `src/`, with slashes.
    path: String,
    /// Everything in it.
    whole: String,
    /// Its code: without comment lines, and without its unit tests.
    code: String,
}

impl Source {
    /// The floor it is on: `store` for `store/filter.rs`, `cli` for `cli.rs`.
    fn floor(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// How many modules lie above its items: 0 in `main.rs`, 1 in `store/mod.rs`, 2 in `store/filter.rs`.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        let own = !(self.path.ends_with("mod.rs") || self.path == "main.rs");
        folders + usize::from(own)
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
}

/// Every source file but those that are unit tests as a whole (`#[cfg(test)] mod name;`).
fn sources() -> Vec<Source> {
    let root = src();
    let mut paths = Vec::new();
    files(&root, ".rs", &mut paths);
    let mut tests = BTreeSet::new();
    let mut sources = Vec::new();
    for path in paths {
        let whole = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        for pair in lines.windows(2) {
            if let ("#[cfg(test)]", Some(name)) = (pair[0].trim(), module_file(pair[1])) {
                tests.insert(path.with_file_name(format!("{name}.rs")));
                tests.insert(path.with_extension("").join(format!("{name}.rs")));
                tests.insert(path.with_file_name(name));
            }
        }
        let relative = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        sources.push((path, Source { path: relative, code: code_of(&lines), whole }));
    }
    let kept: Vec<Source> = sources
        .into_iter()
        .filter(|(path, _)| !path.ancestors().any(|part| tests.contains(part)))
        .map(|(_, source)| source)
        .collect();
    assert!(kept.len() > 15, "the search found only {} source files", kept.len());
    kept
}

/// The name in `mod name;` and `pub mod name;`.
fn module_file(line: &str) -> Option<&str> {
    line.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

/// The lines before the unit tests, without comments.
fn code_of(lines: &[&str]) -> String {
    let tests = lines
        .windows(2)
        .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{'))
        .unwrap_or(lines.len());
    let is_code = |line: &&&str| !line.trim_start().starts_with("//");
    lines[..tests].iter().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// Where `word` stands in `text` as a word of its own: nothing that could be part of a name comes before it.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let own = move |&at: &usize| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    };
    text.match_indices(word).map(|(at, _)| at).filter(own)
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default().trim()
}

/// The paths in a use tree that begins here (behind `crate::`): `a::{b::c, d}` gives `a::b::c` and `a::d`.
fn expand(tree: &str, prefix: &str, found: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    let mut rest = tree;
    loop {
        let name = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        path.push_str(&rest[..name]);
        rest = &rest[name..];
        if let Some(more) = rest.strip_prefix("::") {
            rest = more;
            path.push_str("::");
        } else {
            break;
        }
    }
    let Some(mut group) = rest.strip_prefix('{') else {
        found.push(path);
        return tree.len() - rest.len();
    };
    loop {
        group = group.trim_start();
        match group.chars().next() {
            None => break,
            Some('}') => {
                group = &group[1..];
                break;
            }
            Some(c) if c.is_alphanumeric() || c == '_' => group = &group[expand(group, &path, found)..],
            Some(c) => group = &group[c.len_utf8()..],
        }
    }
    tree.len() - group.len()
}

fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for at in places(code, "crate::") {
        expand(&code[at + "crate::".len()..], "", &mut found);
    }
    found
}

fn allows(allowed: &str, path: &str) -> bool {
    path == allowed || path.strip_prefix(allowed).is_some_and(|rest| rest.starts_with("::"))
}

#[track_caller]
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn reading_of_imports() {
    let code = "use crate::model::{chat::{self, ChatRow}, time::Time};\nlet x = crate::error::Error::bug(1);";
    assert_eq!(imports(code), ["model::chat::self", "model::chat::ChatRow", "model::time::Time", "error::Error::bug"]);
}

#[test]
fn floors_import_only_what_lies_below() {
    let mut found = Vec::new();
    for source in sources() {
        let floor = source.floor();
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
            found.push(format!("{}: no such floor", source.path));
            continue;
        };
        for path in imports(&source.code) {
            if !allowed.iter().any(|allowed| allows(allowed, &path)) {
                found.push(format!("{}: crate::{path}", source.path));
            }
        }
    }
    none(&found, "a floor imports what it may not");
}

#[test]
fn nobody_climbs_out_of_a_floor() {
    let mut found = Vec::new();
    for source in sources() {
        for at in places(&source.code, "super::") {
            if source.code[..at].ends_with("super::") {
                continue;
            }
            let mut rest = &source.code[at..];
            let mut climbed = 0;
            while let Some(more) = rest.strip_prefix("super::") {
                rest = more;
                climbed += 1;
            }
            let a_command = source.floor() == "commands" && source.depth() == climbed + 1;
            if climbed >= source.depth() || a_command && !rest.starts_with("args") {
                found.push(format!("{}: {}", source.path, line_of(&source.code, at)));
            }
        }
    }
    none(&found, "a path climbs out of its floor, or into another command");
}

#[test]
fn crates_the_clock_the_environment_and_sql_stay_at_home() {
    let mut found = Vec::new();
    for source in sources() {
        for (name, homes) in HOMES {
            if homes.iter().any(|home| source.path.starts_with(home)) {
                continue;
            }
            for at in places(&source.code, name) {
                let line = line_of(&source.code, at);
                // A derive on an enum whose variants are a flag's values.
                if *name == "clap::" && line.contains("ValueEnum") {
                    continue;
                }
                found.push(format!("{}: {line}", source.path));
            }
        }
    }
    none(&found, "named outside its home");
}

#[test]
fn nothing_is_silenced_or_left_unfinished() {
    let mut found = Vec::new();
    for source in sources() {
        for word in NOWHERE {
            found.extend(
                places(&source.whole, word).map(|at| format!("{}: {}", source.path, line_of(&source.whole, at))),
            );
        }
    }
    none(&found, "no source file may hold this");
}

#[test]
fn values_are_bound_and_never_written_into_sql() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.floor() == "store") {
        for hint in ["'{", "\\'{"] {
            found
                .extend(places(&source.code, hint).map(|at| format!("{}: {}", source.path, line_of(&source.code, at))));
        }
    }
    none(&found, "a value in quotes is built into a text of the store");
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root.join(folder), ".rs", &mut paths);
    }
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(root).unwrap().display();
        let lines = text.lines().count();
        if lines > LINES {
            found.push(format!("{shown}: {lines} lines, at most {LINES}"));
        }
        if !text.starts_with("//! ") {
            found.push(format!("{shown}: does not begin with what it is (//! …)"));
        }
    }
    none(&found, "files");
}

#[test]
fn migrations_are_only_appended() {
    let mut paths = Vec::new();
    files(&src().join("store/migrations"), ".sql", &mut paths);
    let now: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let digest = Sha256::digest(fs::read(path).unwrap());
            (name, digest.iter().map(|byte| format!("{byte:02x}")).collect())
        })
        .collect();
    let pinned: Vec<(String, String)> =
        MIGRATIONS.iter().map(|(name, digest)| ((*name).to_owned(), (*digest).to_owned())).collect();
    assert_eq!(now, pinned, "a migration was edited, or a new one has no line in MIGRATIONS (see the comment there)");
}
