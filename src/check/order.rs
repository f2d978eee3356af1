//! `check.order`: chapters stand in the required order and are numbered in sequence.
//!
//! ```toml
//! check.order = { sections = ["overview", "disclosure"], numbered = true }
//! ```
//!
//! Without `sections`: numbering only. Looks at chapters alone (headings of depth 1); headings without a number (前言, 附件)
//! do not count, a heading that serves two sections has no place of its own.

mod sequence;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::section::Found;
use crate::finding::{Hit, Wording};

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Ids of sections in the order required; empty: any order.
    pub sections: Vec<String>,
    /// Whether chapters must be numbered in sequence.
    pub numbered: bool,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    Params { sections: fields.sections("sections"), numbered: fields.flag("numbered").unwrap_or(false) }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut asked = false;
    let mut hits = Vec::new();
    if params.numbered
        && let Some(new) = sequence::check(facts)
    {
        asked = true;
        hits.extend(new);
    }
    let chapters = chapters(facts, &params.sections);
    if chapters.len() > 1 {
        asked = true;
        hits.extend(misplaced(facts, &params.sections, &chapters));
    }
    if !asked {
        return Outcome::not_applicable(Wording::new(
            "没有两个以上可比较先后的章节标题",
            "there are no two chapter headings whose order could be compared",
        ));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}

/// The sections of the required order that are chapters of their own, in text order.
fn chapters<'f>(facts: &'f Facts<'_>, order: &[String]) -> Vec<&'f Found> {
    let all = &facts.sections.found;
    let alone = |found: &&Found| {
        found.heading.is_some_and(|at| {
            facts.sections.outline.get(at).is_some_and(|heading| heading.level == 1)
                && all.iter().filter(|other| other.heading == Some(at)).count() == 1
        })
    };
    all.iter().filter(|found| order.contains(&found.section)).filter(alone).collect()
}

/// The fewest chapters that would have to move.
fn misplaced(facts: &Facts<'_>, order: &[String], chapters: &[&Found]) -> Vec<Hit> {
    let places: Vec<usize> =
        chapters.iter().filter_map(|found| order.iter().position(|id| *id == found.section)).collect();
    let stay = longest_rising(&places);
    let mut hits = Vec::new();
    for (at, found) in chapters.iter().enumerate() {
        if stay.contains(&at) {
            continue;
        }
        let place = places[at];
        let title = facts.document.slice(found.title).trim();
        // The nearest chapter that stays and should stand behind this one, though it stands before; else the reverse.
        let late = stay.iter().find(|other| **other < at && places[**other] > place).map(|other| chapters[*other]);
        let early = stay.iter().rfind(|other| **other > at && places[**other] < place).map(|other| chapters[*other]);
        let (other, message) = match (late, early) {
            (Some(other), _) => {
                let name = facts.document.slice(other.title).trim();
                let zh = format!("“{title}”应在“{name}”之前");
                (other, Wording::new(zh, format!("“{title}” should stand before “{name}”")))
            }
            (None, Some(other)) => {
                let name = facts.document.slice(other.title).trim();
                let zh = format!("“{title}”应在“{name}”之后");
                (other, Wording::new(zh, format!("“{title}” should stand after “{name}”")))
            }
            (None, None) => continue,
        };
        let hit = Hit::at(found.title, message).subject(found.section.clone()).instance(found.section.clone());
        hits.push(hit.label(other.title, Wording::default()));
    }
    hits
}

/// Indices of a longest rising subsequence.
fn longest_rising(places: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let before = (0..at).filter(|other| places[*other] < *place).max_by_key(|other| best[*other].len());
        let mut chain = before.map(|other| best[other].clone()).unwrap_or_default();
        chain.push(at);
        best.push(chain);
    }
    best.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}
