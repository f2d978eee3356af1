//! The sole writer of a `Document` whose text is made here: text, places, blocks and tables grow in step, so that every
//! span lies where its words do. Readers of formats with markup or layout of their own use it.

use crate::document::{Block, BlockKind, Cell, Comment, Place, Run, Table};
use crate::span::Span;

/// What has been read so far.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    /// The text.
    pub text: String,
    /// Where its stretches came from.
    pub runs: Vec<Run>,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The tables.
    pub tables: Vec<Table>,
    /// Comments addressed to the program.
    pub comments: Vec<Comment>,
}

/// A cell before its content is known.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub column_span: u32,
}

impl Builder {
    /// Append text that came from a place. A place that goes on needs no run of its own where `same` says so.
    pub fn push(&mut self, text: &str, place: Place) {
        if text.is_empty() {
            return;
        }
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.runs.push(Run { start, place });
        self.text.push_str(text);
    }

    /// Say that what stands at the end of the text, though it is nothing, has a place of its own.
    pub fn mark(&mut self, place: Place) {
        self.runs.push(Run { start: u32::try_from(self.text.len()).unwrap_or(u32::MAX), place });
    }

    /// The end of the text, in bytes.
    #[must_use]
    pub fn end(&self) -> usize {
        self.text.len()
    }

    /// End a block that began at `start`: surrounding white space is left out; an empty one is none.
    pub fn close(&mut self, start: usize, kind: BlockKind) {
        let span = self.trimmed(start);
        if !span.is_empty() {
            self.blocks.push(Block { kind, span, marker: None });
        }
        self.line_end();
    }

    /// The span from `start` to the end without surrounding white space; empty at `start` where nothing else is there.
    #[must_use]
    pub fn trimmed(&self, start: usize) -> Span {
        let inner = self.text.get(start..).unwrap_or_default();
        let kept = inner.trim();
        if kept.is_empty() {
            return Span::new(start, start);
        }
        let at = start + (inner.len() - inner.trim_start().len());
        Span::new(at, at + kept.len())
    }

    /// Separate what follows by a line end, once.
    pub fn line_end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Add a table whose cells were written since `start`; one without a cell that says something is none.
    pub fn table(&mut self, start: usize, cells: Vec<Cell>) {
        let said = cells.iter().filter(|cell| !cell.span.is_empty());
        let Some(span) = said.map(|cell| cell.span).reduce(Span::cover) else {
            self.line_end();
            return;
        };
        let span = span.cover(Span::new(start.min(span.start as usize), span.end as usize));
        let rows = cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        let columns = cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0);
        self.blocks.push(Block { kind: BlockKind::Table(self.tables.len()), span, marker: None });
        self.tables.push(Table { span, rows, columns, cells });
        self.line_end();
    }
}
