//! The lines of a report cut into fields: what tables that lost their grid are read from.

use crate::document::{BlockKind, Document};
use crate::fact::fold::{Folded, ahead, narrow};
use crate::fact::table::CellValue;
use crate::fact::table::label::Label;
use crate::fact::table::value::{self, Style};
use crate::span::Span;

/// A word of a line: a label, a value, or the blank between two separators.
pub struct Word {
    /// Where.
    pub span: Span,
    /// The text, narrowed.
    pub text: String,
    /// As a label; empty for values.
    pub label: Label,
    /// As a value.
    pub value: CellValue,
}

/// What stands between two tables.
pub enum Line {
    /// Words of a line.
    Words(Vec<Word>),
    /// Running text, a heading of a chapter: a table does not go on behind it.
    Break,
}

/// The longest line without separators that may be a label, in bytes.
const LONGEST: usize = 240;

/// The longest line, in bytes.
const LONGEST_LINE: usize = 4000;

/// The most words that are looked at: a text with more holds no report's tables behind them.
const MOST: usize = 200_000;

/// The lines of a report in reading order; tables that were read already are breaks.
pub fn lines(document: &Document, prose: &Folded, consumed: &[bool]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut words, mut counted) = (0, 0);
    for block in &document.blocks {
        for line in &lines[counted..] {
            words += if let Line::Words(list) = line { list.len() } else { 1 };
        }
        counted = lines.len();
        if words > MOST {
            break;
        }
        match block.kind {
            BlockKind::Table(table) if consumed.get(table) == Some(&true) => lines.push(Line::Break),
            BlockKind::Table(table) => table_lines(document, prose, table, &mut lines),
            BlockKind::Title => lines.push(Line::Break),
            BlockKind::Heading { .. } | BlockKind::Paragraph => block_lines(document, block.span, &mut lines),
        }
    }
    lines
}

fn table_lines(document: &Document, prose: &Folded, table: usize, lines: &mut Vec<Line>) {
    let Some(table) = document.tables.get(table) else { return };
    let mut words: Vec<Word> = Vec::new();
    let mut row = 0;
    for cell in &table.cells {
        if cell.row != row && !words.is_empty() {
            lines.push(Line::Words(std::mem::take(&mut words)));
        }
        row = cell.row;
        let text = prose.text.get(prose.range(cell.span)).unwrap_or_default();
        let value = value::read(text, Style::default());
        if value == CellValue::Text {
            // A ragged grid may hold label and values in one cell.
            split(document, cell.span, &mut words);
        } else {
            words.push(Word { span: cell.span, text: text.to_owned(), label: Label::default(), value });
        }
    }
    if !words.is_empty() {
        lines.push(Line::Words(words));
    }
}

fn block_lines(document: &Document, span: Span, lines: &mut Vec<Line>) {
    // White space at the end of a line may be a blank cell: the line counts to its end.
    let text = &document.text;
    // Many blocks may stand in one line (1. 1. 1.): none looks further than a line may be long.
    let rest = ahead(text, span.end as usize, LONGEST_LINE + 4);
    let end = span.end as usize + rest.find('\n').unwrap_or(rest.len());
    let mut start = span.start as usize;
    while start < end {
        let stop = text[start..end].find('\n').map_or(end, |at| start + at);
        let line = text[start..stop].trim_end_matches('\r');
        lines.push(cut(document, start, line));
        start = stop + 1;
    }
}

fn cut(document: &Document, start: usize, line: &str) -> Line {
    if line.len() > LONGEST_LINE {
        return Line::Break;
    }
    let separated = line.contains(['|', '\t']) || line.contains("  ");
    if line.trim().is_empty() {
        return Line::Words(Vec::new());
    }
    if (!separated && line.len() > LONGEST) || (line.contains('。') && !line.contains(['|', '\t'])) {
        return Line::Break;
    }
    let mut words = Vec::new();
    if page_number(line) || rule(line) {
        return Line::Words(words);
    }
    let trimmed = line.trim_start_matches(' ').trim_start_matches('|');
    let from = start + (line.len() - trimmed.len());
    let kept = trimmed.strip_suffix('|').unwrap_or(trimmed.trim_end_matches(' ').trim_end_matches('|'));
    let hard = kept.contains(['|', '\t']);
    let mut at = 0;
    for field in kept.split(['|', '\t']) {
        let span = Span::new(from + at, from + at + field.len());
        if hard && field.trim().is_empty() {
            let empty = Span::new(from + at, from + at);
            words.push(Word { span: empty, text: String::new(), label: Label::default(), value: CellValue::Blank });
        } else {
            split(document, span, &mut words);
        }
        at += field.len() + 1;
    }
    Line::Words(words)
}

/// The words of a field: parted at white space, what is hidden left out.
fn split(document: &Document, span: Span, words: &mut Vec<Word>) {
    let text = document.slice(span);
    let mut at = 0;
    for piece in text.split(|c: char| c.is_whitespace()) {
        let start = span.start as usize + at;
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        if piece.is_empty() {
            continue;
        }
        let place = Span::new(start, start + piece.len());
        let shown = shown(document, place);
        let narrowed: String = shown.chars().map(narrow).collect();
        if narrowed.is_empty() {
            continue;
        }
        let value = value::read(&narrowed, Style::default());
        let label = if value == CellValue::Text { Label::new(&narrowed) } else { Label::default() };
        words.push(Word { span: place, text: narrowed, label, value });
    }
}

fn shown(document: &Document, span: Span) -> String {
    let first = document.hidden.partition_point(|hidden| hidden.end <= span.start);
    let mut shown = String::with_capacity(span.len());
    let mut at = span.start;
    for hidden in document.hidden[first..].iter().take_while(|hidden| hidden.start < span.end) {
        if hidden.start > at {
            shown.push_str(document.slice(Span { start: at, end: hidden.start }));
        }
        at = at.max(hidden.end);
    }
    if at < span.end {
        shown.push_str(document.slice(Span { start: at, end: span.end }));
    }
    shown
}

/// A line that numbers a page: - 3 -, — 3 —, 第3页.
fn page_number(line: &str) -> bool {
    let line = line.trim();
    let inner = line.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | ' ' | '－' | '·'));
    let framed = inner.len() < line.len() && !inner.is_empty() && inner.len() < 5;
    (framed
        && inner.chars().all(|c| c.is_ascii_digit())
        && line.starts_with(['-', '—', '–', '－', '·'])
        && line.ends_with(['-', '—', '–', '－', '·']))
        || (line.starts_with('第') && line.ends_with('页') && line.chars().count() < 8)
}

/// A drawn line: |---|---|.
fn rule(line: &str) -> bool {
    line.contains("---") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}
