//! What a report says, apart from any form: titles, headings, paragraphs, tables with merged cells.

use hegui::document::{BlockKind, Document, Table};

/// A piece of a report.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A line of the title.
    Title(String),
    /// A heading, its level from 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Its cells in reading order.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Rows covered.
    pub down: usize,
    /// Columns covered.
    pub across: usize,
    /// What it says.
    pub text: String,
}

impl Grid {
    /// The cell that covers a place.
    pub fn at(&self, row: usize, column: usize) -> &Cell {
        let covers = |cell: &&Cell| {
            (cell.row..cell.row + cell.down).contains(&row)
                && (cell.column..cell.column + cell.across).contains(&column)
        };
        self.cells.iter().find(covers).expect("a cell")
    }

    /// How many rows stand above the first that holds a number.
    pub fn header(&self) -> usize {
        let labels = |row: usize| (0..self.columns).all(|column| !is_value(&self.at(row, column).text));
        (0..self.rows).take_while(|row| labels(*row)).count().min(3)
    }
}

/// Whether a cell holds a number, a mark for none, or nothing.
pub fn is_value(text: &str) -> bool {
    let text = text.trim_end_matches("万元");
    text.chars().all(|c| c.is_numeric() && !('一'..='龥').contains(&c) || ".,，/-—－%％* ".contains(c))
}

/// The pieces of a report that was read.
pub fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut titles = true;
    for block in &document.blocks {
        let text = joined(document.slice(block.span));
        let short = block.marker.is_none() && text.chars().count() <= 40 && !text.contains(['，', '。', '：', ',']);
        pieces.push(match block.kind {
            BlockKind::Table(at) => Piece::Table(merged(&raster(document, &document.tables[at]))),
            BlockKind::Heading { level } => Piece::Heading(level, text),
            BlockKind::Title => Piece::Title(text),
            BlockKind::Paragraph if titles && short => Piece::Title(text),
            BlockKind::Paragraph => Piece::Paragraph(text),
        });
        titles = titles && matches!(pieces.last(), Some(Piece::Title(_)));
    }
    pieces
}

/// A paragraph's lines as one.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || ",.;)".contains(c));
        if letter(out.chars().next_back()) && line.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(') {
            out.push(' ');
        }
        out.push_str(line);
    }
    out.replace("\\|", "|")
}

/// What each place of a table says.
fn raster(document: &Document, table: &Table) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new(); table.columns as usize]; table.rows as usize];
    for cell in &table.cells {
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                rows[row as usize][column as usize] = joined(document.slice(cell.span));
            }
        }
    }
    rows
}

/// A table with equal labels side by side as one cell, and numbers as their column's label is.
fn merged(rows: &[Vec<String>]) -> Grid {
    let columns = rows.first().map_or(0, Vec::len);
    let mut taken = vec![vec![false; columns]; rows.len()];
    let mut label: Vec<usize> = (0..columns).collect();
    let mut cells: Vec<Cell> = Vec::new();
    for row in 0..rows.len() {
        for column in 0..columns {
            if taken[row][column] {
                continue;
            }
            let text = &rows[row][column];
            let (mut across, mut down) = (1, 1);
            let same = |other: usize| {
                if is_value(text) {
                    label[other] == label[column] && (rows[row][other] == *text || rows[row][other].is_empty())
                } else {
                    rows[row][other] == *text
                }
            };
            while column + across < columns && !taken[row][column + across] && same(column + across) {
                across += 1;
            }
            while !is_value(text)
                && row + down < rows.len()
                && (column..column + across).all(|at| rows[row + down][at] == *text && !taken[row + down][at])
            {
                down += 1;
            }
            for line in &mut taken[row..row + down] {
                line[column..column + across].fill(true);
            }
            cells.push(Cell { row, column, down, across, text: text.clone() });
        }
        if rows[row].iter().all(|text| !is_value(text)) {
            for cell in cells.iter().filter(|cell| (cell.row..cell.row + cell.down).contains(&row)) {
                label[cell.column..cell.column + cell.across].fill(cell.column);
            }
        }
    }
    Grid { rows: rows.len(), columns, cells }
}
