//! A sheet's cells in stretches of rows without a blank row between them: lines of one cell are paragraphs before and
//! behind what is a table.

use crate::document::{BlockKind, Cell, Place};
use crate::read::ReadError;
use crate::read::builder::Builder;
use std::collections::{BTreeMap, BTreeSet};

/// The most cells of a table's grid.
const MOST_GRID: u64 = 2_000_000;

/// A row and a column, from 0.
type At = (u32, u32);

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// The text of filled cells.
    cells: BTreeMap<At, String>,
    /// The last cell of what is merged, by its first.
    merged: BTreeMap<At, At>,
}

impl Sheet {
    /// A sheet without content.
    pub fn new(merged: impl Iterator<Item = (At, At)>) -> Self {
        Self { cells: BTreeMap::new(), merged: merged.collect() }
    }

    /// Fill a cell.
    pub fn fill(&mut self, at: At, text: String) {
        self.cells.insert(at, text);
    }

    /// Write paragraphs and tables. `number` is the sheet's own, from 1.
    pub fn write(&self, number: u32, builder: &mut Builder) -> Result<(), ReadError> {
        for rows in self.stretches() {
            let several = |row: &u32| self.filled(*row).nth(1).is_some();
            let first = rows.iter().position(several);
            let last = rows.iter().rposition(several);
            let (Some(first), Some(last)) = (first, last) else {
                rows.iter().for_each(|row| self.paragraph(number, *row, builder));
                continue;
            };
            rows[..first].iter().for_each(|row| self.paragraph(number, *row, builder));
            // A row that is merged into the one below belongs to the table though it has one cell of its own.
            let end = rows[last].max(self.covered_to(&rows[first..=last]));
            self.table(number, (rows[first], end), builder)?;
            rows[last + 1..].iter().filter(|row| **row > end).for_each(|row| self.paragraph(number, *row, builder));
        }
        Ok(())
    }

    /// The filled cells of a row.
    fn filled(&self, row: u32) -> impl Iterator<Item = (&At, &String)> {
        self.cells.range((row, 0)..=(row, u32::MAX))
    }

    /// The filled rows, in stretches without a blank row; rows that a merged cell covers are not blank.
    fn stretches(&self) -> Vec<Vec<u32>> {
        let rows: BTreeSet<u32> = self.cells.keys().map(|at| at.0).collect();
        let mut stretches: Vec<Vec<u32>> = Vec::new();
        let mut reach = 0;
        for row in rows {
            match stretches.last_mut() {
                Some(stretch) if row <= reach + 1 => stretch.push(row),
                _ => stretches.push(vec![row]),
            }
            reach = reach.max(self.covered_to(&[row])).max(row);
        }
        stretches
    }

    /// The last row that cells of these rows cover.
    fn covered_to(&self, rows: &[u32]) -> u32 {
        let cells = rows.iter().flat_map(|row| self.filled(*row));
        cells.map(|(at, _)| self.merged.get(at).map_or(at.0, |end| end.0)).max().unwrap_or(0)
    }

    /// The cells of a row that speaks alone, each line a paragraph.
    fn paragraph(&self, number: u32, row: u32, builder: &mut Builder) {
        for (at, text) in self.filled(row) {
            for line in text.lines() {
                let start = builder.end();
                builder.push(line.trim(), place(number, *at));
                builder.close(start, BlockKind::Paragraph);
            }
        }
    }

    fn table(&self, number: u32, (first, last): (u32, u32), builder: &mut Builder) -> Result<(), ReadError> {
        let filled = || self.cells.range((first, 0)..=(last, u32::MAX));
        let left = filled().map(|(at, _)| at.1).min().unwrap_or(0);
        let right = filled().map(|(at, _)| self.merged.get(at).map_or(at.1, |end| end.1)).max().unwrap_or(left);
        let (rows, columns) = (last - first + 1, right - left + 1);
        if u64::from(rows) * u64::from(columns) > MOST_GRID {
            return Err(ReadError::OverLimit { name: "cells of a table", limit: MOST_GRID });
        }
        let start = builder.end();
        let mut cells = Vec::new();
        let mut covered: BTreeSet<At> = BTreeSet::new();
        for row in first..=last {
            for column in left..=right {
                if covered.contains(&(row, column)) {
                    continue;
                }
                let end =
                    self.merged.get(&(row, column)).map_or((row, column), |end| (end.0.min(last), end.1.min(right)));
                if end != (row, column) {
                    covered.extend((row..=end.0).flat_map(|row| (column..=end.1).map(move |column| (row, column))));
                }
                let from = builder.end();
                let text = self.cells.get(&(row, column)).map_or("", |text| text.trim());
                let at = place(number, (row, column));
                if text.is_empty() {
                    // What is said of a blank cell lies there and not in the cell before it.
                    builder.mark(at);
                }
                builder.push(text, at);
                let span = builder.trimmed(from);
                let (row_span, column_span) = (end.0 - row + 1, end.1 - column + 1);
                cells.push(Cell { row: row - first, column: column - left, row_span, column_span, span });
                builder.text.push('\t');
            }
            builder.line_end();
        }
        builder.table(start, cells);
        Ok(())
    }
}

fn place(sheet: u32, (row, column): At) -> Place {
    Place::Sheet { sheet, row: row.saturating_add(1), column: column.saturating_add(1) }
}
