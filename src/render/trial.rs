//! How the examples of a rulebook ended: each mismatch in the rulebook's text, then a summary in four words.

use super::excerpt::{Mark, Painter, Source};
use super::wording::say;
use super::{Style, plain};
use crate::audit::example::{Ended, Run};
use crate::finding::Severity;
use crate::span::{LineIndex, Span};
use std::fmt::Write;

/// The mismatches of a rulebook.
#[must_use]
pub fn of(name: &str, text: &str, runs: &[Run], style: &Style) -> String {
    let mut out = String::new();
    let lines = LineIndex::new(text);
    let painter = Painter::new(style.look);
    let name = plain::line(name);
    let source = Source { name: &name, text, lines: &lines, masks: &[] };
    for run in runs.iter().filter(|run| run.ended != Ended::Passed) {
        let message = format!("{}: {}", run.rule, run.ended.name());
        let (line, _) = lines.line_column(text, run.span.start);
        let end = lines.line_span(text, line).end;
        let span = Span { start: run.span.start, end: run.span.end.min(end).max(run.span.start) };
        let mark = Mark { span, message: say(&run.got, style.language).to_owned(), primary: true, spot: None };
        painter.paint(&mut out, Severity::Error, &message, &source, &[mark]);
        out.push('\n');
    }
    out
}

/// How many ended how.
#[must_use]
pub fn summary(runs: &[Run], _style: &Style) -> String {
    let mut out = String::new();
    for (at, ended) in [Ended::Passed, Ended::Missed, Ended::Noisy, Ended::Undetermined].into_iter().enumerate() {
        let count = runs.iter().filter(|run| run.ended == ended).count();
        let _ = write!(out, "{}{} {count}", if at == 0 { "" } else { ", " }, ended.name());
    }
    out.push('\n');
    out
}
