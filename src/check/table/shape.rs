//! Rows and columns that must be there.

use super::{Findings, Params};
use crate::fact::Facts;
use crate::fact::fold::letters;
use crate::fact::table::{AxisFact, TableFact, same_label, shown};
use crate::fact::vocabulary::{Axis, TableSpec};
use crate::finding::{Hit, Severity, Wording};

/// Up to so many absent rows or columns are told one by one.
const FEW: usize = 3;

/// Look for the rows and columns asked for.
pub fn look(params: &Params, spec: &TableSpec, table: &TableFact, facts: &Facts<'_>, findings: &mut Findings) {
    let named = table.others.iter().filter(|row| !row.label.trim().is_empty());
    let named: Vec<&AxisFact> = named.chain(strange(params, spec, table)).collect();
    let absent: Vec<&Axis> = wanted(&spec.rows, &params.rows)
        .filter(|axis| table.row(&axis.id).is_none() && !in_part(spec, table, axis))
        .collect();
    let unlabelled = table.others.iter().any(|row| row.label.trim().is_empty());
    if unlabelled && !absent.is_empty() {
        findings.doubt(Wording::new(
            format!("表 {} 有的行没有读出行标签", table.table),
            format!("the labels of some rows of table {} were not read", table.table),
        ));
    } else if !absent.is_empty() && absent.len() == named.len() {
        for (axis, row) in absent.iter().zip(named) {
            let hit = altered(table, axis, row);
            // A row outside every group may belong to no axis at all.
            findings.hits.push(if row.id.is_empty() { hit.at_most(Severity::Warning) } else { hit });
        }
    } else if absent.is_empty() {
        let extras = named.into_iter().filter(|row| params.closed && !is_elsewhere(facts, spec, row));
        findings.hits.extend(extras.map(|row| extra(table, row)));
    } else {
        let hits = missing(table, &absent, "行", "row");
        // An agency without components may stand under its own name alone.
        let alone = spec.component && table.rows.len() == 1;
        let unsure = alone || !table.others.is_empty();
        findings.hits.extend(hits.into_iter().map(|hit| if unsure { hit.at_most(Severity::Warning) } else { hit }));
    }
    let absent: Vec<&Axis> =
        wanted(&spec.columns, &params.columns).filter(|axis| table.column(&axis.id).is_none()).collect();
    findings.hits.extend(missing(table, &absent, "列", "column"));
    leaves(params, spec, table, findings);
    if let Some((row, reason)) = table.doubts.iter().find(|(row, _)| params.rows.contains(row)) {
        let label = table.row(row).map_or(row.as_str(), |row| row.label.as_str());
        findings.doubt(Wording::new(
            format!("表 {} “{label}”一行:{}", table.table, reason.zh),
            format!("row {row} of table {}: {}", table.table, reason.en),
        ));
    }
}

/// Where no other rows than the named ones may stand: rows below a wildcard that are none of its named rows.
fn strange<'t>(params: &Params, spec: &'t TableSpec, table: &'t TableFact) -> Vec<&'t AxisFact> {
    if !params.closed {
        return Vec::new();
    }
    let named: Vec<&Axis> = wanted(&spec.rows, &params.rows).collect();
    let groups = spec.rows.iter().filter(|group| {
        let outer = group.path.split_last().map_or(&[][..], |(_, outer)| outer);
        group.leaves && named.iter().any(|axis| axis.path.len() == group.path.len() && axis.path.starts_with(outer))
    });
    let rows = groups.flat_map(|group| table.rows_of(&group.id)).filter(|row| {
        let printed = letters(shown(&row.label));
        let broken = spec.rows.iter().any(|axis| letters(label(axis)).contains(&printed));
        row.id.contains('[') && !printed.is_empty() && !broken
    });
    rows.collect()
}

/// Whether a row below a wildcard shows a part of its label: the rest stands on other lines.
fn in_part(spec: &TableSpec, table: &TableFact, axis: &Axis) -> bool {
    let Some((_, outer)) = axis.path.split_last() else { return false };
    let wanted = letters(label(axis));
    let groups = spec.rows.iter().filter(|group| group.leaves && group.path.starts_with(outer));
    groups.flat_map(|group| table.rows_of(&group.id)).filter(|row| row.id.contains('[')).any(|row| {
        let printed = letters(shown(&row.label));
        wanted.chars().count() > 14 && printed.chars().count() > 2 && wanted.contains(&printed)
    })
}

fn wanted<'a>(axes: &'a [Axis], ids: &'a [String]) -> impl Iterator<Item = &'a Axis> {
    axes.iter().filter(move |axis| ids.contains(&axis.id))
}

fn label(axis: &Axis) -> &str {
    axis.path.iter().rev().find(|label| label.as_str() != "*").map_or(axis.id.as_str(), |label| label)
}

/// One hit each for a few, one for all where they are many.
fn missing(table: &TableFact, absent: &[&Axis], zh: &str, en: &str) -> Vec<Hit> {
    let names: Vec<String> = absent.iter().map(|axis| format!("“{}”", label(axis))).collect();
    let hit = |names: String, subject: String| {
        let message = Wording::new(
            format!("表格缺少{zh}:{names}"),
            format!("the table lacks {}: {names}", if absent.len() > FEW { format!("{en}s") } else { en.to_owned() }),
        );
        Hit::missing(table.span, message)
            .subject(subject)
            .help(Wording::new(format!("补上该{zh},没有的填0"), format!("add the {en}; write 0 where there is none")))
    };
    if absent.len() > FEW {
        return vec![hit(names.join("、"), table.table.clone())];
    }
    absent.iter().zip(names).map(|(axis, name)| hit(name, format!("{}.{}", table.table, axis.id))).collect()
}

/// A row that stands under another label than prescribed.
fn altered(table: &TableFact, axis: &Axis, row: &AxisFact) -> Hit {
    let wanted = label(axis);
    let message = Wording::new(
        format!("行标签“{}”与规定的“{wanted}”不符", row.label.trim()),
        format!("row label “{}” is not the prescribed “{wanted}”", row.label.trim()),
    );
    Hit::at(row.span, message)
        .subject(format!("{}.{}", table.table, axis.id))
        .help(Wording::new("按规定的名称填写", "use the prescribed label"))
}

/// Whether a row is one of another table of the vocabulary, printed right below this one.
fn is_elsewhere(facts: &Facts<'_>, spec: &TableSpec, row: &AxisFact) -> bool {
    let others = facts.vocabulary.tables.iter().filter(|other| other.id != spec.id);
    others.flat_map(|other| &other.rows).any(|axis| same_label(label(axis), &row.label))
}

/// A row that the format does not have.
fn extra(table: &TableFact, row: &AxisFact) -> Hit {
    let message = Wording::new(
        format!("规定的格式没有“{}”一行", row.label.trim()),
        format!("the prescribed format has no row “{}”", row.label.trim()),
    );
    Hit::at(row.span, message)
        .subject(format!("{}.{}", table.table, letters(&row.label)))
        .help(Wording::new("删去该行,数字并入规定的项目", "remove the row; its numbers belong to the prescribed ones"))
        .at_most(Severity::Warning)
}

/// The number of rows below wildcards.
fn leaves(params: &Params, spec: &TableSpec, table: &TableFact, findings: &mut Findings) {
    for (id, count) in &params.leaves {
        let found = table.rows_of(id).count();
        if found >= *count {
            continue;
        }
        if !table.others.is_empty() {
            findings.doubt(Wording::new(
                format!("表 {} 有的行没有对上", table.table),
                format!("some rows of table {} could not be told", table.table),
            ));
            continue;
        }
        let name = spec.rows.iter().find(|axis| axis.id == *id).map_or(id.as_str(), label);
        let message = Wording::new(
            format!("“{name}”下应有{count}行,只有{found}行"),
            format!("“{name}” should have {count} rows and has {found}"),
        );
        findings.hits.push(
            Hit::missing(table.span, message)
                .subject(format!("{}.{id}", table.table))
                .help(Wording::new("补上被删的行,没有的填0", "restore the rows; write 0 where there is none")),
        );
    }
}
