//! Organs named in a text: 县林业局, 市人民政府办公室, 我局, and the place before them.

use super::fold::Folded;
use crate::language::Language;
use std::ops::Range;

/// An organ named in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Where it stands.
    pub at: Range<usize>,
    /// The place it begins with (青原区), empty where none is said.
    pub place: Range<usize>,
    /// What it is, without the place (民政局).
    pub name: Range<usize>,
}

/// Find the organs named in a folded text.
#[must_use]
pub fn scan(prose: &Folded, language: Language) -> Vec<Organ> {
    let _ = (prose, language);
    Vec::new()
}
