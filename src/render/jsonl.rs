//! A line a report, each line the report as in the JSON contract: streamed, for pipes and for engines that read JSON
//! lines. Without totals, so that every line has one form.

use super::{Style, json};
use crate::batch::Entry;

/// The line of an entry.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    json::entry(entry, style) + "\n"
}
