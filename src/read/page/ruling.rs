//! Rulings that touch each other: pieces of one line joined, lines that cross gathered to frames.

use super::Ruling;
use super::area::{Area, NEAR};

/// The most rulings of a page: more is a drawing.
const MOST: usize = 3000;

/// Rulings that touch each other.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Horizontal ones.
    pub across: Vec<Ruling>,
    /// Vertical ones.
    pub down: Vec<Ruling>,
    /// Their extent.
    pub area: Area,
}

/// The frames of a page's rulings.
#[must_use]
pub fn frames(rulings: &[Ruling]) -> Vec<Frame> {
    let across = joined(rulings.iter().filter(|ruling| ruling.horizontal).copied().collect());
    let down = joined(rulings.iter().filter(|ruling| !ruling.horizontal).copied().collect());
    if across.len() + down.len() > MOST {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    for (at, horizontal) in across.iter().enumerate() {
        for (other, vertical) in down.iter().enumerate() {
            if touches(horizontal, vertical) {
                unite(&mut group, at, across.len() + other);
            }
        }
    }
    let mut frames: Vec<(usize, Frame)> = Vec::new();
    for at in 0..group.len() {
        let root = find(&mut group, at);
        let ruling = if at < across.len() { across[at] } else { down[at - across.len()] };
        let area = extent(&ruling);
        let slot = frames.iter().position(|(other, _)| *other == root).unwrap_or_else(|| {
            frames.push((root, Frame { across: Vec::new(), down: Vec::new(), area }));
            frames.len() - 1
        });
        let frame = &mut frames[slot].1;
        frame.area = frame.area.cover(area);
        if ruling.horizontal { frame.across.push(ruling) } else { frame.down.push(ruling) }
    }
    frames
        .into_iter()
        .map(|(_, frame)| frame)
        .filter(|frame| !frame.across.is_empty() && !frame.down.is_empty())
        .collect()
}

fn extent(ruling: &Ruling) -> Area {
    if ruling.horizontal {
        Area { x0: ruling.from, x1: ruling.to, y0: ruling.at, y1: ruling.at }
    } else {
        Area { x0: ruling.at, x1: ruling.at, y0: ruling.from, y1: ruling.to }
    }
}

fn touches(across: &Ruling, down: &Ruling) -> bool {
    across.from - NEAR <= down.at
        && down.at <= across.to + NEAR
        && down.from - NEAR <= across.at
        && across.at <= down.to + NEAR
}

fn find(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn unite(group: &mut [usize], one: usize, other: usize) {
    let (one, other) = (find(group, one), find(group, other));
    group[one.max(other)] = one.min(other);
}

/// Pieces of one line, drawn cell by cell or dashed, as one.
fn joined(mut rulings: Vec<Ruling>) -> Vec<Ruling> {
    rulings.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut found: Vec<Ruling> = Vec::new();
    let mut first = 0;
    while first < rulings.len() {
        let at = rulings[first].at;
        let count = rulings[first..].iter().take_while(|ruling| ruling.at - at <= NEAR * 0.7).count();
        let line = &mut rulings[first..first + count];
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begun = found.len();
        for piece in line.iter() {
            match found[begun..].last_mut() {
                Some(last) if piece.from - last.to <= NEAR => last.to = last.to.max(piece.to),
                _ => found.push(Ruling { at, ..*piece }),
            }
        }
        first += count;
    }
    found.retain(|ruling| ruling.to - ruling.from > NEAR);
    found
}
