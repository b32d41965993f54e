//! Lists of chats on standard input: a name a line.

use std::collections::HashSet;
use std::io::{BufRead, Read};

use crate::error::{Error, Result};
use crate::model::chat::ChatName;

/// The longest line that can be a name.
const LONGEST: u64 = 4096;

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Each name once, with the number of its line.
    pub names: Vec<(ChatName, u64)>,
    /// What is wrong with lines that are none; only where the reading went on.
    pub bad: Vec<String>,
}

/// Reads names, one a line. Empty lines, a byte order mark, CRLF and repetitions do no harm.
///
/// # Errors
/// `Usage` with the line for what is no name, unless `keep_going`; `Io` where reading fails.
pub fn read(mut input: impl BufRead, keep_going: bool) -> Result<Names> {
    let mut found = Names::default();
    let mut seen = HashSet::new();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = if number == 1 { text.trim_start_matches('\u{feff}') } else { &text };
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let too_long = line.len() as u64 == LONGEST && !line.ends_with(b"\n");
        match ChatName::parse(text).filter(|_| !too_long) {
            Some(name) => {
                if seen.insert(name.to_string()) {
                    found.names.push((name, number));
                }
            }
            None => {
                let shown: String = text.chars().take(40).collect();
                let message = format!("line {number} of stdin is not a chat id: {shown}");
                if too_long || !keep_going {
                    return Err(Error::usage(message)
                        .hint("give one number (4711) or source/external (star/star-11) a line; nothing was done"));
                }
                found.bad.push(message);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<i64> {
        let read = read(text.as_bytes(), false).unwrap();
        read.names.into_iter().map(|(name, _)| if let ChatName::Id(id) = name { id } else { -1 }).collect()
    }

    #[test]
    fn lines_are_read_as_people_write_them() {
        assert_eq!(ids(""), [0_i64; 0]);
        assert_eq!(ids("\u{feff}3\r\n 1 \n\n3\n2"), [3, 1, 2]);
        assert_eq!(ids("star/s-1\n"), [-1]);
    }

    #[test]
    fn a_line_that_is_no_name_is_named_with_its_number() {
        for bad in ["1\n2\n0x10\n", "1\n2\n１２\n", "1\n2\n1; DROP TABLE chats\n", "1\n2\n9223372036854775808\n"] {
            let error = read(bad.as_bytes(), false).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().starts_with("line 3 of stdin"), "{error}");
            let going = read(bad.as_bytes(), true).unwrap();
            assert_eq!((going.names.len(), going.bad.len()), (2, 1));
        }
        let long = format!("1\n{}\n", "7".repeat(10_000));
        assert_eq!(read(long.as_bytes(), true).unwrap_err().exit_code(), 2);
    }
}
