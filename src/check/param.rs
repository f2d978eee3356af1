//! Reading a table of a rulebook key by key: every key is typed, every fault keeps its span, and a key that nobody
//! asked for is a fault with the nearest known one offered.

use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Wording};
use crate::lexicon::pattern::Pattern;
use crate::span::Span;
use crate::spanned::{Entry, Node, Value};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::str::FromStr;

/// Where faults gather while a file is read.
#[derive(Debug, Default)]
pub struct FaultSink {
    faults: RefCell<Vec<Fault>>,
    /// Whether names are missing because what lends them could not be read: unknown names are then no faults.
    pub names_missing: bool,
}

impl FaultSink {
    /// Note a fault.
    pub fn push(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }

    /// Whether there is none yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    /// All that was noted, in text order, each once.
    #[must_use]
    pub fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| fault.span);
        faults.dedup();
        faults
    }
}

/// A table being read.
#[derive(Debug)]
pub struct Fields<'a> {
    /// The table's own span.
    pub span: Span,
    /// The names that a value may refer to.
    pub vocabulary: &'a Vocabulary,
    entries: &'a [Entry],
    asked: Vec<&'static str>,
    faults: &'a FaultSink,
}

/// What a name of the vocabulary stands for.
#[derive(Clone, Copy)]
enum Kind {
    Section,
    Table,
    Figure,
}

impl<'a> Fields<'a> {
    /// Read a node that should be a table; anything else is a fault and reads as an empty table.
    pub fn new(node: &'a Node, vocabulary: &'a Vocabulary, faults: &'a FaultSink) -> Self {
        let entries = match &node.value {
            Value::Table(entries) => entries.as_slice(),
            other @ (Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_)) => {
                let kind = other.kind();
                faults.push(Fault::new(
                    node.span,
                    Wording::new(format!("这里应为表,而不是{}", kind.zh), format!("expected a table, not {}", kind.en)),
                ));
                &[]
            }
        };
        Self { span: node.span, vocabulary, entries, asked: Vec::new(), faults }
    }

    /// The node of a key, noting that the key is known.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// All entries, each taken for known: for tables whose keys are names.
    pub fn entries(&mut self) -> &'a [Entry] {
        let entries = self.entries;
        self.entries = &[];
        entries
    }

    /// Note a fault.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Where faults go, for a nested table.
    #[must_use]
    pub fn sink(&self) -> &'a FaultSink {
        self.faults
    }

    fn expected(&mut self, node: &Node, zh: &str, en: &str) {
        let kind = node.value.kind();
        self.faults.push(Fault::new(
            node.span,
            Wording::new(format!("这里应为{zh},而不是{}", kind.zh), format!("expected {en}, not {}", kind.en)),
        ));
    }

    /// A string.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {
                self.expected(node, "字符串", "a string");
                None
            }
        }
    }

    /// A string with its span.
    pub fn spanned_text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let span = self.node(key)?.span;
        self.text(key).map(|text| (text, span))
    }

    /// A list of strings with their spans; a single string counts as a list of one. Empty where the key is absent.
    pub fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::Text(text) => vec![(text.clone(), node.span)],
            Value::List(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    if let Value::Text(text) = &item.value {
                        texts.push((text.clone(), item.span));
                    } else {
                        self.expected(item, "字符串", "a string");
                    }
                }
                texts
            }
            Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_) => {
                self.expected(node, "字符串数组", "an array of strings");
                Vec::new()
            }
        }
    }

    /// A list of strings; a single string counts as a list of one. Empty where the key is absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// true or false.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match &node.value {
            Value::Flag(flag) => Some(*flag),
            Value::Text(_) | Value::Number(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {
                self.expected(node, "true 或 false", "true or false");
                None
            }
        }
    }

    /// An exact decimal.
    pub fn decimal(&mut self, key: &'static str) -> Option<Decimal> {
        let node = self.node(key)?;
        if let Value::Number(text) = &node.value
            && let Ok(number) = Decimal::from_str(text)
        {
            return Some(number);
        }
        self.expected(node, "数", "a number");
        None
    }

    /// A non-negative integer.
    pub fn count(&mut self, key: &'static str) -> Option<u32> {
        let node = self.node(key)?;
        if let Value::Number(text) = &node.value
            && let Ok(number) = text.parse()
        {
            return Some(number);
        }
        self.expected(node, "非负整数", "a non-negative integer");
        None
    }

    /// One of a closed set of words.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let (text, span) = self.spanned_text(key)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.unknown_value(span, &text, &names, "值", "value");
        }
        found
    }

    /// Several of a closed set of words.
    pub fn some_of<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Vec<T> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let mut values = Vec::new();
        for (text, span) in self.spanned_texts(key) {
            match choices.iter().find(|(name, _)| *name == text) {
                Some((_, value)) => values.push(*value),
                None => self.unknown_value(span, &text, &names, "值", "value"),
            }
        }
        values
    }

    /// A pattern.
    pub fn pattern(&mut self, key: &'static str) -> Option<Pattern> {
        let (text, span) = self.spanned_text(key)?;
        self.parse_pattern(&text, span)
    }

    /// Patterns.
    pub fn patterns(&mut self, key: &'static str) -> Vec<Pattern> {
        let texts = self.spanned_texts(key);
        texts.into_iter().filter_map(|(text, span)| self.parse_pattern(&text, span)).collect()
    }

    /// Parse a pattern that stands at a span.
    pub fn parse_pattern(&mut self, text: &str, span: Span) -> Option<Pattern> {
        match Pattern::new(text, &self.vocabulary.anchors) {
            Ok(pattern) => Some(pattern),
            Err(bad) => {
                self.faults.push(
                    Fault::new(
                        span,
                        Wording::new(format!("模式无效:{}", bad.reason), format!("invalid pattern: {}", bad.reason)),
                    )
                    .help(Wording::new(
                        "支持线性时间的正则表达式;不支持环视和反向引用",
                        "patterns are linear-time regular expressions, without look-around and back-references",
                    )),
                );
                None
            }
        }
    }

    /// The id of a section of the vocabulary.
    pub fn section(&mut self, key: &'static str) -> Option<String> {
        let (text, span) = self.spanned_text(key)?;
        self.knows(Kind::Section, &text, span).then_some(text)
    }

    /// Ids of sections of the vocabulary.
    pub fn sections(&mut self, key: &'static str) -> Vec<String> {
        self.known(key, Kind::Section)
    }

    /// The id of a table of the vocabulary.
    pub fn table(&mut self, key: &'static str) -> Option<String> {
        let (text, span) = self.spanned_text(key)?;
        self.knows(Kind::Table, &text, span).then_some(text)
    }

    /// Ids of tables of the vocabulary.
    pub fn tables(&mut self, key: &'static str) -> Vec<String> {
        self.known(key, Kind::Table)
    }

    /// The id of a figure of the vocabulary.
    pub fn figure(&mut self, key: &'static str) -> Option<String> {
        let (text, span) = self.spanned_text(key)?;
        self.knows(Kind::Figure, &text, span).then_some(text)
    }

    /// Ids of figures of the vocabulary.
    pub fn figures(&mut self, key: &'static str) -> Vec<String> {
        self.known(key, Kind::Figure)
    }

    fn known(&mut self, key: &'static str, kind: Kind) -> Vec<String> {
        let texts = self.spanned_texts(key);
        texts.into_iter().filter(|(text, span)| self.knows(kind, text, *span)).map(|(text, _)| text).collect()
    }

    /// Whether the vocabulary has an id; where it has not, that is a fault.
    fn knows(&mut self, kind: Kind, id: &str, span: Span) -> bool {
        let vocabulary = self.vocabulary;
        let (names, zh, en): (Vec<&str>, _, _) = match kind {
            Kind::Section => {
                (vocabulary.sections.iter().map(|section| section.id.as_str()).collect(), "章节", "section")
            }
            Kind::Table => (vocabulary.tables.iter().map(|table| table.id.as_str()).collect(), "表格", "table"),
            Kind::Figure => (vocabulary.figures.iter().map(|figure| figure.id.as_str()).collect(), "数字", "figure"),
        };
        let known = names.contains(&id);
        if !known {
            self.unknown_name(span, id, &names, zh, en);
        }
        known
    }

    /// Say that a name is not known, offering the nearest.
    pub fn unknown_name(&mut self, span: Span, name: &str, known: &[&str], zh: &str, en: &str) {
        if !self.faults.names_missing {
            self.unknown_value(span, name, known, zh, en);
        }
    }

    /// Say that a word is none of a closed set, offering the nearest.
    fn unknown_value(&mut self, span: Span, name: &str, known: &[&str], zh: &str, en: &str) {
        let fault = Fault::new(span, Wording::new(format!("未知的{zh} `{name}`"), format!("unknown {en} `{name}`")));
        self.faults.push(fault.help(suggestion(name, known)));
    }

    /// Whether a key is there, whatever it holds.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Say that a key must be there.
    pub fn require(&mut self, key: &'static str) {
        if !self.has(key) {
            self.faults.push(Fault::new(
                Span::new(self.span.start as usize, self.span.start as usize),
                Wording::new(format!("缺少键 `{key}`"), format!("missing key `{key}`")),
            ));
        }
    }

    /// Done: every key that nobody asked for is a fault.
    pub fn finish(self) {
        for entry in self.entries {
            if !self.asked.contains(&entry.key.as_str()) {
                let key = &entry.key;
                self.faults.push(
                    Fault::new(
                        entry.key_span,
                        Wording::new(format!("未知的键 `{key}`"), format!("unknown key `{key}`")),
                    )
                    .help(suggestion(key, &self.asked)),
                );
            }
        }
    }
}

/// "Did you mean": the nearest known name, or the list of known names.
#[must_use]
pub fn suggestion(name: &str, known: &[&str]) -> Wording {
    let nearest = known.iter().map(|other| (distance(name, other), *other)).min();
    match nearest {
        Some((distance, other)) if distance <= (name.chars().count() / 3).max(2) => {
            Wording::new(format!("是否想写 `{other}`?"), format!("did you mean `{other}`?"))
        }
        Some(_) => {
            let mut names: Vec<&str> = known.to_vec();
            names.sort_unstable();
            names.dedup();
            let names = names.join(" ");
            Wording::new(format!("可用的有:{names}"), format!("known: {names}"))
        }
        None => Wording::default(),
    }
}

/// The number of single-character edits between two words; a swap of neighbours counts as one.
#[must_use]
pub fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut best = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_a_swap_once() {
        assert_eq!(distance("severtiy", "severity"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
