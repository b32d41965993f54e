//! `livechats person erase`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::permission::{ChatVerb, Need};
use crate::model::person::PersonRow;
use crate::output::number::{counted, grouped};
use crate::store::{Copies, Erased, Outside, Proof, Standing, Store};

const EXAMPLES: &str = "\
Examples:
  livechats person erase 12 --dry-run                    what would go
  livechats person erase 12 --yes --certificate erased-12.txt
  livechats person erase ann@example.com --pseudonymise  chats stay readable, without her";

/// Erase a person: every word of theirs, proven
///
/// Texts of their chats, notes, custom fields, attachments, all that tells who they are, and old values in the record
/// go; of their chats stays when they were, who had them, tags and ratings. With --pseudonymise the texts stay, with
/// `Person 12` and `person12@invalid` for who they are. Then the index is cleared, the log emptied, and every byte of the
/// repository's files is searched for the words. The exit code is 0 only when none is left; 3 while another process
/// still reads the old bytes: the same command again finishes it. This cannot be undone.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Erase {
    /// Number, or exactly one's mail address, phone number, ID or name
    #[arg(value_name = "PERSON")]
    person: String,
    /// Keep the texts of their chats, with stand-ins for who they are
    #[arg(long)]
    pseudonymise: bool,
    /// Do it all, keep nothing, and say what would go
    #[arg(long, conflicts_with_all = ["yes", "certificate"])]
    dry_run: bool,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
    /// Write the certificate to this new file instead of standard output (-)
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

impl Work for Erase {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Purge)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        if !self.dry_run && !self.yes && !is_answerable(cx) {
            return Err(unanswerable("person erase", "say --yes"));
        }
        let file = self.file(cx)?;
        let (mut store, mut proofs) = cx.store_and_proofs()?;
        let person = store.person_named(&self.person)?;
        let erased = match store.erasure(person)? {
            Standing::Begun(at) | Standing::Proven(at) if !self.pseudonymise && store.is_pseudonymised(person)? => {
                return Err(half_erased(person, &at.local(&cx.clock.zone)));
            }
            // What opening the repository finished was begun by this command.
            Standing::Proven(_) if proofs.contains_key(&person) => None,
            Standing::Proven(at) => {
                cx.output.say(&format!("Person {person}: already erased on {}.", at.local(&cx.clock.zone)));
                return Ok(());
            }
            Standing::Begun(_) => None,
            Standing::None => {
                if !self.dry_run {
                    self.ask(store.person_rows(&[person])?.first())?;
                }
                let erased = store.erase_person(&cx.actor(), person, self.pseudonymise, self.dry_run)?;
                if self.dry_run {
                    cx.output.say(&format!("Dry run, nothing is kept: of person {person} would go {}.", told(&erased)));
                    return Ok(());
                }
                cx.output.say(&format!("Erased of person {person}: {}.", told(&erased)));
                Some(erased)
            }
        };
        let proof = match proofs.remove(&person) {
            Some(proof) => proof,
            None => prove(cx, &mut store, person)?,
        };
        let pseudonymised = store.is_pseudonymised(person)?;
        let at = cx.clock.now.rfc3339();
        let text = certificate(person, &at, pseudonymised, erased.as_ref(), &proof, &store.outside()?);
        match file {
            None => cx.output.exact().write_all(text.as_bytes())?,
            Some(mut file) => {
                file.write_all(text.as_bytes())?;
                file.finish()?;
            }
        }
        cx.output.say(&format!("Proven: none of it is left in {} bytes.", grouped(proof.bytes)));
        Ok(())
    }
}

impl Erase {
    /// The file of the certificate; `None` for standard output.
    fn file(&self, cx: &Context) -> Result<Option<OutputFile>> {
        let Some(path) = self.certificate.as_deref().filter(|path| path.as_os_str() != "-") else { return Ok(None) };
        cx.check_named_file(path)?;
        refuse_repository(path, cx.repository())?;
        if path.symlink_metadata().is_ok() {
            // A proof is not written over.
            return Err(
                Error::output(format!("cannot write {}: it exists already", path.display())).hint("name another file")
            );
        }
        OutputFile::create(path, false).map(Some)
    }

    fn ask(&self, row: Option<&PersonRow>) -> Result<()> {
        let chats = row.map_or(0, |row| row.chats);
        let name = row.and_then(|row| row.name.as_deref()).unwrap_or("Unknown");
        let id = row.map_or(0, |row| row.id);
        let chats = counted(u64::try_from(chats).unwrap_or_default(), "chat");
        let question = format!("Erase person {id} ({name}) with {chats}? This cannot be undone.");
        if self.yes {
            return Ok(());
        }
        confirm(&question, 1, "--dry-run shows what would go, --yes asks nothing")
    }
}

/// Who asks for all of it is not told that it is done where the texts are still there.
fn half_erased(person: i64, at: &str) -> Error {
    Error::conflict(format!("person {person} was pseudonymised on {at}; the texts of their chats are still there"))
        .hint(format!("to take these away, delete and purge their chats: livechats list person:{person}"))
}

fn prove(cx: &Context, store: &mut Store, person: i64) -> Result<Proof> {
    let in_use = || {
        Error::partial(format!(
            "person {person} is erased, but bytes of it stay in the file: it is still in use by a reader"
        ))
        .hint("close what reads it, then run the same command again")
    };
    let mut proofs = cx.clear(store, cx.wait())?.ok_or_else(in_use)?;
    proofs.remove(&person).ok_or_else(|| Error::bug("an erasure was begun and left no words to look for"))
}

/// What went, in words.
fn told(erased: &Erased) -> String {
    let noun = |name: &str| name.trim_end_matches('s').replace('_', " ");
    let parts: Vec<String> = erased.counts.iter().map(|(name, count)| counted(*count, &noun(name))).collect();
    if parts.is_empty() { "who they are".to_owned() } else { format!("who they are, {}", parts.join(", ")) }
}

/// What was done, proven, and not reached.
fn certificate(
    person: i64,
    at: &str,
    pseudonymised: bool,
    erased: Option<&Erased>,
    proof: &Proof,
    outside: &Outside,
) -> String {
    let mut lines = vec![format!("Erasure of person {person}, proven {at}")];
    if let Some(erased) = erased {
        lines.push(format!("What: {} (operation {})", told(erased), erased.operation));
    }
    if pseudonymised {
        lines.push("How: texts of their chats were kept, with stand-ins for who they are".to_owned());
    }
    lines.push(format!(
        "Proof: {} bytes of the repository's files and {} terms of its index were searched for {} and {}; none is left",
        grouped(proof.bytes),
        grouped(proof.vocabulary),
        counted(proof.words as u64, "word"),
        counted(proof.terms as u64, "term"),
    ));
    lines.push(
        "       (words of fewer than six bytes are told by the index only; words that others used too are theirs)"
            .to_owned(),
    );
    lines.push("Outside its reach:".to_owned());
    for (table, rows) in &proof.elsewhere {
        lines.push(format!("  what others wrote, or admins: {} of the table {table} name them", counted(*rows, "row")));
    }
    lines.push(made("exports", &outside.exports));
    if outside.backups.count > 0 {
        lines.push(made("backups", &outside.backups));
    }
    lines.push("  backups and copies of the file, and the files that chats were imported from".to_owned());
    lines.push("  snapshots of the file system, and blocks that a disk keeps after they were overwritten".to_owned());
    lines.push(String::new());
    lines.join("\n")
}

/// What is known of copies of a kind.
fn made(kind: &str, made: &Copies) -> String {
    let last: Vec<String> = made.last.iter().map(|(id, at)| format!("operation {id} of {}", at.rfc3339())).collect();
    match made.count {
        0 => format!("  {kind}: none was made with this program"),
        all => format!("  {kind}: {} made with this program, the last: {}", grouped(all), last.join(", ")),
    }
}
