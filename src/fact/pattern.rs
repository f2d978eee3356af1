//! A rulebook's pattern: a regular expression over the folded text, with the typed captures `{n}`, `{date}` and
//! `{agency}`. Checked when the rulebook is loaded, compiled when first needed, in linear time and bounded size.

use super::fold;
use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::OnceLock;

/// The largest compiled pattern, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// Patterns of so many states are compiled when they are checked, so that none is too large unseen.
const HEAVY: u64 = 8000;

/// A checked pattern.
#[derive(Debug)]
pub struct Pattern {
    /// As the rulebook has it.
    pub source: String,
    expanded: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), expanded: self.expanded.clone(), compiled: OnceLock::new() }
    }
}

/// Why a pattern was refused: what the parser said, and the bytes of the pattern it speaks of, where known.
#[derive(Clone, Debug)]
pub struct BadPattern {
    /// What is wrong, in English, as the parser says it.
    pub reason: String,
}

impl Pattern {
    /// Check a pattern.
    ///
    /// # Errors
    /// Where it is no regular expression of the supported syntax (no look-around, no back-references), or would exceed
    /// the size limit: a pattern that cannot be run must not be taken for one that finds nothing.
    pub fn new(source: &str) -> Result<Self, BadPattern> {
        let expanded = expand(source);
        match regex_syntax::parse(&expanded) {
            Ok(hir) => {
                let pattern = Self { source: source.to_owned(), expanded, compiled: OnceLock::new() };
                // Compiling costs more than all the rest of loading: only what may be too large is tried at once.
                if weight(&hir) > HEAVY && pattern.regex().is_none() {
                    return Err(BadPattern { reason: format!("larger than {SIZE_LIMIT} bytes when compiled") });
                }
                Ok(pattern)
            }
            Err(error) => Err(BadPattern { reason: reason(&error) }),
        }
    }

    /// A pattern that matches a text literally, folded.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        let expanded = regex::escape(&fold::fold_str(text));
        Self { source: text.to_owned(), expanded, compiled: OnceLock::new() }
    }

    /// The compiled expression; `None` where it exceeds the size limit, which `new` does not let happen.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| regex::RegexBuilder::new(&self.expanded).size_limit(SIZE_LIMIT).build().ok())
            .as_ref()
    }

    /// The expression as it is compiled, typed captures written out: for scanning for several patterns in one pass.
    #[must_use]
    pub fn expression(&self) -> &str {
        &self.expanded
    }

    /// Whether it matches anywhere in a folded text.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
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

/// Typed captures written out, and full-width characters narrowed as the text is.
fn expand(source: &str) -> String {
    let mut expanded = String::with_capacity(source.len() + 16);
    for c in source.chars() {
        let narrow = fold::narrow(c);
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

    #[test]
    fn full_width_punctuation_of_a_pattern_is_literal() {
        let pattern = Pattern::new("共{n}件（含{n}件）").unwrap();
        let captures = pattern.regex().unwrap().captures("共1,234件(含十二件)").unwrap();
        assert_eq!(&captures["n"], "1,234");
        assert_eq!(&captures["n_1"], "十二");
    }

    #[test]
    fn look_around_is_refused() {
        assert!(Pattern::new("(?=申请)").is_err());
        assert!(Pattern::new("(?:\\p{Han}{1000}){1000}").is_err(), "too large");
        assert!(Pattern::new("申请{1,40}[^。]{0,80}").is_ok());
    }
}
