//! A filter printed back in the language it was read from.

impl std::fmt::Display for super::Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}
