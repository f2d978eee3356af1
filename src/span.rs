//! Spans of a text, and the one place where an offset becomes a line and a column.
//!
//! A span is half-open and counted in bytes of `Document::text`, on character boundaries. Lines and columns are
//! made only when something is shown.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open stretch of a text, in bytes, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an end before its start makes an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range to slice a text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The starts of a text's lines, for looking up line and column of an offset.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters before every `STEP`th byte: a report may be one line of megabytes, and its columns are asked for as
    /// often as it has findings.
    counts: Vec<u32>,
}

/// Bytes between two counts of characters.
const STEP: usize = 1024;

/// Characters that begin in a stretch of UTF-8.
fn begun(bytes: &[u8]) -> u32 {
    let continues = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
    u32::try_from(bytes.iter().filter(|byte| !continues(byte)).count()).unwrap_or(u32::MAX)
}

impl LineIndex {
    /// Index `text`; lines end with `\n`, `\r\n` or a lone `\r`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        let mut counts = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count: u32 = 0;
        for chunk in bytes.chunks(STEP) {
            counts.push(count);
            count = count.saturating_add(begun(chunk));
        }
        Self { starts, counts }
    }

    /// Line and column of an offset, both from 1, the column in characters. An offset past the end counts as the end.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.starts[line] as usize;
        let end = (offset as usize).clamp(start, text.len());
        let mark = text.get(start..end).is_some_and(|before| before.starts_with('\u{feff}'));
        let column = self.characters(text, end).saturating_sub(self.characters(text, start) + u32::from(mark));
        (u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1), column.saturating_add(1))
    }

    /// Characters that begin before an offset.
    fn characters(&self, text: &str, offset: usize) -> u32 {
        let step = (offset / STEP).min(self.counts.len().saturating_sub(1));
        let rest = text.as_bytes().get(step * STEP..offset).map_or(0, begun);
        self.counts.get(step).copied().unwrap_or(0).saturating_add(rest)
    }

    /// The span of a line (from 1), its line end left out.
    #[must_use]
    pub fn line_span(&self, text: &str, line: u32) -> Span {
        let at = (line as usize).clamp(1, self.starts.len()) - 1;
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(text.len(), |next| *next as usize);
        let kept = text.get(start..end).map_or(0, |line| line.trim_end_matches(['\n', '\r']).len());
        Span::new(start, start + kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_leave_the_byte_order_mark_out() {
        let text = "\u{feff}报告\r\n二〇一〇年\n\n末";
        let index = LineIndex::new(text);
        let at = |what: &str| u32::try_from(text.find(what).unwrap()).unwrap();
        assert_eq!(index.line_column(text, at("告")), (1, 2));
        assert_eq!(index.line_column(text, at("年")), (2, 5));
        assert_eq!(index.line_column(text, at("末")), (4, 1));
        assert_eq!(&text[index.line_span(text, 2).range()], "二〇一〇年");
    }

    #[test]
    fn columns_of_an_endless_line_are_those_counted_one_by_one() {
        let text = format!("短\n{}", "a报é".repeat(2000));
        let index = LineIndex::new(&text);
        let line = text.find('a').unwrap();
        for (at, (offset, _)) in text[line..].char_indices().enumerate() {
            let offset = u32::try_from(line + offset).unwrap();
            assert_eq!(index.line_column(&text, offset), (2, u32::try_from(at).unwrap() + 1));
        }
        assert_eq!(LineIndex::new("").line_column("", 7), (1, 1));
    }
}
