//! `when`: on what a rule depends: body, year, section, cells, figures. All keys that are written must hold.
//!
//! ```toml
//! when = { body = ["government"], year = "2021..", section = "fees", cell = "requests.new.total > 0" }
//! when = { body_not = ["township"], figure = "said_new > 0" }
//! ```

use super::Context;
use super::expression::{self, Answer, Each, Expression, Scene, Tolerance};
use super::param::Fields;
use crate::finding::{Fault, Wording};
use crate::span::Span;

/// A compiled `when`. Without any key it always holds.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    body: Vec<String>,
    body_not: Vec<String>,
    year: Option<(Option<i32>, Option<i32>)>,
    sections: Vec<String>,
    comparisons: Vec<Expression>,
}

/// Whether a condition holds of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not: the rule is not applicable, for this reason.
    No(Wording),
    /// It cannot be told: the rule is undetermined, for this reason.
    Unknown(Wording),
}

/// Read a `when` table.
pub fn compile(fields: &mut Fields<'_>) -> Condition {
    let body = bodies(fields, "body");
    let body_not = bodies(fields, "body_not");
    let year = fields.spanned_text("year").and_then(|(text, span)| years(fields, &text, span));
    let sections = fields.sections("section");
    let mut comparisons = Vec::new();
    for key in ["cell", "figure"] {
        for (text, span) in fields.spanned_texts(key) {
            comparisons.extend(expression::compile_text(fields, &text, span, None, Each::Once));
        }
    }
    Condition { body, body_not, year, sections, comparisons }
}

impl Condition {
    /// Whether it may hold of a report of a kind of body for a year, whatever the report says.
    #[must_use]
    pub fn may_hold(&self, body: Option<&str>, year: i32) -> bool {
        let listed = |bodies: &[String]| body.is_some_and(|body| bodies.iter().any(|listed| listed == body));
        let (from, to) = self.year.unwrap_or_default();
        (self.body.is_empty() || listed(&self.body))
            && !listed(&self.body_not)
            && from.is_none_or(|from| from <= year)
            && to.is_none_or(|to| year <= to)
    }
}

fn bodies(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    let texts = fields.spanned_texts(key);
    let known: Vec<&str> = fields.vocabulary.bodies.iter().map(|body| body.id.as_str()).collect();
    let mut bodies = Vec::new();
    for (text, span) in texts {
        if known.contains(&text.as_str()) {
            bodies.push(text);
        } else {
            fields.unknown_name(span, &text, &known, "机关类别", "kind of body");
        }
    }
    bodies
}

/// `2021..`, `2019..2020`, `..2018` or `2020`; both ends included.
fn years(fields: &mut Fields<'_>, text: &str, span: Span) -> Option<(Option<i32>, Option<i32>)> {
    let end = |part: &str| -> Option<Option<i32>> {
        let part = part.trim().trim_start_matches('=');
        if part.is_empty() { Some(None) } else { part.parse().ok().map(Some) }
    };
    let read = match text.split_once("..") {
        Some((from, to)) => end(from).zip(end(to)),
        None => end(text).filter(Option::is_some).map(|year| (year, year)),
    };
    if read.is_none() {
        let message = Wording::new(
            "年份应写作 `2021..`、`2019..2020` 或 `2020`",
            "write years as `2021..`, `2019..2020` or `2020`",
        );
        fields.fault(Fault::new(span, message));
    }
    read
}

impl Condition {
    /// Ask it of a report.
    #[must_use]
    pub fn holds(&self, context: &Context<'_>) -> Holds {
        let asked = [self.body_holds(context), self.year_holds(context), self.section_holds(context)];
        let compared = self.comparisons.iter().map(|comparison| compared(comparison, context));
        let mut unknown = None;
        for holds in asked.into_iter().chain(compared) {
            match holds {
                Holds::Yes => {}
                Holds::No(reason) => return Holds::No(reason),
                Holds::Unknown(reason) => unknown = unknown.or(Some(reason)),
            }
        }
        unknown.map_or(Holds::Yes, Holds::Unknown)
    }

    fn body_holds(&self, context: &Context<'_>) -> Holds {
        if self.body.is_empty() && self.body_not.is_empty() {
            return Holds::Yes;
        }
        let Some(body) = &context.facts.identity.body else {
            return Holds::Unknown(Wording::new(
                "看不出是哪类机关的报告",
                "the kind of reporting body could not be told",
            ));
        };
        if (!self.body.is_empty() && !self.body.contains(body)) || self.body_not.contains(body) {
            return Holds::No(Wording::new(
                format!("不适用于此类机关({body})"),
                format!("not asked of this kind of body ({body})"),
            ));
        }
        Holds::Yes
    }

    fn year_holds(&self, context: &Context<'_>) -> Holds {
        let Some((from, to)) = self.year else { return Holds::Yes };
        let Some(year) = &context.facts.identity.year else {
            return Holds::Unknown(Wording::new("看不出是哪一年的报告", "the report's year could not be told"));
        };
        let year = year.value;
        if from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to) {
            return Holds::Yes;
        }
        Holds::No(Wording::new(format!("不适用于{year}年的报告"), format!("not asked of a report for {year}")))
    }

    fn section_holds(&self, context: &Context<'_>) -> Holds {
        match self.sections.iter().find(|section| context.facts.sections.get(section).is_none()) {
            Some(section) => Holds::No(Wording::new(
                format!("报告没有 {section} 一节"),
                format!("the report has no section {section}"),
            )),
            None => Holds::Yes,
        }
    }
}

fn compared(comparison: &Expression, context: &Context<'_>) -> Holds {
    let scene = Scene { context: *context, row: None, column: None, mention: 0 };
    match comparison.judge(&scene, Tolerance::Exact) {
        Answer::Known(judged) if judged.holds => Holds::Yes,
        Answer::Known(_) => Holds::No(Wording::new(
            format!("条件 {} 不成立", comparison.source),
            format!("the condition {} does not hold", comparison.source),
        )),
        Answer::Unknown(reason) => Holds::Unknown(reason),
        Answer::NotSaid(reason) => Holds::No(reason),
    }
}
