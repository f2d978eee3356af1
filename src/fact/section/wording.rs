//! Titles against wordings: equal, equal but for a slip of the pen, or holding all key words.

use super::Match;
use crate::fact::bag::Bag;
use crate::fact::fold::{fold_str, letters};
use crate::fact::vocabulary::{Section as Spec, Vocabulary};
use crate::language::en::heading as english;
use crate::language::zh::heading::{is_ordinary, joins, names_measure, skeleton};

/// Headings longer than this many characters are sentences and match nothing.
const LONGEST: usize = 60;
/// The same for English, where a word is what a character is in Chinese.
const LONGEST_ENGLISH: usize = 160;

/// The vocabulary's wordings, made ready for comparing.
#[derive(Clone, Debug)]
pub struct Wordings {
    sections: Vec<Section>,
}

#[derive(Clone, Debug)]
struct Section {
    /// The title first, then what is accepted: as written, and its skeleton.
    accepted: Vec<(String, String)>,
    /// Each skeleton's characters.
    bags: Vec<Bag>,
    /// Key words, each with its alternatives.
    words: Vec<Vec<String>>,
}

/// A title made ready for comparing.
#[derive(Clone, Debug)]
pub struct Title {
    /// Folded, punctuation kept.
    folded: String,
    letters: String,
    skeleton: String,
}

/// How a title fits a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How.
    pub by: Match,
    /// Characters that differ; 0 unless a near miss.
    pub distance: usize,
    /// The wording it was compared with: an index into title and `also`; none for key words.
    pub wording: Option<usize>,
}

impl Title {
    /// Make a title ready. Years before it (2011年主动公开…), page numbers behind it (of a table of contents) and
    /// remarks in brackets behind it do not count.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let folded = fold_str(raw);
        let mut kept = folded.as_str();
        if let Some(open) = kept.rfind('(')
            && kept.ends_with(')')
            && open > 0
        {
            kept = &kept[..open];
        }
        let bare = kept.trim_start_matches(|c: char| c.is_ascii_digit());
        let kept = match bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')) {
            Some(rest) if kept.len() - bare.len() == 4 && !rest.is_empty() => rest,
            Some(_) | None => kept,
        };
        let all = letters(kept);
        let trimmed = all.trim_end_matches(|c: char| c.is_ascii_digit());
        let letters = if trimmed.is_empty() { all.clone() } else { trimmed.to_owned() };
        Self { folded: kept.to_owned(), skeleton: bones(kept, &letters), letters }
    }

    /// What it is compared by; equal for two headings with the same words.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.letters
    }
}

impl Wordings {
    /// Make a vocabulary ready.
    #[must_use]
    pub fn new(sections: &[Spec]) -> Self {
        let sections = sections
            .iter()
            .map(|section| {
                let accepted: Vec<(String, String)> = std::iter::once(&section.title)
                    .chain(&section.also)
                    .map(|wording| (letters(wording), bones(wording, &letters(wording))))
                    .collect();
                let bags = accepted.iter().map(|(_, skeleton)| Bag::of(skeleton)).collect();
                let words = section.words.iter().map(|word| word.split('|').map(letters).collect()).collect();
                Section { accepted, bags, words }
            })
            .collect();
        Self { sections }
    }

    /// How a title fits each section of the vocabulary, in its order.
    #[must_use]
    pub fn fits(&self, title: &Title, level: u8) -> Vec<Option<Fit>> {
        let longest = if title.letters.is_ascii() { LONGEST_ENGLISH } else { LONGEST };
        if title.letters.is_empty() || title.letters.chars().count() > longest {
            return vec![None; self.sections.len()];
        }
        let exact: Vec<Option<Fit>> = self.sections.iter().map(|section| section.exact(title)).collect();
        let by_words = self.by_words(title, level);
        if exact.iter().any(Option::is_some) {
            // A title that is another section's to the letter serves a second one only when it joins two topics.
            let joined = title.folded.contains(joins);
            return exact
                .into_iter()
                .zip(by_words)
                .map(|(exact, words)| exact.or_else(|| (joined && words).then(Fit::words)))
                .collect();
        }
        let near: Vec<Option<Fit>> = self
            .sections
            .iter()
            .zip(&by_words)
            .map(|(section, words)| section.near(title, *words, by_words.iter().any(|words| *words)))
            .collect();
        near.into_iter().zip(by_words).map(|(near, words)| near.or_else(|| words.then(Fit::words))).collect()
    }

    /// For each section whether the title holds its key words and is about it: in a phrase the last noun is the topic
    /// (主动公开工作存在的问题 is about problems), and phrases that are joined count each.
    fn by_words(&self, title: &Title, level: u8) -> Vec<bool> {
        if level > 1 && names_measure(&title.letters) {
            return vec![false; self.sections.len()];
        }
        let phrases: Vec<String> = title.folded.split(joins).map(letters).filter(|phrase| !phrase.is_empty()).collect();
        let held: Vec<bool> = self.sections.iter().map(|section| section.holds(&title.letters)).collect();
        let mut about = vec![false; self.sections.len()];
        for phrase in &phrases {
            let last: Vec<Option<usize>> = self
                .sections
                .iter()
                .zip(&held)
                .map(|(section, held)| if *held { section.last_word(phrase) } else { None })
                .collect();
            let latest = last.iter().flatten().max().copied();
            for (about, last) in about.iter_mut().zip(last) {
                *about |= last.is_some() && last == latest;
            }
        }
        about
    }
}

/// What a wording is compared by where its letters differ: by its language's rules, which its script tells.
fn bones(text: &str, letters: &str) -> String {
    if letters.is_ascii() { english::skeleton(text) } else { skeleton(letters) }
}

/// Whether a text holds all key words of a section, whatever it is about.
#[must_use]
pub fn holds_words(vocabulary: &Vocabulary, id: &str, text: &str) -> bool {
    let Some(section) = vocabulary.section(id) else { return false };
    let text = letters(text);
    let holds = |word: &String| word.split('|').any(|form| !form.is_empty() && text.contains(&letters(form)));
    !section.words.is_empty() && section.words.iter().all(holds)
}

impl Fit {
    fn words() -> Self {
        Self { by: Match::Words, distance: 0, wording: None }
    }

    /// The order of preference, best first.
    #[must_use]
    pub fn rank(&self) -> (u8, usize) {
        match self.by {
            Match::Title => (0, 0),
            Match::Also => (1, 0),
            Match::NearMiss => (2, self.distance),
            Match::Words => (3, 0),
        }
    }
}

impl Section {
    fn exact(&self, title: &Title) -> Option<Fit> {
        let same = |(_, (letters, skeleton)): &(usize, &(String, String))| {
            !skeleton.is_empty() && (*letters == title.letters || *skeleton == title.skeleton)
        };
        let (wording, _) = self.accepted.iter().enumerate().find(same)?;
        let by = if wording == 0 { Match::Title } else { Match::Also };
        Some(Fit { by, distance: 0, wording: Some(wording) })
    }

    fn holds(&self, letters: &str) -> bool {
        !self.words.is_empty()
            && self.words.iter().all(|word| word.iter().any(|form| !form.is_empty() && letters.contains(form.as_str())))
    }

    /// Where the last of the key words ends in a phrase.
    fn last_word(&self, phrase: &str) -> Option<usize> {
        let forms = self.words.iter().flatten().filter(|form| !form.is_empty());
        forms.filter_map(|form| phrase.rfind(form.as_str()).map(|at| at + form.len())).max()
    }

    /// A slip of the pen: a character or two differ from an accepted wording and what stands there was not chosen.
    fn near(&self, title: &Title, own_words: bool, any_words: bool) -> Option<Fit> {
        let mut best: Option<Fit> = None;
        let bag = Bag::of(&title.skeleton);
        for (wording, (_, skeleton)) in self.accepted.iter().enumerate() {
            if self.bags[wording].length.abs_diff(bag.length) > 1 || !self.bags[wording].may_be_within(bag, 2) {
                continue;
            }
            let distance = match slip(skeleton, &title.skeleton) {
                Some(slip) if own_words => slip.is_plain(&self.accepted).then_some(1),
                Some(_) if !any_words => Some(1),
                Some(_) => None,
                None if !any_words && two_differ(skeleton, &title.skeleton) => Some(2),
                None => None,
            };
            if let Some(distance) = distance
                && best.as_ref().is_none_or(|best| distance < best.distance)
            {
                best = Some(Fit { by: Match::NearMiss, distance, wording: Some(wording) });
            }
        }
        best
    }
}

/// A single edit that turns a wording into a title.
#[derive(Debug, PartialEq, Eq)]
enum Slip {
    /// Another character: the pairs it makes with its neighbours.
    Other(Vec<String>),
    /// Two neighbours changed places.
    Swapped,
    /// A character was lost or added: whether it doubles its neighbour or was the last.
    Length { plain: bool },
}

impl Slip {
    /// Whether it is plainly a slip though all key words are there: what stands there makes no word.
    fn is_plain(&self, accepted: &[(String, String)]) -> bool {
        match self {
            Self::Other(pairs) => !pairs
                .iter()
                .any(|pair| is_ordinary(pair) || accepted.iter().any(|(letters, _)| letters.contains(pair.as_str()))),
            Self::Swapped => true,
            Self::Length { plain } => *plain,
        }
    }
}

/// The single edit between a wording and a title, for wordings of at least five characters.
fn slip(wording: &str, title: &str) -> Option<Slip> {
    let (wording, title): (Vec<char>, Vec<char>) = (wording.chars().collect(), title.chars().collect());
    if wording.len() < 5 || wording.len().abs_diff(title.len()) > 1 {
        return None;
    }
    let before = wording.iter().zip(&title).take_while(|(a, b)| a == b).count();
    let room = wording.len().min(title.len()) - before;
    let after = wording.iter().rev().zip(title.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (left, right) = (&wording[before..wording.len() - after], &title[before..title.len() - after]);
    match (left, right) {
        ([_], [_]) => {
            let pair = |at: usize| title.get(at..at + 2).map(|pair| pair.iter().collect::<String>());
            let pairs = before.checked_sub(1).and_then(pair).into_iter().chain(pair(before)).collect();
            Some(Slip::Other(pairs))
        }
        ([a, b], [c, d]) if a == d && b == c => Some(Slip::Swapped),
        ([_], []) => Some(Slip::Length { plain: after == 0 }),
        ([], [added]) => {
            let doubled = before > 0 && title[before - 1] == *added || title.get(before + 1) == Some(added);
            Some(Slip::Length { plain: doubled })
        }
        _ => None,
    }
}

/// Whether two long titles of equal length differ in exactly two characters.
fn two_differ(wording: &str, title: &str) -> bool {
    let count = wording.chars().count();
    count >= 10
        && count == title.chars().count()
        && wording.chars().zip(title.chars()).filter(|(a, b)| a != b).count() == 2
}
