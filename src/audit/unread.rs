//! Reports of which a page could not be read: what such a page may hold is neither missing nor in order.

use crate::check::{Check, Outcome};
use crate::document::{Document, Note};
use crate::finding::{Site, Verdict, Wording};

/// What a kind of check goes by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Things that are there: found, they are judged, whatever else the report says.
    Thing,
    /// Every passage by itself: what is wrong is wrong, but a page unread may be wrong too.
    Passage,
    /// The report from its beginning to its end: a page unread leaves the whole in doubt.
    Whole,
}

fn scope(check: &Check) -> Scope {
    match check {
        Check::Section(_) | Check::Title(_) | Check::Period(_) | Check::Contact(_) => Scope::Thing,
        Check::Equation(_) | Check::Table(_) => Scope::Thing,
        Check::Breakdown(_) | Check::Share(_) | Check::Agreement(_) | Check::Phrase(_) => Scope::Passage,
        Check::Date(_) | Check::Agency(_) | Check::Privacy(_) | Check::Similar(_) => Scope::Passage,
        Check::Order(_) | Check::Declared(_) | Check::Count(_) | Check::Numbering(_) => Scope::Whole,
        Check::Truncated(_) | Check::Length(_) | Check::Reference(_) => Scope::Whole,
    }
}

/// What remains of an outcome where pages of the report were not read.
#[must_use]
pub fn weigh(check: &Check, mut outcome: Outcome, document: &Document) -> Outcome {
    let pages: Vec<String> = document.notes.iter().filter_map(unread).map(|page| page.to_string()).collect();
    if pages.is_empty() {
        return outcome;
    }
    let scope = scope(check);
    let answered = match outcome.verdict {
        Verdict::Pass => scope == Scope::Thing,
        Verdict::Fail => {
            outcome.hits.retain(|hit| scope != Scope::Whole && matches!(hit.site, Site::At(_)));
            !outcome.hits.is_empty()
        }
        Verdict::NotApplicable(_) | Verdict::Undetermined(_) => true,
    };
    if answered {
        return outcome;
    }
    Outcome::undetermined(Wording::new(
        format!("第 {} 页未能读出", pages.join("、")),
        format!("not read: page {}", pages.join(", ")),
    ))
}

fn unread(note: &Note) -> Option<u32> {
    match note {
        Note::PageWithoutText(page) => Some(*page),
        Note::EncodingDetected(_)
        | Note::ReadAs(_)
        | Note::Undecodable(_)
        | Note::YearUnknown
        | Note::RulebookGuessed(_)
        | Note::LeftOut(_) => None,
    }
}
