//! The rulebooks that the program carries: the files of `rules/`, embedded as they are and parsed when it was built.

/// A rulebook that the program carries.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// Its id.
    pub id: &'static str,
    /// Its TOML text.
    pub text: &'static str,
    /// Its tree, packed (`packed`).
    pub packed: &'static [u8],
    /// Whether it may be chosen by a report's year.
    pub auto: bool,
}

/// All of them, by id.
pub const RULEBOOKS: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));
