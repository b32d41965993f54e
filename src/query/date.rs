//! Days, months, years, instants and ages as ranges of instants.
