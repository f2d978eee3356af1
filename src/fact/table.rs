//! The vocabulary's tables found in a report: rows and columns matched by header labels, cells read as numbers,
//! blanks, dashes or text.
//!
//! A table is read from a grid where the report has one (`grid`), else from labels and values that lost their grid
//! (`flat`). What does not fit is left out with a reason: a cell is never guessed, a row never read shifted.

mod flat;
mod flatten;
mod given;
mod grid;
pub(super) mod label;
mod layout;
mod line;
mod place;
pub mod relative;
pub(crate) mod value;

use super::Given;
use super::fold::Folded;
use super::section::Sections;
use super::vocabulary::{Axis, COMPONENT, Vocabulary};
use crate::document::Document;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The tables of a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tables {
    /// The vocabulary's tables that were found, in text order.
    pub found: Vec<TableFact>,
    /// The vocabulary's tables that were not, with the reason.
    pub missing: Vec<(String, Wording)>,
    /// Of the missing ones, those whose labels were seen though no cell could be read: they are not absent.
    pub seen: Vec<String>,
}

impl Tables {
    /// A table by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&TableFact> {
        self.found.iter().find(|table| table.table == id)
    }

    /// Whether a place lies in a table that was found.
    #[must_use]
    pub fn hold(&self, span: Span) -> bool {
        !span.is_empty()
            && self
                .found
                .iter()
                .any(|table| !table.given && table.span.start <= span.start && span.end <= table.span.end)
    }

    /// Whether a table that a report need not have is not there: then it was never said, and nothing is in doubt.
    #[must_use]
    pub fn is_unsaid(&self, vocabulary: &Vocabulary, id: &str) -> bool {
        let optional = vocabulary.table(id).is_some_and(|spec| spec.optional);
        optional && self.get(id).is_none() && !self.seen.iter().any(|seen| seen == id)
    }

    /// Why a table was not found.
    #[must_use]
    pub fn why_missing(&self, id: &str) -> Option<&Wording> {
        self.missing.iter().find(|(table, _)| table == id).map(|(_, reason)| reason)
    }
}

/// A table of the vocabulary as found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableFact {
    /// The table's id.
    pub table: String,
    /// Its extent.
    pub span: Span,
    /// Its physical rows in order, with the row's id (for a row below a wildcard `id[n]`, from 1).
    pub rows: Vec<AxisFact>,
    /// Its columns.
    pub columns: Vec<AxisFact>,
    /// Row and column ids with what stands there.
    pub cells: Vec<CellFact>,
    /// Rows that hold values but whose label is none of the vocabulary's; `id` is empty.
    pub others: Vec<AxisFact>,
    /// Row ids whose cells could not be read, with the reason.
    pub doubts: Vec<(String, Wording)>,
    /// Whether it was given cell by cell in place of the report's own: what is not mentioned was left out on purpose.
    pub given: bool,
    by_row: HashMap<String, usize>,
    by_column: HashMap<String, usize>,
    matrix: Vec<Option<usize>>,
}

impl TableFact {
    /// A table of its parts; of two cells at one place the first counts.
    #[must_use]
    pub fn new(table: &str, span: Span, rows: Vec<AxisFact>, columns: Vec<AxisFact>, cells: Vec<CellFact>) -> Self {
        // A row's own id counts before its place below a wildcard, an earlier row before a later one.
        let index = |axis: &[AxisFact]| -> HashMap<String, usize> {
            let numbered = axis.iter().enumerate().rev();
            let members = numbered.clone().filter_map(|(at, axis)| axis.member.clone().map(|member| (member, at)));
            members.chain(numbered.map(|(at, axis)| (axis.id.clone(), at))).collect()
        };
        let (by_row, by_column) = (index(&rows), index(&columns));
        let mut matrix = vec![None; rows.len() * columns.len()];
        for (at, cell) in cells.iter().enumerate().rev() {
            if let (Some(row), Some(column)) = (by_row.get(&cell.row), by_column.get(&cell.column)) {
                matrix[row * columns.len() + column] = Some(at);
            }
        }
        Self {
            table: table.to_owned(),
            span,
            rows,
            columns,
            cells,
            others: Vec::new(),
            doubts: Vec::new(),
            given: false,
            by_row,
            by_column,
            matrix,
        }
    }

    /// The cell of a row and a column.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> Option<&CellFact> {
        let (row, column) = (self.by_row.get(row)?, self.by_column.get(column)?);
        self.matrix.get(row * self.columns.len() + column).copied().flatten().and_then(|at| self.cells.get(at))
    }

    /// A row by its id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&AxisFact> {
        self.by_row.get(id).and_then(|at| self.rows.get(*at))
    }

    /// The row that stands for the same as a row of another table: the one with its id, or the only component of that
    /// name, width, case and punctuation aside.
    #[must_use]
    pub fn same_row(&self, id: &str) -> Option<&AxisFact> {
        let name = || id.strip_prefix(COMPONENT)?.strip_prefix('[')?.strip_suffix(']');
        self.row(id).or_else(|| {
            let wanted = label::Label::new(name()?);
            let components = || self.rows.iter().filter(|row| base(&row.id) == COMPONENT);
            let same = components().find(|row| label::Label::new(&row.label).full == wanted.full);
            let mut bare = components().filter(|row| label::Label::new(&row.label).bare == wanted.bare);
            same.or_else(|| bare.next().filter(|_| bare.next().is_none() && !wanted.bare.is_empty()))
        })
    }

    /// A column by its id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&AxisFact> {
        self.by_column.get(id).and_then(|at| self.columns.get(*at))
    }

    /// The rows of an id: itself, or `id[1]`, `id[2]`… below a wildcard, in order.
    pub fn rows_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a AxisFact> {
        self.rows.iter().filter(move |row| row.belongs_to(id) && (row.id == id || !row.above))
    }

    /// Why the cells of a row could not be read.
    #[must_use]
    pub fn doubt(&self, row: &str) -> Option<&Wording> {
        self.doubts.iter().find(|(id, _)| id == row).map(|(_, reason)| reason)
    }
}

/// The id of a component's row: what it is called says which it is, so that tables join on it.
#[must_use]
pub fn component_id(label: &str) -> String {
    format!("{COMPONENT}[{}]", label.trim())
}

/// The id of a row without its number below a wildcard: `denied` of `denied[3]`.
#[must_use]
pub fn base(id: &str) -> &str {
    id.split_once('[').map_or(id, |(base, _)| base)
}

/// A label as it is shown: without its enumerator and its notes in brackets.
#[must_use]
pub fn shown(label: &str) -> &str {
    let kept = label::strip_enumerator(label.trim());
    let end = kept.find(['(', '（']).filter(|at| *at > 0).unwrap_or(kept.len());
    kept[..end].trim_end()
}

/// What a text is as a cell: a number, nothing, a dash, or words.
#[must_use]
pub fn value_of(text: &str) -> CellValue {
    value::read(text, value::Style::default())
}

/// What a column is called: its innermost label as printed, with the label above it where several columns share it.
fn column_label(axes: &[Axis], axis: usize, printed: &str) -> String {
    let path = &axes[axis].path;
    let Some((leaf, outer)) = path.split_last() else { return printed.to_owned() };
    // Stacked labels that stand in one cell would be too long a name.
    let name = if printed.is_empty() || printed.chars().count() > leaf.chars().count() + 4 { leaf } else { printed };
    let shared = axes.iter().enumerate().any(|(at, other)| at != axis && other.path.last() == Some(leaf));
    match outer.last().filter(|_| shared) {
        Some(above) => format!("{above}·{name}"),
        None => name.to_owned(),
    }
}

/// Whether a printed label is one of the rulebook's: numbering, spaces, width and punctuation aside.
#[must_use]
pub fn same_label(wanted: &str, printed: &str) -> bool {
    label::fit(&label::Label::new(wanted), &label::Label::new(printed)) == Some(label::Fit::Same)
}

/// A cell as a reader calls it: the labels of its row and column.
#[must_use]
pub fn cell_label(table: &TableFact, row: &str, column: &str) -> String {
    let label = |axis: Option<&AxisFact>, id: &str| {
        let label = axis.map_or("", |axis| shown(&axis.label)).to_owned();
        if label.is_empty() { id.to_owned() } else { label }
    };
    if table.rows.len() == 1 && table.row(row).is_none_or(|row| row.label.is_empty()) {
        return label(table.column(column), column);
    }
    format!("{}·{}", label(table.row(row), row), label(table.column(column), column))
}

/// A row or a column as found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AxisFact {
    /// Its id; below a wildcard `id[n]`.
    pub id: String,
    /// Its label as printed.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
    /// For a row with an id of its own that stands below a wildcard too, its place there: `otherwise[2]`.
    pub member: Option<String>,
    /// Whether other rows stand below it, so that it is no leaf.
    pub above: bool,
}

impl AxisFact {
    /// A row or column.
    #[must_use]
    pub fn new(id: &str, label: &str, span: Span) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), span, member: None, above: false }
    }

    /// Whether it is the row of an id, or stands below the wildcard of that id.
    #[must_use]
    pub fn belongs_to(&self, id: &str) -> bool {
        self.id == id || base(&self.id) == id || self.member.as_deref().is_some_and(|member| base(member) == id)
    }
}

/// A cell as found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CellFact {
    /// Row id.
    pub row: String,
    /// Column id.
    pub column: String,
    /// Where it stands; an empty span for a blank cell.
    pub span: Span,
    /// What it holds; an amount of money in the unit that the rulebook compares in, where it says one.
    pub value: CellValue,
    /// For an amount of money, the power of ten of its unit where that is known: 4 of 万元.
    pub money: Option<u32>,
    /// Its text, where it was given in place of the report's.
    pub given: Option<String>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CellValue {
    /// A number, with the digits behind the point as written.
    Number(#[serde(with = "rust_decimal::serde::str")] Decimal, u32),
    /// Nothing.
    Blank,
    /// A dash: / - —
    Dash,
    /// A token of the vocabulary.
    Token(String),
    /// Anything else.
    Text,
}

/// Find the vocabulary's tables.
#[must_use]
pub fn find(
    document: &Document,
    prose: &Folded,
    vocabulary: &Vocabulary,
    sections: &Sections,
    year: Option<i32>,
    given: &Given,
) -> Tables {
    if !given.cells.is_empty() {
        return given::tables(vocabulary, &given.cells);
    }
    if vocabulary.tables.is_empty() {
        return Tables::default();
    }
    let mut tables = Tables::default();
    let labels = vocabulary.labels(year);
    let mut grids = grid::Reader::new(document, prose, &vocabulary.tables, &labels, sections);
    tables.found = grids.read();
    let mut tied = std::mem::take(&mut grids.tied);
    flatten::read(document, prose, &grids, &labels, &mut tied, &mut tables);
    tables.found.sort_by_key(|table| table.span.start);
    let any = !tables.found.is_empty();
    for (at, spec) in vocabulary.tables.iter().enumerate() {
        if tables.get(&spec.id).is_some() {
            continue;
        }
        let other = tied.iter().find(|(index, _)| *index == at).map(|(_, other)| *other);
        let reason = match other.and_then(|other| vocabulary.tables.get(other)) {
            Some(other) => {
                tables.seen.push(spec.id.clone());
                undecided(&spec.id, &other.id)
            }
            None if year.is_none() && labels[at].relative => {
                tables.seen.push(spec.id.clone());
                undated(&spec.id)
            }
            None => reason(&spec.id, any, tables.seen.contains(&spec.id)),
        };
        tables.missing.push((spec.id.clone(), reason));
    }
    tables
}

/// Why a table was not told from another.
fn undecided(id: &str, other: &str) -> Wording {
    if id == other {
        return Wording::new(
            format!("表 {id} 有几处，数字不同，看不出以哪一处为准"),
            format!("table {id} is there more than once with different numbers, and nothing says which one counts"),
        );
    }
    Wording::new(
        format!("一张表既可能是 {id}，也可能是 {other}：标签相同，标题和章节也分不出"),
        format!(
            "a table may be {id} or {other}: its labels fit both, and neither caption nor section tells them apart"
        ),
    )
}

/// Why a table whose labels name years was not found.
fn undated(id: &str) -> Wording {
    Wording::new(
        format!("表 {id} 的标签带年份，而报告的年度没有读出"),
        format!("the labels of table {id} name years, and the report's year could not be told"),
    )
}

fn reason(id: &str, any: bool, seen: bool) -> Wording {
    if seen {
        return Wording::new(
            format!("表 {id} 的文字还在,但数字与行列对不上"),
            format!("the labels of table {id} are there, but its numbers could not be told apart"),
        );
    }
    if any {
        return Wording::new(format!("未找到表 {id}"), format!("table {id} was not found"));
    }
    Wording::new(
        format!("未找到表 {id},本报告也没有读出任何表格"),
        format!("table {id} was not found, nor any other table of the report"),
    )
}
