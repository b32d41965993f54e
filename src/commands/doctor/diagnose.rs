//! What is told of the file, of where it lies, and of its upkeep.

use std::path::Path;

use crate::commands::mentions::{edit, fault, who};
use crate::context::Context;
use crate::error::Result;
use crate::model::diagnosis::Diagnosis;
use crate::model::job::JobRow;
use crate::model::time::Time;
use crate::output::number::{counted, grouped};
use crate::store::{FilePlace, FileSystem, Speaker};

/// A log that no writer has written back is worth a word above this size.
const LARGE_LOG: u64 = 64 << 20;

/// How old the last backup, or run of a job, may be before that is worth a word.
const OLD: i64 = 8 * 86_400 * 1_000_000;

/// The file and its place, without opening it.
pub fn place(cx: &Context, path: &Path, place: &FilePlace) -> Vec<Diagnosis> {
    let shown = path.display();
    let mut rows = vec![Diagnosis::fine(
        "file",
        format!(
            "{shown}: {}, mode {:04o}, of {}",
            counted(place.bytes, "byte"),
            place.mode,
            cx.name_of_account(place.owner)
        ),
    )];
    if place.mode & 0o077 != 0 {
        let tells = format!("other accounts can read or write it (mode {:04o})", place.mode);
        rows.push(Diagnosis::finding("mode", tells, format!("chmod 600 {shown}")));
    }
    if place.links > 1 {
        let tells = format!("it has {} names (hard links); used under two of them it gets damaged", place.links);
        let next = format!("find / -xdev -samefile {shown} tells them; remove all but one");
        rows.push(Diagnosis::finding("names", tells, next));
    }
    rows.push(match place.log {
        0 => Diagnosis::fine("log", "empty: all of the repository is in the one file"),
        bytes if bytes > LARGE_LOG => Diagnosis::note(
            "log",
            format!("{} wait in the -wal file to be written back", counted(bytes, "byte")),
            "the next writing command does it, once no reader holds an older moment",
        ),
        bytes => Diagnosis::fine("log", format!("{} in the -wal file, which belongs to it", counted(bytes, "byte"))),
    });
    rows.extend(place.system.map(system));
    rows.push(space(place));
    if !place.leftovers.is_empty() {
        let names: Vec<String> = place.leftovers.iter().map(|path| path.display().to_string()).collect();
        let tells = format!("a command that was stopped left {}", counted(names.len() as u64, "hidden file"));
        rows.push(Diagnosis::note("leftovers", tells, format!("rm {}", names.join(" "))));
    }
    rows
}

fn system(system: FileSystem) -> Diagnosis {
    match system {
        FileSystem::Network(name) => Diagnosis::finding(
            "place",
            format!("it lies on {name}: locks there are not to be relied on, and two writers can damage it"),
            "move it to a local disk, and use livechats on that machine",
        ),
        FileSystem::Overlay => Diagnosis::note(
            "place",
            "it lies on an overlay file system, as of a container: it may be gone with that",
            "keep it on a volume of its own",
        ),
        FileSystem::Memory => {
            Diagnosis::note("place", "it lies in memory: it is gone when the machine stops", "move it to a disk")
        }
    }
}

/// To work, a file needs room: for the log of a large change, and for a copy of it before an upgrade.
fn space(place: &FilePlace) -> Diagnosis {
    let free = counted(place.free, "byte");
    if place.read_only {
        return Diagnosis::note(
            "space",
            "the file system is read-only: it can be read only",
            "mount it writable to change anything",
        );
    }
    if place.free < place.bytes {
        let tells = format!("{free} free: less than the repository is large");
        return Diagnosis::finding(
            "space",
            tells,
            "make room: a large change, a backup here or an upgrade may need as much",
        );
    }
    Diagnosis::fine("space", format!("{free} free"))
}

/// What the repository itself tells, once it is open.
pub fn repository(cx: &mut Context, place: &FilePlace, rows: &mut Vec<Diagnosis>) -> Result<()> {
    let store = cx.store_as_it_is()?;
    let facts = store.facts()?;
    let standing = cx.standing()?;
    let level = if standing.enforced { "enforced" } else { "advisory" };
    rows.push(Diagnosis::fine("roles", format!("{level}: {}", standing.reason)));
    let free = facts.free_pages.saturating_mul(place.bytes / facts.pages.max(1));
    let pages = format!(
        "version {}, {}, {} free ({})",
        facts.version,
        counted(facts.pages, "page"),
        grouped(facts.free_pages),
        counted(free, "byte")
    );
    rows.push(Diagnosis::fine("pages", pages));
    rows.push(match store.check_clock_for_ages(cx.clock.now) {
        Ok(()) => Diagnosis::fine("clock", "near the newest operation"),
        Err(_) => {
            let newest = facts.newest.map(Time::rfc3339).unwrap_or_default();
            let tells = format!("{} is far from the newest operation, {newest}", cx.clock.now.rfc3339());
            Diagnosis::finding(
                "clock",
                tells,
                "set the clock; what goes by age waits until then, or for --accept-clock",
            )
        }
    });
    if facts.clearing {
        let tells = "what was purged or erased is still to be overwritten in the file";
        rows.push(Diagnosis::finding("removals", tells, "livechats purge --finish"));
    }
    if !facts.unproven.is_empty() {
        let tells = format!("the erasure of {} is not proven yet", counted(facts.unproven.len() as u64, "person"));
        rows.push(Diagnosis::finding("erasures", tells, "livechats purge --finish"));
    }
    for mention in store.mentions_of_nothing(cx.clock.now)? {
        let tells = format!("{}: {}", who(&mention), fault(&mention));
        rows.push(match mention.speaker {
            Speaker::Policy(_) => Diagnosis::finding("policy", tells + "; it does nothing", edit(&mention)),
            Speaker::Rule(_) => Diagnosis::note("rule", tells, edit(&mention)),
        });
    }
    rows.push(backup(cx, facts.backup, facts.operations));
    rows.extend(store.jobs()?.iter().map(|job| of_job(cx, job)));
    Ok(())
}

fn of_job(cx: &Context, job: &JobRow) -> Diagnosis {
    let when = job.ran.map(|at| at.local(cx.output.zone())).unwrap_or_default();
    let tells = format!("{} ran last {when}, {} in all", job.name, counted(job.runs.unsigned_abs(), "run"));
    let again = format!("livechats export --job {}", job.name);
    match job.ran {
        Some(at) if cx.clock.now.micros().saturating_sub(at.micros()) > OLD => Diagnosis::note("job", tells, &again),
        _ => Diagnosis::fine("job", tells),
    }
}

fn backup(cx: &Context, backup: Option<(i64, Option<Time>)>, operations: i64) -> Diagnosis {
    let Some((operation, at)) = backup else {
        return Diagnosis::note("backup", "none was made with this tool", "livechats backup FILE");
    };
    let when = at.map(|at| at.local(cx.output.zone())).unwrap_or_default();
    let since = counted((operations - operation).unsigned_abs(), "operation");
    let tells = format!("the last was made {when}; {since} since");
    match at {
        Some(at) if cx.clock.now.micros().saturating_sub(at.micros()) > OLD && operations > operation => {
            Diagnosis::note("backup", tells, "livechats backup FILE")
        }
        _ => Diagnosis::fine("backup", tells),
    }
}
