//! `check.agreement`: a figure that is said in several places has one value, annexed tables included.
//!
//! ```toml
//! check.agreement = { figure = "disclosed", cells = ["annex.disclosed.this_year"] }
//! ```
//!
//! `figures` lists several, each compared with itself; `cells` are cells (`table.row.column`) and `with` other figures
//! that must have the same value. With `any` one place that says the cell's number is enough, and places of prose are
//! not compared with each other. Scope is the figure's own affair: what its pattern leaves out is not compared.
//! `annexed = true` asks instead about tables that no vocabulary knows: see [`annexed`].
//! Values that are not exact (约, 余, 1.2万) agree with what they stand for.

mod annexed;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::table::CellValue;
use crate::finding::{Hit, Severity, Wording};
use crate::span::Span;
use rust_decimal::Decimal;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    figures: Vec<String>,
    cells: Vec<Path>,
    with: Vec<String>,
    any: bool,
    annexed: bool,
}

/// A cell by its names.
#[derive(Clone, Debug)]
struct Path {
    table: String,
    row: String,
    column: String,
}

impl Path {
    fn name(&self) -> String {
        format!("{}.{}.{}", self.table, self.row, self.column)
    }
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let mut figures: Vec<String> = fields.figure("figure").into_iter().collect();
    figures.extend(fields.figures("figures"));
    let annexed = fields.flag("annexed").unwrap_or(false);
    if figures.is_empty() && fields.node("figures").is_none() && !annexed {
        fields.require("figure");
    }
    let cells = paths(fields);
    let with = fields.figures("with");
    Params { figures, cells, with, any: fields.flag("any").unwrap_or(false), annexed }
}

/// The cells, each name known to the vocabulary.
fn paths(fields: &mut Fields<'_>) -> Vec<Path> {
    let vocabulary = fields.vocabulary;
    let mut cells = Vec::new();
    for (text, span) in fields.spanned_texts("cells") {
        let mut parts = text.split('.');
        let (Some(table), Some(row), Some(column), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            fields.unknown_name(span, &text, &["table.row.column"], "单元格", "cell");
            continue;
        };
        let Some(spec) = vocabulary.table(table) else {
            let names: Vec<&str> = vocabulary.tables.iter().map(|table| table.id.as_str()).collect();
            fields.unknown_name(span, table, &names, "表格", "table");
            continue;
        };
        let mut fine = true;
        for (name, axes, zh, en) in [(row, &spec.rows, "行", "row"), (column, &spec.columns, "列", "column")] {
            let bare = name.split('[').next().unwrap_or(name);
            if !axes.iter().any(|axis| axis.id == bare) {
                let names: Vec<&str> = axes.iter().map(|axis| axis.id.as_str()).collect();
                fields.unknown_name(span, name, &names, zh, en);
                fine = false;
            }
        }
        if fine {
            cells.push(Path { table: table.to_owned(), row: row.to_owned(), column: column.to_owned() });
        }
    }
    cells
}

/// A place where the value stands.
#[derive(Clone, Debug)]
struct Place {
    value: Decimal,
    /// How far another value may lie off and still be meant: 0 for an exact number.
    slack: Decimal,
    span: Span,
    subject: String,
}

impl Place {
    fn agrees(&self, other: &Self) -> bool {
        let off = self.value.checked_sub(other.value).map_or(Decimal::MAX, |off| off.abs());
        off.is_zero() || off <= self.slack.max(other.slack)
    }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    if params.annexed {
        return annexed::run(context);
    }
    let facts = context.facts;
    let mut hits = Vec::new();
    let mut asked = false;
    let mut unread = None;
    for figure in &params.figures {
        let mut places = said(facts, figure, false);
        for other in &params.with {
            places.extend(said(facts, other, false));
        }
        let prose = places.len();
        for path in &params.cells {
            match cell(facts, path) {
                Read::Value(place) => places.push(place),
                Read::Unreadable if prose > 0 => unread = Some(path.name()),
                Read::Unreadable | Read::Absent => {}
            }
        }
        // What is said of a whole place may be the table's figure, where nothing else is; that it is not is a doubt.
        if let [cell] = places.as_slice()
            && prose == 0
            && let Some(whole) = said(facts, figure, true).into_iter().next()
        {
            asked = true;
            hits.extend(compare(&[whole, cell.clone()]).into_iter().map(|hit| hit.at_most(Severity::Warning)));
            continue;
        }
        if places.len() < 2 || params.any && (prose == 0 || prose == places.len()) {
            continue;
        }
        asked = true;
        if params.any && places[prose..].iter().any(|cell| places[..prose].iter().any(|place| place.agrees(cell))) {
            continue;
        }
        places.sort_by_key(|place| place.span);
        hits.extend(compare(&places));
    }
    if let Some(name) = unread {
        let reason = Wording::new(
            format!("单元格 {name} 不是数字,无法与正文核对"),
            format!("cell {name} is no number, so the text cannot be compared with it"),
        );
        return Outcome::or_undetermined(hits, Some(reason));
    }
    if !asked {
        return Outcome::not_applicable(Wording::new("该数字没有在两处以上出现", "the figure is not said twice"));
    }
    Outcome::of(hits)
}

/// The places where a figure is said in prose, without a doubt or with one.
fn said(facts: &Facts<'_>, id: &str, doubtful: bool) -> Vec<Place> {
    let of = facts.figures.iter().filter(|figure| figure.figure == id && figure.doubtful == doubtful);
    of.map(|figure| Place {
        value: figure.value,
        slack: slack(figure.value, figure.approximate, figure.scale),
        span: figure.span,
        subject: id.to_owned(),
    })
    .collect()
}

/// How far off a number may be: a tenth where it says that it is not exact; with 万 or 亿 one of its last place.
fn slack(value: Decimal, approximate: bool, scale: u32) -> Decimal {
    let tenth = if approximate { value.abs() / Decimal::TEN } else { Decimal::ZERO };
    if scale == 0 {
        return tenth;
    }
    let mut place = Decimal::ONE;
    let mut rest = value.normalize();
    for _ in 0..scale {
        let Some(next) = rest.checked_div(Decimal::TEN) else { break };
        if rest.is_zero() || !next.fract().is_zero() {
            break;
        }
        rest = next;
        place *= Decimal::TEN;
    }
    tenth.max(place)
}

/// What became of a cell.
enum Read {
    Value(Place),
    Unreadable,
    Absent,
}

fn cell(facts: &Facts<'_>, path: &Path) -> Read {
    let found = facts.tables.get(&path.table).and_then(|table| table.cell(&path.row, &path.column));
    let Some(cell) = found else { return Read::Absent };
    match &cell.value {
        CellValue::Number(value, _) => {
            Read::Value(Place { value: *value, slack: Decimal::ZERO, span: cell.span, subject: path.name() })
        }
        CellValue::Text => Read::Unreadable,
        CellValue::Blank | CellValue::Dash | CellValue::Token(_) => Read::Absent,
    }
}

/// A hit for each value that is not the one most places agree with; of equals the first stands.
fn compare(places: &[Place]) -> Vec<Hit> {
    let weight = |place: &Place| places.iter().filter(|other| place.agrees(other)).count();
    let mut base = 0;
    for at in 1..places.len().min(64) {
        if weight(&places[at]) > weight(&places[base]) {
            base = at;
        }
    }
    let mut hits: Vec<Hit> = Vec::new();
    let mut told: Vec<Decimal> = Vec::new();
    for place in places.iter().filter(|place| !place.agrees(&places[base])) {
        if told.contains(&place.value) {
            continue;
        }
        told.push(place.value);
        let (here, there) = (place.value.normalize(), places[base].value.normalize());
        let message = Wording::new(
            format!("同一数字前后不一致:此处为{here},别处为{there}"),
            format!("one figure, two values: {here} here, {there} elsewhere"),
        );
        let mut hit = Hit::at(place.span, message)
            .subject(place.subject.clone())
            .remark(Wording::same(here.to_string()))
            .value("value", here.to_string())
            .value("other", there.to_string())
            .help(Wording::new(
                "核对各处数字,统一为同一数值;统计口径不同的,写明口径",
                "check the places and give one value, or say how the scopes differ",
            ));
        for other in places.iter().filter(|other| other.span != place.span).take(16) {
            hit = hit.label(other.span, Wording::same(other.value.normalize().to_string()));
        }
        hits.push(hit);
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::{FigureSpec, Scope, Vocabulary};
    use crate::finding::Verdict;
    use crate::lexicon::anchor::Anchors;
    use crate::lexicon::pattern::Pattern;
    use std::sync::Arc;

    fn vocabulary() -> Vocabulary {
        let anchors = Arc::new(Anchors::default());
        let figure = |id: &str, pattern: &str| FigureSpec {
            id: id.to_owned(),
            section: None,
            pattern: Pattern::new(pattern, &anchors).unwrap(),
            scope: Scope::default(),
            unit: None,
        };
        Vocabulary {
            figures: vec![figure("disclosed", "公开[^,。;]{0,8}{n}条"), figure("listed", "列出{n}条")],
            anchors: Arc::clone(&anchors),
            ..Vocabulary::default()
        }
    }

    #[test]
    fn places_agree_or_not() {
        for (params, text, expected) in [
            (r#"figure = "disclosed""#, "公开信息45条。主动公开45条。", &[][..]),
            (r#"figure = "disclosed""#, "公开信息45条。主动公开54条。", &["54条"]),
            (r#"figure = "disclosed""#, "公开信息45条。主动公开54条。共公开54条。", &["45条"]),
            (r#"figure = "disclosed""#, "公开信息约50条。主动公开54条。", &[]),
            (r#"figure = "disclosed""#, "公开信息1.2万条。主动公开12034条。", &[]),
            (r#"figure = "disclosed""#, "公开信息1.2万条。主动公开14034条。", &["14034条"]),
            (r#"figures = ["disclosed"], with = ["listed"]"#, "公开信息45条。列出46条。", &["46条"]),
        ] {
            let params = params.replace(", with", "\nwith");
            let outcome = ask("agreement", &params, &vocabulary(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
        }
    }

    #[test]
    fn a_figure_said_once_is_not_asked() {
        let outcome = ask("agreement", r#"figure = "disclosed""#, &vocabulary(), &Given::default(), "公开信息45条。");
        assert!(matches!(outcome.verdict, Verdict::NotApplicable(_)));
    }
}
