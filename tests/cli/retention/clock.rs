//! Policies and the clock: a wrong one takes nothing, and the right one goes by the calendar.

use super::{chats, live};
use crate::repo::{TestRepo, code, finish, text};

/// Moments of a wrong clock, with a repository last written on 2026-01-15 at noon.
const WRONG: &[&str] = &[
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "2026-01-15T11:00:00Z",
    "2026-02-15T12:00:01Z",
    "2038-01-19T03:14:08Z",
    "2106-02-07T06:28:16Z",
    "9999-12-30T00:00:00Z",
];

#[test]
fn a_wrong_clock_takes_nothing() {
    let repo = chats();
    repo.succeed(&["delete", "6", "--yes"]);
    repo.succeed(&[
        "retention",
        "add",
        "old",
        "--query",
        "tag:none",
        "--age",
        "10y",
        "--since",
        "created",
        "--action",
        "purge",
    ]);
    repo.succeed(&["retention", "add", "names", "--all", "--age", "1d", "--action", "pseudonymise"]);
    // Somebody writes at the wrong time first, again and again: that makes it no better.
    for now in WRONG {
        for line in [
            "tag add seen 2",
            "retention run --yes",
            "maintain",
            "purge --all --yes",
            "tag remove seen 2",
            "maintain --only retention,bin",
        ] {
            let args: Vec<&str> = line.split(' ').collect();
            let mut command = repo.livechats(&args);
            command.env("LIVECHATS_NOW", now);
            let output = finish(command, b"");
            let told = text(&output.stderr);
            let by_age = !line.starts_with("tag") && (line != "maintain --only retention,bin" || *now > "2026-02");
            if by_age && !(line.starts_with("maintain") && *now < "2026-02") {
                assert_eq!(code(&output), 6, "{now} {line}\n{told}");
                assert!(told.contains("the clock says a time"), "{now} {line}\n{told}");
            }
            assert!(!told.contains("panicked"), "{now} {line}\n{told}");
        }
        assert_eq!(live(&repo), "1 2 3 4 5 7 ", "{now}");
        assert_eq!(repo.succeed(&["list", "--deleted", "--ids"]), "6\n", "{now}");
        assert_eq!(repo.ask("SELECT count(*) FROM erasure"), "0", "{now}");
    }
    // The right clock is believed as before, and a wrong one once somebody says that it is right.
    assert_eq!(code(&repo.output(&["retention", "run", "--yes"])), 0);
    let accepted = repo.run_at("2038-01-19T03:14:08Z", &["retention", "run", "--yes", "--accept-clock"]);
    assert!(accepted.contains("old: 5 chats put into the bin"), "{accepted}");
    assert!(repo.run_at("2038-01-20T03:14:08Z", &["retention", "run", "--yes"]).ends_with("[exit 0]\n"));
}

#[test]
fn a_quiet_repository_keeps_up_with_the_days() {
    let repo = chats();
    repo.succeed(&["delete", "1", "--yes"]);
    for day in ["2026-01-25", "2026-02-04", "2026-02-14"] {
        let now = format!("{day}T12:00:00Z");
        repo.run_at(&now, &["maintain", "--dry-run"]);
        assert!(repo.run_at(&now, &["maintain"]).ends_with("[exit 0]\n"), "{day}");
    }
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "0\n");
    // A dry run is no night: forty days later nobody was there.
    let repo = chats();
    repo.succeed(&["delete", "1", "--yes"]);
    repo.run_at("2026-02-04T12:00:00Z", &["maintain", "--dry-run"]);
    assert!(repo.run_at("2026-02-24T12:00:00Z", &["maintain"]).ends_with("[exit 6]\n"));
    assert_eq!(repo.succeed(&["list", "--deleted", "--count"]), "1\n");
}

#[test]
fn the_calendar_is_that_of_the_zone() {
    // Where the clock goes forward at two on 2026-03-29, and back at three on 2026-10-25.
    let repo = TestRepo::with(
        r#"{"id":"a","source":"s","created_at":"2026-01-01T00:00:00Z","closed_at":"2026-02-28T01:30:00Z","person":{"id":"x"},"rep":null,"status":"closed","messages":[]}
"#,
    );
    let add = ["retention", "add", "old", "--all", "--age", "1mo", "--action", "bin"];
    repo.succeed(&[&add[..], &["--zone", "Europe/Berlin"]].concat());
    let due = |now: &str| {
        let mut command =
            repo.livechats(&["retention", "run", "--dry-run", "--accept-clock", "--format", "tsv", "--quiet"]);
        command.env("LIVECHATS_NOW", now);
        text(&finish(command, b"").stdout).split('\t').nth(3).unwrap_or_default().to_owned()
    };
    for (now, expected) in [
        ("2026-03-28T01:29:59Z", "0"),
        ("2026-03-28T01:30:00Z", "0"),
        ("2026-03-28T01:30:01Z", "1"),
        // A month before the 29th to the 31st is the last day of February, at that time of day.
        ("2026-03-29T00:59:59Z", "0"),
        ("2026-03-29T01:00:00Z", "1"),
        ("2026-03-31T23:00:00Z", "1"),
        ("2026-10-25T00:30:00Z", "1"),
        ("2026-10-25T01:30:00Z", "1"),
    ] {
        assert_eq!(due(now), expected, "{now}");
    }
}
