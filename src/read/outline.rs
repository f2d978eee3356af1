//! Headings told from numbering, for any format whose paragraphs do not say what they are. First chapters that run on in
//! their own line are cut from what follows (`split`), then each numbered block is judged by its look, its siblings and
//! what stands under it (`series`). Knows no title of any regime.

mod series;
mod split;

pub use split::visible_extent;

use crate::document::{Block, BlockKind, Marker, MarkerStyle};
use crate::language::zh::layout::{
    ends_item, is_bare_value, is_blank, is_clause_mark, is_date, is_label, is_row, is_unnumbered_heading,
};
use crate::language::zh::marker::marker_at;
use crate::span::Span;

/// The most characters of a heading, its enumerator left out.
const LONGEST: usize = 40;

/// Tell headings among paragraphs, give every block its enumerator, and cut chapters from the text that follows in the
/// same line. Titles, headings and tables that the format told stay as they are. `hidden` is what a reader does not see.
#[must_use]
pub fn outline(text: &str, hidden: &[Span], blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = split::split(text, hidden, blocks);
    mark(text, &mut blocks);
    let looks: Vec<Look> = blocks.iter().map(|block| look(text, hidden, block)).collect();
    for (at, level) in series::headings(&blocks, &looks) {
        blocks[at].kind = BlockKind::Heading { level };
    }
    blocks
}

/// Give every block its enumerator where the format tells headings itself, and tell the chapters that were typed as
/// paragraphs all the same: those whose number is missing between two chapters' numbers, in their style.
#[must_use]
pub fn complete(text: &str, hidden: &[Span], mut blocks: Vec<Block>) -> Vec<Block> {
    mark(text, &mut blocks);
    let chapters: Vec<(usize, Marker)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind == BlockKind::Heading { level: 1 })
        .filter_map(|(at, block)| Some((at, block.marker?)))
        .collect();
    let mut found = Vec::new();
    for (index, (from, marker)) in chapters.iter().enumerate() {
        let next = chapters.get(index + 1);
        let to = next.map_or(blocks.len(), |(at, _)| *at);
        let mut expected = marker.number + 1;
        for at in from + 1..to {
            let fits = blocks[at].marker.is_some_and(|other| other.style == marker.style && other.number == expected);
            let missing = next.is_none_or(|(_, next)| next.number > expected);
            if fits && missing && look(text, hidden, &blocks[at]) == Look::Heading {
                found.push(at);
                expected += 1;
            }
        }
    }
    for at in found {
        blocks[at].kind = BlockKind::Heading { level: 1 };
    }
    blocks
}

/// Give every block the enumerator it begins with.
pub fn mark(text: &str, blocks: &mut [Block]) {
    for block in blocks {
        if matches!(block.kind, BlockKind::Table(_)) || block.marker.is_some() {
            continue;
        }
        let start = block.span.range().start;
        let found = text.get(block.span.range()).and_then(marker_at);
        block.marker =
            found.map(|(style, number, length)| Marker { style, number, span: Span::new(start, start + length) });
    }
}

/// What a block looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// An enumerator and a short line that ends as no sentence ends.
    Heading,
    /// An enumerator and a short line that ends with a full stop or a colon.
    Stopped,
    /// An enumerator and text, or an item that ends like one.
    Item,
    /// A heading that needs no number.
    Unnumbered,
    /// A number or a dash alone: a cell of a table that lost its grid.
    Value,
    /// A short line without an enumerator.
    Short,
    /// Anything else.
    Other,
}

fn look(text: &str, hidden: &[Span], block: &Block) -> Look {
    match block.kind {
        BlockKind::Paragraph => {}
        BlockKind::Title | BlockKind::Heading { .. } | BlockKind::Table(_) => return Look::Other,
    }
    let Some(line) = short_line(text, hidden, block.span) else {
        return if block.marker.is_some() { Look::Item } else { Look::Other };
    };
    let Some(marker) = block.marker else {
        return if is_bare_value(&line) {
            Look::Value
        } else if is_unnumbered_heading(&line) {
            Look::Unnumbered
        } else if line.chars().any(is_clause_mark) {
            Look::Other
        } else {
            Look::Short
        };
    };
    let rest =
        marker_at(&line).and_then(|(_, _, length)| line.get(length..)).unwrap_or_default().trim_matches(is_blank);
    judge(marker.style, rest, &line)
}

/// Whether what stands behind an enumerator looks like a heading.
fn judge(style: MarkerStyle, rest: &str, line: &str) -> Look {
    let high = match style {
        MarkerStyle::Part | MarkerStyle::Chinese | MarkerStyle::ChineseParen => true,
        MarkerStyle::ArabicComma | MarkerStyle::ArabicDot | MarkerStyle::ArabicParen => false,
        MarkerStyle::Circled
        | MarkerStyle::ChineseShi
        | MarkerStyle::Ordinal
        | MarkerStyle::Qi
        | MarkerStyle::Roman
        | MarkerStyle::Letter => return Look::Item,
    };
    let length = rest.chars().filter(|c| !is_blank(*c)).count();
    let Some(end) = rest.chars().next_back() else { return Look::Item };
    let inner = &rest[..rest.len() - end.len_utf8()];
    let sentence = |c: char| matches!(c, '。' | '；' | ';' | '！' | '？');
    let colon = |c: char| matches!(c, '：' | ':');
    if length > LONGEST || inner.chars().any(sentence) || is_row(line) || is_date(rest) || is_label(rest) {
        return Look::Item;
    }
    if inner.chars().any(colon) && (!high || length > 25) {
        return Look::Item;
    }
    if matches!(end, '。' | '：' | ':') {
        return if high || colon(end) { Look::Stopped } else { Look::Item };
    }
    if ends_item(end) { Look::Item } else { Look::Heading }
}

/// The visible text of a block, where it is short enough for a heading.
fn short_line(text: &str, hidden: &[Span], span: Span) -> Option<String> {
    const MOST: usize = 400;
    if span.len() > MOST {
        return None;
    }
    let mut at = hidden.partition_point(|unseen| unseen.end <= span.start);
    let mut line = String::new();
    for (offset, c) in text.get(span.range())?.char_indices() {
        let here = span.start + u32::try_from(offset).unwrap_or(0);
        while hidden.get(at).is_some_and(|unseen| unseen.end <= here) {
            at += 1;
        }
        if !hidden.get(at).is_some_and(|unseen| unseen.start <= here) {
            line.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
        }
    }
    Some(line)
}
