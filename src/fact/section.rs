//! The outline of a report, and the vocabulary's sections found in it.

use super::fold::Folded;
use super::vocabulary::Vocabulary;
use crate::document::{Document, Marker};
use crate::span::Span;

/// The outline and what was found in it.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    /// The headings in text order.
    pub outline: Vec<Heading>,
    /// The vocabulary's sections that are there, in text order.
    pub found: Vec<Found>,
}

impl Sections {
    /// A section by its id; the first where it is there twice.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Found> {
        self.found.iter().find(|found| found.section == id)
    }

    /// The headings of chapters: depth 1.
    pub fn chapters(&self) -> impl Iterator<Item = &Heading> {
        self.outline.iter().filter(|heading| heading.level == 1)
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its block: an index into `Document::blocks`.
    pub block: usize,
    /// Depth from 1.
    pub level: u8,
    /// Its enumerator.
    pub marker: Option<Marker>,
    /// Its words, without the enumerator, in `Document::text`.
    pub title: Span,
    /// What stands under it, up to the next heading of the same or a lesser depth; subsections included. Empty where
    /// nothing does.
    pub body: Span,
    /// The heading it stands under: an index into the outline.
    pub parent: Option<usize>,
}

/// A section that is there.
#[derive(Clone, Debug)]
pub struct Found {
    /// The section's id.
    pub section: String,
    /// Its heading: an index into the outline; none for an excerpt that stands for the section.
    pub heading: Option<usize>,
    /// The words of the heading.
    pub title: Span,
    /// What stands under it.
    pub body: Span,
    /// How the heading was recognised.
    pub by: Match,
}

/// How a heading was recognised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Match {
    /// The prescribed title.
    Title,
    /// An accepted wording.
    Also,
    /// All key words are in it.
    Words,
    /// A letter or two differ from the title or an accepted wording.
    NearMiss,
}

/// Find the outline and the vocabulary's sections. For an excerpt without headings every section is the whole text.
#[must_use]
pub fn find(document: &Document, prose: &Folded, vocabulary: &Vocabulary, excerpt: bool) -> Sections {
    let _ = (document, prose, vocabulary, excerpt);
    Sections::default()
}
