//! `livechats man`: the manual pages.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man as Page;

use crate::context::Context;
use crate::error::{Error, Result, describe};
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats man | man -l -                          read the main page
  livechats man --dir /usr/local/share/man/man1     install the page of every command";

/// Print the manual page, or write the pages of all commands
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Man {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    /// Writes the pages of this tree of commands.
    pub fn run(self, cx: &mut Context, tree: Command) -> Result<()> {
        let Some(dir) = self.dir else {
            let page = rendered(tree)?;
            return Ok(cx.output.exact().write_all(&page)?);
        };
        cx.check_named_file(&dir)?;
        let pages = pages(tree)?;
        let count = pages.len() as u64;
        for (name, page) in pages {
            write_page(&dir.join(&name), &page).map_err(|error| {
                Error::output(format!("cannot write {}: {}", dir.join(&name).display(), describe(&error)))
            })?;
        }
        cx.output.say(&format!("Wrote {} to {}.", counted(count, "manual page"), dir.display()));
        Ok(())
    }
}

/// The page of the program, of each command and of each verb, with their file names.
fn pages(mut tree: Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    tree.build();
    let mut pages = Vec::new();
    add_pages(tree, &mut pages)?;
    Ok(pages)
}

fn add_pages(command: Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let within: Vec<Command> = command.get_subcommands().filter(|one| one.get_name() != "help").cloned().collect();
    pages.push((Page::new(command.clone()).get_filename(), rendered(command)?));
    within.into_iter().try_for_each(|command| add_pages(command, pages))
}

fn rendered(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    Ok(page)
}

fn write_page(path: &Path, page: &[u8]) -> io::Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::write(path, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_of_its_own() {
        let user = Command::new("user").about("Users").subcommand(Command::new("add").about("Make a user"));
        let list = Command::new("list").about("List chats");
        let tree = Command::new("livechats").about("x").subcommand(list).subcommand(user);
        let pages = pages(tree).unwrap();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["livechats.1", "livechats-list.1", "livechats-user.1", "livechats-user-add.1"]);
        assert!(pages.iter().all(|(_, page)| page.starts_with(b".ie") || page.starts_with(b".TH")), "no manual page");
    }
}
