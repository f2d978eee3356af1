//! Pages in order to one text: tables with what continues them, lines to paragraphs, unruled tables by their columns.

use super::continued::{append, continues};
use super::grid::{Grid, Held};
use super::join::{Margins, Set, between, margins};
use super::line::Text;
use super::sheet::{Sheet, Thing};
use crate::document::{Block, BlockKind, Cell, Place, Table};
use crate::language::zh::layout::{completes, is_blank};
use crate::read::builder::Builder;
use crate::read::line::lines;
use crate::span::Span;

/// A line or a table of the report, pages left behind.
enum Item {
    Line(Text, Margins),
    Table(Grid),
}

/// Write pages in order.
pub fn write(builder: &mut Builder, sheets: Vec<Sheet>) {
    let items = items(sheets);
    let deep = items.iter().filter(|item| match item {
        Item::Line(line, margins) => {
            let indent = (line.x0 - margins.left) / line.size.max(1.0);
            (1.5..2.7).contains(&indent) && line.x1 > margins.left + (margins.right - margins.left) * 0.6
        }
        Item::Table(_) => false,
    });
    let indented_style = deep.count() >= 2;
    let mut run: Vec<Set<'_>> = Vec::new();
    for item in &items {
        match item {
            Item::Line(line, margins) => run.push(Set { line, margins: *margins, indented_style }),
            Item::Table(grid) => {
                prose(builder, &run);
                run.clear();
                table(builder, grid);
            }
        }
    }
    prose(builder, &run);
}

/// The lines and tables of all pages in order, parted tables joined.
fn items(sheets: Vec<Sheet>) -> Vec<Item> {
    let told: Vec<Option<Margins>> = sheets.iter().map(|sheet| margins(&page_lines(sheet), sheet.width)).collect();
    let mut items = Vec::new();
    let mut ended_by_table = false;
    for (at, sheet) in sheets.iter().enumerate() {
        let like = |other: usize| (sheets[other].width - sheet.width).abs() < 5.0;
        let enough = page_lines(sheet).iter().filter(|line| line.x1 - line.x0 > sheet.width * 0.45).count() >= 3;
        let others = || (0..sheets.len()).filter(|other| like(*other)).find_map(|other| told[other]);
        let margins = told[at].filter(|_| enough).or_else(others).or(told[at]).unwrap_or(Margins {
            left: sheet.width * 0.15,
            right: sheet.width * 0.85,
            leading: 20.0,
        });
        for (index, thing) in sheet.things.iter().enumerate() {
            match thing {
                Thing::Line(line) => items.push(Item::Line(line.clone(), margins)),
                Thing::Table(grid) => match items.last_mut() {
                    Some(Item::Table(upper)) if index == 0 && ended_by_table && continues(upper, grid) => {
                        append(upper, grid.clone());
                    }
                    Some(_) | None => items.push(Item::Table(grid.clone())),
                },
            }
        }
        ended_by_table = match sheet.things.last() {
            Some(Thing::Table(_)) => true,
            Some(Thing::Line(_)) => false,
            None => ended_by_table && sheet.things.is_empty(),
        };
    }
    items
}

fn page_lines(sheet: &Sheet) -> Vec<&Text> {
    let mut lines = Vec::new();
    for thing in &sheet.things {
        if let Thing::Line(line) = thing {
            lines.push(line);
        }
    }
    lines
}

/// Write lines between two tables: rows in columns, else paragraphs.
fn prose(builder: &mut Builder, run: &[Set<'_>]) {
    let run: Vec<&Set<'_>> = run.iter().filter(|set| !set.line.text.trim_matches(is_blank).is_empty()).collect();
    let mut scratch = String::new();
    for (at, set) in run.iter().enumerate() {
        if at > 0 && run[at - 1].gap(set) {
            scratch.push('\n');
        }
        let indent = (set.indent() * 2.0).round().clamp(0.0, 200.0) as usize;
        scratch.extend(std::iter::repeat_n(' ', indent));
        scratch.push_str(set.line.text.trim_matches(is_blank));
        scratch.push('\n');
    }
    let found = lines(&scratch, Span::new(0, scratch.len()));
    if found.len() != run.len() {
        return;
    }
    let mut grids = crate::read::grid::tables(&found).into_iter().peekable();
    let mut at = 0;
    while at < run.len() {
        if let Some((range, table)) = grids.next_if(|(range, _)| range.start == at) {
            let mut moved = Vec::new();
            for index in range.clone() {
                moved.push((found[index].start, found[index].end(), builder.end()));
                push(builder, found[index].text, run[index].line);
                builder.line_end();
            }
            unruled(builder, table, &moved);
            at = range.end;
            continue;
        }
        let stop = grids.peek().map_or(run.len(), |(range, _)| range.start);
        at = paragraph(builder, &run[..stop], at);
    }
}

/// Write the paragraph that begins at a line; the line behind it.
fn paragraph(builder: &mut Builder, run: &[&Set<'_>], first: usize) -> usize {
    let start = builder.end();
    push(builder, &run[first].line.text, run[first].line);
    let mut at = first + 1;
    while at < run.len() && run[at - 1].joins(run[first], run[at]) {
        builder.text.push_str(between(&run[at - 1].line.text, &run[at].line.text));
        push(builder, &run[at].line.text, run[at].line);
        at += 1;
    }
    builder.close(start, BlockKind::Paragraph);
    at
}

fn push(builder: &mut Builder, text: &str, line: &Text) {
    builder.push(text, Place::Page { page: line.page, line: line.line });
}

/// Add a table found among lines, its spans moved to where the lines were written: begin, end, where to.
fn unruled(builder: &mut Builder, table: Table, moved: &[(usize, usize, usize)]) {
    let to = |at: u32| {
        let at = at as usize;
        let line = moved.partition_point(|(begin, _, _)| *begin <= at).max(1) - 1;
        moved.get(line).map_or(0, |(begin, end, to)| to + at.clamp(*begin, *end) - begin)
    };
    let shift = |span: Span| Span::new(to(span.start), to(span.end));
    let cells = table.cells.into_iter().map(|cell| Cell { span: shift(cell.span), ..cell }).collect();
    let span = shift(table.span);
    builder.blocks.push(Block { kind: BlockKind::Table(builder.tables.len()), span, marker: None });
    builder.tables.push(Table { span, cells, ..table });
}

/// Write a table with rulings.
fn table(builder: &mut Builder, grid: &Grid) {
    let start = builder.end();
    let mut cells = Vec::with_capacity(grid.cells.len());
    let mut row = 0;
    for (at, held) in grid.cells.iter().enumerate() {
        if held.slot.row != row {
            builder.line_end();
            row = held.slot.row;
        } else if at > 0 {
            builder.text.push('\t');
        }
        let begin = builder.end();
        write_cell(builder, held);
        let slot = held.slot;
        cells.push(Cell {
            row: slot.row,
            column: slot.column,
            row_span: slot.row_span,
            column_span: slot.column_span,
            span: builder.trimmed(begin),
        });
    }
    builder.table(start, cells);
}

/// Write a cell's lines: broken ones joined, paragraphs apart.
fn write_cell(builder: &mut Builder, held: &Held) {
    let right = held.lines.iter().map(|line| line.x1).fold(0.0, f32::max);
    for (at, line) in held.lines.iter().enumerate() {
        if let Some(last) = at.checked_sub(1).map(|before| &held.lines[before]) {
            let ends = last.text.chars().next_back().is_some_and(completes);
            let short = right - last.x1 > last.size * 1.5;
            let value = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-'));
            let values = value(&last.text) && value(&line.text) && held.right - last.x1 > last.size * 1.2;
            let separate = (ends && short) || values;
            builder.text.push_str(if separate { "\n" } else { between(&last.text, &line.text) });
        }
        push(builder, &line.text, line);
    }
}
