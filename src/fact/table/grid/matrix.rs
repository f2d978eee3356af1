//! A grid with every place looked up once: which cell covers it, what the cell says.

use crate::document::{Document, Table};
use crate::fact::fold::Folded;
use crate::fact::table::CellValue;
use crate::fact::table::label::Label;
use crate::fact::table::value::{self, Style};
use crate::span::Span;

/// The most places of a grid that is read; a larger one is no table of a report.
const MOST: usize = 400_000;

/// A grid.
pub struct Matrix {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Its extent.
    pub span: Span,
    /// Which of the document's tables it is.
    pub grid: usize,
    places: Vec<usize>,
    cells: Vec<Content>,
}

/// A cell's content.
pub struct Content {
    /// Where.
    pub span: Span,
    /// The text, folded.
    pub text: String,
    /// As a label.
    pub label: Label,
    /// As a value.
    pub value: CellValue,
    /// The power of ten of the unit of money written behind a number.
    pub money: Option<u32>,
}

impl Matrix {
    /// Look a grid up; `None` where its rows are of unequal length or it is too large.
    pub fn new(document: &Document, prose: &Folded, table: &Table, grid: usize) -> Option<Self> {
        let (rows, columns) = (table.rows as usize, table.columns as usize);
        let size = rows.checked_mul(columns).filter(|size| *size > 0 && *size <= MOST)?;
        let mut places = vec![usize::MAX; size];
        let mut cells = Vec::with_capacity(table.cells.len());
        for (at, cell) in table.cells.iter().enumerate() {
            let bottom = (cell.row as usize).saturating_add(cell.row_span as usize).min(rows);
            let right = (cell.column as usize).saturating_add(cell.column_span as usize).min(columns);
            for row in cell.row as usize..bottom {
                for column in cell.column as usize..right {
                    let place = &mut places[row * columns + column];
                    if *place == usize::MAX {
                        *place = at;
                    }
                }
            }
            let text = prose.text.get(prose.range(cell.span)).unwrap_or_default().to_owned();
            let raw = document.slice(cell.span);
            let (read, money) = value::cell(&text, Style::default());
            let unseen = read == CellValue::Text && text.is_empty() && !raw.trim().is_empty();
            let value = if unseen { CellValue::Blank } else { read };
            let label = if value == CellValue::Text || value == CellValue::Blank || is_year(&text) {
                Label::new(&text)
            } else {
                Label::default()
            };
            cells.push(Content { span: cell.span, text, label, value, money });
        }
        (!places.contains(&usize::MAX)).then_some(Self { rows, columns, span: table.span, grid, places, cells })
    }

    /// The index of the cell at a place.
    pub fn index(&self, row: usize, column: usize) -> usize {
        self.places[row * self.columns + column]
    }

    /// The cell at a place.
    pub fn at(&self, row: usize, column: usize) -> &Content {
        &self.cells[self.index(row, column)]
    }

    /// A cell by its index.
    pub fn cell(&self, index: usize) -> &Content {
        &self.cells[index]
    }

    /// The one text of a row that says nothing else, where that is no number.
    pub fn title(&self, row: usize) -> Option<&Label> {
        let mut title: Option<&Content> = None;
        for column in 0..self.columns {
            let cell = self.at(row, column);
            match (&cell.value, title) {
                (CellValue::Blank, _) => {}
                (CellValue::Text, None) if column == 0 => title = Some(cell),
                (CellValue::Text, Some(before)) if before.text == cell.text => {}
                _ => return None,
            }
        }
        title.map(|cell| &cell.label)
    }

    /// Whether a row holds a number or a dash from a column on.
    pub fn has_values(&self, row: usize, from: usize) -> bool {
        (from..self.columns).any(|column| matches!(self.at(row, column).value, CellValue::Number(..) | CellValue::Dash))
    }

    /// Whether all numbers of a row are bare years, and there is one.
    pub fn has_years_only(&self, row: usize) -> bool {
        let mut numbers = (0..self.columns).map(|column| self.at(row, column)).filter(|cell| match cell.value {
            CellValue::Number(..) | CellValue::Dash => true,
            CellValue::Blank | CellValue::Token(_) | CellValue::Text => false,
        });
        numbers.next().is_some_and(|first| is_year(&first.text)) && numbers.all(|cell| is_year(&cell.text))
    }

    /// Whether a row holds nothing.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.columns).all(|column| self.at(row, column).value == CellValue::Blank)
    }
}

/// Whether a text is a bare year: a column or a row may be called so.
fn is_year(text: &str) -> bool {
    let text = text.trim();
    text.len() == 4 && text.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}
