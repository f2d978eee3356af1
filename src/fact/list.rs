//! Enumerations: 一是…二是…, 1.…2.…, (1)…(2)…, whether each item is a block of its own or all stand in one paragraph.

use super::fold::Folded;
use crate::document::{Document, MarkerStyle};
use crate::language::Language;
use std::ops::Range;

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The look of its markers.
    pub style: MarkerStyle,
    /// The items in text order, with the numbers as written, gaps and repeats included.
    pub items: Vec<Item>,
    /// Whether its items are blocks (headings or paragraphs) rather than parts of one paragraph.
    pub blocks: bool,
    /// Whether its items are headings of the outline.
    pub headings: bool,
}

/// An item of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number its marker stands for.
    pub number: u32,
    /// The marker, in the folded text.
    pub marker: Range<usize>,
    /// The item's text behind the marker, up to the next item or the end of the block.
    pub content: Range<usize>,
}

/// Find the enumerations of a report.
#[must_use]
pub fn scan(document: &Document, prose: &Folded, language: Language) -> Vec<List> {
    let _ = (document, prose, language);
    Vec::new()
}
