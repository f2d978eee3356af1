//! Tables read from grids: header rows and label columns told by the vocabulary's labels.
//!
//! Refuses grids whose rows are of unequal length: there a column is not what stands below its header.

mod draft;
mod matrix;
mod row;
mod segment;

use super::label::{self, Label, Labels, Path};
use super::{CellValue, TableFact, value};
use crate::document::Document;
use crate::fact::fold::Folded;
use crate::fact::vocabulary::{TableSpec, Vocabulary};
use draft::Draft;
use matrix::Matrix;
use segment::Segment;

/// A table of the vocabulary, ready for comparing.
pub struct Wanted<'a> {
    /// The table.
    pub spec: &'a TableSpec,
    /// Its block's header.
    pub block: Option<&'a Label>,
    /// Paths of its rows.
    pub rows: &'a [Path],
    /// Paths of its columns.
    pub columns: &'a [Path],
    /// Whether its rows have no labels of their own: none in the vocabulary, or one wildcard for all.
    pub open: bool,
}

impl<'a> Wanted<'a> {
    /// A table with its labels.
    pub fn new(spec: &'a TableSpec, labels: &'a Labels) -> Self {
        let rows = labels.rows.as_slice();
        let open = !spec.component && rows.iter().all(|path| path.leaves && path.labels.is_empty());
        Self { spec, block: labels.block.as_ref(), rows, columns: &labels.columns, open }
    }

    /// Whether a row holds a value from a column on: a number, a dash, or a token of the table.
    fn has_values(&self, matrix: &Matrix, row: usize, from: usize) -> bool {
        let token = |column: usize| {
            let cell = matrix.at(row, column);
            !self.spec.tokens.is_empty()
                && cell.value == CellValue::Text
                && matches!(value::read(&cell.text, &self.spec.tokens), CellValue::Token(_))
        };
        matrix.has_values(row, from) || (from..matrix.columns).any(token)
    }
}

/// Reads a document's grids.
pub struct Reader<'a> {
    document: &'a Document,
    prose: &'a Folded,
    /// The vocabulary's tables.
    pub wanted: Vec<Wanted<'a>>,
    /// For each table of the document, whether a table of the vocabulary was read from it.
    pub consumed: Vec<bool>,
}

impl<'a> Reader<'a> {
    /// A reader of a document's grids.
    pub fn new(document: &'a Document, prose: &'a Folded, vocabulary: &'a Vocabulary) -> Self {
        let tables = vocabulary.tables.iter().zip(vocabulary.labels());
        let wanted = tables.map(|(spec, labels)| Wanted::new(spec, labels)).collect();
        Self { document, prose, wanted, consumed: vec![false; document.tables.len()] }
    }

    /// Read every table of the vocabulary that stands in a grid.
    pub fn read(&mut self) -> Vec<TableFact> {
        let matrices: Vec<Option<Matrix>> =
            self.document.tables.iter().map(|table| Matrix::new(self.document, self.prose, table)).collect();
        let mut drafts: Vec<Option<Draft>> = self.wanted.iter().map(|_| None).collect();
        for (at, matrix) in matrices.iter().enumerate() {
            let Some(matrix) = matrix else { continue };
            let blocks = self.blocks(matrix);
            for (index, wanted) in self.wanted.iter().enumerate() {
                for segment in segments(matrix, wanted, index, &blocks) {
                    if segment::read(wanted, &segment, &mut drafts[index]) {
                        self.consumed[at] = true;
                    }
                }
            }
        }
        // A block without its header row is told by its labels.
        for (index, wanted) in self.wanted.iter().enumerate() {
            if wanted.block.is_none() || drafts[index].is_some() {
                continue;
            }
            for (at, matrix) in matrices.iter().enumerate() {
                let Some(matrix) = matrix else { continue };
                let segment = Segment { matrix, from: 0, to: matrix.rows, announced: false };
                if segment::read(wanted, &segment, &mut drafts[index]) {
                    self.consumed[at] = true;
                }
            }
        }
        drafts.into_iter().flatten().map(Draft::finish).collect()
    }

    /// Rows that begin a block: the row, and the index of the table it begins where the vocabulary knows it.
    fn blocks(&self, matrix: &Matrix) -> Vec<(usize, Option<usize>)> {
        let mut blocks = Vec::new();
        for row in 0..matrix.rows {
            let Some(title) = matrix.title(row) else { continue };
            // A row whose cells are all blank begins nothing.
            if self.wanted.iter().any(|wanted| names_row(wanted, title)) {
                continue;
            }
            let known = self.wanted.iter().position(|wanted| {
                wanted.block.is_some_and(|block| !block.full.is_empty() && title.full.contains(&block.full))
            });
            blocks.push((row, known));
        }
        if blocks.iter().all(|(_, known)| known.is_none()) { Vec::new() } else { blocks }
    }
}

/// Whether a label is to the letter that of a row.
fn names_row(wanted: &Wanted<'_>, printed: &Label) -> bool {
    let leaves = wanted.rows.iter().filter(|path| !path.leaves).filter_map(|path| path.labels.last());
    leaves.into_iter().any(|leaf| label::same(leaf, printed))
}

/// Where in a grid a table may stand.
fn segments<'m>(
    matrix: &'m Matrix,
    wanted: &Wanted<'_>,
    index: usize,
    blocks: &[(usize, Option<usize>)],
) -> Vec<Segment<'m>> {
    let end = |from: usize| blocks.iter().map(|(row, _)| *row).find(|row| *row >= from).unwrap_or(matrix.rows);
    if wanted.block.is_some() {
        return blocks
            .iter()
            .filter(|(_, known)| *known == Some(index))
            .map(|(row, _)| Segment { matrix, from: row + 1, to: end(row + 1), announced: true })
            .collect();
    }
    vec![Segment { matrix, from: 0, to: end(0), announced: false }]
}
