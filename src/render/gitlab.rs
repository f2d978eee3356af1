//! GitLab's code quality report: a JSON array of findings, for the widget of a merge request. A fingerprint is of the
//! report's path and the finding's own, since GitLab takes two of the same for one.

use super::json::to_string;
use super::place::Places;
use super::wording::say;
use super::{Style, plain, remedy};
use crate::audit::fingerprint;
use crate::batch::Entry;
use crate::document::Place;
use crate::finding::{Finding, Fingerprint, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

/// What stands before the first finding.
#[must_use]
pub fn head() -> String {
    "[\n".to_owned()
}

/// What stands behind the last finding.
#[must_use]
pub fn tail() -> String {
    "\n]\n".to_owned()
}

/// The findings of an entry, a line each.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let file = entry.path();
    let path = file.strip_prefix("./").unwrap_or(file);
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    match entry {
        Entry::Unread(unread) => to_string(&Issue {
            description: lines(say(&unread.error, style.language)),
            check_name: "unreadable",
            fingerprint: fingerprint::in_file(&path, Fingerprint::default()).to_string(),
            severity: "blocker",
            location: Location { path, lines: Lines { begin: 1, end: None } },
        }),
        Entry::Judged(audit) | Entry::Exemptions(audit) => {
            let findings = style.shown(audit);
            if findings.is_empty() {
                return String::new();
            }
            let places = Places::of(audit);
            let issues: Vec<String> =
                findings.into_iter().map(|finding| to_string(&issue(finding, &path, &places, style))).collect();
            issues.join(",\n")
        }
    }
}

fn issue<'a>(finding: &'a Finding, path: &str, places: &Places<'_>, style: &Style) -> Issue<'a> {
    let span = finding.site.span();
    let lines_of = match (places.spot(span).place, places.end(span)) {
        (Place::Line { line, .. }, Place::Line { line: last, .. }) => Lines { begin: line, end: Some(last.max(line)) },
        // Without lines: the file's head stands for it, and the description says the place.
        (Place::Line { .. } | Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. }, _) => {
            Lines { begin: 1, end: None }
        }
    };
    Issue {
        description: lines(&remedy::said(finding, places, style)),
        check_name: &finding.rule,
        fingerprint: fingerprint::in_file(path, finding.fingerprint).to_string(),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info | Severity::Off => "info",
        },
        location: Location { path: path.to_owned(), lines: lines_of },
    }
}

/// A text with pictures in place of what steers a terminal.
fn lines(text: &str) -> String {
    text.lines().map(plain::line).collect::<Vec<_>>().join("\n")
}
