//! Tables given cell by cell in an example of a rulebook, in place of the report's own.

use super::{AxisFact, CellFact, TableFact, Tables, base, component_id, value};
use crate::fact::vocabulary::{Axis, COMPONENT, TableSpec, Vocabulary};
use crate::finding::Wording;
use crate::span::Span;
use std::collections::BTreeMap;

/// The one row of a table whose vocabulary names none.
pub const ONLY_ROW: &str = "1";

/// Build the tables that the cells name. A table of which no cell is given counts as not given.
pub fn tables(vocabulary: &Vocabulary, cells: &[(String, String)]) -> Tables {
    let mut tables = Tables::default();
    for spec in &vocabulary.tables {
        let mine: Vec<CellFact> = cells.iter().filter_map(|(path, text)| cell(vocabulary, spec, path, text)).collect();
        if mine.is_empty() {
            let reason = Wording::new(
                format!("示例没有给出表 {} 的单元格", spec.id),
                format!("no cell of table {} was given", spec.id),
            );
            tables.missing.push((spec.id.clone(), reason));
            continue;
        }
        let rows = axis(&spec.rows, mine.iter().map(|cell| cell.row.as_str()));
        let columns = axis(&spec.columns, mine.iter().map(|cell| cell.column.as_str()));
        let mut table = TableFact::new(&spec.id, Span::default(), rows, columns, mine);
        table.given = true;
        tables.found.push(table);
    }
    tables
}

/// The cell that a path names in a table: `table.row.column`, `row.column`, or `column` where no row has a name.
fn cell(vocabulary: &Vocabulary, spec: &TableSpec, path: &str, text: &str) -> Option<CellFact> {
    let parts: Vec<&str> = path.split('.').map(str::trim).collect();
    let (row, column) = match parts.as_slice() {
        [table, row, column] if *table == spec.id => (*row, *column),
        [table, column] if *table == spec.id && spec.rows.is_empty() => (ONLY_ROW, *column),
        [row, column] if owner(vocabulary, row, column) == Some(&spec.id) => (*row, *column),
        [column] if spec.rows.is_empty() && spec.columns.iter().any(|axis| axis.id == *column) => (ONLY_ROW, *column),
        _ => return None,
    };
    let known = spec.component || spec.rows.is_empty() || spec.rows.iter().any(|axis| axis.id == base(row));
    if !known || !spec.columns.iter().any(|axis| axis.id == column) {
        return None;
    }
    let named = row.contains('[') || spec.rows.iter().any(|axis| axis.id == row && !axis.leaves);
    Some(CellFact {
        row: if spec.component && !named { component_id(row) } else { row.to_owned() },
        column: column.to_owned(),
        span: Span::default(),
        value: value::read(text, spec.style()),
        money: unit(spec, column),
        given: Some(text.to_owned()),
    })
}

/// The power of ten of the unit of money that a column is compared in.
fn unit(spec: &TableSpec, column: &str) -> Option<u32> {
    let own = spec.columns.iter().find(|axis| axis.id == column).and_then(|axis| axis.unit.as_deref());
    own.or(spec.unit.as_deref()).and_then(value::money)
}

/// The table that a `row.column` belongs to: the first that has both.
fn owner<'a>(vocabulary: &'a Vocabulary, row: &str, column: &str) -> Option<&'a String> {
    let named = |spec: &&TableSpec| spec.rows.iter().any(|axis| axis.id == base(row));
    let open = |spec: &&TableSpec| spec.rows.is_empty();
    let has = |spec: &&TableSpec| spec.columns.iter().any(|axis| axis.id == column);
    let tables = &vocabulary.tables;
    let found = tables.iter().find(|spec| named(spec) && has(spec));
    found.or_else(|| tables.iter().find(|spec| open(spec) && has(spec))).map(|spec| &spec.id)
}

/// The rows or columns that are mentioned, in the order of the vocabulary; labelled with the innermost header label.
fn axis<'a>(specs: &[Axis], mentioned: impl Iterator<Item = &'a str>) -> Vec<AxisFact> {
    let mut ids: Vec<&str> = Vec::new();
    for id in mentioned {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let place = |id: &str| specs.iter().position(|axis| axis.id == base(id)).unwrap_or(usize::MAX);
    ids.sort_by_key(|id| (place(id), number(id)));
    let mut members: BTreeMap<&str, u32> = BTreeMap::new();
    ids.into_iter()
        .map(|id| {
            let spec = specs.iter().find(|axis| axis.id == base(id));
            let label = spec.and_then(|axis| axis.path.last()).cloned().unwrap_or_else(|| id.to_owned());
            let label = number(id).map_or_else(|| label.clone(), |n| format!("{label}[{n}]"));
            let label = component(id).map_or(label, str::to_owned);
            let mut axis = AxisFact::new(id, &label, Span::default());
            if let Some(all) = spec.and_then(|own| wildcard(specs, own)) {
                let count = members.entry(all).or_insert(0);
                *count += 1;
                axis.member = Some(format!("{all}[{count}]"));
            }
            axis
        })
        .collect()
}

/// The wildcard that a row with an id of its own stands below.
fn wildcard<'a>(specs: &'a [Axis], own: &Axis) -> Option<&'a str> {
    let labels = |axis: &'a Axis| axis.path.iter().filter(|label| label.as_str() != "*");
    let (_, outer) = own.path.split_last().filter(|_| !own.leaves)?;
    specs
        .iter()
        .find(|axis| axis.leaves && !outer.is_empty() && labels(axis).eq(outer.iter()))
        .map(|axis| axis.id.as_str())
}

/// What a component is called: `press` of `component[press]`.
fn component(id: &str) -> Option<&str> {
    id.strip_prefix(COMPONENT)?.strip_prefix('[')?.strip_suffix(']').filter(|name| name.parse::<u32>().is_err())
}

/// The number below a wildcard: 3 of `denied[3]`.
fn number(id: &str) -> Option<u32> {
    id.split_once('[').and_then(|(_, rest)| rest.trim_end_matches(']').parse().ok())
}
