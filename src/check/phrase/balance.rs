//! Quotation marks and brackets without a partner. Pairs may span paragraphs; what enumerates (`1)`, `a)`) has none, and
//! tables are left alone: their cells break off as they please.

use crate::document::BlockKind;
use crate::fact::Facts;
use crate::text::{Piece, Source};
use std::ops::Range;

/// How much of the text beside a mark is shown with it, in characters.
const SHOWN: usize = 12;

/// A mark that opens and the one that closes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pair {
    pub(super) open: char,
    pub(super) close: char,
}

impl Pair {
    /// A pair from its two characters, as a rulebook writes it: `《》`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut chars = text.chars().map(crate::fact::fold::narrow);
        match (chars.next(), chars.next(), chars.next()) {
            (Some(open), Some(close), None) if open != close => Some(Self { open, close }),
            _ => None,
        }
    }

    /// Whether such pairs stand in each other.
    fn nests(self) -> bool {
        matches!(self.open, '(' | '[' | '{')
    }
}

/// The marks of a pair that have no partner in a range, each with some of the text beside it.
pub(super) fn lonely(pair: Pair, facts: &Facts<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = &facts.prose.text;
    let mut waiting: Vec<usize> = Vec::new();
    let mut lonely = Vec::new();
    let mut last: Option<&Piece> = None;
    let pieces = facts.prose.pieces.iter();
    let inside = pieces.filter(|piece| range.start <= piece.range.start && piece.range.end <= range.end);
    for piece in inside.filter(|piece| matches!(piece.source, Source::Block(_))) {
        // A bracket is not kept open over a paragraph that has come to its end: the next one has no more to do with it.
        if pair.nests() && !goes_on(facts, last.replace(piece), piece) {
            lonely.extend(waiting.drain(..).map(|open| behind(text, open)));
        }
        for (offset, c) in text.get(piece.range.clone()).unwrap_or_default().char_indices() {
            let at = piece.range.start + offset;
            if c == pair.open {
                if !pair.nests() {
                    lonely.extend(waiting.pop().map(|open| behind(text, open)));
                }
                waiting.push(at);
            } else if c == pair.close && waiting.pop().is_none() && !enumerates(text, piece.range.start, at) {
                lonely.push(before(text, piece.range.start, at + c.len_utf8()));
            }
        }
    }
    lonely.extend(waiting.into_iter().map(|open| behind(text, open)));
    lonely.sort_by_key(|at| at.start);
    lonely
}

/// Whether a paragraph is the next line of a sentence that has not come to its end.
fn goes_on(facts: &Facts<'_>, last: Option<&Piece>, piece: &Piece) -> bool {
    let is_line = |piece: &Piece| match piece.source {
        Source::Block(block) => {
            facts.document.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Paragraph)
        }
        Source::Cell(..) => false,
    };
    let open = |piece: &Piece| {
        let text = facts.prose.text.get(piece.range.clone()).unwrap_or_default();
        !text.trim_end().ends_with(['。', ';', ':', '!', '?'])
    };
    last.is_some_and(|last| is_line(last) && open(last)) && is_line(piece)
}

/// Whether a closing bracket belongs to an enumerator: `1)`, `a)`, `二)` at the beginning of a clause.
fn enumerates(text: &str, start: usize, at: usize) -> bool {
    let head = text.get(start..at).unwrap_or_default();
    let bare = head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c));
    let length = head[bare.len()..].chars().count();
    (1..=2).contains(&length)
        && bare.chars().next_back().is_none_or(|c| matches!(c, '。' | ';' | ':' | ',' | ' ' | '、'))
}

fn behind(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().take(SHOWN).take_while(|c| *c != '\n').map(char::len_utf8).sum::<usize>()
}

fn before(text: &str, start: usize, end: usize) -> Range<usize> {
    let head = &text[start..end];
    let from = head.char_indices().rev().nth(SHOWN).map_or(0, |(from, _)| from);
    start + from..end
}
