//! Clauses inside a text that a stop ends before they say anything: `…等形式,不断;` `…公开和以及。`

use crate::fact::Facts;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::ending;

/// The hits at clauses that end with a word which needs another behind it.
pub fn find(facts: &Facts<'_>) -> Vec<Hit> {
    let text = facts.prose.text.as_str();
    let stops = text.char_indices().filter(|(_, c)| matches!(c, '。' | ';'));
    let open = stops.filter_map(|(stop, _)| {
        let start = text[..stop].char_indices().rev().find(|(_, c)| ending::ends_clause(*c));
        let start = start.map_or(0, |(at, c)| at + c.len_utf8());
        let clause = text.get(start..stop)?;
        let dangling = ending::dangles(clause)?;
        Some(stop - dangling.len()..stop)
    });
    let hits = open.map(|at| {
        let word = &text[at.clone()];
        let message = Wording::new(format!("句子在“{word}”处没有写完"), format!("the clause breaks off at “{word}”"));
        Hit::at(facts.prose.source(at), message).at_most(Severity::Warning)
    });
    hits.collect()
}
