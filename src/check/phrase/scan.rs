//! Finding the forbidden wording: patterns are run around their anchors only.

use super::{Match, Params, Place, balance, blank, repeat, short};
use crate::fact::Facts;
use crate::fact::fold::Source;
use crate::lexicon::anchor::Scanned;
use crate::lexicon::pattern::Pattern;
use crate::text::is_ideograph;
use regex_automata::util::captures::Captures;
use std::ops::Range;

/// The longest run that is looked for twice in a row, in characters.
const LONGEST_DOUBLED: usize = 10;

/// All matches in a range of the folded text, overlapping ones included, by start.
pub(super) fn matches(params: &Params, facts: &Facts<'_>, range: &Range<usize>) -> Vec<Match> {
    let mut found = Vec::new();
    for forbidden in &params.forbid {
        each(&forbidden.pattern, facts.scanned(), range, |line, captures, at| {
            let right = forbidden.right.as_ref().map(|right| {
                let mut expanded = String::new();
                captures.interpolate_string_into(line, right, &mut expanded);
                expanded
            });
            found.push(Match { at, right, doubled: false });
        });
    }
    if let Some(fewest) = params.doubled {
        doubled(facts, range, fewest as usize, &mut found);
    }
    let other = |at| Match { at, right: None, doubled: false };
    for pair in &params.paired {
        found.extend(balance::lonely(*pair, facts, range).into_iter().map(other));
    }
    if !params.blank_before.is_empty() {
        found.extend(blank::find(&params.blank_before, facts, range).into_iter().map(other));
    }
    if !params.short_titles.is_empty() {
        found.extend(short::find(&params.short_titles, facts, range).into_iter().map(other));
    }
    for (pattern, next) in &params.followed {
        each(pattern, facts.scanned(), range, |_, _, at| {
            let following = facts.prose.pieces.partition_point(|piece| piece.range.start < at.end);
            let following = facts.prose.pieces.get(following).filter(|piece| matches!(piece.source, Source::Block(_)));
            if following.is_some_and(|piece| stands(next, facts.scanned(), &piece.range)) {
                found.push(Match { at, right: None, doubled: false });
            }
        });
    }
    if let Some(fewest) = params.repeated {
        found.extend(repeat::find(facts, range, fewest as usize).into_iter().map(other));
    }
    found.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
    found
}

/// Run a pattern over each line, telling the range of its group `at` (of the whole match where it has none). The
/// search goes on from the end of that range, so that what is only its surroundings can be another's.
fn each(
    pattern: &Pattern,
    scanned: Scanned<'_>,
    range: &Range<usize>,
    mut tell: impl FnMut(&str, &Captures, Range<usize>),
) {
    scanned.each_line(pattern, range, |line, start, captures| {
        let matched = captures.get_group_by_name("at").or_else(|| captures.get_group(0))?;
        if !matched.is_empty() {
            tell(line, captures, start + matched.start..start + matched.end);
        }
        Some(matched.end)
    });
}

/// Whether a pattern matches a line of a range.
pub(super) fn stands(pattern: &Pattern, scanned: Scanned<'_>, range: &Range<usize>) -> bool {
    let mut stands = false;
    scanned.each_line(pattern, range, |line, _, _| {
        stands = true;
        Some(line.len())
    });
    stands
}

/// The ranges that patterns cover, merged, by start.
pub(super) fn covered(patterns: &[Pattern], scanned: Scanned<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for pattern in patterns {
        each(pattern, scanned, range, |_, _, at| ranges.push(at));
    }
    merge(ranges)
}

/// What stands between quotation marks or in the names of documents, merged, by start; the marks left out.
pub(super) fn enclosed(places: &[Place], text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for place in places {
        let marks = match place {
            Place::Quotes => ('“', '”'),
            Place::Titles => ('《', '》'),
            Place::Tables | Place::Headings => continue,
        };
        let mut open = None;
        for (offset, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
            let at = range.start + offset;
            if c == marks.0 {
                open = open.or(Some(at + c.len_utf8()));
            } else if c == '\n' {
                open = None;
            } else if c == marks.1
                && let Some(start) = open.take()
            {
                ranges.push(start..at);
            }
        }
    }
    merge(ranges)
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether a range overlaps one of merged ranges.
pub(super) fn overlaps(merged: &[Range<usize>], range: &Range<usize>) -> bool {
    let at = merged.partition_point(|other| other.end <= range.start);
    merged.get(at).is_some_and(|other| other.start < range.end)
}

/// Of overlapping matches the longest, one a place. Expects them by start.
pub(super) fn longest(found: Vec<Match>) -> Vec<Match> {
    let mut kept: Vec<Match> = Vec::with_capacity(found.len());
    for found in found {
        match kept.last_mut() {
            Some(last) if found.at.start < last.at.end => {
                if found.at.len() > last.at.len() {
                    *last = found;
                }
            }
            _ => kept.push(found),
        }
    }
    kept
}

/// Runs of Chinese characters written twice in a row. What white space separates in the report is no slip: a heading
/// and the text that begins with its words.
fn doubled(facts: &Facts<'_>, range: &Range<usize>, fewest: usize, found: &mut Vec<Match>) {
    let text = facts.prose.text.get(range.clone()).unwrap_or_default();
    let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| *c != '\r').collect();
    let end_of = |at: usize| chars.get(at).map_or(text.len(), |(offset, _)| *offset);
    for period in fewest.max(2)..=LONGEST_DOUBLED {
        let mut run = 0;
        for (at, (left, right)) in chars.iter().zip(chars.iter().skip(period)).enumerate() {
            run = if left.1 == right.1 && is_ideograph(left.1) { run + 1 } else { 0 };
            if run != period {
                continue;
            }
            run = 0;
            let first = end_of(at + 1 - period);
            let (second, end) = (end_of(at + 1), end_of(at + 1 + period));
            let unit = text.get(first..second).unwrap_or_default();
            let place = range.start + first..range.start + end;
            let written = facts.document.slice(facts.prose.source(place.clone()));
            if written.contains(char::is_whitespace) || uniform(unit) {
                continue;
            }
            found.push(Match { at: place, right: Some(unit.to_owned()), doubled: true });
        }
    }
}

/// Whether a unit is itself a repetition of one character, or says numerals only.
fn uniform(unit: &str) -> bool {
    let mut chars = unit.chars();
    let first = chars.next();
    chars.all(|c| Some(c) == first) || unit.chars().all(|c| "零〇一二三四五六七八九十百千万亿两".contains(c))
}
