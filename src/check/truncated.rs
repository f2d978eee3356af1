//! `check.truncated`: the text ends as a text ends, and nothing in it was damaged by copying.
//!
//! ```toml
//! check.truncated = {}
//! ```
//!
//! Four questions: does the last sentence come to its end (`ending`), does that of each chapter (`inner`), does a stop end a
//! clause before it says anything (`dangling`), and are there codes, entities, replacement characters or dates that lost
//! their digits (`damage`). Spelling is not asked for.

mod damage;
mod dangling;
mod ending;
mod inner;

use super::param::Fields;
use super::{Context, Outcome};
use crate::finding::Wording;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Whether the last sentence is looked at.
    pub ending: bool,
    /// Whether damage of copying is looked for.
    pub damage: bool,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    Params { ending: fields.flag("ending").unwrap_or(true), damage: fields.flag("damage").unwrap_or(true) }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    if !facts.prose.text.contains(char::is_alphanumeric) {
        return Outcome::undetermined(Wording::new("没有读到文字", "no text was read"));
    }
    let mut hits = Vec::new();
    if params.damage {
        hits.extend(damage::find(facts));
    }
    if params.ending {
        let known: Vec<_> = hits.iter().map(|hit: &crate::finding::Hit| hit.site).collect();
        let ends = ending::find(facts).into_iter().chain(inner::find(facts)).chain(dangling::find(facts));
        let ends = ends.filter(|hit| !known.contains(&hit.site));
        hits.extend(ends);
        hits.sort_by_key(|hit| hit.site.span());
        hits.dedup_by_key(|hit| hit.site);
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}
