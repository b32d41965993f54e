//! A filter printed back in the language it was read from.
