//! A page put in order: its tables, and its lines that stand in none, from top to bottom.

use super::grid::{Grid, Parts, parts};
use super::line::{Scale, Text, texts};
use super::ruling::frames;
use super::{Page, Sign};

/// A page in order.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What stands on it, from top to bottom.
    pub things: Vec<Thing>,
}

/// What stands on a page.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A line.
    Line(Text),
    /// A table with rulings.
    Table(Grid),
}

impl Thing {
    fn top(&self) -> f32 {
        match self {
            Self::Line(line) => line.y - line.size,
            Self::Table(grid) => grid.area.y0,
        }
    }
}

impl Sheet {
    /// A page of which nothing is read.
    #[must_use]
    pub fn bare(page: &Page) -> Self {
        Self { width: page.width, height: page.height, things: Vec::new() }
    }

    /// Put a page in order.
    #[must_use]
    pub fn new(page: Page) -> Self {
        let scale = Scale::new(page.number, &page.signs);
        let mut all: Vec<Parts> = frames(&page.rulings).iter().filter_map(parts).collect();
        // A sign stands in the smallest frame around it.
        all.sort_by(|a, b| a.area.size().total_cmp(&b.area.size()));
        let mut things = Vec::new();
        let mut free: Vec<Sign> = page.signs;
        for parts in all {
            let (inside, outside): (Vec<_>, Vec<_>) =
                free.into_iter().map(|sign| (parts.cell_of(&sign), sign)).partition(|(cell, _)| cell.is_some());
            free = outside.into_iter().map(|(_, sign)| sign).collect();
            let held: Vec<(usize, Sign)> =
                inside.into_iter().filter_map(|(cell, sign)| cell.map(|cell| (cell, sign))).collect();
            match parts.fill(&scale, &held) {
                Some(grid) => things.push(Thing::Table(grid)),
                None => free.extend(held.into_iter().map(|(_, sign)| sign)),
            }
        }
        things.extend(texts(&scale, &free).into_iter().map(Thing::Line));
        things.sort_by(|a, b| a.top().total_cmp(&b.top()));
        Self { width: page.width, height: page.height, things }
    }
}
