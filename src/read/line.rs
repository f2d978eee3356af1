//! A text cut into lines, each with what its layout tells: indentation, width, a blank line before it, its enumerator.

use crate::document::{Block, MarkerStyle};
use crate::language::zh::layout::{columns, is_blank, is_unseen};
use crate::language::zh::marker::marker_at;
use crate::span::Span;

/// A line that holds something.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// The line without white space at its ends.
    pub text: &'t str,
    /// The line with it, its line end left out.
    pub raw: &'t str,
    /// Where `raw` begins in the whole text.
    pub raw_start: usize,
    /// Where `text` begins in the whole text.
    pub start: usize,
    /// Columns of white space before it.
    pub indent: u32,
    /// Columns it takes, indentation counted.
    pub width: u32,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// The enumerator it begins with.
    pub marker: Option<(MarkerStyle, u32, usize)>,
}

impl Line<'_> {
    /// Where `text` ends in the whole text.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Cut a stretch of a text into its lines; blank ones are left out.
#[must_use]
pub fn lines(text: &str, within: Span) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut gap = false;
    let part = text.get(within.range()).unwrap_or_default();
    let mut at = within.range().start;
    for full in part.split_inclusive(ENDS) {
        let raw = full.trim_end_matches(ENDS);
        let kept = raw.trim_matches(is_blank);
        let lead = raw.len() - raw.trim_start_matches(is_blank).len();
        if kept.is_empty() {
            // What stands between the \r and the \n of one line end is no blank line.
            let half = raw.is_empty() && full == "\n" && text[..at].ends_with('\r');
            gap |= !half;
        } else {
            let start = at + lead;
            let indent = raw[..lead].chars().map(|c| if c == '\t' { 4 } else { columns(c) }).sum();
            let width = indent + kept.chars().map(columns).sum::<u32>();
            found.push(Line { text: kept, raw, raw_start: at, start, indent, width, gap, marker: marker_at(kept) });
            gap = false;
        }
        at += full.len();
    }
    found
}

/// What ends a line; a form feed is a page's end.
const ENDS: [char; 7] = ['\n', '\r', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Add to `hidden` the signs without width that stand in no block.
pub fn hide_unseen(text: &str, blocks: &[Block], hidden: &mut Vec<Span>) {
    let mut at = 0;
    let known = hidden.len();
    let end = Span::new(text.len(), text.len());
    for span in blocks.iter().map(|block| block.span).chain([end]) {
        let gap = text.get(at..span.range().start).unwrap_or_default();
        for (offset, c) in gap.char_indices().filter(|(_, c)| is_unseen(*c)) {
            let sign = Span::new(at + offset, at + offset + c.len_utf8());
            let next = hidden[..known].partition_point(|other| other.end <= sign.start);
            if !hidden[..known].get(next).is_some_and(|other| other.overlaps(sign)) {
                hidden.push(sign);
            }
        }
        at = at.max(span.range().end);
    }
    hidden.sort_unstable();
}

/// The columns at which a text's lines were broken by hand or by a program; none where paragraphs are lines. Most long
/// lines then end within a few columns of each other, and hardly one goes further.
#[must_use]
pub fn wrap_width(lines: &[Line<'_>]) -> Option<u32> {
    const LEAST: usize = 40;
    const MOST: usize = 200;
    let mut counts = [0_usize; MOST + 1];
    let (mut long, mut beyond) = (0_usize, 0_usize);
    for line in lines {
        let width = line.width as usize;
        long += usize::from(width >= LEAST);
        match counts.get_mut(width) {
            Some(count) => *count += 1,
            None => beyond += 1,
        }
    }
    let near = |width: usize| -> usize { counts[width.saturating_sub(3)..=width].iter().sum() };
    let best = (LEAST..=MOST).max_by_key(|width| near(*width))?;
    let further = beyond + counts[best + 1..].iter().sum::<usize>();
    let told = near(best) >= 3 && near(best) * 5 >= long * 2 && further * 10 <= near(best);
    told.then(|| u32::try_from(best).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_gaps_and_indents() {
        let text = "\u{feff}题\r\n\r\n　　正文\n 续\r末";
        let found = lines(text, Span::new(0, text.len()));
        let seen: Vec<_> = found.iter().map(|line| (line.text, line.indent, line.gap)).collect();
        assert_eq!(seen, [("题", 0, false), ("正文", 4, true), ("续", 1, false), ("末", 0, false)]);
    }
}
