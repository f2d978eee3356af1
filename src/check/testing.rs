//! The one door through which the unit tests of check kinds go: parameters as TOML, a report as text.

use super::param::{FaultSink, Fields};
use super::{Check, Context, Outcome};
use crate::document::Document;
use crate::fact::vocabulary::Vocabulary;
use crate::fact::{self, Given};
use crate::finding::Fault;
use crate::read;
use crate::spanned;

/// Compile a kind's parameters from TOML such as `any = ["phone"]`.
pub fn compile(kind: &str, toml: &str, vocabulary: &Vocabulary) -> (Check, Vec<Fault>) {
    let (node, mut faults) = spanned::parse(toml);
    let sink = FaultSink::default();
    let mut fields = Fields::new(&node, vocabulary, &sink);
    let check = Check::compile(kind, &mut fields).expect("a known kind");
    fields.finish();
    faults.extend(sink.into_faults());
    (check, faults)
}

/// Ask a kind of a text, read as a `.txt` report. `given` stands in for what would be told of its year and agency.
pub fn ask(kind: &str, toml: &str, vocabulary: &Vocabulary, given: &Given, text: &str) -> Outcome {
    let (check, faults) = compile(kind, toml, vocabulary);
    assert!(faults.is_empty(), "{faults:?}");
    let document = read::text::read("a.txt", text.as_bytes()).unwrap_or_else(|_| Document::passage("a.txt", text));
    let facts = fact::gather(&document, vocabulary, given);
    let context = Context { facts: &facts, previous: None, members: None, siblings: &[], published: None };
    check.run(&context)
}

/// The slices of the text that the hits' sites cover, in order.
pub fn sites(text: &str, outcome: &Outcome) -> Vec<String> {
    outcome.hits.iter().map(|hit| text[hit.site.span().range()].to_owned()).collect()
}
