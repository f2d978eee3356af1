//! Tables whose columns are kept by blanks, as `pdftotext -layout` and hand-typed lists make them: cells are found by
//! the columns they stand in on a screen, where a Chinese character takes two.

use super::super::line::Line;
use super::Grid;
use crate::document::{MarkerStyle, Table};
use crate::language::zh::layout::{columns, is_ambiguous, is_bare_value, is_blank, is_label};
use crate::span::Span;

/// The most cells a row of such a table may have: more is no typing of people.
const MOST_CELLS: usize = 200;

/// A cell of a line: where it stands in the text and on the screen.
#[derive(Clone, Copy, Debug)]
struct Segment {
    span: Span,
    from: u32,
    to: u32,
}

/// A column while the table is laid out.
#[derive(Clone, Copy, Debug)]
struct Column {
    from: u32,
    to: u32,
}

/// Whether a line may be a row: two or more cells with runs of blanks between, and no prose in them.
#[must_use]
pub fn is_row(line: &Line<'_>) -> bool {
    let mut cells = 1;
    let mut blanks = 0;
    let mut rest = line.text;
    if let Some((_, _, length)) = line.marker {
        rest = line.text[length..].trim_start_matches(is_blank);
    }
    for c in rest.chars() {
        if is_blank(c) {
            blanks += 1;
            continue;
        }
        if matches!(c, '。' | '；' | '！') {
            return false;
        }
        cells += usize::from(blanks >= 2);
        blanks = 0;
        if cells > MOST_CELLS {
            return false;
        }
    }
    cells >= 2 && !is_label(line.text)
}

/// Where a table begins whose first row of several cells is at a line: headers that stand over several columns may come
/// before it, far from the margin. Lines before `free` are taken.
#[must_use]
pub fn headed(lines: &[Line<'_>], at: usize, free: usize) -> usize {
    let mut first = at;
    while first > free && at - first < 2 && !lines[first].gap {
        let line = &lines[first - 1];
        if line.indent < 8 || !is_single(line) || line.text.ends_with(['表', ')', '）']) {
            break;
        }
        first -= 1;
    }
    first
}

/// The run of rows from a line on, and the table it makes, with the headers from `first` on. A line of one cell belongs
/// to it where rows follow at once: a header over several columns, a label in several lines.
#[must_use]
pub fn run(lines: &[Line<'_>], first: usize, at: usize) -> (usize, Option<Table>) {
    let mut end = at + 1;
    while end < lines.len() && !lines[end].gap {
        if is_row(&lines[end]) {
            end += 1;
            continue;
        }
        let single = lines[end..].iter().take(3).take_while(|line| !line.gap && is_single(line)).count();
        let after = end + single;
        if single == 0 || !lines.get(after).is_some_and(|line| !line.gap && is_row(line)) {
            break;
        }
        end = after + 1;
    }
    (end, table(&lines[first..end]))
}

/// Whether a line may be a row of one cell: short, no prose, no chapter.
fn is_single(line: &Line<'_>) -> bool {
    let chapter = line.marker.is_some_and(|(style, ..)| matches!(style, MarkerStyle::Chinese | MarkerStyle::Part));
    !chapter
        && line.width - line.indent <= 60
        && !line.text.chars().any(|c| matches!(c, '。' | '；' | '：' | '|' | '\t'))
}

/// The cells of a line. `wide` where marks of ambiguous width take two columns.
fn segments(line: &Line<'_>, wide: bool) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut column = line.indent;
    let mut blanks = 2;
    for (offset, c) in line.text.char_indices() {
        let width = if wide && is_ambiguous(c) { 2 } else { columns(c) };
        if is_blank(c) {
            blanks += 1;
            column += width;
            continue;
        }
        let span = Span::new(line.start + offset, line.start + offset + c.len_utf8());
        match found.last_mut() {
            Some(last) if blanks < 2 => {
                last.span.end = span.end;
                last.to = column + width;
            }
            _ => found.push(Segment { span, from: column, to: column + width }),
        }
        blanks = 0;
        column += width;
    }
    found
}

fn table(lines: &[Line<'_>]) -> Option<Table> {
    let narrow: Vec<Vec<Segment>> = lines.iter().map(|line| segments(line, false)).collect();
    let wide: Vec<Vec<Segment>> = lines.iter().map(|line| segments(line, true)).collect();
    // The program that laid the table out counted such marks in one way or the other: the one that aligns better.
    let rows = if starts(&wide) < starts(&narrow) { wide } else { narrow };
    if !is_table(&rows, lines) {
        return None;
    }
    let columns = lay_out(&rows);
    // Where two cells of a row fall into one column the columns are not kept: nothing is told by them.
    let crowded = |row: &Vec<Segment>| {
        row.windows(2).any(|pair| {
            let before = place(&columns, &pair[0], 0).1;
            place(&columns, &pair[1], 0).0 <= before
        })
    };
    // Nor where the cells of a row as full as any other stand over several columns.
    let most = rows.iter().map(Vec::len).max().unwrap_or_default();
    let loose = |row: &Vec<Segment>| {
        row.len() == most && row.iter().any(|cell| matches!(place(&columns, cell, 0), (first, last) if first < last))
    };
    if rows.iter().any(|row| crowded(row) || loose(row)) {
        return None;
    }
    let mut grid = Grid::default();
    let filled = rows.iter().map(Vec::len).sum::<usize>();
    let fill = rows.len().saturating_mul(columns.len()) <= filled * 4 + 200;
    for (row, line) in rows.iter().zip(lines) {
        let mut next = 0;
        for segment in row {
            let (first, last) = place(&columns, segment, next);
            if fill && row.len() > 1 {
                (next..first).for_each(|column| grid.cell(number(column), 1, empty(segment.span.start)));
            }
            grid.cell(number(first), number(last - first + 1), segment.span);
            next = last + 1;
        }
        if fill && row.len() > 1 {
            let end = u32::try_from(line.end()).unwrap_or(u32::MAX);
            (next..columns.len()).for_each(|column| grid.cell(number(column), 1, empty(end)));
        }
        grid.end_row();
    }
    grid.finish(lines)
}

fn number(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX - 1)
}

fn empty(at: u32) -> Span {
    Span { start: at, end: at }
}

/// How many columns cells begin in.
fn starts(rows: &[Vec<Segment>]) -> usize {
    let mut starts: Vec<u32> = rows.iter().flatten().map(|segment| segment.from).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.len()
}

/// Whether rows stand in columns: two rows next to each other begin or end a cell, not their first, in one column, or
/// two rows have three cells; a row alone must be one of numbers.
fn is_table(rows: &[Vec<Segment>], lines: &[Line<'_>]) -> bool {
    let several: Vec<&Vec<Segment>> = rows.iter().filter(|row| row.len() >= 2).collect();
    if several.len() < 2 {
        let values =
            lines.iter().flat_map(|line| line.text.split("  ")).filter(|cell| is_bare_value(cell.trim())).count();
        return several.iter().any(|row| row.len() >= 4) && values >= 2;
    }
    let aligned = several.windows(2).filter(|pair| {
        pair[0].len() >= 3 && pair[1].len() >= 3 || {
            let meets =
                |one: &Segment, other: &Segment| one.from.abs_diff(other.from) <= 1 || one.to.abs_diff(other.to) <= 1;
            pair[0][1..].iter().any(|one| pair[1][1..].iter().any(|other| meets(one, other)))
        }
    });
    aligned.count() * 2 >= several.len() - 1
}

/// The columns of a table: those of its fullest row, widened by cells that stand in one of them, with more where a cell
/// stands in none.
fn lay_out(rows: &[Vec<Segment>]) -> Vec<Column> {
    let Some(fullest) = rows.iter().max_by_key(|row| row.len()) else { return Vec::new() };
    let mut columns: Vec<Column> = fullest.iter().map(|cell| Column { from: cell.from, to: cell.to }).collect();
    let mut order: Vec<&Vec<Segment>> = rows.iter().collect();
    order.sort_by_key(|row| std::cmp::Reverse(row.len()));
    for row in order {
        for cell in row {
            let first = columns.partition_point(|column| column.to <= cell.from);
            let last = columns.partition_point(|column| column.from < cell.to);
            match last.saturating_sub(first) {
                0 if columns.len() < 2 * MOST_CELLS => columns.insert(first, Column { from: cell.from, to: cell.to }),
                1 => {
                    columns[first].from = columns[first].from.min(cell.from);
                    columns[first].to = columns[first].to.max(cell.to);
                }
                _ => {}
            }
        }
    }
    columns
}

/// The columns that a cell stands in, none of them before `next`.
fn place(columns: &[Column], cell: &Segment, next: usize) -> (usize, usize) {
    let first = columns.partition_point(|column| column.to <= cell.from).max(next);
    let last = columns.partition_point(|column| column.from < cell.to).saturating_sub(1);
    // A cell that begins exactly where a column begins stands in that column, however long it is, unless it covers
    // others wholly.
    (first, last.max(first))
}
