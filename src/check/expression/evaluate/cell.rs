//! A cell as a number, or why it is none.

use super::Answer;
use super::number::{Number, Operand, Source, slack};
use crate::check::expression::Report;
use crate::fact::Facts;
use crate::fact::fold::narrow;
use crate::fact::table::{CellValue, TableFact, base, cell_label};
use crate::fact::vocabulary::{COMPONENT, Vacant};
use crate::finding::Wording;
use rust_decimal::Decimal;

/// The number in a cell; unknown where it is blank, a dash or text that means none, or absent.
pub fn cell<'a>(
    facts: &'a Facts<'a>,
    table: &'a TableFact,
    report: Report,
    row: &str,
    column: &str,
) -> Answer<Number<'a>> {
    let spec = facts.vocabulary.table(&table.table);
    let Some(cell) = table.cell(row, column) else {
        let reason = absent(facts, table, row, column);
        // A component that last year's report does not know was made since, or has another name.
        let new = report == Report::Previous && base(row) == COMPONENT && table.row(row).is_none();
        let unsaid = (new || spec.is_some_and(|spec| spec.optional)) && table.doubt(row).is_none();
        return if unsaid { Answer::NotSaid(reason) } else { Answer::Unknown(reason) };
    };
    let vacant = |vacant: Option<Vacant>, zh: &str, en: &str| match vacant {
        Some(Vacant::Zero) => Ok((Decimal::ZERO, 0)),
        Some(Vacant::Undetermined | Vacant::Error) | None => Err(Wording::new(
            format!("“{}”{zh}", cell_label(table, row, column)),
            format!("cell {} {en}", cell_label(table, row, column)),
        )),
    };
    let number = |value: Decimal, decimals: u32, open: Decimal| {
        let operand = Operand { report, source: Source::Cell(table, cell), value, coefficient: Decimal::ONE };
        let operands = vec![operand];
        Answer::Known(Number { value, slack: slack(decimals), open, money: cell.money, operands, linear: true })
    };
    let read = match &cell.value {
        CellValue::Number(value, decimals) => Ok((*value, *decimals)),
        CellValue::Token(token) if below(token).is_some() => {
            let half = below(token).unwrap_or_default() / Decimal::TWO;
            return number(half, 0, half);
        }
        CellValue::Blank => vacant(spec.map(|spec| spec.blank), "为空", "is blank"),
        CellValue::Dash => vacant(spec.map(|spec| spec.dash), "填的是横线或斜线", "holds a dash"),
        CellValue::Token(token) if is_bound(token) => Err(Wording::new(
            format!("“{}”为 {token},不是确切的数", cell_label(table, row, column)),
            format!("cell {} is {token}, no exact number", cell_label(table, row, column)),
        )),
        CellValue::Token(token) => return Answer::NotSaid(says(table, row, column, token)),
        CellValue::Text => Err(Wording::new(
            format!("“{}”填的不是数字", cell_label(table, row, column)),
            format!("cell {} is not a number", cell_label(table, row, column)),
        )),
    };
    match read {
        Ok((value, decimals)) => number(value, decimals, Decimal::ZERO),
        Err(reason) => Answer::Unknown(reason),
    }
}

/// Why a cell has nothing to say: it holds a token without a number in it (N/A).
pub fn inapplicable(table: &TableFact, row: &str, column: &str) -> Option<Wording> {
    match &table.cell(row, column)?.value {
        CellValue::Token(token) if !is_bound(token) => Some(says(table, row, column, token)),
        CellValue::Token(_) | CellValue::Number(..) | CellValue::Blank | CellValue::Dash | CellValue::Text => None,
    }
}

/// Whether a token says how much, if not exactly: <1.
fn is_bound(token: &str) -> bool {
    token.contains(|c: char| c.is_numeric())
}

/// The bound of a token that says less than how much: 1 of <1.
fn below(token: &str) -> Option<Decimal> {
    let narrowed: String = token.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    narrowed.strip_prefix("<=").or_else(|| narrowed.strip_prefix(['<', '≤']))?.parse().ok()
}

fn says(table: &TableFact, row: &str, column: &str, token: &str) -> Wording {
    Wording::new(
        format!("“{}”为 {token}", cell_label(table, row, column)),
        format!("cell {} is {token}", cell_label(table, row, column)),
    )
}

/// Why a cell is not there.
pub fn absent(facts: &Facts<'_>, table: &TableFact, row: &str, column: &str) -> Wording {
    if let Some(reason) = table.doubt(row) {
        let row = table.row(row).map_or(row, |row| row.label.as_str());
        return Wording::new(format!("“{row}”一行:{}", reason.zh), format!("row {row}: {}", reason.en));
    }
    let spec = facts.vocabulary.table(&table.table);
    let told = |axes: Option<&[crate::fact::vocabulary::Axis]>, id: &str| {
        if let Some(name) = id.strip_prefix(COMPONENT).and_then(|rest| rest.strip_prefix('[')) {
            return name.trim_end_matches(']').to_owned();
        }
        let axis = axes.and_then(|axes| axes.iter().find(|axis| axis.id == crate::fact::table::base(id)));
        axis.and_then(|axis| axis.path.iter().rev().find(|label| label.as_str() != "*"))
            .map_or(id, |label| label)
            .to_owned()
    };
    let (row_label, column_label) =
        (told(spec.map(|spec| spec.rows.as_slice()), row), told(spec.map(|spec| spec.columns.as_slice()), column));
    if table.rows_of(row).next().is_none() {
        return Wording::new(
            format!("表 {} 中没有读出“{row_label}”一行", table.table),
            format!("row “{row_label}” of table {} was not found", table.table),
        );
    }
    Wording::new(
        format!("表 {} 中没有读出“{row_label}·{column_label}”", table.table),
        format!("cell “{row_label}·{column_label}” of table {} was not found", table.table),
    )
}
