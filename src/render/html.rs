//! One self-contained page for an office: what is wrong by rule and by unit, a list of units to sort and filter, and of
//! each report its text with findings marked in place. It works from a file, without a network, without its script,
//! and on paper. The page's own style and script are let in by their hashes; everything of a report is inert text.
//!
//! Reports are written as they come; the summary, known only at the end, is placed before them by the style sheet.

mod card;
mod chart;
mod inert;
mod marks;
mod passage;
mod report;
mod rows;
mod shell;
mod summary;
mod table;

use super::Style;
use crate::batch::Entry;
use crate::batch::tally::Tally;
use maud::html;

/// What stands before the first report.
#[must_use]
pub fn head(style: &Style) -> String {
    shell::head(style.language).into_string()
}

/// A report.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    match entry {
        Entry::Judged(audit) => report::judged(audit, style).into_string(),
        Entry::Exemptions(audit) => report::exemptions(audit, style).into_string(),
        Entry::Unread(unread) => report::unread(unread, style).into_string(),
    }
}

/// What stands behind the last report: units without one, the summary, and the end of the page.
#[must_use]
pub fn tail(tally: &Tally, style: &Style) -> String {
    let missing = tally.roster.as_ref().map_or(&[][..], |coverage| &coverage.missing);
    let missing = html! { @for agency in missing { (report::missing(agency, style.language)) } };
    shell::tail(missing, summary::of(tally, style.language), style.language)
}
