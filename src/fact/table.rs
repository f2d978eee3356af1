//! The vocabulary's tables found in a report: rows and columns matched by header labels, cells read as numbers,
//! blanks, dashes or text.

use super::Given;
use super::fold::Folded;
use super::section::Sections;
use super::vocabulary::Vocabulary;
use crate::document::Document;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;

/// The tables of a report.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The vocabulary's tables that were found, in text order.
    pub found: Vec<TableFact>,
    /// The vocabulary's tables that were not, with the reason.
    pub missing: Vec<(String, Wording)>,
}

impl Tables {
    /// A table by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&TableFact> {
        self.found.iter().find(|table| table.table == id)
    }
}

/// A table of the vocabulary as found.
#[derive(Clone, Debug)]
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
}

impl TableFact {
    /// The cell of a row and a column.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> Option<&CellFact> {
        self.cells.iter().find(|cell| cell.row == row && cell.column == column)
    }
}

/// A row or a column as found.
#[derive(Clone, Debug)]
pub struct AxisFact {
    /// Its id; below a wildcard `id[n]`.
    pub id: String,
    /// Its label as printed.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
}

/// A cell as found.
#[derive(Clone, Debug)]
pub struct CellFact {
    /// Row id.
    pub row: String,
    /// Column id.
    pub column: String,
    /// Where it stands; an empty span for a blank cell.
    pub span: Span,
    /// What it holds.
    pub value: CellValue,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A number, with the digits behind the point as written.
    Number(Decimal, u32),
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
    given: &Given,
) -> Tables {
    let _ = (document, prose, vocabulary, sections, given);
    Tables::default()
}
