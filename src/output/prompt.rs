//! Questions to a person at a terminal. Nobody is asked where nobody could answer.
//!
//! The keys are read here. The questions of dialoguer, which is made of the same library, take one key for an answer or
//! pass over those that are none, such as arrows and Control and D.

use std::io;
use std::sync::atomic::Ordering;

use console::{Key, Term};

use super::wash;
use crate::error::stop;

/// Above this many a plain yes is too easy: the number has to be typed.
pub const TYPED_ABOVE: u64 = 100;
/// No answer that counts is as long.
const LONGEST: usize = 40;
/// The number of the signal that Control and C stand for.
const INTERRUPT: usize = 2;

/// Asks whether to go on with so many. Anything but a clear yes, and Enter, is no.
///
/// # Errors
/// Where the terminal went away, or a signal came.
pub fn confirmed(question: &str, number: u64) -> io::Result<bool> {
    let question = wash::line(question);
    let question = question.as_str();
    if number <= TYPED_ABOVE {
        let answer = answer(&format!("{question} [y/N] "))?;
        return Ok(matches!(answer.as_deref(), Some("y" | "yes")));
    }
    Ok(answer(&format!("{question} Type {number} to go on: "))? == Some(number.to_string()))
}

/// What is typed behind this until Enter; `None` where there is more to it than characters, or it ends without Enter.
fn answer(prompt: &str) -> io::Result<Option<String>> {
    let term = Term::stderr();
    term.write_str(prompt)?;
    let stop = stop();
    let mut typed = String::new();
    let mut plain = true;
    let ended = loop {
        if stop.load(Ordering::Relaxed) != 0 {
            term.write_line("")?;
            return Err(io::ErrorKind::Interrupted.into());
        }
        match term.read_key_raw() {
            Ok(Key::Enter) => break true,
            Ok(Key::Backspace) => {
                if typed.pop().is_some() {
                    term.clear_chars(1)?;
                }
            }
            // Of the keyboard, or of a signal that came meanwhile.
            Ok(Key::CtrlC) => {
                let _ = stop.compare_exchange(0, INTERRUPT, Ordering::Relaxed, Ordering::Relaxed);
            }
            // Control and D; and an escape may have taken Enter for a part of its sequence.
            Ok(Key::Char('\u{4}') | Key::Escape | Key::UnknownEscSeq(_)) => break false,
            Ok(Key::Char(letter)) if !letter.is_control() && typed.len() < LONGEST => {
                typed.push(letter);
                term.write_str(letter.encode_utf8(&mut [0; 4]))?;
            }
            Ok(_) => plain = false,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break false,
            Err(error) => return Err(error),
        }
    };
    term.write_line("")?;
    Ok((ended && plain).then_some(typed))
}
