//! Tables of a Word file as grids: cells over several columns and rows, rows and cells in wrappers and tracked changes.
//! Columns of the file's own grid that no cell begins at are left out, so that what is merged everywhere counts once.

use super::body::{Body, Part};
use super::element::{attribute, child, name, number, switch};
use super::heading::Item;
use crate::document::{Cell, Table};
use crate::read::ReadError;
use crate::span::Span;
use roxmltree::Node;
use std::collections::BTreeMap;

/// The most cells of a table's grid, merged ones counted as often as they cover.
const MOST_CELLS: u64 = 2_000_000;

/// A row as written.
#[derive(Debug)]
pub struct Row<'a, 'i> {
    /// Its cells.
    pub cells: Vec<RawCell<'a, 'i>>,
}

/// A cell as written.
#[derive(Debug)]
pub struct RawCell<'a, 'i> {
    /// Its element.
    pub node: Node<'a, 'i>,
    /// The first column of the file's grid.
    start: u64,
    /// One past its last column.
    end: u64,
    /// Whether it goes on what stands above it.
    continues: bool,
}

/// The rows of a table, deleted and hidden ones left out.
pub fn rows<'a, 'i>(table: Node<'a, 'i>) -> Vec<Row<'a, 'i>> {
    let mut nodes = Vec::new();
    gather(table, "tr", &mut nodes);
    nodes.into_iter().filter_map(row).collect()
}

/// Elements of a name, wrappers looked through, other tables and paragraphs not.
fn gather<'a, 'i>(node: Node<'a, 'i>, wanted: &str, found: &mut Vec<Node<'a, 'i>>) {
    for inner in node.children().filter(Node::is_element) {
        match name(inner) {
            own if own == wanted => found.push(inner),
            "del" | "moveFrom" | "tblPr" | "tblGrid" | "trPr" | "tblPrEx" | "sdtPr" | "p" | "tbl" | "Fallback" => {}
            _ => gather(inner, wanted, found),
        }
    }
}

fn row<'a, 'i>(node: Node<'a, 'i>) -> Option<Row<'a, 'i>> {
    let properties = child(node, "trPr");
    let gone =
        |properties: Node<'_, '_>| child(properties, "del").is_some() || switch(properties, "hidden").unwrap_or(false);
    if properties.is_some_and(gone) {
        return None;
    }
    let mut nodes = Vec::new();
    gather(node, "tc", &mut nodes);
    let mut cells: Vec<RawCell<'_, '_>> = Vec::new();
    let mut at = properties.and_then(|properties| number(properties, "gridBefore")).map_or(0, u64::from);
    for node in nodes {
        let properties = child(node, "tcPr");
        if properties.is_some_and(|properties| child(properties, "cellDel").is_some()) {
            continue;
        }
        let span = properties.and_then(|properties| number(properties, "gridSpan")).map_or(1, |span| span.max(1));
        let merged = |kind| properties.and_then(|properties| child(properties, kind));
        let goes_on = |kind| merged(kind).is_some_and(|merge| attribute(merge, "val") != Some("restart"));
        let end = at + u64::from(span);
        match cells.last_mut() {
            Some(last) if goes_on("hMerge") => last.end = end,
            _ => cells.push(RawCell { node, start: at, end, continues: goes_on("vMerge") }),
        }
        at = end;
    }
    (!cells.is_empty()).then_some(Row { cells })
}

impl Body {
    /// Read a table; one that only lays out is read as what stands in it.
    pub(super) fn table(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        let rows = rows(node);
        if self.lays_out(&rows) {
            for cell in rows.iter().flat_map(|row| &row.cells) {
                self.blocks(cell.node)?;
            }
            return Ok(());
        }
        let mut starts: Vec<u64> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.start).collect();
        starts.sort_unstable();
        starts.dedup();
        if rows.len() as u64 * starts.len() as u64 > MOST_CELLS {
            return Err(ReadError::OverLimit { name: "cells of a table", limit: MOST_CELLS });
        }
        self.begin();
        let from = self.text.len();
        let mut cells: Vec<Cell> = Vec::new();
        // The cells of the row above by the column that they begin in.
        let mut above: BTreeMap<u64, usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let mut here = BTreeMap::new();
            for raw in &row.cells {
                let continued = above.get(&raw.start).copied().filter(|_| raw.continues);
                if let Some(index) = continued {
                    cells[index].row_span += 1;
                    here.insert(raw.start, index);
                    continue;
                }
                here.insert(raw.start, cells.len());
                let column = starts.partition_point(|start| *start < raw.start);
                let next = starts.partition_point(|start| *start < raw.end);
                let span = self.cell(raw.node);
                let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let column_span = narrow(next.saturating_sub(column).max(1));
                cells.push(Cell { row: narrow(at), column: narrow(column), row_span: 1, column_span, span });
            }
            above = here;
            self.end_row(from);
        }
        self.finish_table(cells, rows.len(), starts.len());
        Ok(())
    }

    /// Whether a table is a frame around text: one cell, or one column of cells that hold several paragraphs.
    fn lays_out(&mut self, rows: &[Row<'_, '_>]) -> bool {
        if rows.iter().any(|row| row.cells.len() > 1) {
            return false;
        }
        let images = (self.chunks, self.images);
        let long = rows.iter().flat_map(|row| &row.cells).any(|cell| {
            let parts = self.parts(cell.node);
            let texts = parts.iter().filter(|part| match part {
                Part::Paragraph(node) => node.descendants().any(|inner| name(inner) == "t"),
                Part::Table(_) => true,
            });
            texts.count() > 1
        });
        (self.chunks, self.images) = images;
        rows.len() == 1 || long
    }

    /// Write a cell; its extent without white space.
    fn cell(&mut self, node: Node<'_, '_>) -> Span {
        let start = self.text.len();
        self.flow(node);
        let written = self.text.get(start..).unwrap_or_default();
        let lead = written.len() - written.trim_start().len();
        let kept = written.trim().len();
        self.text.truncate(start + if kept == 0 { 0 } else { lead + kept });
        let from = if kept == 0 { start } else { start + lead };
        self.text.push('\t');
        Span::new(from, from + kept)
    }

    /// End a row: the tab behind its last cell becomes a line end.
    fn end_row(&mut self, from: usize) {
        if self.text.len() > from && self.text.ends_with('\t') {
            self.text.pop();
            self.text.push('\n');
        }
    }

    fn finish_table(&mut self, mut cells: Vec<Cell>, rows: usize, columns: usize) {
        let filled = cells.iter().map(|cell| cell.span).filter(|span| !span.is_empty());
        let Some(extent) = filled.reduce(Span::cover) else { return };
        for cell in cells.iter_mut().filter(|cell| cell.span.is_empty()) {
            let at = cell.span.start.clamp(extent.start, extent.end);
            cell.span = Span { start: at, end: at };
        }
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.items.push(Item::Table(self.tables.len()));
        self.tables.push(Table { span: extent, rows: narrow(rows), columns: narrow(columns), cells });
    }
}
