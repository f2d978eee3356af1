//! Anchors: the literals by which patterns are found, all in one automaton, and where they stand in a text.

use super::pattern::Pattern;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The anchors of the patterns of a library of rulebooks, numbered as they come. What looks for them is made when a text
/// is first scanned, and anew where anchors came since.
#[derive(Debug, Default)]
pub struct Anchors {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    numbers: HashMap<String, u32>,
    lengths: Vec<u32>,
    scanner: Option<Arc<Scanner>>,
}

/// Looks for all anchors at once.
struct Scanner {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The length of each anchor, in bytes.
    lengths: Vec<u32>,
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("anchors", &self.lengths.len()).finish()
    }
}

impl Anchors {
    /// Poisoned by a panic elsewhere, what is known is as whole as before: it grows in one step.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The numbers of literals, given to those that are new.
    pub(super) fn number<S: AsRef<str>>(&self, literals: &[S]) -> Box<[u32]> {
        let mut known = self.known();
        let mut numbers = Vec::with_capacity(literals.len());
        for literal in literals {
            let next = u32::try_from(known.lengths.len()).unwrap_or(u32::MAX);
            let literal = literal.as_ref();
            let number = known.numbers.get(literal).copied().unwrap_or(next);
            if number == next {
                known.numbers.insert(literal.to_owned(), next);
                known.lengths.push(u32::try_from(literal.len()).unwrap_or(u32::MAX));
                known.scanner = None;
            }
            numbers.push(number);
        }
        numbers.into_boxed_slice()
    }

    fn scanner(&self) -> Arc<Scanner> {
        let mut known = self.known();
        if let Some(scanner) = &known.scanner {
            return Arc::clone(scanner);
        }
        // In order of the words: what is built does not depend on the order of a hash.
        let mut words: Vec<(&str, u32)> = known.numbers.iter().map(|(word, number)| (word.as_str(), *number)).collect();
        words.sort_unstable();
        // Only an empty list cannot be built: the words are not empty, and each stands once.
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(words).ok();
        let scanner = Arc::new(Scanner { automaton, lengths: known.lengths.clone() });
        known.scanner = Some(Arc::clone(&scanner));
        scanner
    }

    /// Where each anchor stands in a text.
    #[must_use]
    pub fn scan(&self, text: &str) -> Hits {
        let scanner = self.scanner();
        let mut found: Vec<(u32, u32)> = Vec::new();
        if let Some(automaton) = &scanner.automaton {
            let places = automaton.find_overlapping_iter(text);
            found.extend(places.map(|place| (place.value(), u32::try_from(place.start()).unwrap_or(u32::MAX))));
        }
        Hits::new(scanner, &found)
    }
}

/// Where the anchors of a library stand in a text.
#[derive(Debug)]
pub struct Hits {
    scanner: Arc<Scanner>,
    /// By an anchor's number, where its places begin in `places`; one more at the end.
    first: Vec<u32>,
    /// First bytes, in text order for each anchor.
    places: Vec<u32>,
}

impl Hits {
    /// Sort what was found in text order by anchors.
    fn new(scanner: Arc<Scanner>, found: &[(u32, u32)]) -> Self {
        let mut first = vec![0_u32; scanner.lengths.len() + 1];
        for (anchor, _) in found {
            first[*anchor as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut places = vec![0; found.len()];
        for (anchor, place) in found {
            let slot = &mut next[*anchor as usize];
            places[*slot as usize] = *place;
            *slot += 1;
        }
        Self { scanner, first, places }
    }

    /// The places of an anchor within a range; `None` for one that was not looked for.
    fn within(&self, anchor: u32, range: &Range<usize>) -> Option<(&[u32], usize)> {
        let (from, to) = (*self.first.get(anchor as usize)?, *self.first.get(anchor as usize + 1)?);
        let places = self.places.get(from as usize..to as usize)?;
        let length = *self.scanner.lengths.get(anchor as usize)? as usize;
        let begin = places.partition_point(|place| (*place as usize) < range.start);
        let end = places.partition_point(|place| *place as usize + length <= range.end);
        Some((places.get(begin..end.max(begin))?, length))
    }

    /// Whether one of some anchors stands within a range, or one of them was not looked for.
    fn stands(&self, anchors: &[u32], range: &Range<usize>) -> bool {
        anchors.iter().any(|anchor| self.within(*anchor, range).is_none_or(|(places, _)| !places.is_empty()))
    }

    /// Whether a pattern may match within a range: all that one of its alternatives must hold stands there.
    #[must_use]
    pub fn may_match(&self, pattern: &Pattern, range: &Range<usize>) -> bool {
        let branches = pattern.branches();
        branches.is_empty() || branches.iter().any(|lists| lists.iter().all(|anchors| self.stands(anchors, range)))
    }

    /// The stretches of a range in which every match of a pattern lies that lies in the range, in order and apart; of a
    /// pattern whose matches may be of any length, the places that each match holds one of. All of the range where the
    /// pattern has no anchors.
    #[must_use]
    fn stretches(&self, pattern: &Pattern, range: &Range<usize>) -> Vec<Range<usize>> {
        let branches = pattern.branches();
        if branches.is_empty() {
            return vec![range.clone()];
        }
        let mut around = Vec::new();
        for lists in branches {
            let Some((first, others)) = lists.split_first() else { return vec![range.clone()] };
            for anchor in first {
                let Some((places, length)) = self.within(*anchor, range) else { return vec![range.clone()] };
                let reach = pattern.reach().unwrap_or(length);
                let stretches = places.iter().map(|place| {
                    let place = *place as usize;
                    (place + length).saturating_sub(reach).max(range.start)..(place + reach).min(range.end)
                });
                let holds = |stretch: &Range<usize>| others.iter().all(|anchors| self.stands(anchors, stretch));
                around.extend(stretches.filter(|stretch| pattern.reach().is_none() || holds(stretch)));
            }
        }
        around.sort_unstable_by_key(|stretch| stretch.start);
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(around.len());
        for stretch in around {
            match apart.last_mut() {
                Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
                _ => apart.push(stretch),
            }
        }
        apart
    }
}

/// A text with where the anchors stand in it: what patterns are run over.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'a> {
    /// The folded text.
    pub text: &'a str,
    /// Where the anchors stand.
    pub hits: &'a Hits,
}

impl Scanned<'_> {
    /// Whether a pattern matches within a range, whose ends are those of the text to it.
    #[must_use]
    pub fn matches(&self, pattern: &Pattern, range: &Range<usize>) -> bool {
        self.find(pattern, range).is_some()
    }

    /// The first match of a pattern within a range, whose ends are those of the text to it.
    #[must_use]
    pub fn find(&self, pattern: &Pattern, range: &Range<usize>) -> Option<Range<usize>> {
        if !self.hits.may_match(pattern, range) {
            return None;
        }
        let text = self.text.get(range.clone())?;
        let stretches = match pattern.reach() {
            Some(_) => self.hits.stretches(pattern, range),
            None => vec![range.clone()],
        };
        stretches.into_iter().find_map(|stretch| {
            let stretch = inner(text, &stretch, range.start);
            let found = pattern.regex()?.find(Input::new(text).range(stretch))?;
            Some(range.start + found.start()..range.start + found.end())
        })
    }

    /// Tell every match of a pattern in the lines of a range, in order: a line, where it begins, and what was captured in
    /// it. The ends of a line are those of the text to the pattern. The search goes on where `tell` says.
    pub fn each_line(
        &self,
        pattern: &Pattern,
        range: &Range<usize>,
        mut tell: impl FnMut(&str, usize, &Captures) -> Option<usize>,
    ) {
        if !self.hits.may_match(pattern, range) {
            return;
        }
        let mut captures: Option<(&Regex, Captures)> = None;
        let mut last: Option<Range<usize>> = None;
        let mut from = range.start;
        for stretch in self.hits.stretches(pattern, range) {
            let mut at = self.text.floor_char_boundary(stretch.start);
            while at <= stretch.end && at < range.end {
                let line = match last.take().filter(|line| at <= line.end) {
                    Some(line) => line,
                    None => self.line(from, at, range.end),
                };
                let Some(text) = self.text.get(line.clone()) else { return };
                let (begin, end) = match pattern.reach() {
                    Some(_) => (at, self.text.ceil_char_boundary(stretch.end.min(line.end))),
                    None => (line.start, line.end),
                };
                from = from.max(begin);
                let worth = pattern.reach().is_some() || self.hits.may_match(pattern, &line);
                while worth && from <= end {
                    if captures.is_none() {
                        captures = pattern.regex().map(|regex| (regex, regex.create_captures()));
                    }
                    let Some((regex, captures)) = &mut captures else { return };
                    let input = Input::new(text).range(from - line.start..end - line.start);
                    regex.search_captures(&input, captures);
                    let Some(found) = captures.get_match() else { break };
                    let next = line.start + tell(text, line.start, captures).unwrap_or(found.end());
                    from = if next > from { next } else { self.text.ceil_char_boundary(from + 1) };
                }
                if pattern.reach().is_none() {
                    // All of the line was looked at.
                    from = from.max(line.end + 1);
                }
                at = line.end + 1;
                last = Some(line);
            }
        }
    }

    /// The line around a place, which begins at or behind `from`.
    fn line(&self, from: usize, at: usize, end: usize) -> Range<usize> {
        let start = self.text[from.min(at)..at].rfind('\n').map_or(from.min(at), |mark| from.min(at) + mark + 1);
        start..self.text[at..end].find('\n').map_or(end, |mark| at + mark)
    }
}

/// A stretch of a text within a slice of it that begins at `base`, grown to whole characters.
fn inner(slice: &str, stretch: &Range<usize>, base: usize) -> Range<usize> {
    slice.floor_char_boundary(stretch.start - base)..slice.ceil_char_boundary(stretch.end - base)
}
