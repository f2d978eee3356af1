//! Printed tables from the vocabulary: label paths of rows and columns become merged header cells; blocks of one table
//! stand below each other, as wide as the widest.

use crate::fact::vocabulary::{Axis, COMPONENT, TableSpec};

/// A table to be printed: cells that are merged stand once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Of the columns, those that hold row labels.
    pub labels: u32,
    /// Cells in reading order; each place is covered once.
    pub cells: Vec<GridCell>,
}

/// A cell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub column_span: u32,
    /// What stands there.
    pub text: String,
    /// Whether it is a label.
    pub label: bool,
}

/// A stretch of one depth of a tree of labels.
struct Stretch {
    start: u32,
    size: u32,
    depth: u32,
    depth_span: u32,
    text: String,
}

/// Tables below each other in one grid; `zeros` says of each whether its cells hold 0 rather than nothing.
pub fn of(specs: &[&TableSpec], zeros: &[bool], agency: &str) -> Grid {
    let rows: Vec<Vec<Vec<String>>> = specs.iter().map(|spec| row_paths(spec, agency)).collect();
    let labels = rows.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let values = specs.iter().map(|spec| columns(spec).len()).max().unwrap_or(0);
    let mut grid = Grid { rows: 0, columns: number(labels + values), labels: number(labels), cells: Vec::new() };
    for ((spec, rows), zero) in specs.iter().zip(&rows).zip(zeros) {
        block(&mut grid, spec, rows, values, if *zero { "0" } else { "" });
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid
}

/// Add a table below what is there.
fn block(grid: &mut Grid, spec: &TableSpec, rows: &[Vec<String>], values: usize, value: &str) {
    let labels = grid.labels;
    if let Some(title) = &spec.block {
        grid.put(grid.rows, 0, 1, grid.columns, title, true);
        grid.rows += 1;
    }
    let columns = columns(spec);
    // The last column takes the room that a narrower block leaves.
    let size = |at: usize| number(if at + 1 == columns.len() { values - at } else { 1 });
    let paths: Vec<(&[String], u32)> =
        columns.iter().enumerate().map(|(at, axis)| (axis.path.as_slice(), size(at))).collect();
    let depth = number(columns.iter().map(|axis| axis.path.len()).max().unwrap_or(0));
    let top = grid.rows;
    if labels > 0 && depth > 0 {
        grid.put(top, 0, depth, labels, spec.corner.as_deref().unwrap_or_default(), true);
    }
    for stretch in stretches(&paths, 0, depth) {
        let (row, column) = (top + stretch.depth, labels + stretch.start);
        grid.put(row, column, stretch.depth_span, stretch.size, &stretch.text, true);
    }
    let first = top + depth;
    let paths: Vec<(&[String], u32)> = rows.iter().map(|path| (path.as_slice(), 1)).collect();
    for stretch in stretches(&paths, 0, labels) {
        let (row, column) = (first + stretch.start, stretch.depth);
        grid.put(row, column, stretch.size, stretch.depth_span, &stretch.text, true);
    }
    for row in 0..number(rows.len()) {
        let mut column = labels;
        for at in 0..columns.len() {
            grid.put(first + row, column, 1, size(at), value, false);
            column += size(at);
        }
    }
    grid.rows = first + number(rows.len());
}

impl Grid {
    fn put(&mut self, row: u32, column: u32, row_span: u32, column_span: u32, text: &str, label: bool) {
        self.cells.push(GridCell { row, column, row_span, column_span, text: text.to_owned(), label });
    }

    /// The cell that covers a place.
    #[must_use]
    pub fn at(&self, row: u32, column: u32) -> Option<&GridCell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The columns that are printed: those that stand for no others.
fn columns(spec: &TableSpec) -> Vec<&Axis> {
    spec.columns.iter().filter(|axis| !axis.leaves).collect()
}

/// The label paths of the rows that are printed. A table without row labels has one row; a table by component has one
/// of the agency's name before the rows that have their own.
fn row_paths(spec: &TableSpec, agency: &str) -> Vec<Vec<String>> {
    let own = spec.rows.iter().filter(|axis| !axis.leaves && axis.id != COMPONENT).map(|axis| axis.path.clone());
    let component = spec.component.then(|| vec![agency.to_owned()]);
    let paths: Vec<Vec<String>> = component.into_iter().chain(own).collect();
    if paths.is_empty() { vec![Vec::new()] } else { paths }
}

/// Labels of one depth and below: neighbours that share a label share a cell; a path that ends early reaches down to
/// the last depth.
fn stretches(paths: &[(&[String], u32)], depth: u32, depths: u32) -> Vec<Stretch> {
    let mut found = Vec::new();
    let (mut at, mut start) = (0, 0);
    while at < paths.len() {
        let label = |at: usize| paths.get(at).and_then(|(path, _)| path.get(depth as usize));
        let ends = |at: usize| paths.get(at).is_some_and(|(path, _)| path.len() <= depth as usize + 1);
        let mut past = at + 1;
        while past < paths.len() && label(past) == label(at) && !ends(at) && !ends(past) {
            past += 1;
        }
        let size: u32 = paths[at..past].iter().map(|(_, size)| size).sum();
        if let Some(text) = label(at) {
            let depth_span = if ends(at) { depths - depth } else { 1 };
            found.push(Stretch { start, size, depth, depth_span, text: text.clone() });
            if !ends(at) {
                let below = stretches(&paths[at..past], depth + 1, depths);
                found.extend(below.into_iter().map(|stretch| Stretch { start: start + stretch.start, ..stretch }));
            }
        }
        start += size;
        at = past;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_shared_share_a_cell() {
        let path = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
        let paths = [path(&["甲"]), path(&["乙", "丙"]), path(&["乙", "丁"])];
        let sized: Vec<(&[String], u32)> = paths.iter().map(|path| (path.as_slice(), 1)).collect();
        let told: Vec<String> = stretches(&sized, 0, 2)
            .iter()
            .map(|s| format!("{}@{}+{} {}+{}", s.text, s.start, s.size, s.depth, s.depth_span))
            .collect();
        assert_eq!(told, ["甲@0+1 0+2", "乙@1+2 0+1", "丙@1+1 1+1", "丁@2+1 1+1"]);
    }
}
