//! Frames to tables: the cells that rulings part, merged where a ruling is missing, and the signs in them.

use super::area::{Area, merged, nearest};
use super::line::{Scale, Text, texts};
use super::ruling::Frame;
use super::{Ruling, Sign};
use crate::read::builder::Slot;

/// The most cells of a grid, merged ones counted by what they cover.
const MOST_CELLS: usize = 40_000;

/// A table of a page, or of several.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Its extent on its first page.
    pub area: Area,
    /// Where its columns part, both ends included.
    pub columns: Vec<f32>,
    /// Its rows.
    pub rows: u32,
    /// Its cells in reading order.
    pub cells: Vec<Held>,
}

/// A cell and what stands in it.
#[derive(Clone, Debug)]
pub struct Held {
    /// Where it stands.
    pub slot: Slot,
    /// Its lines.
    pub lines: Vec<Text>,
    /// Where it begins and ends from left to right.
    pub left: f32,
    /// Its right end.
    pub right: f32,
}

impl Held {
    /// Its lines, nothing between them.
    #[must_use]
    pub fn said(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }
}

/// The parts of a frame before signs are put in them.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Extent.
    pub area: Area,
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// Which cell each part belongs to, row by row.
    owner: Vec<usize>,
    slots: Vec<Slot>,
}

/// Part a frame; none where it is a single cell or a drawing.
#[must_use]
pub fn parts(frame: &Frame) -> Option<Parts> {
    let ends = |rulings: &[Ruling]| rulings.iter().flat_map(|ruling| [ruling.from, ruling.to]).collect::<Vec<f32>>();
    let bound = |mut at: Vec<f32>, ends: Vec<f32>| {
        at.extend(ends.iter().copied().reduce(f32::min));
        at.extend(ends.iter().copied().reduce(f32::max));
        merged(at)
    };
    let xs = bound(frame.down.iter().map(|ruling| ruling.at).collect(), ends(&frame.across));
    let ys = bound(frame.across.iter().map(|ruling| ruling.at).collect(), ends(&frame.down));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns * rows < 2 || columns.saturating_mul(rows) > MOST_CELLS {
        return None;
    }
    // right[row][column]: whether a ruling parts the column from the next; below likewise.
    let mut right = vec![0.0_f32; columns * rows];
    let mut below = vec![0.0_f32; columns * rows];
    for ruling in &frame.down {
        let Some(column) = nearest(&xs, ruling.at).checked_sub(1) else { continue };
        for row in 0..rows {
            right[row * columns + column.min(columns - 1)] += overlap(ruling, ys[row], ys[row + 1]);
        }
    }
    for ruling in &frame.across {
        let Some(row) = nearest(&ys, ruling.at).checked_sub(1) else { continue };
        for column in 0..columns {
            below[row.min(rows - 1) * columns + column] += overlap(ruling, xs[column], xs[column + 1]);
        }
    }
    let (owner, slots) = merge(
        columns,
        rows,
        |row, column| right[row * columns + column] < 0.6,
        |row, column| below[row * columns + column] < 0.6,
    );
    (slots.len() >= 2).then_some(Parts { area: frame.area, xs, ys, owner, slots })
}

/// How much of a stretch a ruling covers: 0 to 1.
fn overlap(ruling: &Ruling, from: f32, to: f32) -> f32 {
    let covered = ruling.to.min(to) - ruling.from.max(from);
    if to > from { (covered / (to - from)).max(0.0) } else { 0.0 }
}

/// Join parts between which no ruling stands, to rectangles.
fn merge(
    columns: usize,
    rows: usize,
    open_right: impl Fn(usize, usize) -> bool,
    open_below: impl Fn(usize, usize) -> bool,
) -> (Vec<usize>, Vec<Slot>) {
    const FREE: usize = usize::MAX;
    let mut owner = vec![FREE; columns * rows];
    let mut slots = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if owner[row * columns + column] != FREE {
                continue;
            }
            let mut wide = 1;
            while column + wide < columns
                && owner[row * columns + column + wide] == FREE
                && open_right(row, column + wide - 1)
            {
                wide += 1;
            }
            let mut high = 1;
            while row + high < rows
                && (column..column + wide).all(|at| open_below(row + high - 1, at))
                && (column..column + wide - 1).all(|at| open_right(row + high, at))
                && (column..column + wide).all(|at| owner[(row + high) * columns + at] == FREE)
            {
                high += 1;
            }
            for line in row..row + high {
                owner[line * columns + column..line * columns + column + wide].fill(slots.len());
            }
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            slots.push(Slot {
                row: number(row),
                column: number(column),
                row_span: number(high),
                column_span: number(wide),
            });
        }
    }
    (owner, slots)
}

impl Parts {
    /// The cell that a sign stands in.
    #[must_use]
    pub fn cell_of(&self, sign: &Sign) -> Option<usize> {
        let (x, y) = ((sign.x0 + sign.x1) / 2.0, sign.y - sign.size * 0.35);
        if !self.area.holds(x, y) {
            return None;
        }
        let within = |edges: &[f32], at: f32| edges.partition_point(|edge| *edge <= at).clamp(1, edges.len() - 1) - 1;
        let (column, row) = (within(&self.xs, x), within(&self.ys, y));
        self.owner.get(row * (self.xs.len() - 1) + column).copied()
    }

    /// The table with the signs of each cell; none where fewer than two cells say something.
    #[must_use]
    pub fn fill(&self, scale: &Scale, signs: &[(usize, Sign)]) -> Option<Grid> {
        let mut held: Vec<Vec<Sign>> = vec![Vec::new(); self.slots.len()];
        for (cell, sign) in signs {
            held[*cell].push(*sign);
        }
        let edge = |at: u32| self.xs[at as usize];
        let cells: Vec<Held> = self
            .slots
            .iter()
            .zip(held)
            .map(|(slot, signs)| Held {
                slot: *slot,
                lines: texts(scale, &signs),
                left: edge(slot.column),
                right: edge(slot.column + slot.column_span),
            })
            .collect();
        let said = cells.iter().filter(|cell| !cell.lines.is_empty()).count();
        let rows = u32::try_from(self.ys.len() - 1).unwrap_or(u32::MAX);
        (said >= 2).then(|| Grid { area: self.area, columns: self.xs.clone(), rows, cells })
    }
}
