//! A table of contents before the chapters: blocks that name them, with leaders and page numbers or without. What it lists
//! heads nothing; the chapters are those that are written behind it.

use crate::document::{BlockKind, Document};
use crate::language::zh::heading::CONTENTS;
use crate::text::{fold_str, letters};
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines of contents are no longer than this, in bytes.
const LONGEST: usize = 240;

/// The blocks of the table of contents, its own heading left out: a range of indices into `Document::blocks`. None where
/// there is none, or where hardly anything that it lists is written behind it: that is no contents but the report.
#[must_use]
pub fn contents(document: &Document) -> Option<Range<usize>> {
    let blocks = &document.blocks;
    let named = (0..blocks.len()).find(|at| {
        let span = blocks[*at].span;
        span.len() <= LONGEST && CONTENTS.contains(&letters(document.slice(span)).as_str())
    })?;
    let first = (named + 1..blocks.len()).find(|at| !document.slice(blocks[*at].span).trim().is_empty())?;
    let opening = entry(document, first)?;
    let mut end = first + 1;
    let mut listed = vec![opening.clone()];
    while end < blocks.len() {
        match entry(document, end) {
            // The first chapter again: what was listed begins to be written.
            Some(line) if line.key == opening.key => break,
            Some(line) => listed.push(line),
            None => break,
        }
        end += 1;
    }
    let written: BTreeSet<String> = blocks[end..]
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Table(_)))
        .map(|block| {
            let text = document.slice(block.span);
            let start = block.marker.map_or(0, |marker| marker.span.end.saturating_sub(block.span.start) as usize);
            opening_words(text.get(start..).unwrap_or_default())
        })
        .collect();
    let chapters: Vec<&Line> = listed.iter().filter(|line| line.style == opening.style).collect();
    let again = chapters.iter().filter(|line| written.contains(&line.key)).count();
    (chapters.len() > 1 && again * 2 >= chapters.len()).then_some(first..end)
}

/// A line of contents.
#[derive(Clone, Debug)]
struct Line {
    /// Its words, without enumerator, leaders and page number.
    key: String,
    /// The look of its enumerator.
    style: Option<crate::document::MarkerStyle>,
}

/// A block as a line of contents: an enumerator or leaders, and no sentence.
fn entry(document: &Document, at: usize) -> Option<Line> {
    let block = document.blocks.get(at)?;
    if matches!(block.kind, BlockKind::Table(_)) || block.span.len() > LONGEST {
        return None;
    }
    let text = document.slice(block.span);
    let start = block.marker.map_or(0, |marker| marker.span.end.saturating_sub(block.span.start) as usize);
    let words = text.get(start..)?.trim();
    let bare = without_page(words);
    let fits = block.marker.is_some() || bare.len() < words.len();
    (fits && !bare.contains(['。', '；', ';']))
        .then(|| Line { key: letters(bare), style: block.marker.map(|marker| marker.style) })
}

/// The words of a line of contents without leaders and page number.
fn without_page(words: &str) -> &str {
    let bare =
        words.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '-' | '—' | '－' | ')' | '）' | '(' | '（'));
    let led =
        bare.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．' | '⋯' | '‥' | '_'));
    if led.len() < bare.len() { led } else { words }
}

/// The words that a block begins with, up to its first full stop, as lines of contents are compared.
fn opening_words(text: &str) -> String {
    let short: String = text.chars().take(LONGEST / 3).collect();
    let folded = fold_str(&short);
    letters(folded.split(['。', ':']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::read::read;

    fn listed(text: &str) -> Option<usize> {
        let document = read("a.txt", Format::Text, text.as_bytes()).unwrap();
        super::contents(&document).map(|range| range.len())
    }

    #[test]
    fn contents_are_told_by_what_is_written_behind_them() {
        for (text, expected) in [
            (
                "目　录\n一、概述……1\n二、公开……2\n三、其他……5\n本报告由甲乡编制。\n一、概述\n正文。\n二、公开\n正文。\n",
                Some(3),
            ),
            (
                "目录\n一、概述\n（一）领导\n（二）制度\n二、公开\n一、概述\n（一）领导\n正文。\n（二）制度\n正文。\n二、公开\n正文。\n",
                Some(4),
            ),
            (
                "目 次\n第一部分 概述 .... 1\n第二部分 公开 .... 2\n第一部分 概述\n正文。\n第二部分 公开\n正文。\n",
                Some(2),
            ),
            // A report whose chapters stand below a stray word, and one without any.
            ("目录\n一、概述\n正文一句。\n二、公开\n正文二句。\n", None),
            ("一、目录编制\n编制了公开目录。\n二、公开\n正文。\n", None),
        ] {
            assert_eq!(listed(text), expected, "{text}");
        }
    }
}
