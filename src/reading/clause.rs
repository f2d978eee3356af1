//! The one cutter of sentences, clauses and items. Stops inside brackets, quotation marks and titles end nothing.

use std::ops::Range;

/// How fine a text is cut; each includes the stops of those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fine {
    /// At the ends of sentences.
    Sentence,
    /// At semicolons too.
    Part,
    /// At commas and colons too.
    Clause,
    /// At pauses between names too.
    Item,
}

impl Fine {
    /// Whether a character of the folded text ends what is cut.
    #[must_use]
    pub fn stops_at(self, c: char) -> bool {
        match c {
            '。' | '!' | '?' | '\n' => true,
            ';' => self >= Self::Part,
            ',' | ':' => self >= Self::Clause,
            '、' => self >= Self::Item,
            _ => false,
        }
    }
}

/// How deep a character leads into brackets, quotation marks and titles, or out of them.
#[must_use]
pub fn depth(c: char) -> i32 {
    match c {
        '(' | '《' | '“' | '〔' | '「' | '【' => 1,
        ')' | '》' | '”' | '〕' | '」' | '】' => -1,
        _ => 0,
    }
}

/// Where the last stretch of a text begins: behind its last stop, or behind a bracket that is still open.
#[must_use]
pub fn last_start(text: &str, fine: Fine) -> usize {
    let mut inside = 0_i32;
    for (at, c) in text.char_indices().rev() {
        let step = depth(c);
        if step < 0 {
            inside += 1;
        } else if step > 0 && inside > 0 {
            inside -= 1;
        } else if step > 0 || inside == 0 && fine.stops_at(c) || c == '\n' {
            return at + c.len_utf8();
        }
    }
    0
}

/// The last stretch of a text.
#[must_use]
pub fn last(text: &str, fine: Fine) -> &str {
    &text[last_start(text, fine)..]
}

/// The sentences of a range, their end marks left out; an end mark inside brackets ends one too, so that a bracket left
/// open swallows nothing.
#[must_use]
pub fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = range.start;
    let said = text.get(range.clone()).unwrap_or_default();
    for (at, c) in said.char_indices().filter(|(_, c)| Fine::Sentence.stops_at(*c)) {
        sentences.push(start..range.start + at);
        start = range.start + at + c.len_utf8();
    }
    sentences.push(start..range.end);
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_stretch_begins_behind_its_stop() {
        for (text, fine, expected) in [
            ("甲,乙、丙", Fine::Clause, "乙、丙"),
            ("甲,乙、丙", Fine::Item, "丙"),
            ("甲;乙,丙", Fine::Part, "乙,丙"),
            ("甲(乙,丙)丁", Fine::Clause, "甲(乙,丙)丁"),
            ("甲(乙,丙", Fine::Clause, "丙"),
            ("甲(乙", Fine::Clause, "乙"),
            ("“甲,乙”丙", Fine::Clause, "“甲,乙”丙"),
        ] {
            assert_eq!(last(text, fine), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_at_their_marks() {
        let text = "甲。乙!丙";
        let found: Vec<&str> = sentences(text, 0..text.len()).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["甲", "乙", "丙"]);
    }
}
