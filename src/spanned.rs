//! TOML as a tree in which every key and value knows its span: what rulebooks and the other files that a user
//! writes are read from. Keeps the order of the file. Interprets nothing.

use crate::fault::{Fault, Wording};
use crate::span::Span;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A value with its span.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands, quotes included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string, escapes resolved.
    Text(String),
    /// An integer or a float, as written.
    Number(String),
    /// true or false.
    Flag(bool),
    /// A date or a time.
    Date(Datetime),
    /// An array.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(Vec<Entry>),
}

impl Value {
    /// What it is called in a message.
    #[must_use]
    pub fn kind(&self) -> Wording {
        match self {
            Self::Text(_) => Wording::new("字符串", "a string"),
            Self::Number(_) => Wording::new("数", "a number"),
            Self::Flag(_) => Wording::new("true 或 false", "true or false"),
            Self::Date(_) => Wording::new("日期", "a date"),
            Self::List(_) => Wording::new("数组", "an array"),
            Self::Table(_) => Wording::new("表", "a table"),
        }
    }
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

/// Parse a TOML text.
///
/// Returns the root table together with the faults of syntax; with faults the table holds what could be understood.
/// Of several faults in one line only the first is kept, since the rest follow from it.
#[must_use]
pub fn parse(text: &str) -> (Node, Vec<Fault>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Fault> = Vec::new();
    let mut last_line = None;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let line = text.get(..range.start).map(|before| before.matches('\n').count());
        if line.is_some() && line == last_line {
            continue;
        }
        last_line = line;
        let said = error.message();
        faults.push(Fault::new(
            Span::new(range.start, range.end),
            Wording::new(format!("TOML 语法错误:{said}"), format!("TOML syntax error: {said}")),
        ));
    }
    let span = root.span();
    (Node { span: Span::new(span.start, span.end), value: table(root.into_inner()) }, faults)
}

fn table(table: DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = key.span();
            let span = value.span();
            Entry {
                key: key.into_inner().into_owned(),
                key_span: Span::new(key_span.start, key_span.end),
                node: Node { span: Span::new(span.start, span.end), value: convert(value.into_inner()) },
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Value::Table(entries)
}

fn convert(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.as_str().replace('_', "")),
        DeValue::Float(number) => Value::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(date) => Value::Date(date),
        DeValue::Array(list) => Value::List(
            list.into_iter()
                .map(|item| {
                    let span = item.span();
                    Node { span: Span::new(span.start, span.end), value: convert(item.into_inner()) }
                })
                .collect(),
        ),
        DeValue::Table(inner) => table(inner),
    }
}
