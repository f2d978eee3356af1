//! One line a finding: `path:line:column: severity rule: message`; before them, lines on the roster. For editors, `grep` and CI logs.

use super::place::Places;
use super::wording::say;
use super::{Style, plain, roster};
use crate::batch::Entry;
use crate::batch::roster::coverage::Coverage;
use std::fmt::Write;

/// Who has reported and who has not, where a roster was given: a line in the form of a finding.
#[must_use]
pub fn head(roster: Option<&Coverage>, style: &Style) -> String {
    let mut out = String::new();
    let Some(coverage) = roster else { return out };
    let mut line = |text: &str| {
        let _ = writeln!(out, "roster:1:1: info roster: {}", plain::line(text));
    };
    line(&roster::summary(coverage, style.language));
    for matter in roster::matters(coverage, style.language) {
        for item in &matter.items {
            line(&format!("{}: {item}", matter.title));
        }
    }
    out
}

/// The lines of an entry.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let mut out = String::new();
    let path = plain::line(entry.path());
    match entry {
        Entry::Unread(unread) => {
            let _ = writeln!(out, "{path}:1:1: error unreadable: {}", plain::line(say(&unread.error, style.language)));
        }
        Entry::Judged(audit) | Entry::Exemptions(audit) => {
            let findings = style.shown(audit);
            if findings.is_empty() {
                return out;
            }
            let places = Places::of(audit);
            for finding in findings {
                let spot = places.spot(finding.site.span());
                let message = places.hide(say(&finding.message, style.language));
                let ((line, column), severity) = (spot.pair(), finding.severity.name());
                let _ = writeln!(out, "{path}:{line}:{column}: {severity} {}: {}", finding.rule, plain::line(&message));
            }
        }
    }
    out
}
