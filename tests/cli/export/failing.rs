//! A disk that is full or fails at a call: refused with the code of it, nothing or the old under the name, and nothing
//! hidden stays.

use std::io::Write as _;

use super::attachments;
use super::killed::{PLACES, hidden, is_whole, seen};
use crate::program::has_strace;
use crate::repo::{TestRepo, code, text};
use crate::strace::{Point, inject, points};

/// Of so many calls one is taken, where not every one is asked for.
const STEP: usize = 47;

/// How a run may end in which a call fails so.
fn codes(error: &str, point: &Point) -> &'static [i32] {
    match (error, point.call) {
        // SQLite does not tell why these failed.
        ("ENOSPC", "fsync" | "ftruncate" | "openat") => &[14, 15],
        ("ENOSPC", _) => &[14],
        // To SQLite what cannot be opened to be written is to be read only, and what cannot grow may be full.
        _ => &[14, 15, 16],
    }
}

#[derive(Debug, Default)]
struct Tally {
    done: usize,
    refused: usize,
    /// Refused when it had its name already: only whether it keeps it through a power cut is not known.
    named: usize,
}

/// Lets an export fail at each of these calls.
fn fail(repo: &TestRepo, export: &[&str], at: &[Point], error: &str, tally: &mut Tally) {
    let old = seen(repo);
    let reference = repo.copy();
    reference.succeed(export);
    let new = seen(&reference);
    for point in at {
        let victim = repo.copy();
        let output = inject(&victim, export, point, &format!("error={error}"));
        let said = format!("{export:?}: {error} at {point}: {} {}", code(&output), text(&output.stderr));
        let now = seen(&victim);
        match code(&output) {
            0 => {
                assert!(now == new, "{said}");
                tally.done += 1;
            }
            code => {
                assert!(codes(error, point).contains(&code), "{said}");
                assert!(text(&output.stderr).starts_with("error: "), "{said}");
                tally.refused += 1;
                tally.named += usize::from(now != old);
                assert!(is_whole(&now, &old, &new), "{said}: {:?}", now.keys());
            }
        }
        if !point.takes_a_name() {
            assert_eq!(hidden(victim.folder()), [""; 0], "{said}");
        }
        victim.succeed(&["check", "--data"]);
    }
}

#[test]
fn a_failing_disk_leaves_what_was_there() {
    if !has_strace() {
        return;
    }
    let repo = attachments::repo();
    let run = |error| {
        let mut tally = Tally::default();
        for place in PLACES {
            let export = [&["export"], place].concat();
            fail(&repo, &export, &points(&repo, &export, STEP), error, &mut tally);
            if place[1].ends_with('/') {
                continue;
            }
            let repo = repo.copy();
            repo.succeed(&[&export[..], &["tag:vip"]].concat());
            let export = [&export[..], &["--force"]].concat();
            fail(&repo, &export, &points(&repo, &export, STEP), error, &mut tally);
        }
        writeln!(std::io::stderr(), "{error}: {tally:?}").unwrap();
        assert!(tally.refused > 10);
    };
    std::thread::scope(|scope| {
        ["ENOSPC", "EIO"].map(|error| scope.spawn(move || run(error))).map(|one| one.join().unwrap())
    });
}
