//! Rows of a roster from CSV and TOML. Resolves no name.

use super::Row;
use crate::check::param::{FaultSink, Fields, suggestion};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Wording};
use crate::span::Span;
use crate::spanned::{self, Value};

/// The columns of a roster.
const COLUMNS: [&str; 6] = ["agency", "superior", "body", "files", "code", "contact"];

/// `[[unit]]` tables.
pub fn toml(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let (root, mut faults) = spanned::parse(text);
    let (sink, none) = (FaultSink::default(), Vocabulary::default());
    let mut fields = Fields::new(&root, &none, &sink);
    let mut rows = Vec::new();
    match fields.node("unit").map(|node| &node.value) {
        Some(Value::List(items)) => {
            for item in items {
                let mut unit = Fields::new(item, &none, &sink);
                rows.push(Row {
                    span: item.span,
                    agency: unit.spanned_text("agency"),
                    superior: unit.text("superior"),
                    body: unit.spanned_text("body"),
                    files: unit.spanned_texts("files"),
                });
                let _ = (unit.text("code"), unit.text("contact"));
                unit.finish();
            }
        }
        Some(Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_)) | None => {
            fields.fault(Fault::new(Span::default(), Wording::new("应有 [[unit]]", "expected [[unit]] tables")));
        }
    }
    fields.finish();
    faults.extend(sink.into_faults());
    (rows, faults)
}

/// Comma-separated values under a head row; quotes as usual.
pub fn csv(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let mut records = records(text).into_iter();
    let mut faults = Vec::new();
    let head = records.next().unwrap_or_default();
    for (name, span) in &head {
        if !COLUMNS.contains(&name.as_str()) {
            let message = Wording::new(format!("未知的列 `{name}`"), format!("unknown column `{name}`"));
            faults.push(Fault::new(*span, message).help(suggestion(name, &COLUMNS)));
        }
    }
    if !head.iter().any(|(name, _)| name == "agency") {
        let message = Wording::new("首行应有列名 agency", "the first row must name the column agency");
        faults.push(Fault::new(Span::default(), message));
        return (Vec::new(), faults);
    }
    let mut rows = Vec::new();
    for record in records {
        let (Some((_, first)), Some((_, last))) = (record.first(), record.last()) else { continue };
        let get = |column: &str| {
            let at = head.iter().position(|(name, _)| name == column)?;
            record.get(at).filter(|(value, _)| !value.is_empty()).cloned()
        };
        let files = get("files").map_or_else(Vec::new, |(files, span)| {
            let parts = files.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| (part.to_owned(), span)).collect()
        });
        rows.push(Row {
            span: first.cover(*last),
            agency: get("agency"),
            superior: get("superior").map(|(name, _)| name),
            body: get("body"),
            files,
        });
    }
    (rows, faults)
}

/// The records of a CSV text, blank lines left out; each value trimmed, with its span.
fn records(text: &str) -> Vec<Vec<(String, Span)>> {
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let (mut value, mut start, mut quoted) = (String::new(), None, false);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\u{feff}' => {}
            '"' if quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                characters.next();
                value.push('"');
            }
            '"' if quoted || value.trim().is_empty() => quoted = !quoted,
            ',' | '\n' if !quoted => {
                let span = Span::new(start.take().unwrap_or(at), at);
                record.push((std::mem::take(&mut value).trim().to_owned(), span));
                if c == '\n' {
                    records.push(std::mem::take(&mut record));
                }
                start = Some(at + 1);
            }
            _ => {
                start.get_or_insert(at);
                value.push(c);
            }
        }
    }
    if !value.is_empty() || !record.is_empty() {
        record.push((value.trim().to_owned(), Span::new(start.unwrap_or(text.len()), text.len())));
        records.push(record);
    }
    records.retain(|record: &Vec<(String, Span)>| record.iter().any(|(value, _)| !value.is_empty()));
    records
}
