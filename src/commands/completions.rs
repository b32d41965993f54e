//! `livechats completions`: scripts that complete commands and flags in a shell.

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;

use crate::context::Context;
use crate::error::Result;

const EXAMPLES: &str = "\
Examples:
  livechats completions bash > /usr/share/bash-completion/completions/livechats
  livechats completions zsh > ~/.zfunc/_livechats
  livechats completions fish > ~/.config/fish/completions/livechats.fish";

/// Print the script that completes commands and flags in a shell
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: KnownShell,
}

/// The shells there is a script for.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum KnownShell {
    Bash,
    Zsh,
    Fish,
}

impl Completions {
    /// Prints the script for this tree of commands.
    pub fn run(self, cx: &mut Context, mut tree: Command) -> Result<()> {
        let shell = match self.shell {
            KnownShell::Bash => Shell::Bash,
            KnownShell::Zsh => Shell::Zsh,
            KnownShell::Fish => Shell::Fish,
        };
        // The generator panics where writing fails, so it writes into memory.
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut tree, "livechats", &mut script);
        Ok(std::io::Write::write_all(cx.output.exact(), &script)?)
    }
}
