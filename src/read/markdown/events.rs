//! The parser's events turned into parts of a report: headings, paragraphs, tables, with what markup hides. Everything
//! that no event shows as text is hidden, so nothing visible can be lost without being listed.

use super::super::grid::split_pipes;
use super::super::outline::visible_extent;
use crate::language::zh::layout::is_blank;
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A part of a Markdown text, in its order.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading with the depth of its mark.
    Heading {
        /// From 1.
        level: u8,
        /// Its extent, markup included.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Span),
    /// Text whose lines stand as they are: code, HTML.
    Plain(Span),
    /// Nothing: what stands before and after is never joined.
    Break,
    /// A table's rows of cells, and what the parser took for rows and is text behind the table.
    Table {
        /// Cells row by row.
        rows: Vec<Vec<Span>>,
        /// Text behind the table.
        rest: Option<Span>,
    },
}

/// The parts of a text and what is hidden of it.
#[derive(Debug, Default)]
pub struct Parts {
    /// In order.
    pub parts: Vec<Part>,
    /// In order, not overlapping.
    pub hidden: Vec<Span>,
}

/// Take a Markdown text apart.
#[must_use]
pub fn parts(text: &str) -> Parts {
    let from = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[from..];
    let mut walk = Walk { text, parts: Vec::new(), seen: Vec::new(), open: None, within: 0, tables: Vec::new() };
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        walk.event(event, range.start + from..range.end + from);
    }
    walk.close(text.len());
    let hidden = walk.hidden();
    let mut parts = walk.parts;
    // Cells are trimmed once all that markup hides is known.
    for part in &mut parts {
        if let Part::Table { rows, .. } = part {
            for cell in rows.iter_mut().flatten() {
                *cell = visible_extent(text, &hidden, *cell).unwrap_or(Span { start: cell.start, end: cell.start });
            }
        }
    }
    Parts { parts, hidden }
}

struct Walk<'t> {
    text: &'t str,
    parts: Vec<Part>,
    /// What a reader sees, in order of events.
    seen: Vec<Span>,
    /// The extent of a paragraph that has no tags of its own: text directly in a list item.
    open: Option<Span>,
    /// How many headings, paragraphs and tables are open around the event.
    within: u32,
    /// The extents of tables, whose cells are shown by `table`.
    tables: Vec<Span>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, range.end),
            Event::Text(shown) => {
                let source = self.text.get(range).unwrap_or_default();
                let blank = shown.chars().all(is_blank) && !source.chars().all(is_blank);
                self.show(span, !blank);
            }
            Event::Code(_) => {
                let source = self.text.get(range).unwrap_or_default();
                let ticks = source.len() - source.trim_start_matches('`').len();
                self.show(Span::new(span.range().start + ticks, span.range().end.saturating_sub(ticks)), true);
            }
            Event::Html(_) | Event::InlineHtml(_) => self.html(span),
            Event::SoftBreak | Event::HardBreak => {}
            Event::Rule => {
                self.close(range.start);
                self.parts.push(Part::Break);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.show(span, true);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close(span.range().start);
                self.within += 1;
                self.parts.push(Part::Heading { level: *level as u8, span });
            }
            Tag::Paragraph => {
                self.close(span.range().start);
                self.within += 1;
                self.parts.push(Part::Paragraph(span));
            }
            Tag::Table(_) => {
                self.close(span.range().start);
                self.within += 1;
                self.table(span);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close(span.range().start);
                self.within += 1;
                self.parts.push(Part::Plain(span));
            }
            Tag::Item => {
                self.close(span.range().start);
                self.parts.push(Part::Break);
                self.number(span);
            }
            Tag::List(_) | Tag::BlockQuote(_) => {
                self.close(span.range().start);
                self.parts.push(Part::Break);
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {}
            Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
            #[allow(unreachable_patterns, reason = "the parser may learn new tags")]
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        #[allow(clippy::wildcard_enum_match_arm, reason = "only blocks end a part; the parser's other tags do not")]
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.within = self.within.saturating_sub(1);
            }
            TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.close(at);
                self.parts.push(Part::Break);
            }
            _ => {}
        }
    }

    /// A stretch that a reader sees, if `visible`; outside a paragraph it opens one.
    fn show(&mut self, span: Span, visible: bool) {
        if visible && !span.is_empty() {
            self.seen.push(span);
        }
        if self.within == 0 {
            self.open = Some(self.open.map_or(span, |open| open.cover(span)));
        }
    }

    /// End the paragraph that has no tags of its own.
    fn close(&mut self, _at: usize) {
        if let Some(open) = self.open.take() {
            self.parts.push(Part::Paragraph(open));
        }
    }

    /// The number of an item of an ordered list is seen; bullets are markup. The item's paragraph begins with it.
    fn number(&mut self, item: Span) {
        let source = self.text.get(item.range()).unwrap_or_default();
        let digits = source.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && digits < 10 {
            let span = Span::new(item.range().start, item.range().start + digits + 1);
            self.seen.push(span);
            self.open = Some(span);
        }
    }

    /// What stands between the tags of an HTML stretch is seen.
    fn html(&mut self, span: Span) {
        let source = self.text.get(span.range()).unwrap_or_default();
        let mut at = 0;
        while let Some(open) = source[at..].find('<') {
            self.show_part(span, at, at + open);
            let rest = &source[at + open..];
            let length = if rest.starts_with("<!--") {
                rest.find("-->").map(|end| end + 3)
            } else {
                rest.find('>').map(|end| end + 1)
            };
            match length {
                Some(length) => at += open + length,
                None => return,
            }
        }
        self.show_part(span, at, source.len());
    }

    fn show_part(&mut self, span: Span, from: usize, to: usize) {
        let start = span.range().start;
        self.show(Span::new(start + from, start + to), from < to);
    }

    /// A table's cells are taken from its lines, since the parser drops those beyond the header's; a line without a pipe
    /// is text behind the table.
    fn table(&mut self, span: Span) {
        let source = self.text.get(span.range()).unwrap_or_default();
        let mut rows = Vec::new();
        let mut rest = None;
        let mut at = span.range().start;
        for (index, raw) in source.split_inclusive('\n').enumerate() {
            let line = raw.trim_end_matches(['\n', '\r']);
            let kept = line.trim_matches(|c| matches!(c, ' ' | '\t'));
            let start = at + (line.len() - line.trim_start_matches([' ', '\t']).len());
            if index >= 2 && !kept.contains('|') {
                rest = visible_extent(self.text, &[], Span::new(start, span.range().end));
                break;
            }
            if index != 1 {
                rows.push(split_pipes(kept, start, true));
            }
            at += raw.len();
        }
        if let Some(rest) = rest {
            self.seen.push(rest);
        }
        self.tables.extend(rows.iter().flatten().copied());
        self.parts.push(Part::Table { rows, rest });
    }

    /// What no event showed. A cell that no event showed was dropped by the parser: it is seen as it stands.
    fn hidden(&mut self) -> Vec<Span> {
        self.seen.sort_unstable();
        let shown = self.seen.clone();
        for cell in std::mem::take(&mut self.tables) {
            let first = shown.partition_point(|span| span.end <= cell.start);
            if !cell.is_empty() && shown.get(first).is_none_or(|span| span.start >= cell.end) {
                self.seen.push(cell);
            }
        }
        self.seen.sort_unstable();
        let mut hidden = Vec::new();
        let mut at = 0;
        for span in self.seen.iter().chain([&Span::new(self.text.len(), self.text.len())]) {
            let (start, end) = (span.range().start, span.range().end);
            if start > at
                && let Some(extent) = visible_extent(self.text, &[], Span::new(at, start))
            {
                hidden.push(extent);
            }
            at = at.max(end);
        }
        if self.text.starts_with('\u{feff}') {
            hidden.insert(0, Span::new(0, '\u{feff}'.len_utf8()));
        }
        hidden
    }
}
