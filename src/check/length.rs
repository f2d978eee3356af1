//! `check.length`: a section's length, or the report's, lies within bounds.
//!
//! ```toml
//! check.length = { section = "overview", max_chars = 1000 }
//! ```
//!
//! Counts characters without spaces; tables do not count. A section that is absent is `check.section`'s matter.

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::fold::Source;
use crate::finding::{Hit, Wording};
use crate::span::Span;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// The section; the whole report where not said.
    pub section: Option<String>,
    /// The fewest characters.
    pub min_chars: Option<u32>,
    /// The most characters.
    pub max_chars: Option<u32>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let section = fields.section("section");
    let (min_chars, max_chars) = (fields.count("min_chars"), fields.count("max_chars"));
    if min_chars.is_none() && max_chars.is_none() {
        fields.require("max_chars");
    }
    Params { section, min_chars, max_chars }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let (at, title) = match &params.section {
        None => (facts.whole(), facts.whole()),
        Some(id) => match facts.sections.get(id) {
            Some(found) => (found.body, if found.title.is_empty() { found.body } else { found.title }),
            None => {
                return Outcome::not_applicable(Wording::new("没有这一章", "the section is not there"));
            }
        },
    };
    let chars = count(facts, at);
    let wording = |bound: u32, zh: &str, en: &str| {
        Wording::new(format!("共{chars}字,{zh}{bound}字"), format!("{chars} characters, {en} than {bound}"))
    };
    let message = match (params.min_chars, params.max_chars) {
        (Some(min), _) if chars < min as usize => wording(min, "少于", "fewer"),
        (_, Some(max)) if chars > max as usize => wording(max, "超过", "more"),
        (_, _) => return Outcome::of(Vec::new()),
    };
    let mut hit = Hit::at(title, message).value("chars", chars.to_string());
    if let Some(id) = &params.section {
        hit = hit.subject(id.clone()).instance(id.clone());
    }
    Outcome::of(vec![hit])
}

/// Characters without spaces, tables left out.
fn count(facts: &Facts<'_>, at: Span) -> usize {
    let range = facts.prose.range(at);
    let pieces = facts.prose.pieces.iter().filter(|piece| matches!(piece.source, Source::Block(_)));
    pieces
        .filter(|piece| piece.range.start < range.end && range.start < piece.range.end)
        .map(|piece| {
            let start = piece.range.start.max(range.start);
            let text = facts.prose.text.get(start..piece.range.end.min(range.end)).unwrap_or_default();
            text.chars().filter(|c| !c.is_whitespace()).count()
        })
        .sum()
}
