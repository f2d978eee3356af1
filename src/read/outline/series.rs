//! Which numbered blocks are headings, and how deep: chapters by the outermost style of numbering, the others by their
//! siblings and by having text under them. A list of items has none; a table flattened a cell a line is no outline.

use super::Look;
use crate::document::{Block, BlockKind, MarkerStyle};
use std::collections::BTreeMap;

/// Styles that number one series: 1. and 1、 are mixed by writers, the others are kept apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Part,
    Chinese,
    ChineseParen,
    Arabic,
    ArabicParen,
}

fn family(style: MarkerStyle) -> Option<Family> {
    match style {
        MarkerStyle::Part => Some(Family::Part),
        MarkerStyle::Chinese => Some(Family::Chinese),
        MarkerStyle::ChineseParen => Some(Family::ChineseParen),
        MarkerStyle::ArabicComma | MarkerStyle::ArabicDot => Some(Family::Arabic),
        MarkerStyle::ArabicParen => Some(Family::ArabicParen),
        MarkerStyle::Circled
        | MarkerStyle::ChineseShi
        | MarkerStyle::Ordinal
        | MarkerStyle::Qi
        | MarkerStyle::Roman
        | MarkerStyle::Letter => None,
    }
}

/// A numbered block that takes part in the outline.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: usize,
    family: Family,
    number: u32,
    look: Look,
    /// Whether text of its own stands under it, before any block of its family or a shallower one.
    body: bool,
    series: usize,
}

/// The blocks that are headings, with their levels, in order.
#[must_use]
pub fn headings(blocks: &[Block], looks: &[Look]) -> Vec<(usize, u8)> {
    let looks = without_cells(blocks, looks);
    let mut entries: Vec<Entry> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some(marker) = block.marker.filter(|_| matches!(block.kind, BlockKind::Paragraph)) else { continue };
        let Some(family) = family(marker.style) else { continue };
        if matches!(looks[at], Look::Heading | Look::Stopped | Look::Item) {
            entries.push(Entry { at, family, number: marker.number, look: looks[at], body: false, series: 0 });
        }
    }
    let outer = outermost(&entries);
    group(&mut entries, outer, blocks.len());
    let contents = contents(&entries, outer);
    let chosen = choose(&entries, outer, contents);
    levels(&entries, &chosen, &looks, outer)
}

/// Looks, with what lies in a flattened table taken out: a label with a number under it, or between numbers.
fn without_cells(blocks: &[Block], looks: &[Look]) -> Vec<Look> {
    let value = |at: Option<usize>| at.and_then(|at| looks.get(at)).is_some_and(|look| *look == Look::Value);
    let mut found = looks.to_vec();
    // A chapter between two tables is told from a label between two rows by its number: it follows the last chapter's,
    // and no later heading has it.
    let mut later: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let headed = matches!(looks[at], Look::Heading | Look::Stopped) && !value(Some(at + 1));
        if let Some(marker) = block.marker.filter(|marker| headed && marker.style == MarkerStyle::Chinese) {
            later.insert(marker.number, at);
        }
    }
    let mut chapter = 0;
    for at in 0..looks.len() {
        let Some(marker) = blocks[at].marker else {
            if looks[at] == Look::Unnumbered && (value(at.checked_sub(1)) || value(Some(at + 1))) {
                found[at] = Look::Other;
            }
            continue;
        };
        let last = later.get(&marker.number).is_none_or(|last| *last <= at);
        let next = marker.style == MarkerStyle::Chinese && marker.number == chapter + 1 && last;
        let between = value(at.checked_sub(1)) && (1..=3).any(|ahead| value(Some(at + ahead))) && !next;
        if value(Some(at + 1)) || between {
            found[at] = Look::Other;
        } else if marker.style == MarkerStyle::Chinese && matches!(looks[at], Look::Heading | Look::Stopped) {
            chapter = marker.number;
        }
    }
    found
}

/// The family that numbers the chapters: 第一部分, else 一、, else what numbers first.
fn outermost(entries: &[Entry]) -> Option<Family> {
    let heads = |family: Family| {
        let mut heads = entries.iter().filter(move |entry| entry.family == family && entry.look != Look::Item);
        let first = heads.next();
        first.is_some_and(|entry| entry.number == 1 || heads.next().is_some())
    };
    if heads(Family::Part) {
        return Some(Family::Part);
    }
    if heads(Family::Chinese) {
        return Some(Family::Chinese);
    }
    let first = entries.iter().find(|entry| entry.look == Look::Heading && entry.number == 1)?;
    Some(first.family)
}

/// Tell for every entry whether it has a body and to which series it belongs.
fn group(entries: &mut [Entry], outer: Option<Family>, blocks: usize) {
    let mut stack: Vec<(Family, usize, u32)> = Vec::new();
    let mut count = 0;
    for at in 0..entries.len() {
        let Entry { family, number, look, .. } = entries[at];
        if Some(family) == outer && look != Look::Item {
            stack.retain(|(other, ..)| *other == family);
        }
        match stack.iter().position(|(other, ..)| *other == family) {
            Some(depth) => {
                stack.truncate(depth + 1);
                if number <= stack[depth].2 {
                    count += 1;
                    stack[depth].1 = count;
                }
                stack[depth].2 = number;
            }
            None => {
                count += 1;
                stack.push((family, count, number));
            }
        }
        entries[at].series = stack.last().map_or(0, |(_, series, _)| *series);
        let after = entries[at].at + 1;
        entries[at].body = after < blocks
            && match entries.get(at + 1) {
                Some(next) if next.at == after => {
                    next.family != family
                        && !stack.iter().any(|(other, ..)| *other == next.family)
                        && Some(next.family) != outer
                }
                _ => true,
            };
    }
}

/// How many entries at the beginning are a list of contents: chapters one after another, numbered from 1, and later
/// numbered from 1 again.
fn contents(entries: &[Entry], outer: Option<Family>) -> usize {
    let Some(start) = entries.iter().position(|entry| Some(entry.family) == outer) else { return 0 };
    let mut run = 1;
    for pair in entries[start..].windows(2) {
        let follows =
            pair[1].family == pair[0].family && pair[1].number == pair[0].number + 1 && pair[1].at == pair[0].at + 1;
        if !follows {
            break;
        }
        run += 1;
    }
    let end = start + run;
    let again = entries[end..]
        .iter()
        .any(|entry| Some(entry.family) == outer && entry.number == 1 && entry.look == Look::Heading);
    if run >= 3 && entries[start].number == 1 && again { end } else { 0 }
}

/// Which entries are headings.
fn choose(entries: &[Entry], outer: Option<Family>, contents: usize) -> Vec<bool> {
    let sums = tally(entries);
    let mut begun = false;
    let mut last = 0;
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            if at < contents {
                return false;
            }
            let sum = sums.get(entry.series).copied().unwrap_or_default();
            let chapters = Some(entry.family) == outer;
            let sure = chapters && matches!(entry.family, Family::Part | Family::Chinese);
            let chosen = match entry.look {
                Look::Heading if sure => true,
                Look::Heading => (chapters || begun) && sum.bodies * 2 > sum.heads && sum.items <= sum.bodies,
                Look::Stopped if sure => entry.body && entry.number == last + 1,
                Look::Stopped => {
                    begun && entry.body && sum.bodies * 2 > sum.heads && sum.items <= sum.bodies && sum.plain > 0
                }
                Look::Item | Look::Unnumbered | Look::Value | Look::Short | Look::Other => false,
            };
            if chosen && chapters {
                begun = true;
                last = entry.number;
            }
            chosen
        })
        .collect()
}

/// What a series is made of.
#[derive(Clone, Copy, Default, Debug)]
struct Sum {
    /// Members that look like headings.
    heads: usize,
    /// Of these, those with text under them.
    bodies: usize,
    /// Of these, those that end without a mark.
    plain: usize,
    /// Members that are items.
    items: usize,
}

fn tally(entries: &[Entry]) -> Vec<Sum> {
    let most = entries.iter().map(|entry| entry.series).max().unwrap_or(0);
    let mut sums = vec![Sum::default(); most + 1];
    for entry in entries {
        let Some(sum) = sums.get_mut(entry.series) else { continue };
        match entry.look {
            Look::Heading | Look::Stopped => {
                sum.heads += 1;
                sum.bodies += usize::from(entry.body);
                sum.plain += usize::from(entry.look == Look::Heading);
            }
            Look::Item | Look::Unnumbered | Look::Value | Look::Short | Look::Other => sum.items += 1,
        }
    }
    sums
}

/// The levels of headings: chapters are 1, what is numbered otherwise inside them is deeper by its first nesting.
fn levels(entries: &[Entry], chosen: &[bool], looks: &[Look], outer: Option<Family>) -> Vec<(usize, u8)> {
    let mut found: Vec<(usize, u8)> = Vec::new();
    let mut stack: Vec<Family> = Vec::new();
    for (entry, _) in entries.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        if Some(entry.family) == outer {
            stack.clear();
        }
        if let Some(depth) = stack.iter().position(|other| *other == entry.family) {
            stack.truncate(depth + 1);
        } else {
            stack.push(entry.family);
        }
        found.push((entry.at, u8::try_from(stack.len()).unwrap_or(u8::MAX)));
    }
    if !found.is_empty() || looks.len() < 3 {
        let unnumbered = looks.iter().enumerate().filter(|(_, look)| **look == Look::Unnumbered);
        found.extend(unnumbered.map(|(at, _)| (at, 1)));
        found.sort_unstable();
    }
    found
}
