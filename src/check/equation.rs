//! `check.equation`: arithmetic over cells and figures holds.
//!
//! ```toml
//! check.equation = { table = "requests", each = "row", holds = "total = person + business" }
//! check.equation = { table = "requests", each = "row", not = ["total"], holds = "if new > 0 then staff > 0" }
//! check.equation = { holds = "said_new = requests.new.total", tolerance = 0 }
//! check.equation = { table = "requests", each = "column", holds = "new = sum(members.new)", coverage = "complete" }
//! check.equation = { holds = "said = a.new.total", or = ["said = a.new.total + a.carried.total"] }
//! ```
//!
//! `or` names further readings of what is said: one that holds is enough, and the message is of `holds`. None of them is
//! meant where the text says the figure `or_unless` apart.
//!
//! A failed equation is one hit that labels all of its operands. A cell that is blank, unreadable or absent makes it
//! undetermined; a figure that is never said, not applicable. Numbers are exact unless `tolerance` says how far they may be
//! off, or `tolerance = "written"`: by half of the last digit written, for each operand with decimals.

mod only;
pub mod parity;

use super::expression::{
    self, Answer, Comparison, Each, Expression, Judged, Node, Number, Operand, Report, Scene, Source, Tolerance,
};
use super::param::Fields;
use super::{Context, Outcome};
use crate::finding::{Hit, Relation, Severity, Term, Wording};
use only::Only;
use rust_decimal::Decimal;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    table: Option<String>,
    each: Each,
    only: Only,
    holds: Option<Expression>,
    or: Vec<Expression>,
    or_unless: Option<String>,
    tolerance: Tolerance,
    complete: bool,
}

/// The most cells that are labelled where no sum says which count.
const LABELLED: usize = 6;

/// The most mentions of one figure that are tried.
const MENTIONS: usize = 16;

impl Params {
    /// The table that names without one belong to.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        None
    }
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let table = fields.table("table");
    let each = fields.one_of("each", &[("row", Each::Row), ("column", Each::Column)]);
    // Without its table or with an `each` that is none, names would be unknown for no fault of their own.
    let lost = fields.has("each") && each.is_none() || fields.has("table") && table.is_none();
    let each = each.unwrap_or(Each::Once);
    if each != Each::Once {
        fields.require("table");
    }
    fields.require("holds");
    let only = only::compile(fields, table.as_deref(), each);
    let lost = lost || each != Each::Once && table.is_none();
    let holds = if lost {
        let _ = fields.text("holds");
        None
    } else {
        expression::compile(fields, "holds", table.as_deref(), each)
    };
    let others = if lost { Vec::new() } else { fields.spanned_texts("or") };
    let or = others
        .into_iter()
        .filter_map(|(source, span)| expression::compile_text(fields, &source, span, table.as_deref(), each))
        .collect();
    let or_unless = fields.figure("or_unless");
    let tolerance = only::tolerance(fields);
    let complete = fields.one_of("coverage", &[("complete", true), ("any", false)]).unwrap_or(true);
    Params { table, each, only, holds, or, or_unless, tolerance, complete }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let Some(holds) = &params.holds else {
        return Outcome::not_applicable(Wording::new("没有等式", "there is no equation"));
    };
    if let Some(outcome) = uncovered(params, holds, context) {
        return outcome;
    }
    let mut hits = Vec::new();
    let mut unknown: Option<Wording> = None;
    let mut unsaid: Option<Wording> = None;
    let mut known = false;
    let visited = visit(params, context, |instance, judged| match judged {
        Answer::Known(judged) if judged.holds => known = true,
        Answer::Known(judged) => hits.push(hit(params, context, &instance, &judged)),
        Answer::Unknown(reason) => unknown = unknown.take().or(Some(reason)),
        Answer::NotSaid(reason) => unsaid = unsaid.take().or(Some(reason)),
    });
    if let Some(reason) = visited {
        return reason;
    }
    if !hits.is_empty() {
        return Outcome::of(hits);
    }
    match (unknown, unsaid) {
        (Some(reason), _) => Outcome::undetermined(reason),
        (None, Some(reason)) if !known => Outcome::not_applicable(reason),
        (None, _) => Outcome::of(Vec::new()),
    }
}

/// What was visited: the row or column of an instance.
#[derive(Clone, Debug, Default)]
struct Instance<'a> {
    id: String,
    label: &'a str,
}

/// Judge every instance; an outcome where there is none to visit.
fn visit<'a>(
    params: &Params,
    context: &Context<'a>,
    mut each: impl FnMut(Instance<'a>, Answer<Judged<'a>>),
) -> Option<Outcome> {
    let holds = params.holds.as_ref()?;
    if params.each == Each::Once {
        let scene = Scene { context: *context, row: None, column: None, mention: 0 };
        each(Instance::default(), judge(holds, params, &scene));
        return None;
    }
    let id = params.table.as_deref().unwrap_or_default();
    let Some(table) = context.facts.tables.get(id) else {
        let reason = context.facts.tables.why_missing(id).cloned();
        if context.facts.tables.is_unsaid(context.facts.vocabulary, id) {
            let none = || Wording::new(format!("报告没有表 {id}"), format!("the report has no table {id}"));
            return Some(Outcome::not_applicable(reason.unwrap_or_else(none)));
        }
        let unread = || Wording::new(format!("未读出表 {id}"), format!("table {id} was not read"));
        return Some(Outcome::undetermined(reason.unwrap_or_else(unread)));
    };
    let axes = if params.each == Each::Row { &table.rows } else { &table.columns };
    if axes.is_empty() {
        return Some(Outcome::undetermined(Wording::new(
            format!("表 {id} 没有读出任何行列"),
            format!("no row or column of table {id} was read"),
        )));
    }
    for axis in axes.iter().filter(|axis| params.only.has(axis)) {
        let (row, column) = match params.each {
            Each::Row => (Some(axis.id.as_str()), None),
            Each::Column => (None, Some(axis.id.as_str())),
            Each::Once => (None, None),
        };
        let scene = Scene { context: *context, row, column, mention: 0 };
        let label = crate::fact::table::shown(&axis.label);
        each(Instance { id: axis.id.clone(), label }, judge(holds, params, &scene));
    }
    None
}

/// Judge one instance. A figure said several times may be meant by any of its mentions, and by any of the rule's readings:
/// what disagrees among them is `check.agreement`'s.
fn judge<'a>(holds: &Expression, params: &Params, scene: &Scene<'a>) -> Answer<Judged<'a>> {
    let first = holds.judge(scene, params.tolerance);
    let broken = |answer: &Answer<Judged<'a>>| matches!(answer, Answer::Known(judged) if !judged.holds);
    if !broken(&first) || !has_figure(&holds.root) {
        return first;
    }
    let most = scene.context.facts.figures.len().min(MENTIONS);
    let figures = &scene.context.facts.figures;
    let apart = params.or_unless.as_ref().is_some_and(|id| figures.iter().any(|figure| figure.figure == *id));
    for reading in std::iter::once(holds).chain(params.or.iter().filter(|_| !apart)) {
        for mention in 0..most.max(1) {
            let again = reading.judge(&Scene { mention, ..*scene }, params.tolerance);
            if matches!(&again, Answer::Known(judged) if judged.holds) {
                return again;
            }
        }
    }
    first
}

fn has_figure(node: &Node) -> bool {
    match node {
        Node::Figure(..) => true,
        Node::Number(_) | Node::Cell(_) | Node::Table(..) => false,
        Node::Negative(inner) => has_figure(inner),
        Node::Binary(_, left, right) | Node::Compare(_, left, right) => has_figure(left) || has_figure(right),
        Node::Call(_, arguments) | Node::Logic(_, arguments) => arguments.iter().any(has_figure),
    }
}

fn asks_members(node: &Node) -> bool {
    match node {
        Node::Figure(report, _) | Node::Table(report, _) => *report == Report::Members,
        Node::Cell(name) => name.report == Report::Members,
        Node::Number(_) => false,
        Node::Negative(inner) => asks_members(inner),
        Node::Binary(_, left, right) | Node::Compare(_, left, right) => asks_members(left) || asks_members(right),
        Node::Call(_, arguments) | Node::Logic(_, arguments) => arguments.iter().any(asks_members),
    }
}

/// Sums over the reports below are asked only where all of them were given.
fn uncovered(params: &Params, holds: &Expression, context: &Context<'_>) -> Option<Outcome> {
    let members = context.members.filter(|_| asks_members(&holds.root))?;
    let (given, expected) = (members.reports.len(), members.expected);
    (params.complete && given < expected).then(|| {
        Outcome::undetermined(Wording::new(
            format!("下级报告只有{given}份,应有{expected}份"),
            format!("only {given} of {expected} reports below this one were given"),
        ))
    })
}

/// All relations of a rule that are sums of cells, whether they hold or not.
fn relations(params: &Params, context: &Context<'_>) -> Vec<Relation> {
    let mut relations = Vec::new();
    visit(params, context, |instance, judged| {
        if let Answer::Known(judged) = judged {
            relations.extend(relation(params, context, &instance.id, &judged));
        }
    });
    relations
}

/// The machine-readable form of an equation of sums; `None` for what is no such equation.
fn relation(params: &Params, context: &Context<'_>, instance: &str, judged: &Judged<'_>) -> Option<Relation> {
    if judged.comparison != Some(Comparison::Equal) || !judged.left.linear || !judged.right.linear {
        return None;
    }
    let side = |number: &Number<'_>, sign: Decimal| -> Vec<Term> {
        let term = |operand: &Operand<'_>| Term {
            subject: operand.subject(),
            label: label(context, operand),
            span: operand.span(),
            value: operand.value,
            coefficient: operand.coefficient * sign,
        };
        number.operands.iter().map(term).collect()
    };
    let mut terms = side(&judged.left, Decimal::ONE);
    terms.extend(side(&judged.right, Decimal::NEGATIVE_ONE));
    Some(Relation {
        table: params.table.clone().unwrap_or_default(),
        instance: instance.to_owned(),
        terms,
        difference: judged.difference,
        holds: judged.holds,
    })
}

fn hit(params: &Params, context: &Context<'_>, instance: &Instance<'_>, judged: &Judged<'_>) -> Hit {
    let own = |operand: &&Operand<'_>| operand.span().is_some();
    let all: Vec<&Operand<'_>> = judged.left.operands.iter().chain(&judged.right.operands).collect();
    let primary = match (judged.left.operands.as_slice(), judged.right.operands.as_slice()) {
        ([one], _) if one.span().is_some() => Some(one),
        (_, [one]) if one.span().is_some() => Some(one),
        _ => all.iter().copied().find(own),
    };
    let table = params.table.as_deref().and_then(|id| context.facts.tables.get(id));
    let site = primary.and_then(Operand::span).or_else(|| table.map(|table| table.span)).unwrap_or_default();
    let (left, right) = (plain(judged.left.value), plain(judged.right.value));
    let difference = plain(judged.difference.abs());
    let sign = judged.comparison.map_or("", Comparison::broken);
    let message = message(params, instance, judged, &left, &right, &difference, sign);
    let mut hit = Hit::at(site, message)
        .value("left", &left)
        .value("right", &right)
        .value("difference", &difference)
        .value("members", context.members.map_or(0, |members| members.reports.len()).to_string())
        .value("row", if params.each == Each::Row { instance.label } else { "" })
        .value("column", if params.each == Each::Column { instance.label } else { "" });
    hit = held_against(context, hit, judged);
    if !instance.id.is_empty() {
        hit = hit.instance(&instance.id);
    }
    let foreign = params.table.clone().unwrap_or_default();
    hit = hit.subject(primary.map_or(foreign, Operand::subject));
    if let Some(primary) = primary {
        hit = hit.remark(remark(context, primary));
        hit = hit.value("expected", plain(expected(primary, judged)));
    }
    let mut far: Vec<String> = Vec::new();
    let most = if judged.comparison.is_some() { usize::MAX } else { LABELLED };
    for operand in all.iter().take(most) {
        if primary.is_some_and(|primary| std::ptr::eq(primary, *operand)) {
            continue;
        }
        match operand.span() {
            Some(span) if span == site => {}
            Some(span) => hit = hit.label(span, remark(context, operand)),
            None => far.push(remark(context, operand).zh),
        }
    }
    if !far.is_empty() && far.len() <= 4 {
        let far = far.join("，");
        hit = hit.help(Wording::new(format!("对照:{far}"), format!("compare: {far}")));
    }
    let strange = [params.table.as_deref()].into_iter().flatten().filter_map(|id| context.facts.tables.get(id));
    if strange.into_iter().any(|table| !table.others.is_empty()) {
        // A row that the vocabulary does not know may belong to the sum.
        hit = hit.at_most(Severity::Warning);
    }
    if all.iter().any(|operand| operand.doubtful()) {
        hit = hit.at_most(Severity::Warning);
    }
    hit.relation = relation(params, context, &instance.id, judged);
    hit
}

/// What a message of a figure names: its words (`said`), its unit, and the cell that it was held against (`where`).
fn held_against(context: &Context<'_>, hit: Hit, judged: &Judged<'_>) -> Hit {
    let figure = judged.left.operands.iter().find_map(|operand| match operand.source {
        Source::Figure(figure) => Some((figure, operand.value)),
        Source::Cell(..) => None,
    });
    let cells: Vec<String> = judged
        .right
        .operands
        .iter()
        .filter(|operand| matches!(operand.source, Source::Cell(..)))
        .map(|operand| label(context, operand))
        .collect();
    let (said, unit) = match figure {
        Some((figure, value)) => {
            let said = context.facts.document.slice(figure.words);
            let said = if said.is_empty() { plain(value) } else { said.split_whitespace().collect() };
            (said, figure.counter.clone())
        }
        None => (plain(judged.left.value), String::new()),
    };
    let place = match cells.as_slice() {
        [] => String::new(),
        [one] => format!("“{one}”"),
        [first, .., last] => format!("“{first}”至“{last}”之和"),
    };
    hit.value("said", said).value("unit", unit).value("where", place)
}

fn message(
    params: &Params,
    instance: &Instance<'_>,
    judged: &Judged<'_>,
    left: &str,
    right: &str,
    difference: &str,
    sign: &str,
) -> Wording {
    let place = match params.each {
        Each::Once => String::new(),
        Each::Row | Each::Column => {
            format!("“{}”", if instance.label.is_empty() { &instance.id } else { instance.label })
        }
    };
    let (kind_zh, kind_en) = match params.each {
        Each::Row => ("一行", "row "),
        Each::Column => ("一列", "column "),
        Each::Once => ("", ""),
    };
    let source = params.holds.as_ref().map_or("", |holds| holds.source.as_str());
    if judged.comparison.is_none() {
        return Wording::new(
            format!("{place}{kind_zh}不满足 {source}"),
            format!("{kind_en}{place} does not satisfy {source}"),
        );
    }
    let (lead_zh, lead_en) = if place.is_empty() {
        ("数字对不上:".to_owned(), "numbers disagree: ".to_owned())
    } else {
        (format!("{place}{kind_zh}:"), format!("{kind_en}{place}: "))
    };
    let english = match sign {
        "≠" => "is not",
        "≥" => "is not below",
        "≤" => "is not above",
        ">" => "is above",
        "<" => "is below",
        _ => "equals",
    };
    let (tail_zh, tail_en) = if difference == "0" {
        (String::new(), String::new())
    } else {
        (format!(",相差 {difference}"), format!(", off by {difference}"))
    };
    Wording::new(
        format!("{lead_zh}{left} {sign} {right}{tail_zh}"),
        format!("{lead_en}{left} {english} {right}{tail_en}"),
    )
}

/// What the operand would have to be for the equation to hold.
fn expected(operand: &Operand<'_>, judged: &Judged<'_>) -> Decimal {
    let on_left = judged.left.operands.iter().any(|other| std::ptr::eq(other, operand));
    let coefficient = if on_left { operand.coefficient } else { -operand.coefficient };
    let change = judged.difference.checked_div(coefficient);
    change.and_then(|change| operand.value.checked_sub(change)).unwrap_or(operand.value)
}

/// A number without trailing noughts behind the point.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

fn remark(context: &Context<'_>, operand: &Operand<'_>) -> Wording {
    let value = plain(operand.value);
    let label = label(context, operand);
    let before = match operand.report {
        Report::Own => ("", ""),
        Report::Previous => ("上一年", "last year's "),
        Report::Members => ("下级", "below: "),
    };
    Wording::new(format!("{}{label} = {value}", before.0), format!("{}{label} = {value}", before.1))
}

/// An operand as a reader calls it.
fn label(context: &Context<'_>, operand: &Operand<'_>) -> String {
    match operand.source {
        Source::Cell(table, cell) => crate::fact::table::cell_label(table, &cell.row, &cell.column),
        Source::Figure(figure) => {
            let said = context.facts.document.slice(figure.span);
            if operand.span().is_some() && !said.is_empty() {
                format!("文中“{said}”")
            } else {
                figure.figure.clone()
            }
        }
    }
}
