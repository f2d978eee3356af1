//! Tables typed in a text: cells between pipes, between tabs, or in columns kept by blanks. A run of lines is taken for
//! a table as a whole or not at all. Merged cells are not guessed, save where a cell stands over several columns.

mod columns;

use super::line::Line;
use crate::document::{Cell, Table};
use crate::language::zh::layout::{is_blank, is_label};
use crate::span::Span;
use std::ops::Range;

/// How a line shows its cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// Nothing of a table.
    Plain,
    /// A ruling: `|---|---|`, `+---+`.
    Rule,
    /// Pipes between cells; whether it begins with one.
    Pipes { leading: bool },
    /// Tabs between cells.
    Tabs,
    /// Runs of blanks between cells.
    Blanks,
}

/// The tables among lines: which lines each takes, and its grid.
#[must_use]
pub fn tables(lines: &[Line<'_>]) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut first = at;
        let (end, table) = match shape(&lines[at]) {
            Shape::Plain => (at + 1, None),
            Shape::Rule | Shape::Pipes { .. } => {
                run(lines, at, |shape| matches!(shape, Shape::Rule | Shape::Pipes { .. }), pipes)
            }
            Shape::Tabs => run(lines, at, |shape| matches!(shape, Shape::Tabs), tabs),
            Shape::Blanks => {
                let free = found.last().map_or(0, |(range, _): &(Range<usize>, Table)| range.end);
                first = columns::headed(lines, at, free);
                columns::run(lines, first, at)
            }
        };
        if let Some(table) = table {
            found.push((first..end, table));
        }
        at = end;
    }
    found
}

/// The run of lines of one kind from a line on, and the table it makes.
fn run(
    lines: &[Line<'_>],
    at: usize,
    same: impl Fn(Shape) -> bool,
    make: impl Fn(&[Line<'_>]) -> Option<Table>,
) -> (usize, Option<Table>) {
    let more = lines[at + 1..].iter().take_while(|line| !line.gap && same(shape(line))).count();
    let end = at + 1 + more;
    (end, make(&lines[at..end]))
}

fn shape(line: &Line<'_>) -> Shape {
    let text = line.text;
    if is_rule(text) {
        return Shape::Rule;
    }
    let pipes = text.chars().filter(|c| is_pipe(*c)).count();
    let leading = text.starts_with(is_pipe);
    let trailing = usize::from(text.ends_with(is_pipe));
    // A pipe at the end alone is a cell a line, not a row.
    if (leading && pipes > 1) || pipes > trailing + usize::from(leading) {
        return Shape::Pipes { leading };
    }
    if text.contains('\t') && !after_marker(line) {
        return Shape::Tabs;
    }
    if columns::is_row(line) { Shape::Blanks } else { Shape::Plain }
}

/// Whether the only blanks of a line stand behind its enumerator: `一、<tab>概述`.
fn after_marker(line: &Line<'_>) -> bool {
    let Some((_, _, length)) = line.marker else { return false };
    let rest = line.text[length..].trim_start_matches(is_blank);
    rest.len() + length < line.text.len() && !rest.contains('\t')
}

fn is_pipe(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// Whether a line is a ruling: dashes or box drawing, pipes and colons, nothing else.
fn is_rule(text: &str) -> bool {
    let mut dashes = 0;
    let mut box_drawing = false;
    for c in text.chars() {
        match c {
            '-' | '=' => dashes += 1,
            '─' | '━' | '═' => {
                dashes += 1;
                box_drawing = true;
            }
            '┌' | '┬' | '┐' | '├' | '┼' | '┤' | '└' | '┴' | '┘' | '╔' | '╦' | '╗' | '╠' | '╬' | '╣' | '╚' | '╩'
            | '╝' => {
                box_drawing = true;
            }
            '|' | '+' | ':' | '│' | '┃' | '║' | ' ' => {}
            _ => return false,
        }
    }
    // Single dashes between pipes are cells that hold a dash.
    let ruled = text.contains("--") || text.contains("==") || box_drawing;
    dashes >= 3 && ruled && text.chars().any(|c| is_pipe(c) || c == '+' || box_drawing)
}

/// The table of a run of lines with pipes.
fn pipes(lines: &[Line<'_>]) -> Option<Table> {
    let rows: Vec<&Line<'_>> = lines.iter().filter(|line| !is_rule(line.text)).collect();
    let leading = rows.iter().filter(|line| matches!(shape(line), Shape::Pipes { leading: true })).count();
    if rows.is_empty() || (leading == 0 && rows.len() < 2) {
        return None;
    }
    let mut table = Grid::default();
    for line in rows {
        table.row(split_pipes(line.text, line.start, false));
    }
    table.finish(lines)
}

/// The cells of a row with pipes; an outer pipe at either end is none between cells. In Markdown (`strict`) a backslash
/// before a pipe makes it text, and box drawing is text.
#[must_use]
pub fn split_pipes(text: &str, start: usize, strict: bool) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let splits = if strict { c == '|' && !escaped } else { is_pipe(c) };
        if splits {
            if at > 0 {
                cells.push(trimmed(text, from, at, start));
            }
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    if from < text.len() {
        cells.push(trimmed(text, from, text.len(), start));
    }
    cells
}

/// The table of a run of lines with tabs: at least two rows, or one of three cells; no list of labels.
fn tabs(lines: &[Line<'_>]) -> Option<Table> {
    let cells = |line: &Line<'_>| line.raw.matches('\t').count() + 1;
    if (lines.len() < 2 && cells(&lines[0]) < 3) || lines.iter().all(|line| is_label(line.text)) {
        return None;
    }
    let mut table = Grid::default();
    for line in lines {
        let mut row = Vec::new();
        let mut at = 0;
        for cell in line.raw.split('\t') {
            row.push(trimmed(line.raw, at, at + cell.len(), line.raw_start));
            at += cell.len() + 1;
        }
        table.row(row);
    }
    table.finish(lines)
}

/// The span of a cell without the blanks at its ends; of an empty one the place where it would begin.
fn trimmed(text: &str, from: usize, to: usize, start: usize) -> Span {
    let cell = text.get(from..to).unwrap_or_default();
    let kept = cell.trim_matches(is_blank);
    if kept.is_empty() {
        return Span::new(start + from, start + from);
    }
    let lead = cell.len() - cell.trim_start_matches(is_blank).len();
    Span::new(start + from + lead, start + from + lead + kept.len())
}

/// A grid while it is filled.
#[derive(Default)]
pub struct Grid {
    cells: Vec<Cell>,
    rows: u32,
    columns: u32,
}

impl Grid {
    /// Add a row of cells, one a column.
    pub fn row(&mut self, spans: Vec<Span>) {
        for (column, span) in spans.into_iter().enumerate() {
            self.cell(u32::try_from(column).unwrap_or(u32::MAX - 1), 1, span);
        }
        self.rows += 1;
    }

    /// Add a cell to the row that is being filled.
    pub fn cell(&mut self, column: u32, column_span: u32, span: Span) {
        self.columns = self.columns.max(column + column_span);
        self.cells.push(Cell { row: self.rows, column, row_span: 1, column_span, span });
    }

    /// End the row that is being filled.
    pub fn end_row(&mut self) {
        self.rows += 1;
    }

    /// The table over the lines it was read from; none where no cell holds anything.
    #[must_use]
    pub fn finish(self, lines: &[Line<'_>]) -> Option<Table> {
        self.over(Span::new(lines.first()?.start, lines.last()?.end()))
    }

    /// The table over a stretch of the text; none where no cell holds anything.
    #[must_use]
    pub fn over(self, span: Span) -> Option<Table> {
        let filled = self.cells.iter().any(|cell| !cell.span.is_empty());
        // Cells of a line that begins with tabs stand before its text.
        let span =
            self.cells.iter().fold(span, |span, cell| if cell.span.is_empty() { span } else { span.cover(cell.span) });
        let cells = self.cells.into_iter().map(|cell| Cell { span: within(cell.span, span), ..cell }).collect();
        filled.then_some(Table { span, rows: self.rows, columns: self.columns, cells })
    }
}

/// An empty cell's place, brought into the table's span.
fn within(cell: Span, table: Span) -> Span {
    if !cell.is_empty() || (table.start <= cell.start && cell.end <= table.end) {
        return cell;
    }
    let at = if cell.start < table.start { table.start } else { table.end };
    Span { start: at, end: at }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    /// The tables of a text, rows as lines, cells with their column.
    fn read(text: &str) -> Vec<String> {
        let found = lines(text, Span::new(0, text.len()));
        tables(&found)
            .into_iter()
            .map(|(_, table)| {
                let mut shown = String::new();
                for row in 0..table.rows {
                    for cell in table.cells.iter().filter(|cell| cell.row == row) {
                        shown.push_str(&format!("{}:{} ", cell.column, &text[cell.span.range()]));
                    }
                    shown.push('\n');
                }
                shown
            })
            .collect()
    }

    #[test]
    fn tables_are_read() {
        for (text, table) in [
            ("| 名称 | 数量 |\n|---|---|\n| 规章 | 3 |", "0:名称 1:数量 \n0:规章 1:3 \n"),
            ("名称 | 数量\n规章 | 3", "0:名称 1:数量 \n0:规章 1:3 \n"),
            ("名称 | 数量 | 备注 |\n规章 || 无", "0:名称 1:数量 2:备注 \n0:规章 1: 2:无 \n"),
            ("| 甲 | - | - |", "0:甲 1:- 2:- \n"),
            ("名称\t数量\n规章\t3", "0:名称 1:数量 \n0:规章 1:3 \n"),
            ("\t\t甲\t乙\n丙\t丁\t1\t2", "0: 1: 2:甲 3:乙 \n0:丙 1:丁 2:1 3:2 \n"),
            ("┌──┬──┐\n│甲│1│\n├──┼──┤\n│乙│2│\n└──┴──┘", "0:甲 1:1 \n0:乙 1:2 \n"),
            (
                "名称      数量  备注\n规章      3\n规范性文件  12    新\n",
                "0:名称 1:数量 2:备注 \n0:规章 1:3 2: \n0:规范性文件 1:12 2:新 \n",
            ),
            (
                "信息内容   数量\n   规章      3\n 行政许可   12\n",
                "0:信息内容 1:数量 \n0:规章 1:3 \n0:行政许可 1:12 \n",
            ),
            (
                "        申请人情况\n项目    个人  企业  总计\n新收    1     2     3\n",
                "1:申请人情况 \n0:项目 1:个人 2:企业 3:总计 \n0:新收 1:1 2:2 3:3 \n",
            ),
        ] {
            assert_eq!(read(text), [table], "{text}");
        }
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "2018年云岭县  工作年度报告",
            "一、\t总体情况\n二、\t主动公开",
            "云岭县粮食局          2019年1月10日",
            "今年以来，我局  高度重视。\n在县委领导下，  取得成效。",
            "首页 | 新闻",
            "规章 |\n3 |",
            "联系电话：1234567    传真：1234567\n联系地址：和平路12号  邮编：123456",
            "一、  概述",
            "（一）  概述\n（二）  成效",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
