//! The vocabulary's figures: numbers said in prose, with their scope.

use super::Given;
use super::fold::Folded;
use super::number::Number;
use super::section::Sections;
use super::vocabulary::Vocabulary;
use crate::span::Span;
use rust_decimal::Decimal;

/// A figure as said once.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The figure's id.
    pub figure: String,
    /// Its value in the figure's unit.
    pub value: Decimal,
    /// Digits behind the point as written.
    pub decimals: u32,
    /// Whether it is not exact: 余, 约.
    pub approximate: bool,
    /// The number and its unit, in `Document::text`.
    pub span: Span,
}

/// Find the vocabulary's figures, in text order. A match counts with the whole number that its `{n}` touches.
#[must_use]
pub fn find(
    prose: &Folded,
    numbers: &[Number],
    vocabulary: &Vocabulary,
    sections: &Sections,
    given: &Given,
) -> Vec<Figure> {
    let _ = (prose, numbers, vocabulary, sections, given);
    Vec::new()
}
