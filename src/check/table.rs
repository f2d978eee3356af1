//! `check.table`: a required table is there, with its rows and columns; its cells are filled and of their kind.
//!
//! ```toml
//! check.table = { table = "requests", rows = "all", columns = "all", leaves = { denied = 8 } }
//! check.table = { table = "requests", cells = "filled" }                     # or "any": blanks are let pass
//! check.table = { table = "requests", foreign = ["上一年项目数量"] }           # labels of another year's format
//! check.table = { table = "requests", rows = "all", closed = true }            # and no other rows
//! check.table = { table = "dispositions", components = "requests" }          # has the components of another table
//! ```
//!
//! A table that is absent while another of the report was read is missing; where none was read it is undetermined.
//! A row whose label is there and whose values could not be told is undetermined, and never called missing.

mod cells;
mod components;
mod foreign;
mod shape;

use super::param::Fields;
use super::{Context, Outcome};
use crate::finding::{Hit, Severity, Wording};
use crate::span::Span;
use crate::spanned::Value;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    table: Option<String>,
    rows: Vec<String>,
    columns: Vec<String>,
    cells: Option<Cells>,
    foreign: Vec<String>,
    leaves: Vec<(String, usize)>,
    components: Option<String>,
    closed: bool,
}

/// What is asked of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cells {
    /// None is blank, and what is written is of its kind.
    Filled,
    /// What is written is of its kind.
    Any,
}

impl Params {
    /// The table that is looked at.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.table.as_deref()
    }

    /// Whether none of its cells may be blank.
    #[must_use]
    pub fn asks_filled(&self) -> bool {
        self.cells == Some(Cells::Filled)
    }
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    fields.require("table");
    let table = fields.table("table");
    let spec = table.as_deref().and_then(|id| fields.vocabulary.table(id));
    let known = |axes: Option<&Vec<crate::fact::vocabulary::Axis>>, leaves: bool| -> Vec<String> {
        axes.into_iter().flatten().filter(|axis| leaves || !axis.leaves).map(|axis| axis.id.clone()).collect()
    };
    let (all_rows, all_columns) =
        (known(spec.map(|spec| &spec.rows), false), known(spec.map(|spec| &spec.columns), false));
    let wildcards: Vec<String> = known(spec.map(|spec| &spec.rows), true);
    let rows = names(fields, "rows", &all_rows, "行", "row");
    let columns = names(fields, "columns", &all_columns, "列", "column");
    let cells = fields.one_of("cells", &[("filled", Cells::Filled), ("any", Cells::Any)]);
    let foreign = fields.texts("foreign");
    let leaves = leaves(fields, &wildcards);
    let components = fields.table("components");
    let closed = fields.flag("closed").unwrap_or(false);
    Params { table, rows, columns, cells, foreign, leaves, components, closed }
}

/// `"all"`, or names of rows or columns.
fn names(fields: &mut Fields<'_>, key: &'static str, all: &[String], zh: &str, en: &str) -> Vec<String> {
    let mut chosen = Vec::new();
    for (text, span) in fields.spanned_texts(key) {
        if text == "all" {
            chosen.extend(all.iter().cloned());
        } else if all.contains(&text) {
            chosen.push(text);
        } else {
            let known: Vec<&str> = all.iter().map(String::as_str).chain(["all"]).collect();
            fields.unknown_name(span, &text, &known, zh, en);
        }
    }
    chosen
}

/// How many rows stand below each wildcard.
fn leaves(fields: &mut Fields<'_>, rows: &[String]) -> Vec<(String, usize)> {
    let Some(node) = fields.node("leaves") else { return Vec::new() };
    let Value::Table(entries) = &node.value else {
        let message = Wording::new("这里应为表,例如 { denied = 8 }", "expected a table such as { denied = 8 }");
        fields.fault(crate::finding::Fault::new(node.span, message));
        return Vec::new();
    };
    let mut leaves = Vec::new();
    for entry in entries {
        let count = if let Value::Number(text) = &entry.node.value { text.parse().ok() } else { None };
        match count {
            _ if !rows.contains(&entry.key) => {
                let known: Vec<&str> = rows.iter().map(String::as_str).collect();
                fields.unknown_name(entry.key_span, &entry.key, &known, "行", "row");
            }
            Some(count) => leaves.push((entry.key.clone(), count)),
            None => {
                let message = Wording::new("这里应为非负整数", "expected a non-negative integer");
                fields.fault(crate::finding::Fault::new(entry.node.span, message));
            }
        }
    }
    leaves
}

/// What a check of a table found.
#[derive(Default)]
struct Findings {
    hits: Vec<Hit>,
    doubt: Option<Wording>,
}

impl Findings {
    fn doubt(&mut self, reason: Wording) {
        self.doubt.get_or_insert(reason);
    }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let Some((id, spec)) = params.table.as_deref().and_then(|id| facts.vocabulary.table(id).map(|spec| (id, spec)))
    else {
        return Outcome::not_applicable(Wording::new("没有指明表", "no table is named"));
    };
    let foreign = foreign::find(params, facts, id);
    let Some(table) = facts.tables.get(id) else {
        if let Some(hit) = foreign {
            return Outcome::of(vec![hit]);
        }
        return absent(params, context, id, spec.optional);
    };
    let mut findings = Findings::default();
    let wrong_format = foreign.is_some();
    findings.hits.extend(foreign);
    if !wrong_format {
        // Rows and columns of another year's format are one cause, told once.
        shape::look(params, spec, table, facts, &mut findings);
    }
    if let Some(other) = &params.components {
        components::look(table, other, facts, &mut findings);
    }
    if let Some(cells) = params.cells {
        cells::look(cells, spec, table, facts, &mut findings);
    }
    Outcome::or_undetermined(findings.hits, findings.doubt)
}

/// A table that was not found.
fn absent(params: &Params, context: &Context<'_>, id: &str, optional: bool) -> Outcome {
    let facts = context.facts;
    let reason = facts.tables.why_missing(id).cloned().unwrap_or_default();
    if optional && facts.tables.is_unsaid(facts.vocabulary, id) {
        return Outcome::not_applicable(reason);
    }
    let seen = facts.tables.seen.iter().any(|seen| seen == id);
    let shape = !params.rows.is_empty() || !params.columns.is_empty() || !params.leaves.is_empty();
    let foreign_only = !shape && params.cells.is_none() && params.components.is_none();
    if foreign_only {
        return Outcome::of(Vec::new());
    }
    // Whether the table is there is asked by the rule about its shape; that about its cells has nothing to look at.
    if seen || facts.tables.found.is_empty() || !shape {
        return Outcome::undetermined(reason);
    }
    let section = facts.vocabulary.table(id).and_then(|spec| spec.section.as_deref());
    let found = section.and_then(|section| facts.sections.get(section));
    let looked: Span = found.map_or_else(|| facts.whole(), |found| found.title.cover(found.body));
    let name = name(context, id);
    let hit = Hit::missing(looked, Wording::new(format!("缺少表格:{name}"), format!("the table {name} is missing")))
        .subject(id)
        .help(Wording::new(
            "按统一格式补上该表,没有的填0",
            "add the table of the prescribed format; write 0 where there is none",
        ));
    // A table may have been an image that the copy lost while others were kept as text.
    let hit = if found.is_none() && section.is_some() { hit.at_most(Severity::Warning) } else { hit };
    Outcome::of(vec![hit])
}

/// A table as a reader calls it: its title, its block or its section's title.
fn name(context: &Context<'_>, id: &str) -> String {
    let Some(spec) = context.facts.vocabulary.table(id) else { return id.to_owned() };
    let section = spec.section.as_deref().and_then(|section| context.facts.vocabulary.section(section));
    let label = spec.titles.first().or(spec.block.as_ref()).or(section.map(|section| &section.title));
    label.map_or_else(|| id.to_owned(), |label| format!("“{label}”({id})"))
}
