//! Titles that stand for longer ones (`《条例》`), in a report that names no longer one and says of none that it is called so.

use crate::document::BlockKind;
use crate::fact::Facts;
use crate::text::is_ideograph;
use std::ops::Range;

/// The first place of each short title that nothing introduces, in a range.
///
/// Linear in the text for each title.
pub(super) fn find(titles: &[String], facts: &Facts<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = &facts.prose.text;
    // An excerpt without headings may be introduced in what is left out.
    if !facts.document.blocks.iter().any(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading { .. })) {
        return Vec::new();
    }
    let alone = titles.iter().filter(|title| !title.is_empty()).filter_map(|title| {
        let first = text.match_indices(title.as_str()).map(|(at, _)| at).find(|at| is_whole(text, *at, title))?;
        let introduced = text.match_indices(title.as_str()).any(|(at, _)| introduces(text, at, title));
        let at = first - '《'.len_utf8()..first + title.len() + '》'.len_utf8();
        (!introduced && range.start <= at.start && at.end <= range.end).then_some(at)
    });
    alone.collect()
}

/// Whether a title stands alone between its marks.
fn is_whole(text: &str, at: usize, title: &str) -> bool {
    text[..at].ends_with('《') && text[at + title.len()..].starts_with('》')
}

/// Whether a longer title ends with these words here, or something is told to be called by them. Brackets behind a title
/// (`格式(试行)`) are a part of it.
fn introduces(text: &str, at: usize, title: &str) -> bool {
    let before = &text[..at];
    let longer = before.chars().next_back().is_some_and(|c| is_ideograph(c) || c == '》' || c == ')' || c == '〉')
        && text[at + title.len()..].starts_with(['》', '(', '〉']);
    let called = before.trim_end_matches(['《', '“', '"', '为', ':', ' ']);
    longer || called.len() < before.len() && called.ends_with('称') || before.ends_with('称')
}
