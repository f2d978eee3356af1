//! What stands in the cells: numbers of their kind, and no blanks where that is asked.

use super::{Cells, Findings};
use crate::document::Document;
use crate::fact::fold::is_ideograph;
use crate::fact::table::{CellFact, CellValue, TableFact, cell_label};
use crate::fact::vocabulary::{NumberKind, TableSpec, Vacant};
use crate::finding::{Hit, Severity, Wording};
use crate::span::Span;

/// Up to so many blank cells are told one by one.
const FEW: usize = 3;

/// The most blank cells that one hit labels.
const MOST: usize = 40;

/// Look at the cells of a table.
pub fn look(asked: Cells, spec: &TableSpec, table: &TableFact, document: &Document, findings: &mut Findings) {
    let mut blanks: Vec<&CellFact> = Vec::new();
    for cell in &table.cells {
        match &cell.value {
            CellValue::Blank if asked == Cells::Filled || spec.blank == Vacant::Error => blanks.push(cell),
            CellValue::Dash if spec.dash == Vacant::Error => {
                let message = Wording::new("不应填横线或斜线", "holds a dash");
                findings.hits.push(wrong(
                    table,
                    cell,
                    message,
                    Wording::new("没有的填0", "write 0 where there is none"),
                ));
            }
            CellValue::Number(value, decimals) => {
                let kind = spec.columns.iter().find(|axis| axis.id == cell.column).and_then(|axis| axis.number);
                let (negative, fraction) = (value.is_sign_negative() && !value.is_zero(), !value.fract().is_zero());
                let fault = match kind.unwrap_or(spec.number) {
                    NumberKind::Count if negative => Some(("不应为负数", "should not be negative")),
                    NumberKind::Count if fraction => Some(("应为整数", "should be a whole number")),
                    NumberKind::Signed if fraction => Some(("应为整数", "should be a whole number")),
                    NumberKind::Count if *decimals > 0 => Some(("应写成整数", "should be written as a whole number")),
                    NumberKind::Amount if negative => Some(("不应为负数", "should not be negative")),
                    NumberKind::Count | NumberKind::Signed | NumberKind::Amount => None,
                };
                let written = document.slice(cell.span);
                let count = matches!(kind.unwrap_or(spec.number), NumberKind::Count | NumberKind::Signed);
                if count && fault.is_none() && written.contains(is_ideograph) {
                    let message = Wording::new("不应带单位", "should have no unit");
                    let help = Wording::new("只填确切的阿拉伯数字", "write the exact number in digits alone");
                    findings.hits.push(wrong(table, cell, message, help).at_most(Severity::Warning));
                }
                if let Some((zh, en)) = fault {
                    let message = Wording::new(zh, en);
                    findings.hits.push(wrong(table, cell, message, Wording::new("核对该数", "check the number")));
                }
            }
            CellValue::Text => {
                let help = Wording::new("填确切的数字,没有的填0", "write the exact number, 0 where there is none");
                findings.hits.push(wrong(table, cell, Wording::new("应填数字", "should be a number"), help));
            }
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
