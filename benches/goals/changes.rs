//! G19, G20 and G22: changing a tenth of all chats at once, on copies of the largest repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::Result;
use crate::data::Data;
use crate::measure::{Run, Tools, percentile, say};
use crate::report::{Goal, Report};

/// Pause of the other writer between two notes: a person is slower.
const PAUSE: Duration = Duration::from_millis(20);

/// Measures them at the largest size.
pub fn measure(tools: &Tools, repositories: &[Data], report: &mut Report) -> Result<()> {
    let Some(data) = repositories.last() else { return Ok(()) };
    let copy = Copy::of(tools, &data.file, "changes.db")?;
    let (oldest, scattered) = (oldest_tenth(tools, data)?, scattered_tenth(tools, data)?);
    let delete = |query| ["delete", "--where", query, "--max", "10000000", "--yes"];
    let tag = |query| ["tag", "add", "benchmark", "--where", query, "--max", "10000000", "--yes"];
    let seconds = Some("G19");
    operation(tools, data, &copy, "delete of the oldest tenth", delete(&oldest), seconds, report)?;
    operation(tools, data, &copy, "delete of a scattered tenth", delete(&scattered), seconds, report)?;
    operation(tools, data, &copy, "tag add to the oldest tenth", tag(&oldest), None, report)?;
    tools.ours(&copy.file, delete(&oldest)).once()?;
    purge(tools, data, &copy, report)?;
    drop(copy);
    export(tools, data, report)
}

/// A copy of a repository, removed in the end.
struct Copy {
    file: PathBuf,
}

impl Copy {
    fn of(tools: &Tools, file: &Path, name: &str) -> Result<Self> {
        let copy = Self { file: tools.folder.join(name) };
        copy.remove();
        say(&format!("copying {}", file.display()));
        Run::new(Path::new("cp"), ["--reflink=auto"]).with(file).with(&copy.file).once()?;
        // Else whoever is measured first writes the copy to the disk too.
        fs::File::open(&copy.file)?.sync_all()?;
        Ok(copy)
    }

    fn remove(&self) {
        for ending in ["", "-wal", "-shm", "-lock", "-clearing"] {
            let _ = fs::remove_file(format!("{}{ending}", self.file.display()));
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A query for the oldest tenth of the chats.
fn oldest_tenth(tools: &Tools, data: &Data) -> Result<String> {
    let tenth = data.chats / 10;
    let sql = format!(
        "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', created_at / 1000000, 'unixepoch') FROM chat
         WHERE created_at IS NOT NULL ORDER BY key LIMIT 1 OFFSET {tenth}"
    );
    Ok(format!("created:<{}", data.value(tools, &sql)?))
}

/// A query for about as many chats from everywhere: the shortest.
fn scattered_tenth(tools: &Tools, data: &Data) -> Result<String> {
    let sql = format!(
        "SELECT message_count FROM (SELECT message_count, sum(count(*)) OVER (ORDER BY message_count) AS chats FROM chat
           GROUP BY message_count) ORDER BY abs(chats - {}) LIMIT 1",
        data.chats / 10
    );
    Ok(format!("messages:<={}", data.value(tools, &sql)?))
}

/// G22, and for a deletion G19: an operation and what takes it back, in turn.
fn operation<const N: usize>(
    tools: &Tools,
    data: &Data,
    copy: &Copy,
    what: &str,
    arguments: [&str; N],
    goal: Option<&str>,
    report: &mut Report,
) -> Result<()> {
    let (forth, back) = (tools.ours(&copy.file, arguments), tools.ours(&copy.file, ["undo", "--yes"]));
    let (mut all_forth, mut all_back) = (Vec::new(), Vec::new());
    for _ in 0..data.rounds() {
        all_forth.push(forth.once()?);
        all_back.push(back.once()?);
    }
    let (forth, back) = (percentile(&mut all_forth, 50), percentile(&mut all_back, 50));
    if let Some(goal) = goal {
        let told = format!("{forth:.2} ms");
        let what = format!("{what} to the bin, in seconds");
        report.add(goal, &what, data.chats, told, String::new(), forth / 1000.0, Goal::AtMost(3.0));
    }
    report.ratio("G22", &format!("undo, against the {what}"), data.chats, back, forth, Goal::AtMost(1.5));
    Ok(())
}

/// G19: the chats of the bin go for good; then once more, while another process writes one note after the other.
fn purge(tools: &Tools, data: &Data, copy: &Copy, report: &mut Report) -> Result<()> {
    let purge = |copy: &Copy| tools.ours(&copy.file, ["purge", "--all", "--now", "--max", "10000000", "--yes"]);
    let peer = Copy::of(tools, &copy.file, "transaction.db")?;
    say("purging in one transaction");
    let peer_ms = one_transaction(&peer.file)?;
    drop(peer);
    let alone = Copy::of(tools, &copy.file, "purge.db")?;
    say(&format!("{peer_ms:.0} ms; purging alone"));
    let alone_ms = purge(&alone).once()?;
    drop(alone);
    say(&format!("{alone_ms:.0} ms; purging beside another writer"));
    let what = "purge of a tenth, against one transaction";
    report.ratio("G19", what, data.chats, alone_ms, peer_ms, Goal::AtMost(0.6));
    let note = tools.ours(&copy.file, ["note", "add", &data.chats.to_string(), "beside a purge"]);
    let (ours, waits) = beside(|| purge(copy).once(), || note.once().inspect(|_| thread::sleep(PAUSE)))?;
    let longest = waits.into_iter().fold(0.0, f64::max);
    let [ours_told, longest_told] = [ours, longest].map(|time| format!("{time:.2} ms"));
    let what = "longest wait of a note meanwhile, in hundredths of the purge";
    report.add("G19", what, data.chats, longest_told.clone(), ours_told, longest / ours * 100.0, Goal::AtMost(5.0));
    let what = "the same, in seconds";
    report.add("G19", what, data.chats, longest_told, String::new(), longest / 1000.0, Goal::AtMost(1.0));
    Ok(())
}

/// Runs `work` once, and `other` again and again meanwhile: what the one gives, and all that the other gives.
fn beside(
    work: impl FnOnce() -> Result<f64>,
    mut other: impl FnMut() -> Result<f64> + Send,
) -> Result<(f64, Vec<f64>)> {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let others = scope.spawn(|| {
            let mut all = Vec::new();
            while !done.load(Ordering::Relaxed) {
                // Errors of ours cannot go from one thread to another.
                all.push(other().map_err(|error| error.to_string())?);
            }
            Ok::<_, String>(all)
        });
        let result = work();
        done.store(true, Ordering::Relaxed);
        let all = others.join().map_err(|_| "the other writer broke off")??;
        Ok((result?, all))
    })
}

/// The same removed in one transaction, by nothing but SQLite: the rows, their words in the index, the terms and the names
/// of authors that nothing holds any more. What SQLite leaves in the middle of its pages stays there.
fn one_transaction(file: &Path) -> Result<f64> {
    let start = Instant::now();
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;
         BEGIN IMMEDIATE;
         CREATE TEMP TABLE gone AS SELECT key FROM chat WHERE deleted_at IS NOT NULL;
         DELETE FROM search WHERE rowid IN (SELECT key FROM gone);
         DELETE FROM chat WHERE key IN (SELECT key FROM gone);
         INSERT INTO search (search) VALUES ('optimize');
         CREATE VIRTUAL TABLE temp.word USING fts5vocab('main', 'search', 'row');
         CREATE TEMP TABLE unused AS SELECT id FROM main.term WHERE text NOT IN (SELECT term FROM temp.word);
         DELETE FROM term_piece WHERE rowid IN (SELECT id FROM unused);
         DELETE FROM main.term WHERE id IN (SELECT id FROM unused);
         INSERT INTO term_piece (term_piece) VALUES ('optimize');
         UPDATE author SET name = NULL
           WHERE kind = 1 AND name IS NOT NULL AND id NOT IN (SELECT author_id FROM message);
         COMMIT;",
    )?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(connection);
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// G20: an export while another writes 2,000 rows a second, against the same alone.
fn export(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let copy = Copy::of(tools, &data.file, "export.db")?;
    let export = tools.ours(&copy.file, ["export", "--format", "jsonl", "-o", "-"]);
    let mut writer = Connection::open(&copy.file)?;
    writer.busy_timeout(Duration::from_secs(30))?;
    let (mut all_alone, mut all_beside) = (Vec::new(), Vec::new());
    for _ in 0..data.rounds() {
        all_alone.push(export.once()?);
        let (time, _) = beside(|| export.once(), || twenty_rows(&mut writer))?;
        all_beside.push(time);
    }
    let (alone, beside) = (percentile(&mut all_alone, 50), percentile(&mut all_beside, 50));
    let what = "export beside a writer of 2,000 rows a second, against alone";
    report.ratio("G20", what, data.chats, beside, alone, Goal::AtMost(1.15));
    Ok(())
}

/// Writes twenty rows in one transaction; the next one may come a hundredth of a second after this one.
fn twenty_rows(writer: &mut Connection) -> Result<f64> {
    let start = Instant::now();
    let transaction = writer.transaction()?;
    for _ in 0..20 {
        transaction
            .prepare_cached(
                "INSERT INTO note (chat_key, number, text) SELECT chat_key, number + 1, 'beside an export' FROM (
               SELECT key AS chat_key, coalesce((SELECT max(number) FROM note WHERE chat_key = key), 0) AS number
               FROM chat ORDER BY key DESC LIMIT 1)",
            )?
            .execute([])?;
    }
    transaction.commit()?;
    let took = start.elapsed();
    thread::sleep(Duration::from_millis(10).saturating_sub(took));
    Ok(took.as_secs_f64() * 1000.0)
}
