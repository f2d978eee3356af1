//! Numbers that were left blank: white space inside a sentence where a number should stand before its unit (`案例  个。`).

use crate::fact::Facts;
use crate::fact::fold::{Source, is_ideograph};
use std::ops::Range;

/// The fewest columns of white space that are no slip of the hand.
const FEWEST: usize = 2;

/// The units that stand behind blanks in a range, each with the word before the blank.
pub(super) fn find(units: &[String], facts: &Facts<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = &facts.prose.text;
    let mut found = Vec::new();
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        for (offset, _) in text.get(range.clone()).unwrap_or_default().match_indices(unit.as_str()) {
            let at = range.start + offset;
            let is_block = facts
                .prose
                .piece_at(at)
                .is_some_and(|piece| matches!(piece.source, Source::Block(_)) && piece.range.start < at);
            let ends = text[at + unit.len()..].starts_with([',', '。', ';', '、', ')', '(']);
            let Some(word) = text[..at].chars().next_back().filter(|c| is_ideograph(*c)) else { continue };
            if is_block && ends && is_blank(facts, at) {
                found.push(at - word.len_utf8()..at + unit.len());
            }
        }
    }
    found.sort_by_key(|at| at.start);
    found
}

/// Whether the report has a blank right before a folded offset, inside a line.
fn is_blank(facts: &Facts<'_>, at: usize) -> bool {
    let Some((before, _)) = facts.prose.text[..at].char_indices().next_back() else { return false };
    let source = facts.prose.source(before..at + 1);
    let written = facts.document.slice(source);
    let blank = written.chars().skip(1).take_while(|c| c.is_whitespace());
    let columns = blank.map(|c| if c == '\u{3000}' { 2 } else { 1 });
    !written.contains('\n') && columns.sum::<usize>() >= FEWEST
}
