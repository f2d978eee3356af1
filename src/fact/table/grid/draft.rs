//! A table in the making: its rows read one by one from the grids it stands in.

use super::Wanted;
use super::matrix::Matrix;
use super::row::{Resolved, resolve};
use super::segment::Segment;
use crate::fact::table::label::Label;
use crate::fact::table::{AxisFact, CellFact, CellValue, TableFact, column_label, component_id, value};
use crate::fact::vocabulary::TableSpec;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// A table in the making; later grids may continue it.
pub struct Draft<'a> {
    pub spec: &'a TableSpec,
    pub span: Span,
    pub width: usize,
    /// For each column of the grid the axis it belongs to; with `cross`, row and column in one.
    pub assigned: Vec<Option<usize>>,
    pub columns: Vec<Option<AxisFact>>,
    pub rows: Vec<AxisFact>,
    pub cells: Vec<CellFact>,
    pub others: Vec<AxisFact>,
    pub doubts: Vec<(String, Wording)>,
    pub ids: HashSet<String>,
    /// How many leaves each wildcard has so far.
    pub members: HashMap<usize, usize>,
    /// The labels that blank label cells further down repeat.
    pub above: Vec<Option<Label>>,
}

impl<'a> Draft<'a> {
    /// A draft with its columns.
    pub fn new(
        spec: &'a TableSpec,
        segment: &Segment<'_>,
        stacks: &[Vec<&Label>],
        assigned: Vec<Option<usize>>,
    ) -> Self {
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

    /// Read the rows from a row of the grid on.
    pub fn read_rows(&mut self, wanted: &Wanted<'a>, segment: &Segment<'_>, start: usize) {
        let matrix = segment.matrix;
        let labels = self.assigned.iter().position(Option::is_some).unwrap_or(0);
        let valued = wanted.open && (start..segment.to).any(|row| matrix.has_values(row, 0));
        for row in start..segment.to {
            let stack = self.row_stack(matrix, row, labels);
            let leaf = (0..labels).rev().map(|column| matrix.at(row, column)).find(|cell| !cell.label.is_empty());
            if leaf.is_some_and(|leaf| (labels..matrix.columns).all(|at| std::ptr::eq(matrix.at(row, at), leaf))) {
                continue;
            }
            // A line without anything of its own, beside a label that goes on from above, is a gap between two rows.
            let goes_on = row > start
                && leaf.is_some_and(|leaf| (0..labels).any(|at| std::ptr::eq(matrix.at(row - 1, at), leaf)));
            if goes_on && (labels..matrix.columns).all(|at| matrix.at(row, at).text.trim().is_empty()) {
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
            let found = resolve(wanted.rows, &printed).or_else(|| {
                (1..printed.len()).rev().find_map(|length| resolve(wanted.rows, &printed[..length]).filter(|r| !r.leaf))
            });
            if self.spec.component && found.is_none() && !text.trim().is_empty() {
                if wanted.has_values(matrix, row, labels) {
                    self.read_component_row(matrix, row, text, span);
                }
                continue;
            }
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

    /// A row of a table by component, with a label that is none of the vocabulary's. The same label again may be
    /// another component or the same: neither is read.
    fn read_component_row(&mut self, matrix: &Matrix, row: usize, text: &str, span: Span) {
        let id = component_id(text);
        // What has no letter in its label numbers the columns, or is no name.
        if !text.contains(char::is_alphabetic) {
            return;
        }
        if !self.ids.insert(id.clone()) {
            self.others.push(AxisFact::new("", text, span));
            return;
        }
        self.rows.push(AxisFact::new(&id, text, span));
        self.read_cells(matrix, row, &id);
    }

    /// A row of a table whose rows have no names: the only line, or several.
    fn read_open_row(&mut self, matrix: &Matrix, row: usize, text: &str, span: Span) {
        let count = self.rows.len() + 1;
        let id = match self.spec.rows.first() {
            None => count.to_string(),
            Some(all) if count == 1 => all.id.clone(),
            Some(all) => format!("{}[{count}]", all.id),
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

    /// Keep a cell.
    pub fn push_cell(&mut self, row: &str, column: usize, span: Span, text: &str, read: &CellValue) {
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
            } else if right
                && let Some(above) = &self.above[column]
                && stack.last() != Some(above)
            {
                stack.push(above.clone());
            }
        }
        stack
    }

    /// Whether a row only numbers the columns: 1 2 3 4.
    fn is_numbering(&self, matrix: &Matrix, row: usize) -> bool {
        let mut numbers = (0..matrix.columns).filter_map(|column| match matrix.at(row, column).value {
            CellValue::Number(value, 0) => Some(value),
            CellValue::Number(..) | CellValue::Blank | CellValue::Dash | CellValue::Token(_) | CellValue::Text => None,
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
    pub fn finish(self) -> TableFact {
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
