//! hegui checks written reports against a regulation.
//!
//! Bytes become a [`document::Document`] (`read`), its text a reading (`reading`), of which facts are gathered (`fact`) by
//! the vocabulary of a rulebook (`rulebook`); check kinds (`check`) ask the facts; an audit (`audit`) collects their findings for one
//! report, a batch (`batch`) for many; writers (`render`) show them. Imports go down only; `tests/house.rs` holds it.

// Floor 0
pub mod document;
pub mod fault;
pub mod finding;
pub mod language;
pub mod packed;
pub mod span;
pub mod spanned;
pub mod text;
// Floor 1: words
pub mod lexicon;
// Floor 2: bytes, and what they say
pub mod read;
pub mod reading;
// Floor 3: what a rulebook's names find
pub mod fact;
// Floor 4
pub mod check;
// Floor 5
pub mod rulebook;
// Floor 6
pub mod audit;
pub mod batch;
// Floor 7
pub mod render;
// Floor 8
pub mod cli;
pub mod config;
