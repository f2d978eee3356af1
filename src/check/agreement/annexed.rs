//! Tables that no vocabulary knows, as in an annex: their columns add up to 合计, and their rows are what the prose says.
//!
//! A row is held against prose only where the prose says its label directly before a number, and other rows of the same
//! table are found there unchanged: then the table is what the prose sums up. Sums are at most a warning, for what a row
//! holds is not known; tables with 小计 or 其中 are left alone.

use super::super::{Context, Outcome};
use crate::document::Table;
use crate::fact::table::{CellValue, shown, value_of};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::table as zh;
use crate::span::Span;
use rust_decimal::Decimal;

/// The largest table that is asked about, in cells.
const MOST: u32 = 2000;

/// How many rows must stand in prose unchanged before another is held against it.
const EVIDENCE: usize = 2;

/// A cell with a number.
struct Count {
    value: Decimal,
    decimals: u32,
    span: Span,
}

/// A column of numbers.
struct Column {
    /// A cell a row, in the order of `Sheet::labels`.
    cells: Vec<Option<Count>>,
    /// Below 合计.
    total: Option<Count>,
}

/// A table as labels and columns of numbers.
struct Sheet {
    labels: Vec<String>,
    columns: Vec<Column>,
    /// Whether its rows are of one level.
    plain: bool,
}

/// Ask it.
pub fn run(context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let known = |table: &Table| {
        let inside = |span: Span| span.start < table.span.end && table.span.start < span.end;
        facts.tables.found.iter().any(|found| inside(found.span))
    };
    let mut hits = Vec::new();
    let mut asked = false;
    for table in facts.document.tables.iter().filter(|table| !known(table)) {
        let Some(sheet) = sheet(context, table) else { continue };
        asked = true;
        let told = against_prose(context, &sheet);
        for column in sheet.columns.iter().filter(|column| sheet.plain && told.is_empty() && column.total.is_some()) {
            hits.extend(sum(column));
        }
        hits.extend(told);
    }
    if asked {
        return Outcome::of(hits);
    }
    Outcome::not_applicable(Wording::new("没有其他表格", "there is no other table"))
}

/// Read a table: one column of labels, then numbers.
fn sheet(context: &Context<'_>, table: &Table) -> Option<Sheet> {
    if table.rows < 3 || table.columns < 2 || table.rows.checked_mul(table.columns)? > MOST {
        return None;
    }
    let prose = &context.facts.prose;
    let text = |row: u32, column: u32| -> (&str, Span) {
        let span = table.at(row, column).map_or(Span::default(), |cell| cell.span);
        (prose.text.get(prose.range(span)).unwrap_or_default(), span)
    };
    let worded = |row: u32, column: u32| value_of(text(row, column).0) == CellValue::Text;
    let below = 1..table.rows;
    let labelled = |column: &u32| below.clone().filter(|row| worded(*row, *column)).count() * 3 >= below.len() * 2;
    let label = (0..table.columns).find(labelled)?;
    let (mut labels, mut total, mut rows, mut plain) = (Vec::new(), None, Vec::new(), true);
    for row in below.clone() {
        let said = shown(text(row, label).0).to_owned();
        plain &= !zh::PARTS.iter().any(|word| said.contains(word)) && !said.is_empty();
        if zh::TOTALS.contains(&said.as_str()) {
            plain &= total.is_none() && (row == 1 || row + 1 == table.rows);
            total = Some(row);
        } else {
            labels.push(said);
            rows.push(row);
        }
    }
    let count = |row: u32, column: u32| match value_of(text(row, column).0) {
        CellValue::Number(value, decimals) => Some(Count { value, decimals, span: text(row, column).1 }),
        CellValue::Blank | CellValue::Dash | CellValue::Token(_) | CellValue::Text => None,
    };
    let columns: Vec<Column> = (label + 1..table.columns)
        .filter(|column| !zh::SHARES.iter().any(|word| text(0, *column).0.contains(word)))
        .filter(|column| below.clone().all(|row| !worded(row, *column)) && !text(0, *column).0.is_empty())
        .map(|column| Column {
            cells: rows.iter().map(|row| count(*row, column)).collect(),
            total: total.and_then(|row| count(row, column)),
        })
        .filter(|column| column.cells.iter().any(Option::is_some))
        .collect();
    (!columns.is_empty() && rows.len() > 1).then_some(Sheet { labels, columns, plain })
}

/// A column that does not add up to its 合计.
fn sum(column: &Column) -> Option<Hit> {
    let total = column.total.as_ref()?;
    let parts: Vec<&Count> = column.cells.iter().flatten().collect();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
    let off = sum.checked_sub(total.value)?.abs();
    let decimals = parts.iter().map(|part| part.decimals).chain([total.decimals]).max().unwrap_or(0);
    let rounding = if decimals == 0 { Decimal::ZERO } else { Decimal::new(parts.len() as i64, decimals) };
    if parts.len() < 2 || off <= rounding {
        return None;
    }
    let (said, made) = (total.value.normalize(), sum.normalize());
    let mut hit = Hit::at(
        total.span,
        Wording::new(format!("合计为{said},各行相加为{made}"), format!("the total is {said}, the rows make {made}")),
    )
    .subject("total")
    .remark(Wording::same(said.to_string()))
    .value("value", said.to_string())
    .value("other", made.to_string())
    .help(Wording::new("核对各行与合计", "check the rows and the total"))
    .at_most(Severity::Warning);
    for part in parts.iter().take(16) {
        hit = hit.label(part.span, Wording::same(part.value.normalize().to_string()));
    }
    Some(hit)
}

/// Rows that the prose says otherwise, where it says others as the table does.
fn against_prose(context: &Context<'_>, sheet: &Sheet) -> Vec<Hit> {
    let mentions: Vec<Vec<(Decimal, Span)>> = sheet.labels.iter().map(|label| said(context, label)).collect();
    let judged = sheet.columns.iter().map(|column| judge(column, &mentions)).max_by_key(|(same, _)| *same);
    let Some((_, other)) = judged.filter(|(same, other)| *same >= EVIDENCE && other.len() < *same) else {
        return Vec::new();
    };
    other
        .into_iter()
        .map(|(cell, value, span)| {
            let (here, there) = (cell.value.normalize(), value.normalize());
            let message = Wording::new(
                format!("表格与正文不一致:此处为{here},正文为{there}"),
                format!("table and prose disagree: {here} here, {there} in the prose"),
            );
            Hit::at(cell.span, message)
                .subject("row")
                .remark(Wording::same(here.to_string()))
                .value("value", here.to_string())
                .value("other", there.to_string())
                .help(Wording::new("核对表格与正文", "check the table and the text"))
                .label(span, Wording::same(there.to_string()))
        })
        .collect()
}

/// How many of a column's cells the prose says alike, and those that it says otherwise.
fn judge<'c>(column: &'c Column, mentions: &[Vec<(Decimal, Span)>]) -> (usize, Vec<(&'c Count, Decimal, Span)>) {
    let (mut same, mut other) = (0, Vec::new());
    for (cell, mentions) in column.cells.iter().zip(mentions) {
        let Some(cell) = cell else { continue };
        match mentions.first() {
            None => {}
            Some(_) if mentions.iter().any(|(value, _)| *value == cell.value) => same += 1,
            Some((value, span)) => other.push((cell, *value, *span)),
        }
    }
    (same, other)
}

/// The numbers that prose says directly behind a label: 人事信息43条.
fn said(context: &Context<'_>, label: &str) -> Vec<(Decimal, Span)> {
    let facts = context.facts;
    let prose = &facts.prose;
    if label.chars().count() < 2 {
        return Vec::new();
    }
    let within = |span: Span| {
        facts.document.tables.iter().any(|table| table.span.start <= span.start && span.end <= table.span.end)
    };
    let mut found = Vec::new();
    for (at, _) in prose.text.match_indices(label) {
        let behind = &prose.text[at + label.len()..];
        let start = at + label.len() + behind.len() - zh::skip(behind).len();
        let next = facts.numbers.partition_point(|number| number.at.start < start);
        let Some(number) = facts.numbers.get(next).filter(|number| number.at.start == start) else { continue };
        let span = prose.source(number.whole.clone());
        if !number.percent && !number.approximate && number.unit.is_some() && !within(span) {
            found.push((number.value, span));
        }
    }
    found
}
