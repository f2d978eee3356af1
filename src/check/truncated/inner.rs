//! Whether the last sentence of each chapter comes to its end. Only asked of a report whose paragraphs end with a stop: where
//! they do not by habit, one more says nothing. Lists, labels and what leads to a table are let pass.

use super::ending::{hit, is_exempt, is_sentence, text_of};
use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::{Piece, Source};
use crate::finding::{Hit, Severity};
use crate::language::zh::attachment;
use crate::language::zh::closing;
use crate::language::zh::ending::{self, Ending};

/// The fewest characters of a paragraph that must end with a stop.
const FEWEST: usize = 20;

/// How many closed paragraphs to one that is open make a habit.
const HABIT: usize = 4;

/// The hits at the last clauses of chapters that break off.
pub fn find(facts: &Facts<'_>) -> Vec<Hit> {
    let pieces = &facts.prose.pieces;
    let is_long = |piece: &&Piece| is_paragraph(facts, piece) && text_of(facts, piece).chars().count() >= FEWEST;
    let (closed, open): (Vec<&Piece>, Vec<&Piece>) =
        pieces.iter().filter(is_long).partition(|piece| ending::of(text_of(facts, piece)) == Ending::Closed);
    if closed.len() < open.len() * HABIT {
        return Vec::new();
    }
    let breaks =
        |(at, piece): &(usize, &Piece)| is_long(piece) && ends_chapter(facts, *at) && breaks_off(facts, *at, piece);
    let hits = pieces.iter().enumerate().filter(breaks).map(|(_, piece)| {
        let text = text_of(facts, piece);
        let sure = ending::of(text) == Ending::Broken || ending::leads_on(text);
        hit(facts, piece).at_most(if sure { Severity::Warning } else { Severity::Info })
    });
    hits.collect()
}

fn is_paragraph(facts: &Facts<'_>, piece: &Piece) -> bool {
    match piece.source {
        Source::Block(block) => {
            facts.document.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Paragraph)
                && !facts.in_table(piece.range.start)
                && !closing::is_closing(text_of(facts, piece))
                && !attachment::announces(text_of(facts, piece))
        }
        Source::Cell(..) => false,
    }
}

/// Whether a heading, a signature or an attachment stands behind a paragraph.
fn ends_chapter(facts: &Facts<'_>, at: usize) -> bool {
    let Some(next) = facts.prose.pieces.get(at + 1) else { return false };
    let text = text_of(facts, next);
    match next.source {
        Source::Cell(..) => false,
        Source::Block(block) => match facts.document.blocks.get(block).map(|block| block.kind) {
            Some(BlockKind::Heading { .. }) => true,
            Some(BlockKind::Paragraph) => closing::is_closing(text) || attachment::announces(text),
            Some(BlockKind::Title | BlockKind::Table(_)) | None => false,
        },
    }
}

/// Whether a paragraph is a sentence that does not come to its end.
fn breaks_off(facts: &Facts<'_>, at: usize, piece: &Piece) -> bool {
    let text = text_of(facts, piece);
    let complete = match ending::of(text) {
        Ending::Closed => true,
        Ending::Open => ending::is_final_word(text) || !is_sentence(facts, at, text),
        Ending::Broken => text.ends_with(','),
    };
    !complete && !is_exempt(text)
}
