//! The folded text that matching runs over, with the way back to the report's own bytes.
//!
//! Folding narrows full-width letters, digits and punctuation, drops what a reader does not see, drops white space
//! beside Chinese characters (so that `656 条` and `656条` match alike), joins lines broken inside a paragraph, and
//! sets every block and every table cell on a line of its own. Values and findings never come from it: a match is
//! always taken back to `Document::text`.

mod narrow;

use crate::document::{BlockKind, Document};
use crate::language::en::ending::ends_sentence;
use crate::span::Span;
use std::ops::Range;

pub use narrow::narrow;

/// How far a sentence is followed to either side, in bytes.
const NEAR: usize = 6000;

/// A folded text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text; blocks and cells are separated by `\n`.
    pub text: String,
    /// Where `text` came from, in order; the first begins at 0, each ends where the next begins.
    stretches: Vec<Stretch>,
    /// The pieces in order, each a line of `text`.
    pub pieces: Vec<Piece>,
}

/// A stretch of the folded text.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Its first byte in `Folded::text`.
    at: usize,
    /// Where it begins in `Document::text`.
    origin: u32,
    /// Where its first character ends there.
    end: u32,
    /// Whether its bytes are as many as those it came from, one by one; otherwise it is one character.
    linear: bool,
}

/// A block or a cell in the folded text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its bytes in `Folded::text`, without the `\n` behind it.
    pub range: Range<usize>,
    /// What it came from.
    pub source: Source,
}

/// What a piece came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A heading, title or paragraph: an index into `Document::blocks`.
    Block(usize),
    /// A cell: indices into `Document::tables` and into the table's cells.
    Cell(usize, usize),
}

impl Folded {
    /// Fold a document.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let mut folded = Self { text: String::with_capacity(document.text.len()), ..Self::default() };
        for (at, block) in document.blocks.iter().enumerate() {
            match block.kind {
                BlockKind::Table(table) => {
                    for (index, cell) in document.tables[table].cells.iter().enumerate() {
                        folded.push(document, cell.span, Source::Cell(table, index));
                    }
                }
                BlockKind::Title | BlockKind::Heading { .. } | BlockKind::Paragraph => {
                    folded.push(document, block.span, Source::Block(at));
                }
            }
        }
        folded
    }

    fn push(&mut self, document: &Document, span: Span, source: Source) {
        let start = self.text.len();
        let slice = document.slice(span);
        let mut hidden = document.hidden.partition_point(|hidden| hidden.end <= span.start);
        let mut space: Option<Range<usize>> = None;
        let mut before: Option<char> = None;
        // What stays as it is, gathered while it goes on.
        let mut run = 0..0;
        for (at, raw) in slice.char_indices() {
            let end = at + raw.len_utf8();
            let place = span.start as usize + at;
            while document.hidden.get(hidden).is_some_and(|hidden| hidden.end as usize <= place) {
                hidden += 1;
            }
            let unseen = document.hidden.get(hidden).is_some_and(|hidden| hidden.start as usize <= place);
            if unseen || !stays(raw) && matches!(raw, '\u{feff}' | '\u{200b}' | '\u{ad}') {
                continue;
            }
            if !stays(raw) && raw.is_whitespace() {
                space.get_or_insert(at..end);
                continue;
            }
            let narrow = if stays(raw) { raw } else { narrow(raw) };
            let kept = space.take().filter(|_| before.is_some_and(keeps_space) && keeps_space(narrow));
            before = Some(narrow);
            if kept.is_none() && narrow == raw && run.end == at && !run.is_empty() {
                run.end = end;
                continue;
            }
            self.append_run(slice, span.start, &run);
            if let Some(space) = kept {
                self.append(' ', span.start as usize + space.start, span.start as usize + space.end);
            }
            run = at..end;
            if narrow != raw {
                self.append(narrow, place, span.start as usize + end);
                run = end..end;
            }
        }
        self.append_run(slice, span.start, &run);
        let range = start..self.text.len();
        self.pieces.push(Piece { range, source });
        self.append('\n', span.end as usize, span.end as usize);
    }

    /// Append what stays as it is.
    fn append_run(&mut self, slice: &str, base: u32, run: &Range<usize>) {
        let Some(text) = slice.get(run.clone()).filter(|text| !text.is_empty()) else { return };
        let at = self.text.len();
        self.text.push_str(text);
        let first = text.chars().next().map_or(1, char::len_utf8);
        self.stretch(at, base as usize + run.start, base as usize + run.start + first, true);
    }

    fn append(&mut self, c: char, origin: usize, end: usize) {
        let at = self.text.len();
        self.text.push(c);
        self.stretch(at, origin, end, c.len_utf8() == end - origin);
    }

    /// Note where what stands from a place of the folded text on came from.
    fn stretch(&mut self, at: usize, origin: usize, end: usize, linear: bool) {
        let goes_on = linear
            && self.stretches.last().is_some_and(|last| last.linear && last.origin as usize + (at - last.at) == origin);
        if !goes_on {
            let Span { start, end } = Span::new(origin, end);
            self.stretches.push(Stretch { at, origin: start, end, linear });
        }
    }

    /// The span of `Document::text` that a folded range came from.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Span {
        let Some(last) = self.text.len().checked_sub(1) else { return Span::default() };
        let start = self.character(range.start.min(last)).start;
        if range.is_empty() {
            return Span { start, end: start };
        }
        Span { start, end: self.character((range.end - 1).min(last)).end.max(start) }
    }

    /// The span of the character that a byte of the folded text came from.
    fn character(&self, byte: usize) -> Span {
        let before = self.stretches.partition_point(|stretch| stretch.at <= byte);
        let Some(stretch) = before.checked_sub(1).and_then(|at| self.stretches.get(at)) else { return Span::default() };
        if !stretch.linear {
            return Span { start: stretch.origin, end: stretch.end };
        }
        let first = self.text.floor_char_boundary(byte);
        let behind = self.text.ceil_char_boundary(byte + 1);
        let start = stretch.origin as usize + (first - stretch.at);
        Span::new(start, start + (behind - first))
    }

    /// The first byte of the folded text that came from a place of `Document::text` or from behind it.
    fn first_from(&self, place: u32) -> usize {
        let next = self.stretches.partition_point(|stretch| stretch.origin < place);
        let end = self.stretches.get(next).map_or(self.text.len(), |stretch| stretch.at);
        match next.checked_sub(1).and_then(|at| self.stretches.get(at)) {
            Some(stretch) if stretch.linear => {
                let byte = stretch.at + (place - stretch.origin) as usize;
                self.text.ceil_char_boundary(byte.min(end))
            }
            Some(_) | None => end,
        }
    }

    /// The folded range of what stands in a span of `Document::text`; empty where nothing of the span was kept.
    #[must_use]
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.first_from(span.start);
        let end = self.first_from(span.end);
        // A separator stands at the end of its block: it belongs to no span.
        let end = if self.text.get(start..end).is_some_and(|text| text.ends_with('\n')) { end - 1 } else { end };
        start..end.max(start)
    }

    /// The piece that holds a folded offset.
    #[must_use]
    pub fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let at = self.pieces.partition_point(|piece| piece.range.end < offset);
        self.pieces.get(at).filter(|piece| piece.range.start <= offset)
    }

    /// The sentence around a folded offset: up to 。 ! ? ; or the piece's ends, its own end mark left out.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Range<usize> {
        let range = self.bounded(offset, &['。', '!', '?', ';', '\n']);
        let text = &self.text[range.clone()];
        // A full stop ends sentences only where no Chinese is written.
        if !text.is_ascii() || !text.contains('.') {
            return range;
        }
        let stops = text.match_indices('.').filter(|(at, _)| ends_sentence(&text[..*at], &text[at + 1..]));
        let stops: Vec<usize> = stops.map(|(at, _)| range.start + at).collect();
        let start = stops.iter().rev().find(|at| **at < offset).map_or(range.start, |at| at + 1);
        let end = stops.iter().find(|at| **at >= offset).copied().unwrap_or(range.end);
        start..end
    }

    /// The clause around a folded offset: up to a comma, colon or sentence end.
    #[must_use]
    pub fn clause_at(&self, offset: usize) -> Range<usize> {
        self.bounded(offset, &['。', '!', '?', ';', ',', ':', '\n'])
    }

    /// At most `NEAR` bytes to either side, so that a text without punctuation costs no more than others.
    fn bounded(&self, offset: usize, marks: &[char]) -> Range<usize> {
        let low = (offset.saturating_sub(NEAR)..=offset).find(|at| self.text.is_char_boundary(*at)).unwrap_or(offset);
        let high = (offset + NEAR..).find(|at| *at >= self.text.len() || self.text.is_char_boundary(*at));
        let high = high.unwrap_or(self.text.len()).min(self.text.len());
        let bytes = self.text.as_bytes();
        // 。 is the one mark of more than a byte, and looked for by its last or first.
        let ascii = |byte: u8| byte < 0x80 && marks.contains(&char::from(byte));
        let stop = |at: usize| bytes[at..].starts_with("。".as_bytes());
        let ends = |at: &usize| ascii(bytes[*at - 1]) || bytes[*at - 1] == 0x82 && *at - low >= 3 && stop(*at - 3);
        let begins = |at: &usize| ascii(bytes[*at]) || bytes[*at] == 0xe3 && *at + 3 <= high && stop(*at);
        let start = (low + 1..=offset).rev().find(ends).unwrap_or(low);
        let end = (offset..high).find(begins).unwrap_or(high);
        start..end
    }
}

/// What follows an offset, at most so many bytes of it: every look ahead is bounded, or a text without the mark looked for
/// costs its square.
#[must_use]
pub fn ahead(text: &str, from: usize, bytes: usize) -> &str {
    text.get(from..text.floor_char_boundary(from.saturating_add(bytes))).unwrap_or_default()
}

/// What stands before an offset, at most so many bytes of it.
#[must_use]
pub fn back(text: &str, to: usize, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(to.saturating_sub(bytes))..to).unwrap_or_default()
}

/// Whether a character surely is neither white space nor unseen nor wide: Chinese characters, 、 。 and 《》.
fn stays(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{fdff}')
}

/// Whether a space beside this character separates words and is kept.
fn keeps_space(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (c.is_ascii_punctuation() && !matches!(c, ',' | ':' | ';' | '(' | ')' | '!' | '?'))
        || (c.is_alphabetic() && !is_ideograph(c))
}

/// Whether a character is a Chinese character.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// A text folded by itself, for comparing labels and titles: narrowed, white space beside Chinese dropped.
#[must_use]
pub fn fold_str(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for raw in text.chars() {
        if raw.is_whitespace() {
            space = true;
            continue;
        }
        let c = narrow(raw);
        if space && keeps_space(c) && folded.chars().next_back().is_some_and(keeps_space) {
            folded.push(' ');
        }
        space = false;
        folded.push(c);
    }
    folded
}

/// The letters, digits and Chinese characters of a text, folded: what labels and headings are compared by.
#[must_use]
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().map(narrow) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                letters.push(c.to_ascii_lowercase());
            }
        } else if matches!(c, '\u{4e00}'..='\u{9fa5}') {
            letters.push(c);
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}
