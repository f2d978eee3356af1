//! A table of a report as a table, with the cells that findings are about marked. Of a very long one only its first
//! rows and those around the marks.

use super::passage;
use super::report::Page;
use crate::document::{Cell, Table};
use crate::language::Language;
use maud::{Markup, html};

/// The most rows of a table that is shown whole.
const WHOLE: u32 = 80;
/// The first rows of a longer one, which are its heads.
const HEAD: u32 = 4;

/// A table.
pub(super) fn of(page: &Page<'_>, table: &Table) -> Markup {
    let rows = rows(page, table);
    let left_out = (table.rows as usize).saturating_sub(rows.len());
    let mut cells: Vec<(usize, usize, &Cell)> = table.cells.iter().filter_map(|cell| placed(&rows, cell)).collect();
    cells.sort_by_key(|(first, _, cell)| (*first, cell.column));
    html! {
        div.grid tabindex="0" {
            table { tbody {
                @for (at, _) in rows.iter().enumerate() {
                    tr { @for (_, span, cell) in of_row(&cells, at) { (one(page, cell, *span)) } }
                }
            } }
        }
        @if left_out > 0 {
            p.cut { @match page.style.language {
                Language::Zh => { "(略 " (left_out) " 行)" }
                Language::En => { "(" (left_out) " rows left out)" }
            } }
        }
    }
}

/// The rows that are shown, in order.
fn rows(page: &Page<'_>, table: &Table) -> Vec<u32> {
    if table.rows <= WHOLE {
        return (0..table.rows).collect();
    }
    let mut rows: Vec<u32> = (0..HEAD).collect();
    for cell in table.cells.iter().filter(|cell| !page.marks.in_cell(cell.span).is_empty()) {
        rows.extend(cell.row.saturating_sub(1)..=cell.row.saturating_add(1).min(table.rows - 1));
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Where a cell stands among the rows that are shown: the first of them and how many; none where none of its is.
fn placed<'c>(rows: &[u32], cell: &'c Cell) -> Option<(usize, usize, &'c Cell)> {
    let first = rows.partition_point(|row| *row < cell.row);
    let end = rows.partition_point(|row| *row < cell.row.saturating_add(cell.row_span));
    (end > first).then_some((first, end - first, cell))
}

/// The cells that begin in a row.
fn of_row<'c, 'd>(cells: &'c [(usize, usize, &'d Cell)], row: usize) -> &'c [(usize, usize, &'d Cell)] {
    let first = cells.partition_point(|(at, _, _)| *at < row);
    let end = cells.partition_point(|(at, _, _)| *at <= row);
    cells.get(first..end).unwrap_or_default()
}

fn one(page: &Page<'_>, cell: &Cell, rows: usize) -> Markup {
    let marks = page.marks.in_cell(cell.span);
    let gravest = marks.iter().filter(|mark| mark.primary).map(|mark| mark.severity).max();
    let class = match (gravest, marks.is_empty()) {
        (Some(severity), _) => severity.name(),
        (None, false) => "other",
        (None, true) => "",
    };
    let rows = (rows > 1).then_some(rows);
    let columns = (cell.column_span > 1).then_some(cell.column_span);
    let class = (!class.is_empty()).then_some(class);
    html! {
        td class=[class] rowspan=[rows] colspan=[columns] { (passage::with(page, cell.span, &marks)) }
    }
}
