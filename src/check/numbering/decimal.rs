//! Marks in steps at the beginning of blocks, 1.1, 1.2, 2.1.3: each goes on from the one before it of the same chapter.

use crate::fact::Facts;
use crate::fact::fold::Source;
use crate::language::zh::unit;
use std::ops::Range;

/// A mark in steps.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Its steps: 2, 1, 3.
    pub(super) steps: Vec<u32>,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// The end of its block.
    pub(super) end: usize,
}

/// A jump further than this is no slip in numbering but another use of figures with points.
const LEAP: u32 = 3;

/// Pairs of marks that follow each other in one chapter, the second with a number that is not the next.
pub(super) fn odd(facts: &Facts<'_>) -> Vec<(Mark, Mark)> {
    let mut chapters: Vec<Vec<Mark>> = Vec::new();
    for piece in &facts.prose.pieces {
        if !matches!(piece.source, Source::Block(_)) || facts.in_table(piece.range.start) {
            continue;
        }
        let text = facts.prose.text.get(piece.range.clone()).unwrap_or_default();
        let Some((steps, length)) = steps(text) else { continue };
        let mark = Mark { steps, at: piece.range.start..piece.range.start + length, end: piece.range.end };
        match chapters.iter_mut().find(|chapter| same_chapter(chapter, &mark)) {
            Some(chapter) => chapter.push(mark),
            None => chapters.push(vec![mark]),
        }
    }
    let judged = chapters.iter().filter(|chapter| chapter.len() > 1 && chapter[0].last() == 1);
    let pairs = judged.flat_map(|chapter| chapter.windows(2)).filter_map(|pair| match pair {
        [before, mark] => Some((before.clone(), mark.clone())),
        _ => None,
    });
    pairs.filter(|(before, mark)| mark.last() != before.last() + 1 && mark.last() <= before.last() + LEAP).collect()
}

impl Mark {
    /// The number of the last step.
    pub(super) fn last(&self) -> u32 {
        self.steps.last().copied().unwrap_or(0)
    }
}

fn same_chapter(chapter: &[Mark], mark: &Mark) -> bool {
    let outer = |mark: &Mark| mark.steps[..mark.steps.len() - 1].to_vec();
    chapter.first().is_some_and(|first| outer(first) == outer(mark))
}

/// The steps that a text begins with and their length in bytes; none where they are a date, an amount or a version.
fn steps(text: &str) -> Option<(Vec<u32>, usize)> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let written = text[..length].trim_end_matches('.');
    let steps: Option<Vec<u32>> =
        written.split('.').map(|step| step.parse().ok().filter(|step| (1..=30).contains(step))).collect();
    let steps = steps.filter(|steps| (2..=4).contains(&steps.len()))?;
    let behind = &text[length..];
    let named = behind.chars().next().is_some_and(|c| c == ' ' || c == '、' || ('\u{4e00}'..='\u{9fff}').contains(&c));
    let counted = unit::length_at(behind).is_some() || behind.starts_with(['万', '亿', '余', '多']);
    (named && !counted).then_some((steps, written.len()))
}
