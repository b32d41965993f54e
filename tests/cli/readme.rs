//! The README is a test: every `$ …` line of its `console` blocks is run, in order, and prints what stands below it; every
//! line of its `sh` blocks works.
//!
//! The lines run in one fresh folder, with standard output on a terminal. A line of only `…` in the README stands for
//! any number of lines; `export NAME=VALUE` holds for the lines that follow. What comes on standard error (footers,
//! status sentences) stands below standard output. The account that runs them is called ann.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;

use crate::repo::{TestRepo, code, on_terminal, text};

/// Commands of the README that are not run here, because this very test run is one of them or they need a network.
const NOT_RUN: &[&str] =
    &["cargo ", "RUSTFLAGS='-C target-feature=+crt-static' cargo ", "UPDATE_GENERATED=1 cargo ", "bash .ci/run"];

/// Flags the README may name that are not ours.
const FLAGS_OF_OTHERS: &[&str] = &[
    "--release",
    "--test",
    "--bench",
    "--path",
    "--target",
    "--locked",
    "--check",
    "--system",
    "--shell",
    "--home-dir",
];

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// A folder with a stand-in for `age-keygen`, which makes the same key each time.
fn key_maker() -> TestRepo {
    let tools = TestRepo::nothing();
    let key = Identity::generate();
    let (secret, public) = (key.to_string(), key.to_public());
    let secret = secret.expose_secret();
    tools.write(
        "age-keygen",
        format!("#!/bin/sh\ncase $1 in\n-o) umask 077; echo {secret} > $2; echo Public key: {public} >&2 ;;\n-y) echo {public} ;;\nesac\n"),
    );
    std::fs::set_permissions(tools.path("age-keygen"), Permissions::from_mode(0o700)).unwrap();
    tools
}

/// A command of the README and what it says it prints.
struct Example {
    line: usize,
    command: String,
    printed: Vec<String>,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in readme.lines().enumerate() {
        if line == "```console" {
            inside = true;
        } else if line.starts_with("```") {
            inside = false;
        } else if inside && let Some(command) = line.strip_prefix("$ ") {
            examples.push(Example { line: number + 1, command: command.to_owned(), printed: Vec::new() });
        } else if inside {
            let example = examples.last_mut().expect("a console block begins with a command");
            // A command goes on behind a backslash.
            if example.printed.is_empty() && example.command.ends_with('\\') {
                example.command.push('\n');
                example.command.push_str(line);
            } else {
                example.printed.push(line.trim_end().to_owned());
            }
        }
    }
    examples
}

/// Whether these lines are those of the README, in which `…` stands for any number of lines.
fn alike(readme: &[String], printed: &[String]) -> bool {
    match readme.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skipped| alike(rest, &printed[skipped..])),
        Some((first, rest)) => printed.split_first().is_some_and(|(line, more)| line == first && alike(rest, more)),
    }
}

#[test]
fn dots_stand_for_any_lines() {
    let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (readme, printed, expected) in [
        ("a b", "a b", true),
        ("a b", "a c", false),
        ("a … d", "a b c d", true),
        ("a …", "a", true),
        ("… b", "a c", false),
    ] {
        assert_eq!(alike(&lines(readme), &lines(printed)), expected, "{readme} {printed}");
    }
}

#[test]
fn every_example_prints_what_the_readme_says() {
    let (repo, tools) = (TestRepo::nothing(), key_maker());
    let examples = examples(&readme());
    assert!(examples.iter().filter(|example| example.command.contains("livechats")).count() >= 10);
    let account = text(&repo.shell("id -un").stdout);
    let admin = format!("; {} is its first admin", account.trim());
    let mut wrong = String::new();
    let mut settings = Vec::new();
    for example in examples {
        if NOT_RUN.iter().any(|known| example.command.starts_with(known)) {
            continue;
        }
        if let Some((name, value)) = example.command.strip_prefix("export ").and_then(|set| set.split_once('=')) {
            settings.push((name.to_owned(), value.to_owned()));
            continue;
        }
        let mut command = repo.command("/bin/sh");
        command.envs(settings.iter().cloned()).env("NO_COLOR", "1");
        command.args(["-c", &format!("PATH={}:$PATH\n{}", tools.folder().display(), example.command)]);
        let output = on_terminal(command);
        let printed = (text(&output.stdout) + &text(&output.stderr)).replace(&admin, "; ann is its first admin");
        let printed: Vec<String> = printed.lines().map(|line| line.trim_end().to_owned()).collect();
        if !alike(&example.printed, &printed) {
            let Example { line, command, printed: said } = &example;
            let (said, now) = (said.join("\n"), printed.join("\n"));
            write!(wrong, "README.md:{line}: $ {command}\n--- README\n{said}\n--- now\n{now}\n\n").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_line_of_shell_works() {
    let repo = TestRepo::with_chats();
    let readme = readme();
    let mut inside = false;
    let mut lines = 0;
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            let output = repo.shell(line);
            assert_eq!(code(&output), 0, "{line}: {}", text(&output.stderr));
            lines += 1;
        }
    }
    assert!(lines >= 6, "the examples of queries are gone");
}

/// The words of a text that begin with `--`.
fn flags(text: &str) -> BTreeSet<String> {
    let ours = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.match_indices("--")
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c == '-' || c.is_alphanumeric()))
        .map(|(at, _)| text[at..].chars().take_while(|&c| ours(c)).collect::<String>())
        .filter(|flag| flag.len() > 2 && !flag.ends_with('-') && !flag.starts_with("---"))
        .collect()
}

/// The commands that this help lists, without `help`.
fn listed(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let mut names: Vec<String> = names.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    names.retain(|name| name != "help");
    names
}

/// The flags of a command and of its verbs.
fn flags_of(repo: &TestRepo, command: &[&str], known: &mut BTreeSet<String>) {
    let help = repo.succeed(&[command, &["--help"]].concat());
    known.extend(flags(&help));
    for verb in listed(&help) {
        flags_of(repo, &[command, &[&verb]].concat(), known);
    }
}

#[test]
fn every_command_and_flag_is_in_the_readme_and_none_is_made_up() {
    let repo = TestRepo::nothing();
    let readme = readme();
    let mut known: BTreeSet<String> = flags(&repo.succeed(&["--help"]));
    let mut missing = Vec::new();
    let commands = listed(&repo.succeed(&["--help"]));
    assert!(commands.len() >= 5, "{commands:?}");
    for name in commands {
        flags_of(&repo, &[&name], &mut known);
        for verb in listed(&repo.succeed(&[&name, "--help"])) {
            if !readme.contains(&format!("`{name} {verb}")) && !readme.contains(&format!("livechats {name} {verb}")) {
                missing.push(format!("{name} {verb}"));
            }
        }
        if !readme.contains(&format!("`{name}")) && !readme.contains(&format!("livechats {name}")) {
            missing.push(name);
        }
    }
    let named = flags(&readme);
    missing.extend(known.difference(&named).filter(|flag| *flag != "--help" && *flag != "--version").cloned());
    assert!(missing.is_empty(), "not in the README: {missing:?}");
    let made_up: Vec<&String> =
        named.difference(&known).filter(|flag| !FLAGS_OF_OTHERS.contains(&flag.as_str())).collect();
    assert!(made_up.is_empty(), "in the README, but not flags of the program: {made_up:?}");
}
