//! Where in a stretch of a grid a table of the vocabulary stands: its header rows, and the columns they name.

use super::Wanted;
use super::draft::Draft;
use super::matrix::Matrix;
use super::row::resolve;
use crate::fact::table::label::{self, Fit, Label, Path, Score};
use crate::fact::table::{AxisFact, CellValue};

/// How many rows tell a table that need not have all of them.
const FEW: usize = 3;

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
    /// The power of ten of the unit of money that the caption says.
    pub unit: Option<u32>,
}

/// A table as a segment may be read.
pub struct Reading<'a> {
    /// What was read.
    pub draft: Draft<'a>,
    /// How many of its columns stand there by their own labels, in parts of a hundred.
    pub fit: usize,
    /// Whether it has too few of the rows to stand for the table alone: it may go on with one begun elsewhere.
    pub weak: bool,
}

/// Read a table from a segment with a header of its own.
pub fn read<'a>(wanted: &Wanted<'a>, segment: &Segment<'_>) -> Option<Reading<'a>> {
    let start = start(wanted, segment);
    let stacks = stacks(segment, start);
    let assigned = label::assign(wanted.columns, &stacks);
    let known = known(&assigned);
    let width = wanted.spec.columns.len();
    if wanted.open && astray(wanted, segment.matrix, start..segment.to, &assigned, known) {
        return None;
    }
    // Tables by component have the same rows throughout: only their columns tell them apart.
    let least = if wanted.spec.component { width * 2 / 3 + 1 } else { width.div_ceil(2) };
    let fit = fit(wanted, &stacks, &assigned);
    if known > 0 && (segment.announced || known >= least.min(width)) {
        let mut draft = Draft::new(wanted, segment, &stacks, assigned, start);
        draft.read_rows(wanted, segment, start);
        let rows = draft.rows.len();
        let asked = wanted.spec.rows.iter().filter(|axis| !axis.leaves).count();
        // A table that need not have all of its rows is told by a few.
        let told = segment.announced || wanted.open || rows * 3 >= asked || wanted.spec.optional && rows >= FEW;
        if rows > 0 && told {
            return Some(Reading { draft, fit, weak: false });
        }
        if let Some(draft) = crosswise(wanted, segment, &stacks, start) {
            return Some(Reading { draft, fit: 100, weak: false });
        }
        // A block that is there without any of its rows: they are missing, not the table.
        return (rows > 0 || segment.announced).then_some(Reading { draft, fit, weak: !segment.announced });
    }
    crosswise(wanted, segment, &stacks, start).map(|draft| Reading { draft, fit: 100, weak: false })
}

/// Go on with a table in a grid without a header of its own. Whether anything was read.
pub fn go_on<'a>(wanted: &Wanted<'a>, segment: &Segment<'_>, open: &mut Draft<'a>) -> bool {
    if open.width != segment.matrix.columns || open.rows.is_empty() || open.grid == segment.matrix.grid {
        return false;
    }
    let start = start(wanted, segment);
    // A grid with a header of its own is another table, or was read as this one.
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

/// How many columns of the vocabulary are told.
fn known(assigned: &[Option<usize>]) -> usize {
    let mut known: Vec<usize> = assigned.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    known.len()
}

/// How many columns stand there by their own labels, outer ones included, in parts of a hundred.
fn fit(wanted: &Wanted<'_>, stacks: &[Vec<&Label>], assigned: &[Option<usize>]) -> usize {
    let mut best = vec![0; wanted.spec.columns.len()];
    for (stack, axis) in stacks.iter().zip(assigned) {
        let Some(axis) = axis else { continue };
        let mine = wanted.columns.iter().filter(|path| path.axis == *axis);
        let worth = mine.filter_map(|path| label::score(&path.labels, stack)).map(|score| match score {
            Score { agrees: true, leaf: Fit::Same, .. } => 4,
            Score { agrees: true, leaf: Fit::Near, .. } => 3,
            Score { agrees: false, .. } => 1,
        });
        best[*axis] = worth.max().unwrap_or(0).max(best[*axis]);
    }
    best.iter().sum::<usize>() * 25 / best.len().max(1)
}

/// The first row behind the header.
fn start(wanted: &Wanted<'_>, segment: &Segment<'_>) -> usize {
    let rows = segment.from..segment.to;
    if wanted.words {
        // Words are no sign of a row: the header ends where the most column labels stand above.
        let ends = rows.clone().take(HEADER).map(|row| row + 1);
        let told = ends.map(|end| (known(&label::assign(wanted.columns, &stacks(segment, end))), end));
        if let Some((_, end)) =
            told.filter(|(known, _)| *known > 0).max_by_key(|(known, end)| (*known, segment.to - end))
        {
            return end;
        }
    }
    rows.into_iter().find(|row| is_data(wanted, segment.matrix, *row)).unwrap_or(segment.to)
}

/// How many rows a header may have where words stand below it.
const HEADER: usize = 5;

/// Most column labels a damaged header may lack, where values stand under labels that are none of the vocabulary's.
const LACKING: usize = 2;

/// Whether values stand under no column though many columns are not told: the header does not stand above its values.
fn astray(
    wanted: &Wanted<'_>,
    matrix: &Matrix,
    mut rows: std::ops::Range<usize>,
    assigned: &[Option<usize>],
    known: usize,
) -> bool {
    let value = |row: usize, at: usize| matches!(matrix.at(row, at).value, CellValue::Number(..) | CellValue::Dash);
    !wanted.spec.component
        && known + LACKING < wanted.spec.columns.len()
        && rows.any(|row| assigned.iter().enumerate().any(|(at, axis)| axis.is_none() && value(row, at)))
}

/// Whether a row holds values, or is called as a row of the vocabulary.
fn is_data(wanted: &Wanted<'_>, matrix: &Matrix, row: usize) -> bool {
    if wanted.names_years(matrix, row) {
        return false;
    }
    if wanted.has_values(matrix, row, usize::from(!wanted.open)) {
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
    (1..=stack.len()).any(|length| resolve(wanted.rows, &stack[..length]).is_some_and(|found| found.sure))
}

/// The labels stacked above each column, outermost first. A blank below a merged label repeats it.
fn stacks<'m>(segment: &Segment<'m>, start: usize) -> Vec<Vec<&'m Label>> {
    let matrix = segment.matrix;
    let rows = segment.from..start;
    let blank = |row: usize, column: usize| matrix.at(row, column).label.is_empty();
    // The first and the last row of each column that says something.
    let ends: Vec<Option<(usize, usize)>> = (0..matrix.columns)
        .map(|column| {
            let mut said = rows.clone().filter(|row| !blank(*row, column));
            let first = said.next()?;
            Some((first, said.next_back().unwrap_or(first)))
        })
        .collect();
    let mut filled: Vec<Vec<&Label>> = Vec::with_capacity(rows.len());
    for row in rows.clone() {
        let mut line: Vec<&Label> = Vec::with_capacity(matrix.columns);
        for (column, ends) in ends.iter().enumerate() {
            let own = &matrix.at(row, column).label;
            let below = ends.is_some_and(|(_, last)| last > row);
            let above = ends.is_some_and(|(first, _)| first < row);
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

/// A table whose row labels stand in the header above its columns, as one printed line of values.
fn crosswise<'a>(
    wanted: &Wanted<'a>,
    segment: &Segment<'_>,
    stacks: &[Vec<&Label>],
    start: usize,
) -> Option<Draft<'a>> {
    let width = wanted.spec.columns.len();
    if wanted.open || wanted.spec.component || wanted.spec.rows.iter().any(|axis| axis.leaves) {
        return None;
    }
    // A column counts only where a row's own label stands above it: most grids have no such columns.
    let leaves: Vec<&Label> = wanted.rows.iter().filter_map(|path| path.labels.last()).collect();
    let may_be = |stack: &&Vec<&Label>| stack.iter().any(|label| leaves.iter().any(|leaf| label::same(leaf, label)));
    let asked = (width * wanted.spec.rows.len()).div_ceil(2).max(2);
    if stacks.len() < asked || stacks.iter().filter(may_be).count() < asked {
        return None;
    }
    let mut paths = Vec::new();
    for row in wanted.rows {
        for column in wanted.columns {
            let labels = row.labels.iter().chain(&column.labels).cloned().collect();
            paths.push(Path { axis: row.axis * width + column.axis, labels, leaves: false });
        }
    }
    // A column counts only where the row's own label stands above it too.
    let named = |at: usize, both: usize| {
        let rows = wanted.rows.iter().filter(|path| path.axis == both / width).filter_map(|path| path.labels.last());
        rows.into_iter().any(|row| stacks[at].iter().any(|label| label::same(row, label)))
    };
    let assigned: Vec<Option<usize>> = label::assign(&paths, stacks)
        .into_iter()
        .enumerate()
        .map(|(at, both)| both.filter(|both| named(at, *both)))
        .collect();
    let known = assigned.iter().flatten().count();
    if known < asked {
        return None;
    }
    let values = (start..segment.to).find(|row| segment.matrix.has_values(*row, 0));
    let row = values.or((start < segment.to).then_some(start))?;
    let mut fresh = Draft::new(wanted, segment, stacks, vec![None; stacks.len()], start);
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
            fresh.push_cell(&spec.id, column, segment.matrix, segment.matrix.index(row, at));
        }
    }
    Some(fresh)
}
