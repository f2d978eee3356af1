//! A begun report as a Word file: guidance as comments on what it is about, tables with merged cells.

use super::{Grid, GridCell, Part, Skeleton};
use crate::render::word;
use std::fmt::Write;

/// The least width of a column of values, in twips: two characters of the tables' size and the margins.
const VALUE: u32 = 590;
/// The least height of a row, in twips.
const ROW: u32 = 340;
/// The height of a row with labels set upright, in twips.
const UPRIGHT: u32 = 1900;
/// The width of a Latin letter of the tables' size, and of the margins of a cell, in twips.
const LETTER: u32 = 100;
const MARGINS: u32 = 114;

/// The file.
///
/// # Errors
/// Where it would be larger than the container can hold.
pub fn bytes(skeleton: &Skeleton) -> std::io::Result<Vec<u8>> {
    let mut body = String::new();
    let mut comments = Vec::new();
    for (at, part) in skeleton.parts.iter().enumerate() {
        let mut paragraph = |style: &str, text: &str| {
            let first = comments.len();
            comments.extend(guidance(&skeleton.parts[at + 1..]));
            body.push_str(&commented(style, text, first..comments.len()));
        };
        match part {
            Part::Title(text) => paragraph("Title", text),
            Part::Heading(text) => paragraph("Heading1", text),
            Part::Paragraph(text) => paragraph("BodyText", text),
            Part::Table(grid) => {
                table(&mut body, grid);
                // Two tables without a paragraph between them would grow together.
                body.push_str(&word::paragraph("Normal", ""));
            }
            Part::Guidance(_) => {}
        }
    }
    word::bytes(&word::parts(&body, &comments))
}

/// The guidance on a paragraph or on the table behind it.
fn guidance(behind: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    for part in behind {
        match part {
            Part::Guidance(text) => found.push(text.clone()),
            Part::Table(_) => {}
            Part::Title(_) | Part::Heading(_) | Part::Paragraph(_) => break,
        }
    }
    found
}

/// A paragraph with comments on it.
fn commented(style: &str, text: &str, comments: std::ops::Range<usize>) -> String {
    let mut out = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    for id in comments.clone() {
        let _ = write!(out, "<w:commentRangeStart w:id=\"{id}\"/>");
    }
    out.push_str(&word::run(text));
    for id in comments {
        let _ = write!(out, "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    }
    out.push_str("</w:p>");
    out
}

fn table(out: &mut String, grid: &Grid) {
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
        .collect();
    let widths = widths(grid);
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}\
         </w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>()
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    let heads = (0..grid.rows).take_while(|row| (0..grid.columns).all(|at| is_label(grid, *row, at))).count();
    for row in 0..grid.rows {
        let head = if (row as usize) < heads { "<w:tblHeader/>" } else { "" };
        let begins = grid.cells.iter().filter(|cell| cell.row == row && cell.row_span == 1);
        let height = if begins.into_iter().any(|cell| is_upright(cell, &widths)) { UPRIGHT } else { ROW };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\"/>{head}</w:trPr>");
        let mut column = 0;
        while let Some(cell) = grid.at(row, column) {
            self::cell(out, cell, row, &widths);
            column = cell.column + cell.column_span;
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn is_label(grid: &Grid, row: u32, column: u32) -> bool {
    grid.at(row, column).is_some_and(|cell| cell.label)
}

/// Whether a label is set upright: a word of it is longer than its column is wide. Chinese breaks anywhere.
fn is_upright(cell: &GridCell, widths: &[u32]) -> bool {
    let width = width(cell, widths).saturating_sub(MARGINS);
    let longest = cell.text.split(|c: char| !c.is_ascii_graphic()).map(str::len).max().unwrap_or(0);
    cell.label && u32::try_from(longest).unwrap_or(u32::MAX).saturating_mul(LETTER) > width
}

fn width(cell: &GridCell, widths: &[u32]) -> u32 {
    widths.iter().skip(cell.column as usize).take(cell.column_span as usize).sum()
}

fn cell(out: &mut String, cell: &GridCell, row: u32, widths: &[u32]) {
    let width = width(cell, widths);
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if cell.column_span > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", cell.column_span);
    }
    if cell.row_span > 1 {
        out.push_str(if cell.row == row { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" });
    }
    if is_upright(cell, widths) {
        out.push_str("<w:textDirection w:val=\"btLr\"/>");
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    out.push_str(&word::paragraph("TableText", if cell.row == row { &cell.text } else { "" }));
    out.push_str("</w:tc>");
}

/// The widths of the columns: row labels take half of the text's width at most, each inner one twice the one before it;
/// values the rest.
fn widths(grid: &Grid) -> Vec<u32> {
    let (labels, values) = (grid.labels, grid.columns - grid.labels);
    let even = word::TEXT_WIDTH / grid.columns.max(1) * labels;
    let room = word::TEXT_WIDTH.saturating_sub(values * VALUE).min(word::TEXT_WIDTH / 2);
    let share = if labels > 1 { room } else { even.max(room.min(even * 2)) };
    let parts: u32 = (0..labels).map(|at| 1 << at.min(16)).sum();
    let label = (0..labels).map(|at| share * (1 << at.min(16)) / parts.max(1));
    let value = word::TEXT_WIDTH.saturating_sub(share) / values.max(1);
    label.chain(std::iter::repeat_n(value, values as usize)).collect()
}
