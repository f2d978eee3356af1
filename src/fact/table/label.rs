//! Labels of rows and columns: what they are compared by, and how a stack of printed labels fits a path of the
//! vocabulary.

use super::relative;
use crate::fact::bag::Bag;
use crate::fact::fold::{letters, narrow};
use crate::fact::vocabulary::{Axis, TableSpec};
use crate::language::zh::spelling;

/// A label in the forms it is compared by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Letters and digits, the enumerator left out.
    pub full: String,
    /// The same without notes in parentheses.
    pub bare: String,
    /// How long `full` is and which characters it has.
    full_bag: Bag,
    /// How long `bare` is and which characters it has.
    bare_bag: Bag,
}

impl Label {
    /// The label of a text.
    pub fn new(text: &str) -> Self {
        let narrowed = spelling::settled(text.chars().map(narrow).collect());
        let kept = strip_enumerator(narrowed.trim());
        let full = letters(kept);
        let bare = if kept.contains('(') { letters(&strip_notes(kept)) } else { full.clone() };
        let (full_bag, bare_bag) = (Bag::of(&full), Bag::of(&bare));
        Self { full, bare, full_bag, bare_bag }
    }

    /// Whether nothing is left to compare.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }
}

/// The text behind its enumerators: 一、 （一） 1. 1、 ① and two of them in a row.
pub fn strip_enumerator(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..2 {
        rest = rest.trim_start();
        let Some(cut) = enumerator(rest) else { break };
        rest = rest.get(cut..).unwrap_or_default().trim_start();
    }
    if rest.is_empty() { text } else { rest }
}

/// The length of the enumerator that a narrowed text begins with.
fn enumerator(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if ('①'..='⒛').contains(&first) || ('㈠'..='㈩').contains(&first) {
        return Some(first.len_utf8());
    }
    let open = first == '(';
    let body = if open { &text[1..] } else { text };
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let end =
        body.char_indices().take(4).find(|(_, c)| !numeral(*c) && !c.is_ascii_digit()).map_or(body.len(), |(at, _)| at);
    if end == 0 || end >= body.len() {
        return None;
    }
    let after = body[end..].chars().next()?;
    let next = body[end + after.len_utf8()..].chars().next();
    let length = usize::from(open) + end + after.len_utf8();
    match after {
        ')' => Some(length),
        '、' if !open => Some(length),
        // 1.5 is a number, and no enumerator.
        '.' | '。' | ',' | ':' if !open && !next.is_some_and(|c| c.is_ascii_digit()) => Some(length),
        _ => None,
    }
}

fn strip_notes(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// How well two labels agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// A letter or two differ, or the printed label says more.
    Near,
    /// The same.
    Same,
}

/// How well a printed label agrees with one of the vocabulary.
pub fn fit(wanted: &Label, printed: &Label) -> Option<Fit> {
    if wanted.is_empty() || printed.is_empty() {
        return None;
    }
    if same(wanted, printed) {
        return Some(Fit::Same);
    }
    let length = wanted.bare_bag.length;
    if length >= 4 && !printed.bare.is_empty() && printed.full.starts_with(&wanted.bare) {
        return Some(Fit::Near);
    }
    let allowed = match length {
        0..=7 => return None,
        8..=11 => 1,
        _ => 2,
    };
    let near = wanted.full_bag.may_be_within(printed.full_bag, allowed) && within(&wanted.full, &printed.full, allowed)
        || !printed.bare.is_empty()
            && wanted.bare_bag.may_be_within(printed.bare_bag, allowed)
            && within(&wanted.bare, &printed.bare, allowed);
    near.then_some(Fit::Near)
}

/// Whether a printed label is one of the vocabulary to the letter, notes aside.
pub fn same(wanted: &Label, printed: &Label) -> bool {
    !wanted.is_empty()
        && !printed.is_empty()
        && (wanted.full == printed.full || (!wanted.bare.is_empty() && wanted.bare == printed.bare))
}

/// Whether two words are at most `allowed` single-character edits apart.
fn within(left: &str, right: &str, allowed: usize) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > allowed || left.len() > 200 {
        return false;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            next.push((row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1));
        }
        if next.iter().all(|edits| *edits > allowed) {
            return false;
        }
        row = next;
    }
    row[right.len()] <= allowed
}

/// A path of the vocabulary, ready for comparing.
#[derive(Clone, Debug)]
pub struct Path {
    /// Index of the axis it belongs to.
    pub axis: usize,
    /// Its labels, outermost first; the `*` of a wildcard left out.
    pub labels: Vec<Label>,
    /// Whether it stands for the leaves below.
    pub leaves: bool,
}

/// The paths of some axes, accepted ones included.
fn paths(axes: &[Axis], year: Option<i32>) -> Vec<Path> {
    let mut paths = Vec::new();
    for (axis, spec) in axes.iter().enumerate() {
        for path in std::iter::once(&spec.path).chain(&spec.also) {
            let said = path.iter().filter(|label| label.as_str() != "*");
            let labels: Vec<Label> = said.map(|label| Label::new(&relative::fill(label, year))).collect();
            let leaves = spec.leaves || path.last().is_some_and(|label| label == "*");
            paths.push(Path { axis, labels, leaves });
        }
    }
    paths
}

/// The labels of a table of the vocabulary, ready for comparing.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Its block's header.
    pub block: Option<Label>,
    /// Wordings of its caption.
    pub titles: Vec<Label>,
    /// Paths of its rows.
    pub rows: Vec<Path>,
    /// Paths of its columns.
    pub columns: Vec<Path>,
    /// Whether some of them name years by the report's own.
    pub relative: bool,
}

impl Labels {
    /// The labels of a table, of a report for a year where that is known.
    pub fn new(spec: &TableSpec, year: Option<i32>) -> Self {
        let ready = |text: &String| Label::new(&relative::fill(text, year));
        let axes = spec.rows.iter().chain(&spec.columns);
        let paths_of = axes.flat_map(|axis| std::iter::once(&axis.path).chain(&axis.also).flatten());
        let relative = paths_of.chain(&spec.titles).chain(&spec.block).any(|text| relative::is_relative(text));
        let block = spec.block.as_ref().map(ready);
        let titles = spec.titles.iter().map(ready).collect();
        Self { block, titles, rows: paths(&spec.rows, year), columns: paths(&spec.columns, year), relative }
    }
}

/// How a stack of printed labels fits a path without wildcard: agreement of the leaf, outer labels that agree, and
/// whether both have outer labels of which none agrees.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Score {
    /// No outer labels at odds.
    pub agrees: bool,
    /// The leaf.
    pub leaf: Fit,
    /// Outer labels that agree.
    pub outer: usize,
}

/// Fit a stack, outermost first, to a path.
pub fn score(path: &[Label], stack: &[&Label]) -> Option<Score> {
    let (leaf, outer) = path.split_last()?;
    let (printed, above) = stack.split_last()?;
    if let Some(fit) = fit(leaf, printed) {
        let mut from = 0;
        let mut agreed = 0;
        for wanted in outer {
            if let Some(at) = above[from..].iter().position(|label| self::fit(wanted, label).is_some()) {
                from += at + 1;
                agreed += 1;
            }
        }
        return Some(Score { agrees: agreed > 0 || outer.is_empty() || above.is_empty(), leaf: fit, outer: agreed });
    }
    // Stacked labels set in one cell, as some converters do.
    if !leaf.full.ends_with(&printed.full) && !printed.full.ends_with(&leaf.full) {
        return None;
    }
    let joined: String = stack.iter().map(|label| label.full.as_str()).collect();
    if outer.len() > 6 || joined.is_empty() {
        return None;
    }
    (0..1_usize << outer.len())
        .filter(|set| {
            let mut rest = joined.as_str();
            let chosen = outer.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, label)| label);
            chosen.chain([leaf]).all(|label| {
                let left = rest.strip_prefix(label.full.as_str());
                rest = left.unwrap_or(rest);
                left.is_some()
            }) && rest.is_empty()
        })
        .map(|set| set.count_ones() as usize)
        .max()
        .map(|outer| Score { agrees: true, leaf: Fit::Same, outer })
}

/// Assign stacks to axes. What could be several is told by order where as many are printed as the vocabulary has;
/// else it is left out.
pub fn assign(paths: &[Path], stacks: &[Vec<&Label>]) -> Vec<Option<usize>> {
    let mut chosen: Vec<Option<usize>> = vec![None; stacks.len()];
    let mut tied: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let mut odd: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, stack) in stacks.iter().enumerate() {
        let scored: Vec<(Score, usize)> = paths
            .iter()
            .filter(|path| !path.leaves)
            .filter_map(|path| score(&path.labels, stack).map(|score| (score, path.axis)))
            .collect();
        let Some(best) = scored.iter().map(|(score, _)| *score).max() else { continue };
        let mut axes: Vec<usize> = scored.iter().filter(|(score, _)| *score == best).map(|(_, axis)| *axis).collect();
        axes.dedup();
        if !best.agrees {
            odd.push((at, axes));
        } else if let [axis] = axes.as_slice() {
            chosen[at] = Some(*axis);
        } else if let Some((_, columns)) = tied.iter_mut().find(|(group, _)| *group == axes) {
            columns.push(at);
        } else {
            tied.push((axes, vec![at]));
        }
    }
    for (axes, columns) in tied {
        if axes.len() == columns.len() {
            for (axis, at) in axes.iter().zip(columns) {
                chosen[at] = Some(*axis);
            }
        }
    }
    // A leaf under a strange outer label counts where it can be no other, there and in the vocabulary.
    for (at, axes) in &odd {
        if let [axis] = axes.as_slice()
            && !chosen.contains(&Some(*axis))
            && odd.iter().filter(|(_, others)| others.contains(axis)).count() == 1
        {
            chosen[*at] = Some(*axis);
        }
    }
    drop_near_beside_same(paths, stacks, &mut chosen);
    keep_latest_year(stacks, &mut chosen);
    chosen
}

/// Of columns that are years (2009年, 2008年) under one name the latest is meant: the others stand beside it to compare.
fn keep_latest_year(stacks: &[Vec<&Label>], chosen: &mut [Option<usize>]) {
    let year = |at: usize| -> Option<u32> {
        let label = stacks[at].last()?.full.as_str();
        let digits = label.trim_end_matches('度').strip_suffix('年')?;
        (digits.len() == 4).then(|| digits.parse().ok()).flatten()
    };
    for at in 0..chosen.len() {
        let later = |other: usize| chosen[other] == chosen[at] && year(other) > year(at);
        if chosen[at].is_some() && year(at).is_some() && (0..chosen.len()).any(later) {
            chosen[at] = None;
        }
    }
}

/// Where one label is the same and another only near, the near one is something else.
fn drop_near_beside_same(paths: &[Path], stacks: &[Vec<&Label>], chosen: &mut [Option<usize>]) {
    let leaf = |at: usize, axis: usize| {
        paths
            .iter()
            .filter(|path| path.axis == axis)
            .filter_map(|path| score(&path.labels, &stacks[at]).map(|score| score.leaf))
            .max()
    };
    let fits: Vec<Option<(usize, Fit)>> = chosen
        .iter()
        .enumerate()
        .map(|(at, axis)| axis.and_then(|axis| leaf(at, axis).map(|fit| (axis, fit))))
        .collect();
    for at in 0..chosen.len() {
        if let Some((axis, Fit::Near)) = fits[at]
            && fits.contains(&Some((axis, Fit::Same)))
        {
            chosen[at] = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_numbering_and_notes() {
        for (wanted, printed, fits) in [
            ("予以公开", "（一）予以公开", Some(Fit::Same)),
            ("属于国家秘密", "1． 属于国家秘密", Some(Fit::Same)),
            ("部分公开", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", Some(Fit::Same)),
            ("部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", Some(Fit::Same)),
            ("本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数", Some(Fit::Near)),
            ("其他", "2.其他法律行政法规禁止公开", None),
            ("规章", "规范性文件", None),
            ("本年新制作数量", "本年新公开数量", None),
            ("行政许可", "行政许可（请填写）", Some(Fit::Same)),
            ("上年结转政府信息公开申请数量", "本年新收政府信息公开申请数量", None),
        ] {
            assert_eq!(fit(&Label::new(wanted), &Label::new(printed)), fits, "{wanted} {printed}");
        }
    }

    #[test]
    fn enumerators_need_their_punctuation() {
        for (text, rest) in [
            ("三、(一)予以公开", "予以公开"),
            ("三安全一稳定", "三安全一稳定"),
            ("1.5", "1.5"),
            ("①新收", "新收"),
            ("(1)当面", "当面"),
            ("一、", "一、"),
        ] {
            assert_eq!(strip_enumerator(text), rest);
        }
    }
}
