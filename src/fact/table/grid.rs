//! Tables read from grids: header rows and label columns told by the vocabulary's labels.
//!
//! Refuses grids whose rows are of unequal length: there a column is not what stands below its header.

mod choose;
mod component;
mod draft;
mod matrix;
mod merge;
mod panel;
mod row;
mod segment;

use super::label::{self, Label, Labels, Path};
use super::place::Place;
use super::{CellValue, TableFact, value};
use crate::document::Document;
use crate::fact::fold::Folded;
use crate::fact::section::Sections;
use crate::fact::vocabulary::TableSpec;
use choose::{Candidate, Chosen};
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
    /// Its titles.
    pub titles: &'a [Label],
    /// Whether its rows have no labels of their own: none in the vocabulary, or one wildcard for all.
    pub open: bool,
    /// Whether words are what some of its cells hold.
    pub words: bool,
}

impl<'a> Wanted<'a> {
    /// A table with its labels.
    pub fn new(spec: &'a TableSpec, labels: &'a Labels) -> Self {
        let rows = labels.rows.as_slice();
        let open = !spec.component && rows.iter().all(|path| path.leaves && path.labels.is_empty());
        Self {
            spec,
            block: labels.block.as_ref(),
            rows,
            columns: &labels.columns,
            titles: &labels.titles,
            open,
            words: spec.holds_words(),
        }
    }

    /// Whether a row holds a value from a column on: a number, a dash, or a token of the table.
    fn has_values(&self, matrix: &Matrix, row: usize, from: usize) -> bool {
        let style = self.spec.style();
        let own = |column: usize| {
            let cell = matrix.at(row, column);
            cell.value == CellValue::Text
                && matches!(value::read(&cell.text, style), CellValue::Token(_) | CellValue::Number(..))
        };
        matrix.has_values(row, from) || !style.is_plain() && (from..matrix.columns).any(own)
    }

    /// Whether the numbers of a row are years that the vocabulary calls columns by.
    fn names_years(&self, matrix: &Matrix, row: usize) -> bool {
        let named = |cell: &Label| {
            let leaves = self.columns.iter().filter_map(|path| path.labels.last());
            leaves.into_iter().any(|leaf| label::same(leaf, cell))
        };
        matrix.has_years_only(row)
            && (0..matrix.columns)
                .map(|column| matrix.at(row, column))
                .any(|cell| matches!(cell.value, CellValue::Number(..)) && named(&cell.label))
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
    /// Tables that could not be told from another: their index and the other's, the same where one is printed twice.
    pub tied: Vec<(usize, usize)>,
    /// The report's sections.
    pub sections: &'a Sections,
}

/// How many rows at the top of a grid may be its title.
const TITLES: usize = 3;

impl<'a> Reader<'a> {
    /// A reader of a document's grids.
    pub fn new(
        document: &'a Document,
        prose: &'a Folded,
        specs: &'a [TableSpec],
        labels: &'a [Labels],
        sections: &'a Sections,
    ) -> Self {
        let wanted = specs.iter().zip(labels).map(|(spec, labels)| Wanted::new(spec, labels)).collect();
        let consumed = vec![false; document.tables.len()];
        Self { document, prose, sections, wanted, consumed, tied: Vec::new() }
    }

    /// Read every table of the vocabulary that stands in a grid.
    pub fn read(&mut self) -> Vec<TableFact> {
        let tables = self.document.tables.iter().enumerate();
        let matrices: Vec<Option<Matrix>> =
            tables.map(|(at, table)| Matrix::new(self.document, self.prose, table, at)).collect();
        let candidates = self.candidates(&matrices);
        let mut chosen = Chosen::new(self.wanted.len());
        for candidate in &candidates {
            self.consumed[candidate.grid] = true;
        }
        chosen.choose(candidates);
        self.go_on(&matrices, &mut chosen);
        let tied = chosen.tied.iter().enumerate();
        self.tied = tied.filter_map(|(index, other)| other.map(|other| (index, other))).collect();
        for (index, _) in &self.tied {
            chosen.drafts[*index] = None;
        }
        chosen.drafts.into_iter().flatten().map(Draft::finish).collect()
    }

    /// Every reading that is possible.
    fn candidates(&self, matrices: &[Option<Matrix>]) -> Vec<Candidate<'a>> {
        let mut candidates = Vec::new();
        for matrix in matrices.iter().flatten() {
            let blocks = self.blocks(matrix);
            let place = self.place(matrix);
            for (index, wanted) in self.wanted.iter().enumerate() {
                for segment in segments(matrix, wanted, index, &blocks, place.unit) {
                    candidates.extend(candidate(index, wanted, &segment, &place));
                }
            }
        }
        // A block without its header row is told by its labels.
        for (index, wanted) in self.wanted.iter().enumerate() {
            if wanted.block.is_none() || candidates.iter().any(|candidate| candidate.index == index) {
                continue;
            }
            for matrix in matrices.iter().flatten() {
                let place = self.place(matrix);
                let segment = Segment { matrix, from: 0, to: matrix.rows, announced: false, unit: place.unit };
                candidates.extend(candidate(index, wanted, &segment, &place));
            }
        }
        candidates
    }

    /// Grids without a header of their own go on with the table before them.
    fn go_on(&mut self, matrices: &[Option<Matrix>], chosen: &mut Chosen<'a>) {
        for matrix in matrices.iter().flatten() {
            let blocks = self.blocks(matrix);
            let mut open: Vec<usize> = (0..self.wanted.len())
                .filter(|index| chosen.grids[*index].is_some_and(|grid| grid < matrix.grid))
                .collect();
            open.sort_by_key(|index| std::cmp::Reverse(chosen.grids[*index]));
            for index in open {
                let wanted = &self.wanted[index];
                for segment in segments(matrix, wanted, index, &blocks, None) {
                    let Some(draft) = chosen.drafts[index].as_mut() else { continue };
                    let (rows, claims) = (draft.mark(), draft.claims.len());
                    if !segment::go_on(wanted, &segment, draft) {
                        continue;
                    }
                    let fresh = draft.claims[claims..].to_vec();
                    if chosen.is_free(index, &fresh) {
                        self.consumed[matrix.grid] = true;
                        chosen.claim(index, &fresh);
                    } else if let Some(draft) = chosen.drafts[index].as_mut() {
                        draft.back_to(&rows);
                    }
                }
            }
        }
    }

    fn place(&self, matrix: &Matrix) -> Place<'_> {
        let own: Vec<&Label> = (0..matrix.rows).map_while(|row| matrix.title(row)).take(TITLES).collect();
        Place::new(self.document, self.sections, matrix.span, &own)
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

/// A reading of a stretch of a grid, with what its place says for it.
fn candidate<'a>(index: usize, wanted: &Wanted<'a>, segment: &Segment<'_>, place: &Place<'_>) -> Option<Candidate<'a>> {
    let reading = segment::read(wanted, segment)?;
    Some(Candidate { index, grid: segment.matrix.grid, reading, evidence: place.evidence(wanted.spec, wanted.titles) })
}

/// Where in a grid a table may stand.
fn segments<'m>(
    matrix: &'m Matrix,
    wanted: &Wanted<'_>,
    index: usize,
    blocks: &[(usize, Option<usize>)],
    unit: Option<u32>,
) -> Vec<Segment<'m>> {
    let end = |from: usize| blocks.iter().map(|(row, _)| *row).find(|row| *row >= from).unwrap_or(matrix.rows);
    if wanted.block.is_some() {
        return blocks
            .iter()
            .filter(|(_, known)| *known == Some(index))
            .map(|(row, _)| Segment { matrix, from: row + 1, to: end(row + 1), announced: true, unit })
            .collect();
    }
    vec![Segment { matrix, from: 0, to: end(0), announced: false, unit }]
}
