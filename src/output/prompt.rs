//! Questions to a person at a terminal. Nobody is asked where nobody could answer.

use std::io::{self, Write as _};

use dialoguer::console::Term;
use dialoguer::{Confirm, Input};

use super::wash;

/// Above this many a plain yes is too easy: the number has to be typed.
pub const TYPED_ABOVE: u64 = 100;

/// Bytes that stand behind a question: ` [y/N] `, and the answer.
const BEHIND: usize = 12;

/// Asks whether to go on with so many. Anything but a clear yes is no.
///
/// # Errors
/// Where the terminal went away.
pub fn confirmed(question: &str, number: u64) -> io::Result<bool> {
    let washed = wash::line(question);
    let mut question = washed.as_str().to_owned();
    // A question that is longer than a line would be drawn twice when it is answered.
    let columns = usize::from(Term::stderr().size().1);
    if washed.width() + BEHIND > columns {
        writeln!(io::stderr(), "{question}")?;
        "Go on?".clone_into(&mut question);
    }
    if number <= TYPED_ABOVE {
        let answer = Confirm::new().with_prompt(question).default(false).show_default(true).interact_opt();
        return Ok(answer.map_err(into_io)?.unwrap_or(false));
    }
    let prompt = format!("{question} Type {number} to go on");
    let answer: String = Input::new().with_prompt(prompt).allow_empty(true).interact_text().map_err(into_io)?;
    Ok(answer == number.to_string())
}

fn into_io(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}
