//! Spans to places that a person can find, and to the text there with personal data masked. One index of lines a
//! report, made only when something is shown of it.

use crate::audit::Audit;
use crate::audit::mask::{self, masked};
use crate::document::{Document, Place};
use crate::fact::fold;
use crate::finding::Wording;
use crate::span::{LineIndex, Span};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Where a span begins, in numbers from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The line and column, the paragraph, or the page and line.
    pub place: Place,
    /// Table, row and column of a cell, header rows counted.
    pub cell: Option<(u32, u32, u32)>,
}

impl Spot {
    /// The two numbers that stand for the place in `path:line:column`: line and column, section and paragraph, or page
    /// and line.
    #[must_use]
    pub fn pair(self) -> (u32, u32) {
        match self.place {
            Place::Line { line, column } => (line, column),
            Place::Paragraph { section, paragraph } => (section, paragraph),
            Place::Page { page, line } => (page, line),
            Place::Sheet { row, column, .. } => (row, column),
        }
    }

    /// The place in words, where it is no line and column or lies in a table; else empty.
    #[must_use]
    pub fn words(self) -> Wording {
        let mut zh = Vec::new();
        let mut en = Vec::new();
        match self.place {
            Place::Line { .. } => {}
            Place::Paragraph { section, paragraph } => {
                zh.push(format!("第{section}节 第{paragraph}段"));
                en.push(format!("section {section}, paragraph {paragraph}"));
            }
            Place::Page { page, line } => {
                zh.push(format!("第{page}页 第{line}行"));
                en.push(format!("page {page}, line {line}"));
            }
            Place::Sheet { sheet, row, column } => {
                let cell = format!("{}{row}", letters(column));
                return Wording::new(format!("第{sheet}张工作表 {cell}"), format!("sheet {sheet}, {cell}"));
            }
        }
        if let Some((table, row, column)) = self.cell {
            zh.push(format!("第{table}个表格 第{row}行 第{column}列"));
            en.push(format!("table {table}, row {row}, column {column}"));
        }
        Wording::new(zh.join(" "), en.join(", "))
    }
}

/// A column of a sheet as workbooks name it: 28 is AB.
#[must_use]
pub fn letters(column: u32) -> String {
    let mut name = Vec::new();
    let mut left = column;
    while left > 0 {
        left -= 1;
        name.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    name.iter().rev().collect()
}

/// A report as its outputs see it: places and masked texts.
#[derive(Debug)]
pub struct Places<'a> {
    document: &'a Document,
    masks: &'a [Span],
    lines: LineIndex,
    /// What is masked, as digits and letters: messages that quote it are masked too.
    secrets: BTreeSet<String>,
}

impl<'a> Places<'a> {
    /// Index a report.
    #[must_use]
    pub fn new(document: &'a Document, masks: &'a [Span]) -> Self {
        let secrets = masks.iter().map(|mask| fold::letters(document.slice(*mask))).collect();
        Self { document, masks, lines: LineIndex::new(&document.text), secrets }
    }

    /// Index a judged report.
    #[must_use]
    pub fn of(audit: &'a Audit) -> Self {
        let mut places = Self::new(&audit.document, &audit.masks);
        places.secrets.extend(audit.secrets.iter().map(|secret| fold::letters(secret)));
        places
    }

    /// The report's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The lines of the text.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// What is masked, in order.
    #[must_use]
    pub fn masks(&self) -> &'a [Span] {
        self.masks
    }

    /// Where a span begins.
    #[must_use]
    pub fn spot(&self, span: Span) -> Spot {
        Spot { place: self.place(span.start), cell: self.cell(span) }
    }

    /// Where a span ends: the place behind its last character, in that character's line.
    #[must_use]
    pub fn end(&self, span: Span) -> Place {
        let Some(last) = self.document.slice(span).chars().next_back() else { return self.place(span.start) };
        let width = u32::try_from(last.len_utf8()).unwrap_or(0);
        match self.place(span.end - width) {
            Place::Line { line, column } => Place::Line { line, column: column.saturating_add(1) },
            place @ (Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. }) => place,
        }
    }

    fn place(&self, offset: u32) -> Place {
        let at = self.document.runs.partition_point(|run| run.start <= offset);
        let Some(run) = at.checked_sub(1).and_then(|at| self.document.runs.get(at)) else {
            let (line, column) = self.lines.line_column(self.text(), offset);
            return Place::Line { line, column };
        };
        match run.place {
            Place::Line { line, column } => {
                let before = self.document.slice(Span { start: run.start, end: offset }).chars().count();
                Place::Line { line, column: column.saturating_add(u32::try_from(before).unwrap_or(0)) }
            }
            place @ (Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. }) => place,
        }
    }

    fn cell(&self, span: Span) -> Option<(u32, u32, u32)> {
        let tables = &self.document.tables;
        let at = tables.partition_point(|table| table.span.end < span.end);
        let table = tables.get(at).filter(|table| table.span.contains(span))?;
        let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        let first = table.cells.partition_point(|cell| cell.span.end < span.start);
        // An empty cell and the end of the one before it may share an offset.
        let near = table.cells.get(first..).unwrap_or_default().iter().take(4);
        let cell = near.filter(|cell| cell.span.contains(span)).max_by_key(|cell| cell.span == span)?;
        Some((number(at), cell.row.saturating_add(1), cell.column.saturating_add(1)))
    }

    /// The verbatim slice of a span, personal data masked.
    #[must_use]
    pub fn slice(&self, span: Span) -> Cow<'a, str> {
        mask::slice(self.document, self.masks, span)
    }

    /// A message with the personal data it quotes masked.
    #[must_use]
    pub fn hide<'t>(&self, message: &'t str) -> Cow<'t, str> {
        if self.secrets.is_empty() {
            return Cow::Borrowed(message);
        }
        let digit = |c: char| matches!(fold::narrow(c), '0'..='9' | 'X' | 'x');
        let mut shown = String::new();
        let mut kept = 0;
        let mut at = 0;
        while let Some(start) = message.get(at..).and_then(|rest| rest.find(digit)).map(|found| at + found) {
            let run = message.get(start..).unwrap_or_default();
            let run = run.find(|c: char| !digit(c) && !matches!(c, ' ' | '-')).map_or(run, |end| &run[..end]);
            let run = run.trim_end_matches([' ', '-']);
            at = start + run.len();
            if self.secrets.contains(&fold::letters(run)) {
                shown.push_str(message.get(kept..start).unwrap_or_default());
                shown.push_str(&masked(run));
                kept = at;
            }
        }
        if kept == 0 {
            return Cow::Borrowed(message);
        }
        shown.push_str(message.get(kept..).unwrap_or_default());
        Cow::Owned(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_quotes_a_mask_is_masked() {
        let document = Document::passage("a.txt", "电话13912346185,请拨打13912346185。");
        let first = document.text.find("139").unwrap();
        let second = document.text.rfind("139").unwrap();
        let masks = [Span::new(first, first + 11), Span::new(second, second + 11)];
        let places = Places::new(&document, &masks);
        assert_eq!(places.hide("号码 139-1234-6185 公开了"), "号码 139******6185 公开了");
        assert_eq!(places.hide("共 656 条"), "共 656 条");
    }
}
