//! G17 and G18: reading files.

use std::fs;

use crate::Result;
use crate::data::Data;
use crate::measure::{Run, Tools, medians};
use crate::report::{Goal, Report};

/// Measures G17 at the smallest size and its memory at 100,000 chats, and G18 between the two largest.
pub fn measure(tools: &Tools, repositories: &[Data], report: &mut Report) -> Result<()> {
    let Some(smallest) = repositories.first() else { return Ok(()) };
    against_shell(tools, smallest, report)?;
    if let Some(data) = repositories.iter().rev().find(|data| data.chats <= 100_000) {
        let import = import(tools, data)?;
        if let Some(memory) = tools.memory(&import)? {
            let told = format!("{memory:.1} MB");
            report.add(
                "G17",
                "memory of an import in MB",
                data.chats,
                told,
                String::new(),
                memory,
                Goal::AtMost(150.0),
            );
        }
    }
    if let [.., smaller, larger] = repositories {
        let (slow, quick) = (rate(tools, larger)?, rate(tools, smaller)?);
        let [ours, peer] = [slow, quick].map(|rate| format!("{rate:.0} messages/s"));
        let what = format!("rate of import, against that at {}", smaller.chats);
        report.add("G18", &what, larger.chats, ours, peer, slow / quick, Goal::AtLeast(0.6));
    }
    fs::remove_file(tools.folder.join("import.db"))?;
    Ok(())
}

/// The import of all chats of a repository into a fresh one.
fn import(tools: &Tools, data: &Data) -> Result<Run> {
    let lines = tools.folder.join(format!("chats-{}.jsonl", data.chats));
    data.ours(tools, ["export", "--format", "jsonl", "-o", "-"]).write_to(&lines)?;
    let target = tools.folder.join("import.db");
    let init = tools.ours(&target, ["--quiet", "init"]);
    Ok(tools.ours(&target, ["import"]).with(&lines).on_fresh(&target, Some(init)))
}

/// G17: the whole schema with all indexes and search, against one flat table of messages.
fn against_shell(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let ours = import(tools, data)?;
    let flat = tools.folder.join(format!("messages-{}.csv", data.chats));
    data.ours(tools, ["export", "--kind", "messages", "--format", "csv", "-o", "-"]).write_to(&flat)?;
    let target = tools.folder.join("flat.db");
    let statement = format!(".import '{}' message", flat.display());
    let shell = tools.shell(&target, ["-csv", &statement]).on_fresh(&target, None);
    let [ours_ms, shell] = medians([&ours, &shell], data.rounds())?;
    report.ratio("G17", "import, against .import of flat messages", data.chats, ours_ms, shell, Goal::AtMost(2.0));
    if let Some(utils) = &tools.sqlite_utils {
        let peer = Run::new(utils, ["insert"]).with(&target).with("message").with(&flat).with("--csv");
        let [ours, peer] = medians([&ours, &peer.on_fresh(&target, None)], 3)?;
        report.ratio("G17", "import, against sqlite-utils", data.chats, ours, peer, Goal::AtMost(0.45));
    }
    fs::remove_file(&target)?;
    Ok(())
}

/// Messages a second.
fn rate(tools: &Tools, data: &Data) -> Result<f64> {
    let milliseconds = import(tools, data)?.once()?;
    let messages: f64 = data.value(tools, "SELECT count(*) FROM message")?.parse()?;
    Ok(messages / milliseconds * 1000.0)
}
