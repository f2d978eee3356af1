//! A table that goes on on the next page: repeated header rows dropped, cells and rows that the page's end parted made
//! one.

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
    if is_cut(upper, &lower) {
        mend(upper, lower);
    } else {
        follow(upper, lower, columns.len());
    }
    upper.cells.sort_by_key(|cell| (cell.slot.row, cell.slot.column));
}

/// Append rows behind the last.
fn follow(upper: &mut Grid, lower: Grid, columns: usize) {
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
            Some(above) if is_one(above, &cell, columns) => {
                above.slot.row_span += cell.slot.row_span;
                above.lines.append(&mut cell.lines);
            }
            Some(_) | None => upper.cells.push(cell),
        }
    }
    upper.rows += lower.rows;
}

/// The cell of the upper part's last row that one of the lower part's first row stands below.
fn above<'g>(upper: &'g Grid, below: &Held) -> Option<&'g Held> {
    upper.cells.iter().find(|cell| {
        cell.slot.column == below.slot.column
            && cell.slot.column_span == below.slot.column_span
            && cell.slot.row + cell.slot.row_span == upper.rows
    })
}

/// Whether the page's end went through a row: what its cells say above and below completes each other, and no column
/// has values in both parts.
fn is_cut(upper: &Grid, lower: &Grid) -> bool {
    let first: Vec<&Held> = lower.cells.iter().filter(|cell| cell.slot.row == 0).collect();
    let pairs: Option<Vec<(&Held, &Held)>> = first.iter().map(|below| Some((above(upper, below)?, *below))).collect();
    let Some(pairs) = pairs.filter(|pairs| pairs.len() > 1) else { return false };
    // Labels that reach over several rows say nothing of this one.
    let own = |(above, below): &&(&Held, &Held)| above.slot.row_span == 1 && below.slot.row_span == 1;
    let values = |cells: &mut dyn Iterator<Item = &Held>| cells.filter(|cell| is_value(&cell.said())).count();
    let over = values(&mut pairs.iter().filter(own).map(|(above, _)| *above));
    let under = values(&mut pairs.iter().filter(own).map(|(_, below)| *below));
    if (over > 0) == (under > 0) {
        return false;
    }
    let (mut partly, mut completed) = (false, true);
    for (above, below) in pairs.iter().filter(own) {
        match (above.lines.is_empty(), below.lines.is_empty()) {
            (true, true) => completed = false,
            (false, false) if goes_on(above, below) => partly = true,
            (false, false) => return false,
            (true, false) | (false, true) => {}
        }
    }
    partly || completed
}

/// Whether the words of a cell may go on in the one below it: its last line is full (the next word would not have
/// fitted), and no item begins below.
fn goes_on(above: &Held, below: &Held) -> bool {
    /// What cells leave free at both sides, in points.
    const PADDING: f32 = 14.0;
    let full = above
        .lines
        .last()
        .is_some_and(|line| above.right - above.left - (line.x1 - line.x0) < line.size * 2.2 + PADDING);
    full && !is_value(&below.said()) && marker_at(&below.said()).is_none()
}

fn is_value(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
        || matches!(text, "/" | "-" | "—" | "－" | "——")
}

/// Append rows of which the first is the rest of the last.
fn mend(upper: &mut Grid, lower: Grid) {
    let seam = upper.rows.saturating_sub(1);
    for mut cell in lower.cells {
        if cell.slot.row > 0 {
            cell.slot.row += seam;
            upper.cells.push(cell);
            continue;
        }
        let end = upper.rows;
        let above = upper
            .cells
            .iter_mut()
            .find(|other| other.slot.column == cell.slot.column && other.slot.row + other.slot.row_span == end);
        if let Some(above) = above {
            above.slot.row_span += cell.slot.row_span - 1;
            above.lines.append(&mut cell.lines);
        }
    }
    upper.rows = seam + lower.rows;
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
