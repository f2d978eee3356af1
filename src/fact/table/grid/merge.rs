//! Two readings of one table: what goes on behind a page, what is there twice, what is taken back.

use super::draft::Draft;
use crate::fact::table::CellFact;
use std::collections::HashMap;

/// How much of a draft there was: what is read after it can be taken back.
pub struct Mark {
    rows: usize,
    cells: usize,
    others: usize,
    doubts: usize,
    claims: usize,
}

impl<'a> Draft<'a> {
    /// Add the rows of another reading of the same table; whether any was new. The same table again adds nothing; of a
    /// table broken by a page its other rows do.
    pub fn adopt(&mut self, fresh: Draft<'a>) -> bool {
        if fresh.rows.is_empty() || fresh.ids.iter().any(|id| self.ids.contains(id)) {
            return false;
        }
        self.ids.extend(fresh.ids);
        self.span = self.span.cover(fresh.span);
        self.grid = fresh.grid;
        self.rows.extend(fresh.rows);
        self.cells.extend(fresh.cells);
        self.others.extend(fresh.others);
        self.doubts.extend(fresh.doubts);
        self.claims.extend(fresh.claims);
        for (mine, other) in self.columns.iter_mut().zip(fresh.columns) {
            if mine.is_none() {
                *mine = other;
            }
        }
        true
    }

    /// Whether another reading holds other values in the same cells.
    pub fn differs(&self, other: &Draft<'_>) -> bool {
        let key = |cell: &CellFact| (cell.row.clone(), cell.column.clone());
        let mine: HashMap<_, _> = self.cells.iter().map(|cell| (key(cell), &cell.value)).collect();
        other.cells.iter().any(|cell| mine.get(&key(cell)).is_some_and(|value| **value != cell.value))
    }

    /// How much there is.
    pub fn mark(&self) -> Mark {
        Mark {
            rows: self.rows.len(),
            cells: self.cells.len(),
            others: self.others.len(),
            doubts: self.doubts.len(),
            claims: self.claims.len(),
        }
    }

    /// Take back what was read since.
    pub fn back_to(&mut self, mark: &Mark) {
        for row in self.rows.drain(mark.rows..) {
            self.ids.remove(&row.id);
        }
        self.cells.truncate(mark.cells);
        self.others.truncate(mark.others);
        self.doubts.truncate(mark.doubts);
        self.claims.truncate(mark.claims);
    }
}
