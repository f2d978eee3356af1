//! Workbooks: a paragraph a row, tables with merged cells, plain numbers as numbers.

use super::source::{Grid, Piece};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A report as a workbook of one sheet.
pub fn xlsx(pieces: &[Piece]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("年度报告").expect("a name");
    let mut row = 0;
    for piece in pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(_, text) | Piece::Paragraph(text) => {
                sheet.write_string(row, 0, text).expect("written");
                row += 1;
            }
            Piece::Table(grid) => {
                table(sheet, row, grid);
                // A blank row parts it from what follows.
                row += u32::try_from(grid.rows).expect("rows") + 1;
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn table(sheet: &mut Worksheet, top: u32, grid: &Grid) {
    let narrow = |n: usize| u32::try_from(n).expect("rows");
    let column = |n: usize| u16::try_from(n).expect("columns");
    for cell in &grid.cells {
        let (first, left) = (top + narrow(cell.row), column(cell.column));
        let (last, right) = (first + narrow(cell.down) - 1, left + column(cell.across) - 1);
        if (first, left) != (last, right) {
            sheet.merge_range(first, left, last, right, &cell.text, &Format::new()).expect("merged");
            continue;
        }
        let plain = cell.text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match cell.text.parse::<f64>() {
            Ok(number) if plain && number.to_string() == cell.text => {
                sheet.write_number(first, left, number).expect("written");
            }
            _ if cell.text.is_empty() => {}
            _ => {
                sheet.write_string(first, left, &cell.text).expect("written");
            }
        }
    }
}
