//! What the command line takes, and how it complains.

use super::*;

fn asked(arguments: &[&str]) -> Result<Asked> {
    read(std::iter::once("livechats").chain(arguments.iter().copied()).map(OsString::from))
}

fn complaint(arguments: &[&str]) -> (String, String) {
    let error = asked(arguments).unwrap_err();
    assert_eq!(error.exit_code(), 2, "{arguments:?}");
    (error.to_string(), error.next_step().unwrap_or_default().to_owned())
}

fn arguments(line: &str) -> Vec<OsString> {
    line.split(' ').map(OsString::from).collect()
}

#[test]
fn the_lean_tree_has_every_command_just_as_the_whole_tree_has_it() {
    let whole = command();
    let names: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
    assert_eq!(FLAGS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    for name in names {
        for flag in ["-h", "--help"] {
            let line = arguments(&format!("livechats {name} {flag}"));
            let Some(Asked::Text(lean)) = read_lean(&line) else { panic!("{name} {flag}") };
            assert_eq!(lean, Cli::try_parse_from(&line).unwrap_err().render().to_string());
        }
    }
}

#[test]
fn the_lean_tree_leaves_what_it_cannot_tell_to_the_whole_one() {
    assert!(matches!(read_lean(&arguments("livechats --repo show list --count")), None | Some(Asked::Run(_))));
    for line in ["livechats --help list", "livechats help list", "livechats delte", "livechats list --nonsense"] {
        assert!(read_lean(&arguments(line)).is_none(), "{line}");
    }
    let Ok(Asked::Run(cli)) = read(arguments("livechats --repo show list --count")) else { panic!("not read") };
    assert!(matches!(cli.command, Command::List(_)));
    let Ok(Asked::Run(cli)) = read(arguments("livechats search list --quiet")) else { panic!("not read") };
    assert!(matches!(cli.command, Command::Search(_)));
}

#[test]
fn the_version_is_said_as_clap_says_it() {
    for flag in ["-V", "--version"] {
        let line = arguments(&format!("livechats {flag}"));
        let Ok(Asked::Text(said)) = read(line.clone()) else { panic!("{flag}") };
        assert_eq!(said, Cli::try_parse_from(&line).unwrap_err().render().to_string());
    }
}

#[test]
fn the_tree_is_sound() {
    command().debug_assert();
}

fn has_examples(command: &clap::Command) -> bool {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help");
    after.starts_with("Examples:") && verbs.into_iter().all(has_examples)
}

#[test]
fn every_command_stands_in_one_group_and_has_examples() {
    let mut tree = command();
    tree.build();
    let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, commands)| commands.iter().copied()).collect();
    for command in tree.get_subcommands() {
        let name = command.get_name();
        assert_eq!(grouped.iter().filter(|other| **other == name).count(), 1, "{name}");
        grouped.retain(|other| *other != name);
        assert!(name == "help" || has_examples(command), "{name}, or a verb of it, has no examples");
    }
    assert!(grouped.is_empty(), "no such commands: {grouped:?}");
}

#[test]
fn mistakes_are_told_in_one_line_with_a_next_step() {
    assert_eq!(complaint(&["serch"]).1, "did you mean 'search'");
    assert!(complaint(&["li"]).0.contains("'li'"));
    assert_eq!(complaint(&["list", "--limt", "3"]).1, "did you mean '--limit'");
    let (message, hint) = complaint(&["search"]);
    assert!(message.contains("<TEXT>") && !message.contains('\n'), "{message}");
    assert_eq!(hint, "see livechats search --help");
    assert!(complaint(&["list", "--format", "html"]).0.contains("table, json, jsonl, csv, tsv"));
}

#[test]
fn a_query_that_the_shell_took_apart_is_told_how_to_be_written() {
    let (_, hint) = complaint(&["list", "status:open", "tag:vip"]);
    assert!(hint.contains("quote it as a whole"), "{hint}");
    for arguments in [["list", "-tag:vip"], ["export", "-refund"]] {
        assert_eq!(complaint(&arguments).1, "put -- before a query that begins with a minus sign");
    }
    assert!(asked(&["list", "--ids", "--", "-tag:vip"]).is_ok());
    assert_eq!(complaint(&["show", "-x"]).1, "see livechats show --help");
}

#[test]
fn an_empty_path_is_left_to_the_context() {
    let Ok(Asked::Run(cli)) = asked(&["list", "--repo", ""]) else { panic!() };
    assert_eq!(cli.settings().repository, Some(PathBuf::new()));
}

#[test]
fn numbers_out_of_range_are_refused() {
    for limit in ["0", "-1", "99999999999999999999", "1e3", "٣", "", "1000001"] {
        let (message, _) = complaint(&["list", &format!("--limit={limit}")]);
        assert!(message.contains("--limit"), "{message}");
    }
    complaint(&["list", "--wait", "86401"]);
    complaint(&["list", "--page", "0"]);
    complaint(&["list", "--page", "2", "--after", "x"]);
    complaint(&["list", "--team", "a", "--team", "b"]);
    complaint(&["list", "--sort", "name"]);
}

#[test]
fn nothing_at_all_gets_the_short_help() {
    assert!(matches!(asked(&[]), Ok(Asked::Nothing(text)) if text.contains("Usage")));
    assert!(matches!(asked(&["--help"]), Ok(Asked::Text(text)) if text.contains("Exit codes")));
    assert!(matches!(asked(&["-h"]), Ok(Asked::Text(text)) if !text.contains("Exit codes")));
    assert!(matches!(asked(&["--version"]), Ok(Asked::Text(text)) if text.starts_with("livechats ")));
}

#[test]
fn global_flags_stand_on_either_side_of_the_command() {
    for arguments in [["--format", "csv", "list"], ["list", "--format", "csv"]] {
        let Ok(Asked::Run(cli)) = asked(&arguments) else { panic!("{arguments:?}") };
        assert_eq!(cli.settings().format, Some(Format::Csv));
    }
    let Ok(Asked::Run(cli)) = asked(&["show", "1", "--format", "txt"]) else { panic!() };
    assert_eq!(cli.settings().format, Some(Format::Txt));
    complaint(&["show", "1", "--format", "csv"]);
}
