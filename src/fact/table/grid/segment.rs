//! One table of the vocabulary in a stretch of a grid: header rows, label columns, rows.

use super::Wanted;
use super::matrix::Matrix;
use crate::document::Document;
use crate::fact::table::label::{self, Fit, Label, Path};
use crate::fact::table::{AxisFact, CellFact, CellValue, TableFact, column_label, value};
use crate::fact::vocabulary::TableSpec;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// Where a table may stand.
pub struct Segment<'m> {
    /// The grid.
    pub matrix: &'m Matrix,
    /// First row.
    pub from: usize,
    /// One past the last row.
    pub to: usize,
    /// Whether a block's header row stood above it.
    pub announced: bool,
}

/// A table in the making; later grids may continue it.
pub struct Draft<'a> {
    spec: &'a TableSpec,
    span: Span,
    width: usize,
    /// For each column of the grid the axis it belongs to; with `cross`, row and column in one.
    assigned: Vec<Option<usize>>,
    columns: Vec<Option<AxisFact>>,
    rows: Vec<AxisFact>,
    cells: Vec<CellFact>,
    others: Vec<AxisFact>,
    doubts: Vec<(String, Wording)>,
    ids: HashSet<String>,
    /// How many leaves each wildcard has so far.
    members: HashMap<usize, usize>,
    /// The labels that blank label cells further down repeat.
    above: Vec<Option<Label>>,
}

/// Read a table from a segment, continuing the draft where there is one. Whether anything was read.
pub fn read<'a>(wanted: &Wanted<'a>, segment: &Segment<'_>, draft: &mut Option<Draft<'a>>) -> bool {
    let start = (segment.from..segment.to).find(|row| is_data(wanted, segment.matrix, *row)).unwrap_or(segment.to);
    let stacks = stacks(segment, start);
    let assigned = label::assign(&wanted.columns, &stacks);
    let mut known: Vec<usize> = assigned.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    let enough = !known.is_empty() && (segment.announced || known.len() * 2 >= wanted.spec.columns.len());
    let mut fresh = Draft::new(wanted.spec, segment, &stacks, assigned);
    if enough {
        fresh.read_rows(wanted, segment, start);
        let rows = fresh.rows.len();
        let asked = wanted.spec.rows.iter().filter(|axis| !axis.leaves).count();
        if rows > 0 && (segment.announced || wanted.open || draft.is_some() || rows * 3 >= asked) {
            return adopt(draft, fresh);
        }
        if crosswise(wanted, segment, &stacks, start, draft) {
            return true;
        }
        if segment.announced && draft.is_none() {
            // The block is there, and none of its rows: they are missing, not the table.
            *draft = Some(fresh);
            return true;
        }
        return false;
    }
    if crosswise(wanted, segment, &stacks, start, draft) {
        return true;
    }
    let Some(open) = draft.as_mut() else { return false };
    if open.width != segment.matrix.columns || open.rows.is_empty() {
        return false;
    }
    // A grid with a header of its own is another table.
    let headed = (segment.from..start).any(|row| {
        let mut labels = (0..segment.matrix.columns).map(|column| &segment.matrix.at(row, column).label);
        let first = labels.clone().find(|label| !label.is_empty());
        labels.any(|label| !label.is_empty() && Some(label) != first)
    });
    if headed {
        return false;
    }
    let (rows, others) = (open.rows.len(), open.others.len());
    open.read_rows(wanted, segment, start);
    let more = open.rows.len() > rows;
    if !more {
        open.others.truncate(others);
    }
    more
}

/// Take a fresh reading, or add its rows to a draft that lacks them.
fn adopt<'a>(draft: &mut Option<Draft<'a>>, fresh: Draft<'a>) -> bool {
    let Some(open) = draft else {
        *draft = Some(fresh);
        return true;
    };
    // The same table again adds nothing; of a table broken by a page its other rows do.
    if fresh.ids.iter().any(|id| open.ids.contains(id)) {
        return false;
    }
    open.ids.extend(fresh.ids);
    open.span = open.span.cover(fresh.span);
    open.rows.extend(fresh.rows);
    open.cells.extend(fresh.cells);
    open.others.extend(fresh.others);
    open.doubts.extend(fresh.doubts);
    for (mine, other) in open.columns.iter_mut().zip(fresh.columns) {
        if mine.is_none() {
            *mine = other;
        }
    }
    true
}

/// Whether a row holds values, or is called as a row of the vocabulary.
fn is_data(wanted: &Wanted<'_>, matrix: &Matrix, row: usize) -> bool {
    if matrix.has_values(row, usize::from(!wanted.open)) {
        return true;
    }
    if wanted.open {
        return matrix.is_blank(row);
    }
    let mut stack: Vec<&Label> = Vec::new();
    for column in 0..matrix.columns.min(4) {
        let cell = matrix.at(row, column);
        if cell.value == CellValue::Text && stack.last().is_none_or(|last| **last != cell.label) {
            stack.push(&cell.label);
        }
    }
    (1..=stack.len()).any(|length| resolve(&wanted.rows, &stack[..length]).is_some_and(|found| found.sure))
}

/// The labels stacked above each column, outermost first. A blank below a merged label repeats it.
fn stacks<'m>(segment: &Segment<'m>, start: usize) -> Vec<Vec<&'m Label>> {
    let matrix = segment.matrix;
    let rows = segment.from..start;
    let blank = |row: usize, column: usize| matrix.at(row, column).label.is_empty();
    let mut filled: Vec<Vec<&Label>> = Vec::with_capacity(rows.len());
    for row in rows.clone() {
        let mut line: Vec<&Label> = Vec::with_capacity(matrix.columns);
        for column in 0..matrix.columns {
            let own = &matrix.at(row, column).label;
            let below = (row + 1..start).any(|row| !blank(row, column));
            let above = (segment.from..row).any(|row| !blank(row, column));
            let left = line.last().copied();
            match left {
                Some(left) if own.is_empty() && (below || !above) => line.push(left),
                _ => line.push(own),
            }
        }
        filled.push(line);
    }
    (0..matrix.columns)
        .map(|column| {
            let mut stack: Vec<&Label> = Vec::new();
            for line in &filled {
                let label = line[column];
                if !label.is_empty() && stack.last().is_none_or(|last| *last != label) {
                    stack.push(label);
                }
            }
            stack
        })
        .collect()
}

/// What a stack of row labels was told to be.
struct Resolved {
    /// The row that the vocabulary names, or the wildcard.
    axis: usize,
    /// The wildcard it also stands below.
    group: Option<usize>,
    /// Whether it is a leaf below the wildcard.
    leaf: bool,
    /// Whether the labels are the same and none is at odds.
    sure: bool,
}

fn resolve(paths: &[Path], stack: &[&Label]) -> Option<Resolved> {
    let (last, outer) = stack.split_last()?;
    let below = paths.iter().filter(|path| path.leaves).find(|path| {
        path.labels.last().is_some_and(|group| {
            outer.iter().any(|label| label::fit(group, label).is_some()) || label::fit(group, last) == Some(Fit::Same)
        })
    });
    let group = below.map(|path| path.axis);
    let scored: Vec<(label::Score, usize)> = paths
        .iter()
        .filter(|path| !path.leaves)
        .filter_map(|path| label::score(&path.labels, stack).map(|score| (score, path.axis)))
        .collect();
    if let Some(best) = scored.iter().map(|(score, _)| *score).max() {
        let mut axes: Vec<usize> = scored.iter().filter(|(score, _)| *score == best).map(|(_, axis)| *axis).collect();
        axes.dedup();
        if let [axis] = axes.as_slice()
            && (best.agrees || group.is_none())
        {
            let sure = best.agrees && best.leaf == Fit::Same;
            return Some(Resolved { axis: *axis, group, leaf: false, sure });
        }
    }
    group.map(|axis| Resolved { axis, group, leaf: true, sure: true })
}

/// A table whose row labels stand in the header above its columns, as one printed line of values.
fn crosswise<'a>(
    wanted: &Wanted<'a>,
    segment: &Segment<'_>,
    stacks: &[Vec<&Label>],
    start: usize,
    draft: &mut Option<Draft<'a>>,
) -> bool {
    let width = wanted.spec.columns.len();
    if draft.is_some() || wanted.open || wanted.spec.rows.iter().any(|axis| axis.leaves) {
        return false;
    }
    let mut paths = Vec::new();
    for row in &wanted.rows {
        for column in &wanted.columns {
            let labels = row.labels.iter().chain(&column.labels).cloned().collect();
            paths.push(Path { axis: row.axis * width + column.axis, labels, leaves: false });
        }
    }
    // A column counts only where the row's own label stands above it too.
    let named = |at: usize, both: usize| {
        let rows = wanted.rows.iter().filter(|path| path.axis == both / width).filter_map(|path| path.labels.last());
        rows.into_iter().any(|row| stacks[at].iter().any(|label| label::fit(row, label) == Some(Fit::Same)))
    };
    let assigned: Vec<Option<usize>> = label::assign(&paths, stacks)
        .into_iter()
        .enumerate()
        .map(|(at, both)| both.filter(|both| named(at, *both)))
        .collect();
    let known = assigned.iter().flatten().count();
    if known * 2 < width * wanted.spec.rows.len() || known < 2 {
        return false;
    }
    let values = (start..segment.to).find(|row| segment.matrix.has_values(*row, 0));
    let Some(row) = values.or((start < segment.to).then_some(start)) else { return false };
    let mut fresh = Draft::new(wanted.spec, segment, stacks, vec![None; stacks.len()]);
    for (axis, spec) in wanted.spec.rows.iter().enumerate() {
        let mine: Vec<usize> =
            (0..assigned.len()).filter(|at| assigned[*at].is_some_and(|both| both / width == axis)).collect();
        let Some(first) = mine.first() else { continue };
        fresh.ids.insert(spec.id.clone());
        let label = spec.path.last().cloned().unwrap_or_default();
        fresh.rows.push(AxisFact::new(&spec.id, &label, segment.matrix.at(segment.from, *first).span));
        for at in mine {
            let Some(column) = assigned[at].map(|both| both % width) else { continue };
            let header = &segment.matrix.at(start.saturating_sub(1), at);
            let fact = || AxisFact::new(&wanted.spec.columns[column].id, &header.text, header.span);
            fresh.columns[column].get_or_insert_with(fact);
            let cell = segment.matrix.at(row, at);
            fresh.push_cell(&spec.id, column, cell.span, &cell.text, &cell.value);
        }
    }
    *draft = Some(fresh);
    true
}

impl<'a> Draft<'a> {
    fn new(spec: &'a TableSpec, segment: &Segment<'_>, stacks: &[Vec<&Label>], assigned: Vec<Option<usize>>) -> Self {
        let matrix = segment.matrix;
        let mut columns: Vec<Option<AxisFact>> = vec![None; spec.columns.len()];
        for (at, axis) in assigned.iter().enumerate() {
            let Some(axis) = axis else { continue };
            let leaf = stacks[at].last();
            let header = (segment.from..segment.to)
                .map(|row| matrix.at(row, at))
                .find(|cell| leaf.is_some_and(|leaf| cell.label == **leaf));
            let (text, span) = header.map_or(("", matrix.span), |cell| (cell.text.as_str(), cell.span));
            columns[*axis].get_or_insert_with(|| {
                AxisFact::new(&spec.columns[*axis].id, &column_label(&spec.columns, *axis, text), span)
            });
        }
        let first = matrix.at(segment.from.min(matrix.rows - 1), 0).span;
        let last = matrix.at(segment.to.saturating_sub(1).min(matrix.rows - 1), matrix.columns - 1).span;
        Self {
            spec,
            span: first.cover(last),
            width: matrix.columns,
            above: vec![None; matrix.columns],
            assigned,
            columns,
            rows: Vec::new(),
            cells: Vec::new(),
            others: Vec::new(),
            doubts: Vec::new(),
            ids: HashSet::new(),
            members: HashMap::new(),
        }
    }

    fn read_rows(&mut self, wanted: &Wanted<'a>, segment: &Segment<'_>, start: usize) {
        let matrix = segment.matrix;
        let labels = self.assigned.iter().position(Option::is_some).unwrap_or(0);
        let valued = wanted.open && (start..segment.to).any(|row| matrix.has_values(row, 0));
        for row in start..segment.to {
            let stack = self.row_stack(matrix, row, labels);
            let leaf = (0..labels).rev().map(|column| matrix.at(row, column)).find(|cell| !cell.label.is_empty());
            if leaf.is_some_and(|leaf| (labels..matrix.columns).all(|at| std::ptr::eq(matrix.at(row, at), leaf))) {
                continue;
            }
            let (text, span) = leaf.map_or(("", matrix.at(row, labels).span), |leaf| (leaf.text.as_str(), leaf.span));
            let printed: Vec<&Label> = stack.iter().collect();
            if wanted.open {
                if matrix.has_values(row, 0) || (!valued && matrix.is_blank(row)) {
                    self.read_open_row(matrix, row, text, span);
                }
                continue;
            }
            let found = resolve(&wanted.rows, &printed).or_else(|| {
                (1..printed.len())
                    .rev()
                    .find_map(|length| resolve(&wanted.rows, &printed[..length]).filter(|r| !r.leaf))
            });
            match found.filter(|found| !found.leaf || !is_subtotal(printed.last())) {
                Some(found) => self.push_row(matrix, row, &found, text, span),
                None if self.is_numbering(matrix, row) => {}
                None if matrix.has_values(row, labels) => self.others.push(AxisFact::new("", text, span)),
                None => {}
            }
        }
        let end = matrix.at(segment.to.saturating_sub(1).min(matrix.rows - 1), matrix.columns - 1).span;
        self.span = self.span.cover(end);
    }

    /// A row of a table whose rows have no names: a component, or the only line.
    fn read_open_row(&mut self, matrix: &Matrix, row: usize, text: &str, span: Span) {
        let count = self.rows.len() + 1;
        let id = match (self.spec.component, self.spec.rows.first()) {
            (true, _) => text.to_owned(),
            (false, None) => count.to_string(),
            (false, Some(all)) if count == 1 => all.id.clone(),
            (false, Some(all)) => format!("{}[{count}]", all.id),
        };
        if id.is_empty() || self.is_numbering(matrix, row) || !self.ids.insert(id.clone()) {
            return;
        }
        self.rows.push(AxisFact::new(&id, text, span));
        self.read_cells(matrix, row, &id);
    }

    fn push_row(&mut self, matrix: &Matrix, row: usize, found: &Resolved, text: &str, span: Span) {
        let spec = &self.spec.rows[found.axis];
        let id = if found.leaf { self.number(found.axis) } else { spec.id.clone() };
        if !self.ids.insert(id.clone()) {
            return;
        }
        let mut axis = AxisFact::new(&id, text, span);
        axis.member = found.group.filter(|_| !found.leaf).map(|group| self.number(group));
        self.rows.push(axis);
        self.read_cells(matrix, row, &id);
    }

    /// The next id below a wildcard.
    fn number(&mut self, axis: usize) -> String {
        let count = self.members.entry(axis).or_insert(0);
        *count += 1;
        format!("{}[{count}]", self.spec.rows[axis].id)
    }

    fn read_cells(&mut self, matrix: &Matrix, row: usize, id: &str) {
        for axis in 0..self.spec.columns.len() {
            let places: Vec<usize> =
                (0..self.assigned.len()).filter(|column| self.assigned[*column] == Some(axis)).collect();
            let Some(first) = places.first() else { continue };
            let mut filled: Vec<usize> = Vec::new();
            for column in &places {
                let index = matrix.index(row, *column);
                let cell = matrix.cell(index);
                if cell.value != CellValue::Blank && !filled.iter().any(|at| matrix.cell(*at).text == cell.text) {
                    filled.push(index);
                }
            }
            match filled.as_slice() {
                [] => {
                    let cell = matrix.at(row, *first);
                    self.push_cell(id, axis, cell.span, &cell.text, &cell.value);
                }
                [one] => {
                    let cell = matrix.cell(*one);
                    self.push_cell(id, axis, cell.span, &cell.text, &cell.value);
                }
                _ => self.doubts.push((
                    id.to_owned(),
                    Wording::new(
                        "一个列标题下填了几个不同的数",
                        "several different values stand under one column label",
                    ),
                )),
            }
        }
    }

    fn push_cell(&mut self, row: &str, column: usize, span: Span, text: &str, read: &CellValue) {
        let spec = &self.spec.columns[column];
        let value = if self.spec.tokens.is_empty() { read.clone() } else { value::read(text, &self.spec.tokens) };
        self.cells.push(CellFact { row: row.to_owned(), column: spec.id.clone(), span, value });
    }

    /// The labels left of a row's values, outermost first; blanks repeat what stands above them.
    fn row_stack(&mut self, matrix: &Matrix, row: usize, labels: usize) -> Vec<Label> {
        let mut stack: Vec<Label> = Vec::new();
        for column in 0..labels {
            let own = &matrix.at(row, column).label;
            let right = (column + 1..labels).any(|column| !matrix.at(row, column).label.is_empty());
            if !own.is_empty() {
                if self.above[column].as_ref() != Some(own) {
                    self.above[column..].iter_mut().for_each(|label| *label = None);
                    self.above[column] = Some(own.clone());
                }
                if stack.last() != Some(own) {
                    stack.push(own.clone());
                }
            } else if right && let Some(above) = &self.above[column] {
                if stack.last() != Some(above) {
                    stack.push(above.clone());
                }
            }
        }
        stack
    }

    /// Whether a row only numbers the columns: 1 2 3 4.
    fn is_numbering(&self, matrix: &Matrix, row: usize) -> bool {
        let mut numbers = (0..matrix.columns).filter_map(|column| match matrix.at(row, column).value {
            CellValue::Number(value, 0) => Some(value),
            _ => None,
        });
        let Some(mut last) = numbers.next().filter(|first| *first <= Decimal::TWO) else { return false };
        self.rows.is_empty()
            && matrix.columns > 2
            && numbers.all(|number| {
                let follows = number - last == Decimal::ONE;
                last = number;
                follows
            })
    }

    /// The table.
    pub fn finish(self, document: &Document) -> TableFact {
        let _ = document;
        let columns: Vec<AxisFact> = self.columns.into_iter().flatten().collect();
        let mut table = TableFact::new(&self.spec.id, self.span, self.rows, columns, self.cells);
        table.others = self.others;
        table.doubts = self.doubts;
        table
    }
}

/// Whether a leaf below a wildcard is the sum of the others.
fn is_subtotal(label: Option<&&Label>) -> bool {
    label.is_some_and(|label| matches!(label.full.as_str(), "小计" | "合计"))
}
