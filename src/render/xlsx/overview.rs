//! 台账: a row a report, a column a rule, with how often each rule found something.

use super::look::{self, Look, widths};
use super::{Book, Line};
use crate::render::ledger::{self, Ended};
use crate::render::wording::pick;
use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

/// The row of the headings, which filters stand on; rows above count.
const HEADINGS: RowNum = 1;

/// Write it.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let language = book.language;
    let Book { workbook, look, reports, rules, .. } = book;
    let sheet = workbook.worksheet_from_index(0)?;
    // As wide as its rules: printed over several pages, each with its headings and agencies.
    look::printed(sheet, false)?;
    sheet.set_repeat_rows(0, HEADINGS)?;
    sheet.set_repeat_columns(0, 0)?;
    let headings = match language {
        crate::language::Language::Zh => {
            ["机关", "年度", "文件", "规则集", "结论", "错误", "警告", "提示", "豁免", "未判定"]
        }
        crate::language::Language::En => {
            ["agency", "year", "file", "rulebook", "verdict", "errors", "warnings", "infos", "exempted", "open"]
        }
    };
    for (column, width) in (0..).zip(widths::OVERVIEW) {
        sheet.set_column_width(column, width)?;
    }
    let first = column(headings.len());
    sheet.set_row_height(HEADINGS, 190)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(HEADINGS, column, heading, &look.heading)?;
        sheet.write_blank(0, column, &look.faint)?;
    }
    sheet.write_string_with_format(
        0,
        0,
        pick(language, "不合格份数(按规则)", "reports failing, by rule"),
        &look.faint,
    )?;
    for (at, rule) in rules.iter().enumerate() {
        let failing = reports.iter().filter(|line| line.marks.iter().any(|(rule, ended)| *rule == at && fails(*ended)));
        sheet.set_column_width(first + column(at), 7)?;
        sheet.write_number_with_format(0, first + column(at), count(failing.count()), &look.faint)?;
        sheet.write_string_with_format(HEADINGS, first + column(at), &rule.title, &look.upright)?;
    }
    for (row, line) in (HEADINGS + 1..).zip(reports.iter()) {
        report(sheet, look, row, line, language)?;
        for (at, ended) in &line.marks {
            sheet.write_string_with_format(row, first + column(*at), ended.word(language), look.ended(*ended))?;
        }
    }
    let last = HEADINGS + RowNum::try_from(reports.len().max(1)).unwrap_or(RowNum::MAX);
    sheet.autofilter(HEADINGS, 0, last, (first + column(rules.len())).saturating_sub(1))?;
    sheet.set_freeze_panes(HEADINGS + 1, 1)?;
    Ok(())
}

fn report(
    sheet: &mut rust_xlsxwriter::Worksheet,
    look: &Look,
    row: RowNum,
    line: &Line,
    language: crate::language::Language,
) -> Result<(), XlsxError> {
    let report = &line.report;
    let verdict = ledger::verdict(report.verdict, language);
    sheet.write_string_with_format(row, 0, &report.agency, &look.line)?;
    match report.year {
        Some(year) => sheet.write_number_with_format(row, 1, year, &look.number)?,
        None => sheet.write_blank(row, 1, &look.line)?,
    };
    for (column, text) in (2..).zip([report.path.as_str(), &report.rulebook, verdict]) {
        sheet.write_string_with_format(row, column, text, &look.line)?;
    }
    let counts = report.counts.iter().chain([&report.exempted, &report.open]);
    for (column, number) in (5..).zip(counts) {
        sheet.write_number_with_format(row, column, count(*number), &look.number)?;
    }
    Ok(())
}

/// Whether a report counts among those that do not satisfy a rule.
pub fn fails(ended: Ended) -> bool {
    match ended {
        Ended::Found(_) | Ended::Explained => true,
        Ended::Pass | Ended::Exempted | Ended::NotApplicable | Ended::Undetermined => false,
    }
}

pub fn column(at: usize) -> ColNum {
    ColNum::try_from(at).unwrap_or(ColNum::MAX)
}

pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
