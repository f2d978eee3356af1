//! What stands under a heading: nothing, a bare 无, or text. Signature, date and the names of attachments at the report's
//! end are not the last section's text.

use crate::document::{BlockKind, MarkerStyle};
use crate::fact::Facts;
use crate::fact::fold::{Source, letters};
use crate::fact::section::{Found, Heading};
use crate::language::zh::closing;
use crate::language::zh::nothing::says_nothing;
use crate::span::Span;

/// What stands under a heading.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// A bare "none", and where.
    None(Span),
    /// Text or a table: characters without spaces, and where.
    Text {
        /// Characters.
        chars: u32,
        /// Where.
        at: Span,
    },
    /// Nothing directly, but the next heading may be a part of it.
    Unclear,
}

/// What stands under a section's heading.
pub fn of(facts: &Facts<'_>, found: &Found) -> Body {
    let range = facts.prose.range(found.body);
    let first = facts.prose.pieces.partition_point(|piece| piece.range.end <= range.start);
    let past = facts.prose.pieces.partition_point(|piece| piece.range.start < range.end);
    let mut pieces = facts.prose.pieces.get(first..past.max(first)).unwrap_or_default();
    let text = |at: usize| {
        let piece = &facts.prose.pieces[at];
        let start = piece.range.start.max(range.start);
        facts.prose.text.get(start..piece.range.end.min(range.end)).unwrap_or_default()
    };
    while let Some((last, rest)) = pieces.split_last()
        && matches!(last.source, Source::Block(block) if facts.document.blocks[block].kind == BlockKind::Paragraph)
        && closing::is_closing(text(first + rest.len()))
    {
        pieces = rest;
    }
    // What closes a report cannot be the text of its last chapter: 附件:… right under the heading.
    let leading = pieces.iter().enumerate().find(|(at, _)| text(first + at).contains(char::is_alphanumeric));
    if let Some((at, piece)) = leading
        && matches!(piece.source, Source::Block(block) if facts.document.blocks[block].kind == BlockKind::Paragraph)
        && closing::is_closing(text(first + at))
    {
        pieces = &[];
    }
    let all: Vec<&str> = (first..first + pieces.len()).map(text).collect();
    let chars: usize = all.iter().map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    if !all.iter().any(|text| text.contains(char::is_alphanumeric)) {
        let unclear = found.heading.is_some_and(|at| is_unclear(&facts.sections.outline, at));
        return if unclear { Body::Unclear } else { Body::Empty };
    }
    let end = pieces.last().map_or(range.start, |piece| piece.range.end.min(range.end));
    let at = facts.prose.source(range.start..end.max(range.start));
    if let [only] = all.as_slice()
        && says_nothing(&letters(only))
    {
        return Body::None(at);
    }
    Body::Text { chars: u32::try_from(chars).unwrap_or(u32::MAX), at }
}

/// Whether the heading that follows directly may belong under this one although it was given the same depth: another
/// look of number that begins with 1, or no number where this one has it.
pub fn is_unclear(outline: &[Heading], at: usize) -> bool {
    let (Some(this), Some(next)) = (outline.get(at), outline.get(at + 1)) else { return false };
    let chapter = |style: MarkerStyle| matches!(style, MarkerStyle::Part | MarkerStyle::Chinese);
    match (this.marker, next.marker) {
        (Some(this), Some(next)) => this.style != next.style && next.number == 1,
        (Some(_), None) => true,
        (None, Some(next)) => !chapter(next.style),
        (None, None) => false,
    }
}
