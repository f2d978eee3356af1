//! The rows of the ledger's lists, with their headings: a type a list, fields in the order of its headings.

use super::super::Style;
use super::super::place::Places;
use super::super::wording::{say, severity};
use super::{Report, found_at, notes, place, text};
use crate::audit::Audit;
use crate::fact::table::{CellValue, base, shown};
use crate::fact::vocabulary::Axis;
use crate::finding::{Finding, Severity, Site, Verdict};
use crate::language::Language;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;

/// The most digits that a spreadsheet's number holds exactly.
const DIGITS: usize = 15;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    /// A text, never run as a formula.
    Text(&'a str),
    /// A number.
    Number(f64),
}

/// A finding.
#[derive(Clone, Debug, Default)]
pub struct FindingRow {
    /// Its texts, in the order of the headings but the year, which stands behind the first.
    texts: Vec<String>,
    year: Option<i32>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct CellRow {
    /// Its texts before the value, in the order of the headings but the year, which stands behind the first.
    texts: Vec<String>,
    year: Option<i32>,
    /// Its value, where it is a number.
    value: Option<Decimal>,
    /// Its text as written.
    raw: String,
}

/// Something that was not answered or not read.
#[derive(Clone, Debug, Default)]
pub struct OpenRow {
    /// Whose report.
    pub agency: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// The file.
    pub path: String,
    /// The rule; empty where the file itself was not read.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// Why.
    pub reason: String,
}

/// The headings of the list of findings.
#[must_use]
pub fn finding_headings(language: Language) -> [&'static str; 15] {
    match language {
        Language::Zh => [
            "机关",
            "年度",
            "文件",
            "位置",
            "规则",
            "要求",
            "级别",
            "问题",
            "原文",
            "更正办法",
            "依据",
            "建议值",
            "豁免",
            "豁免人",
            "指纹",
        ],
        Language::En => [
            "agency",
            "year",
            "file",
            "place",
            "rule",
            "requirement",
            "severity",
            "message",
            "text",
            "correction",
            "basis",
            "proposed",
            "exempted",
            "exempted by",
            "fingerprint",
        ],
    }
}

/// The headings of the list of cells.
#[must_use]
pub fn cell_headings(language: Language) -> [&'static str; 12] {
    match language {
        Language::Zh => ["机关", "年度", "文件", "表", "表名", "行", "行名", "列", "列名", "位置", "数值", "原文"],
        Language::En => [
            "agency",
            "year",
            "file",
            "table",
            "table name",
            "row",
            "row name",
            "column",
            "column name",
            "place",
            "value",
            "as written",
        ],
    }
}

/// The headings of the list of what is open.
#[must_use]
pub fn open_headings(language: Language) -> [&'static str; 6] {
    match language {
        Language::Zh => ["机关", "年度", "文件", "规则", "要求", "原因"],
        Language::En => ["agency", "year", "file", "rule", "requirement", "reason"],
    }
}

impl FindingRow {
    /// Its fields.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<'_>> {
        with_year(&self.texts, self.year)
    }
}

impl CellRow {
    /// Its fields.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<'_>> {
        let mut fields = with_year(&self.texts, self.year);
        fields.push(match self.value {
            Some(value) => exact(value).map_or(Field::Text(&self.raw), Field::Number),
            None => Field::Text(""),
        });
        fields.push(Field::Text(&self.raw));
        fields
    }
}

impl OpenRow {
    /// Its fields.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<'_>> {
        vec![
            Field::Text(&self.agency),
            year(self.year),
            Field::Text(&self.path),
            Field::Text(&self.rule),
            Field::Text(&self.title),
            Field::Text(&self.reason),
        ]
    }
}

fn with_year(texts: &[String], told: Option<i32>) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = texts.iter().map(|text| Field::Text(text)).collect();
    fields.insert(1.min(fields.len()), year(told));
    fields
}

fn year<'a>(year: Option<i32>) -> Field<'a> {
    year.map_or(Field::Text(""), |year| Field::Number(f64::from(year)))
}

/// A decimal as the number of a spreadsheet; none where that would not be the same number.
#[must_use]
pub fn exact(value: Decimal) -> Option<f64> {
    let plain = value.normalize();
    let digits = plain.mantissa().unsigned_abs().to_string();
    (digits.len() <= DIGITS).then(|| plain.to_f64()).flatten()
}

/// The rows of a report's findings, those that were exempted among them.
pub(super) fn findings(audit: &Audit, places: &Places<'_>, style: &Style) -> Vec<FindingRow> {
    style.kept(audit).into_iter().map(|finding| finding_row(audit, finding, places, style.language)).collect()
}

fn finding_row(audit: &Audit, finding: &Finding, places: &Places<'_>, language: Language) -> FindingRow {
    let book = audit.book.as_ref();
    let rule = book.and_then(|book| book.rules.iter().find(|rule| rule.id == finding.rule));
    let quoted = match finding.site {
        Site::At(span) => places.slice(span),
        Site::MissingFrom(_) => "".into(),
    };
    let exempt = finding.exempt.as_ref();
    let texts = vec![
        text(&places.hide(audit.agency.as_deref().unwrap_or_default())),
        text(&audit.document.path),
        found_at(audit, places, finding.site, language),
        finding.rule.clone(),
        rule.map_or_else(String::new, |rule| text(say(&rule.title, language))),
        severity(finding.severity, language).to_owned(),
        text(&places.hide(say(&finding.message, language))),
        text(&quoted),
        text(&places.hide(say(&finding.help, language))),
        text(&finding.basis),
        finding.proposed.as_deref().map_or_else(String::new, |proposed| text(&places.hide(proposed))),
        exempt.map_or_else(String::new, |exempt| text(&exempt.reason)),
        exempt.and_then(|exempt| exempt.by.as_deref()).map_or_else(String::new, text),
        finding.fingerprint.to_string(),
    ];
    FindingRow { texts, year: audit.year }
}

/// The row of a file that could not be read: it has to be handed in again.
pub(super) fn unread(path: &str, reason: &str, language: Language) -> FindingRow {
    let mut texts = vec![String::new(); finding_headings(language).len() - 1];
    for (at, said) in [(1, path), (3, "unreadable"), (5, severity(Severity::Error, language)), (6, reason)] {
        said.clone_into(&mut texts[at]);
    }
    FindingRow { texts, year: None }
}

/// The rows of a report's cells.
pub(super) fn cells(audit: &Audit, places: &Places<'_>, language: Language, report: &Report) -> Vec<CellRow> {
    let mut rows = Vec::new();
    for table in &audit.tables.found {
        let spec = audit.book.as_ref().and_then(|book| book.vocabulary.table(&table.table));
        let name = audit.book.as_ref().zip(spec).map_or_else(String::new, |(book, spec)| {
            let section = spec.section.as_deref().and_then(|id| book.vocabulary.section(id));
            let told = spec.titles.first().or(spec.block.as_ref()).or(section.map(|section| &section.title));
            told.map_or_else(String::new, |name| text(name))
        });
        for cell in &table.cells {
            let printed =
                |axis: Option<&crate::fact::table::AxisFact>| axis.map_or("", |axis| shown(&axis.label)).to_owned();
            let row = label(spec.map(|spec| &spec.rows), &cell.row).unwrap_or_else(|| printed(table.row(&cell.row)));
            let column = label(spec.map(|spec| &spec.columns), &cell.column)
                .unwrap_or_else(|| printed(table.column(&cell.column)));
            let raw = places.slice(cell.span);
            let value = match &cell.value {
                // What was masked as a text does not come back as a number.
                CellValue::Number(..) if matches!(raw, Cow::Owned(_)) => None,
                CellValue::Number(value, _) => Some(*value),
                CellValue::Blank | CellValue::Dash | CellValue::Token(_) | CellValue::Text => None,
            };
            rows.push(CellRow {
                texts: vec![
                    report.agency.clone(),
                    report.path.clone(),
                    table.table.clone(),
                    name.clone(),
                    text(&cell.row),
                    text(&places.hide(&row)),
                    cell.column.clone(),
                    text(&places.hide(&column)),
                    place(audit, places, cell.span, language),
                ],
                year: report.year,
                value,
                raw: text(&raw),
            });
        }
    }
    rows
}

/// What the rulebook calls a row or column: its labels, outermost first. None for one of several below a wildcard.
fn label(axes: Option<&Vec<Axis>>, id: &str) -> Option<String> {
    if base(id) != id {
        return None;
    }
    let axis = axes?.iter().find(|axis| axis.id == id && !axis.path.is_empty())?;
    Some(axis.path.iter().map(|label| shown(label)).collect::<Vec<_>>().join("·"))
}

/// The rows of what could not be answered, and of what was lost in reading.
pub(super) fn open(audit: &Audit, places: &Places<'_>, language: Language, report: &Report) -> Vec<OpenRow> {
    let row = |rule: &str, title: String, reason: String| OpenRow {
        agency: report.agency.clone(),
        year: report.year,
        path: report.path.clone(),
        rule: rule.to_owned(),
        title,
        reason,
    };
    let mut rows: Vec<OpenRow> = Vec::new();
    for outcome in &audit.outcomes {
        if let Verdict::Undetermined(reason) = &outcome.verdict {
            let rule = audit.book.as_ref().and_then(|book| book.rules.iter().find(|rule| rule.id == outcome.rule));
            let title = rule.map_or_else(String::new, |rule| text(say(&rule.title, language)));
            rows.push(row(&outcome.rule, title, text(&places.hide(say(reason, language)))));
        }
    }
    rows.extend(notes(audit, language).into_iter().map(|note| row("", String::new(), note)));
    rows
}

#[cfg(test)]
mod tests {
    use super::exact;
    use std::str::FromStr;

    #[test]
    fn a_number_is_exact_or_no_number() {
        let read = |text: &str| exact(rust_decimal::Decimal::from_str(text).unwrap());
        assert_eq!(read("1520.3800"), Some(1520.38));
        assert_eq!(read("-3"), Some(-3.0));
        assert_eq!(read("999999999999999"), Some(999_999_999_999_999.0));
        assert_eq!(read("1234567890123456"), None);
        assert_eq!(read("0.1234567890123456"), None);
    }
}
