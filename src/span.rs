//! Spans of a text, and the one place where an offset becomes a line and a column.
//!
//! A span is half-open and counted in bytes of `Document::text`, on character boundaries. Lines and columns are
//! made only when something is shown.

use std::ops::Range;

/// A half-open stretch of a text, in bytes, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
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
        Self { starts }
    }

    /// Line and column of an offset, both from 1, the column in characters. An offset past the end counts as the end.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.starts[line] as usize;
        let end = (offset as usize).clamp(start, text.len());
        let column = text.get(start..end).map_or(0, |before| before.trim_start_matches('\u{feff}').chars().count());
        let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        (number(line), number(column))
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
}
