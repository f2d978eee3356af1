//! Texts as letters with numbers and names masked, and what share of one is found in another by runs of letters.

use crate::document::{BlockKind, Document};
use crate::fact::Facts;
use crate::fact::fold::{Folded, Source};
use crate::fact::organ::Organ;
use crate::language::zh::nothing;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::Range;

/// Letters in a run.
const RUN: usize = 5;

/// Bits of a character in a packed run.
const BITS: u32 = 21;

/// The most letters of a part that are compared; a section of a report has some thousands.
const MOST: usize = 200_000;

/// Stands where something was left out: no run goes across it.
const GAP: char = '\0';

/// What letters are taken from.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// The report.
    pub(super) document: &'a Document,
    /// Its folded text.
    pub(super) prose: &'a Folded,
    /// The organs that it names.
    pub(super) organs: &'a [Organ],
}

impl<'a> From<&'a Facts<'_>> for Text<'a> {
    fn from(facts: &'a Facts<'_>) -> Self {
        Self { document: facts.document, prose: &facts.prose, organs: &facts.organs }
    }
}

impl Text<'_> {
    /// The folded ranges of the paragraphs in a folded range: headings and cells are no text that is copied.
    pub(super) fn paragraphs(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let pieces = &self.prose.pieces;
        let first = pieces.partition_point(|piece| piece.range.end <= range.start);
        let is_paragraph = |source: Source| match source {
            Source::Cell(_, _) => false,
            Source::Block(block) => {
                self.document.blocks.get(block).is_some_and(|block| matches!(block.kind, BlockKind::Paragraph))
            }
        };
        let within = pieces.iter().skip(first).take_while(|piece| piece.range.start < range.end);
        within
            .filter(move |piece| is_paragraph(piece.source))
            .map(|piece| piece.range.start.max(range.start)..piece.range.end.min(range.end))
    }
}

/// The letters of a part of a report, each with its bytes in the folded text.
pub(super) struct Letters {
    letters: Vec<(char, Range<usize>)>,
}

/// What share of a part is found in another.
pub(super) struct Share {
    /// Runs found in the other.
    pub(super) matched: usize,
    /// Runs.
    total: usize,
    /// Stretches of runs found without a break.
    stretches: Vec<Stretch>,
}

/// A repeated stretch.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// The letters it covers, as indices.
    pub(super) own: Range<usize>,
    /// Where it begins in the other's folded text.
    pub(super) other: usize,
}

impl Letters {
    /// The letters of a folded range that are worth comparing.
    pub(super) fn of<'a>(text: impl Into<Text<'a>>, range: Range<usize>) -> Self {
        let text = text.into();
        let mut letters = Self { letters: Vec::new() };
        for paragraph in text.paragraphs(&range) {
            letters.paragraph(text, paragraph);
        }
        letters
    }

    /// Take a paragraph in, sentence by sentence.
    fn paragraph(&mut self, source: Text<'_>, range: Range<usize>) {
        let text = source.prose.text.get(range.clone()).unwrap_or_default();
        let mut start = range.start;
        for sentence in text.split_inclusive(['。', ';', '!', '?']) {
            if self.letters.len() < MOST {
                if counts(sentence) || nothing::denies(sentence) {
                    self.letters.push((GAP, start..start));
                } else {
                    self.sentence(source.organs, sentence, start);
                }
            }
            start += sentence.len();
        }
    }

    fn sentence(&mut self, organs: &[Organ], sentence: &str, start: usize) {
        let mut organ = organs.partition_point(|organ| organ.at.end <= start);
        let mut title = false;
        for (offset, c) in sentence.char_indices() {
            let at = start + offset..start + offset + c.len_utf8();
            while organs.get(organ).is_some_and(|organ| organ.at.end <= at.start) {
                organ += 1;
            }
            title = (title || c == '《') && c != '》';
            let masked = if title {
                '《'
            } else if organs.get(organ).is_some_and(|organ| organ.at.start <= at.start) {
                'A'
            } else if c.is_ascii_digit() || "〇零○一二三四五六七八九十百千万亿两".contains(c) {
                '0'
            } else if c.is_alphanumeric() {
                c
            } else {
                continue;
            };
            match self.letters.last_mut() {
                // A number, a name or a title is one letter, however long.
                Some((last, before)) if *last == masked && matches!(masked, '0' | 'A' | '《') => before.end = at.end,
                _ => self.letters.push((masked, at)),
            }
        }
    }

    /// How many letters, gaps left out.
    pub(super) fn len(&self) -> usize {
        self.letters.iter().filter(|(letter, _)| *letter != GAP).count()
    }

    /// The folded range of letters.
    pub(super) fn folded(&self, own: Range<usize>) -> Range<usize> {
        let start = self.letters.get(own.start).map_or(0, |(_, at)| at.start);
        let end = own.end.checked_sub(1).and_then(|last| self.letters.get(last)).map_or(start, |(_, at)| at.end);
        start..end.max(start)
    }

    /// Some stretches of the folded text that a copy would have too, for telling quickly that a text is none.
    pub(super) fn probes<'a>(&self, facts: &'a Facts<'_>) -> Vec<&'a str> {
        let plain = |window: &&[(char, Range<usize>)]| {
            window.iter().all(|(letter, _)| !matches!(*letter, '0' | 'A' | '《' | GAP))
                && window.windows(2).all(|pair| pair[0].1.end == pair[1].1.start)
        };
        let windows: Vec<&[(char, Range<usize>)]> = self.letters.chunks_exact(6).filter(plain).collect();
        let step = (windows.len() / PROBES).max(1);
        let text = |window: &[(char, Range<usize>)]| {
            let range = window.first()?.1.start..window.last()?.1.end;
            facts.prose.text.get(range)
        };
        windows.into_iter().step_by(step).take(PROBES).filter_map(text).collect()
    }

    /// What share of these letters' runs another part has.
    pub(super) fn share_in(&self, other: &Self) -> Share {
        let mut places: HashMap<u128, usize> = HashMap::with_capacity(other.letters.len());
        for (at, run) in other.runs() {
            places.entry(run).or_insert(at);
        }
        let mut share = Share { matched: 0, total: 0, stretches: Vec::new() };
        for (at, run) in self.runs() {
            share.total += 1;
            let Some(place) = places.get(&run) else { continue };
            share.matched += 1;
            match share.stretches.last_mut() {
                Some(stretch) if stretch.own.end + 1 == at + RUN => stretch.own.end += 1,
                _ => {
                    let other = other.letters.get(*place).map_or(0, |(_, at)| at.start);
                    share.stretches.push(Stretch { own: at..at + RUN, other });
                }
            }
        }
        share
    }

    /// The runs of letters, each with the index of its first.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, u128)> {
        let mask = (1_u128 << (BITS * RUN as u32)) - 1;
        let mut packed = 0_u128;
        let mut length = 0;
        self.letters.iter().enumerate().filter_map(move |(at, (letter, _))| {
            if *letter == GAP {
                length = 0;
                return None;
            }
            packed = ((packed << BITS) | u128::from(u32::from(*letter))) & mask;
            length += 1;
            (length >= RUN).then(|| (at + 1 - RUN, packed))
        })
    }
}

/// How many stretches are tried before two texts are compared in full.
const PROBES: usize = 8;

/// Whether a text can be one that the probes were copied from.
pub(super) fn likely(probes: &[&str], text: &str) -> bool {
    probes.is_empty() || probes.iter().filter(|probe| text.contains(**probe)).count() * 3 >= probes.len()
}

/// Whether a sentence gives a count: digits that are no date, no enumerator and no document's number.
fn counts(sentence: &str) -> bool {
    let mut before = None;
    let mut rest = sentence;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest.get(..at).and_then(|text| text.chars().next_back()).or(before);
        let run = rest.get(at..).unwrap_or_default();
        let length = run.find(|c: char| !c.is_ascii_digit()).unwrap_or(run.len());
        let behind = run.get(length..).and_then(|text| text.chars().next());
        let dated = matches!(behind, Some('年' | '月' | '日' | '号' | '〕'));
        let enumerates = matches!(behind, Some('.' | '、' | ')')) && matches!(before, None | Some('(' | ':' | ','));
        if !dated && !enumerates && behind.is_some() {
            return true;
        }
        before = run.get(..length).and_then(|text| text.chars().next_back());
        rest = run.get(length..).unwrap_or_default();
    }
    false
}

impl Share {
    /// Whether the share is at least this.
    pub(super) fn reaches(&self, share: Decimal) -> bool {
        let of = |count: usize| Decimal::from(count as u64);
        self.total > 0 && of(self.matched) >= share.checked_mul(of(self.total)).unwrap_or(Decimal::MAX)
    }

    /// The share in percent, rounded down.
    pub(super) fn percent(&self) -> usize {
        self.matched.saturating_mul(100).checked_div(self.total).unwrap_or(0)
    }

    /// The longest stretches of at least so many letters, the longest first.
    pub(super) fn longest(&self, most: usize, fewest: usize) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> =
            self.stretches.iter().filter(|stretch| stretch.own.len() >= fewest).cloned().collect();
        stretches.sort_by_key(|stretch| (std::cmp::Reverse(stretch.own.len()), stretch.own.start));
        stretches.truncate(most);
        stretches
    }
}
