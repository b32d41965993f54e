//! exchange
pub mod demo;
