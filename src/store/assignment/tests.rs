//! Chat assignment against a plain model.
