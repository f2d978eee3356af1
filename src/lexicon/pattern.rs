//! A rulebook's pattern: a regular expression over the folded text, with the typed captures `{n}`, `{date}` and
//! `{agency}`. Checked when the rulebook is loaded, compiled when one of its anchors is first met, in linear time and
//! bounded size.

use super::anchor::Anchors;
use super::need;
use crate::text;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::OnceLock;

/// The largest compiled pattern, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// Patterns of so many states are compiled when they are checked, so that none is too large unseen.
const HEAVY: u64 = 8000;

/// The longest match, in bytes, around whose anchor alone a pattern is run; what may reach further is run over all that
/// is looked at.
const FAR: usize = 2000;

/// A checked pattern.
#[derive(Debug)]
pub struct Pattern {
    /// As the rulebook has it.
    pub source: String,
    expanded: String,
    /// The numbers of the literals of which every match holds one; none where there are no such literals.
    anchors: Option<Box<[u32]>>,
    /// The longest match in bytes, where it is bounded.
    reach: Option<usize>,
    compiled: OnceLock<Option<Regex>>,
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            expanded: self.expanded.clone(),
            anchors: self.anchors.clone(),
            reach: self.reach,
            compiled: OnceLock::new(),
        }
    }
}

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
        let expanded = expand(source);
        match regex_syntax::parse(&expanded) {
            Ok(hir) => {
                let pattern = Self {
                    source: source.to_owned(),
                    expanded,
                    anchors: need::literals(&hir).map(|literals| anchors.number(&literals)),
                    reach: hir.properties().maximum_len().filter(|reach| *reach <= FAR),
                    compiled: OnceLock::new(),
                };
                // Compiling costs more than all the rest of loading: only what may be too large is tried at once.
                if weight(&hir) > HEAVY && pattern.regex().is_none() {
                    return Err(BadPattern { reason: format!("larger than {SIZE_LIMIT} bytes when compiled") });
                }
                Ok(pattern)
            }
            Err(error) => Err(BadPattern { reason: reason(&error) }),
        }
    }

    /// The compiled expression; `None` where it exceeds the size limit, which `new` does not let happen.
    #[must_use]
    pub(super) fn regex(&self) -> Option<&Regex> {
        let build = || {
            // An automaton built on the way tells that nothing matches; only matches are gone through for their groups.
            let config =
                Regex::config().nfa_size_limit(Some(SIZE_LIMIT)).dfa(false).onepass(false).auto_prefilter(false);
            Regex::builder().configure(config).syntax(syntax::Config::new()).build(&self.expanded).ok()
        };
        self.compiled.get_or_init(build).as_ref()
    }

    /// The numbers of its anchors; none where it may match without any.
    pub(super) fn anchors(&self) -> Option<&[u32]> {
        self.anchors.as_deref()
    }

    /// The longest match in bytes, where it is bounded.
    pub(super) fn reach(&self) -> Option<usize> {
        self.reach
    }

    /// Whether it has a group of a name.
    #[must_use]
    pub fn has_group(&self, name: &str) -> bool {
        self.expanded.contains(&format!("(?P<{name}>"))
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

/// Typed captures written out, and full-width characters narrowed as the text is.
fn expand(source: &str) -> String {
    let mut expanded = String::with_capacity(source.len() + 16);
    for c in source.chars() {
        let narrow = text::narrow(c);
        if narrow != c && regex_syntax::is_meta_character(narrow) {
            expanded.push('\\');
        }
        expanded.push(narrow);
    }
    let mut seen = 0;
    for (name, body) in CAPTURES {
        while let Some(at) = expanded.find(name) {
            let group = name.trim_matches(['{', '}']);
            let tag = if seen == 0 { group.to_owned() } else { format!("{group}_{seen}") };
            expanded.replace_range(at..at + name.len(), &format!("(?P<{tag}>{body})"));
            seen += 1;
        }
        seen = 0;
    }
    expanded
}

/// The typed captures. A number is digits with separators and decimals or Chinese numerals, with 万 or 亿 behind it.
const CAPTURES: [(&str, &str); 3] = [
    ("{n}", r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千两廿卅]+)[万亿]?"),
    (
        "{date}",
        r"(?:[0-9]{4}|[零〇○一二三四五六七八九]{4})年[0-9零〇一二三四五六七八九十]{1,3}月[0-9零〇一二三四五六七八九十廿卅]{1,3}日",
    ),
    (
        "{agency}",
        r"\p{Han}{2,24}?(?:人民政府|办公厅|办公室|委员会|管委会|办事处|委|局|厅|院|社|会|镇|乡|中心|学校|学院|大学|中学|小学)",
    ),
];

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
    fn look_around_is_refused() {
        assert!(new("(?=申请)").is_err());
        assert!(new("(?:\\p{Han}{1000}){1000}").is_err(), "too large");
        assert!(new("申请{1,40}[^。]{0,80}").is_ok());
    }
}
