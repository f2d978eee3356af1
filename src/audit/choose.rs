//! Choosing a rulebook for a report: by its year; without one, by its chapters, and saying that it was guessed.

use crate::document::Document;
use crate::fact::{self, Facts, Given, fold};
use crate::rulebook::Rulebook;
use std::sync::Arc;

/// The rulebook that governs a report.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The rulebook.
    pub rulebook: Arc<Rulebook>,
    /// Whether it was guessed by the report's chapters, since no year could be told or none governs that year.
    pub guessed: bool,
}

/// Choose among rulebooks by the report's year, else by its chapters; none where there is nothing to choose from.
#[must_use]
pub fn choose(books: &[Arc<Rulebook>], document: &Document, given: &Given) -> Option<Chosen> {
    let first = books.first()?;
    // Titles, periods and names are told without a vocabulary; which rulebook lends its own does not matter.
    let identity = fact::identify(document, &first.vocabulary, given);
    let year = given.year.or_else(|| identity.year.as_ref().map(|told| told.value));
    if let Some(rulebook) = year.and_then(|year| books.iter().find(|book| book.years.contains(year))) {
        return Some(Chosen { rulebook: Arc::clone(rulebook), guessed: false });
    }
    let mut best: Option<(usize, &Arc<Rulebook>)> = None;
    for book in books {
        let fit = fit(book, document, given);
        if best.is_none_or(|(most, _)| fit > most) {
            best = Some((fit, book));
        }
    }
    best.map(|(_, book)| Chosen { rulebook: Arc::clone(book), guessed: true })
}

/// How well a report's chapters and the chapters it names fit a rulebook.
fn fit(book: &Rulebook, document: &Document, given: &Given) -> usize {
    let facts: Facts<'_> = fact::gather(document, &book.vocabulary, given);
    let named = |title: &String| facts.prose.text.contains(&fold::fold_str(title));
    let mentioned = book
        .vocabulary
        .sections
        .iter()
        .filter(|section| named(&section.title) || section.also.iter().any(named))
        .count();
    facts.sections.found.len() * 3 + facts.tables.found.len() * 3 + mentioned
}
