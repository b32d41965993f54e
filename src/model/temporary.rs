//! The hidden names that files and folders have until they are whole: they tell which process makes them.

const BEGIN: &str = ".livechats-";
const END: &str = ".tmp";

/// The n-th name of a process: `.livechats-PROCESS-NUMBER.tmp`.
pub fn temporary_name(process: u32, number: u32) -> String {
    format!("{BEGIN}{process}-{number}{END}")
}

/// The process that makes what has such a name, or what SQLite puts beside it.
pub fn maker_of(name: &str) -> Option<u32> {
    let (process, rest) = name.strip_prefix(BEGIN)?.split_once('-')?;
    process.parse().ok().filter(|_| rest.contains(END))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_maker() {
        assert_eq!(temporary_name(7, 0), ".livechats-7-0.tmp");
        for name in [&temporary_name(7, 12), ".livechats-7-copy.tmp", ".livechats-7-0.tmp-journal"] {
            assert_eq!(maker_of(name), Some(7), "{name}");
        }
        for other in [".livechats-x-0.tmp", "livechats-7-0.tmp", ".livechats-7", ".livechats-7-0", "r.db", ""] {
            assert_eq!(maker_of(other), None, "{other}");
        }
    }
}
