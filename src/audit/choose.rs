//! Choosing a rulebook for a report: by its year; without one, by its chapters, and saying that it was guessed.

use crate::document::Document;
use crate::fact::{self, Facts, Given, fold};
use crate::language::Language;
use crate::rulebook::Rulebook;
use std::sync::Arc;

/// So many Chinese characters make a Chinese report, however much else it holds.
const ENOUGH: usize = 300;
/// Fewer letters than this tell no language.
const FEW: usize = 40;

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
    let language = language(document);
    let books: Vec<Arc<Rulebook>> =
        books.iter().filter(|book| language.is_none_or(|told| book.vocabulary.language == told)).cloned().collect();
    let first = books.first()?;
    // Titles, periods and names are told without a vocabulary; which rulebook lends its own does not matter.
    let identity = fact::identify(document, &first.vocabulary, given);
    let year = given.year.or_else(|| identity.year.as_ref().map(|told| told.value));
    if let Some(rulebook) = year.and_then(|year| books.iter().find(|book| book.years.contains(year))) {
        return Some(Chosen { rulebook: Arc::clone(rulebook), guessed: false });
    }
    let mut best: Option<(usize, &Arc<Rulebook>)> = None;
    for book in &books {
        let fit = fit(book, document, given);
        if best.is_none_or(|(most, _)| fit > most) {
            best = Some((fit, book));
        }
    }
    best.map(|(_, book)| Chosen { rulebook: Arc::clone(book), guessed: true })
}

/// The language that a report is written in, by its characters; none where there are too few to tell. A Chinese report
/// holds some Latin names and addresses, an English one hardly a Chinese character.
fn language(document: &Document) -> Option<Language> {
    let (mut chinese, mut latin, mut other) = (0_usize, 0_usize, 0_usize);
    for c in document.text.chars() {
        if fold::is_ideograph(c) {
            chinese += 1;
        } else if c.is_ascii_alphabetic() {
            latin += 1;
        } else if c.is_alphabetic() || c == char::REPLACEMENT_CHARACTER {
            other += 1;
        }
        if chinese > ENOUGH {
            return Some(Language::Zh);
        }
    }
    // Letters of neither language: another one, or a text that was decoded wrongly.
    if chinese == 0 && (latin < FEW || other * 20 > latin) {
        return None;
    }
    Some(if chinese * 20 < latin { Language::En } else { Language::Zh })
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
