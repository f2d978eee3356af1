//! Items of a Word file to blocks: headings that styles tell, and those that were typed as bold paragraphs and are told
//! by their numbers as in plain text. Where styles and numbers contradict each other the numbers win.

use super::style::Role;
use crate::document::{Block, BlockKind, Marker, Run, Table};
use crate::language::zh::layout::{completes, is_title};
use crate::language::zh::marker::marker_at;
use crate::read::line::{Line, lines};
use crate::read::outline::{self, visible_extent};
use crate::read::text::assemble;
use crate::span::Span;
use std::collections::BTreeMap;

/// The most bytes of a heading: longer paragraphs of a heading's style are text.
const LONGEST_HEADING: usize = 240;

/// Columns that stand for an indentation that the paragraph's properties give.
const INDENT: u32 = 4;

/// What was read, in order.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A paragraph.
    Paragraph {
        /// Its extent.
        span: Span,
        /// What its style says it is.
        role: Role,
        /// Whether it begins with an indentation.
        indented: bool,
        /// Whether it is centred or set to the right.
        centred: bool,
    },
    /// A table, by its index.
    Table(usize),
    /// A note at the foot of a page or at the end.
    Note(Span),
}

/// A report's text with its blocks.
#[derive(Debug)]
pub struct Finished {
    /// The text.
    pub text: String,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The tables, in order.
    pub tables: Vec<Table>,
    /// Where the text came from.
    pub runs: Vec<Run>,
}

/// Make blocks of items.
#[must_use]
pub fn settle(text: String, items: Vec<Item>, mut tables: Vec<Table>, runs: Vec<Run>) -> Finished {
    let mut maker = Maker { text: &text, lines: Vec::new(), blocks: Vec::new(), typed: Vec::new(), styled: Vec::new() };
    let mut notes = Vec::new();
    for item in items {
        match item {
            Item::Paragraph { span, role, indented, centred } => maker.paragraph(span, role, indented, centred),
            Item::Table(at) => {
                maker.flush();
                let span = tables.get(at).map_or_else(Span::default, |table| table.span);
                maker.blocks.push(Block { kind: BlockKind::Table(at), span, marker: None });
            }
            Item::Note(span) => notes.push(Block { kind: BlockKind::Paragraph, span, marker: None }),
        }
    }
    maker.flush();
    let Maker { mut blocks, typed, styled, .. } = maker;
    let (title, styled) = titled(&text, styled);
    for block in &mut blocks {
        if title == Some(block.span) {
            block.kind = BlockKind::Title;
        }
    }
    let mut blocks = outlined(&text, blocks, &ranked(styled));
    outline::mark(&text, &mut notes);
    blocks.extend(notes);
    number_tables(&mut blocks, &mut tables, typed);
    Finished { text, blocks, tables, runs }
}

struct Maker<'t> {
    text: &'t str,
    /// Lines of paragraphs that were not made blocks yet.
    lines: Vec<Line<'t>>,
    blocks: Vec<Block>,
    /// Tables that were typed with tabs or blanks; their blocks' indices begin at `TYPED`.
    typed: Vec<Table>,
    /// What styles tell: extents with levels, the title's 0.
    styled: Vec<(Span, u8)>,
}

/// Where the indices of typed tables begin until all tables are numbered anew.
const TYPED: usize = usize::MAX / 2;

impl Maker<'_> {
    fn paragraph(&mut self, span: Span, role: Role, indented: bool, centred: bool) {
        let level = match role {
            Role::Title => Some(0),
            Role::Heading(level) => Some(level),
            Role::Contents | Role::Body => None,
        };
        let Some(extent) = visible_extent(self.text, &[], span) else { return };
        let shown = self.text.get(extent.range()).unwrap_or_default();
        if let Some(level) = level.filter(|_| is_short(shown)) {
            let follows = self.lines.is_empty()
                && self.blocks.last().map(|block| block.span) == self.styled.last().map(|last| last.0);
            self.flush();
            match (self.styled.last_mut(), self.blocks.last_mut()) {
                // A title in several paragraphs is one.
                (Some((last, 0)), Some(block)) if level == 0 && follows && marker_at(shown).is_none() => {
                    *last = last.cover(extent);
                    block.span = *last;
                }
                _ => {
                    self.styled.push((extent, level));
                    self.blocks.push(Block { kind: BlockKind::Paragraph, span: extent, marker: None });
                }
            }
            return;
        }
        let found = lines(self.text, extent);
        if centred && is_broken_line(&found) {
            self.flush();
            self.blocks.push(Block { kind: BlockKind::Paragraph, span: extent, marker: None });
            return;
        }
        for (at, mut line) in found.into_iter().enumerate() {
            if at == 0 && (indented || centred || extent.start > span.start) {
                line.indent = line.indent.max(INDENT);
                line.width += INDENT;
            }
            self.lines.push(line);
        }
    }

    /// Make blocks of the lines gathered.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return;
        }
        let mut tables = Vec::new();
        let mut blocks = assemble(&lines, false, &mut tables);
        for block in &mut blocks {
            if let BlockKind::Table(at) = &mut block.kind {
                *at += TYPED + self.typed.len();
            }
        }
        self.blocks.append(&mut blocks);
        self.typed.append(&mut tables);
    }
}

/// Whether a paragraph of a heading's style is short enough to be one, and no sentences.
fn is_short(text: &str) -> bool {
    let inner = text.trim_end_matches(['。', '：', ':', ' ']);
    text.len() <= LONGEST_HEADING && !inner.contains(['。', '；'])
}

/// Whether lines are one short line that was broken by hand, as titles are.
fn is_broken_line(lines: &[Line<'_>]) -> bool {
    (2..=4).contains(&lines.len())
        && lines.iter().all(|line| line.marker.is_none() && !line.text.ends_with(completes) && line.width <= 80)
}

/// The title among what styles tell, and the rest: what has the title's style, or a first heading without a number that
/// stands alone at the top, or among numbered ones of its level.
fn titled(text: &str, mut styled: Vec<(Span, u8)>) -> (Option<Span>, Vec<(Span, u8)>) {
    let numbered = |span: Span| text.get(span.range()).and_then(marker_at).is_some();
    let Some((first, level)) = styled.first().copied().filter(|(span, _)| !numbered(*span)) else {
        return (None, styled);
    };
    let peers: Vec<Span> = styled.iter().skip(1).filter(|(_, other)| *other <= level).map(|(span, _)| *span).collect();
    let named = text.get(first.range()).is_some_and(is_title);
    let apart = named && peers.iter().all(|span| numbered(*span));
    if peers.is_empty() || apart {
        let deeper = styled.len() > 1;
        if level == 0 || deeper {
            styled.remove(0);
            return (Some(first), styled);
        }
    }
    (None, styled)
}

/// Levels counted from 1.
fn ranked(mut styled: Vec<(Span, u8)>) -> Vec<(Span, u8)> {
    let mut used: Vec<u8> = styled.iter().map(|(_, level)| *level).collect();
    used.sort_unstable();
    used.dedup();
    for (_, level) in &mut styled {
        let rank = used.partition_point(|other| other < level);
        *level = u8::try_from(rank + 1).unwrap_or(u8::MAX);
    }
    styled
}

/// Headings of blocks: those that styles tell, completed by those that numbers tell.
fn outlined(text: &str, blocks: Vec<Block>, styled: &[(Span, u8)]) -> Vec<Block> {
    if styled.is_empty() {
        return outline::outline(text, &[], blocks);
    }
    let by_number = outline::outline(text, &[], blocks.clone());
    let levels: BTreeMap<Span, u8> = styled.iter().copied().collect();
    let told: BTreeMap<u32, (u8, Option<Marker>)> = by_number
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Heading { level } => Some((block.span.start, (level, block.marker))),
            BlockKind::Title | BlockKind::Paragraph | BlockKind::Table(_) => None,
        })
        .collect();
    let tops = || styled.iter().filter(|(span, level)| *level == 1 && starts_numbered(text, *span));
    let agreed = tops().filter(|(span, _)| told.get(&span.start).is_some_and(|(level, _)| *level == 1)).count();
    let deeper = tops().filter(|(span, _)| told.get(&span.start).is_some_and(|(level, _)| *level > 1)).count();
    if deeper > agreed {
        return merged(by_number, |block| {
            let level = *levels.get(&block.span)?;
            Some(told.get(&block.span.start).map_or(level.max(2), |(level, _)| *level))
        });
    }
    if agreed == 0 {
        let blocks = merged(blocks, |block| levels.get(&block.span).copied());
        return outline::complete(text, &[], blocks);
    }
    let styles: Vec<_> = tops().filter_map(|(span, _)| told.get(&span.start)?.1.map(|marker| marker.style)).collect();
    let mut blocks = merged(by_number, |block| levels.get(&block.span).copied());
    for block in &mut blocks {
        let typed = !levels.contains_key(&block.span);
        let chapter = block.marker.is_some_and(|marker| styles.contains(&marker.style));
        if typed && block.kind == (BlockKind::Heading { level: 1 }) && !chapter && block.marker.is_some() {
            block.kind = BlockKind::Paragraph;
        }
    }
    blocks
}

fn starts_numbered(text: &str, span: Span) -> bool {
    text.get(span.range()).and_then(marker_at).is_some()
}

/// Blocks with the levels that are given for some.
fn merged(mut blocks: Vec<Block>, level: impl Fn(&Block) -> Option<u8>) -> Vec<Block> {
    for block in &mut blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. })
            && let Some(level) = level(block)
        {
            block.kind = BlockKind::Heading { level };
        }
    }
    blocks
}

/// Number typed tables and those of the file together, in reading order.
fn number_tables(blocks: &mut [Block], tables: &mut Vec<Table>, typed: Vec<Table>) {
    if typed.is_empty() {
        return;
    }
    let (mut own, mut typed) = (std::mem::take(tables).into_iter(), typed.into_iter());
    for block in blocks {
        if let BlockKind::Table(at) = &mut block.kind {
            let next = if *at >= TYPED { typed.next() } else { own.next() };
            *at = tables.len();
            tables.extend(next);
        }
    }
}
