//! The rulebooks that the program carries: the files of `rules/`, embedded.

/// Name and text of each, those that others extend first.
pub const RULEBOOKS: &[(&str, &str)] = &[];
