//! A table in the making: its rows read one by one from the grids it stands in.

use super::Wanted;
use super::matrix::Matrix;
use super::panel::{self, Panel};
use super::row::{Resolved, resolve};
use super::segment::Segment;
use crate::fact::table::label::Label;
use crate::fact::table::{AxisFact, CellFact, CellValue, TableFact, column_label, value};
use crate::fact::vocabulary::TableSpec;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

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
    /// The printed table that was read last.
    pub grid: usize,
    /// The cells that it took: the printed table and the cell.
    pub claims: Vec<(usize, usize)>,
    /// For each column the power of ten of the unit of money that its header says.
    units: Vec<Option<u32>>,
    /// Label columns with the value columns right of them, side by side.
    panels: Vec<Panel>,
}

/// A line of a grid, as one panel has it.
pub struct Line<'m> {
    /// The grid.
    pub matrix: &'m Matrix,
    /// The row.
    pub row: usize,
    /// The value columns of the panel.
    pub columns: &'m Range<usize>,
    /// Its innermost label.
    pub text: &'m str,
    /// Where that stands.
    pub span: Span,
    /// Whether other rows stand below it.
    pub parent: bool,
}

impl<'a> Draft<'a> {
    /// A draft with its columns.
    pub fn new(
        wanted: &Wanted<'a>,
        segment: &Segment<'_>,
        stacks: &[Vec<&Label>],
        assigned: Vec<Option<usize>>,
        start: usize,
    ) -> Self {
        let (spec, matrix) = (wanted.spec, segment.matrix);
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
        let mut units = vec![None; spec.columns.len()];
        for (at, axis) in assigned.iter().enumerate() {
            let Some(axis) = axis else { continue };
            let said = (segment.from..start).rev().find_map(|row| value::stated(&matrix.at(row, at).text));
            units[*axis] = units[*axis].or(said).or(segment.unit);
        }
        let first = matrix.at(segment.from.min(matrix.rows - 1), 0).span;
        let last = matrix.at(segment.to.saturating_sub(1).min(matrix.rows - 1), matrix.columns - 1).span;
        Self {
            spec,
            span: first.cover(last),
            width: matrix.columns,
            above: vec![None; matrix.columns],
            panels: panel::panels(wanted, segment, stacks, &assigned, start),
            assigned,
            columns,
            rows: Vec::new(),
            cells: Vec::new(),
            others: Vec::new(),
            doubts: Vec::new(),
            ids: HashSet::new(),
            members: HashMap::new(),
            grid: matrix.grid,
            claims: Vec::new(),
            units,
        }
    }

    /// Read the rows from a row of the grid on.
    pub fn read_rows(&mut self, wanted: &Wanted<'a>, segment: &Segment<'_>, start: usize) {
        let matrix = segment.matrix;
        self.grid = matrix.grid;
        let panels = std::mem::take(&mut self.panels);
        for panel in &panels {
            self.read_panel(wanted, segment, start, panel);
        }
        self.panels = panels;
        let end = matrix.at(segment.to.saturating_sub(1).min(matrix.rows - 1), matrix.columns - 1).span;
        self.span = self.span.cover(end);
    }

    fn read_panel(&mut self, wanted: &Wanted<'a>, segment: &Segment<'_>, start: usize, panel: &Panel) {
        let matrix = segment.matrix;
        let valued = wanted.open && !wanted.words && (start..segment.to).any(|row| matrix.has_values(row, 0));
        let mut codes = panel::Codes::new(matrix, start..segment.to, panel);
        for row in start..segment.to {
            let mut stack = self.row_stack(matrix, row, &panel.labels);
            let leaf =
                panel.labels.clone().rev().map(|column| matrix.at(row, column)).find(|cell| !cell.label.is_empty());
            if leaf.is_some_and(|leaf| panel.columns.clone().all(|at| std::ptr::eq(matrix.at(row, at), leaf))) {
                continue;
            }
            // A line without anything of its own, beside a label that goes on from above, is a gap between two rows.
            let goes_on = row > start
                && leaf.is_some_and(|leaf| panel.labels.clone().any(|at| std::ptr::eq(matrix.at(row - 1, at), leaf)));
            if goes_on && panel.columns.clone().all(|at| matrix.at(row, at).text.trim().is_empty()) {
                continue;
            }
            let (text, span) =
                leaf.map_or(("", matrix.at(row, panel.columns.start).span), |leaf| (leaf.text.as_str(), leaf.span));
            let parent = codes.step(row, &mut stack);
            stack.splice(0..0, panel.head.iter().cloned());
            let line = Line { matrix, row, columns: &panel.columns, text, span, parent };
            if wanted.open {
                let said = if wanted.words { !self.is_empty(&line) } else { matrix.has_values(row, 0) };
                if said || (!valued && !wanted.words && matrix.is_blank(row)) {
                    self.read_open_row(&line);
                }
                continue;
            }
            self.read_row(wanted, &line, &stack);
        }
    }

    /// Whether nothing stands in a line under the columns of the vocabulary.
    pub fn is_empty(&self, line: &Line<'_>) -> bool {
        line.columns
            .clone()
            .all(|at| self.assigned[at].is_none() || line.matrix.at(line.row, at).text.trim().is_empty())
    }

    /// A row of a table whose rows have labels.
    fn read_row(&mut self, wanted: &Wanted<'a>, line: &Line<'_>, stack: &[Label]) {
        let printed: Vec<&Label> = stack.iter().collect();
        let found = resolve(wanted.rows, &printed).or_else(|| {
            (1..printed.len()).rev().find_map(|length| resolve(wanted.rows, &printed[..length]).filter(|r| !r.leaf))
        });
        let (matrix, row) = (line.matrix, line.row);
        let valued = wanted.has_values(matrix, row, line.columns.start) || wanted.words && !self.is_empty(line);
        if self.spec.component && !line.text.trim().is_empty() {
            match &found {
                None if valued || self.is_name(line) => return self.read_component_row(line),
                None => return,
                // A row that every component has is told by the component it stands below.
                Some(found) if !found.leaf && printed.len() > 1 => {
                    let outer = resolve(wanted.rows, &printed[..printed.len() - 1]).filter(|outer| !outer.leaf);
                    let outer = outer.filter(|outer| outer.axis != found.axis);
                    let above = outer.map(|outer| self.spec.rows[outer.axis].id.clone());
                    let above = above.or_else(|| self.outer_text(line));
                    if let Some(above) = above {
                        return self.push_below(line, found.axis, above.trim());
                    }
                }
                Some(_) => {}
            }
        }
        let bare = wanted.rows.iter().find(|path| path.leaves && path.labels.is_empty() && !self.spec.component);
        match found.filter(|found| !found.leaf || !is_subtotal(printed.last())) {
            Some(found) => self.push_row(line, &found),
            None if self.is_numbering(matrix, row) || !valued => {}
            None => match bare.filter(|_| !line.text.trim().is_empty() && !is_subtotal(printed.last())) {
                Some(path) => {
                    let found = Resolved { axis: path.axis, group: Some(path.axis), leaf: true, sure: false };
                    self.push_row(line, &found);
                }
                None => self.others.push(AxisFact::new("", line.text, line.span)),
            },
        }
    }

    /// A row of a table whose rows have no names: the only line, or several.
    fn read_open_row(&mut self, line: &Line<'_>) {
        let count = self.rows.len() + 1;
        let id = match self.spec.rows.first() {
            None => count.to_string(),
            Some(all) if count == 1 => all.id.clone(),
            Some(all) => format!("{}[{count}]", all.id),
        };
        if id.is_empty() || self.is_numbering(line.matrix, line.row) || !self.ids.insert(id.clone()) {
            return;
        }
        self.rows.push(AxisFact { above: line.parent, ..AxisFact::new(&id, line.text, line.span) });
        self.read_cells(line, &id);
    }

    fn push_row(&mut self, line: &Line<'_>, found: &Resolved) {
        let spec = &self.spec.rows[found.axis];
        let id = if found.leaf { self.number(found.axis) } else { spec.id.clone() };
        if !self.ids.insert(id.clone()) {
            // The same row of another panel has the columns that stand there.
            if self.panels_share(&id, line) {
                self.read_cells(line, &id);
            }
            return;
        }
        let mut axis = AxisFact { above: line.parent, ..AxisFact::new(&id, line.text, line.span) };
        axis.member = found.group.filter(|_| !found.leaf).map(|group| self.number(group));
        self.rows.push(axis);
        self.read_cells(line, &id);
    }

    /// Whether a row read already has no cell under the columns of a line.
    fn panels_share(&self, id: &str, line: &Line<'_>) -> bool {
        let mut axes = line.columns.clone().filter_map(|at| self.assigned[at]);
        let has = |axis: usize| {
            let column = &self.spec.columns[axis].id;
            self.cells.iter().any(|cell| cell.row == id && cell.column == *column)
        };
        line.columns.len() < self.assigned.len() && axes.clone().next().is_some() && !axes.any(has)
    }

    /// The next id below a wildcard.
    fn number(&mut self, axis: usize) -> String {
        let count = self.members.entry(axis).or_insert(0);
        *count += 1;
        format!("{}[{count}]", self.spec.rows[axis].id)
    }

    pub fn read_cells(&mut self, line: &Line<'_>, id: &str) {
        let (matrix, row) = (line.matrix, line.row);
        for axis in 0..self.spec.columns.len() {
            let places: Vec<usize> =
                line.columns.clone().filter(|column| self.assigned[*column] == Some(axis)).collect();
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
                [] => self.push_cell(id, axis, matrix, matrix.index(row, *first)),
                [one] => self.push_cell(id, axis, matrix, *one),
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
    pub fn push_cell(&mut self, row: &str, column: usize, matrix: &Matrix, index: usize) {
        let spec = &self.spec.columns[column];
        let cell = matrix.cell(index);
        let style = self.spec.style();
        let plain = style.is_plain() || cell.value == CellValue::Blank;
        let (mut value, own) = if plain { (cell.value.clone(), cell.money) } else { value::cell(&cell.text, style) };
        // An amount has its own unit, or the one its header or caption says; the rulebook may ask for another.
        let said = own.or(self.units[column]);
        let asked = spec.unit.as_deref().or(self.spec.unit.as_deref()).and_then(value::money);
        if let (CellValue::Number(amount, decimals), Some(said), Some(asked)) = (&value, said, asked) {
            value = value::rescaled(*amount, *decimals, said, asked).unwrap_or(value);
        }
        let money = asked.or(said).filter(|_| matches!(value, CellValue::Number(..)));
        self.claims.push((matrix.grid, index));
        self.cells.push(CellFact {
            row: row.to_owned(),
            column: spec.id.clone(),
            span: cell.span,
            value,
            money,
            given: None,
        });
    }

    /// The labels left of a row's values, outermost first; blanks repeat what stands above them.
    fn row_stack(&mut self, matrix: &Matrix, row: usize, labels: &Range<usize>) -> Vec<Label> {
        let mut stack: Vec<Label> = Vec::new();
        for column in labels.clone() {
            let own = &matrix.at(row, column).label;
            let right = (column + 1..labels.end).any(|column| !matrix.at(row, column).label.is_empty());
            if !own.is_empty() {
                if self.above[column].as_ref() != Some(own) {
                    self.above[column..labels.end].iter_mut().for_each(|label| *label = None);
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
        // Words under a column of the vocabulary are no numbering.
        let words = |at: usize| self.assigned[at].is_some() && matrix.at(row, at).value == CellValue::Text;
        self.rows.is_empty()
            && matrix.columns > 2
            && !(0..matrix.columns).any(words)
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
