//! Whether the last sentence of a report comes to its end. Signature, date, contact lines, attachments and tables stand
//! behind it; a list whose items all lack their stop, a missing full stop before a signature, and titles are let pass.

use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::{Piece, Source};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::closing;
use crate::language::zh::ending::{self, Ending};

/// The hit at the last clause of a text that breaks off.
pub fn find(facts: &Facts<'_>) -> Option<Hit> {
    let mut signed = false;
    let mut last: Option<(usize, &Piece)> = None;
    for (at, piece) in facts.prose.pieces.iter().enumerate().rev() {
        let text = text_of(facts, piece);
        match piece.source {
            // A table or a list of attachments closes a report as well as a sentence does.
            Source::Cell(..) => return None,
            Source::Block(block) => match facts.document.blocks[block].kind {
                BlockKind::Paragraph if closing::is_closing(text) => signed |= !text.trim().is_empty(),
                BlockKind::Paragraph => {
                    last = Some((at, piece));
                    break;
                }
                // A heading with nothing under it is another check's matter.
                BlockKind::Heading { .. } | BlockKind::Title | BlockKind::Table(_) => return None,
            },
        }
    }
    let (at, piece) = last?;
    let text = text_of(facts, piece);
    let verdict = match ending::of(text) {
        Ending::Closed => return None,
        // A comma before the signature is more likely a slip for the stop.
        Ending::Broken if signed && text.ends_with(',') => Severity::Warning,
        Ending::Broken => Severity::Error,
        Ending::Open if signed || !is_sentence(facts, at, text) => return None,
        Ending::Open if ending::leads_on(text) => Severity::Error,
        Ending::Open if ending::is_final_word(text) || ending::is_item(text) => return None,
        Ending::Open => Severity::Warning,
    };
    if is_exempt(text) {
        return None;
    }
    Some(hit(facts, piece).at_most(verdict))
}

/// The hit on the last clause of a paragraph.
pub(super) fn hit(facts: &Facts<'_>, piece: &Piece) -> Hit {
    let text = text_of(facts, piece);
    let start = text.rfind(['。', ';', ',', '!', '?']).map_or(0, |mark| {
        let behind = mark + text[mark..].chars().next().map_or(1, char::len_utf8);
        if behind < text.len() { behind } else { 0 }
    });
    let base = piece.range.start;
    let site = facts.prose.source(base + start..base + text.trim_end().len());
    let tail: String = {
        let chars: Vec<char> = facts.document.slice(site).trim().chars().collect();
        chars[chars.len().saturating_sub(20)..].iter().collect()
    };
    let message = Wording::new(format!("正文在“{tail}”处中断"), format!("the text breaks off at “{tail}”"));
    Hit::at(site, message)
}

pub(super) fn text_of<'f>(facts: &'f Facts<'_>, piece: &Piece) -> &'f str {
    facts.prose.text.get(piece.range.clone()).unwrap_or_default()
}

/// Whether a paragraph without a stop is prose: it has stops inside, or the paragraphs before it end with one. Items of a
/// list that has none are not.
pub(super) fn is_sentence(facts: &Facts<'_>, at: usize, text: &str) -> bool {
    if text.chars().count() < 12 {
        return false;
    }
    if text.contains(['。', ';']) {
        return true;
    }
    let block = |piece: &Piece| match piece.source {
        Source::Block(block) => facts.document.blocks.get(block),
        Source::Cell(..) => None,
    };
    let marked = block(&facts.prose.pieces[at]).is_some_and(|block| block.marker.is_some());
    let before: Vec<&Piece> = facts.prose.pieces[..at]
        .iter()
        .rev()
        .filter(|piece| block(piece).is_some_and(|block| block.kind == BlockKind::Paragraph))
        .filter(|piece| text_of(facts, piece).chars().count() >= 12)
        .take(if marked { 1 } else { 3 })
        .collect();
    let stopped = before.iter().filter(|piece| ending::of(text_of(facts, piece)) == Ending::Closed).count();
    !before.is_empty() && stopped == before.len() && (text.contains(',') || before.len() > 1)
}

/// What a text may end on without a sentence: an address, a number, a line of a web page.
pub(super) fn is_exempt(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(|c: char| c.is_ascii_alphanumeric()) && !ending::bare_number(text)
        || text.contains("特此报告") && text.chars().count() < 12
}
