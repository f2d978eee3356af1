//! A table that goes on on the next page: repeated header rows dropped, cells that the page's end parted made one.

use super::area::{NEAR, merged, nearest};
use super::grid::{Grid, Held};
use crate::language::zh::marker::marker_at;

/// Whether a table at the top of a page continues the one that ended the page before.
#[must_use]
pub fn continues(upper: &Grid, lower: &Grid) -> bool {
    let ends = |grid: &Grid| Some((*grid.columns.first()?, *grid.columns.last()?));
    let (Some((left, right)), Some((other_left, other_right))) = (ends(upper), ends(lower)) else { return false };
    let same = |one: f32, other: f32| (one - other).abs() <= NEAR * 1.5;
    let common = lower.columns.iter().filter(|at| same(upper.columns[nearest(&upper.columns, **at)], **at)).count();
    same(left, other_left) && same(right, other_right) && common * 2 >= lower.columns.len().min(upper.columns.len())
}

/// Append the part of a table that stands on the next page.
pub fn append(upper: &mut Grid, mut lower: Grid) {
    let columns = merged(upper.columns.iter().chain(&lower.columns).copied().collect());
    relay(upper, &columns);
    relay(&mut lower, &columns);
    let repeated = repeated(upper, &lower);
    lower.cells.retain(|cell| cell.slot.row >= repeated);
    lower.cells.iter_mut().for_each(|cell| cell.slot.row -= repeated);
    lower.rows -= repeated;
    let seam = upper.rows;
    for mut cell in lower.cells {
        let begun = cell.slot.row == 0;
        cell.slot.row += seam;
        let above = upper.cells.iter_mut().find(|other| {
            begun
                && other.slot.column == cell.slot.column
                && other.slot.column_span == cell.slot.column_span
                && other.slot.row + other.slot.row_span == seam
        });
        match above {
            Some(above) if is_one(above, &cell, columns.len()) => {
                above.slot.row_span += cell.slot.row_span;
                above.lines.append(&mut cell.lines);
            }
            Some(_) | None => upper.cells.push(cell),
        }
    }
    upper.rows += lower.rows;
    upper.cells.sort_by_key(|cell| (cell.slot.row, cell.slot.column));
}

/// Count a grid's columns by other positions.
fn relay(grid: &mut Grid, columns: &[f32]) {
    for cell in &mut grid.cells {
        let first = nearest(columns, cell.left);
        let last = nearest(columns, cell.right).max(first + 1);
        cell.slot.column = u32::try_from(first).unwrap_or(u32::MAX);
        cell.slot.column_span = u32::try_from(last - first).unwrap_or(1);
    }
    grid.columns = columns.to_vec();
}

/// How many rows of the lower part repeat the first rows of the upper.
fn repeated(upper: &Grid, lower: &Grid) -> u32 {
    let row = |grid: &Grid, row: u32| -> Vec<(u32, u32, u32, String)> {
        let cells = grid.cells.iter().filter(|cell| cell.slot.row == row);
        cells.map(|cell| (cell.slot.column, cell.slot.column_span, cell.slot.row_span, cell.said())).collect()
    };
    let mut same = 0;
    while same + 1 < lower.rows && same < upper.rows {
        let one = row(upper, same);
        if one != row(lower, same) || one.iter().all(|(_, _, _, said)| said.is_empty()) {
            break;
        }
        same += 1;
    }
    // A cell that reaches over the last of them does not repeat.
    while lower.cells.iter().any(|cell| cell.slot.row < same && cell.slot.row + cell.slot.row_span > same) {
        same -= 1;
    }
    same
}

/// Whether two cells at a page's end and the next one's beginning are one: a label that covers several rows.
fn is_one(above: &Held, below: &Held, columns: usize) -> bool {
    let last = (below.slot.column + below.slot.column_span) as usize + 1 >= columns;
    if last || (above.slot.row_span < 2 && below.slot.row_span < 2) {
        return false;
    }
    let upright = |cell: &Held| cell.lines.iter().all(|line| line.text.chars().count() == 1);
    match (above.lines.is_empty(), below.lines.is_empty()) {
        (true, true) => false,
        (false, true) => true,
        (true, false) => above.slot.row_span >= 2,
        (false, false) => upright(above) && upright(below) && marker_at(&below.said()).is_none(),
    }
}
