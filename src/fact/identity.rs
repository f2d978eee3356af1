//! Whose report it is and for which year: told from the title, the period, the text and the file's name, in that
//! order, each with its span.

use super::Given;
use super::date::Period;
use super::fold::Folded;
use super::organ::Organ;
use super::vocabulary::Vocabulary;
use crate::document::Document;
use crate::span::Span;

/// Whose report it is and for which year.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The title, where one was recognised.
    pub title: Option<Span>,
    /// The year reported on.
    pub year: Option<Told<i32>>,
    /// The agency's full name.
    pub agency: Option<Told<String>>,
    /// The kind of body, an id of the vocabulary.
    pub body: Option<String>,
}

/// A value with what it was told from.
#[derive(Clone, Debug)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// Where it stands; none where the file's name or the user said it.
    pub span: Option<Span>,
    /// What it was told from.
    pub from: Origin,
}

/// What a value was told from, the most trusted first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// The user or an example said it.
    Given,
    /// The title.
    Title,
    /// The statistics period.
    Period,
    /// The preface or another place in the text.
    Text,
    /// The file's name.
    FileName,
}

/// Tell whose report it is.
#[must_use]
pub fn tell(
    document: &Document,
    prose: &Folded,
    periods: &[Period],
    organs: &[Organ],
    vocabulary: &Vocabulary,
    given: &Given,
) -> Identity {
    let _ = (document, prose, periods, organs, vocabulary, given);
    Identity::default()
}
