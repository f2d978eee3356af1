//! What stands in the cells: numbers of their kind, and no blanks where that is asked.

use super::{Cells, Findings};
use crate::fact::Facts;
use crate::fact::fold::{fold_str, is_ideograph};
use crate::fact::table::{CellFact, CellValue, TableFact, cell_label};
use crate::fact::vocabulary::{Axis, NumberKind, TableSpec, Vacant};
use crate::finding::{Hit, Severity, Wording};
use crate::span::Span;

/// Up to so many blank cells are told one by one.
const FEW: usize = 3;

/// The most blank cells that one hit labels.
const MOST: usize = 40;

/// Look at the cells of a table.
pub fn look(asked: Cells, spec: &TableSpec, table: &TableFact, facts: &Facts<'_>, findings: &mut Findings) {
    let mut blanks: Vec<&CellFact> = Vec::new();
    for cell in &table.cells {
        let Some(column) = spec.columns.iter().find(|axis| axis.id == cell.column) else { continue };
        match &cell.value {
            CellValue::Blank if asked == Cells::Filled || spec.blank == Vacant::Error => blanks.push(cell),
            CellValue::Dash if spec.dash == Vacant::Error => {
                let message = Wording::new("不应填横线或斜线", "holds a dash");
                let help = Wording::new("没有的填0", "write 0 where there is none");
                findings.hits.push(wrong(table, cell, message, help));
            }
            CellValue::Number(..) | CellValue::Text => findings.hits.extend(content(spec, column, table, cell, facts)),
            CellValue::Blank | CellValue::Dash | CellValue::Token(_) => {}
        }
    }
    findings.hits.extend(blank(table, &blanks, spec.blank == Vacant::Error));
    if let Some((row, reason)) = table.doubts.first() {
        findings.doubt(Wording::new(
            format!("表 {} 的 {row} 一行:{}", table.table, reason.zh),
            format!("row {row} of table {}: {}", table.table, reason.en),
        ));
    }
}

/// What is wrong with what a cell says, by what its column holds.
fn content(spec: &TableSpec, column: &Axis, table: &TableFact, cell: &CellFact, facts: &Facts<'_>) -> Option<Hit> {
    let written = cell.given.as_deref().unwrap_or_else(|| facts.document.slice(cell.span)).trim();
    let kind = spec.kind(column);
    if let Some(hit) = words(column, table, cell, written) {
        return Some(hit);
    }
    let (value, decimals) = match (&cell.value, kind) {
        (_, NumberKind::Text) => return None,
        (_, NumberKind::Date) => {
            let help = Wording::new("写成年月日俱全的日期", "write a whole date, such as 2024-03-15");
            let message = Wording::new("应填日期", "should be a date");
            return (!is_day(facts, cell, written)).then(|| wrong(table, cell, message, help));
        }
        (CellValue::Number(value, decimals), _) => (*value, *decimals),
        (CellValue::Text | CellValue::Blank | CellValue::Dash | CellValue::Token(_), _) => {
            let help = Wording::new("填确切的数字,没有的填0", "write the exact number, 0 where there is none");
            return Some(wrong(table, cell, Wording::new("应填数字", "should be a number"), help));
        }
    };
    let (negative, fraction) = (value.is_sign_negative() && !value.is_zero(), !value.fract().is_zero());
    let (zh, en) = match kind {
        NumberKind::Count | NumberKind::Amount if negative => ("不应为负数", "should not be negative"),
        NumberKind::Count | NumberKind::Signed if fraction => ("应为整数", "should be a whole number"),
        NumberKind::Count if decimals > 0 => ("应写成整数", "should be written as a whole number"),
        NumberKind::Count | NumberKind::Signed if written.contains(is_ideograph) => {
            let message = Wording::new("不应带单位", "should have no unit");
            let help = Wording::new("只填确切的阿拉伯数字", "write the exact number in digits alone");
            return Some(wrong(table, cell, message, help).at_most(Severity::Warning));
        }
        NumberKind::Count
        | NumberKind::Signed
        | NumberKind::Amount
        | NumberKind::Percent
        | NumberKind::Date
        | NumberKind::Text => return None,
    };
    Some(wrong(table, cell, Wording::new(zh, en), Wording::new("核对该数", "check the number")))
}

/// What is wrong with the words of a cell, where its column allows some only.
fn words(column: &Axis, table: &TableFact, cell: &CellFact, written: &str) -> Option<Hit> {
    let said = fold_str(written);
    if !column.values.is_empty()
        && !column.values.iter().any(|value| fold_str(value).to_lowercase() == said.to_lowercase())
    {
        let known = column.values.join("、");
        let message = Wording::new(format!("不能填“{written}”"), format!("should not be “{written}”"));
        let help = Wording::new(format!("只能填：{known}"), format!("write one of: {}", column.values.join(", ")));
        return Some(wrong(table, cell, message, help));
    }
    let pattern = column.pattern.as_ref()?;
    let asked = pattern.source().trim_start_matches("^(?:").trim_end_matches(")$");
    let message = Wording::new(format!("“{written}”的写法不对"), format!("“{written}” is not written as asked"));
    let help = Wording::new(format!("应符合 {asked}"), format!("it must match {asked}"));
    (!pattern.fits(&said)).then(|| wrong(table, cell, message, help))
}

/// Whether a cell holds a day that exists, and nothing else.
fn is_day(facts: &Facts<'_>, cell: &CellFact, written: &str) -> bool {
    let range = facts.prose.range(cell.span);
    let mut dates = facts.dates.iter().filter(|date| range.start <= date.at.start && date.at.end <= range.end);
    let known = dates.next().filter(|_| dates.next().is_none()).is_some_and(|date| {
        let number = |part: Option<u32>| part.and_then(|part| i8::try_from(part).ok());
        let year = date.year.and_then(|year| i16::try_from(year).ok());
        let parts = year.zip(number(date.month)).zip(number(date.day));
        let exists = parts.is_some_and(|((year, month), day)| jiff::civil::Date::new(year, month, day).is_ok());
        let whole = exists && date.flaw.is_none();
        let said = facts.prose.text.get(range.clone()).map_or(0, |text| text.trim().len());
        whole && date.at.len() == said
    });
    known || written.parse::<jiff::civil::Date>().is_ok()
}

fn wrong(table: &TableFact, cell: &CellFact, message: Wording, help: Wording) -> Hit {
    let label = cell_label(table, &cell.row, &cell.column);
    Hit::at(cell.span, Wording::new(format!("“{label}”{}", message.zh), format!("{label} {}", message.en)))
        .subject(format!("{}.{}.{}", table.table, cell.row, cell.column))
        .help(help)
}

/// Where a blank cell is shown: at itself, else at the label of its row or, in a table of one line, of its column.
fn place(table: &TableFact, cell: &CellFact) -> Span {
    let row = table.row(&cell.row).filter(|row| !row.label.trim().is_empty());
    let label = row.or_else(|| table.column(&cell.column)).map(|axis| axis.span).filter(|span| !span.is_empty());
    if cell.span.is_empty() { label.unwrap_or(cell.span) } else { cell.span }
}

fn blank(table: &TableFact, blanks: &[&CellFact], settled: bool) -> Vec<Hit> {
    let help = || Wording::new("没有的填0", "write 0 where there is none");
    if blanks.len() <= FEW {
        let one = |cell: &&CellFact| {
            let hit = wrong(table, cell, Wording::new("为空", "is blank"), help());
            // What a blank means no text settles, save where the rulebook does: probably a nought not written.
            let hit = Hit { site: crate::finding::Site::At(place(table, cell)), ..hit };
            if settled { hit } else { hit.at_most(Severity::Warning) }
        };
        return blanks.iter().map(one).collect();
    }
    let Some((first, rest)) = blanks.split_first() else { return Vec::new() };
    let count = blanks.len();
    let message = Wording::new(format!("表中有{count}个单元格为空"), format!("{count} cells of the table are blank"));
    let name = |cell: &CellFact| Wording::same(cell_label(table, &cell.row, &cell.column));
    let mut hit = Hit::at(place(table, first), message)
        .subject(table.table.clone())
        .help(help())
        .remark(name(first))
        .at_most(Severity::Warning);
    for cell in rest.iter().take(MOST) {
        let span = place(table, cell);
        if span != hit.site.span() && !hit.labels.iter().any(|label| label.span == span) {
            hit = hit.label(span, name(cell));
        }
    }
    vec![hit]
}
