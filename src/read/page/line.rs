//! Signs to lines: which stand on one base line, which blanks between them say something. Spaces inside Chinese are
//! layout; gaps between columns are kept.

use super::Sign;
use crate::language::zh::layout::{columns, is_blank};

/// A line of a page, or of a cell.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says, without blanks at its ends.
    pub text: String,
    /// Its left end.
    pub x0: f32,
    /// Its right end.
    pub x1: f32,
    /// Its base line.
    pub y: f32,
    /// The size of most of its signs.
    pub size: f32,
    /// The page, from 1.
    pub page: u32,
    /// The line of the page, from 1.
    pub line: u32,
}

/// How a page counts its lines and measures its columns.
#[derive(Clone, Debug)]
pub struct Scale {
    /// The page, from 1.
    pub page: u32,
    /// The base lines of all that stands on it.
    bases: Vec<f32>,
    /// Where its text begins.
    pub left: f32,
    /// The width of most Chinese characters.
    pub em: f32,
}

impl Scale {
    /// The scale of a page's signs.
    #[must_use]
    pub fn new(page: u32, signs: &[Sign]) -> Self {
        let said = || signs.iter().filter(|sign| !is_blank(sign.c));
        let em = usual(said().map(|sign| sign.size)).unwrap_or(10.0);
        let left = said().map(|sign| sign.x0).reduce(f32::min).unwrap_or(0.0);
        let mut all: Vec<f32> = said().map(|sign| sign.y).collect();
        all.sort_by(f32::total_cmp);
        let mut bases: Vec<f32> = Vec::new();
        for y in all {
            if bases.last().is_none_or(|last| y - last > em * 0.5) {
                bases.push(y);
            }
        }
        Self { page, bases, left, em }
    }

    /// The line, from 1, that a base line belongs to.
    #[must_use]
    pub fn line_of(&self, y: f32) -> u32 {
        let at = self.bases.partition_point(|base| *base <= y + 0.01);
        u32::try_from(at.max(1)).unwrap_or(u32::MAX)
    }

    /// The column of a screen at a position, half an em each.
    fn column(&self, x: f32) -> usize {
        ((x - self.left) / (self.em / 2.0)).round().clamp(0.0, 400.0) as usize
    }
}

/// The size most signs have, to half a point.
fn usual(sizes: impl Iterator<Item = f32>) -> Option<f32> {
    let mut halves: Vec<u32> = sizes.map(|size| (size * 2.0).round().clamp(1.0, 2000.0) as u32).collect();
    halves.sort_unstable();
    let runs = halves.chunk_by(|a, b| a == b);
    let most = runs.max_by_key(|run| run.len())?;
    most.first().map(|size| *size as f32 / 2.0)
}

/// The lines of signs, from top to bottom.
#[must_use]
pub fn texts(scale: &Scale, signs: &[Sign]) -> Vec<Text> {
    let mut order: Vec<&Sign> = signs.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut found = Vec::new();
    let mut first = 0;
    while first < order.len() {
        let (y, mut size) = (order[first].y, order[first].size);
        let mut end = first + 1;
        while end < order.len() && order[end].y - y <= size.max(order[end].size) * 0.4 {
            size = size.max(order[end].size);
            end += 1;
        }
        found.extend(text(scale, &mut order[first..end]));
        first = end;
    }
    found
}

/// The line of signs that stand on one base line.
fn text(scale: &Scale, signs: &mut [&Sign]) -> Option<Text> {
    signs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut text = String::new();
    let mut last: Option<&Sign> = None;
    let mut x0 = 0.0;
    let mut spaced = false;
    let mut at = 0;
    for sign in signs.iter().copied() {
        if is_blank(sign.c) {
            spaced = true;
            continue;
        }
        match last {
            // Bold type is drawn twice by some programs.
            Some(last) if last.c == sign.c && sign.x0 - last.x0 < sign.size * 0.25 => continue,
            Some(last) => {
                let blanks = blanks(scale, last, sign, spaced, at);
                text.extend(std::iter::repeat_n(' ', blanks));
                at += blanks;
            }
            None => {
                x0 = sign.x0;
                at = scale.column(sign.x0);
            }
        }
        text.push(sign.c);
        at += columns(sign.c) as usize;
        last = Some(sign);
        spaced = false;
    }
    let last = last?;
    let size = usual(signs.iter().filter(|sign| !is_blank(sign.c)).map(|sign| sign.size))?;
    let x1 = signs.iter().filter(|sign| !is_blank(sign.c)).map(|sign| sign.x1).fold(last.x1, f32::max);
    Some(Text { text, x0, x1, y: last.y, size, page: scale.page, line: scale.line_of(last.y) })
}

/// How many blanks stand between two signs of a line; `at` is the column behind the first.
fn blanks(scale: &Scale, last: &Sign, sign: &Sign, spaced: bool, at: usize) -> usize {
    let em = last.size.min(sign.size).max(1.0);
    let gap = (sign.x0 - last.x1) / em;
    if gap >= 1.6 {
        return scale.column(sign.x0).saturating_sub(at).max(2);
    }
    let (left, right) = (columns(last.c) == 2, columns(sign.c) == 2);
    let says = match (left, right) {
        (true, true) => spaced && gap >= 0.7,
        (false, false) => gap >= 0.25 || (spaced && gap >= 0.1),
        (true, false) | (false, true) => spaced && gap >= 0.15,
    };
    usize::from(says)
}
