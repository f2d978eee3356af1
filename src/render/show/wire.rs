//! The JSON form of what was understood: the text itself and spans into it.

use crate::fact::Facts;
use crate::fact::identity::{Origin, Told};
use crate::fact::section::Match;
use crate::fact::table::{CellFact, CellValue};
use crate::render::Style;
use crate::render::json::to_string;
use crate::render::place::Places;
use crate::render::wording::{note, say};
use crate::rulebook::Rulebook;
use crate::span::Span;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct Shown<'a> {
    schema: u32,
    path: &'a str,
    format: &'static str,
    encoding: Option<&'static str>,
    rulebook: &'a str,
    rulebook_version: &'a str,
    title: Option<Stretch<'a>>,
    year: Option<Given<i32>>,
    agency: Option<Given<&'a str>>,
    body: Option<&'a str>,
    outline: Vec<Heading<'a>>,
    sections: Vec<Section<'a>>,
    tables: Vec<Table<'a>>,
    tables_missing: Vec<Missing<'a>>,
    figures: Vec<Figure<'a>>,
    notes: Vec<String>,
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Stretch<'a> {
    start: u32,
    end: u32,
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Given<T> {
    value: T,
    from: &'static str,
    start: Option<u32>,
    end: Option<u32>,
}

#[derive(Serialize)]
struct Heading<'a> {
    level: u8,
    number: Option<u32>,
    title: Stretch<'a>,
}

#[derive(Serialize)]
struct Section<'a> {
    id: &'a str,
    by: &'static str,
    title: Stretch<'a>,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Table<'a> {
    id: &'a str,
    start: u32,
    end: u32,
    rows: Vec<&'a str>,
    columns: Vec<&'a str>,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    row: &'a str,
    column: &'a str,
    kind: &'static str,
    value: Option<String>,
    start: u32,
    end: u32,
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Missing<'a> {
    id: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    value: String,
    approximate: bool,
    start: u32,
    end: u32,
    text: Cow<'a, str>,
}

/// The JSON, on one line.
pub(super) fn of<'a>(facts: &'a Facts<'a>, rulebook: &'a Rulebook, places: &'a Places<'a>, style: &Style) -> String {
    let document = facts.document;
    let stretch = |span: Span| Stretch { start: span.start, end: span.end, text: places.slice(span) };
    let identity = &facts.identity;
    let shown = Shown {
        schema: crate::render::json::SCHEMA,
        path: &document.path,
        format: document.format.name(),
        encoding: document.encoding,
        rulebook: &rulebook.id,
        rulebook_version: &rulebook.version,
        title: identity.title.map(stretch),
        year: identity.year.as_ref().map(|told| given(told, told.value)),
        agency: identity.agency.as_ref().map(|told| given(told, told.value.as_str())),
        body: identity.body.as_deref(),
        outline: facts
            .sections
            .outline
            .iter()
            .map(|heading| Heading {
                level: heading.level,
                number: heading.marker.map(|marker| marker.number),
                title: stretch(heading.title),
            })
            .collect(),
        sections: facts
            .sections
            .found
            .iter()
            .map(|found| Section {
                id: &found.section,
                by: by(found.by),
                title: stretch(found.title),
                start: found.body.start,
                end: found.body.end,
            })
            .collect(),
        tables: tables(facts, places),
        tables_missing: facts
            .tables
            .missing
            .iter()
            .map(|(id, reason)| Missing { id, reason: say(reason, style.language) })
            .collect(),
        figures: facts
            .figures
            .iter()
            .map(|figure| Figure {
                id: &figure.figure,
                value: figure.value.to_string(),
                approximate: figure.approximate,
                start: figure.span.start,
                end: figure.span.end,
                text: places.slice(figure.span),
            })
            .collect(),
        notes: document.notes.iter().map(|n| say(&note(n), style.language).to_owned()).collect(),
        text: places.slice(Span::new(0, document.text.len())),
    };
    to_string(&shown) + "\n"
}

fn tables<'a>(facts: &'a Facts<'a>, places: &'a Places<'a>) -> Vec<Table<'a>> {
    let table = |table: &'a crate::fact::table::TableFact| Table {
        id: &table.table,
        start: table.span.start,
        end: table.span.end,
        rows: table.rows.iter().map(|row| row.id.as_str()).collect(),
        columns: table.columns.iter().map(|column| column.id.as_str()).collect(),
        cells: table.cells.iter().map(|one| cell(one, places)).collect(),
    };
    facts.tables.found.iter().map(table).collect()
}

fn cell<'a>(cell: &'a CellFact, places: &'a Places<'a>) -> Cell<'a> {
    let (kind, value) = match &cell.value {
        CellValue::Number(number, _) => ("number", Some(number.to_string())),
        CellValue::Blank => ("blank", None),
        CellValue::Dash => ("dash", None),
        CellValue::Token(token) => ("token", Some(token.clone())),
        CellValue::Text => ("text", None),
    };
    let text = places.slice(cell.span);
    Cell { row: &cell.row, column: &cell.column, kind, value, start: cell.span.start, end: cell.span.end, text }
}

fn given<T, V>(told: &Told<T>, value: V) -> Given<V> {
    let from = match told.from {
        Origin::Given => "given",
        Origin::Title => "title",
        Origin::Period => "period",
        Origin::Text => "text",
        Origin::FileName => "file_name",
        Origin::Hint => "guess",
    };
    Given { value, from, start: told.span.map(|span| span.start), end: told.span.map(|span| span.end) }
}

fn by(by: Match) -> &'static str {
    match by {
        Match::Title => "title",
        Match::Also => "also",
        Match::Words => "words",
        Match::NearMiss => "near_miss",
    }
}
