//! Panels: label columns with their value columns, several side by side in one grid (income left, expense right), and
//! rows whose level is told by their codes.

use super::Wanted;
use super::matrix::Matrix;
use super::row::resolve;
use super::segment::Segment;
use crate::fact::table::CellValue;
use crate::fact::table::label::{self, Label};
use std::ops::Range;

/// Label columns and the value columns that they label.
pub struct Panel {
    /// Where row labels stand.
    pub labels: Range<usize>,
    /// Where values stand.
    pub columns: Range<usize>,
    /// What is printed above all of the panel, where there are several.
    pub head: Option<Label>,
}

/// The panels of a stretch of a grid; one where no labels stand right of values.
pub fn panels(
    wanted: &Wanted<'_>,
    segment: &Segment<'_>,
    stacks: &[Vec<&Label>],
    assigned: &[Option<usize>],
    start: usize,
) -> Vec<Panel> {
    let matrix = segment.matrix;
    let first = assigned.iter().position(Option::is_some).unwrap_or(0);
    let mut bounds: Vec<Range<usize>> = Vec::new();
    let mut at = first;
    while at < matrix.columns {
        let end = (at..matrix.columns).find(|column| !is_labels(matrix, start..segment.to, assigned, *column));
        let end = end.unwrap_or(matrix.columns);
        if end > at
            && assigned[end..].iter().any(Option::is_some)
            && starts_panel(wanted, segment, stacks, at..end, start)
        {
            bounds.push(at..end);
        }
        at = end.max(at + 1);
    }
    let whole = Panel { labels: 0..first, columns: first..matrix.columns, head: None };
    // The first panel's own columns may be another table's.
    let left = (0..first).rev().find(|column| is_labels(matrix, start..segment.to, assigned, *column));
    let lone = left.filter(|left| *left > 0 && bounds.is_empty() && values_left(matrix, start..segment.to, *left));
    if let Some(left) = lone {
        let from = (0..=left).rev().take_while(|at| is_labels(matrix, start..segment.to, assigned, *at)).last();
        let labels = from.unwrap_or(left)..first;
        if starts_panel(wanted, segment, stacks, labels.start..left + 1, start) {
            let head = head(stacks, first..matrix.columns);
            return vec![Panel { labels, head, ..whole }];
        }
    }
    if bounds.is_empty() {
        return vec![whole];
    }
    let mut panels = Vec::with_capacity(bounds.len() + 1);
    let mut labels = 0..first;
    let mut begin = first;
    for bound in bounds.into_iter().chain(std::iter::once(matrix.columns..matrix.columns)) {
        let columns = begin..bound.start;
        let head = head(stacks, columns.clone());
        panels.push(Panel { labels, columns, head });
        begin = bound.end;
        labels = bound;
    }
    let resolved: Vec<Vec<usize>> = panels.iter().map(|panel| rows(wanted, segment, panel, start)).collect();
    drop_repeated(wanted, panels, &resolved, assigned)
}

/// The label above all columns of a panel.
fn head(stacks: &[Vec<&Label>], columns: Range<usize>) -> Option<Label> {
    let first = stacks[columns.start].first().filter(|_| stacks[columns.start].len() > 1)?;
    let all = columns.clone().all(|column| stacks[column].first() == Some(first));
    let wide = columns.end - columns.start < stacks.len();
    (all && wide).then(|| (*first).clone())
}

/// Whether a column holds words where values are looked for.
fn is_labels(matrix: &Matrix, rows: Range<usize>, assigned: &[Option<usize>], column: usize) -> bool {
    let (mut words, mut others) = (0_usize, 0_usize);
    for row in rows {
        match matrix.at(row, column).value {
            CellValue::Text => words += 1,
            CellValue::Number(..) | CellValue::Dash | CellValue::Token(_) => others += 1,
            CellValue::Blank => {}
        }
    }
    assigned[column].is_none() && words > 0 && others == 0
}

/// Whether numbers stand left of a column.
fn values_left(matrix: &Matrix, mut rows: Range<usize>, column: usize) -> bool {
    rows.any(|row| (1..column).any(|at| matches!(matrix.at(row, at).value, CellValue::Number(..))))
}

/// Whether words between values are labels of rows: the vocabulary knows some, or they stand under the same header as the
/// labels at the left.
fn starts_panel(
    wanted: &Wanted<'_>,
    segment: &Segment<'_>,
    stacks: &[Vec<&Label>],
    labels: Range<usize>,
    start: usize,
) -> bool {
    let known = |row: usize| {
        labels.clone().any(|column| {
            let cell = &segment.matrix.at(row, column).label;
            wanted.rows.iter().any(|path| path.labels.last().is_some_and(|leaf| label::same(leaf, cell)))
        })
    };
    let header = |column: usize| stacks[column].last();
    let same = labels.clone().any(|column| header(column).is_some() && header(column) == header(0));
    same || (start..segment.to).any(known)
}

/// The rows of the vocabulary that a panel's labels name.
fn rows(wanted: &Wanted<'_>, segment: &Segment<'_>, panel: &Panel, start: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for row in start..segment.to {
        let labels = panel.labels.clone().map(|column| &segment.matrix.at(row, column).label);
        let stack: Vec<&Label> = panel.head.iter().chain(labels.filter(|label| !label.is_empty())).collect();
        found.extend(resolve(wanted.rows, &stack).filter(|found| !found.leaf).map(|found| found.axis));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Panels without those that have the columns of a better one and no row of their own: they belong to another table.
fn drop_repeated(
    wanted: &Wanted<'_>,
    panels: Vec<Panel>,
    resolved: &[Vec<usize>],
    assigned: &[Option<usize>],
) -> Vec<Panel> {
    if wanted.open || wanted.spec.component {
        return panels;
    }
    let axes = |panel: &Panel| -> Vec<usize> { panel.columns.clone().filter_map(|at| assigned[at]).collect() };
    let all: Vec<Vec<usize>> = panels.iter().map(axes).collect();
    let worse = |at: usize, other: usize| {
        at != other
            && all[at].iter().any(|axis| all[other].contains(axis))
            && resolved[at].iter().all(|row| resolved[other].contains(row))
            && (resolved[at].len(), other) < (resolved[other].len(), at)
    };
    let kept: Vec<bool> =
        (0..panels.len()).map(|at| !all[at].is_empty() && !(0..panels.len()).any(|other| worse(at, other))).collect();
    panels.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(panel, _)| panel).collect()
}

/// Rows whose level is told by a code: 201, 20103, 2010301.
pub struct Codes {
    codes: Vec<Option<String>>,
    from: usize,
    above: Vec<(String, Label)>,
}

/// How many codes tell a column of codes.
const FEW: usize = 2;

impl Codes {
    /// The codes of a panel's rows; none where no column has them.
    pub fn new(matrix: &Matrix, rows: Range<usize>, panel: &Panel) -> Self {
        let from = rows.start;
        let code = |row: usize, column: usize| {
            let text = matrix.at(row, column).text.trim();
            let plain =
                (3..=9).contains(&text.len()) && text.len() % 2 == 1 && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.to_owned())
        };
        for column in panel.labels.clone() {
            let codes: Vec<Option<String>> = rows.clone().map(|row| code(row, column)).collect();
            let said = codes.iter().flatten().count();
            let nested = codes.iter().flatten().zip(codes.iter().flatten().skip(1)).any(|(up, down)| below(up, down));
            if said >= FEW && nested {
                return Self { codes, from, above: Vec::new() };
            }
        }
        Self { codes: Vec::new(), from, above: Vec::new() }
    }

    /// Put the labels that a row stands below before its own; whether other rows stand below it.
    pub fn step(&mut self, row: usize, stack: &mut Vec<Label>) -> bool {
        if self.codes.is_empty() {
            return false;
        }
        let at = row - self.from;
        // A row without a code sums up those that have one.
        let Some(code) = self.codes.get(at).cloned().flatten() else { return true };
        while self.above.last().is_some_and(|(up, _)| !below(up, &code)) {
            self.above.pop();
        }
        let own = stack.last().cloned();
        stack.splice(0..0, self.above.iter().map(|(_, label)| label.clone()));
        let next = self.codes[at + 1..].iter().flatten().next();
        let parent = next.is_some_and(|next| below(&code, next));
        if let Some(own) = own {
            self.above.push((code, own));
        }
        parent
    }
}

/// Whether a code stands below another.
fn below(up: &str, down: &str) -> bool {
    down.len() > up.len() && down.starts_with(up)
}
