//! The names in an announced list, told apart with the written chapters as anchors: 、 stands between names and inside
//! them, so the cut is taken whose pieces fit the chapters best.

use crate::fact::section::wording::{Title, Wordings};
use crate::language::zh::announce::{ends_name, is_annex};
use crate::reading::series::{self, Atom, Gap};
use std::collections::BTreeMap;
use std::ops::Range;

/// The longest list looked at, in pieces.
const ATOMS: usize = 48;
/// The most pieces that one name is made of.
const GROUP: usize = 5;
/// From here on a name is a chapter's.
pub const SAME: f64 = 0.5;
/// Below this a name is plainly none of them.
pub const OTHER: f64 = 0.34;

/// A written chapter or another title, made ready for comparing.
#[derive(Debug)]
pub struct Anchor {
    title: Title,
    sections: Vec<Option<u8>>,
    pairs: Vec<String>,
}

/// What names are compared with.
#[derive(Debug)]
pub struct Anchors<'w> {
    wordings: &'w Wordings,
    chapters: Vec<Anchor>,
    /// In how many chapters a pair of characters stands: what all titles share tells none apart.
    common: BTreeMap<String, usize>,
}

/// A name of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Where it stands in the sentence.
    pub at: Range<usize>,
    /// The chapter it fits best, and how well (0 to 1).
    pub best: Option<(usize, f64)>,
    /// Whether the vocabulary knows it as a section's title or accepted wording.
    pub known: bool,
    /// Whether it is plainly one name: no comma in it, no pause behind a word that ends names.
    pub whole: bool,
}

impl Name {
    /// The chapter it is the name of.
    pub fn chapter(&self) -> Option<usize> {
        self.best.filter(|(_, fit)| *fit >= SAME).map(|(chapter, _)| chapter)
    }
}

impl Cut {
    /// Names that are no chapter's and known to no vocabulary.
    pub fn strange(&self) -> usize {
        self.names.iter().filter(|name| name.chapter().is_none() && !name.known).count()
    }

    /// Whether every name is plainly one, and no two neighbours are one chapter's name cut in two.
    pub fn is_clean(&self) -> bool {
        let halves = |pair: &[Name]| pair[0].chapter().is_some() && pair[0].chapter() == pair[1].chapter();
        self.names.iter().all(|name| name.whole) && !self.names.windows(2).any(halves)
    }
}

/// A cut of a list into names.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The names.
    pub names: Vec<Name>,
    /// How well it fits as a whole.
    pub score: f64,
}

impl<'w> Anchors<'w> {
    /// The chapters' titles made ready.
    pub fn new(wordings: &'w Wordings, chapters: &[&str]) -> Self {
        let chapters: Vec<Anchor> = chapters.iter().map(|title| anchor(wordings, title)).collect();
        let mut common = BTreeMap::new();
        for chapter in &chapters {
            let mut own: Vec<&String> = chapter.pairs.iter().collect();
            own.sort_unstable();
            own.dedup();
            for pair in own {
                *common.entry(pair.clone()).or_insert(0) += 1;
            }
        }
        Self { wordings, chapters, common }
    }

    /// How well a name fits each chapter.
    fn fit(&self, name: &str) -> (Vec<f64>, bool) {
        let name = anchor(self.wordings, name);
        let known = name.sections.iter().flatten().any(|rank| *rank < 2);
        (self.chapters.iter().map(|chapter| self.likeness(&name, chapter)).collect(), known)
    }

    /// How alike two titles are, 0 to 1.
    fn likeness(&self, name: &Anchor, chapter: &Anchor) -> f64 {
        if name.title.key() == chapter.title.key() {
            return 1.0;
        }
        let alike = self.overlap(name, chapter);
        let shared = name.sections.iter().zip(&chapter.sections).filter_map(|(a, b)| Some((*a)?.max((*b)?))).min();
        if let Some(rank) = shared {
            return if rank < 2 { 0.9 } else { 0.75 } + 0.09 * alike;
        }
        let told = |anchor: &Anchor| anchor.sections.iter().any(Option::is_some);
        if told(name) && told(chapter) {
            return 0.0;
        }
        let (short, long) = if name.title.key().len() < chapter.title.key().len() {
            (name.title.key(), chapter.title.key())
        } else {
            (chapter.title.key(), name.title.key())
        };
        let inside = short.chars().count() >= 4 && long.contains(short) || short.len() >= 6 && long.ends_with(short);
        if inside { alike.max(0.7) } else { alike }
    }

    /// The share of pairs of characters in common, those weighing little that many chapters have.
    fn overlap(&self, name: &Anchor, chapter: &Anchor) -> f64 {
        let weight = |pair: &String| {
            let count = self.common.get(pair).copied().unwrap_or(0).max(1);
            1.0 / (count * count) as f64
        };
        let all: f64 = name.pairs.iter().chain(&chapter.pairs).map(weight).sum();
        let common: f64 = name.pairs.iter().filter(|pair| chapter.pairs.contains(pair)).map(weight).sum();
        if all > 0.0 { (2.0 * common / all).min(1.0) } else { 0.0 }
    }

    /// Whether a name is written somewhere though it is no chapter: as a subsection, or as a section that was found.
    pub fn serves_elsewhere(&self, name: &str, sections: &[usize], titles: &[&str]) -> bool {
        let name = anchor(self.wordings, name);
        sections.iter().any(|section| name.sections.get(*section).is_some_and(Option::is_some))
            || titles.iter().any(|title| self.likeness(&name, &anchor(self.wordings, title)) >= SAME)
    }

    /// The best cut of a list; with `count`, the best into that many names. `sentence` holds the list at `list`.
    pub fn cut(&self, sentence: &str, list: &Range<usize>, count: Option<usize>) -> Option<Cut> {
        let atoms = series::atoms(sentence, list);
        if atoms.is_empty() || atoms.len() > ATOMS {
            return None;
        }
        let mut groups: BTreeMap<(usize, usize), (Name, f64)> = BTreeMap::new();
        for from in 0..atoms.len() {
            for to in from + 1..=(from + GROUP).min(atoms.len()) {
                if atoms[from + 1..to].iter().any(|atom| atom.before == Gap::Strong) {
                    break;
                }
                groups.insert((from, to), self.group(sentence, &atoms[from..to]));
            }
        }
        best_path(atoms.len(), &groups, count)
    }

    /// A run of pieces taken for one name, with its score.
    fn group(&self, sentence: &str, atoms: &[Atom]) -> (Name, f64) {
        let at = atoms[0].at.start..atoms[atoms.len() - 1].at.end;
        let (fits, known) = self.fit(&sentence[at.clone()]);
        let best = fits
            .into_iter()
            .enumerate()
            .filter(|(_, fit)| *fit > 0.0)
            .max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
        // Cut off at 和, a name must be a chapter's beyond doubt.
        let weak = atoms[0].before == Gap::Weak;
        let mut score = match best {
            Some((_, fit)) if fit >= if weak { 0.75 } else { SAME } => fit,
            _ if is_annex(&sentence[at.clone()]) => 0.1,
            _ if known => 0.3,
            _ => -0.3,
        };
        for pair in atoms.windows(2) {
            let closed = ends_name(&sentence[pair[0].at.clone()]);
            score -= match pair[1].before {
                Gap::Strong => 2.0,
                Gap::Comma => 0.6 + if closed { 0.3 } else { 0.0 },
                Gap::Pause => {
                    if closed {
                        0.7
                    } else {
                        0.0
                    }
                }
                Gap::Weak => 0.0,
            };
        }
        if weak {
            score -= 0.25;
        }
        let whole = !atoms.windows(2).any(|pair| {
            let closed = ends_name(&sentence[pair[0].at.clone()]);
            match pair[1].before {
                Gap::Strong | Gap::Comma => true,
                Gap::Pause => closed,
                Gap::Weak => false,
            }
        });
        (Name { at, best, known, whole }, score)
    }
}

fn anchor(wordings: &Wordings, text: &str) -> Anchor {
    let title = Title::new(text);
    let sections = wordings.fits(&title, 1).into_iter().map(|fit| fit.map(|fit| fit.rank().0)).collect();
    let chars: Vec<char> = title.key().chars().collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    Anchor { title, sections, pairs }
}

/// The best way through the groups, for any number of names or for a given one. Two neighbours that fit one chapter are
/// one name cut in two: the second scores as unmatched.
fn best_path(len: usize, groups: &BTreeMap<(usize, usize), (Name, f64)>, count: Option<usize>) -> Option<Cut> {
    type Key = (usize, usize, Option<usize>);
    type Step = (f64, Option<Key>, (usize, usize));
    let mut best: BTreeMap<Key, Step> = BTreeMap::new();
    best.insert((0, 0, None), (0.0, None, (0, 0)));
    for to in 1..=len {
        for from in to.saturating_sub(GROUP)..to {
            let Some((name, score)) = groups.get(&(from, to)) else { continue };
            let chapter = name.chapter();
            let before: Vec<(Key, f64)> =
                best.range((from, 0, None)..(from + 1, 0, None)).map(|(key, value)| (*key, value.0)).collect();
            for (key, sum) in before {
                let again = chapter.is_some() && key.2 == chapter;
                let total = sum + if again { -0.3 } else { *score };
                // Without a wanted number, how many names there are makes no state of its own.
                let state = (to, if count.is_some() { key.1 + 1 } else { 0 }, chapter);
                if best.get(&state).is_none_or(|known| known.0 < total) {
                    best.insert(state, (total, Some(key), (from, to)));
                }
            }
        }
    }
    let ends =
        best.range((len, 0, None)..(len + 1, 0, None)).filter(|(key, _)| count.is_none_or(|count| key.1 == count));
    let (end, value) = ends.max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    let (mut key, score) = (*end, value.0);
    let mut names = Vec::new();
    while let Some((_, Some(before), group)) = best.get(&key) {
        names.push(groups.get(group)?.0.clone());
        key = *before;
    }
    names.reverse();
    Some(Cut { names, score })
}
