//! Tables that stand in no grid, or in one that was torn: looked for among the lines of the report. Two names that were
//! read from the same lines are told apart by what announces the lines, or not at all.

use super::label::Labels;
use super::line::Line;
use super::place::Place;
use super::{TableFact, Tables, flat, grid, layout, line};
use crate::document::Document;
use crate::fact::fold::Folded;
use crate::span::Span;
use std::collections::HashMap;

/// Read what the grids did not have.
pub fn read(
    document: &Document,
    prose: &Folded,
    grids: &grid::Reader<'_>,
    labels: &[Labels],
    tied: &mut Vec<(usize, usize)>,
    tables: &mut Tables,
) {
    // A grid whose labels stand on other lines than their values may be read the better without it.
    let torn = |table: &TableFact| table.others.iter().any(|row| row.label.trim().is_empty());
    let open: Vec<usize> = (0..labels.len())
        .filter(|at| tables.get(&grids.wanted[*at].spec.id).is_none_or(torn))
        .filter(|at| !tied.iter().any(|(index, _)| index == at))
        .collect();
    if open.is_empty() {
        return;
    }
    let again = tables.found.iter().any(torn);
    let mut lines = line::lines(document, prose, if again { &[] } else { &grids.consumed });
    let mut found = Vec::new();
    for at in open {
        found.extend(one(&lines, grids, labels, at, tables).map(|table| (at, table)));
    }
    // Those that lose to another name are looked for once more where the other does not stand.
    let lost = lost(document, grids, labels, &found, tied);
    let (kept, beaten): (Vec<_>, Vec<_>) = found.into_iter().partition(|(at, _)| !lost.contains(at));
    let kept: Vec<_> = kept.into_iter().filter(|(at, _)| !tied.iter().any(|(index, _)| index == at)).collect();
    if !beaten.is_empty() {
        let spans: Vec<Span> = kept.iter().map(|(_, table)| table.span).collect();
        for line in &mut lines {
            let Line::Words(words) = line else { continue };
            let held = |span: Span| spans.iter().any(|table| table.start <= span.start && span.end <= table.end);
            if words.first().is_some_and(|word| held(word.span)) {
                *line = Line::Break;
            }
        }
    }
    for (at, table) in kept {
        settle(tables, grids.wanted[at].spec.id.as_str(), table);
    }
    for (at, _) in beaten {
        if let Some(table) = one(&lines, grids, labels, at, tables) {
            settle(tables, grids.wanted[at].spec.id.as_str(), table);
        }
    }
}

/// Look for one table.
fn one(
    lines: &[Line],
    grids: &grid::Reader<'_>,
    labels: &[Labels],
    at: usize,
    tables: &mut Tables,
) -> Option<TableFact> {
    let spec = grids.wanted[at].spec;
    let others: Vec<&grid::Wanted<'_>> = grids.wanted.iter().filter(|wanted| wanted.spec.id != spec.id).collect();
    match flat::read(lines, spec, labels.get(at)?, &others) {
        flat::Answer::Found(table) => Some(*table),
        flat::Answer::Seen | flat::Answer::Absent if tables.get(&spec.id).is_some() => None,
        answer @ (flat::Answer::Seen | flat::Answer::Absent) => {
            let laid_out = layout::read(lines, spec, labels.get(at)?);
            if laid_out.is_none() && matches!(answer, flat::Answer::Seen) {
                tables.seen.push(spec.id.clone());
            }
            laid_out
        }
    }
}

/// Keep a table; of two readings the one with more cells.
fn settle(tables: &mut Tables, id: &str, table: TableFact) {
    match tables.found.iter_mut().find(|found| found.table == id) {
        Some(found) if found.cells.len() < table.cells.len() => *found = table,
        Some(_) => {}
        None => tables.found.push(table),
    }
}

/// The tables whose cells another name has with better evidence; where it is no better, both are tied.
fn lost(
    document: &Document,
    grids: &grid::Reader<'_>,
    labels: &[Labels],
    found: &[(usize, TableFact)],
    tied: &mut Vec<(usize, usize)>,
) -> Vec<usize> {
    let worth = |(at, table): &(usize, TableFact)| {
        let place = Place::new(document, grids.sections, table.span, &[]);
        (place.evidence(grids.wanted[*at].spec, &labels[*at].titles), table.columns.len(), table.rows.len())
    };
    let worths: Vec<_> = found.iter().map(worth).collect();
    let mut owner: HashMap<u32, usize> = HashMap::new();
    let mut lost = Vec::new();
    for (here, (at, table)) in found.iter().enumerate() {
        for cell in table.cells.iter().filter(|cell| !cell.span.is_empty()) {
            let other = *owner.entry(cell.span.start).or_insert(here);
            if other == here {
                continue;
            }
            match worths[here].cmp(&worths[other]) {
                std::cmp::Ordering::Equal => tied.extend([(*at, found[other].0), (found[other].0, *at)]),
                std::cmp::Ordering::Less => lost.push(*at),
                std::cmp::Ordering::Greater => {
                    lost.push(found[other].0);
                    owner.insert(cell.span.start, here);
                }
            }
            break;
        }
    }
    lost
}
