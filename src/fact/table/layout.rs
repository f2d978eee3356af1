//! Tables laid out by spaces, as a page's text keeps them: labels broken over lines and set around their values.
//!
//! Only a line that ends in exactly as many values as the table has columns is a row, and only where the header above has
//! all of the columns' letters. A row is told by the last words before its values: the whole label or a stretch of it that
//! no other label has, in the vocabulary's order. A label that is there without such a line is a doubt, never an absent
//! row.

use super::label::{self, Label, Labels, Path};
use super::line::{Line, Word};
use super::{AxisFact, CellFact, CellValue, TableFact, column_label, value};
use crate::fact::vocabulary::TableSpec;
use crate::finding::Wording;
use crate::span::Span;
use std::collections::HashMap;

/// The fewest columns by which a line of values is told.
const LEAST: usize = 3;

/// The most lines of a header, and of a label between two rows.
const HEADER: usize = 14;

/// The shortest stretch of a label that stands for it, in characters.
const STRETCH: usize = 4;

/// A line that ends in values.
struct Row<'l> {
    line: usize,
    words: Vec<&'l Word>,
    values: Vec<&'l Word>,
}

/// Read a table; `None` where it is not laid out so.
pub fn read(lines: &[Line], spec: &TableSpec, labels: &Labels) -> Option<TableFact> {
    let paths = labels.rows.as_slice();
    let open = paths.iter().all(|path| path.leaves && path.labels.is_empty());
    if spec.component || spec.columns.len() < LEAST {
        return None;
    }
    let rows: Vec<Row<'_>> = lines.iter().enumerate().filter_map(|(at, line)| row(at, line, spec, open)).collect();
    let asked = paths.iter().filter(|path| !path.leaves).count();
    let mut from = 0;
    while from < rows.len() {
        let to =
            (from + 1..rows.len()).find(|at| apart(lines, rows[*at - 1].line, rows[*at].line)).unwrap_or(rows.len());
        let group = &rows[from..to];
        from = to;
        let first = group[0].line;
        let top = (first.saturating_sub(HEADER)..first)
            .rev()
            .find(|at| matches!(lines[*at], Line::Break) || rows.iter().any(|row| row.line == *at))
            .map_or(first.saturating_sub(HEADER), |at| at + 1);
        if !headed(&letters(&lines[top..first]), labels) {
            continue;
        }
        if open {
            return (group.len() == 1).then(|| single(spec, &group[0]));
        }
        if group.len() * 3 >= asked {
            let end = (group[group.len() - 1].line + HEADER).min(lines.len());
            let region = &lines[first..end];
            let region = &region[..region.iter().position(|line| matches!(line, Line::Break)).unwrap_or(region.len())];
            return told(spec, paths, group, &letters(region));
        }
    }
    None
}

/// A line that ends in as many values as there are columns; without any word where rows have no labels.
fn row<'l>(line: usize, words: &'l Line, spec: &TableSpec, open: bool) -> Option<Row<'l>> {
    let Line::Words(words) = words else { return None };
    let valued = |word: &Word| match word.value {
        CellValue::Number(..) | CellValue::Dash => true,
        CellValue::Text => value::garbled(&word.text),
        CellValue::Blank | CellValue::Token(_) => false,
    };
    // Blanks are what cutting at aligned spaces left over: a cell that is blank leaves one value too few.
    let mut before: Vec<&Word> = words.iter().filter(|word| word.value != CellValue::Blank).collect();
    let count = before.iter().rev().take_while(|word| valued(word)).count();
    let values = before.split_off(before.len() - count);
    (count == spec.columns.len() && (!open || before.is_empty())).then_some(Row { line, words: before, values })
}

/// Whether two lines of values belong to different tables.
fn apart(lines: &[Line], one: usize, other: usize) -> bool {
    other - one > HEADER / 2 || lines[one..other].iter().any(|line| matches!(line, Line::Break))
}

fn letters(lines: &[Line]) -> String {
    let words = lines.iter().flat_map(|line| match line {
        Line::Words(words) => words.as_slice(),
        Line::Break => &[],
    });
    words.map(|word| word.label.full.as_str()).collect()
}

/// Whether a header has all letters of the columns' innermost labels, as often as they have them.
fn headed(header: &str, labels: &Labels) -> bool {
    let mut left: HashMap<char, usize> = HashMap::new();
    for c in header.chars() {
        *left.entry(c).or_default() += 1;
    }
    let mut axes: Vec<usize> = Vec::new();
    labels.columns.iter().all(|path| {
        if axes.contains(&path.axis) {
            return true;
        }
        axes.push(path.axis);
        path.labels.last().is_some_and(|leaf| {
            leaf.bare.chars().all(|c| {
                left.get_mut(&c).filter(|count| **count > 0).is_some_and(|count| {
                    *count -= 1;
                    true
                })
            })
        })
    })
}

fn columns(spec: &TableSpec, span: Span) -> Vec<AxisFact> {
    let axis = |(at, column): (usize, &crate::fact::vocabulary::Axis)| {
        AxisFact::new(&column.id, &column_label(&spec.columns, at, ""), span)
    };
    spec.columns.iter().enumerate().map(axis).collect()
}

fn cells<'a>(spec: &'a TableSpec, id: &'a str, row: &'a Row<'_>) -> impl Iterator<Item = CellFact> + 'a {
    spec.columns.iter().zip(&row.values).map(move |(column, word)| CellFact {
        row: id.to_owned(),
        column: column.id.clone(),
        span: word.span,
        value: word.value.clone(),
        money: None,
        given: None,
    })
}

fn extent(row: &Row<'_>) -> Span {
    let first = row.words.first().or(row.values.first()).map_or_else(Span::default, |word| word.span);
    row.values.last().map_or(first, |last| first.cover(last.span))
}

/// A table whose only row has no label.
fn single(spec: &TableSpec, row: &Row<'_>) -> TableFact {
    let id = spec.rows.first().map_or_else(|| "1".to_owned(), |row| row.id.clone());
    let cells = cells(spec, &id, row).collect();
    let span = extent(row);
    TableFact::new(&spec.id, span, vec![AxisFact::new(&id, "", span)], columns(spec, span), cells)
}

/// A table of labelled rows; `None` where most of its lines are not told.
fn told(spec: &TableSpec, paths: &[Path], group: &[Row<'_>], region: &str) -> Option<TableFact> {
    let (mut rows, mut all, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut members: HashMap<usize, usize> = HashMap::new();
    let mut last: Option<usize> = None;
    for row in group {
        let words = row.words.last();
        let found = words.and_then(|word| name(paths, &word.label, last));
        let (text, span) = words.map_or(("", extent(row)), |word| (word.text.as_str(), word.span));
        let Some(axis) = found else {
            others.push(AxisFact::new("", text, span));
            continue;
        };
        last = Some(axis);
        let id = spec.rows[axis].id.clone();
        let mut fact = AxisFact::new(&id, text, span);
        fact.member = wildcard(paths, axis).map(|group| {
            let count = members.entry(group).or_insert(0);
            *count += 1;
            format!("{}[{count}]", spec.rows[group].id)
        });
        all.extend(cells(spec, &id, row));
        rows.push(fact);
    }
    if others.len() * 4 > group.len() {
        return None;
    }
    let span = group.iter().map(extent).reduce(Span::cover)?;
    let mut doubts = Vec::new();
    for (axis, spec) in spec.rows.iter().enumerate() {
        let known = spec.leaves || rows.iter().any(|row: &AxisFact| row.id == spec.id);
        let leaves = paths.iter().filter(|path| path.axis == axis).filter_map(|path| path.labels.last());
        // Stretches of a label that is broken over lines are there as well.
        let there = || leaves.into_iter().any(|leaf| region.contains(start(&leaf.bare)));
        if !known && there() {
            rows.push(AxisFact::new(&spec.id, "", span));
            let reason =
                Wording::new("行标签还在,但数字对不上", "its label is there, but its values could not be told");
            doubts.push((spec.id.clone(), reason));
        }
    }
    let header = columns(spec, span);
    let mut table = TableFact::new(&spec.id, span, rows, header, all);
    table.others = others;
    table.doubts = doubts;
    Some(table)
}

/// The first characters of a label.
fn start(label: &str) -> &str {
    let end = label.char_indices().nth(STRETCH * 2).map_or(label.len(), |(at, _)| at);
    &label[..end]
}

/// The row behind the last one that a word names, in whole or by a stretch.
fn name(paths: &[Path], word: &Label, last: Option<usize>) -> Option<usize> {
    let later = |path: &&Path| !path.leaves && last.is_none_or(|last| path.axis > last);
    let of = |fits: &dyn Fn(&Label) -> bool| {
        let fits = |path: &&Path| path.labels.last().is_some_and(fits);
        paths.iter().filter(later).filter(fits).map(|path| path.axis).min()
    };
    let long = word.full.chars().count() >= STRETCH;
    of(&|leaf| label::same(leaf, word))
        .or_else(|| of(&|leaf| label::fit(leaf, word).is_some()))
        .or_else(|| of(&|leaf| long && leaf.full.contains(&word.full)))
}

/// The wildcard that a row stands below.
fn wildcard(paths: &[Path], axis: usize) -> Option<usize> {
    let own = paths.iter().find(|path| path.axis == axis && !path.leaves)?;
    let outer = own.labels.split_last().map(|(_, outer)| outer).filter(|outer| !outer.is_empty())?;
    paths.iter().find(|path| path.leaves && path.labels == outer).map(|path| path.axis)
}
