//! The ledger as an Excel workbook: 台账, 问题, 数据, 未能判定, 说明. Rows of the lists are written as reports come, and only a
//! line a report is kept for the sheet that needs all rules as its columns; no text of a report is.
//!
//! Texts are written as texts, so that none runs as a formula. A list longer than a sheet goes on in another.

mod about;
mod look;
mod overview;

use super::ledger::{Ended, Extract, Field, Report, Rule, cell_headings, finding_headings, open_headings, rules};
use super::wording::pick;
use crate::batch::tally::Tally;
use crate::language::Language;
use look::{Look, widths};
use rust_xlsxwriter::{ColNum, RowNum, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};

/// Rows that a sheet can hold.
const ROWS: RowNum = 1_048_576;

/// A workbook being written.
pub struct Book {
    workbook: Workbook,
    language: Language,
    look: Look,
    reports: Vec<Line>,
    rules: Vec<Rule>,
    places: BTreeMap<String, usize>,
    seen: BTreeSet<String>,
    findings: List,
    cells: List,
    open: List,
}

/// A report's line, its marks by the rule's place.
struct Line {
    report: Report,
    marks: Vec<(usize, Ended)>,
}

/// A list that is written row by row.
struct List {
    name: &'static str,
    headings: Vec<&'static str>,
    widths: &'static [f64],
    /// Whether texts go on in the next line of their cell.
    wraps: bool,
    /// The sheet that is written now.
    sheet: usize,
    /// Its next row.
    row: RowNum,
    /// Sheets begun.
    begun: u32,
}

impl Book {
    /// An empty workbook.
    ///
    /// # Errors
    /// Where the system has no room for a file to keep rows in.
    pub fn new(language: Language) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name(pick(language, "台账", "overview"))?;
        let look = Look::new();
        let list = |name, headings: &[&'static str], widths, wraps| List {
            name,
            headings: headings.to_vec(),
            widths,
            wraps,
            sheet: 0,
            row: 0,
            begun: 0,
        };
        let mut book = Self {
            workbook,
            language,
            look,
            reports: Vec::new(),
            rules: Vec::new(),
            places: BTreeMap::new(),
            seen: BTreeSet::new(),
            findings: list(pick(language, "问题", "findings"), &finding_headings(language), &widths::FINDINGS, true),
            cells: list(pick(language, "数据", "data"), &cell_headings(language), &widths::CELLS, false),
            open: list(pick(language, "未能判定", "open"), &open_headings(language), &widths::OPEN, true),
        };
        for list in [&mut book.findings, &mut book.cells, &mut book.open] {
            list.begin(&mut book.workbook, &book.look)?;
        }
        book.workbook.add_worksheet().set_name(pick(language, "说明", "about"))?;
        Ok(book)
    }

    /// Add what an entry gives.
    ///
    /// # Errors
    /// Where a row cannot be kept.
    pub fn add(&mut self, extract: Extract) -> Result<(), XlsxError> {
        if let Some(book) = &extract.book
            && self.seen.insert(format!("{} {}", book.id, book.version))
        {
            for rule in rules(book, self.language) {
                if !self.places.contains_key(&rule.id) {
                    self.places.insert(rule.id.clone(), self.rules.len());
                    self.rules.push(rule);
                }
            }
        }
        let (workbook, look) = (&mut self.workbook, &self.look);
        for row in &extract.findings {
            self.findings.push(workbook, look, &row.fields())?;
        }
        for row in &extract.cells {
            self.cells.push(workbook, look, &row.fields())?;
        }
        for row in &extract.open {
            self.open.push(workbook, look, &row.fields())?;
        }
        let marks = extract.marks.iter().filter_map(|mark| Some((*self.places.get(&mark.rule)?, mark.ended))).collect();
        self.reports.push(Line { report: extract.report, marks });
        Ok(())
    }

    /// Write the sheets that need all reports, and the workbook.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish<W: Write + Seek + Send>(mut self, tally: &Tally, out: W) -> Result<(), XlsxError> {
        for list in [&self.findings, &self.cells, &self.open] {
            list.end(&mut self.workbook)?;
        }
        overview::write(&mut self)?;
        about::write(&mut self, tally)?;
        self.workbook.save_to_writer(out)
    }

    /// The sheet that explains the others: behind those that were there at the beginning.
    fn about(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_name(pick(self.language, "说明", "about"))
    }
}

impl List {
    /// Begin a sheet, with its headings.
    fn begin(&mut self, workbook: &mut Workbook, look: &Look) -> Result<(), XlsxError> {
        self.begun += 1;
        let name = if self.begun == 1 { self.name.to_owned() } else { format!("{}({})", self.name, self.begun) };
        self.sheet = workbook.worksheets().len();
        let sheet = workbook.add_worksheet_with_low_memory()?;
        sheet.set_name(name)?;
        look::printed(sheet, true)?;
        for (column, width) in (0..).zip(self.widths) {
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_row_height(0, 22)?;
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, *heading, &look.heading)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Write a row.
    fn push(&mut self, workbook: &mut Workbook, look: &Look, fields: &[Field<'_>]) -> Result<(), XlsxError> {
        if self.row >= ROWS {
            self.end(workbook)?;
            self.begin(workbook, look)?;
        }
        let sheet = workbook.worksheet_from_index(self.sheet)?;
        if self.wraps {
            sheet.set_row_height(self.row, look::height(fields, self.widths))?;
        }
        let words = if self.wraps { &look.text } else { &look.line };
        for (column, field) in (0..).zip(fields) {
            match field {
                Field::Text("") => {}
                Field::Text(text) => {
                    sheet.write_string_with_format(self.row, column, *text, words)?;
                }
                Field::Number(number) => {
                    sheet.write_number_with_format(self.row, column, *number, &look.number)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Finish the sheet that is written now.
    fn end(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let last = ColNum::try_from(self.headings.len().saturating_sub(1)).unwrap_or(ColNum::MAX);
        let sheet = workbook.worksheet_from_index(self.sheet)?;
        sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }
}
