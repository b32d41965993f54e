//! Running commands in turn, and what they cost.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::Result;

/// The programs that are there.
pub struct Tools {
    /// The program that is measured.
    pub livechats: PathBuf,
    /// The shell that it is measured against.
    pub sqlite3: PathBuf,
    /// Python with its sqlite3 module, if there.
    pub python3: Option<PathBuf>,
    /// sqlite-utils, if there.
    pub sqlite_utils: Option<PathBuf>,
    /// GNU time, which knows a command's largest memory.
    time: Option<PathBuf>,
    /// Where data is kept.
    pub folder: PathBuf,
}

impl Tools {
    /// Looks for the programs.
    pub fn find() -> Result<Self> {
        let livechats = PathBuf::from(env!("CARGO_BIN_EXE_livechats"));
        let sqlite3 =
            on_path("sqlite3").ok_or("the sqlite3 shell is not on the PATH: there is nothing to measure against")?;
        let target = livechats.ancestors().nth(2).ok_or("the program has no target folder above it")?;
        let folder = target.join("bench");
        fs::create_dir_all(&folder)?;
        // As an installation leaves it: a copy lies in fewer and larger pieces of the page cache than what the linker
        // wrote, and starts by up to a tenth quicker, like every other installed program here.
        let installed = folder.join("livechats");
        fs::copy(livechats, &installed)?;
        let tools = Self {
            sqlite3,
            python3: on_path("python3"),
            sqlite_utils: on_path("sqlite-utils"),
            time: on_path("time"),
            folder,
            livechats: installed,
        };
        let missing = [("python3", &tools.python3), ("sqlite-utils", &tools.sqlite_utils), ("GNU time", &tools.time)];
        for (name, _) in missing.iter().filter(|(_, found)| found.is_none()) {
            say(&format!("{name} is not on the PATH: what needs it is left out"));
        }
        Ok(tools)
    }

    /// Our program on this repository.
    pub fn ours<const N: usize>(&self, repository: &Path, arguments: [&str; N]) -> Run {
        let mut run = Run::new(&self.livechats, ["--repo"]);
        run.arguments.push(repository.into());
        run.arguments.extend(arguments.map(Into::into));
        run
    }

    /// The shell with these arguments, on this file.
    pub fn shell<const N: usize>(&self, file: &Path, arguments: [&str; N]) -> Run {
        let mut run = Run::new(&self.sqlite3, arguments);
        // Options, the file, then statements: options begin with a dash.
        let options = run.arguments.iter().take_while(|word| word.as_encoded_bytes().starts_with(b"-")).count();
        run.arguments.insert(options, file.into());
        run
    }

    /// The floor: the shell's whole process for nothing.
    pub fn floor(&self, file: &Path) -> Run {
        self.shell(file, ["select 1"])
    }

    /// The largest memory of a command in MB, where GNU time is there.
    pub fn memory(&self, run: &Run) -> Result<Option<f64>> {
        let Some(time) = &self.time else { return Ok(None) };
        let told = self.folder.join("memory.txt");
        let mut measured = Run::new(time, ["-f", "%M", "-o"]);
        measured.arguments.push(told.clone().into());
        measured.arguments.push(run.program.clone().into());
        measured.arguments.extend(run.arguments.clone());
        run.prepare()?;
        measured.once()?;
        let kilobytes: f64 = fs::read_to_string(told)?.trim().parse()?;
        Ok(Some(kilobytes / 1024.0))
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A command to run, more than once.
pub struct Run {
    program: PathBuf,
    arguments: Vec<OsString>,
    /// Files to remove before each run, not timed.
    fresh: Vec<PathBuf>,
    /// A command to run before each run, not timed.
    first: Option<Box<Run>>,
}

impl Run {
    /// A program with arguments.
    pub fn new<const N: usize>(program: &Path, arguments: [&str; N]) -> Self {
        let arguments = arguments.map(Into::into).into();
        Self { program: program.to_owned(), arguments, fresh: Vec::new(), first: None }
    }

    /// With one more argument.
    pub fn with(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// With this repository removed before each run, and the command run that makes it anew.
    pub fn on_fresh(mut self, file: &Path, first: Option<Run>) -> Self {
        self.fresh = ["", "-wal", "-shm", "-journal"]
            .iter()
            .map(|ending| PathBuf::from(format!("{}{ending}", file.display())))
            .collect();
        self.first = first.map(Box::new);
        self
    }

    fn prepare(&self) -> Result<()> {
        for file in &self.fresh {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.first.as_ref().map_or(Ok(()), |first| first.once().map(drop))
    }

    /// Runs it once, output thrown away. Milliseconds.
    pub fn once(&self) -> Result<f64> {
        self.prepare()?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status()?;
        let elapsed = start.elapsed();
        if !status.success() {
            return Err(format!("{status}: {}", self.line()).into());
        }
        Ok(elapsed.as_secs_f64() * 1000.0)
    }

    /// Runs it once for what it prints.
    pub fn output(&self) -> Result<Output> {
        let output = Command::new(&self.program).args(&self.arguments).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{}: {}: {why}", output.status, self.line()).into());
        }
        Ok(output)
    }

    /// Runs it once into a file.
    pub fn write_to(&self, file: &Path) -> Result<()> {
        let mut command = Command::new(&self.program);
        let status = command.args(&self.arguments).stdin(Stdio::null()).stdout(File::create(file)?).status()?;
        if status.success() { Ok(()) } else { Err(format!("{status}: {}", self.line()).into()) }
    }

    /// The command as one would type it, more or less.
    pub fn line(&self) -> String {
        let words = std::iter::once(self.program.as_os_str()).chain(self.arguments.iter().map(OsString::as_os_str));
        words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }
}

/// Runs the commands in turn this many times after one turn to warm up; the median of each, in milliseconds.
pub fn medians<const N: usize>(runs: [&Run; N], rounds: usize) -> Result<[f64; N]> {
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    for round in 0..=rounds {
        for (run, times) in runs.iter().zip(&mut times) {
            let time = run.once()?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    Ok(times.map(|mut times| percentile(&mut times, 50)))
}

/// The value below which so many in a hundred lie (the upper one of two).
pub fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * percent / 100).min(values.len().saturating_sub(1));
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// Tells whoever waits.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
