//! `check.declared`: the parts that the preface announces are the chapters written: number, names, order.
//!
//! ```toml
//! check.declared = { number = true, names = true, order = true }
//! ```
//!
//! The words of a preface are rarely the headings to the letter: a name is a chapter's when both are wordings of one
//! section or share most of their characters. An annex may count as a part or not. Where the list cannot be told apart
//! with some certainty, nothing is said.

mod names;
mod verdict;

use super::param::Fields;
use super::{Context, Outcome};
use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::{Source, letters};
use crate::fact::section::Heading;
use crate::finding::Wording;
use crate::language::zh::announce::{self, Announcement};
use names::{Anchors, Cut, SAME};
use std::ops::Range;

/// Paragraphs before the first chapter that may be the preface.
const PREFACE: usize = 40;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Whether the number said is compared.
    pub number: bool,
    /// Whether the names are.
    pub names: bool,
    /// Whether their order is.
    pub order: bool,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    Params {
        number: fields.flag("number").unwrap_or(true),
        names: fields.flag("names").unwrap_or(true),
        order: fields.flag("order").unwrap_or(true),
    }
}

/// What the preface announces, with the list cut into names.
#[derive(Debug)]
struct Declared {
    /// The sentence, in the folded text.
    sentence: Range<usize>,
    told: Announcement,
    /// The best reading of the list and its names.
    list: Option<(Range<usize>, Cut)>,
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let chapters = chapters(facts);
    let wordings = facts.vocabulary.wordings();
    let titles: Vec<&str> = chapters
        .iter()
        .map(|heading| facts.prose.text.get(facts.prose.range(heading.title)).unwrap_or_default())
        .collect();
    let anchors = Anchors::new(wordings, &titles);
    let Some(declared) = declared(facts, &chapters, &anchors) else {
        return Outcome::not_applicable(Wording::new(
            "前言没有列出报告的各部分",
            "the preface does not announce the report's parts",
        ));
    };
    if chapters.is_empty() {
        return Outcome::undetermined(Wording::new(
            "没有认出章节标题,无法与前言所列各部分比较",
            "no chapter heading could be told to compare the announced parts with",
        ));
    }
    let report = verdict::Report { facts, chapters: &chapters, anchors: &anchors };
    verdict::judge(params, &report, &declared)
}

/// The chapters that a preface may announce: numbered alike, up to where the numbers begin again; without any numbers,
/// all headings of depth 1.
fn chapters<'f>(facts: &'f Facts<'_>) -> Vec<&'f Heading> {
    let all: Vec<&Heading> = facts.sections.chapters().collect();
    let numbered = all.iter().filter(|heading| heading.marker.is_some()).count();
    let served = |heading: &Heading| facts.sections.found.iter().any(|found| found.title == heading.title);
    let mut last = 0;
    let mut chapters = Vec::new();
    for heading in all {
        match heading.marker {
            Some(marker) => {
                if marker.number == 1 && last > 2 {
                    break;
                }
                last = last.max(marker.number);
                chapters.push(heading);
            }
            None if numbered < 2 || served(heading) => {
                let title = letters(facts.document.slice(heading.title));
                if !announce::is_annex(&title) || served(heading) {
                    chapters.push(heading);
                }
            }
            None => {}
        }
    }
    chapters
}

/// The announcement before the first chapter whose names fit best.
fn declared(facts: &Facts<'_>, chapters: &[&Heading], anchors: &Anchors<'_>) -> Option<Declared> {
    let stop = chapters.first().map_or(usize::MAX, |first| first.block);
    let mut best: Option<(f64, Declared)> = None;
    let before = facts.prose.pieces.iter().take_while(|piece| match piece.source {
        Source::Block(block) => block < stop,
        Source::Cell(..) => true,
    });
    for piece in before.take(PREFACE) {
        let Source::Block(block) = piece.source else { continue };
        if facts.document.blocks[block].kind != BlockKind::Paragraph {
            continue;
        }
        let text = facts.prose.text.get(piece.range.clone()).unwrap_or_default();
        let mut start = 0;
        for sentence in text.split_inclusive('。') {
            let at = piece.range.start + start..piece.range.start + start + sentence.trim_end_matches('。').len();
            start += sentence.len();
            if let Some((score, new)) = read(facts, at, anchors)
                && best.as_ref().is_none_or(|(known, _)| *known < score)
            {
                best = Some((score, new));
            }
        }
    }
    best.map(|(_, declared)| declared)
}

/// How many names are an annex's or a preface's, which may count as a part or not.
fn annexes(sentence: &str, cut: &Cut) -> usize {
    cut.names.iter().filter(|name| announce::is_annex(&sentence[name.at.clone()])).count()
}

/// The announcement in a sentence, if it is one of chapters: at least two names, and most of them, are chapters' or known
/// titles; or a number alone.
fn read(facts: &Facts<'_>, at: Range<usize>, anchors: &Anchors<'_>) -> Option<(f64, Declared)> {
    let sentence = facts.prose.text.get(at.clone())?;
    if sentence.len() > 3000 {
        return None;
    }
    let told = announce::announcement(sentence)?;
    let mut list: Option<(Range<usize>, Cut)> = None;
    for range in &told.lists {
        let Some(free) = anchors.cut(sentence, range, None) else { continue };
        let cut = match &told.number {
            Some((number, _)) if *number as usize != free.names.len() => {
                let wanted = anchors.cut(sentence, range, Some(*number as usize));
                wanted
                    .filter(|wanted| {
                        wanted.is_clean() && wanted.strange() <= free.strange().max(annexes(sentence, wanted))
                    })
                    .unwrap_or(free)
            }
            Some(_) | None => free,
        };
        if list.as_ref().is_none_or(|(_, known)| known.score < cut.score) {
            list = Some((range.clone(), cut));
        }
    }
    let list = list.filter(|(_, cut)| {
        let sure = cut.names.iter().filter(|name| name.known || name.best.is_some_and(|(_, fit)| fit >= SAME)).count();
        sure >= 2 && sure * 5 >= cut.names.len() * 3
    });
    let score = match (&list, &told.number) {
        (Some((_, cut)), _) => 1.0 + cut.score,
        // Names that fit nothing: the parts of something else (由正文和附表两部分组成).
        (None, Some(_)) if told.lists.is_empty() => 0.0,
        (None, _) => return None,
    };
    Some((score, Declared { sentence: at, told, list }))
}
