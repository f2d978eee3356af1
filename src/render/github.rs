//! Annotations of GitHub Actions: a workflow command a finding, its text escaped so that no report can end one command
//! and begin another.

use super::place::Places;
use super::wording::{pick, say};
use super::{Closing, Style, plain, remedy, text};
use crate::batch::Entry;
use crate::document::Place;
use crate::finding::Severity;
use std::fmt::Write;

/// The commands of an entry.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let mut out = String::new();
    let path = entry.path();
    let file = path.strip_prefix("./").unwrap_or(path);
    let file = property(&if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() });
    match entry {
        Entry::Unread(unread) => {
            let title = property(pick(style.language, "未能检查", "not checked"));
            let reason = data(&format!("{path}: {}", say(&unread.error, style.language)));
            let _ = writeln!(out, "::error file={file},title={title}::{reason}");
        }
        Entry::Judged(audit) | Entry::Exemptions(audit) => {
            let findings = style.shown(audit);
            if findings.is_empty() {
                return out;
            }
            let places = Places::of(audit);
            for finding in findings {
                let command = match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info | Severity::Off => "notice",
                };
                let span = finding.site.span();
                let place = match (places.spot(span).place, places.end(span)) {
                    (Place::Line { line, column }, Place::Line { line: last, column: end }) if last == line => {
                        format!(",line={line},col={column},endColumn={}", end.max(column))
                    }
                    (Place::Line { line, .. }, Place::Line { line: last, .. }) if last > line => {
                        format!(",line={line},endLine={last}")
                    }
                    (Place::Line { line, .. }, _) => format!(",line={line}"),
                    (Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. }, _) => String::new(),
                };
                let (title, said) = (property(&finding.rule), data(&remedy::said(finding, &places, style)));
                let _ = writeln!(out, "::{command} file={file}{place},title={title}::{said}");
            }
        }
    }
    out
}

/// The totals as a notice.
#[must_use]
pub fn tail(closing: &Closing<'_>, style: &Style) -> String {
    format!("::notice title=hegui::{}\n", data(text::tail(closing.tally, style).trim_end()))
}

/// The text of a command: on one line, `%` and line ends escaped as the runner reads them back.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| plain::line(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property of a command: `:` and `,` would end it.
fn property(text: &str) -> String {
    plain::line(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
