//! Headings: the blocks that the reader took for headings, and titles that begin a numbered paragraph.

use super::Match;
use super::wording::{Title, Wordings};
use crate::document::{Block, BlockKind, Document, Marker, MarkerStyle};
use crate::fact::fold::Folded;
use crate::language::en::marker as latin;
use crate::language::zh::heading::names_topic;
use crate::span::Span;

/// Clauses longer than this many bytes begin no run-in heading.
const CLAUSE: usize = 150;

/// A heading as found: where its words stand, and where what it heads begins.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its block.
    pub block: usize,
    /// Depth.
    pub level: u8,
    /// Its enumerator.
    pub marker: Option<Marker>,
    /// Its words.
    pub title: Span,
    /// What stands behind it in its own block; empty for a heading that is a block of its own.
    pub rest: Span,
}

/// Every heading, in text order.
pub fn all(document: &Document, prose: &Folded, wordings: &Wordings) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading { level } => {
                let title = title_of(prose, block);
                let rest = Span { start: block.span.end, end: block.span.end };
                found.push(Found { block: at, level: level.max(1), marker: block.marker, title, rest });
            }
            BlockKind::Paragraph => {
                if let Some(heading) = run_in(document, at, block, wordings) {
                    found.push(heading);
                }
            }
            BlockKind::Title | BlockKind::Table(_) => {}
        }
    }
    set_depths(document, &mut found);
    found
}

/// A paragraph that is a title to the letter, without number; asked only for what was not found otherwise. Short titles
/// (概述) count only in a report that numbers nothing: elsewhere they may be anything.
pub fn bare(document: &Document, prose: &Folded, wordings: &Wordings, wanted: &[bool], unnumbered: bool) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let short = block.span.len() <= CLAUSE;
        if block.kind != BlockKind::Paragraph || block.marker.is_some() || !short {
            continue;
        }
        let title = Title::new(document.slice(block.span));
        if title.key().chars().count() < if unnumbered { 2 } else { 4 } {
            continue;
        }
        let fits = wordings.fits(&title, 1);
        let serves = fits.iter().zip(wanted).any(|(fit, wanted)| {
            *wanted && fit.as_ref().is_some_and(|fit| matches!(fit.by, Match::Title | Match::Also))
        });
        if serves {
            let rest = Span { start: block.span.end, end: block.span.end };
            found.push(Found { block: at, level: 1, marker: None, title: title_of(prose, block), rest });
        }
    }
    found
}

/// The words of a heading's block, its enumerator and markup left out.
fn title_of(prose: &Folded, block: &Block) -> Span {
    let start = block.marker.map_or(block.span.start, |marker| marker.span.end.clamp(block.span.start, block.span.end));
    let words = prose.range(Span { start, end: block.span.end });
    let kept = prose.text.get(words.clone()).unwrap_or_default();
    let lead = kept.len() - kept.trim_start_matches(['、', '.', ':', ' ', ',']).len();
    prose.source(words.start + lead..words.end)
}

/// A numbered paragraph that begins with a title: 三、依申请公开情况。无。
fn run_in(document: &Document, at: usize, block: &Block, wordings: &Wordings) -> Option<Found> {
    let marker = block.marker?;
    let usual = usual_depth(document, block, marker)?;
    let start = marker.span.end.clamp(block.span.start, block.span.end);
    let text = document.slice(Span { start, end: block.span.end });
    let lead = text.len() - text.trim_start().len();
    let text = &text[lead..];
    for (end, mark) in text.char_indices().take_while(|(at, _)| *at <= CLAUSE).chain([(text.len(), '\n')]) {
        let ends = mark.is_whitespace() || matches!(mark, '。' | ':' | '：' | ';' | '；' | ',' | '，');
        if !ends || end > CLAUSE || end == 0 {
            continue;
        }
        let clause = text.get(..end)?;
        if !is_title(clause, usual, wordings) {
            continue;
        }
        let from = start as usize + lead;
        let behind = text[end..].trim_start_matches(|c: char| c.is_whitespace() || "。:：;；,，".contains(c));
        let stop = block.span.end as usize;
        return Some(Found {
            block: at,
            level: usual,
            marker: Some(marker),
            title: Span::new(from, from + clause.trim_end().len()),
            rest: Span::new(stop - behind.len(), stop),
        });
    }
    None
}

/// Whether the first clause of a paragraph is a section's title. Key words alone are enough only where the clause is one
/// phrase that ends as topics end.
fn is_title(clause: &str, level: u8, wordings: &Wordings) -> bool {
    let title = Title::new(clause);
    let phrase = !clause.contains(['。', ',', '，', ';', '；']) && title.key().chars().count() <= 30;
    wordings.fits(&title, level).iter().flatten().any(|fit| match fit.by {
        Match::Title | Match::Also => true,
        Match::NearMiss => level <= 2,
        Match::Words => level <= 2 && phrase && names_topic(title.key()),
    })
}

/// The depth that an enumerator tells: of V. A. and VI.C(2), which say all their steps, by the steps.
fn usual_depth(document: &Document, block: &Block, marker: Marker) -> Option<u8> {
    let text = document.slice(block.span);
    match latin::stepped(text).map(|(style, _, _)| style) {
        Some(MarkerStyle::Letter) => Some(2),
        Some(MarkerStyle::ArabicParen) => Some(3),
        Some(_) | None => style_depth(marker.style),
    }
}

/// The usual depth of an enumerator's style; none for styles that number points inside a paragraph.
fn style_depth(style: MarkerStyle) -> Option<u8> {
    match style {
        MarkerStyle::Part | MarkerStyle::Chinese | MarkerStyle::Roman => Some(1),
        MarkerStyle::ChineseParen => Some(2),
        MarkerStyle::ArabicComma | MarkerStyle::ArabicDot => Some(3),
        MarkerStyle::ArabicParen => Some(4),
        MarkerStyle::Circled
        | MarkerStyle::ChineseShi
        | MarkerStyle::Ordinal
        | MarkerStyle::Qi
        | MarkerStyle::Letter => None,
    }
}

/// A run-in heading has the depth of the reader's headings with the same look; where there are none, its style's usual
/// depth, counted from the shallowest that the report uses.
fn set_depths(document: &Document, found: &mut [Found]) {
    let is_block = |heading: &Found| matches!(document.blocks[heading.block].kind, BlockKind::Heading { .. });
    let known: Vec<(MarkerStyle, u8)> = found
        .iter()
        .filter(|heading| is_block(heading))
        .filter_map(|heading| heading.marker.map(|marker| (marker.style, heading.level)))
        .fold(Vec::new(), |mut known, pair| {
            if !known.iter().any(|(style, _)| *style == pair.0) {
                known.push(pair);
            }
            known
        });
    let shallowest = found.iter().filter(|heading| !is_block(heading)).map(|heading| heading.level).min().unwrap_or(1);
    for heading in found.iter_mut() {
        if is_block(heading) {
            continue;
        }
        let style = heading.marker.map(|marker| marker.style);
        let same = known.iter().find(|(known, _)| Some(*known) == style).map(|(_, level)| *level);
        heading.level = match same {
            Some(level) => level,
            None if known.is_empty() => heading.level - (shallowest - 1),
            None => heading.level,
        };
    }
}
