//! Chapters that run on in their own line, cut from the text behind them, in reports whose lines were lost too: the
//! chapters' numbers must run in order through the line, and their titles must be short and closed by white space or a
//! stop. Lists of numbers (一、二、三产业) are no chapters.

use crate::document::{Block, BlockKind, MarkerStyle};
use crate::language::zh::heading::names_topic;
use crate::language::zh::layout::{is_blank, is_row};
use crate::language::zh::marker::marker_at;
use crate::span::Span;

/// The most characters of a title that is cut out of a line.
const LONGEST: usize = 30;

/// A chapter's number found in a block.
#[derive(Clone, Copy, Debug)]
struct Found {
    block: usize,
    /// Where the enumerator begins.
    at: usize,
    number: u32,
    /// Where the title ends, when text follows it in the block.
    end: Option<usize>,
    /// Whether the title is closed by white space and no stop.
    blank: bool,
    /// Whether it begins its block.
    first: bool,
    /// Whether the title is followed by text, and not by the next number.
    body: bool,
}

/// Cut chapters that run on from what follows them.
#[must_use]
pub fn split(text: &str, hidden: &[Span], blocks: Vec<Block>) -> Vec<Block> {
    let mut found = Vec::new();
    let mut parts = false;
    for (at, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Paragraph) {
            continue;
        }
        let slice = text.get(block.span.range()).unwrap_or_default();
        if slice.len() < 1000 && is_row(slice) {
            continue;
        }
        let mark = marker_at(slice);
        parts |= mark.is_some_and(|(style, ..)| style == MarkerStyle::Part) && slice.len() < 120;
        chapters(slice, at, block.span.range().start, &mut found);
    }
    let cuts = cuts(text, &blocks, &found, parts);
    if cuts.is_empty() {
        return blocks;
    }
    apply(text, hidden, blocks, cuts)
}

/// The chapters' numbers in a block, those inside it behind a stop or white space.
fn chapters(slice: &str, block: usize, start: usize, found: &mut Vec<Found>) {
    let mut before = None;
    for (at, c) in slice.char_indices() {
        let open =
            before.is_none_or(|before| is_blank(before) || matches!(before, '。' | '；' | '：' | ':' | '！' | ';'));
        before = Some(c);
        if !open || !matches!(c, '一'..='龥') {
            continue;
        }
        let rest = &slice[at..];
        let Some((style, number, length)) = marker_at(rest) else { continue };
        let comma = rest[..length].ends_with(['，', ',']);
        let part = style == MarkerStyle::Part && at == 0;
        let chapter =
            style == MarkerStyle::Chinese && !comma && (at == 0 || rest[..length].ends_with(['、', '.', '．']));
        if part || chapter {
            let (end, blank) = title(rest, length, style == MarkerStyle::Part);
            let body = end.is_some_and(|end| {
                marker_at(rest[end..].trim_start_matches(is_blank))
                    .is_none_or(|(style, ..)| style != MarkerStyle::Chinese)
            });
            let end = end.map(|end| start + at + end);
            found.push(Found { block, at: start + at, number, end, blank, first: at == 0, body });
        }
    }
}

/// Where the title behind an enumerator of a length ends, if text follows it and it is short; and whether white space
/// closes it.
fn title(rest: &str, length: usize, part: bool) -> (Option<usize>, bool) {
    let behind = rest[length..].trim_start_matches(is_blank);
    let begin = rest.len() - behind.len();
    let mut letters = 0;
    let mut since = 0;
    for (offset, c) in behind.char_indices() {
        if letters > LONGEST {
            break;
        }
        let after = &behind[offset + c.len_utf8()..];
        if is_blank(c) {
            // In 概 述 the blanks stand between the letters of a word.
            let spaced = since <= 1 && after.chars().nth(1).is_none_or(is_blank);
            let follows = after.trim_start_matches(is_blank);
            if spaced || follows.is_empty() || letters < 2 {
                since = 0;
                continue;
            }
            let fits = begins_text(follows) && !behind[..offset].ends_with(['、', '“', '《']);
            return (fits.then_some(begin + offset), true);
        }
        match c {
            '。' | '：' | ':' if letters >= 2 && !after.trim_matches(is_blank).is_empty() && !part => {
                return (Some(begin + offset + c.len_utf8()), false);
            }
            '，' | ',' | '；' | ';' | '。' | '：' | ':' | '|' | '\t' => break,
            _ => {}
        }
        letters += 1;
        since += 1;
    }
    (None, false)
}

/// Whether what follows a blank begins a text of its own, and does not go on with what stands before: no measure after a
/// stray blank (656 条), no digits save a year's.
fn begins_text(text: &str) -> bool {
    let digits = text.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    if digits > 0 {
        return digits == 4 && text.chars().nth(4).is_some_and(|c| c == '年' || is_blank(c));
    }
    let sentence = text.chars().take(400).filter(|c| matches!(c, '。' | '，' | ',' | '；' | '、' | '(' | '（')).count();
    text.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '（' | '《' | '“'))
        && (sentence > 0 || text.chars().take(6).count() < 6)
}

/// Where blocks are cut: at chapters that run in order.
fn cuts(text: &str, blocks: &[Block], found: &[Found], parts: bool) -> Vec<(usize, usize)> {
    let outer = found.iter().filter(|chapter| chapter.first).count();
    let mut cuts = Vec::new();
    if outer >= 2 || parts {
        let mut last = 0;
        for (index, chapter) in found.iter().enumerate() {
            let next = found[index + 1..].iter().find(|other| other.first).map(|other| other.number);
            let fits = chapter.number == last + 1 || (chapter.first && chapter.blank);
            let inside =
                chapter.blank && chapter.number == last + 1 && next.is_none_or(|next| next == chapter.number + 1);
            if chapter.first && fits || !chapter.first && inside {
                last = chapter.number;
                if !chapter.first {
                    cuts.push((chapter.block, chapter.at));
                }
                if let Some(end) = chapter.end.filter(|_| chapter.blank || !parts) {
                    cuts.push((chapter.block, end));
                }
            } else if chapter.first {
                last = chapter.number;
            }
        }
    } else {
        let chain = chain(found);
        let whole = chain.len() >= 3
            || (chain.len() == 2 && chain.iter().all(|chapter| chapter.blank))
            || chain.iter().all(|chapter| chapter.first);
        for chapter in chain.iter().filter(|_| whole) {
            if !chapter.first {
                cuts.push((chapter.block, chapter.at));
            }
            cuts.extend(chapter.end.map(|end| (chapter.block, end)));
        }
    }
    sections(text, blocks, &mut cuts);
    cuts
}

/// The chapters that run 1, 2, 3 … through the text; a list of contents before them is passed over.
fn chain(found: &[Found]) -> Vec<Found> {
    let mut chain: Vec<Found> = Vec::new();
    for chapter in found.iter().filter(|chapter| chapter.end.is_some() || chapter.first) {
        let expected = chain.last().map_or(1, |last| last.number + 1);
        if chapter.number == expected {
            chain.push(*chapter);
        } else if chapter.number == 1 && (chain.len() < 3 || chain.iter().filter(|chapter| chapter.body).count() < 2) {
            chain = vec![*chapter];
        }
    }
    chain
}

/// In blocks that are cut into chapters, sections (一) (二) behind white space are cut too, with their titles where these
/// name a topic; so are the titles of sections that begin their block.
fn sections(text: &str, blocks: &[Block], cuts: &mut Vec<(usize, usize)>) {
    let mut inner = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Paragraph) {
            continue;
        }
        let from = cuts.partition_point(|(other, _)| *other < index);
        let cut = cuts.get(from).is_some_and(|(other, _)| *other == index);
        let start = block.span.range().start;
        let slice = text.get(block.span.range()).unwrap_or_default();
        let mut before = None;
        for (at, c) in slice.char_indices() {
            let open = before.is_none_or(is_blank);
            before = Some(c);
            if !cut && at > 0 {
                break;
            }
            if !open || !matches!(c, '(' | '（') {
                continue;
            }
            let Some((MarkerStyle::ChineseParen, _, length)) = marker_at(&slice[at..]) else { continue };
            if at > 0 {
                inner.push((index, start + at));
            }
            if let (Some(end), true) = title(&slice[at..], length, true)
                && (names_topic(slice[at..at + end].trim_matches(is_blank))
                    || (cut && slice[at..at + end].chars().count() <= 15))
            {
                inner.push((index, start + at + end));
            }
        }
    }
    cuts.append(&mut inner);
    cuts.sort_unstable();
    cuts.dedup();
}

/// The blocks, cut.
fn apply(text: &str, hidden: &[Span], blocks: Vec<Block>, cuts: Vec<(usize, usize)>) -> Vec<Block> {
    let mut result = Vec::with_capacity(blocks.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (index, block) in blocks.into_iter().enumerate() {
        let Span { start, end } = block.span;
        let mut from = start as usize;
        while let Some((_, at)) = cuts.next_if(|(other, _)| *other == index) {
            push(text, hidden, from, at, &block, &mut result);
            from = at.max(from);
        }
        push(text, hidden, from, end as usize, &block, &mut result);
    }
    result
}

/// Add the piece of a block between two offsets, white space and hidden markup at its ends left out.
fn push(text: &str, hidden: &[Span], from: usize, to: usize, block: &Block, result: &mut Vec<Block>) {
    let Some(span) = visible_extent(text, hidden, Span::new(from, to)) else { return };
    result.push(Block { kind: block.kind, span, marker: None });
}

/// A span without the white space and the hidden stretches at its ends; none where nothing is left.
#[must_use]
pub fn visible_extent(text: &str, hidden: &[Span], span: Span) -> Option<Span> {
    let Span { mut start, mut end } = span;
    loop {
        let part = text.get(start as usize..end as usize)?;
        let kept = part.trim_matches(is_blank);
        if kept.is_empty() {
            return None;
        }
        let lead = part.len() - part.trim_start_matches(is_blank).len();
        let from = start as usize + lead;
        let trimmed = Span::new(from, from + kept.len());
        (start, end) = (trimmed.start, trimmed.end);
        let first = hidden.partition_point(|unseen| unseen.end <= start);
        if let Some(unseen) = hidden.get(first).filter(|unseen| unseen.start <= start) {
            start = unseen.end.min(end);
            continue;
        }
        let last = hidden.partition_point(|unseen| unseen.start < end);
        match last.checked_sub(1).and_then(|last| hidden.get(last)).filter(|unseen| unseen.end >= end) {
            Some(unseen) => end = unseen.start.max(start),
            None => return Some(Span { start, end }),
        }
    }
}
