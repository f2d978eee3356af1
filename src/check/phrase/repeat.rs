//! Paragraphs that are written twice, as pasting leaves them.

use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::{Source, letters};
use std::collections::HashSet;
use std::ops::Range;

/// The paragraphs of at least so many letters in a range that say, letter by letter, what an earlier one says.
pub(super) fn find(facts: &Facts<'_>, range: &Range<usize>, fewest: usize) -> Vec<Range<usize>> {
    let prose = &facts.prose;
    let mut known: HashSet<String> = HashSet::new();
    let again = prose.pieces.iter().filter(|piece| {
        let Source::Block(block) = piece.source else { return false };
        let paragraph = facts.document.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Paragraph);
        let text = prose.text.get(piece.range.clone()).unwrap_or_default();
        if !paragraph || facts.in_table(piece.range.start) || text.chars().count() < fewest {
            return false;
        }
        let words = letters(text);
        words.chars().count() >= fewest && !known.insert(words)
    });
    let again = again.map(|piece| piece.range.clone());
    again.filter(|at| range.start <= at.start && at.end <= range.end).collect()
}
