//! Questions to a person at a terminal. Nobody is asked where nobody could answer.

use std::io;

use dialoguer::{Confirm, Input};

use super::wash;

/// Above this many a plain yes is too easy: the number has to be typed.
pub const TYPED_ABOVE: u64 = 100;

/// Asks whether to go on with so many. Anything but a clear yes is no.
///
/// # Errors
/// Where the terminal went away.
pub fn confirmed(question: &str, number: u64) -> io::Result<bool> {
    let question = wash::line(question).as_str().to_owned();
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
