//! Workbooks (Office Open XML): each sheet's rows as paragraphs, where one cell speaks alone, and as tables with merged
//! cells, where several do. Numbers are those the file keeps: a percentage as shown, a day as a day, a formula as its
//! last result. Hidden sheets are left out and said so; charts, comments and formats are left out.

mod mend;
mod region;

use super::package::Package;
use super::{ReadError, builder::Builder, outline};
use crate::document::{Document, Format, Note};
use crate::finding::Wording;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use region::Sheet;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::io::Cursor;

/// The most filled cells of a workbook.
const MOST_CELLS: usize = 500_000;

/// The most bytes of text in all cells; one string may stand in many of them.
const MOST_TEXT: usize = 64 << 20;

/// What a file of the older, binary kind begins with; an encrypted package is kept in one.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Read a workbook.
///
/// # Errors
/// Where it is no such file, encrypted, damaged, or over a limit.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.starts_with(COMPOUND) {
        return Err(if super::signature::is_encrypted(bytes) {
            ReadError::Encrypted
        } else {
            ReadError::NotThisFormat
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(ReadError::NotThisFormat);
    }
    // The library inflates without limits: what exceeds ours is refused before.
    let parts = Package::open(bytes)?.all()?;
    let mended = mend::mended(parts)?;
    let bytes = mended.as_deref().unwrap_or(bytes);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let mut builder = Builder::default();
    let mut left = Left { cells: MOST_CELLS, text: MOST_TEXT };
    let mut hidden = 0_u32;
    let sheets = book.sheets_metadata().to_vec();
    for (at, sheet) in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).enumerate() {
        if sheet.visible != SheetVisible::Visible {
            hidden += 1;
            continue;
        }
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let content = content(&mut book, &sheet.name, &mut left)?;
        content.write(number, &mut builder)?;
    }
    Ok(document(path, builder, hidden))
}

fn document(path: &str, builder: Builder, hidden: u32) -> Document {
    let mut notes = Vec::new();
    if hidden > 0 {
        let zh = format!("未读取隐藏的工作表({hidden}张)");
        notes.push(Note::LeftOut(Wording::new(zh, format!("hidden sheets were not read ({hidden})"))));
    }
    let blocks = outline::outline(&builder.text, &[], builder.blocks);
    Document {
        path: path.to_owned(),
        format: Format::Xlsx,
        encoding: None,
        text: builder.text,
        hidden: Vec::new(),
        runs: builder.runs,
        blocks,
        tables: builder.tables,
        comments: Vec::new(),
        notes,
    }
}

/// What a workbook may still hold.
struct Left {
    cells: usize,
    text: usize,
}

impl Left {
    /// Take a cell's part of it.
    fn take(&mut self, text: &str) -> Result<(), ReadError> {
        let over = |name, limit: usize| ReadError::OverLimit { name, limit: limit as u64 };
        self.cells = self.cells.checked_sub(1).ok_or_else(|| over("cells of a workbook", MOST_CELLS))?;
        self.text = self.text.checked_sub(text.len()).ok_or_else(|| over("text of all cells", MOST_TEXT))?;
        Ok(())
    }
}

/// The filled cells of a sheet and what is merged.
fn content(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut Left) -> Result<Sheet, ReadError> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(|error| refused(&error))?;
    let mut sheet = Sheet::new(merged.iter().map(|merged| (merged.start, merged.end)));
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| refused(&error))?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| refused(&error))? {
        let percent = || {
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            format.is_some_and(|format| format.format_code.contains('%'))
        };
        let text = shown(cell.get_value(), percent);
        if text.trim().is_empty() {
            continue;
        }
        left.take(&text)?;
        sheet.fill(cell.get_position(), text);
    }
    Ok(sheet)
}

/// A value as a reader sees it.
fn shown(value: &DataRef<'_>, is_percent: impl FnOnce() -> bool) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if is_percent() => {
            let percent = Decimal::from_f64(*number).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
            percent.map_or_else(|| number.to_string(), |percent| format!("{}%", percent.normalize()))
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        DataRef::DateTime(length) => length.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn refused(error: &XlsxError) -> ReadError {
    if matches!(error, XlsxError::Password) {
        return ReadError::Encrypted;
    }
    ReadError::Damaged {
        what: if matches!(error, XlsxError::FileNotFound(_)) { "xl/workbook.xml" } else { "workbook" },
    }
}
