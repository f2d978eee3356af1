//! Rows of a roster from CSV and TOML. Resolves no name.

use super::Row;
use crate::check::param::{FaultSink, Fields, suggestion};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Wording};
use crate::span::Span;
use crate::spanned::{self, Node, Value};
use csv_core::{ReadFieldResult, ReaderBuilder};
use std::ops::Range;

/// The columns of a roster, with the words that a spreadsheet of an office may head them with.
const COLUMNS: [(&str, &[&str]); 7] = [
    ("agency", &["机关", "机关名称", "单位", "单位名称"]),
    ("superior", &["上级", "上级机关", "主管单位"]),
    ("body", &["类别", "机关类别"]),
    ("files", &["文件", "文件名"]),
    ("code", &["代码", "编号", "机构代码"]),
    ("contact", &["联系人", "联系方式", "联系人及电话"]),
    ("published", &["公布日期", "发布日期"]),
];

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
                    code: unit.text("code"),
                    contact: unit.text("contact"),
                    published: unit.node("published").map(day),
                });
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

/// A day as written: TOML's own or a string. Anything else is as no day is written.
fn day(node: &Node) -> (String, Span) {
    let written = match &node.value {
        Value::Date(day) => day.to_string(),
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Flag(_) | Value::List(_) | Value::Table(_) => node.value.kind().zh.clone(),
    };
    (written, node.span)
}

/// A value of a CSV text, trimmed, with its span.
type Field = (String, Span);

/// Comma-separated values under a head row; also separated by semicolons or tabs, as spreadsheets write them.
pub fn csv(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let mut records = records(text).into_iter();
    let mut faults = Vec::new();
    let head = records.next().unwrap_or_default();
    let keys: Vec<Option<&str>> = head.iter().map(|field| column(field, &mut faults)).collect();
    if !keys.contains(&Some("agency")) {
        let message = Wording::new("首行应有列名 agency(单位)", "the first row must name the column agency");
        faults.push(Fault::new(Span::default(), message));
        return (Vec::new(), faults);
    }
    let rows = records.filter_map(|record| row(&keys, &record)).collect();
    (rows, faults)
}

/// The key of a column; none where it has no head. An unknown one is a fault.
fn column((name, span): &Field, faults: &mut Vec<Fault>) -> Option<&'static str> {
    let known = COLUMNS.iter().find(|(key, also)| key == name || also.contains(&name.as_str()));
    if known.is_none() && !name.is_empty() {
        let message = Wording::new(format!("未知的列 `{name}`"), format!("unknown column `{name}`"));
        faults.push(Fault::new(*span, message).help(suggestion(name, &COLUMNS.map(|(key, _)| key))));
    }
    known.map(|(key, _)| *key)
}

fn row(keys: &[Option<&str>], record: &[Field]) -> Option<Row> {
    let ((_, first), (_, last)) = (record.first()?, record.last()?);
    let get = |column: &str| {
        let at = keys.iter().position(|key| *key == Some(column))?;
        record.get(at).filter(|(value, _)| !value.is_empty()).cloned()
    };
    let text = |column: &str| get(column).map(|(value, _)| value);
    let files = get("files").map_or_else(Vec::new, |(files, span)| {
        let parts = files.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| (part.to_owned(), span)).collect()
    });
    Some(Row {
        span: first.cover(*last),
        agency: get("agency"),
        superior: text("superior"),
        body: get("body"),
        files,
        code: text("code"),
        contact: text("contact"),
        published: get("published"),
    })
}

/// What separates the values: what the head row holds, a comma unless it has none.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let other = [b'\t', b';'].into_iter().find(|mark| head.contains(char::from(*mark)));
    if head.contains(',') { b',' } else { other.unwrap_or(b',') }
}

/// The records of a CSV text; those without any value are left out.
fn records(text: &str) -> Vec<Vec<Field>> {
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let delimiter = delimiter(text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut value, mut held) = (vec![0; text.len() + 1], 0);
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut value[held..]);
        (at, held) = (at + read, held + written);
        match result {
            // The whole text is given at once, and no value is longer than it: what is empty is the end of the input.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let said = String::from_utf8_lossy(&value[..held]).trim().to_owned();
                record.push((said, within(text, delimiter, start..at)));
                (start, held) = (at, 0);
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
            }
            ReadFieldResult::End => break,
        }
    }
    records.retain(|record: &Vec<Field>| record.iter().any(|(value, _)| !value.is_empty()));
    records
}

/// A value's span, of what was read for it: without the separator behind it and the white space around it.
fn within(text: &str, delimiter: u8, read: Range<usize>) -> Span {
    let start = read.start;
    let raw = &text[read];
    let kept = raw.strip_suffix(char::from(delimiter)).unwrap_or(raw);
    let start = start + kept.len() - kept.trim_start().len();
    Span::new(start, start + kept.trim().len())
}
