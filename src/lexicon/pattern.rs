//! A rulebook's pattern: a regular expression over the folded text, with the typed captures `{n}`, `{date}` and
//! `{agency}`. Checked when the rulebook is loaded, compiled when one of its anchors is first met, in linear time and
//! bounded size.
//!
//! What a pattern of a built-in rulebook needs was told when the program was built (`build.rs`).

use super::anchor::Anchors;
use super::expand::expand;
use super::need;
use regex_automata::meta::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::{Arc, OnceLock};

/// The largest compiled pattern, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// Patterns of so many states are compiled when they are checked, so that none is too large unseen.
const HEAVY: u64 = 8000;

/// What was told of the patterns of the built-in rulebooks, by their sources in order: for each alternative the lists of
/// literals of each of which a match holds one, and the longest match in bytes, 0 where it is not bounded.
static TOLD: &[Told] = include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// A source, the lists of literals of its alternatives, and its reach.
type Told = (&'static str, &'static [&'static [&'static [&'static str]]], usize);

/// A checked pattern. A copy is the same pattern: what one of them has compiled serves all.
#[derive(Clone, Debug)]
pub struct Pattern(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: String,
    /// For each alternative the lists of anchors of each of which a match holds one, the most telling first; none where
    /// it may match without any.
    branches: Vec<Branch>,
    /// The longest match in bytes, where it is bounded.
    reach: Option<usize>,
    compiled: OnceLock<Option<Regex>>,
}

/// The lists of anchors, by their numbers, of each of which a match of an alternative holds one.
pub(super) type Branch = Vec<Box<[u32]>>;

/// Why a pattern was refused: what the parser said, and the bytes of the pattern it speaks of, where known.
#[derive(Clone, Debug)]
pub struct BadPattern {
    /// What is wrong, in English, as the parser says it.
    pub reason: String,
}

impl Pattern {
    /// Check a pattern, and number its anchors among those of the rulebooks it is used with.
    ///
    /// # Errors
    /// Where it is no regular expression of the supported syntax (no look-around, no back-references), or would exceed
    /// the size limit: a pattern that cannot be run must not be taken for one that finds nothing.
    pub fn new(source: &str, anchors: &Anchors) -> Result<Self, BadPattern> {
        let new = |branches, reach| {
            let (source, compiled) = (source.to_owned(), OnceLock::new());
            Self(Arc::new(Inner { source, branches, reach, compiled }))
        };
        if let Ok(at) = TOLD.binary_search_by_key(&source, |(source, _, _)| source) {
            let (_, branches, reach) = TOLD[at];
            let branch = |lists: &&[&[&str]]| lists.iter().map(|literals| anchors.number(literals)).collect();
            return Ok(new(branches.iter().map(branch).collect(), (reach > 0).then_some(reach)));
        }
        let hir = regex_syntax::parse(&expand(source)).map_err(|error| BadPattern { reason: reason(&error) })?;
        let branch = |lists: &Vec<Vec<String>>| lists.iter().map(|literals| anchors.number(literals)).collect();
        let pattern = new(need::branches(&hir).iter().map(branch).collect(), need::reach(&hir));
        // Compiling costs more than all the rest of loading: only what may be too large is tried at once.
        if weight(&hir) > HEAVY && pattern.regex().is_none() {
            return Err(BadPattern { reason: format!("larger than {SIZE_LIMIT} bytes when compiled") });
        }
        Ok(pattern)
    }

    /// As the rulebook has it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The compiled expression; `None` where it exceeds the size limit, which `new` does not let happen.
    #[must_use]
    pub(super) fn regex(&self) -> Option<&Regex> {
        let build = || {
            // An automaton made on the way tells that nothing matches; only matches are gone through for their groups.
            let config =
                Regex::config().nfa_size_limit(Some(SIZE_LIMIT)).dfa(false).onepass(false).auto_prefilter(false);
            Regex::builder().configure(config).build(&expand(&self.0.source)).ok()
        };
        self.0.compiled.get_or_init(build).as_ref()
    }

    /// Its alternatives with their anchors; none where it may match without any.
    pub(super) fn branches(&self) -> &[Branch] {
        &self.0.branches
    }

    /// The longest match in bytes, where it is bounded.
    pub(super) fn reach(&self) -> Option<usize> {
        self.0.reach
    }

    /// Whether it matches somewhere in a short text of its own, such as a cell's.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }
}

/// How large an expression is about, in states: what is repeated counts as often.
fn weight(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() as u64 * 4,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() as u64,
        HirKind::Repetition(repeated) => {
            let times = u64::from(repeated.max.unwrap_or(repeated.min).max(1));
            weight(&repeated.sub).saturating_mul(times)
        }
        HirKind::Capture(capture) => weight(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(weight).fold(0, u64::saturating_add),
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(source: &str) -> Result<Pattern, BadPattern> {
        Pattern::new(source, &Anchors::default())
    }

    #[test]
    fn full_width_punctuation_of_a_pattern_is_literal() {
        let pattern = new("共{n}件（含{n}件）").unwrap();
        let regex = pattern.regex().unwrap();
        let mut captures = regex.create_captures();
        let text = "共1,234件(含十二件)";
        regex.captures(text, &mut captures);
        let group = |name: &str| captures.get_group_by_name(name).map(|at| &text[at.range()]);
        assert_eq!(group("n"), Some("1,234"));
        assert_eq!(group("n_1"), Some("十二"));
    }

    #[test]
    fn what_the_build_told_is_what_is_told_here() {
        assert!(TOLD.len() > 100 && TOLD.is_sorted_by_key(|(source, _, _)| *source));
        for (source, branches, reach) in TOLD {
            let hir = regex_syntax::parse(&expand(source)).unwrap();
            assert_eq!(need::branches(&hir), *branches, "{source}");
            assert_eq!(need::reach(&hir).unwrap_or(0), *reach, "{source}");
            assert!(new(source).unwrap().regex().is_some(), "{source}");
        }
    }

    #[test]
    fn look_around_is_refused() {
        assert!(new("(?=申请)").is_err());
        assert!(new("(?:\\p{Han}{1000}){1000}").is_err(), "too large");
        assert!(new("申请{1,40}[^。]{0,80}").is_ok());
    }
}
