//! G1 to G5: starting, listing, showing, counting.

use crate::Result;
use crate::data::Data;
use crate::measure::{Run, Tools, medians};
use crate::report::{Goal, Report};

/// Pairs of runs of a short command.
const ROUNDS: usize = 21;

/// Measures them at every size.
pub fn measure(tools: &Tools, repositories: &[Data], report: &mut Report) -> Result<()> {
    let (Some(smallest), Some(largest)) = (repositories.first(), repositories.last()) else { return Ok(()) };
    let floor = tools.floor(&largest.file);
    for (what, arguments) in [("--version", &["--version"][..]), ("list --help", &["list", "--help"])] {
        let run = arguments.iter().fold(Run::new(&tools.livechats, []), |run, argument| run.with(argument));
        let [ours, floor] = medians([&run, &floor], ROUNDS)?;
        report.ratio("G1", what, largest.chats, ours, floor, Goal::AtMost(0.75));
    }
    for data in repositories {
        at_size(tools, data, report)?;
    }
    if smallest.chats < largest.chats {
        let [large, small] = medians([&largest.ours(tools, ["list"]), &smallest.ours(tools, ["list"])], ROUNDS)?;
        let what = format!("list, against the same at {}", smallest.chats);
        report.ratio("G2", &what, largest.chats, large, small, Goal::AtMost(1.15));
    }
    Ok(())
}

fn at_size(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let floor = tools.floor(&data.file);
    let middle = (data.chats / 2).max(1).to_string();
    let rep = data.value(
        tools,
        "SELECT name FROM rep WHERE id = (SELECT assignee_id FROM chat WHERE status = 1 AND assignee_id IS NOT NULL
         GROUP BY assignee_id ORDER BY count(*) DESC LIMIT 1)",
    )?;
    let three = format!("status:closed tag:vip assignee:\"{rep}\"");
    for (goal, arguments, most) in [
        ("G2", &["list"][..], 1.5),
        ("G4", &["show", &middle], 1.5),
        ("G4", &["list", "--tag", "vip"], 1.5),
        ("G4", &["list", &three], 2.5),
        ("G5", &["list", "--count"], 1.5),
        ("G5", &["list", "--count", "status:open"], 1.5),
        ("G5", &["list", "--count", "tag:refund"], 1.5),
    ] {
        let run = arguments.iter().fold(data.ours(tools, []), |run, argument| run.with(argument));
        let [ours, floor] = medians([&run, &floor], ROUNDS)?;
        report.ratio(goal, &arguments.join(" "), data.chats, ours, floor, Goal::AtMost(most));
    }
    deep_page(tools, data, report)
}

/// G3: a page in the middle, by the cursor that the page before it told.
fn deep_page(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let depth = (data.chats / 2).clamp(1, 500_000);
    let before = data.ours(tools, ["list", "--limit", "1", "--page", &depth.to_string()]).output()?;
    let told = String::from_utf8(before.stderr)?;
    let cursor = told.split("--after ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let cursor = cursor.ok_or_else(|| format!("no cursor in the footer: {told}"))?;
    let [deep, first] = medians([&data.ours(tools, ["list", "--after", cursor]), &data.ours(tools, ["list"])], ROUNDS)?;
    let what = format!("list --after, {depth} chats deep, against page 1");
    report.ratio("G3", &what, data.chats, deep, first, Goal::AtMost(1.15));
    Ok(())
}
