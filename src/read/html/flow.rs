//! The article written down: paragraphs, headings and tables as a reader sees them, each stretch with its line and column
//! of the source. Lines of the site's frame at the article's edges are left out.

use super::article::{holds_blocks, is_seen};
use super::entity;
use super::tree::{COMMENT, Element, Node, Tree};
use crate::document::{BlockKind, Cell, Comment, Place};
use crate::language::zh::page::is_boilerplate;
use crate::read::builder::{Builder, Slot};
use crate::span::{LineIndex, Span};
use std::ops::Range;

/// The most rows or columns that one cell may claim, and that a table may have.
const MOST_SPAN: u32 = 1000;
/// The most cells of a table.
const MOST_CELLS: usize = 200_000;

/// Elements that stand in a line of text.
const INLINE: [&str; 30] = [
    "a",
    "abbr",
    "b",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "o:p",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "st1:chsdate",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "img",
    "ruby",
];

/// Writes an article.
pub struct Flow<'a> {
    tree: &'a Tree,
    source: &'a str,
    lines: &'a LineIndex,
    /// What has been written.
    pub builder: Builder,
    /// Levels of the headings written, by block.
    pub levels: Vec<(usize, u8)>,
    block: Option<Open>,
}

/// A block being written.
struct Open {
    start: usize,
    level: Option<u8>,
    /// Characters within links, of all.
    linked: usize,
    all: usize,
}

impl<'a> Flow<'a> {
    /// Begin.
    pub fn new(tree: &'a Tree, source: &'a str, lines: &'a LineIndex) -> Self {
        Self { tree, source, lines, builder: Builder::default(), levels: Vec::new(), block: None }
    }

    /// Write what stands below an element.
    pub fn write(&mut self, root: usize) {
        self.children(root, false);
        self.end();
    }

    fn children(&mut self, at: usize, linked: bool) {
        let tree = self.tree;
        for child in &tree.elements[at].children {
            match child {
                Node::Text(range) => self.text(range.clone(), linked),
                Node::Element(child) => self.element(*child, linked),
            }
        }
    }

    fn element(&mut self, at: usize, linked: bool) {
        let element = &self.tree.elements[at];
        if !is_seen(element) || matches!(element.name.as_str(), "footer" | "aside" | "form") && !self.holds_prose(at) {
            return;
        }
        let name = element.name.as_str();
        match name {
            COMMENT => {
                let at = self.builder.end();
                let text = element.attribute("comment").unwrap_or_default().to_owned();
                self.builder.comments.push(Comment { span: Span::new(at, at), text });
            }
            "br" => self.end(),
            "table" if self.is_data(at) => self.table(at),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                self.open(Some(level));
                self.children(at, linked);
                self.end();
            }
            _ if INLINE.contains(&name) => self.children(at, linked || name == "a"),
            _ => {
                self.end();
                self.children(at, linked);
                self.end();
            }
        }
    }

    fn holds_prose(&self, at: usize) -> bool {
        super::article::text_of(self.tree, self.source, at, 4000).matches('。').count() > 3
    }

    fn open(&mut self, level: Option<u8>) -> &mut Open {
        let start = self.builder.end();
        self.block.get_or_insert(Open { start, level, linked: 0, all: 0 })
    }

    /// End the block being written, if any; a block of links or of the site's frame is taken back.
    fn end(&mut self) {
        let Some(block) = self.block.take() else { return };
        let span = self.builder.trimmed(block.start);
        let text = self.builder.text.get(span.range()).unwrap_or_default();
        let linked = block.all > 0 && block.linked * 10 >= block.all * 6;
        let menu = linked && !text.contains('。') || is_boilerplate(text);
        if span.is_empty() || menu {
            self.take_back(block.start);
            return;
        }
        if let Some(level) = block.level {
            self.levels.push((self.builder.blocks.len(), level));
        }
        self.builder.close(block.start, BlockKind::Paragraph);
    }

    fn take_back(&mut self, start: usize) {
        self.builder.text.truncate(start);
        self.builder.runs.retain(|run| (run.start as usize) < start);
    }

    fn text(&mut self, range: Range<usize>, linked: bool) {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        if self.block.is_none() && raw.trim().is_empty() {
            return;
        }
        let level = self.block.as_ref().and_then(|block| block.level);
        let block = self.open(level);
        let long = raw.chars().filter(|c| c.is_alphanumeric()).count();
        block.all += long;
        block.linked += if linked { long } else { 0 };
        self.append(range);
    }

    /// Append a text of the source: entities decoded, runs of white space one space.
    fn append(&mut self, range: Range<usize>) {
        for piece in entity::pieces(self.source, range) {
            let (line, column) = self.lines.line_column(self.source, u32::try_from(piece.at).unwrap_or(u32::MAX));
            let spaced = piece.text.trim_start().len() < piece.text.len();
            let glued = self.builder.text.is_empty() || self.builder.text.ends_with([' ', '\n', '\t']);
            let text = if spaced && glued && piece.is_space() { "" } else { piece.text.as_str() };
            self.builder.push(text, Place::Line { line, column });
        }
    }

    /// Whether a table holds data rather than the page's layout: more than one cell, and no cell that is a page of its own.
    fn is_data(&self, at: usize) -> bool {
        let rows = self.rows(at);
        let cells: Vec<usize> = rows.iter().flat_map(|row| self.cells(*row)).collect();
        if cells.len() < 2 {
            return false;
        }
        !cells.iter().any(|cell| {
            let long = super::article::text_of(self.tree, self.source, *cell, 4000);
            let sentences = long.matches('。').count();
            (sentences > 4 && holds_blocks(self.tree, *cell)) || sentences > 12
        })
    }

    /// The rows of a table, those of its sections included, those of nested tables not.
    fn rows(&self, at: usize) -> Vec<usize> {
        let mut rows = Vec::new();
        for child in &self.tree.elements[at].children {
            if let Node::Element(child) = child {
                match self.tree.elements[*child].name.as_str() {
                    "tr" => rows.push(*child),
                    "tbody" | "thead" | "tfoot" => rows.extend(self.rows(*child)),
                    _ => {}
                }
            }
        }
        rows
    }

    fn cells(&self, row: usize) -> Vec<usize> {
        let child = |node: &Node| match node {
            Node::Element(at) if matches!(self.tree.elements[*at].name.as_str(), "td" | "th") => Some(*at),
            Node::Element(_) | Node::Text(_) => None,
        };
        self.tree.elements[row].children.iter().filter_map(child).collect()
    }

    fn table(&mut self, at: usize) {
        self.end();
        let start = self.builder.end();
        let mut cells: Vec<Cell> = Vec::new();
        // For each column the row below the last one that a cell above covers.
        let mut free: Vec<u32> = Vec::new();
        for (row, element) in self.rows(at).into_iter().enumerate() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            if cells.len() > MOST_CELLS {
                break;
            }
            let mut column = 0;
            for cell in self.cells(element) {
                while free.get(column as usize).is_some_and(|below| *below > row) {
                    column += 1;
                }
                let slot = slot(&self.tree.elements[cell], row, column);
                if slot.column >= MOST_SPAN {
                    break;
                }
                let to = (slot.column + slot.column_span) as usize;
                if free.len() < to {
                    free.resize(to, 0);
                }
                free[slot.column as usize..to].fill(row.saturating_add(slot.row_span));
                column = slot.column + slot.column_span;
                cells.push(self.cell(cell, slot));
            }
            self.builder.line_end();
        }
        clip(&mut cells);
        self.builder.table(start, cells);
    }

    fn cell(&mut self, at: usize, slot: Slot) -> Cell {
        let start = self.builder.end();
        self.inside(at);
        let span: Span = self.builder.trimmed(start);
        self.builder.text.push('\t');
        let Slot { row, column, row_span, column_span } = slot;
        Cell { row, column, row_span, column_span, span }
    }

    /// The text of a cell, its paragraphs and line breaks joined by spaces, nested tables included.
    fn inside(&mut self, at: usize) {
        let tree = self.tree;
        for child in &tree.elements[at].children {
            match child {
                Node::Text(range) => self.append(range.clone()),
                Node::Element(child) if is_seen(&tree.elements[*child]) => {
                    let inline = INLINE.contains(&tree.elements[*child].name.as_str());
                    if !inline && !self.builder.text.ends_with(['\t', '\n', ' ']) {
                        self.builder.text.push(' ');
                    }
                    self.inside(*child);
                }
                Node::Element(_) => {}
            }
        }
    }
}

/// Where a cell stands and how far it reaches.
fn slot(element: &Element, row: u32, column: u32) -> Slot {
    let span = |name| {
        let digits = element.attribute(name).unwrap_or("1").trim();
        digits.parse::<u32>().unwrap_or(if digits.len() > 4 { MOST_SPAN } else { 1 }).clamp(1, MOST_SPAN)
    };
    Slot { row, column, row_span: span("rowspan"), column_span: span("colspan") }
}

/// Cells reach no further than the table's rows.
fn clip(cells: &mut [Cell]) {
    let rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    for cell in cells {
        cell.row_span = cell.row_span.min(rows - cell.row).max(1);
    }
}
