//! `livechats demo`

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use clap::Args;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use crate::commands::args::{chat_columns, to_type, whole_number};
use crate::commands::page::PageFlags;
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result, describe};
use crate::exchange::demo as made_up;
use crate::model::chat::{ChatName, WholeChat};
use crate::model::permission::Need;
use crate::model::time::Time;
use crate::output::number::counted;
use crate::output::progress::Unit;

use crate::store::{Actor, Choice, Sort, Store, refuse_name_beside};

/// Make a repository of made-up chats to try everything on
///
/// The chats of a support desk that does not exist, in six languages. The same seed and the same number of chats make
/// the same chats, on every machine. Where the file is there already and holds just these, it is shown again.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct MakeDemo {
    /// How many chats; each has 20 messages or so
    #[arg(long, value_name = "N", default_value = "2000", value_parser = whole_number(1, 10_000_000))]
    chats: u64,
    /// Which made-up chats: another number, other chats
    #[arg(long, value_name = "S", default_value = "1", value_parser = whole_number(0, u64::MAX))]
    seed: u64,
}

const EXAMPLES: &str = "\
Examples:
  livechats demo                                 2,000 chats in livechats-demo.db
  livechats --repo livechats-demo.db list        look at them
  livechats demo --repo big.db --chats 100000    more of them, in another file
  livechats demo --repo other.db --seed 7        other chats";

/// Where the chats go unless `--repo` or `LIVECHATS_REPO` names another file: never where real ones are looked for.
const USUAL_FILE: &str = "livechats-demo.db";

impl Work for MakeDemo {
    fn need(&self) -> Need {
        Need::Nothing
    }

    /// Makes the repository where it is not there yet, then shows its first page and what to try next.
    fn run(self, cx: &mut Context) -> Result<()> {
        cx.default_repository(USUAL_FILE);
        let path = cx.repository().to_owned();
        let shown = path.display().to_string();
        // Refused before the work and not after it.
        let columns = chat_columns(cx.output.columns())?;
        if path.symlink_metadata().is_ok() {
            self.check_same(cx, &path)?;
            cx.output.say(&format!("{shown} holds this demo already; it was left as it is."));
        } else {
            self.make(cx, &path)?;
        }
        let page = PageFlags::default();
        let choice = Choice::everything(false, cx.clock.now);
        let rows = cx.store()?.chats(&choice, &page.page(Sort::NEWEST, &columns))?;
        page.say(cx, &columns, &rows, None)?;
        cx.output.say("Try next:");
        for line in next_steps(&shown, self.chats) {
            cx.output.say(&format!("  {line}"));
        }
        Ok(())
    }
}

impl MakeDemo {
    fn make(&self, cx: &mut Context, path: &Path) -> Result<()> {
        refuse_name_beside(path)?;
        if !folder(path).is_dir() {
            return Err(Error::not_found(format!("the folder of {} does not exist", path.display())));
        }
        remove_leftovers(path);
        let draft = Draft::beside(path);
        let progress = cx.output.progress(Some(self.chats), Unit::Items, "making chats");
        let watch = Watch::new(Some(progress), cx.stop());
        let actor = in_the_made_up_world(cx.actor());
        let mut store = Store::create(&draft.path, &actor, &cx.account_name())?;
        store.stop_on(cx.stop());
        let mut chats = made_up::Demo::new(self.seed, self.chats);
        // How chats found their reps goes beside them: it is no part of what a chat is.
        let (told, assigned) = mpsc::channel();
        let next = || {
            watch.done(1)?;
            let Some((chat, assigned)) = chats.next_assigned() else { return Ok(None) };
            // Nobody listens any more where the work has failed.
            let _ = told.send(assigned);
            Ok(Some(chat))
        };
        let made = store.fill_desks(&actor, &made_up::company(), || assigned.recv().unwrap_or_default(), next)?;
        drop(store);
        watch.finish();
        draft.place(path)?;
        let (chats, messages) = (counted(made.new_chats, "chat"), counted(made.new_messages, "message"));
        cx.output.say(&format!("Made {}: {chats} and {messages}, none of them real.", path.display()));
        Ok(())
    }

    /// Refuses a file that does not hold what would be made, whatever was done with it since: as many chats, and the
    /// first one with these messages.
    fn check_same(&self, cx: &mut Context, path: &Path) -> Result<()> {
        let taken = || {
            let shown = path.display();
            Error::conflict(format!("{shown} exists already, and holds something else"))
                .hint("name another file with --repo FILE, or remove that one")
        };
        let store = cx.store().map_err(|error| match error {
            Error::NoRepository(_) => taken(),
            error => error,
        })?;
        let totals = store.totals()?;
        let first = made_up::Demo::new(self.seed, self.chats).next();
        let same = totals.live + totals.deleted == self.chats && is_there(&store, first.as_ref())?;
        if same { Ok(()) } else { Err(taken()) }
    }
}

/// The chats stop at a moment of their own, and so does the record of making them: same seed, same bytes.
fn in_the_made_up_world(actor: Actor) -> Actor {
    match Time::from_micros(made_up::END * 1_000_000) {
        Some(now) => Actor { now, fixed_clock: true, ..actor },
        None => actor,
    }
}

/// Whether the repository has this chat with just these messages.
fn is_there(store: &Store, chat: Option<&WholeChat>) -> Result<bool> {
    let Some(chat) = chat else { return Ok(false) };
    let name = ChatName::External { source: made_up::SOURCE.to_owned(), external_id: chat.external_id.clone() };
    match store.whole_chat(&name, true) {
        Ok((found, _)) => Ok(found.messages == chat.messages),
        Err(Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Commands that find something in the demo, as they are typed.
fn next_steps(repository: &str, chats: u64) -> [String; 5] {
    let livechats = to_type(repository);
    [
        format!("{livechats} list 'status:open,pending,overdue'"),
        format!("{livechats} list 'tag:refund rating:<=2' --columns id,person,rating,preview"),
        format!("{livechats} search คืนเงิน"),
        format!("{livechats} show {}/demo-{chats}", made_up::SOURCE),
        format!("{livechats} export 'created:2026-10' --kind messages -o october.csv"),
    ]
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A repository under a name that nobody looks for, until it is whole. Dropped before that, nothing is left of it.
#[derive(Debug)]
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn beside(path: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        Self { path: path.with_file_name(name) }
    }

    /// Gives the whole repository its name, never over another file.
    fn place(&self, path: &Path) -> Result<()> {
        let placed = match renameat_with(CWD, &self.path, CWD, path, RenameFlags::NOREPLACE) {
            // A file system that cannot do it in one step: a link does not replace anything either.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => std::fs::hard_link(&self.path, path),
            placed => placed.map_err(Into::into),
        };
        placed.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::conflict(format!("{} exists already", path.display()))
                .hint("somebody made it meanwhile; name another file with --repo FILE"),
            _ => Error::output(format!("cannot make {}: {}", path.display(), describe(&error))),
        })?;
        Ok(std::fs::File::open(folder(path))?.sync_all()?)
    }
}

/// What may stand behind the name of a repository: the files that SQLite and we put beside it.
const ENDINGS: [&str; 5] = ["", "-wal", "-shm", "-journal", "-lock"];

/// Removes the drafts for this place whose makers were killed: nobody else ever will.
fn remove_leftovers(path: &Path) {
    // What cannot be read or removed stays. It does no harm but for the room it takes.
    let Ok(entries) = std::fs::read_dir(folder(path)) else { return };
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    for entry in entries.flatten() {
        let maker = maker_of_draft(entry.file_name().as_encoded_bytes(), name);
        if maker.is_some_and(|maker| test_kill_process(maker) == Err(Errno::SRCH)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The process that made this file, if it is a draft of a repository of this name or belongs to one.
fn maker_of_draft(file: &[u8], name: &[u8]) -> Option<Pid> {
    let rest = file.strip_prefix(b".")?.strip_prefix(name)?.strip_prefix(b".")?;
    let (number, ending) = str::from_utf8(rest).ok()?.split_once(".part")?;
    let sound = ENDINGS.contains(&ending) && number.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| number.parse().ok()).flatten().and_then(Pid::from_raw)
}

impl Drop for Draft {
    fn drop(&mut self) {
        for ending in ENDINGS {
            let mut name = self.path.clone().into_os_string();
            name.push(ending);
            // After a good end there is none of them, and nobody is left to tell otherwise.
            let _ = std::fs::remove_file(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_becomes_the_file_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        let files = || std::fs::read_dir(folder.path()).unwrap().count();

        let draft = Draft::beside(&path);
        std::fs::write(&draft.path, "half").unwrap();
        drop(draft);
        assert_eq!(files(), 0);

        let draft = Draft::beside(&path);
        std::fs::write(&draft.path, "whole").unwrap();
        draft.place(&path).unwrap();
        drop(draft);
        assert_eq!((std::fs::read_to_string(&path).unwrap().as_str(), files()), ("whole", 1));

        let draft = Draft::beside(&path);
        std::fs::write(&draft.path, "other").unwrap();
        assert!(matches!(draft.place(&path), Err(Error::Conflict(_))));
        drop(draft);
        assert_eq!((std::fs::read_to_string(&path).unwrap().as_str(), files()), ("whole", 1));
    }

    #[test]
    fn drafts_of_killed_makers_are_removed_and_no_other_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = child.id();
        child.wait().unwrap();
        let own = std::process::id();
        let kept = [
            "d.db".to_owned(),
            format!(".d.db.{own}.part"),
            format!(".e.db.{gone}.part"),
            format!(".d.db.{gone}.part.txt"),
            format!(".d.db.{gone}.old"),
            ".d.db.0.part".to_owned(),
            ".d.db.-1.part".to_owned(),
            ".d.db..part".to_owned(),
            format!("d.db.{gone}.part"),
        ];
        for name in kept.iter().cloned().chain(ENDINGS.map(|ending| format!(".d.db.{gone}.part{ending}"))) {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        remove_leftovers(&path);
        let left = std::fs::read_dir(folder.path()).unwrap();
        let mut left: Vec<String> = left.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let mut kept = kept.to_vec();
        kept.sort();
        assert_eq!(left, kept);
    }

    #[test]
    fn what_to_try_next_reaches_this_repository() {
        let steps = next_steps("it's here.db", 5);
        assert!(steps.iter().all(|step| step.starts_with(r"livechats --repo 'it'\''s here.db' ")));
        assert!(steps[3].ends_with("show demo/demo-5"));
        assert!(next_steps("/srv/d.db", 5)[0].starts_with("livechats --repo /srv/d.db list "));
        assert!(next_steps("livechats.db", 5)[0].starts_with("livechats list "));
    }

    #[test]
    fn a_repository_tells_its_demo_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        let actor = in_the_made_up_world(Actor { uid: 1000, now: Time::from_micros(0).unwrap(), fixed_clock: false });
        let mut store = Store::create(&path, &actor, "ana").unwrap();
        let mut chats = made_up::Demo::new(1, 30);
        store.fill(&actor, || Ok(chats.next())).unwrap();
        assert_eq!(store.totals().unwrap().live, 30);
        for chat in made_up::Demo::new(1, 30) {
            assert!(is_there(&store, Some(&chat)).unwrap(), "{}", chat.external_id);
        }
        assert!(!is_there(&store, made_up::Demo::new(2, 30).next().as_ref()).unwrap());
        assert!(!is_there(&store, None).unwrap());
    }
}
