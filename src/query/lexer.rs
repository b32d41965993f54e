//! Words, phrases, brackets and signs of a query, each with its place.
